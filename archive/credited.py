"""How many articles credit a name in a role, kept as articles come and change: counting all credits takes long.

For people and for organisations two tables each: all in all, for the names with the most, and by portal and year.
An article counts once for a name and role, however often it names it.
"""

from __future__ import annotations

import sqlite3

# Of each, the column of `credits` and the tables.
KINDS = {"person": "people", "organization": "organizations"}
YEAR = "coalesce(substr(a.published_date, 1, 4), '')"


def count_credits(db: sqlite3.Connection, article: int, sign: int) -> None:
    """Add an article's credits to the counts (1), or take them out before its rows change (-1)."""
    rows = db.execute(
        f"SELECT c.person, c.organization, c.role, a.portal, {YEAR} FROM credits c JOIN articles a ON a.id = c.article"
        " WHERE c.article = ?",
        [article],
    ).fetchall()
    for place, (kind, table) in enumerate(KINDS.items()):
        names = {(row[place], *row[2:]) for row in rows if row[place] is not None}
        for counts, columns in (
            (f"{table}_roles", (kind, "role")),
            (f"{table}_years", (kind, "role", "portal", "year")),
        ):
            keys = [name[: len(columns)] for name in names]
            db.executemany(
                f"INSERT INTO {counts} VALUES ({', '.join('?' * len(columns))}, {sign})"
                f" ON CONFLICT ({', '.join(columns)}) DO UPDATE SET articles = articles + {sign}",
                keys,
            )
            if sign < 0:
                where = " AND ".join(f"{column} = ?" for column in columns)
                db.executemany(f"DELETE FROM {counts} WHERE {where} AND articles = 0", keys)


def fill_credited(db: sqlite3.Connection) -> None:
    """Write all counts anew from the credits; for what was loaded otherwise."""
    for kind, table in KINDS.items():
        db.execute(f"DELETE FROM {table}_roles")
        db.execute(f"DELETE FROM {table}_years")
        db.execute(
            f"INSERT INTO {table}_years SELECT c.{kind}, c.role, a.portal, {YEAR}, count(DISTINCT c.article)"
            f" FROM credits c JOIN articles a ON a.id = c.article WHERE c.{kind} IS NOT NULL GROUP BY 1, 2, 3, 4"
        )
        db.execute(
            f"INSERT INTO {table}_roles SELECT {kind}, role, sum(articles) FROM {table}_years GROUP BY {kind}, role"
        )
