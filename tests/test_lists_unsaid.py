"""Lists whose length no script says, and rows that are read against the page that shows them."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Reply, Site, crawl, database
from trial_pages import story

from crawler.extraction.listing import is_piece
from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.concatenated import Numbered, numbered_addresses
from spiders.cms.scripted import Scripted

PER, STORIES = 4, 14
DRAWN = """var uid = '67', total = parseInt($('#pages' + uid).val()), html = [];
for (var p = 1; p <= total; p++) html.push('<a href="index.html?uid=' + uid + '&pageNum=' + p + '">' + p + '</a>');"""
BY_FILES = """function get(n) { var x = new XMLHttpRequest(); x.onreadystatechange = show;
x.open("GET", "/data/7/p" + n + ".json", true); x.send(null); } get(1);"""
BY_PIECES = """var first = 4;
$("#more").click(function () { $.post("/ajax/rows.do", { channel: 7, first: first, count: 4 }, add); first += 4; });"""


def _rows(numbers: range) -> str:
    return "".join(f'<li><a href="../art/2024/{n}.html">第{n}篇文章讲党建</a><b>2024-05-06</b></li>' for n in numbers)


def _column(script: str, rows: range) -> bytes:
    page = (
        f"<html><head><title>河阳动态</title></head><body><ul>{_rows(rows)}</ul><script>{script}</script></body></html>"
    )
    return page.encode()


def _drawn(path: str, asked: dict[str, list[str]]) -> bytes | None:
    page = int(asked.get("pageNum", ["1"])[0])
    rows = range((page - 1) * PER, min(page * PER, STORIES))
    return _column(DRAWN, rows) if path == "/col/index.html" and rows else None


def _by_files(path: str, asked: dict[str, list[str]]) -> bytes | None:
    if path == "/col/index.html":
        return _column(BY_FILES, range(0))
    page = int(path[9:-5]) if path.startswith("/data/7/p") else 0
    rows = [
        {"lk": f"/art/2024/{n}.html", "tt": f"第{n}篇文章讲党建"}
        for n in range((page - 1) * PER, min(page * PER, STORIES))
    ]
    return json.dumps({"data": rows}).encode() if page and rows else None


def _by_pieces(path: str, asked: dict[str, list[str]]) -> bytes | None:
    if path == "/col/index.html":
        return _column(BY_PIECES, range(PER))
    first = int(asked.get("first", ["0"])[0])
    return _rows(range(first, min(first + PER, STORIES))).encode() if path == "/ajax/rows.do" else None


@pytest.mark.parametrize("column", [_drawn, _by_files, _by_pieces], ids=lambda column: column.__name__)
def test_a_list_of_unsaid_length_is_walked_to_its_end(column, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def pages(handler: object) -> Reply:
        parts = urlsplit(handler.path)  # type: ignore[attr-defined]
        if parts.path == "/":
            return 200, {}, "<title>河阳网</title><p>河阳网</p><a href='/col/index.html'>河阳动态</a>".encode()
        if parts.path.startswith("/art/2024/"):
            return 200, {}, story(int(parts.path[10:-5]))
        found = column(parts.path, parse_qs(parts.query))
        return (200, {}, found) if found is not None else (404, {}, b"")

    with Site(pages) as site:  # type: ignore[arg-type]
        assert crawl(site.url, tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == STORIES


def test_an_address_says_which_page_it_is() -> None:
    found = list(numbered_addresses(DRAWN))
    assert found == [Numbered("index.html?uid=67&pageNum=", "")]
    assert found[0].number_of("http://dj.example/col/index.html?uid=67&pageNum=12") == 12
    assert found[0].number_of("http://dj.example/col/index.html") is None
    assert found[0].number_of("http://dj.example/col/index.html?uid=67&pageNum=") is None


def test_no_page_is_asked_for_beyond_the_last() -> None:
    """Where an empty list led on, two dozen of them were asked for behind each list."""
    script = "<script>function go(n) { location.href = '/article/list/12?pageIndex=' + n; }</script>"
    rows = "<li><a href='/article/501'>云溪县召开组织生活会交流经验</a></li>"
    for text, leads in ((rows, ["http://dj.example/article/list/12?pageIndex=4"]), ("", [])):
        page = f"<html><body><a href='/'>首页</a><ul>{text}</ul>{script}</body></html>"
        parsed = parse(Page("http://dj.example/article/list/12?pageIndex=3", page.encode()))
        assert [lead.url for lead in Scripted().more(parsed) if lead.url.endswith("4")] == leads


def test_a_query_in_the_midst_of_a_sum_is_no_address() -> None:
    """Where it was one, three dozen pages of a list were asked for with a query that means nothing to them."""
    asked = "$.get('/search/' + id + '?size=5&page=' + page, show); $.get(base + '/' + id() + '?page=' + page, show);"
    assert list(numbered_addresses(asked)) == []
    own = "location.href = location.pathname + '?page=' + page"
    assert list(numbered_addresses(own)) == [Numbered("?page=", "")]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("<li><a href='1.html'>一</a></li>", True),
        ("<datastore><record></record></datastore>", True),
        ("<!DOCTYPE html><html><body><li></li></body></html>", False),
        ("<?xml version='1.0'?><rss></rss>", False),
    ],
)
def test_a_piece_of_a_page_is_told_from_a_page(text: str, piece: bool) -> None:
    assert is_piece(parse(Page("http://dj.example/rows.do", text.encode()))) is piece
