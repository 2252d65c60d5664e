"""Citations: the standard's own forms, and what titles and names of the web do to them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from archive.citation import Printed, Work, apa, day_in_china, gb7714, printed_in, remarks, work_of
from archive.references import bibtex, coins, csl, csl_json, ris

WEB = Work(
    key="abcdefghijklmnop",
    headline="“大家的事，大家来议”",
    url="http://dj.example.gov.cn/yw/2025/0217/c1.html",
    portal="渭阳党建网",
    authors=("许一山",),
    published="2025-02-17",
    accessed="2025-06-22",
)
PAPER = replace(
    WEB, headline="山里的灯（记者手记）", printed=Printed("渭阳日报", "2022-08-16", "17"), published="2022-08-17"
)


def test_the_standard_of_2025() -> None:
    address = "http://dj.example.gov.cn/yw/2025/0217/c1.html"
    assert gb7714(WEB) == f"许一山. “大家的事，大家来议”[EB/OL]. （2025-02-17）[2025-06-22]. {address}."
    assert (
        gb7714(WEB, order="author-date")
        == f"许一山，2025. “大家的事，大家来议”[EB/OL]. （2025-02-17）[2025-06-22]. {address}."
    )
    assert gb7714(PAPER) == f"许一山. 山里的灯（记者手记）[N/OL]. 渭阳日报，2022-08-16（17）. {address}."
    assert gb7714(PAPER, order="author-date").startswith(
        "许一山，2022. 山里的灯（记者手记）[N/OL]. 渭阳日报，2022-08-16"
    )


def test_the_standard_of_2015() -> None:
    address = "http://dj.example.gov.cn/yw/2025/0217/c1.html"
    assert gb7714(WEB, "2015") == f"许一山. “大家的事，大家来议”[EB/OL]. (2025-02-17)[2025-06-22]. {address}."
    assert gb7714(PAPER, "2015").startswith(
        "许一山. 山里的灯（记者手记）[N/OL]. 渭阳日报, 2022-08-16(17)[2025-06-22]. h"
    )
    several = replace(WEB, authors=("甲一", "乙二"), subtitle="访谈录")
    assert gb7714(several, "2015", "author-date").startswith(
        "甲一, 乙二, 2025. “大家的事，大家来议”: 访谈录[EB/OL]. (2025"
    )


def test_nobody_signed() -> None:
    nobody = replace(WEB, authors=())
    assert gb7714(nobody).startswith("“大家的事，大家来议”[EB/OL]. （2025-02-17）")
    assert gb7714(nobody, order="author-date").startswith("佚名，2025. “大家的事")
    assert gb7714(nobody, "2015", "author-date").startswith("佚名, 2025. “大家的事")
    assert apa(nobody).startswith("“大家的事，大家来议”. (2025, February 17). 渭阳党建网. http")


@pytest.mark.parametrize(
    ("count", "new", "old"),
    [
        (2, "甲一，乙二. ", "甲一, 乙二. "),
        (3, "甲一，乙二，丙三. ", "甲一, 乙二, 丙三. "),
        (4, "甲一，乙二，丙三，等. ", "甲一, 乙二, 丙三, 等. "),
        (9, "甲一，乙二，丙三，等. ", "甲一, 乙二, 丙三, 等. "),
    ],
)
def test_more_than_three_authors(count: int, new: str, old: str) -> None:
    names = ("甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八", "壬九")[:count]
    work = replace(WEB, authors=names)
    assert gb7714(work).startswith(new)
    assert gb7714(work, "2015").startswith(old)
    assert gb7714(work, order="author-date").startswith(new.removesuffix(". ") + "，2025. ")
    assert bibtex(work).count(" and ") == count - 1
    assert ris(work).count("AU  - ") == len(csl(work)["author"]) == count


def test_undated() -> None:
    work = replace(WEB, published=None)
    assert "[EB/OL]. [2025-06-22]. http" in gb7714(work)
    assert gb7714(work, order="author-date").startswith("许一山，[2025]. ")
    assert "(n.d.). " in apa(work)
    assert "Retrieved June 22, 2025, from http" in apa(work)
    assert "date = " not in bibtex(work).replace("urldate = ", "")
    assert "PY" not in ris(work)
    assert "issued" not in csl(work)
    never = replace(work, accessed=None)
    assert gb7714(never) == "许一山. “大家的事，大家来议”[EB/OL]. http://dj.example.gov.cn/yw/2025/0217/c1.html."
    assert gb7714(never, order="author-date").startswith("许一山，无日期. ")


def test_apa() -> None:
    two = replace(WEB, authors=("甲一", "乙二"))
    assert apa(two) == f"甲一, & 乙二. (2025, February 17). “大家的事，大家来议”. 渭阳党建网. {WEB.url}"
    assert apa(replace(WEB, headline="灯为谁亮？")).startswith("许一山. (2025, February 17). 灯为谁亮？ 渭阳党建网. ")
    assert "渭阳日报, 17. http" in apa(PAPER)
    many = replace(WEB, authors=tuple(f"人{n}" for n in range(25)))
    assert "人18, . . . 人24. (2025" in apa(many)
    assert apa(replace(WEB, authors=("渭阳党建网",))).count("渭阳党建网") == 1


def test_what_is_gone_is_cited_from_the_archive() -> None:
    gone = replace(WEB, gone=True)
    assert WEB.url in gb7714(gone)
    assert "Retrieved June 22, 2025, from" in apa(gone)
    kept = replace(gone, archived_at="https://archive.example.org/article/abcdefghijklmnop")
    for text in (gb7714(kept), apa(kept), bibtex(kept), ris(kept), csl(kept)["URL"]):
        assert "https://archive.example.org/article/abcdefghijklmnop" in text
    assert "原网页已撤下" in remarks(kept)
    assert WEB.url in gb7714(replace(kept, gone=False)), "what still stands is cited where it stands"


HARD = replace(
    WEB,
    headline=r"100% {真} & “实” #1_2 $3 ~ ^ \ 《书》『名』 }{ @",
    authors=("O'Neill, Tom and Bob", "甲 一"),
    url="http://例子.cn/a b?x={1}&y=%E5%85%9A#_z\\",
    source="某网\n TY  - JOUR",
)


def test_bibtex_holds_whatever_a_title_says() -> None:
    entry = bibtex(HARD)
    assert entry.count("{") == entry.count("}")
    depth = 0
    for character in entry:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    title = re.search(r"^  title = \{\{(.*)\}\},$", entry, re.M)
    assert title
    assert title[1].startswith(r"100\% \textbraceleft{}真\textbraceright{} \& “实” \#1\_2 \$3 \textasciitilde{}")
    assert "《书》『名』" in title[1]
    # Each name is one, whatever stands in it.
    assert "author = {{O'Neill, Tom and Bob} and {甲 一}}" in entry
    address = re.search(r"^  url = \{(.*)\},$", entry, re.M)
    assert address
    assert address[1] == "http://%E4%BE%8B%E5%AD%90.cn/a%20b?x=%7B1%7D&y=%E5%85%9A#_z%5C"


def test_ris_has_one_value_a_line() -> None:
    lines = ris(HARD).split("\r\n")
    assert lines[0] == "TY  - ELEC"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert sum(line.startswith("TY") for line in lines) == 1
    assert "Y2  - 2025/06/22/" in lines
    assert ris(PAPER).split("\r\n")[0] == "TY  - NEWS"
    assert "SP  - 17" in ris(PAPER)


def test_csl_and_coins() -> None:
    (item,) = json.loads(csl_json(HARD))
    assert item["title"] == HARD.headline
    assert item["issued"] == {"date-parts": [[2025, 2, 17]]}
    assert item["accessed"] == {"date-parts": [[2025, 6, 22]]}
    assert (item["archive"], item["archive_location"]) == ("党建网页档案", "abcdefghijklmnop")
    assert csl(PAPER)["type"] == "article-newspaper"
    pairs = parse_qs(coins(HARD))
    assert pairs["rft.title"] == [HARD.headline]
    assert pairs["rft.creator"] == list(HARD.authors)
    assert pairs["ctx_ver"] == ["Z39.88-2004"]


def row(**changes: Any) -> dict[str, Any]:
    return {
        "key": "abcdefghijklmnop",
        "url": "http://dj.example.gov.cn/1.html",
        "headline": "山村\n来信",
        "deck": None,
        "portal_title": "渭阳党建网",
        "source": "渭阳日报",
        "section": "要闻",
        "published_date": "2025-02-17",
        "last_seen_at": "2025-06-21T20:00:00+00:00",
        "status": "live",
        "credit_line_raw": None,
        "credits": [],
    } | changes


def credit(role: str, name: str | None, organization: str | None = None, label: str | None = None) -> dict[str, Any]:
    return {"role": role, "role_label": label, "name": name, "organization": organization}


def test_who_is_cited_as_author() -> None:
    credits = [
        credit("editor", "魏岚", label="责任编辑"),
        credit("reporter", "甲一", "渭阳日报"),
        credit("correspondent", "乙二"),
        credit("correspondent", "甲一"),
        credit("contributor", None, "渭阳市委组织部"),
        credit("photographer", "丙三"),
    ]
    work = work_of(row(credits=credits))
    assert work.authors == ("甲一", "乙二")
    assert work.editors == (("责任编辑", "魏岚"),)
    assert remarks(work)[:2] == ["来源：渭阳日报", "责任编辑：魏岚"]
    assert work.headline == "山村 来信"
    assert work_of(row(credits=[credit("author", None, "渭阳市委组织部")])).authors == ("渭阳市委组织部",)
    assert work_of(row(credits=[credit("contributor", None, "渭阳市委组织部")])).authors == ()


def test_the_day_of_access_is_that_of_the_last_capture_in_china() -> None:
    assert work_of(row()).accessed == "2025-06-22"
    assert day_in_china("2025-06-22") == "2025-06-22"
    assert day_in_china(None) is None
    assert day_in_china("2025-06-21T20:00:00+08:00") == "2025-06-21"


def test_a_deck_with_a_dash_is_a_subtitle() -> None:
    assert work_of(row(deck="——一座山村的十年")).title() == "山村 来信：一座山村的十年"
    assert work_of(row(deck="会议要求抓好落实")).title() == "山村 来信"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("来源：渭阳日报 2022年08月16日 第 03 版 责任编辑：魏岚", Printed("渭阳日报", "2022-08-16", "3")),
        ("《渭阳日报》（2022年8月6日第17版）", Printed("渭阳日报", "2022-08-06", "17")),
        ("来源：渭阳网－渭阳日报2022年8月6日01版", Printed("渭阳日报", "2022-08-06", "1")),
        ("来源：渭阳日报 2022-08-16 10:35", None),
        ("来源：渭阳日报 2022年13月46日第1版", None),
        (None, None),
    ],
)
def test_the_page_of_a_newspaper(line: str | None, found: Printed | None) -> None:
    assert printed_in(line) == found
