"""The reading room over an archive, served as `dangjian serve` serves it, and its pages."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote

from lxml import html

from datasette_config.launch import served


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    """Serve an archive on a free port, and yield its address."""
    with served(archive) as (base, _):
        yield base


def get(url: str, **headers: str) -> tuple[int, HTTPResponse, str]:
    """Fetch a page; names of headers with underscores for dashes."""
    request = urllib.request.Request(
        quote(url, safe=":/?&=%"), headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        response = urllib.request.urlopen(request, timeout=20)
    except urllib.error.HTTPError as error:
        response = error  # type: ignore[assignment]
    return response.status, response, response.read().decode("utf-8", "replace")


def text_of(page: str) -> str:
    """Return what a page shows, its white space as single spaces."""
    return " ".join(" ".join(html.fromstring(page).itertext()).split())


def tree(url: str) -> html.HtmlElement:
    """Return a page of the reading room that is there, parsed."""
    status, _, page = get(url)
    assert status == 200
    return html.fromstring(page)
