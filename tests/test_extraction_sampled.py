"""What samples of thousands of crawled pages showed to be read wrongly: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article


@pytest.mark.parametrize("trail", [">>云溪先锋>每日推荐", "云溪先锋 > 每日推荐"])
def test_a_trail_that_the_head_repeats_is_no_headline(trail: str) -> None:
    main = f"<div>{trail}</div><div>{HEADLINE}</div><div>2019年10月11日 15:18</div><div>{TEXT}</div>"
    page = f"<html><head><title>每日推荐-云溪先锋</title></head><body>{main}</body></html>"
    assert extract_article(page.encode(), url="http://www.example.cn/n/1.htm").headline == HEADLINE


@pytest.mark.parametrize(
    "headline", ["云溪县党建引领基层治理研讨会", "【活动】“云溪-柳河论坛”党建引领基层治理研究专题（三）：路径思考"]
)
def test_what_takes_place_is_no_body_whose_name_stands_above_the_headline(headline: str) -> None:
    told = f"<p>报告题目：{HEADLINE}</p><p>报告时间：2017年5月27日</p>{TEXT}"
    main = f"<h2>{headline}</h2><div>发布于 2017年3月31日 15:15</div><div>点击数：12</div><div>{told}</div>"
    page = f"<html><head><title>{headline}</title></head><body>{main}</body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/n/1.htm")
    assert (article.headline, article.published_at) == (headline, "2017-03-31T15:15:00+08:00")


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("手机云溪网(北京) 有0人参与", "手机云溪网(北京)"),
        ("云溪日报20240313 3版", "云溪日报"),
        ("云溪视听2024", "云溪视听2024"),
        ("云溪日报记者 孟浩", "云溪日报"),
        ("admin", None),
    ],
)
def test_what_stands_behind_a_source(printed: str, source: str | None) -> None:
    info = f"<div>2020-03-13 10:35:00 来源: {printed}</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == source


def test_an_interviewer_signs_within_the_text() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>采访、撰文：孟浩 温如是</p><p>{THREE}</p><p>{ONE}</p><p>{TWO}</p>")
    assert people(article) == [("author", "孟浩", None), ("author", "温如是", None)]
    assert "采访" not in (article.body or "")


def test_verses_behind_the_last_sentence_and_above_who_made_a_story() -> None:
    verses = ["春风吹绿了云溪，", "晚稻黄了又黄。", "山路修到门前，", "灯火亮到天边！", "老支书的账本~"] * 2
    blocks = "".join(f"<section><section><p>{verse}</p></section></section>" for verse in verses)
    desk = "<p>文案：孟浩</p><p>制图：温如是</p><p>责任编辑：林舟</p><p>推荐阅读</p>"
    article = story(f"<section><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></section>{blocks}{desk}")
    assert (article.body or "").split("\n")[3:] == verses
    assert ("editor", "林舟", None) in people(article)


def test_a_headings_second_line_is_the_deck_where_the_head_has_the_first_alone() -> None:
    deck = "老支书的账本记下了晚稻归仓的每一天"
    main = f"<h1>{HEADLINE}<br>{deck}</h1><h2>来源：云溪日报 发布时间：2019-10-11</h2><div>{TEXT}</div>"
    article = read(main)
    assert (article.headline, article.deck, (article.body or "").split("\n")[0]) == (HEADLINE, deck, ONE)


def test_a_source_that_a_story_comes_from() -> None:
    info = "<div>2020-03-13 10:35:00 来自：云溪日报</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪日报"


def test_what_stands_above_the_time_is_no_text() -> None:
    told = "<dl><dt>背景资料</dt><dd>分类：校内动态</dd><dd>发布于 2020年3月13日 10:35</dd><dd>点击数：15</dd></dl>"
    main = f"<h2>{HEADLINE}</h2><div>{told}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div>"
    assert (read(main).body or "").split("\n")[0] == ONE


@pytest.mark.parametrize("block", ["<p><img src='/{n}.jpg'></p><p>{text}</p>", "<p><img src='/{n}.jpg'><br>{text}</p>"])
def test_what_stands_below_pictures_is_the_text_of_a_story_that_has_no_other(block: str) -> None:
    told = [
        "党员干部走进田间地头，帮助群众抢收晚稻。",
        "驻村工作队和群众一起修整水渠，保障春耕用水。",
        "支部书记在晒谷场上上党课。林舟摄",
    ]
    article = story("".join(block.format(n=n, text=text) for n, text in enumerate(told)))
    assert ((article.body or "").split("\n"), [image.paragraph for image in article.images]) == (told, [0, 1, 2])
    assert people(article) == [("photographer", "林舟", None)]
