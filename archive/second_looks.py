"""What is looked at once more for a change that the crawl had found: edits that were none are taken back.

A page that is another at every look, as one with a tip drawn anew, has not been edited (`archive.unsteady`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from archive.captures import CAPTURES_A_CRAWL, ids_of
from archive.days import count_article
from archive.entries import entry_of
from archive.happened import take_back
from archive.index import Index
from archive.items import Saved
from archive.looks import Looks
from archive.revisions import TEXT, change_of, measured, text_of
from archive.unsteady import is_passing, noise_of, note


class SecondLooks:
    """Weighs the edits of articles; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, index: Index, looks: Looks, begin: Callable[[], None]) -> None:
        self.db, self.index, self.looks, self._begin = db, index, looks, begin

    def is_edit_of(self, identity: int, capture: int) -> bool:
        """Whether the newest text of an article is an edit that the crawl of a capture has found."""
        row = self.db.execute(
            "SELECT number, capture FROM revisions WHERE article = ? ORDER BY number DESC LIMIT 1", [identity]
        ).fetchone()
        return bool(row[0] > 1 and row[1] is not None and row[1] // CAPTURES_A_CRAWL == capture // CAPTURES_A_CRAWL)

    def passes(self, identity: int, article: Mapping[str, Any], *, before: int | None = None) -> bool:
        """Whether what differs in an article are sentences alone that crawls, `before` one, have seen come and go."""
        old = self._texts(identity)[-1]
        same = change_of(self.db, identity, {**article, **dict(zip(TEXT, old, strict=True))}) is None
        return same and is_passing(self.db, self._portal_of(identity), old, text_of(article), before=before)

    def weigh(self, identity: int, article: Mapping[str, Any], seen_at: str, capture: int) -> Saved:
        """Take back the edit of an article that a second look in the same crawl has shown to be none."""
        before, first = self._texts(identity)
        noise = noise_of(before, first, text_of(article))
        if noise is not None:
            key = self.db.execute("SELECT key FROM articles WHERE id = ?", [identity]).fetchone()[0]
            note(self.db, self._portal_of(identity), key, capture // CAPTURES_A_CRAWL, noise)
        self.looks.found(identity, seen_at, "live")
        self.looks.look(capture, identity, seen_at, anew=False)
        if noise is None or not self._is_text_alone(identity):
            return Saved(identity, "same")
        self.take_back(identity)
        return Saved(identity, "unsteady")

    def passing_of(self, crawl: int) -> list[int]:
        """Return the articles whose edits, found by a crawl, are sentences alone that are known to come and go."""
        rows = self.db.execute(
            "SELECT a.id FROM revisions r JOIN articles a ON a.id = r.article AND a.revision_count = r.number"
            " WHERE r.id BETWEEN ? AND ? AND r.number > 1 AND a.status = 'live' ORDER BY a.id",
            ids_of(crawl),
        ).fetchall()
        found = [int(row[0]) for row in rows if self._is_text_alone(int(row[0]))]
        return [one for one in found if is_passing(self.db, self._portal_of(one), *self._texts(one))]

    def _is_text_alone(self, identity: int) -> bool:
        """Whether the newest revision of an article differs from the one before it in its text alone."""
        row = self.db.execute(
            "SELECT r.byline IS o.byline AND r.source IS o.source AND r.published_at IS o.published_at"
            " AND r.credits = o.credits FROM revisions r JOIN revisions o ON o.article = r.article"
            " AND o.number = r.number - 1 WHERE r.article = ? ORDER BY r.number DESC LIMIT 1",
            [identity],
        ).fetchone()
        return bool(row and row[0])

    def take_back(self, identity: int) -> None:
        """Give an article the text that it had before its newest revision, which was no edit."""
        self._begin()
        number, *_ = self.db.execute("SELECT revision_count FROM articles WHERE id = ?", [identity]).fetchone()
        (kicker, headline, deck, body), _ = self._texts(identity)
        capture, since = self.db.execute(
            "SELECT capture, seen_at FROM revisions WHERE article = ? AND number = ?", [identity, number - 1]
        ).fetchone()
        self.index.remove(identity)
        count_article(self.db, identity, -1)
        self.db.execute("DELETE FROM revisions WHERE article = ? AND number = ?", [identity, number])
        take_back(self.db, identity, number)
        lead, size = measured(body or "")
        self.db.execute(
            "UPDATE articles SET kicker = ?, headline = ?, deck = ?, lead = ?, char_count = ?, capture = ?,"
            " revision_count = ? WHERE id = ?",
            [kicker, headline, deck, lead, size, capture, number - 1, identity],
        )
        lines = set((body or "").split("\n"))
        (crossheads,) = self.db.execute("SELECT crossheads FROM texts WHERE article = ?", [identity]).fetchone()
        kept = [line for line in json.loads(crossheads) if line in lines]
        self.db.execute(
            "UPDATE texts SET body = ?, crossheads = ? WHERE article = ?",
            [body or "", json.dumps(kept, ensure_ascii=False), identity],
        )
        count_article(self.db, identity, 1)
        self.index.add(identity, entry_of(self.db, identity)[:3])
        self.looks.recount(identity, since)

    def _texts(self, identity: int) -> list[tuple[str | None, ...]]:
        """Return the texts of an article's last two revisions, the newer one last; of one alone there is one."""
        rows = self.db.execute(
            f"SELECT {', '.join(TEXT)} FROM revisions WHERE article = ? ORDER BY number DESC LIMIT 2", [identity]
        ).fetchall()
        return [tuple(row) for row in reversed(rows)]

    def _portal_of(self, identity: int) -> str:
        return str(self.db.execute("SELECT portal FROM articles WHERE id = ?", [identity]).fetchone()[0])
