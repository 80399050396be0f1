"""What stands for each parameter of an address, by agency and visibility.

``KNOWN`` goes by the parameter's name; ``SPECIAL`` by route and name, where a name means different things.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.urls import get_resolver

from requests_app.addresses import receipt_token
from tests.contracts.permissions.reading import Row

Give = Callable[[SimpleNamespace, Any, Row], Any]
NOWHERE = UUID(int=0)

KNOWN: dict[str, Give] = {
    "page_id": lambda world, unit, row: unit.draft.pk,
    "parent_page_id": lambda world, unit, row: unit.root.pk,
    "page_to_move_id": lambda world, unit, row: unit.draft.pk,
    "destination_id": lambda world, unit, row: unit.root.pk,
    "page_pk": lambda world, unit, row: unit.draft.pk,
    "revision_id": lambda world, unit, row: unit.draft.latest_revision.pk,
    "image_id": lambda world, unit, row: unit.image.pk,
    "document_id": lambda world, unit, row: unit.document.pk,
    "doc_id": lambda world, unit, row: unit.document.pk,
    "agency": lambda world, unit, row: unit.agency.slug,
    "content_type_app_name": lambda world, unit, row: "content",
    "content_type_model_name": lambda world, unit, row: "newspage",
    "app_label": lambda world, unit, row: "wagtailcore",
    "app_name": lambda world, unit, row: "wagtailcore",
    "model_name": lambda world, unit, row: "page",
    "action": lambda world, unit, row: "publish",
    "action_name": lambda world, unit, row: "approve",
    "object_id": lambda world, unit, row: unit.draft.pk,
    "filter_spec": lambda world, unit, row: "width-10",
    "slug": lambda world, unit, row: "x",
    "form": lambda world, unit, row: "zip",
    "act": lambda world, unit, row: "nyatakan-lengkap",
    "category": lambda world, unit, row: "periodic",
    "section": lambda world, unit, row: "halaman",
    "file": lambda world, unit, row: NOWHERE,
    "item": lambda world, unit, row: world.item.key,
    "sequence": lambda world, unit, row: unit.case.number.split("/")[0],
    "code": lambda world, unit, row: unit.agency.code,
    "year": lambda world, unit, row: "2026",
    "user": lambda world, unit, row: unit.operator.pk,
    "membership": lambda world, unit, row: unit.operator.memberships.get().pk,
    "token": lambda world, unit, row: "palsu",
    "key": lambda world, unit, row: "set-password",
    "uidb36": lambda world, unit, row: "1",
    "uidb64": lambda world, unit, row: "MQ",
    "kind": lambda world, unit, row: "csv",
    "number": lambda world, unit, row: unit.report.number,
}
SPECIAL: dict[tuple[str, str], Give] = {
    ("wagtailadmin_pages:unpublish", "page_id"): lambda world, unit, row: unit.live.pk,
    ("people", "pk"): lambda world, unit, row: unit.operator.pk,
    ("people:end", "pk"): lambda world, unit, row: unit.operator.memberships.get().pk,
    ("programmes", "pk"): lambda world, unit, row: unit.programme.pk,
    ("disclosure_programmes", "pk"): lambda world, unit, row: unit.progress.pk,
    ("handover", "pk"): lambda world, unit, row: world.handover.pk,
    ("handover:form", "pk"): lambda world, unit, row: unit.operator.memberships.get().pk,
    ("desk:delegation_end", "delegation"): lambda world, unit, row: world.delegation.pk,
    ("desk:recorded", "token"): lambda world, unit, row: receipt_token(unit.case),
    ("desk:assistance_answer", "pk"): lambda world, unit, row: unit.assistance.pk,
    # A scan is its uploader's alone: nobody of the world has one.
    ("desk:scan_file", "scan"): lambda world, unit, row: 999_999,
    ("desk:scan_act", "scan"): lambda world, unit, row: 999_999,
    ("desk:scan_act", "act"): lambda world, unit, row: "buang",
    ("requests:blank", "which"): lambda world, unit, row: "permohonan",
    ("desk:rate_end", "rate"): lambda world, unit, row: world.rate.pk,
    ("desk:letter", "letter"): lambda world, unit, row: unit.letter.pk,
    ("desk:delivery", "letter"): lambda world, unit, row: unit.letter.pk,
    ("desk:resend", "letter"): lambda world, unit, row: unit.letter.pk,
    ("desk:payment", "sheet"): lambda world, unit, row: unit.sheet.pk,
    ("desk:viewing", "viewing"): lambda world, unit, row: unit.viewing.pk,
    ("desk", "pk"): lambda world, unit, row: unit.case.pk,
    ("objections", "pk"): lambda world, unit, row: unit.objection.pk,
    ("disputes", "pk"): lambda world, unit, row: unit.dispute.pk,
    ("disputes:register", "pk"): lambda world, unit, row: unit.objection.pk,
    ("disputes", "act"): lambda world, unit, row: "start-mediation",
    ("objections", "act"): lambda world, unit, row: "putuskan" if row.visibility == "public" else "tanggapi",
    ("objections", "order"): lambda world, unit, row: 1,
    ("requests:objection", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("requests:objection_withdraw", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("requests:objection_reply", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("requests:objection_letter", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("requests:objection_dossier", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("requests:objection_application", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("requests:objection_form", "sequence"): lambda world, unit, row: unit.objection.number_sequence,
    ("disclosure", "pk"): lambda world, unit, row: (
        unit.public_entry.pk if row.visibility == "public" else unit.private_entry.pk
    ),
    ("disclosure:entry", "slug"): lambda world, unit, row: (
        unit.public_entry.slug if row.visibility == "public" else unit.private_entry.slug or "x"
    ),
    ("wagtailsnippets_disclosure_listentry", "pk"): lambda world, unit, row: (
        unit.public_entry.pk if row.visibility == "public" else unit.private_entry.pk
    ),
    ("wagtailsnippets_disclosure_listentry", "revision_id"): lambda world, unit, row: unit.revision.pk,
    ("waiting:spread", "pk"): lambda world, unit, row: unit.public_entry.pk,
    ("waiting:sample", "pk"): lambda world, unit, row: unit.sample.pk,
    ("duties", "pk"): lambda world, unit, row: unit.public_entry.pk,
    ("duties:decide", "pk"): lambda world, unit, row: unit.excuse.pk,
    ("duties:rule_end", "pk"): lambda world, unit, row: world.rule.pk,
    ("duties:file", "file"): lambda world, unit, row: unit.file.stored_id,
    ("duties:file", "pk"): lambda world, unit, row: unit.private_entry.pk,
    ("exemptions", "pk"): lambda world, unit, row: unit.sheet_draft.pk,
    ("exemptions", "item"): lambda world, unit, row: unit.sheet_item.pk,
    ("exemptions", "file"): lambda world, unit, row: unit.exempt_file.pk,
    **{
        (f"exemptions:{name}", "pk"): lambda world, unit, row: unit.exemption.pk
        for name in ("exemption", "change", "declare", "ruling", "review", "original", "check", "copy")
    },
    **{
        (f"exemptions:{name}", "pk"): lambda world, unit, row: unit.decreed_sheet.pk
        for name in (
            "item_file",
            "agree",
            "leader",
            "decree",
            "signed",
            "read",
            "sheet_paper",
            "decree_paper",
        )
    },
    ("editions", "number"): lambda world, unit, row: world.making.number,
    ("editions", "pk"): lambda world, unit, row: unit.row.pk,
    ("lists", "number"): lambda world, unit, row: world.edition.number,
    ("notices", "pk"): lambda world, unit, row: unit.notice.pk,
    ("emergency", "pk"): lambda world, unit, row: unit.notice.pk,
    ("emergency:cap", "number"): lambda world, unit, row: 1,
    ("entry-detail", "pk"): lambda world, unit, row: (
        unit.public_entry.pk if row.visibility == "public" else unit.private_entry.pk
    ),
    ("mandated-item-detail", "pk"): lambda world, unit, row: world.item.pk,
    ("requests", "token"): lambda world, unit, row: "palsu",
    ("requests", "page"): lambda world, unit, row: 1,
    ("disclosure:picture", "page"): lambda world, unit, row: 1,
    ("wagtailsnippetchoosers_disclosure_listentry", "pk"): lambda world, unit, row: unit.private_entry.pk,
    ("oversight", "pk"): lambda world, unit, row: unit.report.pk,
    ("importing", "pk"): lambda world, unit, row: unit.upload.pk,
    ("calendar", "pk"): lambda world, unit, row: world.proposal.pk,
    ("calendar:decree", "pk"): lambda world, unit, row: world.holiday.pk,
    ("wagtailadmin_api:pages", "pk"): lambda world, unit, row: unit.draft.pk,
    ("wagtailadmin_api:images", "pk"): lambda world, unit, row: unit.image.pk,
    ("wagtailadmin_api:documents", "pk"): lambda world, unit, row: unit.document.pk,
    ("wagtailimages_chooser", "pk"): lambda world, unit, row: unit.image.pk,
    ("wagtaildocs_chooser", "pk"): lambda world, unit, row: unit.document.pk,
}
# What a POST must bring for the view to come as far as the right it asks for.
BODIES: dict[str, Callable[[SimpleNamespace, Row], dict[str, Any]]] = {
    "oversight:build": lambda world, row: {"agency": _unit_of(world, row).agency.code},
    "wagtailadmin_pages:copy": lambda world, row: {
        "new_title": "Salinan", "new_slug": "salinan", "new_parent_page": _unit_of(world, row).root.pk,
    },
}  # fmt: skip


def _unit_of(world: SimpleNamespace, row: Row) -> Any:
    return world.base.b if row.whose == "other" else world.base.a


# Addresses written by hand: regular expressions that no name can be reversed with, and queries.
WHOLE: dict[str, Give] = {
    "wagtailadmin_pages:revisions_compare": lambda world, unit, row: (
        f"/admin/pages/{unit.draft.pk}/revisions/compare/earliest...latest/"
    ),
    "wagtail_bulk_action": lambda world, unit, row: (
        f"/admin/bulk/wagtailcore/page/publish/?id={unit.draft.pk}"
    ),
    "wagtailsnippets_disclosure_listentry:revisions_compare": lambda world, unit, row: (
        f"/admin/daftar-informasi/history/{unit.private_entry.pk}/revisions/compare/earliest...latest/"
    ),
    "wagtailsnippetchoosers_disclosure_listentry:chosen_multiple": lambda world, unit, row: (
        f"/admin/daftar-informasi/pilih/chosen-multiple/?id={unit.private_entry.pk}"
    ),
    "wagtailadmin_choose_page_chosen_multiple": lambda world, unit, row: (
        f"/admin/choose-page/chosen-multiple/?id={unit.draft.pk}"
    ),
    "wagtailimages_chooser:chosen_multiple": lambda world, unit, row: (
        f"/admin/images/chooser/chosen-multiple/?id={unit.image.pk}"
    ),
    "wagtaildocs_chooser:chosen_multiple": lambda world, unit, row: (
        f"/admin/documents/chooser/chosen-multiple/?id={unit.document.pk}"
    ),
    "wagtail_serve": lambda world, unit, row: "/",
    "wagtaildocs_serve": lambda world, unit, row: unit.document.url,
}


def address(row: Row, world: SimpleNamespace) -> str:
    """The address of a row; raises LookupError with what is missing in this module."""
    unit = _unit_of(world, row)
    if row.route in WHOLE:
        return WHOLE[row.route](world, unit, row)
    from django.urls import reverse

    kwargs = {name: _value(row, name, world, unit) for name in _parameters(row.route)}
    return reverse(row.route, kwargs=kwargs)


def _value(row: Row, name: str, world: SimpleNamespace, unit: Any) -> Any:
    namespace = row.route.rpartition(":")[0]
    for place in (row.route, namespace, namespace.split(":")[0]):
        if (place, name) in SPECIAL:
            return SPECIAL[place, name](world, unit, row)
    if name in KNOWN:
        return KNOWN[name](world, unit, row)
    if name in ("pk",) or name.endswith("_id") or name in ("letter", "task", "workflow_pk"):
        # Nothing of that kind is in the world: what counts is that nobody gets in who may not.
        return 999_999
    raise LookupError(f"{row.place}: tell arguments.py what stands for {name!r} in {row.route}")


def _parameters(route: str) -> list[str]:
    """Parameters of the shortest address that bears the name."""
    resolver = get_resolver()
    *spaces, name = route.split(":")
    for space in spaces:
        _prefix, resolver = resolver.namespace_dict[space]
    candidates = [
        params for possibility in resolver.reverse_dict.getlist(name) for _t, params in possibility[0]
    ]
    if not candidates:
        raise LookupError(f"no address is called {route}")
    return min(candidates, key=len)
