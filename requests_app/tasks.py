"""Work that a worker does after the act: drawing the file of a letter."""

from django.utils import timezone
from django_tasks import task

from requests_app.letters.storing import generated_file
from requests_app.models import Letter


@task()
def draw_letter_file(letter_id: int) -> str:
    """Draw a letter's PDF ahead of the first demand; a fault leaves it to that demand."""
    letter = Letter.objects.select_related("case", "case__agency", "signer_agency", "pdf").get(pk=letter_id)
    return generated_file(letter, now=timezone.now()).sha256
