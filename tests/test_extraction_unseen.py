"""What pages of makes nobody tuned on taught: each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest

from crawler.extraction import extract_article
from crawler.items import Article

URL = "http://www.example.cn/2020/0313/1234.html"
HEADLINE = "云溪县：支部建在晒谷场"
ONE = "云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落，晚稻归仓比往年早了整整八天。"
TWO = "截至目前，全县已有五十二个支部照此办理，群众满意率逐月上升，来取经的邻县干部络绎不绝。"
THREE = "县委组织部有关负责人表示，下一步将把经验写进制度，让党旗在田间地头高高飘扬。"
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
INFO = "<div class='info'>2020-03-13 10:35 来源：云溪日报</div>"


def read(main: str, title: str = f"{HEADLINE}-云溪党建网", head: str = "", before: str = "") -> Article:
    html = f"{before}<html><head><title>{title}</title>{head}</head><body>{main}</body></html>"
    return extract_article(html.encode(), url=URL)


def story(body: str, above: str = "", headline: str = HEADLINE, below: str = "") -> Article:
    return read(f"{above}<h1>{headline}</h1>{INFO}<div class='content'>{body}</div>{below}", f"{headline}-云溪党建网")


def lines(article: Article) -> list[str]:
    return (article.body or "").split("\n")


def people(article: Article) -> list[tuple[str, str | None, str | None]]:
    return [(credit.role, credit.name, credit.organization) for credit in article.credits]


HOME, COLUMN = "<a href='/'>首页</a>", "<a href='/jc/'>基层党建</a>"
MENU = "".join(
    f"<li><a href='/{n}/'>{name}</a></li>" for n, name in enumerate(("要闻", "党务", "视频", "专题", "评论"))
)


@pytest.mark.parametrize(
    ("above", "trail"),
    [
        # A template's own trail beside the page's.
        (
            f"<div class='position'>您的位置：{HOME} &gt; 详情页</div>"
            f"<div>{HOME} &gt; <a href='/dw/'>党务</a> &gt; {COLUMN}</div>",
            ("首页", "党务", "基层党建"),
        ),
        (f"<ol><li>{HOME}</li><li>{COLUMN}</li><li>内容</li></ol>", ("首页", "基层党建")),
        (f"<ol class='breadcrumb'><li>{HOME}</li><li>{COLUMN}</li></ol>", ("首页", "基层党建")),
        (
            f"<div class='bread'><span>当前位置：</span><ul><li>{HOME}</li><li>{COLUMN}</li></ul></div>",
            ("首页", "基层党建"),
        ),
        (f"<div><a>设为首页</a> | <a href='#'>加入收藏</a></div><div>{HOME} {COLUMN}</div>", ("首页", "基层党建")),
        ("<div class='route' id='navpath'><a href='/'>云溪党建网</a></div>", ("云溪党建网",)),
        ("<div>云溪时空 &gt; 基层党建</div>", ("云溪时空", "基层党建")),
        (f"<div>{HOME} ▶ {COLUMN} ▶ 正文内容</div>", ("首页", "基层党建")),
        (f"<div>您正在浏览：{HOME}_{COLUMN}_文章内容</div>", ("首页", "基层党建")),
        (f"<div>{HOME} &gt;&gt; {COLUMN} &gt;&gt; 信息详情</div>", ("首页", "基层党建")),
        # Menus, and the heading of a column.
        (f"<ul><li>{HOME}</li>{MENU}<li>{COLUMN}</li></ul>", ()),
        (f"<ul><li>{HOME}</li><li>{COLUMN}</li></ul><div>云溪党建网</div><div>为民服务</div><div>欢迎</div>", ()),
        (f"<div>{HOME} | <a href='/m/'>邮箱</a> | {COLUMN}</div>" + "<p>为民服务</p>" * 5, ()),
        (f"<div>{HOME} | {COLUMN} | {MENU.replace('li>', 'b>')}</div>", ()),
        ("<div class='lm'>基层党建</div>", ()),
    ],
)
def test_a_trail(above: str, trail: tuple[str, ...]) -> None:
    assert story(TEXT, above).breadcrumb == trail


def test_a_column_that_only_the_head_names_is_no_trail() -> None:
    head = "<meta name='ColumnName' content='基层党建'>"
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, head=head).breadcrumb == ()
    assert read(f"<h3>基层党建</h3>{main}", head=head).breadcrumb == ()


def test_titles_with_markup_in_them() -> None:
    both = f"{HEADLINE} 让群众议起来"
    main = f"<h2>{HEADLINE}<br>让群众议起来</h2>{INFO}<div class='content'>{TEXT}</div>"
    escaped = f"<meta name='ArticleTitle' content='{HEADLINE} &lt;br&gt;让群众议起来'>"
    assert "".join((read(main, "云溪党建网", escaped).headline or "").split()) == "".join(both.split())


def test_a_heading_of_two_lines_that_no_title_tells() -> None:
    main = f"<h1>支部建在晒谷场<br>党旗飘在田地间</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网").headline == "支部建在晒谷场 党旗飘在田地间"


def test_the_line_below_a_trail_where_nothing_tells_of_a_headline() -> None:
    main = f"<div>{HOME} &gt; {COLUMN} &gt; 正文</div><div>{HEADLINE}</div><div class='content'>{TEXT * 4}</div>"
    article = read(main, "云溪党建网")
    assert (article.headline, article.breadcrumb) == (HEADLINE, ("首页", "基层党建"))


def test_the_day_in_brackets_behind_a_headline_that_no_heading_marks() -> None:
    main = f"<div>{HEADLINE}（2020年3月13日）</div><div class='content'>{TEXT * 4}</div>"
    article = read(main, f"云溪党建网-通知公告-{HEADLINE}_")
    assert (article.headline, article.published_at) == (HEADLINE, "2020-03-13")


def test_a_trail_in_a_heading_is_no_headline() -> None:
    main = f"<h1>要闻 &gt; 党务 &gt; 正文</h1><div><b>{HEADLINE}</b></div>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网").headline == HEADLINE


def test_a_heading_of_three_lines_one_of_which_begins_with_a_year() -> None:
    main = f"<h1>云溪县委办公室关于举办<br>2020年晒谷场<br>支部活动的通知</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网").headline == "云溪县委办公室关于举办 2020年晒谷场 支部活动的通知"


def test_the_first_line_alone_where_the_title_says_just_that() -> None:
    main = f"<h1>{HEADLINE}<br>党旗飘在田地间</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main).headline == HEADLINE


def test_a_title_behind_stray_characters_is_no_line_of_the_page() -> None:
    main = f"<div class='name'>{HEADLINE}</div>{INFO}<div class='content'>{TEXT}</div>"
    assert read(main, "云溪党建网基层频道-要闻", before=">").headline == HEADLINE


def test_a_heading_that_goes_on_with_time_and_source() -> None:
    info = "<small><i>2020-03-13</i> <b>来源：云溪日报</b></small>"
    article = read(f"<h2 class='title'>{HEADLINE}{info}</h2><div class='content'>{TEXT}</div>", HEADLINE)
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "云溪日报", "2020-03-13")


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


def test_a_deck_below_the_headline_that_is_pasted_in_with_the_story() -> None:
    article = story(f"<p>{HEADLINE}</p><p>周大河宣布开仓 李秋实讲话</p><p>{ONE}{TWO}</p><p>{THREE}</p>")
    assert (article.deck, lines(article)) == ("周大河宣布开仓 李秋实讲话", [ONE + TWO, THREE])


def test_no_deck_without_that_headline() -> None:
    article = story(f"<p>周大河宣布开仓 李秋实讲话</p><p>{ONE}{TWO}</p><p>{THREE}</p>")
    assert (article.deck, lines(article)[0]) == (None, "周大河宣布开仓 李秋实讲话")


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


@pytest.mark.parametrize("headline", ["云溪县全民阅读进校园", "收藏在晒谷场上的党史"])
def test_a_headline_about_reading_is_no_tool(headline: str) -> None:
    article = story(f"<p><b>阅读点亮乡村振兴路</b></p>{TEXT}", headline=headline)
    assert (article.headline, article.crossheads) == (headline, ("阅读点亮乡村振兴路",))


def test_a_body_and_a_name_in_the_last_bracket() -> None:
    found = story(f"<p>{ONE}</p><p>{TWO}（图书馆 魏岚）</p>")
    assert people(found) == [("author", "魏岚", "图书馆")]
    assert lines(found)[-1].endswith("（图书馆 魏岚）")


def test_names_in_traditional_characters() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}（鄒春霞）</p>", below="<div>實習編輯 賈淼</div>")
    assert people(article) == [("author", "鄒春霞", None), ("editor", "賈淼", None)]


def test_the_desk_far_below_the_story() -> None:
    form = "".join(f"<div>{label}</div>" for label in ("全部留言", "匿名", "联系手机", "留言内容", "验证码") * 6)
    article = story(TEXT, below=f"{form}<div>来 源：云溪日报　责任编辑：魏岚</div>")
    assert people(article) == [("editor", "魏岚", None)]


def test_the_desk_below_the_tools_and_related_stories() -> None:
    tools = "<div>[ <a href='#'>推荐</a> ] [ <a href='#'>收藏</a> ] [ <a href='#'>打印</a> ]</div>"
    related = "<h4>相关新闻：</h4>" + "".join(f"<div><a href='/{n}.html'>云溪县第{n}批干部</a></div>" for n in range(5))
    assert people(story(TEXT, below=f"{tools}<div>责任编辑: 魏岚</div>")) == [("editor", "魏岚", None)]
    assert people(story(TEXT, below=f"{related}<div>[责任编辑：魏岚]</div>")) == [("editor", "魏岚", None)]


@pytest.mark.parametrize("end", ["列表页", "正文"])
def test_columns_that_spaces_alone_keep_apart(end: str) -> None:
    trail = ("首页", "基层党建") if end == "正文" else ("首页", "基层党建", end)
    assert story(TEXT, f"<div>当前位置：首页 基层党建 {end}</div>").breadcrumb == trail


@pytest.mark.parametrize(
    "trail",
    [
        f"<dl><dt>当前位置：</dt><dd>{HOME}</dd><dd>{COLUMN}</dd></dl>",
        f"<div>位置：{HOME} : {COLUMN} : 正文</div>",
        f"<div>{HOME} &gt; {COLUMN} &gt; {HEADLINE[:7]}...</div>",
    ],
)
def test_trails_of_other_makes(trail: str) -> None:
    assert story(TEXT, trail).breadcrumb == ("首页", "基层党建")


def informed(info: str, above: str = "", url: str = URL) -> Article:
    html = f"<title>{HEADLINE}-云溪党建网</title>{above}<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    return extract_article(f"<html><body>{html}</body></html>".encode(), url=url)


def test_labels_and_values_in_items_of_a_list() -> None:
    items = ("发布时间：", "2020-03-13", "来源：", "云溪日报", "作者：", "魏岚")
    article = informed("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    assert (article.source, article.published_at, people(article)) == (
        "云溪日报",
        "2020-03-13",
        [("author", "魏岚", None)],
    )


def test_the_table_above_a_document_says_when_it_was_published() -> None:
    cells = ("索引号", "A001", "成文日期", "2020-03-10", "发布日期", "2020-03-13", "名称", HEADLINE, "文号", "无")
    labelled = [f"{cell}：" if place % 2 == 0 else cell for place, cell in enumerate(cells)]
    table = "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in labelled) + "</tr></table>"
    article = informed("", table)
    assert (article.headline, article.published_at, lines(article)) == (HEADLINE, "2020-03-13", [ONE, TWO, THREE])
    unsaid = informed("<meta name='PubDate' content='2020-03-12'>", table.replace("发布日期", "失效日期"))
    assert unsaid.published_at == "2020-03-12"


@pytest.mark.parametrize(
    ("url", "published_at"),
    [
        ("http://www.example.cn/2020/0313/1234.html", "2020-03-13T10:35:00+08:00"),
        ("http://www.example.cn/yw/t20200313_1234.html", "2020-03-13T10:35:00+08:00"),
        ("http://www.example.cn/2020/0420/1234.html", None),
        ("http://www.example.cn/show?id=1234", None),
    ],
)
def test_a_time_without_its_year(url: str, published_at: str | None) -> None:
    article = informed("<div>云溪日报  03-13 10:35 责编：魏岚</div>", url=url)
    assert (article.published_at, people(article)) == (published_at, [("editor", "魏岚", None)])


def test_a_day_apart_from_its_month() -> None:
    article = informed("<div><b>13</b><i>2020-03</i></div><div>来源：云溪日报</div>")
    assert (article.published_at, article.source) == ("2020-03-13", "云溪日报")


def test_a_time_set_like_the_rows_below_is_the_storys() -> None:
    rows = "".join(
        f"<div><a href='/{n}.html'>云溪县第{n}批干部</a></div><div>云溪日报 2020-02-1{n}</div>" for n in range(4)
    )
    html = f"<div>{HEADLINE}</div><div>云溪日报 2020-03-13 10:35</div><article>{TEXT}</article>{rows}"
    article = read(html, HEADLINE)
    assert (article.published_at, article.source) == ("2020-03-13T10:35:00+08:00", "云溪日报")


def test_a_name_behind_the_source_is_no_part_of_it() -> None:
    assert informed("<div>来源：云溪日报 魏岚 2020-03-13</div>").source == "云溪日报"


def test_letters_for_text_and_pictures() -> None:
    article = story(f"{TEXT}<p>文：魏岚 图：张静</p><p>来源 | 云溪日报</p><p>编辑 | 李卫</p>")
    assert lines(article) == [ONE, TWO, THREE]
    assert people(article) == [("author", "魏岚", None), ("photographer", "张静", None), ("editor", "李卫", None)]


def test_a_caption_that_begins_like_a_label_names_nobody() -> None:
    article = story(f"<p><img src='/1.jpg'></p><p align='center'>图：晒谷场一景</p>{TEXT}")
    assert (article.images[0].caption, people(article)) == ("图：晒谷场一景", [])


def test_a_summary_in_brackets() -> None:
    assert lines(story(f"<p>【摘要】{TWO}</p>{TEXT}")) == [ONE, TWO, THREE]


def test_traditional_pages_end_where_others_do() -> None:
    html = (
        f"<div>當前位置：<a href='/'>首頁</a> &gt; <a href='/x/'>要聞</a> &gt; 正文</div><h1>{HEADLINE}</h1>"
        f"<div>發佈時間：2020-03-13 來源：雲溪日報 作者：張靜</div><div class='content'>{TEXT}"
        "<p>責任編輯：賈淼</p><p>相關新聞</p><p>晒穀場上的支部又添了新的一頁。</p></div>"
    )
    article = read(html)
    assert (article.breadcrumb, article.source, lines(article)) == (("首页", "要聞"), "雲溪日報", [ONE, TWO, THREE])
    assert people(article) == [("author", "張靜", None), ("editor", "賈淼", None)]


@pytest.mark.parametrize(
    ("signature", "credits"),
    [
        ("（云溪县委组织部：魏岚）", [("author", "魏岚", "云溪县委组织部")]),
        ("（云溪县委组织部　魏岚）", [("author", "魏岚", "云溪县委组织部")]),
        ("【云溪县委组织部 供稿】", [("contributor", None, "云溪县委组织部")]),
        ("【通讯员 魏岚】", [("correspondent", "魏岚", None)]),
    ],
)
def test_signatures_in_the_last_line(signature: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{TEXT}<p>{signature}</p>")
    assert (people(article), lines(article)) == (credits, [ONE, TWO, THREE])


def test_outlets_that_a_story_was_gathered_from_made_nothing() -> None:
    assert people(story(f"{TEXT}<p>（综合云溪日报、云溪党建网报道）</p>")) == []


def test_the_pages_of_a_story_are_none_of_it() -> None:
    assert lines(story(f"{TEXT}<div>1 2 3 4 下一页 更多</div>")) == [ONE, TWO, THREE]
    for last in ("[1] [2]", "【1】【2】【3】", "上一页 1 2"):
        assert lines(story(f"{TEXT}<p>{last}</p>")) == [ONE, TWO, THREE]


def test_how_long_ago_is_no_line_of_the_story() -> None:
    article = read(f"<h1>{HEADLINE}</h1><div class='content'><p>魏岚·5小时前</p>{TEXT * 4}</div>")
    assert (people(article), lines(article)[0]) == ([("author", "魏岚", None)], ONE)


def test_the_author_as_the_maker_of_a_picture_is_no_name() -> None:
    assert people(story(f"<p><img src='/1.jpg'></p><p align='center'>图片来源：本文作者拍摄</p>{TEXT}")) == []


@pytest.mark.parametrize("dash", ["——", "--"])
def test_a_line_with_a_dash_that_opens_a_story_is_its_deck(dash: str) -> None:
    article = story(f"<p>{dash}记云溪县“晒谷场上的党课”主题活动</p>{TEXT}")
    assert (article.deck, lines(article)) == (f"{dash}记云溪县“晒谷场上的党课”主题活动", [ONE, TWO, THREE])


def test_a_line_with_a_dash_within_a_story_is_no_deck() -> None:
    article = story(f"<p>{ONE}</p><p>——晒谷场上的一位老党员说</p><p>{TWO}</p>")
    assert (article.deck, lines(article)) == (None, [ONE, "——晒谷场上的一位老党员说", TWO])


def test_credits_below_a_story_one_a_line_with_the_day_below_them() -> None:
    article = story(
        f"{TEXT}<p>供稿：党政办</p><p>撰稿人：魏岚</p><p>审稿人：张静</p><p>审阅：王帆</p><p>摄影：李卫、陈敏</p>"
        "<div>2020、3、13</div>"
    )
    assert lines(article) == [ONE, TWO, THREE]
    assert people(article) == [
        ("contributor", None, "党政办"),
        ("author", "魏岚", None),
        ("approver", "张静", None),
        ("approver", "王帆", None),
        ("photographer", "李卫", None),
        ("photographer", "陈敏", None),
    ]


def test_a_label_that_nobody_knows_among_credits_ends_the_story_with_them() -> None:
    article = story(f"{TEXT}<p>撰稿：魏岚</p><p>把关：张静</p><p>编辑：李卫</p>")
    assert lines(article) == [ONE, TWO, THREE]
    assert people(article) == [("author", "魏岚", None), ("other", "张静", None), ("editor", "李卫", None)]


def test_labels_within_a_notice_stay() -> None:
    text = f"{TEXT}<p>联系人另行通知。</p><p>活动对象：全县党员</p>"
    assert lines(story(text)) == [ONE, TWO, THREE, "联系人另行通知。", "活动对象：全县党员"]


@pytest.mark.parametrize("day", ["2020.3.12", "2020-03-12", "2020年3月12日"])
def test_the_day_below_a_signature_is_of_the_document(day: str) -> None:
    article = story(f"{TEXT}<p>云溪县委组织部、党员教育中心</p><p>{day}</p>")
    assert lines(article) == [ONE, TWO, THREE, "云溪县委组织部、党员教育中心", day]


def test_a_day_below_a_story_nobody_signed_is_none_of_it() -> None:
    assert lines(story(f"{TEXT}<p>2020-03-12</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("label", "credits"),
    [
        ("供稿：体育组 魏岚", [("contributor", "魏岚", "体育组")]),
        ("撰稿：六（1）中队 魏岚 张静", [("author", "魏岚", "六（1）中队"), ("author", "张静", None)]),
        ("撰稿：初二（3）班 魏岚", [("author", "魏岚", "初二（3）班")]),
        ("作者：魏岚（单位：云溪县 社会主义学院）", [("author", "魏岚", "云溪县社会主义学院")]),
        ("作者：乡村写作者、代表作《晒谷场》魏岚", [("author", "魏岚", None)]),
        ("作者：校办", [("author", None, "校办")]),
        ("供稿：机电工程系 魏岚", [("contributor", "魏岚", "机电工程系")]),
        ("宣传部 魏岚", [("author", "魏岚", "宣传部")]),
        ("文稿：魏岚", [("author", "魏岚", None)]),
        (
            "撰稿/魏岚 编辑/张静 审核/李卫",
            [("author", "魏岚", None), ("editor", "张静", None), ("approver", "李卫", None)],
        ),
        ("责编 / 魏岚 审校 / 张静", [("editor", "魏岚", None), ("proofreader", "张静", None)]),
        ("作者：云溪初中", [("author", None, "云溪初中")]),
        ("（来源：云溪日报 魏岚 编辑：张静）", [("author", "魏岚", "云溪日报"), ("editor", "张静", None)]),
    ],
)
def test_who_stands_behind_a_label(label: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{TEXT}<p>{label}</p>")
    assert (people(article), lines(article)) == (credits, [ONE, TWO, THREE])


def test_the_name_of_a_column_in_a_bracket_is_nobodys() -> None:
    assert people(story(f"<div>【治县有道·支部新实践】</div>{TEXT}")) == []


def test_a_byline_of_an_outlets_own_reporters_between_two_parts() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p><b>云溪日报记者 魏岚</b></p>{f'<p>{THREE}</p>' * 5}")
    assert lines(article) == [ONE, TWO, *[THREE] * 5]
    assert people(article) == [("reporter", "魏岚", "云溪日报")]
    kept = story(f"<p>{ONE}</p><p>{TWO}</p><p><b>云溪日报记者走进晒谷场</b></p>{f'<p>{THREE}</p>' * 5}")
    assert ("云溪日报记者走进晒谷场" in lines(kept), people(kept)) == (True, [])


def test_a_name_behind_the_end_of_a_part() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO} 魏岚</p><p><b>晒谷场的新账本</b></p><p>{THREE}</p>")
    assert people(article) == [("author", "魏岚", None)]


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


def test_the_day_beside_the_page_of_a_paper() -> None:
    above = "<div><p>第A01版：头版</p><p>2020年03月13日 星期五</p></div>"
    article = read(f"{above}<p class='title1'>{HEADLINE}</p><div id='ozoom'>{TEXT}</div>", HEADLINE)
    assert article.published_at == "2020-03-13"
    today = read(f"{above.replace('第A01版：头版', '欢迎您').replace('13日', '14日')}<p>{HEADLINE}</p>{TEXT}", HEADLINE)
    assert today.published_at == "2020-03-13"  # the address says so


SCRIPT = """<script>var page = {source :{"url":"http://e.cn/","name":"云溪快报"}, ctime : "1584066900000"};</script>"""


def test_a_source_and_a_time_that_a_script_fills_in() -> None:
    article = read(f"<h1>{HEADLINE}</h1><p>来源： 作者：</p><div class='content'>{TEXT}</div>", head=SCRIPT)
    assert (article.source, article.published_at) == ("云溪快报", "2020-03-13T10:35:00+08:00")
    assert read(f"<h1>{HEADLINE}</h1><p>来源： 作者：</p><div class='content'>{TEXT}</div>").source is None
    assert read(f"<h1>{HEADLINE}</h1><div class='content'>{TEXT}</div>", head=SCRIPT).source is None


def test_a_crosshead_below_the_time_is_no_source() -> None:
    begins = "云溪县党员活动中心是全县党员的家，晒谷场上的党课从这里开始，年年不断。"
    article = read(
        f"<div><b>办事指南</b></div><div>类型：指南 阅读次数：12 添加时间：2020-3-13 16:38</div><div id='n'>"
        f"<p><b>党员活动中心</b></p><p>{begins}</p>{TEXT}</div>",
        "云溪县党建服务网->",
    )
    assert (article.headline, article.source) == ("办事指南", None)
    assert lines(article) == ["党员活动中心", begins, ONE, TWO, THREE]


def test_a_heading_that_names_the_site_and_the_column() -> None:
    main = f"<ul><li>支部简介</li></ul><div class='content'><h3>云溪县晒谷场党支部简介</h3>{TEXT * 4}</div>"
    assert read(main, "支部简介-云溪县晒谷场党支部").headline == "云溪县晒谷场党支部简介"


def test_credits_behind_the_last_sentence() -> None:
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}　撰稿：魏岚</p>")) == [("author", "魏岚", None)]
    told = "党员们说，账本人人看得懂。 会议指出：晒谷场是课堂"
    article = story(f"{TEXT}<p>{told}</p>")
    assert (people(article), lines(article)[-1]) == ([], told)


@pytest.mark.parametrize("mark", ["END", "- END -", "end"])
def test_the_word_that_ends_a_story_is_none_of_it(mark: str) -> None:
    assert lines(story(f"{TEXT}<p>{mark}</p><p>排版：魏岚</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("printed", "source", "credits"),
    [
        ("云溪日报（魏岚）", "云溪日报", [("author", "魏岚", "云溪日报")]),
        ("云溪网（乡村频道）", "云溪网（乡村频道）", []),
        ("（云溪日报）", "云溪日报", []),
    ],
)
def test_what_stands_in_brackets_behind_a_source(
    printed: str, source: str, credits: list[tuple[str, str | None, str | None]]
) -> None:
    article = informed(f"<div>2020-03-13 来源：{printed}</div>")
    assert (article.source, people(article)) == (source, credits)


def test_bare_text_in_the_block_of_the_paragraphs_is_of_the_story() -> None:
    article = story(
        f"云溪日报网（<a href='/'>e.cn</a>）3月13日讯<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>（云溪县新闻中心）"
    )
    assert lines(article) == ["云溪日报网（e.cn）3月13日讯", ONE, TWO, THREE]
    assert people(article) == [("contributor", None, "云溪县新闻中心")]


def test_a_bracket_in_a_block_beside_bare_sentences_is_of_the_story() -> None:
    column = "【治县有道·支部新实践】"
    assert lines(story(f"<div>{column}</div>{ONE}<br>{TWO}<br>{THREE}"))[0] == column


def test_a_bare_line_above_the_paragraphs_is_the_deck() -> None:
    long = ONE + TWO
    article = story(f"账本人人看得懂 党课天天讲实话<p>{long}</p><p>{TWO}</p><p>{THREE}</p>")
    assert (article.deck, lines(article)) == ("账本人人看得懂 党课天天讲实话", [long, TWO, THREE])
    signed = story(f"云溪县委党员教育中心<p>{long}</p><p>{TWO}</p><p>{THREE}</p>")
    assert signed.deck is None


@pytest.mark.parametrize("legend", ["党课现场", "晒谷场上的合影"])
def test_the_last_line_of_a_story_right_below_its_last_picture_is_the_legend(legend: str) -> None:
    article = story(f"{TEXT}<p><img src='/1.jpg'></p><p>{legend}</p>")
    assert ([image.caption for image in article.images], lines(article)) == ([legend], [ONE, TWO, THREE])


def test_a_signature_below_the_last_picture_is_no_legend() -> None:
    article = story(f"{TEXT}<p><img src='/1.jpg'></p><p>云溪县委党校</p>")
    assert (article.images[0].caption, lines(article)[-1]) == (None, "云溪县委党校")
    article = story(f"{TEXT}<p><img src='/1.jpg'></p><p>魏岚</p>")
    assert (article.images[0].caption, people(article)) == (None, [("author", "魏岚", None)])


def test_a_slash_gone_wrong_before_a_byline() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>文\\\\\\\\记者魏岚</p>{f'<p>{THREE}</p>' * 5}")
    assert (people(article), lines(article)[2]) == ([("author", "魏岚", None)], THREE)


def test_who_chose_the_copy_is_an_editor() -> None:
    assert people(story(TEXT, below="<div>来源：云溪日报 作者：崔一苇 选稿：方若谷</div>")) == [
        ("author", "崔一苇", None),
        ("editor", "方若谷", None),
    ]


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


@pytest.mark.parametrize(
    "script",
    [
        "var from='云溪日报'; if (from != '') document.write('来源：' + from);",
        'var from = "云溪日报"; document.write("<span>【信息来源：" + from + "】</span>");',
        "document.write('来源：云溪日报')",
    ],
)
def test_a_source_that_a_script_writes(script: str) -> None:
    info = f"<div class='info'><script>{script}</script> 2020-03-13 10:35</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert article.source == "云溪日报"
    other = read(f"<h1>{HEADLINE}</h1>{info.replace('来源', '去处')}<div class='content'>{TEXT}</div>")
    assert other.source is None
