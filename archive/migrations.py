"""The database's history: each migration has a name, runs once, in a transaction."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.bigrams import SPLITTER_VERSION

migrations = Migrations("dangjian-archive")
SCHEMA = Path(__file__).with_name("schema.sql")


@migrations()
def m001_first_schema(db: Database) -> None:
    """The first schema; later changes are migrations of their own."""
    for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
        db.execute(statement)
    db.execute("INSERT INTO settings VALUES ('splitter_version', ?)", [SPLITTER_VERSION])


@migrations()
def m002_unknown_labels(db: Database) -> None:
    """Credit labels of no known role, by crawl; a database made from today's schema has the column already."""
    if "unknown_labels" not in {row[1] for row in db.execute("PRAGMA table_info(crawls)")}:
        db.execute("ALTER TABLE crawls ADD COLUMN unknown_labels TEXT")


@migrations()
def m003_revisits(db: Database) -> None:
    """Which capture holds the bytes of a revisit, and the way to find it by them."""
    if "payload_of" not in {row[1] for row in db.execute("PRAGMA table_info(captures)")}:
        db.execute("ALTER TABLE captures ADD COLUMN payload_of INTEGER REFERENCES captures(id)")
    db.execute("CREATE INDEX IF NOT EXISTS captures_payload ON captures(payload_digest)")


def _statements(script: str) -> list[str]:
    """Split a script: `executescript` would commit the migration's own transaction."""
    lines = (line.partition("--")[0] for line in script.splitlines())
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
