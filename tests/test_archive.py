"""The archive: schema, rows, revisions, takedowns, WARC files, the index and its queries."""

from __future__ import annotations

import gzip
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.bigrams import normalise, split
from archive.changes import kind_of_change
from archive.days import day_of
from archive.digest import article_key, payload_digest
from archive.items import Capture, CrawlNote, utc_now
from archive.marking import highlight, snippet
from archive.migrations import SCHEMA
from archive.projection import absence, is_hollow
from archive.query import match_expression
from archive.search import count, search
from archive.selection import Narrowing, select
from archive.store import Store
from archive.warc import WarcFile
from archive.warc_reading import iter_records, read_capture

URL = "http://dj.example/yw/1.html"


def article(**changes: Any) -> dict[str, Any]:
    """Return an article's JSON."""
    return {
        "url": URL,
        "headline": "让党旗高高飘扬",
        "body": "第一段说党建。\n第二段说抗疫。",
        "published_at": "2020-03-13T10:35:00+08:00",
        "source": "秦川日报",
        "credits": [{"role": "author", "role_label": "作者", "name": "张静", "organization": None}],
    } | changes


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(tmp_path / "archive.db")
    one.crawls.save_portal("p", {"title": "试验网", "home": "http://dj.example/"})
    yield one
    one.close()


def found(store: Store, query: str) -> list[str]:
    store.commit()
    return [hit.url for hit in search(store.db, query)]


def test_an_empty_database_is_the_documented_schema(store: Store) -> None:
    documented = sqlite3.connect(":memory:")
    documented.executescript(SCHEMA.read_text(encoding="utf-8"))
    # Comments aside, and without what SQLite and sqlite-utils keep for themselves.
    query = "SELECT name, type FROM sqlite_master WHERE name NOT LIKE '%sqlite%' ORDER BY 1"
    assert store.db.execute(query).fetchall() == documented.execute(query).fetchall()
    for (table,) in documented.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall():
        columns = f"SELECT name, type, pk FROM pragma_table_info('{table}')"
        assert store.db.execute(columns).fetchall() == documented.execute(columns).fetchall(), table


def test_wal_and_no_broken_references(store: Store) -> None:
    store.articles.save(
        article(images=[{"url": "http://dj.example/1.png"}], breadcrumb=["首页", "要闻"]), "p", utc_now(), None
    )
    store.commit()
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_an_article_and_all_its_rows(store: Store) -> None:
    saved = store.articles.save(
        article(breadcrumb=["首页", "专题专栏", "抗疫", "正文"], deck="——综述"), "p", "2026-01-01T00:00:00+00:00", None
    )
    assert saved.outcome == "new"
    row = store.db.execute(
        "SELECT key, section, lead, char_count, published_date, status, revision_count FROM articles"
    ).fetchone()
    assert row == (article_key(URL), "抗疫", "第一段说党建。 第二段说抗疫。", 14, "2020-03-13", "live", 1)
    assert store.db.execute("SELECT section, depth FROM article_sections").fetchall() == [("专题专栏", 0), ("抗疫", 1)]
    assert store.db.execute("SELECT name FROM people").fetchall() == [("张静",)]
    assert store.db.execute("SELECT body FROM articles_with_text").fetchone()[0] == article()["body"]


def test_the_same_again_is_no_revision(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    assert store.articles.save(article(), "p", "2026-01-02T00:00:00+00:00", None).outcome == "same"
    assert store.db.execute("SELECT first_seen_at, last_seen_at, revision_count FROM articles").fetchone() == (
        "2026-01-01T00:00:00+00:00",
        "2026-01-02T00:00:00+00:00",
        1,
    )


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"body": "第一段说党建。\n第二段说抗役。"}, "typo"),
        ({"body": "完全不同的一段文字，说的是另外一件事情。"}, "rewrite"),
        ({"credits": [{"role": "editor", "role_label": "责编", "name": "魏岚", "organization": None}]}, "metadata"),
        ({"source": "渭阳党建"}, "metadata"),
    ],
)
def test_a_change_is_a_revision_of_its_kind(store: Store, changes: dict[str, Any], kind: str) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    assert store.articles.save(article(**changes), "p", "2026-01-02T00:00:00+00:00", None).outcome == "changed"
    assert store.db.execute("SELECT number, change FROM revisions ORDER BY number").fetchall() == [
        (1, "first"),
        (2, kind),
    ]


def test_an_article_of_others_cannot_say_what_is_indexed(store: Store) -> None:
    store.articles.save(article(index_texts=["鬼影", "鬼影", "鬼影"]), "p", "2026-01-01T00:00:00+00:00", None)
    assert found(store, "鬼影") == []
    assert found(store, "党建") == [URL]


def test_kinds_of_change() -> None:
    text = "全省选派驻村工作队员1.8万名，" * 8
    assert kind_of_change(text, text.replace("1.8", "1.9", 1)) == "typo"
    assert kind_of_change(text, text.replace("1.8万名", "两万一千多名同志", 2)) == "correction"
    assert kind_of_change("甲" * 9000, "乙" * 9000) == "rewrite"


@pytest.mark.parametrize("committed", [True, False])
def test_the_old_text_leaves_the_index(store: Store, committed: bool) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    if committed:
        store.commit()
    store.articles.save(article(headline="新题", body="只说扶贫。", credits=[]), "p", "2026-01-02T00:00:00+00:00", None)
    assert found(store, "扶贫") == [URL]
    for word in ("党建", "抗疫", "党旗", "张静"):
        assert found(store, word) == [], word


def look(store: Store, day: int, crawl: int, what: str = "404", alive: int | None = 7) -> str:
    """Look for the article on a day, in vain; `alive` is another page's capture."""
    identity = store.articles.id_of(URL)
    assert identity is not None
    return store.articles.miss(identity, what, f"2026-01-{day:02}T00:00:00+00:00", crawl, None, alive).outcome


def test_a_takedown_takes_two_crawls(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    first, second = (store.crawls.start(key, "p", utc_now()) for key in ("c1", "c2"))
    assert look(store, 2, first) == "suspected"
    assert look(store, 2, first) == "suspected"
    assert store.db.execute("SELECT status FROM articles").fetchone()[0] == "live"
    assert look(store, 3, second, "soft 404") == "gone"
    assert store.db.execute("SELECT status, gone_at FROM articles").fetchone() == ("gone", "2026-01-03T00:00:00+00:00")
    assert store.articles.save(article(), "p", "2026-01-04T00:00:00+00:00", None).outcome == "back"
    assert store.db.execute("SELECT status, gone_at FROM articles").fetchone() == ("live", None)


def test_a_look_at_a_dead_host_proves_nothing(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    crawls = [store.crawls.start(key, "p", utc_now()) for key in ("c1", "c2", "c3", "c4")]
    assert [look(store, day, crawls[day], alive=None) for day in (2, 3)] == ["suspected", "suspected"]
    assert look(store, 4, crawls[0]) == "suspected"
    assert look(store, 5, crawls[1]) == "gone"


def test_seen_in_between_clears_the_suspicion(store: Store) -> None:
    store.articles.save(article(), "p", "2026-01-01T00:00:00+00:00", None)
    first, second = (store.crawls.start(key, "p", utc_now()) for key in ("c1", "c2"))
    look(store, 2, first)
    store.articles.save(article(), "p", "2026-01-03T00:00:00+00:00", None)
    assert look(store, 4, second) == "suspected"


def test_ids_depend_on_content_not_on_the_order(tmp_path: Path) -> None:
    many = [article(url=f"http://dj.example/{n}.html", published_at=f"2020-03-{n % 28 + 1:02}") for n in range(40)]
    tables = []
    for name, order in (("a", many), ("b", many[::-1])):
        one = Store(tmp_path / f"{name}.db")
        one.crawls.save_portal("p", {})
        for each in order:
            one.articles.save(each, "p", "2026-01-01T00:00:00+00:00", None)
        tables.append(one.db.execute("SELECT id, key FROM articles ORDER BY 1").fetchall())
        days = [row[0] for row in one.db.execute("SELECT published_date FROM articles ORDER BY id")]
        assert days == sorted(days)
        one.close()
    assert tables[0] == tables[1]


@pytest.mark.parametrize(
    ("status", "location", "state", "what"),
    [
        (404, None, None, "404"),
        (410, None, None, "410"),
        (200, None, "missing", "soft 404"),
        (200, None, "blocked", None),
        (200, None, None, None),
        (302, "/", None, "redirect"),
        (301, "https://dj.example/yw/1.html", None, None),
        (403, None, None, None),
        (503, None, None, None),
    ],
)
def test_what_counts_as_absent(status: int, location: str | None, state: str | None, what: str | None) -> None:
    assert absence(Capture(URL, utc_now(), status, "text/html", "", "w", 0, 0, location=location), state) == what


def test_what_a_template_prints_around_a_text_that_is_gone_is_no_revision() -> None:
    old, short = "甲地的党员把会开到了田埂上，" * 8 + "人人发言。", "会开到了田埂上，人人发言。"
    shell = {"headline": "会开到了田埂上", "body": "微博微信\n本月排行\n甲地机关　在线 59 人"}
    assert is_hollow(shell, "会开到了田埂上", old)
    assert is_hollow(shell, "会开到了田埂上", short)
    assert not is_hollow({**shell, "body": "会议改期到下月举行，另行通知。"}, "会开到了田埂上", short)
    assert not is_hollow({**shell, "headline": "换了题目"}, "会开到了田埂上", old)


# -- WARC ------------------------------------------------------------------------------------------------------------


def write(directory: Path, **options: Any) -> list[Capture]:
    with WarcFile(directory, "p-1", software="test/1", facts={"name": "p", "key": "p-1"}, **options) as warc:
        found = [
            warc.save_response(
                f"http://dj.example/{n}",
                utc_now(),
                200,
                [("Content-Type", "text/html; charset=gb2312"), ("ETag", f'"{n}"')],
                f"党建{n}".encode("gb18030"),
            )
            for n in range(5)
        ]
        found.append(
            warc.save_response(
                "http://dj.example/cut", utc_now(), 200, [("Transfer-Encoding", "chunked")], b"abc", cut=True
            )
        )
        found.append(warc.save_resource("http://dj.example/json", utc_now(), b"{}", "application/json"))
    return found


def test_records_come_back_as_they_were_written(tmp_path: Path) -> None:
    captures = write(tmp_path)
    for n, capture in enumerate(captures[:5]):
        stored = read_capture(tmp_path / capture.warc_file, capture.warc_offset)
        assert (stored.url, stored.status, stored.body) == (capture.url, 200, f"党建{n}".encode("gb18030"))
        assert stored.fetched_at == capture.fetched_at
        assert stored.payload_digest == capture.payload_digest == payload_digest(stored.body)
    assert read_capture(tmp_path / captures[5].warc_file, captures[5].warc_offset).cut
    records = [record for path in sorted(tmp_path.glob("*.gz")) for record in iter_records(path)]
    assert [record[0] for record in records if not isinstance(record, CrawlNote)] == captures
    assert isinstance(records[0], CrawlNote)
    assert records[0].content["name"] == "p"


def test_the_files_are_warc_1_1_with_right_digests(tmp_path: Path) -> None:
    write(tmp_path)
    kinds = []
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            kinds.append(record.rec_type)
            assert record.rec_headers.protocol == "WARC/1.1"
    assert kinds == ["warcinfo", "metadata", *["response", "request"] * 6, "resource"]


def test_a_body_that_came_packed_is_stored_as_it_is(tmp_path: Path) -> None:
    plain = "一段话，".encode() * 400
    packed = gzip.compress(plain)
    with WarcFile(tmp_path, "p-1", software="test/1", facts={"name": "p", "key": "p-1"}) as warc:
        as_it_is = warc.save_response(URL, utc_now(), 200, [("Content-Encoding", "gzip")], packed)
        shrunk = warc.save_response(URL, utc_now(), 200, [("Content-Type", "text/html")], plain)
    content = (tmp_path / as_it_is.warc_file).read_bytes()
    assert packed in content
    assert shrunk.warc_length < len(plain) / 2
    for capture in (as_it_is, shrunk):
        assert read_capture(tmp_path / capture.warc_file, capture.warc_offset).body == plain


def test_files_are_rolled(tmp_path: Path) -> None:
    captures = write(tmp_path, roll_at=1500)
    assert len({capture.warc_file for capture in captures}) > 1
    assert all(read_capture(tmp_path / c.warc_file, c.warc_offset).url == c.url for c in captures)


def test_a_torn_end_loses_only_the_torn_record(tmp_path: Path) -> None:
    captures = write(tmp_path)
    path = tmp_path / captures[0].warc_file
    whole = path.read_bytes()
    for size in range(captures[3].warc_offset + 1, captures[3].warc_offset + captures[3].warc_length, 23):
        path.write_bytes(whole[:size])
        damage: list[str] = []
        records = [r for r in iter_records(path, damage.append) if not isinstance(r, CrawlNote)]
        assert [r[0] for r in records][:3] == captures[:3]
        assert len(records) <= 4


def test_no_record_at_that_place(tmp_path: Path) -> None:
    captures = write(tmp_path)
    with pytest.raises(ValueError, match="byte"):
        read_capture(tmp_path / captures[0].warc_file, captures[0].warc_offset + 3)


# -- search ----------------------------------------------------------------------------------------------------------


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
        store.articles.miss(saved.article, "404", f"2026-01-0{day}T01:00:00+00:00", crawl, None, 1)
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
