"""The days that lists print beside stories which print none themselves.

A story may be read before or after the list that names it, and is dated either way; its id is that of its day, so that
it depends on no order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from archive.addresses import Addresses
from archive.articles import Articles
from archive.digest import article_key

_AHEAD = timedelta(days=1)  # the day of the portal may have begun before that of UTC
_OF_ARTICLE = (
    "SELECT min(date) FROM listed_days WHERE key IN (:key, :other) OR key IN"
    " (SELECT d.key FROM addresses d JOIN articles a ON a.id = d.article WHERE a.key = :key)"
)


class Listed:
    """Writes and finds them; `begin` opens a transaction where none is."""

    def __init__(
        self, db: sqlite3.Connection, articles: Articles, addresses: Addresses, begin: Callable[[], None]
    ) -> None:
        self.db, self.articles, self.addresses, self._begin = db, articles, addresses, begin

    def note(self, days: Mapping[str, str], seen_at: str) -> None:
        """Take in the days that a list seen at a time prints, by address; what prints its own day keeps that.

        Of several days the earliest counts. Days to come are no days of publication.
        """
        today = (datetime.fromisoformat(seen_at) + _AHEAD).date().isoformat()
        for url, day in days.items():
            if day > today:
                continue
            article = self.articles.id_of(url) or self.addresses.article_at(url)
            if article is None:
                self._write(article_key(url), day)
                continue
            key, printed = self.db.execute("SELECT key, published_at FROM articles WHERE id = ?", [article]).fetchone()
            before = self._day(key) if printed is None or len(printed) == len(day) else None
            if printed is None or (before is not None and day < before):
                self._write(key, day)
                self.articles.date(article, day)

    def dated(self, article: Mapping[str, Any], url: str) -> Mapping[str, Any]:
        """Return the JSON of an article read at `url`, with its lists' day if it prints none; else forget that."""
        keys = [article_key(article.get("canonical_url") or url), article_key(url)]
        day = self._day(*keys)
        if day is None:
            return article
        if article.get("published_at"):
            self._begin()
            self.db.execute("DELETE FROM listed_days WHERE key IN (?, ?)", keys)
            return article
        return {**article, "published_at": day}

    def _day(self, key: str, other: str | None = None) -> str | None:
        found: str | None = self.db.execute(_OF_ARTICLE, {"key": key, "other": other}).fetchone()[0]
        return found

    def _write(self, key: str, day: str) -> None:
        self._begin()
        self.db.execute(
            "INSERT INTO listed_days (key, date) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET date = min(date, excluded.date)",
            [key, day],
        )
