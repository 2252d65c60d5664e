"""The commands as users call them: search, extract, import, status."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from conftest import SHARED, dangjian, database, needs_shared

from archive.bigrams import normalise
from crawler.sample_portal import SamplePortal
from crawler.sample_portal.content import live


@pytest.mark.parametrize("command", ["", "crawl", "demo", "extract", "import", "rebuild", "search", "serve", "status"])
def test_help(command: str) -> None:
    ran = dangjian(*([command] if command else []), "--help")
    assert ran.code == 0
    assert "Usage: dangjian" in ran.out


@pytest.mark.parametrize("word", ["党建", "抗疫", "张静", "夜间书记", "GB", "47万", "一线"])
def test_search_finds_exactly_what_contains_the_word(sample_archive: Path, word: str) -> None:
    ran = dangjian("search", word, "--archive", sample_archive, "--json", "--limit", "100")
    wanted = set()
    for story in live(1):
        lines = [line.removeprefix("## ") for line in story.lines if line[0] not in "!@"]
        texts = [story.fields.get(name, "") for name in ("kicker", "title", "deck", "author", "editor")] + lines
        if any(normalise(word) in normalise(text) for text in texts):
            wanted.add(story.path)
    assert {"/" + hit["url"].split("/", 3)[3] for hit in ran.json["hits"]} == wanted
    assert ran.json["total"] == len(wanted)
    for hit in ran.json["hits"]:
        assert any(marked for _, marked in hit["title"] + hit["snippet"])


def test_search_prints_for_people(sample_archive: Path) -> None:
    ran = dangjian("search", "党建", "--archive", sample_archive, "--from", "2020-09-01", "--to", "2020-09-30")
    assert ran.code == 0
    assert "秦川省委党的建设工作领导小组会议召开" in ran.out
    assert "1 article found" in ran.err
    assert dangjian("search", "没有这个词", "--archive", sample_archive).out == ""


def test_extract_prints_the_article(tmp_path: Path) -> None:
    with SamplePortal() as portal:
        ran = dangjian("extract", portal.url + "ztzl/zyqk/1310.jhtml", "--explain")
        refused = dangjian("extract", portal.url + "admin/secret.jhtml")
        missing = dangjian("extract", portal.url + "yw/9.jhtml")
    assert ran.json["headline"] == "红色动员令 第一时间吹响“集结号”"
    assert ran.json["published_at"] == "2020-03-13T10:35:00+08:00"
    assert ran.json["explained"]["page_kind"]["evidence"]
    said = {"url", "portal", "page_kind", "part_urls", "part_of", "credit_line_raw", "encoding", "undecodable"}
    assert set(ran.json["explained"]["fields"]) == set(ran.json) - said - {"explained"}, "each that has to be found"
    assert (refused.code, "robots.txt" in refused.one_line()) == (1, True)
    assert (missing.code, "404" in missing.one_line()) == (1, True)


ARTICLES = [
    {
        "url": "http://a.example/1.html",
        "headline": "第一篇",
        "body": "党建\n抗疫",
        "published_at": "2020-03-13",
        "portal": "a",
    },
    {
        "url": "http://b.example/2.html",
        "headline": "第二篇",
        "body": "驻村",
        "published_at": "2020-03-14T10:00:00+08:00",
        "credits": [{"role": "editor", "role_label": "责编", "name": "魏岚", "organization": None}],
    },
]


def ndjson(path: Path, lines: list[str], *, packed: bool = False) -> Path:
    text = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(text) if packed else text)
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_import_and_again(tmp_path: Path, packed: bool) -> None:
    file = ndjson(tmp_path / "articles.ndjson", [json.dumps(a, ensure_ascii=False) for a in ARTICLES], packed=packed)
    archive = tmp_path / "a"
    assert dangjian("import", file, "--archive", archive, "--json").json["new"] == 2
    again = dangjian("import", file, "--archive", archive, "--json")
    assert (again.code, again.json["new"], again.json["same"]) == (0, 0, 2)
    assert {row["name"] for row in database(archive).execute("SELECT name FROM portals")} == {"a", "b.example"}
    before = [tuple(row) for row in database(archive).execute("SELECT * FROM articles ORDER BY id")]
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert [tuple(row) for row in database(archive).execute("SELECT * FROM articles ORDER BY id")] == before
    assert dangjian("search", "魏岚", "--archive", archive, "--json").json["total"] == 1


def test_import_leaves_out_what_is_wrong_and_says_so(tmp_path: Path) -> None:
    lines = [
        json.dumps(ARTICLES[0]),
        "{broken",
        json.dumps({"url": "http://a.example/3.html"}),
        json.dumps({**ARTICLES[1], "published_at": "gestern"}),
        json.dumps({**ARTICLES[1], "published_at": "2020-02-30"}),
        "[" * 100_000,
        json.dumps(ARTICLES[1]),
    ]
    ran = dangjian("import", ndjson(tmp_path / "mixed.ndjson", lines), "--archive", tmp_path / "a", "--json")
    assert ran.code == 1
    assert ran.json["new"] == 2
    assert [line.split(": ", 1)[1] for line in ran.json["left_out"]] == [
        "line 2 left out: no JSON",
        "line 3 left out: no headline",
        "line 4 left out: published_at 'gestern' is not like 2020-03-13 or 2020-03-13T10:35:00+08:00",
        "line 5 left out: published_at '2020-02-30' is not like 2020-03-13 or 2020-03-13T10:35:00+08:00",
        "line 6 left out: no JSON",
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.html", b"<html>"), ("noise.gz", b"\x1f\x8b\x08broken"), ("noise.ndjson", b"\xff\xfe\x00\x01" * 9)],
)
def test_import_of_what_is_no_ndjson(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    ran = dangjian("import", tmp_path / name, "--archive", tmp_path / "a")
    assert ran.code == 2
    assert name in ran.one_line()
    assert not (tmp_path / "a").exists()


def test_import_of_a_crawl_made_elsewhere(sample_archive: Path, tmp_path: Path) -> None:
    warc = next((sample_archive / "warc").glob("*.warc.gz"))
    ran = dangjian("import", warc, "--archive", tmp_path / "a", "--json")
    assert (ran.code, ran.json["new"]) == (0, len(live(1)))


def test_status(sample_archive: Path) -> None:
    ran = dangjian("status", "--archive", sample_archive)
    assert ran.code == 0
    assert "秦川党建网: 86 articles" in ran.out
    assert dangjian("status", "--archive", sample_archive, "--quiet").out == ""
    assert dangjian("status", "--archive", sample_archive, "--json").json["portals"][0]["articles_new"] == 86


def test_quiet_says_nothing(tmp_path: Path) -> None:
    with SamplePortal() as portal:
        ran = dangjian("crawl", portal.url, "--archive", tmp_path / "a", "--delay", "0", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_demo_without_serving(tmp_path: Path) -> None:
    ran = dangjian("demo", "--no-serve", "--archive", tmp_path / "demo", "--json")
    assert ran.code == 0
    assert ran.json["crawls"][0]["articles_new"] == 86
    assert dangjian("demo", "--no-serve", "--archive", tmp_path / "demo").code == 0


@needs_shared
@pytest.mark.corpus
def test_the_corpus_goes_in_and_is_searched_exactly(tmp_path: Path) -> None:
    with gzip.open(SHARED / "corpus" / "xwlb.ndjson.gz", "rt", encoding="utf-8") as lines:
        # Every thirtieth item: all years in a few seconds; the whole corpus is for the benchmark.
        kept = [line.strip() for number, line in enumerate(lines) if number % 30 == 0]
    ran = dangjian(
        "import", ndjson(tmp_path / "some.ndjson.gz", kept, packed=True), "--archive", tmp_path / "a", "--json"
    )
    assert (ran.code, ran.json["new"]) == (0, len(kept))
    items = [json.loads(line) for line in kept]
    for word in ("党建", "抗疫", "驻村", "三严三实", "不忘初心", "脱贫攻坚", "张静", "2020年", "雷锋"):
        wanted = sum(
            normalise(word) in normalise(item["headline"]) or normalise(word) in normalise(item["body"])
            for item in items
        )
        assert dangjian("search", word, "--archive", tmp_path / "a", "--json").json["total"] == wanted, word
