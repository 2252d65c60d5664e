"""Forms of metadata lines, bylines and captions that pages print now and then, and where each rule stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story


def told(info: str) -> str:
    return f"<h1>{HEADLINE}</h1><div class='info'>{info}</div><div class='content'>{TEXT}</div>"


@pytest.mark.parametrize(
    ("info", "source"),
    [("20200313", None), ("20200313 来源：云溪日报", "云溪日报"), ("20200313 | 来源：云溪日报", "云溪日报")],
)
def test_a_day_in_eight_digits(info: str, source: str | None) -> None:
    article = read(told(info))
    assert (article.published_at, article.source) == ("2020-03-13", source)


@pytest.mark.parametrize("info", ["20201313", "20200313号", "20200313 12", "202003131", "20200313 渡口"])
def test_eight_digits_that_are_no_day_of_the_story(info: str) -> None:
    assert read(told(info)).published_at != "2020-03-13"


def test_a_paper_with_the_day_of_the_week_and_its_page() -> None:
    article = read(told("2020年3月13日 星期五 云溪日报 第1版"))
    assert (article.published_at, article.source) == ("2020-03-13", "云溪日报")
    # Without the page it is the day that the site has today.
    assert read(told("2020年3月13日 星期五 云溪日报")).source is None


@pytest.mark.parametrize("info", ["By：孟浩　2020-03-13 10:35", "By: 孟浩 2020-03-13 10:35"])
def test_by_and_a_colon(info: str) -> None:
    assert people(read(told(info))) == [("author", "孟浩", None)]


def test_by_and_a_colon_above_the_text() -> None:
    article = story(f"<p>By：孟浩</p>{TEXT}")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "孟浩", None)])


@pytest.mark.parametrize(
    ("label", "credits"),
    [
        ("作者：孟浩，云溪县委党校", [("author", "孟浩", "云溪县委党校")]),
        ("作者：孟浩，林舟", [("author", "孟浩", None), ("author", "林舟", None)]),
        ("作者：孟浩，云溪县委党校，林舟", [("author", "孟浩", None), ("author", "林舟", "云溪县委党校")]),
        ("撰文：孟浩（云溪镇）", [("author", "孟浩", "云溪镇")]),
    ],
)
def test_the_body_behind_its_author(label: str, credits: list[tuple[str, str, str | None]]) -> None:
    article = read(told(f"{label}　2020-03-13 10:35"))
    assert [(c.role, c.name, c.organization) for c in article.credits] == credits


@pytest.mark.parametrize(
    ("last", "names"),
    [
        ("孟浩、林舟报道", ["孟浩", "林舟"]),
        ("记者孟浩、林舟报道", ["孟浩", "林舟"]),
        # Where from.
        ("记者孟浩 柳河报道", ["孟浩"]),
    ],
)
def test_the_last_of_several_who_reported(last: str, names: list[str]) -> None:
    article = story(f"{TEXT}<p>{last}</p>")
    assert (lines(article), [credit.name for credit in article.credits]) == ([ONE, TWO, THREE], names)


def test_who_made_a_work_is_not_who_wrote_of_it() -> None:
    works = ["一等奖《晚渡》作者：孟浩", "二等奖《晒秋》作者：林舟"]
    article = story(f"{TEXT}{''.join(f'<p>{work}</p>' for work in works)}")
    assert (lines(article)[-2:], people(article)) == (works, [])
    # The title of a paper stands before the author's name too.
    article = story(f"{TEXT}<p>来源：《云溪学刊》 作者：孟浩</p>")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "孟浩", None)])


def test_a_caption_in_brackets() -> None:
    picture = "<p><img src='/u/1.jpg'></p><p>（图为老周在渡口讲安全课。）</p>"
    article = story(f"<p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p>")
    assert lines(article) == [ONE, TWO, THREE]
    assert article.images[0].caption == "（图为老周在渡口讲安全课。）"


def test_a_sentence_speaks_of_licences() -> None:
    said = "各单位网站要在首页底部写明ICP备案编号，没有办理ICP备案的，由县里上门指导，一个月内补齐。"
    assert lines(story(f"<p>{ONE}</p><p>{said}</p><p>{TWO}</p><p>{THREE}</p>")) == [ONE, said, TWO, THREE]
    # A licence has its number behind.
    assert lines(story(f"{TEXT}<p>本站已办理ICP备案，滇ICP备20000001号。</p>")) == [ONE, TWO, THREE]


def test_a_trail_below_the_title_of_its_column_page() -> None:
    trail = "<a href='/'>首页</a><span>&nbsp;&nbsp;</span><a href='/dj/list.htm'>党的建设</a><span>&nbsp;&nbsp;</span>"
    page = f"<h3>{HEADLINE}</h3><div class='capri'>{trail}<a href='/1.htm'>{HEADLINE}</a></div>{INFO}"
    assert read(f"{page}<div class='content'>{TEXT}</div>").breadcrumb == ("首页", "党的建设")
    # What does not end in the page itself may be a menu.
    page = f"<h3>{HEADLINE}</h3><div class='capri'>{trail}<a href='/1.htm'>干部工作</a></div>{INFO}"
    assert read(f"{page}<div class='content'>{TEXT}</div>").breadcrumb == ()


def test_looks_with_a_space_before_who_had_them() -> None:
    article = story(f"{TEXT}<p>编辑 孟浩　二审 林舟　三审 苏晓</p>")
    assert people(article) == [("editor", "孟浩", None), ("approver", "林舟", None), ("approver", "苏晓", None)]
