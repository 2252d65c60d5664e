"""Firewalls and challenges: a refusal is no article, a portal behind one is blocked and nothing of it gone."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
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


_TODAY = "<td class='date'>2024年5月15日 星期三 <marquee>学习强国每日一题</marquee></td>"


@pytest.mark.parametrize(
    "says",
    [
        "该信息已经被删除或正在审核中……",
        "您访问的文章已被管理员撤下",
        "此信息不存在或未通过审核",
        "该内容尚未通过审核，暂不提供浏览",
        "您查看的文章已下架",
        "该稿件已被撤回",
    ],
)
def test_a_notice_that_what_was_asked_for_is_withdrawn(says: str) -> None:
    page = f"<title>三合党建网</title><table><tr>{_TODAY}</tr></table><div><b>{says}</b></div>"
    reading = read(Page("http://a.example/yw/202403/t20240308_52.shtml", page.encode()))
    assert (reading.state, reading.article.page_kind) == ("missing", "other")


def test_one_short_line_under_the_portals_name_and_today_is_no_article() -> None:
    """No list of words knows every notice; an article that is as short has its headline, or who signs it."""
    url, page = "http://a.example/yw/202403/t20240308_52.shtml", "<title>{}</title><table><tr>{}</tr></table>{}"
    notice = page.format("三合党建网", _TODAY, "<div><b>这篇文章飞到外太空去了……</b></div>")
    assert read(Page(url, notice.encode())).article.page_kind == "other"
    told = "<h1>关于召开三合镇党代表会议的公告</h1><div>会议定于5月20日上午召开。</div>"
    short = page.format("关于召开三合镇党代表会议的公告-三合党建网", _TODAY, told)
    assert read(Page(url, short.encode())).article.page_kind == "article"


def test_what_readers_say_of_a_text_is_no_article() -> None:
    """Its headline leads to the text, or its title names who says it; a column of opinions has articles."""
    title, said = "三合镇党员走进田间地头", "希望多到村里来看看，把驿站办到家门口，老人们少跑腿，群众都说好。"
    page = "<title>{}</title><h4>{}</h4><form><textarea></textarea></form><h5>三合网友 于 2024-05-13 10:11:12</h5>{}"
    for told in ("{} - 网友评论", "{}_评论", "{} 评论", "{} | 全部评论 | 三合党建网"):
        html = page.format(
            told.format(title), f"<a href='/yw/7.html'>{title}</a>", f"<div class='content'>{said}</div>"
        )
        reading = read(Page("http://a.example/say/init/7.html", html.encode()))
        assert reading.article.page_kind == "other", told
    opinion = page.format(f"{title}_评论_三合党建网", title, f"<div class='content'>{said}</div>")
    assert read(Page("http://a.example/pl/202405/t20240513_7.html", opinion.encode())).article.page_kind == "article"


def test_a_number_404_is_no_notice_of_an_error() -> None:
    for says, state in (
        ("点击：404", None),
        ("共 404 条", None),
        ("404　页面走丢了", "missing"),
        ("错误代码：404", "missing"),
    ):
        assert page_state(parse(Page("http://a.example/1.html", f"<p>{says}</p>".encode()))) == state, says


def test_a_server_that_sets_a_cookie_and_sends_back_to_the_page_is_given_it(tmp_path: Path) -> None:
    pages = {"/": home("/a/1.html"), "/a/1.html": story("柳塘村把支部建在渡口")}
    asked: list[tuple[str, str | None]] = []

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        asked.append((handler.path, handler.headers.get("Cookie")))
        if handler.path == "/robots.txt" or handler.path not in pages:
            return 404, {}, b"<h1>404</h1>"
        if "YXSESSION=5f" not in (handler.headers.get("Cookie") or ""):
            return 302, {"Location": handler.path, "Set-Cookie": "YXSESSION=5f; path=/; HttpOnly"}, b""
        return 200, {}, pages[handler.path]

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    assert [cookie for path, cookie in asked if path == "/"] == [None, "YXSESSION=5f"]
    assert [cookie for path, cookie in asked if path == "/a/1.html"] == ["YXSESSION=5f"]
