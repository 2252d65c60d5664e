"""What papers, portals and big5 editions showed to be overlooked: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, ONE, PICTURE, TEXT, THREE, TWO, read, story


def test_the_link_to_the_comments_beside_a_time_is_no_source() -> None:
    info = (
        "<address>2012-01-17 15:32:50 <span>|</span> <a href='http://review.example.cn/1'>我来说两句</a> (0)</address>"
    )
    page = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    assert read(page).source is None
    # A line of its own above the text says where it was taken from.
    said = f"<h1>{HEADLINE}</h1>{info}<p><a href='http://www.example.org/'>摘自云溪晚报</a></p><div>{TEXT}</div>"
    assert read(said).source == "云溪晚报"
    assert lines(read(said)) == [ONE, TWO, THREE]


@pytest.mark.parametrize("tool", ["【<a href='javascript:window.close()'>關閉</a>】", "作者: 手机版 点击: 次"])
def test_tools_beside_the_time_are_nobody(tool: str) -> None:
    info = f"<h6>時間： 2012-01-11 16:48:18 來源：云溪都市報 {tool}</h6>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert people(article) == []
    assert article.source == "云溪都市報"


def test_names_are_printed_as_the_page_has_them() -> None:
    article = story(f"<p>圖／雲溪報社提供</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}（作者：雲溪時報社）</p>")
    assert ("author", None, "雲溪時報社") in people(article)
    # What a page prints in simplified characters stays so.
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}（作者：云溪时报社）</p>")
    assert people(article) == [("author", None, "云溪时报社")]


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("船工在渡口。（圖／記者孟浩翻攝）", ["孟浩"]),
        ("船工在渡口。（图／记者孟浩翻拍）", ["孟浩"]),
    ],
)
def test_who_took_a_picture_of_a_picture(caption: str, names: list[str]) -> None:
    article = story(f"{PICTURE}<p>▲{caption}</p>{TEXT}")
    assert [name for _, name, _ in people(article)] == names


def test_a_time_behind_a_headline_is_no_deck() -> None:
    page = f"<h2 class='title'>{HEADLINE} <span>【10:25】</span></h2><div class='content'>{TEXT}</div>"
    article = read(page)
    assert (article.headline, article.deck) == (HEADLINE, None)


def test_who_wrote_it_behind_the_last_sentence() -> None:
    last = f"{THREE}文/孟浩"
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{last}</p>")
    assert people(article) == [("author", "孟浩", None)]
    assert lines(article)[-1] == last
    # Without the end of a sentence before it, it is none.
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE[:-1]}，请看正文/附件</p>")) == []


def test_a_reporter_behind_a_mark_in_the_midst_of_a_text() -> None:
    body = f"<p>{ONE}</p><p>{TWO}</p><p>□云溪晚报记者 孟浩</p><p>{THREE}</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    article = story(body)
    assert people(article) == [("reporter", "孟浩", "云溪晚报")]
    assert lines(article) == [ONE, TWO, THREE, ONE, TWO, THREE]


def test_an_author_in_a_block_of_the_time() -> None:
    def info(name: str, classes: str = "author") -> str:
        by = f"<div class='{classes}'><a href='/reporter/899'>{name}</a></div>"
        time = "<time><span>15:31</span><span>2012/01/12</span></time>"
        return f"<div class='meta'>{time}<div class='source'>云报</div>{by}</div>"

    def page(meta: str) -> str:
        return f"<h1>{HEADLINE}</h1>{meta}<ul><li><a href='#'>Line</a></li></ul><div class='content'>{TEXT}</div>"

    assert people(read(page(info("孟小川")))) == [("author", "孟小川", None)]
    assert people(read(page(info("孟小川", "tag")))) == []
    assert people(read(page(info("云溪县")))) == []


def test_a_mark_below_a_caption_heads_what_follows() -> None:
    body = (
        f"<p>{ONE}</p>{PICTURE}<p style='text-align:center'>船工在渡口。</p><p>●两岸有了新船不必再绕三十里山路</p>"
        f"<p>{TWO}</p><p>●还要再换三条</p><p>{THREE}</p>"
    )
    article = story(body)
    assert lines(article) == [ONE, "●两岸有了新船不必再绕三十里山路", TWO, "●还要再换三条", THREE]
    assert [image.caption for image in article.images] == ["船工在渡口。"]


def test_a_caption_that_ends_in_its_outlet_and_a_full_stop() -> None:
    caption = "孟浩2011年2月在柳河镇老渡口旁边的旧码头上修理渔网的照片（Yunximedia网站）。"
    article = story(f"<p>{ONE}</p>{PICTURE}<p>{caption}</p><p>{TWO}</p><p>{THREE}</p>")
    assert lines(article) == [ONE, TWO, THREE]
    # One with a comma is a sentence of the story.
    told = "昨天下午，柳河镇又添一条新船，两岸村民赶来看热闹（云溪网站）。"
    assert told in lines(story(f"<p>{ONE}</p>{PICTURE}<p>{told}</p><p>{TWO}</p><p>{THREE}</p>"))


def test_a_role_without_its_colon_above_a_name() -> None:
    below = "<div class='foot'><div>责编</div><div>孟浩</div></div>"
    assert people(story(TEXT, below=below)) == [("editor", "孟浩", None)]
    assert people(story(TEXT, below="<div class='foot'><div>图片</div><div>视频新闻</div></div>")) == []


def test_a_trail_in_boxes() -> None:
    above = "<div class='path'>【<a href='/'>首页</a>】【<a href='/dj/'>党建</a>】</div>"
    assert story(TEXT, above=above).breadcrumb == ("首页", "党建")


@pytest.mark.parametrize(
    ("info", "source"),
    [
        ("<div>【雲溪報╱記者孟小川／柳河報導】</div><div>2012.01.12 03:14 am</div>", "雲溪報"),
        ("<div>欣傳媒╱記者孟小川／柳河報導 2012-01-12 03:14</div>", "欣傳媒"),
    ],
)
def test_bylines_of_two_strokes(info: str, source: str) -> None:
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert [(role, name) for role, name, _ in people(article)] == [("reporter", "孟小川")]
    assert article.source == source


def test_a_dateline_in_turtle_shells_and_the_place_of_a_report() -> None:
    article = story(f"<p>〔記者孟小川／柳河報導〕{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert [(role, name) for role, name, _ in people(article)] == [("reporter", "孟小川")]
    info = "<div>2012-01-12</div><div>記者：孟小川 段遠　柳河報導</div>"
    named = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert [name for _, name, _ in people(named)] == ["孟小川", "段遠"]


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("责任编辑:NF075 (本文来源:云溪社 )", ["NF075"]),
        ("作者: 人气", []),
        ("作者：Steed(微博)(晒谷场的主人，渡口频道主编，前《柳河科学》首席编辑，曾在柳河镇教书)", ["Steed"]),
        ("图/翻拍自老照片", []),
    ],
)
def test_what_stands_beside_a_name_in_its_label(label: str, names: list[str]) -> None:
    assert [name for _, name, _ in people(story(TEXT, below=f"<div class='foot'>{label}</div>"))] == names


@pytest.mark.parametrize("tool", ["关注者", "文档"])
def test_tools_beside_the_time_that_begin_like_a_name(tool: str) -> None:
    info = f"<div>2012-01-12 17:14 <span>{tool}</span></div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == []
