"""Further addresses of articles: which article is meant, and what becomes of one that turns out to be another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from archive.credited import count_credits
from archive.days import count_article
from archive.digest import article_key
from archive.index import Index

_OF_AN_ARTICLE = ("texts", "revisions", "credits", "article_sections", "assets", "changes", "absences")


class Addresses:
    """Writes and finds them; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, index: Index, begin: Callable[[], None]) -> None:
        self.db, self.index, self._begin = db, index, begin

    def article_at(self, canonical_url: str) -> int | None:
        """Return the id of the article that an address is another name of, or None."""
        row = self.db.execute("SELECT article FROM addresses WHERE key = ?", [article_key(canonical_url)]).fetchone()
        return int(row[0]) if row else None

    def see(self, capture: int, article: int) -> None:
        """Note that a capture shows an article under another name: that is no look at it."""
        self.db.execute("UPDATE captures SET article = ? WHERE id = ?", [article, capture])

    def unite(self, article: int, into: int) -> None:
        """Make the address of one article another name of a second one; what was read there is no article any more."""
        self._begin()
        self.index.remove(article)
        count_article(self.db, article, -1)
        count_credits(self.db, article, -1)
        self.db.execute(
            "INSERT OR REPLACE INTO addresses (key, url, article) SELECT key, url, ? FROM articles WHERE id = ?",
            [into, article],
        )
        for table in ("captures", "addresses"):
            self.db.execute(f"UPDATE {table} SET article = ? WHERE article = ?", [into, article])
        for table in _OF_AN_ARTICLE:
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", [article])
        self.db.execute("DELETE FROM articles WHERE id = ?", [article])
