"""A database is renewed while others read it: they see all old rows or all new ones, never some of both."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from archive.errors import Busy
from archive.renewing import renew

TIMES = 40
Seen = tuple[list[int], list[str]]


def make(path: Path, generation: int, rows: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE texts (generation INTEGER, body TEXT)")
        db.executemany("INSERT INTO texts VALUES (?, ?)", [(generation, f"{n} " * 300) for n in range(rows)])
        db.commit()


def generation_in(db: sqlite3.Connection) -> int:
    """Return whose rows are there, all of one and in one piece."""
    db.execute("BEGIN")
    found = db.execute("SELECT min(generation), max(generation), sum(length(body)) FROM texts").fetchone()
    checked = db.execute("PRAGMA integrity_check").fetchall()
    db.execute("COMMIT")
    assert found[0] == found[1], found
    assert checked == [("ok",)], checked
    return int(found[0])


def read_on(database: Path, mode: str, keep: bool, begun: Event, stop: Event, told: Queue[Seen]) -> None:
    """Read as Datasette does, whose connections stay, or as who opens a file, looks and closes it."""
    seen: list[int] = []
    wrong: list[str] = []
    db = None
    while True:
        last = stop.is_set()  # once more after the last time that it was renewed
        try:
            db = db or sqlite3.connect(f"file:{database}?mode={mode}", uri=True, isolation_level=None, timeout=30)
            seen.append(generation_in(db))
        except (sqlite3.Error, AssertionError) as error:
            wrong.append(repr(error))
        if db is not None and not keep:
            db.close()
            db = None
        begun.set()
        if last:
            break
    told.put((seen, wrong))


@contextmanager
def readers(database: Path) -> Iterator[list[Seen]]:
    """Have processes read a database of every kind; what they saw is there at the end."""
    spawn = multiprocessing.get_context("spawn")
    stop, told = spawn.Event(), spawn.Queue()
    kinds = [(mode, keep) for mode in ("ro", "rw") for keep in (True, False)]
    begun = [spawn.Event() for _ in kinds]
    started = [
        spawn.Process(target=read_on, args=(database, *kind, event, stop, told))
        for kind, event in zip(kinds, begun, strict=True)
    ]
    results: list[Seen] = []
    try:
        for process in started:
            process.start()
        assert all(event.wait(60) for event in begun)
        yield results
        stop.set()
        results += [told.get(timeout=60) for _ in started]
    finally:
        stop.set()
        for process in started:
            process.join(60)


def test_readers_see_all_of_the_old_or_all_of_the_new(tmp_path: Path) -> None:
    database, new = tmp_path / "archive.db", tmp_path / "archive.db.new"
    make(database, 0, 200)
    with readers(database) as results:
        for generation in range(1, TIMES):
            make(new, generation, 50 + generation * 67 % 300)
            renew(database, new)
            with closing(sqlite3.connect(database, timeout=30)) as crawl:
                for _ in range(3):
                    crawl.execute("INSERT INTO texts VALUES (?, ?)", [generation, "later " * 2000])
                    crawl.commit()
    assert [wrong for _, wrong in results] == [[]] * 4
    for seen, _ in results:
        assert seen == sorted(seen)
        assert seen[-1] == TIMES - 1
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        assert generation_in(db) == TIMES - 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db"]


def test_who_reads_still_sees_what_was_there(tmp_path: Path) -> None:
    """A long look is not cut short by a database that is renewed, and nothing waits for its end."""
    database, new = tmp_path / "archive.db", tmp_path / "archive.db.new"
    make(database, 1, 300)
    make(new, 2, 400)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)) as db:
        db.execute("BEGIN")
        assert db.execute("SELECT count(*) FROM texts").fetchone() == (300,)
        renew(database, new)
        assert db.execute("SELECT count(*), max(generation) FROM texts WHERE body <> ''").fetchone() == (300, 1)
        db.execute("COMMIT")
        assert db.execute("SELECT count(*), max(generation) FROM texts WHERE body <> ''").fetchone() == (400, 2)


@pytest.mark.parametrize("how", ["cut in half", "holes in it", "its first page lost", "empty", "not there"])
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with a log"])
def test_a_database_that_cannot_be_read_is_renewed_too(how: str, beside: bool, tmp_path: Path) -> None:
    database, new = tmp_path / "archive.db", tmp_path / "archive.db.new"
    make(database, 1, 300)
    make(new, 2, 200)
    log = b""
    if beside:
        with closing(sqlite3.connect(database)) as db:
            db.execute("INSERT INTO texts SELECT 1, body FROM texts LIMIT 20")
            db.commit()
            log = (tmp_path / "archive.db-wal").read_bytes()
    whole = database.read_bytes()
    database.write_bytes(
        {
            "cut in half": whole[: len(whole) // 2],
            "holes in it": whole[:4096] + bytes(40_000) + whole[44_096:],
            "its first page lost": bytes(4096) + whole[4096:],
        }.get(how, b"")
    )
    if how == "not there":
        database.unlink()
    if beside:
        (tmp_path / "archive.db-wal").write_bytes(log)
    renew(database, new)
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        assert generation_in(db) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db"]


def test_a_database_that_another_process_writes_to_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database, new = tmp_path / "archive.db", tmp_path / "archive.db.new"
    make(database, 1, 30)
    make(new, 2, 20)
    monkeypatch.setattr("archive.renewing.WAIT", 0.2)
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="another process writes to it"):
            renew(database, new)
        writer.execute("ROLLBACK")
        assert generation_in(writer) == 1
    assert not new.exists()
