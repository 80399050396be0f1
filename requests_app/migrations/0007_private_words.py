"""Words that a refusal keeps encrypted leave the plain data of its letter; so does what was blacked out."""

import json

from django.db import migrations

#: kind of letter: the keys that belong into ``private``.
MOVED = {
    "refusal": ("matter", "consequence"),
    "notice": ("redaction",),
    "hand_over": ("received_by",),
}


def move(apps, schema_editor):
    letters = apps.get_model("requests_app", "Letter")
    for letter in letters.objects.filter(kind__in=sorted(MOVED)).order_by("pk").iterator(chunk_size=200):
        found = {key: letter.data.pop(key) for key in MOVED[letter.kind] if key in letter.data}
        if not found:
            continue
        # What the paper says stays as it was frozen; only the key under "private" is added to it.
        facts = json.loads(letter.facts_json) if letter.facts_json else {}
        facts["private"] = {**found, **(facts.get("private") or {})}
        letter.facts_json = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        letter.save(update_fields=["data", "facts_json"])


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0006_giving")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
