"""A crawl with more to read than one process can: others read, and nothing else is different."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site, crawl, dangjian, database, story_html
from derived import DERIVED, rows
from processes import children_of, is_alive, readers_of, wait_for

from crawler import readers
from crawler.readers import Readers

COUNT = 300
pytestmark = pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core reads alone")


def pages() -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Stories that take long to read, for each links to all."""
    menu = "".join(f"<li><a href='/yw/{n}.html'>村里的第{n}件党建新事</a> 2020-03-13</li>" for n in range(COUNT))
    found = {"/": (200, {}, f"<title>试验网</title><ul>{menu}</ul>".encode())}
    for n in range(COUNT):
        text = f"党建引领发展，群众得到实惠。这是第{n}件新事。" * 8
        more = f"<ul>{menu}</ul>"
        found[f"/yw/{n}.html"] = (200, {}, story_html(f"村里的第{n}件党建新事", text, extra=more))
    return found


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(pages()) as found:
        yield found


def start(site: Site, archive: Path) -> subprocess.Popen[str]:
    options = ["--delay", "0", "--concurrency", "8", "--quiet"]
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", "crawl", site.url, "--archive", str(archive), *options],
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def assert_whole(archive: Path) -> None:
    """Everything is there once, and a rebuild makes the same rows."""
    before = {table: rows(archive, table) for table in DERIVED}
    assert len(before["articles"]) == len(before["revisions"]) == COUNT
    assert dangjian("verify", "--archive", archive).code == 0
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in DERIVED} == before


def test_a_busy_crawl_has_others_read(site: Site, tmp_path: Path) -> None:
    process = start(site, tmp_path / "a")
    wait_for(lambda: readers_of(process.pid))
    mine = [*children_of(process.pid), *readers_of(process.pid)]
    _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    wait_for(lambda: not any(is_alive(other) for other in mine))
    for row in database(tmp_path / "a").execute("SELECT headline, body, published_at FROM articles_with_text"):
        number = row["headline"].removeprefix("村里的第").removesuffix("件党建新事")
        assert row["body"].startswith(f"党建引领发展，群众得到实惠。这是第{number}件新事。")
        assert row["published_at"] == "2020-03-13T10:35:00+08:00"
    assert_whole(tmp_path / "a")


def test_a_polite_crawl_reads_alone(tmp_path: Path) -> None:
    few = dict(list(pages().items())[:6])
    with Site(few) as polite:
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler", "crawl", polite.url, "--archive", str(tmp_path / "a"), "--delay", "0.5"],
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        seen: set[int] = set()
        while process.poll() is None and len(polite.asked) < 8:
            seen.update(readers_of(process.pid))
            time.sleep(0.02)
        process.kill()
        process.wait()
    assert not seen


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_busy_crawl_that_is_ended(site: Site, tmp_path: Path, how: signal.Signals) -> None:
    archive = tmp_path / "a"
    process = start(site, archive)
    wait_for(lambda: len(readers_of(process.pid)) >= 2)
    mine, asked = [*children_of(process.pid), *readers_of(process.pid)], len(site.asked)
    wait_for(lambda: len(site.asked) > asked + 20)
    if how is signal.SIGKILL:
        process.send_signal(how)
    else:
        os.killpg(process.pid, how)  # as a terminal does, or whoever ends a service
    _, said = process.communicate(timeout=20)
    wait_for(lambda: not any(is_alive(other) for other in mine))
    if how is not signal.SIGKILL:
        assert "Traceback" not in said
    already = len(site.asked)
    ran = crawl(site.url, archive, "--concurrency", "8")
    assert ran.code == 0, ran.err
    assert len(site.asked) - already < COUNT
    assert_whole(archive)


def test_a_crawl_whose_readers_are_killed_reads_alone(site: Site, tmp_path: Path) -> None:
    process = start(site, tmp_path / "a")
    wait_for(lambda: readers_of(process.pid))
    for reader in readers_of(process.pid):
        os.kill(reader, signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (0, "")
    assert_whole(tmp_path / "a")


_KILLED = """
import os, signal
from crawler.readers import Readers
readers = Readers(2)
readers.begin()
found = [readers.call(len, b"x" * 3_000_000) for _ in range(4)]
found[0]()
pids = list(readers._pool._processes)
for pid in pids:
    os.kill(pid, signal.SIGSTOP)
found += [readers.call(len, b"x" * 3_000_000) for _ in range(6)]
for pid in pids:
    os.kill(pid, signal.SIGKILL)
readers.close()
print("closed")
"""


def test_readers_that_are_killed_while_they_are_given_something_are_not_waited_for() -> None:
    """What is on its way to them fills the pipe, and nobody empties it; that they were killed is not known yet."""
    done = subprocess.run([sys.executable, "-c", _KILLED], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "closed"), done.stderr


def test_where_a_task_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "OVER", 0.0)

    async def asked() -> list[int]:
        with Readers(2) as pool:
            first = pool.ask(os.getpid)
            found = [await first()]
            for _ in range(3):  # each takes all the time there is
                await pool.ask(time.sleep, 0.01)()
            return [*found, await pool.ask(os.getpid)()]

    before, after = asyncio.run(asked())
    assert before == os.getpid() != after


def test_a_process_whose_readers_are_killed_ends() -> None:
    """What waits to be written to them must not keep it; the pages are larger than a pipe holds."""
    code = """
import asyncio, hashlib, multiprocessing
from crawler.readers import Readers

async def go():
    readers = Readers(2)
    readers.begin()
    asked = [readers.ask(hashlib.pbkdf2_hmac, "sha256", bytes(300_000), b"", 20_000) for _ in range(20)]
    await asked[0]()
    for process in multiprocessing.active_children():
        process.kill()
    print(len([await answer() for answer in asked]))

asyncio.run(go())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "20\n"), done.stderr


def test_one_alone_stays_alone() -> None:
    async def asked() -> int:
        with Readers(1) as pool:
            pool.begin()
            return await pool.ask(os.getpid)()

    assert asyncio.run(asked()) == os.getpid()


def test_an_error_is_the_callers() -> None:
    async def asked() -> None:
        with Readers(2) as pool:
            pool.begin()
            await pool.ask(int, "x")()

    with pytest.raises(ValueError, match="invalid literal"):
        asyncio.run(asked())


def test_what_is_being_read_when_a_crawl_ends_is_waited_for_a_moment_only() -> None:
    pool = Readers(2)
    pool.begin()
    pool.call(time.sleep, 60)
    time.sleep(1)
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 10
