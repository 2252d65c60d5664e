"""A portal that is closed for now, or broken, takes nothing down: whatever stands in the place of its articles."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database
from derived import DERIVED, rows
from trial_pages import story

from crawler.extraction.state import page_state
from crawler.extraction.tree import parse
from crawler.items import Page
from crawler.reading import read

CLOSED = {
    "ole db": "<font>Microsoft OLE DB Provider for SQL Server</font> 错误 '80004005'<p>/conn.asp，行 12</p>",
    "maintenance": "<title>系统维护</title><h1>网站维护中</h1><p>系统升级维护中，暂停服务，请稍后访问。</p>",
    "relaunch": "<title>试验党建网</title><p>因网站升级改造，本网站暂停访问，敬请谅解。</p>",
    "database": "<title>Error</title>数据库连接失败，请稍后重试。",
    "server": "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>The web server is installed.</p>",
    "login": "<title>用户登录</title><form>用户名<input name=u>密码<input type=password name=p></form>",
    "sold": "<title>域名出售</title><p>该域名可转让，有意者请联系。</p>",
}
# A column alone, in the frame of its site.
CLOSED["column"] = (
    "<title>系统维护中 - 试验党建网</title>" + "<a href='/a'>栏目</a>" * 12 + "<h2>系统维护中</h2>"
    "<p>因机房检修，本栏目内容将于两小时后恢复，请稍后访问。</p>"
)
# Which no list of phrases will ever know.
STRANGE = "<title>稍息</title><p>值班的人去吃饭了，灯还亮着。</p>"
OPEN = {
    "story": "<title>云溪县</title><p>近日，云溪县正在进行老旧小区改造，群众的出行更方便了。工程队每天清早就到。</p>",
    "about": "<title>平台升级 服务提质</title><p>来源：河阳日报 2021-03-02</p><p>该县政务平台升级后，停车更方便。</p>",
    "notice": "<title>系统升级期间业务受理安排</title>"
    + "<a href='/a'>栏目</a>" * 12
    + "<p>2021-03-02 不便之处敬请谅解。</p>",
    "menu": "<title>试验党建网</title>" + "<a href='/a'>栏目</a>" * 12 + "<p>网站维护中心 电话：0000</p>",
}
PATHS = [f"/{number}.html" for number in range(8)]
ROWS = "".join(f"<li><a href='{path}'>云溪县党员干部走进田间地头{path}</a> 2020-03-13</li>" for path in PATHS)
HOME = f"<title>试验网</title><ul>{ROWS}</ul>".encode()


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_site_says_so(name: str) -> None:
    reading = read(Page("http://a.example/yw/1.html", CLOSED[name].encode()))
    assert (reading.state in ("closed", "blocked"), reading.article.page_kind) == (True, "other")


@pytest.mark.parametrize("name", OPEN)
def test_what_tells_of_closing_is_open(name: str) -> None:
    assert page_state(parse(Page("http://a.example/yw/1.html", OPEN[name].encode()))) is None


class Portal:
    """A portal of eight stories, of which all or some can be replaced."""

    def __init__(self) -> None:
        self.instead: dict[str, Reply] = {}
        self.once: dict[str, Reply] = {}
        self.site = Site(self._answer)  # type: ignore[arg-type]

    def replace(self, html: str, *paths: str) -> None:
        self.instead = {path: (200, {}, html.encode()) for path in paths}

    def _answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        if handler.path in self.once:
            return self.once.pop(handler.path)
        found = {"/": (200, {}, HOME)} | {path: (200, {}, story(n)) for n, path in enumerate(PATHS)}
        return (found | self.instead).get(handler.path, (404, {}, b""))

    def crawl(self, archive: Path) -> tuple[int, str]:
        ran = crawl(self.site.url, archive, "--full")
        return ran.code, ran.json["crawls"][0]["health"]


def statuses(archive: Path) -> list[str]:
    return [row[0] for row in database(archive).execute("SELECT status FROM articles ORDER BY url")]


@pytest.mark.parametrize("html", [CLOSED["maintenance"], STRANGE, ""], ids=["known", "strange", "empty"])
def test_a_portal_closed_as_a_whole_loses_nothing_and_a_person_is_told(html: str, tmp_path: Path) -> None:
    portal, archive = Portal(), tmp_path / "a"
    with portal.site:
        assert portal.crawl(archive) == (0, "ok")
        title = database(archive).execute("SELECT title FROM portals").fetchone()[0]
        portal.replace(html, "/", *PATHS)
        for _ in range(2):
            code, health = portal.crawl(archive)
            assert code == 1
            assert "home page" in health
        assert statuses(archive) == ["live"] * 8
        assert database(archive).execute("SELECT title FROM portals").fetchone()[0] == title
        portal.instead = {}
        assert portal.crawl(archive) == (0, "ok")
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in DERIVED} == before


def test_articles_that_are_all_lost_at_once_are_no_takedowns(tmp_path: Path) -> None:
    """The lists stand, but whatever makes the articles is broken."""
    portal, archive = Portal(), tmp_path / "a"
    with portal.site:
        portal.crawl(archive)
        portal.replace(STRANGE, *PATHS)
        codes = [portal.crawl(archive) for _ in range(3)]
        assert statuses(archive) == ["live"] * 8
        assert [code for code, _ in codes[1:]] == [1, 1]
        assert "is the portal whole?" in codes[-1][1]
        portal.replace(STRANGE, *PATHS[:3])
        portal.crawl(archive)  # in which the first that is there may come after the first that is not
        assert portal.crawl(archive) == (0, "ok")
    assert statuses(archive) == ["gone"] * 3 + ["live"] * 5


def test_a_redirect_to_a_wall_is_asked_for_again_at_its_own_address(tmp_path: Path) -> None:
    portal, archive = Portal(), tmp_path / "a"
    wall = (200, {}, CLOSED["login"].encode())
    with portal.site:
        portal.crawl(archive)
        portal.instead = {path: (302, {"Location": f"/wall?from={path}"}, b"") for path in ("/", *PATHS)}
        portal.instead |= {f"/wall?from={path}": wall for path in ("/", *PATHS)}
        assert portal.crawl(archive)[0] == 1
        portal.instead, before = {}, len(portal.site.asked)
        assert portal.crawl(archive) == (0, "ok")
        assert not [path for path in portal.site.asked[before:] if "wall" in path]


def test_an_article_that_comes_empty_among_others_is_gone_after_a_second_look(tmp_path: Path) -> None:
    portal, archive = Portal(), tmp_path / "a"
    with portal.site:
        portal.crawl(archive)
        portal.replace("", PATHS[2])
        assert portal.crawl(archive) == (0, "ok")
        assert statuses(archive) == ["live"] * 8
        assert portal.crawl(archive) == (0, "ok")
        assert statuses(archive) == ["live"] * 2 + ["gone"] + ["live"] * 5
        before = {table: rows(archive, table) for table in DERIVED}
        assert dangjian("rebuild", "--archive", archive).code == 0
        assert {table: rows(archive, table) for table in DERIVED} == before
        portal.instead = {}
        portal.crawl(archive)
        assert statuses(archive) == ["live"] * 8


def test_an_article_that_comes_empty_once_is_asked_for_again_the_same_night(tmp_path: Path) -> None:
    """It is neither suspected nor is its edit of that night missed."""
    portal, archive = Portal(), tmp_path / "a"
    with portal.site:
        portal.crawl(archive)
        portal.replace(story(2).decode().replace("。", "，众人称好。", 1), PATHS[2])
        portal.once = {PATHS[2]: (200, {}, b"")}
        before_asked = portal.site.asked.count(PATHS[2])
        ran = crawl(portal.site.url, archive, "--full").json["crawls"][0]
        asked = portal.site.asked.count(PATHS[2]) - before_asked
    assert (ran["articles_changed"], ran["articles_suspected"], asked) == (1, 0, 3)  # an edit is looked at twice
    assert statuses(archive) == ["live"] * 8
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in DERIVED} == before


def test_a_part_of_a_portal_that_shows_its_home_at_once_is_suspected_and_said(tmp_path: Path) -> None:
    """One article beside it is refused, and at one a fault is told of: neither says that it is gone."""
    portal, archive = Portal(), tmp_path / "a"
    with portal.site:
        portal.crawl(archive)
        portal.replace(HOME.decode(), *PATHS[:5])
        portal.instead |= {PATHS[5]: (403, {}, b"<h1>403</h1>"), PATHS[6]: (200, {}, CLOSED["database"].encode())}
        for _ in range(3):
            code, health = portal.crawl(archive)
            assert code == 1
            assert health.startswith("5 of 6 articles looked at were missing at once")
        assert statuses(archive) == ["live"] * 8
    found = dangjian("status", "--archive", archive, "--json").json["portals"][0]
    assert found["health"].startswith("5 of 6 articles looked at")
    looks = database(archive).execute("SELECT what, count(*), count(alive) FROM absences GROUP BY what ORDER BY what")
    assert [tuple(row) for row in looks] == [("403", 3, 0), ("emptied", 15, 0), ("fault", 3, 0)]
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in DERIVED} == before
