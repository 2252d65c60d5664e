"""What is followed from a page: the calls of its scripts that load a list, and none of the others."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from crawler.addresses import Scope
from crawler.extraction.listing import extract_links
from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.asked import Asked
from spiders.cms.scripted import Scripted
from spiders.cms.vsb import Vsb

HOME = "http://dj.example/yw/"


def leads(family: Asked | Scripted, script: str) -> list[str]:
    page = f"<html><body><p>共3页</p><script>{script}</script></body></html>"
    return [lead.url.removeprefix("http://dj.example") for lead in family.more(parse(Page(HOME, page.encode())))]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("$.get('/api/list', show)", ["/api/list"]),
        ('jQuery.getJSON( "newsList.json" )', ["/yw/newsList.json"]),
        ("$.getJSON('/html/issues.json?v=2', show)", ["/html/issues.json?v=2"]),
        ("axios.get('/api/all/0').then(show)", ["/api/all/0"]),
        ("fetch('/api/list').then(show)", ["/api/list"]),
        ("window.fetch('/api/list')", ["/api/list"]),
        ("$.post('/q', {pageNo: page, channelId: 7}, show)", ["/q?pageNo=1&channelId=7"]),
        ("$.ajax({type: 'get', url: '/q', data: {p: n, kind: 'yw'}})", ["/q?p=1&kind=yw"]),
        ("$.ajax({url : '/q?a=1', success: show, data: {page: 1}})", ["/q?a=1&page=1"]),
        # Neither lists nor calls of these.
        ("$.get('/api/hits/7')", []),
        ("cache.get('/api/list')", []),
        ("prefetch('/api/list')", []),
        ("$.post('/q', {pageNo: page, token: token()})", []),
        ("curl: '/q', data: {page: 1}", []),
        ("$.get('http://elsewhere.example/api/list')", []),
    ],
)
def test_lists_that_a_script_asks_for(script: str, wanted: list[str]) -> None:
    assert leads(Asked(), script) == wanted


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("location.href = 'list_' + n + '.html'", ["/yw/list_1.html", "/yw/list_2.html", "/yw/list_3.html"]),
        ("go('/more?kind=yw&page=' + n)", [f"/more?kind=yw&page={n}" for n in (1, 2, 3)]),
        ("go(`more?page=${n}`)", [f"/yw/more?page={n}" for n in (1, 2, 3)]),
        (
            "var nid = '7';\nget('/list?nid=' + nid + '&pgnum=' + (n + 1) + '&cnt=6&_t=' + new Date())",
            [f"/list?nid=7&pgnum={n}&cnt=6" for n in (1, 2, 3)],
        ),
        ("get('/list?nid=' + nid + '&p=' + n)", []),
        ("var nid = '7', other = {nid: '8'};\nget('/list?nid=' + nid + '&p=' + n)", []),
        ("get(`/list?callback=${cb}&p=${this.n}&size=5`)", [f"/list?p={n}&size=5" for n in (1, 2, 3)]),
        ("count = 'a_' + 'b'; name = 'x=' + n", []),
        ("go('/more?kind=' + n)", []),
    ],
)
def test_lists_that_a_script_pages(script: str, wanted: list[str]) -> None:
    assert leads(Scripted(), script) == wanted


def test_a_portal_is_asked_as_its_home_is_reached() -> None:
    scope = Scope("http://dj.example/", "https://zt.dj.example/")
    assert scope.at_home("https://www.dj.example/yw/1.html?id=2") == "http://dj.example/yw/1.html?id=2"
    assert scope.at_home("http://zt.dj.example/1.html") == "https://zt.dj.example/1.html"
    assert scope.at_home("https://other.example/1.html") == "https://other.example/1.html"
    assert scope.at_home("https://dj.example:8443/1.html") == "https://dj.example:8443/1.html"
    scope.add("https://www.dj.example/")  # the home redirects
    assert scope.at_home("http://dj.example/yw/") == "https://www.dj.example/yw/"
    assert scope.at_home("http://dj.example?id=2") == "https://www.dj.example?id=2"


@pytest.mark.parametrize(
    ("path", "pager", "wanted"),
    [
        ("/dwdt/index.htm", "<td nowrap id=fanye1204>共18条&nbsp;&nbsp;1/3&nbsp;</td>", ["index/2.htm", "index/1.htm"]),
        ("/dwdt.htm", "<script>_simple_list_gotopage_fun(3,'u12_goto',2)</script>", ["/dwdt/2.htm", "/dwdt/1.htm"]),
        ("/dwdt/index/2.htm", "<td id=fanye1204>共18条&nbsp;&nbsp;2/3&nbsp;</td>", []),
        ("/dwdt/index/2.htm", "<script>_simple_list_gotopage_fun(3,'u12_goto',2)</script>", []),
        ("/dwdt/index.htm", "<p>完成了1/3</p>", []),
    ],
)
def test_the_pages_of_vsb_are_numbered_downwards(path: str, pager: str, wanted: list[str]) -> None:
    url = f"http://dj.example{path}"
    leads = Vsb().more(parse(Page(url, f"<html><body>{pager}</body></html>".encode())))
    assert [lead.url for lead in leads] == [urljoin(url, one) for one in wanted]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("<div class='itm' data-link='http://dj.example/yw/1.shtml'>支部见闻</div>", ["/yw/1.shtml"]),
        ("<li data-url='/yw/2024/1/'>支部见闻</li>", ["/yw/2024/1/"]),
        ("<p data-url='支部'>支部见闻</p><p data-link='a.jpg'>支部见闻</p>", []),
        ("<a href=\"JavaScript:openwindow('show.asp?id=1',600,400)\">支部见闻</a>", ["/yw/show.asp?id=1"]),
        ("<a href='#' onclick=\"vote('vote.asp?id=1')\">投票</a>", []),
        ("<tr onclick=\"load('1.html')\"><td>支部见闻</td></tr>", ["/yw/1.html"]),
        ("<script>function go(n){location.href = 'index_' + n}</script>", []),
        ("<a href='..\\news\\1.html'>支部见闻</a>", ["/news/1.html"]),
    ],
)
def test_links_that_are_no_anchors(written: str, wanted: list[str]) -> None:
    page = Page(HOME, f"<html><body>{written}</body></html>".encode())
    assert [link.url.removeprefix("http://dj.example") for link in extract_links(parse(page))] == wanted


def test_a_sitemap_may_come_as_html_and_without_a_declaration() -> None:
    page = Page(HOME, b"<urlset><url><loc> /yw/1.html </loc></url></urlset>", headers={"content-type": "text/html"})
    assert [link.url for link in extract_links(parse(page))] == ["http://dj.example/yw/1.html"]
