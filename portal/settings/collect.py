"""Only for `collectstatic` while an image is built: files named as in production, no secret, no database."""

from .base import *  # noqa: F403

SECRET_KEY = "demo-only-not-used-for-anything-but-collecting-static-files"  # noqa: S105
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
