"""Thousands of rows into one table. Django's bulk_create asks every field of every row what to write, and its
bulk_update writes a CASE per row; for ten thousand rows that is most of an import's time (benchmarks/importing).
Here a column is asked once, and keys are taken beforehand, so that rows which name each other go in at one go.

The caller holds a transaction. No signal is sent, as bulk_create sends none.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models


@contextmanager
def collector_off() -> Iterator[None]:
    """Python's collector walks over all that was made so far again and again; reading a list makes hundreds of
    thousands of texts and dicts, none of them in a circle. A third of the time of a long file.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """``count`` primary keys that no row of the table has or will get from elsewhere."""
    if not count:
        return []
    table, column = model._meta.db_table, str(_key(model).column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite: the transaction holds the only write lock (transaction_mode IMMEDIATE, settings/env.py).
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        counted = (cursor.fetchone() or (0,))[0]
        highest = model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
    first = max(counted, highest) + 1
    return list(range(first, first + count))


def insert(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Rows with the columns ``names`` (attnames, the key among them); ``same`` is equal for all, every other
    column takes its default.
    """
    constant = dict(same or {})
    for field in model._meta.concrete_fields:
        if field.attname not in names and field.attname not in constant:
            constant[field.attname] = field.get_default()
    fixed = [_for_database(model, name)(value) for name, value in constant.items()]
    prepare = [_for_database(model, name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(_field(model, name).column)) for name in (*constant, *names))
    table = quote(model._meta.db_table)
    values = ([*fixed, *(put(value) for put, value in zip(prepare, row, strict=True))] for row in rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in values:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * (len(fixed) + len(names)))
    _many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values))  # noqa: S608 - names of Django's own


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set the columns ``names`` of each row; the key stands last in it."""
    key = _key(model)
    prepare = [_for_database(model, name) for name in (*names, key.attname)]
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(_field(model, name).column))} = %s" for name in names)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(str(key.column))} = %s"  # noqa: S608 - as above
    _many(sql, [[put(value) for put, value in zip(prepare, row, strict=True)] for row in rows])


def _many(sql: str, rows: list[list[Any]]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _key(model: type[models.Model]) -> models.Field[Any, Any]:
    key: models.Field[Any, Any] = model._meta.pk
    return key


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    for field in model._meta.concrete_fields:
        if field.attname == name:
            return field
    raise ValueError(f"{model.__name__} has no column {name}")


#: Text, numbers and flags go to both databases as they are.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey, models.BooleanField)


def _for_database(model: type[models.Model], name: str) -> Callable[[Any], Any]:
    field = _field(model, name)
    if isinstance(field, _PLAIN):
        return _as_it_is
    return lambda value: field.get_db_prep_save(value, connection)


def _as_it_is(value: Any) -> Any:
    return value
