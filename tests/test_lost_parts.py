"""An article on several pages: one that cannot be had for a night changes nothing, and neighbours are none of its."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import DERIVED, rows

LINKS = "<div class='page'><a href='/yw/t20200313_1.html'>1</a> <a href='/yw/t20200313_1_1.html'>2</a></div>"
ONE, TWO = "第一页写党建引领基层治理。", "第二页写群众得到实惠。"
TITLES = [
    "",
    "石桥镇党员走村入户",
    "县委党校开班",
    "支部书记上讲台",
    "河东村修通了引水渠",
    "青年突击队抢收小麦",
    "云溪县表彰老党员",
]
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


@pytest.mark.parametrize(
    ("form", "as_data"),
    [
        ("/yw/show_{}.html", False),
        ("/yw/show_{}.html", True),
        ("/yw/content-{}.htm", False),
        ("/show.php?page={}", False),
    ],
)
def test_neighbours_that_are_numbered_like_pages_of_one_story(form: str, as_data: bool, tmp_path: Path) -> None:
    """上一页 and 下一页 lead from each story to the next; the pages of one of them are one story all the same."""
    last, edited = 5, False

    def answer(handler: Any) -> Reply:
        if handler.path == "/rows.json":
            told = [{"url": form.format(n)} for n in range(1, last + 1)]
            return 200, {"Content-Type": "application/json"}, json.dumps({"rows": told}).encode()
        if handler.path == "/" and as_data:
            script = "<script>$.getJSON('/rows.json', function (d) { draw(d.rows) })</script>"
            return (
                200,
                {},
                f"<title>秦川党建网</title>{script}<a href='/lz/7.html'>渡口边的一盏灯亮了三十年</a>".encode(),
            )
        if handler.path == "/":
            listed = (f"<li><a href='{form.format(n)}'>{TITLES[n]}</a> 2020-03-1{n}</li>" for n in range(1, last + 1))
            told = [*listed, "<li><a href='/lz/7.html'>渡口边的一盏灯亮了三十年</a> 2020-03-19</li>"]
            return 200, {}, f"<title>秦川党建网</title><ul>{''.join(told)}</ul>".encode()
        if handler.path in ("/lz/7.html", "/lz/7_2.html", "/lz/7_3.html"):
            turn = "<p><a href='/lz/7.html'>上一页</a> <a href='/lz/7_2.html'>2</a> <a href='/lz/7_3.html'>3</a></p>"
            text = f"这是{handler.path.removeprefix('/lz/7')}的一段，老船工每晚都把灯点上，等最后一班学生过河。"
            return 200, {}, story_html("渡口边的一盏灯亮了三十年", text, date="2020-03-19 08:00", extra=turn)
        number = next((n for n in range(1, last + 1) if handler.path == form.format(n)), None)
        if number is None:
            return 404, {}, b"<h1>404</h1>"
        turn = "".join(
            f"<a href='{form.format(n)}'>{label}</a>"
            for n, label in ((number - 1, "上一页"), (number + 1, "下一页"))
            if 1 <= n <= last
        )
        text = f"第{number}支部的三十七名党员认领了{number}件民生实事。" + ("随后又走访了三个村。" if edited else "")
        return 200, {}, story_html(TITLES[number], text, date=f"2020-03-1{number} 10:35", extra=f"<p>{turn}</p>")

    def told() -> dict[str, tuple[str, int]]:
        found = database(tmp_path / "a").execute("SELECT headline, body, revision_count FROM articles_with_text")
        return {row[0]: (row[1], row[2]) for row in found}

    with Site(answer) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
        first = told()
        edited, last = True, 6
        assert crawl(site.url, tmp_path / "a", "--full").code == 0
    assert set(first) == {*TITLES[1:6], "渡口边的一盏灯亮了三十年"}
    assert first["渡口边的一盏灯亮了三十年"][0].count("老船工") == 3
    assert [first[title][0].count("支部") for title in TITLES[1:6]] == [1] * 5
    assert {title: count for title, (_, count) in told().items()} == {
        **dict.fromkeys(TITLES[1:6], 2),
        TITLES[6]: 1,
        "渡口边的一盏灯亮了三十年": 1,
    }
    before = {table: rows(tmp_path / "a", table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {table: rows(tmp_path / "a", table) for table in DERIVED} == before
