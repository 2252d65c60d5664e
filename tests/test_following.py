"""What is followed from a page: the calls of its scripts that load a list, and none of the others."""

from __future__ import annotations

import pytest

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.asked import Asked
from spiders.cms.scripted import Scripted

HOME = "http://dj.example/yw/"


def leads(family: Asked | Scripted, script: str) -> list[str]:
    page = f"<html><body><p>共3页</p><script>{script}</script></body></html>"
    return [lead.url.removeprefix("http://dj.example") for lead in family.more(parse(Page(HOME, page.encode())))]


@pytest.mark.parametrize(
    ("script", "wanted"),
    [
        ("$.get('/api/list', show)", ["/api/list"]),
        ('jQuery.getJSON( "newsList.json" )', ["/yw/newsList.json"]),
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
