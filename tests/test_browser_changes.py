"""A reader follows what changed in a real browser: from the list to two revisions side by side, and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import needs_chromium
from playwright.sync_api import Browser, Page, expect
from reading_room import serving
from test_room_changes import archive  # noqa: F401

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:  # noqa: F811
    with serving(archive) as base:
        yield base


def opened(browser: Browser, base: str, width: int, locale: str) -> tuple[Page, list[str]]:
    page = browser.new_context(viewport={"width": width, "height": 850}, locale=locale).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: errors.append(request.url) if not request.url.startswith(base) else None)
    return page, errors


@pytest.mark.parametrize(("width", "locale"), [(1280, "zh-CN"), (1280, "en-GB"), (390, "zh-CN"), (390, "en-GB")])
def test_a_reader_follows_a_change(browser: Browser, room: str, width: int, locale: str) -> None:
    page, errors = opened(browser, room, width, locale)
    chinese = locale == "zh-CN"
    page.goto(room + "/changes")
    expect(page.locator("ol.ledger > li")).to_have_count(6)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("类别" if chinese else "Kind").select_option("correction")
    page.get_by_role("button", name="显示" if chinese else "Show").click()
    expect(page.locator("ol.ledger > li")).to_have_count(2)
    expect(page.locator("ol.ledger del").last).to_contain_text("一百二十六")
    page.locator("ol.ledger a[href*='old=1']").click()
    page.wait_for_load_state()  # looks and all
    expect(page.locator("h1")).to_contain_text("把党支部建在桥头")
    pair = page.locator(".bodies .changed")
    if width > 1000:
        old, new = pair.locator(".old").bounding_box(), pair.locator(".new").bounding_box()
        assert old and new
        assert old["x"] + old["width"] <= new["x"], "side by side"
        assert abs(old["y"] - new["y"]) < 2, "aligned"
        assert not pair.locator(".both").is_visible()
    else:
        expect(pair.locator(".both")).to_be_visible()
        assert not pair.locator(".old").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    folded = page.locator("details p").first
    assert not folded.is_visible()
    page.locator("summary").press("Enter")
    expect(folded).to_be_visible()
    page.get_by_label("新版本" if chinese else "New revision").select_option("3")
    page.get_by_role("button", name="对照" if chinese else "Compare").click()
    expect(page.locator(".field")).to_have_count(2)
    assert errors == []
    page.context.close()
