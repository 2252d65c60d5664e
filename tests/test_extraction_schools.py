"""What the pages of a school's old site taught: each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story


def test_what_a_system_escaped_twice_is_read_as_it_is_meant() -> None:
    main = f"<h1>秋&amp;nbsp;收：晒谷场上的支部</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, title="秋&amp;nbsp;收：晒谷场上的支部-云溪党建网").headline == "秋 收：晒谷场上的支部"


@pytest.mark.parametrize("body", ["云溪一中", "云溪县实验小学", "校长办公室"])
def test_the_day_below_who_signs_with_points_in_it(body: str) -> None:
    assert lines(story(f"{TEXT}<p>{body}</p><p>2020.3.12</p>"))[-2:] == [body, "2020.3.12"]


def test_who_signs_below_a_picture_is_not_what_it_shows() -> None:
    picture = "<p><img src='1.jpg'></p><p>晒谷场上的党小组。通讯员 林禾 摄</p><p>■ 记者 江舟</p>"
    article = story(f"{picture}{TEXT}")
    assert people(article)[0] == ("reporter", "江舟", None)
    assert (lines(article)[0], article.images[0].caption) == (ONE, "晒谷场上的党小组。通讯员 林禾 摄")


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("（摘自云溪日报 2020年3月12日 星期四 02版要闻）", "云溪日报"),
        ("（摘自<span>云溪时空</span> <span>3</span>月<span>12</span>日）", "云溪时空"),
        ("(原载云溪日报2020年3月12日第2版)", "云溪日报"),
    ],
)
def test_whence_an_excerpt_is_and_of_which_day(note: str, source: str) -> None:
    main = f"<h1>{HEADLINE}</h1><div>发布时间：2020-03-13 来源：</div><div class='content'>{TEXT}<p>{note}</p></div>"
    article = read(main)
    assert (article.source, lines(article)[-1][-5:]) == (source, "高高飘扬。")


def test_a_deck_that_the_text_begins_with_again() -> None:
    deck = "——三十六名党员轮流值守的秋天"
    main = f"<h1>{HEADLINE}</h1><h3>{deck}</h3>{INFO}<div class='content'><p>{HEADLINE}</p><p>{deck}</p>{TEXT}</div>"
    article = read(main)
    assert (article.deck, lines(article)[0]) == (deck, ONE)


def test_a_headline_that_the_text_has_for_another_subject() -> None:
    headline = "警示教育 | 晒谷场上算糊涂账的会计"
    assert lines(story(f"<p>周某：晒谷场上算糊涂账的会计</p>{TEXT}", headline=headline))[0] == ONE
    # What says more is the text's own.
    assert lines(story(f"<p>周某：{ONE}</p>{TEXT}", headline=headline))[0].startswith("周某")


def test_who_holds_it_is_told_in_the_middle_of_a_notice() -> None:
    held = f"<p>一、活动组织</p><p>主办单位：云溪县总工会</p><p>承办单位：云溪一中</p><p>{ONE}</p><p>{TWO}</p>"
    assert lines(story(held))[1:3] == ["主办单位：云溪县总工会", "承办单位：云溪一中"]
    assert lines(story(f"{TEXT}<p>主办单位：云溪县委组织部</p><p>技术支持：云溪网络</p>"))[-1].endswith("飘扬。")


@pytest.mark.parametrize("day", ["2020年3月12日上午", "（2020年3月12日）", "2020年3月12日"])
def test_the_day_above_a_speech_is_its_text(day: str) -> None:
    assert lines(story(f"<p>{day}</p><p>同志们：</p>{TEXT}"))[:2] == [day, "同志们："]


def test_a_headline_with_its_day_names_no_source() -> None:
    headline = "云溪大学青年骨干教师培训班 （第十期）举办通知"
    main = f"<h1>{headline} ( 2020年03月13日 )</h1><div class='content'>{TEXT}</div>"
    article = read(main, title=f"云溪大学主页_{headline}_")
    assert (article.headline, article.source) == (headline, None)


def test_the_days_above_the_entries_of_a_chronicle() -> None:
    days = ("2017年9月1日", "2017年9月4日—8日", "2017年9月12日", "2017年9月15日")
    entries = "".join(f"<p><b>{day}</b></p><p>{ONE}</p>" for day in days)
    assert [line for line in lines(story(entries)) if line != ONE] == list(days)
    rows = "".join(f"<li><a href='{n}.html'>{TWO[:12]}{n}</a><span>2017-09-0{n}</span></li>" for n in range(1, 7))
    assert lines(story(f"{TEXT}<ul>{rows}</ul>"))[-1].endswith("飘扬。")


@pytest.mark.parametrize(
    "signature",
    [("云溪一中", "2020．3．12"), ("云溪县图书馆", "2020年3月12日"), ("校团委 2020年3月12日",), ("2020年3月12日",)],
)
def test_how_a_notice_is_signed_and_dated(signature: tuple[str, ...]) -> None:
    assert lines(story(TEXT + "".join(f"<p>{line}</p>" for line in signature)))[-len(signature) :] == list(signature)


@pytest.mark.parametrize(
    "when", ["时间：3月14日（周六）下午", "一、活动时间：2020年3月14日上午9点", "时间：3月14日—20日"]
)
def test_when_it_takes_place_is_the_first_line_of_a_notice(when: str) -> None:
    assert lines(story(f"<p>{when}</p><p>地点：云溪村晒谷场</p>{TEXT}"))[:2] == [when, "地点：云溪村晒谷场"]


def test_verses_between_pictures_are_no_captions() -> None:
    verses = ("稻子黄了的时候", "我们去晒谷场", "把一年的话", "说给红旗听", "说给风听")
    centred = "".join(f"<p style='text-align:center'>{verse}</p>" for verse in verses)
    pictures = [f"<p style='text-align:center'><img src='{n}.jpg'></p>" for n in (1, 2)]
    article = story(f"<p>{ONE}</p>{pictures[0]}{centred}{pictures[1]}<p>{TWO}</p>")
    assert (lines(article)[1:-1], article.images[0].caption) == (list(verses), None)
    captioned = f"<p>{ONE}</p>{pictures[0]}<p style='text-align:center'>{verses[0]}</p>{pictures[1]}<p>{TWO}</p>"
    assert story(captioned).images[0].caption == verses[0]


def test_a_name_in_a_cell_wrote_nothing() -> None:
    cells = "<tr><td>周次</td><td>林禾</td></tr><tr><td>一</td><td>江舟</td></tr>"
    assert people(story(f"{TEXT}<table>{cells}</table>")) == []


def test_what_ends_in_a_comma_is_no_byline() -> None:
    assert people(story(f"<p>{ONE}</p><p>林禾，</p><p>江舟；</p>")) == []


def test_who_holds_it_contributed_nothing() -> None:
    assert people(story(f"{TEXT}<p>云溪县总工会主办</p>")) == []


@pytest.mark.parametrize("of", ["高三（5）班", "高二(12)班", "八（3）班"])
def test_the_class_of_who_contributed(of: str) -> None:
    assert people(story(f"{TEXT}<p>（{of}林禾供稿）</p>")) == [("contributor", "林禾", None)]


def test_a_name_with_a_post_below_the_headline_is_no_deck() -> None:
    article = story(f"<p>{HEADLINE}</p><p>云溪一中校长 林禾</p><p>同志们：</p>{TEXT}")
    assert (article.deck, people(article)[0][:2]) == (None, ("author", "林禾"))


def test_names_in_the_cells_of_a_draw_are_its_text() -> None:
    pairs = (("渡人更难", "林禾"), ("渡己更难", "江舟"), ("先有路", "陈溪"), ("先有人", "沈禾"), ("先有光", "苏林"))
    cells = "".join(f"<tr><td><p>{side}</p></td><td><p>{name}</p></td></tr>" for side, name in pairs)
    article = story(f"<table>{cells}</table>{TEXT}")
    assert (people(article), lines(article)[:2]) == ([], ["渡人更难", "林禾"])


def test_a_name_above_the_text_between_pictures() -> None:
    main = f"<center><img src='1.jpg'></center><center><p>林 禾</p></center>{TEXT}"
    article = story(main)
    assert (people(article), lines(article)[0]) == ([("author", "林禾", None)], ONE)


def test_who_took_the_picture_behind_the_word() -> None:
    article = story(f"<p>{ONE}</p><center><img src='1.jpg'><p>党员在晒谷场上值守。 摄影 林禾</p></center><p>{TWO}</p>")
    assert people(article) == [("photographer", "林禾", None)]


def test_a_column_that_is_called_as_its_story() -> None:
    trail = "<div>位置：<a href='/'>首页</a> &gt; <a href='/xf/index.html'>先锋故事</a></div>"
    assert story(TEXT, trail, headline="先锋故事").breadcrumb == ("首页", "先锋故事")
    trail = "<div>位置：<a href='/'>首页</a> &gt; <a href='/xf/index.html'>先锋故事</a> &gt; <a>云溪的秋天</a></div>"
    assert story(TEXT, trail, headline="云溪的秋天").breadcrumb == ("首页", "先锋故事")


def test_duties_are_no_credits() -> None:
    plan = "<p>总指挥：林禾</p><p>警报：江舟</p><p>摄影：陈溪</p><p>医务：沈禾</p>"
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p>{plan}{TEXT}")) == []
    duties = "".join(
        f"<p>{n}.把第{n}片晒谷场打扫干净，确保秋收不误。（{name}）</p>" for n, name in ((1, "林禾"), (2, "江舟"))
    )
    assert people(story(f"{TEXT}{duties}")) == []


@pytest.mark.parametrize(
    "note", ["参考：百度百科、微信公众号云溪时空", "（内容有删改）", "附件2：", "转帖到： 微博 空间"]
)
def test_what_is_said_below_a_text(note: str) -> None:
    assert lines(story(f"{TEXT}<p>{note}</p>"))[-1].endswith("飘扬。")


def test_what_looks_like_a_copyright_line_and_is_a_rule() -> None:
    rules = "<p>有下列行为的：（1）未经同意离开晒谷场；（2）违规使用脱粒机，扣分。</p>"
    assert lines(story(f"{TEXT}{rules}"))[-1].endswith("扣分。")


@pytest.mark.parametrize("quoted", ["（2020年3月{}日在云溪考察时的讲话）", "——2020年3月{}日，在云溪考察时的讲话"])
def test_whence_quoted_words_are(quoted: str) -> None:
    quotes = "".join(f"<p>{ONE}</p><p>{quoted.format(n)}</p>" for n in range(1, 6))
    assert [line for line in lines(story(f"{quotes}<p>{TWO}</p>"))[:-1] if line != ONE] == [
        quoted.format(n) for n in range(1, 6)
    ]


def test_points_of_a_plan_with_days() -> None:
    points = "".join(f"<p>{n}. 2020年3月{n}日前报送晒谷场名单：</p><p>{ONE}</p>" for n in range(1, 5))
    assert [line[:2] for line in lines(story(f"<p>{TWO}</p>{points}"))[1:] if line != ONE] == ["1.", "2.", "3.", "4."]


def test_a_text_that_is_a_table() -> None:
    rows = "".join(
        f"<tr><td><p>{month}月</p></td><td><p>{text}</p></td></tr>"
        for month, text in zip("一二三", (ONE, TWO, THREE), strict=True)
    )
    article = story(f"<table><tr><td><p>时间</p></td><td><p>安排</p></td></tr>{rows}</table>")
    assert lines(article)[:3] == ["时间", "安排", "一月"]


def test_a_greeting_in_a_box_for_looks() -> None:
    assert lines(story(f"<font size='3'><p>各位老师：</p></font>{TEXT}"))[0] == "各位老师："


def test_an_address_that_a_notice_tells() -> None:
    link = "<a href='http://www.example.cn/xf/'>http://www.example.cn/xf/</a>"
    told = f"<p>{ONE}</p><p>一、学习网址：</p><p>{link}</p><p>{TWO}</p><p>{ONE}</p>"
    assert lines(story(told))[2] == "http://www.example.cn/xf/"


@pytest.mark.parametrize(
    ("above", "label", "kept"),
    [
        ("报名条件详见招聘指南。", "", True),
        ("点击下方查看安排", "", True),
        ("报名截至六月底。", "报名链接：", True),
        ("报名截至六月底。", "原文链接：", False),
        ("报名截至六月底。", "", False),
    ],
)
def test_an_address_in_the_middle_of_a_notice(above: str, label: str, kept: bool) -> None:
    address = f"{label}http://www.example.cn/bm/2020/"
    link = f"{label}<a href='http://www.example.cn/bm/2020/'>http://www.example.cn/bm/2020/</a>"
    told = f"<p>{ONE}</p><p>{above}</p><p>{link}</p><p>{TWO}</p><p>{ONE}</p><p>{THREE}</p>"
    assert (address in lines(story(told))) is kept


def test_a_marked_crosshead_below_a_picture_is_no_caption() -> None:
    body = (
        f"<p>{ONE}</p><p align='center'><img src='1.jpg'></p><p align='center'>●查处经过</p><p>{TWO}</p><p>{THREE}</p>"
    )
    assert "●查处经过" in lines(story(body))


def test_the_office_that_signs_in_brackets() -> None:
    article = story(f"{TEXT}<p>（校办）</p>")
    assert (people(article), lines(article)[-1]) == ([("contributor", None, "校办")], THREE)
