"""When a story was published and where it is from; each rule on an invented page, and where it must not apply."""

from __future__ import annotations

import pytest
from printed import lines, people
from printed_party import HEADLINE, ONE, TEXT, THREE, TWO, URL, read

from crawler.extraction import extract_article
from crawler.items import Article


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


@pytest.mark.parametrize(("head", "day"), [("<meta name='PubDate' content='2020-03-12'>", "2020-03-12"), ("", None)])
def test_since_when_a_document_holds_is_not_when_it_came_out(head: str, day: str | None) -> None:
    told = (("文号", "云府〔2020〕3号"), ("实施日期", "2020年04月01日"), ("失效日期", "2025年03月31日"))
    items = "".join(f"<li><span>{label}：</span>{value}</li>" for label, value in told)
    url = "http://www.example.cn/show?id=1234"
    assert informed(head, f"<ul>{items}</ul>", url=url).published_at == day


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


@pytest.mark.parametrize(
    "nowhere",
    ["不详", "不明", "未知来源", "来源不详", "暂无", "佚名", "匿名", "其他", "网络转载", "互联网整理", "转帖", "none"],
)
def test_a_placeholder_is_no_source(nowhere: str) -> None:
    assert informed(f"<div>2020-03-13 10:35　来源：{nowhere}　作者：孟浩</div>").source is None


def test_the_paper_that_an_e_papers_masthead_names_as_its_title_does() -> None:
    masthead = "<div class='date'>2020年03月13日　星期五　云溪日报</div>"

    def read_titled(title: str, above: str = "", below: str = "") -> Article:
        return read(f"{above}<h1>{HEADLINE}</h1>{below}<div class='content'>{TEXT}</div>", title)

    assert read_titled(f"云溪日报数字报-{HEADLINE}", below=masthead).source == "云溪日报"
    # Above a headline, and where the title names another, it is the site's.
    assert read_titled(f"云溪日报数字报-{HEADLINE}", above=masthead).source is None
    assert read_titled(f"{HEADLINE}-云溪党建网", below=masthead).source is None
