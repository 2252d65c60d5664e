"""Which articles are meant: a query and what narrows it, as one question that the full-text index answers alone.

Portal, source, section, status and people are tokens of the index (archive/fields.py) and days are ranges of its ids:
no hit costs a look at its row: what a rare portal has of the commonest word is found as quickly as anything else.
"""

from __future__ import annotations

import heapq
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields

from archive.days import DISPLACED, FIRST_DATED, SLOTS_A_DAY, first_id, first_of_month, lowest_id
from archive.fields import EVERYTHING, Field, exactly
from archive.query import match_expression


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an article must have beside the words: whole values, and days (`YYYY-MM-DD`), both inclusive."""

    portal: str | None = None
    source: str | None = None
    section: str | None = None
    status: str | None = None
    author: str | None = None
    editor: str | None = None
    person: str | None = None
    organization: str | None = None
    date_from: str | None = None
    date_to: str | None = None

    def expressions(self) -> list[str]:
        """Return the FTS5 phrases of the values."""
        names: list[Field] = ["portal", "source", "section", "status", "author", "editor", "person", "organization"]
        return [exactly(name, value) for name in names if (value := getattr(self, name))]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class Selection:
    """A question to the index: an FTS5 expression, a range of ids, and the few whose ids are not of their days."""

    match: str
    low: int | None = None
    high: int | None = None
    displaced: tuple[tuple[int, int], ...] = ()  # (id, first id of its day) of those whose ids are of another day
    after: int | None = None  # only ids above this one, whatever their days
    before: int | None = None

    @property
    def more(self) -> list[int]:
        """The ids of those whose day is asked for though their ids are not in the range."""
        return [article for article, day in self.displaced if self._has(day) and not self._has(article)]

    @property
    def fewer(self) -> list[int]:
        """The ids of those in the range whose day is not asked for."""
        return [article for article, day in self.displaced if self._has(article) and not self._has(day)]

    def _has(self, identity: int) -> bool:
        return (self.low is None or identity >= self.low) and (self.high is None or identity <= self.high)

    def ids(self, db: sqlite3.Connection, *, newest: bool = True, limit: int = -1, offset: int = 0) -> list[int]:
        """Return ids of articles by day and minute, the newest or the oldest first."""
        direction = "DESC" if newest else "ASC"
        where, values = self._range()
        if not self.more:
            rows = db.execute(
                f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?{where} ORDER BY rowid {direction}"
                " LIMIT ? OFFSET ?",
                [self.match, *values, limit, offset],
            )
            return [row[0] for row in rows]
        wanted = -1 if limit < 0 else limit + offset
        rows = db.execute(
            f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?{where} ORDER BY rowid {direction} LIMIT ?",
            [self.match, *values, wanted],
        )
        merged = heapq.merge((row[0] for row in rows), sorted(self._more(db), reverse=newest), reverse=newest)
        return list(merged)[offset : offset + limit if limit >= 0 else None]

    def newest_within(self, db: sqlite3.Connection, limit: int, milliseconds: float) -> list[int]:
        """Return the ids of the newest articles, as many as there is time for; not of those moved to another day."""
        where, values = self._range()
        end = time.monotonic() + milliseconds / 1000
        ids = []
        for row in db.execute(
            f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?{where} ORDER BY rowid DESC LIMIT ?",
            [self.match, *values, limit],
        ):
            ids.append(row[0])
            if time.monotonic() > end:
                break
        return ids

    def count(self, db: sqlite3.Connection, limit: int = -1) -> int:
        """Return how many articles there are; with `limit`, stop counting there."""
        where, values = self._range()
        inner = f"SELECT 1 FROM articles_fts WHERE articles_fts MATCH ?{where} LIMIT ?"
        found = db.execute(f"SELECT count(*) FROM ({inner})", [self.match, *values, limit]).fetchone()[0]
        return int(found) + sum(1 for _ in self._more(db))

    def days(self, db: sqlite3.Connection) -> list[tuple[int, int]]:
        """Return how many articles each day has, as (`id >> 24` of the day, articles), the oldest day first.

        The undated stand at days before `FIRST_DATED`.
        """
        where, values = self._range()
        found = dict(
            db.execute(
                f"SELECT rowid >> 24, count(*) FROM articles_fts WHERE articles_fts MATCH ?{where} GROUP BY 1",
                [self.match, *values],
            ).fetchall()
        )
        for article, day in self.displaced:
            if self._has(day) and self._passed(article) and self._matches(db, article):
                found[day >> 24] = found.get(day >> 24, 0) + 1
                if self._has(article):
                    found[article >> 24] -= 1
        return sorted((day, articles) for day, articles in found.items() if articles)

    def months(self, db: sqlite3.Connection, first: int, last: int) -> list[tuple[int, int]]:
        """Return how many articles each month has, as `days` does, each at its first day; the undated at day 0.

        `first` and `last` are the lowest and the highest id of a day that there can be. For short words a quarter of
        what `days` costs.
        """
        query = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"
        low = max(first, self.low or FIRST_DATED, FIRST_DATED)
        high = last if self.high is None else min(last, self.high)
        ranges = [] if self.low is not None else [(0, 1, FIRST_DATED - 1)]
        while low <= high:
            after = first_of_month(low >> 24, 1) << 24
            ranges.append((first_of_month(low >> 24), low, min(after - 1, high)))
            low = after
        found = {month: db.execute(query, [self.match, begin, end]).fetchone()[0] for month, begin, end in ranges}
        for article, day in self.displaced:
            if self._matches(db, article):
                for identity, change in ((article, -1), (day, 1)):
                    if self._has(identity):
                        month = first_of_month(identity >> 24) if identity >= FIRST_DATED else 0
                        found[month] = found.get(month, 0) + change
        return sorted((month, articles) for month, articles in found.items() if articles)

    def _range(self) -> tuple[str, list[int]]:
        """Return the condition on the ids, with its values."""
        where, values = "", []
        lowest = (self.low, None if self.after is None else self.after + 1)
        highest = (self.high, None if self.before is None else self.before - 1)
        for sign, bounds, tightest in ((">=", lowest, max), ("<=", highest, min)):
            given = [bound for bound in bounds if bound is not None]
            if given:
                where += f" AND rowid {sign} ?"
                values.append(tightest(given))
        if fewer := self.fewer:
            where += f" AND rowid NOT IN ({', '.join(map(str, fewer))})"
        return where, values

    def _more(self, db: sqlite3.Connection) -> Iterator[int]:
        return (article for article in self.more if self._passed(article) and self._matches(db, article))

    def _passed(self, article: int) -> bool:
        return (self.after is None or article > self.after) and (self.before is None or article < self.before)

    def _matches(self, db: sqlite3.Connection, article: int) -> bool:
        query = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
        return db.execute(query, [self.match, article]).fetchone() is not None


def select(db: sqlite3.Connection, query: str, narrowing: Narrowing | None = None) -> Selection | None:
    """Return the selection of a query and what narrows it, or None where neither asks for anything.

    Raises ValueError for a day that is none.
    """
    narrowing = narrowing or Narrowing()
    words = match_expression(query)
    if words is None and (not narrowing or query.strip()):
        return None
    parts = [f"({words})"] if words else []
    match = " AND ".join([*parts, *narrowing.expressions()]) or EVERYTHING
    displaced = db.execute(f"SELECT id, published_date FROM articles WHERE {DISPLACED}").fetchall()
    return Selection(
        match,
        first_id(narrowing.date_from) if narrowing.date_from else FIRST_DATED if narrowing.date_to else None,
        first_id(narrowing.date_to) + SLOTS_A_DAY - 1 if narrowing.date_to else None,
        tuple((article, lowest_id(day)) for article, day in displaced),
    )
