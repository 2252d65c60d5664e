"""Data to take away: the whole database whoever writes, exported files and nothing else, examples that work."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import dangjian
from lxml import html
from reading_room import get, serving, text_of

from archive.pinned import BeingWritten, pinned
from archive.store import Store
from datasette_config.dictionary import DOCUMENT, document, tables
from datasette_config.room.data import EXAMPLES, size_of
from datasette_config.room.downloads import Download, file_in

FILES = {"2026-11/文章.csv": "标题\n党建\n".encode(), "a b&c.ndjson": b"{}\n", "big.bin": os.urandom(3_000_000)}


@pytest.fixture(scope="module")
def archive(sample_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample with files in its folder of exports, and some that are nobody's business."""
    copy = tmp_path_factory.mktemp("data") / "archive"
    shutil.copytree(sample_archive, copy)
    for name, content in FILES.items():
        path = copy / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (copy / "exports" / ".hidden").write_text("no")
    (copy / "exports" / "out.db").symlink_to(copy / "archive.db")
    (copy / "exports" / "outside").symlink_to(copy / "warc")
    (copy / "exports" / "circle").symlink_to(copy / "exports" / "circle")
    for path in [copy / "archive.db", *(copy / "exports" / name for name in FILES)]:
        os.utime(path, (time.time() - 60, time.time() - 60))
    return copy


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:
    with serving(archive) as base:
        yield base


def fetch(url: str, method: str = "GET", **headers: str) -> tuple[int, Any, bytes]:
    """Fetch bytes; names of headers with underscores for dashes."""
    request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def test_the_page_offers_what_is_there(room: str) -> None:
    page = get(room + "/data", Accept_Language="zh")[2]
    tree, text = html.fromstring(page), text_of(page)
    assert tree.xpath("//a[@href='/data/archive.db']")
    links = tree.xpath("//section[@aria-labelledby='exports']//tbody//a/@href")
    assert {
        f"/data/exports/{name}" for name in ("2026-11/%E6%96%87%E7%AB%A0.csv", "a%20b%26c.ndjson", "big.bin")
    } == set(links)
    assert "3.0 MB" in text
    assert "党建网页档案[DS/OL]" in text
    assert "Data dictionary" in text_of(get(room + "/data", Accept_Language="en")[2])
    assert "default-src 'none'" in get(room + "/data")[1].headers["content-security-policy"]


def test_checksums_come_by_themselves(room: str, archive: Path) -> None:
    end = time.monotonic() + 30
    while True:
        said = json.loads(get(room + "/data.json")[2])
        every = [said["database"], *said["exports"]]
        if all(one["sha256"] for one in every) or time.monotonic() > end:
            break
        time.sleep(0.1)
    wanted = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    assert {one["name"]: one["sha256"] for one in said["exports"]} == wanted
    assert said["database"]["sha256"] == hashlib.sha256((archive / "archive.db").read_bytes()).hexdigest()
    assert said["database"]["bytes"] == (archive / "archive.db").stat().st_size
    assert said["database"]["being_written"] is False
    assert wanted["big.bin"] in get(room + "/data")[2]


def test_files_come_whole_and_in_parts(room: str) -> None:
    url, content = f"{room}/data/exports/big.bin", FILES["big.bin"]
    status, headers, body = fetch(url)
    assert (status, body == content, headers["accept-ranges"]) == (200, True, "bytes")
    assert "attachment" in headers["content-disposition"]
    tag = headers["etag"]
    for asked, first, last in (
        ("bytes=0-99", 0, 99),
        ("bytes=2999990-", 2_999_990, 2_999_999),
        ("bytes=-5", 2_999_995, 2_999_999),
        ("bytes=1000000-9999999", 1_000_000, 2_999_999),
    ):
        status, headers, body = fetch(url, Range=asked, If_Range=tag)
        assert (status, body == content[first : last + 1]) == (206, True), asked
        assert headers["content-range"] == f"bytes {first}-{last}/3000000"
    assert fetch(url, Range="bytes=5-9", If_Range='"another"')[0] == 200
    assert fetch(url, Range="bytes=3000000-")[0] == 416
    assert fetch(url, Range="lines=1-2")[0] == 200
    assert fetch(url, If_None_Match=tag)[0] == 304
    status, headers, body = fetch(url, "HEAD")
    assert (status, headers["content-length"], body) == (200, "3000000", b"")
    assert fetch(f"{room}/data/exports/2026-11/%E6%96%87%E7%AB%A0.csv")[2] == FILES["2026-11/文章.csv"]
    assert fetch(f"{room}/data/exports/a%20b%26c.ndjson")[2] == b"{}\n"


@pytest.mark.parametrize(
    "name",
    [
        *("../archive.db", "..%2Farchive.db", "%2e%2e/archive.db", "%2e%2e%2farchive.db", "....//archive.db"),
        *("out.db", "outside", "circle", ".hidden", "2026-11", "2026-11/", "/etc/passwd", "%2Fetc%2Fpasswd"),
        *("big.bin%00", "x\\..\\archive.db", "2026-11/../../archive.db", "none"),
    ],
)
def test_nothing_else_is_handed_out(room: str, archive: Path, name: str) -> None:
    assert fetch(f"{room}/data/exports/{name}")[0] in (400, 404)
    assert file_in(archive / "exports", unquote(name)) is None


def test_what_is_named_in_a_link_that_leads_out(archive: Path) -> None:
    warc = next((archive / "warc").iterdir()).name
    assert file_in(archive / "exports", f"outside/{warc}") is None


class Writer(threading.Thread):
    """Writes to an archive all the time: rows that come in pairs, so that a torn copy shows."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path, self.ended, self.written = path, threading.Event(), 0

    def run(self) -> None:
        db = sqlite3.connect(self.path, timeout=30)
        db.execute("PRAGMA wal_autocheckpoint = 20")
        db.execute("CREATE TABLE IF NOT EXISTS pairs (n INTEGER PRIMARY KEY, side TEXT, filling TEXT)")
        while not self.ended.is_set():
            with db:
                db.executemany("INSERT INTO pairs (side, filling) VALUES (?, ?)", [(s, "党" * 900) for s in "ab"])
            self.written += 1
            time.sleep(0.002)
        db.close()

    def __enter__(self) -> Writer:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.ended.set()
        self.join()


def test_a_download_is_whole_while_others_write(sample_archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "archive"
    shutil.copytree(sample_archive, copy)
    got = tmp_path / "got.db"
    with serving(copy) as base, Writer(copy / "archive.db") as writer:
        for _ in range(3):
            time.sleep(0.3)
            before = writer.written
            # Slowly, so that much is written meanwhile.
            with urllib.request.urlopen(base + "/data/archive.db", timeout=60) as answer, got.open("wb") as file:
                size = int(answer.headers["content-length"])
                while piece := answer.read(1 << 18):
                    file.write(piece)
                    time.sleep(0.05)
            assert got.stat().st_size == size
            assert writer.written > before
            db = sqlite3.connect(got)
            assert [line for (line,) in db.execute("PRAGMA integrity_check")] == ["ok"]
            sides = dict(db.execute("SELECT side, count(*) FROM pairs GROUP BY side").fetchall())
            assert sides["a"] == sides["b"]
            assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 86
            db.close()


def test_what_stands_in_the_log_alone_is_waited_for(sample_archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    shutil.copy(sample_archive / "archive.db", path)
    writing = sqlite3.connect(path)
    writing.execute("PRAGMA wal_autocheckpoint = 0")
    with pinned(path) as before:
        assert before.st_size == path.stat().st_size
    with writing:
        writing.execute("INSERT INTO settings VALUES ('x', 'y')")
    with pytest.raises(BeingWritten), pinned(path, wait=0.2):
        pass
    threading.Timer(0.3, lambda: sqlite3.connect(path).execute("PRAGMA wal_checkpoint(PASSIVE)")).start()
    with pinned(path, wait=10):
        held = path.read_bytes()
        with writing:
            writing.execute("INSERT INTO settings VALUES ('z', 'y')")
        assert writing.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[2] < 2 or path.read_bytes() == held
        assert path.read_bytes() == held
    writing.execute("PRAGMA wal_checkpoint(PASSIVE)")
    assert path.read_bytes() != held
    writing.close()


WRITING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
with db:
    db.execute("INSERT INTO settings VALUES (?, 'y')", [sys.argv[2]])
db.execute("PRAGMA wal_checkpoint(PASSIVE)")
"""
DIGEST = "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())"


def test_sending_a_file_takes_no_lock_of_another_download_away(sample_archive: Path, tmp_path: Path) -> None:
    """Locks belong to a process, and closing a file there takes them all: so other processes write and look here."""
    path = tmp_path / "archive.db"
    shutil.copy(sample_archive / "archive.db", path)

    def elsewhere(program: str, *arguments: str) -> str:
        command = [sys.executable, "-c", program, str(path), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    sent = bytearray()

    async def send(message: dict[str, Any]) -> None:
        sent.extend(message.get("body", b""))

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    with pinned(path):
        before = elsewhere(DIGEST)
        asyncio.run(Download(path, pinned(path), database=True).answer("GET", {}, send, receive))
        assert hashlib.sha256(sent).hexdigest() == before.strip()
        elsewhere(WRITING, "first")
        assert elsewhere(DIGEST) == before
    elsewhere(WRITING, "second")
    assert elsewhere(DIGEST) != before


def test_a_reader_is_asked_to_come_back(sample_archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "archive"
    shutil.copytree(sample_archive, copy)
    writing = sqlite3.connect(copy / "archive.db")
    writing.execute("PRAGMA wal_autocheckpoint = 0")
    with writing:
        writing.execute("INSERT INTO settings VALUES ('x', 'y')")
    with serving(copy) as base:
        status, headers, body = fetch(base + "/data/archive.db", Accept_Language="en")
        assert (status, headers["retry-after"]) == (503, "60")
        assert "VACUUM INTO" in body.decode()
        said = json.loads(fetch(base + "/data.json")[2])["database"]
        assert (said["being_written"], said["sha256"]) == (True, None)
        assert "A crawl is writing" in fetch(base + "/data", Accept_Language="en")[2].decode()
    writing.close()


def test_a_store_leaves_a_whole_file_though_others_read(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.crawls.save_portal("p", {"title": "试验网"})
    store.commit()
    reader = sqlite3.connect(f"file:{tmp_path / 'archive.db'}?mode=ro", uri=True)
    assert reader.execute("SELECT count(*) FROM portals").fetchone()[0] == 1
    store.crawls.save_portal("q", {"title": "试验网"})
    store.close()
    with pinned(tmp_path / "archive.db"):
        shutil.copy(tmp_path / "archive.db", tmp_path / "copy.db")
    copy = sqlite3.connect(tmp_path / "copy.db")
    assert copy.execute("SELECT count(*) FROM portals").fetchone()[0] == 2


def keys_of(archive: Path, word: str) -> list[str]:
    found = dangjian("search", word, "--archive", archive, "--json", "--limit", "200").json["hits"]
    return [hit["headline"] for hit in found]


@pytest.mark.parametrize("word", ["党建", "抗疫", "红色动员令", "不忘初心", "第一时间吹响"])
def test_the_python_example_finds_what_the_search_finds(
    room: str, sample_archive: Path, tmp_path: Path, word: str
) -> None:
    taken = tmp_path / "archive.db"
    taken.write_bytes(fetch(room + "/data/archive.db")[2])
    ran = subprocess.run(
        [sys.executable, EXAMPLES / "find.py", taken, word], capture_output=True, text=True, check=True
    )
    rows = [line.split("\t") for line in ran.stdout.splitlines()]
    assert [row[1] for row in rows] == keys_of(sample_archive, word)[:20]
    if word == "红色动员令":
        assert "张静" in rows[0][2]


def test_the_months_of_the_python_example(sample_archive: Path) -> None:
    ran = subprocess.run(
        [sys.executable, EXAMPLES / "months.py", sample_archive / "archive.db", "党建"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split(",") for line in ran.stdout.splitlines()]
    assert lines[0] == ["month", "articles", "all_articles"]
    assert sum(int(line[1]) for line in lines[1:]) == len(keys_of(sample_archive, "党建"))
    assert sum(int(line[2]) for line in lines[1:]) == 86


def test_the_sql_examples_in_plain_sqlite(sample_archive: Path) -> None:
    db = sqlite3.connect(f"file:{sample_archive / 'archive.db'}?mode=ro", uri=True)
    find = (EXAMPLES / "find.sql").read_text(encoding="utf-8")
    for word in ("红色动员令", "党建", "第一时间吹响"):
        rows = db.execute(find.replace("红色动员令", word)).fetchall()
        assert [row[1] for row in rows] == keys_of(sample_archive, word)[:20]
    years = db.execute((EXAMPLES / "years.sql").read_text(encoding="utf-8")).fetchall()
    truth = db.execute(
        "SELECT substr(published_date, 1, 4), count(*) FROM articles_with_text"
        " WHERE coalesce(kicker, '') || coalesce(headline, '') || coalesce(deck, '') || body LIKE '%党建%' GROUP BY 1"
    ).fetchall()
    assert [row[:2] for row in years] == truth


def test_the_examples_are_on_the_page(room: str) -> None:
    shown = html.fromstring(get(room + "/data")[2]).xpath("//section[@aria-labelledby='examples']//code")
    assert {code.text_content().strip() for code in shown} == {
        path.read_text(encoding="utf-8").strip() for path in EXAMPLES.iterdir() if path.is_file()
    }


def test_every_column_is_described_in_both_languages() -> None:
    for table in tables():
        for one in (table, *table.columns):
            assert one.said["zh"] and one.said["en"] and one.said["zh"] != one.said["en"], (table.name, one.name)


def test_the_data_dictionary_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "make it anew: python -m datasette_config.dictionary"


@pytest.mark.parametrize(("number", "said"), [(0, "0 B"), (999, "999 B"), (15_300, "15.3 KB"), (463_798_272, "464 MB")])
def test_sizes(number: int, said: str) -> None:
    assert size_of(number) == said
