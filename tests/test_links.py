"""Where a page leads by its links, however it writes them: blocks, clicks, islands of data, maps and feeds."""

from __future__ import annotations

import base64
import json

import pytest

from crawler.addresses import Scope
from crawler.extraction.listing import extract_links
from crawler.extraction.tree import parse
from crawler.items import Page

HOME = "http://dj.example/yw/"


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
    ("written", "wanted"),
    [
        ("<div class='itm' data-link='http://dj.example/yw/1.shtml'>支部见闻</div>", ["/yw/1.shtml"]),
        ("<li data-url='/yw/2024/1/'>支部见闻</li>", ["/yw/2024/1/"]),
        ("<li data-link='/通知 公告/1.html'>支部见闻</li>", ["/通知 公告/1.html"]),
        ("<li data-link='http://dj.example/s/Qk3x_Zb'>山村支部的一天：灯火与账本</li>", ["/s/Qk3x_Zb"]),
        ("<li data-url='/s/Qk3x_Zb'>更多</li><p data-url='/api/like/a3x'>点赞 收藏 分享到朋友圈</p>", []),
        ("<p data-url='支部'>支部见闻</p><p data-link='a.jpg'>支部见闻</p>", []),
        ("<a href=\"JavaScript:openwindow('show.asp?id=1',600,400)\">支部见闻</a>", ["/yw/show.asp?id=1"]),
        ("<a href='#' onclick=\"vote('vote.asp?id=1')\">投票</a>", []),
        # As entities without a semicolon begin: &curren, &sect, &not.
        ("<a href='list.do?id=1&currentPage=2'>2</a>", ["/yw/list.do?id=1&currentPage=2"]),
        ("<a href='list.do?section=1&amp;sectionId=2'>2</a>", ["/yw/list.do?section=1&sectionId=2"]),
        ("<a onclick=\"turn(this,'/ui?id=7&amp;currentPage=2')\">下一页</a>", ["/ui?id=7&currentPage=2"]),
        ("<a onclick=\"turn(this,'/ui?id=7')\">下一页</a>", []),
        ("<tr onclick=\"load('1.html')\"><td>支部见闻</td></tr>", ["/yw/1.html"]),
        ("<script>function go(n){location.href = 'index_' + n}</script>", []),
        ("<a href='..\\news\\1.html'>支部见闻</a>", ["/news/1.html"]),
        ("<a href='http://dj.example/x/../yw/./1.html'>支部见闻</a>", ["/yw/1.html"]),
        (r'<script>var a = JSON.parse("[{\"url\":\"\/zt\/1.html\"}]")</script>', ["/zt/1.html"]),
        ('<div data-rows="[{&quot;url&quot;:&quot;/zt/1.html&quot;}]"></div>', ["/zt/1.html"]),
        ("<xml id=docs><docs><doc><url>./1.htm</url></doc></docs></xml>", ["/yw/1.htm"]),
        (
            "<select onchange='location=this.value'><option value='/xz/qs/'>青石镇<option value='../lx/'>柳乡"
            "<option value='党员/'>党员<option value='10'>十</select>",
            ["/xz/qs/", "/lx/"],
        ),
        ("<a href='index_2.jhtml;jsessionid=0A1B!7?c=1'>下一页</a>", ["/yw/index_2.jhtml?c=1"]),
        ("<select><option value='/xz/qingxi/'>清溪镇<option value=' ../sq'>社区</select>", ["/xz/qingxi/", "/sq"]),
        (
            "<select><option value='https://jg.dj.example'>机关<option value='qingxi'>清溪</select>",
            ["https://jg.dj.example"],
        ),
        ("<input type=button onclick=\"window.navigate('list.asp?id=1')\">", ["/yw/list.asp?id=1"]),
        # A pager that keeps where it leads for its script.
        (
            "<ul><li><a href='javascript:void(0)' data-href='/news/1?page=2'>2</a></li><li><b data-url='?p=3'>页</b>"
            "<li><a data-url='/news/1?like=2'>2024年的赞</a></ul>",
            ["/news/1?page=2"],
        ),
        # What a script goes on with, the place of a field, what is only told of a look and what counts it unseen.
        (
            r'<script>w("<a href=\"index\"+"_" + n + "."+"html\">下页</a>", "<a href=" + u + ">" + t)</script>',
            [],
        ),
        ("<script>w('<a href=\"/yw/1.html\"' + ' class=r>支部见闻</a>')</script>", ["/yw/1.html"]),
        ("<script>var u = '/was/api?location=' + city + '&t=1';</script>", []),
        (
            "<script>var u = '/list.aspx?id={ColumnId}', v = '/list.aspx?id={3F2504E0-4F89}';</script>",
            ["/list.aspx?id={3F2504E0-4F89}"],
        ),
        ("<a href='{{item.url}}'>支部见闻</a>", []),
        (
            "<a onclick=\"$.get('/friendlink_view.jspx?id=7')\">网站</a><script>_jsq_(1065,'/list.jsp',-1,77)</script>",
            [],
        ),
        ("<script>$.get('/yw/a.html').done(show); $.get('/yw/b.html', show)</script>", ["/yw/a.html", "/yw/b.html"]),
        (
            "<iframe src='/module/visitcount/visit.jsp?id=7' style='display: none'></iframe><iframe src='/county.htm'>",
            ["/county.htm"],
        ),
    ],
)
def test_links_that_are_no_anchors(written: str, wanted: list[str]) -> None:
    page = Page(HOME, f"<html><body>{written}</body></html>".encode())
    assert [link.url.removeprefix("http://dj.example") for link in extract_links(parse(page))] == wanted


def test_links_in_islands_of_data_without_an_end() -> None:
    page = Page(HOME, b"<html><body>" + b"<xml " * 200_000 + b"<xml><url>/yw/1.html</url>" * 2000 + b"</body></html>")
    assert extract_links(parse(page)) == []


def test_a_page_that_goes_on_when_it_is_loaded() -> None:
    page = Page(HOME, b"<html><body onload=\"window.location='index.asp'\"></body></html>")
    assert [link.url for link in extract_links(parse(page))] == ["http://dj.example/yw/index.asp"]


@pytest.mark.parametrize(
    ("mime", "text"),
    [
        ("text/xml", "<?xml version='1.0'?><s:urlset xmlns:s='x'><s:url><s:loc>/yw/1.html</s:loc></s:url></s:urlset>"),
        ("text/xml", "<?xml version='1.0'?><urlset><url><loc><![CDATA[/yw/1.html]]></loc></url></urlset>"),
        ("text/xml", "<?xml version='1.0'?><rdf:RDF><item><link>http://dj.example/yw/1.html</link></item></rdf:RDF>"),
        ("text/plain", "http://dj.example/yw/1.html\nhttp://dj.example/1.doc"),
        ("text/xml", "<?xml version='1.0'?><docs><doc><title>一</title><docurl>/yw/1.html</docurl></doc></docs>"),
    ],
)
def test_maps_and_feeds_of_every_make(mime: str, text: str) -> None:
    page = Page("http://dj.example/map", text.encode(), headers={"content-type": mime})
    assert [link.url for link in extract_links(parse(page))] == ["http://dj.example/yw/1.html"]


def test_a_sitemap_may_come_as_html_and_without_a_declaration() -> None:
    page = Page(HOME, b"<urlset><url><loc> /yw/1.html </loc></url></urlset>", headers={"content-type": "text/html"})
    assert [link.url for link in extract_links(parse(page))] == ["http://dj.example/yw/1.html"]


def test_rows_that_an_answer_holds_in_base64() -> None:
    rows = json.dumps([{"title": "支部见闻", "url": "/zt/1.html"}], ensure_ascii=False)
    packed = base64.b64encode(rows.encode()).decode()
    for body in (json.dumps({"code": 0, "data": packed}), json.dumps({"data": packed}).replace("/", "\\/")):
        assert [link.url for link in extract_links(parse(Page(HOME, body.encode())))] == ["http://dj.example/zt/1.html"]
    # Of what is no data it stays what it is.
    for other in (packed[:-7], base64.b64encode(b'{"a" is no data at all, but much text').decode()):
        assert parse(Page(HOME, json.dumps({"data": other}).encode())).data == {"data": other}
