"""What is of a story and what is none of it, and its pictures; each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story


def test_the_day_below_enclosed_documents_is_the_notices() -> None:
    files = "".join(f"<p><a href='/{n}.doc'>{n}.云溪县先进基层党组织名单.doc</a></p>" for n in (1, 2))
    article = story(f"<p>各村党支部：</p>{TEXT}{files}<p>云溪县委组织部</p><p>2020年3月10日</p>")
    assert lines(article)[-2:] == ["云溪县委组织部", "2020年3月10日"]


@pytest.mark.parametrize(
    "entries",
    [
        [f"报名时间：2020年{month}月2日-{month}月28日" for month in (3, 5, 7, 9)],
        [f"2020年{month}月2日，第{month}个支部建在晒谷场。" for month in (3, 5, 7, 9)],
    ],
)
def test_terms_and_chronicles_are_paragraphs(entries: list[str]) -> None:
    paragraphs = "".join(f"<p>{entry}</p>" for entry in entries)
    assert lines(story(f"<p>{ONE}</p>{paragraphs}<p>{THREE}</p>")) == [ONE, *entries, THREE]


def test_a_story_printed_again_for_phones_is_read_once() -> None:
    printing = f"<h1>{HEADLINE}</h1>{INFO}<div class='text'>{TEXT}</div>"
    article = read(f"<div>{printing}<ul><li><a href='/'>首页</a></li></ul>{printing}</div>")
    assert lines(article) == [ONE, TWO, THREE]


SHOT = "<p><img src='/{}.jpg'></p>"


def test_short_lines_below_pictures_alone_are_legends() -> None:
    legends = ["晒谷场上的党员值守岗。", "党员翻晒稻谷。", "从空中俯瞰晒谷场。"]
    shots = [SHOT.format(n) + f"<p>{legend}</p>" for n, legend in enumerate(legends)]
    article = story(f"<p>{ONE}</p>{shots[0]}<p>{TWO}</p>{shots[1]}{shots[2]}<p>{THREE}</p>")
    assert [image.caption for image in article.images] == legends
    assert lines(article) == [ONE, TWO, THREE]


def test_short_lines_elsewhere_too_are_the_storys() -> None:
    short = ["晒谷场上有人。", "党员翻晒稻谷。", "从空中看晒谷场。"]
    shots = [SHOT.format(n) + f"<p>{line}</p>" for n, line in enumerate(short)]
    article = story(f"<p>{ONE}</p><p>稻谷香了。</p>{shots[0]}<p>{TWO}</p>{shots[1]}{shots[2]}<p>{THREE}</p>")
    assert lines(article) == [ONE, "稻谷香了。", short[0], TWO, short[1], short[2], THREE]


def test_a_centred_sentence_below_a_picture_is_text() -> None:
    sentence = "村支书周大河就去年七月到今年六月的稻谷入仓情况作了详实的汇报并答问。"
    shot = "<p align='center'><img src='/{}.jpg'></p><p align='center'>{}</p>"
    article = story(f"<p>{ONE}</p>{shot.format(1, sentence)}<p>{TWO}</p>{shot.format(2, '晒谷场一景')}<p>{THREE}</p>")
    assert lines(article) == [ONE, sentence, TWO, THREE]
    assert [image.caption for image in article.images][-1] == "晒谷场一景"


def test_a_line_that_a_square_marks_below_a_picture_is_its_caption() -> None:
    article = story(f"<p><img src='/1.jpg'></p><p>■周大河向村民讲解晒谷要领。</p>{TEXT}")
    assert (article.images[0].caption, lines(article)[0]) == ("■周大河向村民讲解晒谷要领。", ONE)


@pytest.mark.parametrize(
    "note",
    [
        "（转云溪县人民政府网站信息）",
        "（摘自《云溪日报》）",
        "文章综合自：云溪日报、云溪党建、晒谷场公众号等",
        "本文共分 1 页 当前是第 1 页",
        "【大 中 小】",
        "※ 版权声明",
        "附件：",
    ],
)
def test_what_stands_below_a_story_is_none_of_it(note: str) -> None:
    assert lines(story(f"{TEXT}<p>{note}</p>")) == [ONE, TWO, THREE]


def test_a_last_paragraph_in_brackets_at_its_end_stays() -> None:
    last = "选举产生了新一届村党支部委员会（名单附后）"
    assert lines(story(f"{TEXT}<p>{last}</p>"))[-1] == last


def test_a_story_that_is_one_picture() -> None:
    dialog = "<p>您访问的链接即将离开“云溪党建网”门户网站 是否继续？</p>"
    article = read(
        f"<h1>{HEADLINE}</h1>{INFO}<div class='TRS_Editor'><p><img src='/long.png'></p></div>"
        f"<div id='annex'>附件:</div>{dialog}"
    )
    assert (article.page_kind, article.body) == ("article", "")
    assert [image.url for image in article.images] == ["http://www.example.cn/long.png"]


def test_unnamed_blocks_pasted_into_a_story() -> None:
    pasted = (
        f"<section><p>{ONE * 2}</p></section><section><section><p>{TWO * 3}</p></section><p>{THREE * 4}</p></section>"
    )
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div><div>{pasted}</div></div>")
    assert lines(article) == [ONE * 2, TWO * 3, THREE * 4]


def test_a_caption_that_begins_like_a_label_names_nobody() -> None:
    article = story(f"<p><img src='/1.jpg'></p><p align='center'>图：晒谷场一景</p>{TEXT}")
    assert (article.images[0].caption, people(article)) == ("图：晒谷场一景", [])


def test_a_summary_in_brackets() -> None:
    assert lines(story(f"<p>【摘要】{TWO}</p>{TEXT}")) == [ONE, TWO, THREE]


def test_the_pages_of_a_story_are_none_of_it() -> None:
    assert lines(story(f"{TEXT}<div>1 2 3 4 下一页 更多</div>")) == [ONE, TWO, THREE]
    for last in ("[1] [2]", "【1】【2】【3】", "上一页 1 2"):
        assert lines(story(f"{TEXT}<p>{last}</p>")) == [ONE, TWO, THREE]


def test_how_long_ago_is_no_line_of_the_story() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div class='content'><p>魏岚·5小时前</p>{TEXT * 4}</div>")
    assert (people(article), lines(article)[0]) == ([("author", "魏岚", None)], ONE)


def test_labels_within_a_notice_stay() -> None:
    text = f"{TEXT}<p>联系人另行通知。</p><p>活动对象：全县党员</p>"
    assert lines(story(text)) == [ONE, TWO, THREE, "联系人另行通知。", "活动对象：全县党员"]


@pytest.mark.parametrize("day", ["2020.3.12", "2020-03-12", "2020年3月12日"])
def test_the_day_below_a_signature_is_of_the_document(day: str) -> None:
    article = story(f"{TEXT}<p>云溪县委组织部、党员教育中心</p><p>{day}</p>")
    assert lines(article) == [ONE, TWO, THREE, "云溪县委组织部、党员教育中心", day]


def test_a_day_below_a_story_nobody_signed_is_none_of_it() -> None:
    assert lines(story(f"{TEXT}<p>2020-03-12</p>")) == [ONE, TWO, THREE]


def test_titles_of_documents_with_what_is_said_of_them() -> None:
    named = [f"《云溪县委关于晒谷场的第{n}号决定》" for n in "一二三四"]
    told = ["2019年3月1日印发", "县委书记2019年4月2日在全会上的讲话", "2019年5月1日由县委全会通过", "2019年6月1日印发"]
    both = "".join(
        f"<p><a href='/{n}.html'>{a}</a></p><p>{b}</p>" for n, (a, b) in enumerate(zip(named, told, strict=True))
    )
    article = story(f"<p>{ONE}</p>{both}<p>延伸阅读</p><p><a href='/9.html'>《晒谷场》出版</a></p>")
    assert lines(article) == [ONE, *(text for pair in zip(named, told, strict=True) for text in pair)]


def test_rows_with_days_written_out_stay_rows() -> None:
    rows = "".join(f"<p>云溪县召开第{n}次会议 2020年2月1{n}日</p>" for n in range(4))
    assert lines(story(TEXT, below=f"<div>{rows}</div>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize("mark", ["END", "- END -", "end"])
def test_the_word_that_ends_a_story_is_none_of_it(mark: str) -> None:
    assert lines(story(f"{TEXT}<p>{mark}</p><p>排版：魏岚</p>")) == [ONE, TWO, THREE]


def test_bare_text_in_the_block_of_the_paragraphs_is_of_the_story() -> None:
    article = story(
        f"云溪日报网（<a href='/'>e.cn</a>）3月13日讯<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>（云溪县新闻中心）"
    )
    assert lines(article) == ["云溪日报网（e.cn）3月13日讯", ONE, TWO, THREE]
    assert people(article) == [("contributor", None, "云溪县新闻中心")]


def test_a_bracket_in_a_block_beside_bare_sentences_is_of_the_story() -> None:
    column = "【治县有道·支部新实践】"
    assert lines(story(f"<div>{column}</div>{ONE}<br>{TWO}<br>{THREE}"))[0] == column


@pytest.mark.parametrize("legend", ["党课现场", "晒谷场上的合影"])
def test_the_last_line_of_a_story_right_below_its_last_picture_is_the_legend(legend: str) -> None:
    article = story(f"{TEXT}<p><img src='/1.jpg'></p><p>{legend}</p>")
    assert ([image.caption for image in article.images], lines(article)) == ([legend], [ONE, TWO, THREE])


def test_a_signature_below_the_last_picture_is_no_legend() -> None:
    article = story(f"{TEXT}<p><img src='/1.jpg'></p><p>云溪县委党校</p>")
    assert (article.images[0].caption, lines(article)[-1]) == (None, "云溪县委党校")
    article = story(f"{TEXT}<p><img src='/1.jpg'></p><p>魏岚</p>")
    assert (article.images[0].caption, people(article)) == (None, [("author", "魏岚", None)])


def test_the_day_in_chinese_numerals_below_a_signature_is_the_notices() -> None:
    day = "二〇二〇年三月十二日"
    assert lines(story(f"{TEXT}<p>云溪县委组织部</p><p>{day}</p>"))[-2:] == ["云溪县委组织部", day]


@pytest.mark.parametrize(
    ("below", "neighbours"),
    [
        ("<p>上一篇：没有了</p><p>下一篇：<a href='/2.html'>晒谷场边的支部会</a></p>", (None, "/2.html")),
        ("<p>上一篇：</p><p><a href='/1.html'>晒谷场边的支部会</a></p><p>下一篇：没有了</p>", ("/1.html", None)),
        ("<p>上一篇：</p><p>下一篇：<a href='/2.html'>晒谷场边的支部会</a></p>", (None, "/2.html")),
    ],
)
def test_the_first_and_the_last_article_have_one_neighbour(
    below: str, neighbours: tuple[str | None, str | None]
) -> None:
    article = story(TEXT, below=below)
    base = "http://www.example.cn"
    assert (article.previous_url, article.next_url) == tuple(url and base + url for url in neighbours)
