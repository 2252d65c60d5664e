"""What a search finds is what an eye finds: its months, its facets too; and estimates say what they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import database
from searched import ARTICLES, Truth, both, credited, either, has, like, none

from archive.days import FIRST_DATED, first_of_month
from archive.extent import _SLICES, _WITHIN, _sample, _slice, _stretches, extent
from archive.facets import exact_facets, facets
from archive.marking import highlight
from archive.query import match_expression, words_too_short
from archive.ranking import RANKED_AT_MOST, ranked
from archive.search import search
from archive.selection import Narrowing, Selection, select
from archive.store import Store
from datasette_config.room import found
from datasette_config.room.asked import Asked

QUERIES: dict[str, Truth] = {
    "党建": has("党建"),
    "黨建": has("党建"),
    "抗疫党建": has("抗疫党建"),
    "党建 抗疫": both(has("党建"), has("抗疫")),
    "党建 AND 抗疫": both(has("党建"), has("抗疫")),
    "党建 OR 抗疫": either(has("党建"), has("抗疫")),
    "党建 -抗疫": both(has("党建"), none(has("抗疫"))),
    "党建 NOT (抗疫 OR 扶贫)": both(has("党建"), none(has("抗疫", "扶贫"))),
    "(党建 OR 扶贫) -(抗疫 组织)": both(has("党建", "扶贫"), none(both(has("抗疫"), has("组织")))),
    "党建 OR -抗疫": either(has("党建"), none(has("抗疫"))),
    "-党建": none(has("党建")),
    "title:抗疫": has("抗疫", where=("headline",)),
    "标题：抗疫 正文：扶贫": both(has("抗疫", where=("headline",)), has("扶贫", where=("body",))),
    "title:(抗疫 OR 扶贫) 党建": both(has("抗疫", "扶贫", where=("headline",)), has("党建")),
    "-title:抗疫 党建": both(none(has("抗疫", where=("headline",))), has("党建")),
    "author:张静": credited("张静", "author", "photographer"),
    "author:张": credited("张", "author", "photographer"),
    "editor:魏岚 党建": both(credited("魏岚", "editor"), has("党建")),
    "source:日报": has("日报", where=("source",)),
    "source:党建 抗疫": both(has("党建", where=("source",)), has("抗疫")),
    "org:组织部": lambda article: True,
    "digital": like("<digital>"),
    "ＤＩＧ": like("<dig>"),
    "dig*": like("<dig"),
    '"会议 digit*"': like("会议[,。]*digit"),
    "G20会议": like("<g20会议"),
    "2020年": like("<2020年"),
    "没有": has("没有"),
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_what_contains_it_and_nothing_else(searched: Path, query: str) -> None:
    wanted = {article["url"] for article in ARTICLES if QUERIES[query](article)}
    db = database(searched)
    for order in ("newest", "oldest"):
        assert {hit.url for hit in search(db, query, order=order, limit=9999)} == wanted
    selection = select(db, query)
    assert selection is not None
    assert selection.count(db) == len(wanted) == sum(articles for _, articles in selection.days(db))
    if len(wanted) < RANKED_AT_MOST:
        assert {hit.url for hit in search(db, query, order="relevance", limit=9999)} == wanted


@pytest.mark.parametrize(
    "query",
    ["(" * 300 + "党建" + ")" * 300, "(党建 OR -" * 90 + "x", "党建 " * 250, "党" * 500, ")) OR ((", "title:", "-("],
)
def test_no_query_is_too_much_for_the_index(searched: Path, query: str) -> None:
    expression = match_expression(query)
    if expression:
        database(searched).execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [expression])


def test_one_character_is_found_where_the_archive_is_small(searched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = database(searched)
    assert words_too_short('党 党建 author:张 di* dig* "，党"') == ["党", "di*", "，党"]
    one = found.find(db, Asked("党", Narrowing()))
    assert one is not None and one.summary is not None
    assert one.summary.extent.articles == sum(map(has("党"), ARTICLES))
    monkeypatch.setattr(found, "ONE_CHARACTER_UP_TO", 1000)
    refused = found.find(db, Asked("党", Narrowing()))
    assert refused is not None
    assert (refused.trouble, refused.hits) == ("too_short", [])


def test_relevance_puts_titles_first_then_what_says_it_often(tmp_path: Path) -> None:
    store = Store(tmp_path / "archive.db")
    store.crawls.save_portal("p", {})
    said = [
        ("题", "党建" + "别的话" * 300),
        ("党建", "别的话"),
        ("题", "党建党建党建"),
        ("题", "黨建工作黨建"),
        ("题", "别的"),
    ]
    for number, (headline, body) in enumerate(said):
        one = {"url": f"http://dj.example/{number}", "headline": headline, "body": body, "published_at": "2020-01-01"}
        store.articles.save(one, "p", "2026-01-01T00:00:00+00:00", None)
    store.commit()
    assert [hit.url[-1] for hit in search(store.db, "党建", order="relevance")] == ["1", "2", "3", "0"]
    assert search(store.db, "党建 OR 别的", order="relevance")[0].url[-1] == "1"
    selection = select(store.db, "党建")
    assert selection is not None
    assert ranked(store.db, selection, "党建").whole
    store.close()


def test_what_was_found_is_marked_and_what_was_excluded_is_not() -> None:
    assert highlight("Digital 党建", "dig*") == [("Digital", True), (" 党建", False)]
    assert highlight("党建与扶贫", "党建 -(扶贫 OR 抗疫)") == [("党建", True), ("与扶贫", False)]
    assert highlight("党建与扶贫", "党建 -(抗疫 -扶贫)") == [("党建", True), ("与", False), ("扶贫", True)]


@pytest.mark.parametrize(
    "narrowed", [{}, {"date_from": "2013-01-15", "date_to": "2019-05-20"}, {"date_to": "2013-02-02"}]
)
def test_months_are_the_sums_of_their_days(searched: Path, narrowed: dict[str, str]) -> None:
    db = database(searched)
    selection = select(db, "党建", Narrowing(**narrowed))
    assert selection is not None
    first, last = db.execute("SELECT min(id), max(id) FROM articles WHERE id >= ?", [FIRST_DATED]).fetchone()
    wanted: Counter[int] = Counter()
    for day, articles in selection.days(db):
        wanted[first_of_month(day) if day >= FIRST_DATED >> 24 else 0] += articles
    assert dict(selection.months(db, first, last)) == dict(wanted)


def test_estimates_are_fair_and_say_what_they_are(searched: Path) -> None:
    db = database(searched)
    selection = select(db, "党建 OR 抗疫 OR 会议")
    assert selection is not None
    exact = extent(db, selection, 10_000)
    assert exact.exact and exact.complete
    assert exact.days == selection.days(db)
    estimated = extent(db, selection, 0.001)
    assert not estimated.exact
    assert not facets(db, estimated).exact
    # With more time the sample grows to everything, and then it is no estimate.
    ids, share = _sample(db, selection, 60, evenly=True)
    assert share == 1
    assert ids == selection.ids(db)
    halves = [_sample_of(db, selection, slices) for slices in (8, 16, 32)]
    for ids, share in halves:
        assert abs(len(ids) / share - exact.articles) < 0.25 * exact.articles


def _sample_of(db: Any, selection: Selection, slices: int) -> tuple[list[int], float]:
    stretches = _stretches(db, selection)
    ids = [
        row[0]
        for number in range(slices)
        for place, one in enumerate(stretches)
        for row in db.execute(_WITHIN, [selection.match, *_slice(one, place, number)])
    ]
    return ids, slices / _SLICES


def test_facets_are_what_their_links_find(searched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = database(searched)
    selection = select(db, "党建")
    assert selection is not None
    counted = exact_facets(db, selection, extent(db, selection, 10_000), 10_000)
    assert counted.exact
    for name, values in counted.values.items():
        assert values or name == "status", name
        for value, articles in values:
            narrowed = select(db, "党建", Narrowing(**{name: value}))
            assert narrowed is not None
            assert narrowed.count(db) == articles, (name, value)
    # Where articles are too many to look at, the index counts the same.
    many = replace(extent(db, selection, 10_000), complete=False)
    by_index = exact_facets(db, selection, many, 10_000)
    assert by_index.exact
    assert by_index.values == counted.values
    monkeypatch.setattr("archive.facets._SLOW", 0)
    assert exact_facets(db, selection, many, 10_000) == by_index
    mine = [article for article in ARTICLES if has("党建")(article)]
    authors = Counter(
        name
        for article in mine
        for name in {c["name"] for c in article["credits"] if c["role"] in ("author", "photographer")}
    )
    assert dict(counted.values["author"]) == dict(authors)
