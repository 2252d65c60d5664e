"""What articles of the large portals taught: each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction.characters import half_width
from crawler.extraction.credits import credits_in
from crawler.extraction.outlets import clean_source


def test_how_many_took_part_is_no_source() -> None:
    info = "<div>2020-03-13 10:35:00.0　　<a href='#'>有<span>0</span>人参与</a></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source is None


def test_whose_a_picture_above_the_text_is() -> None:
    caption = "2019年12月5日，云溪县晒谷场。来源：云溪视觉"
    shown = f"<div class='img_wrapper'><img src='/1.jpg'><span class='img_descr'>{caption}</span></div>"
    info = "<div><span>2020年03月13日 10:35</span> <span class='source'>晚稻</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{shown}<p>{ONE}</p><p>{TWO}</p></div>")
    assert article.source == "晚稻"


@pytest.mark.parametrize(("name", "source"), [("云溪新闻", "云溪新闻"), ("林舟", None)])
def test_an_account_in_a_link_that_markup_calls_an_author(name: str, source: str | None) -> None:
    account = (
        f"<div>2020</div><div>03/13</div><div>10:35</div><a class='author' href='/a'><div>{name}</div><b>云溪号</b></a>"
    )
    assert read(f"<h1>{HEADLINE}</h1><div>{account}</div><div class='content'>{TEXT}</div>").source == source


def test_an_introduction_above_a_text() -> None:
    article = story(f"<div class='introduction'>{THREE}</div>{TEXT}<p>{TWO}{ONE}</p>")
    assert lines(article)[0] == ONE


@pytest.mark.parametrize("printed", ["云溪财经 林舟 发自临川", "云溪财经记者 林舟 发自临川"])
def test_a_byline_that_says_where_it_was_sent_from(printed: str) -> None:
    assert [(credit.name, credit.organization) for credit in credits_in(printed)] == [("林舟", "云溪财经")]
    assert lines(story(f"<p>{printed}</p>{TEXT}")) == [ONE, TWO, THREE]


def test_a_heading_in_brackets_at_the_end_is_no_name() -> None:
    heading = "【何西·阿克晒谷旧事一篇】"
    article = story(f"{TEXT}<p><b>{heading}</b></p>")
    assert people(article) == []
    assert lines(article)[-1] == heading


def test_a_note_on_whose_views_these_are() -> None:
    note = "本文仅代表发表单位及作者观点，不代表云溪网本身观点！"
    assert lines(story(TEXT, below=f"<div class='alert'>{note}</div>")) == [ONE, TWO, THREE]
    assert lines(story(f"{TEXT}<div class='alert'>{note}</div>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("作者：云溪县委组织部林舟", [("author", "林舟", "云溪县委组织部")]),
        ("文/CY40研究部林舟", [("author", "林舟", "CY40研究部")]),
        ("供稿：柳河镇党政办李素梅", [("contributor", "李素梅", "柳河镇党政办")]),
        ("作者：王小明李建会张静", [("author", name, None) for name in ("王小明", "李建会", "张静")]),
        ("作者：云溪研究院 执笔人：林舟", [("author", None, "云溪研究院"), ("author", "林舟", None)]),
    ],
)
def test_names_behind_bodies(printed: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert [(credit.role, credit.name, credit.organization) for credit in credits_in(printed)] == credits


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


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("（文：林舟 微博）", [("author", "林舟")]),
        ("文/Alan Smith(中文名：林舟)　译者/李素梅(blog)(微博)", [("author", "Alan Smith"), ("translator", "李素梅")]),
    ],
)
def test_what_stands_in_brackets_behind_a_name(printed: str, credits: list[tuple[str, str]]) -> None:
    found = people(story(f"<p>{printed}</p>{TEXT}"))
    assert [(role, name) for role, name, _ in found if role != "other"] == credits


@pytest.mark.parametrize("caption", ["晒谷场上的晚稻。 云溪新闻记者 林舟 图", "晒谷场上的晚稻。云溪新闻记者 林舟 图"])
def test_who_took_a_picture_says_a_single_sign(caption: str) -> None:
    article = story(
        f"<p>{ONE}</p><p><img src='/1.jpg'></p><p class='img_descr'>{caption}</p><p>{TWO}</p><p>{THREE}</p>"
    )
    assert people(article) == [("photographer", "林舟", "云溪新闻")]


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


def test_what_reporters_do_is_no_name() -> None:
    article = story(f"<p>{ONE}</p><p>记者调查</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == []
    assert lines(article) == [ONE, "记者调查", TWO, THREE]


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("作者:Alan Smith 小凉（编译）", [("author", "Alan Smith", None), ("author", "小凉", None)]),
        ("文/云溪财经 林舟（李素梅亦有贡献）", [("author", "林舟", "云溪财经")]),
    ],
)
def test_names_beside_other_words(printed: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert [(credit.role, credit.name, credit.organization) for credit in credits_in(printed)] == credits


def test_a_sites_note_ends_a_short_text_above_long_promotions() -> None:
    note = "<p>云溪声明：云溪网登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。</p>"
    promotion = "<p>云溪排行榜是由云溪网推出的国内最全面、最专业、最公正的排行榜，力图打造最值得信赖的推荐平台。</p>"
    assert lines(story(TEXT + note + 6 * promotion)) == [ONE, TWO, THREE]


def test_verses_above_the_number_of_a_part() -> None:
    verses = "<p>你有没有想过有一天</p><p>在凌晨三点修剪草坪</p><p><img src='/1.jpg'></p><p>1</p>"
    assert lines(story(verses + TEXT)) == ["你有没有想过有一天", "在凌晨三点修剪草坪", "1", ONE, TWO, THREE]


def test_where_a_text_comes_from_is_none_of_it() -> None:
    assert lines(story(f"<p>本文来自CyGame</p>{TEXT}")) == [ONE, TWO, THREE]


def test_a_source_that_looks_like_a_name() -> None:
    info = "<div><span>2019-10-05 09:12:08</span> <a class='source ent-source' href='/u'>车买买</a></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == ("车买买", [])


def test_what_a_platform_says_below_a_short_text_ends_it() -> None:
    note = "<div>以上内容（包括图片及视频）为创作者平台用户上传并发布，本平台仅提供信息存储服务</div>"
    other = f"<div><b>又一篇</b></div>{6 * f'<p>{THREE}{TWO}</p>'}"
    assert lines(story(f"<p>{ONE}</p>{note}{other}")) == [ONE]


def test_where_a_post_was_sent_from_is_no_source() -> None:
    info = "<div><span>2020-03-13 10:35</span><span>来自福建省</span></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source is None


def test_a_list_below_the_tools_ends_a_short_text() -> None:
    below = "<div>分享到：</div><div>相关新闻</div>" + 4 * f"<div class='mod'><p>{THREE}{TWO}</p></div>"
    assert lines(story(f"<p>{ONE}</p>{below}")) == [ONE]
    # A list that a template sets among the paragraphs ends none.
    among = story(f"<p>{ONE}</p><div>相关新闻</div><p>{TWO}</p><p>{THREE}</p><p>{TWO}{THREE}</p>")
    assert lines(among)[-1] == TWO + THREE


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("图片来源：云溪水路运输2023年度统计和分析报告", []),
        ("图片来源：云溪融媒", [("photographer", None, "云溪融媒")]),
        ("编辑 周禾禾 ｜ 排版 林舟", [("editor", "周禾禾", None), ("other", "林舟", None)]),
    ],
)
def test_whose_pictures_and_whose_pages(printed: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert [(credit.role, credit.name, credit.organization) for credit in credits_in(printed)] == credits


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


def test_a_byline_below_pictures_is_no_legend() -> None:
    pictures = "<div><img src='/1.jpg'></div><div><img src='/2.jpg'></div>"
    assert people(story(f"{pictures}<p>云溪新闻记者 林舟</p>{TEXT}")) == [("reporter", "林舟", "云溪新闻")]


def test_a_source_behind_the_first_headline() -> None:
    info = (
        "<div>2020年03月13日 10:35 <span class='source'>云溪财经-综合</span></div><div>收藏 分享</div><div>微博</div>"
    )
    first = "<p>原标题：晚稻丰收，晒谷场上忙 来源：云溪日报</p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{first}{TEXT}</div>").source == "云溪日报"


def test_an_outlet_that_says_look() -> None:
    source = "<span id='art_source'>看看新闻Knews</span>"
    info = f"<p><span>2020-03-13 10:35</span>{source}<span>评论（<b></b>人参与）</span></p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "看看新闻Knews"


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


def test_an_outlets_own_work_and_its_author() -> None:
    info = "<div><span>云溪汽车原创&nbsp;林舟</span> <span>2020-03-13 10:35</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == ("云溪汽车原创", [("author", "林舟", None)])


@pytest.mark.parametrize("last", ["本文选自2018云溪优秀作品", "云溪有哪些热盘值得关注，小编为您盘点一番："])
def test_what_stands_below_a_text_and_is_none_of_it(last: str) -> None:
    assert lines(story(f"{TEXT}<p>{last}</p><p>《云溪全典》</p>")) == [ONE, TWO, THREE]


def test_pictures_given_by_a_body() -> None:
    assert [credit.name or credit.organization for credit in credits_in("片/警方供图")] == ["警方"]


@pytest.mark.parametrize(("last", "names"), [("(青禾沙子)", ["青禾沙子"]), ("（未完待续）", []), ("（资料图片）", [])])
def test_a_pen_name_alone_in_brackets_below_a_text(last: str, names: list[str]) -> None:
    assert [name for _, name, _ in people(story(f"{TEXT}<p>{last}</p>"))] == names


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("责编: 林舟 专题留言板 欢迎批评指正", [("editor", "林舟", None)]),
        ("审核:云溪县医院产科副主任医师林舟", [("approver", "林舟", None)]),
        ("图片来源:爆料人提供", []),
        ("图片来源:https://www.example.org", []),
        ("图/H&M线上商店截图", []),
        ("图片 云溪馆官方微博截图 晒谷场官网截图", []),
        ("文/新华社记者 林舟 周禾禾 (据新华社电)", [("author", "林舟", "新华社"), ("author", "周禾禾", None)]),
        ("摄影: 林舟 等", [("photographer", "林舟", None)]),
        ("编辑 | 林舟 周禾禾 云溪图片出品", [("editor", "林舟", None), ("editor", "周禾禾", None)]),
        ("作者: 林舟(云溪电商主笔);公众号: 云溪电商(ID:itopec)", [("author", "林舟", None)]),
        ("来源: 云溪体育 作者:小瓷碗 有 人参与 手机看赛事", [("author", "小瓷碗", None)]),
        ("文/永远的晒谷场原创,未经授权谢绝转载!图片来自网络,侵权请联系删除!", [("author", "永远的晒谷场", None)]),
        ("原标题: 视频|寻找老物件 晒谷场上的记忆", []),
        ("本组文/本报记者 林舟 统筹/周禾禾", [("author", "林舟", None), ("other", "周禾禾", None)]),
        ("■林舟/口述 周禾禾/整理", [("other", "林舟", None), ("compiler", "周禾禾", None)]),
        (
            "来源：云溪县人民法院 林舟 周禾禾",
            [("author", "林舟", "云溪县人民法院"), ("author", "周禾禾", "云溪县人民法院")],
        ),
    ],
)
def test_what_labels_hold_besides_names(printed: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert [(credit.role, credit.name, credit.organization) for credit in credits_in(half_width(printed))] == credits


@pytest.mark.parametrize(
    ("said", "source"),
    [("云溪县人民法院 林舟 周禾禾", "云溪县人民法院"), ("大江报-云溪网/林舟", "大江报-云溪网"), ("老", None)],
)
def test_names_behind_a_source(said: str, source: str | None) -> None:
    assert clean_source(said) == source


def test_the_source_of_a_table_is_not_the_storys() -> None:
    table = "<p>数据来源：云溪基金数据库</p>"
    assert read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div><div>{TEXT}{table}</div>").source is None


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


def test_a_latin_pen_name_below_a_text() -> None:
    article = story(f"{TEXT}<p>（Alduin）</p>")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "Alduin", None)])
    assert people(story(f"{TEXT}<p>（END）</p>")) == []


def test_what_players_and_galleries_say_of_themselves() -> None:
    gallery = "<div>/21</div><div>查看图集 |</div><div>图集已浏览完毕</div><div>重新浏览</div>"
    assert lines(story(f"<p>{ONE}</p><p>视频加载中，请稍候...</p>{gallery}<p>{TWO}</p>")) == [ONE, TWO]


def test_what_tools_say_once_they_have_done_it() -> None:
    done = "<div>已收藏!</div><p>您可通过首页顶部 “我的收藏”， 查看所有收藏过的文章。</p><p>知道了</p>"
    note = "<p>独家声明：本文由作者独家授权云溪网，未经允许不得转载。</p>"
    assert lines(story(TEXT + note + done)) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("first", "credits"),
    [
        ("（原标题 晒谷场的出路：报告的分析）", []),
        ("文：周禾（授权转载）", [("author", "周禾", None)]),
        ("陈履生(微博)", [("author", "陈履生", None)]),
        ("⊙本报记者 王彭", [("reporter", "王彭", None)]),
        ("云溪参考报", []),
        ("原文来自网络", []),
        ("云溪数码 晓明", [("author", "晓明", "云溪数码")]),
        ("云溪客户端李建广 王威", [("author", "李建广", "云溪客户端"), ("author", "王威", None)]),
        ("作者：A.J。", [("author", "A.J", None)]),
        ("作者李建广系云溪知名作家 晒谷研究院研究员", [("author", "李建广", None)]),
        ("晓查 发自 临川", [("author", "晓查", None)]),
        ("【线索征集令！】你吐槽，我倾听；您爆料，我报道！云溪爆料线索征集启动，欢迎来稿", []),
    ],
)
def test_what_stands_above_a_text(first: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    above = f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div>"
    article = read(f"{above}<div class='content'><p>{first}</p>{TEXT}</div>")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], credits)


@pytest.mark.parametrize(
    ("behind", "credits"),
    [
        ("（青禾）", [("author", "青禾", None)]),
        ("（Emily）", [("author", "Emily", None)]),
        ("（云溪评论员）", [("author", None, "云溪评论员")]),
        ("（完）", []),
        ("（音译）", []),
        ("（见下图）", []),
    ],
)
def test_who_signs_behind_the_last_sentence(behind: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}{behind}</p>")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE + behind], credits)


@pytest.mark.parametrize("last", ["□林舟（教育学者）", "林舟（小学五年级）"])
def test_who_signs_with_a_post_in_brackets(last: str) -> None:
    article = story(f"{TEXT}<p>{last}</p>")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "林舟", None)])


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


def test_a_pen_name_before_a_link_back() -> None:
    last = "<p>（青禾）<a href='/'>返回搜狐，查看更多</a></p>"
    article = story(TEXT + last)
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "青禾", None)])


def test_an_account_that_shares() -> None:
    assert clean_source("云溪动态每日分享") == "云溪动态每日分享"
    assert clean_source("大江新闻网分享") == "大江新闻网"


def test_a_source_among_the_first_paragraphs() -> None:
    info = "<div>2020-03-13 10:35 <span class='source'>云溪女性</span></div><div>收藏 分享</div><div>微博</div>"
    first = "<p>晒谷场上丰收忙</p><p>来源：青禾宝</p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{first}{TEXT}{TEXT}</div>").source == "青禾宝"


def test_a_sentence_that_begins_with_a_tools_word() -> None:
    said = "点赞很高的一句评论是：晒谷场上的党小组，秋收一粒不落。"
    assert said in lines(story(f"{TEXT}{TEXT}<p>{said}</p><p>{ONE}</p>"))
