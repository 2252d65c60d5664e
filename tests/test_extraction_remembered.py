"""What pages written down from memory showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, ONE, PICTURE, TEXT, THREE, TWO, read, story


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        ("（记者 孟浩 报道员 林舟）", [("reporter", "孟浩", None), ("correspondent", "林舟", None)]),
        ("报道员：林舟", [("correspondent", "林舟", None)]),
        ("（图：林舟）", [("photographer", "林舟", None)]),
        ("原创林小舟 云溪先锋", [("author", "林小舟", None)]),
    ],
)
def test_who_did_what(byline: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{TEXT}<p>{byline}</p>") if byline[0] != "原" else story(f"<p>{byline}</p>{TEXT}")
    assert people(article) == credits
    assert lines(article) == [ONE, TWO, THREE]


def test_a_byline_below_an_empty_label_is_no_value_of_it() -> None:
    desk = "<p>责任编辑：<span></span></p><p>（记者 孟浩、通讯员 林 舟）</p><p>责任编辑：<span>段小远</span></p>"
    assert people(story(f"{TEXT}{desk}")) == [
        ("reporter", "孟浩", None),
        ("correspondent", "林舟", None),
        ("editor", "段小远", None),
    ]


def test_tags_beside_the_time_are_nobody() -> None:
    tags = "<span><a href='/t/1'>水务局</a>/<a href='/t/2'>底泥</a>/<a href='/t/3'>陶粒</a></span>"
    info = f"<div><span>2020-03-13 10:35</span> <span>来源：云溪日报</span> {tags}</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>")) == []
    authors = "<span><a href='/a/1'>陶小粒</a> <a href='/a/2'>孟浩</a></span>"
    info = f"<div><span>2020-03-13 10:35</span> {authors}</div>"
    names = people(read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>"))
    assert names == [("author", "陶小粒", None), ("author", "孟浩", None)]


def test_who_took_a_picture_is_alone_in_a_line() -> None:
    shown = "<tr><td>图为柳河渡口。<br>花无边摄（云溪视觉）</td></tr>"
    article = story(f"<table><tr><td>{PICTURE}</td></tr>{shown}</table>{TEXT}")
    assert people(article) == [("photographer", "花无边", None)]
