"""Sentences of an article's page that are others at every look: a tip drawn anew, a counter within the text.

An edit that a crawl finds is looked at once more before the crawl ends. What then is another text again, and as it was
but for the very places where the two looks differ, was no edit. Sentences that came and went so on several articles of
a portal are its template's: where nothing else differs they are none in later crawls either, nor in the same one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from archive.changes import sentences_of

ARTICLES = 2  # on so many a sentence has come and gone that is the template's
_AT_MOST = 12  # sentences that differ; more are another text
_MIDDLE = 400  # sentences between what two texts begin and end with; the matcher's time grows with the square

Text = Sequence[str | None]  # kicker, headline, deck, body


def noise_of(before: Text, first: Text, second: Text) -> set[str] | None:
    """Return the sentences that differ by the look alone, if `before` differs from both looks by such ones only.

    None where there are others, or none differ between the looks.
    """
    old, one, other = (_units(text) for text in (before, first, second))
    blocks = _blocks(one, other)
    if blocks is None:
        return None
    kept: list[str] = []
    gaps: list[tuple[list[str], list[str]]] = []  # what stands before each that is kept, and after the last
    start, begin = 0, 0
    for here, there, size in blocks:
        gaps.append((one[start:here], other[begin:there]))
        gaps += [([], [])] * (size - 1)
        kept += one[here : here + size]
        start, begin = here + size, there + size
    gaps.append((one[start:], other[begin:]))
    if not any(left or right for left, right in gaps):
        return None
    found: set[str] = set()
    left: list[list[str]] = [[] for _ in gaps]
    place = 0
    for unit in old:
        if place < len(kept) and unit == kept[place]:
            place += 1
        else:
            left[place].append(unit)
    if place < len(kept):
        return None
    for was, looks in zip(left, gaps, strict=True):
        if len(was) > max(map(len, looks)):
            return None
        if any(looks):
            found.update(was, *looks)
    return found


def note(db: sqlite3.Connection, portal: str, article: str, crawl: int, sentences: Iterable[str]) -> None:
    """Write which sentences came and went on an article, known by its key; of another text it says nothing."""
    told = sorted(sentences)
    if len(told) > _AT_MOST:
        return
    db.executemany(
        "INSERT OR IGNORE INTO unsteady (portal, sentence, article, crawl) VALUES (?, ?, ?, ?)",
        [[portal, _digest(sentence), article, crawl] for sentence in told],
    )


def is_passing(db: sqlite3.Connection, portal: str, old: Text, new: Text, *, before: int | None = None) -> bool:
    """Whether two texts differ in nothing but sentences that come and go on a portal, by crawls `before` one or all."""
    was, now = _units(old), _units(new)
    counted, recounted = Counter(was), Counter(now)
    differ = set((counted - recounted) | (recounted - counted))
    if not differ or len(differ) > _AT_MOST:
        return False
    known = db.execute(
        "SELECT count(*) FROM (SELECT sentence FROM unsteady WHERE portal = ? AND crawl < ?"
        " AND sentence IN (SELECT value FROM json_each(?)) GROUP BY sentence HAVING count(*) >= ?)",
        [portal, before if before is not None else 1 << 62, json.dumps(sorted(map(_digest, differ))), ARTICLES],
    ).fetchone()
    if known[0] < len(differ):
        return False
    return [unit for unit in was if unit not in differ] == [unit for unit in now if unit not in differ]


def _units(text: Text) -> list[str]:
    """Return the sentences of a text, with a mark before each of its parts."""
    return [unit for number, part in enumerate(text) for unit in (f"\0{number}", *sentences_of(part or ""))]


def _blocks(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]] | None:
    """Return what two texts have in common, in order: places in both, and sizes; None where that takes too long."""
    shorter = min(len(one), len(other))
    start = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    end = next((n for n in range(shorter - start) if one[-1 - n] != other[-1 - n]), shorter - start)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if max(len(left), len(right)) > _MIDDLE:
        return None
    found = [(0, 0, start)]
    for here, there, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        found.append((here + start, there + start, size))
    found.append((len(one) - end, len(other) - end, end))
    return [block for block in found if block[2]]


def _digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).hexdigest()
