"""Disclosures on the platform of Guangdong, whose lists stand in JSON for a script, and MI4's lists."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from conftest import Reply, Site, crawl, database, story_html

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms.mi4 import Mi4

TITLES = {
    f"/gkmlpt/content/7/71{number}/post_71{number:02}.html": f"关于第{number}批驻村干部的公示" for number in range(12)
}
SIZE = 5
INDEX = (
    "<title>信息公开目录</title><div id='list'></div>"
    "<script>window._CONFIG = {SID: '755', TREE: [{id: 101, name: '人事信息'}]};</script>"
    "<script src='/gkmlpt/app.js'></script>"
)


def disclosed(handler: BaseHTTPRequestHandler) -> Reply:
    parts = urlsplit(handler.path)
    if parts.path == "/":
        return 200, {}, "<title>临泽组工网</title><a href='/gkmlpt/index'>信息公开</a>".encode()
    if parts.path == "/gkmlpt/index":
        return 200, {"Content-Type": "text/html; charset=utf-8"}, INDEX.encode()
    if parts.path == "/gkmlpt/api/all/0" and "sid=755" in parts.query:
        page = int(parse_qs(parts.query)["page"][0])
        rows = list(TITLES.items())[(page - 1) * SIZE : page * SIZE]
        articles = [{"title": title, "url": path, "date": 1584066900} for path, title in rows]
        return 200, {"Content-Type": "application/json"}, json.dumps({"articles": articles}).encode()
    if parts.path in TITLES:
        return 200, {}, story_html(TITLES[parts.path], f"{parts.path}：" + "党建引领发展，群众得到实惠。" * 8)
    return 404, {}, b"<h1>404</h1>"


def test_what_is_disclosed_is_found_to_the_end(tmp_path: Path) -> None:
    with Site(disclosed) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    found = {row["headline"] for row in database(tmp_path / "a").execute("SELECT headline FROM articles")}
    assert found == set(TITLES.values())


def test_an_address_of_mi4_that_a_script_goes_on_with_is_none() -> None:
    script = (
        "s.src = '/mi4-rest-api/pageArticles.js?wbId=9&page=' + n + '&limit=10'; t = '/pageArticles.js?wbId=9&page=1'"
    )
    page = f"<title>评论</title><script>{script}</script>".encode()
    leads = list(Mi4().more(parse(Page("http://dj.example/", page))))
    assert [lead.url for lead in leads] == ["http://dj.example/pageArticles.js?wbId=9&page=1"]
