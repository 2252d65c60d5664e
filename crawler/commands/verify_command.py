"""`dangjian verify`"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import click

from archive.directory import check_readable, database_of
from archive.errors import Busy, Empty, NotAnArchive
from archive.verify import verify
from crawler.commands import archive_option, json_option, print_json, quiet_option


def _progress(done: int, of: int) -> None:
    click.echo(f"\rWARC file {done + 1} of {of}", nl=done + 1 == of, err=True)


@click.command("verify")
@archive_option
@json_option
@quiet_option
def command(directory: Path, as_json: bool, quiet: bool) -> None:
    """Prove the archive: every digest and record, every row that refers to one, every text, the search index.

    Exit 1 and a list of what is damaged. Only reads, and may run while a crawl does.
    """
    try:
        database_of(directory)
    except NotAnArchive as error:
        # A database that is damaged is what is asked for here, but not one that a crawl is just making.
        begun = isinstance(error.__cause__, Busy)
        if begun or not (isinstance(error, Empty) or isinstance(error.__cause__, sqlite3.DatabaseError)):
            raise
    check_readable(directory / "warc")
    shown = sys.stderr.isatty() and not quiet
    found = verify(directory, _progress if shown else lambda done, of: None)
    if as_json:
        counts = {"captures": found.captures, "files": found.files, "articles": found.articles}
        print_json({"archive": str(directory), **counts, "damaged": found.damaged, "damage": found.damage})
    else:
        for line in found.damage:
            click.echo(line)
        if found.damaged > len(found.damage):
            click.echo(f"and {found.damaged - len(found.damage)} more")
        if not found.damaged and not quiet:
            click.echo(
                f"verified: {found.captures} captures in {found.files} files, {found.articles} articles, index agrees"
            )
    sys.exit(1 if found.damaged else 0)
