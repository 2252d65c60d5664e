"""What shows that a host is whole when an article is missing from it: a takedown is believed beside such a page alone.

A page that came within the hour before will do for a first look. Where an article's place holds nothing, another text
or a redirect, it may be the host that is at fault: then the look that makes it gone counts only if a story of that host
was seen since the first, as long as the archive knows of any that should be there.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from archive.captures import AT_ONCE, CAPTURES_A_CRAWL, RENDERED, ids_of
from archive.items import Capture

SAID_OUTRIGHT = ("404", "410")
_SAME_HOUR = timedelta(hours=1)
_CAME = f"(status IN (200, 304) OR {RENDERED})"
_MISSED = "EXISTS (SELECT 1 FROM absences x WHERE x.article = c.article AND x.capture = c.id)"
_STORY = f"page_kind = 'article' AND NOT {_MISSED}"
# Found by the address: of all articles nearly all are live.
_LIVE_BETWEEN = "url >= ? AND url < ? AND +status = 'live'"
_LIST = "page_kind IN ('listing', 'topic')"
# What always was neither, like the frame that a script fills; not what stands in the place of a list today.
_OTHER = (
    "page_kind = 'other' AND payload_digest <> :digest AND NOT EXISTS"
    " (SELECT 1 FROM captures b WHERE b.url = c.url AND b.page_kind IN ('article', 'listing', 'topic'))"
)


def witness(
    db: sqlite3.Connection, capture: Capture, row: int, what: str, article: int, *, ended: bool = False
) -> int | None:
    """Return a capture of another page that shows that the host of `capture`, whose row is `row`, is whole, or None.

    `what` stands there in the place of `article`. What came just before may not be read yet, and is asked when the
    crawl has `ended`: a rebuild, which reads one page after the other, is to say the same.
    """
    host = root_of(capture.url)
    alive = _alive(db, host, capture, row)
    if alive is None or what in SAID_OUTRIGHT:
        return alive
    looks = db.execute(
        "SELECT x.crawl, x.alive FROM absences x JOIN articles a ON a.id = x.article WHERE x.article = ?"
        " AND x.seen_at > coalesce(a.last_seen_at, '') AND x.crawl < ?",
        [article, row // CAPTURES_A_CRAWL],
    ).fetchall()
    if not any(proven for _, proven in looks) or not _has_others(db, host, article):
        return alive
    crawls = {crawl for crawl, _ in looks} | {row // CAPTURES_A_CRAWL}
    read = row if ended else row - AT_ONCE
    return alive if any(_tells(db, host, crawl, read) for crawl in sorted(crawls, reverse=True)) else None


def well(db: sqlite3.Connection, capture: Capture, row: int) -> int | None:
    """Return a capture that shows that a host was whole when `capture` came, in a crawl that saw a story of it."""
    host, crawl = root_of(capture.url), row // CAPTURES_A_CRAWL
    alive = _alive(db, host, capture, row)
    return alive if alive is not None and _tells(db, host, crawl, ids_of(crawl)[1] + 1) else None


def root_of(url: str) -> str:
    """Return what all addresses of a host begin with: `https://…/`."""
    return "/".join(url.split("/", 3)[:3]) + "/"


def _alive(db: sqlite3.Connection, host: str, capture: Capture, row: int) -> int | None:
    """Return a capture of another page of a host (`https://…/`) that came before in its crawl, within the hour.

    A story rather than a list, a list rather than anything else. Not the very last ones, as long as there are others:
    pages that come at once are not read in their order, and a rebuild is to find the same one.
    """
    since = (datetime.fromisoformat(capture.fetched_at) - _SAME_HOUR).isoformat(timespec="microseconds")
    base, settled = row - row % CAPTURES_A_CRAWL, row - AT_ONCE
    by_kind: list[tuple[int, int, str, str]] = [(base, settled, kind, "DESC") for kind in (_STORY, _LIST, _OTHER)]
    # What is still being read has no kind yet, and would have one in a rebuild.
    first_of_all = (max(base, settled), row - 1, f"(({_STORY}) OR {_LIST} OR ({_OTHER}))", "ASC")
    for first, last, kind, order in (*by_kind, first_of_all):
        found = db.execute(
            "SELECT id FROM captures c WHERE id BETWEEN :first AND :last AND substr(url, 1, :size) = :host"
            f" AND url <> :url AND fetched_at >= :since AND {_CAME} AND {kind} ORDER BY id {order} LIMIT 1",
            {
                **{"first": first, "last": last, "size": len(host), "host": host},
                **{"url": capture.url, "since": since, "digest": capture.payload_digest},
            },
        ).fetchone()
        if found:
            return int(found[0])
    return None


def _has_others(db: sqlite3.Connection, host: str, article: int) -> bool:
    """Whether the archive knows other articles of a host that are not gone."""
    query = f"SELECT 1 FROM articles a WHERE {_LIVE_BETWEEN} AND id <> ? LIMIT 1"
    return any(db.execute(query, [*between, article]).fetchone() for between in _addresses_on(host))


def stories_of(db: sqlite3.Connection, host: str, number: int) -> list[str]:
    """Return the addresses of the newest articles of a host (`https://…/`) that are neither gone nor missed last."""
    missed = "SELECT 1 FROM absences x WHERE x.article = a.id AND x.seen_at > a.last_seen_at"
    query = f"SELECT id, url FROM articles a WHERE {_LIVE_BETWEEN} AND NOT EXISTS ({missed}) ORDER BY +id DESC LIMIT ?"
    found = [row for between in _addresses_on(host) for row in db.execute(query, [*between, number])]
    return [url for _, url in sorted(found, reverse=True)[:number]]


def _addresses_on(host: str) -> list[tuple[str, str]]:
    """Return what all addresses on a host lie between, for either scheme."""
    name = host.partition("://")[2].rstrip("/")
    return [(f"{scheme}://{name}/", f"{scheme}://{name}0") for scheme in ("http", "https")]


def _tells(db: sqlite3.Connection, host: str, crawl: int, before: int) -> bool:
    """Whether a story of a host was seen in a crawl, before a capture."""
    first, last = ids_of(crawl)
    found = db.execute(
        "SELECT 1 FROM captures c WHERE id BETWEEN ? AND ? AND substr(url, 1, ?) = ?"
        f" AND {_CAME} AND {_STORY} ORDER BY id DESC LIMIT 1",
        [first, min(before - 1, last), len(host), host],
    ).fetchone()
    return found is not None
