"""The database's history: each migration has a name, runs once, in a transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from archive.bigrams import SPLITTER_VERSION
from archive.credited import fill_credited
from archive.days import DISPLACED
from archive.happened import fill_changes

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
    _add_columns(db, "captures", payload_of="INTEGER REFERENCES captures(id)")
    db.execute("CREATE INDEX IF NOT EXISTS captures_payload ON captures(payload_digest)")


@migrations()
def m004_looks_and_frontier(db: Database) -> None:
    """When to look at articles again, the evidence of takedowns, and what a crawl has still to fetch."""
    _add_columns(db, "articles", looks="INTEGER NOT NULL DEFAULT 0", next_look_at="TEXT")
    _add_columns(db, "crawls", validators="TEXT")
    _add_columns(db, "absences", alive="INTEGER REFERENCES captures(id)", last_good="INTEGER REFERENCES captures(id)")
    _make(db, "TABLE frontier ", "frontier_state", "TABLE rounds ", "articles_look")
    # An older version looked at everything in every crawl: it does so once more, and goes on from there.
    db.execute(
        "UPDATE articles SET looks = 1, next_look_at = last_seen_at WHERE looks = 0"
        " AND EXISTS (SELECT 1 FROM captures c WHERE c.id = articles.capture"
        " AND (c.status IS NOT NULL OR c.mime = 'text/html'))"
    )


@migrations()
def m005_changes_and_credited(db: Database) -> None:
    """The ledger of changes, and how many articles credit a name; both from what is there."""
    _make(db, " changes", " people_", " organizations_")
    fill_changes(db.conn)
    fill_credited(db.conn)


@migrations()
def m006_crawls_by_portal(db: Database) -> None:
    """The way to a portal's newest crawls."""
    db.execute("CREATE INDEX IF NOT EXISTS crawls_portal ON crawls(portal, started_at)")


@migrations()
def m007_articles_whose_date_is_gone(db: Database) -> None:
    """Articles with the id of a day and no date any more are displaced, too."""
    db.execute("DROP INDEX IF EXISTS articles_displaced")
    db.execute(f"CREATE INDEX articles_displaced ON articles(published_date) WHERE {DISPLACED}")


@migrations()
def m008_addresses(db: Database) -> None:
    """Further addresses of articles; those found before stay articles until a rebuild."""
    _make(db, "addresses")


@migrations()
def m009_methods(db: Database) -> None:
    """By what method a capture was asked for; a POST brings another page from the same address."""
    _add_columns(db, "captures", method="TEXT")


@migrations()
def m010_barren(db: Database) -> None:
    """Kinds of address that led nowhere, for the next crawls."""
    _add_columns(db, "crawls", barren="TEXT")


@migrations()
def m011_listed_days(db: Database) -> None:
    """Days that lists give stories; those read before are dated by the next look at their lists."""
    _make(db, "listed_days")


@migrations()
def m012_sections_by_key(db: Database) -> None:
    """The columns of breadcrumbs with their key first, so that SQLite 3.40 finds nothing wrong with them."""
    if [row[1] for row in db.execute("PRAGMA table_info(article_sections)")][1] == "depth":
        return
    db.execute("ALTER TABLE article_sections RENAME TO article_sections_before")
    db.execute("DROP INDEX IF EXISTS article_sections_section")
    for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
        if "article_sections" in statement:
            db.execute(statement)
    db.execute(
        "INSERT INTO article_sections (article, depth, section)"
        " SELECT article, depth, section FROM article_sections_before"
    )
    db.execute("DROP TABLE article_sections_before")


@migrations()
def m013_locations(db: Database) -> None:
    """Where redirects lead; of those stored before, a rebuild says it."""
    _add_columns(db, "captures", location="TEXT")
    db.execute("CREATE INDEX IF NOT EXISTS captures_location ON captures(location) WHERE location IS NOT NULL")


@migrations()
def m014_lacking_parts(db: Database) -> None:
    """First texts that are to be completed; of those before it is not known."""
    _add_columns(db, "revisions", lacks_parts="INTEGER NOT NULL DEFAULT 0")


@migrations()
def m015_not_asked(db: Database) -> None:
    """How many addresses were not asked for; of crawls before, a rebuild does not know it either."""
    _add_columns(db, "crawls", not_asked="TEXT")


@migrations()
def m016_unsteady(db: Database) -> None:
    """Sentences that are others at every look; of crawls before nothing is known, for none looked twice."""
    _make(db, "unsteady")


@migrations()
def m017_absences_by_crawl(db: Database) -> None:
    """The way to what a crawl missed."""
    _make(db, "absences_crawl")


@migrations()
def m018_canonicals(db: Database) -> None:
    """Addresses that pages name as their own; of pages before, a rebuild knows them."""
    _make(db, "canonicals")


def pending(path: Path) -> bool:
    """Whether a database lacks a migration of this version; it is only read."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        if "_sqlite_migrations" not in {row[0] for row in db.execute("SELECT name FROM sqlite_master")}:
            return True
        return bool(migrations.pending(Database(db)))
    finally:
        db.close()


def _make(db: Database, *marks: str) -> None:
    """Make what is not there of the tables and indexes of today's schema whose statements hold one of the marks."""
    for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
        if any(mark in statement for mark in marks):
            db.execute(statement.replace("TABLE ", "TABLE IF NOT EXISTS ").replace("INDEX ", "INDEX IF NOT EXISTS "))


def _add_columns(db: Database, table: str, **columns: str) -> None:
    """Add what a table lacks; one made from today's schema has it already."""
    known = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
    for name, kind in columns.items():
        if name not in known:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def _statements(script: str) -> list[str]:
    """Split a script: `executescript` would commit the migration's own transaction."""
    lines = (line.partition("--")[0] for line in script.splitlines())
    return [statement for statement in "\n".join(lines).split(";") if statement.strip()]
