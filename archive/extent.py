"""How many articles a selection has and from which days: exactly where that is quick, else from a fair sample.

The sample is made of slices of the time there are articles from, the same share of each stretch of it. Within a minute
ids are spread by a hash of the address, so a slice prefers nothing.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass

from archive.days import FIRST_DATED, SLOTS_A_DAY
from archive.limits import TooSlow, time_limit
from archive.selection import Selection

LISTED_AT_MOST = 20_000  # hits that are listed one by one
SAMPLED = 2_000  # hits that make a good sample
_LEAST = 60  # hits that an estimate is made from, where there are so many
_SAMPLING = 30  # milliseconds for a sample on its own
_FEW_MONTHS = 4 * 31 * SLOTS_A_DAY
_LONG = 3  # words of the index after the first: for longer phrases each range costs more than all hits
_STRETCHES = 1024  # of time, about, that the sample takes slices of
_SLICES = 64  # of each; all of them together are everything
# Words that begin so are put together anew for each question: one long question is better than many short ones.
_OF_BEGINNINGS = 1_000  # milliseconds
_BLOCK = 30 * SLOTS_A_DAY
_WITHIN = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?"


@dataclass(frozen=True, slots=True)
class Extent:
    """How many articles, and how many on each day (`id >> 24`), oldest first; both are estimates unless `exact`.

    Where very many are spread over more than a few months, those of each month stand at its first day.

    `ids` are those of the hits, newest first, where `complete`, else of a fair sample of them.
    """

    articles: int
    days: list[tuple[int, int]]
    exact: bool
    ids: list[int]
    complete: bool


def extent(db: sqlite3.Connection, selection: Selection, milliseconds: float) -> Extent:
    """Return the extent of a selection, exactly if it takes no longer, else estimated in as long again."""
    beginnings = "*" in selection.match
    milliseconds = max(milliseconds, _OF_BEGINNINGS) if beginnings else milliseconds
    known = 0
    try:
        with time_limit(db, milliseconds):
            ids = selection.ids(db, limit=-1 if beginnings else LISTED_AT_MOST + 1)
            if len(ids) <= LISTED_AT_MOST:
                return Extent(len(ids), _days_of(ids, selection), True, ids, True)
            if beginnings:
                return Extent(len(ids), _days_of(ids, selection), True, ids[:: len(ids) // SAMPLED], False)
            known = len(ids)
            days = _days(db, selection)
    except TooSlow:
        return _estimated(db, selection, min(milliseconds, _SAMPLING), known)
    sample, _ = _sample(db, selection, milliseconds / 4000, evenly=False)
    return Extent(sum(articles for _, articles in days), days, True, sample, False)


def _days(db: sqlite3.Connection, selection: Selection) -> list[tuple[int, int]]:
    """Return the articles of each day, or of each month where that is enough and quicker."""
    # Apart: asked for both at once, SQLite looks at every row.
    query = "SELECT (SELECT min(id) FROM articles WHERE id >= ?1), (SELECT max(id) FROM articles WHERE id >= ?1)"
    ends = db.execute(query, [FIRST_DATED]).fetchone()
    first, last = (max(ends[0], selection.low or 0), min(ends[1], selection.high or ends[1])) if ends[0] else (1, 0)
    longest = max(phrase.count(" ") for phrase in re.findall(r'"[^"]*"', selection.match))
    if last - first < _FEW_MONTHS or longest >= _LONG:
        return selection.days(db)
    months = selection.months(db, first, last)
    return months if len(months) > 4 else selection.days(db)


def _days_of(ids: list[int], selection: Selection) -> list[tuple[int, int]]:
    moved = dict(selection.displaced)
    return sorted(Counter(moved.get(article, article) >> 24 for article in ids).items())


def _estimated(db: sqlite3.Connection, selection: Selection, milliseconds: float, known: int) -> Extent:
    """Return the extent as a sample has it; `known` is how many there are at least."""
    sample, share = _sample(db, selection, milliseconds / 1000, evenly=True)
    days = [(day, round(articles / share)) for day, articles in _days_of(sample, selection)]
    return Extent(max(round(len(sample) / share), known), days, share == 1, sample, False)


def _sample(db: sqlite3.Connection, selection: Selection, seconds: float, *, evenly: bool) -> tuple[list[int], float]:
    """Return ids of a fair sample of the hits, and which share of all it is; the longer it may take, the larger.

    `evenly`: where there is time for that, every stretch of time is looked at as often as any other.
    """
    end = time.monotonic() + seconds
    stretches = _stretches(db, selection)
    fewer = set(selection.fewer)
    # In no order of time: when the time is up, what was looked at is from everywhere.
    order = sorted(range(len(stretches)), key=lambda place: place * 0.6180339887 % 1)
    ids: list[int] = []
    windows = 0
    for number in range(_SLICES):
        for place in order:
            rows = db.execute(_WITHIN, [selection.match, *_slice(stretches[place], place, number)])
            ids += [row[0] for row in rows if row[0] not in fewer]
            windows += 1
            now = time.monotonic()
            # On a machine that is busy with other things the time is up before anything was seen.
            if now > end and (len(ids) >= _LEAST or now > end + seconds):
                break
            if not evenly and len(ids) >= SAMPLED:
                break
        else:
            if len(ids) < SAMPLED:
                continue
        break
    return sorted(ids, reverse=True), windows / max(1, len(stretches) * _SLICES)


def _stretches(db: sqlite3.Connection, selection: Selection) -> list[tuple[int, int]]:
    """Return the stretches of ids, as (first, length), that all articles of the selection are in."""
    low = selection.low if selection.low is not None else 1
    high = selection.high if selection.high is not None else (1 << 62)
    occupied: list[tuple[int, int]] = []
    at = low
    while True:
        found = db.execute("SELECT id FROM articles WHERE id >= ? ORDER BY id LIMIT 1", [at]).fetchone()
        if found is None or found[0] > high:
            break
        # All the undated are one block: they have no time.
        block = FIRST_DATED if found[0] < FIRST_DATED else _BLOCK
        first = found[0] - (0 if block == FIRST_DATED else found[0] % block)
        first, after = max(first, low), min((first // block + 1) * block, high + 1)
        occupied.append((first, after - first))
        at = after
    parts = max(1, round(_STRETCHES / max(1, len(occupied))))
    cut = []
    for first, length in occupied:
        for part in range(parts):
            begin, stop = first + length * part // parts, first + length * (part + 1) // parts
            cut.append((begin, stop - begin))
    return cut


def _slice(stretch: tuple[int, int], place: int, number: int) -> tuple[int, int]:
    """Return the first and the last id of a slice; where in its stretch it lies differs from one to the next."""
    first, length = stretch
    which = (number * 23 + place * 37) % _SLICES
    return first + length * which // _SLICES, first + length * (which + 1) // _SLICES - 1
