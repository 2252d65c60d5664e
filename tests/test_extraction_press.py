"""What news sites of twenty years print around their stories: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines
from printed_press import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction.credits import credits_in
from crawler.extraction.photographers import photo_credits
from crawler.extraction.signatures import signature_credits

OTHERS = ("老周", "老李", "老王")


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("云溪日报记者 张三 受访者供图", ["张三"]),
        ("山岚新闻·云溪商报记者马小峰/文受访者供图", ["马小峰"]),
        ("记者 张三 文 受访者供图", ["张三"]),
        ("山岚新闻记者 张三 图据受访者", ["张三"]),
        ("记者张三 通讯员李四 图由通讯员提供", ["张三", "李四"]),
        ("整合 云溪日报·山那边记者 徐小翔", ["徐小翔"]),
        ("本报记者罗科苏盈发自云溪", ["罗科", "苏盈"]),
        ("云溪日报、云溪+记者 张三", ["张三"]),
        ("云溪日报·山那边记者向前走去", []),
        ("新华网张小萍 云溪气象网记者颜昕", ["张小萍", "颜昕"]),
        ("张三摄/光明图片", ["张三"]),
        ("关注网易微博", []),
    ],
)
def test_whose_the_pictures_are_and_where_it_was_sent_from(printed: str, names: list[str]) -> None:
    assert [credit.name for credit in signature_credits(printed)] == names


@pytest.mark.parametrize(
    ("caption", "who"),
    [
        ("村民在渡口等船。张三摄/光明图片", [("张三", None)]),
        ("村民在渡口等船。张三 摄（影像中国）", [("张三", None)]),
        ("村民在渡口等船。视觉中国供图", [(None, "视觉中国")]),
        ("再见，旧渡口？ CFP供图", [(None, "CFP")]),
        ("两岸的CFP图", []),
    ],
)
def test_who_took_a_picture(caption: str, who: list[tuple[str | None, str | None]]) -> None:
    assert [(credit.name, credit.organization) for credit in photo_credits(caption)] == who


def test_a_run_of_names_ends_where_the_interns_begin() -> None:
    named = [credit.name for credit in credits_in("文/记者李小莎黎小翔程磊实习生吉喆高小娟")]
    assert named == ["李小莎", "黎小翔", "程磊", "吉喆", "高小娟"]


def test_what_stands_above_the_headline_that_is_printed_again_is_the_kicker() -> None:
    above = "<p align='center'><b>《云溪渡口改造规划》公布</b></p>"
    again = f"<p align='center'><b>{HEADLINE}</b></p>"
    article = story(f"{above}{again}<p>记者 张三</p>{TEXT}")
    assert (article.kicker, lines(article)[0]) == ("《云溪渡口改造规划》公布", ONE)


def test_a_kicker_with_a_comma_above_the_headline_that_is_printed_again() -> None:
    above = "<p align='center'><b>喜迎渡口百年庆典，助力两岸共同富裕</b></p>"
    article = story(f"{above}<p align='center'><b>{HEADLINE}</b></p>{TEXT}")
    assert (article.kicker, lines(article)) == ("喜迎渡口百年庆典，助力两岸共同富裕", [ONE, TWO, THREE])


@pytest.mark.parametrize(
    "above",
    [
        f"<p>{THREE}</p><p><b>{HEADLINE}</b></p>",  # a sentence
        f"<p><b>记者 张三</b></p><p><b>{HEADLINE}</b></p>",
        f"<div>云溪要闻</div><p><b>{HEADLINE}</b></p>",
    ],
)
def test_what_is_not_set_like_the_headline_is_no_kicker(above: str) -> None:
    assert story(f"{above}{TEXT}").kicker is None


def test_the_deck_follows_the_headline_that_is_printed_again() -> None:
    marked = f"【即时播报】{HEADLINE}"
    article = story(
        f"{HEADLINE}<br>沿岸24个村子都已通航<br>本报讯 （记者 张三）<br>{ONE}{TWO}<br>{THREE}", headline=marked
    )
    assert (article.headline, article.deck) == (marked, "沿岸24个村子都已通航")
    assert lines(article)[0] == ONE + TWO


def test_a_headline_with_its_deck_above_the_dateline_is_told_with_the_text() -> None:
    told = f"<p>云溪新闻网云溪1月12日电（记者 张三）{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    article = story(f"<p><b>换船不停航</b></p><p><b>——县交通局负责人谈渡口改造</b></p>{told}")
    assert lines(article)[:2] == ["换船不停航", "——县交通局负责人谈渡口改造"]


@pytest.mark.parametrize(
    "body",
    [
        f"<p>渡口换船的消息传开，两岸村民奔走相告。</p><p>【云溪新闻网讯】（记者 张三）{ONE}</p>"
        f"<p>{TWO}</p><p>{THREE}</p>",
        f"<div class='info'>[云溪财讯]{ONE}</div><div class='text'>[云溪财讯] {ONE}<br>{TWO}<br>{THREE}</div>",
    ],
)
def test_a_summary_above_the_text_is_none_of_it(body: str) -> None:
    article = story(body)
    assert (ONE in lines(article)[0], lines(article)[1:]) == (True, [TWO, THREE])


def test_the_headline_in_several_lines_above_a_notice() -> None:
    headline = "云溪县人民政府关于春运期间禁止在云溪渡口两侧停放货运车辆和堆放建筑材料的通告"
    parts = ("云溪县人民政府关于春运期间", "禁止在云溪渡口两侧停放", "货运车辆和堆放建筑材料", "的通告")
    article = story("".join(f"<div><b>{part}</b></div>" for part in parts) + TEXT, headline=headline)
    assert lines(article)[0] == ONE


def test_a_headline_in_a_heading_and_the_block_within_it() -> None:
    meta = "<meta name='ArticleTitle' content='云溪渡口添新船两岸村民不再绕路'>"
    article = read(
        f"<h1>云溪渡口添新船<div>两岸村民不再绕路</div></h1>{INFO}<div class='content'>{TEXT}</div>",
        "云溪渡口添新船两岸村民不再绕路_云溪新闻网",
        meta,
    )
    assert article.headline == "云溪渡口添新船两岸村民不再绕路"


def test_the_heading_says_a_word_more_than_the_title() -> None:
    said = "云溪渡口添新船 村民不再绕路"
    article = read(
        f"<h3>{HEADLINE}</h3>{INFO}<div class='content'><p><img src='/1.jpg'></p><p>{said}</p>{TEXT}</div>",
        f"{said}_云溪新闻网",
    )
    assert article.headline == HEADLINE


def test_the_line_called_a_title_where_the_head_names_the_site_alone() -> None:
    trail = "<td><a href='/'>首页</a>&gt;&gt;<a href='/r/'>人物</a></td>"
    article = read(
        f"<table><tr>{trail}</tr><tr><td class='bt_title'>老周——撑了二十六年船的人</td></tr></table>"
        f"<div class='c'><div>渡口的雾，老周最懂。</div>{''.join(TEXT.replace('老周', who) for who in OTHERS)}</div>",
        "云溪新闻网_(新闻)",
    )
    assert (article.headline, lines(article)[0]) == ("老周——撑了二十六年船的人", "渡口的雾，老周最懂。")


def test_the_deck_of_an_e_paper() -> None:
    article = read(
        f"<table><tr><td class='font01'>{HEADLINE}</td></tr>"
        "<tr><td class='font02'>沿岸二十四个村子都已通航</td></tr></table>"
        f"<div>2012年01月12日</div><div id='ozoom'>{TEXT}</div>"
    )
    assert (article.headline, article.deck) == (HEADLINE, "沿岸二十四个村子都已通航")


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        (
            "<div><a href='/q/'>汽车</a> &gt;&gt; 车坛动态 &gt;&gt; 业界新闻</div>"
            "<div><a href='/1'>新闻排行榜</a></div><div><a href='/2'>推荐</a> <a href='/3'>我要说说</a></div>",
            ("汽车", "车坛动态", "业界新闻"),
        ),
        (
            "<ul class='bread'><li><a href='/'>云溪晚报</a></li><li><a href='/y/'>云溪</a></li><li>正文</li></ul>",
            ("云溪晚报", "云溪"),
        ),
        (
            "<div><a href='/b/'>北岸</a> &gt;&gt; <a href='/f/'>走近妇联</a> &gt;&gt; <a href='/f/s'>首页</a>"
            " &gt;&gt; <a href='/f/y'>研究</a></div>",
            ("北岸", "走近妇联", "首页", "研究"),
        ),
        ("<div><a href='/q/'>汽车</a> &gt;&gt; 车坛动态</div><p>今天的天气很好，适合出门走走</p><p>又一行</p>", ()),
    ],
)
def test_trails(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


def test_a_trail_right_below_the_headline() -> None:
    trail = "<h3><a href='/n/'>云溪新闻中心</a> &gt; 云溪</h3>"
    article = read(f"<h1>{HEADLINE}</h1>{trail}{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == ("云溪新闻中心", "云溪")


def test_a_link_that_looks_like_a_foreign_name_is_no_byline() -> None:
    links = "<ul><li><a href='/z/1'>美丽云溪·湿地行</a></li><li><a href='/z/2'>梦想搭档</a></li></ul>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}{links}<div class='content'>{TEXT}</div>")
    assert article.credits == ()


def test_the_time_above_the_headline_counts_before_the_imprint_below_the_text() -> None:
    article = read(
        "<div>作者：张三 来源：云溪科学报 发布时间：2012-01-12</div>"
        f"<table><tr><td class='style1'>{HEADLINE}</td></tr></table>"
        f"<div class='content'>{TEXT}<div>《云溪科学报》 (2012-01-12 第4版 综合)</div></div>"
    )
    assert (article.source, [credit.name for credit in article.credits]) == ("云溪科学报", ["张三"])


def test_pictures_of_two_sizes_and_of_nobody() -> None:
    shown = "<p><img src='/1.jpg'></p><p>大图：老周和新船。</p><p>小图：旧船(图片来源：资料图片)</p>"
    article = story(shown + TEXT)
    assert (lines(article)[0], article.credits) == (ONE, ())


def test_a_latin_name_behind_a_label_without_colon() -> None:
    article = story(f"{TEXT}<p>（译者：fernanda，编辑 Helen）</p>")
    assert [(credit.role, credit.name) for credit in article.credits] == [
        ("translator", "fernanda"),
        ("editor", "Helen"),
    ]


@pytest.mark.parametrize(
    "edge",
    [
        "<div>第1页/共1页 &lt;&lt; 上一页 | 下一页 &gt;&gt;</div>",
        "<table><tr><td><b>今</b></td></tr><tr><td><b>日</b></td></tr></table>",
    ],
)
def test_what_stands_above_a_text_and_is_none_of_it(edge: str) -> None:
    assert lines(story(edge + TEXT))[0] == ONE


@pytest.mark.parametrize(
    "edge",
    [
        "<p>素材来源 云溪各村公众号</p>",
        "<p>上页2/6下页</p>",
        "<div>编辑: 云网编辑</div><div>请您文明上网、理性发言并遵守相关规定，在注册后发表评论。</div>",
        "<div>编辑:张三</div><div>原创版权禁止商业转载 <a href='/s'>授权&gt;&gt;</a></div>"
        "<div>转载申请事宜以及报告侵权，请联系我们：0910-56807194</div>",
        "<p>声明：</p><p>• 凡注明为其他媒体来源的信息，均为转载自其他媒体，转载并不代表本网赞同其观点。</p>"
        "<p>电话：0910-52921234</p><p>“船开得稳不稳，村民最清楚，下回我们再来渡口看一看。”</p>" + TEXT,
    ],
)
def test_what_stands_below_a_text_and_is_none_of_it(edge: str) -> None:
    assert lines(story(TEXT + edge))[-1] == THREE


def test_a_picture_of_an_agency_named_by_letters() -> None:
    article = story(f"<p>{ONE}</p><p><img src='/1.jpg'></p><p>渡口的新船。图/IC</p><p>{TWO}</p><p>{THREE}</p>")
    assert (lines(article), [(c.role, c.organization) for c in article.credits]) == (
        [ONE, TWO, THREE],
        [("photographer", "IC")],
    )


def test_photographers_with_latin_names_and_bodies_that_gave_pictures() -> None:
    shown = (
        "<p class='jf-imgborder'><img src='/1.jpg'><span>渡口剧照 Thomas Berger摄</span></p>"
        "<p class='jf-imgborder'><img src='/2.jpg'><span>首演剧照 云溪歌舞团提供</span></p>"
    )
    credits = story(f"<p>{ONE}</p>{shown}<p>{TWO}</p><p>{THREE}</p>").credits
    assert [(c.role, c.name or c.organization) for c in credits] == [
        ("photographer", "Thomas Berger"),
        ("photographer", "云溪歌舞团"),
    ]


def test_a_reporter_who_gathered_from_several_papers() -> None:
    article = story(f"{TEXT}<p>云溪新闻记者 孟浩 综合柳河时报（张三 李四）、《江浦》杂志（王五）等</p>")
    assert (lines(article)[-1], [c.name for c in article.credits]) == (THREE, ["孟浩"])


def test_the_paper_and_its_editor_alone_between_headline_and_text() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>云溪报 编辑 孟浩</div><div>2024-08-04 18:39</div><div>{TEXT}</div>")
    assert (article.source, [c.name for c in article.credits]) == ("云溪报", ["孟浩"])


def test_columns_above_the_menu() -> None:
    trail = "<div><a href='/n/'>云溪频道</a> &gt; <a href='/n/s/'>社会</a></div>"
    menu = "<ul>" + "".join(f"<li><a href='/{n}/'>柳河{n}</a></li>" for n in range(9)) + "</ul>"
    article = read(f"{trail}{menu}<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>")
    assert article.breadcrumb == ("云溪频道", "社会")


@pytest.mark.parametrize(
    "edge",
    [
        "<p>整合自云溪日报、柳河晚报、江浦新闻等</p>",
        "<p>来源/云溪财经</p>",
        "<div>6/6 <a href='1.html'>首页</a> <a href='5.html'>上一页</a> <a href='4.html'>4</a> <b>5</b></div>",
        "<ul><li><a href='/1'>渡口的清晨，老周把新船开出了河湾，村民都来看</a></li></ul>",
        "<p>云溪网版权与免责声明</p><p>1、云溪网所有内容的版权均属于作者，未经许可，任何人不得复制。</p>",
    ],
)
def test_what_else_stands_below_a_text(edge: str) -> None:
    assert lines(story(TEXT + edge))[-1] == THREE


def test_a_placeholder_of_a_template_is_no_text() -> None:
    assert lines(story("<div>{{brTitle}}</div>" + TEXT))[0] == ONE


def test_a_source_that_others_are_to_name_is_none() -> None:
    licence = f"<p>本文属于原创文章，如若转载，请注明来源：{HEADLINE}https://www.example.cn/1.html</p>"
    html = f"<h1>{HEADLINE}</h1><div>2023-09-12 08:40 [ 云溪在线 ] 作者：张三</div><div>{TEXT}</div>{licence}"
    assert read(html).source == "云溪在线"


def test_how_long_a_text_takes_and_what_an_app_is_for() -> None:
    body = f"<div>本文1694字，约2分钟</div>{TEXT}<p>喜欢这篇文章？去应用商店搜云溪日报，每天看点不一样的。</p>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{body}</div>")
    assert (article.deck, lines(article)) == (None, [ONE, TWO, THREE])
