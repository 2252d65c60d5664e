"""Pictures of every page of the reading room over the sample portal, for the documentation and to be looked at.

make screenshots        writes docs/screenshots/; needs Chromium (apt install chromium fonts-noto-cjk)
python -m docs.screenshots --all DIR    in the dark, too

The sample portal is crawled on its first day and twice on its second, so that there are edits and takedowns.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

from crawler.sample_portal import SamplePortal
from datasette_config.launch import served

OUT = Path(__file__).with_name("screenshots")
TALLEST = 2400  # pixels of a picture
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
Scheme = Literal["light", "dark"]
# Name, language, width, scheme: each page in both languages and both widths, though not in all four ways.
WAYS: tuple[tuple[str, str, str, Scheme], ...] = (
    ("desktop-zh", "zh", "desktop", "light"),
    ("phone-en", "en", "phone", "light"),
    ("desktop-en-dark", "en", "desktop", "dark"),
    ("phone-zh-dark", "zh", "phone", "dark"),
)


def pages(archive: Path) -> dict[str, str]:
    """Return the address of each page by its name."""
    with sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True) as db:
        changed = db.execute("SELECT key FROM articles WHERE revision_count > 1 ORDER BY id DESC LIMIT 1").fetchone()[0]
        story, capture = db.execute(
            "SELECT key, capture FROM articles WHERE headline LIKE '%最后一百米%' AND status = 'live'"
        ).fetchone()
        (portal,) = db.execute("SELECT name FROM portals").fetchone()
        (credit,) = db.execute("SELECT max(id) FROM credits").fetchone()
    return {
        "home": "/",
        "search": "/search?q=党建",
        "article": f"/article/{story}",
        "capture": f"/capture/{capture}",
        "diff": f"/article/{changed}/changes",
        "trends": "/trends?phrase=党建&phrase=疫情&by=month",
        "people": "/people",
        "person": "/person/张静",
        "changes": "/changes",
        "portals": "/portals",
        "portal": f"/portal/{portal}",
        "data": "/data",
        "help": "/help",
        "tables": "/archive",
        "table": "/archive/articles?_search=党建",
        "row": f"/archive/credits/{credit}",
        "query": "/archive/word_by_month?word=党建",
    }


def sample(archive: Path) -> None:
    """Crawl the sample portal: its first day, and its second twice, for a takedown needs two looks."""
    with SamplePortal() as portal:
        for day in (1, 2, 2):
            portal.set_day(day)
            command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(archive)]
            subprocess.run([*command, "--delay", "0", "--full", "--assets", "--quiet"], check=True)


def shoot(
    browser: Browser, base: str, addresses: dict[str, str], ways: Sequence[tuple[str, str, str, Scheme]], out: Path
) -> list[Path]:
    """Take a picture of each page in each way, and return the files."""
    files = []
    for way, language, width, scheme in ways:
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            locale="zh-CN" if language == "zh" else "en-GB",
            color_scheme=scheme,
        )
        tab = context.new_page()
        for name, address in addresses.items():
            answer = tab.goto(base + quote(address, safe=":/?&=%"), wait_until="networkidle")
            if answer is None or answer.status != 200:
                raise SystemExit(f"{address}: {answer and answer.status}")
            files.append(out / f"{name}-{way}.jpg")
            height = min(tab.evaluate("document.documentElement.scrollHeight"), TALLEST)
            clip = {"x": 0, "y": 0, "width": size["width"], "height": height}
            tab.screenshot(path=files[-1], type="jpeg", quality=60, full_page=True, clip=clip)
        context.close()
    return files


def main() -> None:
    parser = argparse.ArgumentParser(description="Pictures of every page of the reading room.")
    parser.add_argument("directory", type=Path, nargs="?", default=OUT)
    parser.add_argument("--all", action="store_true", help="the other language at each width, in the dark, too")
    options = parser.parse_args()
    out: Path = options.directory
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("needs Chromium: apt install chromium fonts-noto-cjk")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        archive = Path(directory) / "archive"
        sample(archive)
        with served(archive) as (base, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            ways = WAYS if options.all else WAYS[:2]
            print(f"{len(shoot(browser, base, pages(archive), ways, out))} pictures in {out}")
            browser.close()


if __name__ == "__main__":
    main()
