"""Lists that only a script asks for: what they add is found the next night, and an unchanged night asks for little."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Site, crawl, database
from derived import age
from families_composed import clicked, nested_fields, slugs
from families_files import FILES
from families_handed import HANDED
from families_scripted import ASKED, SIZE, hanweb_pages, hanweb_units, truecms
from made_portals import make_stories

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import parse
from crawler.items import Page
from crawler.reading import is_whole, may_be_page
from spiders.cms.calls import calls_of
from spiders.cms.hanweb import Hanweb
from spiders.cms.named import Names


@pytest.mark.parametrize(
    "make",
    [
        *ASKED.values(),
        *FILES.values(),
        *HANDED.values(),
        hanweb_units,
        hanweb_pages,
        truecms,
        slugs,
        nested_fields,
        clicked,
    ],
    ids=lambda make: make.__name__,
)
def test_a_night_finds_what_only_the_list_names(make, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    stories = make_stories(41, 30, 2)
    added = [story for story in stories if story.column == 1][: SIZE + 2]
    portal = make(stories=[story for story in stories if story not in added])
    with Site(lambda handler: portal.answer(handler)) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        age(tmp_path / "a", 10)
        portal = make(stories=stories)
        assert crawl(site.url, tmp_path / "a").code == 0
        found = {
            row[0].removeprefix(site.url[:-1]) for row in database(tmp_path / "a").execute("SELECT url FROM articles")
        }
        assert found == {story.path for story in stories}
        site.asked.clear()
        assert crawl(site.url, tmp_path / "a").code == 0
    assert len(site.asked) < 20, site.asked


def calls(script: str, head: str = "") -> list[tuple[str, dict[str, str], bool]]:
    page = f"<html><head>{head}</head><body><script>{script}</script></body></html>"
    parsed = parse(Page("http://dj.example/lm/", page.encode(), 200, {"content-type": "text/html"}))
    return [(call.url, dict(call.fields), call.is_json) for call in calls_of(parsed)]


@pytest.mark.parametrize(
    ("script", "want"),
    [
        ("$.get('/a/list.do?col=5&page=' + p, show)", ("/a/list.do?col=5&page=1", {}, False)),
        ("$.ajax({type:'post', data:{id:7, pageNo:n}, url:'/a'})", ("/a", {"id": "7", "pageNo": "1"}, False)),
        ("axios.post('/a', {id: '7', pageIndex: 0})", ("/a", {"id": "7", "pageIndex": "0"}, True)),
        (
            "$.post('/a', {ids: ['7'], p: [1, 2], page: n})",
            ("/a", {"ids[]": "7", "p[0]": "1", "p[1]": "2", "page": "1"}, False),
        ),
        ("axios.post('/a', {ids: ['7'], page: 1})", ("/a", {"ids[0]": "7", "page": "1"}, True)),
        (
            "fetch('/a', {method: 'POST', body: new URLSearchParams({cid: '7', page: n})})",
            ("/a", {"cid": "7", "page": "1"}, False),
        ),
        (
            "var f = new FormData(); f.append('cid', '7'); f.append('page', n); $.ajax({url:'/a', type:'post',data:f})",
            ("/a", {"cid": "7", "page": "1"}, False),
        ),
        (
            "$.post('/a', $('#f').serialize() + '&page=' + n)",
            ("/a", {"cid": "7", "year": "21", "page": "1"}, False),
        ),
        ("$.ajax({url: '/a?page=' + n, data: $('form').serialize()})", ("/a?page=1&cid=7&year=21", {}, False)),
        ("axios.get('/a', {params: {id: 7, page: page}})", ("/a", {"id": "7", "page": "1"}, False)),
        (
            "fetch('/a', {method: 'POST', body: JSON.stringify({id: 7, page: page})})",
            ("/a", {"id": "7", "page": "1"}, True),
        ),
        (
            "fetch('/a', {method: 'POST', headers: {'Content-Type': 'x'}, body: 'id=7&page=' + page})",
            ("/a", {"id": "7", "page": "1"}, False),
        ),
        (
            "var page = 1, size = 10; $.getJSON('/a', {offset: (page - 1) * size, limit: size, cid: 3}, f)",
            ("/a", {"offset": "0", "limit": "10", "cid": "3"}, False),
        ),
        ("var start = 0; fetch('/a?start=' + start + '&count=10').then(f)", ("/a?start=0&count=10", {}, False)),
        ("var c = ''; $.get('/a', {cursor: c, size: 10}, f)", ("/a", {"cursor": "", "size": "10"}, False)),
        (
            "async function get(u, q) { return fetch(u + '?' + new URLSearchParams(q)) }\nget('/a', {cid: 7, page});",
            ("/a?cid=7&page=1", {}, False),
        ),
        ("$('#l').load('/a/rows_' + p + '.html #rows')", ("/a/rows_1.html", {}, False)),
        ("$.ajax({url: '/a', data: 'id=7&page=' + page})", ("/a?id=7&page=1", {}, False)),
        ("var u = '/a/b'; $.getJSON(u, {cid: $('#cid').val(), page: 1})", ("/a/b", {"cid": "88", "page": "1"}, False)),
        (
            "function f(c, n){ $.post('/a', {cid: c, pageNum: n}) }\nf('x9', 1);",
            ("/a", {"cid": "x9", "pageNum": "1"}, False),
        ),
        ("$.get('/a', {cid: 3, page: n, t: new Date().getTime()})", ("/a", {"cid": "3", "page": "1"}, False)),
        (
            "function r(c){ var u = '/a?id=7' + '&pageNo=' + c + '&callback=?'; $.getJSON(u, show) } r(1)",
            ("/a?id=7&pageNo=1", {}, False),
        ),
        ("fetch('/a?page=' + p, {headers: {'Accept': 'application/json'}})", ("/a?page=1", {}, False)),
        ("$.post('/a', {'page.curr': c, 'page.size': 9})", ("/a", {"page.curr": "1", "page.size": "9"}, False)),
        (
            "var s = location.search, c = s.split('col=')[1]; $.get('/d/' + c + '_' + page + '.json')",
            ("/d/{col}_1.json", {}, False),
        ),
        ("var lastId = 70; $.get('/more', {last: lastId, n: 10})", ("/more", {"last": "70", "n": "10"}, False)),
        (
            "table.render({elem: '#t', url: '/l', where: {id: 7}, page: true, limit: 15})",
            ("/l", {"id": "7", "page": "1", "limit": "15"}, False),
        ),
        (
            "$('#t').bootstrapTable({url: '/l?id=7', sidePagination: 'server', pageSize: 15})",
            ("/l?id=7", {"offset": "0", "limit": "15"}, False),
        ),
        (
            "u = new URL('/a', location.origin); u.searchParams.set('cid', 7); u.searchParams.set('page', n); fetch(u)",
            ("/a?cid=7&page=1", {}, False),
        ),
        (
            "const q = new URLSearchParams({cid: 7}); q.append('page', this.i); fetch(`/a?${q}`)",
            ("/a?cid=7&page=1", {}, False),
        ),
        (
            "var q = new URLSearchParams(); q.append('cid', 7); q.set('page', n); $.get('/a?' + q.toString(), f)",
            ("/a?cid=7&page=1", {}, False),
        ),
        ("var c = 'k7'; $.get('/a/'.concat(c, '.json?page=').concat(n), f)", ("/a/k7.json?page=1", {}, False)),
        (
            "var p = 0; function more() { p++; $.get('/a', {cid: 7, p: p}) }",
            ("/a", {"cid": "7", "p": "1"}, False),
        ),
        (
            "let p = 0; async function more() { const r = await fetch(`/a/7?page=${++p}&limit=10`); show(r) }",
            ("/a/7?page=1&limit=10", {}, False),
        ),
        (
            "var cur = 0; function more() { cur = cur + 1; $.getJSON('/d/list_' + cur + '.json', f) }",
            ("/d/list_1.json", {}, False),
        ),
        ("$.get('/a?c=7&p={page}'.replace('{page}', ++p), f)", ("/a?c=7&p=1", {}, False)),
        (
            "let p = 1; function more() { fetch(`/a/7?page=${p++}`).then(show) }",
            ("/a/7?page=1", {}, False),
        ),
        (
            "var p = 0; function more() { p++; load() }\nfunction load() { $.get('/a', {cid: 7, p: p}) }\nload()",
            ("/a", {"cid": "7", "p": "0"}, False),
        ),
        ("$.getJSON('/r/index.js?_=' + new Date().getTime(), f)", ("/r/index.js", {}, False)),
        ("$.get('/a?t=' + Math.random() + '&page=' + n)", ("/a?page=1", {}, False)),
        (
            "function f(n){ $.get('/d/' + kind + '_' + n + '.json') } var kind = 'dj', page = 1; f(page);",
            ("/d/dj_1.json", {}, False),
        ),
        (
            "L.f = function(c){ $.post('/a', {cid: c, page: 1}) }; L.f($('#box').attr('cid'))",
            ("/a", {"cid": "z5", "page": "1"}, False),
        ),
        ("x.open('POST', '/a', true); x.send('cid=7&page=' + n)", ("/a", {"cid": "7", "page": "1"}, False)),
        ("x.open('POST', '/a'); x.send(JSON.stringify({cid: 7, page: n}))", ("/a", {"cid": "7", "page": "1"}, True)),
        (
            "var q = {cid: '', page: 1}; q.cid = $('.side').data('topCid'); $.get('/a', q)",
            ("/a", {"cid": "t3", "page": "1"}, False),
        ),
        ("$.get('/a', {'filter[CHANNELID]': '7', 'page': n})", ("/a", {"filter[CHANNELID]": "7", "page": "1"}, False)),
        ("fetch('/a?' + new URLSearchParams({id: 7, page: page}))", ("/a?id=7&page=1", {}, False)),
        ("$('#l').load('/a/more.jsp?page=' + n)", ("/a/more.jsp?page=1", {}, False)),
        ("const o = {cid: 3, page: page}; $.post('/a', o)", ("/a", {"cid": "3", "page": "1"}, False)),
        (
            "data: {size: 12, cid: 7}, f: $.get('/a', {cid: this.cid, size: this.size, page: 1})",
            ("/a", {"cid": "7", "size": "12", "page": "1"}, False),
        ),
        (
            "$.get(location.origin + '/a', {page: 1, w: [{k: 'c', v: 3}, {k: 'd'}], ids: [4, 5], o: {by: {day: 1}}})",
            (
                "http://dj.example/a",
                {
                    "page": "1",
                    "w[0][k]": "c",
                    "w[0][v]": "3",
                    "w[1][k]": "d",
                    "ids[0]": "4",
                    "ids[1]": "5",
                    "o[by][day]": "1",
                },
                False,
            ),
        ),
    ],
)
def test_calls_are_followed(script: str, want: tuple[str, dict[str, str], bool]) -> None:
    page = "<input id='cid' value='88'><meta id='box' cid='z5'><meta class='a side' data-top-cid='t3'>"
    page += "<form id='f'><input name='cid' value='7'><select name='year'><option value='21'></select>"
    page += "<input type='radio' name='no' value='1'><input type='submit' name='go'></form>"
    assert calls(script, page) == [want]


MODULE = (
    'w.push([["app"],{"0a1b":function(e,t,n){"use strict";n.d(t,"b",(function(){return s}));var a=n("b775");'
    'function s(e){return Object(a["a"])({url:"/list",method:"METHOD",WHERE:e})}},"b775":function(e,t,n){'
    'n.d(t,"a",(function(){return o}));var o=n("bc3a").a.create({baseURL:"/api/"})},'
    '"c0de":function(e,t,n){var i=n("0a1b");'
    "t.a={data(){return{query:{id:7,pageNum:1}}},m(){CALL}}}}])"
)


@pytest.mark.parametrize(
    "script",
    [
        "var n = 1; function more() { n++; $.getJSON('/a?cid=7&n=' + n, f) }",
        "var idx = 1; function more() { $.get('/a', {cid: 7, z: idx}, f); idx += 1 }",
        "let k = 0; const more = async () => { k += 1; const r = await fetch(`/a/7/${k}`); }",
    ],
)
def test_what_a_script_counts_on_is_the_page(script: str) -> None:
    page = f"<html><body><script>{script}</script></body></html>"
    assert [call.paged for call in calls_of(parse(Page("http://dj.example/lm/", page.encode())))] == [True]


@pytest.mark.parametrize(
    ("method", "where", "call", "want"),
    [
        ("get", "params", 'Object(i["b"])({id:7,pageNum:this.n})', ("/api/list", {"id": "7", "pageNum": "1"}, False)),
        ("post", "data", 'Object(i["b"])(this.query)', ("/api/list", {"id": "7", "pageNum": "1"}, True)),
        ("get", "params", "(0,i.b)(this.query)", ("/api/list", {"id": "7", "pageNum": "1"}, False)),
        ("get", "params", "(0,i.c)(this.query)", None),
        ("get", "params", "b(this.query)", None),
    ],
)
def test_modules_call_what_others_hand_out(
    method: str, where: str, call: str, want: tuple[str, dict[str, str], bool] | None
) -> None:
    found = calls(MODULE.replace("METHOD", method).replace("WHERE", where).replace("CALL", call))
    assert found == ([want] if want else [])


@pytest.mark.parametrize(
    ("script", "want"),
    [
        (
            "const h = axios.create({baseURL: '/api'}); const l = e => h.get('/a', {params: e}); l({id: 7, page: 1})",
            "/api/a",
        ),
        ("var h = axios.create({baseURL: '/api'}); h.post('/a', {id: 7, page: n})", "/api/a"),
        ("axios.defaults.baseURL = '/api'; $.get('/a', {id: 7, page: n})", "/a"),
        ("axios.defaults.baseURL = '/api'; fetch('/a?id=7&page=' + n)", "/a?id=7&page=1"),
        (
            "axios.defaults.baseURL = '/api'; axios.get('http://dj.example/a', {params: {id: 7, page: n}})",
            "http://dj.example/a",
        ),
        ("x({baseURL: '/api'}); y({baseURL: '/cms'}); axios.get('/a', {params: {id: 7, page: n}})", "/a"),
    ],
)
def test_what_axios_asks_for_stands_on_its_base(script: str, want: str) -> None:
    assert [url for url, _, _ in calls(script)] == [want]


@pytest.mark.parametrize(
    "script",
    [
        "$.post('/a', {id: row.id, page: page})",
        "$.ajax({url: base + '/a?page=' + page})",
        "$.ajax({url: '/a', data: {id: unknown(), page: page}})",
        "var a = {url: function () { return 1 }, page: 1}",
        "$.post('/a', {id: x ? 1 : 2, page: page})",
        "$.post('/a' {",
        "url: '",
    ],
)
def test_what_cannot_be_followed_is_no_call(script: str) -> None:
    assert calls(script) == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("""<a :href="'/p/'+a.slug+'.html'">{{a.title}}</a>""", ["/p/{slug}.html"]),
        ("""h+='<a href="/detail?id='+list[i].id+'" title="'+list[i].title+'">'""", ["/detail?id={id}"]),
        ("h += `<a href='/a/${x.col}/${x.id}.html'>${x.title}</a>`", ["/a/{col}/{id}.html"]),
        ('<a href="/show/{{row.id}}">{{row.title}}</a>', ["/show/{id}"]),
        ("""var ctx = "/portal"; h += "<a href='" + ctx + "/view/" + o.id + ".do'>\"""", ["/portal/view/{id}.do"]),
        ("var basePath = '/p/'; open(basePath + '/view.html?id=' + row.id)", ["/p/view.html?id={id}"]),
        ("""h += '<a href="' + "/v/" + r.id + "/c_" + r.id + '.html">' + r.title""", ["/v/{id}/c_{id}.html"]),
        ("""h += '<a href="' + "/v?id=" + r.id + '">' + r.title""", ["/v?id={id}"]),
        ("open('view.html?id=' + row.newsId)", ["/x/view.html?id={newsId}"]),
        ("open('view.html?id=' + row.id + '&c=' + row.c)", ["/x/view.html?id={id}&c={c}"]),
        ("""'<img src="/img/' + row.pic + '">', 'a' + row.b, location.protocol + '//' + location.host + '/x/'""", []),
    ],
)
def test_what_a_page_makes_of_its_rows(text: str, made: list[str]) -> None:
    page = f"<html><body><script>{text}</script></body></html>".encode()
    forms = Names(parse(Page("http://dj.example/x/", page, headers={"content-type": "text/html"}))).pages()
    assert [form.url.removeprefix("http://dj.example") for form in forms] == made


def test_markup_in_data_is_read_as_it_will_stand_in_the_page() -> None:
    body = (
        rb'{"html":"\u003cli\u003e\u003ca href=\u0022\/a\/1.html\u0022\u003eA\u003c\/a\u003e 2020-03-13",'
        rb'"more":"\/b\/2.html"}'
    )
    links = extract_links(parse(Page("http://dj.example/x", body, 200, {"content-type": "application/json"})))
    assert [(link.url, link.date) for link in links] == [
        ("http://dj.example/a/1.html", "2020-03-13"),
        ("http://dj.example/b/2.html", None),
    ]


def test_files_handed_out_by_name_and_places_for_scripts_are_no_pages() -> None:
    body = (
        b"<html><body><a href='/down.jsp?classid=0&filename=12.doc'>file</a><a href='/down.jsp?name=12'>page</a>"
        b'<script>`<a href="${x.url}">`;\'<a href="{{url}}">\'</script></body></html>'
    )
    links = extract_links(parse(Page("http://dj.example/x", body, 200, {"content-type": "text/html"})))
    assert [link.url for link in links] == ["http://dj.example/down.jsp?name=12"]


@pytest.mark.parametrize(
    ("body", "may_be"),
    [
        (b"<?xml version='1.0'?>\n<urlset><url><loc>/a/1.html</loc></url></urlset>", True),
        (b"<rss version='2.0'>", True),
        (b'{"rows": [{"url": "/a.html"}]}', True),
        (b"<!DOCTYPE html><html>", True),
        (b"PK\x03\x04", False),
        (b"{rtf1", False),
    ],
)
def test_a_page_may_come_as_a_stream_of_bytes(body: bytes, may_be: bool) -> None:
    assert may_be_page({"content-type": "application/octet-stream"}, body) is may_be


def test_blocks_name_pages_without_an_ending() -> None:
    body = b"<html><div data-href='/detail/37'>x</div><div data-url='/v?id=a7'>y</div><b data-url='/zan/3'>1</b></html>"
    links = extract_links(parse(Page("http://dj.example/x", body, 200, {"content-type": "text/html"})))
    assert [link.url for link in links] == ["http://dj.example/detail/37", "http://dj.example/v?id=a7"]


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (b"<html><body>x</body></html>\n", True),
        (b"<html><body>x", False),
        (b'{"rows":[{"url":"/a.html"}]}', True),
        ('{"rows":["党建"]}'.encode("gb18030"), True),
        (b'show({"rows":[]});', True),
        (b'{"rows":[{"url":"/a.html"}', False),
        (b"<?xml version='1.0'?>\n<datastore><record>x</record></datastore>\n", True),
        (b"<datastore><record>x</record>", False),
        (b"<div><p>x</p>", False),
    ],
)
def test_what_is_whole_says_so_itself(body: bytes, whole: bool) -> None:
    assert is_whole(body) is whole


@pytest.mark.parametrize(
    ("sent", "want"),
    [
        (
            "{webid:67, columnid:'76,77,78', unitid:313, keyWordCount:'999', virinfos:'', webname:'柳塘 党建'}",
            {"webid": "67", "columnid": "76,77,78", "unitid": "313", "keyWordCount": "999", "webname": "柳塘 党建"},
        ),
        (
            "{'webid':'67', 'columnid':\"76,77\", 'webname':encodeURI('柳塘'), permissiontype:1}",
            {"webid": "67", "columnid": "76,77", "webname": "柳塘", "permissiontype": "1"},
        ),
    ],
)
def test_a_data_store_is_sent_all_that_its_script_sends(sent: str, want: dict[str, str]) -> None:
    """A list of several columns names them all, and a word of its own system besides."""
    head = "<script type='text/xml'><datastore><recordset><record></record></recordset></datastore></script>"
    script = (
        "$('#313').jpage({perPage:20, totalRecord:95, proxyUrl:'/module/web/jpage/morecolumndataproxy.jsp',"
        f" ajaxParam:{sent}}});"
    )
    page = f"<html><body><div id='313'>{head}</div><script>{script}</script></body></html>"
    parsed = parse(Page("http://dj.example/col/col5/index.html", page.encode(), 200, {"content-type": "text/html"}))
    first, second = Hanweb().more(parsed)
    assert first.form is not None
    assert first.form == second.form
    assert {name: first.form.get(name) for name in want} == want
    assert "morecolumndataproxy.jsp?startrecord=1&endrecord=60&perpage=20&" in first.url
    assert "" not in first.form.values()
