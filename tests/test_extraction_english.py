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
        ("Friday | Share | 2020-03-13", None, []),
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
    # In a Chinese line the words are somebody's own.
    assert split_labels("晒谷场 Source: 云溪") == ()
