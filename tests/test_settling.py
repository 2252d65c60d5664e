"""Evidence of a takedown in a small crawl: what came just before and was read after a look counts as in a rebuild."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from stored import article

from archive.items import Capture
from archive.projection import project
from archive.settling import settle, settle_edits
from archive.store import Store
from archive.twins import unite
from archive.unsteady import note
from archive.witness import stories_of

HOST = "http://dj.example/"
GONE, STAYS = f"{HOST}a/1.html", f"{HOST}a/2.html"
TEXTS = {GONE: "桥头的服务点开到晚上九点，三十七名党员轮流值守。", STAYS: "水渠修到村口那天，老支书把账本贴在了墙上。"}
HOME = {"url": HOST, "page_kind": "listing", "page_text": "云溪先锋网"}
BLANK = {"url": GONE, "page_kind": "other", "page_text": "云溪先锋网"}


def story(url: str) -> dict[str, Any]:
    return article(url=url, canonical_url=url, headline=TEXTS[url][:8], body=TEXTS[url], page_kind="article")


class Night:
    """A crawl: its captures have rows as they come, what they say is written as it is read."""

    def __init__(self, store: Store, day: int) -> None:
        self.store, self.day, self.count = store, day, 0
        self.crawl = store.crawls.start(f"p-{day}", "p", self._at())

    def _at(self) -> str:
        return f"2026-01-{self.day:02}T08:{self.count // 60:02}:{self.count % 60:02}.000000+00:00"

    def come(self, url: str, status: int = 200) -> Capture:
        self.count += 1
        place = (f"{self.day}.warc.gz", self.count * 1000, 900)
        capture = Capture(url, self._at(), status, "text/html", f"sha1:{self.day}{self.count}", *place, None, None)
        self.store.captures.save(capture, self.crawl, None)
        return capture

    def read(self, capture: Capture, page: dict[str, Any]) -> str:
        return project(self.store, capture, page, crawl=self.crawl, portal="p").outcome


@pytest.mark.parametrize("is_late", [False, True])
def test_a_story_that_is_read_late_proves_what_one_proves_that_is_read_at_once(store: Store, is_late: bool) -> None:
    first = Night(store, 1)
    for url in (GONE, STAYS):
        assert first.read(first.come(url), story(url)) == "new"
    second = Night(store, 2)
    second.read(second.come(HOST), HOME)
    assert second.read(second.come(GONE), BLANK) == "suspected"
    assert settle(store, second.crawl) == set()
    third = Night(store, 3)
    third.read(third.come(HOST), HOME)
    pages = [(third.come(STAYS), story(STAYS)), (third.come(GONE), BLANK)]
    for capture, page in reversed(pages) if is_late else pages:
        third.read(capture, page)
    settle(store, third.crawl)
    home = store.db.execute("SELECT id FROM captures WHERE url = ? AND crawl = ?", [HOST, third.crawl]).fetchone()[0]
    looks = store.db.execute("SELECT crawl, what, alive FROM absences ORDER BY crawl").fetchall()
    assert looks[1] == (third.crawl, "emptied", home)
    row = store.db.execute("SELECT status, gone_at, looks, next_look_at FROM articles WHERE url = ?", [GONE]).fetchone()
    assert row == ("gone", pages[1][0].fetched_at, 1, "2026-01-04T04:00:03.000000+00:00")
    assert store.db.execute("SELECT kind FROM changes").fetchall() == [("takedown",)]


def test_a_host_without_a_single_story_proves_nothing_when_the_crawl_has_ended(store: Store) -> None:
    first = Night(store, 1)
    for url in (GONE, STAYS):
        first.read(first.come(url), story(url))
    for day in (2, 3):
        night = Night(store, day)
        night.read(night.come(HOST), HOME)
        night.read(night.come(GONE), BLANK)
        assert settle(store, night.crawl) == set()
    assert store.db.execute("SELECT status FROM articles WHERE url = ?", [GONE]).fetchone() == ("live",)


@pytest.mark.parametrize("is_late", [False, True])
def test_a_look_is_proved_by_the_same_page_in_whatever_order_pages_are_read(store: Store, is_late: bool) -> None:
    first = Night(store, 1)
    for url in (GONE, STAYS):
        first.read(first.come(url), story(url))
    second = Night(store, 2)
    pages = [(second.come(HOST), HOME), (second.come(STAYS), story(STAYS)), (second.come(GONE), BLANK)]
    for capture, page in [*pages[1:], pages[0]] if is_late else pages:
        second.read(capture, page)
    settle(store, second.crawl)
    assert store.db.execute("SELECT c.url FROM absences x JOIN captures c ON c.id = x.alive").fetchall() == [(HOST,)]


@pytest.mark.parametrize("is_late", [False, True])
def test_a_look_is_proved_by_the_same_page_however_far_behind_pages_are_read(store: Store, is_late: bool) -> None:
    """A redirect is written as it comes, before pages that came long before it are read."""
    first = Night(store, 1)
    for url in (GONE, STAYS):
        first.read(first.come(url), story(url))
    second = Night(store, 2)
    second.read(second.come(HOST), HOME)
    pages = [(second.come(STAYS), story(STAYS))]
    for number in range(40):
        second.read(second.come(f"{HOST}robots.txt?{number}"), {})
    while second.count < 70:
        pages.append((second.come(f"{HOST}l/{second.count}.html"), HOME))
    missed = (replace(second.come(GONE, 302), location="/"), {"url": GONE})
    for capture, page in [missed, *pages] if is_late else [*pages, missed]:
        second.read(capture, page)
    settle(store, second.crawl)
    assert store.db.execute("SELECT c.url FROM absences x JOIN captures c ON c.id = x.alive").fetchall() == [(STAYS,)]


def test_looks_of_a_killed_crawl_are_asked_again_at_the_end_of_the_next(store: Store) -> None:
    first = Night(store, 1)
    for url in (GONE, STAYS):
        first.read(first.come(url), story(url))
    store.crawls.finish(first.crawl, {"finished_at": "2026-01-01T09:00:00.000000+00:00"})
    killed = Night(store, 2)
    pages = [(killed.come(HOST), HOME), (killed.come(GONE), BLANK)]
    for capture, page in reversed(pages):
        killed.read(capture, page)
    assert store.db.execute("SELECT alive FROM absences").fetchall() == [(None,)]
    third = Night(store, 3)
    for url, page in ((HOST, HOME), (STAYS, story(STAYS)), (GONE, BLANK)):
        third.read(capture := third.come(url), page)
    article = store.db.execute("SELECT id FROM articles WHERE url = ?", [GONE]).fetchone()[0]
    assert settle(store, third.crawl) == {article}
    row = store.db.execute("SELECT status, gone_at FROM articles WHERE id = ?", [article]).fetchone()
    assert row == ("gone", capture.fetched_at)
    assert store.db.execute("SELECT count(*) FROM absences WHERE alive IS NOT NULL").fetchone() == (2,)


@pytest.mark.parametrize("is_late", [False, True])
def test_a_story_on_several_pages_that_moved_is_missed_at_no_address_in_whatever_order(
    store: Store, is_late: bool
) -> None:
    """It is read when its last page is there, after a look at the address that it has left."""
    left, now = f"{HOST}yw/t20260101_33.html", f"{HOST}dj/t20260101_33.html"

    def moved(url: str) -> dict[str, Any]:
        return article(url=url, canonical_url=url, headline="桥头的服务点", body=TEXTS[GONE], page_kind="article")

    first = Night(store, 1)
    first.read(first.come(left), moved(left))
    first.read(first.come(STAYS), story(STAYS))
    store.crawls.finish(first.crawl, {"finished_at": "2026-01-01T09:00:00.000000+00:00"})
    for day in (2, 3, 4, 5):
        night = Night(store, day)
        night.read(night.come(HOST), HOME)
        night.read(night.come(STAYS), story(STAYS))
        there, gone = night.come(now), night.come(left)
        for capture, page in [(gone, BLANK), (there, moved(now))] if is_late else [(there, moved(now)), (gone, BLANK)]:
            assert night.read(capture, page) != "gone"
        assert settle(store, night.crawl) == set()
        unite(store, night.crawl)
        store.crawls.finish(night.crawl, {"finished_at": f"2026-01-{day:02}T09:00:00.000000+00:00"})
    query = "SELECT url, status, looks, next_look_at FROM articles WHERE headline = '桥头的服务点'"
    assert store.db.execute(query).fetchall() == [(now, "live", 2, "2026-01-12T04:00:03.000000+00:00")]
    assert [row[0] for row in store.db.execute("SELECT crawl FROM absences").fetchall()] == [2]
    looks = store.db.execute("SELECT crawl FROM captures WHERE url = ? AND article IS NOT NULL", [left]).fetchall()
    assert looks == [(1,), (2,)]


def several_nights(store: Store) -> Callable[[int, list[tuple[str, dict[str, Any]]]], list[str]]:
    """Return what reads pages on one day, home and the story that stays before them, and ends the crawl."""

    def night(day: int, pages: list[tuple[str, dict[str, Any]]]) -> list[str]:
        crawl = Night(store, day)
        crawl.read(crawl.come(HOST), HOME)
        crawl.read(crawl.come(STAYS), story(STAYS))
        outcomes = [crawl.read(crawl.come(url), page) for url, page in pages]
        settle(store, crawl.crawl)
        unite(store, crawl.crawl)
        store.crawls.finish(crawl.crawl, {"finished_at": f"2026-01-{day:02}T09:00:00.000000+00:00"})
        return outcomes

    return night


def test_a_look_at_another_name_takes_nothing_down_before_the_own_address_is_asked(store: Store) -> None:
    """The night that the article comes back, its other name is asked first."""
    other = f"{HOST}b/1.html"
    twin = {**story(GONE), "url": other, "canonical_url": other}
    night = several_nights(store)
    night(1, [(GONE, story(GONE))])
    article = store.articles.id_of(GONE)
    assert article is not None
    store.addresses.add(article, other)
    night(2, [(other, twin)])
    blank = {**BLANK, "url": other}
    assert night(3, [(GONE, BLANK)]) == ["suspected"]
    assert "gone" not in night(4, [(other, blank), (GONE, story(GONE))])
    assert store.db.execute("SELECT status FROM articles WHERE id = ?", [article]).fetchone() == ("live",)
    assert store.db.execute("SELECT count(*) FROM changes WHERE kind IN ('takedown', 'return')").fetchone() == (0,)
    # Where it is at neither, it is gone by the second night.
    assert night(5, [(other, blank), (GONE, BLANK)])[1] == "suspected"
    assert night(6, [(other, blank), (GONE, BLANK)])[1] == "gone"


def test_a_headline_alone_under_another_name_is_not_the_article(store: Store) -> None:
    """Its text was taken out of all of its pages; the further one has its headline still, as the first has."""
    other = f"{HOST}a/1_2.html"
    hollow = {**story(GONE), "body": ""}
    night = several_nights(store)
    night(1, [(GONE, story(GONE))])
    article = store.articles.id_of(GONE)
    assert article is not None
    store.addresses.add(article, other)
    assert night(2, [(GONE, hollow)]) == ["suspected"]
    for day in (3, 4):
        night(day, [(other, {**hollow, "url": other, "canonical_url": other}), (GONE, hollow)])
    assert store.db.execute("SELECT url, status FROM articles WHERE id = ?", [article]).fetchall() == [(GONE, "gone")]
    assert store.db.execute("SELECT kind FROM changes").fetchall() == [("takedown",)]


STORIES = [f"{HOST}c/{number}.html" for number in range(12)]
FRAME = {"page_kind": "other", "page_text": "云溪先锋网 今日要闻"}
NOT_FOUND = {"page_kind": "other", "page_state": "missing", "page_text": "您访问的页面不存在"}
FAILS = {"page_kind": "other", "page_text": "云溪先锋网 系统繁忙，请稍后再试！"}
CLOSED = {"page_kind": "other", "page_text": "数据库连接失败", "page_state": "closed"}


class Nights:
    """Crawls of a portal of twelve stories: what stands in the place of which of them on a day, the others are there.

    In place of a page it may be a status.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def night(self, day: int, instead: dict[str, Any] | None = None, *, killed: bool = False) -> int:
        """Crawl on a day; return how many articles are gone when it has ended."""
        crawl = Night(self.store, day)
        crawl.read(crawl.come(HOST), HOME)
        for number, url in enumerate(STORIES):
            there = article(
                url=url,
                canonical_url=url,
                headline=f"第{number}号账本",
                body=f"第{number}号：{TEXTS[STAYS]}",
                page_kind="article",
            )
            page = (instead or {}).get(url, there)
            refused = page if isinstance(page, int) else None
            capture = crawl.come(url, refused or 200)
            crawl.read(capture, {"url": url} if refused else {**page, "url": url})
        if not killed:
            settle(self.store, crawl.crawl)
            unite(self.store, crawl.crawl)
            self.store.crawls.finish(crawl.crawl, {"finished_at": f"2026-01-{day:02}T09:00:00.000000+00:00"})
        return int(self.store.db.execute("SELECT count(*) FROM articles WHERE status = 'gone'").fetchone()[0])


@pytest.mark.parametrize("killed", [False, True], ids=["", "first crawl killed"])
def test_a_part_of_a_portal_that_is_missing_at_once_for_some_nights_is_not_taken_down(
    store: Store, killed: bool
) -> None:
    nights, frames = Nights(store), dict.fromkeys(STORIES[:6], FRAME)
    nights.night(1)
    assert [nights.night(2, frames, killed=killed), *(nights.night(day, frames) for day in (3, 4, 5))] == [0] * 4
    assert nights.night(6) == 0
    assert store.db.execute("SELECT count(*), count(alive) FROM absences").fetchone() == (24, 0)
    # What few are missing then is gone by the second night.
    few = dict.fromkeys(STORIES[:4], FRAME)
    assert [nights.night(day, few) for day in (7, 8)] == [0, 4]


def test_what_is_missing_in_several_ways_is_taken_down_in_two_nights(store: Store) -> None:
    nights = Nights(store)
    nights.night(1)
    instead = dict.fromkeys(STORIES[:3], FRAME) | dict.fromkeys(STORIES[3:6], NOT_FOUND)
    assert [nights.night(day, instead) for day in (2, 3)] == [0, 6]


def test_a_part_of_a_portal_that_is_missing_for_a_week_is_taken_down(store: Store) -> None:
    nights, frames = Nights(store), dict.fromkeys(STORIES[:6], FRAME)
    nights.night(1)
    assert [nights.night(day, frames) for day in (2, 3, 4, 8, 9)] == [0, 0, 0, 0, 6]
    looks = store.db.execute("SELECT DISTINCT seen_at < '2026-01-03', seen_at > '2026-01-09' FROM absences WHERE alive")
    assert sorted(looks.fetchall()) == [(0, 1), (1, 0)]
    assert store.db.execute("SELECT kind, count(*) FROM changes GROUP BY kind").fetchall() == [("takedown", 6)]
    assert nights.night(10) == 0


@pytest.mark.parametrize("instead", [403, 401, 451, FAILS, CLOSED], ids=["403", "401", "451", "fails", "closed"])
def test_an_article_that_alone_is_refused_or_at_fault_for_a_week_is_taken_down(store: Store, instead: Any) -> None:
    nights = Nights(store)
    nights.night(1)
    one = {STORIES[3]: instead}
    assert [nights.night(day, one) for day in (2, 3)] == [0, 0]
    assert nights.night(4) == 0  # it was there after all
    assert [nights.night(day, one) for day in (5, 6, 11, 12)] == [0, 0, 0, 1]
    what = store.db.execute("SELECT DISTINCT what FROM absences").fetchall()
    assert what == [(str(instead) if isinstance(instead, int) else "fault",)]
    assert store.db.execute("SELECT count(*), count(alive) FROM absences").fetchone() == (6, 2)
    due = "SELECT substr(next_look_at, 1, 10) FROM articles WHERE status = 'gone'"
    assert (nights.night(13, one), store.db.execute(due).fetchone()) == (1, ("2026-01-20",))
    assert nights.night(14) == 0
    assert [kind for (kind,) in store.db.execute("SELECT kind FROM changes ORDER BY seen_at")] == ["takedown", "return"]


@pytest.mark.parametrize("instead", [403, FAILS], ids=["403", "fails"])
@pytest.mark.parametrize("number", [6, 12])
def test_what_is_refused_or_at_fault_for_many_at_once_is_never_taken_down(
    store: Store, instead: Any, number: int
) -> None:
    nights, many = Nights(store), dict.fromkeys(STORIES[:number], instead)
    nights.night(1)
    due = store.db.execute("SELECT id, next_look_at FROM articles ORDER BY id").fetchall()
    assert [nights.night(day, many) for day in (2, 3, 9, 10, 20)] == [0] * 5
    assert store.db.execute("SELECT count(*) FROM absences").fetchone() == (0,)
    same = [row for row in store.db.execute("SELECT id, next_look_at FROM articles ORDER BY id") if row in due]
    assert len(same) == number


def test_nothing_is_asked_of_all_that_an_archive_holds(store: Store) -> None:
    first = Night(store, 1)
    for url in (GONE, STAYS):
        first.read(first.come(url), story(url))
    said: list[str] = []
    store.db.set_trace_callback(said.append)
    for day in (2, 3):
        night = Night(store, day)
        for url, page in ((HOST, HOME), (STAYS, story(STAYS)), (GONE, BLANK)):
            night.read(night.come(url), page)
        settle(store, night.crawl)
        unite(store, night.crawl)
        assert stories_of(store.db, HOST, 2) == [STAYS]
    store.db.set_trace_callback(None)
    assert store.db.execute("SELECT count(*) FROM articles WHERE status = 'gone'").fetchone() == (1,)
    asked = {one for one in said if one.startswith(("SELECT", "UPDATE", "DELETE"))}
    steps = [(row[3], one) for one in asked for row in store.db.execute(f"EXPLAIN QUERY PLAN {one}")]
    assert len(steps) > 50
    # Nearly all articles are live: to look for those is to look at all. Few are gone.
    of_all = ((step, one) for step, one in steps if "status = 'gone'" not in one or "articles_status" not in step)
    read_whole = [(step, one) for step, one in of_all if step.startswith("SCAN") or "articles_status" in step]
    assert [(step, one) for step, one in read_whole if "VIRTUAL TABLE" not in step] == []


def test_an_edit_of_a_killed_crawl_that_is_none_is_not_taken_off_what_the_next_one_found(store: Store) -> None:
    tip = "更多内容请下载客户端。"
    first = Night(store, 1)
    first.read(first.come(STAYS), story(STAYS))
    store.crawls.finish(first.crawl, {"finished_at": first._at(), "outcome": "finished"})
    killed = Night(store, 2)
    edited = story(STAYS)
    edited["body"] += tip
    assert killed.read(killed.come(STAYS), edited) == "changed"
    for key in ("one", "another"):
        note(store.db, "p", key, killed.crawl, [tip])
    third = Night(store, 3)
    assert settle_edits(store, third.crawl) == 0
    assert store.db.execute("SELECT revision_count FROM articles").fetchone() == (1,)
    assert store.db.execute("SELECT count(*) FROM changes").fetchone() == (0,)
