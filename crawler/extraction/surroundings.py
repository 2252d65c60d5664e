"""What stands around a story: its pictures and attachments by address, its neighbours, its further pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.canonical import canonical_url
from crawler.extraction.container import Container, picture_source
from crawler.extraction.listing import NO_PAGE
from crawler.extraction.outline import NEIGHBOUR, Outline, is_attachment
from crawler.extraction.story import Story
from crawler.extraction.text import squeeze
from crawler.extraction.tree import text_of
from crawler.items import Attachment, Image

_FURTHER = re.compile(r"^(?:下一页|(?:[\[【(（]\s*)?\d{1,2}(?:\s*[\]】)）])?|第\s*\d+\s*页|尾页|末页)$")
_NUMBER = re.compile(r"\d{1,2}\.")
_FURTHER_BEGINS = frozenset("下尾末第[【(（0123456789")
_PAGES = (".html", ".htm", ".shtml", "/")
_LIST_STEM = re.compile(r"/(?:index|list|default)(?:_\d+)?$", re.I)


def find_images(outline: Outline, story: Story, kept: Sequence[int]) -> tuple[Image, ...]:
    """Return a story's pictures, each with how many paragraphs stand before it."""
    found: dict[str, Image] = {}
    for image, caption, place in story.images:
        url = outline.parsed.absolute(picture_source(image))
        if url and url not in found:
            alt = squeeze(image.get("alt") or "") or squeeze(image.get("title") or "") or None
            found[url] = Image(url, caption, alt, kept[min(place, len(kept) - 1)])
    return tuple(found.values())


def find_attachments(outline: Outline, container: Container | None) -> tuple[Attachment, ...]:
    """Return the documents linked from a story or right beside it."""
    if container is None:
        return ()
    around = container.node.getparent()
    scope = around if around is not None and around.tag != "body" else container.node
    found: dict[str, Attachment] = {}
    for anchor in scope.iter("a"):
        href = anchor.get("href", "")
        if href.endswith(_PAGES) or not href:
            continue
        if is_attachment(href) and (NO_PAGE.search(href.partition("?")[0]) or "download" in href):
            url = outline.parsed.absolute(href)
            if url:
                found.setdefault(url, Attachment(url, squeeze(text_of(anchor)) or anchor.get("title")))
    return tuple(found.values())


def find_neighbours(outline: Outline) -> tuple[str | None, str | None]:
    """Return the addresses of the previous and the next article (上一篇, 下一篇)."""
    urls: dict[str, str | None] = {}
    for line in outline.neighbours:
        match = NEIGHBOUR.match(line.text)
        assert match is not None
        which = "previous" if match["which"][0] in "上前" else "next"
        # The link may stand in the next line, unless this one says that there is none, or the next has a label too.
        alone = len(line.text) - match.end() <= 2
        below = outline.lines[line.number + 1 : line.number + 2] if alone else []
        links = line.links or next((other.links for other in below if not NEIGHBOUR.match(other.text)), [])
        if links and urls.get(which) is None:
            urls[which] = outline.parsed.absolute(links[0][0].get("href"))
    return urls.get("previous"), urls.get("next")


def _is_named(text: str, name: str, ending: str) -> bool:
    """Whether a page's text names a further page, `123-2.html` or `123_2.html`, anywhere."""
    for numbered in (f"{name}-", f"{name}_"):
        place = text.find(numbered)
        while place >= 0:
            match = _NUMBER.match(text, place + len(numbered))
            if match is not None and text.startswith(ending, match.end()):
                return True
            place = text.find(numbered, place + 1)
    return False


def find_parts(outline: Outline, container: Container | None) -> tuple[str, ...]:
    """Return the addresses of an article's further pages, `c123-456-2.html`, `t2020_1.html`; only on its first."""
    # A mobile view lists the pages of the address it declares.
    stem, _, ending = canonical_url(outline.parsed.base_url, outline.meta.canonical).rpartition(".")
    if container is None or not stem or "?" in ending or "/" in ending or _LIST_STEM.search(stem):
        return ()
    # Most pages name no further page, and need no look at every link.
    if not _is_named(outline.parsed.text, stem.rpartition("/")[2], ending):
        return ()
    further = re.compile(re.escape(stem) + r"[-_](\d{1,2})\." + re.escape(ending))
    if further.fullmatch(canonical_url(outline.parsed.base_url)):
        return ()
    found: dict[int, str] = {}
    for anchor, label in (link for line in outline.lines for link in line.links):
        if len(label) > 20 or label.strip()[:1] not in _FURTHER_BEGINS or not _FURTHER.match(squeeze(label)):
            continue
        url = outline.parsed.absolute(anchor.get("href"))
        if url and (match := further.fullmatch(url)):
            found[int(match[1])] = url
    return tuple(found[number] for number in sorted(found))
