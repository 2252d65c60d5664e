"""Phrases over time as files: CSV, JSON, SVG."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from archive import heat
from archive.trends import Point
from datasette_config.room.lines import document, scale
from datasette_config.room.trends_question import Answer, Asked, Series
from datasette_config.room.trends_view import Words, panels, tick, whole_year

# As Excel asks for it: without, it takes Chinese for something else.
_BOM = "\ufeff"


def as_csv(answer: Answer) -> str:
    """Return a row for each point; shares from 0 to 1, empty where not known."""
    out = io.StringIO()
    writer = csv.writer(out)
    rows = [_row(series, point) for series in answer.series for point in series.points]
    writer.writerow(rows[0].keys() if rows else _COLUMNS)
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return _BOM + out.getvalue()


def as_json(answer: Answer, asked: Asked, scale_of_heat: Mapping[str, float]) -> dict[str, Any]:
    """Return everything that the page shows."""
    return {
        "by": asked.by,
        "as": asked.measure,
        "from": answer.range[0].isoformat() if answer.range else None,
        "to": answer.range[1].isoformat() if answer.range else None,
        "phrases": [list(phrase.variants) for phrase in answer.phrases],
        "not_counted": list(answer.refused),
        "points": [
            {**_row(series, point), "articles_at": series.search(point.period)}
            for series in answer.series
            for point in series.points
        ],
        "heat": {"bounds": dict(scale_of_heat), "years": list(_years(answer, scale_of_heat))},
        "first_uses": [
            {
                "phrase": phrase.label,
                "portal": use.portal,
                "day": use.day,
                "days_after": use.after,
                "key": use.key,
                "headline": use.headline,
                "portal_archived_since": use.since,
            }
            for phrase, found in answer.first_uses
            for use in found.uses
        ],
    }


def as_svg(answer: Answer, asked: Asked, say: Words) -> str:
    """Return the picture as a file that stands alone."""
    drawn = panels(answer, asked, say)
    where = "、" if say.language == "zh" else ", "
    title = where.join(phrase.label for phrase in answer.phrases)
    axis = say(f"trends_axis_{asked.measure}")
    if len(drawn) == 1:
        axis = f"{drawn[0].title}{say('trends_colon')}{axis}"
    notes = [
        say("trends_file_source", name=say("name"), date=date.today().isoformat(), axis=axis),
        say("trends_legend_file"),
    ]
    return document(drawn, scale(drawn, asked.measure == "count"), tick(asked.measure), title=title, notes=notes)


_COLUMNS = (
    *("phrase", "portal", "period", "from", "to", "state", "articles_with_phrase", "articles", "share"),
    *("occurrences", "characters", "characters_per_million", "failed", "blocked", "coverage", "estimated"),
)


def _row(series: Series, point: Point) -> dict[str, Any]:
    values = (
        series.phrase.label,
        series.portal or "",
        point.period.label,
        point.period.first.isoformat(),
        point.period.last.isoformat(),
        point.state,
        point.hits,
        point.articles,
        _rounded(point.value("share")),
        point.occurrences,
        point.characters,
        _rounded(point.value("characters")),
        point.failed,
        point.blocked,
        _rounded(point.coverage),
        point.estimated or point.occurrences_estimated,
    )
    return dict(zip(_COLUMNS, values, strict=True))


def _years(answer: Answer, scale_of_heat: Mapping[str, float]) -> Iterator[dict[str, Any]]:
    for series in answer.series:
        for point in series.years:
            share = point.value("share")
            yield {
                "phrase": series.phrase.label,
                "portal": series.portal or "",
                "year": point.period.label,
                "whole_year": whole_year(answer, series, point),
                "share": _rounded(share),
                "tier": heat.tier(share, scale_of_heat),
            }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _cell(value: Any) -> Any:
    # A table reckons what begins like a formula, and phrases are whatever somebody typed into an address.
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "'")):
        return f"'{value}"
    return str(value).lower() if isinstance(value, bool) else value
