"""The database of an archive, written to: one connection, explicit commits, every statement in one place.

Rows are derived from captures; nothing here knows how a page was read. Ids are made from content where they can be:
an article's from its day and minute, so that newest first is the order of the ids; a name's from the name.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from archive.changes import kind_of_change
from archive.coverage import save_coverage
from archive.credited import count_credits
from archive.days import count_article, wanted_id
from archive.digest import article_key, content_id, payload_digest, text_digest
from archive.entries import texts_of
from archive.frontier import Frontier
from archive.happened import note
from archive.index import Index
from archive.looks import next_look
from archive.migrations import migrations
from archive.warc import Capture, Reference, StoredCapture, read_capture

Outcome = Literal["new", "changed", "same", "back", "suspected", "gone", "none"]

_REPORT = (
    *("finished_at", "outcome", "pages", "articles_new", "articles_changed", "articles_gone", "errors", "health"),
    "validators",
)
_METADATA = ("byline", "source", "published_at")
CAPTURES_A_CRAWL = 10_000_000
AT_ONCE = 64  # captures, more than a crawl reads side by side
CREDITS_AN_ARTICLE = 1 << 16
# Of a row in `captures`: a page as a browser rendered it, not an imported article.
RENDERED = "(status IS NULL AND mime = 'text/html')"
_PLACE = "url, fetched_at, status, mime, payload_digest, warc_file, warc_offset, warc_length, etag, last_modified"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: its id and whether it was new, changed, the same, or back."""

    article: int | None
    outcome: Outcome


def connect(path: Path) -> sqlite3.Connection:
    """Open the database for writing and bring it to the newest schema. Raises sqlite3.DatabaseError."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -65536")
    migrations.apply(Database(db))
    return db


class Store:
    """Writes rows; `commit` makes them last. Not thread-safe."""

    def __init__(self, path: Path) -> None:
        self.db = connect(path)
        self.index = Index(self.db)
        self._names: set[tuple[str, int]] = set()
        self._moved: dict[str, set[str]] = {}  # the addresses of pictures and files that redirect to one

    def begin(self) -> None:
        """Begin a transaction unless one is open."""
        if not self.db.in_transaction:
            self.index.forget()  # what SQLite has given up
            self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything written since the last commit last."""
        if self.db.in_transaction:
            self.index.write()
            self.db.execute("COMMIT")

    def close(self) -> None:
        """Commit and close."""
        self.commit()
        # With readers about, closing alone leaves the end of the log where a copy of the file would lack it. It is no
        # matter where that cannot be, as after an interruption in the middle of a statement.
        with suppress(sqlite3.OperationalError):
            self.db.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self.db.close()

    def save_portal(self, name: str, facts: Mapping[str, Any]) -> None:
        """Write a portal; what `facts` leaves empty keeps its old value, and an import changes nothing known."""
        columns = ("title", "sponsor", "home", "region", "level", "cms")
        self.begin()
        self.db.execute(
            f"INSERT INTO portals (name, {', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET "
            + ", ".join(
                f"{c} = coalesce({f'{c}, excluded.{c}' if facts.get('imported') else f'excluded.{c}, {c}'})"
                for c in columns
            ),
            [name, *(facts.get(column) for column in columns)],
        )

    def start_crawl(self, key: str, portal: str, started_at: str) -> int:
        """Write a crawl that begins, and return its id; the same key gives the same crawl."""
        self.begin()
        self.db.execute(
            "INSERT INTO crawls (key, portal, started_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING",
            [key, portal, started_at],
        )
        return int(self.db.execute("SELECT id FROM crawls WHERE key = ?", [key]).fetchone()[0])

    def knows_crawl(self, key: str) -> bool:
        """Whether a crawl has a row."""
        return self.db.execute("SELECT 1 FROM crawls WHERE key = ?", [key]).fetchone() is not None

    def count_captures(self, key: str) -> int:
        """Return how many captures of a crawl have a row."""
        row = self.db.execute("SELECT id FROM crawls WHERE key = ?", [key]).fetchone()
        ids = [(row[0] + step) * CAPTURES_A_CRAWL for step in (0, 1)] if row else [0, 0]
        return int(self.db.execute("SELECT count(*) FROM captures WHERE id >= ? AND id < ?", ids).fetchone()[0])

    def finish_crawl(self, crawl: int, report: Mapping[str, Any]) -> None:
        """Write a crawl's report into its row."""
        values = {column: report[column] for column in _REPORT if column in report}
        if labels := report.get("unknown_labels"):
            values["unknown_labels"] = json.dumps(labels, ensure_ascii=False)
        self.begin()
        self.db.execute(
            f"UPDATE crawls SET {', '.join(f'{column} = ?' for column in values)} WHERE id = ?",
            [*values.values(), crawl],
        )
        portal = self.db.execute("SELECT portal FROM crawls WHERE id = ?", [crawl]).fetchone()[0]
        Frontier(self.db, portal).restore(report.get("outstanding") or ())
        save_coverage(self.db, portal)

    def save_capture(self, capture: Capture, crawl: int, page_kind: str | None) -> int:
        """Write where a response is stored, and return the row's id; a stored one is left as it is."""
        self.begin()
        known = self.db.execute(
            "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?",
            [capture.warc_file, capture.warc_offset],
        ).fetchone()
        if known:
            if page_kind is not None:
                self.db.execute("UPDATE captures SET page_kind = ? WHERE id = ?", [page_kind, known[0]])
            return int(known[0])
        # Numbered within their crawl, so that crawls running side by side number theirs as a rebuild does.
        base = crawl * CAPTURES_A_CRAWL
        newest = self.db.execute(
            "SELECT max(id) FROM captures WHERE id BETWEEN ? AND ?", [base, base + CAPTURES_A_CRAWL - 1]
        ).fetchone()[0]
        identity = int(newest) + 1 if newest else base
        self.db.execute(
            f"INSERT INTO captures (id, {_PLACE}, crawl, page_kind, payload_of) VALUES ({', '.join('?' * 14)})",
            [
                identity,
                capture.url,
                capture.fetched_at,
                capture.status,
                capture.mime,
                capture.payload_digest,
                capture.warc_file,
                capture.warc_offset,
                capture.warc_length,
                capture.etag,
                capture.last_modified,
                crawl,
                page_kind,
                self._payload_of(capture, identity),
            ],
        )
        return identity

    def _payload_of(self, capture: Capture, identity: int) -> int | None:
        """Return the id of the capture that holds a revisit's bytes, its own where none does; None for no revisit.

        The one that the record names, and where it names none, the first with these bytes.
        """
        reference = capture.revisit_of
        if reference is None:
            return None
        row = self.db.execute(
            "SELECT min(id) FROM captures WHERE url = ? AND fetched_at = ? AND payload_digest = ?"
            " AND payload_of IS NULL AND id < ?",
            [reference.url, reference.fetched_at, capture.payload_digest, identity],
        ).fetchone()
        if row[0] is None:
            row = self.db.execute(
                "SELECT min(id) FROM captures WHERE payload_digest = ? AND payload_of IS NULL AND id < ?",
                [capture.payload_digest, identity],
            ).fetchone()
        return identity if row[0] is None else int(row[0])

    def payload_capture(self, digest: str, crawl: int | None = None) -> Capture | None:
        """Return the first capture with status 200 that holds the bytes with this digest itself, or None.

        With `crawl` only those of this crawl and of earlier ones: a rebuild reads the crawls one after another.
        """
        row = self.db.execute(
            f"SELECT {_PLACE} FROM captures WHERE payload_digest = ? AND payload_of IS NULL AND status = 200"
            " AND id < ? ORDER BY id LIMIT 1",
            [digest, (1 << 62) if crawl is None else (crawl + 1) * CAPTURES_A_CRAWL],
        ).fetchone()
        return Capture(*row) if row else None

    def capture(self, identity: int) -> Capture | None:
        """Return the capture with this id as it was written, or None."""
        row = self.db.execute(f"SELECT {_PLACE}, payload_of FROM captures WHERE id = ?", [identity]).fetchone()
        if row is None:
            return None
        capture = Capture(*row[:-1])
        if row[-1] is None:
            return capture
        held = self.db.execute("SELECT url, fetched_at FROM captures WHERE id = ?", [row[-1]]).fetchone()
        return replace(capture, revisit_of=Reference(*held) if held else Reference(None, None))

    def held_for(self, reference: Reference) -> Capture | None:
        """Return the capture that holds the bytes of the one that a revisit record names, or None."""
        row = self.db.execute(
            "SELECT coalesce(payload_of, id) FROM captures WHERE url = ? AND fetched_at = ? ORDER BY id LIMIT 1",
            [reference.url, reference.fetched_at],
        ).fetchone()
        return self.capture(row[0]) if row else None

    def payload_place(self, identity: int) -> tuple[str, int] | None:
        """Return the WARC file and byte offset of the capture that holds the bytes of a capture row; None for itself.

        Raises ValueError for a revisit whose bytes no capture holds.
        """
        return payload_place(self.db, identity)

    def confirm(self, capture: int, seen_at: str, crawl: int, alive: int | None) -> Saved:
        """Write that a page stands as it did: what its last whole answer said holds at `seen_at` too.

        `capture` is the row of a 304; for `alive` see `save_absence`.
        """
        row = self.db.execute(
            "SELECT before.page_kind, before.article, before.id"
            " FROM captures c JOIN captures before ON before.url = c.url"
            " AND before.payload_digest = c.payload_digest AND before.status = 200 AND before.id < c.id"
            " AND before.fetched_at < c.fetched_at WHERE c.id = ? ORDER BY before.id DESC LIMIT 1",
            [capture],
        ).fetchone()
        if row is None:
            return Saved(None, "none")
        kind, article, before = row
        self.begin()
        self.db.execute("UPDATE captures SET page_kind = ? WHERE id = ?", [kind, capture])
        if article is None:
            return Saved(None, "none")
        if kind != "article":
            # A page in the article's place that says politely that it is gone, or says nothing.
            query = "SELECT what FROM absences WHERE capture = ?"
            what = (self.db.execute(query, [before]).fetchone() or ("soft 404",))[0]
            return self.save_absence(article, what, seen_at, crawl, capture, alive)
        status = self.db.execute("SELECT status FROM articles WHERE id = ?", [article]).fetchone()[0]
        self._seen_again(article, seen_at, status)
        self._looked(capture, article, seen_at, anew=False)
        return Saved(article, "back" if status == "gone" else "same")

    def has_payload(self, url: str, payload: bytes) -> bool:
        """Whether these very bytes are already stored for an address."""
        row = self.db.execute(
            "SELECT 1 FROM captures WHERE url = ? AND payload_digest = ?", [url, payload_digest(payload)]
        ).fetchone()
        return row is not None

    def settle(self) -> None:
        """Merge the index into one piece after much was written at once, where that is worth it."""
        self.commit()
        if self.index.is_in_pieces():
            self.index.merge()

    def load_fast(self) -> None:
        """Write much at once into a database that nobody reads yet; `loaded` ends it.

        Nothing is synced to disk and the index is merged at the end only.
        """
        self.commit()
        self.db.execute("PRAGMA synchronous = OFF")
        self.index.tune(fast=True)

    def loaded(self) -> None:
        """Merge the index into one piece and write as usual again."""
        self.commit()
        self.index.merge()
        self.index.tune(fast=False)
        self.db.execute("PRAGMA synchronous = NORMAL")

    def article_id(self, canonical_url: str) -> int | None:
        """Return the id of the article known by an address, or None."""
        row = self.db.execute("SELECT id FROM articles WHERE key = ?", [article_key(canonical_url)]).fetchone()
        return int(row[0]) if row else None

    def save_article(self, article: Mapping[str, Any], portal: str, seen_at: str, capture: int | None) -> Saved:
        """Write an article as it was seen at a time: a new one, another revision, or the same again.

        `article` is the article JSON of the interface; `index_texts` in it spares splitting its text here. `seen_at` is
        ISO 8601.
        """
        self.begin()
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
        if change is None:
            self._seen_again(identity, seen_at, status)
            self._exchange_assets(identity, article)
        else:
            self.index.remove(identity)
            count_article(self.db, identity, -1)
            count_credits(self.db, identity, -1)
            self._write(identity, key, article, portal, seen_at, capture)
            self._revise(identity, article, change, seen_at, capture)
            note(self.db, identity, change, seen_at)
            if status == "gone":
                note(self.db, identity, "return", seen_at)
        self._looked(capture, identity, seen_at, anew=change is not None)
        if change is not None:
            return Saved(identity, "changed")
        return Saved(identity, "back" if status == "gone" else "same")

    def save_absence(
        self, identity: int, what: str, seen_at: str, crawl: int, capture: int | None, alive: int | None
    ) -> Saved:
        """Write that an article was not there: a first look raises suspicion, one of a later crawl makes it gone.

        `alive` is the capture of another page of the same host at that time; a look without one proves nothing.
        """
        self.begin()
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
        gone = status == "gone" or looks >= 2
        self._looked(capture, identity, seen_at, anew=False, at_once=not gone)
        if status == "gone":
            return Saved(identity, "none")
        if not gone:
            return Saved(identity, "suspected")
        texts = self.index.remove(identity)
        self.db.execute("UPDATE articles SET status = 'gone', gone_at = ? WHERE id = ?", [seen_at, identity])
        self.index.add(identity, texts)
        note(self.db, identity, "takedown", seen_at)
        return Saved(identity, "gone")

    def alive(self, host: str, url: str, capture: int, since: str) -> int | None:
        """Return a capture of another page of `host` (`https://…/`) that came before `capture` in its crawl, or None.

        It is no older than `since`. Not the very last ones, as long as there are others: pages that come at once are
        not read in their order, and a rebuild is to find the same one.
        """
        base, settled = capture - capture % CAPTURES_A_CRAWL, capture - AT_ONCE
        for first, last, order in ((base, settled, "DESC"), (max(base, settled), capture - 1, "ASC")):
            row = self.db.execute(
                "SELECT id FROM captures WHERE id BETWEEN ? AND ? AND substr(url, 1, ?) = ? AND url <> ?"
                f" AND fetched_at >= ? AND (status IN (200, 304) OR {RENDERED}) AND page_kind IS NOT NULL"
                f" ORDER BY id {order} LIMIT 1",
                [first, last, len(host), host, url, since],
            ).fetchone()
            if row:
                return int(row[0])
        return None

    def text_of(self, identity: int) -> tuple[str, str]:
        """Return the headline and the body of an article."""
        row = self.db.execute("SELECT headline, body FROM articles_with_text WHERE id = ?", [identity]).fetchone()
        return row[0] or "", row[1]

    def link_asset(self, url: str, capture: int) -> None:
        """Note where the picture or file at `url` is stored, for all addresses that led there."""
        for known in sorted({url} | self._moved.get(url, set())):
            self.db.execute("UPDATE assets SET capture = ? WHERE url = ?", [capture, known])

    def move_asset(self, url: str, target: str) -> None:
        """Note that the address of a picture or file redirects; any other address is passed over."""
        before = {url} if self.has_asset(url) else set()
        if led := before | self._moved.pop(url, set()):
            self._moved.setdefault(target, set()).update(led)

    def has_asset(self, url: str) -> bool:
        """Whether an article names `url` as a picture or file, or one that it names has redirected there."""
        if url in self._moved:
            return True
        return self.db.execute("SELECT 1 FROM assets WHERE url = ? LIMIT 1", [url]).fetchone() is not None

    def _asset_capture(self, url: str) -> int | None:
        """Return the newest capture of a picture or file; an error page sent in its place is none."""
        row = self.db.execute(
            "SELECT coalesce((SELECT max(id) FROM captures WHERE url = :url AND status = 200"
            " AND coalesce(mime, '') NOT LIKE 'text/html%'), (SELECT max(capture) FROM assets WHERE url = :url))",
            {"url": url},
        ).fetchone()
        return row[0] if row else None

    def _looked(self, capture: int | None, article: int, seen_at: str, *, anew: bool, at_once: bool = False) -> None:
        """Note a look at an article, and when the next is due: as for a new text, `at_once`, or later and later."""
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
        self._write_credits(identity, article)
        self.db.executemany(
            "INSERT INTO article_sections (article, section, depth) VALUES (?, ?, ?)",
            [(identity, section, depth) for depth, section in enumerate(trail)],
        )
        self._write_assets(identity, article)
        count_article(self.db, identity, 1)
        count_credits(self.db, identity, 1)
        texts = article.get("index_texts")
        # A tuple was made by `texts_of`; JSON from elsewhere has none.
        self.index.add(identity, texts if isinstance(texts, tuple) else texts_of(article))

    def _write_assets(self, identity: int, article: Mapping[str, Any]) -> None:
        """Write an article's pictures and files in the place of those it had."""
        assets = _assets(article)
        stored = {url: self._asset_capture(url) for _, url, *_ in assets}
        self.db.execute("DELETE FROM assets WHERE article = ?", [identity])
        self.db.executemany(
            "INSERT INTO assets (article, kind, url, caption, alt, paragraph, position, capture)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(identity, *asset, position, stored[asset[1]]) for position, asset in enumerate(assets)],
        )

    def _exchange_assets(self, identity: int, article: Mapping[str, Any]) -> None:
        """Write an article's pictures and files anew where they are others: that alone is no revision."""
        rows = self.db.execute("SELECT kind, url FROM assets WHERE article = ? ORDER BY position", [identity])
        # What follows the question mark of a picture changes with every visit.
        old = [(kind, url.partition("?")[0]) for kind, url in rows]
        if old != [(asset[0], asset[1].partition("?")[0]) for asset in _assets(article)]:
            self._write_assets(identity, article)

    def _write_credits(self, identity: int, article: Mapping[str, Any]) -> None:
        for position, credit in enumerate(article.get("credits") or []):
            person = self._name("people", credit.get("name"))
            organization = self._name("organizations", credit.get("organization"))
            self.db.execute(
                "INSERT INTO credits (id, article, role, role_label, person, organization, position, raw)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    # Never from the order of insertion, which a rebuild need not share.
                    identity * CREDITS_AN_ARTICLE + position,
                    identity,
                    credit["role"],
                    credit.get("role_label"),
                    person,
                    organization,
                    position,
                    credit.get("raw"),
                ],
            )

    def _name(self, table: str, name: str | None) -> int | None:
        """Return the id of a name in `people` or `organizations`, made from the name itself."""
        if not name:
            return None
        identity = content_id(name)
        if (table, identity) not in self._names:
            self.db.execute(f"INSERT OR IGNORE INTO {table} (id, name) VALUES (?, ?)", [identity, name])
            self._names.add((table, identity))
        return identity


def payload_place(db: sqlite3.Connection, identity: int) -> tuple[str, int] | None:
    """See `Store.payload_place`; any connection will do, also one to a database of an older version."""
    if "payload_of" not in {column[1] for column in db.execute("PRAGMA table_info(captures)")}:
        return None
    row = db.execute(
        "SELECT c.payload_of, held.id, held.warc_file, held.warc_offset"
        " FROM captures c LEFT JOIN captures held ON held.id = c.payload_of WHERE c.id = ?",
        [identity],
    ).fetchone()
    if row is None or row[0] is None:
        return None
    if row[1] in (None, identity):
        raise ValueError(f"capture {identity}: the bytes it stands for are not in the archive")
    return str(row[2]), int(row[3])


def read_row(db: sqlite3.Connection, warc: Path, identity: int) -> StoredCapture:
    """Return the response that a capture's row stands for, with its bytes wherever they are; `warc` is the directory.

    Raises ValueError where there is no such row, no record or no bytes, OSError where a file cannot be read.
    """
    row = db.execute("SELECT warc_file, warc_offset FROM captures WHERE id = ?", [identity]).fetchone()
    if row is None:
        raise ValueError(f"no capture {identity}")
    held = payload_place(db, identity)
    # Only the names of files, whatever the database says: nothing outside of the archive's own directory.
    payload = (warc / Path(held[0]).name, held[1]) if held else None
    return read_capture(warc / Path(row[0]).name, row[1], payload)


def _assets(article: Mapping[str, Any]) -> list[tuple[str, str, str | None, str | None, int | None]]:
    """Return the pictures and files of an article: kind, address, caption, alt and the lines that stand before it."""
    images, files = article.get("images") or [], article.get("attachments") or []
    return [
        *(("image", i["url"], i.get("caption"), i.get("alt"), i.get("paragraph")) for i in images),
        *(("attachment", a["url"], a.get("title"), None, None) for a in files),
    ]


def _text_parts(article: Mapping[str, Any]) -> list[str | None]:
    return [article.get(name) for name in ("kicker", "headline", "deck", "body")]


def _credits_json(article: Mapping[str, Any]) -> str:
    kept = ("role", "role_label", "name", "organization")
    return json.dumps([{n: c.get(n) for n in kept} for c in article.get("credits") or []], ensure_ascii=False)
