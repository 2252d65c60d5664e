"""What magazines, shops and makers print around their texts: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, ONE, PICTURE, TEXT, THREE, TWO, read, story

HIDDEN = f"<p style='display: none;'>{TWO}</p><p style='display: none;'>{THREE}</p>"


@pytest.mark.parametrize("control", ["继续阅读", "展开全文"])
def test_a_text_that_a_press_unfolds(control: str) -> None:
    assert lines(story(f"<p>{ONE}</p><div class='more'>{control}</div>{HIDDEN}")) == [ONE, TWO, THREE]


@pytest.mark.parametrize("between", ["", "<div class='more' style='display:none'>继续阅读</div>", "<p>继续阅读</p>"])
def test_what_nothing_unfolds_stays_hidden(between: str) -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p>{between}<p style='display: none;'>{THREE}</p>")
    assert lines(article)[:2] == [ONE, TWO]
    assert THREE not in lines(article)


@pytest.mark.parametrize("heading", ["全部评论 (7)", "最新评论", "热门评论（12）"])
def test_comments_below_a_text(heading: str) -> None:
    comment = "<div><p>渡口网友</p><p>这个办法好，我们村也该学一学。</p><p>云溪县 8年前</p></div>"
    article = story(f"{TEXT[:-4]}（孟浩）</p><div><div>{heading}</div>{comment}</div>")
    assert lines(article) == [ONE, TWO, f"{THREE}（孟浩）"]
    assert people(article) == [("author", "孟浩", None)]


def test_rights_in_the_brackets_behind_a_text() -> None:
    last = f"{THREE}{THREE}(采访报道、摄影:孟浩/文稿版权所有,转载请注明作者和出 处“云溪网”)"
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{last}</p>")
    assert lines(article) == [ONE, TWO, last]
    assert {name for _, name, _ in people(article)} == {"孟浩"}


def test_whose_pictures_nobody_knows() -> None:
    last = f"{THREE}{THREE}（图片来源于网络，如有侵权，请联系删除！）"
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{last}</p>")
    assert lines(article) == [ONE, TWO, last]
    assert people(article) == []


def test_a_notice_of_rights_is_no_text() -> None:
    assert lines(story(f"{TEXT}<p>（文稿版权所有，转载请注明作者和出处）</p>")) == [ONE, TWO, THREE]


def test_points_below_a_picture() -> None:
    points = "●渡口边的合作社今年添了三台烘干机；●晒谷场空了出来；●孩子们有了打球的地方……"
    assert lines(story(f"{PICTURE}<p>{points}</p>{TEXT}")) == [points, ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("时间：10-06-08　来源：云溪报", "2010-06-08"),
        ("日期：19-99-08", "2012-01-12"),  # as the address has it
        ("时间：10-06-0812", "2012-01-12"),
    ],
)
def test_days_with_two_digits_of_their_year(printed: str, day: str | None) -> None:
    page = f"<h1>{HEADLINE}</h1><h2>{printed}</h2><div class='text'>{TEXT}</div>"
    assert read(f"<html><title>{HEADLINE}</title><body><div>{page}</div></body></html>").published_at == day


def test_ratings_below_a_text() -> None:
    below = "<p>玩家点评 （203人参与，4条评论）</p>"
    assert lines(story(f"{TEXT}{below}")) == [ONE, TWO, THREE]


LEGENDS = [f"{told}图为云溪渡口第{n}处码头。" for n, told in enumerate((ONE, TWO, THREE, ONE[::-1][1:] + "。"), 1)]


def test_a_gallery_told_below_its_pictures() -> None:
    pictured = "".join(f"{PICTURE}<p>{legend}</p>" for legend in LEGENDS)
    assert lines(story(f"{pictured}{PICTURE}<p>云溪渡口。云溪渡口。</p>")) == LEGENDS


def test_pictures_of_a_text() -> None:
    legend = f"{ONE}图为云溪渡口。"
    assert lines(story(f"{PICTURE}<p>{legend}</p>{TEXT}{PICTURE}<p>{THREE}图为云溪县。</p>")) == [ONE, TWO, THREE]


def test_rights_in_pictures_above_a_text() -> None:
    taken = f"{ONE}{TWO} 云溪社发 孟浩 摄"
    rights = "版权声明:凡标注有“云溪图片”字样的图片版权均属云溪网，未经书面授权，不得转载使用。"
    article = story(f"{PICTURE}<p>{taken}</p><p>{rights}</p><p>{THREE}</p><p>{THREE[::-1]}。</p>{TEXT}")
    assert lines(article)[0] == THREE
    assert lines(article)[-1] == THREE
    assert ("photographer", "孟浩") in [(role, name) for role, name, _ in people(article)]


def test_a_correspondent_below_the_headline_is_no_deck() -> None:
    page = f"<h1>{HEADLINE}</h1><h2>云溪网驻泰国记者 孟浩</h2><div>稿源： 2004-06-27 19:38:31</div><div>{TEXT}</div>"
    article = read(f"<html><title>{HEADLINE}</title><body><div>{page}</div></body></html>")
    assert article.deck is None
    assert people(article) == [("reporter", "孟浩", "云溪网")]


def test_the_counter_of_a_gallery_is_no_deck() -> None:
    page = f"<h1>{HEADLINE}<span>(1/16)</span></h1><div>2024-06-27 19:38:31</div><div>{TEXT}</div>"
    article = read(f"<html><title>{HEADLINE}</title><body><div>{page}</div></body></html>")
    assert (article.headline, article.deck) == (HEADLINE, None)


def test_a_portal_in_brackets_below_a_text() -> None:
    article = story(f"{TEXT}<p>（网易）</p>")
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("opening", "credits"),
    [
        ("[文/云溪网 孟浩]", [("author", "孟浩", "云溪网")]),
        ("[文/孟浩]", [("author", "孟浩", None)]),
        ("（文中人名均为化名）", []),
    ],
)
def test_who_wrote_a_text_in_front_of_it(opening: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"<p>{opening}{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == credits
    assert lines(article) == [f"{opening}{ONE}", TWO, THREE]


def test_an_agency_and_its_rights() -> None:
    article = story(f"{TEXT}<p>图片来源：云溪ic 版权作品 请勿转载</p>")
    assert not {"版权作品", "请勿转载"} & {name for _, name, _ in people(article)}


def test_what_an_account_writes_about_is_no_source() -> None:
    beside = "<div><a href='/a'>渡口观察</a></div><div>2024-03-11 23:11 科技领域创作者</div>"
    page = f"<h1>{HEADLINE}</h1>{beside}<div>{TEXT}</div>"
    article = read(f"<html><title>{HEADLINE}</title><body><div>{page}</div></body></html>")
    assert article.source != "科技领域创作者"


def test_sections_in_which_an_editor_sets_a_short_paragraph_each() -> None:
    """The first says most of the text, and holds nothing but itself."""
    said = ["根据工作安排，定于三月十三日在渡口村会议室举行新党员培训班，请按时参加。", "特此通知。"]

    def page(second: str) -> str:
        styles = ("margin:0", second)
        text = "".join(
            f"<section style='{style}'><section style='{style}'><span>{line}</span></section></section>"
            for style, line in zip(styles, said, strict=True)
        )
        return f"<h1>{HEADLINE}</h1><p>2020-03-13 10:35</p><div class='rich'>{text}</div>"

    assert lines(read(page("margin:0"))) == said
    assert lines(read(page("float:right"))) == said[:1]
