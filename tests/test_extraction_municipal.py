"""Pages of municipal bureaus, of schools, of bodies and their journals: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story


@pytest.mark.parametrize(
    ("trail", "columns"),
    [
        # One column alone stands in a box.
        ("[<a href='/'>首页</a>] &gt;&gt; <a href='/xw/'>新闻动态</a>", ("首页", "新闻动态")),
        ("【<a href='/'>首页</a>】 &gt; <a href='/xw/'>新闻动态</a> &gt; 正文", ("首页", "新闻动态")),
        # Two short names fill their line but for the space between them.
        ("<div><a href='/'>首页</a>\n<a href='/yw/'>要闻</a></div>", ("首页", "要闻")),
        # A style sheet parts the columns, below the label in a block of its own.
        (
            "<div><b>当前位置：</b></div><p><a href='/'>首页</a><a href='/xw/'>新闻动态</a><span>执法要闻</span></p>",
            ("首页", "新闻动态", "执法要闻"),
        ),
    ],
)
def test_trails_in_boxes_and_below_their_label(trail: str, columns: tuple[str, ...]) -> None:
    article = read(f"<div>{trail}</div><h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == columns


def test_links_parted_by_strokes_a_little_further_above_a_headline_are_its_trail() -> None:
    trail = "<div><p>集团要闻</p><span><a href=''>首页</a> / <a href=''>集团要闻</a></span></div>"
    between = "<div><img src='/a.png'></div><p>全市安全生产工作会议</p><p><img src='/b.png'></p>"
    article = read(f"{trail}{between}<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == ("首页", "集团要闻")


def test_who_wrote_and_who_took_the_pictures_behind_the_last_sentence_make_no_caption() -> None:
    last = "参加会议的有各部门负责人。（云溪县安全监督管理部/文 云溪县委办公室/图）"
    article = story(f"{TEXT}<div><img src='/a.jpg'></div><p>{last}</p>")
    assert lines(article) == [ONE, TWO, THREE, last]
    assert people(article) == [
        ("author", None, "云溪县安全监督管理部"),
        ("photographer", None, "云溪县委办公室"),
    ]
    shown = "县里昨天开了会。（孟浩/图）"
    assert lines(story(f"{TEXT}<div><img src='/a.jpg'></div><p>{shown}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("end", "made"),
    [
        ("【云溪学院林小舟报道】", [("reporter", "林小舟", "云溪学院")]),
        ("（云溪县第二中学孟浩报道）", [("reporter", "孟浩", "云溪县第二中学")]),
        ("（云溪县第二中学 孟浩报道）", [("reporter", "孟浩", "云溪县第二中学")]),
        # A body alone reports of nobody, and an outlet from a place.
        ("（云溪日报 温州报道）", []),
        ("【云溪县教育局综合报道】", []),
    ],
)
def test_who_reported_right_behind_the_body(end: str, made: list[tuple[str, str | None, str | None]]) -> None:
    article = story(TEXT.replace("飘扬。", f"飘扬。{end}"))
    assert people(article) == made
    assert lines(article)[-1] == f"{THREE}{end}"


def test_who_reported_in_a_line_above_the_day() -> None:
    article = story(f"{TEXT}<p>云溪县第二中学孟浩报道</p><p>2020年3月13日</p>")
    assert people(article) == [("reporter", "孟浩", "云溪县第二中学")]
    assert lines(article) == [ONE, TWO, THREE, "2020年3月13日"]


def test_a_reporter_between_dateline_and_day() -> None:
    opening = "本网讯 记者 孟浩 12月26日上午，云溪县把党小组建在晒谷场上，晚稻归仓比往年早了整整八天。"
    article = story(f"<p>{opening}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [("reporter", "孟浩", None)]
    assert lines(article) == [opening, TWO, THREE]
    told = "本网讯 记者 走进 云溪县的晒谷场，看见党员轮流值守，晚稻归仓比往年早了整整八天。"
    assert people(story(f"<p>{told}</p><p>{TWO}</p><p>{THREE}</p>")) == []


@pytest.mark.parametrize("body", ["云溪县文联", "云溪市残联", "县工商联", "省作协", "云溪县政协", "市道协", "云溪电大"])
def test_bodies_by_their_short_names(body: str) -> None:
    assert people(story(f"{TEXT}<p>（{body}供稿）</p>")) == [("contributor", None, body)]


@pytest.mark.parametrize("name", ["张文联", "王科协"])
def test_people_called_as_bodies_are(name: str) -> None:
    assert people(story(f"{TEXT}<p>（{name}）</p>")) == [("author", name, None)]


def test_a_post_that_gave_a_picture_is_nobodys_name() -> None:
    article = story(f"<p>{ONE}</p><p><img src='/a.jpg'></p><p>通讯员供图</p><p>{TWO}</p><p>{THREE}</p>")
    assert (people(article), lines(article)) == ([], [ONE, TWO, THREE])


def test_a_photographer_by_post() -> None:
    below = "<p>（撰稿人：孟浩 摄影人：林舟 供稿单位：县文明办）</p>"
    assert people(story(f"{TEXT}{below}")) == [
        ("author", "孟浩", None),
        ("photographer", "林舟", None),
        ("contributor", None, "县文明办"),
    ]


@pytest.mark.parametrize(
    "info",
    [
        "<p class='source'><span>编辑：donghk</span></p><p class='time'>2020-03-13 10:35</p>",
        "<div>来源：<span></span> 发布时间：<span>2020-03-13</span> 作者：<span>团县委</span></div>",
    ],
)
def test_who_is_credited_beside_the_time_is_no_source(info: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert article.source is None
    assert len(people(article)) == 1


@pytest.mark.parametrize(("printed_as", "source"), [("本站原创", "本站原创"), ("云溪日报", "云溪日报"), ("未知", None)])
def test_a_site_that_says_a_text_is_its_own(printed_as: str, source: str | None) -> None:
    info = f"<div>文章来源：{printed_as} 作者：孟浩 发布时间：2020-03-13 阅读数：36</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == (source, [("author", "孟浩", None)])


def test_a_banner_that_welcomes_is_no_headline() -> None:
    banner = "<div class='ny_title'><p>云溪县第二中学欢迎您！</p></div><div><a href='/'>首页</a> &gt; 详情</div>"
    info = "<div class='tit'>教育局装备办到我校评估</div><div class='time'>[发布时间2020年3月13日]</div>"
    article = read(f"{banner}{info}<div class='con'>{TEXT}</div>", "云溪县第二中学")
    assert (article.headline, lines(article)) == ("教育局装备办到我校评估", [ONE, TWO, THREE])
    song = read(f"<h1>云溪渡口欢迎你</h1>{INFO}<div class='content'>{TEXT}</div>", "云溪渡口欢迎你-云溪新闻网")
    assert song.headline == "云溪渡口欢迎你"


def test_what_a_viewer_of_documents_says_is_no_text() -> None:
    viewer = """<p><iframe src="javascript:;"></iframe></p><ul><li><p>如果您无法在线浏览此 PDF 文件，则可以</p></li>
    <li><p>下载免费小巧的 <a href="http://foxit.example">福昕(Foxit) PDF 阅读器</a>,安装后即可在线浏览 或</p></li>
    <li><p>下载此 <a href="javascript:;">PDF 文件</a></p></li></ul>"""
    article = story(viewer)
    assert (article.page_kind, article.headline, article.body) == ("article", HEADLINE, "")
    assert lines(story(f"{TEXT}{viewer}")) == [ONE, TWO, THREE]


def test_a_tool_below_an_empty_label_is_nobody_and_the_label_no_text() -> None:
    article = story(TEXT, below="<div>编辑：</div><div>打印本页</div>")
    assert people(article) == []
    assert lines(story(f"{TEXT}<p>责任编辑：</p>")) == [ONE, TWO, THREE]


def test_the_first_of_several_points_is_no_source() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>2020-03-13</div><div>来源:</div><div><p>1、晒谷场</p>{TEXT}</div>")
    assert article.source is None


def test_who_wrote_and_who_took_the_pictures_below_the_last_of_them() -> None:
    article = story(f"{TEXT}<p><img src='/a.jpg'></p><p>孟浩/文 林小舟/图</p>")
    assert (people(article), lines(article)) == (
        [("author", "孟浩", None), ("photographer", "林小舟", None)],
        [ONE, TWO, THREE],
    )


def test_who_took_each_of_the_pictures_that_one_caption_tells_of() -> None:
    caption = "▲上：2015年的渡口。云溪网 孟浩摄 下：渡口的新船。云溪网 林小舟摄"
    article = story(f"<p>{ONE}</p><p><img src='/a.jpg'></p><p>{caption}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [("photographer", "孟浩", "云溪网"), ("photographer", "林小舟", "云溪网")]
    assert lines(article) == [ONE, TWO, THREE]


def test_a_paragraph_that_an_editor_linked_to_an_address_of_mail() -> None:
    where = "报名者请把材料的电子版发至dj@yunxi.example."
    link = f"<p><a href='mailto:dj@yunxi.example'>{where}</a></p><p>云溪县委组织部</p><p>2020年3月13日</p>"
    assert lines(story(TEXT + link))[3:] == [where, "云溪县委组织部", "2020年3月13日"]


def test_where_the_original_is_below_a_text() -> None:
    original = "<p>云溪网原稿：http://news.yunxi.example/edu/2013-12/16/c_125866514.htm</p>"
    assert lines(story(f"{TEXT}{original}")) == [ONE, TWO, THREE]


def test_documents_within_a_notice_that_a_script_leads_on_to() -> None:
    link = "<a href='javascript:void(0)'>1.晒谷场值守登记表.doc</a>"
    signed = "<p>云溪县委组织部</p><p>2020年3月13日</p>"
    article = story(f"{TEXT}<p>{link}</p>{signed}")
    assert lines(article) == [ONE, TWO, THREE, "1.晒谷场值守登记表.doc", "云溪县委组织部", "2020年3月13日"]
    # At the end they are enclosed.
    assert lines(story(f"{TEXT}<p>{link}</p>")) == [ONE, TWO, THREE]


def test_an_empty_headline_behind_a_mark_stops_nothing() -> None:
    page = f"<div class='wz'><h1></h1><p>作者：</p><h1>（2020年3月13日）<img src='/a.png'></h1>{TEXT}</div>"
    assert read(f"{page}<h1>{HEADLINE}</h1>", "").page_kind in ("article", "other")


@pytest.mark.parametrize(
    ("heading", "is_article"),
    [
        ("<h3><a href='/{n}.html'>云溪县第{n}批驻村干部到岗</a></h3>", False),
        # A digest tells each day's news below a heading that leads nowhere.
        ("<h3>云溪县第{n}批驻村干部到岗</h3>", True),
    ],
)
def test_texts_between_a_title_that_leads_on_and_a_day_are_a_list(heading: str, is_article: bool) -> None:
    texts = (ONE, TWO, THREE, f"会议要求，{ONE}")
    rows = "".join(
        f"<div>{heading.format(n=n)}<p>{text}</p><span>来源：</span><span>2020-03-1{n}</span></div>"
        for n, text in enumerate(texts, 1)
    )
    article = read(f"<div class='on'>一带一路</div><div class='content'>{rows}</div>")
    assert (article.page_kind == "article") is is_article
