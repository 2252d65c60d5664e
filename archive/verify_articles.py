"""Whether articles and their revisions agree with each other and with their digests."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from archive.digest import article_key, text_digest

NO_ROW = (AttributeError, OverflowError, TypeError, ValueError)  # what a damaged row has in a column
_TOLD = ("kicker", "headline", "deck", "byline", "source", "published_at")
_CREDIT = ("role", "role_label", "name", "organization")


def verify_articles(db: sqlite3.Connection, wrong: Callable[[str], None], seen: Callable[[], None]) -> None:
    """Tell `wrong`, a line each, of articles whose rows do not say what their newest revision does.

    `seen` is called for each article. Raises sqlite3.DatabaseError for a database that cannot be read.
    """
    told = ", ".join(f"a.{name}, r.{name}" for name in _TOLD)
    rows = db.execute(
        f"SELECT a.id, a.key, a.url, a.lead, a.char_count, a.revision_count, t.body, r.body, r.number, r.credits,"
        " (SELECT count(*) FROM revisions WHERE article = a.id),"
        f" (SELECT max(number) FROM revisions WHERE article = a.id), {told}"
        " FROM articles a LEFT JOIN texts t ON t.article = a.id"
        " LEFT JOIN revisions r ON r.article = a.id AND r.number = a.revision_count ORDER BY a.id"
    )
    for row in rows:
        seen()
        try:
            _verify_article(db, row, wrong)
        except NO_ROW as error:
            wrong(f"article {row[1]} ({row[2]}): its row is none ({error})")


def _verify_article(db: sqlite3.Connection, row: tuple[Any, ...], wrong: Callable[[str], None]) -> None:
    identity, key, url, lead, length, revisions, body, revised, number, credits, count, highest = row[:12]
    who = f"article {key} ({url})"
    if key != article_key(url):
        wrong(f"{who}: its key is not that of its address")
    if body is None:
        wrong(f"{who}: has no text")
        return
    if number is None or not revisions == count == highest:
        wrong(f"{who}: has {count} revisions, numbered to {highest}, and should have {revisions}")
        return
    differ = [name for at, name in enumerate(_TOLD) if (row[12 + 2 * at] or None) != (row[13 + 2 * at] or None)]
    if body != (revised or ""):
        differ.append("body")
    if _credits(db, identity) != _told_credits(credits):
        differ.append("credits")
    if differ:
        wrong(f"{who}: differs from its newest revision in {', '.join(differ)}")
    if lead != body.replace("\n", " ")[:80] or length != len(body.replace("\n", "")):
        wrong(f"{who}: lead or char_count is not that of its text")


def _credits(db: sqlite3.Connection, article: int) -> list[dict[str, Any]]:
    rows = db.execute(
        "SELECT role, role_label, p.name, o.name FROM credits c LEFT JOIN people p ON p.id = c.person"
        " LEFT JOIN organizations o ON o.id = c.organization WHERE c.article = ? ORDER BY c.position",
        [article],
    )
    return [dict(zip(_CREDIT, row, strict=True)) for row in rows]


def _told_credits(written: str) -> list[dict[str, Any]] | None:
    try:
        return [{name: credit.get(name) or None for name in _CREDIT} for credit in json.loads(written)]
    except (ValueError, TypeError, AttributeError):
        return None


def verify_revisions(db: sqlite3.Connection, wrong: Callable[[str], None]) -> None:
    """Tell `wrong`, a line each, of revisions that are not what their digests say. Raises sqlite3.DatabaseError."""
    rows = db.execute(
        "SELECT r.number, r.text_digest, a.key, a.url, r.kicker, r.headline, r.deck, r.body"
        " FROM revisions r LEFT JOIN articles a ON a.id = r.article"
    )
    for number, digest, key, url, *parts in rows:
        if digest != text_digest(*(part if isinstance(part, str) else None for part in parts)):
            wrong(f"article {key} ({url}): revision {number} is not what its digest says")
