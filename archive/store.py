"""The database of an archive, written to: one connection, explicit commits, every statement in one place.

Rows are derived from captures; nothing here knows how a page was read. Ids are made from content where they can be:
an article's from its day and minute, so that newest first is the order of the ids; a name's from the name.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from archive.bigrams import split
from archive.changes import kind_of_change
from archive.digest import article_key, content_id, payload_digest, text_digest
from archive.migrations import migrations
from archive.warc import Capture

Outcome = Literal["new", "changed", "same", "back", "suspected", "gone", "none"]

SLOTS_A_DAY = 1 << 16
_EPOCH = date(1970, 1, 1).toordinal()
_REPORT = ("finished_at", "outcome", "pages", "articles_new", "articles_changed", "articles_gone", "errors", "health")
_METADATA = ("byline", "source", "published_at")
CAPTURES_A_CRAWL = 10_000_000


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: its id and whether it was new, changed, the same, or back."""

    article: int | None
    outcome: Outcome


def index_entry(title: Sequence[str | None], body: str, names: Sequence[str]) -> tuple[str, str, str]:
    """Return what the full-text index holds of an article: kicker, headline and deck; body; credited people."""
    return split("\n".join(part for part in title if part)), split(body), split("\n".join(names))


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
        self._names: set[tuple[str, int]] = set()
        self._moved: dict[str, set[str]] = {}  # the addresses of pictures and files that redirect to one

    def begin(self) -> None:
        """Begin a transaction unless one is open."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything written since the last commit last."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")

    def close(self) -> None:
        """Commit and close."""
        self.commit()
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
            "INSERT INTO captures (id, url, fetched_at, status, mime, payload_digest, warc_file, warc_offset,"
            " warc_length, etag, last_modified, crawl, page_kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ],
        )
        return identity

    def has_payload(self, url: str, payload: bytes) -> bool:
        """Whether these very bytes are already stored for an address."""
        row = self.db.execute(
            "SELECT 1 FROM captures WHERE url = ? AND payload_digest = ?", [url, payload_digest(payload)]
        ).fetchone()
        return row is not None

    def settle(self) -> None:
        """Merge the index into one piece after much was written at once, where that is worth it."""
        self.commit()
        pieces = self.db.execute("SELECT count(DISTINCT segid) FROM articles_fts_idx").fetchone()[0]
        if pieces > 8:
            self.db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")

    def article_id(self, canonical_url: str) -> int | None:
        """Return the id of the article known by an address, or None."""
        row = self.db.execute("SELECT id FROM articles WHERE key = ?", [article_key(canonical_url)]).fetchone()
        return int(row[0]) if row else None

    def save_article(self, article: Mapping[str, Any], portal: str, seen_at: str, capture: int | None) -> Saved:
        """Write an article as it was seen at a time: a new one, another revision, or the same again.

        `article` is the article JSON of the interface. `seen_at` is ISO 8601.
        """
        self.begin()
        key = article_key(article.get("canonical_url") or article["url"])
        row = self.db.execute("SELECT id, status FROM articles WHERE key = ?", [key]).fetchone()
        if row is None:
            identity = self._free_id(key, article.get("published_at"))
            self._write(identity, key, article, portal, seen_at, capture)
            self._revise(identity, article, "first", seen_at, capture)
            self._seen(capture, identity)
            return Saved(identity, "new")
        identity, status = int(row[0]), row[1]
        change = self._change(identity, article)
        if change is None:
            self.db.execute(
                "UPDATE articles SET last_seen_at = max(coalesce(last_seen_at, ''), ?), status = 'live', gone_at = NULL"
                " WHERE id = ?",
                [seen_at, identity],
            )
        else:
            self._unindex(identity)
            self._write(identity, key, article, portal, seen_at, capture)
            self._revise(identity, article, change, seen_at, capture)
        self._seen(capture, identity)
        if change is not None:
            return Saved(identity, "changed")
        return Saved(identity, "back" if status == "gone" else "same")

    def save_absence(self, canonical_url: str, what: str, seen_at: str, crawl: int, capture: int | None) -> Saved:
        """Write that an article was not there: a first look raises suspicion, one of a later crawl makes it gone."""
        identity = self.article_id(canonical_url)
        if identity is None:
            return Saved(None, "none")
        self.begin()
        self.db.execute(
            "INSERT OR IGNORE INTO absences (article, crawl, seen_at, what, capture) VALUES (?, ?, ?, ?, ?)",
            [identity, crawl, seen_at, what, capture],
        )
        self._seen(capture, identity)
        status, last_seen = self.db.execute(
            "SELECT status, coalesce(last_seen_at, '') FROM articles WHERE id = ?", [identity]
        ).fetchone()
        looks = self.db.execute(
            "SELECT count(*) FROM absences WHERE article = ? AND seen_at > ?", [identity, last_seen]
        ).fetchone()[0]
        if status == "gone":
            return Saved(identity, "none")
        if looks < 2:
            return Saved(identity, "suspected")
        self.db.execute("UPDATE articles SET status = 'gone', gone_at = ? WHERE id = ?", [seen_at, identity])
        return Saved(identity, "gone")

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

    def _seen(self, capture: int | None, article: int) -> None:
        if capture is not None:
            self.db.execute("UPDATE captures SET article = ? WHERE id = ?", [article, capture])

    def _free_id(self, key: str, published_at: str | None) -> int:
        """Return an unused id: of the day and minute, spread by the key, so that it depends on no order of arrival."""
        spread = content_id(key)
        try:
            first = (date.fromisoformat((published_at or "")[:10]).toordinal() - _EPOCH) * SLOTS_A_DAY
        except ValueError:
            first = 0
        if first <= 0:
            identity = 1 + spread % (SLOTS_A_DAY * 4096)
        elif published_at and len(published_at) >= 16:
            minute = int(published_at[11:13]) * 60 + int(published_at[14:16])
            identity = first + minute * 45 + spread % 45
        else:
            identity = first + spread % SLOTS_A_DAY
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
        assets = [
            ("image", i["url"], i.get("caption"), i.get("alt"), i.get("paragraph")) for i in article.get("images") or []
        ]
        assets += [("attachment", a["url"], a.get("title"), None, None) for a in article.get("attachments") or []]
        stored = {url: self._asset_capture(url) for _, url, *_ in assets}
        for table in ("credits", "article_sections", "assets"):
            self.db.execute(f"DELETE FROM {table} WHERE article = ?", [identity])
        names = self._write_credits(identity, article)
        self.db.executemany(
            "INSERT INTO article_sections (article, section, depth) VALUES (?, ?, ?)",
            [(identity, section, depth) for depth, section in enumerate(trail)],
        )
        self.db.executemany(
            "INSERT INTO assets (article, kind, url, caption, alt, paragraph, position, capture)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(identity, *asset, position, stored[asset[1]]) for position, asset in enumerate(assets)],
        )
        title = [article.get(name) for name in ("kicker", "headline", "deck")]
        self.db.execute(
            "INSERT INTO articles_fts (rowid, title, body, names) VALUES (?, ?, ?, ?)",
            [identity, *index_entry(title, body, names)],
        )

    def _write_credits(self, identity: int, article: Mapping[str, Any]) -> list[str]:
        """Write the credits of an article and return the people's names in order."""
        names = []
        for position, credit in enumerate(article.get("credits") or []):
            person = self._name("people", credit.get("name"))
            organization = self._name("organizations", credit.get("organization"))
            if person is not None:
                names.append(credit["name"])
            self.db.execute(
                "INSERT INTO credits (article, role, role_label, person, organization, position, raw)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    identity,
                    credit["role"],
                    credit.get("role_label"),
                    person,
                    organization,
                    position,
                    credit.get("raw"),
                ],
            )
        return names

    def _name(self, table: str, name: str | None) -> int | None:
        """Return the id of a name in `people` or `organizations`, made from the name itself."""
        if not name:
            return None
        identity = content_id(name)
        if (table, identity) not in self._names:
            self.db.execute(f"INSERT OR IGNORE INTO {table} (id, name) VALUES (?, ?)", [identity, name])
            self._names.add((table, identity))
        return identity

    def indexed(self, identity: int) -> tuple[str, str, str]:
        """Return what the index must hold of an article, made again from its rows."""
        *title, body = self.db.execute(
            "SELECT kicker, headline, deck, body FROM articles_with_text WHERE id = ?",
            [identity],
        ).fetchone()
        names = self.db.execute(
            "SELECT name FROM credits JOIN people ON people.id = person WHERE article = ? ORDER BY position",
            [identity],
        )
        return index_entry(title, body, [row[0] for row in names])

    def _unindex(self, identity: int) -> None:
        """Take an article's old text out of the index; a wrong old text would leave ghost hits."""
        self.db.execute(
            "INSERT INTO articles_fts (articles_fts, rowid, title, body, names) VALUES ('delete', ?, ?, ?, ?)",
            [identity, *self.indexed(identity)],
        )


def _text_parts(article: Mapping[str, Any]) -> list[str | None]:
    return [article.get(name) for name in ("kicker", "headline", "deck", "body")]


def _credits_json(article: Mapping[str, Any]) -> str:
    kept = ("role", "role_label", "name", "organization")
    return json.dumps([{n: c.get(n) for n in kept} for c in article.get("credits") or []], ensure_ascii=False)
