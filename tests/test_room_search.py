"""Search, from the query language to the page and its files: exactly what was asked for, and the numbers right."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import dangjian, database
from lxml import html
from reading_room import get, serving, text_of

from archive.bigrams import normalise
from archive.days import FIRST_DATED, first_of_month
from archive.extent import _SLICES, _WITHIN, Extent, _sample, _slice, _stretches, extent
from archive.facets import Facets, exact_facets, facets
from archive.marking import highlight
from archive.query import match_expression, words_too_short
from archive.ranking import RANKED_AT_MOST, ranked
from archive.search import search
from archive.selection import Narrowing, Selection, select
from archive.store import Store
from datasette_config.room import found
from datasette_config.room.asked import Asked
from datasette_config.room.bars import chart
from datasette_config.room.exports import COLUMNS, cell

WORDS = [
    "党建",
    "抗疫",
    "扶贫",
    "组织",
    "黨建",
    "Ｄｉｇｉｔal",
    "digits",
    "dig",
    "会议",
    "的",
    "，",
    "。",
    "G20",
    "2020年",
]
NAMES = ["张静", "魏岚", "王伟", "张建国"]
PORTALS = {"north": "北方党建网", "south": "南方党建网", "west": "西部先锋"}


def made(number: int) -> dict[str, Any]:
    """Return an invented article; what it says depends on its number alone."""
    dice = random.Random(number)
    day = f"20{dice.randint(12, 23)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return {
        "url": f"http://dj.example/{number}",
        "headline": "".join(dice.choices(WORDS, k=3)) + f"第{number}篇",
        "body": "".join(dice.choices(WORDS, k=dice.randint(1, 14))),
        "source": dice.choice(["北方日报", "党建网", None]),
        "breadcrumb": ["首页", dice.choice(["要闻", "基层"])],
        "published_at": None if number % 50 == 7 else day if number % 2 else f"{day}T09:{number % 60:02}:00+08:00",
        "credits": [
            {"role": "author", "role_label": "作者", "name": dice.choice(NAMES), "organization": None},
            {"role": "photographer", "role_label": "摄影", "name": dice.choice(NAMES), "organization": None},
            {"role": "editor", "role_label": "责编", "name": dice.choice(NAMES[:2]), "organization": "省委组织部"},
        ],
    }


ARTICLES = [made(number) for number in range(1_700)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three portals with 1,700 articles, two of which have moved to another day."""
    directory = tmp_path_factory.mktemp("search")
    store = Store(directory / "archive.db")
    for name, title in PORTALS.items():
        store.crawls.save_portal(name, {"title": title})
    for number, article in enumerate(ARTICLES):
        store.articles.save(article, list(PORTALS)[number % 3], "2026-01-01T00:00:00+00:00", None)
    for number, day in ((11, "2019-05-05"), (13, "2013-02-02")):
        ARTICLES[number]["published_at"] = day
        store.articles.save(ARTICLES[number], list(PORTALS)[number % 3], "2026-01-02T00:00:00+00:00", None)
    store.close()
    return directory


@pytest.fixture(scope="module")
def room(archive: Path) -> Iterator[str]:
    with serving(archive) as base:
        yield base


Truth = Callable[[dict[str, Any]], bool]


def has(*words: str, where: tuple[str, ...] = ("headline", "body")) -> Truth:
    """Return whether one of some Chinese words stands in an article, by looking for it."""
    return lambda article: any(word in normalise(article[part] or "") for part in where for word in words)


def like(pattern: str) -> Truth:
    """Return whether an article has what a regular expression describes; `<` and `>` are the ends of a Latin word."""
    expression = re.compile(pattern.replace("<", "(?<![0-9a-z])").replace(">", "(?![0-9a-z])"))
    return lambda article: any(expression.search(normalise(article[part])) for part in ("headline", "body"))


def credited(name: str, *roles: str) -> Truth:
    return lambda article: any(credit["role"] in roles and name in credit["name"] for credit in article["credits"])


def both(*truths: Truth) -> Truth:
    return lambda article: all(truth(article) for truth in truths)


def either(*truths: Truth) -> Truth:
    return lambda article: any(truth(article) for truth in truths)


def none(truth: Truth) -> Truth:
    return lambda article: not truth(article)


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
def test_a_query_finds_what_contains_it_and_nothing_else(archive: Path, query: str) -> None:
    wanted = {article["url"] for article in ARTICLES if QUERIES[query](article)}
    db = database(archive)
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
def test_no_query_is_too_much_for_the_index(archive: Path, query: str) -> None:
    expression = match_expression(query)
    if expression:
        database(archive).execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [expression])


def test_one_character_is_found_where_the_archive_is_small(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = database(archive)
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
def test_months_are_the_sums_of_their_days(archive: Path, narrowed: dict[str, str]) -> None:
    db = database(archive)
    selection = select(db, "党建", Narrowing(**narrowed))
    assert selection is not None
    first, last = db.execute("SELECT min(id), max(id) FROM articles WHERE id >= ?", [FIRST_DATED]).fetchone()
    wanted: Counter[int] = Counter()
    for day, articles in selection.days(db):
        wanted[first_of_month(day) if day >= FIRST_DATED >> 24 else 0] += articles
    assert dict(selection.months(db, first, last)) == dict(wanted)


def test_estimates_are_fair_and_say_what_they_are(archive: Path) -> None:
    db = database(archive)
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


def test_facets_are_what_their_links_find(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = database(archive)
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


def tree(room: str, address: str) -> html.HtmlElement:
    status, _, page = get(room + address)
    assert status == 200
    return html.fromstring(page)


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_the_page_leads_on_by_facets_chips_and_bars(room: str) -> None:
    page = tree(room, "/search?q=抗疫&lang=zh")
    everything = number(page.xpath("string(//p[@id='count'])"))
    assert everything == sum(map(has("抗疫"), ARTICLES))
    names = [section.xpath("string(h3)") for section in page.xpath("//div[@id='narrowing']/section")]
    assert names == ["门户", "栏目", "来源", "作者", "编辑", "年份"]
    for section in page.xpath("//div[@id='narrowing']/section"):
        row = section.xpath(".//li")[0]
        narrowed = tree(room, row.xpath("string(a/@href)"))
        assert number(narrowed.xpath("string(//p[@id='count'])")) == number(row.xpath("string(span)"))
        chips = narrowed.xpath("//ul[@class='chips']/li/a")
        assert len(chips) == (2 if section.xpath("string(h3)") == "年份" else 1)
        back = tree(room, chips[0].get("href"))
        assert number(back.xpath("string(//p[@id='count'])")) >= number(row.xpath("string(span)"))
    bars = page.xpath("//figure[@class='chart']//svg//a")
    table = page.xpath("//figure[@class='chart']//table//td")
    assert len(bars) == len(table)
    undated = number(re.search(r"另有 (\d+) 篇无日期", text_of(get(f"{room}/search?q=抗疫&lang=zh")[2]))[1])  # type: ignore[index]
    assert sum(number(cell.text) for cell in table) == everything - undated
    narrowed = tree(room, "/search?q=抗疫&from=2014-03-20&to=2016-02-10")
    for place in (0, -1):
        bar = tree(room, narrowed.xpath("//figure[@class='chart']//svg//a/@href")[place])
        shown = number(narrowed.xpath("//figure[@class='chart']//table//td")[place].text)
        assert number(bar.xpath("string(//p[@id='count'])")) == shown
    month = tree(room, bars[5].get("href"))
    assert number(month.xpath("string(//p[@id='count'])")) == number(table[5].text)
    assert month.xpath("//link[@rel='canonical']/@href") == [room + bars[5].get("href")]


def test_all_pages_together_are_all_hits_once(room: str) -> None:
    for order in ("newest", "oldest", "relevance"):
        address, keys = f"/search?q=扶贫&from=2015-01-01&to=2016-06-30&order={order}", []
        while address:
            page = tree(room, address)
            keys += page.xpath("//ol//h2/a/@href")
            address = page.xpath("string(//a[@rel='next']/@href)")
        wanted = [
            one
            for one in ARTICLES
            if has("扶贫")(one) and "2015-01" <= (one["published_at"] or "")[:10] <= "2016-06-30"
        ]
        assert len(keys) == len(set(keys)) == len(wanted) > 60


def test_pages_end_and_go_on_by_the_day(room: str) -> None:
    page = tree(room, "/search?portal=north&page=99999&lang=zh")
    assert "没有结果" in page.text_content()
    assert get(f"{room}/search?q=抗疫&page=100")[0] == 200


def rows_of(body: str) -> list[dict[str, str]]:
    assert body.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def test_every_result_set_is_a_file_too(room: str, tmp_path: Path) -> None:
    question = "q=党建&portal=south&section=要闻"
    wanted = [
        one["url"]
        for place, one in enumerate(ARTICLES)
        if place % 3 == 1 and has("党建")(one) and one["breadcrumb"][1] == "要闻"
    ]
    status, answer, body = get(f"{room}/search.csv?{question}")
    assert status == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["x-complete"] == "yes"
    assert int(answer.headers["content-length"]) == len(body.encode())
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    assert answer.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert int(answer.headers["x-articles"]) == len(wanted) > 100
    rows = rows_of(body)
    assert list(rows[0]) == list(COLUMNS)
    assert sorted(row["url"] for row in rows) == sorted(wanted)
    assert rows[0]["address"] == f"{room}/article/{rows[0]['key']}"
    whole = json.loads(get(f"{room}/search.json?{question}&order=oldest")[2])
    assert whole["complete"] is True and whole["next"] is None
    assert [one["url"] for one in whole["articles"]] == [row["url"] for row in rows][::-1]
    lines = get(f"{room}/search.ndjson?{question}")[2]
    articles = [json.loads(line) for line in lines.splitlines()]
    assert [one["url"] for one in articles] == [row["url"] for row in rows]
    first = next(one for one in ARTICLES if one["url"] == articles[0]["url"])
    for name in ("headline", "body", "source", "published_at", "credits"):
        assert articles[0][name] == first[name]
    # And back in again, as articles made elsewhere are.
    (tmp_path / "found.ndjson").write_text(lines, encoding="utf-8")
    ran = dangjian("import", tmp_path / "found.ndjson", "--archive", tmp_path / "a", "--json")
    assert ran.code == 0, ran.err
    again = database(tmp_path / "a").execute("SELECT count(*) FROM articles").fetchone()[0]
    assert again == len(wanted)


def test_a_feed_of_a_search(room: str) -> None:
    status, answer, body = get(f"{room}/search.atom?q=党建&order=oldest")
    assert status == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(body)
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert len(entries) == 50
    moments = [entry.findtext("a:published", "", space) for entry in entries]
    days = [moment[:10] for moment in moments]
    assert days == sorted(days, reverse=True)
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$", moment) for moment in moments)
    page = tree(room, "/search?q=党建")
    assert page.xpath("//link[@type='application/atom+xml']/@href")[0].startswith("/search.atom?q=")


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_what_one_file_cannot_hold_is_in_the_next(archive: Path, order: str) -> None:
    db = database(archive)
    for narrowing in (Narrowing(), Narrowing(date_from="2013-01-01", date_to="2019-12-31")):
        asked = Asked("抗疫", narrowing, order)  # type: ignore[arg-type]
        selection = select(db, asked.query, narrowing)
        assert selection is not None
        ids: list[int] = []
        whole = False
        while not whole:
            beyond = {} if not ids else {"before" if order == "newest" else "after": ids[-1]}
            more, whole = found.order_of(db, asked, replace(selection, **beyond), 100)
            ids += more
        assert len(ids) == len(set(ids)) == selection.count(db)


@pytest.mark.parametrize("value", ["=1+1", "+86", "-5", "@x", "＝SUM(A1)", "'=1", "\t=1"])
def test_no_cell_is_a_formula_and_none_is_lost(value: str) -> None:
    guarded = cell(value)
    assert guarded[0] == "'"
    assert guarded[1:] == value
    assert cell("党建=1") == "党建=1"
    assert cell(None) is None
    assert cell(-3) == -3


def test_numbers_as_json_and_as_parts_of_the_page(room: str) -> None:
    numbers = json.loads(get(f"{room}/search/facets.json?q=抗疫")[2])
    assert numbers["articles_exact"] and numbers["facets_exact"]
    assert numbers["articles"] == sum(map(has("抗疫"), ARTICLES))
    assert {one["value"] for one in numbers["facets"]["portal"]} == set(PORTALS)
    parts = html.fromstring(get(f"{room}/search/summary?q=抗疫&lang=zh")[2])
    assert f"{numbers['articles']:,}" in parts.xpath("string(//div[@id='count'])")
    assert json.loads(get(f"{room}/search/facets.json")[2]) == {"error": "nothing to count"}


def test_what_is_estimated_says_so_and_where_the_exact_numbers_are(room: str) -> None:
    page = tree(room, "/search?q=-没有&lang=zh")
    # All 1,700 are counted at once, but not the rows of each looked at.
    assert number(page.xpath("string(//p[@id='count'])")) == 1_700
    assert "抽样估计" in page.xpath("string(//div[@id='narrowing'])")
    assert page.xpath("string(//div[@id='narrowing']//li/span)").startswith("约 ")
    parts = html.fromstring(get(room + page.xpath("string(//p[@id='count']/@data-fill)"))[2])
    assert "约" not in parts.text_content()


def test_an_estimate_is_drawn_by_year_and_from_next_to_nothing_not_at_all() -> None:
    asked = Asked("党建", Narrowing())
    days = [(42_000 + 40 * place, 5) for place in range(30)]
    for exact, unit in ((True, "month"), (False, "year")):
        drawn = chart(asked, days, "zh", exact=exact)
        assert drawn is not None
        assert drawn.unit == unit
        assert sum(bar.articles for bar in drawn.bars) == 150
    for sample, enough in ((299, False), (300, True)):
        thin = found.Summary(Extent(9_000, days, False, [1] * sample, False), Facets({}, False))
        assert thin.enough is enough


def test_odd_requests(room: str) -> None:
    for more in (
        "portal=nobody",
        "source=' OR 1=1",
        "from=2020-13-40",
        "beyond=x",
        "page=0",
        "order=x",
        "author=%00",
        "status=x",
    ):
        for path in ("/search", "/search.csv", "/search.json", "/search.ndjson", "/search.atom", "/search/summary"):
            assert get(f"{room}{path}?q=党建&{more}")[0] == 200, (path, more)
            assert get(f"{room}{path}?{more}")[0] == 200, (path, more)


def test_the_help_page_and_its_examples(room: str) -> None:
    for language in ("zh", "en"):
        page = tree(room, f"/help?lang={language}")
        links = page.xpath("//table//a/@href")
        assert len(links) > 12
    for link in links:
        assert get(room + link)[0] == 200
