"""Finding articles, for the command line and the reading room alike; archive/query.py has the query language.

Newest first asks the index alone and stops after a page; archive/ranking.py has relevance.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.marking import Segment, highlight, snippet
from archive.query import match_expression
from archive.ranking import ranked
from archive.selection import Narrowing, select

Order = Literal["newest", "oldest", "relevance"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found, its title and one sentence cut into segments of (text, is a hit)."""

    id: int
    key: str
    portal: str
    url: str
    headline: str | None
    deck: str | None
    source: str | None
    published_at: str | None
    status: str
    title: list[Segment]
    snippet: list[Segment]


def search(
    db: sqlite3.Connection,
    query: str,
    narrowing: Narrowing | None = None,
    *,
    order: Order = "newest",
    limit: int = 20,
    offset: int = 0,
) -> list[Hit]:
    """Return a page of the articles that contain what `query` asks for. Raises ValueError for a day that is none."""
    selection = select(db, query, narrowing)
    if selection is None:
        return []
    if order == "relevance" and match_expression(query):
        ids = ranked(db, selection, query).ids[offset : offset + limit]
    else:
        ids = selection.ids(db, newest=order != "oldest", limit=limit, offset=offset)
    return hits_of(db, ids, query)


def count(db: sqlite3.Connection, query: str, narrowing: Narrowing | None = None) -> int:
    """Return how many articles `query` finds."""
    selection = select(db, query, narrowing)
    return selection.count(db) if selection else 0


def hits_of(db: sqlite3.Connection, ids: Sequence[int], query: str) -> list[Hit]:
    """Return articles as hits of a query, in the order of their ids as given."""
    if not ids:
        return []
    marks = ",".join("?" * len(ids))
    columns = "a.id, a.key, a.portal, a.url, a.kicker, a.headline, a.deck, a.source, a.published_at, a.status"
    rows = {
        row[0]: tuple(row)
        for row in db.execute(
            f"SELECT {columns}, t.body FROM articles a LEFT JOIN texts t ON t.article = a.id WHERE a.id IN ({marks})",
            list(ids),
        )
    }
    hits = []
    for article in ids:
        identity, key, portal, url, kicker, headline, deck, source, published_at, status, body = rows[article]
        title = highlight(" ".join(part for part in (kicker, headline, deck) if part), query, "title")
        sentence = snippet(body or "", query, place="body")
        if not any(hit for _, hit in title + sentence):
            sentence = _in_names(db, article, query) + sentence
        hits.append(Hit(identity, key, portal, url, headline, deck, source, published_at, status, title, sentence))
    return hits


def _in_names(db: sqlite3.Connection, article: int, query: str) -> list[Segment]:
    """Return the credits in which `query` occurs, as segments, for a hit that neither title nor text explains."""
    found: list[Segment] = []
    rows = db.execute(
        "SELECT coalesce(c.role_label, c.role), p.name FROM credits c JOIN people p ON p.id = c.person"
        " WHERE c.article = ? ORDER BY c.position",
        [article],
    )
    for label, name in rows:
        segments = highlight(name, query, "names")
        if any(hit for _, hit in segments):
            found += [(f"{label}：", False), *segments, ("　", False)]
    return found
