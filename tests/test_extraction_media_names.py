"""Who made a story and whence it came, as pages of newspapers, stations and platforms say it."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction.credits import credits_in
from crawler.extraction.photographers import photo_credits

HOME = "<a href='/'>首页</a>"


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("全媒体记者龙锟 通讯员谭绮文", [("reporter", "龙锟"), ("correspondent", "谭绮文")]),
        ("□记者 谭萍萍 文 许俊文 图", [("reporter", "谭萍萍"), ("photographer", "许俊文")]),
        ("文 谭萍萍 图 许俊文", [("author", "谭萍萍"), ("photographer", "许俊文")]),
        ("作者：某青年报·某在线记者 尹珊珊  云溪青年网", [("author", "尹珊珊")]),
        ("2021-09-15 | 作者：生态室 戚明珠 | 【大 中 小】【打印】", [("author", "戚明珠")]),
        ("林育丞 ／台东", [("reporter", "林育丞")]),
        ("林育丞/文图", [("author", "林育丞"), ("photographer", "林育丞")]),
    ],
)
def test_bylines(printed: str, credits: list[tuple[str, str]]) -> None:
    assert [(credit.role, credit.name) for credit in credits_in(printed)] == credits


@pytest.mark.parametrize("caption", ["港口夜景。林 舟摄（影像中国）", "圖：遊客翻書／云溪日報記者林舟攝", "林舟摄"])
def test_who_took_a_picture(caption: str) -> None:
    assert [(credit.role, credit.name) for credit in photo_credits(caption)] == [("photographer", "林舟")]


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("2018年12月05日 18:47 来源于 <a href='/'>云溪财经</a> <i>可以听文章啦！</i>", "云溪财经"),
        ("<div>2022年9月5日 05:00</div><div>来源 / 云溪早报</div>", "云溪早报"),
    ],
)
def test_sources_without_a_colon(info: str, source: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1><div>{info}</div><div class='content'>{TEXT}</div>").source == source


@pytest.mark.parametrize("first", ["半月论谈记者 向定杰", "<b>云溪周末记者 向定杰</b>"])
def test_reporters_of_magazines(first: str) -> None:
    article = story(f"<p>{first}</p>{TEXT}")
    assert ([name for _, name, _ in people(article)], lines(article)) == (["向定杰"], [ONE, TWO, THREE])


def test_a_magazine_is_no_person() -> None:
    assert [(credit.role, credit.name) for credit in credits_in("作者：云溪周末记者 冯禹丁")] == [("author", "冯禹丁")]


def test_what_a_paper_says_before_its_reporter_is_the_source() -> None:
    byline = "<div>雲溪報／ <a href='/r'>記者游振昇</a>／中山即時報導</div>"
    article = read(f"<h1>{HEADLINE}</h1><div>2022-05-09 11:32</div>{byline}<div class='content'>{TEXT}</div>")
    assert (article.source, [name for _, name, _ in people(article)]) == ("雲溪報", ["游振昇"])


def test_a_name_behind_a_website_is_not_of_the_source() -> None:
    article = read(
        f"<h1>{HEADLINE}</h1><div>来源：云溪县委网站 邹太平 2022-09-14</div><div class='content'>{TEXT}</div>"
    )
    assert (article.source, [name for _, name, _ in people(article)]) == ("云溪县委网站", ["邹太平"])


def test_the_editor_of_a_column() -> None:
    article = story(f"{TEXT}<p>栏目主编：孔令君 文字编辑：车佳楠 题图来源：董天晔 摄 图片编辑：邵竞</p>")
    assert {name for role, name, _ in people(article) if role == "editor"} == {"孔令君", "车佳楠", "邵竞"}
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize("outlet", ["每新", "云南都", "半山"])
def test_reporters_of_outlets_by_their_short_names(outlet: str) -> None:
    article = story(f"<p>{outlet}记者&nbsp;岳琦星&nbsp;&nbsp;&nbsp;{outlet}编辑&nbsp;陈俊杰</p>{TEXT}")
    assert ([name for _, name, _ in people(article)], lines(article)) == (["岳琦星", "陈俊杰"], [ONE, TWO, THREE])


@pytest.mark.parametrize("name", ["种昂立", "蔺大发", "缪小雨", "岑敏之"])
def test_names_of_rarer_families_stand_alone(name: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1><p><a href='/u'>{name}</a><span>2019-06-05 17:28</span></p>{TEXT}")
    assert (article.source, people(article)) == (None, [("author", name, None)])


@pytest.mark.parametrize("word", ["种植", "封面", "巩固"])
def test_words_that_begin_like_names(word: str) -> None:
    assert people(read(f"<h1>{HEADLINE}</h1><p>{word}<span>2019-06-05 17:28</span></p>{TEXT}")) == []


def test_what_pictures_come_from_is_neither_source_nor_author() -> None:
    cover = "<p>封面图片来源：某图网</p>"
    article = read(f"<h1>{HEADLINE}</h1><div>2019-06-05 17:28</div><div class='content'>{TEXT}{cover}</div>")
    assert (article.source, people(article), lines(article)) == (None, [], [ONE, TWO, THREE])
    legend = "<p><img src='/1.jpg'></p><p>资料图片：山城夜景。（某社）</p>"
    assert people(story(f"<p>{ONE}</p>{legend}<p>{TWO}</p><p>{THREE}</p>")) == []


def test_a_desks_code_behind_a_latin_name() -> None:
    assert [credit.name for credit in credits_in("[责任编辑：liwei PF021]")] == ["liwei"]


def test_a_label_with_nothing_behind_it_takes_no_notice_for_a_name() -> None:
    article = story(f"{TEXT}<p>责任编辑：</p><div>平台声明</div>")
    assert (people(article), lines(article)) == ([], [ONE, TWO, THREE])


def test_an_outlets_logo_behind_the_label() -> None:
    info = "<p>2012-05-07 10:31 来源：<a href='/'><img src='l.gif' alt='江渡网'></a> 责编：莫晓</p>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == ("江渡网", [("editor", "莫晓", None)])


def test_an_outlet_behind_the_day_of_the_week() -> None:
    info = "<div><span>2022-07-12 16:40:08</span> <span>星期二</span> <span>云溪社</span></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪社"


def test_where_a_reporter_sent_it_from_is_no_name() -> None:
    printed = "作者：本刊记者 荀香君 实习生 蔡一诺 发自云州"
    assert [credit.name for credit in credits_in(printed)] == ["荀香君", "蔡一诺"]


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("责任编辑：肖舒 我来说两句", [("editor", "肖舒")]),
        ("编审 谢朝政", [("editor", "谢朝政")]),
        ("文/云溪之家 杜鑫宇", [("author", "杜鑫宇")]),
    ],
)
def test_labels_and_what_stands_beside_them(printed: str, credits: list[tuple[str, str]]) -> None:
    assert [(credit.role, credit.name) for credit in credits_in(printed)] == credits


def test_the_account_above_the_time_on_a_platform() -> None:
    info = "<p>云溪晚报<br>2021-11-04 11:35<br>来源：某新闻·云溪号·媒体</p>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == ("某新闻·云溪号·媒体", [("author", None, "云溪晚报")])
    plain = read(f"<h1>{HEADLINE}</h1>{info.replace('·云溪号·媒体', '网')}<div class='content'>{TEXT}</div>")
    assert people(plain) == []


def test_marks_between_the_labels_of_a_desk() -> None:
    printed = "◆编辑：张房耿◆二审：韦多加◆三审：岳才瑛"
    assert [credit.name for credit in credits_in(printed)] == ["张房耿", "韦多加", "岳才瑛"]


@pytest.mark.parametrize(
    ("printed", "credits"),
    [
        ("作者：◎周楚凡", [("author", "周楚凡")]),
        ("作者：首席记者 姚常房 特约记者 程守勤", [("author", "姚常房"), ("author", "程守勤")]),
        ("【编辑】陈晨", [("editor", "陈晨")]),
        ("【责任编辑】：马晶", [("editor", "马晶")]),
    ],
)
def test_marks_titles_and_boxes_around_names(printed: str, credits: list[tuple[str, str]]) -> None:
    assert [(credit.role, credit.name) for credit in credits_in(printed)] == credits


def test_a_label_in_a_box_below_a_story() -> None:
    article = story(f"{TEXT}<p>【撰文】云溪日报记者 龙跃梅</p><p>【编辑】陈晨</p>")
    assert ([name for _, name, _ in people(article)], lines(article)) == (["龙跃梅", "陈晨"], [ONE, TWO, THREE])


def test_a_reporter_in_the_bracket_that_opens_a_story() -> None:
    opening = f"【云溪网综合报道 实习记者赵衍龙】{ONE}"
    article = story(f"<p>{opening}</p><p>{TWO}</p><p>{THREE}</p>")
    assert ([name for _, name, _ in people(article)], lines(article)[0]) == (["赵衍龙"], opening)


def test_an_example_of_a_label_in_a_disclaimer_is_no_source() -> None:
    below = "<div><p>免责声明：</p><p>① 凡本站注明“稿件来源：某教育在线”的所有文字，版权均属本网所有。</p></div>"
    info = "<div>2020-10-22&nbsp;&nbsp;云溪在线&nbsp;&nbsp;作者：陈显婷</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>{below}")
    assert (article.source, people(article)) == ("云溪在线", [("author", "陈显婷", None)])
