"""What helps a case along: tasks to tell a citizen, curated links, questions already answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.crypto.fields import EncryptedTextField


class ContactTask(models.Model):
    """The officer has to tell a citizen something who has no confirmed e-mail; a ready text waits.

    About a request, or about an objection, which may have no request.
    """

    case = models.ForeignKey(
        "requests_app.InformationRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_tasks",
    )
    objection = models.ForeignKey(
        "requests_app.Objection", models.PROTECT, null=True, blank=True, related_name="contact_tasks"
    )
    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=200, unique=True)
    text = EncryptedTextField(_("teks siap kirim"), help_text=_("tanpa data pribadi"))
    due_on = models.DateField()
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_how = models.CharField(_("cara"), max_length=20, blank=True)
    note = models.CharField(_("catatan"), max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(objection__isnull=False),
                name="contact_task_is_about_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id or self.objection_id} {self.kind}"


class TopicLink(models.Model):
    """A published page that DKISS offers when a question holds one of its keywords."""

    keywords = models.CharField(_("kata kunci"), max_length=300, help_text=_("dipisah koma"))
    title = models.CharField(_("judul"), max_length=200)
    url = models.CharField(_("alamat"), max_length=500)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    active = models.BooleanField(_("aktif"), default=True)

    class Meta:
        verbose_name = _("tautan topik")
        verbose_name_plural = _("tautan topik")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class AnsweredByPublished(models.Model):
    """A citizen closed the form because something published answered; one row a form, no personal data."""

    form_token = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.CharField(max_length=500)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.url


class LookupThrottle(models.Model):
    """Failed look-ups of one kind within an hour. ``key`` is a keyed digest: no address is kept."""

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.failures} sejak {self.since:%Y-%m-%d %H:%M}"
