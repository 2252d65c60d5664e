"""A 404 that breaks off is a 404 all the same, for the crawl and for a rebuild."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from conftest import Reply, Site, crawl, dangjian, database, story_html

TEXT = "党建引领发展，群众得到实惠。" * 8


def rows(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is to be the same after a rebuild."""
    with sqlite3.connect(archive / "archive.db") as db:
        return {
            "captures": db.execute("SELECT id, status, page_kind, article FROM captures ORDER BY id").fetchall(),
            "absences": db.execute("SELECT * FROM absences ORDER BY 1, 2").fetchall(),
        }


def test_a_refusal_that_comes_cut_counts_at_once(tmp_path: Path) -> None:
    gone = False

    def answer(handler: Any) -> Reply:
        if handler.path == "/":
            return 200, {}, b"<title>x</title><li><a href='/1.html'>one</a></li><li><a href='/2.html'>two</a></li>"
        if handler.path == "/1.html" and gone:
            return 404, {"Content-Length": "5000", "Connection": "close"}, b"<html><h1>404"
        if handler.path in ("/1.html", "/2.html"):
            return 200, {}, story_html(f"第{handler.path[1]}篇文章的标题在这里", handler.path + TEXT)
        return 404, {}, b"<h1>404</h1>"

    archive = tmp_path / "a"
    with Site(answer) as site:
        assert crawl(site.url, archive).code == 0
        gone = True
        site.asked.clear()
        assert crawl(site.url, archive, "--full").code == 0
    assert site.asked.count("/1.html") == 1
    assert database(archive).execute("SELECT count(*) FROM absences").fetchone()[0] == 1
    before = rows(archive)
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows(archive) == before
