"""Forms of the import: the file, the columns, and what becomes of the entries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disclosure.law.categories import PUBLISHABLE
from disclosure.models import CATEGORY_NAMES
from portal.agencies.models import Agency
from portal.agencies.policy import AgencyPolicy
from portal.agencies.rights import Action

from .comparing import FILL_INS
from .models import ImportRun
from .parsing.vocabulary import FIELD_NAMES
from .reading.opening import EXTENSIONS, LARGEST

CATEGORIES = [(kind.value, CATEGORY_NAMES[kind]) for kind in PUBLISHABLE]


class UploadForm(forms.Form):
    """Agencies within the person's right to import; who serves one unit is not asked for it."""

    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"), queryset=Agency.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("XLSX, XLS, ODS, atau CSV; paling besar 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{end}" for end in EXTENSIONS)}),
        error_messages={
            "required": _("Pilih dahulu berkas daftarnya."),
            "empty": _("Berkas ini kosong. Pilih berkas yang berisi daftar."),
        },
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = AgencyPolicy.agencies_for(user, Action.ENTRY_IMPORT).order_by("name")
        found = list(own[:2])
        choice: Any = self.fields["agency"]
        choice.queryset = own
        if len(found) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.fields["agency"].initial = found[0].pk

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("Berkas terlalu besar; paling besar 20 MB. Bagi berkasnya."))
        return file


class ColumnsForm(forms.Form):
    """A choice for each column of each table, a text for each column that the file leaves blank."""

    category = forms.ChoiceField(label=_("Kategori untuk baris yang tidak menyebutnya"), choices=CATEGORIES)

    def __init__(self, *args: Any, run: ImportRun, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        self.fields["category"].initial = run.options.get("category") or "anytime"
        self.tables: list[dict[str, Any]] = []
        seen: set[str] = set()
        for number, layout in enumerate(run.layouts):
            if layout["sheet"] not in seen:
                seen.add(layout["sheet"])
                self.tables.append(self._table(number, layout))
        for name in FILL_INS:
            self.fields[f"fill_{name}"] = forms.CharField(
                label=FIELD_NAMES[name], required=False, max_length=200,
                initial=(run.options.get("fill") or {}).get(name, ""),
            )  # fmt: skip

    def _table(self, number: int, layout: dict[str, Any]) -> dict[str, Any]:
        columns = []
        for column in layout["columns"]:
            name = f"kolom_{number}_{column['index']}"
            self.fields[name] = forms.ChoiceField(
                label=column["header"] or column["samples"][:1] or "–", required=False,
                choices=_field_choices(column["field"]), initial=column["field"],
            )  # fmt: skip
            columns.append({"name": name, "index": column["index"], "samples": column["samples"]})
        rows = ",".join(str(row) for row in layout["header_rows"])
        self.fields[f"judul_{number}"] = forms.CharField(
            label=_("Baris judul kolom"), required=False, initial=rows
        )
        self.fields[f"lewati_{number}"] = forms.BooleanField(label=_("Lewati lembar ini"), required=False)
        return {"number": number, "sheet": layout["sheet"], "columns": columns, "rows": rows}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for table in self.tables:
            name = f"judul_{table['number']}"
            parts = [part.strip() for part in cleaned.get(name, "").split(",") if part.strip()]
            if not all(part.isdigit() and 0 < int(part) < 2_000_000 for part in parts):
                self.add_error(name, _("Tulis nomor barisnya, misalnya 5 atau 5, 6."))
            cleaned[name] = [int(part) for part in parts if part.isdigit()]
        return cleaned

    def corrections(self) -> dict[str, Any]:
        """What services.correct_run takes. Columns are passed only where the header row stayed the same."""
        data = self.cleaned_data
        columns: dict[str, dict[str, str]] = {}
        headers: dict[str, list[int]] = {}
        for table in self.tables:
            rows = data[f"judul_{table['number']}"]
            if ",".join(str(row) for row in rows) != table["rows"]:
                headers[table["sheet"]] = rows
                continue
            changed = {
                str(c["index"]): data[c["name"]] for c in table["columns"] if c["name"] in self.changed_data
            }
            kept = (self.run.corrections.get(table["sheet"]) or {}).get("columns") or {}
            if changed or kept:
                columns[table["sheet"]] = {**kept, **changed}
            earlier = (self.run.corrections.get(table["sheet"]) or {}).get("header")
            if earlier:
                headers[table["sheet"]] = earlier
        return {
            "columns": columns,
            "headers": headers,
            "skipped": [t["sheet"] for t in self.tables if data.get(f"lewati_{t['number']}")],
            "category": data["category"],
            "fill": {name: data.get(f"fill_{name}", "") for name in FILL_INS},
        }


def _field_choices(current: str) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = [("", _("– tidak diambil –")), *FIELD_NAMES.items()]
    target, sign, label = current.partition(":")
    if sign:
        shown = CATEGORY_NAMES.get(label, label)
        choices.append(
            (
                current,
                _("%(field)s: tanda centang untuk “%(value)s”")
                % {"field": FIELD_NAMES[target], "value": shown},
            )
        )
    return choices


#: The table of rows is one form with the choice above it, so that saving loses nothing that was ticked.
ROWS_FORM = "pilihan"


class ConfirmForm(forms.Form):
    aim = forms.ChoiceField(
        label=_("Entri baru dan berubah"), choices=(), widget=forms.RadioSelect(attrs={"form": ROWS_FORM})
    )
    accept_items = forms.BooleanField(
        label=_("Kaitkan juga kewajiban yang disarankan"),
        required=False,
        widget=forms.CheckboxInput(attrs={"form": ROWS_FORM}),
        help_text=_("Saran dari kata-kata judulnya; tampil pada tiap baris di bawah."),
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aims = ImportRun.Aim
        shown = (aims.DRAFT, aims.PUBLISH) if may_publish else (aims.SUBMIT, aims.DRAFT)
        aim: Any = self.fields["aim"]
        aim.choices = [(aim.value, aim.label) for aim in shown]
        aim.initial = shown[0].value
