"""A command given `--json` prints one document whatever happens; where it is refused, one with the reason."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from conftest import Ran, dangjian

from archive.directory import Archive
from crawler.cli import COMMANDS, main

# What each command is given that it can do something with.
GIVEN = {
    "crawl": ["http://127.0.0.1:9/"],
    "demo": ["--no-serve"],
    "import": ["one.ndjson"],
    "rebuild": [],
    "search": ["党建"],
    "status": [],
    "verify": ["--deep"],
}
WRITING = ["crawl", "demo", "import", "rebuild", "verify"]


@pytest.fixture(scope="module")
def archive(sample_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive that a demo may have made, with a file to import beside it."""
    made = Path(shutil.copytree(sample_archive, tmp_path_factory.mktemp("refused") / "a"))
    (made / ".demo").touch()
    (made.parent / "one.ndjson").write_text('{"url": "http://a.example/1.html", "headline": "x"}')
    yield made


def asked(command: str, archive: Path, *more: str) -> Ran:
    words = [str(archive.parent / word) if word.endswith(".ndjson") else word for word in GIVEN[command]]
    return dangjian(command, *words, "--archive", archive, "--json", *more)


def refused(ran: Ran, code: int) -> str:
    """Assert that a command was refused in one line and one document that say the same, and return that."""
    assert ran.code == code, ran.err
    assert list(ran.json) == ["error"]
    said: str = ran.json["error"]
    assert ran.one_line() == f"Error: {said}"
    return said


def test_every_command_that_has_json_is_tried() -> None:
    context = click.Context(main)
    loaded = {name: main.get_command(context, name) for name in COMMANDS}
    assert {n for n, c in loaded.items() if c and any("--json" in p.opts for p in c.params)} == GIVEN.keys()


@pytest.mark.parametrize("command", GIVEN)
def test_an_option_that_is_not_there(command: str, archive: Path) -> None:
    assert "--nonsense" in refused(asked(command, archive, "--nonsense"), 2)


@pytest.mark.parametrize("command", GIVEN)
def test_a_directory_of_something_else(command: str, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "cat.jpg").write_bytes(b"miaow")
    shutil.copy(archive.parent / "one.ndjson", tmp_path.parent)
    assert str(tmp_path) in refused(asked(command, tmp_path), 2)


@pytest.mark.parametrize("command", WRITING)
def test_an_archive_that_is_held(command: str, archive: Path) -> None:
    with closing(Archive(archive)):
        assert "another crawl holds this archive" in refused(asked(command, archive), 75)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["crawl", "--since", "13.3.2020"], "write it like 2020-03-13"),
        (["crawl", "sn_dangjin"], "sn_dangjian"),
        (["crawl", "mailto:a@b.example"], "not a web address"),
        (["search"], "Missing argument"),
        (["search", "党建", "--limit"], "requires an argument"),
        (["import", "nothing.ndjson"], "no such file"),
    ],
)
def test_wrong_words(words: list[str], hint: str) -> None:
    # Before the others or behind them: what is wrong is not to hide that a document was asked for.
    assert hint in refused(dangjian(words[0], "--json", *words[1:]), 2)


def test_a_damaged_database(archive: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(archive, tmp_path / "a"))
    whole = (copy / "archive.db").read_bytes()
    (copy / "archive.db").write_bytes(whole[:4096] + bytes(40_000) + whole[44_096:])
    assert "dangjian rebuild" in refused(asked("search", copy), 2)


def test_a_path_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    ran = dangjian("status", "--json", "--archive", path, env={"PYTHONIOENCODING": "utf-8:strict"})
    assert (ran.code, ran.json["error"].startswith(path)) == (2, True), ran.err


def test_nobody_asked_for_a_document(archive: Path) -> None:
    """A word to search for is none that asks, and without the option nothing is on stdout."""
    for words in (["--json"], ["党建"]):
        ran = dangjian("search", "--archive", archive / "none", "--", *words)
        assert (ran.code, ran.out) == (2, "")


def test_a_command_told_to_end(archive: Path) -> None:
    """A rebuild that is ended before it is done has made nothing, and says so."""
    command = [sys.executable, "-m", "crawler", "rebuild", "--archive", archive, "--processes", "1", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/")
    while not (archive / "archive.db.new").exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    ran = Ran(process.returncode, out, err)
    assert (ran.code, ran.json) == (1, {"error": "ended before it was done"}), ran.err
