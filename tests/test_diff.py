"""Differences as they are read: paragraphs beside each other, words and figures whole, in bounded time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.diff import Row, Segment, compare_lines, compare_texts

MARKS = {"same": "{}", "deleted": "[-{}]", "inserted": "[+{}]"}
FIRST = "近日，青石乡党委在桥头设立党员服务点，三十七名党员轮流值守，为过往群众送水送药。"
SECOND = "“有事就到桥头去。”在青石乡，这句话人人会说。半年来，服务点办结群众诉求一百二十六件。"
THIRD = "下一步，青石乡将把服务点延伸到七个村的渡口和集市，让群众少跑路。"
OTHER = "原定的现场会因暴雨改期，时间另行通知，各单位照常安排人手。"


def shown(segments: list[Segment] | tuple[Segment, ...]) -> str:
    return "".join(MARKS[one.operation].format(one.text) for one in segments)


def kinds(rows: list[Row]) -> list[str]:
    return [row.kind for row in rows]


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("在青石乡，这句话人人会说。", "在青石乡，这句话人人回说。", "在青石乡，这句话人人[-会][+回]说。"),
        ("办结群众诉求一百二十六件。", "办结群众诉求一百二十九件。", "办结群众诉求[-一百二十六][+一百二十九]件。"),
        (
            "会议于2026年3月12日召开，116人参加。",
            "会议于2026年3月21日召开，126人参加。",
            "会议于2026年3月[-12][+21]日召开，[-116][+126]人参加。",
        ),
        (
            "增长12.5%，投资3,400万元。",
            "增长13.5%，投资3,480万元。",
            "增长[-12.5%][+13.5%]，投资[-3,400][+3,480]万元。",
        ),
        ("使用WeChat小程序报名。", "使用WePlay小程序报名。", "使用[-WeChat][+WePlay]小程序报名。"),
        ("县委组织部部长出席。", "县委组织部副部长出席。", "县委组织部[+副]部长出席。"),
        ("部长出席会议并讲话。", "部长出席会议。", "部长出席会议[-并讲话]。"),
        ("由王志强主持。", "由李志刚主持。", "由[-王志强][+李志刚]主持。"),
        (
            "县委召开专题会议，学习贯彻全会精神。",
            "县委举行专题会议，深入学习领会全会精神。",
            "县委[-召开][+举行]专题会议，[+深入]学习[-贯彻][+领会]全会精神。",
        ),
        (FIRST, OTHER, f"[-{FIRST[:-1]}][+{OTHER[:-1]}]。"),
        ("𠮷村的渡口。", "𠮷村的集市。", "𠮷村的[-渡口][+集市]。"),
        ("", "新的副题", "[+新的副题]"),
        ("旧的副题", "", "[-旧的副题]"),
        ("", "", ""),
    ],
)
def test_within_a_line(old: str, new: str, difference: str) -> None:
    assert shown(compare_lines(old, new)) == difference


TEXTS = st.text(st.sampled_from("党建引领，。12a\n一二\U000f0000\U000f0001𠮷"), max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_are_there_whole(old: str, new: str) -> None:
    segments = compare_lines(old, new)
    assert "".join(one.text for one in segments if one.operation != "inserted") == old
    assert "".join(one.text for one in segments if one.operation != "deleted") == new
    assert all(one.text for one in segments)
    rows = compare_texts(old, new)
    assert all(row.segments for row in rows)
    sides = [("old", old)] if any(row.kind.startswith("moved") for row in rows) else [("old", old), ("new", new)]
    for side, text in sides:
        found = "\n".join("".join(one.text for one in getattr(row, side)) for row in rows if getattr(row, side))
        assert found == "\n".join(line for line in text.split("\n") if line.strip())


def test_paragraphs_that_changed_stand_beside_each_other() -> None:
    rows = compare_texts(
        f"{FIRST}\n{SECOND}\n{THIRD}", f"{FIRST}\n{OTHER}\n{SECOND.replace('六件', '九件')}\n{THIRD}本报将继续关注。"
    )
    assert kinds(rows) == ["same", "inserted", "changed", "changed"]
    assert "[-一百二十六][+一百二十九]件" in shown(rows[2].segments)
    assert shown(rows[3].segments).endswith("少跑路。[+本报将继续关注。]")


def test_a_paragraph_that_became_another_is_taken_out_and_put_in() -> None:
    assert kinds(compare_texts(f"{FIRST}\n{THIRD}", f"{OTHER}\n{THIRD}")) == ["deleted", "inserted", "same"]
    assert kinds(compare_texts(f"{FIRST}\n{SECOND}", SECOND)) == ["deleted", "same"]
    assert kinds(compare_texts("", FIRST)) == ["inserted"]


def test_a_moved_paragraph_is_known_again() -> None:
    rows = compare_texts(f"{FIRST}\n{SECOND}\n{THIRD}", f"{THIRD}\n{FIRST}\n{SECOND}")
    assert kinds(rows) == ["moved_to", "same", "same", "moved_from"]
    # Short lines are the same everywhere.
    assert kinds(compare_texts(f"图片\n{FIRST}", f"{FIRST}\n图片")) == ["deleted", "same", "inserted"]


def test_a_paragraph_that_was_only_broken_in_two_keeps_its_words() -> None:
    first, second = SECOND.split("。”", 1)
    rows = compare_texts(f"{FIRST}\n{SECOND}", f"{FIRST}\n{first}。”\n{second}")
    assert kinds(rows) == ["same", "changed"]
    assert shown(rows[1].segments) == f"{first}。”[+\n]{second}"


def paragraphs(count: int, length: int, seed: int) -> list[str]:
    sure = random.Random(seed)
    return ["".join(sure.choices("党建引领基层治理组织干部群众服务乡村振兴", k=length)) for _ in range(count)]


LONG = paragraphs(2300, 150, 1)  # 1 MB in UTF-8
ALONE = paragraphs(2300, 150, 2)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LONG, ALONE),
        (LONG, list(reversed(LONG))),
        (["".join(LONG)], ["".join(ALONE)]),
        (["，".join(LONG)], ["，".join(line[:70] + "改" + line[71:] for line in LONG)]),
        (["党" * 350_000], ["党" * 200_000 + "建" + "党" * 150_000]),
        (list("".join(LONG)[:200_000]), list("".join(ALONE)[:200_000])),
    ],
    ids=["another", "backwards", "another in one line", "one line", "one character", "lines of one character"],
)
def test_of_a_long_text_nothing_is_lost(old: list[str], new: list[str]) -> None:
    rows = compare_texts("\n".join(old), "\n".join(new), seconds=0.3)
    assert "".join(one.text for row in rows for one in row.old if row.kind != "moved_to") == "".join(old)


def test_the_same_change_all_over_a_long_text_is_found() -> None:
    rows = compare_texts("\n".join(LONG), "\n".join(line[:70] + "改" + line[71:] for line in LONG), seconds=20)
    assert set(kinds(rows)) == {"changed"}
    assert len(rows) == len(LONG)
