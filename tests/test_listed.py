"""Days that a list prints beside stories which print none: read, kept, and the same after a rebuild."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from conftest import Site, crawl, dangjian, database, story_html
from derived import DERIVED, rows
from recording import Answer, crawl_of, story
from work import work_of

from archive.days import first_id
from crawler.extraction.listed import days_listed
from crawler.extraction.tree import parse
from crawler.items import Page

TITLE = "支部会开到田埂上来了"
LINK = f"<a href='1.html'>{TITLE}</a>"


def listed(html: str) -> dict[str, str]:
    return days_listed(parse(Page("http://www.dj.example/yw/index.html", html.encode())))


@pytest.mark.parametrize(
    "row",
    [
        f"<li><a href='1.html'>{TITLE}</a><span>2024-03-05</span></li>",
        f"<li><span>[2024-3-5]</span><a href='1.html'>{TITLE}</a></li>",
        f"<tr><td>·<a href='1.html'>{TITLE}</a></td><td>2024年3月5日</td></tr>",
        f"<li><a href='1.html'><b>{TITLE}</b><i>2024.03.05 10:20</i></a></li>",
        f"<li><a href='1.html'><img></a><div><a href='1.html'>{TITLE}</a><p>摘要</p><em>2024-03-05</em></div></li>",
        f"<li><a href='http://dj.example/yw/1.html'>{TITLE}</a><a href='/jc/'>基层</a> 2024/03/05</li>",
        "<li><a href='1.html'>2023年5月6日党课要点全文</a><span>2024-03-05</span></li>",
    ],
)
def test_the_day_of_a_row(row: str) -> None:
    other = f"<li><a href='2.html'>{TITLE}之二</a><span>2024-03-04</span></li>"
    body = f"<table>{row}</table>" if row.startswith("<tr") else f"<ul>{row}{other}</ul>"
    found = {url.rpartition("/")[2]: day for url, day in listed(body).items()}
    assert found["1.html"] == "2024-03-05"


@pytest.mark.parametrize(
    "page",
    [
        f"<div>今天是2024年3月5日 <a href='1.html'>{TITLE}</a></div>",
        f"<div>2024-03-05 <a href='1.html'>{TITLE}</a><br>2024-03-04 <a href='2.html'>{TITLE}之二</a></div>",
        "<li><a href='1.html'>2023年5月6日党课要点全文</a></li>",
        f"<li><a href='1.html'>{TITLE}</a> 2024-03-05 至 2024-03-09</li>",
        f"<li><a href='http://other.example/1.html'>{TITLE}</a> 2024-03-05</li>",
        "<li><a href='/yw/'>要闻</a> 2024-03-05</li>",
        f"<p><a href='1.html'>{TITLE}</a>{'党建引领基层治理。' * 60}2024-03-05</p>",
    ],
)
def test_no_day_of_a_row(page: str) -> None:
    assert listed(page) == {}


@pytest.mark.parametrize(
    ("head", "piece"), [("<ul>", f"<li>{LINK}</li>"), (f"<p>{LINK}", "<a href=x></a>"), (LINK, "<i>")]
)
def test_the_work_grows_with_the_page(head: str, piece: str) -> None:
    once, twice = (work_of(partial(listed, head + piece * count)) for count in (1000, 2000))
    assert twice < 2.5 * once


def undated(number: int) -> bytes:
    page = story_html(f"第{number}号村的党建故事", "党建引领发展，群众得到实惠。" * 6, date="")
    return page.replace("发布时间：".encode(), b"")


def index(*days: str) -> bytes:
    """Return a list that prints a day for stories 0, 1 …, none for an empty one."""
    page = "".join(
        f"<li><a href='/yw/{n}.html'>第{n}号村的党建故事</a><span>{day}</span></li>" for n, day in enumerate(days)
    )
    return f"<html><title>要闻-秦川党建网</title><ul>{page}</ul></html>".encode()


LIST = Answer("/yw/", index("2024-03-05", "2024-03-04", "", "2019-12-31", "2099-01-01"))
STORIES = [*(Answer(f"/yw/{n}.html", undated(n)) for n in range(3)), Answer("/yw/3.html", story(3))]
DAYS = [("0.html", "2024-03-05"), ("1.html", "2024-03-04"), ("2.html", None), ("3.html", "2020-03-04T10:35:00+08:00")]


def days(archive: Path) -> list[tuple[str, str | None]]:
    query = "SELECT url, published_at FROM articles ORDER BY url"
    return [(url.rpartition("/")[2], day) for url, day in database(archive).execute(query)]


@pytest.mark.parametrize("order", ["list first", "list last", "list between"])
def test_a_story_is_dated_by_its_list_whichever_comes_first(order: str, tmp_path: Path) -> None:
    at = {"list first": 0, "list last": len(STORIES), "list between": 1}[order]
    crawl_of(tmp_path / "a", [*STORIES[:at], LIST, *STORIES[at:], Answer("/yw/4.html", undated(4))])
    assert days(tmp_path / "a")[:4] == DAYS
    assert days(tmp_path / "a")[4] == ("4.html", None), "a day to come is none of publication"
    db = database(tmp_path / "a")
    (identity,) = db.execute("SELECT id FROM articles WHERE url LIKE '%/0.html'").fetchone()
    assert identity >> 24 == first_id("2024-03-05") >> 24, "newest first is the order of the ids"
    assert db.execute("SELECT count(*) FROM revisions").fetchone()[0] == 5
    assert {row[0] for row in db.execute("SELECT published_at FROM revisions WHERE article = ?", [identity])} == {
        "2024-03-05"
    }
    counted = [tuple(row) for row in db.execute("SELECT date, articles FROM article_days ORDER BY date")]
    assert counted == [("", 2), ("2020-03-04", 1), ("2024-03-04", 1), ("2024-03-05", 1)]
    found = dangjian("search", "党建", "--archive", tmp_path / "a", "--from", "2024-03-01", "--json").json
    assert found["total"] == 2
    assert dangjian("verify", "--archive", tmp_path / "a").out.startswith("verified")
    before = {table: rows(tmp_path / "a", table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", tmp_path / "a").code == 0
    assert {table: rows(tmp_path / "a", table) for table in DERIVED} == before


def test_a_further_look_is_no_revision_and_the_earliest_day_counts(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    crawl_of(archive, [*STORIES, LIST])
    earlier = Answer("/zt/", index("2024-03-02"))
    crawl_of(archive, [STORIES[0], LIST, earlier, STORIES[1]], first_minute=60)
    assert days(archive)[:2] == [("0.html", "2024-03-02"), ("1.html", "2024-03-04")]
    db = database(archive)
    assert db.execute("SELECT count(*) FROM revisions WHERE number > 1").fetchone()[0] == 0
    assert db.execute("SELECT count(*) FROM changes").fetchone()[0] == 0
    printed = story_html("第1号村的党建故事", "党建引领发展，群众得到实惠。" * 6, date="2024-03-03 09:00")
    crawl_of(archive, [Answer("/yw/1.html", printed), LIST], first_minute=120)
    assert days(archive)[1] == ("1.html", "2024-03-03T09:00:00+08:00"), "what a page prints itself comes first"
    assert dangjian("verify", "--archive", archive).code == 0
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert {table: rows(archive, table) for table in DERIVED} == before


def test_a_crawl_dates_what_prints_no_day(tmp_path: Path) -> None:
    pages = {f"/yw/{n}.html": (200, {}, undated(n)) for n in range(4)}
    home = "<title>秦川党建网</title><a href='/yw/0.html'>第0号村的党建故事</a><a href='/yw/'>要闻</a>".encode()
    told = index("2024-03-05", "2024-03-04", "2024-03-03", "2024-03-02")
    with Site({"/": (200, {}, home), "/yw/": (200, {}, told), **pages}) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert [day for _, day in days(tmp_path / "a")] == ["2024-03-05", "2024-03-04", "2024-03-03", "2024-03-02"]
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert dangjian("rebuild", "--archive", tmp_path / "b").code == 0
    assert rows(tmp_path / "b", "articles") == rows(tmp_path / "a", "articles")
