"""The rows of an article's pictures and attachments, and where each is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

ASSETS_AN_ARTICLE = 1 << 16


class Assets:
    """Writes them, within the transaction of whoever writes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._moved: dict[str, set[str]] = {}  # the addresses of pictures and files that redirect to one

    def link(self, url: str, capture: int) -> None:
        """Note where the picture or file at `url` is stored, for all addresses that led there."""
        for known in sorted({url} | self._moved.get(url, set())):
            self.db.execute("UPDATE assets SET capture = ? WHERE url = ?", [capture, known])

    def move(self, url: str, target: str) -> None:
        """Note that the address of a picture or file redirects; any other address is passed over."""
        before = {url} if self.has(url) else set()
        if led := before | self._moved.pop(url, set()):
            self._moved.setdefault(target, set()).update(led)

    def has(self, url: str) -> bool:
        """Whether an article names `url` as a picture or file, or one that it names has redirected there."""
        if url in self._moved:
            return True
        return self.db.execute("SELECT 1 FROM assets WHERE url = ? LIMIT 1", [url]).fetchone() is not None

    def _capture(self, url: str) -> int | None:
        """Return the newest capture of a picture or file; an error page sent in its place is none."""
        row = self.db.execute(
            "SELECT coalesce((SELECT max(id) FROM captures WHERE url = :url AND status = 200"
            " AND coalesce(mime, '') NOT LIKE 'text/html%'), (SELECT max(capture) FROM assets WHERE url = :url))",
            {"url": url},
        ).fetchone()
        return row[0] if row else None

    def write(self, identity: int, article: Mapping[str, Any]) -> None:
        """Write an article's pictures and files in the place of those it had."""
        assets = _assets(article)
        stored = {url: self._capture(url) for _, url, *_ in assets}
        self.db.execute("DELETE FROM assets WHERE article = ?", [identity])
        self.db.executemany(
            "INSERT INTO assets (id, article, kind, url, caption, alt, paragraph, position, capture)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                # Never from the order of insertion, which a rebuild need not share.
                (identity * ASSETS_AN_ARTICLE + position, identity, *asset, position, stored[asset[1]])
                for position, asset in enumerate(assets)
            ],
        )

    def exchange(self, identity: int, article: Mapping[str, Any]) -> None:
        """Write an article's pictures and files anew where they are others: that alone is no revision."""
        rows = self.db.execute("SELECT kind, url FROM assets WHERE article = ? ORDER BY position", [identity])
        # What follows the question mark of a picture changes with every visit.
        old = [(kind, url.partition("?")[0]) for kind, url in rows]
        if old != [(asset[0], asset[1].partition("?")[0]) for asset in _assets(article)]:
            self.write(identity, article)


def _assets(article: Mapping[str, Any]) -> list[tuple[str, str, str | None, str | None, int | None]]:
    """Return the pictures and files of an article: kind, address, caption, alt and the lines that stand before it."""
    images, files = article.get("images") or [], article.get("attachments") or []
    return [
        *(("image", i["url"], i.get("caption"), i.get("alt"), i.get("paragraph")) for i in images),
        *(("attachment", a["url"], a.get("title"), None, None) for a in files),
    ]
