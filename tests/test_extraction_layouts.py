"""Pages in the layouts of real sites, field by field."""

from __future__ import annotations

import pytest
from layouts import LAYOUTS, Layout

from crawler.extraction import extract_article
from crawler.items import Article, Page

AUTHORS = ("author", "reporter", "correspondent", "contributor", "photographer", "translator", "compiler")


def names(article: Article, *roles: str) -> tuple[str, ...]:
    found = (c.name or c.organization or "" for c in article.credits if c.role in roles)
    return tuple(sorted(set(found)))


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout(name: str) -> None:
    layout: Layout = LAYOUTS[name]
    article = extract_article(Page(layout.url, layout.html.encode()))
    assert article.page_kind == "article"
    got = {
        "headline": article.headline,
        "kicker": article.kicker,
        "deck": article.deck,
        "source": article.source,
        "published_at": (article.published_at or "")[: len(layout.published_at or "")] or article.published_at,
        "editors": names(article, "editor"),
        "authors": names(article, *AUTHORS),
        "approvers": names(article, "approver"),
        "breadcrumb": tuple(part for part in article.breadcrumb if part != "首页"),
        "body": (article.body or "").split("\n"),
        "captions": tuple(image.caption for image in article.images if image.caption),
        "crossheads": article.crossheads,
    }
    want = {field: getattr(layout, field) for field in got}
    for field in ("editors", "authors", "approvers"):
        want[field] = tuple(sorted(want[field]))
    assert {field: got[field] for field in got if got[field] != want[field]} == {}
