"""How many of the articles found each portal, section, source, author, editor and status has.

Counted from the rows of all of them where they are few, else from those of a sample, and then by the index.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from archive.extent import Extent
from archive.fields import AUTHOR_ROLES, EDITOR_ROLES, exactly
from archive.limits import TooSlow, time_limit
from archive.selection import Selection

FacetName = Literal["portal", "section", "source", "author", "editor", "status"]
NAMES: tuple[FacetName, ...] = get_args(FacetName)
SHOWN = 8  # values of a facet
_QUICKLY = 1_500  # articles whose rows are looked at within some tens of milliseconds
_LEAST_SAMPLE = 1_000  # articles of a sample that has all common values in it
_REMEMBERED = 200_000  # hits
_SLOW = 60  # milliseconds to count all hits
_LEAST = 4  # articles of a sample that make an estimate
_KIND = {**dict.fromkeys(AUTHOR_ROLES, "author"), **dict.fromkeys(EDITOR_ROLES, "editor")}

Values = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Facets:
    """The commonest values of each facet with their articles, commonest first; estimates unless `exact`."""

    values: dict[FacetName, Values]
    exact: bool


def facets(db: sqlite3.Connection, extent: Extent, shown: int = SHOWN) -> Facets:
    """Return the facets of what was found, from all of its articles where these are few, else from a sample."""
    ids = extent.ids
    if extent.complete and len(ids) <= _QUICKLY:
        return Facets(_commonest(db, *_counted(db, ids), 1, shown), True)
    sample = ids[:: max(1, -(-len(ids) // _QUICKLY))]
    scale = extent.articles / max(1, len(sample))
    found = _commonest(db, *_counted(db, sample), scale, shown)
    least = _LEAST * scale if scale > 1 else 1
    return Facets({name: [one for one in values if one[1] >= least] for name, values in found.items()}, False)


def exact_facets(db: sqlite3.Connection, selection: Selection, extent: Extent, milliseconds: float) -> Facets:
    """Return the facets of a selection with exact numbers if that takes no longer, else as `facets` does.

    Where the articles are too many to look at each, the values come from a sample and their numbers from the index.
    """
    try:
        with time_limit(db, milliseconds):
            if extent.complete:
                return Facets(_commonest(db, *_counted(db, extent.ids), 1, SHOWN), True)
            if len(extent.ids) < _LEAST_SAMPLE:
                return facets(db, extent)
            # More than are shown: those in the last places of a sample may be others.
            likely = facets(db, extent, SHOWN * 3 // 2).values
            began = time.monotonic()
            selection.count(db)
            # A long phrase costs more to ask for again with every value than to be remembered.
            slow = time.monotonic() - began > _SLOW / 1000
            hits = set(selection.ids(db)) if slow and extent.articles <= _REMEMBERED else set()
            return Facets({name: _by_index(db, selection, name, values, hits) for name, values in likely.items()}, True)
    except TooSlow:
        return facets(db, extent)


def _by_index(db: sqlite3.Connection, selection: Selection, name: FacetName, values: Values, hits: set[int]) -> Values:
    """Return the values with their numbers: what the index has of each among `hits`, or asked for with the words."""
    found = []
    for value, _ in values:
        if hits:
            articles = len(hits.intersection(replace(selection, match=exactly(name, value)).ids(db)))
        else:
            articles = replace(selection, match=f"({selection.match}) AND {exactly(name, value)}").count(db)
        found.append((value, articles))
    return sorted(found, key=lambda one: (-one[1], one[0]))[:SHOWN]


def _counted(
    db: sqlite3.Connection, ids: Sequence[int]
) -> tuple[Counter[tuple[str, str | None, str | None, str]], Counter[tuple[str, int]]]:
    """Return how often each (portal, section, source, status), and each (author or editor, person) occurs."""
    listed = json.dumps(ids)
    found = db.execute(
        "SELECT a.portal, a.section, a.source, a.status FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value",
        [listed],
    )
    # A server may have rows of another class, which count slowly.
    rows = Counter(map(tuple, found))
    people: Counter[tuple[str, int]] = Counter()
    seen: set[tuple[str, int]] = set()
    last = None
    for article, role, person in db.execute(
        "SELECT c.article, c.role, c.person FROM json_each(?) j CROSS JOIN credits c ON c.article = j.value"
        " WHERE c.person IS NOT NULL",
        [listed],
    ):
        if article != last:
            people.update(seen)
            seen, last = set(), article
        if kind := _KIND.get(role):
            seen.add((kind, person))
    people.update(seen)
    return rows, people


def _commonest(
    db: sqlite3.Connection,
    rows: Counter[tuple[str, str | None, str | None, str]],
    people: Counter[tuple[str, int]],
    scale: float,
    shown: int,
) -> dict[FacetName, Values]:
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("portal", "section", "source", "status")}
    for row, articles in rows.items():
        for name, value in zip(("portal", "section", "source", "status"), row, strict=True):
            if value:
                counted[name][value] += articles
    for kind in ("author", "editor"):
        common = [(person, n) for (k, person), n in people.most_common() if k == kind][: shown * 2]
        names = dict(
            db.execute(
                f"SELECT id, name FROM people WHERE id IN ({', '.join('?' * len(common))})", [p for p, _ in common]
            )
        )
        counted[kind] = Counter({names[person]: articles for person, articles in common})
    return {
        name: [
            (value, round(articles * scale))
            for value, articles in sorted(counted[name].items(), key=lambda one: (-one[1], one[0]))[:shown]
        ]
        for name in NAMES
    }
