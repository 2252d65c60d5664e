"""What the archive holds of each day and what it knows to lack, so that a zero can be told from not knowing.

Coverage is what of the listed articles was fetched: the articles that are there, to those and the ones that were listed
and could not be had. Before a portal's oldest listed day and after its last crawl nothing is known of it; a day
between, of which nothing was listed, is silent.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import date

from archive.days import day_number
from archive.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Day:
    """Of one day: articles, characters of their texts, portals they are from; listed ones that could not be had."""

    articles: int = 0
    characters: int = 0
    portals: int = 0
    failed: int = 0
    blocked: int = 0


@dataclass(frozen=True, slots=True)
class Ledger:
    """Days by their numbers (`id >> 24`), and the spans of days that the crawls know of, first and last inclusive."""

    days: dict[int, Day]
    spans: tuple[tuple[int, int], ...]
    undated: int = 0  # articles without a day
    undated_missing: int = 0  # listed without a day, and could not be had
    unfinished: tuple[str, ...] = field(default=())  # portals whose last crawl did not come to its end

    def knows(self, first: int, last: int) -> bool:
        """Whether the crawls know of any day of a period."""
        return any(begin <= last and end >= first for begin, end in self.spans)

    def knows_all(self, first: int, last: int) -> bool:
        """Whether the crawls know of every day of a period."""
        return any(begin <= first and end >= last for begin, end in self.spans)

    @property
    def first(self) -> int | None:
        """The oldest day known of."""
        return self.spans[0][0] if self.spans else None

    @property
    def last(self) -> int | None:
        """The newest day known of."""
        return max(end for _, end in self.spans) if self.spans else None


_kept: Remembered[Ledger] = Remembered(64)


def ledger(db: sqlite3.Connection, portal: str | None = None) -> Ledger:
    """Return the ledger of a portal, or of all together."""
    return _kept.of(db, portal, lambda: _ledger(db, portal))


def _ledger(db: sqlite3.Connection, portal: str | None) -> Ledger:
    of_portal, values = (" AND portal = ?", [portal]) if portal else ("", [])
    held: dict[int, list[int]] = {}
    undated = undated_missing = 0
    for day, articles, characters, portals in db.execute(
        "SELECT date, sum(articles), sum(characters), count(*) FROM article_days"
        f" WHERE articles > 0{of_portal} GROUP BY date",
        values,
    ):
        number = _number(day)
        if number is None:
            undated += articles
        else:
            held[number] = [articles, characters, portals, 0, 0]
    for day, failed, blocked in db.execute(
        f"SELECT date, sum(failed), sum(blocked) FROM coverage WHERE failed + blocked > 0{of_portal} GROUP BY date",
        values,
    ):
        number = _number(day)
        if number is None:
            undated_missing += failed + blocked
        else:
            held.setdefault(number, [0] * 5)[3:] = [failed, blocked]
    days = {number: Day(*values) for number, values in held.items()}
    return Ledger(days, _spans(db, portal), undated, undated_missing, _unfinished(db, portal))


def _spans(db: sqlite3.Connection, portal: str | None) -> tuple[tuple[int, int], ...]:
    """Return for each portal its oldest listed day and the later of its newest one and its last crawl, joined."""
    where, values = (" AND portal = ?", [portal]) if portal else ("", [])
    today = day_number(date.today())
    crawled = {
        name: _number(started[:10])
        for name, started in db.execute(
            f"SELECT portal, max(started_at) FROM crawls WHERE started_at <> ''{where} GROUP BY portal", values
        )
    }
    edges: dict[str, list[int]] = {}
    for table in ("article_days", "coverage"):
        more = "" if table == "article_days" else " AND failed + blocked > 0"
        for name, oldest, newest in db.execute(
            f"SELECT portal, min(date), max(date) FROM {table} WHERE date <> ''{more}{where} GROUP BY portal", values
        ):
            edges.setdefault(name, []).extend(n for n in map(_number, (oldest, newest)) if n is not None)
    spans = []
    for name, known in edges.items():
        if known:
            # A day printed wrongly may lie years ahead.
            end = max(min(max(known), today), crawled.get(name) or 0, min(known))
            spans.append((min(known), end))
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return tuple(joined)


def _unfinished(db: sqlite3.Connection, portal: str | None) -> tuple[str, ...]:
    where, values = (" WHERE portal = ?", [portal]) if portal else ("", [])
    rows = db.execute(
        f"SELECT portal, outcome, max(started_at) FROM crawls{where} GROUP BY portal ORDER BY portal", values
    )
    return tuple(name for name, outcome, _ in rows if outcome != "finished")


def _number(day: str) -> int | None:
    try:
        return day_number(date.fromisoformat(day))
    except ValueError:
        return None
