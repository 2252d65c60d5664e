"""Articles as the article JSON of the interface, made from their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

_SAID = (
    *("url", "portal", "kicker", "headline", "deck", "byline", "source", "source_url", "published_at"),
    *("previous_url", "next_url", "keywords"),
)
_KNOWN = (
    *("key", "section", "lead", "genre", "char_count", "status", "first_seen_at", "last_seen_at", "gone_at"),
    "revision_count",
)
_COLUMNS = ", ".join(f"a.{name}" for name in (*_SAID, *_KNOWN))


def records(db: sqlite3.Connection, ids: Sequence[int], *, text: bool) -> Iterator[dict[str, Any]]:
    """Yield articles in the order of `ids`: the article JSON, and beside it under `archive` what the archive knows.

    With `text`: also body, crossheads, images and attachments.
    """
    listed = json.dumps(list(ids))
    body = ", t.body, t.crossheads" if text else ""
    found = _grouped(
        db,
        f"SELECT a.id AS article, p.cms, {_COLUMNS}{body} FROM json_each(?) j JOIN articles a ON a.id = j.value"
        f" JOIN portals p ON p.name = a.portal{' JOIN texts t ON t.article = a.id' if text else ''}",
        listed,
    )
    credits = _grouped(
        db,
        "SELECT c.article, c.role, c.role_label, p.name, o.name AS organization FROM json_each(?) j"
        " JOIN credits c ON c.article = j.value LEFT JOIN people p ON p.id = c.person"
        " LEFT JOIN organizations o ON o.id = c.organization ORDER BY c.article, c.position",
        listed,
    )
    sections = _grouped(
        db,
        "SELECT s.article, s.section FROM json_each(?) j JOIN article_sections s ON s.article = j.value"
        " ORDER BY s.article, s.depth",
        listed,
    )
    assets: dict[int, list[dict[str, Any]]] = {}
    if text:
        assets = _grouped(
            db,
            "SELECT s.article, s.kind, s.url, s.caption, s.alt, s.paragraph FROM json_each(?) j"
            " JOIN assets s ON s.article = j.value ORDER BY s.article, s.position",
            listed,
        )
    for article in ids:
        # An article may be taken out of its place between two questions; what is no longer there is passed over.
        if article not in found:
            continue
        row = found[article][0]
        one = {name: row[name] for name in _SAID}
        one["canonical_url"] = one["url"]
        one["keywords"] = json.loads(one["keywords"] or "[]")
        one["credits"] = credits.get(article, [])
        one["breadcrumb"] = [place["section"] for place in sections.get(article, [])]
        if text:
            one["body"], one["crossheads"] = row["body"], json.loads(row["crossheads"])
            mine = assets.get(article, [])
            one["images"] = [
                {name: asset[name] for name in ("url", "caption", "alt", "paragraph")}
                for asset in mine
                if asset["kind"] == "image"
            ]
            one["attachments"] = [
                {"url": asset["url"], "title": asset["caption"]} for asset in mine if asset["kind"] == "attachment"
            ]
        one["page_kind"], one["cms"] = "article", row["cms"]
        one["archive"] = {name: row[name] for name in _KNOWN}
        yield one


def _grouped(db: sqlite3.Connection, query: str, listed: str) -> dict[int, list[dict[str, Any]]]:
    """Return the rows of each article, without the article."""
    cursor = db.execute(query, [listed])
    names = [column[0] for column in cursor.description][1:]
    grouped: dict[int, list[dict[str, Any]]] = {}
    for article, *values in cursor:
        grouped.setdefault(article, []).append(dict(zip(names, values, strict=True)))
    return grouped
