"""Where a page leads: every link on it, in whatever way the page writes its links. Pure: page in, links out.

Links stand in anchors, frames, options and onclick handlers, but also in scripts that write the page (document.write,
inline JSON, data stores in CDATA) and in pages that are no HTML at all (JSON, feeds, sitemaps).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import cast
from urllib.parse import urljoin

from lxml import etree

from crawler.extraction.addresses import joined, queried, url_date, without_session
from crawler.extraction.text import HIDDEN
from crawler.extraction.tree import Node, Parsed, text_of
from crawler.items import Link

PAGE_FILE = r"\.(?:s?html?|jhtml|aspx?|jspx?|php|do|action)(?:\?[^\"'\\<>\s]*)?"
_IN_SCRIPT = re.compile(
    rf"""["'](?P<url>(?:https?://|//|/|\.{{1,2}}/)?[\w\-./%~]*\w{PAGE_FILE}(?:\#[\w\-]*)?)"""
    # What a script goes on with is no address yet.
    r"""(?:(?<==)["'](?!\s*\+)|(?<!=)\\?["'])""",
    re.ASCII,
)
# A column's directory, that a choice leads to.
_FOLDER = re.compile(r"(?:https?://[\w.\-:]+|\.{1,2})?/(?:[\w\-.%~]+/)*", re.ASCII)
# How such an address ends: found soon, it begins before.
_FILE_ENDS = re.compile(r"""\.(?:s?html?|jhtml|aspx?|jspx?|php|do|action)(?=[?#"'\\])""")
# A further page that a click names to a function, of a program without an ending: f(this, '/ui?id=7&currentPage=2').
_PAGE_ASKED = re.compile(
    r"""["'](?P<url>/[\w\-/]{1,100}\?(?:\w{1,40}=[\w\-.%]{0,100}&(?:amp;)?){0,12}"""
    r"""(?:cur(?:rent)?_?)?page_?(?:no|num|index)?=\d{1,5}(?:&[\w\-.%=&;]{0,300})?)["']""",
    re.ASCII | re.I,
)
_LONGEST_ADDRESS = 2000  # characters
_PAGE_ADDRESS = re.compile(
    rf"(?:https?:/)?/[^\s<>\"']*(?:/|/\d+|[?&]\w*id=\w+)|(?:https?:/)?[^\s<>\"']*\w{PAGE_FILE}", re.ASCII | re.I
)
# No tag and no link's text is without end, though nothing may end it. What a script goes on with is no address yet.
_HREF_IN_TEXT = re.compile(
    r"""<a\b[^<>]{0,600}?\bhref\s*=\s*\\?["']?(?P<url>(?!\+)[^"'\\\s<>]{1,2000}+)(?!\\?["']\s{0,4}\+)[^<>]{0,1000}>"""
    r"""(?P<text>(?:[^<]|<(?!/?a\b)){0,1000})</a""",
    re.I,
)
_JSON_URL = re.compile(r"""["'](?P<url>(?:https?:)?//[^"'\s<>]+|/[^"'\s<>]+|\.{1,2}/[^"'\s<>]+)["']""")
_XML_URL = re.compile(
    r"<(?:\w+:)?(?:loc|link|(?:\w{0,6}_?)?(?:url|href)"
    r"|guid(?=[^>]{0,300}>\s*(?:<!\[CDATA\[)?\s*http))\b[^>]{0,600}>\s*(?:<!\[CDATA\[)?\s*(?P<url>[^\s<\]]+)",
    re.I,
)
_ATOM_URL = re.compile(r"""<link\b[^>]{0,600}?\bhref\s*=\s*["'](?P<url>[^"'\s<>]+)["']""", re.I)
_XML_BASE = re.compile(r"""\bxml:base\s*=\s*["'](?P<url>[^"'\s<>]+)["']""")
_ESCAPED = re.compile(r"\\u00(2[267f]|3[c-f])", re.I)
# Code that goes elsewhere: two patterns, for what begins with a word of its own is found soonest.
_MOVES = (
    re.compile(r"""location(?<![?&]location)(?:(?:\.href)?\s*=|\.(?:replace|assign)\()\s*["']([^"']+)["'](?!\s*\+)"""),
    re.compile(r"""window\.(?:open|navigate)\(\s*["']([^"']+)["'](?!\s*\+)"""),
)
_REFRESH = re.compile(r"url\s*=\s*['\"]?(?P<url>[^'\"\s;]+)", re.I)
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(0?[1-9]|1[0-2])\s*[-/.月]\s*(0?[1-9]|[12]\d|3[01])(?!\d)")
_PAGING_TEXT = re.compile(
    r"^[\[【<(（]*\s*(?:下一?页|上一?页|后一?页|前一?页|首\s*页|尾\s*页|末\s*页|最后一?页|第\s*\d+\s*页|\d{1,4}|[>»›]+|[<«‹]+"
    r"|next|prev(?:ious)?|last|first)\s*[\]】>)）»›]*$",
    re.IGNORECASE,
)
_CLICKED = etree.XPath("//@onclick/..")
# Blocks that a script makes links of.
_POINTERS = ("data-link", "data-href", "data-url", "data-include")
# Attributes one by one: to ask each element for all takes three times as long.
_POINTING = {
    "": etree.XPath(f"({'|'.join(f'descendant::*/@{name}' for name in _POINTERS)})/.."),
    **{name: etree.XPath(f"descendant::*/@{name}/..") for name in _POINTERS},
}
_POINTS = re.compile("|".join(_POINTERS))
# Of a story, by a number or code without an ending, /s/Qk3x_Zb1, where a headline stands in the block.
_BY_CODE = re.compile(r"(?:https?://[\w.\-]+(?::\d+)?)?(?:/[\w\-~%]+)*/(?=[\w\-~]*\d)[\w\-~]+", re.ASCII)
_DOES = re.compile(r"/(?:api|ajax|like|share|comment|login)\b", re.I)
# Code in the place of an address, and what it may name that counts, votes or removes.
_CODE = re.compile(r"\s*(?:javascript:|#)", re.I)
_COUNTS = re.compile(r"hits?\b|count|vote|toupiao|zan\b|digg?\b|collect|favou?rite|shoucang|delete|del\.|logout", re.I)
# What counts a look: a request whose answer nothing is done with, a counter that is told of its page.
_TOLD_ONLY = re.compile(r"(?:\$\.(?:get|post)|_jsq_)\(\s*(?:-?\d{1,9}\s*,\s*)?$")
_NO_ANSWER = re.compile(r"[\"']\s*(?:\)(?!\s*\.)|,\s*-?\d)")
# The place of a field in a template: /list.aspx?id={ColumnId}, {{item.url}}.
_TO_FILL = re.compile(r"\{\s*[A-Za-z_$][\w.$]*\s*\}", re.ASCII)
_PIECE = re.compile(r"self\.__next_f\.push\(\[1,\s*(?P<text>\".*\")\]\);?", re.S)
# JSONP: a call with an object or a list.
_CALLED = re.compile(r"[\w$.]*\s*\(\s*[{\[]")
_TAGS = re.compile(r"<[^<>]+>")
_XML = ("<?xml", "<urlset", "<sitemapindex", "<rss", "<feed")
_START, _BLANK = 512, "\ufeff \r\n\t"  # characters that say what a text is, and what may stand before them
_UNREAD = "?"
LINKS_AT_MOST = 50_000  # of a page; a sitemap may have as many in a file
_WIDEST_ROW = 400  # characters around a link in which its date is looked for
_HEADLINE = 10  # characters at least, where nothing else tells a story
_BUTTONS = ("a", "li", "span", "button")
_ADDRESSED = ("http://", "https://", "/", "./", "../")  # how what can be chosen begins that is an address


def _raw_links(parsed: Parsed) -> Iterator[tuple[str, str, str | None]]:
    """Yield (address as written, text, date printed beside it) of every link on an HTML page."""
    assert parsed.tree is not None
    rows: dict[Node, str | None] = {}
    for node in parsed.tree.iter(
        "a", "area", "frame", "iframe", "option", "meta", "script", "link", "form", "textarea"
    ):
        tag = node.tag
        if tag in ("a", "area"):
            said = text_of(node)
            text = " ".join(said.split()) or node.get("title") or ""
            href, click = node.get("href") or "", node.get("onclick")
            if href and not _CODE.match(href):
                yield href, text, _date_beside(node, said, rows)
                if click:
                    yield from ((url, text, None) for url in _moves(click))
            elif urls := list(_acted(f"{href} {click or ''}")):
                beside = _date_beside(node, said, rows)
                yield from ((url, text, beside) for url in urls)
        elif tag in ("frame", "iframe"):
            yield _shown(node), "", None
        elif tag == "option":
            value = (node.get("value") or "").strip()
            if value.startswith(_ADDRESSED) or re.search(PAGE_FILE, value) or _FOLDER.fullmatch(value):
                yield value, text_of(node).strip(), None
        elif tag == "meta" and (node.get("http-equiv") or "").lower() == "refresh":
            yield from ((m["url"], "", None) for m in _REFRESH.finditer(node.get("content") or ""))
        elif tag == "link" and (node.get("type") or "").lower() in ("application/rss+xml", "application/atom+xml"):
            yield node.get("href") or "", "", None
        elif tag in ("script", "textarea"):
            yield from _in_text(_plain(text_of(node)))
    body = parsed.tree.find("body")
    if body is not None and (loaded := body.get("onload")):
        yield from ((url, "", None) for url in _moves(loaded))
    for node in cast(list[Node], _CLICKED(parsed.tree)):
        if node.tag != "a":
            yield from ((url, "", None) for url in _acted(node.get("onclick") or ""))
    if "data-" in parsed.text and (named := set(_POINTS.findall(parsed.text))):
        yield from _pointed(parsed.tree, rows, named)
    yield from _held(parsed)


def _shown(frame: Node) -> str:
    """Return what a frame shows, nothing of one that is hidden and counts looks."""
    source = frame.get("src") or ""
    return "" if _COUNTS.search(source) and HIDDEN.search(frame.get("style") or "") else source


def _pointed(tree: Node, rows: dict[Node, str | None], named: set[str]) -> Iterator[tuple[str, str, str | None]]:
    """Yield the links of blocks that name their page in an attribute, one of those `named` somewhere on the page."""
    for node in cast(list[Node], _POINTING[named.pop() if len(named) == 1 else ""](tree)):
        for value in filter(None, map(node.get, _POINTERS)):
            address = value.strip().replace(" ", "%20")
            is_page = _PAGE_ADDRESS.fullmatch(address) is not None or _turns(node, address)
            if _COUNTS.search(value) or not (is_page or (_BY_CODE.fullmatch(address) and not _DOES.search(address))):
                continue
            text = " ".join((said := text_of(node)).split())
            if is_page or _HEADLINE <= len(text) <= _WIDEST_ROW:
                yield value, text if len(text) <= _WIDEST_ROW else "", _date_beside(node, said, rows)


def _turns(node: Node, address: str) -> bool:
    """Whether a block with an address is a button that turns a list's page, by its text alone."""
    return (
        node.tag in _BUTTONS
        and address.startswith(_ADDRESSED)
        and _PAGING_TEXT.match(text_of(node).strip()) is not None
    )


def _held(parsed: Parsed) -> Iterator[tuple[str, str, str | None]]:
    """Yield the links in the data that a page holds for its scripts, in attributes and in islands of XML.

    Such an island may stand in a file, as a page within the page does.
    """
    assert parsed.tree is not None
    for value in parsed.held:
        yield from _in_text(_unescaped(value))
    for node in parsed.tree.iter("xml", "object"):
        source = (node.get("src" if node.tag == "xml" else "data") or "").strip()
        if _PAGE_ADDRESS.fullmatch(source) or source.endswith(".xml"):
            yield source, "", None
    for island in islands(parsed):
        yield from _xml_links(island)
    if "__next_f" in parsed.scripts:
        yield from _in_data(_unescaped("".join(_streamed(parsed))))


def _streamed(parsed: Parsed) -> Iterator[str]:
    """Yield the pieces of the data that Next.js sends along with a page, each in a script of its own.

    A piece ends anywhere, in the midst of an address.
    """
    for script in parsed.script_nodes:
        if (piece := _PIECE.fullmatch(text_of(script).strip())) is not None:
            try:
                yield str(json.loads(piece["text"], strict=False))
            except ValueError:
                continue


def islands(parsed: Parsed) -> Iterator[str]:
    """Yield the XML that a page holds for its scripts, without the tag that ends it."""
    text = parsed.text if parsed.tree is not None and next(parsed.tree.iter("xml"), None) is not None else ""
    for opens, closes in (("<xml", "</xml>"), ("<XML", "</XML>")):
        start = text.find(opens)
        while start >= 0 and (end := text.find(closes, start)) >= 0:
            yield text[start:end]
            start = text.find(opens, end)


def _acted(code: str) -> Iterator[str]:
    """Yield where the code behind a click leads: where it goes itself, and pages that it names to a function."""
    if "'" not in code and '"' not in code:  # as in javascript:;
        return
    yield from _moves(code)
    yield from (url for url in _pages_named(code) if not _COUNTS.search(url))
    if "age" in code and "?" in code:
        yield from (asked["url"].replace("&amp;", "&") for asked in _PAGE_ASKED.finditer(code))


def _in_text(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield the links that a script, a data store or a JSON text holds."""
    for match in _HREF_IN_TEXT.finditer(text) if "<a" in text or "<A" in text else ():
        date = DAY.search(text[match.end() : match.end() + 120])
        yield match["url"], _TAGS.sub("", match["text"]).strip(), iso_day(date) if date else None
    yield from ((url, "", None) for url in chain(_moves(text), _pages_named(text)))


def _moves(code: str) -> Iterator[str]:
    """Yield where code goes itself, to the whole of what it names."""
    return (url for move in _MOVES for url in move.findall(code))


def _pages_named(text: str) -> Iterator[str]:
    """Yield the pages that a text names in quotes."""
    done, tried = 0, -1
    for ending in _FILE_ENDS.finditer(text):
        low = max(done, ending.start() - _LONGEST_ADDRESS)
        start = max(text.rfind(quote, low, ending.start()) for quote in "\"'")
        if start <= tried:
            continue
        tried = start
        if (match := _IN_SCRIPT.match(text, start)) is not None:
            done = match.end()
            if text[start - 1 : start] in "( ," and _is_told_only(text, start, match.end("url")):
                continue
            yield match["url"]


def _is_told_only(text: str, start: int, end: int) -> bool:
    """Whether an address from a quote on to another is only told something: $.get('/view.jspx?id=1');."""
    before = text[max(0, start - 30) : start]
    return _TOLD_ONLY.search(before) is not None and _NO_ANSWER.match(text, end) is not None


def _in_data(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield the links of data without its escapes: of the HTML in it, and addresses alone."""
    yield from _in_text(text)
    yield from ((match["url"], "", None) for match in _JSON_URL.finditer(text))


def _plain(script: str) -> str:
    """Return a script with the data in it as it will be read: JSON.parse("[{\\"url\\": \\"\\/yw\\/1.html\\"}]").

    So it is where its quotes are written as in markup, as WeChat hands on an account's stories.
    """
    if "&quot;:&quot;" in script or "&quot;: &quot;" in script:
        script = script.replace("&quot;", '"').replace("&amp;", "&")
    return _unescaped(script) if "\\/" in script else script


def _unescaped(text: str) -> str:
    """Return data with the markup of its texts as it will stand in the page."""
    if "\\u00" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\\/", "/").replace('\\"', '"')


def iso_day(match: re.Match[str]) -> str:
    """Return a day that `DAY` found as `YYYY-MM-DD`."""
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"


def _day_in(text: str) -> str | None:
    """Return the day that a row's text has, an empty text for none, None for what is too long for a row."""
    if len(text) > _WIDEST_ROW:
        return None
    match = DAY.search(text) if "20" in text or "19" in text else None
    return iso_day(match) if match else ""


def _date_beside(node: Node, text: str, rows: dict[Node, str | None]) -> str | None:
    """Return the day printed in the row that a link stands in, the nearest ancestor that has one.

    `text` is the link's, `rows` keeps what was found of ancestors, which links share: a day, an empty text for none,
    None for no row.
    """
    inner = node
    for _ in range(3):
        current = inner.getparent()
        if current is None:
            return None
        day = rows.get(current, _UNREAD)
        if day is _UNREAD:
            # Most links stand alone in their item.
            alone = inner is node and len(current) == 1 and not (current.text or inner.tail)
            day = rows[current] = _day_in(text if alone else text_of(current))
        if day is None:
            return None
        if day:
            return day
        inner = current
    return None


def is_data(parsed: Parsed) -> bool:
    """Whether an answer is JSON, with or without a call around it, or another script, whatever its header says."""
    start = parsed.text[:_START].lstrip(_BLANK)
    if "json" in parsed.mime or start.startswith(("{", "[")) or _CALLED.match(start):
        return True
    return parsed.mime.endswith("javascript") and not start.startswith("<")


def is_xml(parsed: Parsed) -> bool:
    """Whether an answer is XML: a feed, a sitemap, the data store of a list."""
    head = parsed.text[:2000]
    return "<html" not in head and (head[:_START].lstrip(_BLANK).startswith(_XML) or "<datastore" in head)


def is_piece(parsed: Parsed) -> bool:
    """Whether an answer is a piece of a page, for a script to put there: rows, or a store of them."""
    start = parsed.text[:2000].lower()
    if "<html" in start or "<!doctype" in start:
        return False
    return "<datastore" in start or not start.lstrip(_BLANK).startswith(_XML)


def extract_links(parsed: Parsed, against: str | None = None) -> list[Link]:
    """Return the links of a page that may lead to a page, absolute, without fragment, each address once.

    Those behind the first 50,000 are left out.

    Relative ones are read `against` its own address or another.
    """
    text = parsed.text
    start = text[:_START].lstrip(_BLANK)
    found: Iterator[tuple[str, str, str | None]]
    if is_data(parsed):
        found = _in_data(_unescaped(text))
    elif is_xml(parsed):
        found = iter([*_in_text(text.replace("<![CDATA[", "").replace("]]>", "")), *_xml_links(text)])
    elif parsed.tree is not None:
        found = _raw_links(parsed)
    elif parsed.mime == "text/plain" and start.startswith(("http://", "https://")):
        found = ((line, "", None) for line in text.split())
    else:
        return []
    links: dict[str, Link] = {}
    # What stands before the last slash of a base is all that counts, but for a query alone.
    base = against or (_xml_base(parsed) if "xml:base" in start and start.startswith(_XML) else parsed.base_url)
    path = base.partition("?")[0]
    folder = path[: path.rfind("/", 8) + 1] or base
    for raw, label, date in found:
        url = joined(base if raw[:1] in "?;" else folder, raw)
        if url is None or ("{" in raw and _TO_FILL.search(raw) is not None):
            continue
        url = without_session(url.partition("#")[0])
        if not url.isascii():
            url = queried(url, parsed.encoding)
        known = links.get(url)
        if known is None or (not known.text and label):
            beside = date or (known.date if known and known.printed else None)
            links[url] = Link(url, label, beside or url_date(url), beside is not None)
            if len(links) >= LINKS_AT_MOST:
                break
    return list(links.values())


def _xml_base(parsed: Parsed) -> str:
    """Return the address that a feed says its links are read against."""
    said = _XML_BASE.search(parsed.text)
    try:
        return urljoin(parsed.base_url, said["url"]) if said else parsed.base_url
    except ValueError:
        return parsed.base_url


def _xml_links(text: str) -> Iterator[tuple[str, str, str | None]]:
    for pattern in (_XML_URL, _ATOM_URL):
        yield from ((match["url"], "", None) for match in pattern.finditer(text))


def is_paging(link: Link) -> bool:
    """Whether a link by its text leads to another page of the same list."""
    return bool(_PAGING_TEXT.match(link.text.strip()))
