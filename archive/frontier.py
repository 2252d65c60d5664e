"""The frontier (待抓队列) of one portal: what is still to be fetched, and what could not be.

A row is pending until everything its answer says is written: the links it leads to, the article, and only then its own
mark. The rows share the archive's one connection and its commits, so what survives a crash is always a beginning of
what happened, and nothing is marked done whose consequences are lost.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

State = Literal["done", "failed", "blocked"]
# A walk through a portal that takes longer than this looks for news again before it goes on.
STALE_AFTER = timedelta(hours=20)
# What failed in so many crawls is not asked for on its own account any more, only where it is still listed.
TRIES_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits: `unit` names it, `request` is what the crawler wrote to make it again."""

    unit: int
    url: str
    request: Mapping[str, Any]
    priority: int


class Frontier:
    """The frontier of one portal, on the archive's connection."""

    def __init__(self, db: sqlite3.Connection, portal: str) -> None:
        self.db, self.portal = db, portal
        self.taken: set[int] = set()  # units whose answer is not written yet
        self._stands_for: dict[int, int] = {}

    def begin(self, now: str, *, anew: bool = False) -> bool:
        """Begin a round, or go on with one that was broken off; return whether it was.

        A round that goes on after most of a day looks at its lists again. A new one keeps what was still waiting, asks
        again for what could not be had, and forgets the rest.
        """
        row = self.db.execute("SELECT listed_at FROM rounds WHERE portal = ?", [self.portal]).fetchone()
        if row and not anew:
            if datetime.fromisoformat(now) - datetime.fromisoformat(row[0]) >= STALE_AFTER:
                self.db.execute("UPDATE rounds SET listed_at = ? WHERE portal = ?", [now, self.portal])
                self.db.execute(
                    "UPDATE frontier SET state = 'pending' WHERE portal = ? AND state = 'done' AND url IN"
                    " (SELECT url FROM captures WHERE url = frontier.url AND page_kind <> 'article')",
                    [self.portal],
                )
            return True
        self.db.execute("DELETE FROM frontier WHERE portal = ? AND state = 'done'", [self.portal])
        self.db.execute(
            "UPDATE frontier SET state = 'pending' WHERE portal = ? AND state IN ('failed', 'blocked') AND tries < ?",
            [self.portal, TRIES_AT_MOST],
        )
        self.db.execute(
            "INSERT OR REPLACE INTO rounds (portal, started_at, listed_at) VALUES (?, ?, ?)", [self.portal, now, now]
        )
        return False

    def started_at(self) -> str | None:
        """Return when the round began: what was captured since is known to its frontier alone."""
        row = self.db.execute("SELECT started_at FROM rounds WHERE portal = ?", [self.portal]).fetchone()
        return str(row[0]) if row else None

    def waiting(self) -> Iterator[str]:
        """Yield the addresses that wait."""
        query = "SELECT url FROM frontier WHERE portal = ? AND state = 'pending'"
        yield from (str(row[0]) for row in self.db.execute(query, [self.portal]).fetchall())

    def posted(self) -> Iterator[str]:
        """Yield the addresses of this round that were asked by another method than GET."""
        query = "SELECT url FROM frontier WHERE portal = ? AND request LIKE '%\"method\"%'"
        yield from (str(row[0]) for row in self.db.execute(query, [self.portal]))

    def units(self) -> Iterator[int]:
        """Yield the units of this round, waiting or done."""
        query = "SELECT unit FROM frontier WHERE portal = ? AND state IN ('pending', 'done')"
        yield from (int(row[0]) for row in self.db.execute(query, [self.portal]))

    def add(
        self,
        unit: int,
        url: str,
        request: Mapping[str, Any],
        priority: int,
        section: str | None = None,
        date: str | None = None,
    ) -> None:
        """Write a request that waits; one that is known waits again."""
        self.db.execute(
            "INSERT INTO frontier (portal, unit, url, request, priority, section, date) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (portal, unit) DO UPDATE SET url = excluded.url, request = excluded.request,"
            " priority = excluded.priority, state = 'pending', section = coalesce(excluded.section, section),"
            " date = coalesce(excluded.date, date)",
            [self.portal, unit, url, json.dumps(request, ensure_ascii=False), priority, section, date],
        )

    def close(self, unit: int, state: State = "done", why: str | None = None) -> None:
        """Mark what became of a request, after everything its answer says is written.

        Where a redirect led to what could not be had, it is what redirected there that waits: where it leads may be
        a wall, and another place tomorrow.
        """
        self.taken.discard(unit)
        if state != "done" and (asked := self._stands_for.pop(unit, None)) is not None:
            self.close(unit)
            unit = asked
        self.db.execute(
            "UPDATE frontier SET state = ?, why = ?, tries = tries + (? <> 'done') WHERE portal = ? AND unit = ?",
            [state, why, state, self.portal, unit],
        )

    def redirect(self, asked: int, unit: int) -> None:
        """Note that `unit` stands for the request `asked`, which redirected to it and is done."""
        self._stands_for[unit] = self._stands_for.pop(asked, asked)
        self.close(asked)

    def next(self, number: int, but: Iterable[int]) -> list[Waiting]:
        """Return up to `number` requests that wait, the first ones first, without those taken and those in `but`."""
        left_out = self.taken.union(but)
        rows = self.db.execute(
            "SELECT unit, url, request, priority FROM frontier WHERE portal = ? AND state = 'pending'"
            " ORDER BY priority DESC, tries LIMIT ?",
            [self.portal, number + len(left_out)],
        )
        found = [Waiting(row[0], row[1], json.loads(row[2] or "{}"), row[3]) for row in rows if row[0] not in left_out]
        return found[:number]

    def outstanding(self) -> list[dict[str, Any]]:
        """Return what could not be had, as the crawl's report keeps it."""
        query = (
            "SELECT unit, url, request, priority, state, section, date, why, tries FROM frontier"
            " WHERE portal = ? AND state IN ('failed', 'blocked') ORDER BY unit"
        )
        rows = self.db.execute(query, [self.portal])
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def restore(self, outstanding: Iterable[Mapping[str, Any]]) -> None:
        """Write what a report says could not be had, in the place of what stands there."""
        self.db.execute("DELETE FROM frontier WHERE portal = ? AND state IN ('failed', 'blocked')", [self.portal])
        columns = ("unit", "url", "request", "priority", "state", "section", "date", "why", "tries")
        self.db.executemany(
            f"INSERT OR REPLACE INTO frontier (portal, {', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [[self.portal, *(row.get(column) for column in columns)] for row in outstanding],
        )

    def end(self) -> None:
        """End a round: what is done is forgotten, what could not be had is kept."""
        self.db.execute("DELETE FROM frontier WHERE portal = ? AND state = 'done'", [self.portal])
        self.db.execute("DELETE FROM rounds WHERE portal = ?", [self.portal])


def reopen_rounds(db: sqlite3.Connection) -> None:
    """Let the next crawl of every portal go on with a walk that never came to its end, after a rebuild.

    Its frontier is gone; what it had captured is read again from the WARC files, and leads to what it had not.
    """
    db.execute(
        "INSERT OR IGNORE INTO rounds (portal, started_at, listed_at) SELECT portal, min(started_at), min(started_at)"
        " FROM crawls c WHERE id > coalesce((SELECT max(id) FROM crawls e WHERE e.portal = c.portal"
        " AND e.outcome IN ('finished', 'failed')), 0) GROUP BY portal"
    )
