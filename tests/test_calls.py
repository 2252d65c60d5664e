"""Scripts that nobody writes: however much they hold, a page is read in little time."""

from __future__ import annotations

import pytest
from work import work_of

from crawler.extraction.tree import Parsed, parse
from crawler.items import Page
from spiders.cms import FAMILIES
from spiders.cms.calls import calls_of
from spiders.cms.family import Lead


def scripted(script: str) -> Parsed:
    return parse(
        Page("http://a.example/list/index.html", f"<html><body><script>{script}</script></body></html>".encode())
    )


@pytest.mark.parametrize("piece", ["url: '", "$.post('/a',{p:", "function f(p){ $.post('/l?page='+p) } f(1);"])
def test_calls_without_number_are_followed_in_little_time(piece: str) -> None:
    """Where each call was followed for each other one this took minutes."""
    assert all(isinstance(lead, Lead) for family in FAMILIES for lead in family.more(scripted(piece * 8000)))


def test_what_a_name_is_given_is_looked_for_once() -> None:
    """Where each call looked through all the objects of that name, thousands of both took seconds."""
    calls = "$.post('/a', q);\n" * 100
    pages = [scripted("var q = {col: 7, page: 1};\n" * objects + calls) for objects in (1000, 2000)]
    few, many = (work_of(lambda parsed=parsed: list(calls_of(parsed))) for parsed in pages)  # type: ignore[misc]
    assert (many - few) / 1000 < 20, "an object is looked at anew for each of a hundred calls"
