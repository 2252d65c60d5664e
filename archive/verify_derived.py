"""Whether what is derived from other rows is what they give: days, sections, counts, the pages of a crawl."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from archive.credited import KINDS, YEAR

_OF_ARTICLES = (
    ("published_date is not the day of published_at", "published_date IS NOT substr(nullif(published_at, ''), 1, 10)"),
    (
        "section is not the last of its article_sections",
        "section IS NOT"
        " (SELECT s.section FROM article_sections s WHERE s.article = a.id ORDER BY s.depth DESC LIMIT 1)",
    ),
    (
        "article_sections are not numbered from 0",
        "(SELECT count(*) FROM article_sections s WHERE s.article = a.id)"
        " <> (SELECT coalesce(max(s.depth) + 1, 0) FROM article_sections s WHERE s.article = a.id)",
    ),
    ("status and gone_at do not agree", "(status = 'gone') <> (gone_at IS NOT NULL)"),
)
_PAGES = (
    "SELECT key, pages, (SELECT count(*) FROM captures c WHERE c.crawl = r.id AND c.status IS NOT NULL"
    " AND substr(c.url, -11) <> '/robots.txt') AS stored FROM crawls r"
    " WHERE finished_at IS NOT NULL AND pages IS NOT stored"
)


def verify_derived(db: sqlite3.Connection, wrong: Callable[[str], None]) -> None:
    """Tell `wrong`, a line each, of rows that are not what those they come from give.

    Raises sqlite3.DatabaseError for a database that cannot be read.
    """
    for said, condition in _OF_ARTICLES:
        for key, url in db.execute(f"SELECT key, url FROM articles a WHERE {condition}"):
            wrong(f"article {key} ({url}): {said}")
    for key, pages, stored in db.execute(_PAGES):
        wrong(f"crawl {key}: {stored} pages are stored, and its report says {pages}")
    for table, derived in _derived().items():
        # What is in one of the two and not in the other.
        for first, second in ((f"SELECT * FROM {table}", derived), (derived, f"SELECT * FROM {table}")):
            for row in db.execute(f"SELECT * FROM ({first}) EXCEPT SELECT * FROM ({second})"):
                has, give = ("has", "do not give") if second is derived else ("lacks", "give")
                wrong(f"{table}: {has} {tuple(row)}, which the articles {give}")


def _derived() -> dict[str, str]:
    """Return for each table of counts the query that gives its rows."""
    found = {
        "article_days": "SELECT portal, coalesce(published_date, ''), count(*), sum(char_count) FROM articles"
        " GROUP BY 1, 2"
    }
    for kind, table in KINDS.items():
        credited = f"FROM credits c JOIN articles a ON a.id = c.article WHERE c.{kind} IS NOT NULL"
        found[f"{table}_roles"] = f"SELECT c.{kind}, c.role, count(DISTINCT c.article) {credited} GROUP BY 1, 2"
        found[f"{table}_years"] = (
            f"SELECT c.{kind}, c.role, a.portal, {YEAR}, count(DISTINCT c.article) {credited} GROUP BY 1, 2, 3, 4"
        )
    return found
