"""Layouts, which say where single fields stand in a portal's template: they override what the engine reads."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pytest
from parsel import Selector

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
def test_any_page_is_answered(html: str) -> None:
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
    for selector in selectors:
        override(article, parsed, Layout(fields=dict.fromkeys(("headline", "body", "breadcrumb"), selector)))


def test_times_beyond_the_calendar_are_no_times() -> None:
    assert parse_date("0001-01-01T00:00:00+23:00") is None
    assert parse_date("9999-12-31T23:59:59-12:00") is None


def test_extraction_brings_parsel_only_for_layouts() -> None:
    code = "import sys, crawler.extraction.overrides; print({'scrapy', 'parsel', 'cssselect'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
