"""Accounts and other writers whom a platform names by its markup: each rule on an invented page."""

from __future__ import annotations

import html

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

DAY = "2020-03-13 10:35"
ACCOUNT = "<a href='/c/user/token/1/'>渡口手艺人</a>"


def test_an_account_beside_the_time_that_leads_to_its_own_page_wrote_the_story() -> None:
    card = f"<div class='card'>{ACCOUNT}</div>"
    info = f"<div><span>原创</span><span>{DAY}</span><span>·</span><span>{ACCOUNT}</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>{card}")
    assert (article.source, people(article)) == (None, [("author", "渡口手艺人", None)])
    outlet = ACCOUNT.replace("渡口手艺人", "渡口日报")
    article = read(f"<h1>{HEADLINE}</h1><div><span>{DAY}</span><span>{outlet}</span></div><div>{TEXT}</div>")
    assert (article.source, people(article)) == ("渡口日报", [])
    elsewhere = "<a href='/dy/1.html'>渡口手艺人</a>"
    article = read(f"<h1>{HEADLINE}</h1><div><span>{DAY}</span><span>{elsewhere}</span></div><div>{TEXT}</div>")
    assert (article.source, people(article)) == ("渡口手艺人", [])


@pytest.mark.parametrize("address", ["//example.cn/people/yunxi", "/u/1024", "//space.example.cn/77/"])
def test_an_account_alone_below_the_headline_wrote_the_story(address: str) -> None:
    face = "<div><img class='Avatar' src='/face.jpg'></div>"
    above = f"{face}<div><a href='{address}'>晒谷场的风</a></div><div>爱种地的人</div>"
    page = f"<div><h1>{HEADLINE}</h1>{above}<div class='text'>{TEXT}</div><div>发布于 {DAY}</div></div>"
    article = read(page)
    assert people(article) == [("author", "晒谷场的风", None)]
    assert lines(article) == [ONE, TWO, THREE]


def test_a_link_below_the_headline_that_leads_elsewhere_names_nobody() -> None:
    page = f"<h1>{HEADLINE}</h1><div><a href='/jc/'>晒谷场的风</a></div><div class='text'>{TEXT}</div>"
    assert people(read(f"{page}<div>发布于 {DAY}</div>")) == []


def test_the_pen_name_beside_the_time_that_the_head_calls_the_author() -> None:
    info = f"<div><span>{DAY}</span><span>轮上老农</span><span>阅读(23)</span></div>"
    page = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    article = read(page, head="<meta name='author' content='轮上老农'>")
    assert (article.source, people(article)) == (None, [("author", "轮上老农", None)])
    article = read(page, head="<meta name='author' content='柳河'>")
    assert (article.source, people(article)) == ("轮上老农", [])


def test_the_medium_that_a_script_holds_beside_the_headline() -> None:
    data = f'{{"id": "1", "title": "{HEADLINE}", "media": "渡口手艺人", "tags": "晚稻"}}'
    page = f"<script>window.DATA = {data};</script><h1>{HEADLINE}</h1><div>{DAY}</div><div class='content'>{TEXT}</div>"
    assert read(page).source == "渡口手艺人"
    assert read(page.replace(f'"title": "{HEADLINE}"', '"title": "邻县来人取经"')).source is None
    assert read(page.replace(DAY, f"{DAY} 来源：云溪日报")).source == "云溪日报"


def test_a_nickname_that_leads_to_its_account_is_no_source() -> None:
    name = "<a href='/u/yunxi/updates'><span class='user__nickname'>晒谷场的风</span></a>"
    article = read(f"<h1>{HEADLINE}</h1><div>{name}<span>{DAY}</span></div><div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == (None, [("author", "晒谷场的风", None)])
    article = read(
        f"<h1>{HEADLINE}</h1><div>{name}<span>{DAY}</span></div><div>{TEXT}</div>".replace("user__nick", "source")
    )
    assert article.source == "晒谷场的风"


def test_where_an_account_is() -> None:
    info = f"<div><span class='date'>{DAY}</span> <a class='source' href='/m/1.html'>渡口手艺人</a></div>"
    below = "<div class='rec'><h3>来自于：云南</h3></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='article'>{TEXT}{below}</div>").source == "渡口手艺人"


def test_one_short_name_before_a_commentator_and_an_editor() -> None:
    article = story(f"<p>云报评论员 孟浩   云报编辑 苗圃</p>{TEXT}")
    assert people(article) == [("author", "孟浩", None), ("editor", "苗圃", None)]


def test_how_many_like_a_story_is_no_source() -> None:
    info = f"<div><span>{DAY}</span><span>· 463点赞</span></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source is None


def test_an_outlet_with_a_plus() -> None:
    info = f"<div><span>云溪+</span> <span>{DAY}</span></div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪+"


def test_a_summary_between_headline_and_time() -> None:
    summary = "全县五十二个支部照此办理，群众说好。"
    info = f"<div><p><span>{DAY}</span><span>浏览 3.2w</span></p><p>来源：云溪日报</p></div>"
    picture = "<div><img src='/a.jpg'><p>图片来源：云溪图库</p></div>"
    text = f"<div class='con'><p>记者 | 孟浩</p><p>编辑 | 苗圃</p>{TEXT}</div>"
    above = f"<div class='article-header'><h1>{HEADLINE}</h1><p>{summary}</p></div>{info}"
    article = read(f"<div id='article'><div><div>{above}<div>{picture}{text}</div></div></div></div>")
    assert lines(article) == [ONE, TWO, THREE]
    assert {("reporter", "孟浩", None), ("editor", "苗圃", None)} <= set(people(article))


def test_times_between_stories_of_a_list_take_nothing_away() -> None:
    posts = "".join(f"<p>{text}</p><div>2020-03-1{n} 10:35 阅读(2)</div>" for n, text in enumerate((ONE, TWO, THREE)))
    assert ONE in (read(f"<div><h1>{HEADLINE}</h1>{INFO}<div class='text'>{posts}</div></div>").body or "")


def test_whose_a_picture_is_behind_a_colon() -> None:
    caption = "三月十三日，晒谷场上的晚稻。图：受访者提供"
    shown = f"<div><img src='/a.jpg'><dl><dd>{caption}</dd></dl></div>"
    article = story(f"{shown}{TEXT}")
    assert lines(article) == [ONE, TWO, THREE]
    assert article.images[0].caption == caption


def test_a_line_below_the_text_belongs_to_the_summary_above_it() -> None:
    block = (
        f"<div class='summary'>{ONE}</div><div class='con'>{TEXT}</div><p><b>有问题请到<a href='#'>柜台</a>说</b></p>"
    )
    assert lines(read(f"<div id='Article'><h1>{HEADLINE}</h1>{INFO}{block}</div>")) == [ONE, TWO, THREE]


def _boxes(**fields: str) -> str:
    named = ((name.replace("_", "-"), html.escape(value)) for name, value in fields.items())
    return "".join(f"<textarea class='article-{name}'>{value}</textarea>" for name, value in named)


def test_a_story_in_boxes_for_text() -> None:
    boxes = _boxes(
        title=HEADLINE,
        time="1584066900000",
        author="作者：孟浩",
        source_name="云溪日报",
        editor_name="责编：苗圃",
        content=f"<article>{TEXT}</article>",
    )
    others = "<textarea class='item-title'>邻县来人取经</textarea>"
    shown = f"<div>{TWO}</div><div>{THREE}</div>"
    for drawn in ("", shown):
        article = read(f"<div>{boxes}{others}</div>{drawn}")
        assert article.page_kind == "article"
        assert (article.headline, article.source) == (HEADLINE, "云溪日报")
        assert (article.published_at or "").startswith("2020-03-13T10:35")
        assert people(article) == [("author", "孟浩", None), ("editor", "苗圃", None)]
        assert lines(article) == [ONE, TWO, THREE]


def test_boxes_for_text_that_hold_no_story() -> None:
    box = "<textarea class='comment-content'><p>说说你的看法</p></textarea>"
    assert lines(read(f"<h1>{HEADLINE}</h1><div class='content'>{TEXT}</div>{box}")) == [ONE, TWO, THREE]
