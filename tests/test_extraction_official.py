"""What pages of party and government offices taught: each rule on an invented page, and where not."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, MENU, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article

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


def test_the_name_of_the_site_is_no_headline_though_its_title_says_no_more() -> None:
    main = f"<div class='logo'>云溪县第三小学</div><ul>{MENU}</ul><div class='news-title'>{HEADLINE}</div>{INFO}{TEXT}"
    assert read(main, "云溪县第三小学").headline == HEADLINE
    meeting = f"<div>云溪党建网</div><h1>云溪县召开晒谷场工作座谈会</h1>{INFO}<h3>云溪县召开座谈会</h3>{TEXT}"
    assert read(meeting, "云溪县召开晒谷场工作座谈会").headline == "云溪县召开晒谷场工作座谈会"


def test_a_series_between_dashes_is_the_kicker() -> None:
    main = f"<p>——新春走基层——</p><p><b>{HEADLINE}</b></p>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main).kicker == "——新春走基层——"


def test_a_line_in_brackets_beside_the_heading_is_the_kicker() -> None:
    main = f"<div><p>【秋收一线】</p><h1>{HEADLINE}</h1></div>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main).kicker == "【秋收一线】"
    assert read(main.replace("【秋收一线】", "<a href='/x/'>【秋收一线】</a>")).kicker is None


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


def test_numbers_in_a_table_of_a_notice_are_rows() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>第{n}党支部</td></tr>" for n in "123")
    article = story(f"{TEXT}<table>{rows}</table>")
    assert lines(article)[3:] == ["1", "第1党支部", "2", "第2党支部", "3", "第3党支部"]


def test_a_line_that_a_class_sets_in_the_middle_below_a_picture_is_its_caption() -> None:
    picture = "<p class='text-center'><img src='/1.jpg'></p><p class='text-center'>（会议现场）</p>"
    article = story(f"<p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p>")
    assert (article.images[0].caption, lines(article)) == ("（会议现场）", [ONE, TWO, THREE])


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


def test_rows_that_a_script_is_to_show_are_a_listing() -> None:
    rows = "".join(f"<record><![CDATA[<li><a href='/art/{n}.html'>通知{n}</a></li>]]></record>" for n in range(3))
    html = f"<title>通知公告</title><p>通知公告</p><script type='text/xml'><recordset>{rows}</recordset></script>"
    assert extract_article(html.encode(), url="http://www.example.cn/col/col7/index.html").page_kind == "listing"


def test_links_that_lead_down_to_the_page_are_a_trail() -> None:
    links = "<p><a href='/'>云溪党史网</a> | <a href='/2020/'>党史回望</a> | <a href='/2020/0313/'>人物</a></p>"
    assert story(TEXT, links).breadcrumb == ("云溪党史网", "党史回望", "人物")
    assert story(TEXT, links.replace("/2020/0313/", "/rw/")).breadcrumb == ()


def test_arrows_of_two() -> None:
    above = "<div>您的位置 ≫ <a href='/'>首页</a> ≫ <a href='/yw'>要闻</a></div>"
    assert story(TEXT, above).breadcrumb == ("首页", "要闻")


@pytest.mark.parametrize(("first", "second"), [("tit2", "tit3"), ("bt", "ft"), ("title", "title2")])
def test_the_title_after_the_first_by_its_class_is_the_deck(first: str, second: str) -> None:
    blocks = f"<p class='{first}'>{HEADLINE}</p><p class='{second}'>三十六名党员轮流值守</p>"
    assert read(f"{blocks}{INFO}<div class='content'>{TEXT}</div>").deck == "三十六名党员轮流值守"
    numbered = blocks.replace(first, "p1").replace(second, "p2")
    assert read(f"{numbered}{INFO}<div class='content'>{TEXT}</div>").deck is None


def test_where_a_text_is_excerpted_from_is_its_source() -> None:
    main = f"<h1>{HEADLINE}</h1><div>2015.06.30 摘自《云溪党史》2015年第6期</div><div class='content'>{TEXT}</div>"
    assert read(main).source == "《云溪党史》2015年第6期"


def test_a_page_of_nothing_but_a_document_is_an_article() -> None:
    link = "<p><a href='/u/2020.pdf'>云溪县委组织部2019年度部门决算.pdf</a></p>"
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='xq'>{link}</div>"
    article = read(main)
    assert (article.page_kind, article.headline, article.source) == ("article", HEADLINE, "云溪日报")
    assert [file.title for file in article.attachments] == ["云溪县委组织部2019年度部门决算.pdf"]
    assert read(f"<h1>{HEADLINE}</h1>{link * 8}").page_kind != "article"


ROWS = "".join(
    f"<li><a href='/n/{n}.html'>云溪县召开工作会议之{n}</a><span>2020-03-1{n}</span></li>" for n in range(10)
)
FOOT = "<div class='footer'><p>主办：中共云溪县委组织部　承办：云溪县党员教育中心　地址：云溪县人民路一号</p></div>"


def test_a_short_notice_beside_long_lists_is_an_article() -> None:
    notice = f"<h1>{HEADLINE}</h1><div>2020-03-13</div><div class='txt'><p>{ONE}</p><p>县委组织部</p></div>"
    page = f"<ul>{ROWS}</ul>{notice}<ul>{ROWS}</ul>{FOOT}"
    assert read(page, f"{HEADLINE}-公示公告").page_kind == "article"
    assert read(page, "公示公告-云溪党建网").page_kind == "listing"


def test_a_time_in_a_layout_beside_a_list_is_the_storys() -> None:
    main = f"<td><p>{HEADLINE}</p><p>○ 闻一鸣</p><p>2018-08-21　云溪党建</p><p>{ONE}</p></td>"
    article = read(f"<table><tr><td><ul>{ROWS[:90]}</ul></td>{main}</tr></table>", f"{HEADLINE}_副刊")
    assert (article.published_at, article.source) == ("2018-08-21", "云溪党建")


def test_the_name_in_a_long_foot_is_no_headline() -> None:
    main = f"<div class='bt'>{HEADLINE}</div><div>时间：2020-03-13 作者：</div><div>{TEXT * 4}</div>"
    page = f"{main}<div>云溪县人民检察院</div><ul>{ROWS}</ul>{FOOT}"
    assert read(page, "云溪县人民检察院网上发布厅").headline == HEADLINE


def test_a_document_among_lists_has_no_body() -> None:
    link = "<p><a href='/u/2020.pdf'>云溪县委组织部2019年度部门决算.pdf</a></p>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div>{link}</div><h3>最新更新</h3><ul>{ROWS}</ul>{FOOT}")
    assert (article.page_kind, article.body, len(article.attachments)) == ("article", "", 1)


def test_a_script_with_several_stories_is_a_list() -> None:
    one, two = (f'{{"title":"{HEADLINE}之{n}","content":"{TEXT * 2}"}}' for n in "一二")
    page = "<ul><li><a href='/'>首页</a></li></ul><script>window.state={}</script>"
    assert read(page.replace("{}", f'{{"detail":{one}}}'), "云溪党建云").headline == f"{HEADLINE}之一"
    assert read(page.replace("{}", f'{{"list":[{one},{two}]}}'), "云溪党建云").page_kind != "article"


def test_a_heading_goes_on_with_its_deck() -> None:
    deck = "云溪县秋收一线见闻"
    article = read(f"<h1>{HEADLINE}<small>{deck}</small></h1>{INFO}<div class='content'>{TEXT}</div>")
    assert (article.headline, article.deck) == (HEADLINE, deck)
    whole = read(f"<h1>{HEADLINE}<small>{deck}</small></h1>{INFO}<div>{TEXT}</div>", f"{HEADLINE}{deck}-云溪党建网")
    assert (whole.headline, whole.deck) == (f"{HEADLINE}{deck}", None)


def test_a_time_without_its_year_whose_markup_has_it() -> None:
    info = "<div><time datetime='2020-03-13T10:35:00+08:00'>3月13日 10:35</time><span>云溪机关党建</span></div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    html = f"<title>{HEADLINE}</title>{main}"
    article = extract_article(html.encode(), url="http://www.example.cn/n/7")
    assert (article.published_at, article.source) == ("2020-03-13T10:35:00+08:00", "云溪机关党建")
    other = extract_article(html.replace("3月13日", "4月13日").encode(), url="http://www.example.cn/n/7")
    assert other.published_at is None


def test_a_column_with_pages_is_a_listing() -> None:
    rows = "".join(f"<li><i>12-0{n}</i><a href='/{n}.htm'>支部开展主题党日活动之{n}</a></li>" for n in range(7))
    for pages, kind in (("共96条 1/16", "listing"), ("", "topic")):
        html = f"<title>党建专栏-云溪学院</title><ul>{rows}</ul><div>{pages}</div>"
        assert extract_article(html.encode(), url="http://www.example.cn/djdt.htm").page_kind == kind


def test_whom_a_notice_says_to_ask_is_its_text() -> None:
    ask = "联系人：陆游　联系电话：0711-1234567"
    article = story(f"{TEXT}<p>{ask}</p><p>中共云溪县委组织部</p><p>2020年3月10日</p>")
    assert (lines(article)[3:], article.credits) == ([ask, "中共云溪县委组织部", "2020年3月10日"], ())


def test_a_day_alone_below_a_text_is_when_it_was_published_where_no_other_is_told() -> None:
    main = f"<h1>{HEADLINE}</h1><div class='content'>{TEXT}<div align='right'>（2001年6月28日）</div></div>"
    found = extract_article(f"<html><body>{main}</body></html>".encode(), "http://www.example.cn/djlt/62.htm")
    assert (found.published_at, lines(found)) == ("2001-06-28", [ONE, TWO, THREE])
    assert story(f"{TEXT}<div align='right'>（2001年6月28日）</div>").published_at == "2020-03-13T10:35:00+08:00"


def test_a_tool_beside_the_time_is_no_source() -> None:
    info = "<div><span>2020-03-13</span><span>云溪海岸研究所</span></div><div><a href='#'>语音播报</a></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪海岸研究所"


def test_a_speaker_below_the_day_of_a_speech() -> None:
    spoken = "<p>（2020年3月10日）</p><p>县委书记　柏青</p><p>同志们：</p>"
    article = story(f"{spoken}{TEXT}")
    assert (lines(article), people(article)) == (
        ["（2020年3月10日）", "同志们：", ONE, TWO, THREE],
        [("author", "柏青", "县委书记")],
    )


def test_what_a_table_says_of_a_document_is_no_headline() -> None:
    title = "云溪县人民政府关于做好秋收工作的通知"
    pairs = (("发文机关", "云溪县人民政府"), ("成文日期", "2020年3月12日"), ("标题", title))
    pairs += (("发文字号", "云政发〔2020〕6号"), ("发布日期", "2020年3月13日"))
    table = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in pairs)
    body = f"<div class='content'><p align='center'>{title[:8]}<br>{title[8:]}</p><p>云政发〔2020〕6号</p>{TEXT}</div>"
    article = read(f"<table>{table}</table>{body}", f"{title}（云政发〔2020〕6号）_云溪县人民政府")
    assert (article.headline, article.published_at) == (title, "2020-03-13")
    assert lines(article) == ["云政发〔2020〕6号", ONE, TWO, THREE]


def test_a_column_and_its_trail_are_no_headline() -> None:
    column = (
        "<div class='rtitle'><span>党建园地</span><em><a href='/'>首页</a> → <a href='/dj/'>党建园地</a></em></div>"
    )
    main = f"<div>云溪县图书馆</div>{column}<div class='nrtitle'>{HEADLINE}</div><div>2020-03-13 10:35</div>{TEXT}"
    assert read(main, "云溪县图书馆").headline == HEADLINE


def test_the_hour_behind_the_day_of_the_week() -> None:
    info = "<div><span>由 yunxi 提交于 2020年3月13日 星期五 - 10:35</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert article.published_at == "2020-03-13T10:35:00+08:00"


def test_who_put_a_page_out_is_its_source_where_none_is_named() -> None:
    info = "<div><span>发布机构：云溪县委组织部</span><span>公开日期：2020-03-13</span></div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    assert read(main).source == "云溪县委组织部"
    assert read(main.replace("</div><div", "<span>来源：云溪日报</span></div><div", 1)).source == "云溪日报"


def test_the_source_above_the_headline_beside_what_counts_readers() -> None:
    above = "<table><tr><td>来源：云溪电视台　点击：<span>3021</span></td></tr></table>"
    info = "<div>发布时间：2020-03-13 10:35　作者：孟浩</div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    assert read(above + main).source == "云溪电视台"
    assert read(above + main.replace("作者", "来源：云溪日报　作者")).source == "云溪日报"


def test_a_short_line_above_a_heading_with_a_deck_below_is_the_kicker() -> None:
    block = f"<div class='tit'><p>云溪日报社论</p><h1>{HEADLINE}</h1><p>——热烈祝贺县党代会闭幕</p></div>"
    article = read(f"{block}{INFO}<div class='content'>{TEXT}</div>")
    assert (article.kicker, article.deck) == ("云溪日报社论", "——热烈祝贺县党代会闭幕")
    marked = f"<p class='art-pre'>晒谷场上的“红马甲”</p><h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(marked).kicker == "晒谷场上的“红马甲”"
    assert read(marked.replace("art-pre", "art-one")).kicker is None


def test_a_headline_in_one_block_with_the_time() -> None:
    block = f"<div><span>{HEADLINE}</span><span>时间：2020-03-13　来源：政治处</span></div>"
    article = read(f"<div><a href='/'>云溪县人民检察院</a></div>{block}<div class='d'>{TEXT}</div>", "云溪县人民检察院")
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "政治处", "2020-03-13")
    assert lines(article) == [ONE, TWO, THREE]
