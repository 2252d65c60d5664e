"""Who made a story, within it and below it; each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story


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


def test_letters_for_text_and_pictures() -> None:
    article = story(f"{TEXT}<p>文：魏岚 图：张静</p><p>来源 | 云溪日报</p><p>编辑 | 李卫</p>")
    assert lines(article) == [ONE, TWO, THREE]
    assert people(article) == [("author", "魏岚", None), ("photographer", "张静", None), ("editor", "李卫", None)]


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


def test_the_author_as_the_maker_of_a_picture_is_no_name() -> None:
    assert people(story(f"<p><img src='/1.jpg'></p><p align='center'>图片来源：本文作者拍摄</p>{TEXT}")) == []


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


def test_credits_behind_the_last_sentence() -> None:
    assert people(story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}　撰稿：魏岚</p>")) == [("author", "魏岚", None)]
    told = "党员们说，账本人人看得懂。 会议指出：晒谷场是课堂"
    article = story(f"{TEXT}<p>{told}</p>")
    assert (people(article), lines(article)[-1]) == ([], told)


def test_a_slash_gone_wrong_before_a_byline() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>文\\\\\\\\记者魏岚</p>{f'<p>{THREE}</p>' * 5}")
    assert (people(article), lines(article)[2]) == ([("author", "魏岚", None)], THREE)


def test_who_chose_the_copy_is_an_editor() -> None:
    assert people(story(TEXT, below="<div>来源：云溪日报 作者：崔一苇 选稿：方若谷</div>")) == [
        ("author", "崔一苇", None),
        ("editor", "方若谷", None),
    ]


def test_bodies_that_sign_together() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>（党委宣传部、党委学生工作部）</p>")
    assert people(article) == [("contributor", None, "党委宣传部"), ("contributor", None, "党委学生工作部")]


def test_where_to_send_copy_is_no_editor() -> None:
    below = "<div>责任编辑：<span>魏岚</span>　　投稿邮箱：news@example.cn</div>"
    assert people(story(TEXT, below=below)) == [("editor", "魏岚", None)]


def test_who_checked_behind_a_slash() -> None:
    article = story(f"{TEXT}<p>（文/魏岚 图/张静 编审/李卫）</p>")
    assert people(article) == [("author", "魏岚", None), ("photographer", "张静", None), ("editor", "李卫", None)]


@pytest.mark.parametrize(
    ("below", "credits"),
    [
        ("（县委组织部 魏岚）", [("author", "魏岚", "县委组织部")]),
        ("（魏岚　文/图）", [("author", "魏岚", None), ("photographer", "魏岚", None)]),
        (
            "（文：魏岚　图：张静　审：李卫）",
            [("author", "魏岚", None), ("photographer", "张静", None), ("approver", "李卫", None)],
        ),
        ("（县委组织部 共管）", []),
    ],
)
def test_a_bracket_below_the_cell_of_a_text(below: str, credits: list[tuple[str, str, str | None]]) -> None:
    rows = f"<table><tr><td>{TEXT}</td></tr><tr><td align='right'>{below}</td></tr></table>"
    assert people(read(f"<h1>{HEADLINE}</h1><div>2020-03-13 10:35</div>{rows}")) == credits


def test_who_signs_a_letter_with_a_post() -> None:
    article = story(f"{TEXT}<p>此致</p><p>敬礼！</p><p>云溪社区居民　魏岚</p><p>2020年3月12日</p>")
    assert people(article) == [("author", "魏岚", "云溪社区居民")]
    assert lines(article)[-2:] == ["云溪社区居民　魏岚", "2020年3月12日"]


def test_the_author_whom_head_and_metadata_both_name() -> None:
    info = "<div><span>原创</span><span>青禾宣</span><span>云溪先锋</span><em>2020-03-13 10:35</em></div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}<p>供稿：柳河镇党委</p></div>"
    head = "<meta property='og:article:author' content='青禾宣'>"
    assert people(read(main, head=head)) == [("author", "青禾宣", None), ("contributor", None, "柳河镇党委")]
    assert people(read(main)) == [("contributor", None, "柳河镇党委")]


def test_what_reporters_did_is_no_name() -> None:
    info = "<div>云溪在线 2020-03-13 10:35 <span>通讯员 魏岚 记者 张静 摄影报道</span></div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert {name for _, name, _ in people(article)} == {"魏岚", "张静"}


def test_a_tool_in_two_words_is_no_part_of_a_source() -> None:
    info = "<div>2020-03-13 来源：云溪文艺 发表评论</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪文艺"


def test_a_link_to_another_story_among_the_paragraphs() -> None:
    other = "<div><p><b>【延伸阅读】</b><a href='/9.html'>云溪县的“石榴籽”治理密码</a></p></div>"
    assert lines(story(f"<p>{ONE}</p><p>{TWO}</p>{other}<p>{THREE}</p><p>{TWO}</p>")) == [ONE, TWO, THREE, TWO]


def test_how_hot_a_page_is_is_nobody() -> None:
    info = "<div><time>2020年3月13日</time><span>供稿/魏岚</span><span>供图/张静</span><span>热度 128℃</span></div>"
    found = people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"))
    assert found == [("contributor", "魏岚", None), ("photographer", "张静", None)]


def test_that_nobody_has_commented_is_no_name() -> None:
    info = "<div>2020 年 3 月 13 日 | 分类: <a href='/d/'>党群工作</a> | 作者: 魏岚 | <a href='#r'>暂无评论</a></div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == [("author", "魏岚", None)]


def test_who_drafted_a_text_is_its_author() -> None:
    info = "<div>发布日期：2020-03-13　发布科室：党办　拟稿：魏岚　审核：张静</div>"
    found = people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"))
    assert found == [("author", "魏岚", None), ("approver", "张静", None)]


def test_whom_to_ask_in_brackets_below_a_signature() -> None:
    signed = "<p align='right'>中共云溪县委组织部</p><p align='right'>2020年3月12日</p>"
    asked = "（联系人：魏岚；联系电话：0000-5550012）"
    assert lines(story(f"{TEXT}{signed}<p>{asked}</p>"))[-2:] == ["2020年3月12日", asked]
