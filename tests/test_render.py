"""A portal whose pages a script makes, rendered by a real Chromium, stored beside the raw answer, and read again."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Site, crawl, dangjian, database, run_python, story_html
from derived import DERIVED, rows
from reading_room import get, serving
from scripted_portal import LISTS, SHELL, STORIES, ScriptedPortal
from warcio.archiveiterator import ArchiveIterator

from archive.captures import read_row
from archive.digest import payload_digest
from crawler.browser import Answer, Asked, Browser, LedElsewhere, RenderFailed, executable

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        executable() is None and not os.environ.get("CI"), reason="needs Chromium (apt install chromium)"
    ),
]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, ScriptedPortal]]:
    archive = tmp_path_factory.mktemp("rendered") / "archive"
    with ScriptedPortal() as portal:
        ran = crawl(portal.url, archive, "--render")
        assert ran.code == 0, ran.err
        portal.asked_first = list(portal.site.asked)
        yield archive, portal


def test_without_a_browser_there_is_nothing_to_read(tmp_path: Path) -> None:
    with ScriptedPortal() as portal:
        ran = crawl(portal.url, tmp_path / "archive")
    assert ran.code == 1
    assert "no articles found" in ran.err


def test_every_story_is_read_as_the_script_shows_it(rendered: tuple[Path, ScriptedPortal]) -> None:
    archive, portal = rendered
    found = {
        "/" + row["url"].split("/", 3)[3]: row
        for row in database(archive).execute("SELECT a.*, t.body FROM articles a JOIN texts t ON t.article = a.id")
    }
    assert set(found) == set(STORIES)
    for path, story in STORIES.items():
        assert found[path]["headline"] == story["title"]
        assert found[path]["body"].split("\n") == story["text"]
        assert found[path]["published_at"] == f"{story['date']}:00+08:00".replace(" ", "T")
    images = [row["url"] for row in database(archive).execute("SELECT url FROM assets")]
    assert images == [portal.url + "pic/1.jpg"] * len(STORIES), "no script put another picture in the place"


def test_the_raw_answer_and_the_rendered_page_are_both_kept(rendered: tuple[Path, ScriptedPortal]) -> None:
    archive, portal = rendered
    url = portal.url + "article/1"
    ids: dict[str, str] = {}
    seen = []
    with next((archive / "warc").glob("*.warc.gz")).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            body = record.content_stream().read()
            facts = record.rec_headers
            if facts.get_header("WARC-Target-URI") != url or record.rec_type == "request":
                continue
            seen.append(record.rec_type)
            ids[record.rec_type] = facts.get_header("WARC-Record-ID")
            if record.rec_type == "conversion":
                assert facts.get_header("WARC-Refers-To") == ids["revisit"]
                assert facts.get_header("WARC-Profile") == "urn:dangjian:rendered"
                assert str(STORIES["/article/1"]["title"]) in body.decode()
    assert seen == ["revisit", "conversion"], "the frame is the same for all pages"
    db = database(archive)
    captures = db.execute("SELECT * FROM captures WHERE url = ? ORDER BY id", [url]).fetchall()
    assert [(row["status"], row["mime"]) for row in captures] == [(200, "text/html"), (None, "text/html")]
    assert db.execute("SELECT capture FROM articles WHERE url = ?", [url]).fetchone()[0] == captures[1]["id"]
    raw, stored = (read_row(db, archive / "warc", row["id"]) for row in captures)
    assert raw.body == SHELL
    assert stored.rendered
    assert stored.payload_digest == captures[1]["payload_digest"]


def test_the_same_rows_from_the_warc_alone_without_a_browser(
    rendered: tuple[Path, ScriptedPortal], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(rendered[0] / "warc", copy / "warc")
    ran = dangjian("rebuild", "--archive", copy, env={"PATH": str(tmp_path)})
    assert ran.code == 0, ran.err
    for table in DERIVED:
        assert rows(copy, table) == rows(rendered[0], table), table
    assert dangjian("verify", "--archive", rendered[0]).code == 0


def test_a_page_reaches_nothing_but_its_portal_and_that_by_the_rules(rendered: tuple[Path, ScriptedPortal]) -> None:
    _, portal = rendered
    assert portal.outside.asked == []
    asked = portal.asked_first
    never = ("/secret", "/beacon", "/font", "/pic", "/nothing", "/app.css")
    assert not [path for path in asked if path.startswith(never)]
    assert asked.count("/app.js") == 1, "what all pages share is fetched once"
    assert asked.count("/robots.txt") == 1
    assert {"/redirected", "/api/list.json"} <= set(asked)
    assert portal.most_at_once == 1
    assert len(portal.agents) == 1
    assert portal.agents.pop().startswith("dangjian-archive/")


def test_a_reader_is_told_that_a_browser_made_the_page(rendered: tuple[Path, ScriptedPortal]) -> None:
    archive = rendered[0]
    raw, made = (
        row["id"]
        for row in database(archive).execute("SELECT id FROM captures WHERE url LIKE '%/article/1' ORDER BY id")
    )
    with serving(archive) as room:
        _, _, shown = get(f"{room}/capture/{made}?lang=zh")
        assert "由浏览器运行原网页脚本后得到的网页" in shown
        assert f'href="/capture/{raw}"' in shown
        assert "由浏览器" not in get(f"{room}/capture/{raw}?lang=zh")[2]
        _, response, html = get(f"{room}/capture/{made}/raw")
        assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert str(STORIES["/article/1"]["title"]) in html


def test_a_further_crawl_asks_for_what_is_new_and_believes_no_frame(tmp_path: Path) -> None:
    archive, new = tmp_path / "archive", "/article/8"
    with ScriptedPortal() as portal:
        assert crawl(portal.url, archive, "--render").code == 0

        def again() -> tuple[dict[str, Any], set[str]]:
            before = len(portal.site.asked)
            report = crawl(portal.url, archive, "--render").json["crawls"][0]
            return report, {path for path in portal.site.asked[before:] if path.startswith("/article/")}

        report, asked = again()
        assert (report["outcome"], report["articles_new"], report["articles_changed"]) == ("finished", 0, 0)
        assert asked == set(), "no story is due, and the lists are as they were"
        portal.stories[new] = {
            **STORIES["/article/7"],
            "title": "以党建引领乡村振兴的第8个故事",
            "date": "2021-08-18 09:38",
        }
        edited = {**STORIES["/article/3"], "title": "以党建引领乡村振兴的第三个故事，已更正"}
        portal.stories |= {"/article/3": edited}
        del portal.stories["/article/1"]
        report, asked = again()
        assert (report["articles_new"], report["articles_changed"], report["articles_suspected"]) == (1, 1, 1)
        assert asked == {new, *STORIES}, "the portal is seen to have changed, and its stories are young"
        report, asked = again()
        assert (report["articles_new"], report["articles_changed"], report["articles_gone"]) == (0, 0, 1)
        assert asked == {"/article/1"}
        assert portal.conditional == []
    db = database(archive)
    made = [
        tuple(row) for row in db.execute("SELECT id, payload_digest, payload_of FROM captures WHERE status IS NULL")
    ]
    held = {row[1]: row[0] for row in made if row[2] is None}
    assert len(held) == sum(row[2] is None for row in made) < len(made), "the same bytes are stored once"
    assert all(row[2] in (None, held[row[1]]) for row in made)
    for identity, digest, _ in made:
        stored = read_row(db, archive / "warc", identity)
        assert (stored.rendered, payload_digest(stored.body)) == (True, digest)
    for path in sorted((archive / "warc").glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("verify", "--archive", archive).code == 0
    assert dangjian("rebuild", "--archive", archive).code == 0
    for table in DERIVED:
        assert rows(archive, table) == before[table], table


def test_what_a_killed_crawl_had_stored_is_read_on_or_rendered_and_not_fetched_again(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with ScriptedPortal() as portal:
        portal.held = threading.Event()
        command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(archive), "--render"]
        process = subprocess.Popen([*command, "--delay", "0"], stderr=subprocess.DEVNULL, cwd="/")
        deadline = time.monotonic() + 40
        while not any(path.startswith("/api/article/") for path in portal.site.asked) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.kill()
        process.wait(timeout=30)
        portal.held.set()
        stopped_at = next(path for path in portal.site.asked if path.startswith("/article/"))
        ran = crawl(portal.url, archive, "--render")
        assert ran.code == 0, ran.err
        pages = [path for path in portal.site.asked if path in LISTS or path in STORIES]
    assert sorted(pages) == sorted({"/", *STORIES, *pages}), "each once"
    db = database(archive)
    assert db.execute("SELECT count(*) FROM articles").fetchone()[0] == len(STORIES)
    captures = db.execute(
        "SELECT status, crawl FROM captures WHERE url = ? ORDER BY id", [portal.url.rstrip("/") + stopped_at]
    ).fetchall()
    assert [row["status"] for row in captures] == [200, None]
    assert captures[0]["crawl"] < captures[1]["crawl"], "rendered by the second crawl, of what the first had stored"
    assert dangjian("verify", "--archive", archive).code == 0
    before = {table: rows(archive, table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", archive).code == 0
    for table in DERIVED:
        assert rows(archive, table) == before[table], table


def test_a_page_whose_data_does_not_come_is_a_failure_and_not_gone(
    rendered: tuple[Path, ScriptedPortal], tmp_path: Path
) -> None:
    archive, portal = tmp_path / "archive", rendered[1]
    shutil.copytree(rendered[0], archive)
    portal.broken = True
    again = crawl(portal.url, archive, "--render", "--full")
    portal.broken = False
    report = again.json["crawls"][0]
    assert [failure["why"] for failure in report["failures"]]
    assert all("the server answered 500" in failure["why"] for failure in report["failures"])
    db = database(archive)
    assert db.execute("SELECT count(*) FROM absences").fetchone()[0] == 0
    assert {row[0] for row in db.execute("SELECT revision_count FROM articles")} == {1}


def test_an_end_in_the_middle_of_a_page_leaves_no_half_page(tmp_path: Path) -> None:
    with ScriptedPortal() as portal:
        command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(tmp_path / "a"), "--render"]
        process = subprocess.Popen([*command, "--delay", "1"], stderr=subprocess.DEVNULL, cwd="/")
        deadline = time.monotonic() + 40
        while "/redirected" not in portal.site.asked and time.monotonic() < deadline:
            time.sleep(0.05)
        process.terminate()
        began = time.monotonic()
        process.wait(timeout=30)
        assert time.monotonic() - began < 10
    db = database(tmp_path / "a")
    assert [row["status"] for row in db.execute("SELECT status FROM captures WHERE url = ?", [portal.url])] == [200]
    assert db.execute("SELECT outcome FROM crawls").fetchone()[0] == "interrupted"


DEFINITION = """
from crawler.items import Portal
from spiders.base import PortalSpider

class {name}Spider(PortalSpider):
    name = "{name}"
    portal = Portal(title="秦川党建网", home="{home}", render={render})
"""


def with_settings(settings: str, *arguments: str | Path, **env: str) -> Ran:
    """Run the command with some of Scrapy's settings set by `settings`, a line of Python."""
    command = "from crawler.cli import main; main(prog_name='dangjian')"
    code = f"import sys\nfrom crawler import settings\n{settings}\n{command}"
    return run_python("-c", code, *arguments, env=env)


def with_catalogue(folder: Path, *arguments: str | Path, **env: str) -> Ran:
    """Run the command with the portals' files of a folder in the place of the repository's."""
    line = f"sys.path.insert(0, {str(folder)!r}); settings.SPIDER_MODULES = ['catalogue']"
    return with_settings(line, *arguments, **env)


def test_a_portal_that_says_so_is_rendered_and_stops_no_other_where_there_is_no_browser(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue"
    catalogue.mkdir()
    (catalogue / "__init__.py").touch()
    common = ("--archive", tmp_path / "a", "--delay", "0", "--json")
    plain_page = story_html(
        "以党建引领产业振兴", "今年以来，秦川县坚持党建引领，把支部建在产业链上，群众增收致富。" * 3
    )
    with ScriptedPortal() as portal, Site({"/": (200, {}, plain_page)}) as plain:
        for name, home, render in (("scripted", portal.url, True), ("plain", plain.url, False)):
            (catalogue / f"{name}.py").write_text(DEFINITION.format(name=name, home=home, render=render), "utf-8")
        named = with_catalogue(tmp_path, "crawl", "scripted", *common, PATH=str(tmp_path))
        assert named.code == 2
        assert "apt install chromium" in named.one_line()
        everything = with_catalogue(tmp_path, "crawl", *common, PATH=str(tmp_path))
        assert everything.code == 1
        assert "left out: scripted" in everything.err
        assert [report["portal"] for report in everything.json["crawls"]] == ["plain"]
        made = with_catalogue(tmp_path, "crawl", "scripted", *common, "--max-pages", "4")
    assert made.json["crawls"][0]["articles"] >= 1
    assert portal.most_at_once == 1


def test_what_scripts_ask_for_keeps_the_delay_too(tmp_path: Path) -> None:
    with ScriptedPortal() as portal:
        ran = dangjian(
            "crawl", portal.url, "--archive", tmp_path / "a", "--render", "--delay", "0.3", "--max-pages", "2", "--json"
        )
        assert ran.json["crawls"][0]["outcome"] == "limited"
        assert ran.json["crawls"][0]["pages"] == 2, "questions of scripts are no pages"
        gaps = [later - sooner for sooner, later in pairwise(portal.times)]
    assert len(gaps) >= 5
    # On a busy machine a request may come late, and the next one then seems early.
    assert sum(gaps) > 0.28 * len(gaps)
    assert min(gaps) > 0.18


def test_without_chromium_it_says_what_to_install_and_nothing_is_touched(tmp_path: Path) -> None:
    ran = dangjian("crawl", "http://127.0.0.1:9/", "--archive", tmp_path / "a", "--render", env={"PATH": str(tmp_path)})
    assert ran.code == 2
    assert "apt install chromium" in ran.one_line()
    assert not (tmp_path / "a").exists()


async def refuse(asked: Asked) -> Answer | None:
    return None


def page(script: str) -> bytes:
    return f"<html><body><p id='p'>党建</p><script>{script}</script><p>末段</p></body></html>".encode()


async def render_all(pages: list[bytes], stuck: float = 3) -> list[str]:
    async with Browser("dangjian-archive/test (contact)", stuck=stuck) as browser:
        made = []
        for body in pages:
            try:
                html = await browser.render("http://dj.example.gov.cn/", body, "text/html; charset=utf-8", refuse)
                made.append(html.decode())
            except RenderFailed as error:
                made.append(str(error))
            except LedElsewhere as error:
                made.append(f"led to {error}")
        return made


def test_pages_that_end_badly_do_not_stop_the_next() -> None:
    endless, leaves, later, opens, asks, good = asyncio.run(
        render_all(
            [
                page("while (true) {}"),
                page("location.href = '/elsewhere.html'"),
                page("setTimeout(() => location.replace('/later.html'), 200)"),
                page("window.open('/elsewhere.html'); window.open('http://127.0.0.1:9/')"),
                page("alert(1); confirm(2); p.textContent = prompt(3) || navigator.userAgent"),
                page("p.textContent = new Date(0).getHours() + ' ' + navigator.webdriver"),
            ]
        )
    )
    assert "came to no end in 3 s" in endless
    assert leaves == "led to http://dj.example.gov.cn/elsewhere.html"
    assert later == "led to http://dj.example.gov.cn/later.html"
    assert "末段" in opens
    assert "dangjian-archive/test (contact)" in asks
    assert "8 true" in good, "the time of Beijing, and no hiding that it is a machine"


def test_a_page_that_cannot_be_rendered_is_a_failure_and_the_crawl_goes_on(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='/{n}.html'>以党建引领乡村振兴的故事{n}</a> 2021-01-0{n}</li>" for n in range(1, 5))
    story = (
        "<script>document.write(`<h1>以党建引领乡村振兴</h1><div>来源：秦川党建网 时间：2021-01-02 09:00</div><div>"
        "<p>今年以来，秦川县坚持党建引领，把支部建在产业链上，带动群众增收致富，取得明显成效。</p></div>`)</script>"
    )
    home = b"<script>location.href = '/list.html'</script>"
    away = b"<script>location.href = 'http://127.0.0.1:9/'</script>"
    circle = b"<script>location.href = '/4.html?' + Math.random()</script>"
    endless = b"<script>new Promise(() => { while (true) {} })</script>"
    pages = {"/": home, "/list.html": links.encode(), "/2.html": story.encode()}
    pages |= {"/1.html": endless, "/3.html": away, "/4.html": circle}
    with Site(lambda handler: (200, {}, pages.get(handler.path.partition("?")[0], b"<p>404"))) as s:
        arguments = ("crawl", s.url, "--archive", tmp_path / "archive", "--render", "--delay", "0", "--json")
        ran = with_settings("settings.DANGJIAN_RENDER_STUCK = 3.0", *arguments)
    report = ran.json["crawls"][0]
    why = {failure["url"].removeprefix(s.url).partition("?")[0]: failure["why"] for failure in report["failures"]}
    assert "came to no end in 3 s" in why.pop("1.html")
    assert "leads in circles" in why.pop("4.html")
    assert why == {}
    assert report["articles"] == 1
    before = {table: rows(tmp_path / "archive", table) for table in DERIVED}
    assert dangjian("rebuild", "--archive", tmp_path / "archive").code == 0
    assert before == {table: rows(tmp_path / "archive", table) for table in DERIVED}
