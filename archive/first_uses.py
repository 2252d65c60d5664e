"""Where a phrase was used first, and how long the other portals took to follow."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from datetime import date

from archive.limits import TooSlow, time_limit
from archive.phrases import Phrase, in_names
from archive.remembered import Remembered
from archive.trends import AGAIN

PORTALS = 300
MS = 800.0


@dataclass(frozen=True, slots=True)
class FirstUse:
    """A portal's oldest dated article with a phrase; `after`: days since the first portal had it."""

    portal: str
    title: str
    key: str
    headline: str | None
    published_at: str
    day: str
    after: int
    since: str  # the portal's oldest article in the archive: nothing is known of what it wrote before


@dataclass(frozen=True, slots=True)
class FirstUses:
    """First uses, the oldest first; how many portals have none, and how many were not asked for want of time."""

    uses: tuple[FirstUse, ...]
    without: int
    unasked: int


_kept: Remembered[FirstUses] = Remembered(128)
_known: Remembered[list[tuple[str, str, str]]] = Remembered(2)


def first_uses(db: sqlite3.Connection, phrase: Phrase, milliseconds: float = MS) -> FirstUses:
    """Return the first use of a phrase on each portal, the biggest first where there is no time for all."""
    # Where time was short, it is tried again later.
    key = (phrase, int(time.time() // AGAIN))
    return _kept.of(db, key, lambda: _first_uses(db, phrase, milliseconds))


def _portals(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return name, title and oldest day of each portal, those with most articles first."""
    return db.execute(
        "SELECT p.name, coalesce(p.title, p.name), min(d.date) FROM portals p JOIN article_days d ON d.portal = p.name"
        " WHERE d.date <> '' GROUP BY p.name ORDER BY sum(d.articles) DESC, p.name"
    ).fetchall()


def _first_uses(db: sqlite3.Connection, phrase: Phrase, milliseconds: float) -> FirstUses:
    names = in_names(db, phrase)
    portals = _known.of(db, "portals", lambda: _portals(db))
    found: list[tuple[date, FirstUse]] = []
    asked = 0
    try:
        with time_limit(db, milliseconds):
            for name, title, since in portals[:PORTALS]:
                ids = phrase.selection(db, name, in_names=names).ids(db, newest=False, limit=1)
                asked += 1
                if not ids:
                    continue
                key, headline, published_at, day = db.execute(
                    "SELECT key, headline, published_at, published_date FROM articles WHERE id = ?", ids
                ).fetchone()
                if day is None:
                    continue
                use = FirstUse(name, title, key, headline, published_at, day, 0, since)
                found.append((date.fromisoformat(day), use))
    except TooSlow:
        pass
    found.sort(key=lambda pair: (pair[0], pair[1].published_at, pair[1].portal))
    uses = tuple(
        FirstUse(u.portal, u.title, u.key, u.headline, u.published_at, u.day, (day - found[0][0]).days, u.since)
        for day, u in found
    )
    return FirstUses(uses, asked - len(uses), len(portals) - asked)
