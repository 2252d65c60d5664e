"""From captures to rows: the one way anything enters the database, for a crawl, a rebuild and an import alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from archive.copies import has_original
from archive.digest import payload_digest
from archive.hosts import host_of
from archive.items import Capture, Saved
from archive.moves import leads_to, name_of
from archive.store import Store
from archive.witness import witness

NOT_THERE = (404, 410)
ANSWERED = (200, 304)
NOTHING = payload_digest(b"")
HOLLOW, FEW = 0.3, 60  # share of the old text's length, characters
AROUND = 300  # characters of what a template prints around a text
NOBODYS = ""  # the address of no article of the archive's
PARAGRAPH = 12  # characters of a paragraph that are enough to know it by
_TEASER = re.compile(r"[【\[](?:>>)?详[细情][\]】]\s*$")
# A summary that a template makes of how a text begins, and what is printed before it.
_CUT_OFF = re.compile(r"(?:\.{3,}|…+)$")
_LABEL = re.compile(r"[\[【]?(?:(?:内容|本文|文章)?(?:摘要|提要|导读|简介)|核心提示)[\]】]?[:：|｜]?")
# What servers say with status 200 whose program or database is out of order: nothing of what is there.
_FAILS = re.compile(
    r"(?:系统|服务器?|网站|程序|接口)(?:内部|运行)?(?:繁忙|错误|出错|异常|故障|超时|不可用|开小差)"
    r"|数据库(?:服务器?|连接|访问|操作|查询|读取)?(?:失败|错误|出错|异常|超时|繁忙)|(?:连接|打开|访问)数据库(?:失败|错误|出错|超时)"
    r"|(?:can'?t|cannot|could not|unable to|failed to|error) (?:connect|open|establish)|too many connections|SQLSTATE\["
    r"|database (?:connection )?(?:error|failed)|server has gone away|lost connection to|in your SQL syntax|ORA-\d{5}"
    r"|Table '[\w.]+' doesn't exist|\b(?:ODBC|OLE DB)\b|\b80004005\b|\b(?:javax?|org|com)\.[\w.]{3,80}Exception\b"
    r"|Fatal error:|Server Error in|Internal Server Error|Service (?:Temporarily )?Unavailable|Bad Gateway"
    r"|Gateway Time-?out|error establishing a database",
    re.I | re.A,
)
_SENTENCE_END = re.compile(r"。|[！？!?][”’\"）)]*\s*$", re.M)
# Where a server sends readers of what it does not have any more: its home, or a page that says so.
_NOWHERE = re.compile(
    r"^/?(?:(?:index|default|main|home)\.\w+)?$|^/4\d\d(?:\.\w+|/)?$|/404(?:\.\w+|/)?$"
    r"|/(?:error\w*|not_?found|missing|deleted)(?:/[\w\-]*)?(?:\.\w+|/)?$",
    re.I,
)
# A list by its name, which a script is to fill where nothing can be read on it.
_OF_A_LIST = re.compile(
    r"^(?!.*(?:login|passport|auth|sso|verif|captcha)).*/(?:(?:index|list|default|main|node)[\w\-]*\.\w+)?$", re.I
)


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

    A 304 says what the capture that it confirms said; `extracted` does not count for it.
    `extracted` is the article JSON of the page, with its `page_kind`, and `page_state` (`missing`, `blocked` or null);
    None where there was nothing to read. A `copy` is a page that by its own word stands for another address, a view for
    telephones or for print: it says nothing where that address has been read. What `lacks_parts`, further pages that
    could not be had, says of an article that is known no more than that it is there. Articles published before `since`
    (`YYYY-MM-DD`) are left out.
    """
    page = extracted or {}
    kind = page.get("page_kind") if page.get("page_state") is None else None
    if extracted is not None and kind == "article":
        page = extracted = store.listed.dated(extracted, capture.url)
    elif kind is not None and is_answered(capture) and capture.status != 304 and (days := page.get("listed")):
        store.listed.note(days, capture.fetched_at)
    address = page.get("canonical_url") or capture.url
    moved = _moved_here(store, capture, page, kind, address)
    if moved == NOBODYS:
        store.captures.save(capture, crawl, kind)
        return Saved(None, "none")
    if moved is not None:
        # What stands where its address leads for good is read as at its own.
        page = {**page, "canonical_url": moved}
        extracted = page if extracted is not None else None
    elif (main := store.addresses.article_at(address)) is not None:
        return _under_another_name(store, capture, page, kind, main, crawl=crawl, portal=portal)
    if capture.status == 304:
        row = store.captures.save(capture, crawl, None)
        return store.looks.confirm(row, capture, crawl)
    row = store.captures.save(capture, crawl, kind)
    answered = is_answered(capture)
    if extracted is not None and kind == "article" and (answered or capture.status is None):
        if since and (page.get("published_at") or since) < since:
            return Saved(None, "none")
        identity = store.articles.id_of(page.get("canonical_url") or capture.url) if answered else None
        if identity is not None and page.get("copy") and has_original(store.db, identity):
            return Saved(None, "none")
        if identity is not None and page.get("lacks_parts"):
            return store.looks.see_again(identity, capture.fetched_at, row, in_part=True)
        if identity is None or not is_hollow(page, *store.articles.text_of(identity)):
            return store.articles.save(extracted, page.get("portal") or portal, capture.fetched_at, row)
        what: str | None = "emptied"
    else:
        if capture.status == 200 and not (capture.mime or "").startswith("text/html"):
            store.assets.link(capture.url, row)
        if (target := leads_to(capture)) is not None:
            store.assets.move(capture.url, target)
        identity = store.articles.id_of(page.get("canonical_url") or capture.url)
        what = None if identity is None else lack_of(capture, page, kind, *store.articles.text_of(identity))
        if identity is not None and what is None and target is not None:
            leads_nowhere = is_list(store, target) or store.moves.is_front(target, capture.fetched_at)
            what = "redirect" if leads_nowhere else None
    if identity is None or what is None:
        return Saved(None, "none")
    elsewhere = store.addresses.may_stand(identity, row, besides=address)
    alive = witness(store.db, capture, row, what, identity)
    return store.looks.miss(identity, what, capture.fetched_at, crawl, row, alive, elsewhere=elsewhere)


def _moved_here(store: Store, capture: Capture, page: Mapping[str, Any], kind: str | None, address: str) -> str | None:
    """Return the own address of the article that is to be found here, for that address leads here for good; or None.

    Only what has shown the article once may show it emptied or as another text, or a host that has shown others under
    the name that the article had: one that was sold shows its own, which is nobody's.
    On its own host an article goes on under the address that its portal has given it instead.
    """
    if store.articles.id_of(address) is not None:
        return None
    article = store.moves.led_to(capture.url, capture.fetched_at)
    if article is None:
        shown = kind == "article" and is_answered(capture)
        return NOBODYS if shown and store.moves.displaces(capture.url, capture.fetched_at) else None
    own = store.articles.url_of(article)
    shows = kind == "article" and is_answered(capture) and is_same(page, *store.articles.text_of(article))
    if shows:
        store.addresses.add(article, address)
    if absence(capture, page.get("page_state")) is not None:
        return own
    if host_of(own) == host_of(capture.url):
        return None
    if store.addresses.article_at(address) == article:
        return own
    if kind != "article" or not is_answered(capture):
        return None
    known = store.moves.is_known(capture.url)
    return NOBODYS if not known else own if name_of(own) == name_of(capture.url) else None


def _under_another_name(
    store: Store,
    capture: Capture,
    page: Mapping[str, Any],
    kind: str | None,
    article: int,
    *,
    crawl: int,
    portal: str,
) -> Saved:
    """Write what a capture says of an article by another name of it.

    Where the article has left its own address it goes on under this one; where it is at none any more it is missed.
    """
    unchanged = capture.status == 304
    headline, body = store.articles.text_of(article)
    if kind == "article" and is_hollow(page, headline, body):
        kind = "other"  # a headline alone shows no article
    row = store.captures.save(capture, crawl, None if unchanged else kind)
    if unchanged:
        shows = store.captures.article_before(row) == article
    else:
        shows = kind == "article" and is_answered(capture) and is_same(page, headline, body)
    has_left = store.addresses.has_left(article, row)
    if shows and not has_left:
        store.addresses.see(row, article)
    elif shows:
        store.looks.take_back(article, crawl, row)
        store.addresses.move(article, page.get("canonical_url") or capture.url)
        if unchanged:
            return store.looks.confirm(row, capture, crawl)
        return store.articles.save(page, page.get("portal") or portal, capture.fetched_at, row)
    elif has_left and not unchanged and (what := lack_of(capture, page, kind, headline, body)) is not None:
        # Its own address is asked in every crawl while it is suspected: here or there, it takes both.
        elsewhere = store.addresses.may_stand(article, row, besides=capture.url, besides_is_name=True)
        alive = witness(store.db, capture, row, what, article)
        missed = store.looks.miss(article, what, capture.fetched_at, crawl, row, alive, elsewhere=elsewhere)
        return missed if missed.outcome == "gone" else Saved(None, "none")
    return Saved(None, "none")


def lack_of(capture: Capture, page: Mapping[str, Any], kind: str | None, headline: str, body: str) -> str | None:
    """Return in what way a capture that is no article lacks the one that stood there, or None where it does not say."""
    what = absence(capture, page.get("page_state"))
    if what is None and capture.status == 200 and capture.payload_digest == NOTHING:
        return "emptied"
    if what is None and kind is not None and is_answered(capture):
        what = "emptied" if is_emptied(page, headline, body) else None
    return what


def absence(capture: Capture, page_state: str | None) -> str | None:
    """Return in what way a capture says that its page is not there any more, or None."""
    if capture.status in NOT_THERE:
        return str(capture.status)
    if is_answered(capture) and page_state == "missing":
        return "soft 404"
    target = leads_to(capture)
    return "redirect" if target is not None and _NOWHERE.search(urlsplit(target).path) else None


def is_answered(capture: Capture) -> bool:
    """Whether a capture is a page: as its server sent it, said to stand as it did, or as a browser rendered it."""
    return capture.status in ANSWERED or capture.rendered


def is_list(store: Store, url: str) -> bool:
    """Whether an address was a list of links when it was last read, or by its name a script's to fill."""
    kind = store.captures.kind_of(url)
    return kind in ("listing", "topic") or (kind == "other" and _OF_A_LIST.search(url) is not None)


def is_emptied(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page that came, and is no article, has nothing left of the article that stood there."""
    said = str(page.get("page_text") or "")
    if _FAILS.search(" ".join(said.split())):
        return False
    text = squeezed(said)
    if paragraphs := marks_of(body):
        return not any(mark in text for mark in paragraphs)
    return bool(headline) and squeezed(headline) not in text


def is_same(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page tells an article, by its headline or by any of its paragraphs."""
    text = squeezed(page.get("body"))
    return squeezed(page.get("headline")) == squeezed(headline) or any(mark in text for mark in marks_of(body))


def is_hollow(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether an article has its headline still, next to nothing of a text, and none of the one that stood there."""
    # A teaser is the beginning of another story; how the text began, cut off, is left of it where the text is not.
    lines = str(page.get("body") or "").split("\n")
    said = "\n".join(line for line in lines if not (_TEASER.search(line) or _is_beginning(line, body)))
    new = squeezed(said)
    # What a template prints around a text has no sentences, however short the text was.
    told = _SENTENCE_END.search(said) or not _SENTENCE_END.search(body)
    if squeezed(page.get("headline")) != squeezed(headline) or len(new) > (FEW if told else AROUND):
        return False
    if told and len(new) > HOLLOW * len(squeezed(body)):
        return False
    paragraphs = marks_of(body)
    return bool(paragraphs) and not any(mark in new for mark in paragraphs)


def _is_beginning(line: str, body: str) -> bool:
    """Whether a line is how a text begins, cut off in the middle: its summary."""
    told = squeezed(line)
    if (cut := _CUT_OFF.search(told)) is None:
        return False
    label = _LABEL.match(told)
    beginning, text = told[label.end() if label else 0 : cut.start()], squeezed(body)
    return len(beginning) >= PARAGRAPH and text.startswith(beginning) and len(text) > len(beginning) + PARAGRAPH


def squeezed(text: object) -> str:
    """Return a text without white space; nothing for None."""
    return "".join(str(text or "").split())


def marks_of(body: str) -> list[str]:
    """Return what each paragraph of some length is known by: how it begins."""
    said = [squeezed(line) for line in body.split("\n")]
    return [line[:PARAGRAPH] for line in said if len(line) >= PARAGRAPH]
