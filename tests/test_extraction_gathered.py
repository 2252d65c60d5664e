"""What pages gathered from everywhere showed to be missing: each rule on an invented page, and where it stops."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_press import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        (
            "编辑|孟浩 语音|林舟 剪辑|段小远 校读|刘永明",
            [("editor", "孟浩"), ("other", "林舟"), ("other", "段小远"), ("other", "刘永明")],
        ),
        ("投稿|yunxi@example.cn 合作|yunxi027（微信）", []),
        ("编辑 | 孟浩 | 林舟", [("editor", "孟浩"), ("editor", "林舟")]),
    ],
)
def test_labels_that_strokes_set_apart(line: str, credits: list[tuple[str, str]]) -> None:
    article = story(f"{TEXT}<p>{line}</p>")
    assert sorted((role, name or "") for role, name, _ in people(article)) == sorted(credits)
    assert lines(article) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("原创 2018-04-07 渡口小编 云溪时报 云溪时报", ["渡口小编"]),
        ("2018-04-07 渡口小编 云溪时报 云溪时报", []),
    ],
)
def test_whose_an_account_says_a_text_is(line: str, names: list[str]) -> None:
    article = read(f"<h2>{HEADLINE}</h2><div>{line}</div><div>{TEXT}</div>")
    assert [name for _, name, _ in people(article)] == names


def test_a_list_of_crumbs_without_a_front_page() -> None:
    menu = "<ul class='menu'><li><a href='/'>首页</a></li><li><a href='/xx/'>学校</a></li><li>招生</li></ul>"
    crumbs = "<ul><li><a href='/xx/'>学校</a></li><li><span>学校简介</span></li></ul>"
    page = f"{menu}<div class='breadcrumb-text'>{crumbs}</div><h3>{HEADLINE}</h3>{INFO}<div>{TEXT}</div>"
    assert read(page).breadcrumb == ("学校", "学校简介")
    assert read(page.replace("breadcrumb-text", "box")).breadcrumb == ()


POEM = ["渡口清晨起薄烟，", "老周撑船过前川。", "两岸灯火连成线，", "一篙点破水中天。"]


def test_a_poem_above_the_notes_on_it() -> None:
    verses = "".join(f"<div class='row'><div class='col'><div>{verse}</div></div></div>" for verse in POEM)
    notes = f"<div><div class='note'>注释：</div><div class='notes'>{ONE}{TWO}</div></div>"
    assert lines(story(f"<div><div>{verses}</div></div>{notes}")) == [*POEM, "注释：", ONE + TWO]
    # A line or two are what a template prints there.
    fewer = f"<div><div><div class='row'><div class='col'><div>{POEM[0]}</div></div></div></div></div>"
    assert lines(story(f"{fewer}{notes}")) == ["注释：", ONE + TWO]


def test_notices_on_rights_that_are_numbered() -> None:
    rights = (
        "<div>版权与免责声明</div><div>1.凡本站及其子站注明“原创”的所有作品，版权属于云溪网所有，转载须注明出处。</div>"
    )
    below = f"<div>附件信息:</div><div>手机扫一扫打开此页</div>{rights}<div>2.凡本站注明“转载”的，文责自负。</div>"
    assert lines(story(f"{TEXT}{below}")) == [ONE, TWO, THREE]


FORM = [
    ("决定书文号", "云罚决字〔2024〕36号"),
    ("被处罚当事人", "柳河航运有限公司"),
    ("主要违法事实", "<p>一、船票多收钱款</p><p>二、救生衣数量不足</p><p>三、超载</p><p>四、夜航</p><p>五、不报</p>"),
    ("处罚依据", f"<p>{ONE}</p>"),
    ("处罚决定", "<p>责令退还多收的船票钱款，并罚款十万元。</p>" * 6),
    ("决定日期", "2012年1月8日"),
]


def test_a_form_is_read_from_its_first_row() -> None:
    rows = "".join(f"<tr><td><p>{label}</p></td><td>{value}</td></tr>" for label, value in FORM)
    read_as = lines(read(f"<h1>{HEADLINE}</h1>{INFO}<div><table><tbody>{rows}</tbody></table></div>"))
    assert read_as[:3] == ["决定书文号", "云罚决字〔2024〕36号", "被处罚当事人"]
    assert read_as[-2:] == ["决定日期", "2012年1月8日"]


def test_tables_among_the_bare_sentences_of_a_cell() -> None:
    head = "<tr><th>供应商</th><th>地址</th><th>代码</th></tr>"
    table = f"<span><div><table>{head}<tr><td>柳河商贸</td><td>柳河镇六组</td><td>9113</td></tr></table></div></span>"
    cell = f"一、中标信息<br>{table}二、公告期限<br>{ONE}<br>{TWO}<br>"
    page = f"<table><tr><td>{HEADLINE}</td></tr><tr><td>{INFO}</td></tr><tr><td>{cell}</td></tr></table>"
    read_as = lines(read(page))
    assert read_as[:4] == ["一、中标信息", "供应商", "地址", "代码"]
    assert read_as[-3:] == ["二、公告期限", ONE, TWO]


def test_a_headline_that_begins_with_the_body_that_keeps_the_site() -> None:
    body, more = "云溪县航运管理总局", "行政处罚信息公开表"
    head = f"<title>{body}</title><meta name='ArticleTitle' content='{body}{more}（云罚决字〔2012〕36号）'>"
    rows = (("作出决定的机关", body), ("日期", "2012年1月8日"))
    form = "".join(f"<tr><td><p>{label}</p></td><td><p>{value}</p></td></tr>" for label, value in rows)
    page = f"<div>发布时间：2012-01-12 来源：检查局</div><div>打印</div><div class='text-title'>{body}{more}</div>"
    below = f"<div>凡本站注明“转载”的作品，均转载自其他媒体，{TWO}</div>"
    article = read(f"{head}{page}<div>{TEXT}<table>{form}</table></div>{below}")
    assert article.headline == body + more
    assert article.published_at == "2012-01-12"


@pytest.mark.parametrize(
    ("info", "published_at", "source"),
    [
        ("最新推荐文章于 2012-01-15 18:28:01 发布", "2012-01-12T09:30:00+08:00", None),
        ("渡口小编 于 2012-01-13 08:00:00 发布", "2012-01-13T08:00:00+08:00", "渡口小编"),
    ],
)
def test_when_another_story_came_out(info: str, published_at: str, source: str | None) -> None:
    told = "<meta property='article:published_time' content='2012-01-12T09:30:00+08:00'>"
    article = read(f"{told}<h1>{HEADLINE}</h1><div>{info}</div><div>{TEXT}</div>")
    assert article.published_at == published_at
    assert article.source == source


@pytest.mark.parametrize("mark", ["关于我们", "转载须知：", "版权须知"])
def test_what_an_account_says_of_itself_below_a_text(mark: str) -> None:
    credits = "<p>作　者：孟　浩　林小舟</p><p>编　辑：段小远</p>"
    account = "<p>《云溪渡口》创刊于1989年，是两岸最早以船工为主角的刊物，每月一日出版，三十年来一直有人读。</p>" * 2
    article = story(f"{TEXT * 3}{credits}<p>{mark}</p>{account}")
    assert lines(article) == [ONE, TWO, THREE] * 3
    assert [name for _, name, _ in people(article)] == ["孟浩", "林小舟", "段小远"]
    # Most of the text below it: a part of a text that tells of its own house.
    assert THREE in lines(story(f"<p>{ONE}</p><p>{mark}</p><p>{TWO}</p>{f'<p>{THREE}</p>' * 5}"))


@pytest.mark.parametrize(
    ("printed", "source", "names"),
    [
        ("《云溪日报》2024-3-13 孟浩", "《云溪日报》", ["孟浩"]),
        ("《云溪日报》2024-3-13", "《云溪日报》", []),
        ("云溪日报 3-13 孟浩 林舟", "云溪日报", ["孟浩", "林舟"]),
        ("云溪日报 2024-3-13 孟浩", "云溪日报", ["孟浩"]),
        ("《云溪党史》2024年第6期", "《云溪党史》2024年第6期", []),
        ("云溪日报 2024-3-13 头版头条新闻", "云溪日报", []),
    ],
)
def test_an_outlet_with_its_day_and_reporter(printed: str, source: str, names: list[str]) -> None:
    article = read(f"<h2>{HEADLINE}</h2><div>{TEXT}<p>来源：{printed}</p></div>")
    assert article.source == source
    assert [name for _, name, _ in people(article)] == names
    assert lines(article) == [ONE, TWO, THREE]


def test_what_angular_hides() -> None:
    shown = f"<p ng-show='doc' class='ng-binding'>{POEM[0]}</p>"
    hidden = "<p ng-show='doc.no' class='ng-binding ng-hide'>云溪罚决字〔2024〕52号</p>"
    assert lines(story(f"{hidden}{TEXT}{shown}")) == [ONE, TWO, THREE, POEM[0]]
    # A class alone of that name is no Angular's.
    assert lines(story(f"<p class='ng-hide'>{POEM[0]}</p>{TEXT}")) == [POEM[0], ONE, TWO, THREE]


OTHERS = "".join(
    f"<li><b>别处的故事之{n}</b><p>{n}月里另一个县的渡口也换了船，船工们说新船走得稳，过河的人比去年多了不少，"
    "摆渡的时间却短了一半，县里打算明年再添两条，把最后的两个渡口也换下来，两岸的学生上学不再绕路。</p></li>"
    for n in ("一", "二", "三", "四", "五", "六", "七", "八")
)


@pytest.mark.parametrize("heading", ["其他人也在看", "猜你喜欢", "為您推薦"])
def test_what_others_read_says_more_than_the_story(heading: str) -> None:
    page = f"<h1>{HEADLINE}</h1>{INFO}<div>{TEXT}{TEXT}</div><div><h4>{heading}</h4><ul>{OTHERS}</ul></div>"
    assert lines(read(page)) == [ONE, TWO, THREE] * 2


def test_where_a_post_was_sent_from_is_no_source() -> None:
    page = f"<h2>{HEADLINE}</h2><div>2024-03-13 10:00 来自 {{}}</div><div>{TEXT}</div>"
    assert read(page.format("Android客户端")).source is None
    assert read(page.format("云溪客户端")).source == "云溪客户端"


@pytest.mark.parametrize(
    "leave", ["如若转载，请注明出处：https://yunxi.example.cn/1.html", "转载请注明出处", "如需转载请联系本站", ""]
)
def test_on_what_terms_it_may_be_printed_again(leave: str) -> None:
    article = read(
        f"<h2>{HEADLINE}</h2><div>2024-03-13 10:00</div><div>{TEXT}<p>原创文章，作者：孟浩，{leave}</p></div>"
    )
    assert [(role, name) for role, name, _ in people(article)] == [("author", "孟浩")]
    assert lines(article) == [ONE, TWO, THREE]


def test_a_tag_beside_the_time_that_looks_like_a_name() -> None:
    line = "<div><span>2024年3月13日 10:00</span> • <a href='/yxg/' rel='{}'>游学梗</a></div>"
    page = f"<h2>{HEADLINE}</h2>{line}<div>{TEXT}</div>"
    assert people(read(page.format("category tag"))) == []
    assert [name for _, name, _ in people(read(page.format("author")))] == ["游学梗"]


@pytest.mark.parametrize("heading", ["相关日志", "相关博文"])
def test_what_a_diary_lists_below_a_text(heading: str) -> None:
    links = (
        "<ul><li><a href='/2.html'>云溪河边的一个清晨</a> (4)</li><li><a href='/3.html'>老渡口的灯</a> (2)</li></ul>"
    )
    assert lines(story(f"{TEXT}<h4>{heading}</h4>{links}")) == [ONE, TWO, THREE]
