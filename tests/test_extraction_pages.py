"""Whole pages: the sample portal's against its truth."""

from __future__ import annotations

import urllib.request
from typing import Any

import pytest
from conftest import story_html
from truth import iter_truth

from crawler.extraction import extract_article
from crawler.extraction.article import join_parts
from crawler.extraction.credits import bare_credits, labelled_credits
from crawler.extraction.parts import NAMED, naming_of, parts_counted
from crawler.items import Article, Page
from crawler.reading import read
from crawler.sample_portal import SamplePortal


def fetched(url: str) -> Article:
    with urllib.request.urlopen(url, timeout=10) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return extract_article(Page(url, response.read(), 200, headers))


def facts(value: Any) -> Any:
    """Return an article's fields for comparing: lists for tuples, credits and pictures by what a reader sees."""
    fields = ("kicker", "headline", "deck", "source", "source_url", "published_at", "body", "crossheads", "breadcrumb")
    found = {name: list(value[name]) if isinstance(value[name], tuple) else value[name] for name in fields}
    found["credits"] = [(c["role"], c["role_label"], c["name"], c["organization"]) for c in value["credits"]]
    found["images"] = [(i["url"], i["caption"], i["alt"]) for i in value["images"]]
    return found


@pytest.mark.parametrize("day", [1, 2])
def test_the_sample_portal_is_read_as_it_was_written(day: int) -> None:
    with SamplePortal(day) as portal:
        for truth in iter_truth(day, portal.url):
            article = fetched(truth["url"])
            assert article.page_kind == "article", truth["url"]
            assert facts(article.to_json()) == facts(truth), truth["url"]
            assert article.cms == "jeecms"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "yw/index.jhtml",
        "zgdt/index_2.jhtml",
        "jcdj/index_3.jhtml",
        "ztzl/index.jhtml",
        "ztzl/zyqk/index.jhtml",
        "about.jhtml",
        "contact.jhtml",
        "search.jspx",
    ],
)
def test_what_is_no_article(path: str) -> None:
    with SamplePortal() as portal:
        article = fetched(portal.url + path)
    assert article.page_kind != "article"
    assert (article.headline, article.body, article.credits) == (None, None, ())


def test_parts_are_joined_in_order() -> None:
    first = Article("http://a.example/1.html", "http://a.example/1.html", "article", headline="甲", body="一")
    second = Article("http://a.example/1-2.html", "http://a.example/1-2.html", "article", headline="甲", body="二")
    joined = join_parts([first, second])
    assert (joined.url, joined.headline, joined.body) == (first.url, "甲", "一\n二")


def test_a_page_of_comments_below_the_same_text_adds_nothing() -> None:
    first = Article("http://a.example/1.html", "http://a.example/1.html", "article", headline="甲", body="一")
    second = first.but(url="http://a.example/1.html?page=2")
    assert join_parts([first, second]).body == "一"


def test_a_summary_above_every_page_is_told_once() -> None:
    url = "http://a.example/view.php?aid=1"
    first = Article(url, url, "article", headline="甲", body="支部把课堂搬到了田间地头，听的人很多。\n一")
    second = Article(f"{url}&pageno=2", "", "article", headline="甲", body="支部把课堂搬到了田间地头……\n二")
    joined = join_parts([first, second])
    assert joined.body == "支部把课堂搬到了田间地头，听的人很多。\n一\n二"
    assert joined.part_urls == (f"{url}&pageno=2",)


@pytest.mark.parametrize(
    ("here", "links", "further"),
    [
        # DedeCMS, PHPCMS (which numbers the first page, too), 帝国CMS (which counts from 0 and has two names).
        ("/v.php?aid=1", [("/v.php?aid=1&pageno=2", "2"), ("/v.php?aid=1&pageno=3", "3")], [0, 1]),
        ("/i.php?a=show&id=3", [("/i.php?a=show&id=3&page=1", "1"), ("/i.php?a=show&id=3&page=2", "2")], [1]),
        ("/e/action/ShowInfo/?id=3", [("/e/action/ShowInfo.php?id=3&page=1", "2")], [0]),
        ("/e/action/ShowInfo/?id=3", [("/e/action/ShowInfo.php?id=4&page=1", "2")], []),
        ("/v.php?aid=1&pageno=2", [("/v.php?aid=1", "1"), ("/v.php?aid=1&pageno=3", "3")], []),
        ("/e/action/ShowInfo.php?id=3&page=1", [("/e/action/ShowInfo.php?id=3", "1")], []),
        # A file that is asked for its further pages.
        ("/Item/12.aspx", [("/Item/12.aspx?page=2", "[2]"), ("/Item/12.aspx?page=3", "[3]")], [0, 1]),
        ("/Item/12.aspx?page=2", [("/Item/12.aspx", "[1]"), ("/Item/12.aspx?page=3", "[3]")], []),
        ("/Item/12.aspx", [("/Item/13.aspx?page=2", "[2]"), ("/Item/12.aspx?page=9", "评论")], []),
        ("/news/12", [("/news/12?page=2", "2")], [0]),
        # A list's rows and another article that is linked by its number alone.
        ("/v.php?aid=1", [("/v.php?aid=2", "2"), ("/list.php?tid=1&pageno=2", "2")], []),
        ("/a/12.html", [("/a/12_2.html", "下一页")], [0]),
        ("/a/12_2.html", [("/a/12_3.html", "下一页")], []),
        # Joomla counts those behind the first, and readers' words by their rows.
        (
            "/index.php/xw/12-a",
            [("/index.php/xw/12-a?start=1", "第 2 页"), ("/index.php/xw/12-a?start=2", "第 3 页")],
            [0, 1],
        ),
        ("/xw/12-a.html", [("/xw/12-a.html?start=1", "下一页 >>"), ("/xw/12-a.html?start=10", "2")], [0]),
        ("/index.php/xw/12-a?start=1", [("/index.php/xw/12-a", "<< 上一页"), ("/index.php/xw/12-a?start=2", "3")], []),
        # WordPress: behind the path.
        ("/archives/1435", [("/archives/1435/2", "2"), ("/archives/1435/3", "3")], [0, 1]),
        ("/news/12", [("/news/12/2", "甲地召开座谈会"), ("/news/12/33", "2")], []),
        # Pages with names of their own.
        ("/a/12.html", [("/a/12.html", "1、起步"), ("/a/12_2.html", "2、攻坚"), ("/a/12_3.html", "收获")], [1, 2]),
        ("/v.php?aid=1", [("/v.php?aid=1&page=2", "第二页：攻坚"), ("/v.php?aid=1&page=9", "发表评论")], [0]),
        # PHPCMS numbers the first of its files; what it links to as the page before is itself. Then other articles.
        ("/show-9-12-1.html", [("/show-9-12-1.html", "上一页"), ("/show-9-12-2.html", "2")], [1]),
        ("/show-9-12-1.html", [("/show-9-12-2.html", "[2]"), ("/show-9-12-2.html", "下一页")], [0]),
        ("/a/t20210304_1.html", [("/a/t20210304_2.html", "甲地召开座谈会"), ("/a/t20210304_3.html", "下一篇")], []),
    ],
)
def test_the_further_pages_of_an_article(here: str, links: list[tuple[str, str]], further: list[int]) -> None:
    text = "党员大会听取了上半年的工作报告，讨论了下半年的安排，并选出了新的支部委员会。"
    turn = "".join(f'<a href="{url.replace("&", "&amp;")}">{label}</a> ' for url, label in links)
    html = (
        f"<html><body><h1>甲地召开党员大会</h1><p>2021-03-04 来源：甲地党建</p>"
        f"<div><p>{text}</p><p>{text}</p></div><div>{turn}</div></body></html>"
    )
    article = extract_article(Page(f"http://a.example{here}", html.encode()))
    assert article.part_urls == tuple(f"http://a.example{links[at][0]}" for at in further)
    assert article.page_kind == "article"
    assert article.part_of is None or not further


@pytest.mark.parametrize(
    ("here", "links", "first"),
    [
        ("/a/12_2.html", [("/a/12.html", "1"), ("/a/12_3.html", "3")], "/a/12.html"),
        ("/a/12_3.html", [("/a/12_2.html", "上一页")], "/a/12.html"),
        ("/a/12_2.html", [("/a/12.html", "第一页：起步")], "/a/12.html"),
        ("/v.php?aid=1&pageno=2", [("/v.php?aid=1", "1"), ("/v.php?aid=1&pageno=3", "3")], "/v.php?aid=1"),
        ("/i.php?a=show&id=3&page=2", [("/i.php?a=show&id=3&page=1", "[1]")], "/i.php?a=show&id=3"),
        ("/e/action/ShowInfo.php?id=3&page=1", [("/e/action/ShowInfo.php?id=3", "1")], "/e/action/ShowInfo.php?id=3"),
        ("/show-9-12-2.html", [("/show-9-12-1.html", "1"), ("/show-9-12-3.html", "3")], "/show-9-12-1.html"),
        ("/a/t12_3.html", [("/a/t12_1.html", "2"), ("/a/t12.html", "1")], "/a/t12.html"),
        ("/archives/1435/2", [("/archives/1435", "1"), ("/archives/1435/3", "3")], "/archives/1435"),
        ("/news/12/33", [("/news/12", "工作动态")], None),
        ("/index.php/xw/12-a?start=2", [("/index.php/xw/12-a?start=1", "第 2 页")], "/index.php/xw/12-a"),
        ("/index.php/xw/12-a?start=1", [("/index.php/xw/12-a", "« 上一页")], "/index.php/xw/12-a"),
        ("/index.php/xw/12-a?start=20", [("/index.php/xw/12-a?start=10", "2")], None),
        # A first page, by its number too; articles that are named so.
        ("/show-9-12-1.html", [("/show-9-12-1.html", "上一页"), ("/show-9-12-2.html", "2")], None),
        ("/i.php?a=show&id=3&page=1", [("/i.php?a=show&id=3&page=2", "2")], None),
        ("/a/12_2.html", [("/a/12_3.html", "下一页")], None),
        ("/a/t20210304_33.html", [("/a/t20210304_32.html", "上一篇"), ("/a/", "首页")], None),
        ("/content_12_2.html", [("/content_12.html", "第十二期")], None),
    ],
)
def test_a_further_page_knows_its_first(here: str, links: list[tuple[str, str]], first: str | None) -> None:
    text = "党员大会听取了上半年的工作报告，讨论了下半年的安排，并选出了新的支部委员会。"
    turn = "".join(f'<a href="{url.replace("&", "&amp;")}">{label}</a> ' for url, label in links)
    html = (
        f"<html><body><h1>甲地召开党员大会</h1><p>2021-03-04 来源：甲地党建</p>"
        f"<div><p>{text}</p><p>{text}</p></div><div>{turn}</div></body></html>"
    )
    reading = read(Page(f"http://a.example{here}", html.encode()))
    assert reading.article.part_of == (f"http://a.example{first}" if first else None)
    assert reading.as_json()["page_kind"] == (None if first else "article")


@pytest.mark.parametrize(
    "line",
    [
        "来源：甲地党建　作者：柳勇　点击 93 次",
        "来源：甲地党建 作者：柳勇 353人浏览",
        "作者：柳勇 点击 次",
        "作者：柳勇 阅读量1.2万",
    ],
)
def test_how_often_a_page_was_read_is_nobodys_name(line: str) -> None:
    assert [(c.role, c.name) for c in labelled_credits(line)] == [("author", "柳勇")]


def test_a_summary_of_the_one_paragraph_is_not_told_twice_nor_is_a_button() -> None:
    text = "甲地把组织生活会开到了田埂上，三十多户人家的意见当场记下，当场答复。"
    html = (
        "<html><body><h1>甲地：会开到了田埂上</h1><p>2021-03-04 10:20 来源：甲地党建</p>"
        f"<div class='summary'>{text[:20]}</div>"
        f"<div class='content'><p>{text}</p></div><p><strong>顶一下</strong> 7</p></body></html>"
    )
    assert extract_article(Page("http://a.example/i.php?a=show&id=3", html.encode())).body == text


def test_an_empty_label_takes_no_name_from_the_next() -> None:
    assert bare_credits("2021-03-04 15:11:22 来源: 记者: 浏览:256") == []
    assert [c.name for c in bare_credits("本报记者 张三 李四")] == ["张三", "李四"]


def test_further_pages_in_a_box_to_pick_from() -> None:
    text = "党员大会听取了上半年的工作报告，讨论了下半年的安排，并选出了新的支部委员会。"
    html = (
        f"<html><body><h1>甲地召开党员大会</h1><p>2021-03-04 来源：甲地党建</p><div><p>{text}</p><p>{text}</p></div>"
        '<select onchange="self.location.href=this.options[this.selectedIndex].value"><option value="/yw/12.html"'
        ' selected>第一页：起步</option><option value="/yw/12_2.html">第二页：攻坚</option></select></body></html>'
    )
    assert extract_article(Page("http://a.example/yw/12.html", html.encode())).part_urls == (
        "http://a.example/yw/12_2.html",
    )
    assert (
        extract_article(Page("http://a.example/yw/12_2.html", html.encode())).part_of == "http://a.example/yw/12.html"
    )


def test_further_pages_behind_a_session_and_by_a_loop_over_their_number() -> None:
    text = "党员大会听取了上半年的工作报告，讨论了下半年的安排，并选出了新的支部委员会。"
    top = f"<html><body><h1>甲地召开党员大会</h1><p>2021-03-04 来源：甲地党建</p><div><p>{text}</p><p>{text}</p></div>"
    session = top + "<p><b>1</b> <a href='/yw/12_2.jhtml;jsessionid=0A1B2C'>2</a></p></body></html>"
    assert extract_article(Page("http://a.example/yw/12.jhtml", session.encode())).part_urls == (
        "http://a.example/yw/12_2.jhtml",
    )
    loop = (
        "<script>var currentPage = 0;\nvar countPage = 3;\nfor (var i = 1; i < countPage; i++)\n"
        'document.write("<a href=\\"t20210304_12"+"_" + i + "."+"shtml\\">"+(i+1)+"</a>");</script></body></html>'
    )
    first = Page("http://a.example/yw/t20210304_12.shtml", (top + loop).encode())
    assert extract_article(first).part_urls == tuple(f"http://a.example/yw/t20210304_12_{n}.shtml" for n in (1, 2))
    assert extract_article(Page("http://a.example/yw/t20210304_13.shtml", (top + loop).encode())).part_urls == ()


def test_the_address_of_a_first_page_names_no_further_one() -> None:
    first = "http://a.example/show-12-1.html"
    assert naming_of(first, b"<link rel='canonical' href='/show-12-1.html'><a href='/show-13-1.html'>") != NAMED
    assert naming_of(first, b"<link rel='canonical' href='/show-12-1.html'><a href='/show-12-2.html'>") == NAMED
    assert naming_of(first, b"<a href='/show-12.html'>") == NAMED


def test_a_base_for_links_is_not_where_a_page_stands() -> None:
    text = "党员大会听取了上半年的工作报告，讨论了下半年的安排，并选出了新的支部委员会。"
    html = (
        "<html><head><base href='http://a.example/' target='_blank'></head><body><h1>甲地召开党员大会</h1>"
        f"<p>2021-03-04 来源：甲地党建</p><div><p>{text}</p><p>{text}</p></div>"
        "<p><a href='yw/t12.html'>[1]</a> <a href='yw/t12_1.html'>[2]</a></p></body></html>"
    ).encode()
    assert extract_article(Page("http://a.example/yw/t12.html", html)).part_urls == ("http://a.example/yw/t12_1.html",)
    assert extract_article(Page("http://a.example/yw/t12_1.html", html)).part_of == "http://a.example/yw/t12.html"


def test_a_dash_alone_is_no_deck() -> None:
    text = "党员大会听取了上半年的工作报告，讨论了下半年的安排，并选出了新的支部委员会。"
    html = (
        "<html><body><main><h2>甲地召开党员大会</h2>"
        "<dl><dt>时间</dt><dd>2018-10-06 15:54:17</dd><dt>来源</dt><dd>—</dd></dl>"
        f"<div class='content'><p>{text}</p><p>{text}</p></div></main></body></html>"
    )
    article = extract_article(Page("http://a.example/tt/2018/1006/145.html", html.encode()))
    assert (article.headline, article.deck, article.source) == ("甲地召开党员大会", None, None)


@pytest.mark.parametrize(
    ("scripts", "numbers"),
    [
        ('var pageCount = 3; var pageNo = 1; var fileName = "774";', [2, 3]),
        ("var countPage=3,currentPage=0;var name='774';", [1, 2]),
        ('var pageCount = 3; var pageNo = 2; var fileName = "774";', []),  # a further page itself
        ('var pageCount = 3; var pageNo = 1; var fileName = "775";', []),
        ('var pageCount = 3; var id = "774";', []),
        ('var pageNo = 1; var id = "774";', []),
    ],
)
def test_a_script_tells_a_file_how_many_pages_an_article_has(scripts: str, numbers: list[int]) -> None:
    first = "http://dj.example/yw/774.html"
    assert parts_counted(first, scripts) == [f"http://dj.example/yw/774_{number}.html" for number in numbers]
    page = story_html("支部会开到田埂上", "党员说，路修好了。" * 20, extra=f"<script>{scripts}</script>")
    told = extract_article(page, url=first).part_urls
    assert list(told) == parts_counted(first, scripts)


def test_a_document_alone_stands_in_the_storys_own_element() -> None:
    other = "柳河镇的桥昨天合龙，两岸的人都来看，桥上挂满了彩旗，" * 3
    page = (
        "<html><head><title>云溪县发展党员名单公示--云溪党建</title></head><body><h1>云溪县发展党员名单公示</h1>"
        "<div class='fl'>2024年07月24日16:30　来源：云溪日报</div><div class='box_con' id='rwb_zw'><p>"
        "<a href='/up/7.pdf'>发展党员名单.pdf</a></p></div><div class='edit'>（责编：孟浩）</div><div id='tj'>"
        f"<h3>推荐阅读</h3><p><a href='/9.html'>柳河镇通桥</a>　{other}…【详细】</p></div></body></html>"
    )
    article = extract_article(page.encode(), url="http://dj.example/n1/2024/0724/c12-40.html")
    assert (article.page_kind, article.body) == ("article", "")
    assert [attachment.title for attachment in article.attachments] == ["发展党员名单.pdf"]


def test_the_pages_of_a_text_in_a_table_are_none_of_it() -> None:
    text = "<br>".join(
        f"　　第{n}支部的党员把会开到了田埂上，大家当场认领了十二件实事，逐一写进了台账。" for n in "一二三"
    )
    pages = "<a href='7.html'>[1]</a> <a href='7_2.html'>[2]</a> <b>[3]</b>"
    page = (
        "<html><head><title>把会开到田埂上</title></head><body><table><tr><td><h1>把会开到田埂上</h1></td></tr><tr><td>"
        "时间:2024-07-24 16:30　来源:云溪日报</td></tr></table><table><tr><td id='text'>"
        f"{text}<br><p align='center'>{pages}</p></td></tr></table></body></html>"
    )
    assert "[2]" not in (extract_article(page.encode(), url="http://dj.example/yw/7_3.html").body or "")


def test_rows_of_links_and_votes_below_a_document_are_no_text() -> None:
    below = (
        "<div class='digg'><div>顶一下</div><span>(17)94.23%</span></div><p><a href='/a'>网站地图</a>　"
        "<a href='/b'>值班表</a>　<a href='/c'>党政邮箱</a></p>"
    )
    page = (
        "<html><head><title>云溪县发展党员名单公示--云溪党建</title></head><body><div><h1>云溪县发展党员名单公示</h1>"
        "<div>2024-07-24 16:30　来源：云溪日报</div><div class='content'>"
        "<p><a href='/up/7.pdf'>发展党员名单.pdf</a></p></div>"
        f"{below}</div></body></html>"
    )
    body = extract_article(page.encode(), url="http://dj.example/yw/7.html").body or ""
    assert not set(body.split("\n")) - {"", "发展党员名单.pdf"}
