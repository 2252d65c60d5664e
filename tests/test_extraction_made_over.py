"""A page that is made over in ways no reader would notice says the same: the engine leans on no name it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
import transformed as made
from conftest import SHARED, needs_shared
from layouts import LAYOUTS
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read

from benchmarks import scoring
from benchmarks.readers import ours
from benchmarks.scoring import FIELDS, Sample
from crawler.extraction import extract_article
from crawler.items import Page

PLAIN: Mapping[str, made.Transformation] = {
    change.__name__: change
    for change in (
        made.rename,
        made.without_headings,
        made.headings_as_paragraphs,
        made.sections,
        made.articles,
        made.tables,
        made.paragraphs_as_divisions,
        made.paragraphs_as_breaks,
        made.wrap_page,
        made.wrap_blocks,
        made.without_head,
        made.close_up,
        made.space_out,
        made.pad,
        made.merge_pieces,
        made.split_pieces,
        made.pieces_as_blocks,
    )
}
MOVED: Mapping[str, Callable[[str], tuple[str, made.Transformation]]] = {
    "move_host": made.move_host,
    "move_address": made.move_address,
}
# What names or the head alone tell.
TOLD_SO = {
    ("rename", "thepaper_2018"): {"breadcrumb"},
    ("rename", "crossheads_and_list"): {"kicker", "deck"},
    ("rename", "wechat"): {"source"},
    ("pieces_as_blocks", "qq_2015"): {"source"},
    ("without_headings", "epaper"): {"kicker", "deck"},
    ("headings_as_paragraphs", "epaper"): {"kicker", "deck"},
    ("wrap_blocks", "epaper"): {"kicker"},
    ("without_head", "meta_only"): {"source", "published_at", "breadcrumb"},
    ("without_head", "json_ld"): {"published_at", "authors"},
}
# Of the shared pages: what the head alone tells, headings of tools that blocks alone tell from words.
TOLD_ON_SHARED = {
    ("without_head", "other__1"),
    ("tables", "xinhuanet.com.c_1125597921"),
}


def made_over(name: str, url: str, html: bytes) -> tuple[str, bytes]:
    address, change = MOVED[name](url) if name in MOVED else (url, PLAIN[name])
    return address, made.transform(html, change)


def lost(name: str, sample: Sample) -> set[str]:
    url, html = made_over(name, sample.url, sample.html)
    marks = scoring.score(ours(Sample(sample.name, url, html, "utf-8", sample.gold)), ours(sample))
    return {field for field in FIELDS if marks[field].points < 1}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", [*PLAIN, *MOVED])
def test_a_page_made_over_says_the_same(name: str, layout: str) -> None:
    page = LAYOUTS[layout]
    sample = Sample(layout, page.url, page.html.encode(), "utf-8", scoring.Reading())
    assert lost(name, sample) == TOLD_SO.get((name, layout), set())


@pytest.mark.corpus
@needs_shared
@pytest.mark.parametrize("name", [*PLAIN, *MOVED])
def test_a_shared_page_made_over_says_the_same(name: str) -> None:
    samples = scoring.load(SHARED / "pages")
    if not samples:
        pytest.skip("needs the pages of ../shared/pages, which this clone has not")
    told = {sample.name: fields for sample in samples if (fields := lost(name, sample))}
    assert told.keys() == {page for change, page in TOLD_ON_SHARED if change == name}


def test_nothing_but_names_is_changed_by_renaming() -> None:
    html = b"<style>.a{color:red}</style><p class='a b' id='c'>One</p><script>$('#c').hide()</script><a href='#c'>x</a>"
    a, b, c = map(made.token, "abc")
    told = made.transform(html, made.rename).decode()
    assert f'class="{a} {b}" id="{c}"' in told
    assert f".{a}{{color:red}}" in told and f"$('#{c}').hide()" in told and f'href="#{c}"' in told


@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_paragraph_with_a_day_is_no_row_whatever_element_it_is(tag: str) -> None:
    terms = [f"报名时间：2020年{n}月1日8:00" for n in (3, 4, 5)]
    body = "".join(f"<{tag}>{text}</{tag}>" for text in (ONE, *terms, TWO, THREE))
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div>{body}</div>")
    assert article.body == "\n".join((ONE, *terms, TWO, THREE))


def test_a_text_in_several_blocks_with_breaks_is_one() -> None:
    body = f"<div>{ONE * 9}<br><br>{TWO * 9}</div><p><img src='/1.jpg' width='600'></p><div>{ONE}<br><br>{THREE}</div>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='k1'>{body}</div>")
    assert article.body == "\n".join((ONE * 9, TWO * 9, ONE, THREE))


@pytest.mark.parametrize("wrap", ["<div>{}</div>", "<section>{}</section>", "<section style='color:red'>{}</section>"])
def test_a_wrapper_around_each_paragraph_is_no_block(wrap: str) -> None:
    texts = ["各党支部：", ONE, TWO, "特此通知。", "云溪县委组织部", "2020年3月12日"]
    body = "".join(wrap.format(f"<p>{text}</p>") for text in texts)
    assert read(f"<h1>{HEADLINE}</h1>{INFO}<div class='k1'>{body}</div>").body == "\n".join(texts)


@pytest.mark.parametrize("tag", ["div", "section"])
def test_tools_in_blocks_of_a_template_are_no_text(tag: str) -> None:
    main = (
        f"<{tag} class='k0'><h1>{HEADLINE}</h1>{INFO}<{tag} class='k1'><{tag} class='k2'>听一听</{tag}>"
        f"<{tag} class='k3'>{TEXT}</{tag}><{tag} class='k4'>传给朋友</{tag}></{tag}></{tag}>"
    )
    assert read(main).body == "\n".join((ONE, TWO, THREE))


TIME = "<div>2020-03-13 10:35</div>"


@pytest.mark.parametrize(
    ("info", "source"),
    [
        (f"<div class='k1'><div>晒谷场夜话</div>{TIME}</div>", "晒谷场夜话"),
        (f"<div class='k1'>{TIME}<div>·</div><div><a href='/u8/'>晒谷场夜话</a></div></div>", "晒谷场夜话"),
        (f"<div class='k1'>{TIME}<div>·</div><div>云溪社</div></div>", "云溪社"),
        ("<div class='k1'><span>2020-03-13 10:35</span> <span>晒谷场夜话</span> <a>人参与</a></div>", "晒谷场夜话"),
        # A tool, a person, a column of the menu, what stands in one block with the headline alone.
        (f"<div class='k1'><div>关注</div>{TIME}</div>", None),
        (f"<div class='k1'><div>孟浩</div>{TIME}</div>", None),
        (f"<div class='k1'><div>要闻速递</div>{TIME}</div>", None),
        (f"<div>晒谷场夜话</div>{TIME}", None),
    ],
)
def test_a_name_in_the_box_of_the_time_is_the_source(info: str, source: str | None) -> None:
    menu = "<ul><li><a href='/yw/list.html'>要闻速递</a></li></ul>"
    assert read(f"{menu}<h1>{HEADLINE}</h1>{info}<div class='k2'>{TEXT}</div>").source == source


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("<div class='k3'><img src='/1.jpg' width='600'><span>晒谷场上的晚稻</span></div>", "晒谷场上的晚稻"),
        ("<div class='k3'><img src='/1.jpg' width='600'><p>晒谷场上的晚稻</p></div>", "晒谷场上的晚稻"),
        ("<p><img src='/1.jpg' width='600'><span>晒谷场上的晚稻</span></p>", None),
        ("<div class='k3'><img src='/1.jpg' width='600'><p>晒谷场上，晚稻还没有归仓</p></div>", None),
    ],
)
def test_all_that_a_block_says_beside_its_picture_says_what_that_shows(figure: str, shown: str | None) -> None:
    body = f"<p>{ONE}</p><p>夜里</p>{figure}<p>{TWO}</p><p>{THREE}</p>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class='k2'>{body}</div>")
    assert [image.caption for image in article.images] == [shown]


def test_a_block_of_a_picture_and_one_line_may_be_all_of_a_story() -> None:
    said = "三十六名党员轮流值守晒谷场，秋收一粒不落，晚稻归仓比往年早了八天……"
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='k2'><img src='/1.jpg' width='600'><span>{said}</span></div>"
    assert read(main).body == said


def test_what_a_framework_puts_around_a_page_is_no_margin() -> None:
    said = "图为党员在晒谷场上轮流值守，清点晚稻。"
    shown = f"<div class='k2'><figure><img src='/1.jpg'></figure><p>{said}</p></div>"
    html = (
        f"<html><head><title>{HEADLINE} - 云溪先锋</title></head><body><div id='__next'>"
        f"<main><h1>{HEADLINE}</h1><div><time>2020-03-13 10:35</time></div>{shown}</main>"
        "<footer>583 次访问</footer></div>"
    )
    assert extract_article(Page("http://www.example.cn/a/20200313-2b76", html.encode())).body == said


def test_a_page_without_a_paragraph_is_made_over_all_the_same() -> None:
    url, html = made_over("move_address", "http://www.example.cn/a/1.html", b"<a href='/b/2.html'>One</a>")
    assert url != "http://www.example.cn/a/1.html" and b"/b/2.html" not in html
    assert extract_article(Page(url, html)).page_kind == "other"
