"""What real pages of government, party and university portals taught: each rule on an invented page, and where not."""

from __future__ import annotations

import pytest
from test_extraction_unseen import HEADLINE, INFO, TEXT, lines, people, read, story

SCHOLAR = "林禾　云溪大学马克思主义学院教授、乡村治理研究中心主任"


@pytest.mark.parametrize(
    "below",
    [
        f"<p>{SCHOLAR}</p>",
        f"<p>（{SCHOLAR}）</p>",
        f"<p><a href='http://paper.example.cn/1.htm'>{SCHOLAR}</a></p>",
    ],
)
def test_a_scholar_signs_with_a_post(below: str) -> None:
    article = story(f"{TEXT}{below}")
    assert people(article) == [("author", "林禾", "云溪大学马克思主义学院教授、乡村治理研究中心主任")]
    assert lines(article)[-1].endswith("高高飘扬。")


def test_a_scholar_signs_at_the_end_of_the_last_paragraph() -> None:
    signed = TEXT.replace("飘扬。", f"飘扬。（{SCHOLAR}）")
    assert people(story(signed)) == [("author", "林禾", "云溪大学马克思主义学院教授、乡村治理研究中心主任")]


def test_whom_a_story_is_about_does_not_sign_it() -> None:
    about = TEXT.replace("县委组织部有关负责人", "林禾").replace("下一步", "林禾说，下一步")
    assert people(story(f"{about}<p>{SCHOLAR}</p>")) == []


def test_when_a_fair_begins_and_ends_is_not_when_it_was_told() -> None:
    when = "<dl><dt>开始时间：</dt><dd>2020-05-08</dd><dt>结束时间：</dt><dd>2020-05-10</dd></dl>"
    main = f"<h1>{HEADLINE}</h1>{when}<div class='content'>{TEXT}</div>"
    head = "<meta name='PubDate' content='2020-03-13 10:35'>"
    assert (read(main, head=head).published_at or "").startswith("2020-03-13T10:35")


def test_what_signs_a_notice_in_a_block_of_its_own() -> None:
    body = f"<div class='text'>{TEXT}</div><p align='right'>云溪大学</p><p align='right'>2020年3月12日</p>"
    assert lines(story(body))[-2:] == ["云溪大学", "2020年3月12日"]


def test_a_deck_that_a_script_writes_below_the_headline() -> None:
    script = (
        f"<script>var doctitle = '{HEADLINE}'; var subTitle = '三十六名党员轮流值守';"
        "document.writeln('<h2>' + doctitle + '</h2>'); document.writeln('<h2>' + subTitle + '</h2>');</script>"
    )
    head = f"<meta name='ArticleTitle' content='{HEADLINE}'>"
    main = f"<div>{script}{INFO}</div><div class='content'>{TEXT}</div>"
    article = read(main, head=head)
    assert (article.headline, article.deck) == (HEADLINE, "三十六名党员轮流值守")
    assert read(main.replace("document.writeln", "console.log"), head=head).deck is None


def test_the_table_above_a_document_is_no_text() -> None:
    labels = "".join(f"<td>{label}</td>" for label in ("索取号", "发布时间", "发布机构", "文件编号", "备注"))
    values = "<td>076478/2020-1</td><td>2020-03-12</td><td>云溪县委</td><td>云委〔2020〕5号</td><td></td>"
    article = story(f"<table><tr>{labels}</tr><tr>{values}</tr></table><p>各镇党委：</p>{TEXT}")
    assert lines(article)[0] == "各镇党委："


def test_a_table_of_people_stays_in_the_text() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>林禾</td><td>云溪镇</td><td>备注</td></tr>" for n in (1, 2))
    assert "云溪镇" in lines(story(f"<table>{rows}</table><p>各镇党委：</p>{TEXT}"))


def test_by_whose_leave_a_text_is_printed_is_no_text() -> None:
    below = "<p>来源：晚稻新闻 2020-02-26 15:18 作者：云溪大学历史学院林禾</p><p>（本文经晚稻新闻授权转载）</p>"
    article = read(
        f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35 云溪大学宣传部</div><div class='content'>{TEXT}{below}</div>"
    )
    assert lines(article)[-1].endswith("高高飘扬。")
    assert (article.source, [name for _, name, _ in people(article)]) == ("晚稻新闻", ["林禾"])
