"""One page under several addresses, and pages that come in strange ways: nothing is kept twice, nothing is lost."""

from __future__ import annotations

import gzip
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import DERIVED, rows

from archive.digest import address_key, article_key
from crawler.addresses import url_key
from crawler.extraction.canonical import canonical_url

HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(*links: str, title: str = "云溪党建网", encoding: str = "utf-8") -> bytes:
    return f"<html><head><title>{title}</title></head><body>{''.join(links)}</body></html>".encode(encoding)


def articles(archive: Path) -> list[sqlite3.Row]:
    return database(archive).execute("SELECT url, headline, revision_count FROM articles ORDER BY headline").fetchall()


def text(number: int) -> str:
    return f"第{number}支部的三十七名党员认领了{number}件民生实事，群众拍手称好。截至目前，全部已经办结，有人送来锦旗。"


def test_asp_pages_know_no_small_and_big_letters(tmp_path: Path) -> None:
    """Their twins are one article, and texts in GBK within addresses are asked for as the page would."""
    asked: Counter[str] = Counter()

    def answer(handler: Any) -> Reply:
        path, _, query = handler.path.partition("?")
        asked[handler.path] += 1
        if path == "/":
            links = [
                "<a href='News/Show.asp?ID=1'>一</a><a href='/news/show.asp?id=1'>二</a>",
                "<a href='list.asp?class=党建'>党建动态</a>",
            ]
            return 200, {"Content-Type": "text/html; charset=gb2312"}, page(*links, encoding="gbk")
        if path == "/list.asp" and query == "class=%B5%B3%BD%A8":
            return 200, HTML, page(*(f"<li><a href='news\\show.asp?Id={n}'>支部见闻之{n}</a></li>" for n in (1, 2)))
        fields = dict(pair.split("=") for pair in query.lower().split("&") if "=" in pair)
        if path.lower() == "/news/show.asp" and fields.get("id") in ("1", "2"):
            number = int(fields["id"])
            return 200, HTML, story_html(f"云溪县支部见闻之{number}", text(number))
        return 404, HTML, b"<h1>404</h1>"

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert [row["headline"] for row in articles(tmp_path / "a")] == ["云溪县支部见闻之1", "云溪县支部见闻之2"]
    assert sum(count for path, count in asked.items() if "id=1" in path.lower()) == 1


@pytest.mark.parametrize(
    "session",
    ["", ";jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F9", ";jsessionid=0A1B2C3D!-7041!NONE"],
)
def test_a_view_for_phones_is_no_revision(session: str, tmp_path: Path) -> None:
    """Neither the copy that came before the page it stands for, nor one that comes after it."""
    full = story_html("云溪县支部见闻之一", text(1), extra="<p>责任编辑：苏念真</p>")

    def view(handler: Any) -> bytes:
        own = f"http://{handler.headers['Host']}/yw/1.html"
        head = f"<head><link rel='canonical' href='{own}'><title>云溪县支部见闻之一</title></head>"
        body = f"<body><h1>云溪县支部见闻之一</h1><p>2020-03-13 来源：试验网</p><p>{text(1)}</p></body>"
        return f"<html>{head}{body}</html>".encode()

    def answer(handler: Any) -> Reply:
        if handler.path == "/":
            return (
                200,
                HTML,
                page(
                    "<a href='/3g/1.html'>手机版</a><a href='/yw/1.html"
                    + session
                    + "'>全文</a><a href='/pad/1.html'>平板</a>"
                ),
            )
        if handler.path in ("/3g/1.html", "/pad/1.html"):
            return 200, HTML, view(handler)
        own = handler.path.partition(";")[0] == "/yw/1.html"
        return (200, HTML, full) if own else (404, HTML, b"<h1>404</h1>")

    with Site(answer) as site:
        for arguments in ((), ("--full",)):
            assert crawl(site.url, tmp_path / "a", *arguments).code == 0
        own = site.asked.index("/yw/1.html")  # the session is no part of an address
        assert site.asked.index("/3g/1.html") < own < site.asked.index("/pad/1.html")
    db = database(tmp_path / "a")
    assert [row["revision_count"] for row in articles(tmp_path / "a")] == [1]
    assert [row[0] for row in db.execute("SELECT name FROM people ORDER BY name")] == ["张静", "苏念真"]
    rows = [tuple(row) for row in db.execute("SELECT * FROM revisions")]
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert [tuple(row) for row in database(tmp_path / "a").execute("SELECT * FROM revisions")] == rows


def test_a_copy_that_stands_for_a_page_that_is_not_there_is_read(tmp_path: Path) -> None:
    edited = False

    def answer(handler: Any) -> Reply:
        own = f"http://{handler.headers['Host']}/never/1.html"
        if handler.path == "/":
            return 200, HTML, page("<a href='/yw/1.html'>全文</a>")
        if handler.path == "/yw/1.html":
            body = story_html("云溪县支部见闻之一", text(2 if edited else 1))
            return 200, HTML, body.replace(b"<head>", f"<head><link rel='canonical' href='{own}'>".encode())
        return 404, HTML, b"<h1>404</h1>"

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        edited = True
        assert crawl(site.url, tmp_path / "a", "--full").code == 0
    assert [row["revision_count"] for row in articles(tmp_path / "a")] == [2]


@pytest.mark.parametrize(
    "named", ["/yw/3.html", "/list.html", "/never.html"], ids=["one of the stories", "their list", "nothing"]
)
def test_a_template_that_names_one_address_for_all_pages(named: str, tmp_path: Path) -> None:
    """Each story is kept by its own address; edits and new ones are found as ever, and a rebuild finds the same."""
    last, edited = 5, False

    def answer(handler: Any) -> Reply:
        head = f"<head><link rel='canonical' href='http://{handler.headers['Host']}{named}'>".encode()
        if handler.path == "/":
            return 200, HTML, page("<a href='/list.html'>要闻</a>")
        if handler.path == "/list.html":
            listed = (f"<li><a href='/yw/{n}.html'>云溪县支部见闻之{n}</a></li>" for n in range(last, 0, -1))
            return 200, HTML, page(*listed)
        number = handler.path.removeprefix("/yw/").removesuffix(".html")
        if not number.isdigit():
            return 404, HTML, b"<h1>404</h1>"
        told = text(int(number)) + ("<p>县委组织部随后又走访了三个村。</p>" if edited and number == "2" else "")
        return 200, HTML, story_html(f"云溪县支部见闻之{number}", told).replace(b"<head>", head)

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert [row["headline"][-1] for row in articles(tmp_path / "a")] == list("12345")
        edited, last = True, 6
        assert crawl(site.url, tmp_path / "a", "--full").code == 0
    found = articles(tmp_path / "a")
    assert [row["url"].rpartition("/")[2] for row in found] == [f"{n}.html" for n in range(1, 7)]
    assert [row["revision_count"] for row in found] == [1, 2, 1, 1, 1, 1]
    before = {table: rows(tmp_path / "a", table) for table in DERIVED}
    assert before["absences"] == []
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {table: rows(tmp_path / "a", table) for table in DERIVED} == before


def test_a_name_without_which_page_it_is() -> None:
    own = "http://dj.example/show.php?id=12"
    assert canonical_url(own, "/show.php") == own
    assert canonical_url(f"{own}&spm=7", own) == own
    assert canonical_url("http://dj.example/2020/du-kou/?ref=qq", "/2020/du-kou/") == "http://dj.example/2020/du-kou/"


def test_a_page_that_comes_empty_is_asked_for_again(tmp_path: Path) -> None:
    asked: Counter[str] = Counter()

    def answer(handler: Any) -> Reply:
        asked[handler.path] += 1
        if handler.path in ("/list.html", "/yw/1.html") and asked[handler.path] == 1:
            return 200, HTML, b""
        pages = {
            "/": page("<a href='/list.html'>要闻</a>"),
            "/list.html": page("<a href='/yw/1.html'>云溪县支部见闻之一</a>"),
            "/yw/1.html": story_html("云溪县支部见闻之一", text(1)),
        }
        return (200, HTML, pages[handler.path]) if handler.path in pages else (404, HTML, b"<h1>404</h1>")

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert [row["headline"] for row in articles(tmp_path / "a")] == ["云溪县支部见闻之一"]


def test_a_wall_that_stands_for_a_while_hides_nothing(tmp_path: Path) -> None:
    """What was refused is asked for once more when all else is fetched."""
    asked: list[str] = []
    wall = "<html><head><title>安全验证</title></head><body>您的访问过于频繁，请完成安全验证后继续访问</body></html>"

    def answer(handler: Any) -> Reply:
        path = handler.path
        asked.append(path)
        if path == "/":
            links = [f"<li><a href='/yw/{n}.html'>云溪县支部见闻之{n}</a></li>" for n in range(1, 9)]
            return 200, HTML, page("<a href='/list.html'>要闻</a>", *links)
        if (path == "/list.html" and asked.count(path) == 1) or path == "/yw/8.html":
            return 200, HTML, wall.encode()
        if path == "/list.html":
            return 200, HTML, page("<li><a href='/yw/9.html'>云溪县支部见闻之9</a></li>")
        number = path.removeprefix("/yw/").removesuffix(".html")
        if not number.isdigit():
            return 404, HTML, b"<h1>404</h1>"
        return 200, HTML, story_html(f"云溪县支部见闻之{number}", text(int(number)))

    with Site(answer) as site:
        ran = crawl(site.url, tmp_path / "a")
    assert [row["headline"][-1] for row in articles(tmp_path / "a")] == list("12345679")
    assert (asked.count("/list.html"), asked.count("/yw/8.html")) == (2, 2)
    assert "1 of" in ran.err and "refused" in ran.err


def test_a_wall_before_a_further_page_of_an_article(tmp_path: Path) -> None:
    """The rest of the article waits until all else is fetched; a rebuild takes the same page."""
    wall = "<html><head><title>安全验证</title></head><body>您的访问过于频繁，请完成安全验证后继续访问</body></html>"
    turn = "<div class='pages'><span>1</span> <a href='/yw/7_2.html'>2</a> <a href='/yw/7_3.html'>3</a></div>"
    asked: list[str] = []

    def answer(handler: Any) -> Reply:
        path = handler.path
        asked.append(path)
        if path == "/":
            return 200, HTML, page("<li><a href='/yw/7.html'>云溪县支部见闻之七</a> 2020-03-13</li>")
        if path == "/yw/7_2.html" and asked.count(path) == 1:
            return 200, HTML, wall.encode()
        number = {"/yw/7.html": 1, "/yw/7_2.html": 2, "/yw/7_3.html": 3}.get(path)
        return (200, HTML, story_html("云溪县支部见闻之七", text(number), extra=turn)) if number else (404, HTML, b"")

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    query = "SELECT body FROM texts"
    told = [line.split("支部")[0] for line in database(tmp_path / "a").execute(query).fetchone()[0].split("\n")]
    assert (told, asked.count("/yw/7_2.html")) == (["第1", "第2", "第3"], 2)
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute(query).fetchone()[0].count("支部") == 3


def test_maps_that_robots_txt_names(tmp_path: Path) -> None:
    """By a path alone, in a text, packed under any name, packed twice."""
    map_of = "<?xml version='1.0'?><urlset><url><loc>/yw/{}.html</loc></url></urlset>"
    index = "".join(f"<sitemap><loc>/maps/{name}</loc></sitemap>" for name in ("a.xml.gz", "b.gz"))

    def answer(handler: Any) -> Reply:
        host, path = handler.headers["Host"], handler.path
        packed = {"Content-Type": "application/octet-stream"}
        pages: dict[str, Reply] = {
            "/robots.txt": (200, {}, b"User-agent: *\nSitemap: /maps/list.txt\nSitemap: /maps/index\n"),
            "/": (200, HTML, page("欢迎访问")),
            "/maps/list.txt": (200, {"Content-Type": "text/plain"}, f"http://{host}/yw/1.html\n".encode()),
            "/maps/index": (200, {"Content-Type": "text/xml"}, f"<sitemapindex>{index}</sitemapindex>".encode()),
            "/maps/a.xml.gz": (200, {"Content-Encoding": "gzip"}, gzip.compress(map_of.format(2).encode())),
            "/maps/b.gz": (200, packed, gzip.compress(map_of.format(3).encode())),
        }
        if path.startswith("/yw/"):
            number = int(path[4:-5])
            return 200, HTML, story_html(f"云溪县支部见闻之{number}", text(number))
        return pages.get(path, (404, HTML, b"<h1>404</h1>"))

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert [row["headline"][-1] for row in articles(tmp_path / "a")] == ["1", "2", "3"]
        before = len(site.asked)
        assert crawl(site.url, tmp_path / "a").code == 0
        assert {"/maps/a.xml.gz", "/maps/b.gz"} <= set(site.asked[before:]), "asked for every night"
    kinds = "SELECT url, page_kind FROM captures ORDER BY id"
    rows = [tuple(row) for row in database(tmp_path / "a").execute(kinds)]
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert [tuple(row) for row in database(tmp_path / "a").execute(kinds)] == rows


def test_a_link_that_leads_in_a_circle_asks_for_no_person(tmp_path: Path) -> None:
    pages = {
        "/": (200, HTML, page("<a href='/a'>旧版</a><a href='/yw/1.html'>云溪县支部见闻之一</a>")),
        "/a": (302, {"Location": "/b"}, b""),
        "/b": (302, {"Location": "/a"}, b""),
        "/yw/1.html": (200, HTML, story_html("云溪县支部见闻之一", text(1))),
    }
    with Site(pages) as site:
        ran = crawl(site.url, tmp_path / "a")
    assert ran.code == 0, ran.err
    assert "redirects in a circle" in ran.err


def test_what_two_addresses_of_a_page_share() -> None:
    assert url_key("http://dj.example/news?from=20&size=10") == "dj.example/news?from=20&size=10"
    assert url_key("http://dj.example/news?id=3&from=timeline") == "dj.example/news?id=3"
    assert url_key("http://www.dj.example/News/Show.ASP?ID=7&Kind=Ab") == "dj.example/news/show.asp?id=7&kind=Ab"
    assert address_key("https://dj.example/News/1.html") == "dj.example/News/1.html"
    assert article_key("http://dj.example/Show.aspx?Id=7") == article_key("https://www.dj.example/show.aspx?id=7")
    assert canonical_url("http://dj.example/list.asp?class=%B5%B3%BD%A8&from=qq") == (
        "http://dj.example/list.asp?class=%B5%B3%BD%A8"
    )


def test_all_pages_of_an_article_on_one_are_no_other_article(tmp_path: Path) -> None:
    def part(number: int, told: str) -> Reply:
        other = f"<a href='1{'' if number == 2 else '-2'}.html'>{3 - number}</a>"
        pages = f"<div class='pages'><b>{number}</b> {other} <a href='1-all.html'>余下全文</a></div>"
        return 200, HTML, story_html("云溪县支部见闻之一", told, extra=pages)

    pages = {
        "/": (200, HTML, page("<li><a href='/yw/1.html'>云溪县支部见闻之一</a> 2020-03-13</li>")),
        "/yw/1.html": part(1, text(1)),
        "/yw/1-2.html": part(2, text(2)),
        "/yw/1-all.html": (200, HTML, story_html("云溪县支部见闻之一", text(1) + text(2))),
    }
    with Site(pages) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert "/yw/1-all.html" not in site.asked
    assert len(articles(tmp_path / "a")) == 1


def test_a_token_that_every_page_has_anew_goes_with_each_page_of_a_list(tmp_path: Path) -> None:
    given: list[str] = []
    script = (
        "<script>var pageIndex = 1; function load() { $.post('/news/list', {cid: 3, pageIndex: pageIndex,"
        " __Token: $('input[name=__Token]').val()}, function (html) { add(html); pageIndex++ }) }</script>"
    )

    def answer(handler: Any) -> Reply:
        path = handler.path.partition("?")[0]
        if path == "/":
            given.append(f"{len(given):08x}")
            return 200, HTML, page(f"<input name='__Token' type='hidden' value='{given[-1]}'>{script}")
        if path == "/news/list" and handler.command == "POST":
            said = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
            fields = dict(pair.split("=") for pair in said.split("&"))
            if fields.get("__Token") not in given:
                return 400, HTML, b"<h1>400</h1>"
            first = int(fields["pageIndex"]) * 2 - 1
            rows = (f"<p><a href='/yw/{n}.html'>云溪县支部见闻之{n}</a></p>" for n in (first, first + 1) if n <= 6)
            return 200, HTML, "".join(rows).encode()
        if path.startswith("/yw/"):
            number = int(path[4:-5])
            return 200, HTML, story_html(f"云溪县支部见闻之{number}", text(number))
        return 404, HTML, b"<h1>404</h1>"

    with Site(answer) as site:
        crawl(site.url, tmp_path / "a")
    assert len(articles(tmp_path / "a")) == 6
