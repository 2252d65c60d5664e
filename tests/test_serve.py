"""`dangjian serve`: the reading room comes with it and goes with it."""

from __future__ import annotations

import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import dangjian, database

from archive.migrations import pending
from crawler.commands.serve_command import brought_up_to_date
from datasette_config.launch import served


def answers(port: int) -> bool:
    """Whether a reading room answers there."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json", timeout=5).close()
    except OSError:
        return False
    return True


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_what_is_told_to_end_leaves_no_server(sample_archive: Path, told: signal.Signals) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "crawler", "serve", "--archive", str(sample_archive), "--port", str(port)]
    # Whoever runs the tests in the background may have its children deaf to Ctrl-C.
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        end = time.monotonic() + 60
        while not answers(port):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
        process.send_signal(told)
        # The server has the same stderr: it ends with the last that writes there.
        said = process.communicate(timeout=20)[1]
    assert process.returncode == 0
    assert "Traceback" not in said
    assert not answers(port)


def test_serve_brings_an_older_archive_up_to_date(sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "a"))
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'm005%'")
        for table in ("changes", "people_roles", "people_years"):
            db.execute(f"DROP TABLE {table}")
    assert pending(archive / "archive.db")
    brought_up_to_date(archive / "archive.db")
    assert not pending(archive / "archive.db")
    assert database(archive).execute("SELECT count(*) FROM people_roles").fetchone()[0] > 0


def test_a_page_of_a_damaged_database_says_what_to_do(sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "a"))
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("UPDATE texts SET body = CAST(x'ff' AS TEXT)")
        db.execute("UPDATE texts SET crossheads = '['")
        key = db.execute("SELECT key FROM articles").fetchone()[0]
    with served(archive) as (room, _):
        try:
            urllib.request.urlopen(f"{room}/article/{key}").close()
            raise AssertionError("it was made all the same")
        except urllib.error.HTTPError as error:
            page = error.read().decode()
            assert error.code == 500
    assert "/static/datasette.css" in page
    assert "dangjian verify" in page
    assert "dangjian rebuild" in page
    ran = dangjian("search", "党建", "--archive", archive)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "dangjian rebuild" in ran.err
