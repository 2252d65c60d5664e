"""A reader in a real browser: searches 党建, opens an article, looks at its stored page, changes the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import needs_chromium
from playwright.sync_api import Browser, expect
from reading_room import serving

pytestmark = needs_chromium


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
@pytest.mark.parametrize(("locale", "button"), [("zh-CN", "搜索"), ("en-GB", "Search")])
def test_a_reader_searches_and_opens_an_article(
    browser: Browser, sample_archive: Path, width: int, height: int, locale: str, button: str
) -> None:
    with serving(sample_archive) as base:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: errors.append(request.url) if not request.url.startswith(base) else None)
        page.goto(base)
        page.get_by_role("searchbox").fill("党建")
        page.get_by_role("button", name=button).click()
        expect(page.locator("ol.results > li")).to_have_count(7)
        expect(page.locator("ol.results mark").first).to_have_text("党建")
        page.get_by_role("link", name="以党建引领打通基层治理").click()
        expect(page.locator("h1")).to_have_text("以党建引领打通基层治理“最后一百米”")
        expect(page.locator(".credits")).to_contain_text("张静")
        assert page.locator(".text p").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out sideways"
        page.locator(".actions a[href^='/capture/']").click()
        stored = page.frame_locator("iframe.page")
        expect(stored.locator("h1")).to_have_text("以党建引领打通基层治理“最后一百米”")
        page.goto(base + "/search?q=张静")
        other = "English" if locale == "zh-CN" else "中文"
        page.get_by_role("link", name=other).click()
        expect(page.locator("html")).to_have_attribute("lang", "en" if locale == "zh-CN" else "zh-CN")
        expect(page.get_by_role("searchbox")).to_have_value("张静")
        assert errors == []
        context.close()
