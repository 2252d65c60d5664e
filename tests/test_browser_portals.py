"""Portals, data and Datasette's own pages in a real browser."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import needs_chromium
from playwright.sync_api import Browser, Page, expect
from reading_room import serving

from archive.store import Store

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def room(sample_archive: Path) -> Iterator[str]:
    with serving(sample_archive) as base:
        yield base


def opened(browser: Browser, base: str, said: list[str], *, locale: str = "zh-CN") -> Page:
    """Return a tab that writes down errors, dialogs and whatever is asked of others."""
    tab = browser.new_context(locale=locale, accept_downloads=True).new_page()
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: None if request.url.startswith(base) else said.append(request.url))
    return tab


def test_from_the_front_page_to_a_month_of_a_portal(browser: Browser, room: str) -> None:
    said: list[str] = []
    tab = opened(browser, room, said)
    tab.goto(room)
    tab.get_by_role("link", name="全部门户与采集情况").click()
    tab.get_by_role("link", name="秦川党建网").click()
    expect(tab.locator("h1")).to_have_text("秦川党建网")
    expect(tab.get_by_role("img", name="按时段列出的文章")).to_be_visible()
    tab.get_by_text("数字表").click()
    tab.get_by_role("link", name="2020年3月").click()
    assert "from=2020-03-01&to=2020-03-31" in tab.url
    assert said == []


def test_the_database_is_downloaded(browser: Browser, room: str, sample_archive: Path) -> None:
    said: list[str] = []
    tab = opened(browser, room, said, locale="en-GB")
    tab.goto(room + "/data")
    with tab.expect_download() as coming:
        tab.get_by_role("link", name="archive.db").click()
    got = hashlib.sha256(coming.value.path().read_bytes()).hexdigest()
    assert got == hashlib.sha256((sample_archive / "archive.db").read_bytes()).hexdigest()
    tab.get_by_text("articles One row per article").click()
    expect(tab.get_by_text("Number that grows with the time of publication").first).to_be_visible()
    assert said == []


def test_datasette_works_within_its_policy(browser: Browser, room: str) -> None:
    said: list[str] = []
    tab = opened(browser, room, said)
    tab.goto(room + "/archive")
    # The editor, its formatting and the query are scripts of Datasette's.
    tab.locator(".CodeMirror").click()
    tab.keyboard.press("Control+A")
    tab.keyboard.type("select count(*) as n from articles")
    tab.get_by_role("button", name="Format SQL").click()
    tab.get_by_role("button", name="Run SQL").click()
    expect(tab.locator("td.col-n")).to_have_text("86")
    tab.goto(room + "/archive/articles")
    tab.locator("th.col-kicker svg").click()
    tab.get_by_role("link", name="Facet by this").click()
    assert "_facet=kicker" in tab.url
    tab.get_by_role("searchbox").fill("黨建")
    tab.get_by_role("button", name="Apply").click()
    expect(tab.locator("h2").first).to_contain_text("7 rows")
    assert said == []


def test_nothing_in_a_row_runs(browser: Browser, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'></select></textarea><script>alert(3)</script>党建"
    archive = tmp_path / "a"
    archive.mkdir()
    store = Store(archive / "archive.db")
    store.crawls.save_portal("evil", {"title": evil, "sponsor": evil, "home": "javascript:alert(4)"})
    store.articles.save(
        {
            **dict.fromkeys(("headline", "deck", "kicker", "source", "byline", "body"), evil),
            "url": "javascript:alert(5)",
            "source_url": "data:text/html,<script>alert(6)</script>",
            "breadcrumb": [evil],
            "published_at": "2020-01-01",
            "images": [{"url": "javascript:alert(7)", "caption": evil}],
            "credits": [{"role": "author", "role_label": evil, "name": evil, "organization": evil}],
        },
        "evil",
        "2026-01-01T00:00:00+00:00",
        None,
    )
    crawl = store.crawls.start("k", "evil", "2026-01-01T00:00:00+00:00")
    store.crawls.finish(crawl, {"outcome": "failed", "health": evil, "unknown_labels": {evil: 1}})
    identity = store.db.execute("SELECT id FROM articles").fetchone()[0]
    store.close()
    (archive / "exports").mkdir(exist_ok=True)
    (archive / "exports" / "<img src=x onerror=alert(8)>.csv").write_text("x")
    said: list[str] = []
    tables = ("articles", "articles_with_text", "texts", "revisions", "credits", "people", "organizations", "portals")
    with serving(archive) as base:
        tab = opened(browser, base, said)
        for path in (
            *("/", "/portals", "/portal/evil", "/data", f"/archive/articles/{identity}", "/archive/portals/evil"),
            *(f"/archive/{table}" for table in (*tables, "article_sections", "assets", "crawls", "coverage")),
            "/archive/newest_with?word=党建",
            "/archive/sources_of?word=党建",
            "/archive/articles?_search=<script>alert(9)</script>",
            "/archive?sql=select+body+from+texts",
        ):
            answer = tab.goto(base + path)
            assert answer is not None and answer.status == 200, path
            links = tab.evaluate("Array.from(document.links, link => link.protocol)")
            assert set(links) <= {"http:", "https:"}, path
            assert tab.locator("main img").count() == 0, path
        assert said == []
