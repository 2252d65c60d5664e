"""Whose ETag and Last-Modified are believed: a sample comes whole in every crawl, another one each time."""

from __future__ import annotations

from crawler.trust import IMPOSSIBLE, Trust

TAG = {"If-None-Match": '"1"'}


def test_the_first_two_come_whole_in_every_crawl() -> None:
    for turn in range(5):
        trust = Trust(lied=False, honest=True, turn=turn)
        assert trust.headers("listing", TAG) == {"If-None-Match": IMPOSSIBLE["If-None-Match"]}
        assert trust.headers("listing", TAG) == {}


def test_every_list_of_a_stranger_comes_whole_within_three_crawls() -> None:
    whole: set[int] = set()
    for turn in range(3):
        trust = Trust(lied=False, honest=False, turn=turn)
        asked = [trust.headers("listing", TAG) for _ in range(9)]
        whole |= {place for place, headers in enumerate(asked) if headers != TAG}
        assert asked.count(TAG) >= 4
    assert whole == set(range(9))


def test_a_liar_is_asked_for_whole_pages() -> None:
    trust = Trust(lied=True, honest=False)
    assert {tuple(trust.headers("listing", TAG)) for _ in range(9)} == {()}
