"""Every page, in both languages, widths and schemes: nothing that axe-core finds, nothing from outside, no error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import needs_chromium
from playwright.sync_api import Browser, BrowserContext
from reading_room import serving

from docs.screenshots import WAYS, WIDTHS, pages, sample

# Those of docs.screenshots.pages that are there.
NAMES = ("home", "search", "article", "capture", "help", "diff", "changes", "people", "person", "trends", "portals")
NAMES += ("portal", "data", "tables", "table", "row", "query")
pytestmark = needs_chromium


@pytest.fixture(scope="module")
def days_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portal on its first day and twice on its second: with edits and takedowns."""
    archive = tmp_path_factory.mktemp("accessible") / "archive"
    sample(archive)
    return archive


@pytest.fixture(scope="module")
def room(days_archive: Path) -> Iterator[str]:
    with serving(days_archive) as base:
        yield base


@pytest.fixture(scope="module", params=WAYS, ids=[way[0] for way in WAYS])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    _, language, width, scheme = request.param
    size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme=scheme,
    )
    yield context
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_for_everybody(reader: BrowserContext, room: str, days_archive: Path, name: str) -> None:
    tab = reader.new_page()
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("request", lambda request: None if request.url.startswith(room) else said.append(request.url))
    answer = tab.goto(room + quote(pages(days_archive)[name], safe=":/?&=%"), wait_until="networkidle")
    assert answer is not None and answer.status == 200
    width = tab.evaluate("document.documentElement.clientWidth")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width, "sticks out sideways"
    assert said == []
    found = Axe().run(tab).response["violations"]
    tab.close()
    where = [(one["id"], [node["html"] for node in one["nodes"][:3]]) for one in found]
    assert where == []
