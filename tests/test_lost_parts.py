"""An article on several pages, one of which cannot be had for a night: nothing is lost, and nothing was changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import DERIVED, rows

LINKS = "<div class='page'><a href='/yw/t20200313_1.html'>1</a> <a href='/yw/t20200313_1_1.html'>2</a></div>"
ONE, TWO = "第一页写党建引领基层治理。", "第二页写群众得到实惠。"
WALL = "<html><title>安全验证</title><body>请完成安全验证后继续访问，您的请求疑似攻击行为！</body></html>".encode()


@pytest.mark.parametrize(
    "lost", [(500, {}, b"<h1>500</h1>"), (404, {}, b"<h1>404</h1>"), (200, {}, WALL)], ids=["500", "404", "wall"]
)
def test_a_part_that_is_lost_for_a_night_is_no_revision(lost: Reply, tmp_path: Path) -> None:
    home = "<title>秦川党建网</title><a href='/yw/t20200313_1.html'>支部会开到田埂上来了</a>".encode()
    first = story_html("支部会开到田埂上来了", ONE * 8, extra=LINKS)
    pages: dict[str, Reply] = {
        "/": (200, {}, home),
        "/yw/t20200313_1.html": (200, {}, first),
        "/yw/t20200313_1_1.html": (200, {}, story_html("支部会开到田埂上来了", TWO * 8, extra=LINKS)),
    }
    archive = tmp_path / "a"
    with Site(pages) as site:
        crawl(site.url, archive)
        pages["/yw/t20200313_1_1.html"] = lost
        crawl(site.url, archive, "--full")
        assert site.asked.count("/yw/t20200313_1_1.html") > 1
    db = database(archive)
    (body,) = db.execute("SELECT body FROM texts").fetchone()
    assert ONE in body
    assert TWO in body
    assert db.execute("SELECT count(*), max(status) FROM articles").fetchone()[:] == (1, "live")
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 1
    shutil.copytree(archive, tmp_path / "b")
    assert dangjian("rebuild", "--archive", tmp_path / "b").code == 0
    for table in DERIVED:
        assert rows(tmp_path / "b", table) == rows(archive, table), table
