"""Tools and lists beside a metadata line, days of other countries, what a text is set among: on invented pages."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction.dates import find_dates

DAY = "2020-03-13 10:35"


def info(markup: str) -> str:
    return f"<h1>{HEADLINE}</h1><div class='info'>{markup}</div><div class='content'>{TEXT}</div>"


@pytest.mark.parametrize(
    "tools",
    [
        "<span class='rss'><a href='/rss/'>订阅</a></span>",
        "　　<span class='tools'><a href='#'>大</a><a href='#'>中</a> <a href='#'>小</a></span>",
        "<span class='comment'><a href='#pinglun'>0 条评论</a></span>",
    ],
)
def test_what_is_pressed_behind_a_name(tools: str) -> None:
    article = read(info(f"<span>{DAY}</span> <span>来源：云溪日报</span> <span>编辑：孟浩</span>{tools}"))
    assert people(article) == [("editor", "孟浩", None)]


def test_names_that_link_to_their_bearers_stay() -> None:
    article = read(info(f"{DAY} 记者：<a href='/a/1'>孟浩</a> <a href='/a/2'>林舟</a>"))
    assert people(article) == [("reporter", "孟浩", None), ("reporter", "林舟", None)]


def test_a_label_gets_no_value_from_another_block() -> None:
    advert = "<div class='gg'><a href='/ad'>【免费领取】内参，限时0元</a></div>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div><div class='content'>{TEXT}<p>责任编辑：</p></div>{advert}</div>")
    assert article.credits == ()
    table = f"<table><tr><td>{DAY}</td><td><div>责任编辑：</div></td><td><div>孟浩</div></td></tr></table>"
    assert people(read(f"<h1>{HEADLINE}</h1>{table}<div class='content'>{TEXT}</div>")) == [("editor", "孟浩", None)]


def test_a_trail_in_a_bare_list_that_its_block_names() -> None:
    trail = "<ul><li><a href='/kx/'>科学</a></li><li><a href='/kx/yy/'>辟谣</a></li></ul>"
    assert story(TEXT, f"<div class='gbreadcrumb'>{trail}</div>").breadcrumb == ("科学", "辟谣")
    assert story(TEXT, f"<div class='top'>{trail}</div>").breadcrumb == ()


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("日期: 18.01.2019", "2019-01-18"),
        ("发表时间: 18/01/2019 - 10:20", "2019-01-18T10:20:00+08:00"),
        ("发布: 5:45pm 09/06/2024", "2024-06-09T17:45:00+08:00"),
        ("9:56am 17/10/2021", "2021-10-17T09:56:00+08:00"),
        ("发布时间：Fri Mar 13 10:35:00 CST 2020 来源：云溪日报", "2020-03-13T10:35:00+08:00"),
        ("Mon Feb 31 10:35:00 CST 2020", None),
        ("版本 1.18.01.2019", None),
        ("31.02.2019", None),
    ],
)
def test_days_before_their_month(printed: str, moment: str | None) -> None:
    assert next((found.iso for found in find_dates(printed)), None) == moment


def test_a_reporter_of_an_outlet_in_letters() -> None:
    byline = "<div class='byline'><span>孟浩</span><span>YXN中文记者</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{byline}<div>2020年3月13日</div><div class='content'>{TEXT}</div>")
    assert [credit.name for credit in article.credits] == ["孟浩"]


def test_an_account_on_a_host_of_accounts() -> None:
    name = "<a class='nickName' href='https://me.example.net/yunxi_39'>云溪木匠</a>"
    article = read(info(f"<span>{DAY}</span>{name}<span>阅读数：51</span>"))
    assert (article.source, people(article)) == (None, [("author", "云溪木匠", None)])


def test_a_first_paragraph_set_as_an_introduction_among_the_others() -> None:
    body = f"<p class='story__introduction'>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    assert lines(story(body)) == [ONE, TWO, THREE]
    assert lines(story(f"<div class='intro'><p>{ONE}</p></div><p>{TWO}</p><p>{THREE}</p><p>{TWO[:30]}。</p>"))[0] == TWO


def test_what_stands_above_the_title_that_a_text_was_printed_with() -> None:
    promise = "<p>看行情就看<a href='/yb/'>云溪研报</a>，权威、专业，助您挖掘机会！</p>"
    title = "<p>原标题：晒谷场上的党小组</p><p>记者 | 孟浩</p>"
    article = story(f"{promise}{title}{TEXT}")
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("reporter", "孟浩", None)])
    note = "编者按：县里的支部怎样建在田头？本报记者走访了五十二个村。"
    assert lines(story(f"<p>{note}</p>{title}{TEXT}"))[0] == note


def test_a_report_that_a_picture_was_taken_from_took_none() -> None:
    picture = "<p><img src='/a.jpg'><span>图片来源：公司招股书</span></p>"
    assert story(f"<p>{ONE}</p>{picture}<p>{TWO}</p><p>{THREE}</p>").credits == ()


def test_when_and_whence_right_below_a_text() -> None:
    page = f"<h1>{HEADLINE}</h1><div class='content'>{TEXT}</div><p class='date'>2020年03月13日 10:35　云溪新闻网</p>"
    article = read(page)
    assert (article.published_at, article.source) == ("2020-03-13T10:35:00+08:00", "云溪新闻网")


def test_a_box_among_paragraphs_of_a_class() -> None:
    named = [f"<div class='paragraph'>{text}</div>" for text in (ONE, TWO, f"{ONE[:-1]}，{TWO}", THREE + TWO)]
    box = "<div class='ad'><p>订阅我们的每日云溪简报</p></div>"
    assert lines(story("".join((*named[:3], box, named[3]))))[-1] == THREE + TWO


def test_a_text_of_items_alone_is_read() -> None:
    items = "".join(f"<li>{text}</li>" for text in (ONE, TWO, THREE))
    assert lines(
        story(f"<ul>{items}</ul><div class='hints'><p>想把家乡的晒谷场讲给更多人听？来云溪融屏写下你的故事。</p></div>")
    )[:2] == [ONE, TWO]
