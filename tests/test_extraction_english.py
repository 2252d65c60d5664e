"""English pages of Chinese portals: their days, the labels of their fields, and where both stop."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import read

from crawler.extraction.dates import find_dates, parse_date
from crawler.extraction.role_labels import split_labels

TITLE = "New ferry links the villages of Yunxi"
ONE = (
    "Yunxi County opened a new ferry on Thursday, and villagers on both banks of the river came to see the first boat"
    " of the year leave with fruit for the market."
)
TWO = (
    "The crossing takes six minutes, officials said, where the road around the lake took an hour and a half before the"
    " boat was built."
)
THREE = "Another boat will follow in autumn, when the rice is brought in and children go back to school over there."
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def page(info: str, text: str = TEXT) -> str:
    return f"<h1>{TITLE}</h1><div class='info'>{info}</div><div class='content'>{text}</div>"


@pytest.mark.parametrize(
    ("info", "moment"),
    [
        ("Updated: March 13, 2020", "2020-03-13"),
        ("Updated on March 13th, 2020", "2020-03-13"),
        ("LAST UPDATED: MARCH 13, 2020", "2020-03-13"),
        ("Friday, Mar. 13, 2020", "2020-03-13"),
        ("Posted: 13 Mar, 2020", "2020-03-13"),
        ("13 March 2020 10:35", "2020-03-13T10:35:00+08:00"),
        ("Updated: Mar 13, 2020 9:15 p.m.", "2020-03-13T21:15:00+08:00"),
        ("09:15, March 13, 2020", "2020-03-13T09:15:00+08:00"),
        ("March 13, 2020 10:35 AM CST", "2020-03-13T10:35:00+08:00"),
        ("March 13, 2020 10:35 PM EST", "2020-03-13"),
    ],
)
def test_the_day_of_an_english_page(info: str, moment: str) -> None:
    article = read(page(info), TITLE)
    assert (article.page_kind, article.published_at) == ("article", moment)
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was opened on March 13, 2020",
        "The ferry was opened in Yunxi, March 13, 2020.",
        "Marching 13, 2020 steps",
        "In May 2020 and later",
        "Feb 30, 2020",
    ],
)
def test_a_day_within_an_english_sentence_is_no_field(text: str) -> None:
    assert list(find_dates(text)) == []


def test_an_english_time_in_greenwich_is_told_in_china() -> None:
    assert parse_date("Fri, 13 Mar 2020 02:35:00 GMT") == "2020-03-13T10:35:00+08:00"
    assert parse_date("Fri, 13 Mar 2020 10:35:00 +0800") == "2020-03-13T10:35:00+08:00"


@pytest.mark.parametrize(
    ("info", "source", "credits"),
    [
        ("Updated: March 13, 2020 Source: Yunxi Daily", "Yunxi Daily", []),
        ("Source: Yunxi Daily | 2020-03-13 10:35:22 | Editor: Li Na", "Yunxi Daily", [("editor", "Li Na", None)]),
        ("Source：Yunxi Daily　Editor：huaxia　2020-03-13", "Yunxi Daily", [("editor", "huaxia", None)]),
        ("Source: Yunxi Daily Published: 2020/3/13 10:35:22", "Yunxi Daily", []),
        ("2020-03-13 10:35 From: Yunxi.cn Editors: Li Na", "Yunxi.cn", [("editor", "Li Na", None)]),
        ("By Zhang Jing | Yunxi Daily | Updated: 2020-03-13 10:35", "Yunxi Daily", [("author", "Zhang Jing", None)]),
        (
            "By ZHANG JING and LI NA in Kunming | Yunxi Daily | Updated: 2020-03-13 10:35",
            "Yunxi Daily",
            [("author", "ZHANG JING", None), ("author", "LI NA", None)],
        ),
        ("(Yunxi Daily) 10:35, March 13, 2020", "Yunxi Daily", []),
        ("By Li Na Source:Yunxi Daily Published: 2020/3/13 10:35:22", "Yunxi Daily", [("author", "Li Na", None)]),
        ("Friday | Share | 2020-03-13", None, []),
        ("Meeting of the Villages (River Program) 2020-03-13", None, []),
        ("2020-03-13 10:35 From: To:", None, []),
        ("Author:Li Na Time:2020-03-13 10:35 Hits:22", None, [("author", "Li Na", None)]),
        ("author：孟浩 | source：云溪日报 | 2020-03-13", "云溪日报", [("author", "孟浩", None)]),
        ("Release time:2020-03-13　Source:云溪日报　Editor:林舟", "云溪日报", [("editor", "林舟", None)]),
    ],
)
def test_the_fields_of_an_english_page(info: str, source: str | None, credits: list[tuple[str, str, None]]) -> None:
    article = read(page(info), TITLE)
    assert (article.source, people(article)) == (source, credits)
    assert lines(article) == [ONE, TWO, THREE]


def test_a_byline_above_an_english_text() -> None:
    article = read(page("Updated: 2020-03-13", f"<p>By Zhang Jing</p>{TEXT}"), TITLE)
    assert (lines(article), people(article)) == ([ONE, TWO, THREE], [("author", "Zhang Jing", None)])
    # What goes on is a sentence.
    told = "By Zhang Bridge villagers sold fruit from their boats."
    assert lines(read(page("Updated: 2020-03-13", f"<p>{told}</p>{TEXT}"), TITLE))[0] == told


def test_the_desk_below_an_english_text() -> None:
    article = read(page("March 13, 2020", f"{TEXT}<p>(Web editor: Li Na, Wang Lei)</p>"), TITLE)
    assert people(article) == [("editor", "Li Na", None), ("editor", "Wang Lei", None)]
    assert lines(article) == [ONE, TWO, THREE]


def test_english_labels_stand_where_they_stood() -> None:
    (source, editor) = split_labels("Source : Yunxi Daily  Editors: Li Na")
    assert (source.label, source.value.strip(), source.start) == ("来源", "Yunxi Daily", 0)
    assert (editor.label, editor.value, editor.value_at) == ("编辑", "Li Na", 31)
    # Without its colon, and within another word, it is none.
    assert split_labels("open source 渡口: 云溪") == split_labels("Datasource: 渡口") == ()


def test_an_english_text_without_a_day_is_an_article() -> None:
    others = "".join(
        f"<li><a href='/en/{n}.html'>Yunxi opens reading room number {n}</a><span>Mar {n}, 2020</span></li>"
        for n in range(1, 8)
    )
    beside = f"<div class='side'><h3>Latest</h3><ul>{others}</ul></div>"
    article = read(page("Source: Yunxi Daily") + beside, TITLE)
    assert (article.page_kind, article.source, lines(article)) == ("article", "Yunxi Daily", [ONE, TWO, THREE])
    # Titles with their days, and no sentence, are a list.
    assert read(f"<h1>{TITLE}</h1><ul>{others}</ul>", TITLE).page_kind == "listing"
