"""The rows of articles: new ones, their revisions, looks that found them or did not.

Ids are made from content where they can be: an article's from its day and minute, so that newest first is the order of
the ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from archive.assets import Assets
from archive.captures import RENDERED
from archive.changes import kind_of_change
from archive.copies import replaces_copy
from archive.credited import count_credits
from archive.credits import Credits
from archive.days import count_article, wanted_id
from archive.digest import article_key, content_id, text_digest
from archive.entries import texts_of
from archive.happened import note
from archive.index import Index
from archive.looks import next_look

Outcome = Literal["new", "changed", "same", "back", "suspected", "gone", "none"]

OF_AN_ARTICLE = ("texts", "revisions", "credits", "article_sections", "assets", "changes", "absences")
NAMING_AN_ARTICLE = (*OF_AN_ARTICLE, "captures", "addresses")
_METADATA = ("byline", "source", "published_at")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: its id and whether it was new, changed, the same, or back."""

    article: int | None
    outcome: Outcome


class Articles:
    """Writes and finds them; `begin` opens a transaction where none is."""

    def __init__(self, db: sqlite3.Connection, index: Index, assets: Assets, begin: Callable[[], None]) -> None:
        self.db, self.index, self.assets, self._begin = db, index, assets, begin
        self.credits = Credits(db)

    def id_of(self, canonical_url: str) -> int | None:
        """Return the id of the article known by an address, or None."""
        row = self.db.execute("SELECT id FROM articles WHERE key = ?", [article_key(canonical_url)]).fetchone()
        return int(row[0]) if row else None

    def save(self, article: Mapping[str, Any], portal: str, seen_at: str, capture: int | None) -> Saved:
        """Write an article as it was seen at a time: a new one, another revision, or the same again.

        `article` is the article JSON of the interface; `index_texts` in it spares splitting its text here. `seen_at` is
        ISO 8601.
        """
        self._begin()
        key = article_key(article.get("canonical_url") or article["url"])
        row = self.db.execute("SELECT id, status FROM articles WHERE key = ?", [key]).fetchone()
        if row is None:
            identity = self._free_id(key, article.get("published_at"))
            self._write(identity, key, article, portal, seen_at, capture)
            self._revise(identity, article, "first", seen_at, capture)
            self._looked(capture, identity, seen_at, anew=True)
            return Saved(identity, "new")
        identity, status = int(row[0]), row[1]
        change = self._change(identity, article)
        if change is not None and replaces_copy(self.db, identity, capture):
            self.db.execute("DELETE FROM revisions WHERE article = ?", [identity])
            change = "first"
        if change is None:
            self._seen_again(identity, seen_at, status)
            self.assets.exchange(identity, article)
        else:
            self.index.remove(identity)
            count_article(self.db, identity, -1)
            count_credits(self.db, identity, -1)
            self._write(identity, key, article, portal, seen_at, capture)
            self._revise(identity, article, change, seen_at, capture)
            if change != "first":
                note(self.db, identity, change, seen_at)
            if status == "gone":
                note(self.db, identity, "return", seen_at)
        self._looked(capture, identity, seen_at, anew=change is not None)
        if change not in (None, "first"):
            return Saved(identity, "changed")
        return Saved(identity, "back" if status == "gone" else "same")

    def date(self, identity: int, day: str) -> None:
        """Give an article that prints no day the one that a list has, and the id of that day."""
        self._begin()
        texts = self.index.remove(identity)
        count_article(self.db, identity, -1)
        count_credits(self.db, identity, -1)
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

    def miss(
        self,
        identity: int,
        what: str,
        seen_at: str,
        crawl: int,
        capture: int | None,
        alive: int | None,
        *,
        elsewhere: bool = False,
    ) -> Saved:
        """Write that an article was not there: a first look raises suspicion, one of a later crawl makes it gone.

        `alive` is the capture of another page of the same host at that time; a look without one proves nothing.
        `elsewhere`: it may still stand under another of its names, which is to be asked first.
        """
        self._begin()
        status, last_seen, last_good = self.db.execute(
            "SELECT status, coalesce(last_seen_at, ''), (SELECT max(c.id) FROM captures c WHERE c.article = a.id"
            " AND c.fetched_at <= coalesce(a.last_seen_at, '') AND (c.status IN (200, 304) OR c.status IS NULL))"
            " FROM articles a WHERE id = ?",
            [identity],
        ).fetchone()
        self.db.execute(
            "INSERT OR IGNORE INTO absences (article, crawl, seen_at, what, capture, alive, last_good)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [identity, crawl, seen_at, what, capture, alive, last_good],
        )
        looks = self.db.execute(
            "SELECT count(*) FROM absences WHERE article = ? AND seen_at > ? AND alive IS NOT NULL",
            [identity, last_seen],
        ).fetchone()[0]
        gone = status == "gone" or (looks >= 2 and not elsewhere)
        # What was taken down comes back soon or seldom, like an edit: the looks begin anew.
        self._looked(capture, identity, seen_at, anew=gone and status != "gone", at_once=not gone)
        if status == "gone":
            return Saved(identity, "none")
        if not gone:
            return Saved(identity, "suspected")
        texts = self.index.remove(identity)
        self.db.execute("UPDATE articles SET status = 'gone', gone_at = ? WHERE id = ?", [seen_at, identity])
        self.index.add(identity, texts)
        note(self.db, identity, "takedown", seen_at)
        # It may still stand under the others: there it is an article of its own from now on.
        self.db.execute("DELETE FROM addresses WHERE article = ?", [identity])
        return Saved(identity, "gone")

    def confirm(self, capture: int, seen_at: str, crawl: int, alive: int | None) -> Saved:
        """Write that a page stands as it did: what its last whole answer said holds at `seen_at` too.

        `capture` is the row of a 304; for `alive` see `miss`.
        """
        row = self.db.execute(
            "SELECT before.page_kind, before.article, before.id"
            " FROM captures c JOIN captures before ON before.url = c.url"
            " AND before.payload_digest = c.payload_digest AND before.status = 200 AND before.method IS NULL"
            " AND before.id < c.id"
            " AND before.fetched_at < c.fetched_at WHERE c.id = ? ORDER BY before.id DESC LIMIT 1",
            [capture],
        ).fetchone()
        if row is None:
            return Saved(None, "none")
        kind, article, before = row
        self._begin()
        self.db.execute("UPDATE captures SET page_kind = ? WHERE id = ?", [kind, capture])
        if article is None:
            return Saved(None, "none")
        if kind != "article":
            # A page in the article's place that says politely that it is gone, or says nothing.
            query = "SELECT what FROM absences WHERE capture = ?"
            what = (self.db.execute(query, [before]).fetchone() or ("soft 404",))[0]
            return self.miss(article, what, seen_at, crawl, capture, alive)
        return self.see_again(article, seen_at, capture)

    def see_again(self, article: int, seen_at: str, capture: int) -> Saved:
        """Write that an article is there, and nothing of what it says now."""
        self._begin()
        status = self.db.execute("SELECT status FROM articles WHERE id = ?", [article]).fetchone()[0]
        self._seen_again(article, seen_at, status)
        self._looked(capture, article, seen_at, anew=False)
        return Saved(article, "back" if status == "gone" else "same")

    def text_of(self, identity: int) -> tuple[str, str]:
        """Return the headline and the body of an article."""
        row = self.db.execute("SELECT headline, body FROM articles_with_text WHERE id = ?", [identity]).fetchone()
        return row[0] or "", row[1]

    def _looked(self, capture: int | None, article: int, seen_at: str, *, anew: bool, at_once: bool = False) -> None:
        """Note a look at an article, and when the next is due: as for a new text, at once, or later and later."""
        if capture is None:
            return
        fetched, counted = self.db.execute(
            f"SELECT status IS NOT NULL OR {RENDERED}, article FROM captures WHERE id = ?", [capture]
        ).fetchone()
        if counted is not None and not anew:
            return
        self.db.execute("UPDATE captures SET article = ? WHERE id = ?", [article, capture])
        if not fetched:
            return
        looks = 1 if anew else 1 + self.db.execute("SELECT looks FROM articles WHERE id = ?", [article]).fetchone()[0]
        due = seen_at if at_once else next_look(looks, seen_at)
        self.db.execute("UPDATE articles SET looks = ?, next_look_at = ? WHERE id = ?", [looks, due, article])

    def _seen_again(self, article: int, seen_at: str, status: str) -> None:
        texts = self.index.remove(article) if status == "gone" else None
        self.db.execute(
            "UPDATE articles SET last_seen_at = max(coalesce(last_seen_at, ''), ?), status = 'live', gone_at = NULL"
            " WHERE id = ?",
            [seen_at, article],
        )
        if texts is not None:
            self.index.add(article, texts)
            note(self.db, article, "return", seen_at)

    def _free_id(self, key: str, published_at: str | None) -> int:
        """Return an unused id: of the day and minute, spread by the key, so that it depends on no order of arrival."""
        identity = wanted_id(published_at, content_id(key))
        while self.db.execute("SELECT 1 FROM articles WHERE id = ?", [identity]).fetchone():
            identity += 1
        return identity

    def _change(self, identity: int, article: Mapping[str, Any]) -> str | None:
        """Return how `article` differs from the newest revision, or None."""
        old = self.db.execute(
            "SELECT kicker, headline, deck, body, byline, source, published_at, credits, text_digest FROM revisions"
            " WHERE article = ? ORDER BY number DESC LIMIT 1",
            [identity],
        ).fetchone()
        parts = _text_parts(article)
        if old[8] != text_digest(*parts):
            return kind_of_change("\n".join(p or "" for p in old[:4]), "\n".join(p or "" for p in parts))
        same = all((article.get(n) or None) == (o or None) for n, o in zip(_METADATA, old[4:7], strict=True))
        return None if same and old[7] == _credits_json(article) else "metadata"

    def _revise(
        self, identity: int, article: Mapping[str, Any], change: str, seen_at: str, capture: int | None
    ) -> None:
        number = 1 + self.db.execute("SELECT count(*) FROM revisions WHERE article = ?", [identity]).fetchone()[0]
        parts = _text_parts(article)
        self.db.execute(
            "INSERT INTO revisions (id, article, number, seen_at, change, kicker, headline, deck, body, byline, source,"
            " published_at, credits, text_digest, capture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            # A capture makes one revision at most, so its id serves.
            [
                capture,
                identity,
                number,
                seen_at,
                change,
                *parts,
                *(article.get(name) for name in _METADATA),
                _credits_json(article),
                text_digest(*parts),
                capture,
            ],
        )
        self.db.execute("UPDATE articles SET revision_count = ? WHERE id = ?", [number, identity])

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
        trail = [part for part in article.get("breadcrumb") or [] if part not in ("首页", "正文")]
        values = {
            "id": identity,
            "key": key,
            "portal": portal,
            "url": article.get("canonical_url") or article["url"],
            **{name: article.get(name) for name in ("kicker", "headline", "deck", "byline", "source", "source_url")},
            "lead": body.replace("\n", " ")[:80],
            "published_at": published_at,
            "published_date": published_at[:10] if published_at else None,
            "section": trail[-1] if trail else None,
            "genre": article.get("genre"),
            "char_count": len(body.replace("\n", "")),
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


def _text_parts(article: Mapping[str, Any]) -> list[str | None]:
    return [article.get(name) for name in ("kicker", "headline", "deck", "body")]


def _credits_json(article: Mapping[str, Any]) -> str:
    kept = ("role", "role_label", "name", "organization")
    return json.dumps([{n: c.get(n) for n in kept} for c in article.get("credits") or []], ensure_ascii=False)
