"""From captures to rows: the one way anything enters the database, for a crawl, a rebuild and an import alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from archive.captures import ids_of
from archive.copies import has_original
from archive.digest import payload_digest
from archive.doubt import FAULT, HELD, REFUSED
from archive.emptied import is_at_fault, is_edit, is_emptied, is_hollow, is_same
from archive.hosts import host_of
from archive.items import Capture, Saved
from archive.moves import leads_to, name_of
from archive.store import Store
from archive.witness import witness

NOT_THERE = (404, 410)
SOFT = "soft 404"  # a page that says so with status 200, or a redirect to a notice
ANSWERED = (200, 304)
NOTHING = payload_digest(b"")
NOBODYS = ""  # the address of no article of the archive's
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
    (`YYYY-MM-DD`) are left out. A notice that something is not there speaks of all articles whose addresses lead to it.
    """
    saved = _project(store, capture, extracted, crawl=crawl, portal=portal, since=since)
    is_notice = absence(capture, (extracted or {}).get("page_state")) in (*map(str, NOT_THERE), SOFT)
    if capture.method is None and is_notice:
        return replace(saved, others=tuple(_led_to_notice(store, capture.url, crawl)))
    return saved


def _led_to_notice(store: Store, url: str, crawl: int) -> Iterator[Saved]:
    """Write that the articles are not there that lead to a notice: one page for all that a portal has taken down.

    It is asked for once in a crawl. What leads there later is missed when it does.
    """
    if store.moves.is_notice(url, crawl):
        return
    store.moves.note_notice(url, crawl)
    for row in store.moves.leading_to(url, *ids_of(crawl)):
        redirect = store.captures.find(row)
        article = None if redirect is None else store.articles.id_of(redirect.url)
        if redirect is not None and article is not None and not store.looks.has_missed(article, crawl):
            yield _not_there(store, redirect, row, article, SOFT, redirect.url, crawl)


def _project(
    store: Store,
    capture: Capture,
    extracted: Mapping[str, Any] | None,
    *,
    crawl: int,
    portal: str,
    since: str | None,
) -> Saved:
    """Write what a capture says, but of articles that lead to it; see `project`."""
    page = _as_named(store, capture, extracted or {})
    kind = _kind_of(page)
    if kind == "article":
        page = store.listed.dated(page, capture.url)
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
    elif (main := store.addresses.article_at(address)) is not None:
        return _under_another_name(store, capture, page, kind, main, crawl=crawl, portal=portal)
    if capture.status == 304:
        row = store.captures.save(capture, crawl, None)
        return store.looks.confirm(row, capture, crawl)
    row = store.captures.save(capture, crawl, kind)
    answered = is_answered(capture)
    if kind == "article" and (answered or capture.status is None):
        if since and (page.get("published_at") or since) < since:
            return Saved(None, "none")
        identity = store.articles.id_of(page.get("canonical_url") or capture.url) if answered else None
        if identity is not None and page.get("copy") and has_original(store.db, identity):
            return Saved(None, "none")
        if identity is not None and page.get("lacks_parts"):
            return store.looks.see_again(identity, capture.fetched_at, row, in_part=True)
        what: str | None = None if identity is None else _stands_for(store, identity, page, crawl)
        if what is None:
            return store.articles.save(page, page.get("portal") or portal, capture.fetched_at, row)
    else:
        if capture.status == 200 and not (capture.mime or "").startswith("text/html"):
            store.assets.link(capture.url, row)
        if (target := leads_to(capture)) is not None:
            store.assets.move(capture.url, target)
        identity = store.articles.id_of(page.get("canonical_url") or capture.url)
        what = None if identity is None else lack_of(capture, page, kind, *store.articles.text_of(identity))
        if identity is not None and what is None and target is not None:
            what = _led_nowhere(store, target, capture.fetched_at, identity, crawl)
    if identity is None or what is None:
        return Saved(None, "none")
    return _not_there(store, capture, row, identity, what, address, crawl)


def _led_nowhere(store: Store, target: str, moment: str, article: int, crawl: int) -> str | None:
    """Return in what way an article is missed whose address leads to a list, a front page or a notice, or None."""
    if is_list(store, target) or store.moves.is_front(target, moment):
        return "redirect"
    return SOFT if store.moves.is_notice(target, crawl) and not store.looks.has_missed(article, crawl) else None


def _kind_of(page: Mapping[str, Any]) -> str | None:
    """Return what kind of page one is that is there and shown."""
    return page.get("page_kind") if page.get("page_state") is None else None


def _as_named(store: Store, capture: Capture, page: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a page under the address that it names as its own where that is believed, else under the one it has.

    What it shows of the address that it names, or of its own, is noted.
    """
    if capture.status == 304:
        return page
    if not (own := page.get("copy")):
        _weigh_name(store, capture, page)
        return page
    page = store.canonicals.believed(page)
    if not page["copy"] or _kind_of(page) != "article" or not is_answered(capture):
        return page
    named = page["canonical_url"]
    article = store.articles.id_of(named)
    article = article if article is not None else store.addresses.article_at(named)
    believed = not is_list(store, named) if article is None else _tells(page, *store.articles.text_of(article))
    if believed:
        if article is None or not has_original(store.db, article):
            store.canonicals.note(named, own)
        return page
    store.canonicals.refuse(named, own)
    return store.canonicals.believed(page)


def _weigh_name(store: Store, capture: Capture, page: Mapping[str, Any]) -> None:
    """Refuse the address that the page of an article names where it has something else, or nothing."""
    address = page.get("canonical_url") or capture.url
    identity = store.articles.id_of(address) if store.canonicals.is_noted(address) else None
    if identity is None or has_original(store.db, identity):
        return
    kind = _kind_of(page)
    if kind is None or not is_answered(capture):
        other = absence(capture, page.get("page_state")) is not None
    else:
        other = kind != "article" or not _tells(page, *store.articles.text_of(identity))
    if other:
        store.canonicals.refuse(address, capture.url)


def _tells(page: Mapping[str, Any], headline: str, body: str) -> bool:
    """Whether a page that is an article tells the one with a headline and a body, however it was edited."""
    return is_same(page, headline, body) or is_edit(page, headline, body)


def _stands_for(store: Store, article: int, page: Mapping[str, Any], crawl: int) -> str | None:
    """Return what a page that is an article is, if it is not the one that it stands for by its address, or None.

    Nothing but the headline, or another story whole, which the archive knows from its own address: of a server whose
    cache has mixed them up. Such a thing passes.
    """
    headline, body = store.articles.text_of(article)
    if is_hollow(page, headline, body):
        return "emptied"
    if is_edit(page, headline, body):
        return None
    other = store.db.execute(
        "SELECT 1 FROM articles WHERE published_date = ? AND headline = ? AND id <> ? AND status = 'live'"
        " AND portal = (SELECT portal FROM articles WHERE id = ?)"
        " AND first_seen_at < (SELECT started_at FROM crawls WHERE id = ?) LIMIT 1",
        [(page.get("published_at") or "")[:10], page.get("headline"), article, article, crawl],
    )
    return FAULT if other.fetchone() else None


def _not_there(store: Store, capture: Capture, row: int, article: int, what: str, address: str, crawl: int) -> Saved:
    """Write that a capture did not show an article at its own address, and what stands there."""
    if what in HELD:
        return store.looks.hold(article, what, capture.fetched_at, crawl, row)
    elsewhere = store.addresses.may_stand(article, row, besides=address)
    alive = witness(store.db, capture, row, what, article)
    return store.looks.miss(article, what, capture.fetched_at, crawl, row, alive, elsewhere=elsewhere)


def _moved_here(store: Store, capture: Capture, page: Mapping[str, Any], kind: str | None, address: str) -> str | None:
    """Return the own address of the article that is to be found here, for that address leads here for good; or None.

    Only what has shown the article once may show it emptied or as another text, or a host that has shown others under
    the name that the article had: one that was sold shows its own, which is nobody's.
    On its own host an article goes on under the address that its portal has given it instead, or is gone where nothing
    of it stands there.
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
        # Where nothing of it stands, that is as if it stood at its own.
        lacks = kind != "article" and lack_of(capture, page, kind, *store.articles.text_of(article)) is not None
        return own if lacks else None
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
        if what in HELD:
            return Saved(None, "none")
        # Its own address is asked in every crawl while it is suspected: here or there, it takes both.
        elsewhere = store.addresses.may_stand(article, row, besides=capture.url, besides_is_name=True)
        alive = witness(store.db, capture, row, what, article)
        missed = store.looks.miss(article, what, capture.fetched_at, crawl, row, alive, elsewhere=elsewhere)
        return missed if missed.outcome == "gone" else Saved(None, "none")
    return Saved(None, "none")


def lack_of(capture: Capture, page: Mapping[str, Any], kind: str | None, headline: str, body: str) -> str | None:
    """Return in what way a capture that is no article lacks the one that stood there, or None where it does not say."""
    what = absence(capture, page.get("page_state"))
    if what is None and capture.status == 200 and capture.payload_digest == NOTHING and not capture.cut:
        return "emptied"
    if what is None and kind is not None and is_answered(capture):
        is_fault = is_at_fault(page, headline, body)
        what = FAULT if is_fault else "emptied" if is_emptied(page, headline, body) else None
    if what is None and is_answered(capture) and page.get("page_state") == "closed":
        return FAULT
    return str(capture.status) if what is None and capture.status in REFUSED else what


def absence(capture: Capture, page_state: str | None) -> str | None:
    """Return in what way a capture says that its page is not there any more, or None."""
    if capture.status in NOT_THERE:
        return str(capture.status)
    if is_answered(capture) and page_state == "missing":
        return SOFT
    target = leads_to(capture)
    return "redirect" if target is not None and _NOWHERE.search(urlsplit(target).path) else None


def is_answered(capture: Capture) -> bool:
    """Whether a capture is a page: as its server sent it, said to stand as it did, or as a browser rendered it."""
    return capture.status in ANSWERED or capture.rendered


def is_list(store: Store, url: str) -> bool:
    """Whether an address was a list of links when it was last read, or by its name a script's to fill."""
    kind = store.captures.kind_of(url)
    return kind in ("listing", "topic") or (kind == "other" and _OF_A_LIST.search(url) is not None)
