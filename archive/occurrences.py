"""How often a phrase stands in the texts, not only in how many: for its share of all characters.

The index knows the places of each pair of characters, so a phrase of two is counted there. Longer ones are counted in
the texts of the articles that have them, all of them or a sample of each period's.
"""

from __future__ import annotations

import random
import re
import sqlite3
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from archive.bigrams import is_han, normalise, phrase_tokens, runs
from archive.days import SLOTS_A_DAY, day_number
from archive.limits import TooSlow, time_limit
from archive.periods import Period
from archive.phrases import Phrase, in_names
from archive.remembered import Remembered
from archive.selection import Selection
from archive.trends import AGAIN, SEED, Point

TEXTS = 4_000  # read for a line
MS = 450.0  # for either way
SCANNED = 300_000  # hits that are all looked through for a sample; of more, some at certain moments
_IN_A_ROW = 3  # of these


# Of each period, in order: occurrences, their characters, whether that is an estimate; None where there was no time.
_Found = list[tuple[int, int, bool] | None]
_kept: Remembered[_Found] = Remembered(256)
_NO_LETTERS = re.compile(r"[\W_]+")


def with_occurrences(
    db: sqlite3.Connection,
    phrase: Phrase,
    portal: str | None,
    points: Sequence[Point],
    milliseconds: float = MS,
) -> list[Point]:
    """Return the points of a line with the occurrences of its phrase in the texts, in that time or two of it."""

    def answer() -> _Found:
        selection = phrase.selection(db, portal, in_names=in_names(db, phrase))
        exact = _in_index(db, phrase, selection, points, milliseconds) if portal is None else None
        return exact or _in_texts(db, phrase, selection, points, milliseconds)

    # An estimate made in a hurry is made again later.
    found = _kept.of(db, (phrase, portal, int(time.time() // AGAIN), *(point.period for point in points)), answer)
    return [
        point if one is None else replace(point, occurrences=one[0], occurring=one[1], occurrences_estimated=one[2])
        for point, one in zip(points, found, strict=True)
    ]


def pattern(phrase: Phrase) -> re.Pattern[str]:
    """Return what finds a phrase in a text as it is printed: traditional, full-width, with punctuation inside."""
    found = []
    for variant in sorted(phrase.variants, key=len, reverse=True):
        text, end = "", None
        for run, start, stop in runs(normalise(variant)):
            if end is not None:
                text += r"[\W_]*" if start == end else r"[\W_]+"
            spelt = "".join(f"[{_spellings().get(c, '')}{re.escape(c)}]" for c in run)
            text += (
                spelt if is_han(run[0]) else rf"(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ]){spelt}(?![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])"
            )
            end = stop
        found.append(text)
    return re.compile("|".join(found))


@cache
def _spellings() -> dict[str, str]:
    """Map each character to the others that are taken for it: reading texts as they are is ten times as quick."""
    found: dict[str, str] = defaultdict(str)
    for first, last in ((0x41, 0x5A), (0xFF10, 0xFF5A), (0x3400, 0x9FFF), (0xF900, 0xFAFF)):
        for code in range(first, last + 1):
            if len(plain := normalise(chr(code))) == 1 and plain != chr(code):
                found[plain] += chr(code)
    return dict(found)


def _in_index(
    db: sqlite3.Connection, phrase: Phrase, selection: Selection, points: Sequence[Point], milliseconds: float
) -> _Found | None:
    """Return the occurrences of a phrase of one pair of characters, or None where the index cannot tell in time."""
    tokens = phrase_tokens(phrase.variants[0])[0]
    if len(phrase.variants) > 1 or len(tokens) > 1 or selection.displaced or not points:
        return None
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrences USING fts5vocab(main, articles_fts, instance)")
    starts = [day_number(point.period.first) for point in points]
    last = day_number(points[-1].period.last)
    found = [0] * len(points)
    try:
        with time_limit(db, milliseconds):
            rows = db.execute(
                "SELECT doc >> 24, count(*) FROM temp.occurrences WHERE term = ? AND col = 'body' GROUP BY 1", tokens
            ).fetchall()
    except TooSlow:
        return None
    for day, occurrences in rows:
        if starts[0] <= day <= last:
            found[bisect_right(starts, day) - 1] += occurrences
    return [(n, n * len(tokens[0]), False) for n in found]


def _in_texts(
    db: sqlite3.Connection, phrase: Phrase, selection: Selection, points: Sequence[Point], milliseconds: float
) -> _Found:
    """Return the occurrences from the texts of the articles of each period, of some of them where they are many."""
    quota = max(TEXTS // max(sum(1 for point in points if point.hits), 1), 6)
    looks_like = pattern(phrase)
    end = time.monotonic() + milliseconds / 1000
    chosen = _chosen(db, selection, points, quota, milliseconds * 0.6)
    # The first of each period, then the second of each, and the periods by chance: what there is no time for is missing
    # here and there, never at one end.
    order = list(range(len(points)))
    random.Random(SEED).shuffle(order)
    seen = [[0, 0, 0] for _ in points]
    for number, place in ((n, turn) for turn in range(max(map(len, chosen), default=0)) for n in order):
        if place >= len(chosen[number]):
            continue
        body = db.execute("SELECT body FROM texts WHERE article = ?", [chosen[number][place]]).fetchone()
        found = looks_like.findall(body[0]) if body else []
        seen[number][0] += 1
        seen[number][1] += len(found)
        seen[number][2] += sum(len(_NO_LETTERS.sub("", one)) for one in found)
        if time.monotonic() > end:
            break
    return [_scaled(point, *of_period) for point, of_period in zip(points, seen, strict=True)]


def _scaled(point: Point, articles: int, occurrences: int, characters: int) -> tuple[int, int, bool] | None:
    if point.hits is None:
        return None
    if point.hits == 0:
        return 0, 0, False
    if not articles:
        return None
    if articles >= point.hits and not point.estimated:
        return occurrences, characters, False
    times = point.hits / articles
    return round(occurrences * times), round(characters * times), True


def _chosen(
    db: sqlite3.Connection, selection: Selection, points: Sequence[Point], quota: int, milliseconds: float
) -> list[list[int]]:
    """Return the ids of each period's hits, all of them or a sample, in an order of chance."""
    chosen: list[list[int]] = [[] for _ in points]
    dice = random.Random(SEED)
    try:
        with time_limit(db, milliseconds):
            if sum(point.hits or 0 for point in points) <= SCANNED:
                chosen = _of_all(db, selection, points)
            else:
                order = [number for number, point in enumerate(points) if point.hits]
                dice.shuffle(order)
                for number in order:
                    chosen[number] = list(_at_moments(db, selection, points[number].period, quota))
    except TooSlow:
        pass
    return [dice.sample(ids, min(quota, len(ids))) for ids in chosen]


def _of_all(db: sqlite3.Connection, selection: Selection, points: Sequence[Point]) -> list[list[int]]:
    """Return all hits of each period: one pass costs no more than the counting did."""
    starts = [day_number(point.period.first) for point in points]
    high = (day_number(points[-1].period.last) + 1) * SLOTS_A_DAY - 1
    moved = dict(selection.displaced)
    found: list[list[int]] = [[] for _ in points]
    for article in replace(selection, low=starts[0] * SLOTS_A_DAY, high=high).ids(db, newest=False):
        found[bisect_right(starts, moved.get(article, article) >> 24) - 1].append(article)
    return found


def _at_moments(db: sqlite3.Connection, selection: Selection, period: Period, quota: int) -> set[int]:
    """Return a few hits at each of several moments evenly spread over a period."""
    low = day_number(period.first) * SLOTS_A_DAY
    high = (day_number(period.last) + 1) * SLOTS_A_DAY - 1
    moments = max(quota // _IN_A_ROW, 2)
    step = (high - low) // moments
    found: set[int] = set()
    for moment in range(moments):
        some = replace(selection, low=low + moment * step, high=high)
        found.update(some.ids(db, newest=False, limit=_IN_A_ROW))
    return found
