"""Metadata lines whose fields stand in elements of their own, with tools among them: on invented pages."""

from __future__ import annotations

import pytest
from printed import people
from printed_party import HEADLINE, TEXT, read

from crawler.extraction.joints import parts_of_line

DAY = "2020-03-13 10:35"
MINUTE = "2020-03-13T10:35:00+08:00"


def info(markup: str) -> str:
    return f"<h1>{HEADLINE}</h1><div class='info'>{markup}</div><div class='content'>{TEXT}</div>"


@pytest.mark.parametrize(
    "tool", ["转载", "0条评论", "夜间模式", "我有话说(3人参与)", "跟贴 12", "约800字", "繁", "导出"]
)
def test_a_tool_in_an_element_of_its_own_is_nobody(tool: str) -> None:
    article = read(info(f"<span>{DAY}</span> <span>来源：云溪日报</span> <span>编辑：孟浩</span> <em>{tool}</em>"))
    assert (article.source, people(article)) == ("云溪日报", [("editor", "孟浩", None)])


def test_an_outlet_behind_a_name_is_no_editor() -> None:
    article = read(info(f"{DAY} <span>编辑：孟浩</span> <span class='source'>红星新闻</span>"))
    assert (article.source, people(article)) == ("红星新闻", [("editor", "孟浩", None)])


def test_a_reporter_between_the_outlet_and_the_editor() -> None:
    spans = (DAY, "云溪新闻网", "本报记者 孟浩、林舟", "责任编辑：苗圃", "参与互动")
    article = read(info(" ".join(f"<span>{text}</span>" for text in spans)))
    assert people(article) == [("reporter", "孟浩", None), ("reporter", "林舟", None), ("editor", "苗圃", None)]
    article = read(info("<span>责编：苗圃</span> <span>记者 孟浩、林舟</span> <span>来源：云溪晚报</span>"))
    assert [name for role, name, _ in people(article) if role == "editor"] == ["苗圃"]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("编辑：孟浩  订阅  分享", ["编辑:孟浩", "订阅  分享"]),
        ("记者：  孟浩  林舟", ["记者:  孟浩  林舟"]),
        ("文/图  云溪小鱼", ["文/图  云溪小鱼"]),
        ("文 | 孟浩 图 | 林舟", ["文 | 孟浩 图 | 林舟"]),
        ("责编：孟浩 | 阅读 3万", ["责编:孟浩", "阅读 3万"]),
        ("作者：孟浩（单位：云溪县  委党校）", ["作者:孟浩(单位:云溪县  委党校)"]),
        ("来源：云溪报  【投稿】  编辑：孟浩", ["来源:云溪报", "编辑:孟浩"]),
        ("2020-03-13  云溪报", ["2020-03-13  云溪报"]),
    ],
)
def test_where_a_line_falls_apart(line: str, parts: list[str]) -> None:
    assert parts_of_line(line) == parts


def test_an_update_is_no_time_of_publication_beside_another() -> None:
    article = read(info(f"<span>{DAY}</span> <span>来源：云溪日报</span> <span>更新时间：2020-03-14 09:00</span>"))
    assert article.published_at == MINUTE
    assert read(info("<span>更新时间：2020-03-13 10:35</span>")).published_at == MINUTE


def test_an_account_called_as_an_outlet_before_the_time() -> None:
    article = read(info(f"<span>来源：云溪发布</span> <span>时间：{DAY}</span>"))
    assert (article.source, article.published_at) == ("云溪发布", MINUTE)


def test_a_line_that_begins_in_brackets_is_metadata() -> None:
    article = read(info(f"（编辑：孟浩） 作者：林舟 发布时间：{DAY} 来源：云溪发布"))
    assert (article.published_at, article.source) == (MINUTE, "云溪发布")


def test_a_time_beside_what_is_pressed_is_no_row() -> None:
    items = f"<li><a href='/y/'>云溪晚报</a></li><li>{DAY}</li><li><a href='/p/'>【打印】【关闭】</a></li>"
    assert read(f"<h1>{HEADLINE}</h1><ul>{items}</ul><div class='content'>{TEXT}</div>").published_at == MINUTE
