"""The floors in tests/quality.json: kept by the engine, close to what it reaches, and never lowered without a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from conftest import SHARED, needs_shared

from benchmarks import floors, scoring
from benchmarks.floors import Floors, Lowered
from benchmarks.readers import ours
from benchmarks.scoring import FIELDS, Reading

PAGES = SHARED / "pages"
FLOORS = floors.load()
TARGETS = {
    "headline": 0.99,
    "kicker": 0.97,
    "deck": 0.97,
    "source": 0.99,
    "published_at": 0.99,
    "authors": 0.97,
    "editors": 0.97,
    "breadcrumb": 0.95,
    "body_f1": 0.985,
    "body_first": 0.95,
    "body_last": 0.95,
}
RAISE = "python -m benchmarks.quality --no-peers --set-floors"


@pytest.fixture(scope="module")
def reached() -> Mapping[str, float]:
    samples = scoring.load(PAGES)
    if not samples:
        pytest.skip("needs the pages of ../shared/pages, which this clone has not")
    if scoring.fingerprint(PAGES) != FLOORS.fingerprint:
        pytest.skip("the floors are for other pages; test_the_floors_are_for_these_pages says so")
    return scoring.means(scoring.score(ours(sample), sample.gold) for sample in samples)


@pytest.mark.corpus
@needs_shared
def test_the_floors_are_for_these_pages() -> None:
    samples = scoring.load(PAGES)
    if not samples:
        pytest.skip("needs the pages of ../shared/pages, which this clone has not")
    assert (FLOORS.pages, FLOORS.fingerprint) == (len(samples), scoring.fingerprint(PAGES)), (
        f"../shared/pages is not the set that tests/quality.json was measured on; after a look at the misses: {RAISE}"
    )


@pytest.mark.corpus
@needs_shared
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_falls_below_its_floor(reached: Mapping[str, float], field: str) -> None:
    assert reached[field] >= FLOORS.floors[field]


@pytest.mark.corpus
@needs_shared
@pytest.mark.parametrize("field", FIELDS)
def test_no_floor_lags_behind(reached: Mapping[str, float], field: str) -> None:
    assert FLOORS.floors[field] >= reached[field] - floors.SLACK, f"reads better than its floor says: {RAISE}"


def test_the_targets_are_those_of_the_project() -> None:
    assert scoring.TARGETS == TARGETS


@pytest.mark.parametrize("field", FIELDS)
def test_a_floor_under_its_target_says_why(field: str) -> None:
    assert FLOORS.floors[field] >= TARGETS.get(field, 0) or field in FLOORS.reasons


def test_no_floor_was_ever_lowered_without_a_reason() -> None:
    history = [past for past in floors.committed() if past.fingerprint == FLOORS.fingerprint]
    for later, earlier in zip([FLOORS, *history], history, strict=False):
        for field, before in earlier.floors.items():
            fell = later.floors.get(field, 0) < before and FLOORS.floors.get(field, 0) < before
            assert not fell or field in later.reasons, f"{field} fell from {before} without a reason"


REACHED = dict.fromkeys(FIELDS, 1.0)
KEPT = Floors("a", 1, dict.fromkeys(FIELDS, 0.99), {})


def test_floors_rise_by_themselves() -> None:
    assert KEPT.raised(REACHED, "a", 1).floors == REACHED


def test_floors_fall_with_a_reason_only() -> None:
    worse = REACHED | {"deck": 0.98}
    with pytest.raises(Lowered, match=r"^deck 0\.990 -> 0\.980$"):
        KEPT.raised(worse, "a", 1)
    fallen = KEPT.raised(worse, "a", 1, "two decks on one page")
    assert (fallen.floors["deck"], dict(fallen.reasons)) == (0.98, {"deck": "two decks on one page"})
    assert fallen.raised(worse, "a", 1) == fallen
    assert Floors.from_json(fallen.to_json()) == fallen
    assert not fallen.raised(REACHED, "a", 1).reasons


def test_a_floor_under_its_target_keeps_its_reason() -> None:
    low = replace(KEPT, floors={**KEPT.floors, "authors": 0.8})
    better = REACHED | {"authors": 0.9}
    with pytest.raises(Lowered, match=r"^authors 0\.900, target 0\.970$"):
        low.raised(better, "a", 1)
    said = replace(low, reasons={"authors": "names in pictures"})
    assert said.raised(better, "a", 1).reasons == {"authors": "names in pictures"}


def test_an_empty_floor_file_raises_no_floor_of_another_field() -> None:
    assert set(Floors("", 0, {}, {}).raised(REACHED, "a", 1).floors) == set(FIELDS)


GOLD = Reading(
    headline="甲 乙",
    deck="——丙",
    published_at="2020-02-29",
    authors=frozenset({"张静"}),
    breadcrumb=("要闻",),
    body="一二三\n四五六",
    page_kind="article",
)


def test_what_counts_as_right() -> None:
    same = replace(
        GOLD,
        headline="甲乙",
        deck="丙",
        published_at="2020-02-29T18:34:00+08:00",
        breadcrumb=("首页", "要 闻"),
        body="一 二三四五六",
    )
    assert {field: mark.points for field, mark in scoring.score(same, GOLD).items()} == dict.fromkeys(FIELDS, 1.0)


@pytest.mark.parametrize(
    ("field", "reading"),
    [
        ("headline", replace(GOLD, headline="甲")),
        ("kicker", replace(GOLD, kicker="丁")),
        ("published_at", replace(GOLD, published_at="2020-02")),
        ("authors", replace(GOLD, authors=frozenset({"张静", "李明"}))),
        ("editors", replace(GOLD, editors=frozenset({"李明"}))),
        ("page_kind", replace(GOLD, page_kind="listing")),
    ],
)
def test_what_counts_as_wrong(field: str, reading: Reading) -> None:
    assert {name for name, mark in scoring.score(reading, GOLD).items() if mark.points < 1} == {field}


def test_a_body_is_right_by_degrees() -> None:
    marks = scoring.score(replace(GOLD, body="一二三四五"), GOLD)
    assert 0.8 < marks["body_f1"].points < 1
    assert (marks["body_first"].points, marks["body_last"].points) == (0, 0)
    assert scoring.f1("", "") == 1
    assert scoring.f1("", "一二") == 0
