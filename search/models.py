"""The projection: one row for each thing that the public may find."""

from __future__ import annotations

from datetime import date

from django.db import models

#: Where an undated thing sorts: after everything dated.
UNDATED = date(1900, 1, 1)


class SearchRecord(models.Model):
    """One findable thing.

    The table is the authority on what may be shown: whatever an engine answers is looked up here before a
    page is drawn, so a row that is gone can no longer be found, however stale an engine's own index is. `id`
    grows with publication and serves as the number up to which a walk through the pages is stable.
    """

    key = models.CharField(max_length=160, unique=True)
    source = models.CharField(max_length=40)
    object_id = models.CharField(max_length=100)
    agency_id = models.BigIntegerField(null=True, blank=True)
    agency_code = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True)
    year = models.SmallIntegerField(null=True, blank=True)
    format = models.CharField(max_length=20, blank=True)
    published_on = models.DateField(null=True, blank=True)
    #: published_on, or UNDATED: what lists are ordered by.
    sorted_on = models.DateField(default=UNDATED)
    visible_from = models.DateTimeField(null=True, blank=True)
    visible_until = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    analyser_version = models.PositiveSmallIntegerField(default=0)
    indexed_at = models.DateTimeField()
    agency_name = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=1000)
    title = models.TextField()
    summary = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["sorted_on", "id"], name="search_by_date"),
            models.Index(fields=["source", "object_id"], name="search_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class SearchText(models.Model):
    """The long texts of a record, in a table of their own: counting and filtering must not read past them."""

    record = models.OneToOneField(SearchRecord, models.CASCADE, primary_key=True, related_name="text")
    #: Passages parted by form feeds; `pages` holds the page number of each (null where unknown).
    body = models.TextField(blank=True)
    pages = models.JSONField(default=list, blank=True)
    title_tokens = models.TextField(blank=True)
    summary_tokens = models.TextField(blank=True)
    keyword_tokens = models.TextField(blank=True)
    body_tokens = models.TextField(blank=True)
    #: Words as written, lower case: of the title, and of summary and body.
    title_words = models.TextField(blank=True)
    body_words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.record_id}"


class SearchTerm(models.Model):
    """A word that occurred in something public: where spelling suggestions come from.

    A suggestion is shown only after the index confirmed that it finds something now, so a word of a withdrawn
    document may stay here until the next rebuild without being told to anybody.
    """

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.word


class MissedQuery(models.Model):
    """What people looked for without finding, counted by day. Personal patterns are removed before it is
    stored.
    """

    text = models.CharField(max_length=120)
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "day"], name="missed_query_once_a_day")]

    def __str__(self) -> str:
        return f"{self.text} ({self.times})"
