"""Fills requests_app.decrees: which decree covers a matter, and where the consequence test of a case begins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from disclosure.exemption_reads import closed_on
from disclosure.models import ConsequenceTest, Exemption
from disclosure.services.exemption_tests import start_test
from portal.agencies.models import Agency
from requests_app.decrees import DecreeRef


class Register:
    """The register as the desk of requests sees it."""

    def decrees_covering(self, *, agency: Agency, ground: str, on: date) -> list[DecreeRef]:
        """Exactly those that close something on that day (UU 14/2008 Art 19; PP 61/2010 Art 11)."""
        rows = (
            Exemption.objects.filter(closed_on(on), ground=ground, agency=agency)
            .select_related("decree")
            .order_by("title", "pk")
        )
        return [DecreeRef(str(r.pk), r.decree.number, r.title, r.ground, r.ends_on) for r in rows]

    def open_test(
        self, *, case_number: str, agency: Agency, subject: str, ground: str, by: Any
    ) -> str | None:
        """The form of the sheet's first line with its letter chosen; the sheet itself once it has lines."""
        now = timezone.now()
        test = start_test(
            agency=agency, by=by, now=now, held_on=timezone.localdate(now),
            occasion=ConsequenceTest.Occasion.REQUEST, case_number=case_number,
        )  # fmt: skip
        if test.items.exists():
            return reverse("exemptions:test", args=[test.pk])
        return f"{reverse('exemptions:item_new', args=[test.pk])}?ground={ground}"

    def requester_copy(self, *, decree_id: str) -> bytes | None:
        """Lampiran III with every other line blacked out, also after the exemption has ended: the refusal
        rested on it.
        """
        # Here and not above: the engine of the papers need not be there when the portal starts.
        from disclosure.exemptions.papers import decree_pdf

        held = Exemption.objects.select_related("decree__test").filter(pk=decree_id).first()
        return decree_pdf(held.decree.test, only=held).bytes if held is not None else None
