"""Scripts that nobody writes: however many calls they hold, a page is read in little time."""

from __future__ import annotations

import pytest

from crawler.extraction.tree import parse
from crawler.items import Page
from spiders.cms import FAMILIES
from spiders.cms.family import Lead


@pytest.mark.parametrize("piece", ["url: '", "$.post('/a',{p:", "function f(p){ $.post('/l?page='+p) } f(1);"])
def test_calls_without_number_are_followed_in_little_time(piece: str) -> None:
    """Where each call was followed for each other one this took minutes."""
    html = f"<html><body><script>{piece * 8000}</script></body></html>"
    parsed = parse(Page("http://a.example/list/index.html", html.encode()))
    assert all(isinstance(lead, Lead) for family in FAMILIES for lead in family.more(parsed))
