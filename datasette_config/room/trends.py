"""Phrases over time: the page, its numbers as files, and what rises."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from dataclasses import asdict
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from archive import heat
from archive.ledger import ledger
from archive.phrases import MOST
from archive.remembered import State, state_of
from archive.rising import SAMPLE, Rises, newest_month, rising
from datasette_config.room.trends_files import as_csv, as_json, as_svg
from datasette_config.room.trends_question import Answer, Asked, answer
from datasette_config.room.trends_view import Words, heat_rows, percent, pictures, portal_title, table, years
from datasette_config.room.web import SAFE, Route, ask, language, page

CONFIGURATION = "dangjian-trends"
_FIELDS = 3  # of the form, at least
_AGAIN = 600.0  # seconds after which what rises is computed anew for a changed archive
_DRAWING = {**SAFE, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


def heat_scale(datasette: Datasette) -> dict[str, float]:
    """Return the bounds of the tiers as metadata.yaml sets them. Raises ValueError for bounds that are none."""
    return heat.bounds((datasette.plugin_config(CONFIGURATION) or {}).get("heat"))


async def trends(request: Request, datasette: Datasette) -> Response:
    """Return the page."""
    asked, say = Asked.of(request), Words(language(request))
    scale_of_heat = heat_scale(datasette)
    found = await ask(datasette, lambda db: answer(db, asked))
    context: dict[str, Any] = {
        "asked": asked,
        "fields": [*asked.typed[:MOST], *[""] * max(1, _FIELDS - len(asked.typed))][:MOST],
        "found": found,
        "chosen": [portal_title(found, portal, say) for portal in found.portals],
        "notes": _notes(found, say),
        "estimated": any(
            point.estimated or point.occurrences_estimated for series in found.series for point in series.points
        ),
    }
    if found.series:
        context |= {
            **pictures(found, asked, say),
            "tables": [(portal_title(found, p, say), table(found, asked, say, p)) for p in found.portals],
            "years": years(found),
            "heat": heat_rows(found, scale_of_heat, say),
            "bounds": {name: f"{share:g}" for name, share in scale_of_heat.items()},
        }
    elif not found.phrases:
        context |= {"rising": await _rising(datasette), "sample": SAMPLE}
    return await page(request, datasette, "room_trends.html", context)


def _notes(found: Answer, say: Words) -> list[str]:
    notes = []
    if found.refused:
        notes.append(say("trends_refused", what="、".join(found.refused)))
    if found.phrases and not found.series:
        notes.append(say("trends_nothing"))
    if found.cut:
        notes.append(say("trends_cut", n=len(found.periods)))
    unfinished = sorted({name for held in found.ledgers.values() for name in held.unfinished})
    if unfinished and found.series:
        names = [found.titles.get(name, name) for name in unfinished[:5]]
        notes.append(say("trends_unfinished", portals="、".join(names) + ("…" if len(unfinished) > 5 else "")))
    undated = sum(held.undated for held in found.ledgers.values())
    missing = sum(held.undated_missing for held in found.ledgers.values())
    if found.series and undated + missing:
        notes.append(say("trends_undated", n=f"{undated:,}", missing=f"{missing:,}"))
    return notes


async def numbers(request: Request, datasette: Datasette) -> Response:
    """Return the numbers or the picture as a file."""
    asked, kind = Asked.of(request), request.url_vars["kind"]
    found = await ask(datasette, lambda db: answer(db, asked))
    if kind == "json":
        return Response.json(as_json(found, asked, heat_scale(datasette)), headers=dict(SAFE))
    saved = {"Content-Disposition": f'attachment; filename="trends.{kind}"'}
    if kind == "csv":
        return Response(as_csv(found), headers={**SAFE, **saved}, content_type="text/csv; charset=utf-8")
    if not found.series:
        return Response.text("", status=404, headers=dict(SAFE))
    drawn = as_svg(found, asked, Words(language(request)))
    return Response(drawn, headers={**_DRAWING, **saved}, content_type="image/svg+xml; charset=utf-8")


class _Computed:
    """What rises, computed beside the pages that show it, one at a time."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[State, float, Rises]] = {}
        self.running: dict[str, asyncio.Task[None]] = {}
        self.failed = False

    async def of(self, datasette: Datasette) -> Rises | None:
        """Return what rises in the newest month, as last computed; have it computed where that is missing or old."""
        where = str(datasette.get_database("archive").path)
        state = await ask(datasette, state_of)
        kept = self.kept.get(where)
        fresh = kept is not None and (kept[0] == state or time.monotonic() - kept[1] < _AGAIN)
        if not fresh and where not in self.running:
            self.running[where] = asyncio.create_task(self._compute(datasette, where))
        return kept[2] if kept else None

    async def _compute(self, datasette: Datasette, where: str) -> None:
        try:
            state, found = await ask(datasette, _newest)
            self.kept[where] = (state, time.monotonic(), found)
            self.failed = False
        except (sqlite3.Error, ValueError):
            self.failed = True
        finally:
            del self.running[where]


_computed = _Computed()


def _newest(db: sqlite3.Connection) -> tuple[State, Rises]:
    state = state_of(db)
    month = newest_month(ledger(db))
    return state, rising(db, month) if month else Rises()


async def _rising(datasette: Datasette) -> dict[str, Any]:
    found = await _computed.of(datasette)
    if found is None:
        return {"state": "failed" if _computed.failed else "computing"}
    shown = {"state": "done", **asdict(found)}
    for rise in shown["rises"]:
        rise["month_share"] = percent(rise["month"] / max(found.articles, 1))
        rise["year_share"] = percent(rise["year"] / max(found.year_articles, 1))
    return shown


async def rising_json(request: Request, datasette: Datasette) -> Response:
    """Return what rises, or that it is being computed."""
    found = await _rising(datasette)
    for name in ("first", "last", "year_first"):
        if found.get(name):
            found[name] = found[name].isoformat()
    return Response.json(found, headers=dict(SAFE))


ROUTES: list[Route] = [
    (r"^/trends$", trends),
    (r"^/trends\.(?P<kind>csv|json|svg)$", numbers),
    (r"^/trends/rising\.json$", rising_json),
]
