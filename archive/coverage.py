"""The coverage ledger: what was listed and what came of it, so that silence and failure can be told apart."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

_ARTICLES = """
SELECT coalesce(section, '') AS section, coalesce(published_date, '') AS date, 1 AS listed, 1 AS fetched,
  0 AS failed, 0 AS blocked, status = 'live' AS article FROM articles WHERE portal = :portal"""
_OUTSTANDING = """
SELECT coalesce(section, ''), coalesce(date, ''), 1, 0, state = 'failed', state = 'blocked', 0
FROM frontier WHERE portal = :portal AND state IN ('failed', 'blocked') AND section IS NOT NULL"""


def save_coverage(db: sqlite3.Connection, portal: str) -> None:
    """Write a portal's ledger anew from its articles and from what could not be had; one row a section and day."""
    db.execute("DELETE FROM coverage WHERE portal = :portal", {"portal": portal})
    db.execute(
        "INSERT INTO coverage (portal, section, date, listed, fetched, failed, blocked, articles)"
        " SELECT :portal, section, date, sum(listed), sum(fetched), sum(failed), sum(blocked), sum(article)"
        f" FROM ({_ARTICLES} UNION ALL {_OUTSTANDING}) GROUP BY section, date",
        {"portal": portal},
    )


@dataclass(frozen=True, slots=True)
class Covered:
    """What was listed and what came of it, in a period: a month `YYYY-MM`, or the empty one of what has no date."""

    period: str
    listed: int
    fetched: int
    failed: int
    blocked: int

    @property
    def share(self) -> float | None:
        """The part of what was listed that was fetched, or None where nothing was."""
        return self.fetched / self.listed if self.listed else None


_SUMS = "coalesce(sum(listed), 0), coalesce(sum(fetched), 0), coalesce(sum(failed), 0), coalesce(sum(blocked), 0)"


def covered(db: sqlite3.Connection, portal: str) -> Covered:
    """Return the ledger's totals of a portal."""
    return Covered("", *db.execute(f"SELECT {_SUMS} FROM coverage WHERE portal = ?", [portal]).fetchone())


def covered_months(db: sqlite3.Connection, portal: str) -> list[Covered]:
    """Return the ledger of a portal by month of publication, the undated first, then the oldest; gaps are left out."""
    months = f"SELECT substr(date, 1, 7), {_SUMS} FROM coverage WHERE portal = ? GROUP BY 1 ORDER BY 1"
    return [Covered(*row) for row in db.execute(months, [portal])]
