"""Phrases over time as they are shown: what each point says, the panels of the picture, the rows of the table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive import heat
from archive.days import day_number
from archive.periods import Period
from archive.trends import Measure, Point
from datasette_config.messages import MESSAGES
from datasette_config.room.line_marks import sample
from datasette_config.room.lines import Dot, Line, Panel, picture, scale
from datasette_config.room.trends_question import Answer, Asked, Series

POORLY = 0.9  # a lower coverage shows in the picture
_LINKS = 1_500  # dots of a page that are links; the table has them all


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language, and numbers and periods as it writes them."""

    language: str

    def __call__(self, message: str, /, **values: Any) -> str:
        return MESSAGES[self.language][message].format(**values)

    def period(self, period: Period) -> str:
        """Return a period as its language writes it."""
        label = period.label
        if self.language != "zh":
            return label
        if "W" in label:
            return f"{label[:4]}年第{int(label[6:])}周"
        return "".join(f"{int(part)}{unit}" for part, unit in zip(label.split("-"), "年月日", strict=False))

    def coverage(self, point: Point) -> str:
        """Return how well a period is covered, or why nothing is known of it."""
        if point.state in ("unknown", "silent", "lost"):
            return self(f"trends_{point.state}")
        return percent(point.coverage or 0, exact_ends=True)

    def value(self, point: Point, measure: Measure) -> str:
        """Return a point's value, marked where it is an estimate; a dash where there is none."""
        found = point.value(measure)
        if found is None:
            late = measure == "characters" and point.hits is not None and point.characters > 0
            return self("trends_uncounted") if late or point.state == "uncounted" else "–"
        text = percent(found) if measure == "share" else f"{found:,.0f}" if measure == "count" else few(found)
        return self("trends_about", n=text) if about(point, measure) else text

    def hits(self, point: Point) -> str:
        """Return a point's number of articles with the phrase."""
        if point.hits is None:
            return "–"
        return self("trends_about", n=f"{point.hits:,}") if point.estimated else f"{point.hits:,}"

    def says(self, series: Series, point: Point, measure: Measure) -> str:
        """Return what a point says when it is asked."""
        values = {
            "period": self.period(point.period),
            "phrase": series.phrase.label,
            "n": self.hits(point),
            "all": f"{point.articles:,}",
            "coverage": self.coverage(point),
            "share": self.value(point, "share"),
            "value": self.value(point, measure),
        }
        return self("trends_says_characters" if measure == "characters" else "trends_says", **values)


def about(point: Point, measure: Measure) -> bool:
    """Whether a point's value is an estimate."""
    return point.estimated or (measure == "characters" and point.occurrences_estimated)


def percent(share: float, *, exact_ends: bool = False) -> str:
    """Return a share in per cent; `exact_ends`: 100% only where nothing is missing."""
    if exact_ends and 0.99 < share < 1:
        return f"{math.floor(share * 1000) / 10:.1f}%"
    return f"{few(share * 100)}%"


def few(value: float) -> str:
    """Return a number with two or three digits that count."""
    if value == 0 or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 1 - math.floor(math.log10(value)))}f}" if value < 10 else f"{value:.1f}".removesuffix(".0")


def tick(measure: Measure) -> Callable[[float], str]:
    """Return how the values beside the horizontal lines are written."""
    return lambda value: f"{value * 100:g}%" if measure == "share" else f"{value:,g}"


def portal_title(answer: Answer, portal: str | None, say: Words) -> str:
    """Return what a portal is called, or all of them."""
    return answer.titles.get(portal, portal) if portal else say("trends_portals_all")


def panels(answer: Answer, asked: Asked, say: Words) -> list[Panel]:
    """Return the picture: a panel for each portal, the same phrase everywhere with the same dashes."""
    found = []
    for portal in answer.portals:
        of_portal = [series for series in answer.series if series.portal == portal]
        lines = [
            Line(series.phrase.label, number, [_dot(series, point, asked.measure, say) for point in series.points])
            for number, series in enumerate(of_portal)
        ]
        unknown = [point.state == "unknown" for point in of_portal[0].points] if of_portal else []
        labels = [period.label for period in answer.periods]
        found.append(Panel(portal_title(answer, portal, say), lines, labels, unknown, say("trends_unknown")))
    return found


def _dot(series: Series, point: Point, measure: Measure, say: Words) -> Dot | None:
    value = point.value(measure)
    if value is None:
        return None
    poor = point.coverage is not None and point.coverage < POORLY
    says = say.says(series, point, measure)
    return Dot(value, says, series.search(point.period), poor or about(point, measure))


def pictures(answer: Answer, asked: Asked, say: Words) -> dict[str, Any]:
    """Return the picture for a page: one panel wide and narrow, several small ones, all on the same scale."""
    drawn = panels(answer, asked, say)
    ticks, written = scale(drawn, asked.measure == "count"), tick(asked.measure)
    several = len(drawn) > 1
    linked = len(answer.series) * len(answer.periods) <= _LINKS
    describe = say(
        "trends_describe",
        n=len(answer.phrases),
        first=answer.range[0].isoformat() if answer.range else "",
        last=answer.range[1].isoformat() if answer.range else "",
        periods=len(answer.periods),
        axis=say(f"trends_axis_{asked.measure}"),
    )

    def draw(panel: Panel, width: int, height: int, kind: str, number: int) -> str:
        return picture(
            *(panel, ticks, written),
            width=width,
            height=height,
            named=kind == "wide",
            linked=linked and kind != "narrow",
            identity=f"{kind}{number}",
            describe=describe,
        )

    return {
        "small": [(panel.title, draw(panel, 470, 250, "small", n)) for n, panel in enumerate(drawn)] if several else [],
        "wide": "" if several else draw(drawn[0], 980, 420, "wide", 0),
        "narrow": "" if several else draw(drawn[0], 370, 300, "narrow", 0),
        "axis": say(f"trends_axis_{asked.measure}"),
        "names": [
            (sample(number), phrase.label, total(answer, number, say)) for number, phrase in enumerate(answer.phrases)
        ],
    }


def total(answer: Answer, number: int, say: Words) -> str:
    """Return what a phrase comes to over the whole range, on all portals shown."""
    lines = [series for series in answer.series if series.phrase == answer.phrases[number]]
    all_points = [point for series in lines for point in series.points]
    hits = sum(point.hits or 0 for point in all_points)
    articles = sum(point.articles for point in all_points if point.hits is not None)
    text = say("trends_total", n=f"{hits:,}", share=percent(hits / articles) if articles else "–")
    return say("trends_about", n=text) if any(point.estimated for point in all_points) else text


def table(answer: Answer, asked: Asked, say: Words, portal: str | None) -> list[dict[str, Any]]:
    """Return the rows of a portal's table, the newest period first."""
    of_portal = [series for series in answer.series if series.portal == portal]
    rows = []
    for place in reversed(range(len(answer.periods))):
        points = [series.points[place] for series in of_portal]
        one = points[0]
        missing = one.failed + one.blocked
        coverage = say.coverage(one)
        rows.append(
            {
                "period": say.period(one.period),
                "articles": f"{one.articles:,}",
                "coverage": say("trends_coverage_of", coverage=coverage, missing=missing) if missing else coverage,
                "poor": one.state != "covered" or (one.coverage or 0) < POORLY,
                "cells": [
                    {
                        "value": say.value(point, asked.measure),
                        "hits": "" if asked.measure == "count" else say.hits(point),
                        "link": series.search(point.period) if point.hits else None,
                        "says": say.says(series, point, asked.measure),
                    }
                    for series, point in zip(of_portal, points, strict=True)
                ],
            }
        )
    return rows


def heat_rows(answer: Answer, scale_of_heat: Mapping[str, float], say: Words) -> list[dict[str, Any]]:
    """Return a row of years for each line."""
    rows = []
    for series in answer.series:
        cells = []
        for point in series.years:
            share = point.value("share")
            cells.append(
                {
                    "tier": heat.tier(share, scale_of_heat),
                    "share": say.value(point, "share") if share is not None else say.coverage(point),
                    "whole": whole_year(answer, series, point),
                    "known": share is not None,
                    "link": series.search(point.period) if point.hits else None,
                }
            )
        name = series.phrase.label
        if len(answer.portals) > 1:
            name += f" · {portal_title(answer, series.portal, say)}"
        rows.append({"name": name, "cells": cells})
    return rows


def whole_year(answer: Answer, series: Series, point: Point) -> bool:
    """Whether the archive knows the whole of a year, and well."""
    first, last = day_number(point.period.first), day_number(point.period.last)
    known = answer.ledgers[series.portal].knows_all(first, last)
    return point.period.whole and known and (point.coverage or 0) >= POORLY


def years(answer: Answer) -> Sequence[str]:
    """Return the years of the heat."""
    return [point.period.label for point in answer.series[0].years] if answer.series else []
