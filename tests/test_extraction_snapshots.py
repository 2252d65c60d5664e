"""What pages saved by a search engine, and small print, showed to be missing: each rule, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

TIME = "发稿时间：2020-03-13 10:35"


def info(text: str, body: str = TEXT) -> str:
    return f"<h1>{HEADLINE}</h1><div class='info'>{text}</div><div class='content'>{body}</div>"


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("来源：2020年3月12日 云溪日报第1版", "云溪日报"),
        ("来源：2020年3月12日《云溪日报》第1版", "《云溪日报》"),
        ("来源：2020年3月12日 云溪日报海外版 第1版", "云溪日报海外版"),
        ("来源：2020-03-12 云溪商报 A08版", "云溪商报"),
        ("来源：云溪日报第3版20200312", "云溪日报"),
        ("来源：2020-03-12 16:27 云溪", "云溪"),
        ("转载自云溪日报", "云溪日报"),
        ("【来源】云溪日报", "云溪日报"),
        # Without a time of day what stands behind a day need not be an outlet.
        ("来源：2020-03-12 云溪", None),
    ],
)
def test_the_day_or_the_page_beside_an_outlet(printed: str, source: str | None) -> None:
    assert read(info(f"{printed}　{TIME}")).source == source


def test_an_empty_source_is_not_what_the_text_begins_with() -> None:
    body = f"<p style='text-align:center'>云溪县教育局第一党支部</p>{TEXT}"
    assert read(info(f"来源：　{TIME}", body)).source is None
    # As the last label it may have its value below.
    assert read(info(f"{TIME}　来源：", body)).source == "云溪县教育局第一党支部"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("通讯员：苏比伊努尔 徐雯雯", ["徐雯雯", "苏比伊努尔"]),
        ("（通讯员 苏比伊努尔 徐雯雯）", ["徐雯雯", "苏比伊努尔"]),
        ("通讯员：谭飞王艳明", ["王艳明", "谭飞"]),
    ],
)
def test_five_signs_that_are_one_name(line: str, names: list[str]) -> None:
    article = story(f"{TEXT}<p>{line}</p>")
    assert sorted(name or "" for role, name, _ in people(article) if role == "correspondent") == names


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("编辑·宋佳　审核·林舟", [("editor", "宋佳"), ("approver", "林舟")]),
        ("责任编辑:宋佳 技术编辑:丁小满", [("editor", "宋佳"), ("editor", "丁小满")]),
        ("作者：宋佳 学生记者：丁小满", [("author", "宋佳"), ("reporter", "丁小满")]),
        # A name stays one.
        ("作者：宋佳 丁满记者：林舟", [("author", "宋佳"), ("author", "丁满"), ("reporter", "林舟")]),
    ],
)
def test_labels_with_a_point_or_a_word_before_them(line: str, credits: list[tuple[str, str]]) -> None:
    article = story(f"{TEXT}<p>{line}</p>")
    assert [(role, name) for role, name, _ in people(article)] == credits
    assert lines(article) == [ONE, TWO, THREE]


def test_who_gave_the_pictures_is_not_who_is_called_so() -> None:
    article = story(f"{TEXT}<p>（部分照片由县摄影协会提供）</p>")
    assert people(article) == [("photographer", None, "县摄影协会")]


@pytest.mark.parametrize(
    "line",
    [
        "原文详见：http://paper.example/1.html",
        "报纸电子版链接：http://paper.example/1.html",
        "据云溪日报",
        "【网民留言仅代表网民个人意见，不代表云溪网立场】",
        "欢迎访问云溪县《书记信箱》（网址：http://sjxx.example/），或关注微信公众号，提交留言。",
    ],
)
def test_what_sites_say_below_a_text(line: str) -> None:
    assert lines(story(f"{TEXT}<p>{line}</p>")) == [ONE, TWO, THREE]
    # Above the text, or told in a sentence, it is no end.
    told = f"{line.strip('。】')}，这话他记了一辈子，逢人便讲，从春天讲到秋天。"
    assert lines(story(f"<p>{ONE}</p><p>{told}</p><p>{THREE}</p>")) == [ONE, told, THREE]
