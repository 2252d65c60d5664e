"""What the archive can say of an article: its captures, its revisions, and the looks that did not find it."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette_config.room.web import rows

SHOWN = 60  # captures or revisions on a page
_LOOKS = 200


def captures_of(db: sqlite3.Connection, article: int) -> list[dict[str, Any]]:
    """Return the newest SHOWN captures of an article's address and one more if there are, the newest first.

    `kind` is page, same (the bytes of an earlier one), unchanged (304), rendered, imported, moved, or missing.
    """
    found = rows(
        db,
        "SELECT id, url, fetched_at, status, mime, payload_of FROM captures WHERE article = ?"
        " ORDER BY fetched_at DESC, id DESC LIMIT ?",
        [article, SHOWN + 1],
    )
    for one in found:
        one["kind"] = kind_of(one)
    return found


def kind_of(capture: dict[str, Any]) -> str:
    """Return what a capture is: see `captures_of`."""
    status = capture["status"]
    if status is None:
        return "rendered" if capture["mime"] == "text/html" else "imported"
    if status == 304:
        return "unchanged"
    if 300 <= status < 400:
        return "moved"
    if status >= 400:
        return "missing"
    return "page" if capture["payload_of"] is None else "same"


def revisions_of(db: sqlite3.Connection, article: int) -> list[dict[str, Any]]:
    """Return the newest SHOWN texts of an article and one more if there are, without the texts themselves."""
    return rows(
        db,
        "SELECT number, seen_at, change, headline, text_digest, capture FROM revisions WHERE article = ?"
        " ORDER BY number DESC LIMIT ?",
        [article, SHOWN + 1],
    )


def looks_of(db: sqlite3.Connection, one: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the looks that found no article: `standing`, since it was last seen, and `past`, before it came back.

    Only those count that came with another page of the host. Each has its time, what stood there, its capture, the
    other page (`alive`) with address and time, and the last capture with the article on it, with its time.
    """
    found = rows(
        db,
        "SELECT b.seen_at, b.what, b.capture, b.alive, v.url AS alive_url, v.fetched_at AS alive_at,"
        " b.last_good, g.fetched_at AS last_good_at FROM absences b LEFT JOIN captures v ON v.id = b.alive"
        " LEFT JOIN captures g ON g.id = b.last_good WHERE b.article = ? AND b.alive IS NOT NULL"
        " ORDER BY b.seen_at LIMIT ?",
        [one["id"], _LOOKS],
    )
    seen = one["last_seen_at"] or ""
    return {
        "standing": [look for look in found if look["seen_at"] > seen],
        "past": [look for look in found if look["seen_at"] <= seen],
    }
