"""Lists of which the parts stand apart: who asks, what is asked with, what a node, an element or a page is called."""

from __future__ import annotations

import re
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from conftest import Reply, Site, crawl, database, story_html
from derived import age
from test_nightly import TEXT
from test_rows_drawn import HOST, ROWS, page_of

from crawler.items import Asked, Page
from spiders.budget import Budget
from spiders.cms import FAMILIES
from spiders.cms.files import code_of, leads_by
from spiders.seen import see

ROW = "h += '<a href=\"/n/' + one.id + '.html\">' + one.bt + '</a>';"
# What the page holds, the files that it loads, what is asked for first.
WAYS: dict[str, tuple[str, list[str], str]] = {
    "a function of one file, called by another with an object": (
        "<a :href=\"'/n/' + one.id + '.html'\">{{one.bt}}</a>",
        [
            "var service = axios.create({ baseURL: '/prod' }); function request(o) { return service(o); }",
            "function listRows(query) { return request({ url: '/cms/rows', method: 'get', params: query }); }",
            "new Vue({ data: { queryParams: { pageNum: 1, lm: 8 } }, created() { listRows(this.queryParams); } });",
        ],
        "/prod/cms/rows?pageNum=1&lm=8",
    ),
    "an element that says address and column to a file": (
        '<div class="rows" data-url="/part/rows" data-lm="8"></div>',
        [
            "$('.rows').each(function () { var $l = $(this), url = $l.data('url'), lm = $l.data('lm');"
            " function go(n) {"
            f" $.get(url, {{ lm: lm, pageNo: n }}, function (d) {{ $.each(d.list, function (i, one) {{ {ROW} }});"
            " }); } go(1); });"
        ],
        "/part/rows?lm=8&pageNo=1",
    ),
    "a table of the first DataTables": (
        '<script>$(\'#t\').dataTable({ "bServerSide": true, "sAjaxSource": \'/t/rows.htm\', "iDisplayLength": 5,'
        ' "aoColumns": [{"mRender": function (d, t, one) { return \'<a href="/n/\' + one.id + \'.html">\' + d; }}] });'
        "</script>",
        [],
        "/t/rows.htm?sEcho=1&iDisplayStart=0&iDisplayLength=5",
    ),
    "WordPress, by the page that a button says": (
        '<button id="more" data-paged="1" data-lm="8">…</button>'
        '<script>var wp = {"ajaxurl":"\\/wp-admin\\/admin-ajax.php"};'
        "$('#more').click(function () { var b = $(this), paged = parseInt(b.attr('data-paged')) + 1; $.ajax({ url:"
        " wp.ajaxurl, type: 'POST', data: { action: 'rows', paged: paged, lm: b.attr('data-lm') },"
        " success: function (d) {"
        f" $.each(d.list, function (i, one) {{ {ROW} }}); }} }}); }});</script>",
        [],
        "/wp-admin/admin-ajax.php?action=rows&paged=1&lm=8",
    ),
    "uni-app, whose stories are behind another page": (
        "",
        [
            "var rows = { methods: { get: function () { uni.request({ url: '/api/rows', data: { page: this.page,"
            " lm: 8 },"
            ' success: add }); }, to: function (e) { uni.navigateTo({ url: "/pages/n/n?id=" + e.id }); } } };'
            ' var n = { onLoad: function (o) { uni.request({ url: "/n/" + o.id + ".html", success: show }); } };'
        ],
        "/api/rows?page=1&lm=8",
    ),
}


@pytest.mark.parametrize(("body", "files", "asked"), WAYS.values(), ids=WAYS)
def test_lists_whose_parts_stand_apart(body: str, files: list[str], asked: str) -> None:
    page = page_of(body)
    leads = [*see(page, (), FAMILIES).leads, *leads_by(page, "\n".join(map(code_of, files)))]
    lead = next(lead for lead in leads if lead.url == f"{HOST}{asked}")
    answer = Page(lead.url, ROWS.encode(), {"content-type": "application/json"}, asked=Asked(page.url, lead.rows))
    links = see(answer, (), FAMILIES).links
    assert [link.url.removeprefix(HOST) for link in links] == ["/n/31.html", "/n/32.html"]
    assert Budget(lambda url: True).allows(lead.url, is_list=True)


NODES = 'var zNodes = [{id: 101, pId: 0, name: "工作动态"}, {"id": "102", "pId": "0", "name": "通知公告"}];'
TREES = {
    "in a frame": (
        "callback: { onClick: show } function show(e, tree, node) { $('#f').attr('src', root + '/xx/rows.do?lm=' +"
        " node.id); }",
        ["/xx/rows.do?lm=101", "/xx/rows.do?lm=102"],
    ),
    "asked for": (
        "callback: { beforeClick: function (tree, node) { get(node.id, 1); } } function get(lm, page) {"
        " $.getJSON('/xx/rows?lm=' + lm + '&page=' + page, add); }",
        ["/xx/rows?lm=101&page=1", "/xx/rows?lm=102&page=1"],
    ),
}


@pytest.mark.parametrize(("script", "lists"), TREES.values(), ids=TREES)
def test_the_nodes_of_a_tree_are_lists(script: str, lists: list[str]) -> None:
    body = f'<iframe id="f"></iframe><script>var root = ""; {NODES} $.fn.zTree.init(t, o); {script}'
    found = [lead.url.removeprefix(HOST) for lead in see(page_of(body), (), FAMILIES).leads]
    assert list(dict.fromkeys(found)) == lists


def test_texts_of_an_object_that_is_written_as_a_text_are_sent_as_texts() -> None:
    script = (
        "function get() { $.ajax({ type: 'POST', url: 'N.aspx/Rows', contentType: 'application/json', data:"
        " \"{'page':'\" + pageIndex + \"','lm':'6','all':1}\","
        ' success: function (r) { h += "<li id=\'" + one.nid + "\''
        " onclick='show(this.id)'>\" + one.bt; } }); } function show(n) { window.open('/n?i=' + n); }"
    )
    (lead,) = see(page_of(f"<script>{script}</script>"), (), FAMILIES).leads
    assert lead.form == {"page": "1", "lm": '"6"', "all": "1"}
    assert f"{HOST}/n?i={{nid}}" in [form.url for form in lead.rows]


def test_of_a_list_turned_by_a_form_the_pages_are_asked_for_that_bring_news(tmp_path: Path) -> None:
    titles = [f"第{number}篇文章的标题在这里" for number in range(20)]
    asked: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
        asked.extend([sent] if sent else [])
        if (story := re.fullmatch(r"/a/(\d+)\.html", handler.path)) is not None:
            return 200, {}, story_html(titles[int(story[1])], f"{story[1]}：{TEXT}")
        if handler.path == "/yw/":
            page, last = int((parse_qs(sent).get("page") or ["1"])[0]), -(-len(titles) // 4)
            rows = list(enumerate(titles))[::-1][4 * page - 4 : 4 * page]
            body = "".join(f"<li><a href='/a/{number}.html'>{title}</a></li>" for number, title in rows)
            body += "".join(f"<a href='javascript:go({n})'>{n}</a>" for n in (1, page + 1, last) if n <= last)
            form = "<form name=f method=post><input type=hidden name=page value=1></form>"
            turns = "<script>function go(n) { document.f.page.value = n; document.f.submit(); }</script>"
            return 200, {}, f"<title>要闻</title><ul>{body}</ul>{form}{turns}".encode()
        return (
            (200, {}, b"<title>x</title><a href='/yw/'>news</a>") if handler.path == "/" else (404, {}, b"<h1>404</h1>")
        )

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert sorted(asked) == [f"page={number}" for number in range(2, 6)]
        asked.clear()
        age(tmp_path / "a", 1)
        titles += [f"第{number}篇文章的标题在这里" for number in range(20, 25)]
        assert crawl(site.url, tmp_path / "a").code == 0
    assert asked == ["page=2", "page=3"]
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 25
