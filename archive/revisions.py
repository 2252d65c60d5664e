"""The revisions of articles: every distinct text that one has had, with what stood around it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from archive.changes import kind_of_change
from archive.digest import text_digest

TEXT = ("kicker", "headline", "deck", "body")
_METADATA = ("byline", "source", "published_at")


def text_of(article: Mapping[str, Any]) -> list[str | None]:
    """Return the parts of an article's text, of which a digest is made, from its JSON."""
    return [article.get(name) for name in TEXT]


def change_of(db: sqlite3.Connection, identity: int, article: Mapping[str, Any], *, back: int = 0) -> str | None:
    """Return how what an article says differs from its newest revision, or one that is so many `back`; or None."""
    old = db.execute(
        "SELECT kicker, headline, deck, body, byline, source, published_at, credits, text_digest FROM revisions"
        " WHERE article = ? ORDER BY number DESC LIMIT 1 OFFSET ?",
        [identity, back],
    ).fetchone()
    parts = text_of(article)
    if old[8] != text_digest(*parts):
        return kind_of_change("\n".join(p or "" for p in old[:4]), "\n".join(p or "" for p in parts))
    same = all((article.get(n) or None) == (o or None) for n, o in zip(_METADATA, old[4:7], strict=True))
    return None if same and _who(json.loads(old[7] or "[]")) == _who(article.get("credits") or []) else "metadata"


def revise(
    db: sqlite3.Connection, identity: int, article: Mapping[str, Any], change: str, seen_at: str, capture: int | None
) -> None:
    """Write what an article says as another revision."""
    number = 1 + db.execute("SELECT count(*) FROM revisions WHERE article = ?", [identity]).fetchone()[0]
    parts = text_of(article)
    db.execute(
        "INSERT INTO revisions (id, article, number, seen_at, change, kicker, headline, deck, body, byline, source,"
        " published_at, credits, text_digest, capture, lacks_parts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            int(bool(article.get("lacks_parts"))),
        ],
    )
    db.execute("UPDATE articles SET revision_count = ? WHERE id = ?", [number, identity])


def completes(db: sqlite3.Connection, identity: int) -> bool:
    """Whether all that is known of an article is a text whose further pages could not be had: the whole is first."""
    rows = db.execute("SELECT lacks_parts FROM revisions WHERE article = ? LIMIT 2", [identity]).fetchall()
    return [row[0] for row in rows] == [1]


def _who(credits: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return who did what: a template that calls 责任编辑 编辑, or has them elsewhere, changes nothing of it."""
    return sorted(tuple(c.get(name) or "" for name in ("role", "name", "organization")) for c in credits)


def _credits_json(article: Mapping[str, Any]) -> str:
    kept = ("role", "role_label", "name", "organization")
    return json.dumps([{n: c.get(n) for n in kept} for c in article.get("credits") or []], ensure_ascii=False)


def measured(body: str) -> tuple[str, int]:
    """Return how a body begins, and how many characters it has."""
    return body.replace("\n", " ")[:80], len(body.replace("\n", ""))
