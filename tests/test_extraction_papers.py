"""E-papers, whose title is the paper's own, and accounts, whose editors nest sections: invented pages."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read, story

from crawler.extraction import extract_article
from crawler.items import Article

PAPER = "云溪日报"
MASTHEAD = "<div>2022年11月8日 星期二</div><div>A2版：党建</div>"


def issue(main: str, title: str = PAPER, masthead: str = MASTHEAD) -> Article:
    return read(f"{masthead}<div class='story'>{main}</div>", title)


@pytest.mark.parametrize("title", [PAPER, "云溪日报多媒体数字版", "《云溪组工》数字报", "云溪党建网", "New Page 1", ""])
@pytest.mark.parametrize(
    "headline",
    [
        f"<div class='title'>{HEADLINE}</div>",
        f"<table><tr><td class='bt'>{HEADLINE}</td></tr></table>",
        f"<p><b>{HEADLINE}</b></p>",
        f"<p align='center'>{HEADLINE}</p>",
    ],
)
def test_the_headline_of_a_page_whose_title_is_its_papers(title: str, headline: str) -> None:
    article = issue(f"{headline}<p>本报记者 孟浩</p><div class='content'>{TEXT}</div>", title)
    assert (article.headline, article.published_at) == (HEADLINE, "2022-11-08")
    assert people(article) == [("reporter", "孟浩", None)]


def test_kicker_and_deck_around_a_headline_that_no_title_tells() -> None:
    titles = f"<div class='art-yin'>秋收一线见党旗</div><div class='art-title'>{HEADLINE}</div>"
    titles += "<div class='art-fu'>归仓早了八天</div>"
    article = issue(f"{titles}<div>本报评论员</div><div class='content'>{TEXT}</div>")
    assert (article.kicker, article.headline, article.deck) == ("秋收一线见党旗", HEADLINE, "归仓早了八天")
    assert people(article) == [("author", None, "本报评论员")]


def test_what_founders_comments_say_with_a_prefix_and_without_text() -> None:
    said = f"<founder-title>{HEADLINE}</founder-title><founder-introtitle>秋收一线见党旗</founder-introtitle>"
    said += "<founder-subtitle>&nbsp;</founder-subtitle>"
    main = f"<div>{HEADLINE}</div><founder-content>{TEXT}</founder-content><!--enpproperty {said} /enpproperty-->"
    article = issue(main, "云溪日报多媒体数字版")
    assert (article.kicker, article.headline, article.deck) == ("秋收一线见党旗", HEADLINE, None)


@pytest.mark.parametrize(
    ("above", "below", "kicker"),
    [
        ("秋收一线的党旗迎风飘扬", "——云溪县见闻", "秋收一线的党旗迎风飘扬"),
        ("秋收一线的党旗迎风飘扬", "本报记者 孟浩", "秋收一线的党旗迎风飘扬"),
        ("云溪县先进性教育活动简报", "本报记者 孟浩", None),
        ("中共云溪县委组织部", "本报记者 孟浩", None),
        ("第十二期", "本报记者 孟浩", None),
    ],
)
def test_a_line_in_the_middle_above_a_headline_in_the_middle(above: str, below: str, kicker: str | None) -> None:
    rows = "".join(f"<tr><td align=center>{row}</td></tr>" for row in (above, f"<b>{HEADLINE}</b>", below))
    page = f"<table>{rows}<tr><td>2007年9月5日 来源：云溪日报</td></tr><tr><td>{TEXT}</td></tr></table>"
    assert read(page).kicker == kicker


@pytest.mark.parametrize(
    "date", ["<div>2016年7月2日 星期六</div><div>A01版：要闻</div>", "<div>2019年7月1日 星期一 第B1版</div>"]
)
def test_the_day_of_an_issue(date: str) -> None:
    article = issue(f"<h1>{HEADLINE}</h1><div class='content'>{TEXT}</div>", masthead=date)
    assert (article.published_at or "")[:4] in date


def test_a_padded_name_beside_the_paper() -> None:
    info = "<p class='sec'>孟 浩 <span>《云溪日报》（2022年09月13日 第 04 版）</span></p>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert (people(article), article.source) == ([("author", "孟浩", None)], PAPER)


@pytest.mark.parametrize("printed", ["云溪每日电讯6版", "云溪每日电讯 第06版", "云溪每日电讯A6版"])
def test_the_page_of_a_paper_is_no_part_of_its_name(printed: str) -> None:
    info = f"<div>2015年04月17日 07:45:00 来源：{printed}</div>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").source == "云溪每日电讯"


@pytest.mark.parametrize(
    ("desk", "credits"),
    [
        ("编辑 孟浩　版式 温如是　校对 林舟", {("editor", "孟浩"), ("other", "温如是"), ("proofreader", "林舟")}),
        ("责编/孟浩 美编/温如是", {("editor", "孟浩"), ("other", "温如是")}),
    ],
)
def test_the_desk_of_a_paper(desk: str, credits: set[tuple[str, str]]) -> None:
    article = story(TEXT, below=f"<div>{desk}</div>")
    assert {(role, name) for role, name, _ in people(article)} == credits


def test_who_sent_a_story_in_and_who_edited_it_in_one_bracket() -> None:
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}（云溪县纪委 || 责任编辑 孟浩）</p>")
    assert people(article) == [("contributor", None, "云溪县纪委"), ("editor", "孟浩", None)]


def account(inner: str) -> Article:
    meta = f"<h2 id='activity-name'>{HEADLINE}</h2><a id='js_name'>云溪先锋</a><em id='publish_time'></em>"
    script = '<script>var ct = "1584066900";</script>'
    page = f"<html><head><title></title></head><body>{meta}<div id='js_content'>{inner}</div>{script}</body></html>"
    return extract_article(page.encode(), url="http://www.example.cn/s/1")


def nested(text: str) -> str:
    return f"<section><section><p>{text}</p></section></section>"


def test_lines_in_nested_sections_around_the_sentences() -> None:
    above, below = ["秋收时节，", "一起来看——"], ["一年只是起点，", "我们一直在路上。"]
    desk = "<section><p>来源：云溪日报</p><p>县委党校 等</p><p>编辑：孟浩</p></section>"
    article = account("".join(map(nested, [*above, ONE, TWO, THREE, *below])) + desk)
    assert lines(article) == [*above, ONE, TWO, THREE, *below]
    assert (article.source, article.published_at) == (PAPER, "2020-03-13T10:35:00+08:00")


def test_until_when_one_may_apply_is_no_time_of_publication() -> None:
    article = account("".join(map(nested, [ONE, TWO, THREE, "报名截至时间：2020年9月30日中午12点", "编辑：孟浩"])))
    assert article.published_at == "2020-03-13T10:35:00+08:00"


def test_who_made_a_film_stands_below_the_text() -> None:
    made = [
        "云溪县融媒体中心 出品",
        "总监制：孟浩",
        "影像资料：侍从 亶父",
        "文案：温如是",
        "鸣谢：县文化馆、县图书馆等单位",
    ]
    article = account("".join(map(nested, [ONE, TWO, THREE, *made, "责任编辑：林舟"])))
    assert lines(article)[-1] == THREE
    assert ("author", "温如是", None) in people(article)
    assert ("editor", "林舟", None) in people(article)


def test_markup_escaped_more_than_once_is_no_text() -> None:
    article = account("".join(map(nested, [ONE, "&amp;amp;amp;lt;iframe src=1&amp;amp;gt;", TWO, THREE])))
    assert lines(article) == [ONE, TWO, THREE]


def test_a_story_goes_on_below_links_to_others_among_its_paragraphs() -> None:
    links = "<p>相关阅读：<a href='/2.htm'>老支书的账本记下晚稻归仓</a></p>"
    assert lines(story(f"<p>{ONE}</p><p>{TWO}</p>{links}<p>{THREE}</p>")) == [ONE, TWO, THREE]
    assert lines(story(f"<p>{ONE}</p><p>{TWO}</p>{links}<div>{THREE}</div>")) == [ONE, TWO]
    put_in = f"<div class='k9'>{links[3:-4]}</div>"
    assert lines(story(f"<p>{ONE}</p><p>{TWO}</p>{put_in}<p>{THREE}</p>")) == [ONE, TWO, THREE]


@pytest.mark.parametrize("below", ["【1】【2】", "热词：云溪 晚稻"])
def test_tools_right_below_a_text(below: str) -> None:
    page = f"<h1>{HEADLINE}</h1>{INFO}<div class='content'>{TEXT}<div>{below}</div></div>"
    assert lines(read(page))[-1] == THREE


@pytest.mark.parametrize(
    "title", [PAPER, "云溪晚报多媒体报", "《云溪党建》杂志 2018年第6期", "2007年组织工作信息第9期"]
)
def test_of_a_papers_titles_the_one_in_the_largest_letters(title: str) -> None:
    titles = "<font size=3>秋收一线</font><br><font size=6>支部建在晒谷场</font><br><font size=2>通讯员　孟浩</font>"
    page = f"<div>2009年6月26日　第1126期</div><center>{titles}</center><div>{TEXT}</div>"
    article = read(page, title)
    assert (article.headline, article.published_at) == ("支部建在晒谷场", "2009-06-26")
    assert people(article) == [("correspondent", "孟浩", None)]


@pytest.mark.parametrize(
    "masthead",
    [
        "<div>2015年12月15日 星期二</div><div>03版 党建·先锋</div>",
        "<div>2015年12月15日 星期二 A02：评论</div>",
        "<div>第A06版：基层党建</div><div>2015年12月15日 星期二</div>",
    ],
)
def test_the_page_of_a_paper_above_a_headline_that_nothing_marks(masthead: str) -> None:
    page = f"{masthead}<div class='t1'>{HEADLINE}</div><div class='t2'>孟浩</div><div class='main'>{TEXT}</div>"
    article = read(page, "云溪日报数字报")
    assert (article.headline, article.published_at) == (HEADLINE, "2015-12-15")
    assert people(article) == [("author", "孟浩", None)]


def test_the_day_of_a_paper_below_the_text() -> None:
    page = f"<h1>{HEADLINE}</h1><div class='content'>{TEXT}</div><div>《云溪日报》（ 2023年07月20日 10版）</div>"
    article = read(page)
    assert (article.published_at, article.source) == ("2023-07-20", PAPER)


def test_a_notice_whose_body_signs_it_again() -> None:
    titles = "<div class='bt'>中共云溪县委组织部<br>干部任前公示公告</div>"
    text = "<p>现将拟任职对象公示如下：</p><p>孟浩，男，1975年6月生。</p><p>公示期限：8月9日至15日。</p>"
    signed = "<p align=right>中共云溪县委组织部</p><p align=right>2016年8月8日</p>"
    page = f"<div>第04版：公告</div><div>2016年08月09日 星期二</div>{titles}<div class='content'>{text}{signed}</div>"
    article = read(page, "云溪日报-中共云溪县委组织部干部任前公示公告")
    assert (article.headline, article.published_at) == ("中共云溪县委组织部干部任前公示公告", "2016-08-09")


def test_who_wrote_and_who_photographed_a_page() -> None:
    byline = "<div>■本版撰文　本报记者　孟浩　温如是　■本版摄影　本报记者　林舟</div>"
    article = read(f"<div class='article'><h1>{HEADLINE}</h1>{byline}<div class='text'>{TEXT}</div></div>")
    assert {name for _, name, _ in people(article)} == {"孟浩", "温如是", "林舟"}


def test_a_dateline_alone_below_the_deck_is_a_byline() -> None:
    told = "<span class='author'>云溪日报讯 （记者/孟浩 通讯员/温如是）</span>"
    article = read(f"<h1>{HEADLINE}</h1><h2>听得懂、记得住、用得上</h2>{told}<div class='content'>{TEXT}</div>")
    assert (article.deck, lines(article)[0]) == ("听得懂、记得住、用得上", ONE)
    assert people(article) == [("reporter", "孟浩", None), ("correspondent", "温如是", None)]


@pytest.mark.parametrize("deck", ["——新安街道三十六名网格员走上讲台侧记", "——新安街道：十八名网格员上讲台"])
def test_a_reporter_below_a_deck_in_the_cell_of_the_headline(deck: str) -> None:
    head = f"<strong>{HEADLINE}</strong><br><span>{deck}</span><br><span>本报记者 孟浩</span>"
    tools = "<a href='node_3.htm'>返回版面</a> <a href='content_1.htm'>上一篇</a> <span>2024年05月10日 星期五</span>"
    table = f"<tr><td align='center'>{head}</td></tr><tr><td><div><p>{ONE}</p><p>{TWO}</p></div></td></tr>"
    article = read(f"<div>第02版：综合 {tools}</div><table class='article'>{table}</table>", f"云溪报-{HEADLINE}")
    assert (article.deck, article.byline, lines(article)) == (deck, "本报记者 孟浩", [ONE, TWO])
    assert people(article) == [("reporter", "孟浩", None)]


def test_a_masthead_with_the_number_of_an_issue_in_a_cell_of_its_own() -> None:
    cells = "".join(f"<td>{cell}</td>" for cell in ("云溪县委主办", "2012年10月25日　星期四", "第43期（总第305期）"))
    titles = "<div style='text-align:center;font-size:14px'>秋收一线的党旗迎风飘扬</div>"
    titles += f"<div style='text-align:center;font-size:28px;font-weight:bold'>{HEADLINE}</div>"
    article = read(
        f"<table><tr>{cells}</tr></table>{titles}<div style='text-align:center'>记者 孟浩</div>{TEXT}", PAPER
    )
    assert (article.kicker, article.headline) == ("秋收一线的党旗迎风飘扬", HEADLINE)
    assert article.published_at == "2012-10-25"


@pytest.mark.parametrize("below", ["（刊于8月13日《云溪日报》“基层”版）", "（作者分别为云溪学院教授；县委党校讲师）"])
def test_what_is_told_of_a_text_below_it(below: str) -> None:
    assert lines(story(f"{TEXT}<p>{below}</p>"))[-1] == THREE


def test_a_commentator_opens_the_text() -> None:
    article = story(f"<p>云溪网评论员：{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    assert (people(article), lines(article)[0]) == ([("author", None, "云溪网评论员")], f"云溪网评论员：{ONE}")


def test_a_reporter_and_a_trainee_in_one_bracket() -> None:
    article = story(f"{TEXT}<p>（云溪日报全媒体记者：孟浩 实习生：温如是）</p>")
    assert {name for _, name, _ in people(article)} == {"孟浩", "温如是"}


def test_the_desk_of_a_page_below_links_to_others() -> None:
    box = f"<div><p>【相关链接】</p><p>{ONE}</p></div>"
    article = story(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>{box}", below="<div>本版编辑：孟浩　版式设计：温如是</div>")
    assert ("editor", "孟浩", None) in people(article)
    assert ("editor", "版式", None) not in people(article)


def test_ornaments_and_stroked_labels_end_an_accounts_text() -> None:
    article = account("".join(map(nested, [ONE, TWO, THREE, "▽", "内容丨孟浩", "制作丨温如是", "编辑丨林舟"])))
    assert lines(article)[-1] == THREE
    assert ("editor", "林舟", None) in people(article)


@pytest.mark.parametrize(
    ("above", "kicker"),
    [("“七一”特别报道", "“七一”特别报道"), ("第02版：要闻", None), ("云溪日报", None), ("2011年06月29日", None)],
)
def test_what_stands_above_a_headline_on_a_papers_page(above: str, kicker: str | None) -> None:
    titles = (
        f"<div class='kh_1'>{above}</div><div class='title1'>{HEADLINE}</div><div class='title2'>——云溪县见闻</div>"
    )
    assert issue(f"<div>{titles}</div><div class='content'>{TEXT}</div>").kicker == kicker


def test_the_parts_of_a_title_in_elements_with_ids() -> None:
    spans = (("lblYinti", "创先争优在基层"), ("lblZhuti", HEADLINE), ("lblZuozhe", "孟浩"))
    titles = "".join(f"<div><span id='{name}'>{text}</span></div>" for name, text in spans)
    article = issue(f"{titles}<div id='divNeirong'>{TEXT}</div>", "云溪周刊电子版")
    assert (article.kicker, article.headline) == ("创先争优在基层", HEADLINE)
    assert people(article) == [("author", "孟浩", None)]


def test_a_heading_of_the_first_rank_below_its_kicker() -> None:
    page = f"<h2>县委书记谈党建</h2><h1>{HEADLINE}</h1><p>云溪县委书记　孟浩</p><div class='content'>{TEXT}</div>"
    article = issue(page, "云溪日报-县委书记谈党建", "<div>2016年11月03日 星期四</div><div>03 · 理论周刊</div>")
    assert (article.kicker, article.headline) == ("县委书记谈党建", HEADLINE)
    assert (article.published_at, people(article)) == ("2016-11-03", [("author", "孟浩", "云溪县委书记")])


def test_the_number_of_an_issue_is_no_source() -> None:
    page = f"<div>【云溪手机报】2013年02月25日 总第312期</div><h3>{HEADLINE}</h3><div>{TEXT}</div>"
    article = read(page, "云溪手机报")
    assert (article.source, article.published_at) == (None, "2013-02-25")


def test_a_paper_that_calls_itself_digital() -> None:
    page = f"<div>03 版 综合</div><div>2015/07/10</div><div class='bd-title'>{HEADLINE}</div><div>{TEXT}</div>"
    article = read(page, "云溪报数字报纸")
    assert (article.headline, article.published_at) == (HEADLINE, "2015-07-10")


@pytest.mark.parametrize("mark", ["<span>要闻</span><span>1版</span>", "A05 城事 2013-12-30 星期一"])
def test_which_page_this_is_is_no_headline(mark: str) -> None:
    masthead = f"<div>2013年12月30日 星期一</div><div>{mark}</div>"
    article = issue(f"<div>{HEADLINE}</div><div>记者 孟浩</div><div>{TEXT}</div>", "云溪晚报数字报-A05", masthead)
    assert (article.headline, article.published_at) == (HEADLINE, "2013-12-30")


def test_what_a_picture_shows_below_a_text_where_the_picture_is_lost() -> None:
    article = story(f"{TEXT}<p>上图：村民在采茶。　　孟浩摄（云溪视觉）</p>")
    assert lines(article)[-1] == THREE


def test_a_body_among_the_names_of_reporters() -> None:
    article = story(f"{TEXT}<p>（总台央视记者 孟浩 云溪台 温如是）</p>")
    assert {name for _, name, _ in people(article)} == {"孟浩", "温如是"}


def test_who_filmed_stands_behind_a_stroke() -> None:
    info = "<div>来源：云溪日报　2022年05月12日 21:08　作者：记者/孟浩 摄像/温如是</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert {name for _, name, _ in people(article)} == {"孟浩", "温如是"}


def test_a_title_that_names_the_paper_its_day_and_its_page() -> None:
    titles = f"<div>秋收一线的党旗</div><div>{HEADLINE}</div><div>——云溪县见闻</div><div>本报记者 孟浩</div>"
    article = read(
        f"<div class='h'>{titles}</div><div class='b'>{TEXT}</div>", "云溪日报_2020年07月01日_第03版：特别报道"
    )
    assert (article.kicker, article.headline, article.deck) == ("秋收一线的党旗", HEADLINE, "——云溪县见闻")
    assert (article.published_at, people(article)) == ("2020-07-01", [("reporter", "孟浩", None)])


def test_the_page_of_a_paper_in_the_line_below_the_headline() -> None:
    info = "<div>版次：03　作者：孟浩　来源：云溪日报</div>"
    page = f"<div>2018-01-05 星期五 <a href='/'>往期</a></div><h3>{HEADLINE}</h3>{info}<div>{TEXT}</div>"
    article = read(page, "云溪日报电子报")
    assert (article.headline, article.source, article.published_at) == (HEADLINE, PAPER, "2018-01-05")
    assert people(article) == [("author", "孟浩", None)]


def test_what_an_account_asks_below_its_text() -> None:
    article = account("".join(map(nested, [ONE, TWO, THREE, "记 者 | 孟浩", "编 辑 | 林舟", "你“在看”我吗？"])))
    assert lines(article)[-1] == THREE
    assert people(article) == [("reporter", "孟浩", None), ("editor", "林舟", None)]


@pytest.mark.parametrize("today", ["今天是2024年3月13日 星期三", "现在是 2024年3月13日 9:05"])
def test_the_day_of_the_issue_is_not_today(today: str) -> None:
    masthead = (
        f"<table><tr><td>{today}</td></tr></table><p>2022年11月8日　星期二　第02版：党建　<a href='/2'>返回本版</a></p>"
    )
    article = issue(f"<p align='center'><b>{HEADLINE}</b></p><div class='content'>{TEXT}</div>", masthead=masthead)
    assert article.published_at == "2022-11-08"


def test_a_title_of_a_paper_and_the_name_of_its_page() -> None:
    masthead = "<table><tr><td>2004年3月17日　星期三　第三版：党的建设</td></tr>"
    titles = f"<tr><td align='center'>云溪县推行新制度<br><b>{HEADLINE}</b><br>柏　青　林　禾</td></tr>"
    text = f"<tr><td>　　{ONE}<br>　　{TWO}<br>　　{THREE}</td></tr></table>"
    article = read(f"{masthead}{titles}{text}", "云溪日报--党的建设")
    assert (article.kicker, article.headline, article.published_at) == ("云溪县推行新制度", HEADLINE, "2004-03-17")
    assert (lines(article), {name for _, name, _ in people(article)}) == ([ONE, TWO, THREE], {"柏青", "林禾"})


@pytest.mark.parametrize("page", ["第A03版", "第03版：县区", "A3版"])
def test_a_page_of_a_paper_that_is_a_picture_of_it_alone_is_no_article(page: str) -> None:
    main = f"<h1>云溪日报 2022年11月08日 {page}</h1><p>本版为广告，请下载PDF阅读</p><a href='../pdf/3.pdf'>PDF</a>"
    article = issue(main, f"云溪日报 2022年11月08日 {page}", "<div>2022年11月08日 星期二</div>")
    assert article.page_kind != "article"
