"""What a search has to show: a page of hits, how many there are and when, and what they can be narrowed by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from archive.days import FIRST_DATED, day_of
from archive.extent import Extent, extent
from archive.facets import NAMES, Facets, exact_facets, facets
from archive.limits import TooSlow, time_limit
from archive.query import match_expression, words_too_short
from archive.ranking import RANKED_AT_MOST, ranked
from archive.search import Hit, hits_of
from archive.selection import Selection, select
from datasette_config.room.asked import PAGES, Asked

PER_PAGE = 20
# A word of one character is put together from all that begin with it: milliseconds for a thousand articles.
ONE_CHARACTER_UP_TO = 50_000  # articles
QUICKLY = 80  # milliseconds for counting on the page itself
THOROUGHLY = 2_500  # and where it is filled in afterwards
FACETS = 4_000  # for the facets then
_FOR_A_CHART = 300  # articles of a sample
_HITS = 1_500  # milliseconds for the hits, which hardly ever take one


@dataclass(frozen=True, slots=True)
class Summary:
    """How many articles, from which days and of what; None where counting itself took too long."""

    extent: Extent
    facets: Facets

    @property
    def exact(self) -> bool:
        """Whether nothing in it is an estimate."""
        return self.extent.exact and self.facets.exact

    @property
    def enough(self) -> bool:
        """Whether there is enough of a sample to say when the articles are from."""
        return self.extent.exact or len(self.extent.ids) >= _FOR_A_CHART


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits; `trouble` says why there are none: too_short, too_slow.

    `ranked` is how many of the newest were ranked where not all were.
    """

    hits: list[Hit] = field(default_factory=list)
    summary: Summary | None = None
    more: bool = False
    ranked: int | None = None
    trouble: str | None = None


def find(db: sqlite3.Connection, asked: Asked) -> Found | None:
    """Return what a question finds, or None where it asks for nothing."""
    selection = select(db, asked.query, asked.narrowing)
    if selection is None:
        return None
    if too_short(db, asked.query):
        return Found(trouble="too_short")
    counted = extent(db, selection, QUICKLY)
    try:
        with time_limit(db, _HITS):
            ids, of_newest = _ids(db, asked, selection, counted)
    except TooSlow:
        return Found(trouble="too_slow")
    hits = hits_of(db, ids[:PER_PAGE], asked.query)
    # No estimate says less than what the page shows.
    seen = (asked.page - 1) * PER_PAGE + len(ids) if ids else 0
    counted = replace(counted, articles=max(counted.articles, seen))
    return Found(hits, Summary(counted, facets(db, counted)), len(ids) > PER_PAGE, of_newest)


def summary(db: sqlite3.Connection, asked: Asked) -> Summary | None:
    """Return the summary of a question, exact if there is time for it; None where there is nothing to count."""
    selection = select(db, asked.query, asked.narrowing)
    if selection is None or too_short(db, asked.query):
        return None
    counted = extent(db, selection, THOROUGHLY)
    return Summary(counted, exact_facets(db, selection, counted, FACETS))


def too_short(db: sqlite3.Connection, query: str) -> list[str]:
    """Return the words of a query that are too short for an archive of this size."""
    words = words_too_short(query)
    if words and db.execute("SELECT sum(articles) FROM article_days").fetchone()[0] > ONE_CHARACTER_UP_TO:
        return words
    return []


def order_of(db: sqlite3.Connection, asked: Asked, selection: Selection, most: int) -> tuple[list[int], bool]:
    """Return the ids of at most so many articles in the order asked for, and whether these are all."""
    if asked.order == "relevance" and match_expression(asked.query):
        found = ranked(db, selection, asked.query)
        return found.ids[:most], found.whole and len(found.ids) <= most
    ids = selection.ids(db, newest=asked.order != "oldest", limit=most + 1)
    return ids[:most], len(ids) <= most


def _ids(db: sqlite3.Connection, asked: Asked, selection: Selection, counted: Extent) -> tuple[list[int], int | None]:
    """Return the ids of a page and the one after it, and how many were ranked where not all were."""
    start = (asked.page - 1) * PER_PAGE
    if asked.order == "relevance" and match_expression(asked.query):
        found = ranked(db, selection, asked.query)
        return found.ids[start : start + PER_PAGE + 1], None if found.whole else RANKED_AT_MOST
    newest = asked.order != "oldest"
    if counted.complete:
        ids = counted.ids if newest else counted.ids[::-1]
        return ids[start : start + PER_PAGE + 1], None
    return selection.ids(db, newest=newest, limit=PER_PAGE + 1, offset=start), None


def years(days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the articles of each year, the newest first."""
    counted: Counter[int] = Counter()
    for day, articles in days:
        if day >= FIRST_DATED >> 24:
            counted[int(day_of(day)[:4])] += articles
    return sorted(counted.items(), reverse=True)


def as_numbers(asked: Asked, summed: Summary) -> dict[str, Any]:
    """Return a summary as JSON: every number, and which of them are exact."""
    return {
        "query": asked.query,
        "articles": summed.extent.articles,
        "articles_exact": summed.extent.exact,
        "years": [{"year": year, "articles": articles} for year, articles in years(summed.extent.days)],
        "facets": {
            name: [{"value": value, "articles": articles} for value, articles in summed.facets.values[name]]
            for name in NAMES
        },
        "facets_exact": summed.facets.exact,
    }


def further_back(asked: Asked, last: Hit) -> str | None:
    """Return the address that goes on from the day of a hit, for where the pages end."""
    if asked.page < PAGES or asked.order == "relevance" or not last.published_at:
        return None
    side = "date_to" if asked.order == "newest" else "date_from"
    return asked.address(narrowed={side: last.published_at[:10]})
