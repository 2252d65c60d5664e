"""Stories in answers of interfaces, whatever their fields are called, and what is none."""

from __future__ import annotations

import json

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, URL

from crawler.extraction import extract_article
from crawler.items import Article

WHEN = "2020-03-13T10:35:00+08:00"
STORY = {"title": HEADLINE, "source": "云溪日报", "publishTime": "2020-03-13 10:35:00", "content": TEXT}


def answer(data: object, before: str = "", mime: str = "application/json") -> Article:
    body = f"{before}{json.dumps(data, ensure_ascii=False)}"
    return extract_article(body.encode(), url=URL.replace(".html", ""), headers={"content-type": mime})


@pytest.mark.parametrize(
    "names",
    [
        ("docTitle", "subDocTitle", "docSource", "docAuthor", "docEditor", "docRelTime", "docHtmlCon"),
        ("article_title", "article_subtitle", "article_source", "article_author", "editor", "release_time", "body"),
        ("newsTitle", "newsSubTitle", "newsSource", "newsAuthor", "newsEditor", "newsPublishTime", "newsContent"),
    ],
)
def test_fields_are_named_after_the_record(names: tuple[str, ...]) -> None:
    values = (HEADLINE, "十名支书获殊荣", "云溪日报", "张静", "宋佳", "2020-03-13 10:35:00", TEXT)
    article = answer({"code": 200, "data": dict(zip(names, values, strict=True))})
    assert (article.headline, article.deck, article.source) == (HEADLINE, "十名支书获殊荣", "云溪日报")
    assert article.published_at == WHEN
    assert people(article) == [("author", "张静", None), ("editor", "宋佳", None)]
    assert lines(article) == [ONE, TWO, THREE]


def test_kicker_and_deck_of_an_answer() -> None:
    article = answer({**STORY, "introTitle": "学党史 办实事", "subTitle": "——云溪纪事"})
    assert (article.kicker, article.headline, article.deck) == ("学党史 办实事", HEADLINE, "——云溪纪事")


def test_an_outlet_that_is_an_object() -> None:
    article = answer({"data": {**STORY, "source": {"id": 7, "name": "云溪日报"}, "publishTime": 1584066900000}})
    assert (article.source, article.published_at) == ("云溪日报", WHEN)


@pytest.mark.parametrize(
    "parts",
    [
        [ONE, TWO, THREE],
        [{"type": "paragraph", "data": {"text": text}} for text in (ONE, TWO, THREE)],
        [
            {"type": "text", "text": ONE},
            {"type": "image", "url": "/1.jpg"},
            *({"type": "text", "text": text} for text in (TWO, THREE)),
        ],
    ],
)
def test_a_story_in_parts(parts: list[object]) -> None:
    assert lines(answer({**STORY, "content": parts})) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "row",
    [
        {"docTitle": "柳河镇：党员积分榜上墙", "content": ONE},
        {"text": "柳河镇：党员积分榜上墙", "url": "/2.html"},
    ],
)
def test_rows_are_no_parts_of_a_story(row: dict[str, str]) -> None:
    assert answer({"title": "基层党建栏目", "content": [row, row, row]}).page_kind != "article"


def test_titles_in_a_list_are_no_story() -> None:
    titles = [f"柳河镇：党员积分榜上墙第{n}期" for n in range(5)]
    assert answer({"title": "基层党建动态列表", "content": titles}).page_kind != "article"


@pytest.mark.parametrize("kept", [TEXT, TEXT.replace("<", "&lt;").replace(">", "&gt;")])
def test_what_tells_of_a_story_in_an_object_beside_it(kept: str) -> None:
    info = {"newsTitle": HEADLINE, "comeFrom": "云溪日报", "newsDate": "2020-03-13 10:35:00"}
    article = answer({"data": {"info": info, "content": kept, "next": {"id": 3}}})
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "云溪日报", WHEN)
    assert lines(article) == [ONE, TWO, THREE]
    # Of two titles none is surely the story's.
    assert answer({"data": {"info": info, "next": info, "content": kept}}).page_kind != "article"


def test_an_object_that_a_file_gives_a_name() -> None:
    detail = {"frst_name": HEADLINE, "source": "云溪日报", "original_time": "2020-03-13 10:35:00", "content": TEXT}
    held = {"fp1": {"detail": {**detail, "editor": "宋佳"}}}
    article = answer(held, "globalCache = ", "application/javascript")
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "云溪日报", WHEN)
    assert people(article) == [("editor", "宋佳", None)]
    # What else a script gives a name is none.
    settings = {"title": "云溪党建网", "content": "#main"}
    assert answer(settings, "window.SITE = ", "application/javascript").page_kind != "article"


@pytest.mark.parametrize(
    "box",
    [
        f"<textarea id='content' style='display:none'>{TEXT}</textarea>",
        f'<input type="hidden" id="content" value="{TEXT}">',
        f"<script type='text/template' id='content'>{TEXT}</script>",
    ],
)
def test_a_story_in_a_box_that_a_script_shows(box: str) -> None:
    info = "<p>2020-03-13 10:35 来源：云溪日报</p>"
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{info}{{}}<div id='show'></div>"
    article = extract_article(page.format(box).encode(), url=URL)
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "云溪日报", WHEN)
    assert lines(article) == [ONE, TWO, THREE]
    # Of several none is the story, and a page that shows its own has it there.
    assert extract_article(page.format(box + box).encode(), url=URL).page_kind != "article"
    told = extract_article(page.format(f"<div><p>{TWO}</p><p>{ONE}</p><p>{THREE}</p></div>{box}").encode(), url=URL)
    assert lines(told) == [TWO, ONE, THREE]


@pytest.mark.parametrize(
    "shown",
    [
        f"<textarea readonly rows=30>\n　　{ONE}\n　　{TWO}\n　　{THREE}</textarea>",
        f"<div id=con></div><script>var n = {json.dumps({'id': 5, 'content': TEXT})};"
        "document.getElementById('con').innerHTML = n.content;</script>",
    ],
)
def test_a_story_without_a_title_of_its_own_that_the_page_shows(shown: str) -> None:
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><p>2020-03-13 10:35</p>{{}}</body>"
    assert lines(extract_article(page.format(shown).encode(), url=URL)) == [ONE, TWO, THREE]
    # A box to copy a link from, one that is written into, and what no script puts into the page, is no text of it.
    other = shown.replace(" readonly", "").replace(".content;", ".id;")
    assert extract_article(page.format(other).encode(), url=URL).page_kind != "article"
    link = f"<textarea readonly>{HEADLINE} 欢迎转发给身边的党员同志 {URL}</textarea>"
    assert extract_article(page.format(link).encode(), url=URL).page_kind != "article"
