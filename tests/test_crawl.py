"""A crawl end to end with the command users call: portal, WARC, database, search; and again from the WARC."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site, crawl, dangjian, database, story_html
from derived import DERIVED, rows
from truth import iter_truth
from warcio.archiveiterator import ArchiveIterator

from archive.warc_reading import read_capture
from crawler.sample_portal import SamplePortal
from crawler.sample_portal.content import live


@pytest.fixture(scope="module")
def three_crawls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[dict[str, object]], str]]:
    """Day one, day two, and day two again, of the sample portal."""
    archive = tmp_path_factory.mktemp("days") / "archive"
    reports = []
    with SamplePortal() as portal:
        for day in (1, 2, 2):
            portal.set_day(day)
            ran = crawl(portal.url, archive)
            assert ran.code == 0, ran.err
            reports.append(ran.json["crawls"][0])
    yield archive, reports, portal.url


def test_every_article_is_found_and_nothing_else(sample_archive: Path) -> None:
    db = database(sample_archive)
    paths = {row["url"].split("/", 3)[3] for row in db.execute("SELECT url FROM articles")}
    assert paths == {story.path[1:] for story in live(1)}


def test_the_rows_say_what_the_pages_say(sample_archive: Path) -> None:
    db = database(sample_archive)
    base = db.execute("SELECT home FROM portals").fetchone()[0]
    for truth in iter_truth(1, base):
        row = db.execute("SELECT * FROM articles_with_text WHERE url = ?", [truth["url"]]).fetchone()
        for field in ("kicker", "headline", "deck", "source", "published_at", "body"):
            assert row[field] == truth[field], (truth["url"], field)
        credits = db.execute(
            "SELECT role, role_label, p.name AS name, o.name AS organization FROM credits c"
            " LEFT JOIN people p ON p.id = person LEFT JOIN organizations o ON o.id = organization"
            " WHERE article = ? ORDER BY position",
            [row["id"]],
        ).fetchall()
        assert [dict(credit) for credit in credits] == truth["credits"]
        sections = db.execute(
            "SELECT section FROM article_sections WHERE article = ? ORDER BY depth", [row["id"]]
        ).fetchall()
        assert ["首页", *(section[0] for section in sections)] == truth["breadcrumb"]
        images = db.execute(
            "SELECT * FROM assets WHERE article = ? AND kind = 'image' ORDER BY position", [row["id"]]
        ).fetchall()
        assert [(i["url"], i["caption"]) for i in images] == [(i["url"], i["caption"]) for i in truth["images"]]
        assert all(image["capture"] for image in images)
    portal = db.execute("SELECT title FROM portals").fetchone()
    assert portal["title"] == "秦川党建网"


def test_every_row_refers_to_bytes_on_disk(sample_archive: Path) -> None:
    db = database(sample_archive)
    captures = db.execute("SELECT * FROM captures").fetchall()
    assert len(captures) > len(live(1))
    for row in captures:
        stored = read_capture(sample_archive / "warc" / row["warc_file"], row["warc_offset"])
        assert (stored.url, stored.status, stored.payload_digest) == (row["url"], row["status"], row["payload_digest"])
    assert db.execute("SELECT count(*) FROM captures WHERE url LIKE '%robots.txt'").fetchone()[0] == 1
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT count(*) FROM articles WHERE capture IS NULL").fetchone()[0] == 0


def test_the_warc_keeps_what_was_asked_and_what_came(sample_archive: Path) -> None:
    kinds: dict[str, int] = {}
    with next((sample_archive / "warc").glob("*.warc.gz")).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            kinds[record.rec_type] = kinds.get(record.rec_type, 0) + 1
            if record.rec_type == "request":
                assert record.http_headers.get_header("User-Agent").startswith("dangjian-archive/")
    assert kinds["response"] == kinds["request"] > 90
    assert (kinds["warcinfo"], kinds["metadata"]) == (1, 2)


def test_a_gb18030_page_that_says_gb2312_loses_no_name(sample_archive: Path) -> None:
    names = {row["name"] for row in database(sample_archive).execute("SELECT name FROM people")}
    assert {"贺喆", "林镕", "程喆", "白镕"} <= names


def test_edits_takedowns_and_new_articles(three_crawls: tuple[Path, list[dict[str, object]], str]) -> None:
    archive, (first, second, third), _ = three_crawls
    assert (first["articles_new"], first["articles_changed"], first["articles_gone"]) == (86, 0, 0)
    assert (second["articles_new"], second["articles_changed"], second["articles_suspected"]) == (4, 4, 3)
    assert (third["articles_new"], third["articles_changed"], third["articles_gone"]) == (0, 0, 3)
    db = database(archive)
    changes = {
        row["url"].rsplit("/", 1)[1]: row["change"]
        for row in db.execute(
            "SELECT url, change FROM revisions JOIN articles ON articles.id = article WHERE number = 2"
        )
    }
    kinds = {"1214": "typo", "1007": "correction", "1231": "rewrite", "1115": "metadata"}
    assert changes == {f"{number}.jhtml": kind for number, kind in kinds.items()}
    gone = {row["url"].rsplit("/", 1)[1] for row in db.execute("SELECT url FROM articles WHERE status = 'gone'")}
    assert gone == {"1213.jhtml", "1107.jhtml", "1305.jhtml"}
    kinds = {row["what"] for row in db.execute("SELECT what FROM absences")}
    assert kinds == {"404", "soft 404"}
    assert db.execute("SELECT body FROM articles_with_text WHERE url LIKE '%1213.jhtml'").fetchone()[0]


def test_rebuild_makes_the_same_rows(three_crawls: tuple[Path, list[dict[str, object]], str], tmp_path: Path) -> None:
    archive = tmp_path / "copy"
    shutil.copytree(three_crawls[0] / "warc", archive / "warc")
    ran = dangjian("crawl", three_crawls[2], "--archive", archive)
    assert ran.code == 2
    assert "rebuild" in ran.one_line()
    assert dangjian("rebuild", "--archive", archive).code == 0
    for table in DERIVED:
        assert rows(archive, table) == rows(three_crawls[0], table), table
    for query in ("党建", "抗疫", "张静", "夜间", "不忘"):
        one, two = (dangjian("search", query, "--archive", a, "--json").json for a in (archive, three_crawls[0]))
        assert one == two


def test_killed_in_the_middle_nothing_is_lost(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with SamplePortal() as portal:
        command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(archive), "--delay", "0.02"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            time.sleep(0.1)
            if (
                (archive / "archive.db").exists()
                and sum(1 for _ in archive.glob("warc/*"))
                and rows(archive, "articles")
            ):
                break
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept = {row[1] for row in rows(archive, "articles")}
        assert len(kept) > 0
        ran = crawl(portal.url, archive)
        assert ran.code == 0, ran.err
    assert kept <= {row[1] for row in rows(archive, "articles")}
    assert len(rows(archive, "articles")) == 86
    assert {row[2] for row in rows(archive, "revisions")} == {1} or all(
        row[2] == 1 for row in rows(archive, "revisions")
    )
    assert dangjian("rebuild", "--archive", archive).code in (0, 1)
    assert len(rows(archive, "articles")) == 86


def test_a_second_crawl_while_one_runs(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with SamplePortal() as portal:
        command = [sys.executable, "-m", "crawler", "crawl", portal.url, "--archive", str(archive), "--delay", "0.2"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/")
        try:
            while not (archive / "archive.db").exists():
                time.sleep(0.05)
            second = crawl(portal.url, archive)
            assert second.code == 75
            assert "another crawl" in second.one_line()
        finally:
            process.terminate()
            process.wait(timeout=20)
    assert process.returncode == 1 or process.returncode == 0
    assert database(archive).execute("SELECT outcome FROM crawls").fetchone()[0] == "interrupted"


def test_robots_are_obeyed(tmp_path: Path) -> None:
    pages = {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret/\n"),
        "/": (200, {}, b"<a href='/secret/1.html'>x</a><a href='/open/1.html'>2020-03-13</a>"),
        "/open/1.html": (200, {}, story_html("公开的文章一篇", "党建引领发展，群众得到实惠。" * 4)),
        "/secret/1.html": (200, {}, story_html("不许看的文章", "党建引领发展，群众得到实惠。" * 4)),
    }
    with Site(pages) as site:
        assert crawl(site.url, tmp_path / "a").code == 0
    assert "/secret/1.html" not in site.asked
    assert site.asked[0] == "/robots.txt"


def test_max_pages_are_fetched_at_a_polite_pace_too(tmp_path: Path) -> None:
    with SamplePortal() as portal:
        for _ in range(2):
            given = ("--archive", tmp_path / "a", "--delay", "0.1", "--json", "--max-pages", "8")
            ran = dangjian("crawl", portal.url, *given)
            assert (ran.json["crawls"][0]["outcome"], ran.json["crawls"][0]["pages"]) == ("limited", 8)


def test_max_pages_since_and_the_catalogue(tmp_path: Path) -> None:
    with SamplePortal() as portal:
        ran = crawl(portal.url, tmp_path / "few", "--max-pages", "10")
        assert ran.json["crawls"][0]["outcome"] == "limited"
        assert ran.json["crawls"][0]["pages"] <= 10
        ran = crawl(portal.url, tmp_path / "new", "--since", "2020-09-01")
        assert ran.code == 0
    days = [row["published_date"] for row in database(tmp_path / "new").execute("SELECT published_date FROM articles")]
    assert sorted(days)[0] >= "2020-09-01"
    assert len(days) == sum(story.time >= "2020-09-01" for story in live(1))
    names = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], capture_output=True, text=True, cwd=Path(__file__).parents[1]
    )
    assert "sn_dangjian" in names.stdout.split()


def test_since_a_day_columns_are_walked_whatever_stands_beside_their_links(tmp_path: Path) -> None:
    """A small home has older stories in the box of its menu."""
    menu = "<a href='/'>首页</a> <a href='/yw/'>云溪要闻</a>"
    dates = {1: "2021-09-02", 2: "2021-03-02", 3: "2020-02-02"}
    rows = {n: f"<li><a href='/yw/{n}.html'>第{n}号村的党建故事</a> {day}</li>" for n, day in dates.items()}
    pages = {
        f"/yw/{n}.html": story_html(f"第{n}号村的党建故事", f"这是第{n}号村里的事。" * 8, date=f"{day} 10:35")
        for n, day in dates.items()
    }
    lists = {"/": f"{menu}<ul>{rows[3]}</ul>", "/yw/": f"<ul>{''.join(rows.values())}</ul>"}
    pages |= {path: f"<html><body><div>{text}</div></body></html>".encode() for path, text in lists.items()}
    with Site({path: (200, {}, body) for path, body in pages.items()}) as site:
        ran = crawl(site.url, tmp_path / "a", "--since", "2021-01-01")
    assert ran.json["crawls"][0]["articles_new"] == 2, ran.err
    assert "/yw/3.html" not in site.asked


def test_scrapy_crawls_into_the_same_archive(tmp_path: Path) -> None:
    with SamplePortal() as portal:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "scrapy",
                "crawl",
                "address",
                "-a",
                f"url={portal.url}",
                "-s",
                "DOWNLOAD_DELAY=0.001",
                "-s",
                "AUTOTHROTTLE_ENABLED=0",
            ],
            env={**os.environ, "DANGJIAN_ARCHIVE": str(tmp_path / "a")},
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[1],
        )
    assert done.returncode == 0, done.stderr
    assert len(rows(tmp_path / "a", "articles")) == 86
