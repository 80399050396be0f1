"""The doors of the admin through which an entry is published, told what a check says against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.snippets.views.snippets import CreateView, EditView, WorkflowActionView

from disclosure.reachability.tasks import look_at_links
from portal.background import enqueue_after_commit
from portal.kernel.errors import PortalError


def editor_of(entry: Any) -> str:
    return reverse("wagtailsnippets_disclosure_listentry:edit", args=[entry.pk])


class HeldBackMixin:
    """A publication that a check stops leaves a saved draft and a sentence that says what to do: nothing typed and
    no uploaded file is lost.
    """

    request: HttpRequest
    object: Any

    def form_valid(self, form: Any) -> Any:
        response = super().form_valid(form)  # type: ignore[misc]
        # Autosave comes every few seconds; the sites of others are asked when a person saves.
        if settings.LINK_CHECKS_ON_SAVE and not self.expects_json_response:  # type: ignore[attr-defined]
            enqueue_after_commit(look_at_links, self.object.pk)
        return response

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
