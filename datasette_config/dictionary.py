"""The data dictionary: every table and column of the archive, described in Chinese and in English.

python -m datasette_config.dictionary     writes docs/data-dictionary.md

It is made from archive/schema.sql and metadata.yaml, where the descriptions stand as `中文 · English`.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from archive.migrations import SCHEMA

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "data-dictionary.md"
_BETWEEN = " · "
_HEAD = """# 数据词典 · Data dictionary

本文由 `python -m datasette_config.dictionary` 生成，不要手改；说明写在 `datasette_config/metadata.yaml`。
Made by `python -m datasette_config.dictionary` from `archive/schema.sql` and `datasette_config/metadata.yaml`; not to
be edited by hand. Times are ISO 8601 with offset. 时间为 ISO 8601，带时区。
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type, the table that its values point to, and its descriptions by language."""

    name: str
    type: str
    references: str | None
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view with its descriptions by language; `hidden`: the crawl's own, no data of the archive."""

    name: str
    is_view: bool
    hidden: bool
    said: dict[str, str]
    columns: tuple[Column, ...]


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables and views in the order of the schema, the index's own left out."""
    metadata = yaml.safe_load((HERE / "metadata.yaml").read_text(encoding="utf-8"))
    described = metadata["databases"]["archive"]["tables"]
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA.read_text(encoding="utf-8"))
    found = db.execute(
        "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'articles\\_fts\\_%'"
        " ESCAPE '\\' ORDER BY rowid"
    ).fetchall()
    return tuple(_table(db, name, kind == "view", described.get(name, {})) for name, kind in found)


def _table(db: sqlite3.Connection, name: str, is_view: bool, described: dict[str, Any]) -> Table:
    points_to = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({name})")}
    said = described.get("columns", {})
    columns = tuple(
        Column(row[1], row[2], points_to.get(row[1]), in_languages(said.get(row[1], "")))
        for row in db.execute(f"PRAGMA table_info({name})")
    )
    return Table(name, is_view, bool(described.get("hidden")), in_languages(described.get("description", "")), columns)


def in_languages(description: str) -> dict[str, str]:
    """Return `中文 · English` by language; what is the same in both has no dot."""
    chinese, dot, english = " ".join(description.split()).partition(_BETWEEN)
    return {"zh": chinese, "en": english if dot else chinese}


def document() -> str:
    """Return the dictionary as Markdown."""
    parts = [_HEAD]
    for table in tables():
        parts.append(f"## {table.name}\n\n{table.said['zh']} · {table.said['en']}\n")
        parts.append("| 列 Column | 类型 Type | 说明 | Description |\n|---|---|---|---|")
        for column in table.columns:
            kind = f"{column.type} → {column.references}" if column.references else column.type
            parts.append(f"| {column.name} | {kind} | {column.said['zh']} | {column.said['en']} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
    print(DOCUMENT)
