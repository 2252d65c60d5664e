"""Bars over time as SVG rectangles: one a month, or one a year where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.coverage import Covered

HEIGHT = 100  # of the highest bar, in units of the drawing
STEP = 4  # from bar to bar
MONTHS_AT_MOST = 240  # more are shown by year
YEARS_AT_MOST = 120  # further back lie dates that are none


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a bar: what it stands for, and where it is."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One period with its rectangles, from the ground up."""

    x: int
    period: Covered
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing: its bars, its width, the highest count, and the periods to write below it."""

    bars: tuple[Bar, ...]
    width: int
    peak: int
    labels: tuple[str, ...]
    height: int = HEIGHT
    thickness: int = STEP - 1


def bars_of(periods: Sequence[Covered]) -> Bars:
    """Return the drawing of a ledger by month; the undated are left out."""
    dated = [period for period in periods if period.period]
    if not dated:
        return Bars((), STEP, 0, ())
    known = {period.period: period for period in dated}
    wanted = months_of(min(known), max(known)) if _span(min(known), max(known)) <= MONTHS_AT_MOST else []
    if not wanted:
        known = _by_year(dated)
        last = int(max(known))
        wanted = [f"{year:04}" for year in range(max(int(min(known)), last - YEARS_AT_MOST + 1), last + 1)]
    shown = [known.get(name) or Covered(name, 0, 0, 0, 0) for name in wanted]
    peak = max(period.listed for period in shown)
    bars = tuple(Bar(place * STEP, period, _pieces(period, peak)) for place, period in enumerate(shown))
    labels = tuple(dict.fromkeys((wanted[0], wanted[len(wanted) // 2], wanted[-1])))
    return Bars(bars, len(bars) * STEP, peak, labels)


def _pieces(period: Covered, peak: int) -> tuple[Piece, ...]:
    ground, pieces = float(HEIGHT), []
    for kind in ("fetched", "failed", "blocked"):
        if count := getattr(period, kind):
            # What is lost must be seen, however little of a month it is.
            height = max(count / peak * HEIGHT, 2)
            ground -= height
            pieces.append(Piece(kind, round(max(ground, 0), 2), round(height, 2)))
    return tuple(pieces)


def months_of(first: str, last: str) -> list[str]:
    """Return the months from `first` to `last`, `YYYY-MM`, both inclusive."""
    return [month_after(first, number) for number in range(_span(first, last))]


def month_after(month: str, number: int) -> str:
    """Return the month that comes so many after another, or before it."""
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + number
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _span(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def _by_year(months: Sequence[Covered]) -> dict[str, Covered]:
    years: dict[str, Covered] = {}
    for month in months:
        known = years.get(month.period[:4]) or Covered(month.period[:4], 0, 0, 0, 0)
        sums = (getattr(known, name) + getattr(month, name) for name in ("listed", "fetched", "failed", "blocked"))
        years[known.period] = Covered(known.period, *sums)
    return years
