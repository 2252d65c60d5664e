"""A portal's own file: layouts that override single fields, in the crawl, in a rebuild and in `extract`.

And what no file says yet: labels of credits that no role is known for, counted in the report of a crawl.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Site, dangjian, database, story_html
from parsel import Selector

from archive.items import CrawlNote
from archive.store import Store
from archive.warc_reading import iter_records
from crawler.extraction import extract_article, extract_parsed
from crawler.extraction.dates import parse_date
from crawler.extraction.overrides import FIELDS, layout_for, override, problem_of
from crawler.extraction.selectors import find
from crawler.extraction.tree import parse
from crawler.items import Article, Image, Layout, Page, Portal
from crawler.reading import read
from spiders.base import PortalSpider

URL = "http://dj.example.gov.cn/yw/1.html"
TEXT = "党建引领基层治理，干部群众齐心协力，日子越过越好。" * 4
PAGE = (
    "<html><head><title>支部建在田间地头-试验网</title><meta name='ly' content='来源：田间日报'></head><body>"
    "<div class='where'>首页 &gt; 要闻 &gt; 正文</div>"
    "<ul class='trail'><li>网站首页</li><li>专题</li><li>乡村</li></ul>"
    "<h1>支部建在田间地头</h1><div class='meta'>来源：试验网 发布时间：2020-03-13 10:35 作者：张静</div>"
    f"<div class='content'><p>{TEXT}</p><p><img src='/1.png' alt='田间'></p><p>第二段说驻村干部。{TEXT}</p></div>"
    "<div class='own'><b class='kicker'>基层党建巡礼</b>"
    "<span class='head'>田间地头的<br>党支部</span><i>——陈仓区纪事</i>"
    "<em class='empty'> </em><u id='by'>本报记者 王小明</u><s class='time'>2021年04月05日 08：09</s>"
    "<code class='editor'>责任编辑：魏捷、李娜</code><var class='desk'>图文统筹人：赵军</var>"
    "<kbd class='names'>孙伟　周敏</kbd></div>"
    "<div class='plain'>头一行<br>次一行<p>末一行</p></div>尾</body></html>"
)


def page(html: str = PAGE, *, url: str = URL, fetched_at: str | None = None) -> Page:
    return Page(url, html.encode(), headers={"content-type": "text/html; charset=utf-8"}, fetched_at=fetched_at)


def overridden(fields: Mapping[str, str], html: str = PAGE) -> Article:
    return read(page(html), (Layout(fields=fields),)).article


def changed(fields: Mapping[str, str], html: str = PAGE) -> dict[str, Any]:
    """Return the fields that a layout changed."""
    before, after = asdict(extract_article(page(html))), asdict(overridden(fields, html))
    return {name: value for name, value in after.items() if value != before[name]}


@pytest.mark.parametrize(
    ("field", "selector", "value"),
    [
        ("kicker", ".own .kicker::text", "基层党建巡礼"),
        ("headline", "div.own > span.head", "田间地头的 党支部"),
        ("headline", "string(//h2)", None),
        ("headline", "//span[@class='head']/text()[2]", "党支部"),
        ("headline", "(//b | //i)[2]", "——陈仓区纪事"),
        ("headline", "./body/div/b", "基层党建巡礼"),
        ("deck", "span + i", "——陈仓区纪事"),
        ("byline", "#by", "本报记者 王小明"),
        ("source", "meta[name=ly]::attr(content)", "田间日报"),
        ("published_at", ".time", "2021-04-05T08:09:00+08:00"),
        ("published_at", ".head, .time", "2021-04-05T08:09:00+08:00"),
        ("breadcrumb", ".trail li", ("首页", "专题", "乡村")),
        ("breadcrumb", ".trail", ("首页", "专题", "乡村")),
        ("breadcrumb", ".trail li:last-child", ("乡村",)),
        ("body", ".plain", "头一行\n次一行\n末一行"),
        ("body", ".plain p, .kicker", "基层党建巡礼\n末一行"),
    ],
)
def test_one_field_from_the_layout_and_the_others_from_the_engine(field: str, selector: str, value: Any) -> None:
    html = PAGE.replace("田间地头</h1>", "田间地头</h1><h2></h2>")
    got = changed({field: selector}, html)
    if field == "body":
        assert [image["paragraph"] for image in got.pop("images", ())] in ([], [1])
    assert got == ({} if value is None else {field: value})


def test_an_outlet_takes_its_own_link_along() -> None:
    linked = PAGE.replace("来源：试验网", "来源：<a href='http://own.example/'>试验网</a>")
    assert overridden({}, linked).source_url == "http://own.example/"
    assert overridden({"source": ".meta"}, linked).source_url == "http://own.example/"
    assert overridden({"source": "meta::attr(content)"}, linked).source_url is None
    other = linked.replace("<b class", "<a class='out' href='/x'>秦川日报</a><b class")
    article = overridden({"source": ".out"}, other)
    assert (article.source, article.source_url) == ("秦川日报", "http://dj.example.gov.cn/x")


@pytest.mark.parametrize(
    "selector",
    ["p", "div p", "div > p", ".a .b p", ".a > .b p", ".a .b > p", ".a > .b .c p", ".a .b ~ .c p", ".a .b + .c > p",
     ".b .b p", "div:not(.a) p", ".a .c:first-child p", ".a .b .c p, .x p", "#i .b p::text", ".a .b p::attr(id)"],
)  # fmt: skip
def test_selectors_find_what_those_of_parsel_find(selector: str) -> None:
    rng = random.Random(7)
    for _ in range(60):
        html, depth = "<html><body id='i'>", 0
        for number in range(60):
            if depth and rng.random() < 0.45:
                html, depth = html + "</div>", depth - 1
            elif rng.random() < 0.5:
                html, depth = html + f"<div class='{rng.choice('abcx')}'>", depth + 1
            else:
                html += f"<p id='n{number}'>{number}</p>"
        parsed = parse(page(html))
        assert parsed.tree is not None
        found = [m if isinstance(m, str) else m.get("id") for m in find(parsed.tree, selector)]
        by_parsel = [s.root for s in Selector(root=parsed.tree, type="html").css(selector)]
        assert found == [m if isinstance(m, str) else m.get("id") for m in by_parsel]


@pytest.mark.parametrize(
    ("role", "selector", "named"),
    [
        ("editor", ".editor", [("责任编辑", "魏捷"), ("责任编辑", "李娜")]),
        ("author", ".names", [(None, "孙伟"), (None, "周敏")]),
        ("other", ".desk", [("图文统筹人", "赵军")]),
        ("approver", "normalize-space(//kbd)", None),
        ("author", ".empty", [("作者", "张静")]),
    ],
)
def test_the_credits_of_one_role(role: str, selector: str, named: list[tuple[str | None, str]] | None) -> None:
    before = extract_article(page()).credits
    after = overridden({f"credits.{role}": selector}).credits
    assert [credit for credit in after if credit.role != role] == [credit for credit in before if credit.role != role]
    if named is not None:
        assert [(credit.role_label, credit.name) for credit in after if credit.role == role] == named


def test_what_a_selector_does_not_find_stays_as_the_engine_read_it() -> None:
    for selector in (".nowhere", ".empty", "//nowhere/@x", "count(//p)", "boolean(//p)", ".content img"):
        assert changed(dict.fromkeys(FIELDS, selector)) == {}
    assert changed({"published_at": ".kicker", "source": ".empty::text", "credits.editor": ".content img"}) == {}


def test_pictures_and_crossheads_follow_the_body() -> None:
    parsed = parse(page())
    known = Image("http://dj.example.gov.cn/1.png", "田间", "田间", 7)
    other = Image("http://dj.example.gov.cn/2.png", None, None, 9)
    article = extract_parsed(parsed).but(images=(known, other), crossheads=("次一行", "别处"))
    got = override(article, parsed, Layout(fields={"body": ".content p"}))
    assert [(image.url[-5:], image.caption, image.paragraph) for image in got.images] == [
        ("1.png", "田间", 1),
        ("2.png", None, 2),
    ]
    assert override(article, parsed, Layout(fields={"body": ".plain"})).crossheads == ("次一行",)


def test_a_page_that_is_no_article_to_the_engine() -> None:
    html = "<html><body><ul>" + "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(9)) + "</ul>"
    html += "<div class='t'>通知</div><div class='b'>今日开会。</div></body></html>"
    assert extract_article(page(html)).page_kind != "article"
    article = overridden({"headline": ".t", "body": ".b"}, html)
    assert (article.page_kind, article.headline, article.body) == ("article", "通知", "今日开会。")
    for fields in ({"headline": ".t"}, {"body": ".b"}, {"headline": ".t", "body": ".nowhere"}):
        assert overridden(fields, html) == extract_article(page(html))
    missing = html.replace("今日开会。", "您访问的页面不存在")
    gone = read(Page(URL, missing.replace("通知", "404").encode(), 404), (Layout(fields={"headline": ".t"}),))
    assert gone.article.headline is None


def test_dates_of_use_and_addresses() -> None:
    old = Layout(until="2019-06-30", fields={"headline": "h1"})
    topics = Layout(since="2019-07-01", match=r"/ztzl/\d+", fields={"headline": "h2"})
    new = Layout(since="2019-07-01", until="2030-12-31", fields={"headline": "h3"})
    layouts = (old, topics, new)
    assert problem_of(layouts) is None
    for fetched_at, address, layout in (
        ("2019-06-30T23:59:59.999999+00:00", URL, old),
        ("2019-07-01T00:00:00+00:00", URL, new),
        ("2019-07-01T00:00:00+00:00", "http://dj.example.gov.cn/ztzl/7.html", topics),
        ("2019-06-01T00:00:00+00:00", "http://dj.example.gov.cn/ztzl/7.html", old),
        ("2031-01-01T00:00:00+00:00", URL, None),
        (None, URL, new),
        (None, "http://dj.example.gov.cn/ztzl/7.html", topics),
    ):
        assert layout_for(layouts, address, fetched_at) is layout
    assert layout_for((), URL, None) is None
    assert layout_for((Layout(match="[", fields={"headline": "h1"}),), URL, None) is None


@pytest.mark.parametrize(
    ("layouts", "words"),
    [
        ((Layout(fields={"heading": "h1"}),), ("layouts[0]", "'heading'", "did you mean 'headline'?")),
        ((Layout(fields={"credits.boss": "h1"}),), ("'credits.boss'",)),
        ((Layout(fields={"keywords": "h1"}),), ("'keywords'", "credits.<role>")),
        ((Layout(fields={"deck": "h1["}),), ("deck", "'h1['")),
        ((Layout(fields={"deck": "h1::html"}),), ("deck", "'h1::html'")),
        ((Layout(fields={"deck": "h1:frobnicate"}),), ("deck", "frobnicate")),
        ((Layout(fields={"deck": "//h1["}),), ("deck", "'//h1['")),
        ((Layout(fields={"deck": "//h1/foo()"}),), ("deck",)),
        ((Layout(fields={"deck": "(foo(1))"}),), ("deck", "foo")),
        ((Layout(fields={"deck": " "}),), ("deck", "empty")),
        ((Layout(fields={"deck": 7}),), ("deck", "no text")),  # type: ignore[dict-item]
        ((Layout(since="2020-02-01", until="2020-01-31", fields={"deck": "h2"}),), ("2020-02-01 is after",)),
        ((Layout(since="2020-2-1", fields={"deck": "h2"}),), ("since", "'2020-2-1'")),
        ((Layout(until="20200201", fields={"deck": "h2"}),), ("until", "'20200201'")),
        ((Layout(match="(", fields={"deck": "h2"}),), ("match", "'('")),
        ((Layout(),), ("no fields",)),
        ((Layout(fields={"deck": "h2"}), Layout(since="2020-01-01", fields={"deck": "h3"})), ("layouts[1]", "never")),
        ([Layout(fields={"deck": "h2"})], ("tuple",)),
        (Layout(fields={"deck": "h2"}), ("tuple",)),
        (({"deck": "h2"},), ("tuple",)),
    ],
)
def test_misconfiguration_fails_by_name_when_the_class_is_built(layouts: Any, words: tuple[str, ...]) -> None:
    body = {"name": "xx_test", "portal": Portal(title="试验网", home="http://dj.example/"), "layouts": layouts}
    with pytest.raises(TypeError) as caught:
        type("XxTestSpider", (PortalSpider,), body)
    said = str(caught.value)
    assert said.startswith("XxTestSpider: layouts"), said
    assert "\n" not in said
    assert all(word in said for word in words), said


def test_a_base_without_a_name_is_checked_too_and_its_layouts_are_inherited() -> None:
    with pytest.raises(TypeError, match="BrokenBase"):
        type("BrokenBase", (PortalSpider,), {"layouts": (Layout(fields={"x": "h1"}),)})
    base = type("Base", (PortalSpider,), {"layouts": (Layout(fields={"deck": "h2"}),)})
    portal = Portal(title="试验网", home="http://dj.example/")
    assert type("One", (base,), {"name": "xx_one", "portal": portal}).layouts == base.layouts


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "<p>",
        "<html></html>",
        "<div class='a'>" * 3000 + "<p>x</p>" * 20000,
        "<body>" + "<p class='a'>x</p>" * 100000,
        "<body>" + "<div class='a'>" * 90 + "<p>x</p>" * 3000,
        "\x00\x01\x02" * 50,
    ],
    ids=["nothing", "sign", "tag", "empty", "deep", "wide", "both", "binary"],
)
def test_any_page_is_answered_and_soon(html: str) -> None:
    selectors = (
        "div p",
        ".a .a .a .a p",
        "div > .a p",
        "p:first-child",
        "p:nth-child(2n)",
        "div.a",
        "foo(",
        "h1 ~ p",
        ".a",
    )
    parsed = parse(page(html))
    article = extract_parsed(parsed)
    started = time.process_time()
    for selector in selectors:
        override(article, parsed, Layout(fields=dict.fromkeys(("headline", "body", "breadcrumb"), selector)))
    assert time.process_time() - started < 30


def test_times_beyond_the_calendar_are_no_times() -> None:
    assert parse_date("0001-01-01T00:00:00+23:00") is None
    assert parse_date("9999-12-31T23:59:59-12:00") is None


def test_extraction_brings_parsel_only_for_layouts() -> None:
    code = "import sys, crawler.extraction.overrides; print({'scrapy', 'parsel', 'cssselect'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


# A portal with a file of its own, found by Scrapy's loader as any other.
DEFINITION = '''
from crawler.items import Layout, Portal
from spiders.base import PortalSpider


class XxTestSpider(PortalSpider):
    """试验网."""

    name = "xx_test"
    portal = Portal(title="试验网", home="{home}")
    layouts = (
        Layout(until="2019-12-31", fields={{"headline": ".old", "deck": ".old"}}),
        Layout(match="/long", fields={{"body": ".words"}}),
        Layout(since="2020-01-01", fields={{"deck": ".under::text", "credits.editor": ".desk", "source": ".none"}}),
    )
'''
EXTRA = "<p class='under'>——记一个支部</p><div class='desk'>魏捷</div><b class='old'>旧</b>"
PAGES = {
    "/": (
        200,
        {},
        "<title>试验网</title><a href='/a/1.html'>一</a><a href='/a/2.html'>二</a><a href='/long.html'>长</a>".encode(),
    ),
    "/a/1.html": (200, {}, story_html("支部建在田间地头", TEXT, extra=EXTRA)),
    "/a/2.html": (200, {}, story_html("干部走到群众中间", TEXT, extra="<div class='desk'>责编：李娜</div>")),
    "/long.html": (
        200,
        {},
        story_html("长篇通讯分两页登", TEXT, extra="<div class='words'>甲</div><a href='/long_2.html'>2</a>").replace(
            b"</p></div>", b"</p><a href='/long_2.html'>2</a></div>", 1
        ),
    ),
    "/long_2.html": (200, {}, story_html("长篇通讯分两页登", TEXT, extra="<div class='words'>乙</div>")),
}


def with_definitions(folder: Path, *arguments: str | Path) -> Ran:
    """Run the command with the portals' files of a folder beside those of the repository."""
    code = (
        f"import spiders; spiders.__path__.append({str(folder)!r})\n"
        "from crawler.cli import main; main(prog_name='dangjian')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd="/",
        env={k: v for k, v in os.environ.items() if k != "DANGJIAN_ARCHIVE"},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def rows(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = ("portals", "articles", "texts", "revisions", "credits", "people", "assets", "captures", "crawls")
    with sqlite3.connect(archive / "archive.db") as db:
        return {table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables}


def test_crawl_and_rebuild_read_with_the_same_layouts(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    with Site(PAGES) as site:
        (tmp_path / "xx_test.py").write_text(DEFINITION.format(home=site.url), encoding="utf-8")
        ran = with_definitions(tmp_path, "crawl", "xx_test", "--archive", archive, "--delay", "0", "--json")
        assert ran.code == 0, ran.err
        plain = dangjian("crawl", site.url, "--archive", tmp_path / "plain", "--delay", "0")
        assert plain.code == 0, plain.err
        with_definitions(tmp_path, "rebuild", "--archive", tmp_path / "plain")
    db = database(archive)
    articles = {row["url"].rsplit("/", 1)[1]: row for row in db.execute("SELECT * FROM articles_with_text")}
    assert sorted(articles) == ["1.html", "2.html", "long.html"]
    one, two, both = articles["1.html"], articles["2.html"], articles["long.html"]
    assert (one["headline"], one["deck"], one["source"]) == ("支部建在田间地头", "——记一个支部", "试验网")
    assert (two["deck"], two["body"]) == (None, TEXT)
    assert both["body"] == "甲\n乙"
    editors = db.execute(
        "SELECT articles.url, role_label, people.name FROM credits JOIN people ON people.id = person"
        " JOIN articles ON articles.id = article WHERE role = 'editor' ORDER BY 1"
    )
    assert [(row[0][-6:], row[1], row[2]) for row in editors] == [
        ("1.html", None, "魏捷"),
        ("2.html", "责编", "李娜"),
    ]
    before = rows(archive)
    assert with_definitions(tmp_path, "rebuild", "--archive", archive).code == 0
    assert rows(archive) == before
    # Crawled by its address a portal has no definition, and so no layouts, then as later.
    assert {row["deck"] for row in database(tmp_path / "plain").execute("SELECT deck FROM articles")} == {None}


def test_a_definition_changed_later_counts_in_the_rebuild(tmp_path: Path) -> None:
    archive, file = tmp_path / "a", tmp_path / "xx_test.py"
    with Site(PAGES) as site:
        text = DEFINITION.format(home=site.url)
        file.write_text(text.replace(".under::text", ".nowhere"), encoding="utf-8")
        assert with_definitions(tmp_path, "crawl", "xx_test", "--archive", archive, "--delay", "0").code == 0
    assert not database(archive).execute("SELECT 1 FROM articles WHERE deck IS NOT NULL").fetchall()
    file.write_text(text, encoding="utf-8")
    assert with_definitions(tmp_path, "rebuild", "--archive", archive).code == 0
    assert database(archive).execute("SELECT deck FROM articles WHERE deck IS NOT NULL").fetchall()
    before = rows(archive)
    file.write_text(text.replace('"deck": ".under', '"dek": ".under'), encoding="utf-8")
    for arguments in (("rebuild",), ("crawl", "xx_test")):
        ran = with_definitions(tmp_path, *arguments, "--archive", archive)
        assert ran.code == 2
        assert "\n" not in ran.one_line()
        assert "XxTestSpider: layouts[2]: no field is called 'dek'; did you mean 'deck'?" in ran.one_line()
    assert rows(archive) == before


@pytest.mark.parametrize(
    ("text", "said"), [("class Broken(\n", "SyntaxError"), ("import nowhere_to_be_found\n", "nowhere_to_be_found")]
)
def test_a_definition_that_cannot_be_loaded(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "xx_test.py").write_text(text, encoding="utf-8")
    (tmp_path / "page.html").write_bytes(PAGES["/a/1.html"][2])
    for arguments in (
        ("crawl", "--archive", tmp_path / "a"),
        ("extract", tmp_path / "page.html", "--portal", "xx_test"),
    ):
        ran = with_definitions(tmp_path, *arguments)
        assert (ran.code, "definition cannot be used" in ran.one_line(), said in ran.one_line()) == (2, True, True)
        assert "\n" not in ran.one_line()
    assert not (tmp_path / "a").exists()


def test_extract_with_a_portal(tmp_path: Path) -> None:
    (tmp_path / "xx_test.py").write_text(DEFINITION.format(home="http://dj.example.gov.cn/"), encoding="utf-8")
    file = tmp_path / "page.html"
    file.write_bytes(PAGES["/a/1.html"][2])
    with_layout = with_definitions(tmp_path, "extract", file, "--url", URL, "--portal", "xx_test", "--explain")
    assert with_layout.code == 0, with_layout.err
    document = with_layout.json
    assert document.pop("explained")["layout"] == {
        "deck": ".under::text",
        "credits.editor": ".desk",
        "source": ".none",
    }
    plain = with_definitions(tmp_path, "extract", file, "--url", URL).json
    assert {name for name in document if document[name] != plain[name]} == {"deck", "credits"}
    assert document["deck"] == "——记一个支部"
    unknown = with_definitions(tmp_path, "extract", file, "--portal", "xx_tset")
    assert unknown.code == 2
    assert "xx_tset" in unknown.one_line()
    assert "xx_test" in unknown.one_line()
    nothing = dangjian("extract", file, "--portal", "什么网")
    assert (nothing.code, "scrapy list" in nothing.one_line()) == (2, True)


def signed(label: str, name: str) -> bytes:
    return story_html(f"{label}的一篇文章", TEXT, extra=f"<div class='foot'>责任编辑：魏捷 {label}：{name}</div>")


def test_labels_nobody_knows_are_counted_in_the_report(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    pages = {f"/a/{n}.html": (200, {}, signed("图文统筹人", "赵军")) for n in range(3)}
    pages["/a/3.html"] = (200, {}, signed("数据来访", "李娜、王伟"))
    pages["/a/4.html"] = (200, {}, signed("录入", "周敏"))
    links = "".join(f"<a href='{path}'>{path}</a>" for path in pages)
    with Site({"/": (200, {}, f"<title>试验网</title>{links}".encode()), **pages}) as site:
        ran = dangjian("crawl", site.url, "--archive", archive, "--delay", "0", "--json")
        again = dangjian("crawl", site.url, "--archive", archive, "--delay", "0", "--quiet", "--json", "--full")
    assert ran.code == 0, ran.err
    assert list(ran.json["crawls"][0]["unknown_labels"].items()) == [("图文统筹人", 3), ("数据来访", 1)]
    assert "Labels nobody knows yet: 图文统筹人 (3), 数据来访 (1)\n" in ran.err
    assert (again.err, again.json["crawls"][0]["unknown_labels"]) == ("", ran.json["crawls"][0]["unknown_labels"])
    stored = [
        tuple(row) for row in database(archive).execute("SELECT role, role_label FROM credits WHERE role = 'other'")
    ]
    assert sorted(set(stored)) == [("other", "图文统筹人"), ("other", "录入"), ("other", "数据来访")]
    notes = [
        record.content["unknown_labels"]
        for path in sorted((archive / "warc").glob("*.warc.gz"))
        for record in iter_records(path)
        if isinstance(record, CrawlNote) and "outcome" in record.content
    ]
    assert notes == [{"图文统筹人": 3, "数据来访": 1}] * 2
    before = rows(archive)
    status = dangjian("status", "--archive", archive, "--json").json["portals"]
    assert status[0]["unknown_labels"] == {"图文统筹人": 3, "数据来访": 1}
    assert dangjian("rebuild", "--archive", archive).code == 0
    assert rows(archive) == before


def test_an_archive_of_before_gets_the_column_and_is_read_without(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    archive.mkdir()
    store = Store(archive / "archive.db")
    store.crawls.save_portal("p", {"title": "试验网"})
    store.crawls.finish(store.crawls.start("k", "p", "2020-01-01T00:00:00+00:00"), {"health": "ok"})
    store.commit()
    store.db.execute("ALTER TABLE crawls DROP COLUMN unknown_labels")
    store.db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm002_unknown_labels'")
    store.close()
    ran = dangjian("status", "--archive", archive, "--json")
    assert ran.json["portals"][0]["unknown_labels"] == {}
    store = Store(archive / "archive.db")
    assert "unknown_labels" in {row[1] for row in store.db.execute("PRAGMA table_info(crawls)")}
    store.close()
