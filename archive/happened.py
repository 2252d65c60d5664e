"""The ledger of what happened to articles after they were first seen: edits, takedowns, returns.

Nearly all revisions are first ones: who asks for the newest changes of a portal or kind would look through them all.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

EDITS = ("typo", "correction", "rewrite", "metadata")
KINDS = (*EDITS, "takedown", "return")


@dataclass(frozen=True, slots=True)
class Happening:
    """One change: `number` is the revision it made, or the one that was taken down or came back."""

    article: int
    number: int
    kind: str
    seen_at: str
    portal: str


def note(db: sqlite3.Connection, article: int, kind: str, seen_at: str) -> None:
    """Write that something happened to an article; its row has the revision in question already."""
    db.execute(
        "INSERT OR IGNORE INTO changes (article, number, kind, seen_at, portal)"
        " SELECT id, revision_count, ?, ?, portal FROM articles WHERE id = ?",
        [kind, seen_at, article],
    )


def take_back(db: sqlite3.Connection, article: int, number: int) -> None:
    """Take out that an article was edited to a revision that is none; that it came back with it stays."""
    db.execute("DELETE FROM changes WHERE article = ? AND number = ? AND kind <> 'return'", [article, number])
    db.execute("UPDATE changes SET number = ? WHERE article = ? AND number = ?", [number - 1, article, number])


def newest(
    db: sqlite3.Connection,
    *,
    portal: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    after: Happening | None = None,
    limit: int = 20,
) -> list[Happening]:
    """Return what happened, the newest first, that is: by time, article, number and kind, all of them downwards.

    `since` (inclusive) and `until` (exclusive) are times as in `seen_at`; `after` is the last one of the page before.
    """
    conditions: list[str] = []
    values: list[str | int] = []
    for condition, value in (
        ("portal = ?", portal),
        ("kind = ?", kind),
        ("seen_at >= ?", since),
        ("seen_at < ?", until),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if after is not None:
        conditions.append("(seen_at, article, number, kind) < (?, ?, ?, ?)")
        values += [after.seen_at, after.article, after.number, after.kind]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = db.execute(
        f"SELECT article, number, kind, seen_at, portal FROM changes{where}"
        " ORDER BY seen_at DESC, article DESC, number DESC, kind DESC LIMIT ?",
        [*values, limit],
    )
    return [Happening(*row) for row in rows]


def fill_changes(db: sqlite3.Connection) -> None:
    """Write the ledger anew from revisions and looks, for an archive that was made without one.

    Of a return the first capture with the article on it tells the time.
    """
    db.execute("DELETE FROM changes")
    db.execute(
        "INSERT OR IGNORE INTO changes (article, number, kind, seen_at, portal)"
        # By the articles, which are narrow: revisions hold whole texts.
        " SELECT a.id, r.number, r.change, r.seen_at, a.portal"
        " FROM articles a CROSS JOIN revisions r ON r.article = a.id"
        " WHERE a.revision_count > 1 AND r.number > 1 AND r.seen_at IS NOT NULL"
    )
    # The second look that counts, of those after the same last sight of the article.
    looks = (
        "SELECT article, seen_at, row_number() OVER (PARTITION BY article, last_good ORDER BY seen_at) AS look"
        " FROM absences WHERE alive IS NOT NULL"
    )
    number = "(SELECT count(*) FROM revisions r WHERE r.article = a.id AND r.seen_at <= {})"
    db.execute(
        "INSERT OR IGNORE INTO changes (article, number, kind, seen_at, portal)"
        f" SELECT a.id, {number.format('l.seen_at')}, 'takedown', l.seen_at, a.portal"
        f" FROM ({looks}) l JOIN articles a ON a.id = l.article WHERE l.look = 2"
    )
    back = (
        "SELECT t.article, (SELECT min(c.fetched_at) FROM captures c WHERE c.article = t.article"
        " AND c.fetched_at > t.seen_at AND c.page_kind = 'article') AS seen_at"
        " FROM changes t WHERE t.kind = 'takedown'"
    )
    db.execute(
        "INSERT OR IGNORE INTO changes (article, number, kind, seen_at, portal)"
        f" SELECT DISTINCT a.id, {number.format('b.seen_at')}, 'return', b.seen_at, a.portal"
        f" FROM ({back}) b JOIN articles a ON a.id = b.article WHERE b.seen_at IS NOT NULL"
    )
