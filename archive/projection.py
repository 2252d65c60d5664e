"""From captures to rows: the one way anything enters the database, for a crawl, a rebuild and an import alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.store import Saved, Store
from archive.warc import Capture

NOT_THERE = (404, 410)
REDIRECTS = (301, 302, 303, 307, 308)


def project(
    store: Store,
    capture: Capture,
    extracted: Mapping[str, Any] | None,
    *,
    crawl: int,
    portal: str,
    since: str | None = None,
) -> Saved:
    """Write what a capture says: the capture, and the article on it or its absence.

    `extracted` is the article JSON of the page, with its `page_kind`, and `page_state` (`missing`, `blocked` or null);
    None where there was nothing to read. Articles published before `since` (`YYYY-MM-DD`) are left out.
    """
    page = extracted or {}
    kind = page.get("page_kind")
    row = store.save_capture(capture, crawl, kind)
    if extracted is not None and kind == "article" and capture.status in (200, None):
        if since and (page.get("published_at") or since) < since:
            return Saved(None, "none")
        return store.save_article(extracted, page.get("portal") or portal, capture.fetched_at, row)
    if capture.status == 200 and not (capture.mime or "").startswith("text/html"):
        store.link_asset(capture.url, row)
    if capture.status in REDIRECTS and capture.location:
        store.move_asset(capture.url, urljoin(capture.url, capture.location))
    what = absence(capture, page.get("page_state"))
    if what is None:
        return Saved(None, "none")
    return store.save_absence(page.get("canonical_url") or capture.url, what, capture.fetched_at, crawl, row)


def absence(capture: Capture, page_state: str | None) -> str | None:
    """Return in what way a capture says that its page is not there any more, or None."""
    if capture.status in NOT_THERE:
        return str(capture.status)
    if capture.status in (200, None) and page_state == "missing":
        return "soft 404"
    if capture.status in REDIRECTS and capture.location:
        target = urlsplit(urljoin(capture.url, capture.location))
        if target.path.rstrip("/").lower() in ("", "/index.html", "/index.htm", "/404.html", "/404.htm"):
            return "redirect"
    return None
