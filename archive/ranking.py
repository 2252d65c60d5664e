"""Relevance: hits in the title first, then by how often and in how short a text the words occur (BM25).

FTS5's own bm25 looks at every hit of every word, seconds for the commonest. Here so many hits are ranked and no more:
all of them where they are few, else those in the title and the newest.
"""

from __future__ import annotations

import math
import re
import sqlite3
from dataclasses import dataclass, replace

from archive.bigrams import is_han, normalise, runs
from archive.marking import term_pattern
from archive.query import Term, match_expression, parse
from archive.selection import Selection

RANKED_AT_MOST = 1_500  # of the newest hits, and as many of those in a title
_TITLES = 100  # milliseconds to look for those in a title
_K1, _B = 1.2, 0.75  # as in FTS5
_USUAL_LENGTH = 1_500  # characters of a text


@dataclass(frozen=True, slots=True)
class Ranking:
    """Ids of articles, the most relevant first; `whole`: of all that were found, else of the newest of them."""

    ids: list[int]
    whole: bool


def ranked(db: sqlite3.Connection, selection: Selection, query: str) -> Ranking:
    """Return the hits of a query by relevance, of two that are equally relevant the newer first."""
    newest = selection.ids(db, limit=RANKED_AT_MOST + 1)
    whole = len(newest) <= RANKED_AT_MOST
    in_title = _in_title(db, selection, query)
    rest = set(newest[:RANKED_AT_MOST]).difference(in_title)
    ids = _by_score(db, in_title, query) + _by_score(db, sorted(rest), query)
    return Ranking(ids, whole)


def _in_title(db: sqlite3.Connection, selection: Selection, query: str) -> list[int]:
    """Return the newest that have the query in their titles, as many as there is time for."""
    words = f"({match_expression(query)})"
    if all(isinstance(part, Term) and not part.hidden and part.field is None for part in parse(query)):
        # What is in the title is in the article: the index needs to look only once.
        title = replace(selection, match=selection.match.replace(words, f"(title : {words})", 1))
    else:
        title = replace(selection, match=f"title : {words} AND ({selection.match})")
    return title.newest_within(db, RANKED_AT_MOST, _TITLES)


def _by_score(db: sqlite3.Connection, ids: list[int], query: str) -> list[int]:
    shown = [term for term in parse(query) if isinstance(term, Term) and not term.hidden]
    terms = [_Counter(term) for term in shown if "title" in term.places or "body" in term.places]
    if not terms:
        return sorted(ids, reverse=True)
    found: list[tuple[int, int, list[int]]] = []
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        for article, title, body in db.execute(
            "SELECT a.id, coalesce(a.kicker, '') || ' ' || coalesce(a.headline, '') || ' ' || coalesce(a.deck, ''),"
            f" t.body FROM articles a JOIN texts t ON t.article = a.id WHERE a.id IN ({', '.join('?' * len(some))})",
            some,
        ):
            counted = [term(title.lower(), body.lower()) for term in terms]
            # Nearly all texts are written as they are compared; only where nothing is found that costs a look.
            if not any(counted):
                counted = [term(normalise(title), normalise(body)) for term in terms]
            found.append((article, len(body), counted))
    # How rare a word is among these: it matters between words of which one is enough.
    weights = [
        math.log(1 + (len(found) + 0.5) / (sum(1 for *_, counted in found if counted[place]) + 0.5))
        for place in range(len(terms))
    ]
    scores = [
        (
            sum(
                weight * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length / _USUAL_LENGTH))
                for weight, times in zip(weights, counted, strict=True)
            ),
            article,
        )
        for article, length, counted in found
    ]
    return [article for _, article in sorted(scores, reverse=True)]


class _Counter:
    """Counts a term in a title and a body; once in the title counts for ten times."""

    def __init__(self, term: Term) -> None:
        found = runs(normalise(term.text))
        self.title, self.body = "title" in term.places, "body" in term.places
        self.first = found[0][0]
        self.plain = len(found) == 1 and is_han(self.first[0])
        self.pattern = re.compile(term_pattern(term))

    def __call__(self, title: str, body: str) -> int:
        return (10 * self._times(title) if self.title else 0) + (self._times(body) if self.body else 0)

    def _times(self, text: str) -> int:
        if self.plain or self.first not in text:
            return text.count(self.first)
        return sum(1 for _ in self.pattern.finditer(text))
