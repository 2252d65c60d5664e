"""The rows of portals and of their crawls."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from archive.coverage import save_coverage
from archive.frontier import Frontier

_REPORT = (
    *("finished_at", "outcome", "pages", "articles_new", "articles_changed", "articles_gone", "errors", "health"),
    "validators",
)

_LOOKED_BACK = 10_000  # crawls before one that begins


def order_of(note: Mapping[str, Any]) -> str:
    """Return what crawls are put in order by: when one began, or what it says instead, after a clock was set back."""
    return str(note.get("ordered_at") or note.get("started_at") or "")


class Crawls:
    """Writes them; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, begin: Callable[[], None]) -> None:
        self.db, self._begin = db, begin

    def save_portal(self, name: str, facts: Mapping[str, Any]) -> None:
        """Write a portal; what `facts` leaves empty keeps its old value, and an import changes nothing known.

        A title that is but the portal's name, its host, takes the place of none.
        """
        columns = ("title", "sponsor", "home", "region", "level", "cms")
        new = {column: f"excluded.{column}" for column in columns} | {"title": "nullif(excluded.title, excluded.name)"}
        self._begin()
        self.db.execute(
            f"INSERT INTO portals (name, {', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET "
            + ", ".join(
                f"{c} = coalesce({f'{c}, {new[c]}' if facts.get('imported') else f'{new[c]}, {c}'}, excluded.{c})"
                for c in columns
            ),
            [name, *(facts.get(column) for column in columns)],
        )

    def start(self, key: str, portal: str, started_at: str) -> int:
        """Write a crawl that begins, and return its id; the same key gives the same crawl."""
        self._begin()
        self.db.execute(
            "INSERT INTO crawls (key, portal, started_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING",
            [key, portal, started_at],
        )
        return int(self.db.execute("SELECT id FROM crawls WHERE key = ?", [key]).fetchone()[0])

    def order_after(self, started_at: str) -> str | None:
        """Return what a crawl that begins is put in order by, if one before it began later: a clock was set back.

        None for nearly all. Ids are given as crawls begin; a rebuild gives them in this order.
        """
        last = self.db.execute(
            "SELECT started_at, (SELECT max(id) FROM crawls) - id FROM crawls"
            " WHERE id > (SELECT max(id) FROM crawls) - ? ORDER BY started_at DESC, id DESC LIMIT 1",
            [_LOOKED_BACK],
        ).fetchone()
        if last is None or last[0] < started_at:
            return None
        later = datetime.fromisoformat(last[0]) + timedelta(microseconds=1 + last[1])
        return later.isoformat(timespec="microseconds")

    def knows(self, key: str) -> bool:
        """Whether a crawl has a row."""
        return self.db.execute("SELECT 1 FROM crawls WHERE key = ?", [key]).fetchone() is not None

    def with_killed(self, crawl: int) -> list[int]:
        """Return the ids of the crawls that end with one: those of its portal before it that were killed, and its own.

        A killed crawl has no end at which anything is asked again, in a rebuild as little as in itself.
        """
        rows = self.db.execute(
            "SELECT d.id FROM crawls c JOIN crawls d ON d.portal = c.portal AND d.id <= c.id WHERE c.id = ?"
            " AND d.id > coalesce((SELECT max(e.id) FROM crawls e WHERE e.portal = c.portal AND e.id < c.id"
            " AND e.finished_at IS NOT NULL), 0) ORDER BY d.id",
            [crawl],
        )
        return [int(row[0]) for row in rows.fetchall()]

    def finish(self, crawl: int, report: Mapping[str, Any]) -> None:
        """Write a crawl's report into its row."""
        values = {column: report[column] for column in _REPORT if column in report}
        for column in ("unknown_labels", "not_asked"):
            if counts := report.get(column):
                values[column] = json.dumps(counts, ensure_ascii=False)
        if (barren := report.get("barren")) is not None:
            values["barren"] = json.dumps(barren, ensure_ascii=False)
        self._begin()
        self.db.execute(
            f"UPDATE crawls SET {', '.join(f'{column} = ?' for column in values)} WHERE id = ?",
            [*values.values(), crawl],
        )
        portal = self.db.execute("SELECT portal FROM crawls WHERE id = ?", [crawl]).fetchone()[0]
        Frontier(self.db, portal).restore(report.get("outstanding") or ())
        save_coverage(self.db, portal)
