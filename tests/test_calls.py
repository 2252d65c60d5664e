"""Scripts that nobody writes: however much they hold, a page is read in little time."""

from __future__ import annotations

import pytest
from work import work_of

from crawler.extraction.listing import extract_links
from crawler.extraction.tree import Parsed, parse
from crawler.items import Page
from spiders.cms import FAMILIES
from spiders.cms.calls import calls_of
from spiders.cms.clicked_rows import attributes_of_rows
from spiders.cms.elements import with_attributes
from spiders.cms.family import Lead


def scripted(script: str) -> Parsed:
    return parse(
        Page("http://a.example/list/index.html", f"<html><body><script>{script}</script></body></html>".encode())
    )


@pytest.mark.parametrize(
    "piece",
    [
        "url: '",
        "$.post('/a',{p:",
        "function f(p){ $.post('/l?page='+p) } f(1);",
        "{path:'/l/:id',component:()=>import('./b.js')},$.post('/l',{page:p})\n",
        "write(\"<a href='http://c.",
        "D.get(fu",
        "url: '/l', data: {\n",
        "url: String(String(",
        "url: a == 0 ? b == 1 ? ",
        "m = 5; url: m < 0 ? m < 1 ? 'a' : ",
        "function f(n) { return n < 10 ? f(n) : f(n); return f(n); } url: f(5) + f(5), ",
        "if (m < 10) m = '0' + m; $.get('/l/' + m, show);",
        "url: new URLSearchParams({a: new URLSearchParams({b: ",
        "url: '/l', data: {a: [[{",
    ],
)
def test_calls_without_number_are_followed_in_little_time(piece: str) -> None:
    """Where each call was followed for each other one this took minutes."""
    page = scripted(piece * 8000)
    assert all(isinstance(lead, Lead) for family in FAMILIES for lead in family.more(page))
    assert all(link.url.startswith("http://") for link in extract_links(page))


def test_what_a_template_fills_is_no_link() -> None:
    page = scripted('var row = \'<a href="<%=url%>">1</a><a href="/yw/2.html">2</a>\';')
    assert [link.url for link in extract_links(page)] == ["http://a.example/yw/2.html"]


def test_what_a_name_is_given_is_looked_for_once() -> None:
    """Where each call looked through all the objects of that name, thousands of both took seconds."""
    calls = "$.post('/a', q);\n" * 100
    pages = [scripted("var q = {col: 7, page: 1};\n" * objects + calls) for objects in (1000, 2000)]
    few, many = (work_of(lambda parsed=parsed: list(calls_of(parsed))) for parsed in pages)  # type: ignore[misc]
    assert (many - few) / 1000 < 20, "an object is looked at anew for each of a hundred calls"


def test_what_scripts_read_of_elements() -> None:
    html = "<div id='list' data-column-id='c7' class='rows wide' cid=\"a'b\"></div><p class='wide' data-node='n2'></p>"
    html += "<i id='nid'> 113352 </i><i id='long'><b>113352</b></i>"
    page = f"<html><body data-channel='b3'>{html}</body></html>"
    tree = parse(Page("http://a.example/", page.encode())).tree
    assert tree is not None
    for read, wanted in (
        ("document.body.dataset.channel", "'b3'"),
        ("$('body').data('channel')", "'b3'"),
        ("var b = document.body;\nf(b.getAttribute('data-channel'))", "var b = document.body;\nf('b3')"),
        ('$("#list").data("column-id")', "'c7'"),
        ("document.getElementById('list').dataset.columnId", "'c7'"),
        ("document.querySelector('#list').dataset.columnId", "'c7'"),
        ('var box = $("#list");\nf(box.attr("data-column-id"))', "var box = $(\"#list\");\nf('c7')"),
        (
            'var d = $(".wide");\nf(d.data("node"), x.d.data("node"))',
            'var d = $(".wide");\nf(\'n2\', x.d.data("node"))',
        ),
        ('$(".wide").attr("data-node")', "'n2'"),
        ('$("#list").attr("cid")', '$("#list").attr("cid")'),  # with a quote in it
        ('$("#none").attr("cid")', '$("#none").attr("cid")'),
        ('$("#nid").text() + $("#nid").html()', "'113352' + '113352'"),
        ("document.getElementById('nid').innerText;", "'113352';"),
        ("var box = $('#nid');\nf(box.text())", "var box = $('#nid');\nf('113352')"),
        ("document.getElementById('nid').innerText = x", "document.getElementById('nid').innerText = x"),
        ('$("#long").text()', '$("#long").text()'),  # its text is a page's, not kept for a script
    ):
        assert with_attributes(tree, read) == wanted


def test_what_a_row_says_in_its_attributes() -> None:
    for read in ("this.dataset.newsId", "$(this).data('news-id')", "$(this).data('newsId')"):
        script = f"li.onclick = function () {{ location.href = '/n/' + {read} + '.html' }}"
        assert attributes_of_rows(script) == ["/n/{data-news-id}.html"]


@pytest.mark.parametrize(
    ("script", "made"),
    [
        (
            """$(".i").click(function () { var id = $(this).attr("data-id"); window.open("/n/" + id); })""",
            ["/n/{data-id}"],
        ),
        (
            """b.onclick = function () { const n = this.dataset.id; location.href = "/n/" + n + ".html" }""",
            ["/n/{data-id}.html"],
        ),
        (
            """$(".area").on("click",function(){var id=$(this).attr("data-id");location.href="con-"+id+".html";});""",
            ["con-{data-id}.html"],
        ),
        # Held elsewhere, or something else by then; a name that is no address.
        ("""$(".i").click(function(){var id=$(this).attr("data-id");show("row-"+id+"");});""", []),
        ("""a.onclick = function () { var id = this.dataset.id; }; location.href = "/n/" + id""", []),
        ("""a.onclick = function () { var id = this.dataset.id; location.href = "/n/" + id.length }""", []),
    ],
)
def test_what_a_row_says_is_held_by_a_name(script: str, made: list[str]) -> None:
    assert attributes_of_rows(script) == made


def test_elements_are_looked_for_once() -> None:
    """Where each one read looked through the page, each variable through the scripts, 180 KB took twenty seconds."""
    work = []
    for count in (500, 1000):
        boxes = "".join(f"<i id='b{n}' cid='{n}'></i>" for n in range(count))
        tree = parse(Page("http://a.example/", f"<html><body>{boxes}</body></html>".encode())).tree
        assert tree is not None
        script = "".join(f'var v{n} = $("#b{n}");\nf(v{n}.attr("cid"));\n' for n in range(count))
        work.append(work_of(lambda tree=tree, script=script: with_attributes(tree, script)))  # type: ignore[misc]
    assert work[1] < 3 * work[0]
