"""Evidence of a takedown in a small crawl: what came just before and was read after a look counts as in a rebuild."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from stored import article

from archive.items import Capture
from archive.projection import project
from archive.settling import settle
from archive.store import Store
from archive.twins import unite

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
        return f"2026-01-{self.day:02}T08:00:{self.count:02}.000000+00:00"

    def come(self, url: str) -> Capture:
        self.count += 1
        place = (f"{self.day}.warc.gz", self.count * 1000, 900)
        capture = Capture(url, self._at(), 200, "text/html", f"sha1:{self.day}{self.count}", *place, None, None)
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
