"""An article in a real browser: a hostile page as it was asks nobody and runs nothing; citations; printing."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import needs_chromium
from conftest import Site, crawl, database, story_html
from playwright.sync_api import Browser, Page, expect
from reading_room import serving

pytestmark = needs_chromium
TEXT = "支部建在桥头，有事就到桥头去。三位同志轮流值守，半年来办结群众诉求一百二十六件，调解纠纷九起。" * 3

# Ways to ask another host or to run something; TRAP is an address that listens.
TRICKS = """
<base href="TRAP/base/"><link rel="preconnect" href="TRAP"><LINK REL="dns-prefetch" HREF="TRAP">
<link rel=stylesheet href="TRAP/a.css"><link rel="icon" href="TRAP/i.ico"><link/rel=preload as=image href="TRAP/p.png">
<link rel=prefetch href="TRAP/next.html"><link rel="modulepreload" href="TRAP/m.js"><link rel=manifest href="TRAP/m">
<meta http-equiv="refresh" content="0;url=TRAP/refresh"><meta http-equiv=refresh content="0;url=javascript:alert(1)">
<meta http-equiv="Content-Security-Policy" content="default-src * 'unsafe-inline'">
<style>@import "TRAP/b.css"; body { background: url(TRAP/bg.png) } @font-face { font-family: x; src: url(TRAP/f.woff) }
p { font-family: x }</style>
<script>alert(2); new Image().src = "TRAP/js.png"; document.title = "ran"</script>
<script src="TRAP/s.js"></script><script type=module>import "TRAP/m.js"</script>
<script type="speculationrules">{"prefetch": [{"urls": ["TRAP/spec"]}]}</script>
<img src="TRAP/1.png" onerror="alert(3)"><img srcset="TRAP/2.png 2x"><img src=x onerror=alert(4)>
<picture><source srcset="TRAP/3.png"><img src="TRAP/4.png"></picture>
<video src="TRAP/v" poster="TRAP/po" autoplay></video>
<audio src="TRAP/au" autoplay></audio><input type=image src="TRAP/5.png"><table background="TRAP/6.png"><td>x</table>
<iframe src="TRAP/frame"></iframe><iframe srcdoc="&lt;link rel=preconnect href=TRAP>&lt;img src=TRAP/sd.png>
&lt;script>alert(5)&lt;/script>"></iframe><iframe src="javascript:alert(6)"></iframe>
<object data="TRAP/obj"></object><embed src="TRAP/emb"><portal src="TRAP/portal"></portal>
<svg xmlns="http://www.w3.org/2000/svg" onload="alert(7)"><image href="TRAP/svg.png"/><use href="TRAP/u.svg#a"/>
<script>alert(8)</script><a href="javascript:alert(9)"><text y="20">画</text></a>
<foreignObject><iframe src="TRAP/fo"></iframe></foreignObject></svg>
<math><mtext><script>alert(10)</script></mtext></math>
<form id=f action="TRAP/form" method=post><button id=send>寄出</button></form>
<form action="TRAP/auto"><input autofocus onfocus="alert(11)"></form>
<a id=script href="javascript:alert(12)">试一试</a> <a id=out href="TRAP/out" ping="TRAP/ping">出去</a>
<a id=blank href="TRAP/blank" target=_blank>新窗口</a> <a id=top href="TRAP/top" target=_top>整页</a>
<body onload="alert(13)"><details open ontoggle="alert(14)">x</details><marquee onstart="alert(15)">x</marquee>
<noscript><img src="TRAP/no.png"><link rel=preconnect href="TRAP"></noscript>
+ADw-script+AD4-alert(16)+ADw-/script+AD4-
"""


class Trap:
    """A port of loopback that counts who knocks, whether or not a question follows."""

    def __init__(self) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.heard: list[bytes] = []

    def listen(self) -> None:
        self.socket.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            caller.settimeout(0.3)
            try:
                self.heard.append(caller.recv(200))
            except OSError:
                self.heard.append(b"")
            caller.close()


def hostile_page(trap: str, charset: str) -> bytes:
    tricks = TRICKS.replace("TRAP", trap)
    return (
        f"<html><head><meta charset={charset}><title>山村来信-试验网</title></head><body><h1>山村来信</h1>"
        f"<div>来源：试验网 发布时间：2020-03-13 10:35 作者：张静</div><div class='content'><p>{TEXT}</p></div>"
        f"{tricks}</body></html>"
    ).encode()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Trap]]:
    """An archive of hostile pages, crawled while the trap did not listen yet."""
    archive, trap = tmp_path_factory.mktemp("hostile") / "a", Trap()
    kinds = {"Content-Type": "text/html"}
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><image href='{trap.url}/x.png'/></svg>".encode()
    pages = {
        "/": (
            200,
            {},
            "<ul><li><a href='/1.html'>山村来信：支部建在桥头</a> 2020-03-13</li>"
            "<li><a href='/2.html'>山村又来信：有事就到桥头去</a> 2020-03-13</li>"
            "<li><a href='/3.html'>山村画册：支部建在桥头</a> 2020-03-13</li></ul>".encode(),
        ),
        "/1.html": (200, kinds, hostile_page(trap.url, "utf-8")),
        "/2.html": (200, kinds, hostile_page(trap.url, "utf-7")),
        "/3.html": (200, {}, story_html("山村画册：支部建在桥头", f"{TEXT}</p><p><img src='/d.svg'></p><p>{TEXT}")),
        "/d.svg": (200, {"Content-Type": "image/svg+xml"}, svg),
    }
    with Site(pages) as site:
        ran = crawl(site.url, archive, "--assets")
        assert ran.code in (0, 1), ran.err
    trap.listen()
    yield archive, trap
    trap.socket.close()


def watched(browser: Browser, base: str) -> tuple[Page, list[str]]:
    page = browser.new_context(locale="zh-CN").new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    # What the policy held back is no response.
    page.on("response", lambda response: None if response.url.startswith(base) else said.append(response.url))
    page.context.on("page", lambda other: said.append(f"a window: {other.url}"))
    return page, said


@pytest.mark.parametrize("path", ["/1.html", "/2.html"])
@pytest.mark.parametrize("framed", [True, False])
def test_a_hostile_page_asks_nobody_and_runs_nothing(
    browser: Browser, stored: tuple[Path, Trap], path: str, framed: bool
) -> None:
    archive, trap = stored
    trap.heard.clear()
    query = "SELECT capture FROM articles WHERE url LIKE ?"
    capture = database(archive).execute(query, [f"%{path}"]).fetchone()[0]
    with serving(archive) as base:
        page, said = watched(browser, base)
        page.goto(f"{base}/capture/{capture}{'' if framed else '/raw'}", wait_until="networkidle")
        shown = page.frame_locator("iframe.page") if framed else page
        expect(shown.locator("h1")).to_have_text("山村来信")
        expect(shown.locator("body")).to_contain_text("+ADw-script+AD4-alert(16)")
        page.wait_for_timeout(800)
        for link in ("#send", "#script", "#blank", "#top", "#out"):
            shown.locator(link).click()
        page.wait_for_timeout(700)
        assert page.url.startswith(base)
        assert said == []
        assert trap.heard == []
        page.context.close()


def test_the_tricks_work_where_nothing_holds_them_back(browser: Browser, stored: tuple[Path, Trap]) -> None:
    """The same page outside of the archive's care: it runs, and the trap hears it."""
    _, trap = stored
    trap.heard.clear()
    body = hostile_page(trap.url, "utf-8").replace(b"http-equiv", b"x")
    with Site({"/": (200, {"Content-Type": "text/html; charset=utf-8"}, body)}) as site:
        page, said = watched(browser, site.url)
        page.goto(site.url)
        page.wait_for_timeout(800)
        page.context.close()
    assert {"2", "3", "8"} <= set(said)
    asked = {line.split()[1].decode() for line in trap.heard if line}
    assert {"/a.css", "/bg.png", "/js.png", "/1.png", "/frame", "/svg.png", "/sd.png"} <= asked


def test_a_stored_drawing_runs_nothing(browser: Browser, stored: tuple[Path, Trap]) -> None:
    archive, trap = stored
    trap.heard.clear()
    capture = database(archive).execute("SELECT id FROM captures WHERE url LIKE '%/d.svg'").fetchone()
    assert capture is not None
    with serving(archive) as base:
        page, said = watched(browser, base)
        page.goto(f"{base}/capture/{capture[0]}/raw", wait_until="networkidle")
        page.wait_for_timeout(300)
        assert (said, trap.heard) == ([], [])
        page.context.close()


@pytest.fixture(scope="module")
def room(sample_archive: Path) -> Iterator[str]:
    with serving(sample_archive) as base:
        yield base


@pytest.fixture(scope="module")
def story(sample_archive: Path) -> str:
    query = "SELECT key FROM articles WHERE headline LIKE '%最后一百米%'"
    return str(database(sample_archive).execute(query).fetchone()[0])


def test_a_citation_is_copied(browser: Browser, room: str, story: str) -> None:
    context = browser.new_context(locale="zh-CN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{room}/article/{story}")
    page.get_by_role("button", name="复制 GB/T 7714—2025", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite_gb2025").text_content()
    assert copied.startswith("张静. 以党建引领打通基层治理“最后一百米”：")
    page.get_by_text("其他格式").click()
    page.get_by_role("button", name="复制 BibTeX").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@online{dangjian-")
    # A data block is no script: the policy lets it stand.
    data = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert data["@type"] == "NewsArticle"
    assert said == []
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 RIS").click()
    assert download.value.suggested_filename == f"dangjian-{story}.ris"
    context.close()


def test_without_a_clipboard_the_old_way_copies(browser: Browser, room: str, story: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{room}/article/{story}")
    page.get_by_role("button", name="Copy GB/T 7714—2025", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("getSelection().toString()").startswith("张静. 以党建引领")
    page.context.close()


def test_without_scripts_everything_is_there(browser: Browser, room: str, story: str) -> None:
    page = browser.new_context(locale="zh-CN", java_script_enabled=False).new_page()
    page.goto(f"{room}/article/{story}")
    expect(page.locator("#cite_gb2025")).to_be_visible()
    expect(page.locator("button[data-copies]").first).to_be_hidden()
    page.context.close()


def test_printed_it_is_a_page_to_read(browser: Browser, room: str, story: str) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(f"{room}/article/{story}")
    page.emulate_media(media="print")
    for hidden in (".masthead", ".colophon", ".actions", ".neighbours", ".downloads", ".cite details", ".record .log"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in ("h1", ".credits", ".text", "#cite_gb2025", ".record dl"):
        expect(page.locator(shown).first).to_be_visible()
    expect(page.locator(".record dl")).to_contain_text(f"{room}/article/{story}")
    page.screenshot(full_page=True)
    page.context.close()
