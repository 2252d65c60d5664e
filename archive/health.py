"""How each portal does: when it was last crawled, what came of it, and whether it has gone quiet.

Findings are kinds with values, so that the command line and the reading room say the same in their own words; all
that is asked costs no more than the days and crawls of a portal, however many articles it has.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from archive.fields import AUTHOR_ROLES, EDITOR_ROLES

GAPS = 60  # days with articles that "usually" is made from
QUIET_DAYS = 10
QUIET_FACTOR = 5  # times the usual gap
FILLED_OF = 1000  # articles that fill rates are made from
# What a person reads in English; datasette_config/messages/portals.py has the Chinese.
ENGLISH = {
    "ok": "ok",
    "never_crawled": "never crawled",
    "did_not_end": "still running, or did not end",
    "interrupted": "the last crawl was interrupted; the next goes on with it",
    "quiet": "no new article for {days} days; usually one every {usual}",
    "quiet_daily": "no new article for {days} days; usually one every day",
    "dormant": "its newest article was {days} days old when it was first crawled",
    "not_crawled": "not crawled for {days} days; usually every {usual}",
    "not_crawled_daily": "not crawled for {days} days; usually every day",
    "home": "home page not reached: {why}",
    "none_found": "no articles found on {pages} pages; is this the address of a portal?",
    "pages_refused": "{n} of {pages} pages were refused by the server",
    "pages_failed": "{n} of {pages} pages failed",
    "lost_at_once": "{n} of {looked} articles looked at were missing at once: suspected until it lasts a week",
    "other": "{said}",
}
# What a crawl's report says (crawler/recorder.py), and which finding it is.
_SAID = (
    ("home", re.compile(r"home page not reached: (?P<why>.+)", re.S)),
    ("none_found", re.compile(r"no articles found on (?P<pages>\d+) pages; is this the address of a portal\?")),
    ("pages_refused", re.compile(r"(?P<n>\d+) of (?P<pages>\d+) pages were refused by the server")),
    ("pages_failed", re.compile(r"(?P<n>\d+) of (?P<pages>\d+) pages failed")),
    ("lost_at_once", re.compile(r"(?P<n>\d+) of (?P<looked>\d+) articles looked at were missing at once: .+")),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say of a portal: its kind, a key of ENGLISH, and the values of its words."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return ENGLISH[self.kind].format(**self.values)


@dataclass(frozen=True, slots=True)
class PortalHealth:
    """A portal with the totals of its days, its last crawl (a row of `crawls`, or None), and what is to be said."""

    name: str
    title: str | None
    sponsor: str | None
    home: str | None
    articles: int
    characters: int
    oldest: str | None
    newest: str | None
    last_crawl: dict[str, Any] | None
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        """Whether there is nothing that a person should look at."""
        return all(finding.kind in ("ok", "dormant") for finding in self.findings)

    def __str__(self) -> str:
        return "; ".join(map(str, self.findings))


def portals_health(db: sqlite3.Connection, today: date) -> list[PortalHealth]:
    """Return every portal, those with the most articles first."""
    names = [row[0] for row in db.execute("SELECT name FROM portals ORDER BY name")]
    found = [one for name in names if (one := portal_health(db, name, today)) is not None]
    return sorted(found, key=lambda portal: (-portal.articles, portal.name))


def portal_health(db: sqlite3.Connection, name: str, today: date) -> PortalHealth | None:
    """Return one portal as it stands on `today`, or None where there is none of that name."""
    portal = db.execute("SELECT title, sponsor, home FROM portals WHERE name = ?", [name]).fetchone()
    if portal is None:
        return None
    articles, characters = db.execute(
        "SELECT coalesce(sum(articles), 0), coalesce(sum(characters), 0) FROM article_days WHERE portal = ?", [name]
    ).fetchone()
    oldest = db.execute("SELECT min(date) FROM article_days WHERE portal = ? AND date <> ''", [name]).fetchone()[0]
    days = newest_days(db, name)
    crawls = last_crawls(db, name, GAPS)
    first = db.execute("SELECT min(started_at) FROM crawls WHERE portal = ?", [name]).fetchone()[0]
    return PortalHealth(
        *(name, portal[0], portal[1], portal[2], articles, characters, oldest),
        newest=days[0] if days else None,
        last_crawl=crawls[0] if crawls else None,
        findings=tuple(findings(crawls, days, today, first)) or (Finding("ok"),),
    )


def newest_days(db: sqlite3.Connection, portal: str) -> list[str]:
    """Return the newest days on which a portal published, newest first."""
    rows = db.execute(
        "SELECT date FROM article_days WHERE portal = ? AND date <> '' ORDER BY date DESC LIMIT ?", [portal, GAPS]
    )
    return [row[0] for row in rows]


def last_crawls(db: sqlite3.Connection, portal: str, limit: int) -> list[dict[str, Any]]:
    """Return a portal's crawls as rows by their columns, newest first."""
    cursor = db.execute(
        "SELECT * FROM crawls WHERE portal = ? ORDER BY started_at DESC, id DESC LIMIT ?", [portal, limit]
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def findings(
    crawls: Sequence[dict[str, Any]], days: Sequence[str], today: date, first: str | None = None
) -> list[Finding]:
    """Return what is to be said: crawls and days with articles come newest first, `first` is when the first began."""
    if not crawls:
        return [Finding("never_crawled")]
    said: list[Finding] = []
    last = crawls[0]
    if last["health"] is None:
        said.append(Finding("did_not_end"))
    elif last["health"] != "ok":
        said.append(finding_of(last["health"]))
    elif last["outcome"] == "interrupted":
        said.append(Finding("interrupted"))
    # A portal's silence is measured to its last crawl: what came after it nobody has seen.
    crawled = _day(last["started_at"])
    if days and (quiet := silence(days, crawled)):
        before = (_day(first or last["started_at"]) - _day(days[0])).days
        # Only who published while we watched can go quiet.
        dead = before >= max(QUIET_DAYS, QUIET_FACTOR * quiet[1])
        said.append(Finding("dormant", {"days": before}) if dead else _gap("quiet", *quiet))
    starts = list(dict.fromkeys(crawl["started_at"][:10] for crawl in crawls))
    if len(starts) > 2 and (missed := silence(starts, today)):
        said.append(_gap("not_crawled", *missed))
    return said


def finding_of(health: str) -> Finding:
    """Return what a crawl's report says as a finding; words that are not known stay as they are."""
    for kind, pattern in _SAID:
        if match := pattern.fullmatch(health):
            return Finding(kind, match.groupdict())
    return Finding("other", {"said": health})


def silence(days: Sequence[str], until: date) -> tuple[int, int] | None:
    """Return (days since the newest, usual days between two) where that is unusually long; newest first."""
    since = (until - _day(days[0])).days
    if len(days) < 3:
        return None
    usual = max(1, round(median((_day(a) - _day(b)).days for a, b in pairwise(days))))
    return (since, usual) if since >= max(QUIET_DAYS, QUIET_FACTOR * usual) else None


def _gap(kind: str, days: int, usual: int) -> Finding:
    return Finding(f"{kind}_daily" if usual == 1 else kind, {"days": days, "usual": usual})


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def fill_rates(db: sqlite3.Connection, portal: str) -> tuple[int, dict[str, int]]:
    """Return how many of a portal's newest articles were looked at, at most FILLED_OF, and how many have each field."""
    newest = "SELECT id FROM articles WHERE portal = ? ORDER BY published_date DESC, id DESC LIMIT ?"
    texts = ("headline", "kicker", "deck", "byline", "source", "published_at", "section", "genre", "keywords")
    counts = {name: f"sum(coalesce({name}, '') NOT IN ('', '[]'))" for name in texts}
    counts["minute"] = "sum(length(published_at) > 10)"
    counts["text"] = "sum(char_count > 0)"
    for name, condition in (
        ("author_side", f"role IN ({_listed(AUTHOR_ROLES)})"),
        ("editor_side", f"role IN ({_listed(EDITOR_ROLES)})"),
        ("organization", "organization IS NOT NULL"),
        ("unknown_label", "role = 'other'"),
    ):
        counts[name] = f"sum(EXISTS (SELECT 1 FROM credits c WHERE c.article = articles.id AND {condition}))"
    sums = ", ".join(f"coalesce({count}, 0)" for count in counts.values())
    row = db.execute(f"SELECT count(*), {sums} FROM articles WHERE id IN ({newest})", [portal, FILLED_OF]).fetchone()
    return row[0], dict(zip(counts, row[1:], strict=True))


def _listed(values: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)
