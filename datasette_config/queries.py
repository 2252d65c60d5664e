"""What the reading room's pages ask the archive, read-only, on a connection of Datasette's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from archive.search import Hit, Order, count, search
from archive.selection import Narrowing

ORDERS: tuple[Order, ...] = ("newest", "oldest", "relevance")
PER_PAGE = 20
COUNTED_AT_MOST = 10_000


def _rows(db: sqlite3.Connection, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def home(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the newest articles, the portals with their counts, and the totals."""
    portals = _rows(
        db,
        "SELECT p.name, coalesce(p.title, p.name) AS title, p.sponsor, p.home, count(a.id) AS articles,"
        " max(a.published_date) AS newest,"
        " (SELECT max(started_at) FROM crawls c WHERE c.portal = p.name) AS last_crawl"
        " FROM portals p LEFT JOIN articles a ON a.portal = p.name GROUP BY p.name ORDER BY articles DESC, p.name",
    )
    newest = _rows(
        db,
        "SELECT a.key, a.headline, a.deck, a.lead, a.source, a.published_at, a.status, p.title AS portal"
        " FROM articles a JOIN portals p ON p.name = a.portal ORDER BY a.published_date DESC, a.id DESC LIMIT 12",
    )
    return {
        "portals": portals,
        "newest": newest,
        "articles": sum(portal["articles"] for portal in portals),
        "people": db.execute("SELECT count(*) FROM people").fetchone()[0],
        "captures": db.execute("SELECT count(*) FROM captures").fetchone()[0],
    }


def portals(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (name, title) of every portal, by title."""
    return [(row[0], row[1]) for row in db.execute("SELECT name, coalesce(title, name) FROM portals ORDER BY 2")]


def results(
    db: sqlite3.Connection,
    query: str,
    order: Order,
    narrowing: Narrowing,
    page: int,
) -> tuple[list[Hit], int]:
    """Return a page of hits (the first is 1), and how many there are, counted to COUNTED_AT_MOST."""
    total = count(db, query, narrowing, limit=COUNTED_AT_MOST + 1)
    return search(db, query, narrowing, order=order, limit=PER_PAGE, offset=(page - 1) * PER_PAGE), total


def article(db: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """Return an article with its text, credits, trail and pictures, or None."""
    found = _rows(
        db,
        "SELECT a.*, t.body, t.crossheads, coalesce(p.title, p.name) AS portal_title FROM articles a"
        " JOIN texts t ON t.article = a.id JOIN portals p ON p.name = a.portal WHERE a.key = ?",
        [key],
    )
    if not found:
        return None
    one = found[0]
    identity = one["id"]
    one["credits"] = _rows(
        db,
        "SELECT c.role, c.role_label, p.name, o.name AS organization FROM credits c"
        " LEFT JOIN people p ON p.id = c.person LEFT JOIN organizations o ON o.id = c.organization"
        " WHERE c.article = ? ORDER BY c.position",
        [identity],
    )
    one["trail"] = [
        row["section"]
        for row in _rows(db, "SELECT section FROM article_sections WHERE article = ? ORDER BY depth", [identity])
    ]
    assets = _rows(db, "SELECT * FROM assets WHERE article = ? ORDER BY position", [identity])
    one["attachments"] = [asset for asset in assets if asset["kind"] == "attachment"]
    one["paragraphs"] = _paragraphs(one, [asset for asset in assets if asset["kind"] == "image"])
    for side in ("previous", "next"):
        one[side] = next(
            iter(_rows(db, "SELECT key, headline FROM articles WHERE url = ? LIMIT 1", [one[f"{side}_url"]])), None
        )
    one["captured_at"] = next(
        (row[0] for row in db.execute("SELECT fetched_at FROM captures WHERE id = ?", [one["capture"]])), None
    )
    return one


def _paragraphs(one: dict[str, Any], images: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the text in pieces as they stand on the page: paragraphs, crossheads, pictures."""
    crossheads = set(json.loads(one["crossheads"]))
    lines = [line for line in (one["body"] or "").split("\n") if line]
    pieces: list[dict[str, Any]] = []
    waiting = list(images)
    for number, line in enumerate(lines):
        while waiting and (waiting[0]["paragraph"] or 0) <= number:
            pieces.append({"image": waiting.pop(0)})
        pieces.append({"crosshead": line} if line in crossheads else {"text": line})
    return pieces + [{"image": image} for image in waiting]


def asset(db: sqlite3.Connection, identity: int) -> dict[str, Any] | None:
    """Return where a stored picture or file lies, and what the newest article that names it calls it, or None."""
    found = _rows(
        db,
        "SELECT c.*, s.url AS asset_url, s.caption,"
        " EXISTS (SELECT 1 FROM assets i WHERE i.capture = c.id AND i.kind = 'image') AS is_picture"
        " FROM captures c JOIN assets s ON s.capture = c.id WHERE c.id = ? AND c.status = 200"
        " ORDER BY s.kind = 'attachment' DESC, s.article DESC LIMIT 1",
        [identity],
    )
    return found[0] if found else None


def capture(db: sqlite3.Connection, identity: int) -> dict[str, Any] | None:
    """Return where a stored response lies, or None; `raw` is the response that a browser rendered it from."""
    found = _rows(
        db,
        "SELECT c.*, a.key, a.headline,"
        " CASE WHEN c.status IS NULL AND c.mime = 'text/html' THEN (SELECT max(r.id) FROM captures r"
        " WHERE r.url = c.url AND r.id < c.id AND r.status IN (200, 304)) END AS raw"
        " FROM captures c LEFT JOIN articles a ON a.id = c.article WHERE c.id = ?",
        [identity],
    )
    return found[0] if found else None
