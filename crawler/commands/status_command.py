"""`dangjian status`"""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from archive.directory import database_of
from crawler.commands import archive_option, json_option, print_json, quiet_option

_QUERY = """
SELECT p.name AS portal, p.title,
  (SELECT count(*) FROM articles a WHERE a.portal = p.name) AS articles,
  (SELECT count(*) FROM articles a WHERE a.portal = p.name AND a.status = 'gone') AS gone,
  {coverage},
  (SELECT max(published_date) FROM articles a WHERE a.portal = p.name) AS newest,
  c.started_at AS last_crawl, c.finished_at, c.outcome, c.pages, c.articles_new, c.articles_changed, c.articles_gone,
  c.errors, {labels} AS unknown_labels,
  coalesce(c.health, CASE WHEN c.id IS NULL THEN 'never crawled' ELSE 'did not end' END) AS health
FROM portals p LEFT JOIN crawls c ON c.id = (SELECT max(id) FROM crawls WHERE portal = p.name)
ORDER BY p.name
"""


_COVERAGE = ", ".join(
    f"(SELECT coalesce(sum({name}), 0) FROM coverage k WHERE k.portal = p.name) AS {name}"
    for name in ("listed", "fetched", "failed", "blocked")
)


def _labels(db: sqlite3.Connection) -> str:
    """Return where the labels of a crawl stand; an archive that an older version wrote last has them not yet."""
    columns = {row["name"] for row in db.execute("PRAGMA table_info(crawls)")}
    if "unknown_labels" not in columns:
        return "NULL"
    # A nightly crawl sees few articles: the labels are those of the last one that met any.
    return (
        "(SELECT unknown_labels FROM crawls l WHERE l.portal = p.name AND unknown_labels IS NOT NULL"
        " ORDER BY id DESC LIMIT 1)"
    )


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
    rows = [dict(row) for row in db.execute(_QUERY.format(labels=_labels(db), coverage=_COVERAGE))]
    for row in rows:
        row["unknown_labels"] = json.loads(row["unknown_labels"] or "{}")
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
