"""What news pages of newsrooms near and far taught: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, URL
from test_extraction_saved import people, story

from crawler.extraction import extract_article


def lines(body: str | None) -> list[str]:
    return (body or "").split("\n")


@pytest.mark.parametrize(
    "opening",
    ["（云溪社记者孟浩柳河25日电）", "（云溪社記者孟浩柳河25日電）", "（云溪社记者孟浩柳河9月25日专电）"],
)
def test_a_reporter_and_a_place_run_on_before_the_day(opening: str) -> None:
    assert people(story(f"<p>{opening}{ONE}</p><p>{TWO}</p><p>{THREE}</p>")) == {("reporter", "孟浩")}


def test_the_day_behind_a_bracket_and_behind_who_took_a_picture() -> None:
    picture = (
        "<figure><img src='/a.jpg'><figcaption>柳河岸边的晚稻。云溪社記者林舟攝 113年10月25日</figcaption></figure>"
    )
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}（編輯：孟浩）1131025</p>{picture}")
    assert people(article) == {("editor", "孟浩"), ("photographer", "林舟")}


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("图 | 张三", {("photographer", "张三")}),
        ("图 | 秋收", set()),
        ("图 | 周楚凡在晒谷场的办公室", set()),
    ],
)
def test_what_stands_behind_a_stroke_may_be_what_a_picture_shows(printed: str, found: set[tuple[str, str]]) -> None:
    assert people(story(f"<p>{ONE}</p><p><img src='/a.jpg'></p><p>{printed}</p><p>{TWO}</p><p>{THREE}</p>")) == found


def test_who_drew_the_charts_among_reporters() -> None:
    article = story(f"<p>【云溪网】（记者 孟浩 林舟 制图 周楚凡）{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == {("reporter", "孟浩"), ("reporter", "林舟"), ("photographer", "周楚凡")}


def test_who_read_a_translation_did_not_translate() -> None:
    article = story(f"{TEXT}<p>（翻译：孟浩，审译：林舟、周楚凡）</p>")
    assert people(article) == {("translator", "孟浩"), ("other", "林舟"), ("other", "周楚凡")}


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("<p class='media-name'><a href='/u/1'>孟浩</a></p><p class='meta'>2023-01-14 20:00发布于云溪</p>", "孟浩"),
        ("<div class='user-info'><a href='/u/1'>Meng Hao</a><span>2023/01/14</span></div>", "Meng Hao"),
    ],
)
def test_an_account_beside_the_time(info: str, name: str) -> None:
    assert people(story(TEXT, info=info)) == {("author", name)}


def test_words_in_brackets_within_a_text_are_no_contributor() -> None:
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>（秋收后的开发区）</p><p>{THREE}</p>")) == set()


@pytest.mark.parametrize(
    ("trail", "columns"),
    [
        ("首页 &gt; 资讯 &gt; 资讯详情", ("首页", "资讯")),
        ("<a href='/'>首页</a> &gt; <a href='/a/'>新闻</a> &gt; 广告 &gt; 正文", ("首页", "新闻")),
        ("<a href='/q/'>总第931期</a> &gt; <a href='/q/2/'>02</a> &gt; 新闻内容", ()),
        ("<a href='/'>首页</a> &gt; <a href='/a/'>要闻</a> &gt; <a href='/a/2024/'>2024</a>", ("首页", "要闻", "2024")),
        (
            "<a href='/'>首页</a> &gt; <a href='/gb/'>政府公报</a> &gt; <a href='/gb/24/'>2024年</a>"
            " &gt; <a href='/gb/24/5/'>第5期</a>",
            ("首页", "政府公报", "2024年", "第5期"),
        ),
    ],
)
def test_what_is_no_column_of_a_trail(trail: str, columns: tuple[str, ...]) -> None:
    assert story(TEXT, f"<div class='crumb'>{trail}</div>").breadcrumb == columns


def test_a_source_where_the_system_keeps_the_deck() -> None:
    comment = "<!--enpproperty <subtitle>来源：云溪周报</subtitle><title>x</title>/enpproperty-->"
    assert story(TEXT, comment).deck is None


@pytest.mark.parametrize("source", ["云溪日报综合", "参考消息"])
def test_a_source_alone_above_the_time(source: str) -> None:
    assert story(TEXT, info=f"<div>{source}</div><div>2012-06-07 09:00</div>").source == source


def test_when_a_broadcast_begins_is_not_when_a_story_came_out() -> None:
    below = "<div><h3>空中讲坛</h3><p>秋收夜话</p><p>开播时间: 2024-11-06 09:00</p></div>"
    info = "<p>来源：云溪周报 2024-09-06 11:16</p>"
    html = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>{below}"
    assert extract_article(html.encode(), url=URL).published_at == "2024-09-06T11:16:00+08:00"


def test_a_summary_below_its_heading() -> None:
    html = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>{INFO}<div class='box'><div class='tips'>摘要</div>"
    body = f"<div class='content'><p>晚稻归仓；党员下田；柳河镇秋收过半</p>{TEXT}</div></div>"
    assert lines(extract_article(f"{html}{body}".encode(), url=URL).body) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "shown",
    [
        ("柳河岸边的晚稻，正在收割。（云溪歌舞团提供）", "晒谷场上，党员帮忙翻晒。（云溪歌舞团提供）"),
        ("柳河岸边的晚稻，正在收割。（《云溪日报》图片）", "晒谷场上，党员帮忙翻晒。（《云溪日报》图片）"),
    ],
)
def test_captions_of_a_gallery_above_a_text(shown: tuple[str, str]) -> None:
    captions = "".join(f"<p>{text}</p>" for text in shown)
    article = story(f"{captions}<p>記者孟浩／柳河報導</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert (lines(article.body), people(article)) == ([ONE, TWO, THREE], {("reporter", "孟浩")})


@pytest.mark.parametrize("words", ["訂閱《云溪早報》電子報 每天十件事", "請輸入正確的電子信箱格式", "感謝您的訂閱！"])
def test_the_form_for_a_newsletter_is_none_of_a_text(words: str) -> None:
    article = story(f"<p>{ONE}</p><div>{words}</div><p>{TWO}</p><p>{THREE}</p>")
    assert lines(article.body) == [ONE, TWO, THREE]


@pytest.mark.parametrize("below", ["柳河相關新聞", "圖：網絡圖片", "本站文字及圖片，非經授權，不得轉載。"])
def test_what_stands_below_a_text(below: str) -> None:
    assert lines(story(f"{TEXT}<p>{below}</p>").body) == [ONE, TWO, THREE]


def test_a_caption_that_says_so_in_its_middle() -> None:
    caption = "柳河镇的晚稻正在收割。圖為党员在田里帮忙，他们从早上忙到傍晚。"
    article = story(f"<p><img src='/a.jpg'></p><p>{caption}</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert lines(article.body) == [ONE, TWO, THREE]


def test_a_byline_in_english_above_a_text() -> None:
    info = "<div>By Hao Meng, Yunxi Post Contributor | 星期一, 2022年07月11日</div>"
    above = "<div class='crumb'>当前页面： <a href='/a/'>国际</a> | 星期一, 2022年07月 11日</div>"
    article = story(TEXT, above, info=info)
    assert (people(article), article.breadcrumb) == ({("author", "Hao Meng")}, ("国际",))


def test_a_reporter_who_signs_within_a_text() -> None:
    more = "".join(f"<p>{text}</p>" for text in (TWO, THREE, TWO, THREE))
    assert people(story(f"<p>{ONE} 本报记者　孟浩</p><p>链接　秋收是什么</p>{more}")) == {("reporter", "孟浩")}


def test_what_stands_below_the_button_that_unfolds_a_text() -> None:
    others = f"<div>打开全文</div><div>5 次转发</div><p>柳河的另一条消息，说的是别的事情。</p><p>{TWO}</p>"
    assert lines(story(f"{TEXT}{others}").body) == [ONE, TWO, THREE]


@pytest.mark.parametrize("whose", ["（圖/ 記者林舟）", "（圖/ 取自 Yunxi FB）", "（互联网照片）", "（照片取自云溪网）"])
def test_a_caption_by_its_end(whose: str) -> None:
    caption = f"<p><img src='/a.jpg'></p><p>柳河岸边，党员在田里帮忙收割。{whose}</p>"
    assert lines(story(f"<p>{ONE}</p>{caption}<p>{TWO}</p><p>{THREE}</p>").body) == [ONE, TWO, THREE]


def test_the_heading_of_keywords_is_no_name() -> None:
    assert people(story(f"{TEXT}<ul><li>關鍵字</li></ul>")) == set()


def test_an_outlet_in_letters_at_a_texts_end_is_no_pen_name() -> None:
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}（yunxitoday）</p>")) == set()


def test_whence_a_picture_was_taken_is_nobody() -> None:
    caption = "<figure><img src='/a.jpg'><figcaption>收割晚稻。（圖/ 取自 Yunxi FB）</figcaption></figure>"
    assert people(story(f"<p>{ONE}</p>{caption}<p>{TWO}</p><p>{THREE}</p>")) == set()
