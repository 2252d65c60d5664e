"""What goes wrong gets one clear line and the right exit code, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Ran, Reply, Site, crawl, dangjian, database, story_html

from archive.directory import Archive

TEXT = "党建引领基层治理，干部群众齐心协力，日子越过越好。" * 4
HOME = (
    "<html><head><title>试验网</title></head>"
    "<body><a href='/a/1.html'>one</a> <a href='/a/2.html'>two</a></body></html>"
).encode()


def refused(ran: Ran, code: int, *words: str) -> None:
    """Assert that a command ended with a code and one line that holds the words."""
    assert ran.code == code, ran.err
    line = ran.one_line()
    assert "\n" not in line, line
    for word in words:
        assert word in line


def test_an_unknown_portal_name(tmp_path: Path) -> None:
    refused(dangjian("crawl", "sn_dangjin", "--archive", tmp_path / "a"), 2, "sn_dangjin", "sn_dangjian")
    assert not (tmp_path / "a").exists()


def test_a_portal_that_the_archive_has_not(sample_archive: Path) -> None:
    for name, hint in (("127.0.0.1:0", "did you mean 127.0.0.1:"), ("nobody", "dangjian status")):
        refused(dangjian("search", "党建", "--portal", name, "--archive", sample_archive), 2, name, hint)


@pytest.mark.parametrize(
    "word", ["ftp://a.example/", "http://", "http:///x", "https:/x.example", "http://[::1", "mailto:a@b.example"]
)
def test_no_web_address(word: str, tmp_path: Path) -> None:
    refused(dangjian("crawl", word, "--archive", tmp_path / "a"), 2, "http://")
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("word", ["http://", "http://[::1/x", "http://a b/x", "ftp://x.example/"])
def test_no_address_of_a_page(word: str) -> None:
    refused(dangjian("extract", word), 2, word, "http://dj.example")


def test_a_page_by_an_address_with_characters(tmp_path: Path) -> None:
    with Site({"/%E5%85%9A%20%E5%BB%BA.html": (200, {}, story_html("第一篇文章的标题", TEXT))}) as site:
        ran = dangjian("extract", f"{site.url}党 建.html", env={"DANGJIAN_CONTACT": "编辑部"})
    assert (ran.code, ran.json["headline"]) == (0, "第一篇文章的标题"), ran.err


def test_a_dead_host(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    ran = crawl(url, tmp_path / "a")
    assert ran.code == 1
    assert "connection refused" in ran.err
    assert "Traceback" not in ran.err
    assert ran.json["crawls"][0]["outcome"] == "failed"
    assert dangjian("status", "--archive", tmp_path / "a").code == 1


@pytest.mark.parametrize(
    ("text", "told"), [("My page", "no articles found"), ("It works!", "the site is closed for now, or broken")]
)
def test_an_address_that_is_no_portal(text: str, told: str, tmp_path: Path) -> None:
    with Site({"/": (200, {}, f"<html><body>{text}</body></html>".encode())}) as site:
        ran = crawl(site.url, tmp_path / "a")
    assert ran.code == 1
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_page_of_50_megabytes(tmp_path: Path) -> None:
    huge = b"<html><body><p>" + b"x" * 50_000_000
    pages = {
        "/": (200, {}, HOME),
        "/a/1.html": (200, {}, huge),
        "/a/2.html": (200, {}, story_html("第二篇文章的标题", TEXT)),
    }
    with Site(pages) as site:
        ran = crawl(site.url, tmp_path / "a")
    assert "/a/1.html: larger than 20 MB" in ran.err
    assert "Traceback" not in ran.err
    assert [row["headline"] for row in database(tmp_path / "a").execute("SELECT headline FROM articles")] == [
        "第二篇文章的标题"
    ]


def test_a_body_cut_short(tmp_path: Path) -> None:
    whole = story_html("第一篇文章的标题", TEXT)
    cut = whole[: len(whole) // 2]
    broken = {"now": False}

    def pages(handler: BaseHTTPRequestHandler) -> Reply | None:
        if handler.path == "/a/1.html":
            if broken["now"]:
                handler.close_connection = True
                return 200, {"Content-Length": str(len(whole))}, cut
            return 200, {}, whole
        return {"/": (200, {}, HOME), "/a/2.html": (200, {}, story_html("第二篇文章的标题", TEXT))}.get(
            handler.path, (404, {}, b"")
        )

    with Site(pages) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        broken["now"] = True
        ran = crawl(site.url, tmp_path / "a", "--full")
    assert "/a/1.html: came cut short" in ran.err
    assert "Traceback" not in ran.err
    db = database(tmp_path / "a")
    row = db.execute(
        "SELECT body, revision_count, status FROM articles_with_text WHERE url LIKE '%/a/1.html'"
    ).fetchone()
    assert tuple(row) == (TEXT, 1, "live")
    before = db.execute("SELECT key, revision_count FROM articles ORDER BY 1").fetchall()
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute("SELECT key, revision_count FROM articles ORDER BY 1").fetchall() == before


def test_a_wrong_length_of_a_whole_page(tmp_path: Path) -> None:
    whole = story_html("第一篇文章的标题", TEXT)

    def pages(handler: BaseHTTPRequestHandler) -> Reply | None:
        if handler.path == "/a/1.html":
            handler.close_connection = True
            return 200, {"Content-Length": str(len(whole) + 100)}, whole
        return (200, {}, HOME) if handler.path == "/" else (404, {}, b"")

    with Site(pages) as site:
        crawl(site.url, tmp_path / "a")
    assert [row["headline"] for row in database(tmp_path / "a").execute("SELECT headline FROM articles")] == [
        "第一篇文章的标题"
    ]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 200
    with Site({"/": (200, {}, noise)}) as site:
        ran = crawl(site.url, tmp_path / "a")
    assert ran.code == 1
    assert "no articles found" in ran.err
    with Site(
        {
            "/": (200, {}, HOME),
            "/a/1.html": (200, {}, noise),
            "/a/2.html": (200, {}, story_html("第二篇文章的标题", TEXT)),
        }
    ) as site:
        ran = crawl(site.url, tmp_path / "b")
    assert ran.code == 0
    assert ran.json["crawls"][0]["articles_new"] == 1
    (tmp_path / "noise.html").write_bytes(noise)
    ran = dangjian("extract", tmp_path / "noise.html")
    assert (ran.code, ran.json["page_kind"]) == (0, "other")


def test_an_archive_directory_that_holds_something_else(tmp_path: Path) -> None:
    other = tmp_path / "photos"
    other.mkdir()
    (other / "cat.jpg").write_bytes(b"miaow")
    refused(crawl("http://127.0.0.1:9/", other), 2, "holds something else")
    assert sorted(p.name for p in other.iterdir()) == ["cat.jpg"]
    (tmp_path / "file").write_text("x")
    refused(crawl("http://127.0.0.1:9/", tmp_path / "file"), 2, "not a directory")


def test_a_database_of_something_else(tmp_path: Path) -> None:
    for name, write in (
        ("text", lambda p: p.write_text("not a database, " * 90)),
        ("foreign", lambda p: sqlite3.connect(p).execute("CREATE TABLE cats (name)")),
    ):
        directory = tmp_path / name
        directory.mkdir()
        write(directory / "archive.db")
        before = (directory / "archive.db").read_bytes()
        refused(crawl("http://127.0.0.1:9/", directory), 2, "database")
        refused(dangjian("search", "党建", "--archive", directory), 2, "database")
        assert (directory / "archive.db").read_bytes() == before


def test_a_database_with_nothing_in_it(tmp_path: Path) -> None:
    directory = tmp_path / "emptied"
    (directory / "warc").mkdir(parents=True)
    (directory / "archive.db").touch()
    for command in (("search", "党建"), ("status",), ("serve",)):
        refused(dangjian(*command, "--archive", directory), 2, "empty", "dangjian rebuild")
    ran = dangjian("verify", "--archive", directory)
    assert (ran.code, ran.err) == (1, "")
    assert "dangjian rebuild" in ran.out


@pytest.mark.parametrize("how", ["cut in half", "its beginning lost", "holes in it"])
def test_a_damaged_database_is_made_again(how: str, sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "a"))
    file = archive / "archive.db"
    whole = file.read_bytes()
    half = len(whole) // 2
    file.write_bytes(
        {
            "cut in half": whole[:half],
            "its beginning lost": bytes(4096) + whole[4096:],
            "holes in it": whole[:4096] + bytes(40_000) + whole[44_096:],
        }[how]
    )
    (tmp_path / "one.ndjson").write_text('{"url": "http://a.example/1.html", "headline": "x"}')
    for command in (("search", "党建"), ("status",), ("import", tmp_path / "one.ndjson")):
        refused(dangjian(*command, "--archive", archive), 2, "dangjian rebuild")
    refused(crawl("http://127.0.0.1:9/", archive), 2, "dangjian rebuild")
    assert dangjian("verify", "--archive", archive).code == 1
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert dangjian("search", "党建", "--archive", archive, "--json").json["total"] > 0
    assert dangjian("verify", "--archive", archive).code == 0


def test_a_crawl_into_a_database_that_lacks_a_table(sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "a"))
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("DROP TABLE assets")
    refused(crawl("http://127.0.0.1:9/", archive), 2, "cannot be written", "no such table")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_archive_directory_that_cannot_be_written(sample_archive: Path, tmp_path: Path) -> None:
    directory = tmp_path / "locked"
    directory.mkdir(mode=0o500)
    refused(crawl("http://127.0.0.1:9/", directory), 2, "cannot be written")
    made = Path(shutil.copytree(sample_archive, tmp_path / "demo"))
    (made / ".demo").touch()
    made.chmod(0o500)
    refused(dangjian("demo", "--no-serve", "--archive", made), 2, "cannot be written")
    made.chmod(0o700)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
@pytest.mark.parametrize("closed", ["archive.db", "warc"])
def test_an_archive_that_cannot_be_read(closed: str, sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "a"))
    (archive / closed).chmod(0o000)
    commands = [("verify",), ("rebuild",)] if closed == "warc" else [("search", "党建"), ("status",), ("verify",)]
    for command in commands:
        refused(dangjian(*command, "--archive", archive), 2, closed, "may not be read")
    (archive / closed).chmod(0o700)


def test_a_place_where_no_directory_can_be(tmp_path: Path) -> None:
    refused(crawl("http://127.0.0.1:9/", Path("/proc/nothing/here")), 2, "cannot be written")


@pytest.mark.parametrize(
    "arguments",
    [("search", "党建"), ("status",), ("serve",), ("rebuild",)],
)
def test_no_archive_there(arguments: tuple[str, ...], tmp_path: Path) -> None:
    refused(dangjian(*arguments, "--archive", tmp_path / "none"), 2, "archive")
    assert not (tmp_path / "none").exists()


def test_wrong_values(sample_archive: Path, tmp_path: Path) -> None:
    assert dangjian("crawl", "--since", "13.3.2020", "http://a.example/").code == 2
    assert "2020-03-13" in dangjian("crawl", "--since", "13.3.2020", "http://a.example/").err
    for delay in ("nan", "inf", "-1"):
        ran = dangjian("crawl", "--delay", delay, "http://127.0.0.1:9/", "--archive", tmp_path / "a", timeout=20)
        assert (ran.code, "--delay" in ran.err) == (2, True)
    assert not (tmp_path / "a").exists()
    assert dangjian("search", "--archive", sample_archive, "***").code == 2
    assert dangjian("search", "--archive", sample_archive, "党建", "--limit", "9" * 20).code == 2
    between = ("--from", "2021-03-01", "--to", "2020-01-01")
    refused(dangjian("search", "--archive", sample_archive, "党建", *between), 2, "2021-03-01 is after")
    assert dangjian("nonsense").code == 2
    refused(dangjian("extract", tmp_path / "none.html"), 2, "none.html")
    refused(dangjian("extract", tmp_path / "none.html", "--url", "nonsense"), 2, "--url")


def test_a_port_that_is_taken(sample_archive: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused(dangjian("serve", "--archive", sample_archive, "--port", port), 2, port)
        refused(dangjian("demo", "--archive", tmp_path / "demo", "--port", port), 2, port)
    assert not (tmp_path / "demo").exists()
    # An address kept for examples, which no machine has.
    refused(dangjian("serve", "--archive", sample_archive, "--host", "192.0.2.1"), 2, "192.0.2.1", "--host")


def test_the_demo_empties_no_directory_but_its_own(sample_archive: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    refused(dangjian("demo", "--no-serve", "--archive", precious), 2, "left alone")
    assert (precious / "thesis.txt").read_text() == "years of work"


def test_the_demo_empties_no_archive_that_a_crawl_writes_to(sample_archive: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(sample_archive, tmp_path / "demo"))
    (archive / ".demo").touch()
    with closing(Archive(archive)):
        refused(dangjian("demo", "--no-serve", "--archive", archive), 75, "another crawl holds this archive")
    assert database(archive).execute("SELECT count(*) FROM articles").fetchone()[0] == 86


def test_a_file_that_is_no_warc_is_refused_without_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "picture.warc"
    file.write_bytes(b"\x89PNG\x1b[2J no line of which is for a terminal " * 200)
    ran = dangjian("import", file, "--archive", tmp_path / "a")
    assert ran.code == 1
    assert "picture.warc: damaged after byte 0" in ran.err
    assert "terminal" not in ran.err
