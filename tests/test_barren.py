"""Addresses without end that led nowhere cost the next nights little, and hide nothing that is there."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import age
from hostile import TEXT

from spiders.budget import Budget, kinds_of

LISTS, SHOWN = 6, 3


class Endless:
    """Lists `/list?cid=1` … whose menu goes on without end, a calendar without end, and articles on the lists alone."""

    def __init__(self) -> None:
        self.articles = {number: number % LISTS for number in range(LISTS * SHOWN)}  # number: list
        self.in_calendar: dict[int, int] = {}  # article: day
        self.site = Site(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        path, _, query = handler.path.partition("?")
        number = int("".join(filter(str.isdigit, query or path)) or 0)
        if path == "/":
            lists = "".join(f"<a href='/list?cid={n}'>栏目{n}</a>" for n in range(LISTS))
            return 200, {}, f"<title>x</title>{lists}<a href='/day/1/'>日历</a>".encode()
        if path == "/list":
            rows = "".join(self.row(article) for article, place in self.articles.items() if place == number)
            menu = "".join(f"<a href='/list?cid={number * 2 + n + LISTS}'>menu</a>" for n in range(3))
            return 200, {}, f"<title>栏目{number}</title><ul>{rows}</ul>{menu}".encode()
        if path.startswith("/day/"):
            rows = "".join(self.row(article) for article, day in self.in_calendar.items() if day == number)
            near = "".join(f"<a href='/day/{number + n}/'>{number + n}日</a>" for n in (1, 2, 3))
            return 200, {}, f"<title>日历</title><h1>{number}</h1>{near}<ul>{rows}</ul>".encode()
        if path.startswith("/a/") and number in {**self.articles, **self.in_calendar}:
            return 200, {}, story_html(f"第{number}篇文章的标题", f"{number}号：{TEXT}")
        return 404, {}, b"<h1>404</h1>"

    def row(self, article: int) -> str:
        return f"<li><a href='/a/{article}.html'>第{article}篇文章的标题</a> 2020-03-13</li>"

    def crawl(self, archive: Path, *options: str) -> int:
        """Crawl, and return how many requests it took."""
        self.site.asked.clear()
        ran = crawl(self.site.url, archive, *options)
        assert ran.code == 0, ran.err
        return len(self.site.asked)

    def numbers(self, archive: Path) -> set[int]:
        rows = database(archive).execute("SELECT url FROM articles")
        return {int(row[0].rpartition("/")[2].removesuffix(".html")) for row in rows}


def barren(archive: Path) -> dict[str, Any]:
    row = database(archive).execute("SELECT barren FROM crawls WHERE barren IS NOT NULL ORDER BY id DESC LIMIT 1")
    return dict(json.loads(row.fetchone()[0]))


def is_due(archive: Path) -> None:
    """Let the day come on which every barren kind has its whole budget again."""
    found = {kind: {**said, "next": "2000-01-01T00:00:00+00:00"} for kind, said in barren(archive).items()}
    with sqlite3.connect(archive / "archive.db") as db:
        db.execute("UPDATE crawls SET barren = ? WHERE id = (SELECT max(id) FROM crawls)", [json.dumps(found)])


def test_what_led_nowhere_costs_the_next_nights_little_and_hides_nothing(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Endless()
    with portal.site:
        portal.crawl(archive)
        age(archive, 1)
        before = portal.crawl(archive)
        assert {"/list?cid", "/day/#/?"} <= barren(archive).keys()
        quiet = portal.crawl(archive)
        assert before > 70 and quiet < 20, (before, quiet)
        assert set(portal.site.asked) >= {f"/list?cid={n}" for n in range(LISTS)}, "lists are none of the endless ones"
        # A list of the same kind of address has something new, and so has a day that is not far.
        portal.articles[70] = LISTS - 1
        portal.in_calendar[80] = 2
        portal.crawl(archive)
        assert {70, 80} <= portal.numbers(archive)
        assert "/day/#/?" not in barren(archive), "it led to something"
        portal.crawl(archive)
        assert len([path for path in portal.site.asked if path.startswith("/day/")]) > 20


def test_what_is_not_asked_for_is_said(tmp_path: Path) -> None:
    """So that what nobody looked at is told from what is not there."""
    archive, portal = tmp_path / "a", Endless()
    with portal.site:
        first = crawl(portal.site.url, archive)
        again = crawl(portal.site.url, archive)
    told = first.json["crawls"][0]["not_asked"]
    assert set(told) == {"/list?cid", "/day/#/"} and min(told.values()) > 1
    assert "Not asked for, others of their kind led to no new article: /" in first.err
    assert again.json["crawls"][0]["not_asked"].keys() == told.keys()
    status = dangjian("status", "--archive", archive, "--json").json["portals"][0]
    assert status["not_asked"] == again.json["crawls"][0]["not_asked"]
    rows = [row[0] for row in database(archive).execute("SELECT not_asked FROM crawls ORDER BY id")]
    assert json.loads(rows[0]) == told
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert [row[0] for row in database(archive).execute("SELECT not_asked FROM crawls ORDER BY id")] == rows


def test_a_kind_that_leads_somewhere_has_its_whole_budget_the_same_night(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Endless()
    with portal.site:
        portal.crawl(archive)
        portal.crawl(archive)
        assert portal.crawl(archive) < 20
        portal.in_calendar |= {80: 3, 81: 12, 82: 19}
        portal.crawl(archive)
        assert {80, 81, 82} <= portal.numbers(archive)


def test_after_a_while_the_whole_budget_is_spent_again(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Endless()
    with portal.site:
        portal.crawl(archive)
        portal.crawl(archive)
        first = barren(archive)["/day/#/?"]
        assert portal.crawl(archive) < 20
        assert barren(archive)["/day/#/?"] == first
        assert portal.crawl(archive, "--full") > 70
        is_due(archive)
        portal.in_calendar[90] = 12
        assert portal.crawl(archive) > 50
        assert 90 in portal.numbers(archive)
        again = barren(archive)
        assert again["/list?cid"]["crawls"] > 1 and again["/list?cid"]["next"] > first["next"]


def test_a_rebuild_knows_it_too(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Endless()
    with portal.site:
        for _ in range(3):
            portal.crawl(archive)
        before = [tuple(row) for row in database(archive).execute("SELECT * FROM crawls ORDER BY id")]
        assert dangjian("rebuild", "--archive", archive).code == 0
        assert [tuple(row) for row in database(archive).execute("SELECT * FROM crawls ORDER BY id")] == before
        assert portal.crawl(archive) < 20


def spend(budget: Budget, kind: Callable[[int], str], count: int = 60) -> int:
    """Ask for pages of one kind that lead nowhere, and return how many were afforded, those tried last as well."""
    afforded = 0
    for last in (False, True):
        for number in range(count):
            if budget.affords(url := kind(number + count * last), last=last):
                afforded += 1
                budget.account(url, ["http://dj.example/"])
    return afforded


def test_what_is_known_of_a_kind() -> None:
    kind: Callable[[int], str] = "http://dj.example/day/{}/".format
    first = Budget()
    assert spend(first, kind) == 35
    known = first.barren()
    assert list(known) == ["/day/#/?"]
    later = Budget()
    later.expect(known)
    assert spend(later, kind) == 3
    assert (later.barren(), later.still_barren()) == ({}, ["/day/#/?"])
    later.account(kind(500), ["http://dj.example/a/1.html"])
    later.account("http://dj.example/a/1.html", article=True, text="x")
    assert later.still_barren() == []
    assert spend(later, lambda number: kind(1000 + number)) > 25


def test_articles_and_endless_pages_of_one_kind_are_not_held_back() -> None:
    budget = Budget()
    budget.know(["http://dj.example/show?id=7"])
    spend(budget, "http://dj.example/show?id={}".format)
    assert budget.barren() == {}


def test_a_wide_kind_holds_nothing_back_whose_narrow_kind_is_good() -> None:
    budget = Budget()
    budget.know(["http://dj.example/show?id=7"])
    budget.account("http://dj.example/list?cid=1", ["http://dj.example/show?id=7"])
    for number in range(40):
        spend(budget, lambda n, number=number: f"http://dj.example/facets?{'x' * number}=1&n={n}", 20)  # type: ignore[misc]
    known = {kind: barren for kind, barren in budget.barren().items() if kind.endswith("with parameters")}
    assert len(known) == 1
    later = Budget()
    later.expect(known)
    assert spend(later, "http://dj.example/facets?y=1&n={}".format) == 3
    assert all(later.affords(f"http://dj.example/{path}={n}") for path in ("show?id", "list?cid") for n in range(50))


def test_parameters_in_a_path_are_of_one_kind_in_whatever_order_they_stand() -> None:
    lists = "http://dj.example/index.php/News/lists"
    same = {kinds_of(f"{lists}/{rest}.html") for rest in ("cid/3/tag/1/p/2/by/hits", "p/1/by/day/cid/4/tag/9/tag/2")}
    assert len(same) == 1
    others = ("cid/3", "cid/3/p/2", "cid/3/order/hits/p/2")
    assert len({kinds_of(f"{lists}/{rest}.html")[0] for rest in others}) == len(others)
    assert kinds_of("http://dj.example/art/2026/3/5/art_1_2.html")[0] == "/art/#/art_#_#.html?"


def test_facets_in_a_path_come_to_an_end(tmp_path: Path) -> None:
    """Each leads to each other, one more or another value, and all show what the list shows."""

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path.removesuffix(".html")
        if path == "/":
            return 200, {}, b"<title>x</title><a href='/lists/cid/1.html'>list</a>"
        if path.startswith("/lists/"):
            parts = path.split("/")[2:]
            given = dict(zip(parts[::2], parts[1::2], strict=True))
            more = [given | {name: str(n)} for name in ("year", "tag", "place", "kind") for n in (1, 2)]
            facets = "".join(
                f"<a href='/lists/{'/'.join(f'{name}/{value}' for name, value in one.items())}.html'>{n}</a>"
                for n, one in enumerate(more)
            )
            rows = "".join(f"<li><a href='/a/{n}.html'>第{n}篇文章的标题</a> 2020-03-13</li>" for n in range(4))
            return 200, {}, f"<title>list</title>{facets}<ul>{rows}</ul>".encode()
        if path.startswith("/a/"):
            return 200, {}, story_html(f"第{path[3:]}篇文章的标题", f"{path}号：{TEXT}")
        return 404, {}, b"<h1>404</h1>"

    with Site(answer) as site:
        asked = []
        for _ in range(2):
            site.asked.clear()
            assert crawl(site.url, tmp_path / "a").code == 0
            asked.append(len(site.asked))
            age(tmp_path / "a", 1)
    assert asked[0] < 300 and asked[1] < asked[0], asked
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 4


LOGIN = "<title>会员登录</title><form><p>您还没有登录，请先登录！</p><input name='n'><input type='password'></form>"
SORRY = "<title>提示信息</title><p>对不起，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a>"


@pytest.mark.parametrize(
    ("nothing", "most"),
    # What says so by its words is read first.
    [((404, {}, b"<h1>404</h1>"), 60), ((200, {}, SORRY.encode()), 90), ((200, {}, LOGIN.encode()), 90)],
    ids=("404", "200", "login"),
)
def test_what_every_story_links_and_is_never_there_is_not_asked_for_again_and_again(
    tmp_path: Path, nothing: Reply, most: int
) -> None:
    """What readers may do with a story (收藏) stands at an address of its own for each; lists have many dead links."""
    count, dead = 130, 60

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path
        if path == "/":
            rows = (f"<li><a href='/a/{n}.html'>第{n}篇文章的标题</a> 2020-03-13</li>" for n in range(dead + count))
            return 200, {}, f"<title>云溪先锋网</title><ul>{''.join(rows)}</ul>".encode()
        number = int("".join(filter(str.isdigit, path)) or 0)
        if path.startswith("/a/") and dead <= number < dead + count:
            keep = f"<a href='/plus/stow.php?aid={number}'>收藏</a>"
            return 200, {}, story_html(f"第{number}篇文章的标题", f"{number}号：{TEXT}", extra=keep)
        if tools() > 25:
            time.sleep(0.1)  # as of a real portal; however busy the machine is, pages are read in the meantime
        return (404, {}, b"<h1>404</h1>") if path.startswith("/a/") and LOGIN.encode() in nothing else nothing

    def tools() -> int:
        return sum(path.startswith("/plus/") for path in site.asked)

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        assert 25 <= tools() <= most, "those on their way when it is known, and a few more"
        assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == count
        for _ in range(2):
            site.asked.clear()
            age(tmp_path / "a", 1)
            assert crawl(site.url, tmp_path / "a").code == 0
            assert tools() <= 3, "the next nights know it"


def asked_of(budget: Budget, there: Callable[[int], bool], count: int = 300) -> list[int]:
    """Ask for addresses that stories link with the same words, and return which are asked for in the end."""
    asked, left = [], list(range(count))
    for last in (False, True):
        for number in list(left):
            url = f"http://dj.example/plus/view.php?aid={number}"
            if budget.affords(url, last=last, tool="查看"):
                left.remove(number)
                asked.append(number)
                if there(number):
                    budget.account(url, article=True, text=f"{number}")
                else:
                    budget.miss(url, "查看")
    return asked


def test_dead_links_hide_no_living_story_of_their_kind() -> None:
    """Where one of a kind is there, is known or is named by a list, all others are asked for."""
    assert len(asked_of(Budget(), lambda n: False)) == 35
    assert len(asked_of(Budget(), lambda n: n == 20)) == 300
    assert len(asked_of(Budget(), lambda n: n == 280)) == 35, "what nobody can know"
    known = Budget()
    known.know(["http://dj.example/plus/view.php?aid=7"])
    assert len(asked_of(known, lambda n: False)) == 300
    found = Budget()
    asked_of(found, lambda n: False)
    assert found.affords("http://dj.example/plus/view.php?aid=400"), "a list names it"
    assert found.affords("http://dj.example/plus/view.php?aid=400", tool="进入专题"), "other words"
    found.account("http://dj.example/plus/view.php?aid=400", article=True, text="x")
    assert found.affords("http://dj.example/plus/view.php?aid=401", tool="查看")


def test_what_was_never_there_is_asked_for_in_another_crawl_where_one_is_or_a_list_names_it() -> None:
    view = "http://dj.example/plus/view.php?aid="
    first = Budget()
    asked_of(first, lambda n: False)
    assert list(first.barren()) == ["/plus/view.php?aid 查看"]
    second = Budget()
    second.expect(first.barren())
    assert len(asked_of(second, lambda n: False)) == 3
    assert second.affords(f"{view}400"), "a list names it"
    assert second.still_barren() == ["/plus/view.php?aid 查看"] and not second.barren()
    third = Budget()
    third.expect(first.barren())
    assert len(asked_of(third, lambda n: n == 1)) == 300
    assert third.still_barren() == []


class Boxed:
    """Forty columns with stories of their own, shown as facets once more; a calendar beside a box of any stories."""

    COLUMNS, SHOWN, BOX = 40, 3, 3

    def __init__(self) -> None:
        self.articles = {number: number % self.COLUMNS for number in range(self.COLUMNS * self.SHOWN)}
        self.dice = random.Random(7)
        self.site = Site(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path.partition("?")[0]
        number = int("".join(filter(str.isdigit, path)) or 0)
        if path == "/":
            lists = "".join(f"<a href='/list{n}.html'>栏目{n}</a>" for n in range(self.COLUMNS))
            return 200, {}, f"<title>x</title>{lists}<a href='/day/1/'>日历</a>".encode()
        if path.startswith("/list"):
            rows = "".join(self.row(article) for article, place in self.articles.items() if place == number)
            facets = "".join(f"<a href='/list{number}.html?tag={tag}'>{tag}</a>" for tag in (1, 2, 3))
            return 200, {}, f"<title>栏目{number}</title>{facets}<ul>{rows}</ul>".encode()
        if path.startswith("/day/"):
            box = "".join(self.row(article) for article in self.dice.sample(sorted(self.articles), self.BOX))
            near = "".join(f"<a href='/day/{number + n}/'>{number + n}日</a>" for n in (1, 2, 3))
            return 200, {}, f"<title>日历</title><h1>{number}</h1>{near}<h3>热门</h3><ul>{box}</ul>".encode()
        if path.startswith("/a/") and number in self.articles:
            return 200, {}, story_html(f"第{number}篇文章的标题", f"{number}号：{TEXT}")
        return 404, {}, b"<h1>404</h1>"

    row = Endless.row

    def crawl(self, archive: Path) -> Counter[str]:
        """Crawl, and return how often what was asked for."""
        self.site.asked.clear()
        assert crawl(self.site.url, archive).code == 0
        return Counter("facet" if "?tag=" in path else re.sub(r"\W|\d|html", "", path) for path in self.site.asked)


def test_boxes_of_any_stories_and_facets_of_known_ones_cost_the_next_nights_little(tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Boxed()
    with portal.site:
        first = portal.crawl(archive)
        age(archive, 2)
        second = portal.crawl(archive)
        third = portal.crawl(archive)
        assert first["facet"] == 120 and first["day"] > 60
        assert second["day"] < 45, (first, second, third)
        assert third["day"] < 10 and third["facet"] < 10, (first, second, third)
        # All columns are asked all the same: one of them has something new, and what is on a facet is found there.
        portal.articles[500] = portal.COLUMNS - 1
        fourth = portal.crawl(archive)
        assert fourth["list"] == third["list"] == portal.COLUMNS
        assert fourth["a"] == 1


def test_columns_that_a_map_of_the_site_or_the_home_names_the_stories_of_are_no_echoes() -> None:
    stories = [f"http://dj.example/a/{n}.html" for n in range(80)]
    for known in (False, True):
        budget = Budget()
        if known:
            budget.know(stories)
        budget.account("http://dj.example/sitemap.xml", stories)
        for number in range(40):
            shown = stories[2 * number : 2 * number + 2]
            budget.account(f"http://dj.example/list.php?fid={number}", shown)
            budget.account(f"http://dj.example/list.php?fid={number}&order=hits", shown)
            budget.account(f"http://dj.example/col/col{number}/index.html", shown)
        assert list(budget.barren()) == ["/list.php?fid&order"] * known
