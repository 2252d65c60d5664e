"""Articles of several pages whose further pages a server refuses for a night."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import age, all_rows

TITLE = "十里长堤上的党员突击队"
FIRST = "汛期来临，沿江五个村的党员组成突击队，分段巡查十里长堤，昼夜不停。"
SECOND = "三十七名队员自带干粮上堤，连续值守九天，排除管涌四处，没有一户进水。"


class Portal:
    """A gallery of two pages; from some day on the second is refused."""

    def __init__(self) -> None:
        self.first, self.refuses = FIRST, False
        self.site = Site(self.answer)

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        pages = "<div class='page'><a href='/tp/1001.html'>1</a> <a href='/tp/1001_2.html'>2</a></div>"
        row = f"<li><a href='/tp/1001.html'>{TITLE}</a><span>2020-03-13</span></li>"
        if handler.path == "/":
            links = "<li><a href='/tp/900.html'>堤上的老支书和他的账本</a></li>"
            return 200, {}, f"<html><head><title>首页</title></head><body><ul>{row}{links}</ul></body></html>".encode()
        if handler.path == "/tp/900.html":
            return 200, {}, story_html("堤上的老支书和他的账本", "老支书把每天的水位都记在账本上，一记就是四十年。" * 3)
        if handler.path == "/tp/1001.html":
            return 200, {}, story_html(TITLE, self.first * 3, extra=pages)
        if handler.path == "/tp/1001_2.html":
            refused = 403, {}, b"<html><head><title>403 Forbidden</title></head><h1>403 Forbidden</h1></html>"
            return refused if self.refuses else (200, {}, story_html(TITLE, SECOND * 3, extra=pages))
        return 404, {}, b"<h1>404</h1>"


def told(archive: Path) -> tuple[str, int, list[str]]:
    """Return the article's text, how many revisions it has and what has changed."""
    db = database(archive)
    where = "JOIN articles a ON a.id = %s WHERE a.url LIKE '%%/1001.html'"
    body = db.execute(f"SELECT t.body FROM texts t {where % 't.article'}").fetchone()[0]
    revisions = db.execute(f"SELECT count(*) FROM revisions r {where % 'r.article'}").fetchone()[0]
    return body, revisions, [row[0] for row in db.execute(f"SELECT kind FROM changes c {where % 'c.article'}")]


@pytest.fixture
def portal() -> Portal:
    return Portal()


def test_what_was_refused_with_the_first_text_completes_it(portal: Portal, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    portal.refuses = True
    with portal.site as site:
        crawl(site.url, archive)
        assert told(archive) == (FIRST * 3, 1, [])
        portal.refuses = False
        crawl(site.url, archive, "--full")
        assert told(archive) == (f"{FIRST * 3}\n{SECOND * 3}", 1, []), "nobody has changed the article"
        portal.first = FIRST.replace("五个村", "七个村")
        crawl(site.url, archive, "--full")
        assert told(archive)[1:] == (2, ["correction"])
    before = all_rows(archive)
    assert dangjian("verify", "--deep", "--archive", archive).code == 0
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert all_rows(archive) == before


def test_what_was_seen_in_part_is_looked_at_again_soon(portal: Portal, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with portal.site as site:
        crawl(site.url, archive)
        age(archive, 1)
        portal.refuses, portal.first = True, FIRST.replace("五个村", "七个村")
        crawl(site.url, archive)
        assert told(archive) == (f"{FIRST * 3}\n{SECOND * 3}", 1, [])
        age(archive, 1)
        portal.refuses = False
        crawl(site.url, archive)
        assert told(archive)[1:] == (2, ["correction"])
