from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from search import queries
from search.api import as_json
from search.documents import FACET_FIELDS, SearchPage, SearchQuery
from search.engines.base import EngineError
from search.management.commands._output import SearchCommand, wrong_use


class Command(SearchCommand):
    help = "Cari informasi publik seperti di halaman /cari/."
    example = 'python manage.py search "anggaran pendidikan" --filter year=2026 --filter format=pdf --json'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", metavar="KATA", help='kata yang dicari; "frasa persis", -kecualikan')
        parser.add_argument("--page", type=int, default=1, metavar="N", help="halaman, mulai 1")
        parser.add_argument("--sort", choices=("relevance", "date"), default="relevance", help="urutan")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAMA=NILAI",
            help=f"saring dengan {', '.join(FACET_FIELDS)}; boleh diulang",
        )
        self.add_engine(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        query = SearchQuery(options["query"], _filters(options["filter"]), options["sort"], options["page"])
        engine = self.engine(options["engine"]) if options["engine"] else None
        if query.page < 1:
            raise wrong_use("--page dimulai dari 1.")
        try:
            page = queries.run_search(query, now=timezone.now(), engine=engine)
        except queries.PageOutOfRange:
            raise wrong_use(f"Halaman {query.page} tidak ada. Mulailah dari --page 1.") from None
        except (EngineError, queries.SearchUnavailable) as error:
            raise CommandError(f"Mesin pencari tidak menjawab: {error}", returncode=1) from error
        if page.degraded:
            self.stderr.write("Mesin pencari utama tidak menjawab; hasil ini dari basis data.")
        if options["json"]:
            self.print_json(_document(page))
        else:
            self._print(page)

    def _print(self, page: SearchPage) -> None:
        if page.did_you_mean:
            self.stdout.write(f"Menampilkan hasil untuk: {page.did_you_mean}")
        self.stdout.write(f"{page.total} hasil (halaman {page.query.page} dari {page.pages})")
        for hit in page.hits:
            details = " · ".join(filter(None, (hit.type_label, hit.agency_code, str(hit.published_on or ""))))
            self.stdout.write(f"- {hit.title}\n  {details}\n  {hit.url}")


def _document(page: SearchPage) -> dict[str, Any]:
    """The API's shape, with the highlight as one line in which ** surrounds the searched words."""
    document = as_json(page)
    for result in document["results"]:
        result["highlight"] = "".join(
            f"**{part['text']}**" if part["hit"] else part["text"] for part in result["highlight"]
        )
    return document


def _filters(given: list[str]) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for entry in given:
        name, equals, value = entry.partition("=")
        if not equals or name not in FACET_FIELDS or not value:
            raise wrong_use(
                f"--filter {entry}: tulis NAMA=NILAI dengan NAMA salah satu dari {', '.join(FACET_FIELDS)}."
            )
        filters[name] = (*filters.get(name, ()), value)
    return filters
