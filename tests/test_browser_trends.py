"""A reader in a real browser compares phrases, clicks a point, saves the picture, and waits for what rises."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import needs_chromium
from invented import Invented, chance_text
from playwright.sync_api import Browser, expect
from reading_room import serving

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    dice = random.Random(9)
    with Invented(tmp_path_factory.mktemp("browser") / "a") as one:
        for portal, title in (("north", "北山党建网"), ("south", "南河党建网")):
            one.portal(portal, title)
            for number in range(60):
                one.article(portal, f"2019-{1 + number % 12:02}-05", chance_text(dice, "照常办理", "党建"))
                planted = "深耕细作开新篇" if number % 2 else "照常办理"
                one.article(portal, f"2020-01-{1 + number % 28:02}", chance_text(dice, planted, "抗疫"))
            one.crawl(portal, "2020-01-31")
    with serving(one.directory) as base:
        yield base


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
@pytest.mark.parametrize(("locale", "button"), [("zh-CN", "绘图"), ("en-GB", "Draw")])
def test_a_reader_compares_phrases(
    browser: Browser, room: str, width: int, height: int, locale: str, button: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on(
        "request", lambda request: errors.append(request.url) if not request.url.startswith((room, "data:")) else None
    )
    page.goto(f"{room}/trends")
    expect(page.locator("#what-rises tbody")).to_contain_text("深耕细作开新篇", timeout=15_000)
    page.locator("input[name=phrase]").nth(0).fill("党建")
    page.locator("input[name=phrase]").nth(1).fill("抗疫|深耕细作开新篇")
    page.get_by_role("button", name=button).click()
    expect(page.locator(".trends-names b")).to_have_text(["党建", "抗疫 | 深耕细作开新篇"])
    drawn = page.locator("div.wide svg" if width > 700 else "div.slim svg")
    expect(drawn).to_be_visible()
    assert drawn.locator("polyline").count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out sideways"
    with page.expect_download() as saving:
        page.locator("#png").click()
    saved = Path(saving.value.path())
    assert saving.value.suggested_filename == "trends.png" and saved.read_bytes().startswith(b"\x89PNG")
    assert saved.stat().st_size > 20_000, "there is something in the picture"
    if width > 700:
        drawn.locator("a").filter(has_text="2019-03" if locale == "en-GB" else "2019年3月").first.click()
    else:
        page.locator(".tall td a").last.click()
    expect(page).to_have_url(
        f"{room}/search?q=%22%E5%85%9A%E5%BB%BA%22&from=2019-0{3 if width > 700 else 1}-0"
        f"{1 if width > 700 else 5}&to=2019-0{3 if width > 700 else 1}-31"
    )
    expect(page.locator("ol.results > li")).to_have_count(10)
    assert errors == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_for_everybody(browser: Browser, room: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(locale="zh-CN", color_scheme=scheme)
    page = context.new_page()
    for more in (
        "",
        "phrase=党建&phrase=抗疫&portal=north&portal=south&by=week",
        "phrase=照常办理&by=day&as=characters",
    ):
        page.goto(f"{room}/trends?{more}", wait_until="networkidle")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"][:3]]) for one in found] == [], more
    context.close()


def test_the_picture_without_colour_and_without_scripts(browser: Browser, room: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{room}/trends?phrase=党建&phrase=抗疫&phrase=照常办理")
    lines = page.locator("div.wide polyline")
    assert len({lines.nth(n).get_attribute("stroke-dasharray") for n in range(lines.count())}) == 3
    names = page.locator("div.wide svg text").all_text_contents()
    assert {"党建", "抗疫", "照常办理"} <= set(names), "a name at the end of each line"
    assert page.locator("#png").is_hidden()
    expect(page.locator("section[aria-labelledby=figures] tbody tr")).to_have_count(13)
    context.close()
