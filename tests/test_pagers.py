"""The many ways in which pages write createPageHTML."""

from __future__ import annotations

import pytest
from work import work_of

from crawler.extraction.pagers import file_written, pagers, pagers_by_object
from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms import FAMILIES


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ('createPageHTML(3, 0, "index", "htm");', ["index_1.htm", "index_2.htm"]),
        ("createPageHTML('3', '0', 'index', '.htm')", ["index_1.htm", "index_2.htm"]),
        ('createPageHTML(3,0,"list_123","html","black2",50)', ["list_123_1.html", "list_123_2.html"]),
        ('createPageHTML(2, 0, "../yw/index", "html", size * 2)', ["../yw/index_1.html"]),
        ("createPageHTML('page_div',3, 1,'list','shtml',278);", ["list_2.shtml", "list_3.shtml"]),
        ("createPageHTML('page_div', 3, 0, 'index', 'shtml')", ["index_1.shtml", "index_2.shtml"]),
        (
            'var _PAGE_COUNT="3"; var _PAGE_INDEX = 0; createPageHTML(_PAGE_COUNT, _PAGE_INDEX, "index", "html")',
            ["index_1.html", "index_2.html"],
        ),
        ("var n='idx',e='htm',countPage = 2;\nvar now=0;createPageHTML(countPage,now,n,e)", ["idx_1.htm"]),
        ("var n = 3;createPageHTML(n, f ? +f[1] : 0, 'index', 'html')", ["index_1.html", "index_2.html"]),
        ('createPageHTML(1, 0, "index", "html")', []),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt){ var _nCurrIndex = 0; }", []),
        ('createPageHTML(count(), 0, "index", "html")', []),
        ("createPageHTML(5, 0", []),
        ("Pager({size:3, current:0, prefix:'index', suffix:'html'});", ["index_1.html", "index_2.html"]),
        ('Pager({ total: 2, current: 1, prefix: "list", suffix: ".shtml" })', ["list_1.shtml", "list_2.shtml"]),
        ("Pager({size:3, current:0, prefix:'index'}); suffix", []),
    ],
)
def test_a_call_says_which_pages_there_are(text: str, addresses: list[str]) -> None:
    assert [
        pager.address(number) for pager in (*pagers_by_object(text), *pagers(text)) for number in pager.numbers
    ] == addresses


def test_variables_of_calls_without_end_are_looked_for_a_few_times() -> None:
    calls = "on createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {\n"
    assert work_of(lambda: list(pagers(calls * 1000))) < 8000  # nearly all of it patterns that are made once


@pytest.mark.parametrize(
    ("links", "ending"),
    [
        ('<a href=\\"index"+"_" + nextPage + "."+"shtml\\">', "shtml"),
        ('<a href=\\"index"+"_"+i+".htm\\">', "htm"),
        ("<a href='index_\"+i+\".shtml'>", "shtml"),
        ('<a href=index_"+i+".htm>', "htm"),
        ('<b>"+i+"</b>', "html"),
    ],
)
def test_a_loop_over_the_pages_writes_the_ending_of_their_files(links: str, ending: str) -> None:
    loop = f'var currentPage = 0;var countPage = 3;for(var i=1;i<countPage;i++) document.write("{links}");'
    page = Page("http://dj.example/yw/", f"<html><body><script>{loop}</script></body></html>".encode())
    found = {lead.url for family in FAMILIES for lead in family.more(parse(page))}
    assert {f"http://dj.example/yw/index_{number}.{ending}" for number in (1, 2)} <= found
    assert all(url.endswith(f".{ending}") for url in found)


@pytest.mark.parametrize("piece", ["'a_' + b + ", '"index"+"_" + i + "."', "'" + "a" * 40, "=_-", "'a'   +   '"])
def test_files_in_pieces_without_end_are_looked_for_once(piece: str) -> None:
    assert file_written(piece * 100_000) is None


def test_a_list_behind_a_session_has_further_pages() -> None:
    for bar in (
        "第1/3页",
        '共3页<a href="javascript:go(2)">2</a><script>function go(n){location="index_"+n+".jhtml"}</script>',
    ):
        page = Page("http://dj.example/yw/index.jhtml;jsessionid=0A1B!7", f"<html><body>{bar}</body></html>".encode())
        found = {lead.url for family in FAMILIES for lead in family.more(parse(page))}
        assert {"http://dj.example/yw/index_2.jhtml", "http://dj.example/yw/index_3.jhtml"} <= found


@pytest.mark.parametrize(
    ("around", "pages"),
    [
        ("<input id='metPageT' data-pageurl='news.php?class1=3&amp;page=||3' value='1'>", ["2", "3"]),
        ("<a href='#'>1</a><a href=#>2</a><input data-pageurl='news.php?class1=3&amp;page=||3'>", ["2", "3"]),
        # It has links to them.
        ("<a href='list-3-2.html'>2</a><input data-pageurl='news.php?class1=3&amp;page=||3'>", []),
        ("<input data-pageurl='http://dj.example/|x'>", []),
    ],
)
def test_metinfo_tells_what_stands_around_the_number_of_a_page(around: str, pages: list[str]) -> None:
    parsed = parse(Page("http://dj.example/yw/", f"<div class='met_pager'>{around}</div>".encode()))
    found = [lead.url for family in FAMILIES for lead in family.more(parsed)]
    assert found == [f"http://dj.example/yw/news.php?class1=3&page={page}" for page in pages]
