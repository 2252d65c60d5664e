"""Counts of whole tables that end in time: `count(*)` walks every page in one step that nothing interrupts."""

from __future__ import annotations

import re

COUNTED_AT_MOST = 100_000  # rows; of more there is no count
_COUNT = re.compile(r"select count\(\*\) from \[?(\w+)\]?\s*", re.I)
_A_ROW_AN_ARTICLE = ("articles", "articles_with_text", "texts")
_FOUND = re.compile(
    r"select count\(\*\) from (?P<table>\w+) where \w+ in"
    r" \(select rowid from \w+ where (?P<match>(?P<index>\w+) match escape_fts\(:search\))\)\s*",
    re.I,
)
# A search above a table, and nothing else that narrows it.
_SEARCH = re.compile(
    r"(?P<rows>select .+ from \S+ where \S+ in \(select rowid from \S+ where \S+ match escape_fts\(:search\))\)\s*",
    re.I,
)


def counted(sql: str) -> str:
    """Return a question that gives the same count of a table or, where it has very many rows, null; others as is."""
    found = _FOUND.fullmatch(sql)
    if found and found["table"] in _A_ROW_AN_ARTICLE:
        return f"select count(*) from {found['index']} where {found['match']}"
    match = _COUNT.fullmatch(sql)
    if match is None:
        return sql
    if match[1] in _A_ROW_AN_ARTICLE:
        return "select coalesce(sum(articles), 0) from article_days"
    rows = f"select 1 from [{match[1]}] limit {COUNTED_AT_MOST + 1}"
    return f"select case when n <= {COUNTED_AT_MOST} then n end from (select count(*) as n from ({rows}))"


def newest(sql: str, limit: int, order: str) -> str:
    """Return a question for the newest rows of what Datasette asks for; of a search, those of its newest hits."""
    if match := _SEARCH.fullmatch(sql):
        # The index gives them in this order; a list of all hits would be made first.
        return f"{match['rows']} ORDER BY rowid DESC LIMIT {limit})"
    return f"{sql}{order} LIMIT {limit}"
