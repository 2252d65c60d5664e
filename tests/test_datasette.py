"""The reading room and Datasette over it: a real Datasette, started as `dangjian serve` starts it."""

from __future__ import annotations

import json
import re
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import SHARED, Reply, Site, crawl, dangjian, database, needs_shared
from lxml import html
from reading_room import get, serving, text_of

from archive.store import Store
from crawler.sample_portal.content import live
from datasette_config.messages import EN, ZH, language_of


@pytest.fixture(scope="module")
def room(sample_archive: Path) -> Iterator[str]:
    with serving(sample_archive) as base:
        yield base


def test_home(room: str) -> None:
    status, _, page = get(room + "/", Accept_Language="zh-CN,zh;q=0.9")
    assert status == 200
    tree = html.fromstring(page)
    assert tree.xpath("//input[@name='q']")
    assert len(tree.xpath("//ol[@class='stories']/li")) == 12
    assert tree.xpath("string(//ol[@class='stories']/li[1]//h3)").strip() == live(1)[0].title
    assert "秦川党建网 86 篇文章" in text_of(page)


@pytest.mark.parametrize("word", ["党建", "抗疫", "张静"])
def test_the_search_page_and_the_table_search_find_the_same(room: str, sample_archive: Path, word: str) -> None:
    wanted = {
        hit["key"]
        for hit in dangjian("search", word, "--archive", sample_archive, "--json", "--limit", "99").json["hits"]
    }
    assert len(wanted) > 2
    _, _, page = get(f"{room}/search?q={word}")
    tree = html.fromstring(page)
    assert {href.rsplit("/", 1)[1] for href in tree.xpath("//ol//h2/a/@href")} == wanted
    assert all(word in li.xpath("string(.//mark)") for li in tree.xpath("//ol/li"))
    for table, column in (("articles", "key"), ("articles_with_text", "key")):
        _, _, found = get(f"{room}/archive/{table}.json?_search={word}&_shape=array&_size=max")
        assert {row[column] for row in json.loads(found)} == wanted, table
    _, _, found = get(f"{room}/archive/texts.json?_search={word}&_shape=array&_size=max")
    assert len(json.loads(found)) == len(wanted)


def test_odd_queries_are_answered(room: str) -> None:
    for query in ("", "*", '"', "党", "(", "title:党建", "-党建", "党建 OR", "x" * 900, "<script>alert(1)</script>"):
        status, _, page = get(f"{room}/search?q={quote(query)}")
        assert status == 200, query
        assert "<script" not in page
        assert get(f"{room}/archive/articles.json?_search={quote(query)}")[0] == 200
    for more in ("page=0", "page=99999", "page=x", "from=gestern", "to=2020-13-45", "order=upwards", "portal=none"):
        assert get(f"{room}/search?q=党建&{more}")[0] == 200, more


def test_search_is_narrowed_and_paged(room: str) -> None:
    everything = html.fromstring(get(f"{room}/search?q=的")[2])
    assert len(everything.xpath("//ol/li")) == 20
    second = html.fromstring(get(room + everything.xpath("string(//a[@rel='next']/@href)"))[2])
    assert not set(everything.xpath("//ol//h2/a/@href")) & set(second.xpath("//ol//h2/a/@href"))
    page = get(f"{room}/search?q=党建&from=2020-06-01&to=2020-06-30&order=oldest&portal=nonesuch")[2]
    assert not html.fromstring(page).xpath("//ol/li")
    june = html.fromstring(get(f"{room}/search?q=党建&from=2020-06-01&to=2020-06-30&order=oldest&lang=zh")[2])
    assert [t.text_content() for t in june.xpath("//ol//time")] == ["2020年6月3日", "2020年6月9日"]


def article_of(archive: Path, ending: str) -> sqlite3.Row:
    row: sqlite3.Row = database(archive).execute("SELECT * FROM articles WHERE url LIKE ?", [f"%{ending}"]).fetchone()
    return row


def test_the_article_page(room: str, sample_archive: Path) -> None:
    row = article_of(sample_archive, "1310.jhtml")
    status, response, page = get(f"{room}/article/{row['key']}", Accept_Language="zh")
    assert status == 200
    tree, text = html.fromstring(page), text_of(page)
    assert tree.xpath("string(//h1)") == "红色动员令 第一时间吹响“集结号”"
    assert tree.xpath("string(//header//p[@class='deck'])") == "——秦川省各级党组织投身疫情防控阻击战综述"
    for part in (
        "来源 秦川党建网",
        "发布时间 2020年3月13日 10:35",
        "作者 张静",
        "供稿 渭阳市陈塬区委组织部",
        "责任编辑 魏岚",
    ):
        assert part in text
    assert [h.text_content() for h in tree.xpath("//div[@class='text']/h2")] == [
        "红色动员令，第一时间吹响“集结号”",
        "红色防火墙，第一防线筑牢“桥头堡”",
        "红色暖心桥，第一需求当好“服务员”",
    ]
    assert [a.text_content() for a in tree.xpath("//nav[@class='trail']/*")] == [
        "首页",
        "秦川党建网",
        "专题专栏",
        "众志成城抗疫情",
    ]
    pictures = tree.xpath("//figure/img/@src")
    assert len(pictures) == 2
    shown = urllib.request.urlopen(room + pictures[0], timeout=20)
    assert shown.headers["content-type"] == "image/png"
    assert shown.read(4) == b"\x89PNG"
    assert tree.xpath("//div[@class='text']/figure[1]/preceding-sibling::p"), (
        "pictures stand where they stood in the text"
    )
    assert row["url"] in tree.xpath("//p[@class='actions']/a/@href")
    assert tree.xpath("//meta[@name='citation_author']/@content") == ["张静"]
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_the_article_page_in_english(room: str, sample_archive: Path) -> None:
    page = get(f"{room}/article/{article_of(sample_archive, '1310.jhtml')['key']}", Accept_Language="en-GB,en")[2]
    text = text_of(page)
    assert html.fromstring(page).get("lang") == "en"
    for part in (
        "Source 秦川党建网",
        "Published 13 March 2020 10:35",
        "Author 张静",
        "Contributed by 渭阳市陈塬区委组织部",
        "Editor 魏岚",
    ):
        assert part in text


def test_the_capture_page_shows_the_page_and_runs_nothing(room: str, sample_archive: Path) -> None:
    row = article_of(sample_archive, "1110.jhtml")
    page = get(f"{room}/capture/{row['capture']}")[2]
    frame = html.fromstring(page).xpath("//iframe")[0]
    assert frame.get("sandbox") == ""
    status, response, stored = get(room + frame.get("src"))
    assert status == 200
    assert "干部人事档案“体检”发现的那些事" in stored
    assert "贺喆" in stored
    policy = response.headers["content-security-policy"]
    assert policy.startswith("sandbox;")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_what_is_not_there(room: str) -> None:
    for path in (
        "/article/aaaaaaaaaaaaaaaa",
        "/article/..%2F..%2Fetc",
        "/capture/999999999",
        "/capture/999999999/raw",
        "/asset/1",
    ):
        assert get(room + path)[0] == 404, path


def test_no_page_asks_anything_of_another_host(room: str, sample_archive: Path) -> None:
    key, capture = article_of(sample_archive, "1310.jhtml")["key"], article_of(sample_archive, "1310.jhtml")["capture"]
    for path in ("/", "/search?q=党建", f"/article/{key}", f"/capture/{capture}", "/archive", "/archive/articles"):
        tree = html.fromstring(get(room + path)[2])
        for address in tree.xpath("//link/@href | //script/@src | //img/@src | //iframe/@src"):
            assert address.startswith(("/", room)), (path, address)


def test_both_languages_say_everything() -> None:
    assert set(ZH) == set(EN)
    used = set()
    for template in (Path(__file__).parents[1] / "datasette_config" / "templates").glob("room*.html"):
        used |= set(re.findall(r'say\("(\w+)"[,)]', template.read_text(encoding="utf-8")))
    assert used <= set(ZH)


@pytest.mark.parametrize(
    ("asked", "remembered", "accepted", "language"),
    [
        ("en", "zh", "zh", "en"),
        (None, "en", "zh", "en"),
        (None, None, "de,en;q=0.7", "en"),
        (None, None, "zh-TW", "zh"),
        ("xx", None, None, "zh"),
        (None, None, None, "zh"),
    ],
)
def test_language(asked: str | None, remembered: str | None, accepted: str | None, language: str) -> None:
    assert language_of(asked, remembered, accepted) == language


def test_every_column_is_described(room: str) -> None:
    described = json.loads(get(room + "/-/metadata.json")[2])["databases"]["archive"]["tables"]
    for table in (
        "portals",
        "articles",
        "texts",
        "revisions",
        "credits",
        "people",
        "captures",
        "crawls",
        "coverage",
        "changes",
    ):
        assert "·" in described[table]["description"], table


def test_hostile_content_is_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>党建"
    archive = tmp_path / "a"
    archive.mkdir()
    store = Store(archive / "archive.db")
    store.crawls.save_portal("evil", {"title": evil, "home": "javascript:alert(3)"})
    saved = store.articles.save(
        {
            "url": "javascript:alert(4)",
            "headline": evil,
            "deck": evil,
            "kicker": evil,
            "source": evil,
            "source_url": "javascript:alert(5)",
            "body": evil,
            "breadcrumb": [evil],
            "published_at": "2020-01-01",
            "images": [{"url": "javascript:alert(6)", "caption": evil}],
            "credits": [{"role": "author", "role_label": evil, "name": evil, "organization": evil}],
        },
        "evil",
        "2026-01-01T00:00:00+00:00",
        None,
    )
    key = store.db.execute("SELECT key FROM articles WHERE id = ?", [saved.article]).fetchone()[0]
    store.close()
    with serving(archive) as base:
        for path in ("/", "/search?q=党建", f"/article/{key}"):
            tree = html.fromstring(get(base + path)[2])
            assert not tree.xpath("//*[@onerror] | //img[@src='x']"), path
            ours = "starts-with(@src, '/static/') or @type = 'application/ld+json'"
            assert not tree.xpath(f"//script[not({ours})]"), path
            assert not [a for a in tree.xpath("//a/@href") if a.lower().startswith("javascript:")], path


@needs_shared
def test_real_pages_arrive_from_the_portal_to_the_reader(tmp_path: Path) -> None:
    """Each real page through capture, extraction, archive, search and article page, over a loopback server."""
    gold = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "pages").glob("*.json"))
    }
    links = "".join(
        f"<li><a href='/p/{name}.html'>{name} long enough to be a title</a> 2020-01-01</li>" for name in gold
    )
    pages: dict[str, Reply] = {"/": (200, {}, f"<html><body><ul>{links}</ul></body></html>".encode())}
    for name in gold:
        pages[f"/p/{name}.html"] = (
            200,
            {"Content-Type": "text/html"},
            (SHARED / "pages" / f"{name}.html").read_bytes(),
        )
    with Site(pages) as site:
        ran = crawl(site.url, tmp_path / "a")
        assert ran.code == 0, ran.err
    db = database(tmp_path / "a")
    right = {"headline": 0, "published_at": 0}
    with serving(tmp_path / "a") as base:
        for name, wanted in gold.items():
            row = db.execute("SELECT * FROM articles_with_text WHERE url LIKE ?", [f"%/p/{name}.html"]).fetchone()
            assert row is not None, f"{name} did not arrive"
            assert row["body"], name
            right["headline"] += "".join(row["headline"].split()) == "".join(wanted["headline"].split())
            date = wanted["published_at"] or ""
            right["published_at"] += (row["published_at"] or "")[: len(date)] == date
            status, _, page = get(f"{base}/article/{row['key']}")
            assert status == 200
            assert html.fromstring(page).xpath("string(//h1)") == row["headline"]
            word = quote(re.findall("[一-鿿]{4,}", row["headline"])[0])
            hits = json.loads(get(f"{base}/archive/articles.json?_shape=array&_search={word}")[2])
            assert row["key"] in {hit["key"] for hit in hits}, name
    for field, count in right.items():
        assert count >= 0.9 * len(gold), (field, count)
