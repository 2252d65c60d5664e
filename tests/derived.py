"""The rows of an archive: those that a rebuild makes again from the WARC files, and days going by for all of them."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

DERIVED = (
    "portals",
    "articles",
    "texts",
    "revisions",
    "people",
    "organizations",
    "credits",
    "article_sections",
    "assets",
    "captures",
    "crawls",
    "absences",
    "coverage",
    "listed_days",
    "canonicals",
    "unsteady",
    "addresses",
    "article_days",
    "changes",
    "people_roles",
    "people_years",
    "organizations_roles",
    "organizations_years",
)


def rows(archive: Path, table: str) -> list[tuple[object, ...]]:
    """Return the rows of a table, in the order of its key."""
    with sqlite3.connect(archive / "archive.db") as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()


def all_rows(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables that a rebuild makes again."""
    return {table: rows(archive, table) for table in DERIVED}


def age(archive: Path, days: int) -> None:
    """Let days go by: every time in the database lies as much further back."""
    with sqlite3.connect(archive / "archive.db") as db:
        for table, columns in {
            "articles": ("first_seen_at", "last_seen_at", "next_look_at"),
            "captures": ("fetched_at",),
            "crawls": ("started_at", "finished_at"),
            "revisions": ("seen_at",),
            "absences": ("seen_at",),
        }.items():
            for column in columns:
                rows = db.execute(
                    f"SELECT rowid, {column} FROM {table}"
                    if table != "absences"
                    else f"SELECT article, {column} FROM absences"
                ).fetchall()
                name = "article" if table == "absences" else "rowid"
                db.executemany(
                    f"UPDATE {table} SET {column} = ? WHERE {name} = ?",
                    [
                        (
                            (datetime.fromisoformat(moment) - timedelta(days=days)).isoformat(timespec="microseconds"),
                            row,
                        )
                        for row, moment in rows
                        if moment
                    ],
                )
