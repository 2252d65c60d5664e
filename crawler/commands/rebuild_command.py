"""`dangjian rebuild`"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from archive.crawls import order_of
from archive.directory import Archive, check_readable
from archive.errors import NotAnArchive
from archive.frontier import reopen_rounds
from archive.renewing import remove, renew
from archive.repeated import repeated
from archive.store import Store
from crawler.collecting import collect_seldom
from crawler.commands import archive_option, json_option, print_json, talk
from crawler.crawl_notes import first_note, layouts_by_name, layouts_of, name_of
from crawler.readers import Readers
from crawler.replay import Replay

SURELY_MANY = 5_000_000  # bytes of WARC files, which hold more than one process reads soon


def crawls(directory: Path, damage: list[str]) -> Iterator[tuple[dict[str, Any], list[Path]]]:
    """Yield each crawl's portal note with its files in order, the oldest crawl first; note files left out."""
    groups: dict[str, tuple[dict[str, Any], list[Path]]] = {}
    files = sorted(directory.glob("*.warc.gz"))
    copies = repeated(files)
    for path in files:
        if path in copies:
            damage.append(f"{path.name}: a copy of {copies[path].name}; it is left out")
            continue
        try:
            note = first_note(path)
        except OSError as error:
            damage.append(f"{path.name}: cannot be read ({error.strerror}); it is left out")
            continue
        groups.setdefault(note.get("key") or path.name, (note, []))[1].append(path)
    yield from sorted(groups.values(), key=lambda group: (order_of(group[0]), str(group[1][0])))


def make_database(warc: Path, new: Path, processes: int | None = None) -> tuple[int, list[str]]:
    """Make a database of WARC files at `new`, and return the number of captures and the damage found.

    `processes` read the pages, by default one a core. What cannot be made whole is removed. Raises Wrong for a
    portal's definition that cannot be used.
    """
    damage: list[str] = []
    captures = 0
    with Readers(processes) as readers:
        if sum(path.stat().st_size for path in warc.glob("*.warc.gz") if path.exists()) > SURELY_MANY:
            readers.begin()
        layouts = layouts_by_name()
        remove(new)
        try:
            store = Store(new)
            store.load_fast()
            for note, files in crawls(warc, damage):
                name, key = name_of(note, files), note.get("key") or files[0].name
                own = layouts_of(note, name, layouts)
                captures += Replay(store, readers, note, name, key, files, own, damage=damage).run()
            reopen_rounds(store.db)
            store.loaded()
            store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            store.close()
        except BaseException:
            remove(new)  # half a database takes the room that the next one needs
            raise
    return captures, damage


def rebuild(archive: Archive, processes: int | None = None) -> tuple[int, list[str]]:
    """Make the database of an archive again, and return the number of captures and the damage found.

    The new rows take the old ones' place only when all are there. Raises as `make_database` and `renew` do.
    """
    new = archive.database.with_suffix(".db.new")
    captures, damage = make_database(archive.warc, new, processes)
    renew(archive.database, new)
    return captures, damage


def stop(number: int, frame: object) -> None:
    """End as Ctrl-C does, so that the processes that read are ended in good order."""
    raise click.Abort


@click.command("rebuild")
@archive_option
@click.option("--processes", type=click.IntRange(1, 256), help="That read pages.", show_default="one a core")
@json_option
def command(directory: Path, processes: int | None, as_json: bool) -> None:
    """Make the database again from the WARC files alone: the same rows with the same keys."""
    check_readable(directory / "warc")
    if not any((directory / "warc").glob("*.warc.gz")):
        raise NotAnArchive(f"{directory}: no WARC files in {directory / 'warc'}; name an archive with --archive")
    signal.signal(signal.SIGTERM, stop)
    collect_seldom()
    with closing(Archive(directory, rebuilding=True)) as archive:
        captures, damage = rebuild(archive, processes)
    for line in damage:
        talk(line)
    talk(f"Rebuilt {archive.database} from {captures} captures")
    if as_json:
        print_json({"archive": str(directory), "captures": captures, "damage": damage})
    if damage:
        raise SystemExit(1)
