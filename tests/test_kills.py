"""kill -9 at any moment: nothing lost, nothing doubled, hardly anything fetched twice; a rebuild gives the same rows.

DANGJIAN_KILLS says how many random kills there are (50 before a release; fewer here).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Site, crawl, dangjian, database
from derived import DERIVED, rows
from families import FAMILIES
from small_disk import kilobytes, small_disk

from archive.store import Store

KILLS = int(os.environ.get("DANGJIAN_KILLS", "6"))
SEED = int(os.environ.get("DANGJIAN_KILLS_SEED", "20261125"))
CONCURRENCY = 2


def start(url: str, archive: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "crawler", "crawl", url, "--archive", str(archive), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def kill_after(process: subprocess.Popen[bytes], site: Site, more: int, pause: float) -> bool:
    """Kill a crawl a moment after its `more`th request; return whether it was still running."""
    goal = len(site.asked) + more
    deadline = time.monotonic() + 30
    while len(site.asked) < goal and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(pause)
    ended = process.poll() is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return not ended


def has_finished(archive: Path) -> bool:
    """Whether the portal's walk had come to its end: the next crawl is another night's."""
    return bool(database(archive).execute("SELECT 1 FROM crawls WHERE outcome = 'finished'").fetchone())


def test_random_kills(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    kills = 0
    round_number = 0
    while kills < KILLS:
        portal = FAMILIES["trs"]()
        archive = tmp_path / f"a{round_number}"
        round_number += 1
        with Site(portal.answer) as site:
            here = 0
            while kills < KILLS:
                options = ["--delay", "0.005", "--concurrency", str(CONCURRENCY)]
                process = start(site.url, archive, *options)
                running = kill_after(process, site, dice.randint(2, 25), dice.uniform(0, 0.05))
                if not running or has_finished(archive):
                    break
                kills += 1
                here += 1
            # Where the walk had come to its end this is another night's, which asks for the lists again.
            asked = Counter(site.asked) if has_finished(archive) else None
            ran = crawl(site.url, archive, "--concurrency", str(CONCURRENCY))
            assert ran.code == 0, ran.err
            asked = asked or Counter(site.asked)
        truth = {story.path for story in portal.stories}
        urls = database(archive).execute("SELECT url FROM articles")
        found = {row["url"].removeprefix(site.url[:-1]) for row in urls}
        assert found == truth
        revisions = database(archive).execute("SELECT count(*), count(DISTINCT article) FROM revisions").fetchone()
        assert tuple(revisions) == (len(truth), len(truth))
        again = {path: count - 1 for path, count in asked.items() if count > 1 and path != "/robots.txt"}
        assert sum(again.values()) <= here * CONCURRENCY, again
        before = {table: rows(archive, table) for table in DERIVED}
        verified = dangjian("verify", "--archive", archive)
        assert verified.code == 0, verified.err
        assert dangjian("rebuild", "--archive", archive).code == 0
        for table in DERIVED:
            assert rows(archive, table) == before[table], table


def test_a_killed_crawl_is_gone_on_with_after_a_rebuild_too(tmp_path: Path) -> None:
    """The frontier is gone then; what the WARC files have leads to what they have not."""
    portal = FAMILIES["trs"]()
    with Site(portal.answer) as site:
        process = start(site.url, tmp_path / "a", "--delay", "0.01")
        assert kill_after(process, site, 24, 0.0)
        assert dangjian("rebuild", "--archive", tmp_path / "a").code in (0, 1)
        assert crawl(site.url, tmp_path / "a").code == 0
        again = {path: count for path, count in Counter(site.asked).items() if count > 1 and path != "/robots.txt"}
        assert len(again) <= 1, again
        assert crawl(site.url, tmp_path / "a").code == 0
    urls = database(tmp_path / "a").execute("SELECT url FROM articles")
    assert {row["url"].removeprefix(site.url[:-1]) for row in urls} == {story.path for story in portal.stories}


def test_sigterm_ends_within_ten_seconds(tmp_path: Path) -> None:
    """A page that drips for minutes does not hold up a crawl that is told to end."""
    asked: list[str] = []

    def answer(handler: object) -> tuple[int, dict[str, str], bytes] | None:
        path = handler.path  # type: ignore[attr-defined]
        asked.append(path)
        if path == "/slow.html":
            time.sleep(30)
            return None
        return 200, {}, b"<title>x</title><a href='/slow.html'>2020-03-13</a>"

    with Site(answer) as site:
        process = start(site.url, tmp_path / "a", "--delay", "0")
        while "/slow.html" not in asked:
            time.sleep(0.05)
        began = time.monotonic()
        process.terminate()
        process.wait(timeout=20)
        assert time.monotonic() - began < 10
    db = database(tmp_path / "a")
    assert db.execute("SELECT outcome FROM crawls").fetchone()[0] == "interrupted"
    waiting = [row["url"] for row in db.execute("SELECT url FROM frontier WHERE state = 'pending'")]
    assert waiting == [f"{site.url}slow.html"]


@pytest.mark.parametrize("slow", ["/", "/robots.txt"])
def test_sigterm_before_anything_came_needs_nobody(tmp_path: Path, slow: str) -> None:
    """A crawl that was told to end cannot say that its portal has no articles, or is not reached."""
    asked: list[str] = []

    def answer(handler: object) -> tuple[int, dict[str, str], bytes] | None:
        asked.append(handler.path)  # type: ignore[attr-defined]
        if asked[-1] == slow:
            time.sleep(30)
        return 404, {}, b""

    with Site(answer) as site:
        process = start(site.url, tmp_path / "a", "--delay", "0")
        while slow not in asked:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(timeout=20) == 0
    (crawl,) = database(tmp_path / "a").execute("SELECT outcome, health FROM crawls")
    assert tuple(crawl) == ("interrupted", "ok")


@pytest.mark.parametrize("room", [8, 40, 160])
def test_a_full_disk(tmp_path: Path, room: int) -> None:
    """The crawl ends and says so, the archive is whole, and with room again it goes on where it stopped.

    `room` is in KB, beside what an empty archive takes: at first there is none for the first page.
    """
    roomy = tmp_path / "roomy"
    portal = FAMILIES["trs"]()
    (tmp_path / "empty").mkdir()
    with closing(Store(tmp_path / "empty" / "archive.db")):
        size = kilobytes(tmp_path / "empty") + room
    with small_disk(tmp_path / "disk", size) as disk, Site(portal.answer) as site:
        ran = crawl(site.url, disk / "a")
        assert ran.code == 1, ran.err
        assert "no space left" in ran.err
        assert "Traceback" not in ran.err
        first = len(site.asked)
        shutil.copytree(disk / "a", roomy)
        verified = dangjian("verify", "--archive", roomy)
        assert verified.code == 0, verified.err
        gone_on = crawl(site.url, roomy)
        assert gone_on.code == 0, gone_on.err
        # Every crawl asks for robots.txt. With one request at a time that leaves the answer that did not fit, and the
        # request that was sent when it had come.
        again = {path: count - 1 for path, count in Counter(site.asked).items() if count > 1 and path != "/robots.txt"}
        assert first < len(portal.stories) * 2
        assert sum(again.values()) <= 2, again
    found = {row["url"].removeprefix(site.url[:-1]) for row in database(roomy).execute("SELECT url FROM articles")}
    assert found == {story.path for story in portal.stories}
    before = {table: rows(roomy, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", roomy).code == 0
    for table in DERIVED:
        assert rows(roomy, table) == before[table], table
