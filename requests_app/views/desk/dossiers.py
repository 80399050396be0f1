"""The whole case for an officer, and the dispute file for Komisi Informasi; each taking is on record."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from portal.agencies.policy import Action as Right
from portal.audit.services import record
from requests_app.dossier.contents import (
    Dossier,
    Reader,
    case_dossier,
    dispute_dossier,
    objection_dossier,
)
from requests_app.views.desk.base import CaseMixin
from requests_app.views.desk.disputes.pages import DisputeMixin
from requests_app.views.desk.objections.base import ObjectionMixin
from requests_app.views.dossiers import FORMS, dossier_response


class _DossierView(View):
    """``made`` gives the dossier, what it is about, and the page to go back to when it cannot be made."""

    kwargs: dict[str, Any]

    def made(self, now: Any) -> tuple[Dossier, Any, str]:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs["form"] not in FORMS:
            raise Http404
        now = timezone.now()
        dossier, target, back = self.made(now)
        try:
            response = dossier_response(dossier, kwargs["form"], now)
        except OSError:
            messages.error(request, _("Berkas belum dapat dibuat. Coba lagi beberapa menit lagi."))
            return HttpResponseRedirect(back)
        record(action="case.dossier_taken", actor=request.user, target=target, agency=target.agency, at=now,
               data={"reader": dossier.reader.value, "form": kwargs["form"]})  # fmt: skip
        return response


class CaseDossierView(CaseMixin, _DossierView):
    action = Right.CASE_VIEW

    def made(self, now: Any) -> tuple[Dossier, Any, str]:
        dossier = case_dossier(self.case, reader=Reader.OFFICER, now=now, user=self.request.user)
        return dossier, self.case, reverse("desk:case", args=[self.case.pk])


class ObjectionDossierView(ObjectionMixin, _DossierView):
    """An objection without a request; with one the officer takes the whole case, if they may see it."""

    action = Right.OBJECTION_VIEW

    def made(self, now: Any) -> tuple[Dossier, Any, str]:
        dossier = objection_dossier(self.objection, reader=Reader.OFFICER, now=now, user=self.request.user)
        return dossier, self.objection, reverse("objections:objection", args=[self.objection.pk])


class DisputeDossierView(DisputeMixin, _DossierView):
    """What is handed in at Komisi Informasi."""

    def made(self, now: Any) -> tuple[Dossier, Any, str]:
        back = reverse("disputes:dispute", args=[self.dispute.pk])
        return dispute_dossier(self.dispute, now=now), self.dispute, back
