"""Still Datasette: the queries at hand, facets, the search box above a table, and that nothing in a row runs."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import yaml
from conftest import database, needs_shared
from lxml import html
from reading_room import get, serving

from archive.bigrams import normalise
from archive.fields import exactly
from archive.search import count
from archive.store import Store
from datasette_config.counting import counted, newest
from datasette_config.dictionary import HERE, in_languages
from datasette_config.plugins.tables import NEWEST
from docs.screenshots import sample

QUERIES = yaml.safe_load((HERE / "metadata.yaml").read_text(encoding="utf-8"))["databases"]["archive"]["queries"]
WORDS = ("党建", "抗疫", "红色动员令", "不忘初心", "2020年", "组织部", "党")


@pytest.fixture(scope="module")
def room(sample_archive: Path) -> Iterator[str]:
    with serving(sample_archive) as base:
        yield base


def asked(room: str, query: str, **values: str) -> list[dict[str, Any]]:
    """Return the rows of one of the queries."""
    status, _, body = get(f"{room}/archive/{query}.json?{urlencode({**values, '_shape': 'array'})}")
    assert status == 200, body
    found: list[dict[str, Any]] = json.loads(body)
    return found


def containing(archive: Path, word: str) -> dict[str, dict[str, Any]]:
    """Return the articles that have a word, by key: looked for in each, without any index."""
    found = {}
    for row in database(archive).execute("SELECT * FROM articles_with_text"):
        names = database(archive).execute(
            "SELECT p.name FROM credits c JOIN people p ON p.id = c.person WHERE c.article = ?", [row["id"]]
        )
        parts = [row["kicker"], row["headline"], row["deck"], row["body"], *(name for (name,) in names)]
        if any(normalise(word) in re.sub(r"\W", "", normalise(part or "")) for part in parts):
            found[row["key"]] = dict(row)
    return found


def test_there_are_ten_and_they_speak_both_languages(room: str) -> None:
    assert len(QUERIES) == 10
    page = get(room + "/archive")[2]
    for name, query in QUERIES.items():
        for text in (query["title"], query["description"]):
            said = in_languages(text)
            assert re.search("[一-鿿]", said["zh"]) and not re.search("[一-鿿]", said["en"]), name
        assert html.fromstring(page).xpath(f"//a[starts-with(@href, '/archive/{name}')]"), name
        assert get(f"{room}/archive/{name}")[0] == 200, name


def test_newest_with_a_word(room: str, sample_archive: Path) -> None:
    for word in WORDS:
        truth = sorted(containing(sample_archive, word).values(), key=lambda row: -row["id"])
        assert [row["key"] for row in asked(room, "newest_with", word=word)] == [row["key"] for row in truth], word
    assert asked(room, "newest_with", word="") == []


def test_a_word_by_month(room: str, sample_archive: Path) -> None:
    found = {row["month"]: row for row in asked(room, "word_by_month", word="党建")}
    db = database(sample_archive)
    every = dict(db.execute("SELECT substr(published_date, 1, 7), count(*) FROM articles GROUP BY 1").fetchall())
    assert {month: row["all_articles"] for month, row in found.items()} == {m: n for m, n in every.items() if m}
    truth = [row["published_date"][:7] for row in containing(sample_archive, "党建").values()]
    assert {month: row["articles"] for month, row in found.items()} == {month: truth.count(month) for month in found}


def test_first_use(room: str, sample_archive: Path) -> None:
    first = min(containing(sample_archive, "抗疫").values(), key=lambda row: row["id"])
    (found,) = asked(room, "first_use", word="抗疫")
    assert (found["portal"], found["key"], found["published_date"]) == (
        "秦川党建网",
        first["key"],
        first["published_date"],
    )
    assert asked(room, "first_use", word="没有这个词") == []


@pytest.mark.parametrize(
    ("query", "table", "column"),
    [("who_writes", "people", "person"), ("who_supplies", "organizations", "organization")],
)
def test_who_writes_and_who_supplies(room: str, sample_archive: Path, query: str, table: str, column: str) -> None:
    keys = containing(sample_archive, "党建")
    rows = database(sample_archive).execute(
        f"SELECT n.name, c.role, count(DISTINCT c.article) FROM credits c JOIN {table} n ON n.id = c.{column}"
        f" JOIN articles a ON a.id = c.article WHERE a.key IN ({','.join('?' * len(keys))})"
        + (" AND c.role NOT IN ('editor', 'proofreader', 'approver', 'other')" if query == "who_writes" else "")
        + " GROUP BY 1, 2",
        list(keys),
    )
    truth = {tuple(row) for row in rows}
    assert truth
    assert {tuple(row.values()) for row in asked(room, query, word="党建")} == truth


def test_sources(room: str, sample_archive: Path) -> None:
    rows = asked(room, "sources_of", word="党建")
    truth = [row["source"] or "" for row in containing(sample_archive, "党建").values()]
    assert {row["source"]: row["articles"] for row in rows} == {source: truth.count(source) for source in set(truth)}


def test_together(room: str, sample_archive: Path) -> None:
    db = database(sample_archive)
    person = db.execute(
        "SELECT p.name FROM credits c JOIN people p ON p.id = c.person GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    ).fetchone()[0]
    truth = db.execute(
        "SELECT p.name, o.role, count(DISTINCT o.article) FROM credits c JOIN people me ON me.id = c.person"
        " JOIN credits o ON o.article = c.article JOIN people p ON p.id = o.person"
        " WHERE me.name = ? AND p.name <> me.name GROUP BY 1, 2",
        [person],
    ).fetchall()
    assert {tuple(row.values()) for row in asked(room, "together", person=person)} == {tuple(row) for row in truth}
    assert asked(room, "together", person='"') == []


def test_coverage_by_year(room: str, sample_archive: Path) -> None:
    name = database(sample_archive).execute("SELECT name FROM portals").fetchone()[0]
    rows = asked(room, "coverage_by_year", portal=name)
    assert sum(row["listed"] for row in rows) >= sum(row["fetched"] for row in rows) == 86


def test_changes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    store = Store(tmp_path / "a" / "archive.db")
    store.crawls.save_portal("p", {"title": "试验网"})
    story = {
        "url": "http://p.example/1.html",
        "headline": "红色动员令",
        "body": "一" * 300,
        "published_at": "2020-03-13",
    }
    store.articles.save(story, "p", "2026-01-01T00:00:00+00:00", None)
    store.articles.save({**story, "body": "一" * 299 + "二"}, "p", "2026-01-02T00:00:00+00:00", None)
    store.articles.save({**story, "source": "试验网"}, "p", "2026-01-03T00:00:00+00:00", None)
    store.close()
    with serving(tmp_path / "a") as base:
        changes = asked(base, "rewritten")
        assert [(row["number"], row["kind"]) for row in changes][-1] == (2, "typo")
        assert {row["kind"] for row in changes} <= {"typo", "correction", "rewrite"}


def test_takedowns(tmp_path: Path) -> None:
    sample(tmp_path / "a")
    truth = database(tmp_path / "a").execute("SELECT key, gone_at FROM articles WHERE status = 'gone'").fetchall()
    assert truth
    with serving(tmp_path / "a") as base:
        gone = asked(base, "taken_down")
        assert {(row["key"], row["seen_at"]) for row in gone} == {tuple(row) for row in truth}
        assert all(row["what"] and row["last_good"] and row["status"] == "gone" for row in gone)


@pytest.mark.parametrize("table", ["articles", "articles_with_text", "texts"])
def test_the_search_box_counts_what_the_articles_have(room: str, sample_archive: Path, table: str) -> None:
    for word in WORDS:
        found = json.loads(get(f"{room}/archive/{table}.json?_search={quote(word)}&_size=0")[2])
        wanted = len(containing(sample_archive, word))
        assert found["filtered_table_rows_count"] == wanted == count(database(sample_archive), word), word


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("黨建", "党建"),
        ("紅色動員令", "红色动员令"),
        ("２０２０年", "2020年"),
        ("党建　抗疫", "党建 抗疫"),
        ("“红色动员令”", "红色动员令"),
        ("title：抗疫", "title:抗疫"),
        ("不忘初心、牢记使命", "不忘初心牢记使命"),
    ],
)
def test_the_search_box_knows_other_forms(room: str, typed: str, same: str) -> None:
    typed_rows, same_rows = (
        json.loads(get(f"{room}/archive/articles.json?_search={quote(text)}&_shape=array&_col=key")[2])
        for text in (typed, same)
    )
    assert typed_rows == same_rows
    assert same_rows or same == "党建 抗疫" or "使命" in same


def test_no_text_finds_the_tokens_of_the_fields(room: str) -> None:
    def found(typed: str) -> Any:
        return json.loads(get(f"{room}/archive/articles.json?_search={quote(typed)}&_shape=array&_col=key")[2])

    name, portal = exactly("person", "张静"), exactly("portal", "127.0.0.1")
    assert found(name) == found(portal) == found(name.strip('"')) == found(name[2:-1]) == []
    assert found("\ue001张静") == found("张静") != []


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of real items, loaded as the big one is."""
    from benchmarks.load import load

    directory = tmp_path_factory.mktemp("loaded")
    load(directory, 600, 1)
    return directory


@needs_shared
@pytest.mark.corpus
def test_searches_facets_and_queries_over_real_items(loaded: Path) -> None:
    db = database(loaded)
    with serving(loaded) as base:
        for word in ("党建", "会议", "中国共产党", "疫情防控", "一带一路", "2020年"):
            truth = len(containing(loaded, word))
            found = json.loads(get(f"{base}/archive/articles.json?_search={quote(word)}&_size=0")[2])
            assert found["filtered_table_rows_count"] == truth == count(db, word), word
        page = json.loads(get(f"{base}/archive/articles.json?_size=1")[2])
        assert set(page["facet_results"]) == {"portal", "section", "source", "status"}, "none timed out"
        for column in ("portal", "section", "source", "status"):
            truth = dict(db.execute(f"SELECT {column}, count(*) FROM articles GROUP BY 1").fetchall())
            counts = {one["value"]: one["count"] for one in page["facet_results"][column]["results"]}
            assert counts == {value: truth[value] for value in counts}, column
            assert len(counts) == min(30, len(truth))
        name, articles = db.execute("SELECT portal, count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC").fetchone()
        assert sum(row["articles"] for row in asked(base, "coverage_by_year", portal=name)) == articles
        hits = asked(base, "newest_with", word="会议")
        assert len(hits) == min(200, count(db, "会议"))


def test_facets_stop_at_the_newest(sample_archive: Path, room: str) -> None:
    assert f"newest {NEWEST:,} rows" in get(room + "/archive/articles")[2]
    # Whatever is asked for, the question ends there.
    page = json.loads(get(room + "/archive/articles.json?_facet_newest=byline&_search=党建")[2])
    assert page["facet_results"]["byline"]["type"] == "newest"


def test_a_count_of_a_table_ends() -> None:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE TABLE few AS WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n"
    )
    db.execute("CREATE TABLE many AS SELECT i FROM few UNION ALL SELECT 0")
    assert db.execute(counted("select count(*) from [few]")).fetchone() == (100_000,)
    assert db.execute(counted("select count(*) from many ")).fetchone() == (None,)
    for other in ("select count(*) from many where i = 0", "select count(*) from few join many", "select 1"):
        assert counted(other) == other
    search = "select count(*) from texts where article in (select rowid from articles_fts where {})"
    match = "articles_fts match escape_fts(:search)"
    assert counted(search.format(match)) == f"select count(*) from articles_fts where {match}"
    assert counted(search.format(match).replace("texts", "credits")).startswith("select count(*) from credits where")
    assert counted(search.format(match) + " and article > :p0").endswith("> :p0")


def test_counts_of_tables_are_right_where_they_are_given(room: str, sample_archive: Path) -> None:
    db = database(sample_archive)
    for table in ("articles", "articles_with_text", "texts", "credits", "portals", "captures"):
        said = json.loads(get(f"{room}/archive/{table}.json?_size=0")[2])["filtered_table_rows_count"]
        assert said == db.execute(f"SELECT count(*) FROM {table}").fetchone()[0], table
    page = html.fromstring(get(room + "/archive")[2])
    assert page.xpath("string(//h2[a='articles']/following-sibling::p[2])") == "86 rows"


def test_facets_of_a_search_are_those_of_its_newest_hits(room: str, sample_archive: Path) -> None:
    keys = containing(sample_archive, "党建")
    page = json.loads(get(f"{room}/archive/articles.json?_search=党建")[2])
    counts = {one["value"]: one["count"] for one in page["facet_results"]["section"]["results"]}
    sections = [row["section"] for row in keys.values() if row["section"]]
    assert counts == {section: sections.count(section) for section in sections}
    narrowed = json.loads(get(f"{room}/archive/articles.json?_search=党建&section={sections[0]}")[2])
    assert narrowed["facet_results"]["section"]["results"][0]["count"] == counts[sections[0]]
    search = "select rowid from articles_fts where articles_fts match escape_fts(:search)"
    asked_for = f"select id, key from articles where id in ({search})"
    assert newest(asked_for + " ", 5, "").endswith("escape_fts(:search) ORDER BY rowid DESC LIMIT 5)")
    assert newest(asked_for + " and portal = :p0", 5, " ORDER BY id DESC").endswith(":p0 ORDER BY id DESC LIMIT 5")


POLICY_PAGES = (
    "/archive",
    "/archive/articles",
    "/archive/newest_with",
    "/archive/portals.json",
    "/-/versions",
    "/nothing",
)


def test_every_answer_has_a_policy(room: str) -> None:
    for path in (*POLICY_PAGES, "/archive/articles.csv", "/static/room.css", "/-/static/table.js", "/", "/data"):
        _, answer, _ = get(room + path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'"), path
        scripts = policy.split("script-src ")[1].split(";")[0]
        assert "unsafe" not in scripts and "http" not in policy and "*" not in policy, path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["referrer-policy"] == "no-referrer", path


def test_every_script_of_a_page_is_allowed_by_its_digest(room: str) -> None:
    import base64
    import hashlib

    for path in POLICY_PAGES[:3]:
        _, answer, page = get(room + path)
        for script in html.fromstring(page).xpath("//script[not(@src)]"):
            digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in answer.headers["content-security-policy"], path


def test_a_key_leads_to_its_article(room: str, sample_archive: Path) -> None:
    key = database(sample_archive).execute("SELECT key FROM articles ORDER BY id DESC").fetchone()[0]
    assert html.fromstring(get(room + "/archive/articles")[2]).xpath(f"//td/a[@href='/article/{key}']")
