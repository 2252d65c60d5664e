"""`dangjian verify --deep`: every row is what the WARC files give, or is named."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Ran, dangjian
from derived import DERIVED
from recording import Answer, crawl_of, killed, story
from small_disk import small_disk

from crawler.session import Session


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three crawls with an edit, a takedown, a column and a picture."""
    archive = tmp_path_factory.mktemp("deep") / "a"
    rich = story(5).replace(
        b"<p>", "<div>首页 &gt; 党建要闻 &gt; 基层</div><p><img src='/a.jpg' alt='村'></p><p>".encode(), 1
    )
    crawl_of(archive, [*(Answer(f"/yw/{n}.html", story(n)) for n in range(5)), Answer("/yw/5.html", rich)])
    gone = Answer("/yw/4.html", b"<h1>404</h1>", 404)
    edited = Answer("/yw/3.html", story(3, "换了一个说法的党建工作。"))
    crawl_of(archive, [Answer("/yw/0.html", story(0)), edited, gone], first_minute=60)
    crawl_of(archive, [Answer("/yw/0.html", story(0)), gone], first_minute=120)
    return archive


@pytest.fixture
def archive(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "a"))


def deep(archive: Path, *options: str, **env: str) -> Ran:
    ran = dangjian("verify", "--deep", "--archive", archive, *options, env=env or None)
    assert "Traceback" not in ran.err, ran.err
    return ran


def sql(archive: Path, *statements: str) -> None:
    with closing(sqlite3.connect(archive / "archive.db", isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def test_a_sound_archive_is_left_as_it_is(archive: Path) -> None:
    before = (archive / "archive.db").read_bytes()
    ran = deep(archive)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(", 6 articles, index agrees, all rows as the WARC files give them\n")
    assert deep(archive, "--json").json["damage"] == []
    quiet = deep(archive, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert (archive / "archive.db").read_bytes() == before


def columns(archive: Path) -> Iterator[tuple[str, str]]:
    """Yield the columns of derived tables that have a row and are part of no key."""
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        for table in DERIVED:
            if db.execute(f"SELECT 1 FROM {table}").fetchone():
                for row in db.execute(f"PRAGMA table_info({table})"):
                    if not row[5]:
                        yield table, row[1]


def test_whatever_column_is_changed_is_named(archive: Path) -> None:
    """All values of each column of each table; SQLite refuses a few, such as a status that there is not."""
    changed = []
    for table, column in columns(archive):
        try:
            sql(archive, f"UPDATE {table} SET {column} = coalesce({column} || 'x', 'x')")
        except sqlite3.IntegrityError:
            continue
        changed.append((table, column))
    assert len(changed) > 90
    damage = deep(archive, "--json").json["damage"]
    compared = [line for line in damage if line.endswith("not as the WARC files give")]
    named = {(line.split(":")[0], one) for line in compared for one in _columns_named(line)}
    assert set(changed) <= named


def _columns_named(line: str) -> list[str]:
    return line.removesuffix(" not as the WARC files give").rpartition(": ")[2].split(", ")


def test_rows_too_many_and_too_few_are_named(archive: Path) -> None:
    sql(
        archive,
        "DELETE FROM changes WHERE kind = 'takedown'",
        "INSERT INTO listed_days VALUES ('k', '2020-01-01')",
        "UPDATE articles SET genre = '评论' WHERE url LIKE '%/yw/2.html'",
    )
    assert dangjian("verify", "--archive", archive).code == 0  # the pages alone tell
    ran = deep(archive)
    lines = ran.out.splitlines()
    assert ran.code == 1 and len(lines) == 3
    assert any(line.startswith("changes: article ") and line.endswith(": it is not there") for line in lines)
    assert "listed_days: key k: the WARC files do not give it" in lines
    assert any("/yw/2.html: genre not as the WARC files give" in line for line in lines)


def test_a_killed_crawl_is_compared_when_its_end_is_taken_in(sound: Path, tmp_path: Path) -> None:
    live = Path(shutil.copytree(sound, tmp_path / "live"))
    left = killed(live, tmp_path / "left", [Answer(f"/zt/{n}.html", story(n)) for n in range(9)], committed=4)
    ran = deep(left)
    assert ran.code == 1 and ran.out.count("\n") == 1 and "was killed; compare again when the next" in ran.out
    Session.at(left).close()  # as every crawl does first
    assert deep(left).code == 0


def test_a_crawl_that_runs(archive: Path) -> None:
    with (archive / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = deep(archive)
    assert ran.code == 75 and "another crawl holds this archive" in ran.err
    assert ran.err.count("\n") == 1


def test_an_archive_that_may_only_be_read(archive: Path) -> None:
    (archive / ".lock").unlink()
    assert deep(archive).code == 0
    assert not (archive / ".lock").exists()


def test_no_room_for_the_second_database(archive: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 200) as disk:
        ran = deep(archive, TMPDIR=str(disk))
        left = list(disk.iterdir())
    assert ran.code == 2 and "name a directory with more room in $TMPDIR" in ran.err
    assert ran.err.count("\n") == 1 and left == []


def test_what_cannot_be_compared(archive: Path) -> None:
    data = (archive / "archive.db").read_bytes()
    (archive / "archive.db").write_bytes(data[:4096] + b"\0" * (len(data) - 4096))
    ran = deep(archive)
    assert ran.code == 1 and "make it again with `dangjian rebuild`" in ran.out


def test_it_ends_when_it_is_told_to(archive: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "verify", "--deep", "--archive", str(archive)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )
    while not any(scratch.glob("*/archive.db")) and process.poll() is None:
        time.sleep(0.005)
    process.terminate()
    err = process.communicate(timeout=60)[1]
    assert "Traceback" not in err
    assert list(scratch.iterdir()) == []
