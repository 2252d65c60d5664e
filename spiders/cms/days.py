"""Issues of a paper by their days, where a script asks for both: `$.getJSON('/api/layout', {date: today})` brings one,
`$.getJSON('/api/dates', {month: '2026-11'})` names the days of a month that have one.

1. Recognise: of the lists that a page's scripts ask for, one has a day in its address, another has none.
2. Paging: each day that the other's answer names takes the place of that day; where the other asks for a month, and
   its answer names days of it, if by their numbers alone, the month before is asked for as well. Where a page of an
   issue, 2026/20261124_m.html, asks for the month that its own address has, the days take the place of its own.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.extraction.tree import Parsed
from crawler.items import Form
from spiders.cms.family import Lead

DAYS_AT_MOST = 400  # of one answer
_DAY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-/]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<mark>[-/]?)(?P<month>0[1-9]|1[0-2])(?![\d])(?!(?P=mark)\d)")
_TOLD = re.compile(rf"\s*{_DAY.pattern}(?:[T\s][\d:.]*)?\s*")
_BARE = re.compile(r"0[1-9]|[12]\d|3[01]")
_PLACE = "{{day{mark}}}"
_PLACES = re.compile(r"\{day(?P<mark>[-/]?)\}")
# The day of an issue in the address of its page, with a folder for the month or without: /202611/24/node_1.html.
_OWN = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<one>[-/_]?)(?P<month>0[1-9]|1[0-2])(?P<two>[-/_]?)(?P<date>0[1-9]|[12]\d|3[01])(?!\d)"
)
_OF_DAY = re.compile(r"\{(?P<part>year|month|date)\}")


def forms_of_days(lists: Sequence[Lead]) -> tuple[Form, ...]:
    """Return the addresses of issues, with a place for their day, that a page's lists show; nothing without others."""
    dated = [lead for lead in lists if has_day(lead)]
    if len(dated) == len(lists):
        return ()
    return tuple(
        Form(_DAY.sub(lambda match: _PLACE.format(mark=match["mark"]), lead.url), is_list=True, is_day=True)
        for lead in dated
    )


def day_in(url: str) -> tuple[str, str, str] | None:
    """Return year, month and day that the address of a page has in it, where it has one day."""
    days = {(match["year"], match["month"], match["date"]) for match in _OWN.finditer(urlsplit(url).path)}
    return days.pop() if len(days) == 1 else None


def form_of_issue(url: str, lists: Sequence[Lead]) -> tuple[Form, ...]:
    """Return the address of an issue's page with places for its day, where a list is asked for its month."""
    day = day_in(url)
    if day is None or not any(is_of_month(lead, url) for lead in lists):
        return ()
    host = url[: url.index("/", url.index("://") + 3)]
    path = _OWN.sub(r"{year}\g<one>{month}\g<two>{date}", url[len(host) :])
    path = re.sub(rf"(?<!\d){day[0]}([-/_]?){day[1]}(?!\d)", r"{year}\g<1>{month}", path)
    path = re.sub(rf"(?<=/){day[0]}(?=/)", "{year}", path)
    return (Form(f"{host}{path}", is_list=True, is_day=True),)


def is_of_month(lead: Lead, url: str) -> bool:
    """Whether a list is asked for by the month that the address of its page has in it."""
    day, asked = day_in(url), _MONTH.search(lead.url)
    return day is not None and asked is not None and asked.group("year", "month") == day[:2]


def names_time(address: str) -> bool:
    """Whether an address has a day or a month in it."""
    return _DAY.search(address) is not None or _MONTH.search(address) is not None


def has_day(lead: Lead) -> bool:
    """Whether the address of a list has one day in it."""
    return lead.form is None and len(_DAY.findall(lead.url)) == 1


def issues_in(parsed: Parsed, forms: Sequence[Form]) -> Iterator[Lead]:
    """Yield the issues of the days that an answer names, and the month before the one that it was asked for."""
    forms = [form for form in forms if form.is_day]
    asked = _MONTH.search(parsed.base_url)
    told = set(_days_in(parsed.data)) if forms else set()
    if forms and not told and asked is not None:
        told = {(asked["year"], asked["month"], day) for day in _bare_days_in(parsed.data)}
    days = sorted(told, reverse=True)[:DAYS_AT_MOST]
    for year, month, day in days:
        parts = {"year": year, "month": month, "date": day}
        for form in forms:
            url = _PLACES.sub(lambda match: match["mark"].join((year, month, day)), form.url)  # noqa: B023
            yield Lead(_OF_DAY.sub(lambda match: parts[match["part"]], url))  # noqa: B023
    if asked is not None and any((year, month) == (asked["year"], asked["month"]) for year, month, _ in days):
        before = int(asked["year"]) * 12 + int(asked["month"]) - 2
        said = f"{before // 12}{asked['mark']}{before % 12 + 1:02}"
        url = f"{parsed.base_url[: asked.start()]}{said}{parsed.base_url[asked.end() :]}"
        yield replace(Lead(url), rows=tuple(forms))


def _days_in(data: object) -> Iterator[tuple[str, str, str]]:
    """Yield the days that stand alone among data, as values or as names."""
    todo = [data]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo.extend([*value, *value.values()])
        elif isinstance(value, list):
            todo.extend(value)
        elif isinstance(value, str | int) and (told := _TOLD.fullmatch(str(value))):
            yield told["year"], told["month"], told["day"]


def _bare_days_in(data: object) -> Iterator[str]:
    """Yield the days of a month that stand in a list of nothing else: `{"days": ["03", "06"]}`."""
    todo = [data]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo.extend(value.values())
        elif isinstance(value, list) and value and all(isinstance(one, str | int) for one in value):
            days = [str(one).strip().rjust(2, "0") for one in value]
            if all(map(_BARE.fullmatch, days)) and len(set(days)) == len(days):
                yield from days
