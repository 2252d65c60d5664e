"""What a nightly crawl is made of: looks that come later and later, sitemaps, lists, coverage, what it shows."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from datetime import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from conftest import Reply, Site, crawl, dangjian, database, story_html
from derived import age

from archive.looks import AFTER, EARLY, next_look
from crawler.archive_memory import AWAITED_AT_MOST
from spiders.budget import ABSENT_AT_MOST

TEXT = "党建引领发展，群众得到实惠。" * 8


def rows_of(stories: dict[str, str]) -> bytes:
    items = "".join(f"<li><a href='{path}'>{title}</a> 2020-03-13</li>" for path, title in stories.items())
    return f"<title>要闻-试验网</title><ul>{items}</ul>".encode()


class Night:
    """A portal of one list; what is on it can be changed."""

    def __init__(self, count: int = 6) -> None:
        self.titles = {f"/a/{number}.html": f"第{number}篇文章的标题在这里" for number in range(count)}
        self.texts = {path: f"{path}：{TEXT}" for path in self.titles}
        self.pages: dict[str, Reply] = {}
        self.site = Site(self.answer)

    def answer(self, handler: object) -> Reply:
        path = handler.path  # type: ignore[attr-defined]
        if path in self.pages:
            return self.pages[path]
        if path == "/":
            return 200, {}, b"<title>x</title><a href='/yw/'>news</a>"
        if path == "/yw/":
            return 200, {}, rows_of(self.titles)
        if path in self.texts:
            return 200, {}, story_html(self.titles.get(path, "标题不在列表上了"), self.texts[path])
        return 404, {}, b"<h1>404</h1>"

    def crawl(self, archive: Path, *options: str) -> list[str]:
        """Crawl, and return the articles that were asked for."""
        before = len(self.site.asked)
        ran = crawl(self.site.url, archive, *options)
        assert ran.code == 0, ran.err
        self.ran = ran
        return sorted(path for path in self.site.asked[before:] if path.startswith("/a/"))


def test_looks_come_later_and_later() -> None:
    began = "2026-01-01T03:00:00.000000+00:00"
    due = [datetime.fromisoformat(next_look(looks, began)) - datetime.fromisoformat(began) for looks in range(1, 7)]
    assert due == [after - EARLY for after in (*AFTER, AFTER[-1], AFTER[-1])]


def test_articles_are_looked_at_after_a_day_a_week_a_month_and_half_a_year(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        everything = sorted(night.titles)
        assert night.crawl(archive) == everything
        assert night.crawl(archive) == []
        for days in (1, 7, 30, 182, 182):
            age(archive, days - 1)
            assert night.crawl(archive) == [], days
            age(archive, 1)
            assert night.crawl(archive) == everything, days
            assert night.crawl(archive) == [], days


def test_a_look_before_its_time_puts_off_none_of_those_that_are_due(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        everything = night.crawl(archive)
        age(archive, 1)
        assert night.crawl(archive) == everything
        age(archive, 2)
        assert night.crawl(archive, "--full") == everything
        age(archive, 6)
        assert night.crawl(archive) == []
        age(archive, 1)
        assert night.crawl(archive) == everything


def test_an_edit_begins_the_looks_anew(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        night.crawl(archive)
        age(archive, 1)
        night.texts["/a/2.html"] = night.texts["/a/2.html"].replace("群众", "大家", 1)
        night.crawl(archive)
        assert night.ran.json["crawls"][0]["articles_changed"] == 1
        age(archive, 1)
        assert night.crawl(archive) == ["/a/2.html"]


def test_a_list_that_lost_or_renamed_a_row_has_its_article_looked_at(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        night.crawl(archive)
        age(archive, 1)
        night.crawl(archive)
        age(archive, 2)
        del night.titles["/a/1.html"], night.texts["/a/1.html"]
        night.titles["/a/3.html"] = "换了一个标题的文章"
        # What is an edit is asked for once more.
        assert night.crawl(archive) == ["/a/1.html", "/a/3.html", "/a/3.html"]
        assert night.crawl(archive) == ["/a/1.html"]
        assert night.ran.json["crawls"][0]["articles_gone"] == 1
    rows = database(archive).execute("SELECT what, alive, last_good FROM absences").fetchall()
    assert [row["what"] for row in rows] == ["404", "404"]
    assert all(row["alive"] and row["last_good"] for row in rows)


def test_a_session_in_the_addresses_of_a_list_makes_none_of_its_rows_another(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        visit = len(night.site.asked)
        session = f";jsessionid={visit:032X}" if visit % 2 else ""
        status, headers, body = night.answer(handler)
        return status, headers, body.replace(b".html'", f".html{session}'".encode())

    night.site = Site(answer)
    with night.site:
        assert len(night.crawl(archive)) == len(night.titles)
        age(archive, 1)
        night.crawl(archive)
        for _ in range(3):
            age(archive, 1)
            assert night.crawl(archive) == []
        del night.titles["/a/1.html"], night.texts["/a/1.html"]
        assert [path.partition(";")[0] for path in night.crawl(archive)] == ["/a/1.html"]


def test_what_was_taken_down_and_comes_back_on_no_first_page_is_soon_seen(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        night.crawl(archive)
        for days in (1, 7, 30, 182):  # an old article, next looked at in half a year
            age(archive, days)
            night.crawl(archive)
        del night.titles["/a/1.html"]
        text = night.texts.pop("/a/1.html")
        assert [night.crawl(archive), night.crawl(archive)] == [["/a/1.html"]] * 2
        assert night.ran.json["crawls"][0]["articles_gone"] == 1
        assert night.crawl(archive) == []
        age(archive, 1)
        assert night.crawl(archive) == ["/a/1.html"]
        assert night.crawl(archive) == []
        night.texts["/a/1.html"] = text  # as deep in the list as no night looks
        age(archive, 7)
        assert night.crawl(archive) == ["/a/1.html"] * 2  # its headline is another: an edit is asked for once more
    assert {row[0] for row in database(archive).execute("SELECT status FROM articles")} == {"live"}


def test_a_look_that_missed_what_is_there_puts_off_none_of_those_that_are_due(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        night.crawl(archive)
        text = night.texts.pop("/a/1.html")
        age(archive, 1)
        night.crawl(archive)
        night.texts["/a/1.html"] = text
        assert night.crawl(archive) == ["/a/1.html"]
        assert night.ran.json["crawls"][0]["articles_gone"] == 0
        age(archive, 7)
        night.texts["/a/1.html"] = text.replace("群众", "大家", 1)
        assert "/a/1.html" in night.crawl(archive)
        assert night.ran.json["crawls"][0]["articles_changed"] == 1


def test_an_article_that_leads_where_the_front_page_leads_has_gone(tmp_path: Path) -> None:
    """The portal stands in a folder, behind a redirect and a page that refreshes itself to frames."""
    archive, night = tmp_path / "a", Night()
    night.pages["/"] = (302, {"Location": "/dj"}, b"")
    night.pages["/dj"] = (301, {"Location": "/dj/"}, b"")
    night.pages["/dj/"] = (200, {}, b"<html><head><meta http-equiv='refresh' content='0;url=/yw/'></head></html>")
    with night.site:
        assert len(night.crawl(archive)) == len(night.texts)
        age(archive, 1)
        night.pages["/a/1.html"] = (302, {"Location": "/dj/"}, b"")
        night.crawl(archive)
        assert "/a/1.html" in night.crawl(archive)
        assert night.ran.json["crawls"][0]["articles_gone"] == 1
    kinds = database(archive).execute("SELECT id, page_kind FROM captures ORDER BY id").fetchall()
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert [row[0] for row in database(archive).execute("SELECT status FROM articles ORDER BY url")].count("gone") == 1
    assert database(archive).execute("SELECT id, page_kind FROM captures ORDER BY id").fetchall() == kinds


def test_an_article_that_leads_to_a_list_has_gone(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    with night.site:
        night.crawl(archive)
        age(archive, 1)
        night.pages["/a/1.html"] = (302, {"Location": "/yw/"}, b"")
        night.pages["/a/2.html"] = (302, {"Location": "/login"}, b"")
        night.pages["/login"] = (200, {}, b"<title>x</title><form><input name=u></form>")
        night.crawl(archive)
        assert "/a/1.html" in night.crawl(archive)
        assert night.ran.json["crawls"][0]["articles_gone"] == 1
    rows = database(archive).execute("SELECT url, what FROM absences JOIN articles ON articles.id = article").fetchall()
    assert {(row["url"].rpartition("/")[2], row["what"]) for row in rows} == {("1.html", "redirect")}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert [row[0] for row in database(archive).execute("SELECT status FROM articles ORDER BY url")].count("gone") == 1


def test_a_page_that_came_at_the_second_try_was_looked_at_once(tmp_path: Path) -> None:
    """So that a list behind others is asked for again after a day, not after a week."""
    night = Night()
    refused: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        number = re.fullmatch(r"/day/2020030(\d).htm", handler.path)
        if number is None:
            return night.answer(handler)
        if number[1] == "2" and not refused:
            refused.append(handler.path)
            return 500, {}, b"<h1>500</h1>"
        further = {f"/day/2020030{int(number[1]) + 1}.htm": "前一天"} if number[1] < "3" else {}
        rows = [f"<a href='{path}'>{title}</a>" for path, title in further.items()]
        return 200, {}, f"<title>当日要闻</title>{''.join(rows)}<p>第{number[1]}天</p>".encode()

    night.pages["/"] = (200, {}, b"<title>x</title><a href='/yw/'>news</a><a href='/day/20200301.htm'>day</a>")
    night.site = Site(answer)
    with night.site:
        night.crawl(tmp_path / "a")
        age(tmp_path / "a", days=1)
        before = len(night.site.asked)
        night.crawl(tmp_path / "a")
        assert "/day/20200303.htm" in night.site.asked[before:]


def test_what_could_not_be_had_is_in_the_ledger_and_asked_for_again(tmp_path: Path) -> None:
    archive, night = tmp_path / "a", Night()
    night.pages["/a/4.html"] = (500, {}, b"")
    night.pages["/a/5.html"] = (403, {}, b"")
    with night.site:
        ran = crawl(night.site.url, archive)
        assert ran.json["crawls"][0]["outstanding"] == 2
        ledger = [tuple(row)[1:] for row in database(archive).execute("SELECT * FROM coverage ORDER BY section")]
        assert sum(row[2] for row in ledger) == 6
        assert ("要闻", "2020-03-13", 2, 0, 1, 1, 0) in ledger
        status = dangjian("status", "--archive", archive, "--json").json["portals"][0]
        assert (status["listed"], status["fetched"], status["failed"], status["blocked"]) == (6, 4, 1, 1)
        before = database(archive).execute("SELECT * FROM coverage").fetchall()
        assert dangjian("rebuild", "--archive", archive).code == 0
        after = database(archive).execute("SELECT * FROM coverage").fetchall()
        assert [tuple(row) for row in before] == [tuple(row) for row in after]
        night.pages.clear()
        assert night.crawl(archive) == ["/a/4.html", "/a/5.html"]
    assert database(archive).execute("SELECT sum(failed) + sum(blocked) FROM coverage").fetchone()[0] == 0


@pytest.mark.parametrize("packed", [False, True])
def test_sitemaps_that_robots_txt_names(tmp_path: Path, packed: bool) -> None:
    stories = {f"/s/{number}.html": story_html(f"只在地图上的第{number}篇", f"{number}：{TEXT}") for number in range(3)}
    pages: dict[str, Reply] = {path: (200, {}, page) for path, page in stories.items()}
    pages["/"] = (200, {}, b"<title>x</title>")
    ending = ".gz" if packed else ""
    with Site(pages) as site:
        urls = "".join(f"<url><loc>{site.url}{path[1:]}</loc></url>" for path in stories)
        sitemap = f"<?xml version='1.0'?><urlset>{urls}</urlset>".encode()
        index = (
            f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{site.url}m/1.xml{ending}</loc></sitemap></sitemapindex>"
        )
        pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, f"Sitemap: {site.url}m/index.xml\n".encode())
        pages["/m/index.xml"] = (200, {"Content-Type": "text/xml"}, index.encode())
        body = gzip.compress(sitemap) if packed else sitemap
        mime = "application/gzip" if packed else "text/xml"
        pages[f"/m/1.xml{ending}"] = (200, {"Content-Type": mime}, body)
        assert crawl(site.url, tmp_path / "a").code == 0
    urls_found = {row["url"] for row in database(tmp_path / "a").execute("SELECT url FROM articles")}
    assert urls_found == {f"{site.url}{path[1:]}" for path in stories}


def test_an_atom_feed_leads_to_its_articles(tmp_path: Path) -> None:
    pages: dict[str, Reply] = {"/f/1.html": (200, {}, story_html("订阅里的文章标题", TEXT))}
    with Site(pages) as site:
        link = "<link rel='alternate' type='application/atom+xml' href='/feed.atom'>"
        pages["/"] = (200, {}, f"<html><head><title>x</title>{link}</head></html>".encode())
        feed = f"<?xml version='1.0'?><feed><entry><link href='{site.url}f/1.html'/></entry></feed>"
        pages["/feed.atom"] = (200, {"Content-Type": "application/atom+xml"}, feed.encode())
        assert crawl(site.url, tmp_path / "a").code == 0
    assert len(database(tmp_path / "a").execute("SELECT url FROM articles").fetchall()) == 1


def test_a_terminal_shows_how_far_a_crawl_is(tmp_path: Path) -> None:
    night = Night(40)
    with night.site:
        command = [sys.executable, "-m", "crawler", "crawl", night.site.url, "--archive", str(tmp_path / "a")]
        here, there = pty.openpty()
        process = subprocess.Popen([*command, "--delay", "0.03"], stderr=there, stdout=subprocess.DEVNULL, cwd="/")
        os.close(there)
        shown = b""
        while True:
            try:
                piece = os.read(here, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        process.wait()
        quiet = subprocess.run([*command, "--quiet"], capture_output=True, text=True, cwd="/")
    text = shown.decode()
    assert re.search(r"127\.0\.0\.1:\d+: \d+ pages, \d+ new, 0 changed, 0 gone, \d+ waiting, \d+\.\d/s", text)
    assert text.rstrip().splitlines()[-1].endswith("40 new, 0 changed, 0 gone (40 articles seen on 43 pages)")
    assert (quiet.stdout, quiet.stderr) == ("", "")


class Paged(Night):
    """A list of several pages, five rows each, in an order of its own."""

    def __init__(self, order: str, pager: str, *, dated: bool) -> None:
        super().__init__(0)
        self.order, self.pager, self.dated = order, pager, dated
        self.days: dict[str, str] = {}
        for number in range(20):
            self.write(f"2024-{1 + number // 4:02}-{1 + number % 4 * 7:02}")

    def write(self, day: str) -> str:
        """Put a story on the list, and return its path."""
        path = f"/a/{len(self.days)}.html"
        self.titles[path] = f"第{len(self.days)}篇文章的标题在这里"
        self.texts[path], self.days[path] = f"{path}：{TEXT}", day
        return path

    def answer(self, handler: Any) -> Reply:
        path = handler.path
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        if path in self.texts:
            return 200, {}, story_html(self.titles[path], self.texts[path], date=self.days[path])
        if (number := re.fullmatch(r"/yw/(?:(\d+)\.html|index_(\d)\.html|rows\?p=(\d+))?", path)) is None:
            return super().answer(handler)
        page, rows = (
            int(number[1] or number[3] or int(number[2] or 0) + 1),
            sorted(self.days, key=lambda path: (self.days[path], path)),
        )
        if self.order != "oldest first":
            rows.reverse()
        if self.order == "pinned":
            rows.sort(key=lambda path: path not in [f"/a/{number}.html" for number in range(6, 12)])
        last, rows = -(-len(rows) // 5), rows[page * 5 - 5 : page * 5]
        if self.order == "beside" and page == 1:
            rows += ["/a/3.html", "/a/2.html", "/a/1.html"]
        if number[3] and self.pager == "posted" and handler.command == "GET":
            return 405, {}, b""
        if number[3]:
            data = [{"title": self.titles[path], "url": path, "date": self.days[path]} for path in rows]
            return 200, {"Content-Type": "application/json"}, json.dumps({"rows": data}).encode()
        items = "".join(
            f"<li><a href='{path}'>{self.titles[path]}</a>{f' {self.days[path]}' if self.dated else ''}</li>"
            for path in rows
        )
        names = {"下一页": page + 1, "尾页": last} if self.pager == "both" else {"下一页": page + 1}
        links = "".join(f"<a href='/yw/{to}.html'>{name}</a>" for name, to in names.items() if page < last)
        if self.pager == "script":  # which counts from 0
            links = f"<script>createPageHTML({last}, {page - 1}, 'index', 'html');</script>"
        if self.pager in ("data", "posted"):
            made = "'<li><a href=\"' + o.url + '\">' + o.title + '</a></li>'"
            show = f"function (d) {{ d.rows.forEach(function (o) {{ $('#l').append({made}); }}); page++; }}"
            asks = "$.post" if self.pager == "posted" else "$.getJSON"
            items, links = "", f"<script>var page = 1; {asks}('/yw/rows?p=' + page, {show});</script>"
        return 200, {}, f"<title>要闻-试验网</title><ul id='l'>{items}</ul><div>{links}</div>".encode()

    def pages_asked(self, archive: Path) -> list[str]:
        """Crawl, and return the pages of the list that were asked for, an empty one by POST as well."""
        before = len(self.site.asked)
        self.crawl(archive)
        return sorted({path for path in self.site.asked[before:] if path.startswith("/yw/")})


@pytest.mark.parametrize(
    ("order", "pager", "dated", "asked"),
    [
        ("oldest first", "both", True, ["/yw/", "/yw/4.html"]),
        ("oldest first", "both", False, ["/yw/", "/yw/4.html"]),
        ("oldest first", "next", True, ["/yw/", "/yw/4.html"]),
        ("oldest first", "script", True, ["/yw/", "/yw/index_3.html"]),
        ("oldest first", "data", True, ["/yw/", "/yw/rows?p=1", "/yw/rows?p=4", "/yw/rows?p=5"]),
        ("oldest first", "posted", True, ["/yw/", "/yw/rows?p=1", "/yw/rows?p=4", "/yw/rows?p=5"]),
        ("newest first", "data", True, ["/yw/", "/yw/rows?p=1"]),
        ("pinned", "both", True, ["/yw/", "/yw/2.html"]),
        ("pinned", "script", False, ["/yw/", "/yw/index_1.html"]),
        ("newest first", "both", False, ["/yw/"]),
        ("beside", "both", True, ["/yw/"]),
    ],
)
def test_the_page_of_a_list_that_new_stories_come_on_is_asked_for_every_night(
    order: str, pager: str, dated: bool, asked: list[str], tmp_path: Path
) -> None:
    archive, night = tmp_path / "a", Paged(order, pager, dated=dated)
    with night.site:
        assert len(night.crawl(archive)) == 20
        age(archive, 1)
        night.crawl(archive)
        age(archive, 1)
        assert night.pages_asked(archive) == asked
        for number in (1, 2, 8):  # more than a page at last; the young are looked at as well
            stories = {night.write(f"2024-06-{len(night.days)}") for _ in range(number)}
            assert stories <= set(night.crawl(archive))


def test_what_a_list_names_and_is_never_there_is_asked_for_a_week_and_then_once_a_week(tmp_path: Path) -> None:
    night = Night(3)
    night.titles["/a/99.html"] = "这一行的文章一直没有发布"
    with night.site:
        asked = []
        for _ in range(15):
            asked.append("/a/99.html" in night.crawl(tmp_path / "a", "--quiet"))
            age(tmp_path / "a", 1)
        assert asked == [True] * 7 + [False] * 6 + [True, False]
        night.texts["/a/99.html"] = f"发布了：{TEXT}"
        age(tmp_path / "a", 5)
        assert night.crawl(tmp_path / "a") == ["/a/99.html"]
        assert night.ran.json["crawls"][0]["articles_new"] == 1


def test_a_list_of_what_was_deleted_keeps_nothing_waiting_and_costs_few_nights(tmp_path: Path) -> None:
    """All of it is asked for when all else is fetched, and again when it is due; on the other nights the first rows."""
    dead = [f"/old/{number}.html" for number in range(AWAITED_AT_MOST + 50)]
    night = Night(3)
    night.titles = {path: f"这一行的文章已经不在了{path}" for path in dead} | night.titles
    with night.site:
        counts = []
        for _ in range(3):
            before = len(night.site.asked)
            assert crawl(night.site.url, tmp_path / "a", "--quiet").code == 0
            asked = [path for path in night.site.asked[before:] if path.startswith(("/old/", "/a/"))]
            counts.append(sum(path.startswith("/old/") for path in asked))
            if len(counts) == 1:
                assert max(map(asked.index, night.texts)) < 2 * ABSENT_AT_MOST
            age(tmp_path / "a", 1)
    assert counts == [len(dead), len(dead), AWAITED_AT_MOST]


def test_a_server_that_leads_home_from_what_was_deleted_keeps_nothing_waiting(tmp_path: Path) -> None:
    night = Night(3)
    dead = {f"/old/{number}.html": f"第{number}行的文章已经不在了" for number in range(ABSENT_AT_MOST * 3)}
    night.pages = {path: (302, {"Location": "/"}, b"") for path in dead}
    night.titles = dead | night.titles
    with night.site:
        night.crawl(tmp_path / "a", "--quiet")
        asked = [path for path in night.site.asked if path.startswith(("/old/", "/a/"))]
    assert max(map(asked.index, night.texts)) < 2 * ABSENT_AT_MOST
    assert dead.keys() <= set(asked)
