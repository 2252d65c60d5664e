"""Relative links in data: they will stand on the page whose script asked for it, and are read against that."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html

from crawler.items import Asked, Page
from spiders.seen import see

JSON_TYPE = {"Content-Type": "application/json"}
TEXT = "渡口的党员值班牌换成了双面的，一面写名字，一面写电话，过河的人一眼就能看见。"
COUNT, SIZE = 13, 5


class Portal:
    """A list whose script asks an interface in another folder; its answers name articles without a folder."""

    def __init__(self, articles: str, by_post: bool = False, *, is_deaf: bool = False) -> None:
        self.articles, self.by_post, self.is_deaf = articles, by_post, is_deaf
        self.site = Site(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        path, _, query = handler.path.partition("?")
        if handler.command == "POST":
            query = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
        if path == "/":
            return 200, {}, "<title>渡口先锋网</title><a href='/yw/list.html'>要闻</a>".encode()
        if path == "/yw/list.html":
            call = "$.post" if self.by_post else "$.get"
            asks = f"{call}('/api/content/list', {{pageNo: page, size: {SIZE}}}, show)"
            script = f"function load(page) {{ {asks} }} load(1)"
            return 200, {}, f"<html><title>要闻</title><ul id=l></ul><script>{script}</script></html>".encode()
        if path == "/api/content/list":
            if self.is_deaf and handler.command == "GET":
                query = "pageNo=1"  # what is not posted is not heard
            elif self.by_post != (handler.command == "POST"):
                return 404, {}, b""
            page = int(dict(pair.split("=") for pair in query.split("&"))["pageNo"])
            rows = [f"a/{number}.html" for number in range(COUNT)][(page - 1) * SIZE : page * SIZE]
            return 200, JSON_TYPE, json.dumps({"rows": [{"url": row} for row in rows]}).encode()
        number = path.rpartition("/")[2].removesuffix(".html")
        if path.startswith(f"{self.articles}a/") and number.isdigit() and int(number) < COUNT:
            return 200, {}, story_html(f"渡口第{number}次值班", f"{number}：{TEXT}")
        return 404, {}, b"<h1>404</h1>"


@pytest.mark.parametrize("articles", ["/yw/", "/api/content/"], ids=["beside the page", "beside the data"])
@pytest.mark.parametrize("by_post", [False, True], ids=["GET", "POST"])
def test_articles_are_found_where_they_are(articles: str, by_post: bool, tmp_path: Path) -> None:
    archive, portal = tmp_path / "a", Portal(articles, by_post)
    with portal.site as site:
        assert crawl(site.url, archive).code == 0
        found = {row[0].removeprefix(site.url[:-1]) for row in database(archive).execute("SELECT url FROM articles")}
        assert found == {f"{articles}a/{number}.html" for number in range(COUNT)}
        misses = [path for path in site.asked if "/a/" in path and not path.startswith(articles)]
        assert len(misses) == (0 if articles == "/yw/" else COUNT), "the page's folder is tried first"
        site.asked.clear()
        assert crawl(site.url, archive).code == 0
        assert len(site.asked) < 10, site.asked
    assert dangjian("rebuild", "--archive", archive).code == 0
    again = {row[0].removeprefix(site.url[:-1]) for row in database(archive).execute("SELECT url FROM articles")}
    assert again == found


def test_a_list_whose_server_hears_what_is_posted_alone(tmp_path: Path) -> None:
    """It shows its first page to whoever asks by GET, for any page."""
    with Portal("/yw/", by_post=True, is_deaf=True).site as site:
        for _ in range(2):
            assert crawl(site.url, tmp_path / "a").code == 0
            found = database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0]
            assert found == COUNT
            assert sum("/api/content/list" in path for path in site.asked) <= COUNT
            site.asked.clear()
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == COUNT


def test_links_of_data_and_of_other_pages() -> None:
    data = b'{"rows": [{"url": "a/1.html"}, {"url": "/b/2.html"}, {"url": "http://dj.example/c/3.html"}]}'
    api, asked = "http://dj.example/api/list?p=1", Asked("http://dj.example/yw/list.html")
    seen = see(Page(api, data, headers={"content-type": "application/json"}, asked=asked), ())
    there = ["http://dj.example/yw/a/1.html", "http://dj.example/b/2.html", "http://dj.example/c/3.html"]
    assert [link.url for link in seen.links] == there
    assert seen.otherwise == {"http://dj.example/yw/a/1.html": "http://dj.example/api/a/1.html"}
    html = see(Page(api, b"<html><body><a href='a/1.html'>x</a></body></html>", asked=asked), ())
    assert [link.url for link in html.links] == ["http://dj.example/api/a/1.html"]
    assert html.otherwise == {}
