"""Atom feeds (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from datasette.utils.asgi import Response

_NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `identity` is a URI that never changes, `updated` ISO 8601 with offset."""

    identity: str
    title: str
    link: str
    updated: str
    summary: str = ""
    published: str | None = None
    authors: tuple[str, ...] = ()


def feed(title: str, address: str, page: str, updated: str, entries: Iterable[Entry], author: str) -> Response:
    """Return a feed: `address` is its own, `page` that of the page it belongs to, both absolute."""
    root = Element("feed", xmlns=_NAMESPACE)
    _add(root, "title", title)
    _add(root, "id", address)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=address)
    SubElement(root, "link", rel="alternate", type="text/html", href=page)
    _add(root, "updated", updated)
    _add(SubElement(root, "author"), "name", author)
    for entry in entries:
        node = SubElement(root, "entry")
        _add(node, "title", entry.title)
        _add(node, "id", entry.identity)
        SubElement(node, "link", rel="alternate", type="text/html", href=entry.link)
        _add(node, "updated", entry.updated)
        if entry.published:
            _add(node, "published", entry.published)
        for name in entry.authors:
            _add(SubElement(node, "author"), "name", name)
        if entry.summary:
            _add(node, "summary", entry.summary)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")
    headers = {"X-Content-Type-Options": "nosniff"}
    return Response(body, headers=headers, content_type="application/atom+xml; charset=utf-8")


def _add(parent: Element, name: str, text: str) -> None:
    # Characters that XML has no way to say.
    SubElement(parent, name).text = "".join(c for c in text if c >= " " or c in "\t\n")
