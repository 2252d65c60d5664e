"""Further addresses of articles: which article is meant, and what becomes of one that turns out to be another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from archive.articles import OF_AN_ARTICLE, withdraw
from archive.captures import CAPTURES_A_CRAWL
from archive.digest import article_key
from archive.doubt import SAYS_SO
from archive.index import Index
from archive.moves import PERMANENT, REDIRECTS, walked


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

    def names(self, article: int) -> list[str]:
        """Return the other names of an article."""
        rows = self.db.execute("SELECT url FROM addresses WHERE article = ? ORDER BY key", [article])
        return [str(row[0]) for row in rows.fetchall()]

    def may_stand(
        self, article: int, before: int, *, besides: str | None = None, besides_is_name: bool = False
    ) -> bool:
        """Whether an article may stand under one of its other names, `besides` one, by the looks before a capture.

        Where that is one of them (`besides_is_name`), it may also stand at its own address until that was missed.
        """
        if besides_is_name and not self._is_missed(article, before):
            return True
        return not all(self._is_lost(name, article, before) for name in self.names(article) if name != besides)

    def _is_lost(self, url: str, article: int, before: int) -> bool:
        """Whether the last look at another name of an article, before the capture `before`, found it no more there."""
        # A 304 says that the answer before it still holds.
        said = "id < ? AND status IS NOT 304 ORDER BY id DESC"
        *_, (_, row) = walked(self.db, url, said, [before], along=PERMANENT)
        return row is not None and row[2] == article and row[3] != "article"

    def _is_missed(self, article: int, capture: int) -> bool:
        """Whether the crawl of a capture has looked at an article's own address and not found it there."""
        own, shown = self.db.execute(
            "SELECT a.url, coalesce(c.url, a.url) FROM articles a LEFT JOIN captures c ON c.id = a.capture"
            " WHERE a.id = ?",
            [article],
        ).fetchone()
        crawl = capture - capture % CAPTURES_A_CRAWL
        row = self.db.execute(
            "SELECT EXISTS (SELECT 1 FROM captures WHERE url IN (?, ?) AND id >= ? AND id < ? AND method IS NULL"
            f" AND (status IN {REDIRECTS} OR (article = ? AND page_kind IS NOT 'article')))",
            [own, shown, crawl, crawl + CAPTURES_A_CRAWL, article],
        ).fetchone()
        return bool(row[0])

    def has_left(self, article: int, before: int) -> bool:
        """Whether an article was not at its own address when that was last asked, before the capture `before`."""
        missed, last_seen, own, shown = self.db.execute(
            "SELECT EXISTS (SELECT 1 FROM absences x WHERE x.article = a.id AND x.seen_at > coalesce(last_seen_at, '')"
            f" AND {SAYS_SO} AND coalesce(x.capture, 0) < ?), coalesce(last_seen_at, ''), a.url,"
            " (SELECT c.url FROM captures c WHERE c.id = a.capture)"
            " FROM articles a WHERE a.id = ?",
            [before, article],
        ).fetchone()
        row = self.db.execute(
            "SELECT status FROM captures WHERE url IN (?, ?) AND id < ? AND fetched_at > ? AND method IS NULL"
            " ORDER BY id DESC LIMIT 1",
            [own, shown or own, before, last_seen],
        ).fetchone()
        return bool(missed) or (row is not None and row[0] in REDIRECTS)

    def add(self, article: int, url: str) -> None:
        """Note another name of an article, unless it is one of another article."""
        self._begin()
        self.db.execute(
            "INSERT OR IGNORE INTO addresses (key, url, article) VALUES (?, ?, ?)", [article_key(url), url, article]
        )

    def move(self, article: int, url: str) -> None:
        """Have an article be known by another of its names; its address until now is one of the others from then on."""
        self._begin()
        key = article_key(url)
        self.db.execute("DELETE FROM addresses WHERE key = ?", [key])
        self.db.execute(
            "INSERT OR REPLACE INTO addresses (key, url, article) SELECT key, url, id FROM articles WHERE id = ?",
            [article],
        )
        self.db.execute("UPDATE articles SET key = ?, url = ? WHERE id = ?", [key, url, article])

    def unite(self, article: int, into: int) -> None:
        """Make the address of one article another name of a second one; what was read there is no article any more."""
        self._begin()
        withdraw(self.db, self.index, article)
        self.db.execute(
            "INSERT OR REPLACE INTO addresses (key, url, article) SELECT key, url, ? FROM articles WHERE id = ?",
            [into, article],
        )
        for table in ("captures", "addresses"):
            self.db.execute(f"UPDATE {table} SET article = ? WHERE article = ?", [into, article])
        for table in OF_AN_ARTICLE:
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", [article])
        self.db.execute("DELETE FROM articles WHERE id = ?", [article])
