"""The city's two ways to publication: with and without PPID Utama's step."""

from django.db import migrations

AGENCY_WORKFLOW = "Penerbitan daftar informasi"
CITY_WORKFLOW = "Penerbitan daftar informasi dengan pemeriksaan PPID Utama"
TASKS = (
    ("entryreviewtask", "EntryReviewTask", "Pemeriksaan PPID Pelaksana (daftar informasi)"),
    ("cityreviewtask", "CityReviewTask", "Pemeriksaan PPID Utama (daftar informasi)"),
)


def make(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowContentType = apps.get_model("wagtailcore", "WorkflowContentType")
    tasks = []
    for model, name, title in TASKS:
        kind, _created = ContentType.objects.get_or_create(app_label="disclosure", model=model)
        tasks.append(
            apps.get_model("disclosure", name).objects.create(name=title, content_type=kind, active=True)
        )
    for title, steps in ((AGENCY_WORKFLOW, tasks[:1]), (CITY_WORKFLOW, tasks)):
        workflow = Workflow.objects.create(name=title, active=True)
        for order, task in enumerate(steps):
            WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=order)
        if title == AGENCY_WORKFLOW:
            entry, _created = ContentType.objects.get_or_create(app_label="disclosure", model="listentry")
            WorkflowContentType.objects.create(content_type=entry, workflow=workflow)


def drop(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name__in=[AGENCY_WORKFLOW, CITY_WORKFLOW]).delete()
    for _model, name, _title in TASKS:
        apps.get_model("disclosure", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]
    operations = [migrations.RunPython(make, drop)]
