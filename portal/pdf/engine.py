"""HTML to PDF: the only module that knows WeasyPrint.

Every document of the portal is PDF/A-3a (it can be archived and carry its data) and PDF/UA-1 (a screen
reader can read it) at once, and the same input always gives the same bytes, so that a printed SHA-256 can be
checked.
"""

from __future__ import annotations

import builtins
import hashlib
import logging
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import weasyprint
from anyascii import anyascii
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from portal.pdf.fetcher import ForbiddenSource, read_own, site_address

logger = logging.getLogger(__name__)

# PDF/A lists the properties it knows; PDF/UA's mark is foreign to it and must be declared beside it.
_UA_METADATA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

# Control characters have no glyph and no meaning on paper; tab and line ends stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

# Pango, fontconfig and the environment variable below are shared by all threads of the process.
_RENDERING = threading.RLock()


@dataclass(frozen=True)
class PdfAttachment:
    """A file carried inside the PDF (PDF/A-3: its relationship to the page text is named)."""

    name: str
    content: builtins.bytes
    description: str
    relationship: str = "Data"


@dataclass(frozen=True)
class RenderedPdf:
    """A finished document: its bytes, their SHA-256 in hex, and the number of pages."""

    bytes: builtins.bytes
    sha256: str
    pages: int


class _OwnFilesFetcher(URLFetcher):
    """Never opens a connection or a path: asks `read_own`, which knows the two allowed folders."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        try:
            own = read_own(url)
        except ForbiddenSource as refusal:
            logger.warning("pdf source refused: %s", refusal)
            raise
        return URLFetcherResponse(url, own.content, {"Content-Type": own.content_type})


@contextmanager
def _frozen_clock(created: datetime) -> Iterator[None]:
    # The font library stamps subsets with the current second unless this variable says otherwise.
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(max(0, int(created.timestamp())))
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _w3c(moment: datetime) -> str:
    text = timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S%z")
    return f"{text[:-2]}:{text[-2:]}"


def _both_standards(metadata: Any) -> None:
    plain = metadata.generate_rdf_metadata

    def with_accessibility(*args: Any) -> builtins.bytes:
        # Validators look inside rdf:RDF only, so the mark goes before its end tag.
        head, tag, tail = plain(*args).rpartition(b"</rdf:RDF>")
        return head + _UA_METADATA + tag + tail

    metadata.generate_rdf_metadata = with_accessibility


def _attachment(item: PdfAttachment, created: datetime) -> weasyprint.Attachment:
    moment = created.astimezone(timezone.get_fixed_timezone(0))
    return weasyprint.Attachment(
        string=item.content, name=item.name, description=item.description,
        relationship=item.relationship, created=moment, modified=moment,
    )  # fmt: skip


def _draw(
    html: str, *, identifier: str, created: datetime, title: str, lang: str, author: str,
    attachments: Sequence[PdfAttachment],
) -> tuple[builtins.bytes, int, frozenset[int]]:  # fmt: skip
    """Bytes, pages, and the code points for which no installed font has a glyph."""
    document = weasyprint.HTML(
        string=html, base_url=site_address() + "/", url_fetcher=_OwnFilesFetcher()
    ).render(font_config=FontConfiguration(), optimize_images=False)
    metadata = document.metadata
    metadata.title, metadata.lang, metadata.authors = title, lang, [author]
    metadata.created = metadata.modified = _w3c(created)
    # Whatever the page itself asks to embed is dropped: attachments come from the caller alone.
    metadata.attachments = [_attachment(item, created) for item in attachments]
    metadata.custom = {}
    _both_standards(metadata)
    content = document.write_pdf(
        pdf_variant="pdf/a-3a",
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(identifier.encode()).digest()[:16],
        custom_metadata=False,
    )
    missing = frozenset(point for font in document.fonts.values() for point in font.missing)
    return content, len(document.pages), missing


def _spell_out(html: str, missing: frozenset[int]) -> str:
    """Replace letters that no font on this machine can draw by their Latin reading, in brackets if a word."""
    table: dict[int, str] = {}
    for point in missing:
        reading = anyascii(chr(point)).strip(": ").replace("_", " ")
        table[point] = f"[{reading}]" if len(reading) > 1 else reading
    logger.warning("no glyph for %s; spelt out", ", ".join(f"U+{point:04X}" for point in sorted(missing)))
    return html.translate(table)


def render_pdf(
    *,
    template: str | None = None,
    html: str | None = None,
    context: Mapping[str, Any] | None = None,
    identifier: str,
    created: datetime,
    title: str,
    lang: str = "id",
    author: str = "Pemerintah Kota Cilegon",
    attachments: Sequence[PdfAttachment] = (),
) -> RenderedPdf:
    """A PDF/A-3a and PDF/UA-1 document; equal arguments give equal bytes on one installation.

    Args:
        template: name of a template that extends pdf/base.html; or give `html`, a whole page, instead.
        context: for the template; `pdf_title`, `pdf_lang` and `pdf_created` are added.
        identifier: names the document for good (its number and edition), becomes the PDF's file identifier.
        created: aware moment of which the document speaks, never "now" of a rebuild.
        title: shown by readers in place of the file name.
        attachments: files to carry inside; the only ones that ever enter.

    Raises:
        ValueError: unless exactly one of `template` and `html` is given, or if `created` has no time zone.
    """
    if (template is None) == (html is None):
        raise ValueError("give either a template or html")
    if timezone.is_naive(created):
        raise ValueError("created needs a time zone")
    title = _CONTROLS.sub("", title)
    if template is not None:
        with override(lang):
            extra = {"pdf_title": title, "pdf_lang": lang, "pdf_created": created}
            html = render_to_string(template, {**(context or {}), **extra})
    source = _CONTROLS.sub("", html or "")
    with _RENDERING, _frozen_clock(created):
        wanted: dict[str, Any] = {
            "identifier": identifier, "created": created, "title": title, "lang": lang,
            "author": author, "attachments": attachments,
        }  # fmt: skip
        content, pages, missing = _draw(source, **wanted)
        if missing:
            content, pages, missing = _draw(_spell_out(source, missing), **wanted)
    return RenderedPdf(content, hashlib.sha256(content).hexdigest(), pages)
