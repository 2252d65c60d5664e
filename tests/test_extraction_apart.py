"""What a template prints below a text stands apart from its paragraphs: no words are needed to see it."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

FOREIGN = "想把家乡的晒谷场讲给更多人听？来云溪融屏写下你的故事，下一期就印你的名字。"


@pytest.mark.parametrize(
    "below",
    [
        f"<div class='friends-of-ours'>{FOREIGN}</div>",
        f"<div class='friends-of-ours'><p>{FOREIGN}</p></div>",
        f"<div id='hint'><p>{FOREIGN}</p></div>",
        f"<ul class='hints'><li>{FOREIGN}</li></ul>",
        f"<p class='hint'>{FOREIGN}</p>",
        "<div class='next-box'>云溪故事汇</div><div class='next-box'>一起来讲</div>",
    ],
)
def test_a_block_with_a_name_that_no_paragraph_has_is_no_text(below: str) -> None:
    assert lines(story(f"{TEXT}{below}"))[-1] == THREE


def test_who_stands_there_is_read_all_the_same() -> None:
    below = f"<div class='made-by'>责任编辑：孟浩</div><div class='hint'>{FOREIGN}</div>"
    article = story(f"{TEXT}{below}")
    assert (people(article), lines(article)[-1]) == ([("editor", "孟浩", None)], THREE)


@pytest.mark.parametrize(
    "body",
    [
        # The last paragraph has a name of its own, as 博达 VSB prints it, or comes from Word.
        f"<p>{ONE}</p><p>{TWO}</p><p class='vsbcontent_end'>{THREE}</p>",
        f"<p>{ONE}</p><p>{TWO}</p><p class='MsoNormal'>{THREE}</p>",
        # Every paragraph has one.
        f"<p class='a1'>{ONE}</p><p class='b2'>{TWO}</p><p class='c3'>{THREE}</p>",
        f"<p id='1A2B3C4D'>{ONE}</p><p id='1A2B3C4E'>{TWO}</p><p id='1A2B3C4F'>{THREE}</p>",
        # Parts of a text, each in a block of the same name.
        f"<div class='part'><p>{ONE}</p><p>{TWO}</p></div><div class='part'><p>{THREE}</p></div>",
        f"<p>{ONE}</p><p>{TWO}</p><table class='data'><tr><td>一组</td><td>{THREE}</td></tr></table>",
        f"<p>{ONE}</p><p>{TWO}</p><blockquote><p>{THREE}</p></blockquote>",
        # What the text is to say stands there.
        f"<p>{ONE}</p><div class='story-text'><p>{TWO * 2}</p><p>{THREE}</p></div>",
    ],
)
def test_a_last_paragraph_is_text_however_it_is_set(body: str) -> None:
    assert lines(story(body))[-1].endswith(THREE)


def test_who_signs_a_notice_is_set_like_nothing_else() -> None:
    body = f"{TEXT}<p class='r'>云溪县委组织部</p><p class='r'>2020年3月12日</p>"
    assert lines(story(body))[-2:] == ["云溪县委组织部", "2020年3月12日"]


@pytest.mark.parametrize("remark", ["（云溪融屏多路报道）", "(取自“晒谷场上”文集)", "【读原稿】", "[更新于午后]"])
def test_a_last_line_all_in_brackets_tells_of_the_text(remark: str) -> None:
    assert lines(story(f"{TEXT}<p>{remark}</p>"))[-1] == THREE


@pytest.mark.parametrize(
    "said", ["（文中村民为化名）", "（此件公开发布）", "（完）", "（本办法由县委组织部负责解释）", "（未经本人审阅）"]
)
def test_what_a_last_line_in_brackets_says_of_the_text_belongs_to_it(said: str) -> None:
    assert lines(story(f"{TEXT}<p>{said}</p>"))[-1] == said


def test_brackets_at_both_ends_of_a_sentence_are_no_remark() -> None:
    said = "（一）党员轮流值守，秋收一粒不落，（二）支部逐户回访（含外出户）"
    assert lines(story(f"{TEXT}<p>{said}</p>"))[-1] == said


def test_a_text_of_one_paragraph_keeps_it() -> None:
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='content'><div class='one'>{ONE}{TWO}</div></div>"
    assert lines(read(main))[-1] == f"{ONE}{TWO}"


@pytest.mark.parametrize("heading", ["此前报道", "另见"])
def test_a_word_above_a_link_heads_it(heading: str) -> None:
    link = "<a href='/2020/0312/1.html'>云溪县：渡口来了新船员</a>"
    assert lines(story(f"{TEXT}<p>{heading}</p><p>{link}</p>"))[-1] == THREE
    # Nothing stands below it that it could head.
    assert lines(story(f"{TEXT}<p>守谷人</p>"))[-1] == "守谷人"


LONG = f"<p>{ONE}{TWO}{THREE}</p>" * 3 + TEXT
BELOW = f"<p>{TWO[::-1]}</p><p>{THREE}{ONE}</p>"


def test_a_text_goes_on_below_a_pointer_to_another_story() -> None:
    pointer = "<p>延伸阅读：渡口的新船，三十年等来的一声汽笛</p>"
    assert lines(story(f"{LONG}{pointer}{BELOW}"))[-1] == f"{THREE}{ONE}"


def test_a_heading_alone_heads_other_stories_with_their_text() -> None:
    assert lines(story(f"{LONG}<p>相关链接</p>{BELOW}"))[-1] == THREE


def test_a_sign_alone_is_what_is_left_of_an_arrow_or_a_menu() -> None:
    body = f"<p>{ONE}</p><p>&gt;</p><p>{TWO}</p><p>* * *</p><p>{THREE}</p><p>|</p>"
    assert lines(story(body)) == [ONE, TWO, "* * *", THREE]


def teasers(count: int) -> str:
    return "".join(f"<div class='info'><h3>渡口第{n}处码头开工</h3><p>{TWO[n:]}</p></div>" for n in range(count))


def test_what_leads_to_other_stories_is_none_of_it_however_much_it_is() -> None:
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='page'><div class='story'>{TEXT}</div>{teasers(9)}</div>"
    assert lines(read(main)) == [ONE, TWO, THREE]


def test_a_short_text_and_a_long_note_below_it() -> None:
    note = f"<div class='hint'><p>{FOREIGN}{FOREIGN}</p></div>"
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='page'><div class='%s'><p>{ONE}</p></div>{note}</div>"
    assert lines(read(main % "story-text")) == [ONE]
    # Nothing says which of the two is the text.
    assert lines(read(main % "story"))[-1] == FOREIGN * 2


def test_another_story_under_a_headline_of_its_own() -> None:
    other = "<div class='head'><h1>渡口来了新船员</h1><i>2020-03-11</i></div>"
    other += f"<div class='story'><p>{TWO[::-1]}</p><p>{ONE[::-1]}</p></div>"
    page = f"<div class='page'><div class='story'>{TEXT}</div>%s</div>"
    main = f"<h1>{HEADLINE}</h1>{INFO}"
    assert lines(read(main + page % other)) == [ONE, TWO, THREE]
    # Without one it is the next part of the same.
    part = f"<div class='story'><p>{TWO[::-1]}</p><p>{ONE[::-1]}</p></div>"
    assert lines(read(main + page % part)) == [ONE, TWO, THREE, TWO[::-1], ONE[::-1]]


def test_parts_that_editors_of_accounts_wrap_are_text() -> None:
    parts = "".join(f"<section class='w{n}'><p>{said}</p></section>" for n, said in enumerate((ONE, TWO, THREE, TWO)))
    assert lines(story(f"<section class='a'><p>{ONE}</p><p>{TWO}</p></section>{parts}"))[-1] == TWO


@pytest.mark.parametrize("sign", ["—— 讲完了 ——", "— THE END —", "- end -", "◆ 完 ◆", "* * *"])
def test_a_word_between_signs_closes_a_text(sign: str) -> None:
    assert lines(story(f"{TEXT}<p>{sign}</p>"))[-1] == THREE


@pytest.mark.parametrize("said", ["——孟浩", "—— 云溪的晒谷场上，谷子一粒不落。——"])
def test_signs_that_close_none(said: str) -> None:
    assert lines(story(f"{TEXT}<p>{said}</p>"))[-1] == said


def test_an_arrow_points_at_what_to_press() -> None:
    assert lines(story(f"<p>↑按一按左上角的蓝字，常来坐坐</p>{TEXT}")) == [ONE, TWO, THREE]


def test_a_caption_by_its_element_needs_no_picture() -> None:
    figure = "<figure><div class='lazy'></div><figcaption>渡口的新船</figcaption></figure>"
    assert lines(story(f"{figure}{TEXT}")) == [ONE, TWO, THREE]
