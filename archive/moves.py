"""Where articles' addresses lead for good: a portal that moves to another host takes its articles along.

Its articles keep their addresses and keys. What stands where one leads counts as if it stood at its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import urljoin

from archive.digest import article_key
from archive.hosts import host_of
from archive.items import Capture

REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
HOPS = 5  # to http, to https, to `www.` …
_ORIGINS = 4  # addresses that lead to one place, more than are of one article
_SAID = "(status < 400 OR status IN (404, 410))"


class Moves:
    """Finds what an address leads to, by what it said last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._notices: set[tuple[int, str]] = set()

    def note_notice(self, url: str, crawl: int) -> None:
        """Keep that a page says in a crawl that what was asked for is not there."""
        self._notices.add((crawl, url))

    def is_notice(self, url: str, crawl: int) -> bool:
        """Whether a page has said in a crawl that what was asked for is not there."""
        return (crawl, url) in self._notices

    def leading_to(self, url: str, first: int, last: int) -> list[int]:
        """Return those of the captures from `first` to `last` that redirect to `url`, for good or not."""
        rows = self.db.execute(
            "SELECT id FROM captures WHERE location = ? AND id BETWEEN ? AND ? AND method IS NULL ORDER BY id",
            [url, first, last],
        )
        return [row[0] for row in rows.fetchall()]

    def led_to(self, url: str, moment: str) -> int | None:
        """Return the article whose address led to `url` for good by then; None where none or several did."""
        found: set[int] = set()
        places = been = {url}
        for _ in range(HOPS):
            places = {origin for place in places for origin in self._leading_to(place, moment)} - been
            found.update(article for origin in places if (article := self.article_at(origin)) is not None)
            been = been | places
            if not places or len(found) > 1:
                break
        return found.pop() if len(found) == 1 else None

    def displaces(self, url: str, moment: str) -> bool:
        """Whether `url`, on a host that the archive knows nothing of, stands where a page of another one did."""
        for origin in self._leading_to(url, moment):
            was_page = "SELECT 1 FROM captures WHERE url = ? AND status = 200 AND page_kind IS NOT NULL LIMIT 1"
            if host_of(origin) != host_of(url) and self.db.execute(was_page, [origin]).fetchone():
                return not self.is_known(url)
        return False

    def stands_at(self, url: str) -> str | None:
        """Return the address on another host that an article's own one leads to for good, if it was seen there."""
        *_, (place, _) = walked(self.db, url, f"{_SAID} ORDER BY fetched_at DESC", [], along=PERMANENT)
        if host_of(place) == host_of(url):
            return None
        named = self.db.execute(
            "SELECT 1 FROM addresses x JOIN articles a ON a.id = x.article WHERE x.key = ? AND a.key = ?",
            [article_key(place), article_key(url)],
        ).fetchone()
        return place if named else None

    def is_front(self, url: str, moment: str) -> bool:
        """Whether the front page of its host had led to `url` by a moment: a portal may stand in a folder."""
        rest = url.partition("://")[2]
        roots = [f"{scheme}://{rest.partition('/')[0]}/" for scheme in ("http", "https")]
        return any(url in self._leads_through(root, moment) for root in roots)

    def _leads_through(self, url: str, moment: str) -> list[str]:
        """Return where an address led by a moment, one redirect after another."""
        said = "fetched_at <= ? AND status < 400 ORDER BY fetched_at DESC"
        return [place for place, _ in walked(self.db, url, said, [moment])][1:]

    def is_known(self, url: str) -> bool:
        """Whether articles of the archive stand on the host of an address, by their own or by another name."""
        host = host_of(url)
        for table in ("articles", "addresses"):
            # Of others the index of addresses says nothing, and the question is rare.
            rows = self.db.execute(f"SELECT url FROM {table} WHERE instr(url, ?)", [f"{host}/"])
            if any(host_of(row[0]) == host for row in rows):
                return True
        return False

    def _leading_to(self, url: str, moment: str) -> list[str]:
        """Return the addresses that said last, by a moment, that what they had stands at `url` for good."""
        rows = self.db.execute(
            f"SELECT DISTINCT url FROM captures c WHERE location = :url AND status IN {PERMANENT} AND method IS NULL"
            " AND fetched_at <= :moment AND NOT EXISTS (SELECT 1 FROM captures d WHERE d.url = c.url"
            f" AND d.method IS NULL AND d.fetched_at > c.fetched_at AND d.fetched_at <= :moment AND {_SAID})"
            " LIMIT :most",
            {"url": url, "moment": moment, "most": _ORIGINS},
        )
        return [row[0] for row in rows.fetchall()]

    def article_at(self, url: str) -> int | None:
        """Return the article that an address is its own or another name of, or None."""
        row = self.db.execute(
            "SELECT id FROM articles WHERE key = :key UNION ALL SELECT article FROM addresses WHERE key = :key",
            {"key": article_key(url)},
        ).fetchone()
        return int(row[0]) if row else None


def walked(
    db: sqlite3.Connection, url: str, said: str, values: list[Any], *, along: Collection[int] = REDIRECTS
) -> Iterator[tuple[str, tuple[Any, ...] | None]]:
    """Yield an address and where it leads, one redirect after another, each with the answer in question or None.

    That is the first by `said`, a condition on captures with an order: status, location, article, kind of page. What is
    followed are the statuses `along`; of the last place that is reached by so many of them nothing is asked.
    """
    for _ in range(HOPS):
        row = db.execute(
            "SELECT status, location, article, page_kind FROM captures"
            f" WHERE url = ? AND method IS NULL AND {said} LIMIT 1",
            [url, *values],
        ).fetchone()
        yield url, row
        if row is None or row[0] not in along or row[1] is None:
            return
        url = row[1]
    yield url, row


def name_of(url: str) -> str:
    """Return what the last part of an address is, with what it asks for."""
    return url.rstrip("/").rpartition("/")[2]


def leads_to(capture: Capture) -> str | None:
    """Return the address that a capture redirects to, or None; also for what is no address."""
    if capture.status not in REDIRECTS or not capture.location:
        return None
    try:
        # As whoever follows it writes it: some have spaces in what they print there.
        return urljoin(capture.url, capture.location.strip().replace(" ", "%20"))
    except ValueError:
        return None
