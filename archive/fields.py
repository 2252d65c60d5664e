"""What the index knows of an article beside its text, as tokens that no text contains: who, where, where from.

Each value stands in the column `fields` as one token that is the whole value, for narrowing to just that, and as the
bigrams of it, for finding it by a part. A private-use character before each says which field it is: the tokenizer takes
it for a letter, and no token of a text has one.
"""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, get_args

from archive.bigrams import phrase_tokens, split
from archive.digest import content_id

Field = Literal["author", "editor", "person", "organization", "source", "section", "portal", "status"]

AUTHOR_ROLES = ("author", "reporter", "correspondent", "contributor", "photographer", "translator", "compiler")
EDITOR_ROLES = ("editor", "proofreader", "approver")
_MARKS = {name: chr(0xE001 + place) for place, name in enumerate(get_args(Field))}
_IN_PARTS = frozenset(("author", "editor", "organization", "source"))


def exactly(field: Field, value: str) -> str:
    """Return the FTS5 phrase that finds the articles with just this value in a field."""
    return f'"{_whole(field, value)}"'


def containing(field: Field, text: str, begins: bool = False) -> str | None:
    """Return the FTS5 phrase that finds the articles with `text` somewhere in a field; None for nothing to look for.

    `begins`: as in `archive.bigrams.phrase`.
    """
    tokens, prefix = phrase_tokens(text, begins)
    return f'"{" ".join(_MARKS[field] + token for token in tokens)}"{prefix}' if tokens else None


def field_tokens(db: sqlite3.Connection, article: int) -> str:
    """Return the tokens of an article's fields, made from its rows."""
    return " ".join(token for field, value in _values(db, article) for token in _tokens(field, value))


def _values(db: sqlite3.Connection, article: int) -> Iterator[tuple[Field, str]]:
    query = "SELECT portal, status, source, section FROM articles WHERE id = ?"
    portal, status, source, section = db.execute(query, [article]).fetchone()
    yield "portal", portal
    yield "status", status
    if source:
        yield "source", source
    if section:
        yield "section", section
    credits = db.execute(
        "SELECT c.role, p.name, o.name FROM credits c LEFT JOIN people p ON p.id = c.person"
        " LEFT JOIN organizations o ON o.id = c.organization WHERE c.article = ? ORDER BY c.position",
        [article],
    )
    for role, person, organization in credits.fetchall():
        if person:
            yield "person", person
            if role in AUTHOR_ROLES:
                yield "author", person
            elif role in EDITOR_ROLES:
                yield "editor", person
        if organization:
            yield "organization", organization


def _tokens(field: Field, value: str) -> Iterator[str]:
    yield _whole(field, value)
    if field in _IN_PARTS:
        yield from (_MARKS[field] + token for token in split(value).split())


@lru_cache(maxsize=4096)
def _whole(field: Field, value: str) -> str:
    number = base64.b32encode(content_id(value).to_bytes(7, "big")).decode("ascii").rstrip("=").lower()
    return f"{_MARKS[field]}x{number}"


EVERYTHING = f"({exactly('status', 'live')} OR {exactly('status', 'gone')})"  # an expression that finds every article
