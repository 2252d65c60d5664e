"""Whether an archive's rows are those that its WARC files give: every table beside the same one made of them anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

# Made while crawling, and no matter of what was captured; of the index, `verify_index` proves what it holds.
NOT_DERIVED = frozenset(("frontier", "rounds", "settings", "_sqlite_migrations"))
_INDEX = "articles_fts"


def verify_rebuilt(database: Path, anew: Path, wrong: Callable[[str], None]) -> None:
    """Tell `wrong`, a line for each row, in what `database` is not what `anew` is, which was made of the WARC files.

    Raises sqlite3.DatabaseError for a database that cannot be read.
    """
    db = sqlite3.connect(f"file:{anew}?mode=ro", uri=True)
    try:
        db.execute("ATTACH ? AS old", [f"file:{database}?mode=ro"])
        for table in _tables(db):
            for line in _differences(db, table):
                wrong(line)
    finally:
        db.close()


def _tables(db: sqlite3.Connection) -> list[str]:
    names = [row[0] for row in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY rowid")]
    return [name for name in names if name not in NOT_DERIVED and not name.startswith(("sqlite_", _INDEX))]


def _differences(db: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield a line for each row of a table that is too many, is lacking, or says something else."""
    info = db.execute(f"PRAGMA main.table_info({table})").fetchall()
    columns = [row[1] for row in info]
    keys = [row[1] for row in sorted(info, key=lambda row: int(row[5])) if row[5]]
    lacking = set(columns) - {row[1] for row in db.execute(f"PRAGMA old.table_info({table})")}
    if lacking:
        yield f"{table}: has no {', '.join(sorted(lacking))}; `dangjian rebuild` makes it"
        return
    on = " AND ".join(f"o.{key} = n.{key}" for key in keys)
    named = [*keys, *(name for name in ("key", "url") if name in columns and name not in keys)]
    for one, other, said in (("old", "main", "the WARC files do not give it"), ("main", "old", "it is not there")):
        for row in db.execute(
            f"SELECT {', '.join(f'n.{name}' for name in named)} FROM {one}.{table} n"
            f" LEFT JOIN {other}.{table} o ON {on} WHERE o.{keys[0]} IS NULL ORDER BY {_numbers(len(keys))}"
        ):
            yield f"{table}: {_who(named, row)}: {said}"
    if others := [name for name in columns if name not in keys]:
        for row in db.execute(
            f"SELECT {', '.join(f'n.{name}' for name in named)}, {', '.join(f'o.{c} IS NOT n.{c}' for c in others)}"
            f" FROM main.{table} n JOIN old.{table} o ON {on}"
            f" WHERE {' OR '.join(f'o.{c} IS NOT n.{c}' for c in others)} ORDER BY {_numbers(len(keys))}"
        ):
            differ = [name for name, is_other in zip(others, row[len(named) :], strict=True) if is_other]
            yield f"{table}: {_who(named, row)}: {', '.join(differ)} not as the WARC files give"


def _numbers(count: int) -> str:
    return ", ".join(str(number + 1) for number in range(count))


def _who(names: list[str], row: tuple[object, ...]) -> str:
    return ", ".join(f"{name} {value}" for name, value in zip(names, row, strict=False))
