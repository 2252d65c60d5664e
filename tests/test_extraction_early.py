"""Pages of the web's first years, made by hand or by the first publishing systems: each rule on an invented page."""

from __future__ import annotations

import pytest
from printed import lines
from printed_party import HEADLINE, INFO, ONE, TEXT, THREE, TWO, read

from crawler.extraction.dates import find_dates
from crawler.extraction.wrapped import put_together


def centred(*rows: str) -> str:
    return "".join(f"<p align=center>{row}</p>" for row in rows)


@pytest.mark.parametrize("title", ["新建网页 1", "新建网页1", "无标题 1", "未命名", "Untitled-1", "Normal Page"])
def test_what_an_editor_calls_a_new_page_is_no_headline(title: str) -> None:
    head = centred("<font size=2>中共云溪县委组织部主办的支部生活</font>", f"<font size=6>{HEADLINE}</font>")
    assert read(f"{head}<hr>{TEXT}<p align=right>供稿：县委组织部　1999年7月6日</p>", title).headline == HEADLINE


def test_a_day_in_letters_alone_below_a_headline() -> None:
    head = centred(f"<font size=6>{HEADLINE}</font>", "<font size=2>一九九九年七月六日</font>")
    article = read(f"{head}<hr>{TEXT}", "云溪党建")
    assert (article.headline, article.published_at) == (HEADLINE, "1999-07-06")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("一九九九年七月六日", "1999-07-06"),
        *((f"二{nought}{nought}六年九月八日", "2006-09-08") for nought in "〇○零0０OＯoО"),
        ("二○○六年9月8日", "2006-09-08"),
        ("二〇一〇年十二月三十一日", "2010-12-31"),
    ],
)
def test_a_day_in_chinese_numerals_whatever_stands_for_nought(printed: str, day: str) -> None:
    assert [found.iso for found in find_dates(printed)] == [day]
    assert read(f"{centred(f'<b>{HEADLINE}</b>', f'（{printed}）')}{TEXT}", "云溪党建").published_at == day


@pytest.mark.parametrize("printed", ["一九四九年十月一日", "二OO六年十三月八日", "二0六年九月八日"])
def test_numerals_that_are_no_day_of_the_web(printed: str) -> None:
    assert list(find_dates(printed)) == []


def test_a_short_notice_in_a_cell_keeps_its_terms_beside_what_it_encloses() -> None:
    told = "<p>各党支部：</p><p>现将民主评议党员有关事项通知如下。</p><p>一、安排：2006年9月10日至10月20日。</p>"
    enclosed = "<p><a href=/u/1.doc>附件1：民主评议党员情况统计表</a></p>"
    cell = f"<tr><td>{told}{enclosed}<p align=right>二○○六年九月八日</p></td></tr>"
    article = read(f"<table><tr><td><b>{HEADLINE}</b></td></tr><tr><td>2006-9-8</td></tr>{cell}</table>")
    terms, table, day = lines(article)[2:]
    assert (terms, day) == ("一、安排：2006年9月10日至10月20日。", "二○○六年九月八日")
    assert table == "附件1：民主评议党员情况统计表"


@pytest.mark.parametrize("told", ["扫一扫就能办。", "扫一扫，烦心事就有人管了。"])
def test_a_sentence_that_begins_with_a_scan_ends_no_text(told: str) -> None:
    text = f"<p>{ONE}</p><p>{TWO}</p><p>{told}</p><p>{THREE}</p>"
    assert lines(read(f"<h1>{HEADLINE}</h1>{INFO}<div class=content>{text}</div>")) == [ONE, TWO, told, THREE]


@pytest.mark.parametrize("tool", ["扫一扫", "扫一扫，关注我们。", "扫一扫在手机打开当前页", "扫一扫下载客户端。"])
def test_a_tool_that_asks_for_a_scan_is_no_text(tool: str) -> None:
    page = f"<h1>{HEADLINE}</h1>{INFO}<div class=content>{TEXT}<p>{tool}</p></div>"
    assert lines(read(page)) == [ONE, TWO, THREE]


NAMES = "云溪日报、云溪广播电视台、石桥镇党委"


@pytest.mark.parametrize("dots", ["...", "……"])
def test_a_source_cut_short_is_whole_in_the_head(dots: str) -> None:
    info = f"<div class='info'>2020-03-13 10:35 来源：云溪日报、云溪广播{dots}</div>"
    page = f"<h1>{HEADLINE}</h1>{info}<div class=content>{TEXT}</div>"
    told = f"<meta name=ContentSource content='{NAMES}'>"
    assert read(f"{told}{page}").source == NAMES
    assert read(f"<meta name=ContentSource content='石林晚报'>{page}").source == f"云溪日报、云溪广播{dots}"


LONG = (
    "今天我们召开全县组织工作座谈会，主要任务是总结去年经验，部署今年工作。刚才，十位同志从不同方面介绍了做法，讲得都很好，希望会后进一步加强交流。"
    "下面，我着重就如何抓好支部建设讲三点意见。支部是党的全部工作的基础，要选好带头人，建好活动阵地，把群众的事一件一件办实。各乡镇党委要负起责任来。"
)
NEXT = (
    "做好今年的工作，领导责任制是关键。各支部要参照县委的安排，成立工作小组，细化措施，落实到人。要把晒谷场、渡口边的党课开好，让党员在家门口就能学习，"
    "也让来取经的邻县干部看到变化。县委将在年底检查，检查结果在全县通报，对走在前面的支部予以表扬，对落在后面的要帮助他们找出原因。"
)


def wrapped(text: str, width: int) -> list[str]:
    return [text[n : n + width] for n in range(0, len(text), width)]


@pytest.mark.parametrize("width", [20, 31, 38])
@pytest.mark.parametrize("set_in", ["<p>{}</p>", "{}<br>", "<div>{}</div>"])
def test_lines_that_a_page_cut_off_are_paragraphs_again(width: int, set_in: str) -> None:
    above, below = wrapped(f"　　{LONG}", width), wrapped(f"　　{NEXT}", width)
    cut = [*above, "<img src='/1.jpg'>", "一、把支部建在一线", *below]
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class=content>{''.join(map(set_in.format, cut))}</div>")
    assert lines(article) == [LONG, "一、把支部建在一线", NEXT]
    assert article.images[0].paragraph == 1


ENTRIES = [f"《支部工作方法研究》，云溪党建，20{n:02}年第{n % 9 + 1}期" for n in range(10)]
STEPS = [f"第{n}步，由村支部书记提出，党员大会讨论" for n in "一二三四五六七八"]


PEOPLE = [f"孟浩{n}　云溪县石桥镇党委书记、镇人大主席" for n in "甲乙丙丁戊己庚"]


@pytest.mark.parametrize("entries", [ENTRIES, STEPS, PEOPLE])
def test_entries_of_a_list_that_end_without_a_stop_stay_apart(entries: list[str]) -> None:
    rows = "".join(f"<p>{entry}</p>" for entry in entries)
    article = read(f"<h1>{HEADLINE}</h1>{INFO}<div class=content><p>{ONE}</p>{rows}<p>{TWO}</p></div>")
    assert lines(article) == [ONE, *entries, TWO]


def test_letters_of_two_lines_keep_a_space() -> None:
    paragraphs, before = put_together(["云溪支部 APP", "Store 上架", "完"], {1})
    assert (paragraphs, before) == (["云溪支部 APP Store 上架", "完"], [0, 0, 1, 2])


COLUMNS = "<a href='/'>云溪网</a> >> <a href='/sz/'>时政</a> >> <a href='/sz/zh/'>综合报道</a>"


@pytest.mark.parametrize("when", ["　2005年07月08日09:12", "<span>2005-7-8 9:12</span>"])
def test_the_minute_on_the_line_of_the_trail(when: str) -> None:
    article = read(f"<font size=2>{COLUMNS}{when}</font><br><center><b>{HEADLINE}</b></center>{TEXT}")
    assert (article.breadcrumb, article.published_at) == (("云溪网", "时政", "综合报道"), "2005-07-08T09:12:00+08:00")


@pytest.mark.parametrize("when", ["　今天是2020年4月1日 09:12", "　2020年4月1日"])
def test_todays_day_on_the_line_of_the_trail(when: str) -> None:
    article = read(f"<div>{COLUMNS}{when}</div><center><b>{HEADLINE}</b></center>{TEXT}")
    assert article.published_at == "2020-03-13"  # as its address says


def test_a_row_of_standing_pages_below_a_text() -> None:
    foot = "<center>关于我们 | 广告服务 | 联系方法 | 版权声明</center>"
    article = read(f"<table><tr><td><b>{HEADLINE}</b></td></tr><tr><td>2005-7-8</td></tr></table>{TEXT}{foot}")
    assert lines(article) == [ONE, TWO, THREE]


def test_a_columns_name_beside_the_trail_is_none_of_it() -> None:
    top = "<div><span class=l>新闻中心</span><span class=r>云溪网>新闻中心>公告</span></div>"
    assert read(f"{top}<h1>{HEADLINE}</h1>{INFO}{TEXT}").breadcrumb == ("云溪网", "新闻中心", "公告")
