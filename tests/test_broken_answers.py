"""Answers broken on the wire, each in its way, and servers that give none: what can be read is; the rest is said."""

from __future__ import annotations

import gzip
import io
import socket
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import dangjian, database
from hostile import Crawled, Raw, crawl_with, head
from trial_pages import home, story, titles

from crawler.reading import LARGEST_PAGE, is_whole
from crawler.sample_portal import SamplePortal

SMALL = 300_000  # bytes; DOWNLOAD_MAXSIZE in these tests


# What each path sends: the whole answer, and whether it holds an article.
def wire(path: str) -> bytes:
    page = story(path.strip("/"))
    packed = gzip.compress(page)
    answers = {
        "/cut-plain": head(Content_Length=len(page)) + page[: len(page) // 2],
        "/cut-packed": head(Content_Length=len(packed), Content_Encoding="gzip") + packed[: len(packed) // 2],
        "/length-too-long": head(Content_Length=len(page) + 500) + page,
        "/length-too-long-packed": head(Content_Length=len(packed) + 500, Content_Encoding="gzip") + packed,
        "/length-too-short": head(Content_Length=len(page) - 40) + page,
        "/no-length": head() + page,
        "/no-answer": b"",
        "/no-http": b"\x00\x01\x02\x03 what?\r\n\r\n",
        "/bomb": head(Content_Encoding="gzip") + gzip.compress(page + b" " * (LARGEST_PAGE + 1)),
        "/broken-gzip": head(Content_Encoding="gzip") + packed[:30] + b"\xff" * 40 + packed[70:],
        "/half-gzip": head(Content_Encoding="gzip", Content_Length=len(packed) // 2) + packed[: len(packed) // 2],
        "/not-gzip": head(Content_Encoding="gzip") + page,
        "/gzip-unsaid": head(Content_Length=len(packed)) + packed,
        "/not-deflate": head(Content_Encoding="deflate") + page,
        "/not-brotli": head(Content_Encoding="br") + page,
        "/raw-deflate": head(Content_Encoding="deflate") + zlib.compress(page)[2:-4],
        "/huge-said": head(Content_Length=SMALL * 4) + page,
        "/huge-unsaid": head() + page + b" " * SMALL * 4,
        "/plain-text": head(Content_Type="text/plain") + page,
        "/octets": head(Content_Type="application/octet-stream") + page,
        "/no-type": head(Content_Type="") + page,
        "/image-type": head(Content_Type="image/jpeg") + b"\n<!DOCTYPE html>\n" + page,
        "/pdf-as-html": head() + b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8 + b"\n%%EOF",
        "/circle-a": head("302 Found", Location="/circle-b", Content_Length=0),
        "/circle-b": head("302 Found", Location="/circle-a", Content_Length=0),
        "/out": head("302 Found", Location="http://elsewhere.example/x.html", Content_Length=0),
        "/private": head("302 Found", Location="http://10.0.0.1/x.html", Content_Length=0),
        "/bad-location": head("302 Found", Location="http://[::1/", Content_Length=0),
        "/meta-a": head() + b"<meta http-equiv='refresh' content='0; url=/meta-b'>",
        "/meta-b": head() + b"<meta http-equiv='refresh' content='0; url=/meta-a'>",
        "/cookie-wall": head("302 Found", Location="/cookie-wall", Set_Cookie="k=1", Content_Length=0),
        "/endless-headers": head(**{f"X_{n}": "y" * 200 for n in range(2000)}) + page,
        "/endless-hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 6000 + head() + page,
        "/some-hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 60 + head() + page,
        "/many-headers": head(**{f"X_{n}": "y" * 200 for n in range(60)}) + page,
    }
    return answers.get(path, head("404 Not Found", Content_Length=0))


READ = {
    "/length-too-long",
    "/length-too-long-packed",
    "/no-length",
    "/not-gzip",
    "/gzip-unsaid",
    "/not-deflate",
    "/not-brotli",
    "/raw-deflate",
    "/plain-text",
    "/octets",
    "/no-type",
    "/image-type",
    "/many-headers",
    "/some-hints",
}
LEFT_OUT = {
    "/cut-plain": "came cut short",
    "/cut-packed": "came cut short",
    "/broken-gzip": "came cut short",
    "/half-gzip": "came cut short",
    "/no-answer": "connection closed without an answer",
    "/no-http": "no HTTP",
    "/bomb": "larger than 20 MB when unpacked, left out",
    "/huge-said": "larger than 20 MB, left out",
    "/huge-unsaid": "larger than 20 MB, left out",
    "/endless-headers": "headers larger than 256 KB, left out",
    "/endless-hints": "headers larger than 256 KB, left out",
    "/circle-a": "redirects in a circle",
    "/bad-location": "the server answered 302",
}
QUIET = {"/length-too-short", "/pdf-as-html", "/out", "/private", "/meta-a", "/meta-b"}


@pytest.fixture(scope="module")
def ugly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Crawled, Raw]]:
    """One portal whose every page is broken in its own way."""
    paths = [*READ, *LEFT_OUT, *QUIET, "/cookie-wall", "/drip"]

    def answer(connection: socket.socket, path: str) -> None:
        if path == "/":
            connection.sendall(head() + home(*paths, "http://127.0.0.1:9/x.html", "http://localhost:9/y.html"))
        elif path == "/drip":
            connection.sendall(head(Content_Length=10_000))
            for _ in range(100):
                connection.sendall(b"x")
                time.sleep(0.2)
        else:
            connection.sendall(wire(path))

    archive = tmp_path_factory.mktemp("ugly") / "archive"
    with Raw(answer) as server:
        yield archive, crawl_with(archive, server.url, DOWNLOAD_TIMEOUT=1.5, DOWNLOAD_MAXSIZE=SMALL), server


def test_what_can_be_read_is_read_and_nothing_else(ugly: tuple[Path, Crawled, Raw]) -> None:
    archive, crawled, _ = ugly
    assert titles(archive) - {"第length-too-short篇文章讲党建"} == {f"第{path[1:]}篇文章讲党建" for path in READ}
    assert crawled.reports[0]["outcome"] == "finished"


def test_what_is_left_out_is_said_with_its_reason(ugly: tuple[Path, Crawled, Raw]) -> None:
    _, crawled, server = ugly
    # Who goes on listening to a byte now and then is told in the end that it came cut short.
    assert crawled.why == LEFT_OUT | {"/drip": "no answer in time"}
    assert crawled.err == ""
    for path in ("/cut-plain", "/no-answer", "/drip", "/half-gzip"):
        assert server.paths.count(path) == 3, path
    for path in ("/bomb", "/huge-said", "/huge-unsaid", "/not-gzip", "/endless-headers"):
        assert server.paths.count(path) == 1, path


def test_a_redirect_into_a_private_network_is_refused_with_a_line(ugly: tuple[Path, Crawled, Raw]) -> None:
    assert ugly[1].reports[0]["notes"] == ["http://10.0.0.1/x.html: a private address, not fetched"]


def test_a_cookie_wall_is_a_refusal(ugly: tuple[Path, Crawled, Raw]) -> None:
    _, crawled, server = ugly
    assert server.paths.count("/cookie-wall") == 2  # with the cookie, too
    assert "/cookie-wall" not in crawled.why


def test_bytes_of_a_bomb_are_kept_and_a_rebuild_reads_the_same(ugly: tuple[Path, Crawled, Raw]) -> None:
    archive, _, _ = ugly
    db = database(archive)
    assert db.execute("SELECT count(*) FROM captures WHERE url LIKE '%/bomb'").fetchone()[0] == 1

    def rows() -> list[list[tuple[object, ...]]]:
        with sqlite3.connect(archive / "archive.db") as connection:
            tables = ("articles", "texts", "revisions", "captures", "absences")
            return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables]

    before = rows()
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows() == before


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    bomb = io.BytesIO()
    with gzip.GzipFile(fileobj=bomb, mode="wb") as stream:
        for _ in range(1000):
            stream.write(b"\0" * 1_000_000)

    def answer(connection: socket.socket, path: str) -> None:
        pages = {"/": head() + home("/a.html", "/bomb.html"), "/a.html": head() + story(1)}
        pages["/bomb.html"] = head(Content_Encoding="gzip") + bomb.getvalue()
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    with Raw(answer) as server:
        crawled = crawl_with(tmp_path / "a", server.url)
    assert crawled.why == {"/bomb.html": "larger than 20 MB when unpacked, left out"}
    assert crawled.kilobytes < 300_000, "a gigabyte was sent"


def test_pages_of_millions_of_tags_take_little_memory_and_hold_up_no_other_portal(tmp_path: Path) -> None:
    def answer(connection: socket.socket, path: str) -> None:
        pages = {"/": head() + home("/1.html"), "/1.html": head() + story(1) + b"<p>x</p>" * 1_000_000}
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    with Raw(answer) as server, SamplePortal() as good:
        crawled = crawl_with(tmp_path / "a", server.url, good.url, timeout=200)
    assert [report["articles"] for report in crawled.reports] == [1, 86]
    assert set(crawled.why.values()) == {"kept, but not all that it leads to was found: more than 500,000 tags"}
    assert crawled.kilobytes < 300_000


def test_headers_without_end_take_no_memory(tmp_path: Path) -> None:
    def answer(connection: socket.socket, path: str) -> None:
        if path == "/headers.html":
            connection.sendall(head()[:-2])
            for _ in range(20):  # 200 MB
                connection.sendall(b"X-Y: %s\r\n" % (b"y" * 94) * 100_000)
        pages = {"/": head() + home("/a.html", "/headers.html"), "/a.html": head() + story(1)}
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    with Raw(answer) as server:
        crawled = crawl_with(tmp_path / "a", server.url)
    assert crawled.why == {"/headers.html": "headers larger than 256 KB, left out"}
    assert crawled.kilobytes < 200_000, "200 MB were sent"


def test_one_bad_portal_stops_no_other(tmp_path: Path) -> None:
    def hang(connection: socket.socket, path: str) -> None:
        time.sleep(30)

    def circle(connection: socket.socket, path: str) -> None:
        if path == "/robots.txt":
            connection.sendall(head("404 Not Found", Content_Length=0))
        connection.sendall(head("302 Found", Location="/b" if path == "/" else "/", Content_Length=0))

    with socket.create_server(("127.0.0.1", 0)) as unused:
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with Raw(hang) as hanging, Raw(circle) as circling, SamplePortal() as good:
        urls = (good.url, dead, hanging.url, circling.url, "http://no-such-host.invalid/")
        crawled = crawl_with(tmp_path / "a", *urls, DOWNLOAD_TIMEOUT=1)
    health = [report["health"] for report in crawled.reports]
    assert [report["outcome"] for report in crawled.reports] == ["finished", *["failed"] * 4]
    assert crawled.reports[0]["articles"] == 86
    assert health[0] == "ok"
    assert "connection refused" in health[1]
    assert "no answer in time" in health[2]
    assert "redirects in a circle" in health[3]
    assert "no such host" in health[4]
    assert all("\n" not in line for line in crawled.lines)
    assert crawled.err == ""


def test_one_bad_portal_as_users_see_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        dead = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    with SamplePortal() as good:
        ran = dangjian("crawl", good.url, dead, "--archive", tmp_path / "a", "--delay", "0")
    assert ran.code == 1
    said = [line for line in ran.err.splitlines() if dead[7:-1] in line]
    assert len(said) == 1
    assert "failed" in said[0] and "connection refused" in said[0]
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (b"<html><body>a</body></html>\n", True),
        (b"<html><body>a</bo", False),
        ("<html><body>支部</body></html>\n".encode("utf-16"), True),
        ("<html><body>支部</bo".encode("utf-16"), False),
        (b'{"rows": [{"url": "/1.html"}]}', True),
        (b'{"rows": [{"url": "/1.html"}', False),
        (b'<?xml version="1.0"?>\n<urlset xmlns="x"><url/></urlset>\n', True),
        (b'<?xml version="1.0"?>\n<urlset xmlns="x"><url/>', False),
        (b"User-agent: *", False),
        (b"", False),
    ],
)
def test_what_is_whole_though_its_length_is_wrong(body: bytes, whole: bool) -> None:
    assert is_whole(body) is whole
