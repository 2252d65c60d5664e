"""What real pages of government, party and university portals taught: each rule on an invented page, and where not."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

SIGNED = "<p>云溪县委组织部</p><p>2020年3月12日</p>"
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


def test_when_a_fair_takes_place_is_said_above_where() -> None:
    when = "<p>时间：2020-04-10 10:00</p><p>地点：云溪县晒谷场</p>"
    assert (
        read(f"<h1>{HEADLINE}</h1>{when}<div class='content'>{TEXT}</div>").published_at == "2020-03-13"
    )  # of the address
    told = "<p>发布时间：2020-03-13 10:35</p><p>地点：云溪县晒谷场</p>"
    assert read(f"<h1>{HEADLINE}</h1>{told}<div class='content'>{TEXT}</div>").published_at != "2020-03-13"


def test_the_day_below_a_notice_above_a_list_of_documents() -> None:
    listed = "".join(f"<li><a href='/{n}.doc'>云溪县晒谷场值守办法之{n}</a></li>" for n in range(4))
    signed = "<p>云溪大学工会</p><p>云溪大学教务处</p><p>2020年3月12日</p>"
    below = f"<div>相关附件</div><ul>{listed}</ul>"
    assert lines(story(f"{TEXT}{signed}{below}"))[-2:] == ["云溪大学教务处", "2020年3月12日"]


@pytest.mark.parametrize(
    ("headline", "again"),
    [
        ("云溪大学2020年春季晒谷场双选会邀请函", "<p>云溪大学2020年春季</p><p>晒谷场双选会邀请函</p>"),
        ("云溪大学晒谷场维修工程（YX2020G008）磋商公告", "<h2>云溪大学晒谷场维修工程磋商公告</h2>"),
    ],
)
def test_a_headline_printed_again_otherwise(headline: str, again: str) -> None:
    article = story(f"{again}<p>尊敬的用人单位：</p>{TEXT}", headline=headline)
    assert lines(article)[0] == "尊敬的用人单位："


def test_a_table_of_goods_with_much_in_one_cell_is_not_all_of_the_story() -> None:
    header = "".join(f"<td>{label}</td>" for label in ("序号", "单位", "项目", "概况", "预算"))
    row = f"<td>1</td><td>云溪县</td><td>晒谷场</td><td>{ONE * 6}</td><td>185</td>"
    table = f"<table><tr>{header}</tr><tr>{row}</tr></table>"
    main = f"<h1>{HEADLINE}</h1>{INFO}<div class='nr'><p>{TWO}</p>{table}<div><p>{THREE}</p></div></div>"
    assert (lines(read(main))[0], lines(read(main))[-1]) == (TWO, THREE)


def test_a_paragraph_that_tells_what_to_scan_and_what_then() -> None:
    said = (
        "请您微信扫描下方二维码，仔细阅读入场说明，填写个人信息，并等待审核。"
        "审核通过后，请您在预约的时间内携带登记过的有效身份证件，经工作人员核验后入场。"
    )
    assert said in lines(story(f"{TEXT}<p>{said}</p><p>{ONE}</p>"))
    tool = "扫描下方二维码，关注云溪党建。"
    assert tool not in lines(story(f"{TEXT}<p>{tool}</p>"))


def test_the_title_of_a_document_below_the_name_of_its_column() -> None:
    title = "关于2020年云溪县晒谷场先进支部拟表彰对象的公示"
    menu = "<ul><li><a href='/gg/'>公告</a></li><li><a href='/tz/'>通知</a></li></ul>"
    path = "<div>当前位置：<a href='/'>首页</a> <a href='/tz/'>通知公告</a> <a href='/gg/'>公告</a></div>"
    main = f"{menu}{path}<h2>公告</h2><div class='wp_articlecontent'><p>{title}</p>{TEXT * 3}{SIGNED}</div>"
    article = read(main, "公告")
    assert (article.headline, article.breadcrumb) == (title, ("首页", "通知公告", "公告"))
    assert lines(article)[0] == ONE


def test_what_a_heading_goes_on_with_is_the_deck() -> None:
    main = f"<h1>{HEADLINE}</br>三十六名党员轮流值守</h1>{INFO}<div class='content'>{TEXT}</div>"
    assert (read(main).headline, read(main).deck) == (HEADLINE, "三十六名党员轮流值守")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("主持人 潘如松 本报记者", ("reporter", "潘如松", None)),
        ("主持人：本报记者 潘如松", ("reporter", "潘如松", None)),
        ("本报记者 潘如松 主持", ("reporter", "潘如松", None)),
        ("采访人：潘如松", ("reporter", "潘如松", None)),
        ("中共云溪县委书记　潘如松", ("author", "潘如松", "中共云溪县委书记")),
        ("云溪县教育局局长 潘　松", ("author", "潘松", "云溪县教育局局长")),
        ("数学学院2018级本科生、国旗护卫队成员 潘如松", ("author", "潘如松", "数学学院2018级本科生、国旗护卫队成员")),
        ("作者：潘如松，云溪大学文学院教授、博士生导师", ("author", "潘如松", None)),
        ("作者 潘如松 发布于 2020-03-12", ("author", "潘如松", None)),
    ],
)
def test_bylines_above_a_text(line: str, told: tuple[str, str, str | None]) -> None:
    article = story(f"<p>{line}</p>{TEXT}")
    assert people(article) == [told]
    assert lines(article)[0].startswith(ONE[:12])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("（县委组织部潘如松）", ("author", "潘如松", "县委组织部")),
        ("（作者潘如松系云溪县委党校教师）", ("author", "潘如松", "作者")),
        ("——云溪县委组织部 潘如松", ("author", "潘如松", "云溪县委组织部")),
    ],
)
def test_bylines_below_a_text(line: str, told: tuple[str, str, str | None]) -> None:
    found = [(c.role, c.name, c.organization or c.role_label) for c in story(f"{TEXT}<p>{line}</p>").credits]
    assert found == [told]


@pytest.mark.parametrize("line", ["主持人：欢迎来到演播室。", "云溪县委书记 年度述职"])
def test_lines_that_are_no_bylines(line: str) -> None:
    article = story(f"<p>{line}</p>{TEXT}")
    assert people(article) == []
    assert lines(article)[0].startswith(line[:4])


def test_a_body_in_brackets_is_no_name() -> None:
    for body in ("县农业农村局党组", "县委宣传部文明办"):
        assert people(story(f"{TEXT}<p>（{body}）</p>")) in ([], [("contributor", None, body)])
    assert people(story(TEXT.replace("飘扬。", "飘扬。（作者单位：云溪县委组织部）"))) == []
    assert people(story(f"<p>——潘如松</p>{TEXT}")) == []


def test_text_and_pictures_of_one() -> None:
    both = [("author", "潘如松", None), ("photographer", "潘如松", None)]
    assert people(story(f"{TEXT}<p>文、图：潘如松</p>")) == both
    assert people(story(f"<p>图文：潘如松</p>{TEXT}")) == both[:1]


def test_the_desk_s_telephone_is_no_text() -> None:
    hotline = "<table><tr><td>新闻热线：0901-23508464 投稿信箱：news@example.cn</td></tr></table>"
    player = "<embed src='http://example.cn/audio/003/1.wma'>"
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div>{player}</div>{hotline}")
    assert (article.page_kind, article.body) == ("article", "")
    assert lines(read(f"<h1>{HEADLINE}</h1>{INFO}<div>{TEXT}</div>{hotline}"))[-1] == THREE


def test_the_pages_of_a_list_are_no_text() -> None:
    rows = "".join(f"<li><a href='{n}.htm'>云溪文艺第{n}期目录</a><span>2020-03-{n}</span></li>" for n in range(10, 18))
    pages = "<ul><li>每页 14 记录 总共 66 记录</li><li><a href='2.htm'>下一页</a></li><li>页码 1/5 跳转到</li></ul>"
    assert read(f"<h2>云溪文艺</h2><ul>{rows}</ul>{pages}").page_kind == "listing"


def test_a_trail_between_a_column_and_its_document() -> None:
    title = "关于选拔2020年秋季学期交换生的通知"
    column = "<a href='/jl/'>交流动态</a><h2>交流动态</h2>"
    page = f"{column}<div class='path'>当前位置：<a href='/'>首页</a> <a href='/jl/'>交流动态</a></div>"
    article = read(f"{page}<div class='content'><p><b>{title}</b></p>{TEXT}{SIGNED}</div>", "交流动态")
    assert article.headline == title
    assert lines(article)[0].startswith(ONE[:12])


def test_reporters_who_are_students() -> None:
    told = people(story(f"<p>（学生记者 潘如松 记者 林禾）</p>{TEXT}"))
    assert told == [("reporter", "潘如松", None), ("reporter", "林禾", None)]


def test_credits_in_blocks_of_their_own_below_pictures() -> None:
    below = "<div>作者：</div><div>思源</div><div>供稿单位：</div><div>新闻中心</div>"
    article = story(f"<p><img src='1.jpg'></p><p><img src='2.jpg'></p>{below}")
    assert (people(article), article.body) == ([("author", "思源", None), ("contributor", None, "新闻中心")], "")


def test_who_taught_the_author() -> None:
    told = people(story(f"{TEXT}<p>作者：南洋通讯社 潘如松 指导老师 林禾</p>"))
    assert told == [("author", "潘如松", "南洋通讯社"), ("other", "林禾", None)]


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ("《云溪日报》2022年12月9日第9版", "《云溪日报》"),
        ("云溪日报1月20日1版", "云溪日报"),
        ("云溪日报 2017年12月6日9版", "云溪日报"),
        ("《云溪访谈》2022年5月4日", "《云溪访谈》"),
        ("云溪日报2024072", "云溪日报"),
    ],
)
def test_the_issue_of_a_paper_is_no_part_of_its_name(told: str, source: str) -> None:
    info = f"<p>来源： {told}　　发稿时间：2022-12-09 15:18</p>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div>{TEXT}</div>").source == source


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("作者：潘如松等", ("author", "潘如松", None)),
        ("（付坤 供稿）", ("contributor", "付坤", None)),
        ("供稿单位：云溪附中", ("contributor", None, "云溪附中")),
        ("校报记者团供稿", ("contributor", None, "校报记者团")),
    ],
)
def test_who_sent_a_text_in(line: str, told: tuple[str, str | None, str | None]) -> None:
    article = story(f"{TEXT}<p>{line}</p>")
    assert (people(article), lines(article)[-1]) == ([told], THREE)


def test_what_a_text_was_made_of_is_none_of_it() -> None:
    for line in ("图片由受访者提供", "本文部分内容综合参考云溪日报、云溪发布等媒体报道"):
        article = story(f"{TEXT}<p>{line}</p>")
        assert (people(article), lines(article)[-1]) == ([], THREE)


def test_a_body_with_a_second_name_in_brackets() -> None:
    told = people(story(f"{TEXT}<p>供稿单位：云溪大学档案馆（党史校史研究室）</p>"))
    assert all(name is None and body and body.startswith(("云溪大学", "党史")) for _, name, body in told) and told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("（云台记者 潘如松 林禾 素材来源 云溪大学新闻中心）", [("reporter", "潘如松"), ("reporter", "林禾")]),
        ("文/图 新报记者 潘如松 林禾", [("author", "潘如松"), ("author", "林禾")]),
        ("（本文人物肖像由本报记者潘如松绘）", []),
    ],
)
def test_outlets_and_material_are_nobody(line: str, told: list[tuple[str, str]]) -> None:
    found = [(role, name) for role, name, _ in people(story(f"{TEXT}<p>{line}</p>")) if role != "photographer"]
    assert found == told


def test_reporters_without_names() -> None:
    assert people(story(TEXT.replace("云溪县", "本报讯(新华社记者 本报记者)云溪县", 1))) == []


def test_verses_between_pictures_are_no_captions() -> None:
    stanza = "<p>你站在晒谷场边，</p><p>看晚稻一垛一垛归仓。</p>"
    other = "<p>秋风吹过田埂；</p><p>党旗在高处飘扬。</p>"
    body = f"<p><img src='1.jpg'></p>{stanza}<p><img src='2.jpg'></p>{other}"
    article = story(body)
    assert lines(article) == ["你站在晒谷场边，", "看晚稻一垛一垛归仓。", "秋风吹过田埂；", "党旗在高处飘扬。"]
    assert [image.caption for image in article.images] == [None, None]
