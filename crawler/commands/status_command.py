"""`dangjian status`"""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from archive.coverage import covered
from archive.directory import database_of
from archive.health import PortalHealth, portals_health
from crawler.commands import archive_option, json_option, print_json, quiet_option

_GONE = "SELECT count(*) FROM articles WHERE portal = ? AND status = 'gone'"


def _labels(db: sqlite3.Connection, portal: str) -> Any:
    """Return the labels of no known role; an archive that an older version wrote last has no place for them yet."""
    if "unknown_labels" not in {row["name"] for row in db.execute("PRAGMA table_info(crawls)")}:
        return {}
    # A nightly crawl sees few articles: the labels are those of the last one that met any.
    found = db.execute(
        "SELECT unknown_labels FROM crawls WHERE portal = ? AND unknown_labels IS NOT NULL ORDER BY id DESC LIMIT 1",
        [portal],
    ).fetchone()
    return json.loads(found[0]) if found else {}


def _row(db: sqlite3.Connection, portal: PortalHealth) -> dict[str, Any]:
    """Return what is printed of a portal."""
    ledger, crawl = covered(db, portal.name), portal.last_crawl or {}
    reported = ("finished_at", "outcome", "pages", "articles_new", "articles_changed", "articles_gone", "errors")
    return {
        "portal": portal.name,
        "title": portal.title,
        "articles": portal.articles,
        "gone": db.execute(_GONE, [portal.name]).fetchone()[0],
        **{name: getattr(ledger, name) for name in ("listed", "fetched", "failed", "blocked")},
        "newest": portal.newest,
        "last_crawl": crawl.get("started_at"),
        **{name: crawl.get(name) for name in reported},
        "unknown_labels": _labels(db, portal.name),
        "not_asked": json.loads(crawl.get("not_asked") or "{}"),
        "health": "ok" if portal.is_well else str(portal),
    }


def _missing(row: dict[str, Any]) -> str:
    """Return what was listed and could not be had, if anything."""
    counts = [f"{row[name]} {name}" for name in ("failed", "blocked") if row[name]]
    return f"; of {row['listed']} listed {', '.join(counts)}" if counts else ""


@click.command("status")
@archive_option
@json_option
@quiet_option
def command(directory: Path, as_json: bool, quiet: bool) -> None:
    """Show every portal: last crawl, new, changed, gone, health, and what needs a person (exit 1 if something does)."""
    db = sqlite3.connect(f"file:{database_of(directory)}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    portals = sorted(portals_health(db, date.today()), key=lambda portal: portal.name)
    rows = [_row(db, portal) for portal in portals]
    troubled = [row for row in rows if row["health"] != "ok"]
    if as_json:
        print_json({"archive": str(directory), "portals": rows})
    else:
        for row in troubled if quiet else rows:
            title = f" {row['title']}" if row["title"] and row["title"] != row["portal"] else ""
            click.echo(
                f"{row['portal']}{title}: {row['articles']} articles, {row['gone']} gone,"
                f" newest {row['newest'] or '-'}; last crawl {(row['last_crawl'] or '-')[:16]}:"
                f" {row['articles_new'] or 0} new, {row['articles_changed'] or 0} changed,"
                f" {row['articles_gone'] or 0} gone{_missing(row)}; {row['health']}"
            )
        if not rows and not quiet:
            click.echo("The archive is empty; fill it with `dangjian crawl` or `dangjian import`.")
    sys.exit(1 if troubled else 0)
