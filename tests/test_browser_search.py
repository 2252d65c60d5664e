"""Search in a real browser: facets, chips and bars clicked, numbers filled in, and nothing that axe-core finds."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import needs_chromium
from playwright.sync_api import Browser, Page, expect
from reading_room import serving
from test_room_search import ARTICLES, PORTALS

from archive.store import Store

pytestmark = needs_chromium
WAYS = [("zh-CN", 1280, "light"), ("en-GB", 390, "light"), ("en-GB", 1280, "dark"), ("zh-CN", 390, "dark")]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    directory = tmp_path_factory.mktemp("search")
    store = Store(directory / "archive.db")
    for name, title in PORTALS.items():
        store.crawls.save_portal(name, {"title": title})
    for number, article in enumerate(ARTICLES):
        store.articles.save(article, list(PORTALS)[number % 3], "2026-01-01T00:00:00+00:00", None)
    store.close()
    with serving(directory) as base:
        yield base


@pytest.fixture(params=WAYS, ids=["-".join(map(str, way)) for way in WAYS])
def tab(request: pytest.FixtureRequest, browser: Browser, room: str) -> Iterator[Page]:
    locale, width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda one: None if one.url.startswith(room) else said.append(one.url))
    yield page
    assert said == []
    context.close()


def for_everybody(page: Page) -> None:
    """Check that nothing sticks out and that axe finds nothing, once the style sheets have come."""
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"][:3]]) for one in found] == []


def number(text: str | None) -> int:
    return int(re.sub(r"\D", "", text or ""))


def test_a_researcher_narrows_a_search(tab: Page, room: str) -> None:
    tab.goto(f"{room}/search?q=-没有")
    # The facets were estimates; the script has them counted.
    expect(tab.locator("#count")).to_have_attribute("data-filled", "yes")
    expect(tab.locator("#narrowing")).not_to_contain_text(re.compile("约|about"))
    for_everybody(tab)
    tab.get_by_role("searchbox").fill("抗疫")
    tab.keyboard.press("Enter")
    expect(tab.locator("ol.results > li")).to_have_count(20)
    expect(tab.locator("ol.results mark").first).to_have_text("抗疫")
    portal = tab.locator("#narrowing section").first.locator("li").first
    articles = number(portal.locator("span").text_content())
    portal.locator("a").click()
    expect(tab.locator(".chips li")).to_have_count(1)
    assert number(tab.locator("#count").text_content()) == articles
    for_everybody(tab)
    # A bar leads to its month, and the chips lead back.
    bar = tab.locator(".chart svg a").nth(3)
    label = bar.get_attribute("aria-label") or ""
    bar.locator(".room").click()
    expect(tab.locator(".chips li")).to_have_count(3)
    assert number(tab.locator("#count").text_content()) == number(re.split("[：:]", label)[1])
    assert tab.locator("input[name=from]").input_value().endswith("-01")
    tab.locator(".chips a").first.click()
    expect(tab.locator(".chips li")).to_have_count(2)
    tab.locator("select[name=order]").select_option("relevance")
    tab.get_by_role("button").click()
    expect(tab).to_have_url(re.compile("order=relevance"))
    expect(tab.locator(".chips li")).to_have_count(2)


def test_by_keyboard_and_without_scripts(browser: Browser, room: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{room}/search?q=-没有")
    expect(page.locator("#narrowing")).to_contain_text("约")
    page.goto(f"{room}/search?q=党建")
    summary = page.locator(".chart summary")
    summary.focus()
    page.keyboard.press("Enter")
    row = page.locator(".chart table a").first
    expect(row).to_be_visible()
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips li")).to_have_count(2)
    context.close()


@pytest.mark.parametrize(
    "address", ["/search", "/search?q=没有这样的词", "/search?q=党建&order=relevance&page=2", "/help"]
)
def test_every_state_is_for_everybody(tab: Page, room: str, address: str) -> None:
    tab.goto(room + address)
    for_everybody(tab)
    tab.get_by_role("link", name=re.compile("^(English|中文)$")).click()
    expect(tab.get_by_role("link", name=re.compile("^(English|中文)$"))).to_have_count(1)
    for_everybody(tab)
