from django.urls import path, register_converter

from disclosure import data_views, reading_views, views
from disclosure.law.categories import PUBLISHABLE

app_name = "disclosure"


class CategoryConverter:
    """The three kinds in an address: berkala, serta-merta, setiap-saat."""

    words = {"berkala": "periodic", "serta-merta": "immediate", "setiap-saat": "anytime"}
    regex = "|".join(words)

    def to_python(self, value: str) -> str:
        return self.words[value]

    def to_url(self, value: str) -> str:
        return {v: k for k, v in self.words.items()}[value]


assert set(CategoryConverter.words.values()) == {c.value for c in PUBLISHABLE}  # noqa: S101 - read at start
register_converter(CategoryConverter, "listcategory")

urlpatterns = [
    path("daftar-informasi/", views.entry_list, name="list"),
    path("daftar-informasi/kategori/<listcategory:category>/", views.entry_list, name="category"),
    path("daftar-informasi/unit/<slug:agency>/", views.entry_list, name="agency"),
    path("daftar-informasi/unit/<slug:agency>/kewajiban/", views.agency_duties, name="duties"),
    path("daftar-informasi/cetak/", views.entry_print, name="print"),
    path("daftar-informasi/unduh.<slug:kind>", data_views.entry_export, name="export"),
    path("data-terbuka/daftar-informasi-publik/", data_views.data_page, name="open-data"),
    path("data-terbuka/daftar-informasi-publik.<slug:kind>", data_views.data_set, name="data-set"),
    path("data-terbuka/katalog.jsonld", data_views.catalogue, name="catalogue"),
    path("informasi/<int:pk>/", views.entry_detail, name="entry-short"),
    path("informasi/<int:pk>-<slug:slug>/", views.entry_detail, name="entry"),
    path("informasi/<int:pk>/berkas/<uuid:file>/", views.entry_file, name="file"),
    path("informasi/<int:pk>/berkas/<uuid:file>/baca/", views.entry_read, name="read"),
    path("informasi/<int:pk>/berkas/<uuid:file>/teks/", reading_views.entry_text, name="text"),
    path("informasi/<int:pk>/berkas/<uuid:file>/minta-terbaca/", reading_views.wish, name="wish"),
    path(
        "informasi/<int:pk>/berkas/<uuid:file>/halaman-<int:page>.webp", views.entry_picture, name="picture"
    ),
]
