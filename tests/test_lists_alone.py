"""Lists whose stories stand on no other page of their portal, so that each must be asked for and read as it is."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Reply, Site, crawl, database, story_html
from test_nightly import TEXT

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms import FAMILIES
from spiders.seen import see

BASE = "http://dj.example/yw/"
ROW = '<li><a href="/a/1.html">柳塘村把支部建在渡口</a><i>2024-05-06</i></li>'
TABLES = {
    "a grid that says which column it is of": (
        "$('#t').datagrid({ url: '/grid/rows.do', queryParams: { lanmu: 19 }, pagination: true, pageSize:"
        " 5, columns: [[{"
        " field: 'bt', formatter: function (v, row) { return '<a href=\"/n/' + row.id + '.html\">' + v +"
        " '</a>'; } }]] });",
        "/grid/rows.do?lanmu=19&page=1&rows=5",
    ),
    "a table whose function returns what it asks by": (
        "$('#t').bootstrapTable({ url: '/t/list', sidePagination: 'server', pagination: true, pageSize: 5, queryParams:"
        " function (p) { return { limit: p.limit, offset: p.offset, lanmu: 7 }; }, columns: [{ field: 'bt', formatter:"
        " function (v, row) { return '<a href=\"/n/' + row.id + '.html\">' + v + '</a>'; } }] });",
        "/t/list?lanmu=7&offset=0&limit=5",
    ),
    "jqGrid": (
        "$('#t').jqGrid({ url: '/t/rows?lanmu=3', datatype: 'json', rowNum: 5, pager: '#p', colModel: [{ name: 'bt',"
        " formatter: function (v, o, row) { return '<a href=\"/n/' + row.id + '.html\">' + v + '</a>'; } }] });",
        "/t/rows?lanmu=3&page=1&rows=5",
    ),
    "a list of two fields in the path alone": (
        "var lm = 38, p = 1; function more() { $.getJSON('/m/list?lm=' + lm + '&page=' + p, function (r) {"
        " $.each(r.list, function (i, one) { $('#l').append('<a href=\"/' + one.lm + '/' + one.id +"
        " '.html\">' + one.bt + '</a>');"
        " }); p++; }); }\nmore();",
        "/m/list?lm=38&page=1",
    ),
    "a number below nothing": (
        "function get(box, lm, n) { $.ajax({ type: 'post', url: '/gk/list.jsp', data: { lm: lm, fbtime: -1,"
        " currpage: n }, success: show }); }\nget('l', 'A', 1);",
        "/gk/list.jsp?lm=A&fbtime=-1&currpage=1",
    ),
    "SiteServer, by a query put together": (
        'function rows(n) { var url = "/cms/dynamic/output.aspx?siteID=1&" + getQueryString();'
        ' var sent = "nodeID=14&template=Q1c&pageNum=" + n; jQuery.post(url, sent, function (d) {'
        ' $("#l").html(d); }); }\nrows(1);',
        "/cms/dynamic/output.aspx?siteID=1&nodeID=14&template=Q1c&pageNum=1",
    ),
    "SiteServer, by its client": (
        "function rows(page) { stlClient.post('/api/stl/actions/dynamic?' + StlClient.getQueryString(), {"
        " value: 'Ax0add0',"
        " page: page }, function (e, d) { box.innerHTML = d.html; }); }\nrows(1);",
        "/api/stl/actions/dynamic?value=Ax0add0&page=1",
    ),
}
ELEMENTS = {
    "an element of htmx": (
        f'<ul>{ROW}<li hx-get="/part/more?page=2" hx-trigger="revealed" hx-swap="outerHTML">…</li></ul>',
        ["/part/more?page=2"],
    ),
    "SharePoint": (
        "<table><tr><td><a onclick='javascript:RefreshPageTo(event, \"/l/All.aspx?Paged=TRUE\\u0026p_ID=33\\u0026"
        'PageFirstRow=6");return false;\' href="javascript:">下一页</a></td></tr></table>',
        ["/l/All.aspx?Paged=TRUE&p_ID=33&PageFirstRow=6"],
    ),
    "kkpager with the page behind its file": (
        f"<ul>{ROW}</ul><script>kkpager.generPageHtml({{ pno: 1, total: 2, hrefFormer: 'gz', hrefLatter: '.html',"
        " getLink: function (n) { return this.hrefFormer + this.hrefLatter + '?pno=' + n; } });</script>",
        ["/yw/gz.html?pno=1", "/yw/gz.html?pno=2"],
    ),
    "an address with a place for the page, as it is sent": (
        f"<ul>{ROW}</ul><script>var own = '/llwz/%7Bpage%7D.html'; laypage.render({{ elem: 'p', count: 8,"
        f" limit: 5, jump:"
        " function (o, first) { if (!first) location.href = own.replace('%7Bpage%7D', o.curr); } });</script>",
        ["/llwz/1.html", "/llwz/2.html"],
    ),
    "a file in a template of a script's": (
        f'<ul>{ROW}</ul><span class="pageCount">2</span><script>function go() {{ var n = $("#n").val();'
        " location.href = n > 1 ? `index_${n}.shtml` : 'index.shtml'; }</script>",
        ["/yw/index_1.shtml", "/yw/index_2.shtml"],
    ),
    "numbers that links hold for a form": (
        f'<ul>{ROW}</ul><form id="f" method="post" action="list.jsp"><input type="hidden" name="lm" value="4"><input'
        ' type="hidden" name="pageNum" value="1"></form><a data-pagenum="1">1</a><a data-pagenum="2">2</a><script>'
        "$('a').click(function () { var n = $(this).data('pagenum'); document.f.pageNum.value = n;"
        " document.f.submit(); });"
        "</script>",
        ["/yw/list.jsp"],
    ),
    "a form that is sent by another way than its own": (
        '<form action="/rm/rows.do" data-ajax="true" data-ajax-method="POST"><input type="hidden" name="page_index"'
        f' id="page_index" value="1"><ul>{ROW}</ul><a href="#" onclick="go(2)">下一页</a> 共2页</form><script>'
        'function go(n) { $("#page_index").val(n); $("form").submit(); }</script>',
        ["/rm/rows.do"],
    ),
}


def leads(body: str) -> list[str]:
    page = Page(BASE, f"<html><head><title>要闻-云溪</title></head><body>{body}</body></html>".encode())
    parsed = parse(page)
    found = [lead.url.removeprefix("http://dj.example") for family in FAMILIES for lead in family.more(parsed)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("script", "asked"), TABLES.values(), ids=TABLES)
def test_lists_that_a_script_asks_for(script: str, asked: str) -> None:
    assert asked in leads(f'<table id="t"></table><div id="l"></div><script>{script}</script>')


@pytest.mark.parametrize(("body", "asked"), ELEMENTS.values(), ids=ELEMENTS)
def test_lists_that_go_on_by_an_element(body: str, asked: list[str]) -> None:
    assert leads(body) == asked


def test_a_list_without_words_to_look_for_is_asked_for() -> None:
    script = (
        "function more() { var n = $('.more').attr('start'), c = $('.more').attr('cid'), key = $('.more').attr('key');"
        " $.ajax({ url: root + 'e/list/json.php?start=' + n + '&classid=' + c + '&key=' + key, dataType:"
        " 'json', success:"
        " function (r) { $.each(r, function (i, d) { $('#l').append('<a href=\"' + d.url + '\">' + d.bt +"
        " '</a>'); }); } }); }"
    )
    body = f'<div class="more" start="0" cid="3" key=""></div><script>var root = "/";{script}</script>'
    assert "/e/list/json.php?start=0&classid=3&key=" in leads(body)


LAID = '[{"id": 3, "bt": "柳塘村把支部建在渡口", "rq": "2024-05-06"}, {"id": 4, "bt": "青石乡为老党员送学上门"}]'
DRAWN = "for (var i = 0; i < r.length; i++) { h += '<a href=\"/n/' + r[i].id + '.html\">' + r[i].bt + '</a>'; }"


@pytest.mark.parametrize(
    "body",
    [
        f"<script>var r = {LAID}, h = ''; {DRAWN}</script>",
        f"<div id='d' data-rows='{LAID}'></div><script>var r = JSON.parse($('#d').attr('data-rows')), h = ''; {DRAWN}"
        "</script>",
    ],
)
def test_rows_that_a_page_lays_out_for_its_script(body: str) -> None:
    assert leads(body) == ["/n/3.html", "/n/4.html"]


def test_stories_of_an_account_whose_data_stand_in_a_script_as_markup() -> None:
    data = '{"list":[{"title":"柳塘村把支部建在渡口","content_url":"/wx/2024/12.html"}]}'.replace('"', "&quot;")
    page = Page(BASE, f"<html><title>x</title><script>var msgList = '{data}';</script></html>".encode())
    assert "http://dj.example/wx/2024/12.html" in [link.url for link in see(page, (), FAMILIES).links]


@pytest.mark.parametrize(
    ("choice", "asked"),
    [
        ("if (lm == 23) { url = '/get_one.php' } else { url = '/get_all.php' }", "/get_all.php?page=1&classid=4"),
        ("if (lm != 23) { url = '/get_one.php' } else { url = '/get_all.php' }", "/get_one.php?page=1&classid=4"),
    ],
)
def test_of_two_ways_the_one_that_the_page_has_chosen(choice: str, asked: str) -> None:
    script = (
        f"function get(p) {{ var lm = $('#m').attr('data'); {choice} $.post(url, {{ page: p, classid: lm }}, add); }}"
    )
    assert asked in leads(f'<ul>{ROW}</ul><div id="m" data="4">更多</div><script>{script}\nget(1);</script>')


def test_rows_of_a_template_whose_fields_stand_alone() -> None:
    body = (
        '<script id="r" type="text/x-handlebars-template">{{#each list}}<li><a'
        ' href="/tp/{{id}}.html">{{bt}}</a></li>{{/each}}'
        '</script><script>function get(page) { $.get("/tp/list.json", { page: page }, show); }\nget(1);</script>'
    )
    page = Page(BASE, f"<html><head><title>要闻</title></head><body>{body}</body></html>".encode())
    rows = [lead.rows for family in FAMILIES for lead in family.more(parse(page))]
    assert [[form.url for form in forms] for forms in rows] == [["http://dj.example/tp/{id}.html"]]


def test_further_pages_of_a_list_lead_where_its_first_does() -> None:
    script = (
        "const load = p => fetch('/api/list?lm=yw&page=' + p + '&size=5').then(r => r.json()).then(d => {"
        " d.list.forEach(one =>"
        ' { box.innerHTML += `<a href="/yw/view/${one.id}">${one.bt}</a>`; }); }); var totalPages = 3; load(1);'
    )
    seen = see(Page(BASE, f"<title>x</title><p>…</p><script>{script}</script>".encode()), (), FAMILIES)
    assert len(seen.leads) > 1 and all(lead.rows for lead in seen.leads)


@pytest.mark.parametrize("piece", ['<li hx-get="/p?page=2" hx-trigger="load">', "`a_${n}.html` ", "{{#each x}}{{id}}"])
def test_what_is_looked_for_takes_time_as_a_page_is_long(piece: str) -> None:
    def seconds(times: int) -> float:
        body = piece * times if piece.startswith(("<", "{")) else f"<script>{piece * times}</script>"
        began = time.perf_counter()
        leads(body)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(8000) < 16 * max(seconds(2000), 0.02)


def test_a_list_that_answers_nothing_to_whoever_does_not_post_is_asked_by_post(tmp_path: Path) -> None:
    stories = {f"/a/{number}.html": f"第{number}篇文章的标题在这里" for number in range(1, 9)}
    script = (
        "function rows(n) { $.post('/rows.do', { lanmu: 4, page: n }, function (html) {"
        " $('#l').html(html); }); }\nrows(1);"
    )

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = urlsplit(handler.path).path
        if path in stories:
            return 200, {}, story_html(stories[path], f"{path}：{TEXT}")
        if path == "/rows.do":
            sent = parse_qs(handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode())
            asked.append((handler.command, handler.path))
            page = int(sent["page"][0]) if handler.command == "POST" else 0
            rows = list(stories.items())[4 * page - 4 : 4 * page] if page else []
            return 200, {}, "".join(f"<li><a href='{at}'>{title}</a></li>" for at, title in rows).encode()
        if path == "/yw/":
            return 200, {}, f"<title>要闻</title><ul id='l'></ul><script>{script}</script>".encode()
        return (200, {}, b"<title>x</title><a href='/yw/'>news</a>") if path == "/" else (404, {}, b"<h1>404</h1>")

    asked: list[tuple[str, str]] = []
    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    found = database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0]
    assert found == 8
    got = [path for command, path in asked if command == "GET" and "?" in path]
    assert got == ["/rows.do?lanmu=4&page=1"]  # what comes empty is not asked for again the same way
