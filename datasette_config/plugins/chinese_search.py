"""Datasette's own table search, in Chinese: what is typed becomes the same query as the reading room's."""

from __future__ import annotations

import sqlite3
from typing import cast, get_args

from datasette import hookimpl

from archive.fields import Field, exactly
from archive.marking import snippet
from archive.query import match_expression


def escape_fts(query: str) -> str:
    """Return the FTS5 expression of a query; one that finds nothing where there is nothing to search for."""
    return match_expression(query or "") or '""'


def cjk_snippet(text: str | None, query: str | None) -> str:
    """Return the sentence of a text in which a query occurs: `SELECT cjk_snippet(body, '党建') FROM texts`."""
    return "".join(part for part, _ in snippet(text or "", query or ""))


def fts_exactly(field: str, value: str | None) -> str:
    """Return the FTS5 phrase of a whole value in a field (portal, source, section, person …), or one of nothing."""
    return exactly(cast("Field", field), value) if value and field in get_args(Field) else '""'


# Last, so that it replaces the function of the same name that Datasette registers itself.
@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Register the functions on each connection."""
    conn.create_function("escape_fts", 1, escape_fts)
    conn.create_function("fts_exactly", 2, fts_exactly, deterministic=True)
    conn.create_function("cjk_snippet", 2, cjk_snippet)
