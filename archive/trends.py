"""How often a phrase is used over time, in articles, and how well each period is covered.

Hits are counted by day by the full-text index alone (`Selection.days`), once for all units and ranges, and kept for as
long as the database stays as it is. What would take too long is counted on some of the days only, evenly spread.
"""

from __future__ import annotations

import random
import sqlite3
import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from archive.days import SLOTS_A_DAY, day_number, day_of
from archive.ledger import Day, Ledger, ledger
from archive.limits import TooSlow, time_limit
from archive.periods import Period
from archive.phrases import Phrase, in_names
from archive.remembered import Remembered
from archive.selection import Selection

Measure = Literal["share", "characters", "count"]
State = Literal["covered", "lost", "silent", "unknown", "uncounted"]
EXACT_MS = 900.0  # for a line
SAMPLE_MS = 250.0
SEED = 20_200_313
AGAIN = 600  # seconds


@dataclass(frozen=True, slots=True)
class Counted:
    """Articles with a phrase by day (`id >> 24`); `sampled`: the only days that were counted, None for all."""

    hits: Mapping[int, int]
    sampled: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A period of a line.

    `state`: covered: there are articles of it; lost: articles were listed, none could be had; silent: the crawls know
    of it, and nothing was listed; unknown: not crawled; uncounted: too slow to count. `hits` is None but where covered
    or silent. `estimated`: from some days of the period.
    """

    period: Period
    state: State
    hits: int | None
    articles: int
    characters: int
    failed: int
    blocked: int
    portals: int  # the most that any day of it has articles from
    estimated: bool = False
    # Of the phrase in the texts, and the characters of these, punctuation aside; None where not asked for.
    occurrences: int | None = None
    occurring: int | None = None
    occurrences_estimated: bool = False

    @property
    def coverage(self) -> float | None:
        """Articles that are there, to those and what was listed and could not be had."""
        listed = self.articles + self.failed + self.blocked
        return self.articles / listed if listed else None

    def value(self, measure: Measure) -> float | None:
        """Return the point as a share of articles (0 to 1), characters per million characters, or a count."""
        if self.hits is None:
            return None
        if measure == "count":
            return self.hits
        if measure == "share":
            return self.hits / self.articles if self.articles else None
        if self.occurring is None or not self.characters:
            return None
        return self.occurring / self.characters * 1e6


_kept: Remembered[Counted] = Remembered(256)


def counted(
    db: sqlite3.Connection,
    phrase: Phrase,
    portal: str | None = None,
    date_from: str | None = None,
    date_to: str | None = None,
    *,
    exact_ms: float = EXACT_MS,
    sample_ms: float = SAMPLE_MS,
) -> Counted:
    """Return by day how many articles of a portal, or of all, have a phrase, of any day or at least those of a range.

    Exact for all days where that takes no longer than `exact_ms`; else exact for the range; else a sample of its days.
    """
    names = in_names(db, phrase)

    def exact(first: str | None, last: str | None) -> Counted:
        with time_limit(db, exact_ms):
            return Counted(dict(phrase.selection(db, portal, first, last, in_names=names).days(db)))

    def answer() -> Counted:
        for first, last in dict.fromkeys([(None, None), (date_from, date_to)]):
            try:
                # Kept without the range, for every other range and unit.
                return _kept.of(db, (phrase, portal, first, last), partial(exact, first, last))
            except TooSlow:
                continue
        selection = phrase.selection(db, portal, date_from, date_to, in_names=names)
        low, high = (selection.low or 0) >> 24, (selection.high or 1 << 62) >> 24
        days = [day for day in ledger(db, portal).days if low <= day <= high]
        return sampled(db, selection, days, sample_ms)

    # What was too slow once, with a cold disk perhaps, is tried again later.
    return _kept.of(db, (phrase, portal, date_from, date_to, int(time.time() // AGAIN)), answer)


def sampled(
    db: sqlite3.Connection, selection: Selection, days: Iterable[int], milliseconds: float = SAMPLE_MS
) -> Counted:
    """Return the hits of as many of the days as can be counted in time: one of each month, a second of each, and on."""
    by_month: dict[str, list[int]] = {}
    for day in sorted(days):
        by_month.setdefault(day_of(day)[:7], []).append(day)
    dice = random.Random(SEED)
    turns = []
    for month in by_month.values():
        dice.shuffle(month)
        turns += [(turn, dice.random(), day) for turn, day in enumerate(month)]
    hits: dict[int, int] = {}
    done: set[int] = set()
    end = time.monotonic() + milliseconds / 1000
    for _, _, day in sorted(turns):
        left = end - time.monotonic()
        if left <= 0:
            break
        low = day * SLOTS_A_DAY
        try:
            with time_limit(db, left * 1000):
                found = replace(selection, low=low, high=low + SLOTS_A_DAY - 1).count(db)
        except TooSlow:
            break
        done.add(day)
        if found:
            hits[day] = found
    return Counted(hits, frozenset(done))


def points(found: Counted, held: Ledger, periods: Sequence[Period]) -> list[Point]:
    """Return the points of a line; `periods` in order and without gaps between them."""
    if not periods:
        return []
    starts = [day_number(period.first) for period in periods]
    last = day_number(periods[-1].last)
    days: list[list[tuple[int, Day]]] = [[] for _ in periods]
    hits = [0] * len(periods)
    for number, day in held.days.items():
        if starts[0] <= number <= last:
            days[bisect_right(starts, number) - 1].append((number, day))
    for number, articles in found.hits.items():
        if starts[0] <= number <= last:
            hits[bisect_right(starts, number) - 1] += articles
    return [
        _point(period, of_period, number, found.sampled, held)
        for period, of_period, number in zip(periods, days, hits, strict=True)
    ]


def _point(
    period: Period, days: Sequence[tuple[int, Day]], hits: int, sampled: frozenset[int] | None, held: Ledger
) -> Point:
    articles = sum(day.articles for _, day in days)
    found: int | None = hits
    state: State = "covered"
    estimated = False
    if not articles:
        listed = any(day.failed + day.blocked for _, day in days)
        known = held.knows(day_number(period.first), day_number(period.last))
        state = "lost" if listed else "silent" if known else "unknown"
        found = 0 if state == "silent" else None
    elif sampled is not None:
        seen = sum(day.articles for number, day in days if number in sampled)
        estimated = 0 < seen < articles
        if not seen:
            state, found = "uncounted", None
        elif estimated:
            found = round(hits * articles / seen)
    return Point(
        period=period,
        state=state,
        hits=found,
        articles=articles,
        characters=sum(day.characters for _, day in days),
        failed=sum(day.failed for _, day in days),
        blocked=sum(day.blocked for _, day in days),
        portals=max((day.portals for _, day in days), default=0),
        estimated=estimated,
    )


def span(ledgers: Iterable[Ledger], date_from: str | None, date_to: str | None) -> tuple[date, date] | None:
    """Return the range to show: as asked for, its open ends where the ledgers' knowledge begins and ends, or None."""
    known = [one for one in ledgers if one.first is not None]
    first = date_from or (day_of(min(one.first for one in known if one.first is not None)) if known else None)
    last = date_to or (day_of(max(one.last for one in known if one.last is not None)) if known else None)
    if first is None or last is None or first > last:
        return None
    return date.fromisoformat(first), date.fromisoformat(last)
