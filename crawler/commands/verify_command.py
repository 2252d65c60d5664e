"""`dangjian verify`"""

from __future__ import annotations

import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from archive.directory import at_rest, check_readable, database_of
from archive.errors import Busy, Empty, NotAnArchive, said_by
from archive.recovery import left_behind
from archive.verify import Verified, verify
from archive.verify_rebuilt import verify_rebuilt
from crawler.cli import Wrong
from crawler.collecting import collect_seldom
from crawler.commands import archive_option, json_option, print_json, quiet_option
from crawler.commands.rebuild_command import make_database, stop


def _progress(done: int, of: int) -> None:
    click.echo(f"\rWARC file {done + 1} of {of}", nl=done + 1 == of, err=True)


def _compare(directory: Path, found: Verified) -> None:
    """Note every row that a database made of the WARC files alone has otherwise; damage in these is known by now."""
    database = directory / "archive.db"
    signal.signal(signal.SIGTERM, stop)
    collect_seldom()
    with at_rest(directory), TemporaryDirectory(prefix="dangjian-verify-") as scratch:
        try:
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
                killed = left_behind(db)
            for key in killed:
                found.wrong(
                    f"crawl {key}: was killed; compare again when the next `dangjian crawl` has taken its end in"
                )
            if not killed:
                anew = Path(scratch) / "archive.db"
                _make(directory / "warc", anew)
                verify_rebuilt(database, anew, found.wrong)
        except sqlite3.DatabaseError as error:
            found.wrong(f"{database}: cannot be compared ({said_by(error)}); make it again with `dangjian rebuild`")


def _make(warc: Path, anew: Path) -> None:
    try:
        make_database(warc, anew)
    except sqlite3.OperationalError as error:
        raise Wrong(f"{anew}: cannot be made ({said_by(error)}); name a directory with more room in $TMPDIR") from error


@click.command("verify")
@archive_option
@json_option
@quiet_option
@click.option("--deep", is_flag=True, help="Make the database again as well, elsewhere, and compare every row.")
def command(directory: Path, as_json: bool, quiet: bool, deep: bool) -> None:
    """Prove the archive: every digest and record, every row that refers to one, every text, the search index.

    Exit 1 and a list of what is damaged. Only reads, and may run while a crawl does.

    With --deep a second database is made of the WARC files in a temporary directory ($TMPDIR): it takes the time of a
    rebuild and the room of archive.db, no crawl may run meanwhile, and what an earlier version read otherwise differs.
    """
    try:
        database_of(directory)
    except NotAnArchive as error:
        # A database that is damaged is what is asked for here, but not one that a crawl is just making.
        begun = isinstance(error.__cause__, Busy)
        if begun or not (isinstance(error, Empty) or isinstance(error.__cause__, sqlite3.DatabaseError)):
            raise
    except sqlite3.DatabaseError:
        pass  # as is a disk that fails
    check_readable(directory / "warc")
    shown = sys.stderr.isatty() and not quiet
    found = verify(directory, _progress if shown else lambda done, of: None)
    if deep:
        _compare(directory, found)
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
                + (", all rows as the WARC files give them" if deep else "")
            )
    sys.exit(1 if found.damaged else 0)
