"""What a page says of itself in its head: government sites' meta tags, Open Graph, JSON-LD, Founder's comments."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any

from crawler.extraction.characters import squeeze, unescape
from crawler.extraction.tree import Parsed

_UNFILLED = re.compile(r"^\s*$|\$\{|\{\{|<%|#\w+#|^(?:null|none|undefined|nan|n/a|无|未知|-+)$", re.I)
# When a story was published, in the names that pages give it, the most reliable first.
TIMES = (
    *(
        "pubdate",
        "publishdate",
        "article:published_time",
        "bytedance:published_time",
        "firstpublishedtime",
        "og:release_date",
        "datepublished",
    ),
    *("publish_time", "publishtime", "pubtime", "release_date", "article.published", "weibo: article:create_at"),
    *("date", "_pubtime"),
)
SOURCES = ("contentsource", "source", "article:source", "og:article:source", "mediaid")
_WANTED = frozenset(
    (
        *TIMES,
        *SOURCES,
        "dateupdate",
        *(
            "articletitle",
            "og:title",
            "title",
            "columnname",
            "keywords",
            "author",
            "article:author",
            "og:article:author",
            "og:type",
        ),
    )
)
_LONGEST_COMMENT = 20_000  # characters
# Titles are escaped with the markup of the headline in them.
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_TAG = re.compile(r"<(?P<name>[\w\-]+)>(?P<value>[^<]*)</(?P=name)>", re.S)


@dataclass(slots=True)
class Meta:
    """Names in lower case with their first value that says something; `founder` holds the publishing system's own."""

    tags: dict[str, str] = field(default_factory=dict)
    founder: dict[str, str] = field(default_factory=dict)
    linked_data: dict[str, Any] = field(default_factory=dict)
    canonical: str | None = None
    title: str = ""

    def authors(self, *tags: str) -> list[str]:
        """Return whom a publishing system, linked data and the named tags call the author, the most reliable first."""
        names = [self.founder.get("author"), self.tags.get("og:article:author")]
        told = self.linked_data.get("author")
        for author in told if isinstance(told, list) else [told]:
            names.append(author.get("name") if isinstance(author, dict) else author)
        return [name for name in (*names, *map(self.tags.get, tags)) if isinstance(name, str)]

    def first(self, *names: str) -> str | None:
        """Return the first of the named tags that is filled."""
        return next((self.tags[name] for name in names if name in self.tags), None)


def read_meta(parsed: Parsed) -> Meta:
    """Return what the head says; templates left unfilled and empty doubles are passed over."""
    meta = Meta()
    for node in parsed.apart:
        tag = node.tag
        if tag == "meta":
            name = (node.get("name") or node.get("property") or node.get("itemprop") or "").strip().lower()
            if name in _WANTED and name not in meta.tags:
                content = squeeze(_plain(node.get("content") or ""))
                if not _UNFILLED.search(content):
                    meta.tags[name] = content
        elif tag == "link":
            if (node.get("rel") or "").lower() == "canonical" and node.get("href"):
                meta.canonical = meta.canonical or node.get("href")
        elif tag == "title":
            meta.title = meta.title or squeeze(_plain(node.text or ""))
        elif tag == "script" and "ld+json" in (node.get("type") or "") and node.text:
            _linked(node.text, meta)
    start = parsed.text.find("enpproperty")
    end = parsed.text.find("/enpproperty", start)
    if 0 <= start < end:
        said = parsed.text[start : min(end, start + _LONGEST_COMMENT)]
        # <founder-date> without a title stands on the pages of an issue.
        prefix = "founder-" if "<founder-title>" in said else ""
        for tag_in_comment in _TAG.finditer(said):
            value = squeeze(html.unescape(tag_in_comment["value"]))
            if not _UNFILLED.search(value):
                meta.founder.setdefault(tag_in_comment["name"].lower().removeprefix(prefix), value)
    return meta


def _plain(text: str) -> str:
    text = unescape(text) if "&" in text else text
    return _MARKUP.sub(" ", text) if "<" in text else text


def _linked(text: str, meta: Meta) -> None:
    try:
        data = json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return
    items = data if isinstance(data, list) else data.get("@graph", [data]) if isinstance(data, dict) else []
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and "Article" in str(item.get("@type")):
            meta.linked_data = meta.linked_data or item
