"""`dangjian search QUERY`"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from pathlib import Path

import click

from archive.directory import database_of
from archive.marking import Segment
from archive.query import match_expression
from archive.search import Order, count, search
from archive.selection import Narrowing
from crawler.cli import Wrong, no_such_portal
from crawler.commands import Day, archive_option, json_option, print_json, talk

MOST = 100_000  # articles to print


def _marked(segments: list[Segment]) -> str:
    return "".join(click.style(text, fg="red", bold=True) if hit else text for text, hit in segments)


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.option("--portal", help="Only this portal.")
@click.option("--from", "date_from", type=Day(), help="Published on or after this day.")
@click.option("--to", "date_to", type=Day(), help="Published on or before this day.")
@click.option("--order", type=click.Choice(["newest", "oldest", "relevance"]), default="newest", show_default=True)
@click.option("--limit", type=click.IntRange(1, MOST), default=20, show_default=True, help="Articles to print.")
@json_option
def command(
    query: tuple[str, ...],
    directory: Path,
    portal: str | None,
    date_from: str | None,
    date_to: str | None,
    order: Order,
    limit: int,
    as_json: bool,
) -> None:
    """Find the articles that contain QUERY: 党建 抗疫, "a phrase", 党建 OR 组工, 党建 -扶贫, title:党建."""
    words = " ".join(query)
    path = database_of(directory)
    if match_expression(words) is None:
        raise Wrong(f"nothing to search for in {words!r}; give at least one word")
    if date_from and date_to and date_from > date_to:
        raise Wrong(f"--from {date_from} is after --to {date_to}; no day is in between")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [row[0] for row in db.execute("SELECT name FROM portals ORDER BY name")]
    if portal is not None and portal not in names:
        raise no_such_portal(portal, names, listed_by="dangjian status")
    narrowing = Narrowing(portal=portal, date_from=date_from, date_to=date_to)
    total = count(db, words, narrowing)
    hits = search(db, words, narrowing, order=order, limit=limit)
    if as_json:
        print_json({"query": words, "total": total, "hits": [asdict(hit) for hit in hits]})
        return
    for hit in hits:
        day = (hit.published_at or "undated")[:10]
        gone = "  [gone]" if hit.status == "gone" else ""
        click.echo(f"{day}  {_marked(hit.title)}{gone}")
        click.echo(f"            {_marked(hit.snippet)}")
        click.echo(f"            {hit.source or hit.portal}  {hit.url}")
    talk(f"{total} article{'s' * (total != 1)} found{f', {len(hits)} shown' if total > len(hits) else ''}")
