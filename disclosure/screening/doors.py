"""The doors of the admin through which an entry is published, told what a check says against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.snippets.views.snippets import CreateView, EditView, WorkflowActionView

from portal.kernel.errors import PortalError


def editor_of(entry: Any) -> str:
    return reverse("wagtailsnippets_disclosure_listentry:edit", args=[entry.pk])


class HeldBackMixin:
    """A publication that a check stops leaves a saved draft and a sentence that says what to do: nothing typed and
    no uploaded file is lost.
    """

    request: HttpRequest
    object: Any

    def publish_action(self) -> Any:
        return self._or_say_why(super().publish_action)  # type: ignore[misc]

    def workflow_action_action(self) -> Any:
        return self._or_say_why(super().workflow_action_action)  # type: ignore[misc]

    def _or_say_why(self, act: Callable[[], Any]) -> Any:
        try:
            with transaction.atomic():
                return act()
        except PortalError as error:
            messages.error(self.request, error.message)
            return redirect(editor_of(self.object))


class EntryCreateBase(HeldBackMixin, CreateView):
    """The form of a new entry."""


class EntryEditView(HeldBackMixin, EditView):
    """The editor of an entry."""


class EntryWorkflowActionView(WorkflowActionView):
    """Approving from a list ends in a publication too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().post(request, *args, **kwargs)
                return response
        except PortalError as error:
            messages.error(request, error.message)
            address = editor_of(self.object)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                done: HttpResponse = self.render_modal_json(request, {"step": "success", "redirect": address})
                return done
            return redirect(address)
