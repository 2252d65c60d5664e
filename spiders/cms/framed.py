"""What a page that is no story shows in a frame: what a program answers there is a list of it, be it a search too."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import Lead
from spiders.cms.places import resolved


def framed_in(parsed: Parsed) -> Iterator[Lead]:
    """Yield the questions that a page's frames ask: `<iframe src="/module/xxgk/search.jsp?divid=div12">`."""
    if parsed.tree is None:
        return
    for node in parsed.tree.iter("frame", "iframe"):
        source = (node.get("src") or "").strip()
        if "?" in source:
            yield Lead(resolved(parsed.base_url, source), is_first=True)
