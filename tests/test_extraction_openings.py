"""What stands above a story: trails, headlines, decks; each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest
from printed import lines
from printed_party import COLUMN, HEADLINE, HOME, INFO, MENU, ONE, TEXT, THREE, TWO, read, story


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        # A template's own trail beside the page's.
        (
            f"<div class='position'>您的位置：{HOME} &gt; 详情页</div>"
            f"<div>{HOME} &gt; <a href='/dw/'>党务</a> &gt; {COLUMN}</div>",
            ("首页", "党务", "基层党建"),
        ),
        (f"<ol><li>{HOME}</li><li>{COLUMN}</li><li>内容</li></ol>", ("首页", "基层党建")),
        (f"<ol class='breadcrumb'><li>{HOME}</li><li>{COLUMN}</li></ol>", ("首页", "基层党建")),
        (
            f"<div class='bread'><span>当前位置：</span><ul><li>{HOME}</li><li>{COLUMN}</li></ul></div>",
            ("首页", "基层党建"),
        ),
        (f"<div><a>设为首页</a> | <a href='#'>加入收藏</a></div><div>{HOME} {COLUMN}</div>", ("首页", "基层党建")),
        ("<div class='route' id='navpath'><a href='/'>云溪党建网</a></div>", ("云溪党建网",)),
        ("<div>云溪时空 &gt; 基层党建</div>", ("云溪时空", "基层党建")),
        (f"<div>{HOME} ▶ {COLUMN} ▶ 正文内容</div>", ("首页", "基层党建")),
        (f"<div>您正在浏览：{HOME}_{COLUMN}_文章内容</div>", ("首页", "基层党建")),
        (f"<div>{HOME} &gt;&gt; {COLUMN} &gt;&gt; 信息详情</div>", ("首页", "基层党建")),
        # Menus, and the heading of a column.
        (f"<ul><li>{HOME}</li>{MENU}<li>{COLUMN}</li></ul>", ()),
        (f"<ul><li>{HOME}</li><li>{COLUMN}</li></ul><div>云溪党建网</div><div>为民服务</div><div>欢迎</div>", ()),
        (f"<div>{HOME} | <a href='/m/'>邮箱</a> | {COLUMN}</div>" + "<p>为民服务</p>" * 5, ()),
        (f"<div>{HOME} | {COLUMN} | {MENU.replace('li>', 'b>')}</div>", ()),
        ("<div class='lm'>基层党建</div>", ()),
    ],
)
def test_a_trail(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


def test_a_column_that_only_the_head_names_is_no_trail() -> None:
    head = "<meta name='ColumnName' content='基层党建'>"
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, head=head).breadcrumb == ()
    assert read(f"<h3>基层党建</h3>{main}", head=head).breadcrumb == ()


def test_titles_with_markup_in_them() -> None:
    both = f"{HEADLINE} 让群众议起来"
    main = f"<h2>{HEADLINE}<br>让群众议起来</h2>{INFO}<div class='content'>{TEXT}</div>"
    escaped = f"<meta name='ArticleTitle' content='{HEADLINE} &lt;br&gt;让群众议起来'>"
    assert "".join((read(main, "云溪党建网", escaped).headline or "").split()) == "".join(both.split())


def test_a_heading_of_two_lines_that_no_title_tells() -> None:
    main = f"<h1>支部建在晒谷场<br>党旗飘在田地间</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网").headline == "支部建在晒谷场 党旗飘在田地间"


def test_the_line_below_a_trail_where_nothing_tells_of_a_headline() -> None:
    main = f"<div>{HOME} &gt; {COLUMN} &gt; 正文</div><div>{HEADLINE}</div><div class='content'>{TEXT * 4}</div>"
    article = read(main, "云溪党建网")
    assert (article.headline, article.breadcrumb) == (HEADLINE, ("首页", "基层党建"))


def test_the_day_in_brackets_behind_a_headline_that_no_heading_marks() -> None:
    main = f"<div>{HEADLINE}（2020年3月13日）</div><div class='content'>{TEXT * 4}</div>"
    article = read(main, f"云溪党建网-通知公告-{HEADLINE}_")
    assert (article.headline, article.published_at) == (HEADLINE, "2020-03-13")


def test_a_trail_in_a_heading_is_no_headline() -> None:
    main = f"<h1>要闻 &gt; 党务 &gt; 正文</h1><div><b>{HEADLINE}</b></div>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网").headline == HEADLINE


def test_a_heading_of_three_lines_one_of_which_begins_with_a_year() -> None:
    main = f"<h1>云溪县委办公室关于举办<br>2020年晒谷场<br>支部活动的通知</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网").headline == "云溪县委办公室关于举办 2020年晒谷场 支部活动的通知"


def test_the_first_line_alone_where_the_title_says_just_that() -> None:
    main = f"<h1>{HEADLINE}<br>党旗飘在田地间</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main).headline == HEADLINE


def test_a_title_behind_stray_characters_is_no_line_of_the_page() -> None:
    main = f"<div class='name'>{HEADLINE}</div>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网基层频道-要闻", before=">").headline == HEADLINE


def test_a_heading_that_goes_on_with_time_and_source() -> None:
    info = "<small><i>2020-03-13</i> <b>来源：云溪日报</b></small>"
    article = read(f"<h2 class='title'>{HEADLINE}{info}</h2><div class='content'>{TEXT}</div>", HEADLINE)
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "云溪日报", "2020-03-13")


def test_a_deck_below_the_headline_that_is_pasted_in_with_the_story() -> None:
    article = story(f"<p>{HEADLINE}</p><p>周大河宣布开仓 李秋实讲话</p><p>{ONE}{TWO}</p><p>{THREE}</p>")
    assert (article.deck, lines(article)) == ("周大河宣布开仓 李秋实讲话", [ONE + TWO, THREE])


def test_no_deck_without_that_headline() -> None:
    article = story(f"<p>周大河宣布开仓 李秋实讲话</p><p>{ONE}{TWO}</p><p>{THREE}</p>")
    assert (article.deck, lines(article)[0]) == (None, "周大河宣布开仓 李秋实讲话")


@pytest.mark.parametrize("headline", ["云溪县全民阅读进校园", "收藏在晒谷场上的党史"])
def test_a_headline_about_reading_is_no_tool(headline: str) -> None:
    article = story(f"<p><b>阅读点亮乡村振兴路</b></p>{TEXT}", headline=headline)
    assert (article.headline, article.crossheads) == (headline, ("阅读点亮乡村振兴路",))


@pytest.mark.parametrize("end", ["列表页", "正文"])
def test_columns_that_spaces_alone_keep_apart(end: str) -> None:
    trail = ("首页", "基层党建") if end == "正文" else ("首页", "基层党建", end)
    assert story(TEXT, f"<div>当前位置：首页 基层党建 {end}</div>").breadcrumb == trail


@pytest.mark.parametrize(
    "trail",
    [
        f"<dl><dt>当前位置：</dt><dd>{HOME}</dd><dd>{COLUMN}</dd></dl>",
        f"<div>位置：{HOME} : {COLUMN} : 正文</div>",
        f"<div>{HOME} &gt; {COLUMN} &gt; {HEADLINE[:7]}...</div>",
    ],
)
def test_trails_of_other_makes(trail: str) -> None:
    assert story(TEXT, trail).breadcrumb == ("首页", "基层党建")


@pytest.mark.parametrize("dash", ["——", "--"])
def test_a_line_with_a_dash_that_opens_a_story_is_its_deck(dash: str) -> None:
    article = story(f"<p>{dash}记云溪县“晒谷场上的党课”主题活动</p>{TEXT}")
    assert (article.deck, lines(article)) == (f"{dash}记云溪县“晒谷场上的党课”主题活动", [ONE, TWO, THREE])


def test_a_line_with_a_dash_within_a_story_is_no_deck() -> None:
    article = story(f"<p>{ONE}</p><p>——晒谷场上的一位老党员说</p><p>{TWO}</p>")
    assert (article.deck, lines(article)) == (None, [ONE, "——晒谷场上的一位老党员说", TWO])


def test_a_heading_that_names_the_site_and_the_column() -> None:
    main = f"<ul><li>支部简介</li></ul><div class='content'><h3>云溪县晒谷场党支部简介</h3>{TEXT * 4}</div>"
    assert read(main, "支部简介-云溪县晒谷场党支部").headline == "云溪县晒谷场党支部简介"


def test_a_bare_line_above_the_paragraphs_is_the_deck() -> None:
    long = ONE + TWO
    article = story(f"账本人人看得懂 党课天天讲实话<p>{long}</p><p>{TWO}</p><p>{THREE}</p>")
    assert (article.deck, lines(article)) == ("账本人人看得懂 党课天天讲实话", [long, TWO, THREE])
    signed = story(f"云溪县委党员教育中心<p>{long}</p><p>{TWO}</p><p>{THREE}</p>")
    assert signed.deck is None


def test_what_leads_back_home_begins_no_trail() -> None:
    assert story(TEXT, "<div><a href='/'>回首页</a>　<a href='/lt/'>党建论坛</a></div>").breadcrumb == ()


def test_a_link_in_another_column_begins_no_trail() -> None:
    side = "<table><tr><td>最新更新</td></tr><tr><td>·<a href='/9.html'>云溪县召开推进会</a></td></tr></table>"
    here = f"<table><tr><td>&gt;&gt; {COLUMN}</td></tr></table>"
    assert story(TEXT, f"<table><tr><td>{side}</td><td>{here}</td></tr></table>").breadcrumb == ()
    nested = f"<table><tr><td>{HOME}</td><td><table><tr><td>&gt; {COLUMN}</td></tr></table></td></tr></table>"
    assert story(TEXT, nested).breadcrumb == ("首页", "基层党建")


def test_a_trail_that_begins_with_the_name_of_the_site() -> None:
    trail = f"<div class='c'><a href='/'>云溪党建</a> / {COLUMN}</div>"
    assert story(TEXT, trail).breadcrumb == ("云溪党建", "基层党建")
    assert story(TEXT, trail.replace("href='/'", "href='/zt/'")).breadcrumb == ()


def test_the_label_of_a_column_alone_is_a_trail() -> None:
    assert story(TEXT, "<div>栏目：<a href='/ll/'>理论探讨</a></div>").breadcrumb == ("理论探讨",)
    info = "<div>栏目：<a href='/ll/'>理论探讨</a> 来源：云溪日报 日期：2020-03-13</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, article.published_at, article.breadcrumb) == ("云溪日报", "2020-03-13", ())


def test_a_page_whose_title_is_the_number_of_a_document() -> None:
    banner = "<p align='center'><b>中共云溪县委组织部文件</b></p><p align='center'>云组通〔2020〕15号</p>"
    title = "<p align='center'><b>关于加强流动党员教育管理的意见</b></p>"
    body = f"<p>各乡镇党委：</p>{TEXT}<p align='right'>中共云溪县委组织部</p><p align='right'>2020年3月12日</p>"
    article = read(f"<div>{banner}{title}{body}</div>", "云组通〔2020〕15号")
    assert (article.headline, lines(article)[0]) == ("关于加强流动党员教育管理的意见", "各乡镇党委：")


def test_a_little_house_before_a_trail_is_no_column() -> None:
    assert story(TEXT, f"<div>⌂ &gt; <a href='/dt/'>工作动态</a> &gt; {COLUMN}</div>").breadcrumb == (
        "工作动态",
        "基层党建",
    )
