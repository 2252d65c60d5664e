"""The index and its queries: exactly what contains a term is found."""

from __future__ import annotations

import random
import sqlite3
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from stored import URL, article, found

from archive.bigrams import normalise, split
from archive.days import day_of
from archive.items import utc_now
from archive.marking import highlight, snippet
from archive.query import match_expression
from archive.search import count, search
from archive.selection import Narrowing, select
from archive.store import Store


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("抗疫一线", "抗疫 疫一 一线 线"),
        ("党", "党"),
        ("2020年3月", "2020 年 3 月"),
        ("2020年度", "2020 年 年度 度"),
        ("G20峰会", "g20 峰 峰会 会"),
        ("黨建，抗疫。", "党建 建 抗疫 疫"),
        ("ＡＢＣ", "abc"),
        ("𠮷野", "𠮷野 野"),
        ("", ""),
    ],
)
def test_split(text: str, tokens: str) -> None:
    assert split(text) == tokens


TERMS = [
    "党建",
    "抗疫",
    "党",
    "组织部",
    "2020年",
    "年",
    "不忘初心",
    "g20",
    "建",
    "一线抗疫",
    "驻村",
    "𠮷",
    "村",
    "abc",
    "党支部书记",
]


def test_a_long_text_is_split_as_its_parts_are_and_takes_little_room() -> None:
    part = "2020年云溪县ab党建引领基层治理，三十六名党员（abc）到岗。\n"
    tracemalloc.start()
    tokens = split(part * 40_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tokens == " ".join([split(part)] * 40_000)
    assert most < 20 * len(tokens)


def test_exactly_what_contains_the_term_is_found(store: Store) -> None:
    dice = random.Random(7)
    pieces = [*TERMS, "，", "。", "的", "黨建", "Ａbc", "和", "9", "\n", "会议", " "]
    texts = ["".join(dice.choices(pieces, k=dice.randint(1, 12))) for _ in range(400)]
    for number, text in enumerate(texts):
        store.articles.save(
            article(url=f"http://dj.example/{number}", headline=f"题{number}", body=text, credits=[]),
            "p",
            utc_now(),
            None,
        )
    store.commit()
    for term in TERMS:
        latin = term.isascii() or term[0].isdigit()
        wanted = set()
        for number, text in enumerate(texts):
            plain = normalise(text)
            hit = plain.find(term)
            while hit >= 0:
                before = plain[hit - 1 : hit]
                whole = not (latin and before.isascii() and before.isalnum())
                after = plain[hit + len(term) : hit + len(term) + 1]
                if whole and not (term.isascii() and after.isascii() and after.isalnum()):
                    wanted.add(f"http://dj.example/{number}")
                hit = plain.find(term, hit + 1)
        assert {hit.url for hit in search(store.db, term, limit=1000)} == wanted, term
        assert count(store.db, term) == len(wanted)


def test_words_phrases_and_operators(store: Store) -> None:
    for number, text in enumerate(["党建引领抗疫", "党建工作", "抗疫一线", "不忘初心、牢记使命"]):
        store.articles.save(
            article(url=f"http://dj.example/{number}", headline="题", body=text, credits=[]), "p", utc_now(), None
        )

    def numbers(query: str) -> str:
        return "".join(sorted(url[-1] for url in found(store, query)))

    assert numbers("党建 抗疫") == "0"
    assert numbers("党建 OR 抗疫") == "012"
    assert numbers("党建 -抗疫") == numbers("党建 NOT 抗疫") == "1"
    assert numbers('"党建引领"') == "0"
    assert numbers("(党建 OR 初心) -工作") == "03"
    assert numbers("“不忘初心，牢记使命”") == "3"
    assert numbers("title:党建") == ""
    assert numbers("title:题 body:一线") == "2"


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "((",
        ")",
        "OR",
        "NOT",
        "-",
        "title:",
        "*",
        'a"b',
        "^a",
        "NEAR(a, b)",
        "a:b:c",
        "党建)",
        "\x00党",
        "😀",
        "AND AND",
    ],
)
def test_no_query_is_an_error(store: Store, query: str) -> None:
    store.articles.save(article(), "p", utc_now(), None)
    store.commit()
    assert isinstance(search(store.db, query), list)
    assert isinstance(search(store.db, query, order="relevance"), list)
    assert count(store.db, query) >= 0


def test_newest_oldest_most_relevant_and_narrowed(store: Store) -> None:
    for number in range(1, 10):
        head = "党建" if number == 4 else "题"
        store.articles.save(
            article(url=f"http://dj.example/{number}", headline=head, published_at=f"2020-03-0{number}"),
            "p",
            utc_now(),
            None,
        )
    store.commit()
    assert [hit.url[-1] for hit in search(store.db, "党建", limit=3)] == ["9", "8", "7"]
    assert [hit.url[-1] for hit in search(store.db, "党建", limit=3, offset=3)] == ["6", "5", "4"]
    assert [hit.url[-1] for hit in search(store.db, "党建", order="oldest", limit=2)] == ["1", "2"]
    assert search(store.db, "党建", order="relevance")[0].url[-1] == "4"
    assert count(store.db, "党建", Narrowing(date_from="2020-03-03", date_to="2020-03-05")) == 3
    assert count(store.db, "党建", Narrowing(portal="other")) == 0


def test_narrowing_is_exact(store: Store) -> None:
    def save(number: int, **changes: Any) -> None:
        url = f"http://dj.example/{number}"
        store.articles.save(
            article(url=url, canonical_url=url, **changes),
            "p" if number % 2 else "q",
            f"2026-01-0{number}T00:00:00+00:00",
            None,
        )
        store.commit()

    save(1, source="党建网", published_at="2020-03-01")
    save(2, source="陕西党建网", published_at="2020-03-02")
    save(3, source="党建网", published_at="2020-03-03", breadcrumb=["首页", "要闻"])
    save(4, source="党建、网", published_at="2020-03-04")

    def these(query: str = "", **narrowed: str) -> list[int]:
        assert count(store.db, query, Narrowing(**narrowed)) == len(search(store.db, query, Narrowing(**narrowed)))
        return [int(hit.url[-1]) for hit in search(store.db, query, Narrowing(**narrowed), order="oldest")]

    assert these(source="党建网") == [1, 3]
    assert these("source:党建网") == [1, 2, 3]
    assert these("source:陕西") == [2]
    assert these("党建", portal="q") == [2, 4]
    assert these(section="要闻") == [3]
    assert these(status="gone") == []
    assert these("陕西") == [], "a source is no text"
    assert these(date_from="2020-03-02", date_to="2020-03-03") == [2, 3]
    # A date that was corrected: the article keeps its id.
    save(1, source="党建网", published_at="2020-03-03T09:00:00+08:00")
    assert these(date_from="2020-03-02", date_to="2020-03-03") == [1, 2, 3]
    assert these(date_to="2020-03-01") == []
    everything = select(store.db, "", Narrowing(date_to="2020-03-03"))
    assert everything is not None
    assert [(day_of(day), n) for day, n in everything.days(store.db)] == [("2020-03-02", 1), ("2020-03-03", 2)]
    # A date that was taken away.
    save(2, source="陕西党建网", published_at=None)
    assert these(date_from="2020-03-01") == [1, 3, 4]
    assert these(source="陕西党建网") == [2]


def test_editors_are_no_authors(store: Store) -> None:
    credits = [
        {"role": "reporter", "role_label": "记者", "name": "张静", "organization": None},
        {"role": "editor", "role_label": "责编", "name": "魏岚", "organization": "秦川日报社"},
    ]
    store.articles.save(article(credits=credits), "p", "2026-01-01T00:00:00+00:00", None)
    assert found(store, "author:张静") == found(store, "editor:魏") == found(store, "org:日报") == [URL]
    assert found(store, "names:魏岚") == found(store, "魏岚") == [URL]
    assert found(store, "editor:张静") == found(store, "author:魏岚") == found(store, "org:秦川报") == []


def test_what_is_gone_and_comes_back_is_found_as_such(store: Store) -> None:
    saved = store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    assert saved.article is not None
    crawls = [store.crawls.start(f"p{day}", "p", f"2026-01-0{day}T00:00:00+00:00") for day in (2, 3)]
    for day, crawl in zip((2, 3), crawls, strict=True):
        store.looks.miss(saved.article, "404", f"2026-01-0{day}T01:00:00+00:00", crawl, None, 1)
    store.commit()
    assert count(store.db, "党建", Narrowing(status="gone")) == 1
    assert count(store.db, "党建", Narrowing(status="live")) == 0
    store.articles.save(article(), "p", "2026-01-04T00:00:00+00:00", None)
    store.commit()
    assert count(store.db, "党建", Narrowing(status="live")) == 1
    assert count(store.db, "党建", Narrowing(status="gone")) == 0


def test_days_are_counted_as_articles_come_and_change(store: Store) -> None:
    def days() -> list[tuple[Any, ...]]:
        return store.db.execute("SELECT portal, date, articles, characters FROM article_days ORDER BY 1, 2").fetchall()

    store.articles.save(article(published_at="2020-03-01", body="一二三"), "p", "2026-01-01T00:00:00+00:00", None)
    assert days() == [("p", "2020-03-01", 1, 3)]
    store.articles.save(article(published_at="2020-03-02", body="一二三四"), "p", "2026-01-02T00:00:00+00:00", None)
    assert days() == [("p", "2020-03-02", 1, 4)]
    url = "http://dj.example/2"
    undated = article(url=url, canonical_url=url, published_at=None, body="")
    store.articles.save(undated, "p", "2026-01-02T00:00:00+00:00", None)
    assert days() == [("p", "", 1, 0), ("p", "2020-03-02", 1, 4)]


def test_names_are_found_and_shown(store: Store) -> None:
    store.articles.save(article(body="正文不提名字。"), "p", utc_now(), None)
    store.commit()
    hit = search(store.db, "张静")[0]
    assert ("张静", True) in hit.snippet
    assert found(store, "author:张静") == [URL]
    assert found(store, "title:张静") == []


def test_highlight_and_snippet() -> None:
    assert highlight("臺灣黨建，ＡＢＣ", "党建 abc") == [
        ("臺灣", False),
        ("黨建", True),
        ("，", False),
        ("ＡＢＣ", True),
    ]
    text = "开头一句很长很长的话。" * 20 + "这里说到抗疫。" + "后面的话。" * 30
    cut = snippet(text, "抗疫", width=40)
    assert cut[0] == ("…", False)
    assert ("抗疫", True) in cut
    assert "".join(part for part, _ in cut).startswith("…这里说到抗疫")
    assert snippet("没有", "抗疫") == [("没有", False)]


def test_a_two_character_word_matches_in_plain_sqlite(store: Store, tmp_path: Path) -> None:
    store.articles.save(article(), "p", utc_now(), None)
    store.commit()
    plain = sqlite3.connect(tmp_path / "archive.db")
    sql = "SELECT headline FROM articles WHERE id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    assert plain.execute(sql, ["党建"]).fetchall() == [("让党旗高高飘扬",)]
    assert match_expression("党建") is not None
