"""Portals and crawls: what is said of each, in words and numbers, and that it costs no more with more articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import dangjian, database
from lxml import html
from reading_room import get, serving, text_of

from archive.coverage import Covered, covered, covered_months
from archive.health import ENGLISH, FILLED_OF, fill_rates, finding_of, findings, portal_health
from archive.store import Store
from datasette_config.messages.portals import ZH
from datasette_config.room.home import front
from datasette_config.room.ledger import bars_of, months_of
from datasette_config.room.portals import one

TODAY = date(2026, 6, 30)


def crawls_on(*days: str, **last: Any) -> list[dict[str, Any]]:
    """Return crawls of these days, newest first; `last` is what the newest came to."""
    plain = {"health": "ok", "outcome": "finished"}
    rows = [{"started_at": f"{day}T02:00:00+00:00", **plain} for day in days]
    return [{**rows[0], **last}, *rows[1:]]


def every(days: int, until: str, count: int = 20) -> list[str]:
    """Return so many days, newest first, with so many days between two."""
    last = date.fromisoformat(until)
    return [(last - timedelta(days=days * number)).isoformat() for number in range(count)]


@pytest.mark.parametrize(
    ("crawls", "days", "said"),
    [
        ([], [], ["never crawled"]),
        (crawls_on("2026-06-29"), every(2, "2026-06-28"), []),
        (crawls_on("2026-06-29"), every(2, "2026-05-20"), ["no new article for 40 days; usually one every 2"]),
        (crawls_on("2026-06-29"), every(1, "2026-06-01"), ["no new article for 28 days; usually one every day"]),
        (crawls_on("2026-06-29"), every(30, "2026-04-01"), []),
        (crawls_on("2026-06-29"), every(2, "2026-06-20"), []),
        (crawls_on("2026-06-29"), ["2026-01-01"], []),
        (crawls_on(*every(1, "2026-06-01")), every(1, "2026-06-01"), ["not crawled for 29 days; usually every day"]),
        (crawls_on(*every(7, "2026-04-01")), every(1, "2026-04-01"), ["not crawled for 90 days; usually every 7"]),
        (crawls_on("2026-06-29", health=None), every(2, "2026-06-28"), ["still running, or did not end"]),
        (
            crawls_on("2026-06-29", health="9 of 40 pages failed"),
            every(2, "2026-05-20"),
            ["9 of 40 pages failed", "no new article for 40 days; usually one every 2"],
        ),
        (
            crawls_on("2026-06-29", outcome="interrupted"),
            every(2, "2026-06-28"),
            ["the last crawl was interrupted; the next goes on with it"],
        ),
    ],
)
def test_what_is_said_of_a_portal(crawls: list[dict[str, Any]], days: list[str], said: list[str]) -> None:
    assert [str(finding) for finding in findings(crawls, days, TODAY, "2020-01-01T00:00:00+00:00")] == said


def test_a_portal_that_was_quiet_before_we_came_is_no_alarm() -> None:
    found = findings(crawls_on("2026-06-29"), every(2, "2021-06-29"), TODAY, "2026-06-29T02:00:00+00:00")
    assert [finding.kind for finding in found] == ["dormant"]


def test_both_languages_have_words_for_every_finding() -> None:
    assert {f"health_{kind}" for kind in ENGLISH} == {name for name in ZH if name.startswith("health_")}


@pytest.mark.parametrize(
    ("health", "kind"),
    [
        ("home page not reached: connection refused", "home"),
        ("no articles found on 3 pages; is this the address of a portal?", "none_found"),
        ("12 of 90 pages were refused by the server", "pages_refused"),
        ("12 of 90 pages failed", "pages_failed"),
        ("something nobody has thought of: {braces}", "other"),
    ],
)
def test_a_report_of_a_crawl_is_understood_and_said_again(health: str, kind: str) -> None:
    found = finding_of(health)
    assert (found.kind, str(found)) == (kind, health)


def test_months_have_no_gaps_and_many_become_years() -> None:
    assert months_of("2019-11", "2020-02") == ["2019-11", "2019-12", "2020-01", "2020-02"]
    drawn = bars_of([Covered("", 5, 5, 0, 0), Covered("2019-11", 10, 8, 1, 1), Covered("2020-02", 4, 0, 4, 0)])
    assert [bar.period.period for bar in drawn.bars] == ["2019-11", "2019-12", "2020-01", "2020-02"]
    assert [piece.kind for piece in drawn.bars[0].pieces] == ["fetched", "failed", "blocked"]
    assert sum(piece.height for piece in drawn.bars[0].pieces) == pytest.approx(100)
    assert drawn.bars[1].pieces == ()
    years = bars_of([Covered("1991-05", 1, 1, 0, 0), Covered("2020-02", 4, 0, 4, 0), Covered("2020-03", 2, 2, 0, 0)])
    assert [bar.period.period for bar in years.bars] == [str(year) for year in range(1991, 2021)]
    assert years.bars[-1].period == Covered("2020", 6, 2, 4, 0)
    assert bars_of([]).bars == ()


def article(number: int, day: str, **more: Any) -> dict[str, Any]:
    return {
        "url": f"http://dj.example/{day}/{number}.html",
        "headline": f"第{number}篇",
        "body": "党建引领",
        "published_at": day,
        **more,
    }


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that has failures, refusals, undated articles and odd names, one never crawled, and an empty one."""
    archive = tmp_path_factory.mktemp("troubled") / "archive"
    archive.mkdir()
    store = Store(archive / "archive.db")
    store.crawls.save_portal(
        "dj.example:8080", {"title": "试验<b>网", "sponsor": "试验区委组织部", "home": "javascript:alert(1)"}
    )
    store.crawls.save_portal("imported", {"title": "导入网"})
    for number, day in enumerate(every(2, "2026-05-20", 30)):
        store.articles.save(article(number, day, source="试验网"), "dj.example:8080", f"{day}T10:00:00+00:00", None)
    store.articles.save(
        article(99, "2026-05-20T09:30:00+08:00", deck="副题"), "dj.example:8080", "2026-05-20T10:00:00Z", None
    )
    undated = article(100, "2026-05-01") | {"published_at": None}
    store.articles.save(undated, "dj.example:8080", "2026-05-20T10:00:00+00:00", None)
    store.articles.save(article(1, "2020-01-01"), "imported", "2026-01-01T00:00:00+00:00", None)
    for day in ("2026-05-01", "2026-06-29"):
        crawl = store.crawls.start(f"dj-{day}", "dj.example:8080", f"{day}T02:00:00+00:00")
        lost = (("failed", "no answer in time"), ("blocked", "robots.txt forbids it"))
        place = {"section": "要闻", "date": "2026-05-03", "priority": 0, "tries": 1}
        report = {
            **{"outcome": "finished", "pages": 40, "errors": 9, "health": "9 of 40 pages failed"},
            **{"finished_at": f"{day}T03:00:00+00:00", "unknown_labels": {"统筹": 3}, "not_asked": {"/day/#/": 12}},
            "outstanding": [
                {"url": f"http://dj.example/x{unit}", "unit": unit, "state": state, "why": why, **place}
                for unit, (state, why) in enumerate(lost)
            ],
        }
        store.crawls.finish(crawl, report)
    store.close()
    return archive


@pytest.fixture(scope="module")
def room(troubled: Path) -> Iterator[str]:
    with serving(troubled) as base:
        yield base


def test_health_and_ledger(troubled: Path) -> None:
    db = database(troubled)
    found = portal_health(db, "dj.example:8080", TODAY)
    assert found is not None
    assert (found.articles, found.newest, found.is_well) == (32, "2026-05-20", False)
    assert str(found) == "9 of 40 pages failed; no new article for 40 days; usually one every 2"
    assert portal_health(db, "nonesuch", TODAY) is None
    months = covered_months(db, "dj.example:8080")
    assert months[0].period == ""
    assert next(month for month in months if month.period == "2026-05").failed == 1
    whole = covered(db, "dj.example:8080")
    assert (whole.listed, whole.fetched, whole.failed, whole.blocked) == (34, 32, 1, 1)
    assert sum(month.listed for month in months) == 34


def test_fill_rates_are_those_of_the_rows(troubled: Path, sample_archive: Path) -> None:
    looked, filled = fill_rates(database(troubled), "dj.example:8080")
    assert looked == 32 < FILLED_OF
    assert (filled["headline"], filled["deck"], filled["source"], filled["published_at"]) == (32, 1, 30, 31)
    assert (filled["minute"], filled["author_side"]) == (1, 0)
    db = database(sample_archive)
    name = db.execute("SELECT name FROM portals").fetchone()[0]
    looked, filled = fill_rates(db, name)
    assert looked == 86
    for field, condition in (
        ("author_side", "role IN ('author', 'reporter', 'correspondent', 'contributor', 'photographer')"),
        ("editor_side", "role IN ('editor', 'proofreader', 'approver')"),
    ):
        wanted = db.execute(f"SELECT count(DISTINCT article) FROM credits WHERE {condition}").fetchone()[0]
        assert filled[field] == wanted > 40, field


def test_the_pages_say_it_in_both_languages(room: str) -> None:
    chinese = text_of(get(room + "/portals", Accept_Language="zh")[2])
    assert "40 个网页中有 9 个失败" in chinese
    assert "没有新文章；平常每 2 天一篇" in chinese
    assert "从未采集" in chinese
    english = get(room + "/portal/dj.example%3A8080", Accept_Language="en")[2]
    words = text_of(english)
    assert "9 of 40 pages failed" in words
    assert "34 listed, 32 fetched, 1 failed, 1 blocked" in words
    assert "Of the newest 32 articles" in words
    assert "Failed: no answer in time · 1" in words
    assert "统筹 (3 articles)" in words
    assert "others of their kind" in words.lower() and "/day/#/ (12)" in words
    tree = html.fromstring(english)
    assert tree.xpath("//a[@href='/search?portal=dj.example%3A8080']")
    assert tree.xpath("//a[@href='/changes?portal=dj.example%3A8080']")
    rows = {row.xpath("string(th)"): row.xpath("td/text()") for row in tree.xpath("//details//tbody/tr")}
    assert rows["May 2026"] == ["13", "11", "1", "1", "84.6%"]
    assert rows["undated"][0] == "1"
    assert tree.xpath("string(//details//tr[th='May 2026']//a/@href)").endswith("from=2026-05-01&to=2026-05-31")
    bars = tree.xpath("//*[local-name()='svg'][@role='img']//*[local-name()='rect']/@class")
    assert {"fetched", "failed", "blocked"} <= set(bars)
    assert len(tree.xpath("//section[@aria-labelledby='crawls']//tbody/tr")) == 2


def test_nothing_a_portal_says_of_itself_runs(room: str) -> None:
    for path in ("/", "/portals", "/portal/dj.example%3A8080"):
        tree = html.fromstring(get(room + path)[2])
        assert not tree.xpath("//main//script | //main//h1/b | //main//h2//b")
        assert not [link for link in tree.xpath("//a/@href") if link.startswith("javascript")]


def test_portals_that_are_not_there(room: str) -> None:
    for name in ("nonesuch", "%2e%2e", "a%00b", "%E5%85%9A", "x" * 3000):
        assert get(f"{room}/portal/{name}")[0] == 404, name


def test_status_says_the_same(troubled: Path) -> None:
    ran = dangjian("status", "--archive", troubled)
    assert ran.code == 1
    assert "9 of 40 pages failed; no new article for" in ran.out
    assert "usually one every 2" in ran.out
    assert "of 34 listed 1 failed, 1 blocked" in ran.out
    health = {
        row["portal"]: row["health"] for row in dangjian("status", "--archive", troubled, "--json").json["portals"]
    }
    assert health["imported"] == "never crawled"


def test_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    Store(tmp_path / "a" / "archive.db").close()
    with serving(tmp_path / "a") as base:
        assert "档案里还没有门户" in text_of(get(base + "/portals?lang=zh")[2])
        assert "The archive has no portal yet" in text_of(get(base + "/portals?lang=en")[2])
        for path in ("/", "/data", "/archive"):
            assert get(base + path)[0] == 200, path


def steps_of(archive: Path, question: Any) -> int:
    """Return how many steps of SQLite's machine a question takes, in tens."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    db = sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)
    db.set_progress_handler(count, 10)
    question(db)
    return counted


def test_more_articles_cost_no_more(tmp_path: Path) -> None:
    """The same days with ten times the articles: the front page and a portal's page ask nearly the same."""
    archives = []
    for count in (110, 1100):
        archive = tmp_path / str(count)
        archive.mkdir()
        store = Store(archive / "archive.db")
        store.crawls.save_portal("p", {"title": "试验网"})
        days = every(1, "2026-06-01", 50)
        for number in range(count):
            store.articles.save(article(number, days[number % 50]), "p", "2026-06-01T00:00:00+00:00", None)
        store.crawls.finish(
            store.crawls.start("k", "p", "2026-06-02T00:00:00+00:00"), {"health": "ok", "outcome": "finished"}
        )
        store.close()
        archives.append(archive)
    few, many = (steps_of(archive, front) for archive in archives)
    assert many <= 1.2 * few
    few, many = (steps_of(archive, lambda db: portal_health(db, "p", TODAY)) for archive in archives)
    assert many <= 1.2 * few
    found = one(database(archives[1]), "p", TODAY)
    assert found is not None
    assert found["filled"][0] == FILLED_OF < 1100


def test_an_archive_that_is_none_or_of_an_old_version_is_one_line(tmp_path: Path) -> None:
    assert "no such directory" in dangjian("serve", "--archive", tmp_path / "none").one_line()
    (tmp_path / "old").mkdir()
    db = sqlite3.connect(tmp_path / "old" / "archive.db")
    db.executescript("CREATE TABLE articles (id); CREATE TABLE captures (id); CREATE TABLE articles_fts (title, body)")
    db.close()
    for command in ("serve", "status"):
        ran = dangjian(command, "--archive", tmp_path / "old")
        assert ran.code != 0
        assert "made by an older version" in ran.one_line()
