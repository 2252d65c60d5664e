"""Who signs on pages of party and government offices: each rule on an invented page, and where not."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.items import Article


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        ("（文/党委办　魏岚　图/宣传科　郎咸）", [("author", "魏岚", "党委办"), ("photographer", "郎咸", "宣传科")]),
        ("（图文：云溪县委社会工作部 华灿）", [("author", "华灿", "云溪县委社会工作部")]),
        ("作者：柳河镇 谢知秋", [("author", "谢知秋", "柳河镇")]),
        ("撰稿丨石桥支行 沉香", [("author", "沉香", "石桥支行")]),
        (
            "（南星 当　归 作者单位：云溪县纪委监委）",
            [("author", "南星", "云溪县纪委监委"), ("author", "当归", "云溪县纪委监委")],
        ),
        ("作者：孟浩然（云溪县委党校）", [("author", "孟浩然", "云溪县委党校")]),
        ("作者：孟浩然，单位：云溪县委党校", [("author", "孟浩然", "云溪县委党校")]),
        ("作者：孟浩然（见习）", [("author", "孟浩然", None)]),
        ("作者：魏乡 王明科", [("author", "魏乡", None), ("author", "王明科", None)]),
        ("供稿：柳河镇", [("contributor", None, "柳河镇")]),
    ],
)
def test_bodies_and_places_before_a_name(signed: str, credits: list[tuple[str, str, str | None]]) -> None:
    article = story(f"{TEXT}<p>{signed}</p>")
    assert (people(article), lines(article)[-1]) == (credits, THREE)


def test_a_class_before_a_name_is_no_person() -> None:
    main = f"<h1>{HEADLINE}</h1><div>文/二〇二〇级汉语言文学　温如是</div>{INFO}<div class='content'>{TEXT}</div>"
    assert people(read(main)) == [("author", "温如是", None)]


@pytest.mark.parametrize("names", ["向南星、郝　博", "从南星"])
def test_a_reporter_whose_family_name_is_a_preposition(names: str) -> None:
    article = story(f"<p>本报云溪3月13日电（记者{names}）{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    found = [("reporter", "向南星", None), ("reporter", "郝博", None)] if names[0] == "向" else []
    assert people(article) == found


def test_a_padded_photographer_behind_a_sentence() -> None:
    article = story(f"<p>{ONE}</p><p><img src='/1.jpg'></p><p align='center'>云溪县晒谷场。袁　野摄</p><p>{TWO}</p>")
    assert people(article) == [("photographer", "袁野", None)]


def test_a_byline_in_a_heading_is_no_deck() -> None:
    main = f"<h3>一线报告</h3><h1>{HEADLINE}</h1><h4>本报记者　常　晟</h4>{INFO}<div class='content'>{TEXT}</div>"
    article = read(main)
    assert (article.kicker, article.deck, people(article)) == ("一线报告", None, [("reporter", "常晟", None)])


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        ("（二水厂　尹志　夏　禾）", [("author", "尹志", "二水厂"), ("author", "夏禾", "二水厂")]),
        (
            "（云溪日报记者 龙 跃采访整理）",
            [("compiler", "龙跃", "云溪日报")],
        ),
        ("（作者系云溪县委党史研究室原副主任）", []),
        ("（作者为云溪县委党校 詹明远）", [("author", "詹明远", "云溪县委党校")]),
    ],
)
def test_brackets_that_sign_a_story(signed: str, credits: list[tuple[str, str, str | None]]) -> None:
    article = story(f"{TEXT}<p>{signed}</p>")
    assert (people(article), lines(article)) == (credits, [ONE, TWO, THREE])


@pytest.mark.parametrize(
    ("name", "credits"), [("詹明远", [("author", "詹明远", None)]), ("云溪党建", []), ("荣誉", []), ("温州市", [])]
)
def test_whom_the_markup_calls_the_author(name: str, credits: list[tuple[str, str, str | None]]) -> None:
    info = f"<div>2020年3月13日 由 <span class='author vcard'><a href='/a/'>{name}</a></span> 发表</div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == credits


def test_a_story_in_a_script_below_a_title_of_the_site() -> None:
    detail = (
        f'{{"title":"{HEADLINE}","channelName":"基层党建","origin":"云溪日报","authorName":"贾思",'
        f'"tags":{{"title":"别的标题在此"}},"publishTime":"2020-03-13 10:35:00","content":"<p>{ONE}</p><p>{TWO}</p>"}}'
    )
    state = f'{{"site":{{"title":"云溪党建云平台"}},"list":[{{"title":"另一条新闻"}}],"detail":{detail}}}'
    article = read(f"<div id='app'></div><script>window.__INITIAL_STATE__={state}</script>", "云溪党建云平台")
    assert (article.headline, article.source, article.published_at) == (
        HEADLINE,
        "云溪日报",
        "2020-03-13T10:35:00+08:00",
    )
    assert (article.breadcrumb, lines(article)) == (("首页", "基层党建"), [ONE, TWO])
    assert people(article) == [("author", "贾思", None)]


def test_a_count_beside_an_editor_is_no_name() -> None:
    info = "<div><span>2020-03-13 10:35</span><span>编辑：贺铁</span><span>2315</span></div>"
    assert people(read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")) == [("editor", "贺铁", None)]


def test_labels_in_elements_of_their_own_need_no_colon() -> None:
    pairs = (("发布时间", "2020-03-13"), ("来源", "新能源公司"), ("作者", "瞿麦"), ("责任编辑", "郁金"))
    spans = "".join(f"<li><span>{label}</span><span>{value}</span></li>" for label, value in pairs)
    cells = "<tr>" + "".join(f"<th>{label}</th><td>{value}</td>" for label, value in pairs) + "</tr>"
    for info in (f"<ul>{spans}</ul>", f"<table>{cells}</table>"):
        article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
        assert (article.source, article.published_at) == ("新能源公司", "2020-03-13")
        assert people(article) == [("author", "瞿麦", None), ("editor", "郁金", None)]


@pytest.mark.parametrize(
    ("below", "credits"),
    [
        ("<div>（机关党委供稿）</div>", [("contributor", None, "机关党委")]),
        ("<div>党员在架设水管。 新华社发（齐　磊　摄）</div>", [("photographer", "齐磊", None)]),
        ("<div>（本栏目持续更新）</div>", []),
    ],
)
def test_a_bracket_right_below_the_story_signs_it(
    below: str, credits: list[tuple[str, str | None, str | None]]
) -> None:
    assert people(story(TEXT, below=below)) == credits


def test_every_piece_of_news_in_brief_is_signed() -> None:
    article = story(f"<p>{ONE}（苗壮）</p><p>{TWO}（施　展）</p><p>{THREE}（严明）</p><p>{ONE}（略）</p>")
    assert people(article) == [("author", "苗壮", None), ("author", "施展", None), ("author", "严明", None)]
    assert people(story(f"<p>{ONE}（苗壮）</p>{f'<p>{TWO}</p>' * 4}")) == []


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        (
            "云溪晚报记者 孟浩 通讯员 温如是",
            [("reporter", "孟浩", "云溪晚报"), ("correspondent", "温如是", "云溪晚报")],
        ),
        ("文/云溪网记者 孟浩", [("reporter", "孟浩", "云溪网")]),
        ("更多消息请看本报记者的下一篇", []),
        ("这是本报记者看到的", []),
    ],
)
def test_who_signs_right_behind_the_last_sentence(signed: str, credits: list[tuple[str, str, str | None]]) -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}{signed}</p>")
    assert (people(article), lines(article)[-1]) == (credits, f"{THREE}{signed}")


def test_reporters_named_before_they_report() -> None:
    article = story(f"<p>云溪报讯 记者孟浩 通讯员温如是报道 {ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [("reporter", "孟浩", None), ("correspondent", "温如是", None)]


def test_what_somebody_did_is_no_name() -> None:
    info = "<div class='info'>2024-03-13 来源：云溪网 作者：孟浩 编 编辑：温如是</div>"
    main = f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>"
    assert people(read(main)) == [("author", "孟浩", None), ("editor", "温如是", None)]


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        ("文/片 云溪晚报记者 孟浩", [("author", "孟浩", "云溪晚报"), ("photographer", "孟浩", "云溪晚报")]),
        ("片/孟浩", [("photographer", "孟浩", None)]),
        ("图/文 孟浩", [("author", "孟浩", None), ("photographer", "孟浩", None)]),
        ("本报记者 孟浩 文/摄", [("author", "孟浩", None), ("photographer", "孟浩", None)]),
        ("◎本报记者 孟浩", [("reporter", "孟浩", None)]),
        ("特约撰稿 孟浩", [("author", "孟浩", None)]),
        ("供图/云溪县委宣传部", [("photographer", None, "云溪县委宣传部")]),
        ("初审/孟浩 终审/林舟", [("approver", "孟浩", None), ("approver", "林舟", None)]),
        ("影片/孟浩", []),
    ],
)
def test_bylines_with_strokes(signed: str, credits: list[tuple[str, str | None, str | None]]) -> None:
    assert people(story(f"{TEXT}<p>{signed}</p>")) == credits


@pytest.mark.parametrize("mark", ["/", " / ", "丨", " | "])
def test_who_edited_stands_behind_one_character(mark: str) -> None:
    article = story(f"<p>文{mark}孟浩</p><p>编{mark}林舟</p>{TEXT}")
    assert people(article) == [("author", "孟浩", None), ("editor", "林舟", None)]
    article = story(f"<p>文{mark}孟浩 编{mark}林舟</p>{TEXT}")
    assert people(article) == [("author", "孟浩", None), ("editor", "林舟", None)]


@pytest.mark.parametrize("name", ["孟浩", "孟 浩", "孟　浩"])
def test_who_wrote_stands_above_with_the_post_in_brackets(name: str) -> None:
    by = f"<p>{name}（云溪县委党校副校长）</p>"
    article = read(f"<h1>{HEADLINE}</h1>{by}{INFO}<div class='content'>{TEXT}</div>")
    assert [(credit.role, credit.name) for credit in article.credits] == [("author", "孟浩")]
    # A place in brackets is no post.
    other = f"<p>{name}（云溪县城东大街一号）</p>"
    assert people(read(f"<h1>{HEADLINE}</h1>{other}{INFO}<div class='content'>{TEXT}</div>")) == []


def informed(info: str) -> Article:
    return read(f"<h1>{HEADLINE}</h1><div>{info}</div><div class='content'>{TEXT}</div>")


@pytest.mark.parametrize(
    ("signed", "credits"),
    [
        ("记者：孟浩 通讯员 林舟", [("reporter", "孟浩"), ("correspondent", "林舟")]),
        ("作者：孟浩 魏岚 通讯员 林舟", [("author", "孟浩"), ("author", "魏岚"), ("correspondent", "林舟")]),
        ("记者：孟　浩、魏岚 通讯员 林舟", [("reporter", "孟浩"), ("reporter", "魏岚"), ("correspondent", "林舟")]),
        ("文/孟浩 实习生 林舟", [("author", "孟浩"), ("reporter", "林舟")]),
    ],
)
def test_another_post_behind_a_labels_names(signed: str, credits: list[tuple[str, str]]) -> None:
    for article in (story(f"{TEXT}<p>（{signed}）</p>"), informed(f"2020-03-13 10:35 {signed}")):
        assert [(credit.role, credit.name) for credit in article.credits] == credits


@pytest.mark.parametrize("signed", ["记者 孟浩 责编：林舟", "记者孟浩　责编：林舟", "本报记者 孟浩 编辑 林舟"])
def test_a_byline_between_the_time_and_a_label(signed: str) -> None:
    for info in (f"2020-03-13 10:35 {signed}", f"[2020年3月13日] {signed}"):
        article = informed(info)
        assert [(credit.role, credit.name) for credit in article.credits] == [("reporter", "孟浩"), ("editor", "林舟")]
        assert article.source is None


@pytest.mark.parametrize(
    ("below", "credits"),
    [
        ("（县农业农村局　孟浩）　　责任编辑：林舟", [("author", "孟浩", "县农业农村局"), ("editor", "林舟", None)]),
        ("（孟浩 林舟）", [("author", "孟浩", None), ("author", "林舟", None)]),
        ("（晚稻 归仓）", []),
    ],
)
def test_who_signs_in_brackets_below_the_block_of_a_text(
    below: str, credits: list[tuple[str, str | None, str | None]]
) -> None:
    told = f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}</div><div class='bottom'><p>{below}</p></div>"
    assert sorted(people(read(f"<div class='article'>{told}</div>"))) == credits


@pytest.mark.parametrize(
    ("info", "source", "credits"),
    [
        ("日期：2020-03-13　来源：云溪日报　（记者 孟浩）", "云溪日报", [("reporter", "孟浩", None)]),
        ("〖来源：云溪网〗〖编辑：孟浩〗〖2020-03-13〗", "云溪网", [("editor", "孟浩", None)]),
        (
            "2020-03-13 15:02 云溪日报全媒体记者 孟浩 实习生 林舟",
            None,
            [("reporter", "孟浩", "云溪日报"), ("reporter", "林舟", "云溪日报")],
        ),
    ],
)
def test_who_reported_in_brackets_or_behind_the_time(
    info: str, source: str | None, credits: list[tuple[str, str | None, str | None]]
) -> None:
    article = read(f"<h1>{HEADLINE}</h1><div>{info}</div><div class='content'>{TEXT}</div>")
    assert (article.source, people(article)) == (source, credits)


@pytest.mark.parametrize(
    ("opening", "credits"),
    [
        ("（柳河镇 孟浩 报道）", [("reporter", "孟浩", "柳河镇")]),
        ("（孟浩 讯）", [("reporter", "孟浩", None)]),
        ("（柳河镇渡口 报道）", []),
    ],
)
def test_who_reported_in_brackets_that_open_a_text(
    opening: str, credits: list[tuple[str, str | None, str | None]]
) -> None:
    assert people(story(f"<p>{opening}{ONE}</p><p>{TWO}</p><p>{THREE}</p>")) == credits


def test_a_picture_is_of_all_who_are_named_before_its_sign() -> None:
    shown = "<p><img src='1.jpg'></p><p align='center'>渡口换新船。本报记者 孟浩 通讯员 林舟 摄</p>"
    article = story(f"{shown}<p>本报讯（记者 魏岚）{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert people(article) == [
        ("reporter", "魏岚", None),
        ("photographer", "孟浩", None),
        ("photographer", "林舟", None),
    ]


@pytest.mark.parametrize(
    ("headline", "below"),
    [("孟浩：把支部建在渡口上", "孟浩"), (HEADLINE, "■孟浩"), (HEADLINE, "□ 孟　浩")],
)
def test_an_author_below_the_first_picture(headline: str, below: str) -> None:
    text = f"<p><img src='1.jpg'></p><p align='center'>{below}</p>{TEXT}<p>（作者为云溪县委党校校长）</p>"
    main = f"<h1>{headline}</h1>{INFO}<div class='content'>{text}</div>"
    article = read(main, f"{headline}-云溪先锋网")
    assert (people(article), article.images[0].caption) == ([("author", "孟浩", None)], None)


@pytest.mark.parametrize("paper", ["《云溪日报》（2020年03月13日 第13版）", "《 云溪日报 》（ 2020年03月13日 13 版）"])
def test_a_reporter_before_the_page_of_the_paper(paper: str) -> None:
    article = story(f"{TEXT}<p>本报记者 孟浩 {paper}</p>")
    assert (people(article), lines(article)[-1]) == ([("reporter", "孟浩", None)], THREE)


@pytest.mark.parametrize(
    "printed", ["《 云溪日报 》", "《 云溪日报 》（ 2020年03月13日 05 版）", "《云溪日报》20200313 第二版"]
)
def test_a_paper_whose_name_stands_apart_in_its_marks(printed: str) -> None:
    info = f"<div>来源： {printed}　发稿时间：2020-03-13 10:35</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "《云溪日报》"
