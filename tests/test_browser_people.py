"""A reader looks a name up in a real browser, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import needs_chromium
from playwright.sync_api import Browser, expect
from reading_room import serving
from test_browser_changes import opened
from test_room_people import archive  # noqa: F401

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:  # noqa: F811
    with serving(archive) as base:
        yield base


@pytest.mark.parametrize(("width", "locale"), [(1280, "en-GB"), (390, "zh-CN")])
def test_a_reader_looks_a_name_up(browser: Browser, room: str, width: int, locale: str) -> None:
    page, errors = opened(browser, room, width, locale)
    chinese = locale == "zh-CN"
    page.goto(room + "/people")
    page.get_by_label("名字中的一部分" if chinese else "Part of the name").fill("静")
    page.get_by_role("button", name="查找" if chinese else "Find").click()
    expect(page.locator("table.names tbody tr")).to_have_count(1)
    page.get_by_role("link", name="张静").click()
    expect(page.locator("h1")).to_have_text("张静")
    expect(page.get_by_role("note")).to_contain_text("不一定是同一个人" if chinese else "not necessarily one person")
    expect(page.get_by_role("img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("navigation", name="按身份" if chinese else "By role").get_by_role("link").nth(3).click()
    expect(page.locator("ol.stories > li")).to_have_count(1)
    page.get_by_role("link", name="河阳电视台").first.click()
    expect(page.locator("h1")).to_have_text("河阳电视台")
    assert errors == []
    page.context.close()
