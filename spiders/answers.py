"""Scrapy's responses as pages."""

from __future__ import annotations

from scrapy.http import Response

from crawler.items import Asked, Page


def page_of(response: Response) -> Page:
    """Return a response as a page, with the time of its capture, as a rebuild will have it: layouts go by it."""
    meta = response.meta
    capture = meta.get("capture")
    fetched_at = capture.fetched_at if capture is not None else None
    headers = headers_of(response)
    return Page(response.url, response.body, response.status, headers, fetched_at, Asked.by_meta(meta))


def asked_for(response: Response) -> str:
    """Return the address that was asked for, wherever its redirects led."""
    been: list[str] = response.meta.get("redirect_urls") or [response.url]
    return been[0]


def headers_of(response: Response) -> dict[str, str]:
    """Return the headers of a response, their names in lower case."""
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
