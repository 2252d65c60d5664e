"""A chart of articles over time: bars of days, months or years, each with the address of its period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from archive.days import FIRST_DATED, day_of
from datasette_config.room.asked import Asked

Unit = Literal["day", "month", "year"]
WIDTH, HEIGHT = 960, 120  # of the picture, in its own units
_GAP = 0.12  # of a bar's place
_TICKS = 12  # labels below it, at most
_FIRST_DAY = FIRST_DATED >> 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its label, its articles, its first and last day, its address, and where it stands in the picture."""

    label: str
    articles: int
    first: str
    last: str
    address: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars, the labels below them (in equal parts of the width), the highest bar, and the articles of no date."""

    unit: Unit
    bars: list[Bar]
    ticks: list[str]
    highest: Bar
    undated: int


def chart(asked: Asked, days: Sequence[tuple[int, int]], language: str, *, exact: bool = True) -> Chart | None:
    """Return the chart of articles a day (`id >> 24`), or None where there is nothing to see in one.

    Estimates are shown by year only: a month has too little of a sample.
    """
    dated = {day_of(day): articles for day, articles in days if day >= _FIRST_DAY}
    if not dated:
        return None
    first = date.fromisoformat(asked.narrowing.date_from or min(dated))
    last = date.fromisoformat(asked.narrowing.date_to or max(dated))
    first, last = min(first, date.fromisoformat(min(dated))), max(last, date.fromisoformat(max(dated)))
    unit: Unit = "day" if (last - first).days < 62 else "month" if exact and last.year - first.year < 25 else "year"
    starts = _starts(unit, first, last)
    if len(starts) < 2:
        return None
    counted: Counter[str] = Counter()
    for day, articles in dated.items():
        counted[_period(unit, day)] += articles
    most = max(counted.values())
    place = WIDTH / len(starts)
    bars = []
    for number, start in enumerate(starts):
        articles = counted[_period(unit, start.isoformat())]
        height = max(articles / most * HEIGHT, 1.5) if articles else 0.0
        # A bar leads to what it counts: never beyond the days asked for.
        begin = max(start.isoformat(), asked.narrowing.date_from or "")
        end = min(_end(unit, start).isoformat(), asked.narrowing.date_to or "9999")
        bars.append(
            Bar(
                label(unit, start, language),
                articles,
                begin,
                end,
                asked.address(narrowed={"date_from": begin, "date_to": end}),
                round((number + _GAP / 2) * place, 2),
                round((1 - _GAP) * place, 2),
                round(HEIGHT - height, 2),
                round(height, 2),
            )
        )
    highest = max(bars, key=lambda bar: bar.articles)
    undated = sum(articles for day, articles in days if day < _FIRST_DAY)
    return Chart(unit, bars, _ticks(unit, starts, language), highest, undated)


def label(unit: Unit, start: date, language: str) -> str:
    """Return the name of a period as its language writes it."""
    if unit == "year":
        return f"{start.year}年" if language == "zh" else str(start.year)
    if unit == "month":
        return f"{start.year}年{start.month}月" if language == "zh" else f"{start:%B} {start.year}"
    if language == "zh":
        return f"{start.year}年{start.month}月{start.day}日"
    return f"{start.day} {start:%B} {start.year}"


def _period(unit: Unit, day: str) -> str:
    return day[: {"day": 10, "month": 7, "year": 4}[unit]]


def _starts(unit: Unit, first: date, last: date) -> list[date]:
    """Return the first days of all periods; months fill whole years, so that years can be labelled below them."""
    years = range(first.year, last.year + 1)
    if unit == "year":
        return [date(year, 1, 1) for year in years]
    if unit == "month":
        return [date(year, month, 1) for year in years for month in range(1, 13)]
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _end(unit: Unit, start: date) -> date:
    if unit == "year":
        return date(start.year, 12, 31)
    if unit == "month":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1) - timedelta(days=1)
    return start


def _ticks(unit: Unit, starts: list[date], language: str) -> list[str]:
    """Return labels for equal parts of the width, empty ones where there are too many."""
    if unit == "day":
        return [label("day", day, language) for day in (starts[0], starts[-1])]
    years = sorted({start.year for start in starts})
    step = -(-len(years) // _TICKS)
    return [str(year) if number % step == 0 else "" for number, year in enumerate(years)]
