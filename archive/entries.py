"""What the full-text index holds of an article, column by column, and how it gets in and out again.

A contentless index forgets the text: to take an entry out, the very tokens that went in are made again from the rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archive.bigrams import split
from archive.fields import field_tokens

COLUMNS = ("title", "body", "names", "fields")
Texts = tuple[str, str, str]
Entry = tuple[str, str, str, str]

_NAMES = ", ".join(COLUMNS)


def texts_of(article: Mapping[str, Any]) -> Texts:
    """Return the tokens of an article's title (kicker, headline, deck), body and credited people, from its JSON."""
    title = [article.get(name) for name in ("kicker", "headline", "deck")]
    names = [credit["name"] for credit in article.get("credits") or [] if credit.get("name")]
    return _texts(title, article.get("body") or "", names)


def entry_of(db: sqlite3.Connection, article: int) -> Entry:
    """Return what the index must hold of an article, made again from its rows."""
    *title, body = db.execute(
        "SELECT kicker, headline, deck, body FROM articles_with_text WHERE id = ?", [article]
    ).fetchone()
    names = db.execute(
        "SELECT name FROM credits JOIN people ON people.id = person WHERE article = ? ORDER BY position", [article]
    )
    return (*_texts(title, body, [row[0] for row in names]), field_tokens(db, article))


def put_in(db: sqlite3.Connection, entries: Iterable[tuple[int, Entry]]) -> None:
    """Write the entries of articles, by id."""
    db.executemany(
        f"INSERT INTO articles_fts (rowid, {_NAMES}) VALUES (?, ?, ?, ?, ?)",
        ((article, *entry) for article, entry in entries),
    )


def take_out(db: sqlite3.Connection, article: int) -> Texts:
    """Take an article's entry out while its rows are as they were; return its texts. Wrong ones would leave ghosts."""
    *texts, fields = entry_of(db, article)
    db.execute(
        f"INSERT INTO articles_fts (articles_fts, rowid, {_NAMES}) VALUES ('delete', ?, ?, ?, ?, ?)",
        [article, *texts, fields],
    )
    return texts[0], texts[1], texts[2]


def _texts(title: Sequence[str | None], body: str, names: Sequence[str]) -> Texts:
    return split("\n".join(part for part in title if part)), split(body), split("\n".join(names))
