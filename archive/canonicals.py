"""The addresses that pages name as their own (`rel=canonical`), which a template may have wrong for all of its pages.

A page is believed as long as nothing speaks against it. Where it tells another story than the archive has under the
address that it names, or where that address has a list, or nothing, then no page is believed any more that names it:
each is known by its own address, and so is what was known by that name and never read there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from archive.copies import has_original
from archive.digest import article_key


class Canonicals:
    """Writes and finds them; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, begin: Callable[[], None]) -> None:
        self.db, self._begin = db, begin

    def is_noted(self, named: str) -> bool:
        """Whether pages were read that name an address as their own, and are believed."""
        return self._is_refused(named) is False

    def believed(self, page: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the article JSON of a page under its own address where it names one that is not believed."""
        if not page.get("copy") or not self._is_refused(page["canonical_url"]):
            return page
        return {**page, "canonical_url": page["copy"], "copy": None}

    def _is_refused(self, named: str) -> bool | None:
        row = self.db.execute("SELECT refused FROM canonicals WHERE key = ?", [article_key(named)]).fetchone()
        return bool(row[0]) if row else None

    def note(self, named: str, url: str) -> None:
        """Note that a page was read at `url` which names another address, and that this has not been read."""
        self._begin()
        self.db.execute(
            "INSERT INTO canonicals (key, url) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET url = excluded.url",
            [article_key(named), url],
        )

    def refuse(self, named: str, url: str) -> None:
        """Have an address be believed to be nobody's name; `url` is that of the page that shows it.

        An article that was known by it and never read there is known by the address where it was read.
        """
        self._begin()
        key = article_key(named)
        row = self.db.execute(
            "SELECT a.id, x.url FROM articles a JOIN canonicals x ON x.key = a.key WHERE a.key = ?", [key]
        ).fetchone()
        if row is not None and not has_original(self.db, row[0]):
            self.db.execute(
                "UPDATE OR IGNORE articles SET key = ?, url = ? WHERE id = ?", [article_key(row[1]), row[1], row[0]]
            )
        self.db.execute(
            "INSERT INTO canonicals (key, url, refused) VALUES (?, ?, 1) ON CONFLICT (key) DO UPDATE SET refused = 1",
            [key, url],
        )
