"""Whole pages: the sample portal's against its truth, real ones against a careful reader's, and any bytes at all."""

from __future__ import annotations

import importlib.util
import json
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, needs_shared
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import explain_article, extract_article
from crawler.extraction.article import join_parts
from crawler.items import Article, Page
from crawler.sample_portal import SamplePortal
from crawler.sample_portal.truth import iter_truth

FLOORS = json.loads((Path(__file__).parent / "quality.json").read_text(encoding="utf-8"))


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


def _quality() -> Any:
    path = Path(__file__).parents[1] / "benchmarks" / "quality.py"
    spec = importlib.util.spec_from_file_location("quality", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_shared
@pytest.mark.parametrize("field", sorted(FLOORS))
def test_real_pages_are_read_no_worse_than_before(field: str) -> None:
    quality = _quality()
    names = [path.stem for path in sorted((SHARED / "pages").glob("*.json"))]
    mean = sum(quality.score(name)[field][0] for name in names) / len(names)
    assert mean >= FLOORS[field]


@needs_shared
def test_real_pages_cut_anywhere_are_read_without_an_exception() -> None:
    for path in sorted((SHARED / "pages").glob("*.html"))[:8]:
        body = path.read_bytes()
        for share in (3, 7, 11):
            extract_article(Page("http://a.example/1.html", body[: len(body) * share // 13]))
            extract_article(
                Page(
                    "http://a.example/1.html",
                    body[: len(body) // 2] + bytes(range(share * 20)) + body[len(body) // 2 :],
                )
            )


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes(body: bytes) -> None:
    assert extract_article(Page("http://a.example/1.html", body)).page_kind in ("article", "listing", "topic", "other")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<br>",
                "<h1>",
                "来源：",
                "2020-03-13",
                "责任编辑：",
                "<a href='x.html'>",
                "</a>",
                "张静",
                "<table><tr><td>",
                "<!--enpproperty",
                "/enpproperty-->",
                "<script>",
                "<meta name=PubDate content='9999-99-99'>",
                "（",
                "）",
                "党建。",
            ]
        ),
        max_size=60,
    ),
    st.text(max_size=40),
)
def test_any_markup(parts: list[str], url: str) -> None:
    page = Page(f"http://a.example/{url}", "".join(parts).encode("utf-8", "replace"))
    extract_article(page)
    explain_article(page)


def test_a_huge_page_of_nested_tags_takes_seconds() -> None:
    body = ("<div><span>" * 250_000 + "党建" + "</span></div>" * 250_000).encode()
    started = time.monotonic()
    extract_article(Page("http://a.example/1.html", body))
    assert time.monotonic() - started < 30
    assert len(body) > 5_000_000


def test_parts_are_joined_in_order() -> None:
    first = Article("http://a.example/1.html", "http://a.example/1.html", "article", headline="甲", body="一")
    second = Article("http://a.example/1-2.html", "http://a.example/1-2.html", "article", headline="甲", body="二")
    joined = join_parts([first, second])
    assert (joined.url, joined.headline, joined.body) == (first.url, "甲", "一\n二")
