"""What articles of the large portals taught: each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest
from test_extraction_unseen import HEADLINE, ONE, TEXT, THREE, TWO, lines, people, read, story

from crawler.extraction.credits import credits_in


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
