from django.urls import path

from disclosure.exemptions import admin_views as views
from disclosure.exemptions import sheet_views as tests

app_name = "exemptions"
urlpatterns = [
    path("", views.register, name="register"),
    path("uji/", tests.index, name="tests"),
    path("uji/baru/", tests.start, name="start"),
    path("uji/<int:pk>/", tests.sheet, name="test"),
    path("uji/<int:pk>/informasi/", tests.item, name="item_new"),
    path("uji/<int:pk>/informasi/<int:item>/", tests.item, name="item"),
    path("uji/<int:pk>/informasi/<int:item>/hapus/", tests.item_remove, name="item_remove"),
    path("uji/<int:pk>/berkas/<int:file>/", tests.item_file, name="item_file"),
    path("uji/<int:pk>/penguji/", tests.testers, name="testers"),
    path("uji/<int:pk>/ajukan/", tests.submit, name="submit"),
    path("uji/<int:pk>/hentikan/", tests.drop, name="drop"),
    path("uji/<int:pk>/periksa/", tests.read, name="read"),
    path("uji/<int:pk>/setuju/", tests.agree, name="agree"),
    path("uji/<int:pk>/wali-kota/", tests.leader, name="leader"),
    path("uji/<int:pk>/keputusan/", tests.decree, name="decree"),
    path("uji/<int:pk>/keputusan/berkas/", tests.signed, name="signed"),
    path("uji/<int:pk>/lembar.pdf", tests.sheet_paper, name="sheet_paper"),
    path("uji/<int:pk>/penetapan.pdf", tests.decree_paper, name="decree_paper"),
    path("<int:pk>/", views.exemption, name="exemption"),
    path("<int:pk>/ubah/", views.change, name="change"),
    path("<int:pk>/penetapan/", views.declare, name="declare"),
    path("<int:pk>/putusan/", views.ruling, name="ruling"),
    path("<int:pk>/tinjau/", views.review, name="review"),
    path("<int:pk>/berkas/<int:file>/", views.original, name="original"),
    path("<int:pk>/berkas/<int:file>/periksa/", views.check, name="check"),
    path("<int:pk>/salinan-pemohon.pdf", views.copy, name="copy"),
]
