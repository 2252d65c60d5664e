"""Who made a story and whence it came, as articles of the large portals say it."""

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


@pytest.mark.parametrize("printed", ["云溪财经 林舟 发自临川", "云溪财经记者 林舟 发自临川"])
def test_a_byline_that_says_where_it_was_sent_from(printed: str) -> None:
    assert [(credit.name, credit.organization) for credit in credits_in(printed)] == [("林舟", "云溪财经")]
    assert lines(story(f"<p>{printed}</p>{TEXT}")) == [ONE, TWO, THREE]


def test_a_heading_in_brackets_at_the_end_is_no_name() -> None:
    heading = "【何西·阿克晒谷旧事一篇】"
    article = story(f"{TEXT}<p><b>{heading}</b></p>")
    assert people(article) == []
    assert lines(article)[-1] == heading


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


def test_a_source_that_looks_like_a_name() -> None:
    info = "<div><span>2019-10-05 09:12:08</span> <a class='source ent-source' href='/u'>车买买</a></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == ("车买买", [])


def test_where_a_post_was_sent_from_is_no_source() -> None:
    info = "<div><span>2020-03-13 10:35</span><span>来自福建省</span></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source is None


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


def test_an_outlets_own_work_and_its_author() -> None:
    info = "<div><span>云溪汽车原创&nbsp;林舟</span> <span>2020-03-13 10:35</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == ("云溪汽车原创", [("author", "林舟", None)])


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


def test_a_latin_pen_name_below_a_text() -> None:
    article = story(f"{TEXT}<p>（Alduin）</p>")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "Alduin", None)])
    assert people(story(f"{TEXT}<p>（END）</p>")) == []


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


def test_a_pen_name_before_a_link_back() -> None:
    last = "<p>（青禾）<a href='/'>返回搜狐，查看更多</a></p>"
    article = story(TEXT + last)
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "青禾", None)])


def test_a_source_among_the_first_paragraphs() -> None:
    info = "<div>2020-03-13 10:35 <span class='source'>云溪女性</span></div><div>收藏 分享</div><div>微博</div>"
    first = "<p>晒谷场上丰收忙</p><p>来源：青禾宝</p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{first}{TEXT}{TEXT}</div>").source == "青禾宝"
