"""Politeness, measured on the server's clock: robots.txt, delays, pauses, and who we say we are."""

from __future__ import annotations

import codecs
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Reply, Site, dangjian, database, story_html
from hostile import TEXT, Raw, crawl_with, head
from protego import Protego

from crawler.politeness import retry_after
from crawler.robots import plain_rules

OURS = "dangjian-archive"


def portal(stories: int, robots: bytes | None = None) -> dict[str, Reply]:
    """A portal's pages: a home, and `stories` articles."""
    links = "".join(f"<li><a href='/{n}.html'>第{n}篇文章</a></li>" for n in range(stories))
    pages: dict[str, Reply] = {"/": (200, {}, f"<title>试验网</title>{links}".encode())}
    for n in range(stories):
        pages[f"/{n}.html"] = (200, {}, story_html(f"第{n}篇文章讲党建", f"第{n}篇。{TEXT}"))
    if robots is not None:
        pages["/robots.txt"] = (200, {"Content-Type": "text/plain"}, robots)
    return pages


def begin(url: str, archive: Path) -> subprocess.Popen[str]:
    """Start a crawl, and leave it running."""
    command = [sys.executable, "-m", "crawler", "crawl", url, "--archive", str(archive), "--delay", "0.05"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd="/")


class Clock:
    """A portal that notes when it was asked, and how many requests it had at once."""

    def __init__(self, pages: Callable[[str, int], Reply] | dict[str, Reply], takes: float = 0.0) -> None:
        self.times: list[tuple[str, float]] = []
        self.agents: set[str] = set()
        self.most, self._now, self._lock, self._takes = 0, 0, threading.Lock(), takes
        self._pages = pages
        self.site = Site(self._answer)

    def _answer(self, handler: BaseHTTPRequestHandler) -> Reply:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
            self.times.append((handler.path, time.monotonic()))
            self.agents.add(handler.headers["User-Agent"])
            times = sum(path == handler.path for path, _ in self.times)
        time.sleep(self._takes)
        with self._lock:
            self._now -= 1
        if callable(self._pages):
            return self._pages(handler.path, times)
        return self._pages.get(handler.path, (404, {}, b""))

    def gaps(self) -> list[float]:
        """Seconds between one request and the next."""
        moments = [moment for _, moment in self.times]
        return [later - earlier for earlier, later in pairwise(moments)]


def apart(gaps: list[float], delay: float) -> bool:
    """Whether requests came `delay` seconds apart, on a clock that a busy machine makes late for one or another."""
    return sum(gaps) >= 0.97 * delay * len(gaps) and min(gaps) >= 0.6 * delay


ALLOWED, FORBIDDEN = True, False
_TWICE = b"User-agent: dangjian-archive\nDisallow: /a\n\nUser-agent: dangjian-archive\nDisallow: /b\n"


@pytest.mark.parametrize(
    ("robots", "path", "verdict"),
    [
        (b"User-agent: *\nDisallow: /\n", "/a", FORBIDDEN),
        (b"User-agent: *\nDisallow:\n", "/a", ALLOWED),
        (b"", "/a", ALLOWED),
        # Groups: ours alone where there is one, whatever its case; several of ours are one.
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Dangjian-Archive\nDisallow: /x\n", "/a", ALLOWED),
        (b"User-agent: dangjian-archive/1.0\nDisallow: /\n", "/a", FORBIDDEN),
        (b"User-agent: a\nUser-agent: dangjian-archive\nDisallow: /a\n", "/a", FORBIDDEN),
        (_TWICE, "/b", FORBIDDEN),
        (_TWICE, "/a", FORBIDDEN),
        # A token that is only part of ours is another robot's.
        (b"User-agent: dangjian\nDisallow: /\n", "/a", ALLOWED),
        (b"User-agent: d\nDisallow: /\n\nUser-agent: *\nDisallow: /b\n", "/a", ALLOWED),
        (b"User-agent: archive\nDisallow: /\n", "/a", ALLOWED),
        (b"User-agent: dangjian-archive-news\nDisallow: /\n", "/a", ALLOWED),
        # The longest match; as long, the kinder one.
        (b"User-agent: *\nDisallow: /\nAllow: /yw/\n", "/yw/1.html", ALLOWED),
        (b"User-agent: *\nAllow: /yw/\nDisallow: /yw/secret/\n", "/yw/secret/1.html", FORBIDDEN),
        (b"User-agent: *\nDisallow: /page\nAllow: /page\n", "/page", ALLOWED),
        # * and $.
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf", FORBIDDEN),
        (b"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf?x=1", ALLOWED),
        (b"User-agent: *\nDisallow: /*?sort=\n", "/list?sort=a", FORBIDDEN),
        (b"User-agent: *\nDisallow: /a*c\n", "/abbbc/d", FORBIDDEN),
        (b"User-agent: *\nDisallow: /fish$\n", "/fish", FORBIDDEN),
        (b"User-agent: *\nDisallow: /fish$\n", "/fish/1", ALLOWED),
        (b"User-agent: *\nDisallow: /A\n", "/a", ALLOWED),
        # Comments, spaces, ends of lines.
        (b"# hello\r\nUser-agent : *  # all\r\nDisallow : /a # b\r\n", "/a", FORBIDDEN),
        (b"User-agent: *\rDisallow: /a\r", "/a", FORBIDDEN),
        (b"User-agent: *\nSitemap: http://x/s.xml\nDisallow: /a\n", "/a", FORBIDDEN),
        # Bytes before, and bytes of other encodings.
        (codecs.BOM_UTF8 + b"User-agent: *\nDisallow: /a\n", "/a", FORBIDDEN),
        ("User-agent: *\nDisallow: /a\n".encode("utf-16"), "/a", FORBIDDEN),
        ("User-agent: *\nDisallow: /党建/\n".encode(), "/%E5%85%9A%E5%BB%BA/1.html", FORBIDDEN),
        ("User-agent: *\nDisallow: /党建/\n".encode("gb18030"), "/%B5%B3%BD%A8/1.html", FORBIDDEN),
        ("# 爬虫规则\nUser-agent: *\nDisallow: /a\n".encode("gb18030"), "/a", FORBIDDEN),
        (b"User-agent: *\nDisallow: /a%3Cd\n", "/a%3cd", FORBIDDEN),
        # No rules at all.
        (b"<html><body>User-agent: *<br>\nDisallow: /\n</body></html>", "/a", ALLOWED),
        (b"Disallow: /a\n", "/a", ALLOWED),
        # Rules beyond the first half megabyte do not count, a line cut there neither.
        (b"User-agent: *\n" + b"#" * 600_000 + b"\nDisallow: /a\n", "/a", ALLOWED),
        (b"User-agent: *\nDisallow: /a\n" + b"#\n" * 400_000, "/a", FORBIDDEN),
    ],
)
def test_robots_as_the_rfc_has_it(robots: bytes, path: str, verdict: bool) -> None:
    rules = Protego.parse(plain_rules(robots, OURS).decode("ascii"))
    assert rules.can_fetch(f"http://dj.example.cn{path}", OURS) is verdict


@pytest.mark.parametrize(
    ("status", "headers", "fetched"),
    [
        (404, {}, True),
        (403, {}, True),
        (410, {}, True),
        (500, {}, False),
        (503, {}, False),
        (429, {}, False),
        (301, {"Location": "/rules/a.txt"}, True),
    ],
)
def test_a_robots_txt_that_cannot_be_had(tmp_path: Path, status: int, headers: dict[str, str], fetched: bool) -> None:
    pages = portal(1) | {"/robots.txt": (status, headers, b"")}
    pages["/rules/a.txt"] = (302, {"Location": "/rules/b.txt"}, b"")
    pages["/rules/b.txt"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /none\n")
    with Site(pages) as site:
        ran = dangjian("crawl", site.url, "--archive", tmp_path / "a", "--delay", "0")
    assert ran.code == (0 if fetched else 1), ran.err
    assert ("/0.html" in site.asked) is fetched
    if not fetched:
        assert set(site.asked) == {"/robots.txt"}
        assert f"robots.txt could not be had (the server answered {status})" in ran.one_line()
    if status == 301:
        assert site.asked[:3] == ["/robots.txt", "/rules/a.txt", "/rules/b.txt"]
    assert site.asked.count("/robots.txt") == (1 if status < 429 else 3)


def test_a_robots_txt_whose_length_is_wrong_is_believed_when_it_comes_so_every_time(tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /1.html\n"
    wrong = {"Content-Type": "text/plain", "Content-Length": str(len(rules) + 9), "Connection": "close"}
    with Site(portal(2) | {"/robots.txt": (200, wrong, rules)}) as site:
        ran = dangjian("crawl", site.url, "--archive", tmp_path / "a", "--delay", "0")
    assert ran.code == 0, ran.err
    assert "/0.html" in site.asked
    assert "/1.html" not in site.asked
    assert site.asked.count("/robots.txt") == 3


def test_robots_redirected_without_end_is_not_there(tmp_path: Path) -> None:
    pages = portal(1) | {f"/r{n}.txt": (302, {"Location": f"/r{n + 1}.txt"}, b"") for n in range(20)}
    pages["/robots.txt"] = (302, {"Location": "/r0.txt"}, b"")
    with Site(pages) as site:
        assert dangjian("crawl", site.url, "--archive", tmp_path / "a", "--delay", "0").code == 0
    assert [path for path in site.asked if path.endswith(".txt")] == ["/robots.txt", *(f"/r{n}.txt" for n in range(5))]
    assert "/0.html" in site.asked


def test_one_request_at_a_time_and_the_delay_between(tmp_path: Path) -> None:
    clock = Clock(portal(8), takes=0.05)
    with clock.site as site:
        ran = dangjian(
            "crawl", site.url, "--archive", tmp_path / "a", "--delay", "0.2", env={"DANGJIAN_CONTACT": "a@example.org"}
        )
    assert ran.code == 0, ran.err
    assert clock.most == 1
    assert apart(clock.gaps(), 0.2), clock.gaps()
    assert len(clock.agents) == 1
    (agent,) = clock.agents
    assert agent.startswith("dangjian-archive/") and agent.endswith("; a@example.org)")


def test_a_crawl_delay_is_kept(tmp_path: Path) -> None:
    clock = Clock(portal(4, b"User-agent: *\nCrawl-delay: 0.4\n"))
    with clock.site as site:
        assert dangjian("crawl", site.url, "--archive", tmp_path / "a", "--delay", "0.05").code == 0
    assert apart(clock.gaps(), 0.4), clock.gaps()
    clock = Clock(portal(4, b"User-agent: *\nCrawl-delay: 0.1\n"))
    with clock.site as site:
        assert dangjian("crawl", site.url, "--archive", tmp_path / "b", "--delay", "0").code == 0
    assert apart(clock.gaps(), 0.1), "also where we have no delay of our own"


def test_a_monstrous_crawl_delay_is_capped_and_said(tmp_path: Path) -> None:
    """The home is asked for a minute later; the crawl is told to end before that."""
    with Site(portal(1, b"User-agent: *\nCrawl-delay: 7200\n")) as site:
        process = begin(site.url, tmp_path / "a")
        deadline = time.monotonic() + 20
        while not site.asked and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        err = process.communicate(timeout=30)[1]
        assert time.monotonic() - began < 10
    assert site.asked == ["/robots.txt"]
    assert "asks for 7200 seconds between requests; 60 are kept" in err
    assert "Traceback" not in err


def test_portals_are_crawled_side_by_side(tmp_path: Path) -> None:
    clocks = [Clock(portal(6)) for _ in range(4)]
    for clock in clocks:
        clock.site.__enter__()
    crawled = crawl_with(tmp_path / "a", *(clock.site.url for clock in clocks), delay=0.25)
    for clock in clocks:
        clock.site.__exit__(None, None, None)
        assert apart(clock.gaps(), 0.25), clock.gaps()
        assert clock.most == 1
    each = [clock.times[-1][1] - clock.times[0][1] for clock in clocks]
    together = max(clock.times[-1][1] for clock in clocks) - min(clock.times[0][1] for clock in clocks)
    assert together < sum(each) * 0.6, (together, each)
    assert [report["articles"] for report in crawled.reports] == [6] * 4


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed_while_others_go_on(tmp_path: Path, status: int) -> None:
    pages = portal(6)

    def busy(path: str, times: int) -> Reply:
        if path == "/2.html" and times == 1:
            return status, {"Retry-After": "2"}, b""
        return pages.get(path, (404, {}, b""))

    tired, other = Clock(busy), Clock(portal(12))
    with tired.site as one, other.site as two:
        began = os.times()
        crawled = crawl_with(tmp_path / "a", one.url, two.url, delay=0.05)
        used = os.times()
    assert [report["articles"] for report in crawled.reports] == [6, 12]
    at = next(moment for path, moment in tired.times if path == "/2.html")
    after = [moment for _, moment in tired.times if moment > at]
    assert min(after) - at >= 1.9, "nothing at all is asked during the pause"
    assert sum(path == "/2.html" for path, _ in tired.times) == 2
    assert sum(at < moment < at + 1.9 for _, moment in other.times) >= 3, "the other portal goes on"
    assert used.children_user - began.children_user < 6, "waiting is no work"


def test_retry_after_as_a_date_and_other_ways() -> None:
    now = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    date = format_datetime(now + timedelta(seconds=90), usegmt=True).encode()
    said = (b"120", date, b"Wed, 06 May 2020 07:08:09 GMT", b" 5 ", b"", None, b"soon", b"-1", b"9" * 400)
    assert [retry_after(value, now) for value in said] == [120, 90, 0, 5, None, None, None, None, 999999999]


def test_a_host_that_wants_us_back_tomorrow_is_left_alone(tmp_path: Path) -> None:
    pages = portal(6)
    pages["/1.html"] = (503, {"Retry-After": "86400"}, b"")
    clock = Clock(pages)
    with clock.site as site:
        ran = dangjian("crawl", site.url, "--archive", tmp_path / "a", "--delay", "0.05")
    assert ran.code == 1
    assert "asks to come back in 86400 seconds: left for the next crawl" in ran.err
    asked = [path for path, _ in clock.times]
    assert asked.index("/1.html") == len(asked) - 1, asked


def test_what_passes_is_tried_again_later_each_time(tmp_path: Path) -> None:
    pages = portal(3)

    def answer(path: str, times: int) -> Reply:
        return (502, {}, b"") if path == "/1.html" and times < 3 else pages.get(path, (404, {}, b""))

    clock = Clock(answer)
    with clock.site as site:
        ran = dangjian("crawl", site.url, "--archive", tmp_path / "a", "--delay", "0.1")
    assert ran.code == 0, ran.err
    moments = [moment for path, moment in clock.times if path == "/1.html"]
    assert len(moments) == 3
    assert moments[1] - moments[0] >= 0.19
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 3


def test_a_host_that_dies_in_the_middle_is_left_alone(tmp_path: Path) -> None:
    pages = portal(60)
    asked: list[str] = []

    def answer(connection: socket.socket, path: str) -> None:
        asked.append(path)
        status, _, body = pages.get(path, (404, {}, b""))
        if len(asked) < 12:
            connection.sendall(head(f"{status} X", Content_Length=len(body)) + body)

    with Raw(answer) as server:
        crawled = crawl_with(tmp_path / "a", server.url)
    assert len(asked) < 40
    assert "left alone after" in crawled.reports[0]["health"]
    assert crawled.reports[0]["articles"] >= 5


def test_a_host_that_lets_every_other_request_wait_is_left_for_the_next_crawl(tmp_path: Path) -> None:
    """Each request in vain costs a minute: a night has not as many as such a portal has pages."""
    pages = portal(100)
    asked: list[str] = []
    well = False

    def answer(connection: socket.socket, path: str) -> None:
        asked.append(path)
        if not well and path.endswith(("1.html", "3.html", "5.html", "7.html", "9.html")):
            time.sleep(1)
        status, _, body = pages.get(path, (404, {}, b""))
        connection.sendall(head(f"{status} X", Content_Length=len(body)) + body)

    with Raw(answer) as server:
        crawled = crawl_with(tmp_path / "a", server.url, DOWNLOAD_TIMEOUT=0.25)
        assert len(asked) < 100
        assert "requests had no answer in time" in crawled.reports[0]["health"]
        well = True
        assert crawl_with(tmp_path / "a", server.url).reports[0]["health"] == "ok"
    assert database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0] == 100


def test_the_crawl_ends_when_told_while_a_host_pauses(tmp_path: Path) -> None:
    pages = portal(6)

    def busy(path: str, times: int) -> Reply:
        return (429, {"Retry-After": "500"}, b"") if path == "/1.html" else pages.get(path, (404, {}, b""))

    clock = Clock(busy)
    with clock.site as site:
        process = begin(site.url, tmp_path / "a")
        deadline = time.monotonic() + 20
        while not any(path == "/1.html" for path, _ in clock.times) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        err = process.communicate(timeout=30)[1]
        assert time.monotonic() - began < 10
    assert "Traceback" not in err
    assert database(tmp_path / "a").execute("SELECT outcome FROM crawls").fetchone()[0] == "interrupted"
