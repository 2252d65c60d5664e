"""Edits of a short, a middle and a long text, each with what a careful librarian calls it."""

from __future__ import annotations

import pytest

from archive.changes import kind_of_change

TOLD = (
    *("镇党委走进田间地头", "河湾村党支部召开院坝会", "驻村工作队梳理问题清单", "老党员陈守信逐户登记造册"),
    *("青年志愿者清理淤积沟渠", "社区网格员开办夜校课堂", "党建指导员发放宣传手册"),
    *(
        "听取群众对产业发展的意见",
        "把政策讲到大家心坎上",
        "让每一件小事都有着落",
        "为秋收抢出宝贵时间",
        "帮人渡过难关",
    ),
    *("得到一致好评", "工作经验在全县推广", "群众看在眼里", "干劲越来越足", "指标超过预期"),
)
NEW = (
    *("考古人员在台地下方发现陶窑", "省博物馆展出百余封家书", "气象部门发布寒潮蓝色预警", "合唱团登上露天舞台"),
    *("邮递员翻过垭口送信", "木匠修好祠堂飞檐", "学生排练话剧第二幕"),
    *("火膛内残留炭屑尚可测年", "墨迹因受潮略显模糊", "最低气温降至零下", "晚风吹散最末一个音符", "雪线以上不见人烟"),
    *("馆方延长开放时间", "观众久久不愿离去", "路面随即撒盐除冰", "老屋焕然", "幕布缓缓落下"),
)


def sentences(words: tuple[str, ...], number: int, seed: int) -> list[str]:
    who, what, then = words[:7], words[7:12], words[12:]
    chosen = ((who[(i * 3 + seed) % 7], what[(i * 2 + seed * 3) % 5], then[(i + seed * 2) % 5]) for i in range(number))
    return [f"{'，'.join(parts)}。" for parts in chosen]


def paragraphs(words: tuple[str, ...], number: int, each: int, seed: int = 1) -> list[str]:
    return ["".join(sentences(words, each, seed + place * 4)) for place in range(number)]


def text(headline: str, *paragraphs: str) -> str:
    return "\n".join((headline, *paragraphs))


FRESH = sentences(NEW, 35, 2)
HEADLINE = "双桥镇开展主题党日活动"
SHORT = text(
    HEADLINE,
    "11月20日，双桥镇党委组织42名党员到河湾村开展主题党日活动，重温入党誓词。"
    "活动由镇党委书记周大川主持。党员们还清理了河道，看望了困难群众。",
)
DECK = "把支部建在产业链上"
M = [
    "11月20日，记者走进双桥镇，见到周大川时，他正和技术员商量剪枝的事。今年全镇投入资金320万元，新建大棚56座。",
    *paragraphs(TOLD, 4, 3),
    "“支部带着干，心里有底。”周大川说，明年全镇党员示范户将达到120户。王伟种菜，王伟养鱼，王伟修路。",
]
MIDDLE = text(DECK, *M)
RIVER = "一条河的十年治理"
L = [
    "自2014年3月起，青石县在沈以宁带领下启动清水河治理，累计投入2.6亿元。",
    *paragraphs(TOLD, 14, 5, 3),
    "截至2024年9月，清水河沿线共有党支部87个、党员2315名，沈以宁多次到现场办公。",
    *paragraphs(TOLD, 12, 5, 6),
    "名单：王志远、李春燕、赵国栋、钱小满、孙立人、周长庚。",
]
LONG = text(RIVER, *L)


def put(old: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        assert before in old, before
        old = old.replace(before, after)
    return old


def half(lines: list[str], each: int) -> list[str]:
    """Every second paragraph is another."""
    return [line if place % 2 else "".join(FRESH[place % 30 : place % 30 + each]) for place, line in enumerate(lines)]


TYPOS = {
    "one character": (SHORT, put(SHORT, ("重温", "重问"))),
    "two characters": (SHORT, put(SHORT, ("河道", "渠沟"))),
    "two slips": (SHORT, put(SHORT, ("看望", "看忘"), ("主持", "住持"))),
    "a word that stood twice": (SHORT, put(SHORT, ("开展主题党日活动，", "开展开展主题党日活动，"))),
    "punctuation": (SHORT, put(SHORT, ("。活动由", "，活动由"), ("群众。", "群众！"))),
    "a character of the headline": (SHORT, put(SHORT, (HEADLINE, "双桥镇开展主题党曰活动"))),
    "a slip in a figure": (SHORT, put(SHORT, ("42名", "4z名"))),
    "a word with a numeral": (MIDDLE, put(MIDDLE, ("心里有底", "心里更有一底"))),
    "a numeral that is part of a word": (put(SHORT, ("重温", "进一步")), put(SHORT, ("重温", "进两步"))),
    "three slips": (MIDDLE, put(MIDDLE, ("剪枝", "剪技"), ("商量", "商亮"), ("心里有底", "心理有底"))),
    "a name misspelt throughout": (MIDDLE, put(MIDDLE, ("周大川", "周大穿"))),
    "other paragraphs, the same words": (MIDDLE, MIDDLE.replace("。", "。\n")),
    "a character of a long text": (LONG, put(LONG, ("启动清水河", "起动清水河"))),
    "slips far apart": (LONG, put(LONG, ("启动清", "起动清"), ("现场办公", "现场办功"), ("钱小满", "钱小慢"))),
    "punctuation far apart": (LONG, put(LONG, ("名单：", "名单:"), ("87个、党员", "87个，党员"))),
}
CORRECTIONS = {
    "a name": (SHORT, put(SHORT, ("周大川", "李存义"))),
    "a figure": (SHORT, put(SHORT, ("42名", "45名"))),
    "a longer figure": (SHORT, put(SHORT, ("42名", "136名"))),
    "a date": (SHORT, put(SHORT, ("11月20日", "12月3日"))),
    "a figure and a name": (SHORT, put(SHORT, ("42名", "45名"), ("周大川", "李存义"))),
    "a sentence added": (SHORT, SHORT + "目前，全镇已有党员志愿者一百多名。"),
    "a sentence taken out": (SHORT, put(SHORT, ("活动由镇党委书记周大川主持。", ""))),
    "the last sentence taken out": (SHORT, put(SHORT, ("党员们还清理了河道，看望了困难群众。", ""))),
    "another last sentence": (
        SHORT,
        put(SHORT, ("党员们还清理了河道，看望了困难群众。", "随后，大家座谈秋粮收购。")),
    ),
    "a notice below": (SHORT, SHORT + "\n更正：此前报道中参加活动的党员人数有误，应为45名，特致歉。"),
    "another headline": (SHORT, put(SHORT, (HEADLINE, "重温誓词 清理河道：党员在行动"))),
    "another headline and a figure": (SHORT, put(SHORT, (HEADLINE, "党员到河湾村清理河道"), ("42名", "45名"))),
    "a place throughout": (SHORT, put(SHORT, ("双桥镇", "石佛营镇"))),
    "a crosshead": (SHORT, put(SHORT, ("誓词。活动", "誓词。\n清理河道\n活动"))),
    "a name throughout": (MIDDLE, put(MIDDLE, ("周大川", "李存义"))),
    "a short name throughout": (MIDDLE, put(MIDDLE, ("王伟", "李强"))),
    "two figures": (MIDDLE, put(MIDDLE, ("320万元", "230万元"), ("56座", "65座"))),
    "a sentence within": (MIDDLE, put(MIDDLE, ("56座。", f"56座。{FRESH[0]}"))),
    "a sentence for another": (MIDDLE, put(MIDDLE, ("今年全镇投入资金320万元，新建大棚56座。", FRESH[1]))),
    "a paragraph added": (MIDDLE, text(DECK, *M, FRESH[2] + FRESH[3])),
    "a paragraph taken out": (MIDDLE, text(DECK, *M[:2], *M[3:])),
    "a paragraph for another": (MIDDLE, text(DECK, *M[:2], FRESH[4] + FRESH[5], *M[3:])),
    "two crossheads": (MIDDLE, text(DECK, M[0], "支部建在果园里", *M[1:3], "党员干在最前头", *M[3:])),
    "paragraphs in another order": (MIDDLE, text(DECK, M[0], M[3], M[1], M[2], *M[4:])),
    "a quotation in other words": (MIDDLE, put(MIDDLE, ("支部带着干，心里有底", "有党员在前面，大家就放心"))),
    "polished here and there": (
        MIDDLE,
        put(MIDDLE, ("得到一致好评", "效果良好"), ("，群众看在眼里", "，有目共睹")),
    ),
    "a name far apart": (LONG, put(LONG, ("沈以宁", "顾怀远"))),
    "figures far apart": (LONG, put(LONG, ("2.6亿元", "2.9亿元"), ("2315名", "2351名"))),
    "a word in every other line": (LONG, put(LONG, ("驻村工作队", "乡村振兴工作队"))),
    "a paragraph in a long text": (LONG, text(RIVER, *L[:5], "".join(FRESH[:4]), *L[5:])),
    "a paragraph out of a long text": (LONG, text(RIVER, *L[:5], *L[6:])),
    "paragraphs far apart": (LONG, text(RIVER, *L[:4], FRESH[6], *L[5:20], FRESH[7], *L[21:])),
    "another headline of a long text": (LONG, put(LONG, (RIVER, "清水河治理记"))),
    "a list of names": (LONG, put(LONG, ("赵国栋、钱小满", "赵国梁、钱多多、吴有余"))),
    "names in another order": (LONG, put(LONG, ("王志远、李春燕、赵国栋", "赵国栋、王志远、李春燕"))),
    "parts in another order": (LONG, text(RIVER, L[0], *L[10:14], *L[1:10], *L[14:])),
}
REWRITES = {
    "twice as long": (SHORT, SHORT + "\n" + "".join(FRESH[:3])),
    "grown to a feature": (SHORT, SHORT + "\n" + "\n".join(FRESH[:12])),
    "all new": (SHORT, text(HEADLINE, FRESH[3] + FRESH[4])),
    "all new but where it begins": (SHORT, text(HEADLINE, "11月20日，双桥镇" + FRESH[5] + FRESH[6])),
    "cut to its first words": (SHORT, text(HEADLINE, "11月20日，双桥镇党委开展主题党日活动。")),
    "one sentence, all new": (text(HEADLINE, "图为党员志愿者在河湾村清理淤积的河道。"), text(HEADLINE, FRESH[8])),
    "every second paragraph new": (MIDDLE, text(DECK, *half(M, 3))),
    "half taken out": (MIDDLE, text(DECK, *M[:3])),
    "a new text": (MIDDLE, text(DECK, *("".join(FRESH[i : i + 4]) for i in range(0, 16, 4)))),
    "every second paragraph of a long text": (LONG, text(RIVER, *half(L, 5))),
    "the second half taken out": (LONG, text(RIVER, *L[: len(L) // 2])),
    "another story": (LONG, text("飞檐", *paragraphs(NEW, 27, 5))),
}


@pytest.mark.parametrize(
    ("kind", "pair"),
    [
        pytest.param(kind, pair, id=name)
        for kind, edits in (("typo", TYPOS), ("correction", CORRECTIONS), ("rewrite", REWRITES))
        for name, pair in edits.items()
    ],
)
def test_an_edit_is_called_what_it_is(kind: str, pair: tuple[str, str]) -> None:
    old, new = pair
    assert (kind_of_change(old, new), kind_of_change(new, old)) == (kind, kind)


def test_nothing_is_metadata() -> None:
    assert kind_of_change(LONG, LONG) == "metadata"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲。" * 3000, "甲。乙。" * 1500),
        ("甲乙丙丁戊己庚辛" * 50_000, "乙丙丁戊己庚辛甲" * 50_001),
        ("".join(f"甲乙丙{n}丁戊。" for n in range(20_000)), "".join(f"甲乙丙{n}戊丁。" for n in range(20_000))),
    ],
)
def test_texts_of_any_size_are_compared(old: str, new: str) -> None:
    assert kind_of_change(old, new) in ("correction", "rewrite")
