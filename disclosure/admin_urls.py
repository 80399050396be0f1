from django.urls import path

from disclosure import admin_views, review_views
from disclosure.screening import views as screening_views

app_name = "duties"
urlpatterns = [
    path("", admin_views.duties, name="index"),
    path("usulan/", admin_views.proposals, name="proposals"),
    path("usulan/<int:pk>/", admin_views.decide, name="decide"),
    path("pemeriksaan/", review_views.rules, name="rules"),
    path("pemeriksaan/<int:pk>/hentikan/", review_views.end_rule, name="rule_end"),
    path("versi-terbaca/", screening_views.wishes, name="wishes"),
    path("<slug:agency>/", admin_views.duties, name="agency"),
    path("<slug:agency>/tidak-berlaku/<slug:item>/", admin_views.excuse, name="excuse"),
    path("entri/<int:pk>/mutakhir/", admin_views.confirm, name="confirm"),
    path("entri/<int:pk>/pemeriksaan/", screening_views.check, name="check"),
    path("entri/<int:pk>/pemeriksaan/loloskan/", screening_views.release, name="release"),
    path("entri/<int:pk>/pemeriksaan/minta/", screening_views.ask, name="ask"),
    path("entri/<int:pk>/berkas/<uuid:file>/", admin_views.draft_file, name="file"),
]
