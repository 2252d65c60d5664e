"""What templates of party portals print around a story: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, URL, read, story

from crawler.extraction import extract_article

KICKER, DECK = "学党史 办实事", "“双联双促”活动走进一百个社区"
CONTENT = f"<div class='content'>{TEXT}</div>"


@pytest.mark.parametrize(
    ("trail", "columns"),
    [
        ("<div class='crumbs'><div>首页</div><div>&gt;</div><div>基层党建</div></div>", ("首页", "基层党建")),
        (
            "<div class='bread_crumb'><div>云溪党建网</div>&gt;<div>基层党建</div></div>",
            ("云溪党建网", "基层党建"),
        ),
        # Without a class that says trail an arrow between blocks says nothing.
        ("<div class='tools'><div>云溪党建网</div>&gt;<div>基层党建</div></div>", ()),
        ("<div>首页・基层党建・正文</div>", ("首页", "基层党建")),
        ("<div>您在这里：<a href='/'>云溪先锋</a> <a href='/jc/'>基层党建</a></div>", ("云溪先锋", "基层党建")),
        (f"<div>首页 基层党建 {HEADLINE}</div>", ("首页", "基层党建")),
    ],
)
def test_trails_in_blocks_and_between_rare_signs(trail: str, columns: tuple[str, ...]) -> None:
    assert story(TEXT, above=trail).breadcrumb == columns


def test_a_trail_that_ends_with_a_headline_of_several_words() -> None:
    headline = "支部建在晒谷场 党员值守不断档"
    article = story(TEXT, above=f"<div>首页 基层党建 {headline}</div>", headline=headline)
    assert article.breadcrumb == ("首页", "基层党建")


@pytest.mark.parametrize(
    "menu",
    [
        "<div class='nav-box'><a href='/'>求实网首页</a> | <a href='/d/'>读刊</a></div>",
        "<div class='nav'>红云文稿首页 | 本刊重点 | 理论园地</div>",
    ],
)
def test_bars_in_a_menu_make_no_trail(menu: str) -> None:
    assert story(TEXT, above=menu).breadcrumb == ()


def test_a_trail_with_empty_cells_and_tools_below_it() -> None:
    names = (("../../index.shtml", "云溪网"), ("../index.shtml", "党建"), ("index.shtml", "基层党建"))
    trail = " / ".join(f"<a href='{href}'>{name}</a>" for href, name in names)
    tools = " | ".join(f"<a href='http://a.example/{n}'>{name}</a>" for n, name in enumerate(("最新", "热门", "更多")))
    cells = "".join(f"<tr><td><img src='/s.gif'>{cell}</td></tr>" for cell in ("", tools, ""))
    above = f"<div>{trail}</div><table>{cells}</table>"
    assert story(TEXT, above=above).breadcrumb == ("云溪网", "党建", "基层党建")


@pytest.mark.parametrize("name", ["yinti", "introtitle", "up_title", "sup-title"])
def test_a_kicker_is_one_wherever_its_template_sets_it(name: str) -> None:
    for titles in (
        f"<h1>{HEADLINE}</h1><h2 class='{name}'>{KICKER}</h2><h2 class='futi'>{DECK}</h2>",
        f"<h2 class='{name}'>{KICKER}</h2><h1>{HEADLINE}</h1><h2 class='futi'>{DECK}</h2>",
    ):
        article = read(f"{titles}{INFO}{CONTENT}")
        assert (article.kicker, article.headline, article.deck) == (KICKER, HEADLINE, DECK)


def test_a_deck_that_ends_like_a_body() -> None:
    titles = f"<h3 class='pre'>云溪县直机关工委</h3><h1>{HEADLINE}</h1><h4 class='sub'>{DECK}</h4>"
    article = read(f"{titles}<p class='author'>本网通讯员 吴越</p>{INFO}{CONTENT}")
    assert (article.kicker, article.deck) == ("云溪县直机关工委", DECK)
    assert people(article) == [("correspondent", "吴越", None)]
    # A body below a heading is none.
    assert read(f"<h1>{HEADLINE}</h1><h4>云溪县委组织部</h4>{INFO}{CONTENT}").deck is None


@pytest.mark.parametrize("name", ["down_title", "title-sub", "ftitle", "viceTitle", "small_title"])
def test_names_of_decks(name: str) -> None:
    article = read(f"<div><h1>{HEADLINE}</h1><p class='{name}'>党小组走深走实</p></div>{INFO}{CONTENT}")
    assert article.deck == "党小组走深走实"


def test_the_minute_of_a_day_is_printed_below_the_text() -> None:
    info = "<div class='info'>来源：云溪日报 2020-03-13</div>"
    page = f"<h1>{HEADLINE}</h1>{info}{CONTENT}<p>[{{}}]</p>"
    assert read(page.format("更新：2020-03-13 17:31:09")).published_at == "2020-03-13T17:31:09+08:00"
    # On another day it is an edit, and what has no label says nothing.
    assert read(page.format("更新：2020-03-15 17:31:09")).published_at == "2020-03-13"
    assert read(page.format("打印：2020-03-13 17:31:09")).published_at == "2020-03-13"


@pytest.mark.parametrize("signed", ["（陈奕华报道）", "（陈奕华 孟小浩报道）", "（陈奕华報導）"])
def test_who_reported_behind_the_first_paragraph(signed: str) -> None:
    article = story(f"<p>{ONE}{signed}</p><p>{TWO}</p><p>{THREE}</p>")
    assert ("reporter", "陈奕华", None) in people(article)
    assert people(story(f"<p>{ONE}（据云溪网报道）</p><p>{TWO}</p><p>{THREE}</p>")) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("云溪大学马克思主义学院孟小浩", [("author", "孟小浩", "云溪大学马克思主义学院")]),
        ("（作者孟小浩 单位：云溪大学）", [("author", "孟小浩", "云溪大学")]),
        ("（作者单位：云溪大学 孟小浩）", [("author", "孟小浩", "云溪大学")]),
        (
            "（云溪县委组织部 宋佳 责编：林舟）",
            [("author", "宋佳", "云溪县委组织部"), ("editor", "林舟", None)],
        ),
        ("编校：宋佳", [("editor", "宋佳", None)]),
        ("本文由云溪县委组织部供稿", [("contributor", None, "云溪县委组织部")]),
        ("上报单位：云溪县委组织部", [("contributor", None, "云溪县委组织部")]),
        ("(全文完)", []),
        ("您是第123位访问者", []),
        ("融媒编辑：宋佳", [("editor", "宋佳", None)]),
    ],
)
def test_who_signs_below_a_text(line: str, found: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{TEXT}<p>{line}</p>")
    assert people(article) == found
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize("line", ["云溪县委组织部党建科", "云溪镇向阳村", "云溪县老年大学开学", "党旗在云溪一中飘扬"])
def test_a_last_line_that_holds_a_body_names_nobody_behind_it(line: str) -> None:
    assert [name for _, name, _ in people(story(f"{TEXT}<p>{line}</p>")) if name] == []


def test_what_invites_to_share_is_no_text() -> None:
    shared = "<em class='share'><b>分享让更多人看到</b></em>"
    assert lines(story(f"{TEXT}{shared}")) == [ONE, TWO, THREE]
    told = "这份经验值得分享，让更多人看到晒谷场上的党旗，也让邻县的干部学得会、用得上。"
    assert lines(story(f"{TEXT}<p>{told}</p>"))[-1] == told


def test_nobody_wrote_what_is_original() -> None:
    info = "<div class='info'>2020-03-13 10:35 来源：云溪日报 作者：本站原创</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}{CONTENT}")) == []


def test_several_outlets_below_a_text_count_less_than_the_one_beside_the_time() -> None:
    info = "<div><span>2020-03-13 10:35</span><span class='source'>{}</span></div>"
    below = "<p>来源：云溪新闻、柳河晚报</p>"
    page = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}{{}}</div>"
    assert read(page.format("云溪发布", below)).source == "云溪发布"
    assert read(page.format("", below)).source == "云溪新闻、柳河晚报"
    # One outlet is where the text is from; what stands beside the time put it out again.
    assert read(page.format("云溪发布", "<p>来源：柳河晚报</p>")).source == "柳河晚报"


def test_a_letter_is_to_whom_its_headline_says() -> None:
    to = "全县共产党员："
    for headline in ("致全县共产党员的一封信", "写给全县共产党员"):
        assert lines(story(f"<p>{to}</p>{TEXT}", headline=headline)) == [to, ONE, TWO, THREE]
    # Without the colon it is the headline again, or a part of it.
    assert lines(story(f"<p>致全县共产党员</p>{TEXT}", headline="致全县共产党员的一封信")) == [ONE, TWO, THREE]


def test_a_town_that_is_called_as_people_are() -> None:
    article = story(f"<p style='text-align:center'>柳河镇　孟　浩</p>{TEXT}")
    assert people(article) == [("author", "孟浩", "柳河镇")]
    assert lines(article) == [ONE, TWO, THREE]
    # Two names are two people.
    assert people(story(f"<p>柳小河　孟　浩</p>{TEXT}")) == [("author", "柳小河", None), ("author", "孟浩", None)]


def test_who_paid_for_a_paper_is_no_text() -> None:
    author = "作者简介：孟浩，云溪县委党校副教授，主要研究方向为党的建设。"
    article = story(f"{TEXT}<p>{author}</p><p>基金项目：云溪县社会科学基金（2019A01）。</p>")
    assert lines(article) == [ONE, TWO, THREE]


def test_days_in_chinese_numerals_are_lines_of_a_document() -> None:
    days = ("二○二○年三月十日", "二OO九年3月13日")
    dated = f"<p>2020年3月1日，{ONE}</p><p>2020年3月2日起施行。</p>"
    assert lines(story(f"<p>{TWO}</p><p>{days[0]}</p>{dated}{TEXT}<p>{days[1]}</p>"))[1:-1:4] == [days[0], TWO]
    assert lines(story(f"<p>{TWO}</p><p>{days[0]}</p>{dated}{TEXT}<p>{days[1]}</p>"))[-1] == days[1]


@pytest.mark.parametrize("count", ["文章字数: 2.1k", "字数统计：1280"])
def test_how_long_a_text_is_stands_above_it(count: str) -> None:
    info = "<div>发布日期: 2020-03-13</div><div>信息来源：云溪县委办</div>"
    article = read(f"<div><h1>{HEADLINE}</h1>{info}<div class='text'><p>{count}</p>{TEXT}</div></div>")
    assert (lines(article), article.source) == ([ONE, TWO, THREE], "云溪县委办")


def test_what_a_system_calls_an_editor_is_no_part_of_the_name() -> None:
    article = story(f"{TEXT}<p>责任编辑：孟浩_menghao</p>")
    assert people(article) == [("editor", "孟浩", None)]


@pytest.mark.parametrize(
    ("printed", "source"), [("云溪日报（云溪日报）", "云溪日报"), ("云溪日报（海外版）", "云溪日报（海外版）")]
)
def test_an_outlet_that_is_named_twice(printed: str, source: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35 来源：{printed}</div><div>{TEXT}</div>")
    assert article.source == source


def test_an_hour_in_a_line_below_its_day() -> None:
    info = "<p class='date'>2020-03-13</p><p class='time'>10:35</p><p>浏览数：23</p>"
    article = read(f"<div><h1>{HEADLINE}</h1>{info}<div>{TEXT}</div></div>")
    assert article.published_at == "2020-03-13T10:35:00+08:00"
    assert lines(article) == [ONE, TWO, THREE]


TOOLS = (
    "<div>打印 微博</div><h4>分享到微信</h4>"
    "<p>用微信扫一扫，点击右上角分享按钮，将本文分享给您的好友。</p><div>微信</div>"
)


def test_the_time_and_the_outlet_stand_above_the_tools_over_a_headline() -> None:
    told = "<div>发布时间：2020-03-13 来源：云溪监管局 文章类型：原创</div>"
    head = "<meta name='ContentSource' content='云溪'>"
    page = read(f"{told}{TOOLS}<div>更多</div><div>QQ</div><div><h2>{HEADLINE}</h2>{TEXT}</div>", HEADLINE, head)
    assert (page.source, page.published_at) == ("云溪监管局", "2020-03-13")


def test_what_stands_in_a_block_beside_a_trail_is_no_column() -> None:
    beside = "<h3><a href='/wx/'>云溪微信</a></h3>"
    trail = f"<div class='position'><h3><a href='/'>主页</a> > <a href='/jc/'>基层党建</a> > </h3>{beside}</div>"
    assert story(TEXT, trail).breadcrumb[1:] == ("基层党建",)


def test_a_list_whose_trail_ends_as_that_of_a_text_does() -> None:
    titles = (f"云溪县第{n}个支部建在晒谷场上" for n in "一二三四五六七八九十")
    rows = "".join(
        f"<dl><dt><a href='/{n}.html'>{title}</a></dt><dd>{ONE[:40]}</dd></dl>" for n, title in enumerate(titles)
    )
    trail = "<div>当前位置 > <a href='/'>首页</a> > <a href='/xw/'>新闻中心</a> > 正文</div>"
    call = "<p>电话：</p><p>微信与手机同号，加微信了解更多支部详情及学习视频。</p>"
    page = read(f"{trail}<h2>新闻中心</h2>{rows}<div>34条 上一页 1 2 3 下一页</div>{call}", "新闻中心")
    assert page.page_kind == "listing"


def test_a_headline_in_the_block_of_its_source_where_the_title_is_the_sites_name() -> None:
    site = "云溪县供销合作社"
    logo = f"<div>{site}</div><ul><li><a href='/a/'>要闻</a></li><li><a href='/b/'>党建</a></li></ul><h3>新闻中心</h3>"
    head = "<h2><span>支部建在晒谷场上</span>来源：云溪县供销合作社 时间：2020-03-13</h2>"
    page = read(f"{logo}<div>{head}<div>{TEXT}</div></div>", site)
    assert (page.headline, page.source, page.published_at) == ("支部建在晒谷场上", site, "2020-03-13")


def test_a_story_told_in_one_picture() -> None:
    day = "<div><span>日期：</span>2020-03-13</div>"
    picture = "<div><img src='/files/1.jpg' alt=''></div>"
    head = f"<html><head><title>{HEADLINE}</title></head><body><h2>{HEADLINE}</h2>"
    page = extract_article(f"{head}{day}{picture}".encode(), url="http://www.example.cn/yunxi")
    assert (page.page_kind, page.headline, page.published_at) == ("article", HEADLINE, "2020-03-13")
    assert extract_article(f"{head}{picture}".encode(), url="http://www.example.cn/yunxi").page_kind == "other"


def test_whose_story_it_is_and_where_it_was_printed_is_none_of_it() -> None:
    article = story(f"{TEXT}<p>作者：孟浩，文章原刊于《云溪文艺》（公众号：yunxi）。</p>")
    assert lines(article) == [ONE, TWO, THREE]
    assert people(article) == [("author", "孟浩", None)]


def test_headings_that_lead_on_with_a_day_below_each_are_a_list() -> None:
    def row(n: int, shown: str) -> str:
        title = f"<h2 class='item-title'><a href='/2020/0313/{n}.html'>云溪县第{n}个支部建在晒谷场上</a></h2>"
        text = f"<div class='item-digest'>云溪网3月{n}日讯（记者 孟浩）{ONE}<a href='/{n}'>[继续阅读]</a></div>"
        day = f"<div class='item-info'><span>2020-3-{n} 2:36:08</span></div>"
        story = f"{shown}<div class='item-content'>{title}{day}{text}</div>"
        share = "<div><div>分享到</div><div>来源：云溪日报 | <a href='/t/'>发贴</a></div></div>"
        return f"<div class='list-item'>{story}{share}</div>"

    picture = "<div class='item-img'><a href='/2020/0313/12.html'><img src='/files/1.jpg'></a></div>"
    rows = "".join(row(n, picture if n == 12 else "") for n in range(11, 16))
    main = f"<div>关于</div><h1>支部建在晒谷场</h1><div>的新闻</div><div class='list'>{rows}</div>"
    head = "<html><head><title>支部建在晒谷场_云溪聚合阅读</title></head><body>"
    page = extract_article(f"{head}{main}".encode(), url="http://www.example.cn/news/125/1.html")
    assert page.page_kind == "listing"
    # Below a text that prints no time they are other stories.
    article = (
        f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><div class='content'>{TEXT * 6}</div>"
    )
    page = extract_article(f"{article}<div>来源：云溪日报</div><div class='list'>{rows}</div>".encode(), url=URL)
    assert page.page_kind == "article"
