"""Any bytes at all: never an exception, never more work than the page is long, never a word of what was not decoded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from conftest import SHARED, needs_shared
from hypothesis import given, settings
from hypothesis import strategies as st
from work import work_of

from benchmarks.ugly import PAGES as PAGES_NOBODY_WRITES
from crawler.extraction import explain_article, extract_article
from crawler.extraction.listed import days_listed
from crawler.extraction.listing import LINKS_AT_MOST, extract_links
from crawler.extraction.tree import TAGS_AT_MOST, parse
from crawler.items import Article, Page
from crawler.reading import is_whole, may_be_page
from spiders.cms.bundles import Bundle
from spiders.cms.concatenated import numbered_addresses
from spiders.cms.picked import Picked
from spiders.seen import see

PAGES = sorted((SHARED / "pages").glob("*.html"))
SCRAPS = [
    *("<div>", "</div>", "<p>", "<br>", "<h1>", "</h1>", "<table><tr><td>", "<ul><li>", "<a href='x.html'>", "</a>"),
    *(
        "来源：",
        "2020-03-13",
        "10:35",
        "二〇二〇年三月十三日",
        "责任编辑：",
        "记者",
        "张静",
        "（",
        "）",
        "、",
        "　",
        "/",
        "|",
        "党建。",
    ),
    *("<!--enpproperty", "/enpproperty-->", "<title>", "<introtitle>", "</body></html>", "<script>", "</script>"),
    *(
        "<meta name=PubDate content='9999-99-99'>",
        "<meta charset=gb2312>",
        "<base href='http://[' >",
        "<img src=a.jpg>",
    ),
    *(
        "<script type='application/ld+json'>[{",
        "display:none",
        "<div style='display:none'>",
        "首页 > 正文",
        "\u200b",
        "\x00",
    ),
]


def check(article: Article) -> None:
    """Whatever the page: one of the four kinds, and no field of an article on a page that is none."""
    assert article.page_kind in ("article", "listing", "topic", "other")
    if article.page_kind != "article":
        assert (article.headline, article.body, article.credits, article.published_at) == (None, None, (), None)
    for credit in article.credits:
        assert credit.name or credit.organization


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=800))
def test_any_bytes(body: bytes) -> None:
    check(extract_article(Page("http://a.example/1.html", body)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=60), st.text(max_size=40))
def test_any_markup(parts: list[str], url: str) -> None:
    page = Page(f"http://a.example/{url}", "".join(parts).encode("utf-8", "replace"))
    check(extract_article(page))
    explain_article(page)


@pytest.mark.corpus
@needs_shared
@settings(max_examples=120, deadline=None)
@given(st.data())
def test_mutated_real_pages(data: st.DataObject) -> None:
    """A real page, cut, with a stretch lost, doubled, or overwritten by other bytes, anywhere."""
    body = data.draw(st.sampled_from(PAGES)).read_bytes()[:60_000]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = min(start + data.draw(st.integers(0, 4000)), len(body))
        how = data.draw(st.sampled_from(("cut", "lose", "double", "overwrite")))
        middle = {
            "cut": b"",
            "lose": b"",
            "double": body[start:end] * 2,
            "overwrite": data.draw(st.binary(max_size=60)),
        }[how]
        body = body[:start] + middle + (b"" if how == "cut" else body[end:])
    check(extract_article(Page("http://a.example/1.html", body)))


UGLY: dict[str, Callable[[int], str]] = {
    **PAGES_NOBODY_WRITES,
    "nested bold": lambda n: "<font><b>党建引领基层治理，" * n,
    "comments": lambda n: "<!--enpproperty <a>" * n,
    "trail": lambda n: "首页 > 要闻 > " * n,
    "names behind squares": lambda n: "<p>■孟浩</p>" * n,
    "names called sources": lambda n: "<div class='source'>党建<br>" + "<span class='source'>党建</span>引领<br>" * n,
    "sources and days below texts": lambda n: (
        "<div><p>云溪县驻村干部到岗，秋收一粒不落。</p><span>来源：</span><span>2020-03-11</span></div>" * n
    ),
    "days above documents": lambda n: (
        "<h1>党建标题在这里</h1><div>" + "<p>2025年5月15日</p><p><a href='/get?id=7'>须知.doc</a></p>" * n
    ),
    "days in pieces": lambda n: (
        "<p>县交通局</p><p><span>202</span><span>5</span>年<span>5</span>月<span>15</span>日</p>" * n
    ),
    "headlines that lead here": lambda n: "<h1><a href='/1.html'>党建标题在这里</a></h1><p>10:35 来源：人民网</p>" * n,
}


@pytest.mark.parametrize("name", UGLY)
def test_work_grows_with_the_page_and_no_faster(name: str) -> None:
    pages = [f"<html><title>党建标题在这里</title><body>{UGLY[name](n)}</body></html>".encode() for n in (1500, 3000)]
    once, twice = (work_of(partial(extract_article, Page("http://a.example/1.html", body))) for body in pages)
    assert twice < 2.3 * once + 2000


@pytest.mark.parametrize("depth", [300, 3000, 30_000])
@pytest.mark.parametrize("tag", ["font", "b", "span"])
def test_a_text_behind_tags_that_never_close_is_read(tag: str, depth: int) -> None:
    text = "云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落。"
    body = (
        "<html><title>云溪县：支部建在晒谷场</title><body><h1>云溪县：支部建在晒谷场</h1>"
        "<p>2020-03-13 来源：云溪日报</p>"
        f"{f'<{tag}>' * depth}<p>{text}</p><p>{text[::-1]}</p></body></html>"
    ).encode()
    assert (extract_article(body, url="http://a.example/1.html").body or "").startswith(text)


def test_of_pages_without_end_the_beginning_is_read() -> None:
    text = "云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落。"
    story = f"<html><h1>云溪县：支部建在晒谷场</h1><p>2020-03-13 来源：云溪日报</p><p>{text}</p><p>{text[::-1]}</p>"
    for piece in ("<b></b>", "<i a=1 b=2>x</i>\n"):
        seen = see(Page("http://a.example/1.html", f"{story}{piece * (TAGS_AT_MOST // 2 + 1000)}".encode()), ())
        assert seen.failed == "more than 500,000 tags"
        assert (seen.article.body or "").startswith(text)
        tree = parse(Page("http://a.example/1.html", f"{story}{piece * TAGS_AT_MOST}".encode())).tree
        assert tree is not None and sum(1 for _ in tree.iter()) <= TAGS_AT_MOST // 2 + 10


@pytest.mark.parametrize("kind", ["text/html", "text/xml", "application/json"])
def test_of_addresses_without_end_the_first_are_followed(kind: str) -> None:
    numbers = range(LINKS_AT_MOST + 10)
    bodies = {
        "text/html": "<html><ul>" + "".join(f"<li><a href='/{n}.html'>第{n}篇</a>" for n in numbers),
        "text/xml": "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        + "".join(f"<url><loc>http://a.example/{n}.html</loc></url>" for n in numbers)
        + "</urlset>",
        "application/json": json.dumps([{"url": f"/{n}.html", "title": f"第{n}篇"} for n in numbers]),
    }
    seen = see(Page("http://a.example/list", bodies[kind].encode(), 200, {"content-type": kind}), ())
    assert [link.url for link in seen.links] == [f"http://a.example/{n}.html" for n in range(LINKS_AT_MOST)]
    assert seen.failed == "50,000 addresses and more"


def test_what_cannot_be_decoded_is_counted() -> None:
    body = "<html><body><h1>云溪县：支部建在晒谷场</h1><p>正文</p></body></html>".encode("gb18030")
    broken = body.replace("正文".encode("gb18030"), b"\xff\xff\xff\xff")
    assert extract_article(body).undecodable == 0
    assert extract_article(broken).undecodable > 0


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("broken", [1, 3, 12])
def test_some_broken_bytes_do_not_turn_the_rest_into_other_characters(encoding: str, broken: int) -> None:
    text = "云溪县把党小组建在晒谷场上，三十六名党员轮流值守。"
    piece = b"<p>" + text.encode(encoding) + b"\xff\x81\xff " + text.encode(encoding) + b"</p>"
    body = "<html><h1>云溪县：支部建在晒谷场</h1><p>2020-03-13 来源：云溪日报</p>".encode(encoding) + piece * broken
    article = extract_article(body, url="http://a.example/1.html")
    assert article.encoding == encoding
    assert article.undecodable >= broken
    assert article.headline == "云溪县：支部建在晒谷场"
    assert text in (article.body or "")


def test_the_library_loads_nothing_of_scrapy() -> None:
    found = "print([m for m in ('scrapy', 'twisted', 'archive') if m in sys.modules])"
    code = f"import sys; import crawler.extraction; {found}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert (run.stdout.strip(), run.stderr) == ("[]", "")


def test_bytes_in_article_out() -> None:
    body = (
        "<html><title>云溪县：支部建在晒谷场</title><body><h1>云溪县：支部建在晒谷场</h1>"
        "<p>2020-03-13 来源：云溪日报</p>"
        "<p>云溪县把党小组建在晒谷场上，三十六名党员轮流值守。</p><a href='2.html'>下一篇</a></body></html>"
    ).encode("gbk")
    article = extract_article(body, url="http://a.example/yw/1.html", headers={"content-type": "text/html"})
    assert (article.source, article.published_at) == ("云溪日报", "2020-03-13")
    assert article.next_url == "http://a.example/yw/2.html"


@pytest.mark.parametrize("name", [".html", "-2.html", "_1.htm", "?", ".html?id="])
def test_an_address_whose_file_has_no_name(name: str) -> None:
    page = "<h1>云溪县：支部建在晒谷场</h1><p>云溪县把党小组建在晒谷场上。</p><a href='x_2.html'>2</a>"
    assert extract_article(page.encode(), url=f"http://a.example/{name}").part_urls == ()


@pytest.mark.parametrize(
    "piece", ["<a href='/1.html'>", "<a ", "<link ", "<guid ", "<", "\"<a href='/1.html'>", "/*/a.htm"]
)
def test_links_that_nothing_ends_are_read_in_little_time(piece: str) -> None:
    """Where the time grew with the square of the length this took minutes."""
    for mime in ("application/json", "text/xml", "text/html"):
        page = Page("http://a.example/list", f"<rss>{piece * 20_000}".encode(), headers={"content-type": mime})
        assert isinstance(extract_links(parse(page)), list)


def test_variables_in_addresses_are_looked_for_in_little_time() -> None:
    """Where each place looked through all the scripts this took an hour."""
    script = "var url = '/list?t=' + stamp + '&page=' + page;\n" * 20_000
    found = {address.page(2) for address in numbered_addresses(f"var stamp = '7';\n{script}")}
    assert found == {"/list?page=2"}


def test_long_words_among_modules_are_passed_in_little_time() -> None:
    """Where each place in a word was the beginning of a name this took hours."""
    listed = '7:function(e,t,n){n.d(t,{a:function(){return b}});function b(q){$.get("/l?page="+q)}},'
    code = f'{{{listed}8:function(e,t,n){{var i=n(7);(0,i.a)(1);var s="{"党" * 400_000}"}}}}'
    bundle = Bundle(code)
    (call,) = bundle.calls(bundle.modules[0], "b")
    assert code[call:].startswith("1)")


def test_functions_that_submit_nothing_are_passed_over() -> None:
    script = "document.f.submit();" + "function f(a){" * 3000
    parsed = parse(Page("http://a.example/list", f"<html><body><script>{script}</script></body></html>".encode()))
    assert work_of(lambda: list(Picked().more(parsed))) < 5 * 3000


@pytest.mark.parametrize("after, is_page", [("<html><p>", True), ("zz", False)])
def test_comments_before_a_page_are_passed_in_little_time(after: str, is_page: bool) -> None:
    """Where each could end where any later one does this took longer than there are years."""
    body = f"{'<!--a-->' * 200}{after}".encode()
    assert may_be_page({"content-type": "application/octet-stream"}, body) is is_page
    assert not is_whole(body)


def test_stored_markup_that_nothing_ends_is_passed_in_little_time() -> None:
    row = "<a href='/yw/1.html'>云溪县：支部建在晒谷场</a> 2020-03-13"
    text = f"<?xml version='1.0'?><rows><![CDATA[{row}]]>{'<![CDATA[' * 50_000}"
    page = Page("http://a.example/list.xml", text.encode(), headers={"content-type": "text/xml"})
    assert days_listed(parse(page)) == {"http://a.example/yw/1.html": "2020-03-13"}


@pytest.mark.parametrize("attribute", ["a{}=1", "a{}='x y'", "a{}"])
def test_a_tag_of_thousands_of_attributes_is_read_in_little_time(attribute: str) -> None:
    """The parser compares each with all before it: this took hours, and every portal of the crawl waited."""
    crowd = " ".join(attribute.format(number) for number in range(1_000_000))
    script = f"<script>var s = '<b {'x ' * 5000}>';</script>"
    text = f"<h1>支部建在晒谷场</h1><div {crowd}><p>云溪县的渡船改了时刻。</p></div>"
    parsed = parse(Page("http://a.example/1.html", f"<html><body>{script}{text}</body></html>".encode()))
    assert parsed.tree is not None
    assert [node.text for node in parsed.tree.iter("h1", "p")] == ["支部建在晒谷场", "云溪县的渡船改了时刻。"]
    (said,) = (node.text or "" for node in parsed.tree.iter("script"))
    assert said.count("x ") == 5000


def test_a_long_value_with_a_bracket_in_it_is_kept_whole() -> None:
    rows = "云溪 水渠 " * 2000
    page = f"<html><body><div data-rows='{rows} > {rows}'>一</div>{'<p>水渠</p>' * 9000}</body></html>"
    parsed = parse(Page("http://a.example/1.html", page.encode()))
    assert parsed.tree is not None
    assert [node.get("data-rows") for node in parsed.tree.iter("div")] == [f"{rows} > {rows}"]
