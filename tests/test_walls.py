"""Firewalls and challenges: a refusal is no article, a portal behind one is blocked and nothing of it gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, database
from refusals import HONEST, REFUSALS
from trial_pages import digest_of, home, story

from crawler.extraction.state import page_state
from crawler.extraction.tree import parse
from crawler.items import Page
from crawler.reading import read


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize("status", [200, 405])
def test_a_refusal_is_blocked_whatever_its_shape(name: str, status: int) -> None:
    reading = read(Page("http://a.example/yw/1.html", REFUSALS[name].encode(), status))
    assert (reading.state, reading.article.page_kind, reading.article.body) == ("blocked", "other", None)


@pytest.mark.parametrize("title", HONEST)
def test_an_article_about_refusals_is_an_article(title: str) -> None:
    reading = read(Page("http://a.example/yw/1.html", HONEST[title].encode()))
    assert (reading.state, reading.article.page_kind, reading.article.headline) == (None, "article", title)


def test_a_page_that_loads_itself_with_a_cookie_is_a_wall() -> None:
    html = b"<html><head><meta http-equiv='refresh' content='1; url=/a.html'></head><body></body></html>"
    url, cookie = "http://a.example/a.html", {"set-cookie": "k=1"}
    assert page_state(parse(Page(url, html, 200, cookie))) == "blocked"
    assert page_state(parse(Page(url, html))) is None
    assert page_state(parse(Page("http://a.example/b.html", html, 200, cookie))) is None


def test_a_portal_behind_a_wall_is_blocked_and_nothing_of_it_gone(tmp_path: Path) -> None:
    walled = False
    names = list(REFUSALS)

    def pages(handler: object) -> Reply:
        path: str = handler.path  # type: ignore[attr-defined]
        if walled and path != "/robots.txt":
            name = names[int(digest_of(path), 16) % len(names)]
            return (521 if name.startswith("jsl") else 200), {"Set-Cookie": "k=1"}, REFUSALS[name].encode()
        listed = home(*(f"/{n}.html" for n in range(8)))
        found = {"/": listed} | {f"/{n}.html": story(n) for n in range(8)}
        return (200, {}, found[path]) if path in found else (404, {}, b"")

    with Site(pages) as site:  # type: ignore[arg-type]
        assert crawl(site.url, tmp_path / "a").code == 0
        walled = True
        for _ in range(2):
            ran = crawl(site.url, tmp_path / "a")
            assert ran.code == 1
            assert "the server refuses" in ran.json["crawls"][0]["health"]
    db = database(tmp_path / "a")
    assert [row[0] for row in db.execute("SELECT DISTINCT status FROM articles")] == ["live"]
    assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == 8
    assert db.execute("SELECT count(*) FROM absences JOIN articles ON articles.id = article").fetchone()[0] == 0


_LINKS = "".join(f'<li><a href="/{n}.html">三合镇党建动态第{n}篇</a></li>' for n in range(12))


@pytest.mark.parametrize(
    "says",
    [
        "您是第3021位访客　您的IP：203.0.113.8",
        "会员登录　用户名　密码　请输入验证码",
        "您的访问量：32　版权所有，禁止非法转载",
        "<script>AWSC.use('nc', function () {})</script>登录",
        "共 404 条记录",
    ],
)
def test_a_page_of_many_links_is_no_wall(says: str) -> None:
    url, page = "http://a.example/", "<html><title>三合党建网</title><body><ul>{}</ul><p>{}</p></body></html>"
    assert page_state(parse(Page(url, page.format(_LINKS, says).encode()))) is None
    refused = f"<html><title>访问过于频繁</title><body><ul>{_LINKS}</ul><p>请稍后再试。</p></body></html>"
    assert page_state(parse(Page(url, refused.encode()))) == "blocked"


def test_a_number_404_is_no_notice_of_an_error() -> None:
    for says, state in (
        ("点击：404", None),
        ("共 404 条", None),
        ("404　页面走丢了", "missing"),
        ("错误代码：404", "missing"),
    ):
        assert page_state(parse(Page("http://a.example/1.html", f"<p>{says}</p>".encode()))) == state, says
