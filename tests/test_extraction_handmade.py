"""Hand-made pages of county portals, and what accounts say of who wrote a text: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, read, story
from test_extraction_papers import account, nested

from crawler.extraction import extract_article
from crawler.items import Article

PORTAL = "云溪党建"


def centred(*rows: str) -> str:
    return "".join(f"<p align=center>{row}</p>" for row in rows)


def test_a_byline_and_a_deck_between_the_headline_and_a_typed_date() -> None:
    titles = centred("秋收一线的党旗迎风飘扬", f"<b>{HEADLINE}</b>", "——云溪县见闻", "本网通讯员　　孟　浩　　温如是")
    article = read(f"{titles}{centred('（二〇〇九年十月十六日）')}{TEXT}", PORTAL)
    assert (article.headline, article.deck) == (HEADLINE, "——云溪县见闻")
    assert (article.kicker, article.published_at) == ("秋收一线的党旗迎风飘扬", "2009-10-16")
    assert people(article) == [("correspondent", "孟浩", None), ("correspondent", "温如是", None)]


def test_the_number_of_an_issue_is_no_headline() -> None:
    masthead = "<tr><td>组工信息</td></tr><tr><td>第 38 期</td></tr><tr><td>云溪县委组织部　2014年7月15日</td></tr>"
    page = f"<table>{masthead}<tr><td align=center><b>{HEADLINE}</b></td></tr><tr><td>{TEXT}</td></tr></table>"
    assert read(page, "云溪简报").headline == HEADLINE


def test_a_headline_in_two_lines_of_a_block_that_no_title_tells() -> None:
    page = f"<div class=t>支部建在晒谷场<br>党旗飘在秋收路</div><div>[ 2010年7月1日　11:06 ]</div><div>{TEXT}</div>"
    assert read(page, PORTAL).headline == "支部建在晒谷场 党旗飘在秋收路"


def test_a_headline_behind_the_portals_name() -> None:
    page = f"<h3>“三强”书记</h3><div>{TEXT}</div><div>供稿人：孟浩　2012年11月28日</div>"
    assert read(page, "云溪先锋——“三强”书记").headline == "“三强”书记"


def test_a_row_that_lays_the_page_out_is_none_of_a_list() -> None:
    links = "".join(f"<tr><td>·<a href='/{n}.htm'>关于做好党内统计工作的通知</a></td></tr>" for n in range(3))
    main = f"<h3>{HEADLINE}</h3><p>{ONE}</p><p align=right>供稿人：孟浩　　2012年11月28日</p>"
    article = read(f"<table><tr><td><table>{links}</table></td><td>{main}</td></tr></table>")
    assert (article.published_at, people(article)) == ("2012-11-28", [("contributor", "孟浩", None)])


def test_a_group_signs_below_the_headline() -> None:
    info = "<div>云溪县党建课题组</div><div>2013/12/5 8:30　来源：云溪日报</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert people(article) == [("author", None, "云溪县党建课题组")]


def test_whoever_a_label_names_is_no_source() -> None:
    info = "<div>2013年8月16日　作者：石桥镇党委　步知秋　编辑：孟浩　来源：　　访问量：</div>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert article.source is None
    assert people(article) == [("author", "步知秋", "石桥镇党委"), ("editor", "孟浩", None)]


@pytest.mark.parametrize("name", ["温如是", "端木青锋"])
def test_an_official_signs_with_a_post_above_the_time(name: str) -> None:
    info = f"<p>县委书记　{name}</p><p>发布日期：2007-02-12　阅读：903</p>"
    article = read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>")
    assert people(article) == [("author", name, "县委书记")]


def test_a_notice_signed_in_a_row_below_its_cell() -> None:
    told = "<tr><td>录入时间：2008-11-03　来源：党政办</td></tr>"
    text = f"<tr><td>各党支部：<br>　　{ONE}<br>　　{TWO}<br>　　特此通知。</td></tr>"
    signed = "<tr><td align=right>中共云溪县石桥镇委员会　<br>二〇〇八年十一月三日　</td></tr>"
    page = f"<table><tr><td><b>{HEADLINE}</b></td></tr>{told}{text}{signed}</table>"
    assert lines(read(page))[-3:] == ["特此通知。", "中共云溪县石桥镇委员会", "二〇〇八年十一月三日"]


def test_who_wrote_a_text_as_an_accounts_head_says() -> None:
    head = "<meta property='og:article:author' content='孟浩'>"
    page = f"<html><head><title></title>{head}</head><body><h1>{HEADLINE}</h1><div id='js_content'>{TEXT}</div>"
    page += '<script>var ct = "1584066900";</script></body></html>'
    assert people(extract_article(page.encode(), url="http://www.example.cn/s/1")) == [("author", "孟浩", None)]


def accounts_text(*rows: str) -> Article:
    return account("".join(map(nested, rows)))


def test_the_account_above_a_text_and_where_it_is_taken_from_below() -> None:
    article = accounts_text("原创 云溪县委组织部 云溪先锋", ONE, TWO, THREE, "转载自：云溪组工", "编辑：孟浩")
    assert (lines(article), article.source) == ([ONE, TWO, THREE], "云溪组工")


def test_who_did_an_interview() -> None:
    article = story(f"{TEXT}<p>■ 采访：孟浩</p><p>■ 摄影：温如是</p>")
    assert people(article) == [("reporter", "孟浩", None), ("photographer", "温如是", None)]
    assert lines(article)[-1] == THREE


@pytest.mark.parametrize("printed", ["（来源：云溪发布）", "(稿件来源：云溪发布)"])
def test_a_source_in_brackets_below_a_text(printed: str) -> None:
    page = f"<h1>{HEADLINE}</h1><div>2020-08-11 17:03:12　作者：</div><div class='content'>{TEXT}<p>{printed}</p></div>"
    article = read(page)
    assert (article.source, lines(article)[-1]) == ("云溪发布", THREE)


def test_a_year_in_two_digits_in_brackets() -> None:
    info = "<td>（11-07-13 10:06:21）　　稿源：石桥镇党委　　【大 中 小】　【打印】</td>"
    page = f"<table><tr><td align=center><b>{HEADLINE}</b></td></tr><tr>{info}</tr><tr><td>{TEXT}</td></tr></table>"
    article = read(page, "云溪组工网")
    assert (article.headline, article.published_at) == (HEADLINE, "2011-07-13T10:06:21+08:00")


def test_many_links_with_spaces_between_them_are_a_menu() -> None:
    links = "　".join(f"<a href='/{n}/'>{name}</a>" for n, name in enumerate(("首页", "动态", "干部", "组织", "人才")))
    assert read(f"<div>{links}</div><h1>{HEADLINE}</h1><div class='content'>{TEXT}</div>").breadcrumb == ()


def test_who_made_words_and_pictures_with_a_comma_between() -> None:
    article = story(f"{TEXT}<p>（图文：邓小禾，林舟）</p><p><img src='/1.jpg'></p>")
    assert {name for _, name, _ in people(article)} == {"邓小禾", "林舟"}
    assert lines(article)[-1] == THREE


def test_a_table_of_labels_and_what_they_say() -> None:
    head = f"<tr><td>标题</td><td colspan=5>{HEADLINE}</td></tr>"
    told = "<tr><td>来源</td><td>石桥镇</td><td>作者</td><td>孟浩</td><td>时间</td><td>2012-06-18</td></tr>"
    text = f"<tr><td>内容</td><td colspan=5>　　{ONE}<br>　　{TWO}<br>　　{THREE}</td></tr>"
    article = read(f"<table>{head}{told}{text}</table>", "信息查看")
    assert (article.headline, article.source, article.published_at) == (HEADLINE, "石桥镇", "2012-06-18")
    assert (people(article), lines(article)) == ([("author", "孟浩", None)], [ONE, TWO, THREE])


_LETTER = [
    ("留言人", "王**"),
    ("留言时间", "2020-03-10 09:12:00"),
    ("留言内容", "请问党员回到村里以后，组织关系在哪里办理转接？"),
    ("回复内容", "您好，可以到社区党组织办理，也可以在网上转接。"),
]


@pytest.mark.parametrize(
    "shape",
    [
        "<table><tr><td>信件标题</td><td>{title}</td></tr>{rows}</table>",
        "<h1>书记信箱</h1><table><tr><td>留言主题：</td><td>{title}</td></tr>{rows}</table>",
        "<p>标题：{title}</p>{lines}",
        "<h2>{title}</h2><table>{rows}</table>",
    ],
)
def test_a_letter_is_called_by_its_label_and_not_by_the_box_it_was_put_in(shape: str) -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{said}</td></tr>" for label, said in _LETTER)
    told = "".join(f"<p>{label}：{said}</p>" for label, said in _LETTER)
    article = read(shape.format(title="关于党员组织关系转接的咨询", rows=rows, lines=told), "书记信箱")
    assert article.headline == "关于党员组织关系转接的咨询"


@pytest.mark.parametrize("tool", ["［关闭］", "〖关闭窗口〗"])
def test_a_tool_in_brackets_of_full_width(tool: str) -> None:
    page = f"<div><b>{HEADLINE}</b><br>日期：2011-8-2 15:30<br>{ONE}<br>{TWO}<br>{THREE}<br>{tool}</div>"
    assert lines(read(page))[-1] == THREE


def test_a_reader_signs_a_letter() -> None:
    article = story(f"<p>编辑同志：</p>{TEXT}<p align=right>云溪县石桥镇党员　孟浩</p>")
    assert [name for _, name, _ in people(article)] == ["孟浩"]
    assert lines(article)[-1] == THREE


def test_a_trail_that_opens_with_arrows_below_another_line() -> None:
    rows = "<tr><td>今天是2007年3月5日</td></tr><tr><td>>>您的位置：首页>>先锋论坛>></td></tr>"
    rows += f"<tr><td><b>{HEADLINE}</b></td></tr><tr><td>发表日期：2007-3-1</td></tr>"
    page = f"<table>{rows}<tr><td>{TEXT}</td></tr></table>"
    assert read(page).breadcrumb == ("首页", "先锋论坛")


def test_an_account_below_a_headline_is_no_deck() -> None:
    info = "<h2>云溪发布</h2><time>2020年02月23日 19:40</time>"
    assert read(f"<h1>{HEADLINE}</h1>{info}<div class='content'>{TEXT}</div>").deck is None


def test_a_bold_headline_in_two_lines_of_a_cell() -> None:
    cell = "<b>红土地上的新长征<br>云溪老区发展纪事</b><br>孟浩　温如是<br>2006年10月20日15:02"
    article = read(f"<table><tr><td align=center>{cell}</td></tr><tr><td>{TEXT}</td></tr></table>", "云溪党建网")
    assert article.headline == "红土地上的新长征 云溪老区发展纪事"
