"""A rebuild and the processes that read for it: whatever ends it, they end, and the database stays as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import dangjian
from derived import DERIVED, rows
from processes import children_of, is_alive, readers_of, wait_for
from recording import Answer, crawl_of, story

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find processes")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough captures for other processes to be started, and to be busy for a while."""
    directory = tmp_path_factory.mktemp("many") / "a"
    long = b"<ul>" + b"<li>1</li>" * 300 + b"</ul>"
    crawl_of(directory, [Answer(f"/yw/{n}.html", story(n) + long) for n in range(1200)])
    return directory


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_rebuild_that_is_stopped(archive: Path, how: signal.Signals) -> None:
    before = {table: rows(archive, table) for table in DERIVED}
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "rebuild", "--archive", str(archive), "--processes", "2"],
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        start_new_session=True,
        # What is started in the background has Ctrl-C ignored, and so would we.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    wait_for(lambda: len(readers_of(process.pid)) >= 2)
    readers = [*readers_of(process.pid), *children_of(process.pid)]
    if how is signal.SIGINT:
        os.killpg(process.pid, how)  # as a terminal does
    else:
        process.send_signal(how)
    process.wait(timeout=20)
    wait_for(lambda: not any(is_alive(reader) for reader in readers))
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    if how is not signal.SIGKILL:  # a reader that was just starting may say that its parent is gone
        assert "Traceback" not in said
        assert process.returncode == 1
    assert {table: rows(archive, table) for table in DERIVED} == before


def test_a_reader_that_is_killed(archive: Path) -> None:
    before = rows(archive, "articles")
    process = subprocess.Popen(
        [sys.executable, "-m", "crawler", "rebuild", "--archive", str(archive), "--processes", "2"],
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
    )
    wait_for(lambda: len(readers_of(process.pid)) >= 2)
    os.kill(readers_of(process.pid)[0], signal.SIGKILL)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "a process that reads pages was killed" in said
    assert "Traceback" not in said
    assert rows(archive, "articles") == before
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows(archive, "articles") == before


def test_a_rebuild_alone_where_no_process_can_be_started(archive: Path, tmp_path: Path) -> None:
    before = rows(archive, "articles")
    far = tmp_path.joinpath(*["a-long-way-down"] * 8)  # no socket has a name as long as that
    far.mkdir(parents=True)
    done = dangjian("rebuild", "--archive", archive, "--processes", "2", env={"TMPDIR": str(far)})
    assert (done.code, rows(archive, "articles")) == (0, before)
    assert "Traceback" not in done.err
