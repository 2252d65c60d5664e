"""One article under two addresses: which are taken for one, what becomes of the other, and of a rebuild."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from families_twins import TWINS, TwinPortal

from archive.twins import Candidate, are_twins

HOST = "http://dj.example"


def candidate(path: str, *, headline: str = "支部会开到田埂上", day: str | None = "2021-03-04") -> Candidate:
    return Candidate(1, path if path.startswith("http") else HOST + path, headline, day)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/info/1021/4433.htm", "/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1021&wbnewsid=4433"),
        ("/a/dangjian/2021/0304/123.html", "/plus/view.php?aid=123"),
        ("/html/2021/djyw_0304/33.html", "/index.php?m=content&c=index&a=show&catid=9&id=33"),
        ("/news/2021-03-04/33.html", "/e/action/ShowInfo.php?classid=12&id=33"),
        ("/e/action/ShowInfo/?classid=12&id=33", "/e/action/ShowInfo.php?classid=12&id=33"),
        ("/e/DoPrint/?classid=12&id=33", "/news/2021-03-04/33.html"),
        ("/djyw/33.jhtml", "http://www.dj.example/content_view.jspx?contentId=33"),
        ("/a/33.html", "/a/33_2.html"),
        ("/archives/33", "/?p=33"),
        (
            "/20210304/0a1b2c3d4e5f60718293a4b5c6d7e8f9/c.html",
            "http://m.dj.example/20210304/0a1b2c3d4e5f60718293a4b5c6d7e8f9/c.html",
        ),
        ("/c100/c7654321/content.shtml", "http://m.dj.example/c100/c7654321/content.shtml"),
        ("/Home/Index/detail/id/33.html", "/index.php/Home/Index/detail/id/33/cid/5.html"),
        ("/index.php/Home/Index/detail/cid/5/id/33.html", "/index.php?s=/Home/Index/detail/id/33.html"),
        ("/index.php/article/show/id/33", "/33.html"),
        ("/20210304/0a1b2c3d4e5f60718293a4b5c6d7e8f9.html", "/show?id=0a1b2c3d4e5f60718293a4b5c6d7e8f9"),
    ],
)
def test_addresses_of_one_article(one: str, other: str) -> None:
    assert are_twins(candidate(one), candidate(other))
    assert are_twins(candidate(other), candidate(one, day=None))
    assert not are_twins(candidate(one), candidate(other, headline="支部会开到炕头上"))
    assert not are_twins(candidate(one), candidate(other, day="2021-03-05"))


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("/plus/view.php?aid=33", "/m/view.php?aid=33"),
        ("http://www.dj.example/c100/33.html", "http://m.dj.example/c100/33.html"),
        ("/2021/0304/33.html", "/show.php?id=33"),
        ("/mzt/33.html", "/mzt/view.php?id=33"),
    ],
)
def test_the_address_of_an_article_with_two(own: str, other: str) -> None:
    assert are_twins(candidate(own), candidate(other))
    assert min(candidate(own), candidate(other), key=lambda one: one.order).url == candidate(own).url
    known = replace(candidate(other), known=True)
    assert min(candidate(own), known, key=lambda one: one.order) is known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/dwdt/33.html", "/zgxx/33.html"),  # each column counts for itself
        ("/a/33.html", "/view.php?aid=34"),
        ("/a/33.html", "/list.php?tid=33&aid=7"),
        ("/Home/Index/detail/id/33.html", "/index.php/Home/Index/detail/id/34/cid/33.html"),
        ("/detail/id/33/cid/5.html", "/detail/id/34/cid/5.html"),
        ("/a/33.html", "http://other.example/view.php?aid=33"),
        ("/view.php?aid=33", "/view.php?aid=34"),
        ("/archives/33", "/list?p=33"),
        ("/a/33.html", "/a/33.html?view=2"),
        ("/a/t20210304_33.html", "/b/t20210304_33.html"),
    ],
)
def test_addresses_of_two_articles(one: str, other: str) -> None:
    assert not are_twins(candidate(one), candidate(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/yw/202103/t20210304_33.html", "/jc/202103/t20210304_33.html"),
        ("/art/2021/3/4/art_1229_4433.html", "/art/2021/3/4/art_1230_4433.html"),
        ("/info/1021/4433.htm", "/info/1022/4433.htm"),
        ("/2021/0304/c1021a4433/page.htm", "/2021/0304/c21022a4433/page.htm"),
        ("/2021/0304/c1021034a443356789/page.htm", "/2021/0304/c1022a443356789/page.htm"),
        ("/gk/20210304-4433/", "/GK/20210304-4433/index.html"),
        ("/gk/20210304-4433", "/gk/20210304-4433/Default.aspx"),
        ("http://jc.dj.example/n1/2021/0304/c1001-4433.html", "http://yw.dj.example/n1/2021/0304/c1002-4433.html"),
    ],
)
def test_a_story_in_two_columns_is_one_where_its_text_is_the_same(one: str, other: str) -> None:
    here, there = candidate(one), candidate(other)
    assert not are_twins(here, there)
    assert are_twins(replace(here, text="abc"), replace(there, text="abc"))
    assert not are_twins(replace(here, text="abc"), replace(there, text="abd"))
    assert not are_twins(replace(here, text="abc"), replace(there, text="abc", day="2021-03-05"))


def rows(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return what is to be the same after a rebuild."""
    tables = {
        "articles": "key, url, headline, status, looks, last_seen_at, revision_count, capture",
        "addresses": "key, url, article",
        "captures": "id, url, page_kind, article",
        "revisions": "id, article, number, text_digest",
        "article_days": "*",
        "people_roles": "*",
        "coverage": "*",
    }
    return {table: db.execute(f"SELECT {what} FROM {table} ORDER BY 1, 2").fetchall() for table, what in tables.items()}


@pytest.mark.parametrize("family", sorted(TWINS))
def test_a_portal_with_two_addresses_for_an_article(family: str, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    portal: TwinPortal = TWINS[family]()
    with Site(portal.answer) as site:
        for look, day in enumerate((1, 2, 2)):
            portal.day = day
            ran = crawl(site.url, archive, "--full")
            assert ran.code == 0, ran.err
            db = database(archive)
            found = {
                row["url"].removeprefix(site.url[:-1]): row for row in db.execute("SELECT * FROM articles_with_text")
            }
            assert sorted(found) == sorted(portal.truth())
            assert {path: row["body"] for path, row in found.items()} == portal.truth()
            named = {
                row["url"].removeprefix(site.url[:-1])
                for row in db.execute("SELECT url FROM addresses WHERE url LIKE '%?%'")
            }
            assert named == portal.others(gone=look == 2), "of what is gone each address is for itself again"
            ids = {row[0] for row in db.execute("SELECT id FROM articles")}
            assert {row[0] for row in db.execute("SELECT article FROM addresses")} <= ids
            assert dangjian("verify", "--archive", archive).code == 0
            if day == 1:
                assert ran.json["crawls"][0]["articles_new"] == len(portal.truth())
                first, met = len(site.asked), portal.others(gone=True)
        assert set(site.asked[first:]) & met == set(), "an article that is known is asked for by its own address alone"
    assert {path: row["revision_count"] for path, row in found.items() if row["revision_count"] > 1} == {
        portal.edited: 2
    }
    assert {path for path, row in found.items() if row["status"] == "gone"} == {portal.gone}
    before = {table: list(map(tuple, those)) for table, those in rows(db).items()}
    assert dangjian("rebuild", "--archive", archive).code == 0
    after = {table: list(map(tuple, those)) for table, those in rows(database(archive)).items()}
    assert after == before


def test_the_script_of_an_article_without_a_day_is_met_on_another_night(tmp_path: Path) -> None:
    """The file has its day in its address alone, so that the script's page has none."""
    file, script = "/html/zhibu/2021/0304/33.html", "/index.php?a=show&catid=9&id=33"
    told = "<p>镇党委把支部会开到田埂上，党员带着群众修渠引水，三百亩坡地当年就有了收成。</p>" * 3
    signed = "<div>来源：试验日报</div>" + f"<div class='content'>{told}</div><p>责任编辑：张静</p>"
    story = f"<html><head><title>支部会开到田埂上</title></head><body><h1>支部会开到田埂上</h1>{signed}</body></html>"
    pages = {file: story, script: story}
    linked = [file]

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        rows = "".join(f"<li><a href='{path}'>支部会开到田埂上</a></li>" for path in linked)
        text = pages.get(handler.path) or (f"<html><body><ul>{rows}</ul></body></html>" if handler.path == "/" else "")
        return (200 if text else 404), {}, text.encode()

    with Site(answer) as site:
        crawl(site.url, tmp_path / "a")
        linked.append(script)
        assert crawl(site.url, tmp_path / "a").code == 0
        assert site.asked.count(script) == 1
        found = [tuple(row) for row in database(tmp_path / "a").execute("SELECT url, published_date FROM articles")]
    assert found == [(f"{site.url[:-1]}{file}", "2021-03-04")]


def test_a_story_in_two_columns_is_one_article(tmp_path: Path) -> None:
    """It is edited and taken down once; what is in another column with the same number and another text is another."""
    both = {n: [f"/{column}/202003/t20200313_{n}.html" for column in ("yw", "jc")] for n in range(500, 506)}
    told = {
        n: f"第{n}支部的三十七名党员认领了民生实事，群众拍手称好。截至目前，全部已经办结，有人送来锦旗。" for n in both
    }
    gone: set[int] = set()

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        for column in ("yw", "jc"):
            if handler.path in (f"/{column}/", f"/{column}/index.html"):
                rows = "".join(
                    f"<li><a href='./202003/t20200313_{n}.html'>支部认领民生实事之{n}</a><span>2020-03-13</span></li>"
                    for n in both
                    if n not in gone
                )
                return 200, {}, f"<html><body><h2>{column}</h2><ul>{rows}</ul></body></html>".encode()
        if handler.path == "/":
            return 200, {}, "<html><body><a href='/yw/'>要闻动态</a><a href='/jc/'>基层党建</a></body></html>".encode()
        number = next((n for n, paths in both.items() if handler.path in paths and n not in gone), None)
        if number is None:
            return 404, {}, b"<h1>404</h1>"
        own = "另一支部也已跟进，并将经验写成了小册子。" if number == 500 and "/jc/" in handler.path else ""
        return 200, {}, story_html(f"支部认领民生实事之{number}", told[number] + own)

    with Site(answer) as site:
        for look in range(3):
            if look:
                told[501] += "会上还通报了经费使用情况。" * (look == 1)
                gone.add(502)
            assert crawl(site.url, tmp_path / "a", "--full").code == 0
            found = database(tmp_path / "a").execute(
                "SELECT headline, status, revision_count FROM articles ORDER BY headline, revision_count"
            )
            changed, lost = (2 if look else 1), ("gone" if look == 2 else "live")
            assert [tuple(row) for row in found] == [
                (
                    f"支部认领民生实事之{n}",
                    lost if n == 502 else "live",
                    changed if n == 501 else 1,
                )
                for n in (500, *both)
            ]
        before = {table: list(map(tuple, those)) for table, those in rows(database(tmp_path / "a")).items()}
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {t: list(map(tuple, those)) for t, those in rows(database(tmp_path / "a")).items()} == before


def test_of_two_pages_the_one_that_says_whence_it_is_stands_for_the_article(tmp_path: Path) -> None:
    """One to be shared has the text and its day alone, at a shorter address."""
    told = "镇党委把支部会开到田埂上，党员带着群众修渠引水，三百亩坡地当年就有了收成。" * 3

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        number = handler.path.strip("/").rpartition("/")[2]
        if handler.path == "/":
            rows = "".join(f"<li><a href='/yw/2020/03/{n}/'>支部认领民生实事之{n}</a></li>" for n in range(500, 506))
            return 200, {}, f"<html><body><ul>{rows}</ul></body></html>".encode()
        if not number.isdecimal():
            return 404, {}, b"<h1>404</h1>"
        title = f"支部认领民生实事之{number}"
        head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        if handler.path == f"/share/{number}":
            return 200, {}, f"{head}<div>2020-03-13</div><p>{told}</p></body></html>".encode()
        info = f"<div>2020-03-13 来源：云溪日报 <a href='/share/{number}'>分享</a></div>"
        return 200, {}, f"{head}{info}<div class='content'><p>{told}</p></div></body></html>".encode()

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        found = database(tmp_path / "a").execute("SELECT url, source FROM articles ORDER BY url").fetchall()
    assert [tuple(row) for row in found] == [(f"{site.url}yw/2020/03/{n}/", "云溪日报") for n in range(500, 506)]


def test_what_an_articles_address_leads_to_for_good_is_the_article(tmp_path: Path) -> None:
    """A list names the new address, and it is read, before the redirect from the old one is seen."""
    told = "镇党委把支部会开到田埂上，党员带着群众修渠引水，三百亩坡地当年就有了收成。" * 3
    moved = False

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        new, old = "/tz/20200313-5501.html", "/tz/20200313-501.html"
        if handler.path == "/":
            row = f"<li><a href='{new if moved else old}'>支部会开到田埂上</a><span>2020-03-13</span></li>"
            more = "<li><a href='/tz/400.html'>渠首边上的党员责任区</a></li>"
            return 200, {}, f"<html><title>首页</title><body><ul>{row}{more}</ul></body></html>".encode()
        if handler.path == "/tz/400.html":
            return 200, {}, story_html("渠首边上的党员责任区", "责任区里的每一道闸门都有人看护，账本挂在墙上。" * 3)
        if handler.path == old and moved:
            return (301, {"Location": new}, b"") if new in site.asked else (503, {"Retry-After": "1"}, b"busy")
        return (200, {}, story_html("支部会开到田埂上", told)) if handler.path in (old, new) else (404, {}, b"")

    with Site(answer) as site:
        crawl(site.url, tmp_path / "a", "--full")
        moved = True
        for _ in range(2):
            assert crawl(site.url, tmp_path / "a", "--full").code == 0
            found = database(tmp_path / "a").execute("SELECT url FROM articles ORDER BY url").fetchall()
            assert [str(row[0]).rpartition("/")[2] for row in found] == ["20200313-5501.html", "400.html"]
    before = {table: list(map(tuple, those)) for table, those in rows(database(tmp_path / "a")).items()}
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {table: list(map(tuple, those)) for table, those in rows(database(tmp_path / "a")).items()} == before


@pytest.mark.parametrize("how", ["gone", "other day", "both", "other text"])
def test_a_story_published_again_under_another_number_has_moved(how: str, tmp_path: Path) -> None:
    """Not if its text or its day is another, or it stands at both addresses."""
    told = "镇党委把支部会开到田埂上，党员带着群众修渠引水，三百亩坡地当年就有了收成。" * 3
    old, new, again = "/tz/20200313-501.html", "/tz/20200316-5807.html", False

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        if handler.path == "/":
            names = [new] if again else [old]
            row = "".join(f"<li><a href='{name}'>支部会开到田埂上</a><span>2020-03-13</span></li>" for name in names)
            more = "<li><a href='/tz/400.html'>渠首边上的党员责任区</a></li>"
            return 200, {}, f"<html><title>首页</title><body><ul>{row}{more}</ul></body></html>".encode()
        if handler.path == "/tz/400.html":
            return 200, {}, story_html("渠首边上的党员责任区", "责任区里的每一道闸门都有人看护，账本挂在墙上。" * 3)
        page = story_html("支部会开到田埂上", told)
        if handler.path == new and again:
            page = page.replace(b"2020-03-13", b"2020-03-16") if how == "other day" else page
            return 200, {}, page.replace("修渠".encode(), "修路".encode()) if how == "other text" else page
        return (200, {}, page) if handler.path == old and (how == "both" or not again) else (404, {}, b"")

    with Site(answer) as site:
        crawl(site.url, tmp_path / "a", "--full")
        again = True
        reports = [json.loads(crawl(site.url, tmp_path / "a", "--full", "--json").out) for _ in range(3)]
        found = database(tmp_path / "a").execute("SELECT url, status FROM articles ORDER BY url").fetchall()
    said = [(str(url).rpartition("/")[2], status) for url, status in found]
    figures = [[r["crawls"][0][f"articles_{n}"] for n in ("new", "gone", "suspected")] for r in reports]
    if how == "gone":
        assert said == [("20200316-5807.html", "live"), ("400.html", "live")]
        assert figures == [[0, 0, 0]] * 3
    else:
        kept = "live" if how == "both" else "gone"
        assert said == [("20200313-501.html", kept), ("20200316-5807.html", "live"), ("400.html", "live")]
    before = {table: list(map(tuple, those)) for table, those in rows(database(tmp_path / "a")).items()}
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {table: list(map(tuple, those)) for table, those in rows(database(tmp_path / "a")).items()} == before
    assert dangjian("verify", "--archive", tmp_path / "a").code == 0
