"""The coverage ledger: what was listed and what came of it, so that silence and failure can be told apart."""

from __future__ import annotations

import sqlite3

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
