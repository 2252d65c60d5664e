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


@pytest.mark.parametrize(
    ("above", "deck"),
    [
        ("<p style='text-align:center'><strong>全县党员热议党小组建设</strong></p>", "全县党员热议党小组建设"),
        # A body, a sentence, what a picture shows.
        ("<p style='text-align:center'>云溪县教育局第一党支部</p>", None),
        ("<p style='text-align:center'>全县党员热议党小组建设。</p>", None),
        ("<p><img src='/1.jpg'></p><p style='text-align:center'>图中左三为孟小浩同志</p>", None),
    ],
)
def test_a_deck_above_the_block_of_the_text(above: str, deck: str | None) -> None:
    picture = "<center><img src='/2.jpg'></center>"
    page = f"<h1>{HEADLINE}</h1><p>{TIME}</p><div id='txt'>{above}<div>{picture}{TEXT * 3}</div></div>"
    assert read(page).deck == deck


@pytest.mark.parametrize(
    ("fields", "kicker", "deck"),
    [
        ("<h1>{}</h1><div>副标题：云溪县委组织部工作纪实</div>", None, "云溪县委组织部工作纪实"),
        ("<div>引题：学党史 办实事</div><h1>{}</h1>", "学党史 办实事", None),
        ("<h1>{}</h1><h2 class='subtitle'>null</h2>", None, None),
        ("<h1>{}</h1><div>副标题：</div>", None, None),
    ],
)
def test_kickers_and_decks_as_a_template_labels_them(fields: str, kicker: str | None, deck: str | None) -> None:
    article = read(f"{fields.format(HEADLINE)}<div>{TIME} 来源：云溪日报</div><div class='content'>{TEXT}</div>")
    assert (article.headline, article.kicker, article.deck) == (HEADLINE, kicker, deck)


def test_when_a_page_was_put_into_a_database_is_not_when_it_came_out() -> None:
    assert read(info(f"入库时间：2021-01-02 08:00　{TIME}")).published_at == "2020-03-13T10:35:00+08:00"


def test_what_a_picture_shows_in_two_paragraphs() -> None:
    caption = "<p class='pictext'>7日，党员在晒谷场值守。</p><p>当日，记者了解到，党小组已有五十二个。</p>"
    credit = "<p>云溪社记者 孟小浩摄</p>"
    article = story(f"<p><img src='/1.jpg'></p>{caption}{credit}{TEXT * 3}")
    assert lines(article)[0] == ONE
    assert people(article) == [("photographer", "孟小浩", "云溪社")]
    # What is most of a text is no caption.
    article = story(f"<p><img src='/1.jpg'></p><p class='pictext'>7日，党员在晒谷场值守。</p><p>{ONE}</p>{credit}")
    assert lines(article) == [ONE]


def test_what_a_page_tells_in_short_is_its_text() -> None:
    told = [f"柳河网友：{n}村的路灯坏了三天，夜里走路要打手电，盼着早些修好。[详情]" for n in range(5)]
    said = "<p>【网民留言仅代表网民个人意见，不代表云溪网立场】</p>"
    article = story("".join(f"<p>{text}</p>" for text in (ONE, TWO, *told)) + said)
    assert lines(article) == [ONE, TWO, *told]


TITLES = "".join(f"<p>★<a href='/jc/{n}.html'>柳河镇第{n}党支部开展主题党日活动</a></p>" for n in range(1, 21))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"<p><img src='/t.jpg'></p>{TITLES}<p>编辑：宋佳</p>", "listing"),
        # Below what closes a story the titles are others'.
        (f"<p><img src='/t.jpg'></p><p>编辑：宋佳</p>{TITLES}", "article"),
        (f"<p><img src='/t.jpg'></p><p>相关阅读</p>{TITLES}", "article"),
        (f"<video src='/1.mp4'></video>{TITLES}", "article"),
    ],
)
def test_titles_of_others_in_place_of_a_text(body: str, kind: str) -> None:
    assert read(info(f"来源：云溪日报　{TIME}", body)).page_kind == kind


def test_a_menu_in_the_foot_that_is_called_a_trail() -> None:
    crumbs = "".join(f"<li class='breadcrumb-item'><a href='/{n}'>{n}</a></li>" for n in ("简介", "列表", "公告"))
    foot = f"<div class='foot'><nav><ol class='breadcrumb'>{crumbs}</ol></nav></div>"
    assert story(TEXT, below=foot).breadcrumb == ()
    home = "<li class='breadcrumb-item'><a href='/'>首页</a></li>"
    trail = f"<nav><ol class='breadcrumb'>{home}<li class='breadcrumb-item'><a href='/jc/'>基层党建</a></li></ol></nav>"
    assert story(TEXT, below=trail).breadcrumb == ("首页", "基层党建")


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("电话：022-85358050（柳河校区）", []),
        ("电话：0578-2126101（宋佳）", []),
        ("三、联系方式", []),
        ("晚稻归仓比往年早了八天。（宋佳）", [("author", "宋佳")]),
    ],
)
def test_whom_to_ring_wrote_nothing(line: str, credits: list[tuple[str, str]]) -> None:
    assert [(role, name) for role, name, _ in people(story(f"{TEXT}<p>{line}</p>"))] == credits


def test_the_head_of_a_column_in_a_table_is_no_author() -> None:
    heads = "".join(f"<td>{head}</td>" for head in ("序号", "咨询报告名称", "采纳情况", "作者", "刊发时间"))
    rows = "".join(f"<tr><td>{n}</td><td>关于晚稻归仓的建议</td><td>采纳</td></tr>" for n in (1, 2, 3))
    tables = f"<div><table><tr>{heads}</tr></table><div><table>{rows}</table></div></div>"
    assert people(story(f"{tables}{TEXT}")) == []
