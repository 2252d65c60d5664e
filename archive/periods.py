"""Days, weeks, months and years of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Unit = Literal["day", "week", "month", "year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
# More points than these nobody can read; a longer range is shown from its end back.
MOST = {"day": 400, "week": 540, "month": 600, "year": 200}


@dataclass(frozen=True, slots=True)
class Period:
    """A period as far as it lies in the range asked for; `label` is `2020-03-13`, `2020-W11`, `2020-03` or `2020`."""

    label: str
    first: date
    last: date
    whole: bool  # the range has all of its days


def periods(unit: Unit, first: date, last: date) -> list[Period]:
    """Return the periods of a range of days, both inclusive, the oldest first, no more than MOST of the newest."""
    found: list[Period] = []
    end = last
    while end >= first and len(found) < MOST[unit]:
        start = _start(unit, end)
        beginning = max(start, first)
        whole = beginning == start and (end == date.max or _start(unit, after := end + timedelta(days=1)) == after)
        found.append(Period(_label(unit, end), beginning, end, whole))
        if start == date.min:
            break
        end = start - timedelta(days=1)
    return found[::-1]


def _start(unit: Unit, day: date) -> date:
    """Return the first day of the period that a day is in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _label(unit: Unit, day: date) -> str:
    if unit == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]
