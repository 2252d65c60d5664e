"""What pages written down from memory showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, PICTURE, TEXT, THREE, TWO, read, story

from crawler.items import Article


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        ("（记者 孟浩 报道员 林舟）", [("reporter", "孟浩", None), ("correspondent", "林舟", None)]),
        ("报道员：林舟", [("correspondent", "林舟", None)]),
        ("（图：林舟）", [("photographer", "林舟", None)]),
        ("原创林小舟 云溪先锋", [("author", "林小舟", None)]),
    ],
)
def test_who_did_what(byline: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{TEXT}<p>{byline}</p>") if byline[0] != "原" else story(f"<p>{byline}</p>{TEXT}")
    assert people(article) == credits
    assert lines(article) == [ONE, TWO, THREE]


def test_a_byline_below_an_empty_label_is_no_value_of_it() -> None:
    desk = "<p>责任编辑：<span></span></p><p>（记者 孟浩、通讯员 林 舟）</p><p>责任编辑：<span>段小远</span></p>"
    assert people(story(f"{TEXT}{desk}")) == [
        ("reporter", "孟浩", None),
        ("correspondent", "林舟", None),
        ("editor", "段小远", None),
    ]


def test_tags_beside_the_time_are_nobody() -> None:
    tags = "<span><a href='/t/1'>水务局</a>/<a href='/t/2'>底泥</a>/<a href='/t/3'>陶粒</a></span>"
    info = f"<div><span>2020-03-13 10:35</span> <span>来源：云溪日报</span> {tags}</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")) == []
    authors = "<span><a href='/a/1'>陶小粒</a> <a href='/a/2'>孟浩</a></span>"
    info = f"<div><span>2020-03-13 10:35</span> {authors}</div>"
    names = people(read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>"))
    assert names == [("author", "陶小粒", None), ("author", "孟浩", None)]


def test_a_note_on_whose_account_a_text_is_from() -> None:
    note = "云溪注：本文来自微信公众号：渡口三人行（ID：dksrx2018），作者：孟浩，云溪网获授权转载。题图来自：云溪视觉"
    page = f"<h1>{HEADLINE}</h1><div>2018-08-21 20:15</div><div class='content'><p>{note}</p>{TEXT}</div>"
    article = read(page)
    assert article.source == "渡口三人行"
    assert people(article) == [("author", "孟浩", None)]
    assert lines(article) == [ONE, TWO, THREE]


def test_whose_opinion_it_is_ends_a_text() -> None:
    below = "<p>*文章为作者独立观点，不代表云溪网立场</p><p>未来面前，你我还都是孩子，还不去装上云溪看世界！</p>"
    assert lines(story(f"{TEXT}{below}")) == [ONE, TWO, THREE]
    told = "本文作者的观点，乡亲们多数赞成。"
    assert lines(story(f"{TEXT}<p>{told}</p>")) == [ONE, TWO, THREE, told]


def test_the_day_below_a_notice_in_wide_figures() -> None:
    signed = ["中共云溪县委组织部", "２０１２年５月７日"]
    info = "<div>[2012-05-08 08:30:11]　来源：干部股</div>"
    text = TEXT + "".join(f"<p>{line}</p>" for line in signed)
    assert lines(read(f"<h1>{HEADLINE}</h1>{info}<div>{text}</div>")) == [ONE, TWO, THREE, *signed]


def test_a_numbered_picture() -> None:
    shown = "<p align='center'><b>图1 柳河渡口的位置</b></p>"
    article = story(f"{TEXT}{PICTURE}{shown}")
    assert lines(article) == [ONE, TWO, THREE]
    assert article.images[0].caption == "图1 柳河渡口的位置"


def test_who_took_a_picture_is_alone_in_a_line() -> None:
    shown = "<tr><td>图为柳河渡口。<br>花无边摄（云溪视觉）</td></tr>"
    article = story(f"<table><tr><td>{PICTURE}</td></tr>{shown}</table>{TEXT}")
    assert people(article) == [("photographer", "花无边", None)]


def test_a_box_between_metadata_and_text() -> None:
    sum_up = "旧船退役，新船一次能载四十人，起雾的日子也能开"
    box = f"<div id='subhead' class='subhead'>{sum_up}</div>"
    tools = "<a>收藏</a><a>打印</a><a>评论(<span>3</span>)</a>"
    head = f"<div><h1>{HEADLINE}</h1>{INFO}<div><a>大</a><a>中</a><a>小</a></div>{tools}</div>"
    page = f"<div class='article'>{head}{box}<div><div>资料图</div><div class='text'>{TEXT}</div></div></div>"
    assert lines(read(page)) == [ONE, TWO, THREE]


def rows(deck: str) -> str:
    """Return an old page, all of it a table, with a line in the row between headline and time."""
    head = "".join(
        f"<tr><td align='center'>{text}</td></tr>" for text in (HEADLINE, deck, "发布时间：2013-07-18 21:02")
    )
    return f"<table>{head}<tr><td>{TEXT}</td></tr></table>"


def test_a_deck_in_a_row_of_its_own() -> None:
    assert read(rows("两岸村民半年少走三十里山路")).deck == "两岸村民半年少走三十里山路"
    for no_deck in ("云溪县人民政府办公室", "云政办发〔2013〕81号", "本报记者 孟浩 通讯员 林小舟", "总第128期"):
        assert read(rows(no_deck)).deck is None


def test_a_short_kicker_above_a_bold_headline_in_one_cell() -> None:
    cell = f"<td align='center'>鸡蛋不放一篮<br><b>{HEADLINE}</b></td>"
    page = f"<table><tr><td>云溪日报 2002年8月13日 第二版</td></tr><tr>{cell}</tr><tr><td>{TEXT}</td></tr></table>"
    assert read(page).kicker == "鸡蛋不放一篮"


def test_an_outlet_in_an_element_of_its_own_before_the_reporter() -> None:
    info = (
        "<div><span>云溪新闻</span><span>记者 孟浩 通讯员 林小舟</span></div><div><span>2022-10-20 07:48</span></div>"
    )
    article = read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")
    assert article.source == "云溪新闻"
    assert [name for _, name, _ in people(article)] == ["孟浩", "林小舟"]


def test_a_school_named_for_short_and_its_teacher() -> None:
    info = "<div>[2022-4-24 9:05:00] [作者：城关二小 孟浩] [来源：云溪教体] [阅读：<span>75</span>次]</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")) == [("author", "孟浩", "城关二小")]


def test_a_bulletin_whose_pages_have_one_title() -> None:
    mast = "<tr><td>中共云溪县委组织部编</td><td align='right'>2017年5月22日</td></tr>"
    head = (
        "<td>您现在的位置：首页 &gt;&gt; 组工简报 &gt;&gt; 阅读文章</td>",
        "<td align='center'><font size='7'><b>组 工 简 报</b></font></td>",
        "<td align='center'>第 12 期（总第 386 期）</td>",
        f"<td><table>{mast}</table></td>",
        f"<td align='center'><font size='5'><b>{HEADLINE}</b></font></td>",
        f"<td>{TEXT}</td>",
    )
    page = "<table>" + "".join(f"<tr>{cell}</tr>" for cell in head) + "</table>"
    article = read(page, title="组工简报")
    assert article.headline == HEADLINE
    assert article.breadcrumb[-1] == "组工简报"
    assert (article.published_at or "")[:10] == "2017-05-22"


@pytest.mark.parametrize(("said", "source"), [("", None), ("云溪县供销社", "云溪县供销社")])
def test_a_field_without_words_beside_the_source(said: str, source: str | None) -> None:
    spans = ("发布时间：2021-09-03", f"文章来源：{said}", "视力保护色：<i></i><i></i>", "字体：大 中 小")
    info = "<p>" + " ".join(f"<span>{span}</span>" for span in spans) + "</p>"
    assert read(f"<div><h2>{HEADLINE}</h2>{info}</div><div>{TEXT}</div>").source == source


def titles(*said: str) -> str:
    """Return a page whose titles stand in blocks that are called by numbers."""
    head = "".join(f"<div class='t{number}'>{text}</div>" for number, text in enumerate(said, 1))
    return f"<div id='art'>{head}{INFO}<div>{TEXT}</div></div>"


def test_titles_called_by_numbers() -> None:
    article = read(titles("两岸一百年", HEADLINE, "起雾的日子也能开船"))
    assert (article.kicker, article.headline, article.deck) == ("两岸一百年", HEADLINE, "起雾的日子也能开船")
    assert read(titles("", HEADLINE, "2012-01-12")).deck is None


def test_a_line_with_a_dash_above_a_heading() -> None:
    page = f"<div><p>——一论解放思想大讨论</p><h1>{HEADLINE}</h1><p>本报评论员</p>{INFO}</div><div>{TEXT}</div>"
    article = read(page)
    assert article.kicker == "——一论解放思想大讨论"
    assert (article.headline, article.deck) == (HEADLINE, None)


def test_a_stroke_behind_the_labels() -> None:
    said = "<h4>文 / <a href='/b/1'>孟小浩</a></h4><h4>来自 / <a href='/'>云溪早报</a></h4>"
    info = f"<div>{said}<h4>发布 / 2020年12月18日 5:00 AM</h4></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")
    assert article.source == "云溪早报"
    assert people(article) == [("author", "孟小浩", None)]


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        (
            "（文：古丽娜尔·艾山 图：学生记者团 孟浩 审核：林舟）",
            [("author", "古丽娜尔·艾山", None), ("photographer", "孟浩", "学生记者团"), ("approver", "林舟", None)],
        ),
        ("（文：阿依努尔·买买提）", [("author", "阿依努尔·买买提", None)]),
    ],
)
def test_names_with_a_point(byline: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert people(story(f"{TEXT}<p>{byline}</p>")) == credits


def test_an_outlet_before_a_stroke_is_no_label() -> None:
    info = "<div><time>2021-10-29 07:15</time> | <span>云溪晚报</span> | <span>孟小浩</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")
    assert article.source == "云溪晚报"
    assert people(article) == [("author", "孟小浩", None)]


def items(*columns: tuple[str, str]) -> str:
    """Return a list of links, as menus and trails are made."""
    links = "".join(f"<li><a href='{address}'>{name}</a></li>" for name, address in columns)
    return f"<div class='top'><ul>{links}</ul></div>"


def test_a_menu_of_few_right_above_a_headline() -> None:
    menu = items(("首页", "/"), ("要闻", "/news/"), ("柳河", "/liuhe/"))
    assert story(TEXT, menu).breadcrumb == ()
    trail = items(("首页", "/"), ("要闻", "/news/"), ("柳河", "/news/liuhe/"))
    assert story(TEXT, trail).breadcrumb == ("首页", "要闻", "柳河")


def test_the_editor_of_an_agency_behind_the_last_sentence() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}（編輯：林小舟）1090310</p>")
    assert people(article) == [("editor", "林小舟", None)]
    assert lines(article) == [ONE, TWO, THREE]


def test_with_whose_leave_it_is_printed_again_is_no_name() -> None:
    note = "编者按：本文来自微信公众号“渡口研习”（ID：dkyx），作者：孟浩，编辑：林舟，云溪经授权发布。"
    page = f"<h1>{HEADLINE}</h1><div>2018-08-21 20:15</div><div class='content'><p>{note}</p>{TEXT}</div>"
    assert people(read(page)) == [("author", "孟浩", None), ("editor", "林舟", None)]


def test_a_deck_in_the_block_of_a_headline() -> None:
    said = "<div class='tt'>{}<br><span>{}</span></div>"
    assert read(f"{said.format(HEADLINE, '老周主持')}{INFO}<div>{TEXT}</div>").deck == "老周主持"
    for no_deck in ("（2020年3月13日）", "云溪县人民政府", "本报记者 孟浩"):
        assert read(f"{said.format(HEADLINE, no_deck)}{INFO}<div>{TEXT}</div>").deck is None


def told(info: str) -> Article:
    """Read a page by its line of metadata."""
    return read(f"<h1>{HEADLINE}</h1><div>{info}</div><div class='content'>{TEXT}</div>")


@pytest.mark.parametrize(
    ("info", "moment"),
    [
        ("发布时间：2020-3-13 8:5:3 来源：云溪日报", "2020-03-13T08:05"),
        ("2020-3-13 18:30:7 来源：云溪日报", "2020-03-13T18:30"),
        ("撰稿时间：2020-03-10 发布时间：2020-03-13 来源：云溪日报", "2020-03-13"),
    ],
)
def test_times_without_zeros_and_when_a_text_was_written(info: str, moment: str) -> None:
    assert (told(info).published_at or "").startswith(moment)


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("〔来源：云溪日报〕〔作者：孟浩〕〔2020-03-13〕", "云溪日报"),
        ("发布部门：组织科 发布人：孟浩 发布时间：2020-03-13 阅读：80", "组织科"),
    ],
)
def test_sources_between_brackets_and_departments(info: str, source: str) -> None:
    assert told(info).source == source


@pytest.mark.parametrize(
    ("below", "credits"),
    [
        ("<p>（作者孟浩系云溪县委党校讲师）</p>", [("author", "孟浩", None)]),
        (
            "<p>云溪日报记者 孟浩 文/图</p>",
            [("author", "孟浩", "云溪日报"), ("photographer", "孟浩", "云溪日报")],
        ),
    ],
)
def test_who_signs_outside_the_block_of_a_text(below: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert people(story(TEXT, below=below)) == credits


@pytest.mark.parametrize(
    ("above", "columns"),
    [
        (
            "<div>当前位置：<a href='/'>首页</a> ― <a href='/dj/'>党建</a> ― <a href='/dj/jc/'>基层</a></div>",
            ("首页", "党建", "基层"),
        ),
        ("<div class='crumb'>云溪先锋网 / 党建 / 基层</div>", ("云溪先锋网", "党建", "基层")),
        ("<div class='crumb'>云溪先锋网 / 坚持以人民为中心的发展思想 / 基层</div>", ()),
    ],
)
def test_trails_between_long_dashes_and_without_links(above: str, columns: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == columns


@pytest.mark.parametrize(
    ("before", "kicker", "headline"),
    [
        ("<span>云溪县凝心聚力抓党建</span>", "云溪县凝心聚力抓党建", HEADLINE),
        ("<small>图解：</small>", None, f"图解：{HEADLINE}"),  # a label and no kicker
    ],
)
def test_a_kicker_in_the_line_of_a_heading(before: str, kicker: str | None, headline: str) -> None:
    heading = f"<title>{HEADLINE}_云溪党建网</title><h1>{before}{HEADLINE}</h1>"
    article = read(f"{heading}{INFO}<div class='content'>{TEXT}</div>")
    assert (article.kicker, article.headline) == (kicker, headline)
