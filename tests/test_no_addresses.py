"""What pages and their scripts write for an address and is none, http://[[host]]/: the rest of the page is read."""

from __future__ import annotations

import pytest

from crawler.extraction import explain_article, extract_article
from crawler.items import Page
from spiders.cms import FAMILIES
from spiders.seen import see

TEXT = "云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落。" * 4
STORY = (
    "<html><title>云溪县：支部建在晒谷场</title><body><h1>云溪县：支部建在晒谷场</h1>"
    f"<p>2020-03-13 来源：云溪日报</p><p>{TEXT}</p></body></html>"
)
# Each beside a list that can be asked for.
WRITTEN = [
    '<script>$.get("//[x/list?page=" + page, {page: 1})</script>',
    '<script>$.ajax({url: "http://[[host]]/list", data: {page: 1}})</script>',
    '<script>$.get("http://[[host]]/list/{id}?page=" + page)</script>',
    '<a onclick="f(1)">x</a><script>function f(a) { location.href = "http://[[host]]/" + a }</script>',
    '<script>function f(a) { location.href = "//[/" + a }; $.get("/b?page=" + page)</script>',
    '<form action="http://["><select name="page" onchange="this.form.submit()"><option value="2"></select></form>',
    '<form action="//["><input name="page">共3页</form>',
    '<script>location.href = "http://[[host]]/index_" + page + ".html"; var pageCount = 3;</script>',
    '<script src="//[/list.js"></script>',
    '<iframe src="http://[a]/list.html"></iframe>',
    '<div data-url="//[/list?page=1"></div>',
    '<base href="http://[">',
]


@pytest.mark.parametrize(
    "url", ["http://[x]/", "http://[", "//[", "http://a.example:port/1.html", "http://a:99999999/1.html"]
)
def test_an_article_from_what_is_no_address(url: str) -> None:
    article = extract_article(STORY.encode(), url=url)
    assert (article.url, article.canonical_url) == (url, url)
    found = (article.headline, article.published_at, article.source)
    assert found == ("云溪县：支部建在晒谷场", "2020-03-13", "云溪日报")
    assert explain_article(Page(url, STORY.encode()))


@pytest.mark.parametrize("written", WRITTEN)
def test_what_is_no_address_takes_nothing_else_with_it(written: str) -> None:
    page = (
        f'<html><title>要闻</title><body><a href="/1.html">云溪县：支部建在晒谷场</a>{written}'
        '<script>$.get("/more?channel=7&page=" + page)</script></body></html>'
    )
    seen = see(Page("http://a.example/list/", page.encode()), (), FAMILIES)
    assert "http://a.example/1.html" in [link.url for link in seen.links]
    assert "http://a.example/more?channel=7&page=1" in [lead.url for lead in seen.leads]
    assert not [lead.url for lead in seen.leads if "[" in lead.url]
