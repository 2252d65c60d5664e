"""Finding articles: one query language for the command line, the reading room and Datasette's own search box.

    党建 抗疫            both words          党建 OR 抗疫       either
    "不忘初心、牢记使命"     the phrase          党建 -扶贫 (NOT)    the first without the second
    title:党建          in headline, deck or kicker            author:张静   in the names of the credits

Newest first asks the index alone and stops after a page; relevance (bm25) costs a look at every hit, so it ranks
a bounded set: hits in the title first, then the newest.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from archive.bigrams import is_han, normalise, phrase, runs, split

Segment = tuple[str, bool]
Order = Literal["newest", "oldest", "relevance"]

RANKED_AT_MOST = 2000
_FIELDS = {
    "title": "title",
    "标题": "title",
    "body": "body",
    "正文": "body",
    "author": "names",
    "name": "names",
    "作者": "names",
}
_TOKEN = re.compile(
    r'(?P<not>-)?(?:(?P<field>\w+)[:：])?(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<paren>[()（）])|(?P<word>[^\s"“”()（）]+))'
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase of a query; `field` is a column of the index or None, `excluded` one that must not occur."""

    text: str
    field: str | None = None
    excluded: bool = False


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


def _parse(query: str) -> list[Term | str]:
    """Return terms and the operators between them (OR, parentheses), whatever was typed."""
    parts: list[Term | str] = []
    negate = False
    for match in _TOKEN.finditer(query.replace("\u3000", " ")):
        if match["paren"]:
            parts.append("(" if match["paren"] in "(（" else ")")
            continue
        name, text = match["field"], match["quoted"] if match["quoted"] is not None else match["word"]
        field = _FIELDS.get((name or "").lower())
        if name and field is None:
            text = f"{name}:{text}"
        if match["word"] and not name and not match["not"]:
            if text in ("AND", "&&"):
                continue
            if text in ("OR", "|", "||"):
                parts.append("OR")
                continue
            if text == "NOT":
                negate = True
                continue
        if phrase(text):
            parts.append(Term(text, field, negate or bool(match["not"])))
        negate = False
    return parts


def _group(parts: list[Term | str], start: int) -> tuple[str | None, int]:
    """Return the FTS5 expression of `parts` from `start` to the closing parenthesis, and where it ended."""
    alternatives: list[list[str]] = [[]]
    excluded: list[list[str]] = [[]]
    position = start
    while position < len(parts):
        part = parts[position]
        position += 1
        if isinstance(part, Term):
            found = phrase(part.text)
            assert found is not None
            text = f"{part.field} : {found}" if part.field else found
            (excluded if part.excluded else alternatives)[-1].append(text)
        elif part == "OR":
            alternatives.append([])
            excluded.append([])
        elif part == "(":
            inner, position = _group(parts, position)
            if inner:
                alternatives[-1].append(f"({inner})")
        else:
            break
    expressions = []
    for wanted, unwanted in zip(alternatives, excluded, strict=True):
        if wanted:
            expression = " AND ".join(wanted)
            expressions.append(f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression)
    if not expressions:
        return None, position
    return (expressions[0] if len(expressions) == 1 else " OR ".join(f"({e})" for e in expressions)), position


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression of a query, or None where nothing in it can be searched for. Never raises."""
    parts = _parse(query)
    expressions, position = [], 0
    while position < len(parts):
        expression, position = _group(parts, position)
        if expression:
            expressions.append(f"({expression})")
    return " AND ".join(expressions) or None


def _narrowed(portal: str | None, date_from: str | None, date_to: str | None) -> tuple[str, list[Any]]:
    wheres, values = "", []
    for clause, value in (
        ("portal = ?", portal),
        ("published_date >= ?", date_from),
        ("published_date <= ?", date_to),
    ):
        if value:
            wheres += f" AND a.{clause}"
            values.append(value)
    return wheres, values


def search(
    db: sqlite3.Connection,
    query: str,
    *,
    order: Order = "newest",
    portal: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    limit: int = 20,
    offset: int = 0,
) -> list[Hit]:
    """Return a page of the articles that contain what `query` asks for; dates are `YYYY-MM-DD`, both inclusive."""
    expression = match_expression(query)
    if expression is None:
        return []
    narrowed, values = _narrowed(portal, date_from, date_to)
    # CROSS JOIN keeps SQLite from starting with the articles: the index alone is in the order of the ids.
    select = (
        "SELECT a.id FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid"
        f" WHERE articles_fts MATCH ?{narrowed} ORDER BY f.rowid"
    )
    if order == "relevance":
        ids = _ranked(db, expression, narrowed, values)[offset : offset + limit]
    else:
        direction = "DESC" if order == "newest" else "ASC"
        rows = db.execute(f"{select} {direction} LIMIT ? OFFSET ?", [expression, *values, limit, offset])
        ids = [row[0] for row in rows]
    return _hits(db, ids, query)


def _ranked(db: sqlite3.Connection, expression: str, narrowed: str, values: list[Any]) -> list[int]:
    """Return the ids of the newest RANKED_AT_MOST hits in a title, then of the newest others, each by bm25."""
    joined = f"FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid WHERE articles_fts MATCH ?{narrowed}"
    ids: list[int] = []
    for scope in (f"title : ({expression})", expression):
        oldest = db.execute(
            f"SELECT f.rowid {joined} ORDER BY f.rowid DESC LIMIT 1 OFFSET ?",
            [scope, *values, RANKED_AT_MOST - 1],
        ).fetchone()
        rows = db.execute(
            f"SELECT f.rowid {joined} AND f.rowid >= ? ORDER BY bm25(articles_fts, 10.0, 1.0, 5.0), f.rowid DESC",
            [scope, *values, oldest[0] if oldest else 0],
        )
        ids.extend(row[0] for row in rows)
    return list(dict.fromkeys(ids))


def count(
    db: sqlite3.Connection,
    query: str,
    *,
    portal: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    limit: int | None = None,
) -> int:
    """Return how many articles `query` finds; with `limit`, stop counting there."""
    expression = match_expression(query)
    if expression is None:
        return 0
    narrowed, values = _narrowed(portal, date_from, date_to)
    if narrowed:
        inner = (
            "SELECT 1 FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid"
            f" WHERE articles_fts MATCH ?{narrowed} LIMIT ?"
        )
    else:
        inner = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?"
    row = db.execute(f"SELECT count(*) FROM ({inner})", [expression, *values, -1 if limit is None else limit])
    return int(row.fetchone()[0])


def _hits(db: sqlite3.Connection, ids: Sequence[int], query: str) -> list[Hit]:
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
        title = highlight(" ".join(part for part in (kicker, headline, deck) if part), query)
        sentence = snippet(body or "", query)
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
        segments = highlight(name, query)
        if any(hit for _, hit in segments):
            found += [(f"{label}：", False), *segments, ("　", False)]
    return found


def _pattern(query: str) -> re.Pattern[str] | None:
    """Return what the terms of `query` look like in a normalised text, or None."""
    alternatives = []
    for term in _parse(query):
        if isinstance(term, str) or term.excluded:
            continue
        pattern, end = "", None
        for run, start, stop in runs(normalise(term.text)):
            if end is not None:
                pattern += r"[\W_]*" if start == end else r"[\W_]+"
            # A word is found whole, as the index has it; Chinese beside it is no part of the word.
            pattern += re.escape(run) if is_han(run[0]) else rf"(?<![0-9a-z]){re.escape(run)}(?![0-9a-z])"
            end = stop
        alternatives.append(pattern)
    return re.compile("|".join(sorted(alternatives, key=len, reverse=True))) if alternatives else None


def _normalised_with_places(text: str) -> tuple[str, list[int]]:
    """Return `text` normalised character by character, and for each character of it its place in `text`."""
    pieces, places = [], []
    for place, character in enumerate(text):
        piece = normalise(character) if character > "\x7f" else character.lower()
        pieces.append(piece)
        places.extend([place] * len(piece))
    return "".join(pieces), places


def _hit_spans(text: str, query: str) -> list[tuple[int, int]]:
    pattern = _pattern(query)
    if pattern is None or not text:
        return []
    normalised, places = _normalised_with_places(text)
    return [(places[m.start()], places[m.end() - 1] + 1) for m in pattern.finditer(normalised) if m[0]]


def _segments(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[Segment]:
    segments: list[Segment] = []
    at = start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            segments.append((text[at:first], False))
        segments.append((text[first:last], True))
        at = last
    if at < end:
        segments.append((text[at:end], False))
    return segments


def highlight(text: str, query: str) -> list[Segment]:
    """Return the whole of `text` in segments of (text, is a hit)."""
    return _segments(text, _hit_spans(text, query), 0, len(text))


def snippet(text: str, query: str, width: int = 80) -> list[Segment]:
    """Return about `width` characters of `text` around its first hit, from the start of its sentence if near."""
    spans = _hit_spans(text, query)
    first = spans[0][0] if spans else 0
    start = 0
    if first > width // 3:
        earliest = first - width // 2
        sentence = max(text.rfind(mark, max(earliest, 0), first) for mark in "。！？；\n")
        start = sentence + 1 if sentence >= 0 else max(first - width // 4, 0)
    end = min(len(text), max(start + width, spans[0][1] if spans else 0))
    segments = _segments(text, spans, start, end)
    flat = [(part.replace("\n", " "), hit) for part, hit in segments]
    if start > 0:
        flat.insert(0, ("…", False))
    if end < len(text):
        flat.append(("…", False))
    return flat


__all__ = [
    "Hit",
    "Segment",
    "count",
    "highlight",
    "match_expression",
    "normalise",
    "search",
    "snippet",
    "split",
]
