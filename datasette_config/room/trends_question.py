"""What is asked for on the page of phrases over time, and the answer, for the page and for every file of it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from datasette.utils.asgi import Request

from archive.first_uses import FirstUses, first_uses
from archive.ledger import Ledger, ledger
from archive.occurrences import with_occurrences
from archive.periods import MOST, UNITS, Period, Unit, periods
from archive.phrases import Phrase, in_names, phrases_of
from archive.trends import EXACT_MS, Measure, Point, counted, points, span
from datasette_config.room.web import address_of, day_argument

MEASURES: tuple[Measure, ...] = ("share", "characters", "count")
SIDE_BY_SIDE = 6  # portals
LINES = 18
# What a page may take for counting all lines, for reading in texts, and for all first uses.
_COUNT_MS, _READ_MS, _FIRST_MS = 2_000.0, 1_500.0, 1_000.0
_LEAST_MS = 40.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, whatever in it made sense."""

    typed: tuple[str, ...]
    together: bool
    by: Unit
    measure: Measure
    portals: tuple[str, ...]
    date_from: str | None
    date_to: str | None

    @classmethod
    def of(cls, request: Request) -> Asked:
        """Read a request; what is none of the choices is the first of them."""
        get, every = request.args.get, request.args.getlist
        return cls(
            typed=tuple(field.strip() for field in every("phrase")[:12] if field.strip()),
            together=get("variants") != "apart",
            by=next((unit for unit in UNITS if unit == get("by")), "month"),
            measure=next((measure for measure in MEASURES if measure == get("as")), MEASURES[0]),
            portals=tuple(dict.fromkeys(name for name in every("portal") if name))[:SIDE_BY_SIDE],
            date_from=day_argument(get("from")),
            date_to=day_argument(get("to")),
        )

    def address(self, ending: str = "") -> str:
        """Return the address of the page, or of its numbers in another form: `.svg`, `.csv`, `.json`."""
        pairs = [("phrase", field) for field in self.typed] + [("portal", name) for name in self.portals]
        pairs += [("variants", "" if self.together else "apart"), ("by", self.by), ("as", self.measure)]
        pairs += [("from", self.date_from or ""), ("to", self.date_to or "")]
        return address_of(f"/trends{ending}", pairs)


@dataclass(frozen=True, slots=True)
class Series:
    """A phrase on a portal, or on all together: its points, and its years for the heat."""

    phrase: Phrase
    portal: str | None
    points: Sequence[Point]
    years: Sequence[Point]
    searched: str  # what finds the same articles

    def search(self, period: Period) -> str:
        """Return the address of the articles of a point."""
        pairs = [("q", self.searched), ("portal", self.portal or "")]
        pairs += [("from", period.first.isoformat()), ("to", period.last.isoformat())]
        return address_of("/search", pairs)


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines, phrase by phrase and portal by portal, over the same periods."""

    phrases: Sequence[Phrase]
    refused: Sequence[str]
    portals: Sequence[str | None]  # (None,): all together
    titles: Mapping[str, str]  # of every portal, by name
    range: tuple[date, date] | None
    cut: bool  # the range has more periods than are shown
    periods: Sequence[Period]
    series: Sequence[Series]
    ledgers: Mapping[str | None, Ledger]
    first_uses: Sequence[tuple[Phrase, FirstUses]]


def answer(db: sqlite3.Connection, asked: Asked) -> Answer:
    """Return the answer, in bounded time: what is too slow is an estimate and says so."""
    titles = dict(db.execute("SELECT name, coalesce(title, name) FROM portals ORDER BY 2").fetchall())
    chosen: tuple[str | None, ...] = tuple(name for name in asked.portals if name in titles) or (None,)
    phrases, refused = phrases_of(asked.typed, together=asked.together)
    chosen = chosen[: max(LINES // max(len(phrases), 1), 1)]
    ledgers = {portal: ledger(db, portal) for portal in chosen}
    whole = span(ledgers.values(), asked.date_from, asked.date_to)
    shown = periods(asked.by, *whole) if whole else []
    years = periods("year", *whole) if whole else []
    lines = [(phrase, portal) for portal in chosen for phrase in phrases] if shown else []
    # All are counted before anything is read in texts: counts are what everything else rests on.
    found = []
    for (phrase, portal), left in zip(lines, _shares(len(lines), _COUNT_MS), strict=True):
        exact = max(min(EXACT_MS, left.all / 2), _LEAST_MS)
        found.append(counted(db, phrase, portal, asked.date_from, asked.date_to, exact_ms=exact, sample_ms=left.fair))
    series = []
    for (phrase, portal), of_days, left in zip(lines, found, _shares(len(lines), _READ_MS), strict=True):
        line = points(of_days, ledgers[portal], shown)
        if asked.measure == "characters":
            line = with_occurrences(db, phrase, portal, line, left.fair)
        searched = phrase.query(in_names(db, phrase))
        series.append(Series(phrase, portal, line, points(of_days, ledgers[portal], years), searched))
    uses = [
        (phrase, first_uses(db, phrase, left.fair))
        for phrase, left in zip(phrases, _shares(len(phrases), _FIRST_MS), strict=True)
    ]
    return Answer(
        phrases=phrases,
        refused=refused,
        portals=chosen,
        titles=titles,
        range=(shown[0].first, shown[-1].last) if shown else None,
        cut=bool(whole and shown and shown[0].first > whole[0] and len(shown) == MOST[asked.by]),
        periods=shown,
        series=series,
        ledgers=ledgers,
        first_uses=uses,
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """Milliseconds that are left of a time: all of it, and one's share of that."""

    all: float
    fair: float


def _shares(many: int, milliseconds: float) -> Iterator[_Left]:
    """Yield to each of many in turn what is left of a time; what one leaves of its share the others have."""
    end = time.monotonic() + milliseconds / 1000
    for number in range(many):
        left = max((end - time.monotonic()) * 1000, 0)
        yield _Left(left, max(left / (many - number), _LEAST_MS))
