"""Hits marked in a text: an index without texts has no highlight of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from archive.bigrams import is_han, normalise, runs
from archive.query import Term, parse

Segment = tuple[str, bool]


class _Pieces(dict[str, str]):
    """What each character becomes when it is normalised, looked up once."""

    def __missing__(self, character: str) -> str:
        self[character] = piece = normalise(character)
        return piece


_PIECES = _Pieces()


def term_pattern(term: Term) -> str:
    """Return the regular expression of what a term looks like in a normalised text."""
    pattern, end = "", None
    found = runs(normalise(term.text))
    for number, (run, start, stop) in enumerate(found, 1):
        if end is not None:
            pattern += r"[\W_]*" if start == end else r"[\W_]+"
        # A word is found whole, as the index has it; Chinese beside it is no part of the word.
        if is_han(run[0]):
            pattern += re.escape(run)
        else:
            rest = "[0-9a-z]*" if term.begins and number == len(found) else "(?![0-9a-z])"
            pattern += rf"(?<![0-9a-z]){re.escape(run)}{rest}"
        end = stop
    return pattern


@lru_cache(maxsize=64)
def _pattern(query: str, place: str | None) -> re.Pattern[str] | None:
    """Return what the terms of `query` that may stand in a place look like in a normalised text, or None."""
    terms = [term for term in parse(query) if isinstance(term, Term) and not term.hidden]
    alternatives = [term_pattern(term) for term in terms if not place or place in term.places]
    return re.compile("|".join(sorted(alternatives, key=len, reverse=True))) if alternatives else None


def _normalised_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` normalised character by character, and for each character of it its place in `text`."""
    pieces = [_PIECES[character] for character in text]
    normalised = "".join(pieces)
    if len(normalised) == len(text) and all(pieces):
        return normalised, range(len(text))
    return normalised, [place for place, piece in enumerate(pieces) for _ in piece]


def _hit_spans(text: str, query: str, place: str | None) -> list[tuple[int, int]]:
    pattern = _pattern(query, place)
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


def highlight(text: str, query: str, place: str | None = None) -> list[Segment]:
    """Return the whole of `text` in segments of (text, is a hit); `place`: title, body or names, None for anywhere."""
    return _segments(text, _hit_spans(text, query, place), 0, len(text))


def snippet(text: str, query: str, width: int = 80, place: str | None = None) -> list[Segment]:
    """Return about `width` characters of `text` around its first hit, from the start of its sentence if near."""
    spans = _hit_spans(text, query, place)
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
