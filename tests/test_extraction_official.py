"""What pages of party and government offices taught: each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest

from crawler.extraction import extract_article
from tests.test_extraction_unseen import HEADLINE, INFO, ONE, TEXT, THREE, TWO, lines, people, read, story

ICON = "<i class='icon'>&#xe60a;</i>"


@pytest.mark.parametrize(
    "above",
    [
        f"<div class='pos'><a href='/'>首页</a>{ICON}<a href='/dw/'>党务</a>{ICON}<a href='/jc/'>基层党建</a></div>",
        "<div>位置：<a href='/'>首页</a> ‧ <a href='/dw/'>党务</a> ‧ <a href='/jc/'>基层党建</a></div>",
        "<div class='el-breadcrumb'><span>首页</span><i></i><span>党务</span><i></i><span>基层党建</span><i></i>"
        "<span>文章详情</span></div>",
        "<table><tr><td><a href='/'>首页</a></td><td>&nbsp;/&nbsp;<a href='/dw/'>党务</a></td>"
        "<td>&nbsp;/&nbsp;<a href='/jc/'>基层党建</a></td></tr></table>",
    ],
)
def test_trails_between_icons_dots_and_cells(above: str) -> None:
    assert story(TEXT, above).breadcrumb == ("首页", "党务", "基层党建")


def test_the_name_of_the_site_that_leads_home_is_no_headline() -> None:
    main = f"<h1><a href='/'>云溪县总工会</a></h1><h2>{HEADLINE}</h2>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪县总工会").headline == HEADLINE


def test_a_headline_in_two_blocks_is_one() -> None:
    title = "云溪县委社会工作部负责人就《关于晒谷场的若干措施》答记者问"
    blocks = f"<h1><p>{title[:12]}</p><p>{title[12:]}</p></h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(blocks, f"{title} - 云溪党建网").headline == title
    apart = blocks.replace(title[12:], "——秋收一线见闻")
    assert (read(apart, f"{title[:12]} - 云溪党建网").headline) == title[:12]


def test_a_place_marked_as_kicker_may_be_short() -> None:
    main = f"<div class='yt'>云溪县</div><h2>{HEADLINE}</h2>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main).kicker == "云溪县"
    assert read(main.replace(" class='yt'", "")).kicker is None


def test_a_second_title_is_the_deck() -> None:
    deck = "三十六名党员轮流值守 秋收一粒不落"
    main = f"<div class='detail_tit'>{HEADLINE}</div><div class='detail_tit2'>{deck}</div>{INFO}{TEXT}"
    assert read(main).deck == deck


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        ("（文/党委办　魏岚　图/宣传科　郎咸）", [("author", "魏岚", "党委办"), ("photographer", "郎咸", "宣传科")]),
        ("（图文：云溪县委社会工作部 华灿）", [("author", "华灿", "云溪县委社会工作部")]),
        ("作者：柳河镇 谢知秋", [("author", "谢知秋", "柳河镇")]),
        ("作者：魏乡 王明科", [("author", "魏乡", None), ("author", "王明科", None)]),
    ],
)
def test_bodies_and_places_before_a_name(signed: str, credits: list[tuple[str, str, str | None]]) -> None:
    article = story(f"{TEXT}<p>{signed}</p>")
    assert (people(article), lines(article)[-1]) == (credits, THREE)


def test_a_class_before_a_name_is_no_person() -> None:
    main = f"<h1>{HEADLINE}</h1><div>文/二〇二〇级汉语言文学　温如是</div>{INFO}<div class='content'>{TEXT}</div>"
    assert people(read(main)) == [("author", "温如是", None)]


@pytest.mark.parametrize("names", ["向南星、郝　博", "从南星"])
def test_a_reporter_whose_family_name_is_a_preposition(names: str) -> None:
    article = story(f"<p>本报云溪3月13日电（记者{names}）{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    found = [("reporter", "向南星", None), ("reporter", "郝博", None)] if names[0] == "向" else []
    assert people(article) == found


def test_a_padded_photographer_behind_a_sentence() -> None:
    article = story(f"<p>{ONE}</p><p><img src='/1.jpg'></p><p align='center'>云溪县晒谷场。袁　野摄</p><p>{TWO}</p>")
    assert people(article) == [("photographer", "袁野", None)]


@pytest.mark.parametrize(
    ("printed", "source"),
    [("“云溪组工”微信公众号", "“云溪组工”微信公众号"), ("“云溪组工”", "云溪组工"), ("云溪组工”", "云溪组工")],
)
def test_quotation_marks_within_a_source_are_its_own(printed: str, source: str) -> None:
    main = f"<h1>{HEADLINE}</h1><div>2020-03-13 来源：{printed}</div><div class='content'>{TEXT}</div>"
    assert read(main).source == source


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://www.example.cn/yw/t20200313_1234.html", "2020-03-13"),
        ("http://www.example.cn/art/2020/3/5/art_33_1234.html", "2020-03-05"),
        ("http://www.example.cn/info/20201399/1.html", None),
    ],
)
def test_the_day_of_the_address_where_the_page_says_none(url: str, day: str | None) -> None:
    html = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><div>来源：云溪日报</div><div class='content'>{TEXT}</div>"
    assert extract_article(html.encode(), url=url).published_at == day


def test_a_list_and_a_table_between_short_sentences_belong_to_a_notice() -> None:
    rows = "<tr><td>受理部门</td><td>举报电话</td></tr><tr><td>干部监督科</td><td>0700-12380</td></tr>"
    article = story(
        f"{TEXT}<ol><li>陈记点心工作室</li><li>莲湖乡味工作室</li></ol><table>{rows}</table>"
        "<p>公示时间：2020年3月6日至3月12日</p><p>云溪县委组织部</p><p>2020年3月6日</p>"
    )
    assert lines(article)[3:] == [
        *("陈记点心工作室", "莲湖乡味工作室", "受理部门", "举报电话", "干部监督科", "0700-12380"),
        *("公示时间：2020年3月6日至3月12日", "云溪县委组织部", "2020年3月6日"),
    ]
    # Below a story that nobody signed, the telephone is the page's.
    assert lines(story(f"{TEXT}<table>{rows.replace('受理部门', '')}</table>")) == [ONE, TWO, THREE]


def test_rows_with_a_day_without_its_year_are_titles_of_a_topic() -> None:
    rows = "".join(f"<li><a href='/zt/{n}.html'>云溪县部署学习之{n}</a><span>04-1{n}</span></li>" for n in range(7))
    html = f"<title>专题：晒谷场上的支部</title><ul>{rows}</ul>"
    assert extract_article(html.encode(), url="http://www.example.cn/zt/sgc/").page_kind == "topic"


def test_a_second_title_by_its_id_is_the_deck_though_the_head_has_both_in_one() -> None:
    deck = "云溪三十六名党员轮流值守在晒谷场"
    main = (
        f"<div id='title_tex'>{HEADLINE}</div><div id='title_tex2'>{deck}</div>{INFO}<div class='content'>{TEXT}</div>"
    )
    article = read(main, f"{HEADLINE} {deck} - 云溪党建网")
    assert (article.headline, article.deck) == (HEADLINE, deck)


def test_a_byline_in_a_heading_is_no_deck() -> None:
    main = f"<h3>一线报告</h3><h1>{HEADLINE}</h1><h4>本报记者　常　晟</h4>{INFO}<div class='content'>{TEXT}</div>"
    article = read(main)
    assert (article.kicker, article.deck, people(article)) == ("一线报告", None, [("reporter", "常晟", None)])


def test_kicker_headline_and_deck_in_one_block_that_is_named_for_titles() -> None:
    lines_of_title = "<span>市税务局第二党支部：</span><br>擦亮窗口里的党徽<br><span>——“先锋岗”十年记</span>"
    main = f"<div class='bt'>{lines_of_title}</div>{INFO}<div class='content'>{TEXT}</div>"
    article = read(main, "擦亮窗口里的党徽_云溪机关党建网")
    assert (article.kicker, article.headline, article.deck) == (
        "市税务局第二党支部：",
        "擦亮窗口里的党徽",
        "——“先锋岗”十年记",
    )


@pytest.mark.parametrize("place", ["above", "below"])
def test_the_paper_that_a_line_names_with_its_day_and_page_is_the_source(place: str) -> None:
    line = "<p>《云溪日报》（ 2020年03月13日　第 04 版）</p>"
    above, below = (line, "") if place == "above" else ("", line)
    main = f"<h1>{HEADLINE}</h1>{above}<div>2020-03-13 10:35</div><div class='content'>{TEXT}{below}</div>"
    article = read(main)
    assert (article.source, lines(article)) == ("云溪日报", [ONE, TWO, THREE])


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        ("（二水厂　尹志　夏　禾）", [("author", "尹志", "二水厂"), ("author", "夏禾", "二水厂")]),
        (
            "（云溪日报记者 龙 跃采访整理）",
            [("compiler", "龙跃", "云溪日报")],
        ),
        ("（作者系云溪县委党史研究室原副主任）", []),
        ("（作者为云溪县委党校 詹明远）", [("author", "詹明远", "云溪县委党校")]),
    ],
)
def test_brackets_that_sign_a_story(signed: str, credits: list[tuple[str, str, str | None]]) -> None:
    article = story(f"{TEXT}<p>{signed}</p>")
    assert (people(article), lines(article)) == (credits, [ONE, TWO, THREE])


@pytest.mark.parametrize(
    ("name", "credits"), [("詹明远", [("author", "詹明远", None)]), ("云溪党建", []), ("荣誉", []), ("温州市", [])]
)
def test_whom_the_markup_calls_the_author(name: str, credits: list[tuple[str, str, str | None]]) -> None:
    info = f"<div>2020年3月13日 由 <span class='author vcard'><a href='/a/'>{name}</a></span> 发表</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == credits


def test_numbers_in_a_table_of_a_notice_are_rows() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>第{n}党支部</td></tr>" for n in "123")
    article = story(f"{TEXT}<table>{rows}</table>")
    assert lines(article)[3:] == ["1", "第1党支部", "2", "第2党支部", "3", "第3党支部"]


def test_a_line_that_a_class_sets_in_the_middle_below_a_picture_is_its_caption() -> None:
    picture = "<p class='text-center'><img src='/1.jpg'></p><p class='text-center'>（会议现场）</p>"
    article = story(f"<p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p>")
    assert (article.images[0].caption, lines(article)) == ("（会议现场）", [ONE, TWO, THREE])


def test_a_story_in_a_script_below_a_title_of_the_site() -> None:
    detail = (
        f'{{"title":"{HEADLINE}","channelName":"基层党建","origin":"云溪日报","authorName":"贾思",'
        f'"tags":{{"title":"别的标题在此"}},"publishTime":"2020-03-13 10:35:00","content":"<p>{ONE}</p><p>{TWO}</p>"}}'
    )
    state = f'{{"site":{{"title":"云溪党建云平台"}},"list":[{{"title":"另一条新闻"}}],"detail":{detail}}}'
    article = read(f"<div id='app'></div><script>window.__INITIAL_STATE__={state}</script>", "云溪党建云平台")
    assert (article.headline, article.source, article.published_at) == (
        HEADLINE,
        "云溪日报",
        "2020-03-13T10:35:00+08:00",
    )
    assert (article.breadcrumb, lines(article)) == (("首页", "基层党建"), [ONE, TWO])
    assert people(article) == [("author", "贾思", None)]


def test_a_count_beside_an_editor_is_no_name() -> None:
    info = "<div><span>2020-03-13 10:35</span><span>编辑：贺铁</span><span>2315</span></div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == [("editor", "贺铁", None)]


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        ("<div class='crumb'>要闻</div>", ("要闻",)),
        ("<div class='crumb'>首页</div>", ()),
        ("<div class='place'>要闻</div>", ()),
        ("<td>位置：云溪党建网 &gt;&gt; 工作交流 &gt;&gt; 内容阅读</td>", ("云溪党建网", "工作交流")),
    ],
)
def test_trails_of_one_column_and_their_ends(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


def test_the_name_in_the_foot_is_no_headline_though_the_title_begins_with_it() -> None:
    main = f"<div class='bt'>{HEADLINE}</div><div>时间：2020-03-13 作者：</div><div>{TEXT}</div>"
    article = read(f"{main}<div>云溪县人民检察院</div>", "云溪县人民检察院网上发布厅")
    assert (article.headline, lines(article)) == (HEADLINE, [ONE, TWO, THREE])


@pytest.mark.parametrize("name", ["title", "news-title", "tit"])
def test_small_lines_in_the_block_of_titles_are_kicker_and_deck(name: str) -> None:
    kicker, deck = "“晒谷场上”系列报道④", "三十六名党员轮流值守"
    block = f"<div class='{name}'><small>{kicker}</small><h1>{HEADLINE}</h1><small>{deck}</small></div>"
    article = read(f"{block}{INFO}<div class='content'>{TEXT}</div>")
    assert (article.kicker, article.headline, article.deck) == (kicker, HEADLINE, deck)
    beside = read(f"{block}{INFO}<div class='content'>{TEXT}</div>".replace(f"'{name}'", "'main'"))
    assert (beside.headline, beside.deck) == (HEADLINE, None)


def test_labels_in_elements_of_their_own_need_no_colon() -> None:
    pairs = (("发布时间", "2020-03-13"), ("来源", "新能源公司"), ("作者", "瞿麦"), ("责任编辑", "郁金"))
    spans = "".join(f"<li><span>{label}</span><span>{value}</span></li>" for label, value in pairs)
    cells = "<tr>" + "".join(f"<th>{label}</th><td>{value}</td>" for label, value in pairs) + "</tr>"
    for info in (f"<ul>{spans}</ul>", f"<table>{cells}</table>"):
        article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
        assert (article.source, article.published_at) == ("新能源公司", "2020-03-13")
        assert people(article) == [("author", "瞿麦", None), ("editor", "郁金", None)]


def test_rows_that_a_script_is_to_show_are_a_listing() -> None:
    rows = "".join(f"<record><![CDATA[<li><a href='/art/{n}.html'>通知{n}</a></li>]]></record>" for n in range(3))
    html = f"<title>通知公告</title><p>通知公告</p><script type='text/xml'><recordset>{rows}</recordset></script>"
    assert extract_article(html.encode(), url="http://www.example.cn/col/col7/index.html").page_kind == "listing"
