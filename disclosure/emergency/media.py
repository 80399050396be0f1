"""Pictures and recordings of a notice, as they may stand on a public page at once."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.files.models import StoredFile
from portal.files.services import store_bytes, store_upload
from portal.files.validation import AUDIO_KINDS, PICTURE_KINDS, FileRefused, check_upload

LONGEST_SIDE = 1600
#: More points than any phone takes: a picture that unpacks to more is no picture.
MOST_POINTS = 120_000_000


def keep_picture(*, upload: Any, now: datetime, by: Any) -> StoredFile:
    """Draw the picture anew: small, the right way up, and without the place and device that a phone writes in.

    Drawn anew it holds nothing but points, so it may be shown although no scanner has seen the upload. Raises
    FileRefused on ``picture``.
    """
    checked = check_upload(upload, kinds=PICTURE_KINDS, field="picture")
    upload.seek(0)
    try:
        with Image.open(upload) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise FileRefused(_("Gambar ini terlalu besar. Kirim foto yang diperkecil."), field="picture")
            drawn = ImageOps.exif_transpose(opened)
            drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            content = io.BytesIO()
            drawn.convert("RGB").save(content, "JPEG", quality=82, optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused(
            _("Gambar ini tidak dapat dibuka. Ambil fotonya lagi, atau kirim tanpa gambar."), field="picture"
        ) from error
    name = checked.name.rpartition(".")[0] + ".jpg"
    return store_bytes(
        content=content.getvalue(), name=name, content_type="image/jpeg", now=now, uploaded_by=by
    )


def keep_audio(*, upload: Any, now: datetime, by: Any) -> StoredFile:
    """Keep a recording. Raises FileRefused on ``audio``."""
    return store_upload(upload=upload, now=now, uploaded_by=by, kinds=AUDIO_KINDS, field="audio")
