"""What articles of the large portals taught: what is their text and what is not, each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction.outlets import clean_source


def test_an_introduction_above_a_text() -> None:
    article = story(f"<div class='introduction'>{THREE}</div>{TEXT}<p>{TWO}{ONE}</p>")
    assert lines(article)[0] == ONE


def test_a_note_on_whose_views_these_are() -> None:
    note = "本文仅代表发表单位及作者观点，不代表云溪网本身观点！"
    assert lines(story(TEXT, below=f"<div class='alert'>{note}</div>")) == [ONE, TWO, THREE]
    assert lines(story(f"{TEXT}<div class='alert'>{note}</div>")) == [ONE, TWO, THREE]


def test_a_summary_for_readers_and_a_note_on_the_author() -> None:
    note = "(本文作者介绍：云溪四十人论坛(CY40)是一家民间智库，专注于晒谷场研究。)"
    assert lines(story(f"<p>阅读提要：{ONE}</p>{TEXT}<p>{note}</p>")) == [ONE, TWO, THREE]


def test_an_exhibition_is_announced_below_a_text() -> None:
    told = ["主办：云溪美术馆", "策展人：林舟", "展览时间：2020年9月30日—2021年1月12日", "展览地点：云溪路1号"]
    info = "<div>选稿:coco 2020-03-13</div>"
    body = TEXT + "".join(f"<p>{line}</p>" for line in told)
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{body}</div>")
    assert lines(article) == [ONE, TWO, THREE, *told]
    assert article.published_at == "2020-03-13"


def test_a_quotation_above_a_text_is_its_summary() -> None:
    article = story(f"<div class='quotation'><span></span><p>{THREE}</p><span></span></div>{TEXT}")
    assert lines(article)[0] == ONE


def test_tools_beside_the_time_and_the_outlet() -> None:
    info = "<div><span>2013年05月16日 17:11</span>&nbsp;云溪星座&nbsp;<a>微博</a> <a>我有话说</a> <a>收藏本文</a></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪星座"


def test_a_headlines_line_that_opens_with_a_dash_is_the_deck() -> None:
    title = f"{HEADLINE} ——一个老支书的账本"
    article = read(
        f"<div class='bt'>{HEADLINE}<br>——一个老支书的账本</div><div>2020-03-13 10:35</div>{TEXT}", f"{title}-云溪网"
    )
    assert (article.headline, article.deck) == (HEADLINE, "——一个老支书的账本")


def test_captions_beside_a_short_sentence() -> None:
    said = "晒谷场上晚稻金黄！"
    shown = ("晒谷场上的党小组", "值守的老支书", "归仓的晚稻")
    pictures = [f"<p><img src='/{n}.jpg'></p><p>{text}</p>" for n, text in enumerate(shown)]
    article = story(f"<p>{said}</p>{pictures[0]}<p>{ONE}</p>{pictures[1]}<p>{TWO}</p>{pictures[2]}<p>{ONE}{TWO}</p>")
    assert lines(article) == [said, ONE, TWO, ONE + TWO]


@pytest.mark.parametrize(
    "notes",
    [
        "<p>素材来源：平安云溪</p><p>【2019-10-065期】<a href='/'>返回云溪，查看更多</a></p>",
        "<p>本文出自《云溪读报》，云溪网原创新闻评论栏目</p>",
        "<p>本文为林舟授权云溪网发布，转载请注明出处。</p><p>作者为知名博主，晒谷场的实践者和研究者。目前执教于云溪大学。</p>",
    ],
)
def test_notes_below_a_text(notes: str) -> None:
    assert lines(story(TEXT + notes)) == [ONE, TWO, THREE]


def test_the_opening_paragraph_may_call_itself_so() -> None:
    assert lines(story(f"<p>导语：{ONE}</p><p>{TWO}</p><p>{THREE}</p>"))[0] == f"导语：{ONE}"


def test_an_offer_and_another_headline_are_no_text() -> None:
    offer = "想了解2020年新米动态？3月31日，云溪饭店，百家农户等你来挑！还等什么，快扫码报名！"
    article = story(
        f"<p>原标题为“支部建在晒谷场”</p>{TEXT}<div>关键词 : 晚稻</div><div class='box'><p>{offer}</p></div>"
    )
    assert lines(article) == [ONE, TWO, THREE]


def test_a_trail_of_signs_is_no_headline() -> None:
    above = "<div><a href='/'>&gt;&gt;云溪反邪</a>&gt;<a href='/x/'>学术荟萃</a></div>"
    article = read(f"{above}<div>{HEADLINE}</div><div>2020-03-13 10:35</div>{TEXT}", "学术荟萃-云溪反邪")
    assert article.headline == HEADLINE


def test_a_sites_note_ends_a_short_text_above_long_promotions() -> None:
    note = "<p>云溪声明：云溪网登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。</p>"
    promotion = "<p>云溪排行榜是由云溪网推出的国内最全面、最专业、最公正的排行榜，力图打造最值得信赖的推荐平台。</p>"
    assert lines(story(TEXT + note + 6 * promotion)) == [ONE, TWO, THREE]


def test_verses_above_the_number_of_a_part() -> None:
    verses = "<p>你有没有想过有一天</p><p>在凌晨三点修剪草坪</p><p><img src='/1.jpg'></p><p>1</p>"
    assert lines(story(verses + TEXT)) == ["你有没有想过有一天", "在凌晨三点修剪草坪", "1", ONE, TWO, THREE]


def test_where_a_text_comes_from_is_none_of_it() -> None:
    assert lines(story(f"<p>本文来自CyGame</p>{TEXT}")) == [ONE, TWO, THREE]


def test_what_a_platform_says_below_a_short_text_ends_it() -> None:
    note = "<div>以上内容（包括图片及视频）为创作者平台用户上传并发布，本平台仅提供信息存储服务</div>"
    other = f"<div><b>又一篇</b></div>{6 * f'<p>{THREE}{TWO}</p>'}"
    assert lines(story(f"<p>{ONE}</p>{note}{other}")) == [ONE]


def test_a_list_below_the_tools_ends_a_short_text() -> None:
    below = "<div>分享到：</div><div>相关新闻</div>" + 4 * f"<div class='mod'><p>{THREE}{TWO}</p></div>"
    assert lines(story(f"<p>{ONE}</p>{below}")) == [ONE]
    # A list that a template sets among the paragraphs ends none.
    among = story(f"<p>{ONE}</p><div>相关新闻</div><p>{TWO}</p><p>{THREE}</p><p>{TWO}{THREE}</p>")
    assert lines(among)[-1] == TWO + THREE


def test_thanks_below_a_text() -> None:
    assert lines(story(f"{TEXT}<p>感谢林舟、李素梅为本文提供的帮助</p>")) == [ONE, TWO, THREE]


def test_lists_of_other_stories_among_the_parts_of_one() -> None:
    others = "<p>&gt;&gt;&gt;相关新闻</p><p><a href='/1'>晒谷场边的新图书馆</a></p>"
    parts = others.join(f"<h4>第{n}镇</h4><p>{ONE}</p><p>{TWO}{THREE}</p>" for n in "一二三四五六七八")
    assert lines(story(parts + others))[-2:] == [ONE, TWO + THREE]
    assert "第八镇" in lines(story(parts + others))


def test_legends_below_pictures_the_first_of_which_says_whose_they_are() -> None:
    picture = "<div><img src='/1.jpg'></div>"
    first = "9月29日，林舟在云溪县医院捐献造血干细胞，随后返回岗位继续值守。 本文图片均为云溪县新闻科提供"
    text = (
        f"{picture}{picture}<p>{first}</p><p>{ONE}</p>"
        f"{picture}<p>10月2日，林舟参加演练。</p><p>{TWO}</p>{picture}<p>10月2日，林舟在车站执勤。</p><p>{THREE}</p>"
    )
    article = story(text)
    assert lines(article) == [ONE, TWO, THREE]
    assert [(credit.role, credit.organization) for credit in article.credits] == [("photographer", "云溪县新闻科")]


def test_what_a_desk_says_of_all_its_texts() -> None:
    note = "本栏目所有文章目的在于传递更多信息，并不代表本网赞同其观点和对其真实性负责。凡署名作者的，版权属原作者。"
    signed = f"<p>{THREE}（作者署名：林舟）</p>"
    article = story(f"<p>{ONE}</p><p>{TWO}</p>{signed}<p>{note}</p><p>云溪军事：军迷首选的门户！</p>")
    assert lines(article)[-1].startswith(THREE)
    assert people(article) == [("author", "林舟", None)]


def test_a_path_with_a_slash_right_above_the_headline() -> None:
    path = "<div class='house_path'><a href='http://house.example.com'>云溪置业</a><em>/</em> <span>资讯</span></div>"
    assert read(f"{path}<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div>{TEXT}").breadcrumb == ("云溪置业", "资讯")


def test_an_outlet_in_brackets_closes_a_text() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div><div>{TEXT}<p>（大江网-云溪日报）</p></div>")
    assert (article.source, lines(article)) == ("大江网-云溪日报", [ONE, TWO, THREE])


@pytest.mark.parametrize("last", ["本文选自2018云溪优秀作品", "云溪有哪些热盘值得关注，小编为您盘点一番："])
def test_what_stands_below_a_text_and_is_none_of_it(last: str) -> None:
    assert lines(story(f"{TEXT}<p>{last}</p><p>《云溪全典》</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line", ["►林舟 周禾禾 晒谷场边报道", "来源 云溪经济参考报社", "点击上方“云溪”阅读更多育儿文章"]
)
def test_no_second_headline(line: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div><div class='content'>{line}{TEXT}</div>")
    assert article.deck is None


@pytest.mark.parametrize(
    "last",
    [
        "以上内容选自云溪育儿百科",
        "根据临川/林舟《南宋窖藏》一文编辑整理，原文刊载于《云溪收藏》2018年04月刊",
        "注：本文有删节",
        "图片素材来源：云溪视觉、晒谷研究所",
    ],
)
def test_whence_a_text_was_taken(last: str) -> None:
    assert lines(story(f"{TEXT}<p>{last}</p>")) == [ONE, TWO, THREE]


def test_what_players_and_galleries_say_of_themselves() -> None:
    gallery = "<div>/21</div><div>查看图集 |</div><div>图集已浏览完毕</div><div>重新浏览</div>"
    assert lines(story(f"<p>{ONE}</p><p>视频加载中，请稍候...</p>{gallery}<p>{TWO}</p>")) == [ONE, TWO]


def test_what_tools_say_once_they_have_done_it() -> None:
    done = "<div>已收藏!</div><p>您可通过首页顶部 “我的收藏”， 查看所有收藏过的文章。</p><p>知道了</p>"
    note = "<p>独家声明：本文由作者独家授权云溪网，未经允许不得转载。</p>"
    assert lines(story(TEXT + note + done)) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "last",
    [
        "（图片来源于网络）",
        "（图片来源云溪亚洲）",
        "（封面图片来自摄图网）",
        "（注：本文原刊于《大匠之门20》，原题为《逸气假毫翰》）",
        "（本报综合新华社电）",
        "更多热点剖析，请关注“云溪围炉”微信公众号！",
        "如有启发，欢迎转发",
        "(文中观点仅供参考，不构成投资建议，投资有风险，入市需谨慎。)",
        "《 云溪日报海外版 》（ 2018年08月15日 第 06 版）",
    ],
)
def test_more_that_stands_below_a_text(last: str) -> None:
    assert lines(story(f"{TEXT}<p>{last}</p>")) == [ONE, TWO, THREE]


def test_an_account_that_shares() -> None:
    assert clean_source("云溪动态每日分享") == "云溪动态每日分享"
    assert clean_source("大江新闻网分享") == "大江新闻网"


def test_a_sentence_that_begins_with_a_tools_word() -> None:
    said = "点赞很高的一句评论是：晒谷场上的党小组，秋收一粒不落。"
    assert said in lines(story(f"{TEXT}{TEXT}<p>{said}</p><p>{ONE}</p>"))
