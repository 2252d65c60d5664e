"""Menus that scripts in files make: what they name beside a label leads somewhere."""

from __future__ import annotations

import pytest

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.menus import Menus, links_written

HOME = "http://dj.example/sy/"
WANTED = [("http://dj.example/jcdj/", "基层党建"), ("http://dj.example/sy/list.asp?id=3", "人才工作")]


@pytest.mark.parametrize(
    "script",
    [
        'aix("p0i1","p0i0",[0,"基层党建","","",-1,-1,0,"/jcdj/","_self","a.gif"]);'
        'aix("p0i2","p0i0",[0,"人才工作","","",-1,-1,0,"list.asp?id=3","_self"]);',
        "add(1, 0, '基层党建', '/jcdj/'); add(2, 0, '人才工作', 'list.asp?id=3', '', '_blank');",
        "var menu = [{url: '\\/jcdj\\/', name: '基层党建'},\n{url: 'list.asp?id=3',\n name: '人才工作'}];",
        'item("text=基层党建;url=/jcdj/;status=基层党建");\nitem("url=list.asp?id=3;text=人才工作;target=main");',
    ],
)
def test_columns_named_beside_their_addresses(script: str) -> None:
    page = Page("http://dj.example/js/nav.js", script.encode(), headers={"content-type": "text/javascript"})
    assert [(link.url, link.text) for link in links_written(page, HOME)] == WANTED


@pytest.mark.parametrize(
    "script",
    [
        "alert('请先登录'); location.href = '/login/'; confirm('确定删除'); go('/del.asp');",
        "show('组织工作', 'zzgz.gif'); show('人才工作', 'rcgz.png');",
        "f('text=1', '/a/'); var note = '没有更多了';",
    ],
)
def test_words_and_addresses_that_are_no_menu(script: str) -> None:
    page = Page("http://dj.example/js/nav.js", script.encode(), headers={"content-type": "text/javascript"})
    assert links_written(page, HOME) == []


def test_a_menu_in_a_script_of_the_page() -> None:
    calls = (
        "d.add(1,0,'基层党建','/jcdj/');d.add(2,0,'人才工作','list.asp?id=3');d.add(3,0,'收起','javascript:void(0)');"
    )
    page = Page(HOME, f"<html><body><script>{calls}</script></body></html>".encode())
    assert [lead.url for lead in Menus().more(parse(page))] == ["http://dj.example/jcdj/"]  # the other is a link


def test_a_menu_in_a_script_of_the_page_by_the_fields_of_texts() -> None:
    calls = 'item("text=基层党建;url=jcdj.asp;");item("text=人才工作;url=list.asp?id=3;");'
    page = Page(HOME, f"<html><body><script>{calls}</script></body></html>".encode())
    wanted = ["http://dj.example/sy/jcdj.asp", "http://dj.example/sy/list.asp?id=3"]
    assert [lead.url for lead in Menus().more(parse(page))] == wanted


def test_a_script_that_names_stories_names_no_columns() -> None:
    rows = "[{title: '支部的一天', url: '/2024/05/03/a1/'}, {title: '山村来信', url: '/2024/05/02/b2/'}]"
    page = Page(HOME, f"<html><body><script>var rows = {rows}</script></body></html>".encode())
    assert list(Menus().more(parse(page))) == []


def test_what_names_hundreds_is_no_menu() -> None:
    calls = "".join(f"d.add({n},0,'第{n}个镇的党建','/xz/{n}/');" for n in range(301))
    page = Page(HOME, f"<html><body><script>{calls}</script></body></html>".encode())
    assert list(Menus().more(parse(page))) == []
