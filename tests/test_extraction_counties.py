"""Pages of counties, of party organisations and of their enterprises, read anew: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article


def test_tools_in_boxes_are_nobodys_names() -> None:
    tools = (
        "<div><a href='mailto:bj@yunxi.example'>【投稿】</a> <a href='#'>【收藏】</a> <a href='#'>【打印】</a></div>"
    )
    assert people(story(f"{TEXT}<p>（记者 孟浩）</p>", below=tools)) == [("reporter", "孟浩", None)]


def test_a_headline_with_a_dash_ends_its_trail_and_is_no_two_columns() -> None:
    title = "灯亮渡口——云溪县一名老党员的三十年"
    trail = (
        "<div><a href='/'>首页</a> <a href='/xw/'>新闻</a> <a href='/xw/hy/'>行业瞭望</a> <a href='#'>灯亮渡口——云溪县"
    )
    trail += "一名老党员的三十年</a></div>"
    main = f"{trail}<h1>{title}</h1>{INFO}<div class='content'>{TEXT}</div>"
    page = f"<html><head><title>{title}</title></head><body>{main}</body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/xw/hy/1.htm")
    assert (article.headline, article.breadcrumb) == (title, ("首页", "新闻", "行业瞭望"))


@pytest.mark.parametrize(
    ("trail", "columns"),
    [
        ("[<a href='/'>首页</a>] [<a href='/gzdt/'>工作动态</a>]", ("首页", "工作动态")),
        ("当前位置：[<a href='/'>首页</a>] [<a href='/gzdt/'>工作动态</a>]", ("首页", "工作动态")),
        ("<a href='/'>[首页]</a> - <a href='/gzdt/'>[工作动态]</a>", ("首页", "工作动态")),
        (
            "当前位置：<a href='/'>首 页</a> &gt; <a href='/dj/'>党 建</a> &gt; <a>工 作 动 态</a>",
            ("首页", "党建", "工作动态"),
        ),
    ],
)
def test_columns_in_boxes_and_padded_ones(trail: str, columns: tuple[str, ...]) -> None:
    article = read(f"<div>{trail}</div><h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == columns


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("作者：县委书记、县长 孟浩", [("author", "孟浩", None)]),
        ("作者：中共云溪县委常委、组织部部长 孟浩", [("author", "孟浩", None)]),
        ("作者：中共云溪县委常委、组织部部长", []),
    ],
)
def test_a_post_is_nobodys_name(by: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert (
        people(read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35 {by}</div><div class='content'>{TEXT}</div>")) == found
    )


def test_what_post_an_author_has_is_told_of_the_text() -> None:
    info = "<div>2020-03-13 10:35 作者：孟浩</div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}<p>（作者：中共云溪县委常委、统战部部长）</p></div>"
    article = read(main)
    assert people(article) == [("author", "孟浩", None)]
    assert lines(article)[-1] == THREE


@pytest.mark.parametrize(
    "issue", ["《云溪党建》（2022年第09期）", "（《云溪党建》2022年第9期）", "《云溪党建》2022年第9期"]
)
def test_the_issue_of_a_journal_below_a_text(issue: str) -> None:
    assert lines(story(f"{TEXT}<p>{issue}</p>"))[-1] == THREE
    # Which one quotes in a sentence stays.
    quoted = f"他把{issue}带到了渡口。"
    assert lines(story(f"{TEXT}<p>{quoted}</p>"))[-1] == quoted


@pytest.mark.parametrize(
    ("closing", "source"),
    [("(来自云溪网)", "云溪网"), ("（来自云溪日报）", "云溪日报"), ("（来自柳河镇的孟浩）", None)],
)
def test_the_outlet_that_a_last_paragraph_is_from(closing: str, source: str | None) -> None:
    info = "<div>2020-03-13 10:35</div>"
    body = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}{closing}</p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{body}</div>").source == source


@pytest.mark.parametrize("printed", ["来源（云溪县委组织部）", "来源(云溪县委组织部)"])
def test_a_source_in_brackets_behind_its_label(printed: str) -> None:
    info = f"<div><span>2020-03-13 10:35</span> <span>{printed}</span></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪县委组织部"


@pytest.mark.parametrize("epigraph", ["——题记：谨以此文献给守渡口的人", "——题记：谨以此文献给守渡口的人。"])
def test_an_epigraph_is_no_deck(epigraph: str) -> None:
    article = story(f"<p>{epigraph}</p>{TEXT}")
    assert (article.deck, lines(article)[0]) == (None, epigraph)


@pytest.mark.parametrize("leads", ["javascript:void(0);", "#"])
def test_a_headline_that_links_nowhere(leads: str) -> None:
    title = "云溪县引进急需紧缺人才公告"
    top = f"<div class='title1'><a href='{leads}'>{title}</a></div><div>时间：2020-03-13 10:00</div>"
    page = f"<html><head><title>{title}</title></head><body>{top}<div class='text'>{TEXT}</div></body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/x/1.html")
    assert (article.page_kind, article.headline) == ("article", title)


def test_a_menu_between_bars_right_above_a_headline_is_no_trail() -> None:
    columns = ("index", "zzjg", "djdt", "xfjt")
    names = ("首页", "组织机构", "党建动态", "先锋讲坛")
    menu = " | ".join(f"<a href='../{column}.htm'>{name}</a>" for column, name in zip(columns, names, strict=True))
    article = read(f"<p align='center'>{menu}</p><p><b>{HEADLINE}</b></p>{INFO}<p>{ONE}<br>{TWO}<br>{THREE}</p>")
    assert article.breadcrumb == ()
    # Two of them may be a trail.
    short = "<a href='../index.htm'>首页</a> | <a href='../djdt.htm'>党建动态</a>"
    article = read(f"<p>{short}</p><h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == ("首页", "党建动态")


def test_an_outlet_beside_a_day_without_a_year() -> None:
    bar = "<div class='bar'><span class='from'>云溪手机台</span><span class='time'>07-11 07:20</span></div>"
    assert read(f"<div class='title'>{HEADLINE}</div>{bar}<div id='content'>{TEXT}</div>").source == "云溪手机台"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("作者：孟浩(柳河镇)", [("author", "孟浩", "柳河镇")]),
        ("来源：云溪县委组织部（孟浩）", [("author", "孟浩", "云溪县委组织部")]),
        ("责任编辑：温如是 监审：孟浩", [("editor", "温如是", None), ("approver", "孟浩", None)]),
    ],
)
def test_credits_of_counties_beside_the_time(told: str, found: list[tuple[str, str | None, str | None]]) -> None:
    info = f"<div>2020-03-13 10:35　{told}</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == found


@pytest.mark.parametrize(
    ("closing", "found"),
    [
        ("柳河镇供稿", [("contributor", None, "柳河镇")]),
        ("（云溪县委组织部　来稿）", [("contributor", None, "云溪县委组织部")]),
        ("通讯员 孟浩 林舟 报道", [("correspondent", "孟浩", None), ("correspondent", "林舟", None)]),
    ],
)
def test_credits_of_counties_below_a_text(closing: str, found: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{TEXT}<p>{closing}</p>")
    assert (people(article), lines(article)[-1]) == (found, THREE)


@pytest.mark.parametrize("title", [f"{HEADLINE}-云溪党建", "正文-云溪党建"])
def test_a_page_whose_text_is_preformatted(title: str) -> None:
    text = "\n".join(
        f"    {line}" for line in (HEADLINE, "发布时间：2020-03-13 10:35   来源：柳河镇党建办", "", ONE, TWO, THREE)
    )
    main = f"<div>正文</div><div class='article'><pre class='t'>\n{text}\n</pre></div><div>云溪县委组织部</div>"
    page = f"<html><head><title>{title}</title></head><body>{main}</body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/x/1.html")
    assert (article.page_kind, article.headline, article.source) == ("article", HEADLINE, "柳河镇党建办")
    assert (article.published_at, lines(article)) == ("2020-03-13T10:35:00+08:00", [ONE, TWO, THREE])


@pytest.mark.parametrize("between", ["\n　　", "\n\n", "\r\n"])
def test_preformatted_paragraphs_of_an_article(between: str) -> None:
    """Lines that are cut off at a width go on."""
    cut = f"{TWO[:20]}\n{TWO[20:]}"
    article = story(f"<pre>　　{between.join((ONE, cut, THREE))}</pre>".replace("\n　　\n", "\n"))
    assert ["".join(line.split()) for line in lines(article)] == [ONE, TWO, THREE]


@pytest.mark.parametrize("around", ["section", "div"])
def test_paragraphs_each_in_a_box_that_begin_alike(around: str) -> None:
    told = ["“以前这件事没人管，现在天天有人上门，心里踏实。”孟浩说。", ONE, TWO]
    told.insert(2, told[0].replace("孟浩说", "家住河湾镇的林舟也这样说"))
    boxes = "".join(f"<{around}><p><span>{line}</span></p></{around}>" for line in told)
    assert lines(story(boxes)) == told


@pytest.mark.parametrize("source", ["基层党建科", "县委办公室", "机关第二党支部"])
def test_a_desk_between_the_time_and_what_counts_readers(source: str) -> None:
    info = f"<div>2020年03月13日 10:35　{source}　点击：[<span>3021</span>]　<a href='/tag.jsp?t=2'>标签</a></div>"
    assert read(f"<h2>{HEADLINE}</h2>{info}<div class='content'>{TEXT}</div>").source == source


def test_a_day_in_brackets_behind_a_headline() -> None:
    title = f"{HEADLINE}[2020-03-13]"
    main = f"<div class='bt'>{HEADLINE}　[2020-03-13]</div><div class='nr'>{TEXT}</div>"
    page = f"<html><head><title>{title}</title></head><body>{main}</body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/x/1.html")
    assert (article.headline, article.published_at) == (HEADLINE, "2020-03-13")


def test_the_column_that_a_story_stands_in_is_no_outlet() -> None:
    beside = "<ul><li>孟浩</li><li>2020-03-13</li><li><a href='{}'>基层党建</a></li><li>88</li></ul>"
    for leads, source in (("/jcdj", None), ("/dj/jcdj/", None), ("http://jcdj.example/", "基层党建")):
        main = f"<h2>{HEADLINE}</h2>{beside.format(leads)}<div class='content'>{TEXT}</div>"
        assert read(main).source == source
