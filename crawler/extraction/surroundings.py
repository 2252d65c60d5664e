"""What stands around a story: its pictures and attachments by address, its neighbours, its further pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from urllib.parse import unquote, urlsplit

from crawler.extraction.addresses import NO_PAGE
from crawler.extraction.attachments import is_attachment
from crawler.extraction.canonical import canonical_url
from crawler.extraction.characters import squeeze
from crawler.extraction.container import Container
from crawler.extraction.labels import NEIGHBOUR
from crawler.extraction.listing import extract_links
from crawler.extraction.outline import Outline
from crawler.extraction.parts import NAMED, first_of, further_pages, naming_of, number_of, parts_called, parts_counted
from crawler.extraction.pictures import picture_source
from crawler.extraction.story import Story
from crawler.extraction.tree import Node, text_of
from crawler.items import Attachment, Image

# /doc/1.pdf, /pdfjs/web/viewer.html?file=/doc/1.pdf
_DOCUMENT = re.compile(r"(?:^|[?&]file=)([^?&#]+\.pdf)(?:$|[?&#])", re.I)
# A text made by an office program or an editor, and no player or viewer, which is told what to show.
_FRAMED = re.compile(r"(?:[^?#\s]*/)?(?!(?:index|list|default)[_\-\d.])[^?#\s/]*\d[^?#\s/]*\.s?html?", re.I)
_ENDINGS = "(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z)"
_HANDED_OUT = re.compile(rf"(?:^|&)\w{{1,20}}=\.?{_ENDINGS}(?:&|$)", re.I)
_FILE_NAME = re.compile(rf"[^/]{{1,150}}\.{_ENDINGS}", re.I)
# showPdf("/doc/1.pdf", "100%", "600")
_SCRIPTED = re.compile(r"""\(\s*["'](?P<url>[^"'\s<>]{1,300}\.pdf)["']""", re.I)
_LONGEST_ADDRESS = 300  # characters
# What a script puts into its page: $("#text").load("/text/12.htm"), $.get("/text/12.html", show).
_LOADED = re.compile(r"""(?:\.load|\$\.get|\bfetch)\(\s*["'](?P<url>[^"'\s?#]{1,300})["']\s*[,)]""")
_NUMBER = re.compile(r"\d{2,}")
_NEAR = 5  # lines
_PAGES, _NOWHERE = (".html", ".htm", ".shtml", "/"), ("javascript:", "#")


def find_images(outline: Outline, story: Story, kept: Sequence[int]) -> tuple[Image, ...]:
    """Return a story's pictures, each with how many paragraphs stand before it."""
    found: dict[str, Image] = {}
    for image, caption, place in story.images:
        url = outline.parsed.absolute(picture_source(image))
        if url and url not in found:
            alt = squeeze(image.get("alt") or "") or squeeze(image.get("title") or "") or None
            found[url] = Image(url, caption, alt, kept[min(place, len(kept) - 1)])
    return tuple(found.values())


def find_attachments(
    outline: Outline, container: Container | None, story: Story, headline_at: int, *, told: bool
) -> tuple[Attachment, ...]:
    """Return the documents linked from a story or right beside it; from all below the headline where no story is.

    `told`: there is a text; where there is none, the documents that the page shows in its place are the story's too.
    """
    anchors: Iterable[Node]
    if container is None:
        anchors = (anchor for line in outline.lines[headline_at + 1 :] for anchor, _ in line.links)
    else:
        around = container.node.getparent()
        within = (around if around is not None and around.tag != "body" else container.node).iter("a")
        anchors = chain(within, _documents_below(outline, story))
    found: dict[str, Attachment] = {}
    for anchor in anchors:
        url = outline.parsed.absolute(anchor.get("href")) if _is_document(anchor) else None
        if url:
            found.setdefault(url, Attachment(url, squeeze(text_of(anchor)) or anchor.get("title")))
    for url in _shown_documents(outline) if not told else ():
        found.setdefault(url, Attachment(url, None))
    return tuple(found.values())


def _is_document(anchor: Node) -> bool:
    href = anchor.get("href", "")
    if href.endswith(_PAGES) or href.startswith(_NOWHERE) or not href:  # as most are
        return False
    path, _, query = href.partition("?")
    if not is_attachment(href):
        # A program hands it out: what it is called stands in the link's words, or its kind in the query.
        if not query or _HANDED_OUT.search(query):
            return bool(query)
        called = text_of(anchor)
        return "." in called and _FILE_NAME.fullmatch(called.strip()) is not None
    return NO_PAGE.search(path) is not None or "download" in href or "/attachment." in href


def _is_named(anchor: Node, text: str) -> bool:
    """Whether a link says by its address or its words which document it hands out."""
    return (
        NO_PAGE.search(text.strip()) is not None or NO_PAGE.search(anchor.get("href", "").partition("?")[0]) is not None
    )


def _documents_below(outline: Outline, story: Story) -> Iterator[Node]:
    """Yield the links to documents in the lines below a story, before any link to a page: 附件：登记表.doc."""
    last = story.lines[-1].number if story.lines else len(outline.lines)
    end = last + _NEAR
    for line in outline.lines[last + 1 :]:
        documents = [anchor for anchor, text in line.links if _is_document(anchor) and _is_named(anchor, text)]
        if line.number > end or len(documents) < len(line.links):
            return
        if documents:
            end = line.number + 1
            yield from documents


def _shown_documents(outline: Outline) -> Iterator[str]:
    """Yield the addresses of documents that a page shows in a frame, in a viewer, or has a script show."""
    for node in outline.tree.iter("div", "iframe", "embed", "object"):
        address = node.get("pdfsrc") or node.get("src") or node.get("data") or ""
        shown = _DOCUMENT.search(address) if ".pdf" in address else None
        if shown and (url := outline.parsed.absolute(unquote(shown[1]))):
            yield url
    for called in _SCRIPTED.finditer(outline.parsed.scripts) if ".pdf" in outline.parsed.scripts else ():
        if url := outline.parsed.absolute(called["url"]):
            yield url


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


def framed_text(outline: Outline, headline_at: int) -> tuple[str, ...]:
    """Return the address of the page that stands in a frame below a headline, where there is one such frame alone."""
    shown = set()
    below = False
    for node in outline.tree.iter():
        below = below or node is outline.lines[headline_at].node
        source = node.get("src") if below and node.tag == "iframe" else None
        if (
            source
            and len(source) <= _LONGEST_ADDRESS
            and _FRAMED.fullmatch(source)
            and (url := outline.parsed.absolute(source)) is not None
        ):
            shown.add(url)
    return _one_of_the_site(outline, shown)


def loaded_text(outline: Outline) -> tuple[str, ...]:
    """Return the address of the one page of its number that a script puts into a page: `load("/t/12.htm")`."""
    scripts = outline.parsed.scripts
    if not any(call in scripts for call in (".load(", ".get(", "fetch(")):
        return ()
    number = max(_NUMBER.findall(outline.parsed.url.rpartition("/")[2]), key=len, default="")
    found = {
        url
        for match in _LOADED.finditer(scripts)
        if number and number in match["url"] and _FRAMED.fullmatch(match["url"])
        if (url := outline.parsed.absolute(match["url"])) is not None and url != outline.parsed.url
    }
    return _one_of_the_site(outline, found)


def _one_of_the_site(outline: Outline, urls: Set[str]) -> tuple[str, ...]:
    """Return the one address that there is, if it is on the page's own host."""
    own = urlsplit(outline.parsed.url).netloc
    return tuple(urls) if len(urls) == 1 and all(urlsplit(url).netloc == own for url in urls) else ()


def find_parts(outline: Outline, first: str) -> tuple[tuple[str, ...], str | None]:
    """Return the addresses of an article's further pages, `c123-456-2.html`, `t2020_1.html`; on those, of its first.

    `first` is the page's canonical address: a mobile view lists the pages of the one it declares.
    """
    if called := parts_called(first, outline.parsed.scripts):
        return tuple(called), None
    # Most pages name no other page, and need no look at every link.
    naming = naming_of(first, outline.parsed.ascii)
    if naming != NAMED:
        return tuple(parts_counted(first, outline.parsed.scripts)) if naming else (), None
    here = canonical_url(outline.parsed.url)
    if here != first and number_of(here, first) is not None:
        return (), first
    # They may stand in a box to pick from.
    links = [(link.url, link.text) for link in extract_links(outline.parsed)]
    if (back := first_of(first, links)) is not None:
        return (), back
    return tuple(further_pages(first, links).values()), None
