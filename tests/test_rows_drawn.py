"""Rows that scripts draw of data without addresses: by their fields, by what a click calls, by what they hold."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Reply, Site, crawl, database, story_html
from test_nightly import TEXT

from crawler.extraction.tree import parse
from crawler.items import Asked, Page
from spiders.cms import FAMILIES
from spiders.cms.files import leads_by
from spiders.seen import see, with_rows_of

HOST = "http://dj.example"
BASE = f"{HOST}/yw/"
ROWS = json.dumps(
    {"list": [{"id": 31, "lm": "c7", "bt": "柳塘村把支部建在渡口"}, {"id": 32, "lm": "c8", "bt": "青石乡送学上门"}]}
)
ARRAYS = '{"rows": [[31, "柳塘村把支部建在渡口", "2024-05-06"], [32, "青石乡为老党员送学上门", "2024-05-05"]]}'
XML = '<?xml version="1.0"?><rows><row id="31" bt="柳塘村把支部建在渡口"/><row id="32" bt="青石乡送学上门"/></rows>'
ASKS = "function get(p) {{ $.get('/rows', {{ page: p }}, function (d) {{ {done} }}); }}\nget(1);"
EACH = "$.each(d.list, function (i, one) {{ {row} }});"
# What the page holds, what its script does with a row, what the file says that it loads, what is answered.
WAYS: dict[str, tuple[str, str, str, str, list[str]]] = {
    "a click that calls a function with fields": (
        "",
        "h += '<li onclick=\"show(\\''+one.lm+'\\','+one.id+')\">'+one.bt+'</li>';",
        "function show(c, n) { window.open('/n/view?lm=' + c + '&id=' + n); }",
        ROWS,
        ["/n/view?lm=c7&id=31", "/n/view?lm=c8&id=32"],
    ),
    "a click in a template that calls a function": (
        '<li v-for="one in list" @click="show(one.id)">{{one.bt}}</li>',
        "app.list = d.list;",
        "function show(n) { location.href = 'view.html?n=' + n; }",
        ROWS,
        ["/yw/view.html?n=31", "/yw/view.html?n=32"],
    ),
    "a click that puts the number into a form": (
        '<form id="f" action="view.do" method="post"><input type="hidden" id="nid" name="nid"></form>',
        "h += '<a href=\"#\" onclick=\"show(' + one.id + ')\">' + one.bt + '</a>';",
        'function show(n) { $("#nid").attr("value", n); $("#f").submit(); }',
        ROWS,
        ["/yw/view.do?nid=31", "/yw/view.do?nid=32"],
    ),
    "what a template's rows hold for a click": (
        '<script type="text/html">{{each list as one}}<li class="r" data-n="{{one.id}}" data-c="{{one.lm}}">'
        "…</li></script>",
        "box.html(template('t', d));",
        "$(document).on('click', '.r', function () { var $r = $(this); location.href = '/n?c=' + $r.data('c') +"
        " '&n=' + $r.data('n'); });",
        ROWS,
        ["/n?c=c7&n=31", "/n?c=c8&n=32"],
    ),
    "fields that are held by names first": (
        "",
        "var n = one.id, c = one.lm; var to = './v.html?c=' + c + '&n=' + n; h += '<a href=\"' + to + '\">…</a>';",
        "",
        ROWS,
        ["/yw/v.html?c=c7&n=31", "/yw/v.html?c=c8&n=32"],
    ),
    "the start of an address in a variable": (
        "",
        "h += '<a href=\"'+viewUrl+'&n='+one.id+'\">'+one.bt+'</a>';",
        "var viewUrl = '/index.php?r=n/view';",
        ROWS,
        ["/index.php?r=n/view&n=31", "/index.php?r=n/view&n=32"],
    ),
    "the start of an address in an element": (
        '<p class="ctx" style="display:none">/dj</p>',
        "var ctx = $('p.ctx').text(); a.attr('href', ctx + '/n/' + one.id);",
        "",
        ROWS,
        ["/dj/n/31", "/dj/n/32"],
    ),
    "a file beside the page": (
        '<a ng-href="n_{{one.id}}.html">{{one.bt}}</a>',
        "$scope.list = d.list;",
        "",
        ROWS,
        ["/yw/n_31.html", "/yw/n_32.html"],
    ),
    "an object in a row": (
        "",
        "h += '<a href=\"/n/' + one.from.key + '.html\">…</a>';",
        "",
        '[{"from": {"key": "k31"}, "bt": "柳塘村把支部建在渡口"}, {"from": {"key": "k32"}, "bt": "青石乡送学上门"}]',
        ["/n/k31.html", "/n/k32.html"],
    ),
    "rows that are arrays": (
        "",
        "$.each(d.rows, function (i, row) { h += '<a href=\"/n/' + row[0] + '.html\">' + row[1] + '</a>'; });",
        "",
        ARRAYS,
        ["/n/31.html", "/n/32.html"],
    ),
    "rows of XML": (
        "",
        "for (var i = 0; i < n.length; i++) { h += \"<a href='/n?i=\" + n[i].getAttribute('id') + \"'>…</a>\"; }",
        "",
        XML,
        ["/n?i=31", "/n?i=32"],
    ),
}


def page_of(body: str) -> Page:
    return Page(BASE, f"<html><head><title>要闻-云溪</title></head><body>{body}</body></html>".encode())


@pytest.mark.parametrize(("body", "row", "file", "answer", "stories"), WAYS.values(), ids=WAYS)
def test_rows_lead_where_their_script_does(body: str, row: str, file: str, answer: str, stories: list[str]) -> None:
    done = row if "d." in row else EACH.format(row=row)
    page = page_of(f"{body}<script>{ASKS.format(done=done)}</script>")
    seen = see(page, (), FAMILIES)
    leads = with_rows_of(seen.leads, leads_by(page, file) if file else [])
    lead = next(lead for lead in leads if "/rows" in lead.url)
    asked = Asked.by_meta({"by": BASE, "rows": [(*_plain(form),) for form in lead.rows]})
    kind = "text/xml" if answer is XML else "application/json"
    links = see(Page(lead.url, answer.encode(), {"content-type": kind}, asked=asked), (), FAMILIES).links
    assert [link.url.removeprefix(HOST) for link in links] == stories


def _plain(form: object) -> list[object]:
    return [getattr(form, name) for name in ("url", "is_list", "is_json", "click", "is_day", "is_next", "ends")]


LAID = {
    "arrays as JSON": 'var D = [["31", "柳塘村把支部建在渡口", "2024-05-06"], ["32", "青石乡送学上门", "2024-05-05"]];',
    "arrays of a script": "var D = [['31', '柳塘村把支部建在渡口'], [32, '青石乡为老党员送学上门']];",
    "new arrays": 'var D = new Array();\nD[0] = new Array("31","柳塘村把支部建在渡口");'
    '\nD[1] = new Array("32","青石乡为老党员送学上门");',
}
DRAWN = "for (var i = 0; i < D.length; i++) { document.write('<a href=/n/' + D[i][0] + '.html>' + D[i][1] + '</a>'); }"


@pytest.mark.parametrize("data", LAID.values(), ids=LAID)
def test_rows_that_are_arrays_in_a_script(data: str) -> None:
    def found(body: str, file: str) -> list[str]:
        page = page_of(body)
        leads = [*see(page, (), FAMILIES).leads, *(leads_by(page, file) if file else ())]
        return [lead.url.removeprefix(HOST) for lead in leads]

    assert found(f"<script>{data}\n{DRAWN}</script>", "") == ["/n/31.html", "/n/32.html"]
    assert found(f"<script>{DRAWN}</script>", data) == ["/n/31.html", "/n/32.html"]


ASKED = {
    "counted on before a wrapper of the portal's own": (
        "function ask(url, data, f) { $.ajax({ type: 'POST', url: url, data: data, success: f }); }\n"
        "var page = 0; $('.l').dropload({ loadDownFn: function (me) { page++; var data = { page: page, lm: 4 };"
        " ask('/rows', data, add); } });",
        "/rows?page=1&lm=4",
    ),
    "given where it begins": (
        "var page = 0; load(page); function load(page) { $.post('/rows', { lm: 4, page: page }, add); }",
        "/rows?lm=4&page=0",
    ),
    "rows passed over by an object's counter": (
        "function Page() { this.page = 0; } var page = new Page(); function load() { $.getJSON('/rows?limit=10&offset='"
        " + page.page * 10, add); }",
        "/rows?limit=10&offset=0",
    ),
    "a script that is put into the page": (
        "var n = 1; function next() { js = document.createElement('script'); js.src = '/d/rows_' + n + '.js?cb=add';"
        " document.body.appendChild(js); n++; }",
        "/d/rows_1.js?cb=add",
    ),
    "nothing that is sent": (
        "function go(p) { x = new XMLHttpRequest(); x.open('GET', '/rows?lm=4&page=' + p); x.send(null); }\ngo(1);",
        "/rows?lm=4&page=1",
    ),
    "all of a list by POST": (
        "$.ajax({ method: 'POST', url: '/c/articleList', data: { } }).done(add);",
        "/c/articleList",
    ),
}


@pytest.mark.parametrize(("script", "asked"), ASKED.values(), ids=ASKED)
def test_what_a_script_asks_for(script: str, asked: str) -> None:
    leads = see(page_of(f"<ul></ul><script>{script}</script>"), (), FAMILIES).leads
    assert asked in [lead.url.removeprefix(HOST) for lead in leads]
    assert not any("null" in lead.url for lead in leads)


TURNED = {
    "buttons that say what they do": (
        "<form id=f><input type=hidden id=pages name=pages></form><input type=button onclick='go(1)' value='首页'>"
        "<input type=button onclick='go(2)' value='下一页'><input type=button onclick='go(3)' value='末页'><script>"
        "function go(n) { $('#pages').val(n); $('#f').submit(); }</script>",
        ["/yw/?pages=2", "/yw/?pages=3"],
    ),
    "a number written into a field": (
        "<p>第<b>1 / 3</b>页</p><input id=n><a href='javascript:go()'>go</a><script>function go() { var pageNo ="
        " document.getElementById('n').value; location = '/yw/' + pageNo + '.html'; }</script>",
        ["/yw/1.html", "/yw/2.html", "/yw/3.html"],
    ),
}


@pytest.mark.parametrize(("body", "pages"), TURNED.values(), ids=TURNED)
def test_pages_that_are_turned_by_a_script(body: str, pages: list[str]) -> None:
    found = [lead.url.removeprefix(HOST) for family in FAMILIES for lead in family.more(parse(page_of(body)))]
    assert list(dict.fromkeys(found)) == pages


def test_forms_that_search_or_delete_open_no_story() -> None:
    body = (
        "<form id=f action=del.do><input name=id id=id></form><form id=s action=find.do><input name=kw id=kw></form>"
        "<a onclick='drop(3)'>删</a><a onclick='find(4)'>找</a><script>function drop(n) { $('#id').val(n);"
        " $('#f').submit(); } function find(n) { $('#kw').val(n); $('#s').submit(); }</script>"
    )
    assert see(page_of(body), (), FAMILIES).leads == []


@pytest.mark.parametrize(
    "piece",
    [
        'a[0] = new Array("31","柳塘村的支部",7);',
        "var n = one.id; h += '<a href=\"/n/' + n + '\">';",
        "function show(n) { $('#nid').val(n); $('#f').submit(); } ",
        "var viewUrl = '/n/view'; h += viewUrl + '/x'; ",
        "h += '<i onclick=\"show(' + one.id + ')\">'; function show(n) { location = '/n/' + n; } ",
        "js.src = '/d/rows_' + n + '.js'; document.createElement('script'); n++; ",
        "D[i][0] + row[1] ",
    ],
)
def test_what_is_looked_for_takes_time_as_a_page_is_long(piece: str) -> None:
    def seconds(times: int) -> float:
        body = f"<form id=f action=v.do><input id=nid name=nid></form><script>$.get('/rows?page=1'); {piece * times}"
        page = page_of(body)
        began = time.perf_counter()
        see(page, (), FAMILIES)
        return time.perf_counter() - began

    seconds(100)
    assert seconds(4000) < 16 * max(seconds(1000), 0.02)


def test_a_list_by_post_whose_page_stands_in_its_path_and_whose_rows_a_file_draws(tmp_path: Path) -> None:
    stories = {f"/n/{number}": f"第{number}篇文章的标题在这里" for number in range(1, 9)}
    script = "function rows(page) { $.post('/yw/part/' + page, function (d) { show(d.list); }); }\nrows(1);"
    file = (
        "function show(l) { for (var i = 0; i < l.length; i++) { h += '<a href=\"/n/' + l[i].id + '\">' + l[i].bt; } }"
    )

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = urlsplit(handler.path).path
        if path in stories:
            return 200, {}, story_html(stories[path], f"{path}：{TEXT}")
        if path.startswith("/yw/part/") and handler.command == "POST":
            page = int(path.rpartition("/")[2])
            rows = [{"id": at[3:], "bt": title} for at, title in list(stories.items())[4 * page - 4 : 4 * page]]
            return 200, {"Content-Type": "application/json"}, json.dumps({"list": rows}).encode()
        if path == "/js/show.js":
            return 200, {"Content-Type": "application/javascript"}, file.encode()
        if path == "/yw/":
            return (
                200,
                {},
                f"<title>x</title><script>{script}</script><script src='/js/show.js'></script>".encode(),
            )
        return (200, {}, b"<title>x</title><a href='/yw/'>news</a>") if path == "/" else (404, {}, b"<h1>404</h1>")

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 8


def test_a_server_that_hears_no_field_of_the_address_is_asked_by_post(tmp_path: Path) -> None:
    stories = {f"/a/{number}.html": f"第{number}篇文章的标题在这里" for number in range(1, 13)}
    script = (
        "function rows(page = 0) { $.post('/i.php?r=rows', 'bt=&page=' + page, function (d) { add(d); }); }\nrows();"
    )

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = urlsplit(handler.path).path
        if path in stories:
            return 200, {}, story_html(stories[path], f"{path}：{TEXT}")
        if path == "/i.php":
            sent = parse_qs(handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode())
            page = int(sent.get("page", ["0"])[0])
            rows = [{"url": at, "bt": title} for at, title in list(stories.items())[4 * page : 4 * page + 4]]
            return 200, {"Content-Type": "application/json"}, json.dumps(rows).encode()
        if path == "/yw/":
            return 200, {}, f"<title>要闻</title><ul id='l'></ul><script>{script}</script>".encode()
        return (200, {}, b"<title>x</title><a href='/yw/'>news</a>") if path == "/" else (404, {}, b"<h1>404</h1>")

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 12
