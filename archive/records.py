"""Articles as the article JSON of the interface, made from their rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

_COLUMNS = (
    "a.id, a.key, a.url, a.url AS canonical_url, a.portal, a.kicker, a.headline, a.deck, a.byline, a.source,"
    " a.source_url, a.published_at, a.section, a.genre, a.char_count, a.status, a.first_seen_at, a.last_seen_at,"
    " a.gone_at, a.revision_count, a.lead, a.previous_url, a.next_url, a.keywords, p.cms"
)


def records(db: sqlite3.Connection, ids: Sequence[int], *, text: bool) -> Iterator[dict[str, Any]]:
    """Yield articles in the order of `ids`: the article JSON, and what the archive knows of them beside.

    With `text`: also body, crossheads, images and attachments.
    """
    listed = json.dumps(list(ids))
    body = ", t.body, t.crossheads" if text else ""
    found = _grouped(
        db,
        f"SELECT a.id AS article, {_COLUMNS}{body} FROM json_each(?) j JOIN articles a ON a.id = j.value"
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
        one = found[article][0]
        del one["id"]
        one["keywords"] = json.loads(one["keywords"] or "[]")
        one["credits"] = credits.get(article, [])
        one["breadcrumb"] = [row["section"] for row in sections.get(article, [])]
        if text:
            one["crossheads"] = json.loads(one["crossheads"])
            mine = assets.get(article, [])
            one["images"] = [
                {name: asset[name] for name in ("url", "caption", "alt", "paragraph")}
                for asset in mine
                if asset["kind"] == "image"
            ]
            one["attachments"] = [
                {"url": asset["url"], "title": asset["caption"]} for asset in mine if asset["kind"] == "attachment"
            ]
        one["page_kind"] = "article"
        yield one


def _grouped(db: sqlite3.Connection, query: str, listed: str) -> dict[int, list[dict[str, Any]]]:
    """Return the rows of each article, without the article."""
    cursor = db.execute(query, [listed])
    names = [column[0] for column in cursor.description][1:]
    grouped: dict[int, list[dict[str, Any]]] = {}
    for article, *values in cursor:
        grouped.setdefault(article, []).append(dict(zip(names, values, strict=True)))
    return grouped
