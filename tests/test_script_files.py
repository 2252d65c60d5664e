"""Scripts in files of the portal's own: each is fetched once, read with the pages that load it, and seldom again."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import DERIVED, age, rows
from families_files import SIZE, script_files
from made_portals import Portal, make_stories
from test_families import wrong_fields

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.files import code_of, files_of, leads_by, named_in

HOME = "http://dj.example/yw/"
LIST, MENU = "/js/list.js?v=3", "/js/menu.js"


class Served:
    """A portal whose server tells what has changed, and counts what it was asked for on condition."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.unchanged: Counter[str] = Counter()
        self.instead: dict[str, Reply] = {}
        self.site = Site(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        if handler.path in self.instead:
            return self.instead[handler.path]
        status, headers, body = self.portal.answer(handler)
        tag = f'"{hash(body)}"'
        if status == 200 and handler.headers.get("If-None-Match") == tag:
            self.unchanged[handler.path] += 1
            return 304, {"ETag": tag}, b""
        return status, {**headers, "ETag": tag} if status == 200 else headers, body


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served(script_files())
    with served.site:
        yield served


def found(archive: Path, site: Site) -> set[str]:
    return {row[0].removeprefix(site.url[:-1]) for row in database(archive).execute("SELECT url FROM articles")}


def paths(portal: Portal) -> set[str]:
    return {story.path for story in portal.stories}


def test_what_is_loaded_ahead_is_the_portals_too() -> None:
    links = "<link href=/js/c1.js rel=prefetch as=script><link rel=stylesheet href=/a.js><link rel=preload href=/a.css>"
    page = Page(HOME, f"<html><head>{links}<script src=/js/app.js></script></head></html>".encode())
    assert files_of(parse(page)) == ["http://dj.example/js/app.js", "http://dj.example/js/c1.js"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("/js/list.js", ["/js/list.js"]),
        ("list.js?v=2", ["/yw/list.js?v=2"]),
        ("//dj.example/static/js/app.3f2a9c.js", ["/static/js/app.3f2a9c.js"]),
        ("/js/jquery.js", []),
        ("/js/jquery-1.11.3.js?v=1", []),
        ("/js/jquery.page.js", []),
        ("/js/page.min.js", []),
        ("/lib/page.js", []),
        ("/static/layui/modules/form.js", []),
        ("/static/js/chunk-vendors.8d1.js", []),
        ("http://elsewhere.example/list.js", []),
        ("/include/list.jsp", []),
        ("", []),
    ],
)
def test_which_scripts_are_a_portals_own(source: str, wanted: list[str]) -> None:
    page = Page(HOME, f"<html><body><p>x</p><script src='{source}'></script></body></html>".encode())
    assert [url.removeprefix("http://dj.example") for url in files_of(parse(page))] == wanted


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (
            's.src=o.p+"static/js/"+e+"."+{0:"aa10f",1:"be77c"}[e]+".js"',
            ["/x/static/js/0.aa10f.js", "/x/static/js/1.be77c.js"],
        ),
        (
            'r.u=e=>"static/js/"+({"a":"list"}[e]||e)+"."+{"a":"3f","vendors~a":"9"}[e]+".js"',
            ["/x/static/js/list.3f.js"],
        ),
        ('const L=()=>import("./List-3f2a.js")', ["/x/static/js/List-3f2a.js"]),
        ("import { get,\n  post } from './http.js';\nget('/a');", ["/x/static/js/http.js"]),
        ('t+"css/"+e+"."+{0:"aa"}[e]+".css"', []),
    ],
)
def test_a_script_names_those_that_it_loads(code: str, names: list[str]) -> None:
    found = named_in(code, "http://dj.example/x/static/js/app.1c.js")
    assert [url.removeprefix("http://dj.example") for url in found] == names


def test_a_script_is_read_with_the_page_that_loads_it() -> None:
    code = "$.post('list.do', {id: $('#cid').val(), kind: kind, pageNo: page})"
    page = Page(HOME, b"<html><body><input id=cid value=7><script>var kind = 'yw'</script></body></html>")
    (lead,) = leads_by(page, code)
    assert (lead.url, lead.form) == (f"{HOME}list.do?id=7&kind=yw&pageNo=1", {"id": "7", "kind": "yw", "pageNo": "1"})
    assert leads_by(Page(HOME, b"<html><body></body></html>"), code) == []


def test_what_a_file_of_settings_says_is_known_to_the_other_scripts() -> None:
    settings = code_of("window.SITE = { api: '/cmsapi/v2', siteId: 8 };")
    page = Page(HOME, b"<html><body><p>x</p></body></html>")
    (lead,) = leads_by(page, f"{settings}\n$.post(SITE.api + '/list', {{siteId: SITE.siteId, pageNo: page}})")
    assert lead.url == "http://dj.example/cmsapi/v2/list?siteId=8&pageNo=1"
    assert code_of('var host = "";\nvar siteToken = "b3f1c0de";'), "what is sent along"
    assert code_of("function menu(id) { document.getElementById(id).className = 'open'; }") == ""
    assert code_of("w.push([[7],{44:function(e,t,n){(0,n(33).Xk)({id:7})}}])"), (
        "a module that calls what others ask for"
    )


def test_a_calendar_in_a_file_asks_for_the_issues_of_its_month() -> None:
    page = Page("http://dj.example/rb/html/2024-01/05/node_2.htm", b"<html><body><p>x</p></body></html>")
    leads = leads_by(page, "xmlhttp.open('GET', '../../' + ym + '/period.xml', true)")
    assert [lead.url for lead in leads] == ["http://dj.example/rb/html/2024-01/period.xml"]


def test_lists_are_found_by_the_scripts_that_ask_for_them(served: Served, tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", served.portal
    assert crawl(served.site.url, archive).code == 0
    db = database(archive)
    assert found(archive, served.site) == paths(portal)
    read = {row["url"]: row for row in db.execute("SELECT * FROM articles_with_text")}
    wrong = [wrong_fields(db, "query", read[f"{served.site.url[:-1]}{s.path}"], s) for s in portal.stories]
    assert list(filter(None, wrong)) == []
    scripts = [path for path in served.site.asked if ".js" in path]
    assert sorted(scripts) == [LIST, MENU], "each once, and no library"
    stored = {row[0]: row[1] for row in db.execute("SELECT url, status FROM captures WHERE url LIKE '%.js%'")}
    assert stored == {f"{served.site.url[:-1]}{path}": 200 for path in (LIST, MENU)}
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in DERIVED} == before
    assert dangjian("verify", "--archive", archive).code == 0


def test_a_night_asks_little_and_finds_what_is_new(served: Served, tmp_path: Path) -> None:
    archive, stories = tmp_path / "a", make_stories(64, 30, 2)
    added = [story for story in stories if story.column == 1][: SIZE + 2]
    served.portal = script_files(stories=[story for story in stories if story not in added])
    assert crawl(served.site.url, archive).code == 0
    age(archive, 1)
    crawl(served.site.url, archive)  # the articles' second look
    served.site.asked.clear()
    assert crawl(served.site.url, archive).code == 0
    # Home, robots.txt, sitemap, standing page, two lists with the first page of what they ask for, one script.
    assert len(served.site.asked) <= 10, served.site.asked
    assert (served.site.asked.count(LIST), served.site.asked.count(MENU)) == (1, 0)
    assert served.unchanged[LIST] >= 1, "asked for on condition"
    served.portal = script_files(stories=stories)
    assert crawl(served.site.url, archive).code == 0
    assert found(archive, served.site) == paths(served.portal)
    age(archive, 8)
    served.site.asked.clear()
    assert crawl(served.site.url, archive).code == 0
    assert served.site.asked.count(MENU) == 1, "what asks for nothing is looked at as seldom as an article"


@pytest.mark.parametrize(
    ("reply", "code"),
    [((404, {}, b"<h1>404</h1>"), 0), ((500, {}, b""), 1), ((200, {"Content-Type": "text/html"}, b"<p>x</p>"), 0)],
)
def test_a_script_that_does_not_come_keeps_nothing_back(
    served: Served, tmp_path: Path, reply: Reply, code: int
) -> None:
    served.instead = {LIST: reply, MENU: reply}
    assert crawl(served.site.url, tmp_path / "a").code == code
    assert len(found(tmp_path / "a", served.site)) == 4, "the rows that stand in the pages"
    served.instead = {}
    age(tmp_path / "a", 2)
    assert crawl(served.site.url, tmp_path / "a").code == 0
    assert found(tmp_path / "a", served.site) == paths(served.portal)


def test_a_script_whose_length_is_always_wrong_is_read_all_the_same(served: Served, tmp_path: Path) -> None:
    """A script has no end to know it by; what comes the same twice is no shorter than it is."""

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        status, headers, body = Served.answer(served, handler)
        if handler.path == LIST and status == 200:
            handler.close_connection = True
            headers = {**headers, "Content-Length": str(len(body) + 150)}
        return status, headers, body

    with Site(answer) as site:
        ran = crawl(site.url, tmp_path / "a")
        assert (ran.code, ran.json["crawls"][0]["failures"]) == (0, [])
        assert found(tmp_path / "a", site) == paths(served.portal)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert dangjian("rebuild", "--archive", tmp_path / "b").code == 0
    assert [table for table in DERIVED if rows(tmp_path / "b", table) != rows(tmp_path / "a", table)] == []


def test_robots_txt_keeps_scripts_too(served: Served, tmp_path: Path) -> None:
    served.instead = {"/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /js/\n")}
    assert crawl(served.site.url, tmp_path / "a").code == 0
    assert [path for path in served.site.asked if ".js" in path] == []
    assert len(found(tmp_path / "a", served.site)) == 4


@pytest.mark.parametrize("pages", [4])
def test_a_page_that_waits_for_its_script_when_the_crawl_ends_is_gone_on_with(
    served: Served, tmp_path: Path, pages: int
) -> None:
    archive, site = tmp_path / "a", served.site
    for _ in range(60):
        ran = crawl(site.url, archive, "--max-pages", str(pages))
        if ran.json["crawls"][0]["outcome"] != "limited":
            break
    assert found(archive, site) == paths(served.portal)
    assert max(Counter(path for path in site.asked if path != "/robots.txt").values()) <= 2


def test_a_list_in_a_file_whose_name_says_data_is_still_a_list(tmp_path: Path) -> None:
    portal = script_files()
    rows = ", ".join(f"{{t: '{s.title}', u: '{s.path}'}}" for s in portal.stories)
    portal.pages["/data/list.js"] = ("application/javascript", f"var rows = [{rows}];".encode())
    portal.put("/lm0/", "<html><title>x</title><script src='/data/list.js'></script></html>")
    portal.put("/lm1/", "<html><title>x</title><p>x</p></html>")
    with Site(portal.answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert found(tmp_path / "a", site) == paths(portal)
        assert site.asked.count("/data/list.js") == 1
        site.asked.clear()
        assert crawl(site.url, tmp_path / "a").code == 0
        assert site.asked.count("/data/list.js") == 1


def test_a_shell_without_a_link_leads_where_its_script_says(tmp_path: Path) -> None:
    """The menu, and the list that the home shows, stand in the script alone; the list is named anew when it changes."""
    stories = make_stories(11, 12, 2)
    for story in stories:
        story.path = f"/{story.day[:7]}/{story.number}.html"
    lists = {column: [story for story in stories if story.column == column] for column in (0, 1)}
    menu = 'var menu=[{title:"基层动态",href:"/lm1/"},{title:"首页",to:"/"}];'
    asks = 'a.get("/static/zx.%s.json").then(function(e){t.rows=e.data.list})'
    number = 1

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path, known = handler.path, {story.path: story for story in stories[: 8 + 2 * number]}
        listed = {column: [story for story in those if story.path in known] for column, those in lists.items()}
        if path == "/":
            shell = (
                f"<html><head><title>平川先锋网</title></head><body><div id=app></div><script src=/js/app.{number}.js>"
            )
            return 200, {}, f"{shell}</script></body></html>".encode()
        if path == f"/js/app.{number}.js":
            return 200, {"Content-Type": "application/javascript"}, (menu + asks % f"a{number}f").encode()
        if path == f"/static/zx.a{number}f.json":
            rows = [{"title": story.title, "url": story.path} for story in listed[0]]
            return 200, {"Content-Type": "application/json"}, json.dumps({"list": rows}).encode()
        if path == "/lm1/":
            rows = "".join(f"<li><a href='{story.path}'>{story.title}</a></li>" for story in listed[1])
            return 200, {}, f"<html><title>基层动态</title><body><ul>{rows}</ul></body></html>".encode()
        if (story := known.get(path)) is not None:
            return 200, {}, story_html(story.title, "</p><p>".join(story.paragraphs), date=f"{story.day} 10:00")
        return 404, {}, b"<h1>404</h1>"

    with Site(answer) as site:
        for number in (1, 2):
            assert crawl(site.url, tmp_path / "a").code == 0
            assert found(tmp_path / "a", site) == {story.path for story in stories[: 8 + 2 * number]}


def test_a_script_is_one_whatever_edition_each_page_names(tmp_path: Path) -> None:
    """A template may write another number behind a file's name into every page, for browsers to fetch it anew."""
    rows = "".join(f'{{"t":"第{n}篇文章的标题","u":"/a/{n}.html"}},' for n in range(6))
    code = "$.getJSON('/api/rows.json', function (d) { d.forEach(function (x) { add(x.u, x.t) }) })"

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path
        if path.startswith("/js/load.js"):
            return 200, {"Content-Type": "text/javascript"}, code.encode()
        if path.startswith("/api/rows.json"):
            return 200, {"Content-Type": "application/json"}, f'{{"rows":[{rows[:-1]}]}}'.encode()
        if path.startswith("/a/"):
            return 200, {}, story_html(f"第{path[3:-5]}篇文章的标题", f"{path}号的正文说了支部做的事。" * 6)
        named = f"<script src='/js/load.js?v={len(site.asked)}'></script>"
        columns = "".join(f"<a href='/c{n}/'>第{n}栏</a>" for n in range(5))
        return 200, {}, f"<title>云溪先锋网</title>{columns}{named}<p>{path}</p>".encode()

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert sum("/js/" in path for path in site.asked) == 1
        assert len(found(tmp_path / "a", site)) == 6
