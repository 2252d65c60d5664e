"""The rows of articles: new ones, and what they say now.

Ids are made from content where they can be: an article's from its day and minute, so that newest first is the order of
the ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from archive.assets import Assets
from archive.captures import CAPTURES_A_CRAWL
from archive.copies import replaces_copy
from archive.credited import count_credits
from archive.credits import Credits
from archive.days import count_article, wanted_id
from archive.digest import article_key, content_id
from archive.entries import Texts, texts_of
from archive.happened import note
from archive.index import Index
from archive.items import Saved
from archive.looks import Looks
from archive.revisions import change_of, completes, measured, revise
from archive.second_looks import SecondLooks

OF_AN_ARTICLE = ("texts", "revisions", "credits", "article_sections", "assets", "changes", "absences")
NAMING_AN_ARTICLE = (*OF_AN_ARTICLE, "captures", "addresses")


def withdraw(db: sqlite3.Connection, index: Index, article: int) -> Texts:
    """Take an article out of the index and out of what is counted, before its rows change; return its texts there."""
    texts = index.remove(article)
    count_article(db, article, -1)
    count_credits(db, article, -1)
    return texts


class Articles:
    """Writes and finds them; `begin` opens a transaction where none is."""

    def __init__(
        self, db: sqlite3.Connection, index: Index, assets: Assets, looks: Looks, begin: Callable[[], None]
    ) -> None:
        self.db, self.index, self.assets, self.looks, self._begin = db, index, assets, looks, begin
        self.credits = Credits(db)
        self.again = SecondLooks(db, index, looks, begin)

    def id_of(self, canonical_url: str) -> int | None:
        """Return the id of the article known by an address, or None."""
        row = self.db.execute("SELECT id FROM articles WHERE key = ?", [article_key(canonical_url)]).fetchone()
        return int(row[0]) if row else None

    def save(self, article: Mapping[str, Any], portal: str, seen_at: str, capture: int | None) -> Saved:
        """Write an article as it was seen at a time: a new one, another revision, or the same again.

        What was `looked_again` at for a change that the crawl had found is no other revision: it says whether the page
        is another at every look. `article` is the article JSON of the interface; `index_texts` in it spares splitting
        its text here. `seen_at` is ISO 8601.
        """
        self._begin()
        key = article_key(article.get("canonical_url") or article["url"])
        row = self.db.execute("SELECT id, status FROM articles WHERE key = ?", [key]).fetchone()
        if row is None:
            identity = self._free_id(key, article.get("published_at"))
            self._write(identity, key, article, portal, seen_at, capture)
            revise(self.db, identity, article, "first", seen_at, capture)
            self.looks.look(capture, identity, seen_at, anew=True)
            return Saved(identity, "new")
        identity, status = int(row[0]), row[1]
        change = change_of(self.db, identity, article)
        if change is not None and (replaces_copy(self.db, identity, capture) or completes(self.db, identity)):
            self.db.execute("DELETE FROM revisions WHERE article = ?", [identity])
            change = "first"
        if change not in (None, "first") and capture is not None:
            if article.get("looked_again") and self.again.is_edit_of(identity, capture):
                saved = self.again.weigh(identity, article, seen_at, capture)
                if saved.outcome == "same" and change_of(self.db, identity, article, back=1) is None:
                    return self._restore(identity, key, article, portal, seen_at)
                return saved
            if self.again.passes(identity, article, before=capture // CAPTURES_A_CRAWL):
                change = None
        if change is None:
            self.looks.found(identity, seen_at, status)
            self.assets.exchange(identity, article)
        else:
            self._write_anew(identity, key, article, portal, seen_at, capture)
            revise(self.db, identity, article, change, seen_at, capture)
            if change != "first":
                note(self.db, identity, change, seen_at)
            if status == "gone":
                note(self.db, identity, "return", seen_at)
        self.looks.look(capture, identity, seen_at, anew=change is not None)
        if change not in (None, "first"):
            return Saved(identity, "changed")
        return Saved(identity, "back" if status == "gone" else "same")

    def _restore(self, identity: int, key: str, article: Mapping[str, Any], portal: str, seen_at: str) -> Saved:
        """Take back an edit where a second look has shown all as it was before: the page had come in part."""
        self.again.take_back(identity)
        (capture,) = self.db.execute("SELECT capture FROM articles WHERE id = ?", [identity]).fetchone()
        self._write_anew(identity, key, article, portal, seen_at, capture)
        return Saved(identity, "unsteady")

    def date(self, identity: int, day: str) -> None:
        """Give an article that prints no day the one that a list has, and the id of that day."""
        self._begin()
        texts = withdraw(self.db, self.index, identity)
        key, before = self.db.execute("SELECT key, published_at FROM articles WHERE id = ?", [identity]).fetchone()
        dated = self._free_id(key, day)
        self.db.execute(
            "UPDATE articles SET id = ?, published_at = ?, published_date = ? WHERE id = ?", [dated, day, day, identity]
        )
        self.db.execute(
            "UPDATE revisions SET published_at = ? WHERE article = ? AND published_at IS ?", [day, identity, before]
        )
        for table in NAMING_AN_ARTICLE:
            self.db.execute(f"UPDATE {table} SET article = ? WHERE article = ?", [dated, identity])
        count_article(self.db, dated, 1)
        count_credits(self.db, dated, 1)
        self.index.add(dated, texts)

    def url_of(self, identity: int) -> str:
        """Return the address that an article is known by."""
        return str(self.db.execute("SELECT url FROM articles WHERE id = ?", [identity]).fetchone()[0])

    def text_of(self, identity: int) -> tuple[str, str]:
        """Return the headline and the body of an article."""
        row = self.db.execute("SELECT headline, body FROM articles_with_text WHERE id = ?", [identity]).fetchone()
        return row[0] or "", row[1]

    def _free_id(self, key: str, published_at: str | None) -> int:
        """Return an unused id: of the day and minute, spread by the key, so that it depends on no order of arrival."""
        identity = wanted_id(published_at, content_id(key))
        while self.db.execute("SELECT 1 FROM articles WHERE id = ?", [identity]).fetchone():
            identity += 1
        return identity

    def _write_anew(
        self, identity: int, key: str, article: Mapping[str, Any], portal: str, seen_at: str, capture: int | None
    ) -> None:
        """Write all rows of an article that is there already."""
        withdraw(self.db, self.index, identity)
        self._write(identity, key, article, portal, seen_at, capture)

    def _write(
        self,
        identity: int,
        key: str,
        article: Mapping[str, Any],
        portal: str,
        seen_at: str,
        capture: int | None,
    ) -> None:
        """Write all rows of an article but its revisions; what was there before is replaced."""
        body = article.get("body") or ""
        published_at = article.get("published_at")
        lead, size = measured(body)
        trail = [part for part in article.get("breadcrumb") or [] if part not in ("首页", "正文")]
        values = {
            "id": identity,
            "key": key,
            "portal": portal,
            "url": article.get("canonical_url") or article["url"],
            **{name: article.get(name) for name in ("kicker", "headline", "deck", "byline", "source", "source_url")},
            "lead": lead,
            "published_at": published_at,
            "published_date": published_at[:10] if published_at else None,
            "section": trail[-1] if trail else None,
            "genre": article.get("genre"),
            "char_count": size,
            "first_seen_at": seen_at,
            "last_seen_at": seen_at,
            "capture": capture,
            "credit_line_raw": article.get("credit_line_raw"),
            "previous_url": article.get("previous_url"),
            "next_url": article.get("next_url"),
            "keywords": json.dumps(article.get("keywords") or [], ensure_ascii=False),
            "encoding": article.get("encoding"),
            "undecodable": article.get("undecodable") or 0,
        }
        updates = [c for c in values if c not in ("id", "key", "first_seen_at", "portal")]
        self.db.execute(
            f"INSERT INTO articles ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
            f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in updates)},"
            " status = 'live', gone_at = NULL",
            list(values.values()),
        )
        self.db.execute(
            "INSERT OR REPLACE INTO texts (article, body, crossheads) VALUES (?, ?, ?)",
            [identity, body, json.dumps(list(article.get("crossheads") or []), ensure_ascii=False)],
        )
        for table in ("credits", "article_sections"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", [identity])
        self.credits.write(identity, article)
        self.db.executemany(
            "INSERT INTO article_sections (article, section, depth) VALUES (?, ?, ?)",
            [(identity, section, depth) for depth, section in enumerate(trail)],
        )
        self.assets.write(identity, article)
        count_article(self.db, identity, 1)
        count_credits(self.db, identity, 1)
        texts = article.get("index_texts")
        # A tuple was made by `texts_of`; JSON from elsewhere has none.
        self.index.add(identity, texts if isinstance(texts, tuple) else texts_of(article))
