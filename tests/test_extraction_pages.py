"""Whole pages: the sample portal's against its truth."""

from __future__ import annotations

import urllib.request
from typing import Any

import pytest

from crawler.extraction import extract_article
from crawler.extraction.article import join_parts
from crawler.items import Article, Page
from crawler.sample_portal import SamplePortal
from crawler.sample_portal.truth import iter_truth


def read(url: str) -> Article:
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
            article = read(truth["url"])
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
        article = read(portal.url + path)
    assert article.page_kind != "article"
    assert (article.headline, article.body, article.credits) == (None, None, ())


def test_parts_are_joined_in_order() -> None:
    first = Article("http://a.example/1.html", "http://a.example/1.html", "article", headline="甲", body="一")
    second = Article("http://a.example/1-2.html", "http://a.example/1-2.html", "article", headline="甲", body="二")
    joined = join_parts([first, second])
    assert (joined.url, joined.headline, joined.body) == (first.url, "甲", "一\n二")
