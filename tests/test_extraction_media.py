"""What pages of newspapers, stations and platforms taught: their text and their times, on invented pages."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article

HOME = "<a href='/'>首页</a>"


def test_a_sentence_that_names_a_day_is_no_metadata() -> None:
    first = "翻开老支书的日记本，第一页写着：“2014年5月3日，晴，水清。”"
    assert lines(story(f"<p>{first}</p>{TEXT}")) == [first, ONE, TWO, THREE]


def test_what_a_footer_says_weighs_nothing() -> None:
    law = "本网站所刊载信息，不代表本社观点，刊用本网站稿件，务经书面授权。" * 4
    body = f"<div id='con'><h1>{HEADLINE}</h1>{INFO}<div class='zw'><p>{ONE}</p><p>{TWO}</p></div></div>"
    for footer in (f"<div id='foot'>{law}</div>", f"<div class='foot'>{law}</div>", f"<footer>{law}</footer>"):
        assert lines(read(body + footer)) == [ONE, TWO]


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        (
            f"<nav>{HOME}<a href='/js/'>即时</a></nav><ol class='breadcrumb'><li>{HOME}</li>"
            "<li><a href='/xw/'>新闻</a></li><li><a href='/bd/'>本地</a></li></ol>",
            ("首页", "新闻", "本地"),
        ),
        (f"<div>位置：{HOME}－<a href='/xw/'>新闻</a>－<a href='/bd/'>本地</a></div>", ("首页", "新闻", "本地")),
        (f"<div class='nav'>{HOME}<a href='/xw/'>时事</a></div>", ()),
        (f"<header>{HOME}<a href='/xw/'>资讯</a></header>", ()),
        (f"<header>{HOME}<a href='/2020/'>资讯</a></header>", ()),
    ],
)
def test_a_trail_and_a_menu(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


@pytest.mark.parametrize(
    ("info", "moment"),
    [
        ("22-05-30 15:57 来源：云溪日报", "2022-05-30T15:57:00+08:00"),
        ("<span>04:10</span> <span>2023/03/17</span>", "2023-03-17T04:10:00+08:00"),
    ],
)
def test_times_as_media_print_them(info: str, moment: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>{info}</div><div class='content'>{TEXT}</div>")
    assert article.published_at == moment


def test_a_note_of_origin_is_no_text_but_tells_source_and_author() -> None:
    note = "<p>本文来自微信公众号：三水随笔（ID：sanshui），作者：裴青，题图来自：某图库</p>"
    article = read(f"<h1>{HEADLINE}</h1><div>2019-10-11 19:30</div><div class='content'>{note}{TEXT}{note}</div>")
    assert (article.source, people(article)) == ("三水随笔", [("author", "裴青", None)])
    assert lines(article) == [ONE, TWO, THREE]
    told = f"本文来自一位读者的投稿，讲的是晒谷场上的事。{ONE}"
    assert lines(story(f"<p>{told}</p><p>{TWO}</p><p>{THREE}</p>"))[0] == told


@pytest.mark.parametrize(
    "line",
    [
        "海量资讯、精准解读，尽在云溪财经APP",
        "关注云溪财经（yxcj），获取更多机会",
        "[《云溪周刊》印刷版，按此优惠订阅，随时起刊，免费快递。]",
        "更多报道详见：【专题】新能源洗牌",
        "成为云溪通会员，阅读全文",
        "（《云溪直播间》 20191003 11:00）",
    ],
)
def test_what_a_site_says_below_a_story(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]


def test_the_way_back_behind_the_last_sentence() -> None:
    back = "<a href='/'>返回云溪，查看更多</a>"
    assert lines(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}{back}</p>")) == [ONE, TWO, THREE]


def test_lists_and_advertisements_among_the_paragraphs() -> None:
    among = "<div>推荐阅读</div>"
    assert lines(story(f"<p>{ONE}</p>{among}<p>{TWO}</p><div>广告</div><p>{THREE}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "summary",
    [
        "<div class='abstract'><div>摘要</div><div>秋收一粒不落，县里的经验传开了。</div></div>",
        "<div class='intro'>秋收一粒不落，县里的经验传开了。</div>",
        "<h3>视频简介</h3>",
    ],
)
def test_summaries_in_boxes_are_no_text(summary: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{summary}<div class='txt'>{TEXT}</div></div>")
    assert lines(article) == [ONE, TWO, THREE]


def test_a_box_that_holds_the_whole_story_is_no_summary() -> None:
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='intro'>{TEXT}</div>")
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("below", "caption"),
    [
        ("<p>“启明号”盾构机</p>", "“启明号”盾构机"),
        ("<p class='desc'>港口夜景，灯火通明。</p>", "港口夜景，灯火通明。"),
        ("<p class='image_desc'>港口夜景。</p>", "港口夜景。"),
        ("<p>港口夜景。林 舟摄（影像中国）</p>", "港口夜景。林 舟摄（影像中国）"),
        ("<p><b>支部建在场上</b></p>", None),
        ("<p>一、支部建在场上</p>", None),
    ],
)
def test_what_a_picture_shows(below: str, caption: str | None) -> None:
    article = story(f"<p>{ONE}</p><p><img src='/1.jpg'></p>{below}<p>{TWO}</p><p>{THREE}</p>")
    assert [image.caption for image in article.images] == [caption]
    assert (len(lines(article)) == 3) == (caption is not None)


def test_a_short_line_below_a_picture_is_text_where_other_lines_are_short() -> None:
    article = story(f"<p>{ONE}</p><p><img src='/1.jpg'></p><p>晒谷场上</p><p>灯火通明</p><p>{TWO}</p><p>{THREE}</p>")
    assert lines(article) == [ONE, "晒谷场上", "灯火通明", TWO, THREE]


def test_a_tool_between_dashes_is_no_deck() -> None:
    main = f"<h1>{HEADLINE}</h1>{INFO}<div>—分享—</div><div class='content'>{TEXT}</div>"
    assert read(main).deck is None


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        (
            "<ol class='breadcrumb'><li><a href='/'>云溪军网首页</a></li><li><a href='/b/'>军报记者</a></li>"
            "<li><a href='/l/'>陆军</a></li></ol>",
            ("首页", "军报记者", "陆军"),
        ),
        (
            "<nav class='breadcrumb'><a href='/'>yxn</a> / <a href='/b/'>地方</a> / <a href='/l/'>云溪</a></nav>",
            ("yxn", "地方", "云溪"),
        ),
    ],
)
def test_a_trail_that_its_markup_calls_one(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


@pytest.mark.parametrize("more", ["...【<a href='/9.html'>详细</a>】", "…… <a href='/9.html'>[详细]</a>"])
def test_the_beginning_of_another_story_is_no_trail(more: str) -> None:
    above = "<div class='path'><div class='fl'><a href='/'>党建频道</a>&gt;&gt;<a href='/j/'>基层</a></div></div>"
    begun = "河湾乡坚持问题导向，列出清单，逐项明确责任人和完成时限"
    other = f"<li><strong><a href='/9.html'>老支书：把路修到家门口</a></strong><em>{begun}{more}</em></li>"
    page = f"{above}<h1>{HEADLINE}</h1>{INFO}<div class='text'>{TEXT}</div><div class='tj'>{other}</div>"
    assert read(page).breadcrumb == ("党建频道", "基层")


def test_a_byline_below_the_headline_is_no_deck() -> None:
    main = f"<h1>{HEADLINE}</h1><h2>■本报记者 焦以璇</h2><h3>发布时间：2017-12-06 来源：云溪日报</h3>"
    article = read(f"{main}<div class='content'>{TEXT}</div>")
    assert (article.deck, people(article)) == (None, [("reporter", "焦以璇", None)])


def test_a_time_with_its_zone() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>2021-07-16 HKT 12:10</div><div class='content'>{TEXT}</div>")
    assert article.published_at == "2021-07-16T12:10:00+08:00"


@pytest.mark.parametrize(
    "line", ["广告声明：文内含有的链接，用于传递更多信息。", "用云溪看新聞 點我下載APP 按我看辦法"]
)
def test_advertisements_below_a_story(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "发于2021.5.24总第997期《云溪新闻周刊》",
        "杂志标题：煤城做“减法”",
        "如需转载请与云溪报社联系。",
        "读者热线：4000000000",
        "特别提醒：如果我们使用了您的图片，请作者与本站联系索取稿酬。",
    ],
)
def test_what_a_magazine_says_below_a_story(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]


def test_comments_that_say_more_than_the_story() -> None:
    said = "".join(f"<li><b>路过的风</b><p>{ONE}{TWO}{THREE}{n}</p></li>" for n in range(3))
    main = f"<div class='lf'><h1>{HEADLINE}</h1>{INFO}<div class='zw'><p>{ONE}</p><p>{TWO}</p></div>"
    article = read(f"{main}<div class='cmt'><h3>网友评论(3)</h3><ul>{said}</ul></div></div>")
    assert lines(article) == [ONE, TWO]


@pytest.mark.parametrize(
    "sentence",
    [
        "餐馆没有纸质菜单，只能扫码点餐，一些老人被挡在了门外。",
        "卫星的分辨率提高到半米，专家建议使用新的影像，地块一清二楚。",
        "收藏界人士说，这枚印章，是县里最早的一枚。",
        "点赞的背后，是三年如一日的坚守，也是一本算得清的账。",
        "相关信息显示，全县已有五十二个支部照此办理，群众满意。",
        "警方提醒，未经允许，请勿擅自进入晒谷场，以免发生意外。",
        "市民可拨打热线电话咨询，也可以到村里当面问，都有人答。",
    ],
)
def test_sentences_with_words_of_a_templates_tools(sentence: str) -> None:
    assert lines(story(f"{TEXT}<p>{sentence}</p>")) == [ONE, TWO, THREE, sentence]
    assert lines(story(f"<p>{sentence}</p>{TEXT}")) == [sentence, ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "扫码关注云溪发布",
        "微信扫码阅读全文",
        "建议使用1024*768分辨率浏览",
        "未经授权不得转载",
        "热线电话：0911-2345678",
    ],
)
def test_tools_below_a_story(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]


def test_the_rest_of_a_story_behind_a_tool() -> None:
    body = f"<p>{ONE}</p><div><span>展开剩余67%</span></div><p>{TWO}</p><p>{THREE}</p>"
    assert lines(story(body)) == [ONE, TWO, THREE]


def test_a_time_that_a_script_counts_from() -> None:
    info = "<div>来源：云溪晚报 <span data-time='1646806800000'>5小时前</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.published_at, article.source) == ("2022-03-09T14:20:00+08:00", "云溪晚报")


def test_the_headline_is_not_its_row_in_the_contents() -> None:
    contents = f"<ul><li>{HEADLINE}</li><li>油菜机收现场会召开</li></ul><p>云溪报 2023年05月16日 04版</p>"
    main = f"<h1>{HEADLINE}</h1><p>——秋收侧记</p><p>本报记者 王侠 文/图</p>"
    article = read(f"{contents}{main}<div class='content'>{TEXT}</div>")
    assert (article.headline, article.deck) == (HEADLINE, "——秋收侧记")


def test_the_page_of_a_paper_is_a_listing() -> None:
    rows = "".join(f"<li><a href='/c/{n}.html'>晒谷场上的支部会第{n}回</a></li>" for n in range(3))
    html = f"<html><head><title>云溪报 第04版</title></head><body><h3>第04版：三农</h3><ul>{rows}</ul></body></html>"
    page = extract_article(html.encode(), url="http://paper.example.cn/html/2023-05/16/node_4.htm")
    assert page.page_kind == "listing"


def test_a_time_without_its_year_beside_the_day_that_the_head_tells() -> None:
    times = "<span>05-26</span> <span>08:10</span>"
    info = f"<div><a><p>云溪晚报社</p></a><div>发布时间：{times} 云溪晚报社官方帐号</div></div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    article = read(main, head="<meta itemprop='dateUpdate' content='2019-05-26 08:10:31'>")
    assert (article.published_at, article.source) == ("2019-05-26T08:10:00+08:00", "云溪晚报社")
    other = read(main, head="<meta itemprop='dateUpdate' content='2019-06-01 08:10:31'>")
    assert other.published_at is None or not other.published_at.startswith("2019-05-26")


@pytest.mark.parametrize("centred", ["f_center", "ql-align-center", "text-center"])
def test_a_legend_that_a_class_sets_in_the_middle(centred: str) -> None:
    body = f"<p>{ONE}</p><p class='{centred}'><img src='/1.jpg'><br>放射科医生在阅片<br></p><p>{TWO}</p><p>{THREE}</p>"
    article = story(body)
    assert ([image.caption for image in article.images], lines(article)) == (["放射科医生在阅片"], [ONE, TWO, THREE])
