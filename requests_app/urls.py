from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

app_name = "requests"


def _later(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("permohonan/ajukan/", _later, name="file"),
    path("permohonan/tanda-terima/<str:token>/", _later, name="receipt"),
    path("permohonan/lacak/", _later, name="track"),
    path("permohonan/surel/<str:token>/", _later, name="confirm"),
]
