"""What breaks off: a 404 is one all the same, and a page that came whole later is read from there by a rebuild too."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from hostile import Raw, crawl_with, head
from trial_pages import home, story, titles

TEXT = "党建引领发展，群众得到实惠。" * 8


def rows(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is to be the same after a rebuild."""
    with sqlite3.connect(archive / "archive.db") as db:
        return {
            "captures": db.execute("SELECT id, status, page_kind, article FROM captures ORDER BY id").fetchall(),
            "absences": db.execute("SELECT * FROM absences ORDER BY 1, 2").fetchall(),
        }


class Pair:
    """A portal of two articles; `instead` of the first something else is answered, once there is anything."""

    instead: Reply | None = None

    def __call__(self, handler: Any) -> Reply:
        if handler.path == "/":
            return 200, {}, b"<title>x</title><li><a href='/1.html'>one</a></li><li><a href='/2.html'>two</a></li>"
        if handler.path == "/1.html" and self.instead is not None:
            return self.instead
        if handler.path in ("/1.html", "/2.html"):
            return 200, {}, story_html(f"第{handler.path[1]}篇文章的标题在这里", handler.path + TEXT)
        return 404, {}, b"<h1>404</h1>"


def test_a_refusal_that_comes_cut_counts_at_once(tmp_path: Path) -> None:
    pair = Pair()
    archive = tmp_path / "a"
    with Site(pair) as site:
        assert crawl(site.url, archive).code == 0
        pair.instead = 404, {"Content-Length": "5000", "Connection": "close"}, b"<html><h1>404"
        site.asked.clear()
        assert crawl(site.url, archive, "--full").code == 0
    assert site.asked.count("/1.html") == 1
    assert database(archive).execute("SELECT count(*) FROM absences").fetchone()[0] == 1
    before = rows(archive)
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows(archive) == before


def test_a_further_page_that_came_cut_first_is_read_where_it_came_whole(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(handler: Any) -> Reply:
        asked.append(handler.path)
        page = story_html("一篇很长的文章的标题在这里", handler.path + TEXT, extra="<a href='/t_2.html'>2</a>")
        if handler.path == "/":
            return 200, {}, b"<title>x</title><li><a href='/t.html'>one</a></li>"
        if handler.path == "/t_2.html" and asked.count("/t_2.html") == 1:
            return 200, {"Content-Length": str(len(page)), "Connection": "close"}, page[: len(page) // 2]
        return (200, {}, page) if handler.path in ("/t.html", "/t_2.html") else (404, {}, b"<h1>404</h1>")

    archive = tmp_path / "a"
    with Site(answer) as site:
        assert crawl(site.url, archive).code == 0
    whole = database(archive).execute("SELECT body FROM texts").fetchall()
    assert [row[0].count("党建引领发展") for row in whole] == [16]
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert [tuple(row) for row in database(archive).execute("SELECT body FROM texts")] == [tuple(row) for row in whole]


def test_what_breaks_off_though_nobody_said_how_long_it_is(tmp_path: Path) -> None:
    """A server that closes the connection behind each page; one night it does so too soon."""
    broken: set[str] = set()
    page = story_html("一篇很长的文章的标题在这里", TEXT)
    bare = story_html("另一篇文章的标题也在这里", TEXT).replace(b"</html>", b"").replace(b"</body>", b"")

    def answer(handler: Any) -> Reply | None:
        body = {"/": b"<title>x</title><a href='/1.html'>one</a><a href='/2.html'>two</a>", "/1.html": page}.get(
            handler.path, bare + f"访问量：{len(asked)}".encode()
        )
        asked.append(handler.path)
        if handler.path in ("/robots.txt", "/sitemap.xml"):
            return 404, {}, b"<h1>404</h1>"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body[: body.index(TEXT[:9].encode()) + 100] if handler.path in broken else body)
        return None

    asked: list[str] = []
    archive = tmp_path / "a"
    with Site(answer) as site:
        assert crawl(site.url, archive).code == 0
        assert asked.count("/1.html") == 1
        broken.add("/1.html")
        crawl(site.url, archive, "--full")
    stored = [tuple(row) for row in database(archive).execute("SELECT headline, revision_count, status FROM articles")]
    assert sorted(stored) == [("一篇很长的文章的标题在这里", 1, "live"), ("另一篇文章的标题也在这里", 1, "live")]
    before = rows(archive)
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows(archive) == before


def test_what_breaks_off_behind_a_tag(tmp_path: Path) -> None:
    """The home page shows that the server's pages have an end, and so does the article when it last came."""
    told = ["三合镇的党员把会开到了田埂上，人人发言，当场议定修渠引水的办法。" * 2, f"{TEXT}众人称好。"]
    pages = {f"/{n}.html": story_html(f"一篇很长的文章的标题在这里第{n}篇", "</p><p>".join(told)) for n in range(4)}
    links = "".join(f"<li><a href='{path}'>{path}</a></li>" for path in pages)
    pages["/"] = f"<html><head><title>三合党建</title></head><body><ul>{links}</ul></body></html>".encode()
    broken = {"/2.html"}

    def answer(handler: Any) -> Reply | None:
        body = pages.get(handler.path)
        if body is None:
            return 404, {}, b"<h1>404</h1>"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Connection", "close")
        handler.end_headers()
        if handler.path in broken:
            broken.remove(handler.path)
            body = body[: body.index(b"</p>") + 4]
        handler.wfile.write(body)
        return None

    with Site(answer) as site:
        for lost in ("/1.html", ""):
            assert crawl(site.url, tmp_path / "a", "--full").code == 0
            assert not broken
            broken |= {lost} if lost else set()
    found = database(tmp_path / "a").execute("SELECT body, revision_count FROM articles_with_text")
    assert [tuple(row) for row in found] == [("\n".join(told), 1)] * 4


def test_what_breaks_off_before_its_first_byte_is_no_empty_page_in_a_rebuild_either(tmp_path: Path) -> None:
    pair = Pair()
    archive = tmp_path / "a"
    with Site(pair) as site:
        for _ in range(3):
            crawl(site.url, archive, "--full")
            pair.instead = 200, {"Content-Length": "5000", "Connection": "close"}, b""
    before = rows(archive)
    assert before["absences"] == []
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows(archive) == before


@pytest.mark.parametrize(
    ("status", "headers"),
    [(204, {}), (206, {"Content-Range": "bytes 0-99/9000"}), (300, {}), (302, {}), (304, {}), (400, {})],
)
def test_an_answer_that_says_nothing_of_an_article_is_said_to_be_one(
    status: int, headers: dict[str, str], tmp_path: Path
) -> None:
    """Nor is the article missed."""
    pair = Pair()
    archive = tmp_path / "a"
    with Site(pair) as site:
        assert crawl(site.url, archive).code == 0
        pair.instead = status, headers, b"" if status in (204, 304) else story_html("第一篇文章的标题", TEXT)[:99]
        (report,) = crawl(site.url, archive, "--full").json["crawls"]
    assert [(one["url"], one["why"]) for one in report["failures"]] == [
        (f"{site.url}1.html", f"the server answered {status}")
    ]
    db = database(archive)
    assert db.execute("SELECT count(*) FROM articles WHERE status = 'live'").fetchone()[0] == 2
    assert db.execute("SELECT count(*) FROM absences").fetchone()[0] == 0
    assert db.execute("SELECT sum(failed) FROM coverage").fetchone()[0] == 1


def test_an_article_that_leads_out_of_its_portal_is_said_to_have_failed(tmp_path: Path) -> None:
    pages: dict[str, Reply] = {
        "/": (200, {}, b"<title>x</title><li><a href='/1.html'>one</a></li><li><a href='/2.html'>two</a></li>"),
        **{f"/{n}.html": (200, {}, story_html(f"第{n}篇文章的标题在这里", f"{n}{TEXT}")) for n in (1, 2)},
    }
    archive = tmp_path / "a"
    with Site(pages) as site:
        assert crawl(site.url, archive).code == 0
        pages["/1.html"] = (302, {"Location": "http://elsewhere.example/x.html"}, b"")
        (report,) = crawl(site.url, archive, "--full").json["crawls"]
    assert [(one["url"], one["why"]) for one in report["failures"]] == [
        (f"{site.url}1.html", "leads out of the portal")
    ]
    db = database(archive)
    assert db.execute("SELECT count(*) FROM articles WHERE status = 'live'").fetchone()[0] == 2
    assert db.execute("SELECT sum(failed) FROM coverage").fetchone()[0] == 1


def test_what_came_cut_before_a_crawl_was_killed_is_asked_for_once_more(tmp_path: Path) -> None:
    page, asked = story(1), list[str]()

    def answer(connection: socket.socket, path: str) -> None:
        asked.append(path)
        cut = page[: len(page) * 2 // 3]
        pages = {"/": head() + home("/1.html"), "/1.html": head(Content_Length=len(page)) + cut}
        connection.sendall(pages.get(path, head("404 Not Found", Content_Length=0)))

    with Raw(answer) as server:
        command = [
            sys.executable,
            "-m",
            "crawler",
            "crawl",
            server.url,
            "--archive",
            str(tmp_path / "a"),
            "--delay",
            "2",
        ]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        while asked.count("/1.html") < 2 and process.poll() is None:
            time.sleep(0.05)
        process.kill()
        process.wait()
        crawled = crawl_with(tmp_path / "a", server.url)
    assert titles(tmp_path / "a") == set()
    assert crawled.why == {"/1.html": "came cut short"}
