"""Addresses of the pages of one case."""

from django.urls import reverse

from requests_app.models import InformationRequest


def case_url(case: InformationRequest, name: str = "case", *more: object) -> str:
    return reverse(f"requests:{name}", args=[*case.number.split("/"), *more])
