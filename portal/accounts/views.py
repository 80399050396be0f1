"""Pages of accounts that allauth does not have."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.kernel.errors import InputError

from . import invitations
from .forms import ChoosePasswordForm


@never_cache
def no_signup(request: HttpRequest) -> HttpResponse:
    """There is nothing to sign up for: back to the sign-in page, with the reason."""
    messages.info(request, _("Akun petugas dibuat oleh DKISS dan dibuka lewat undangan."))
    return redirect("account_login")


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form on GET (mail scanners open links), use the invitation up on POST only."""
    now = timezone.now()
    try:
        invitation = invitations.find(token, now)
    except InputError as error:
        return render(request, "account/invitation_dead.html", {"message": error.message}, status=410)
    form = ChoosePasswordForm(invitation.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.accept(token=token, password=form.cleaned_data["password1"], now=now)
        except InputError as error:
            return render(request, "account/invitation_dead.html", {"message": error.message}, status=410)
        messages.success(request, _("Kata sandi tersimpan. Sekarang masuklah."))
        return redirect("account_login")
    return render(request, "account/invitation.html", {"form": form, "invitation": invitation})
