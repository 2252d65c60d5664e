"""What an audit of thousands of crawled pages showed to be missing: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article

PICTURE = "<p style='text-align:center'><img src='/1.jpg' width='600' height='400'></p>"


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        ("本报记者 孟浩", [("reporter", "孟浩", None)]),
        ("■云溪日报记者 孟浩 林舟", [("reporter", "孟浩", "云溪日报"), ("reporter", "林舟", "云溪日报")]),
        ("本报记者 孟浩 摄影 林舟", [("reporter", "孟浩", None), ("photographer", "林舟", None)]),
        ("孟浩", [("author", "孟浩", None)]),
        ("孟　浩", [("author", "孟浩", None)]),
        ("■本报评论员", [("author", None, "本报评论员")]),
        (
            "云溪大学党委书记 孟浩 云溪大学校长 林舟",
            [("author", "孟浩", "云溪大学党委书记"), ("author", "林舟", "云溪大学校长")],
        ),
        ("本报记者 孟浩 摄", [("photographer", "孟浩", None)]),
    ],
)
def test_a_byline_below_a_picture_is_no_caption(byline: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    article = story(f"{PICTURE}<p style='text-align:center'>{byline}</p><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == credits
    assert article.body == "\n".join((ONE, TWO, THREE))


def test_who_a_picture_shows_did_not_write_the_story() -> None:
    told = f"<p>孟浩说，{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    article = story(f"{PICTURE}<p style='text-align:center'>孟浩</p>{told}")
    assert people(article) == []
    assert article.images[0].caption == "孟浩"


def test_names_between_a_storys_heading_and_its_text() -> None:
    assert people(story(f"<p>晚稻归仓正当时，党员干部走在前干在先</p><p>孟浩 林舟</p>{TEXT}")) == [
        ("author", "孟浩", None),
        ("author", "林舟", None),
    ]
    assert people(story(f"<p>晚稻归仓正当时，党员干部走在前干在先</p><p>孟浩</p><p>孟浩说，{ONE}</p>{TEXT}")) == []


@pytest.mark.parametrize(
    ("opening", "credits"),
    [
        ("本报记者 孟浩 {text}", [("reporter", "孟浩", None)]),
        ("[云溪日报-云溪网报道 赴柳河特派记者 孟浩 林舟]{text}", [("reporter", "孟浩", "云溪日报-云溪网")] * 2),
        ("本报讯（记者_孟浩 摄影_林舟）{text}", [("reporter", "孟浩", None), ("photographer", "林舟", None)]),
        ("本报记者 走进 云溪县看到，{text}", []),
        ("本报讯段远、特约记者孟浩报道：{text}", [("author", "段远", None), ("reporter", "孟浩", None)]),
        (
            "云溪新闻网讯（记者 孟浩 通讯员 " + "林舟 温如是 段远 孟小川 " * 9 + "）{text}",
            [("reporter", "孟浩", None), *[("correspondent", "林舟", None)] * 4],
        ),
    ],
)
def test_who_reported_at_a_storys_beginning(opening: str, credits: list[tuple[str, str, str | None]]) -> None:
    found = people(story(f"<p>{opening.format(text=ONE)}</p><p>{TWO}</p><p>{THREE}</p>"))
    assert [(role, body) for role, _, body in found] == [(role, body) for role, _, body in credits]


def test_who_reported_below_several_headings() -> None:
    headings = "<p>云溪县书写新篇章</p><p>——田间地头见行动</p><p>党员干部的承诺</p><p>在全县引发反响</p>"
    article = story(f"{headings}<p>本报讯（记者 孟浩）{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [("reporter", "孟浩", None)]


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        (
            "云溪日报记者温如是柳河台记者林舟",
            [("reporter", "温如是", "云溪日报"), ("reporter", "林舟", "柳河台")],
        ),
        ("（云溪日报全媒体记者记者孟浩、林舟）", [("reporter", "孟浩", "云溪日报"), ("reporter", "林舟", "云溪日报")]),
        ("云溪新闻网讯 记者 孟浩 摄影 林舟", [("reporter", "孟浩", None), ("photographer", "林舟", None)]),
        ("记者孟小川柳河报道", [("reporter", "孟小川", None)]),
        (
            "记者 孟浩 摄影 林舟 温如是及各单位通讯员",
            [("reporter", "孟浩", None), ("photographer", "林舟", None), ("photographer", "温如是", None)],
        ),
        ("委员：孟宴会 林舟 温如是", []),
    ],
)
def test_bylines_that_run_on(byline: str, credits: list[tuple[str, str, str | None]]) -> None:
    assert people(story(f"<p>{byline}</p>{TEXT}")) == credits


@pytest.mark.parametrize(
    ("ending", "credits"),
    [
        ("（来源：云溪日报 记者 孟浩）", [("reporter", "孟浩", "云溪日报")]),
        ("（云溪新闻编辑孟浩）", [("editor", "孟浩", None)]),
        ("实习编译：孟浩 审稿：林舟）", [("compiler", "孟浩", None), ("approver", "林舟", None)]),
        ("（舞蹈编导，云溪舞蹈学院）", []),
        ("（文图来源于云溪县委宣传部）", [("contributor", None, "云溪县委宣传部")]),
        ("（来源于云溪发布公众号）", []),
        ("（云溪县戏曲传承基地供稿）", [("contributor", None, "云溪县戏曲传承基地")]),
        ("（组织部供稿 摄影/孟浩）", [("contributor", None, "组织部"), ("photographer", "孟浩", None)]),
    ],
)
def test_who_made_a_story_right_behind_its_end(ending: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}{ending}</p>")) == credits


@pytest.mark.parametrize(
    ("printed", "source"),
    [
        ("2019年1月20日 云溪日报 第1版", "云溪日报"),
        ("2019-01-28 云溪广播网", "云溪广播网"),
        ("2019年1月28日 云溪网-教育频道", "云溪网-教育频道"),
        ("2019-01-28 10:30", None),
    ],
)
def test_a_day_stands_before_the_source(printed: str, source: str | None) -> None:
    info = f"<div>来源：{printed} 发稿时间：2019-02-12 11:47</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == source


HEAD_OF_PAGE = f"<h1>{HEADLINE}</h1><div class='info'>2020-03-13 10:35</div>"
FILE = "http://www.example.cn/files/20200313/1.pdf"


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='wp_pdf_player' pdfsrc='/files/20200313/1.pdf'></div>",
        "<iframe src='/pdfjs/web/viewer.html?file=/files/20200313/1.pdf'></iframe>",
        "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2F20200313%2F1.pdf#page=1'></iframe>",
        "<object data='/files/20200313/1.pdf' type='application/pdf'></object>",
        '<script>showPdf("/files/20200313/1.pdf","100%","600","/pdfjs/viewer.html?file=")</script>',
    ],
)
def test_a_page_that_shows_a_document_in_place_of_a_text(shown: str) -> None:
    menu = "".join(f"<li><a href='/{n}/'>栏目{n}</a></li>" for n in range(9))
    rows = (f"<li><a href='/info/1/{n}.htm'>云溪县第{n}期干部培训班开班</a></li>" for n in range(4))
    others = f"<h4>热点</h4><ul>{''.join(rows)}</ul>"
    shows = f"<div class='wp_articlecontent'><p>{shown}</p></div>{others}"
    page = f"<html><body><ul>{menu}</ul>{HEAD_OF_PAGE}{shows}</body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/2a/c1a2/page.htm")
    assert (article.page_kind, article.headline, article.body) == ("article", HEADLINE, "")
    assert [attachment.url for attachment in article.attachments] == [FILE]


@pytest.mark.parametrize(
    "player", ["<div id='player_box'></div>", "<div class='gallery'></div>", "<script>play({video_id: 1200})</script>"]
)
def test_what_leads_on_to_other_videos_is_no_text(player: str) -> None:
    others = "".join(f"<h3>{name}</h3><p><a href='/v/1.htm'>柳河镇的一天</a></p>" for name in ("相关视频", "推荐图集"))
    feet = "<div><p>云溪视频官方交流群：123456</p><p>24小时客服热线：0900 123456</p></div>"
    page = f"<html><body>{HEAD_OF_PAGE}{player}<div>{others}</div>{feet}</body></html>"
    article = extract_article(page.encode(), url="http://www.example.cn/v/20200313/1.html")
    assert (article.page_kind, article.headline, article.body) == ("article", HEADLINE, "")


def test_credits_of_many_names() -> None:
    names = "孟浩 温如是 林舟 段远 " * 16
    article = story(f"<p>文案：孟浩 摄影：{names}</p>{TEXT}")
    assert people(article)[:3] == [
        ("author", "孟浩", None),
        ("photographer", "孟浩", None),
        ("photographer", "温如是", None),
    ]
    assert article.body == "\n".join((ONE, TWO, THREE))


@pytest.mark.parametrize(
    ("ending", "source"),
    [
        ("（来源：云溪日报）", "云溪日报"),
        ("（转载于云溪动态）", "云溪动态"),
        ("（图片来源：云溪视觉）", None),
        ("（转自柳河镇，有删节）", None),
    ],
)
def test_a_source_behind_the_last_sentence(ending: str, source: str | None) -> None:
    told = f"<div class='content'><p>{ONE}</p><p>{TWO}</p><p>{THREE}{ending}</p></div>"
    assert read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div>{told}").source == source


def test_the_address_of_the_original_is_no_text() -> None:
    address = "<p>http://www.example.com/news/2020/1.shtml</p>"
    assert story(f"{TEXT}{address}").body == "\n".join((ONE, TWO, THREE))
    asked = story(f"{TEXT}<p>报名网址：</p>{address}").body or ""
    assert asked.endswith("1.shtml")


@pytest.mark.parametrize(
    ("byline", "credits"),
    [
        ("云溪网 作者 云溪的清晨和黄昏", [("author", "云溪的清晨和黄昏", None)]),
        ("作者：电院 孟浩", [("author", "孟浩", "电院")]),
        ("作者：孟浩 欢迎投稿:a@example.cn", [("author", "孟浩", None)]),
        ("发表于 3 天前 只看该作者 来自 - 云溪", []),
    ],
)
def test_names_beside_the_time(byline: str, credits: list[tuple[str, str, str | None]]) -> None:
    info = f"<div class='info'>2020-03-13 10:35 {byline}</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == credits


def test_who_took_the_picture_behind_what_it_shows() -> None:
    caption = "<p style='text-align:center'>党员在晒谷场上值守。摄影 云溪日报记者 孟浩</p>"
    article = story(f"<p>{ONE}</p>{PICTURE}{caption}<p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [("photographer", "孟浩", "云溪日报")]


def test_an_author_named_between_the_summary_and_the_dateline() -> None:
    article = story(f"<p>{THREE}</p><p>作者：孟浩</p><p>云溪新闻讯 {ONE}</p><p>{TWO}</p><p>{ONE}</p>")
    assert people(article) == [("author", "孟浩", None)]


def test_who_signs_below_a_text_is_no_headline() -> None:
    signed = "<p>云溪县委办公室</p><p>2025年3月17日</p>"
    menu = "".join(f"<li>栏目{n}</li>" for n in range(6))
    main = f"<ul>{menu}</ul><h2>县情通报</h2><div class='page-news-title'>县情通报（2025-10）</div>"
    info = "<div><div>来源：云溪网</div><div>时间: 2025-03-17 阅读:10</div></div>"
    page = f"{main}{info}<div><p>{ONE}{TWO}</p><p>{TWO}{ONE}</p>{signed}</div>"
    assert read(page, "县情通报（2025-10）").headline == "县情通报（2025-10）"


def test_labels_and_their_values_above_the_time_are_no_headline() -> None:
    asked = "<div>工作地域：云溪 职位类别： - 招聘人数：3人</div><div>发布时间：2020-03-13 浏览量：12</div>"
    main = f"<div class='t'><a href='/job/1'>{HEADLINE}</a></div>{asked}<div class='content'>{TEXT}</div>"
    assert read(main, f"{HEADLINE}-云溪公司").headline == HEADLINE


def test_a_page_of_names_has_no_authors() -> None:
    names = ("孟浩", "林舟", "段远", "温如是", "林　山", "孟小川")
    listed = "".join(f"<p>{name}</p>" for name in names)
    article = story(f"<p>{ONE}</p>{listed}<p>{TWO}</p><p>{THREE}</p>{listed}")
    assert people(article) == []
    assert people(story(f"{''.join(f'<p>{name}</p>' for name in names[:2])}{TEXT}")) != []
    posts = "".join(f"<p>云溪县副县长 {name}</p><p>分管农业农村、水利工作</p>" for name in names[:4])
    assert people(story(f"{posts}<p>{ONE}</p>")) == []


def test_the_last_row_of_a_list_is_no_metadata() -> None:
    rows = "".join(f"<li><a href='/n/{n}.htm'>{HEADLINE}第{n}次</a> 2020-03-{n:02}</li>" for n in range(1, 12))
    foot = "<div><p>云溪党建新闻中心欢迎提供新闻线索和稿件。</p></div>"
    page = f"<html><head><title>学校要闻</title></head><body><ul>{rows}</ul>{foot}</body></html>"
    assert extract_article(page.encode(), url="http://www.example.cn/2020/0313/c1a2.html").page_kind == "listing"


def test_who_wrote_what_an_account_published() -> None:
    article = story(f"<p>本文来自微信公众号“云溪观察”，作者孟浩。</p>{TEXT}")
    assert people(article) == [("author", "孟浩", None)]
    assert article.body == "\n".join((ONE, TWO, THREE))
