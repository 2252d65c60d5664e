"""What an archive knows of a portal from earlier crawls, found in its rows and its WARC files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from archive.captures import RENDERED, read_row
from archive.digest import article_key
from archive.emptied import is_hollow, is_same
from archive.frontier import Frontier
from archive.items import Capture, StoredCapture, utc_now
from archive.looks import next_look, young_since
from archive.moves import PERMANENT
from archive.revisions import change_of
from archive.store import Store
from archive.witness import SAID_OUTRIGHT, root_of, stories_of
from crawler.addresses import host_of
from crawler.extraction.canonical import canonical_url
from crawler.items import Page
from crawler.memory import Barren, Known, Last, Spender
from crawler.reading import is_whole, page_of
from crawler.trust import Trust

SAME_AT_MOST = 3  # articles of one headline and day
AWAITED_AT_MOST = 500  # addresses a crawl of which it may turn out that they have come out, as lists name them
_PATIENCE, _WEEKLY = 7, 2  # crawls that ask for what a list names and is not there; looks that a week follows
WITNESSES = 2  # of each host, for one of them may have been taken down as well
_PAGE = (200, 304)
_SUSPECTED = (
    "EXISTS (SELECT 1 FROM absences x WHERE x.article = articles.id AND x.seen_at > coalesce(last_seen_at, ''))"
)
_MOVED = (301, 302, 303, 307, 308)
_LASTING = (*_MOVED, 404, 410)


def _as_reached(url: str, captured: str | None) -> str:
    """Return an article's address over http or https, as it came: pages name themselves over what may not answer."""
    scheme, _, rest = (captured or "").partition("://")
    if not rest or url.startswith(f"{scheme}://") or host_of(captured or "") != host_of(url):
        return url
    return f"{scheme}://{url.partition('://')[2]}"


class ArchiveMemory:
    """The memory of one portal in an archive."""

    def __init__(
        self, store: Store, warc: Path, frontier: Frontier, *, since: str | None = None, full: bool = False
    ) -> None:
        self.store, self.warc, self.frontier, self.since, self.full = store, warc, frontier, since, full
        self.portal = frontier.portal
        self.now = utc_now()
        # A walk that was broken off knows by its frontier what it has done, which may be less than what it captured.
        self.before = self.frontier.started_at() or self.now
        self.trust = Trust(lied=self._lied(), honest=self._edits("AND NOT stayed"), turn=self._crawls())
        self._blank = not self._one("SELECT 1 FROM captures LIMIT 1", [])
        self._budget: Spender | None = None
        self._awaited: set[str] = set()

    def _one(self, query: str, values: list[Any]) -> Any:
        return self.store.db.execute(query, values).fetchone()

    def known(self, url: str) -> Known | None:
        """Return what is known of an address, or None for one never seen or never had."""
        if self._blank:
            return None
        key = article_key(canonical_url(url))
        if row := self._one(
            "SELECT next_look_at, status FROM articles WHERE key = ? AND looks > 0 AND first_seen_at < ?",
            [key, self.before],
        ):
            # One that was taken down and is listed again may have come back.
            return Known("article", self.full or row[0] <= self.now or row[1] == "gone")
        if row := self._one(
            "SELECT next_look_at, articles.url FROM addresses x JOIN articles ON articles.id = x.article"
            " WHERE x.key = ? AND looks > 0 AND first_seen_at < ?",
            [key, self.before],
        ):
            due = self.full or row[0] <= self.now
            return Known("article", due, self.store.moves.stands_at(row[1]) or row[1])
        row = self._one(
            f"SELECT CASE WHEN {RENDERED} THEN 200 ELSE status END, page_kind, fetched_at,"
            # One that came cut short or with an error and was asked for again was looked at once.
            " (SELECT count(DISTINCT o.crawl) FROM captures o WHERE o.url = c.url AND o.status IS NOT NULL), id"
            " FROM captures c WHERE url = ? AND fetched_at < ? ORDER BY fetched_at DESC LIMIT 1",
            [url, self.before],
        )
        if row is None or row[0] not in (*_PAGE, *_LASTING):
            return None
        due = self.full or next_look(row[3], row[2]) <= self.now
        if row[0] in _MOVED and not due and (behind := self._behind(url, row[4])) is not None:
            return behind
        # A notice that there is no such page, or a refusal, has no kind.
        kind: Literal["page", "nowhere"] = "page" if row[0] in _PAGE and row[1] not in (None, "article") else "nowhere"
        due_if_listed = kind == "page" or due or row[3] < _PATIENCE or next_look(_WEEKLY, row[2]) <= self.now
        return Known(kind, due, due_if_listed=due_if_listed)

    def awaits(self, url: str, known: Known, *, is_new: bool) -> bool:
        """Whether an article may have come where a list names none that is known; `is_new`: it did not name it before.

        Of a list of thousands that were deleted the first are asked for, the others as seldom as any page.
        """
        if known.kind != "nowhere":
            return known.kind == "page" and is_new
        if known.due or not known.due_if_listed:
            return known.due
        if len(self._awaited) < AWAITED_AT_MOST:
            self._awaited.add(url)
        return url in self._awaited

    def _behind(self, url: str, capture: int) -> Known | None:
        """Return what is known of the article that an address redirected to, by the article's own address."""
        try:
            target = urljoin(url, self.stored(capture).headers["location"])
            key = article_key(canonical_url(target))
        except (OSError, ValueError, KeyError):
            return None
        row = self._one(
            "SELECT next_look_at, url FROM articles"
            " WHERE key = ? AND status = 'live' AND looks > 0 AND first_seen_at < ?",
            [key, self.before],
        )
        return Known("article", row[0] <= self.now, row[1]) if row else None

    def other_names(self, url: str) -> list[str]:
        """Return the other names of the article that is known by an address."""
        rows = self.store.db.execute(
            "SELECT x.url FROM articles a JOIN addresses x ON x.article = a.id WHERE a.key = ? ORDER BY x.key",
            [article_key(canonical_url(url))],
        )
        return [str(row[0]) for row in rows.fetchall()]

    def due(self) -> Iterator[str]:
        """Yield the addresses of articles to look at again: the suspected first, by every name, then the newest.

        Before the suspected some that should be there, which show that it is not their host that is at fault.
        """
        yield from self._witnesses()
        rows = self.store.db.execute(
            f"SELECT x.url FROM articles JOIN addresses x ON x.article = articles.id WHERE portal = ? AND {_SUSPECTED}",
            [self.portal],
        ).fetchall()
        yield from (row[0] for row in rows)
        yield from self._articles("" if self.full else "AND next_look_at <= :now", f"{_SUSPECTED} DESC, id DESC")

    def _witnesses(self) -> Iterator[str]:
        """Yield articles on the hosts of those suspected where nothing else shows that the host is whole.

        A server that says itself that they are gone is believed beside the portal's home; a sister has none.
        """
        rows = self.store.db.execute(
            "SELECT url, EXISTS (SELECT 1 FROM absences y WHERE y.article = articles.id"
            f" AND y.what NOT IN ({', '.join('?' * len(SAID_OUTRIGHT))})),"
            f" (SELECT home FROM portals WHERE name = portal) FROM articles WHERE portal = ? AND {_SUSPECTED}",
            [*SAID_OUTRIGHT, self.portal],
        )
        in_doubt = (url for url, unsaid, home in rows.fetchall() if unsaid or host_of(url) != host_of(home or url))
        for host in dict.fromkeys(map(root_of, in_doubt)):
            yield from stories_of(self.store.db, host, WITNESSES)

    def young(self) -> Iterator[str]:
        """Yield the addresses of the articles first seen within a day."""
        yield from self._articles("AND first_seen_at >= :young", "id DESC")

    def _articles(self, which: str, order: str) -> Iterator[str]:
        rows = self.store.db.execute(
            "SELECT url, (SELECT c.url FROM captures c WHERE c.id = capture) FROM articles"
            f" WHERE portal = :portal AND next_look_at IS NOT NULL {which}"
            f" AND (:since IS NULL OR published_date >= :since) ORDER BY {order}",
            {"portal": self.portal, "now": self.now, "young": young_since(self.now), "since": self.since},
        ).fetchall()
        for url, captured in rows:
            reached = _as_reached(url, captured)
            yield self.store.moves.stands_at(reached) or reached

    def waiting(self) -> Iterator[str]:
        """Yield the addresses that wait from an earlier crawl, or could not be had in it."""
        yield from self.frontier.waiting()

    def stored(self, capture: int) -> StoredCapture:
        """Return the page that a capture's row stands for. Raises OSError or ValueError where it cannot be read."""
        found = read_row(self.store.db, self.warc, capture)
        return replace(found, status=200) if found.status == 304 else found

    def left_behind(self, url: str, crawl: int) -> tuple[Capture, StoredCapture] | None:
        """Return what an earlier crawl of this round stored of an address, if it is an answer to go on with.

        That is the rendered page where it was made, and what to make it of where it was not.
        """
        row = self._one(
            "SELECT id FROM captures WHERE url = ? AND method IS NULL"
            f" AND (status IN (200, 304, 301, 302, 303, 307, 308, 404, 410) OR {RENDERED})"
            " AND crawl < ? AND crawl IN (SELECT c.id FROM crawls c JOIN rounds r ON r.portal = c.portal"
            " WHERE c.portal = ? AND c.started_at >= r.started_at)"
            # A list that is to be asked for again is not what it was.
            " AND (page_kind = 'article' OR fetched_at >= (SELECT listed_at FROM rounds WHERE portal = ?))"
            " ORDER BY id DESC LIMIT 1",
            [url, crawl, self.portal, self.portal],
        )
        capture = self.store.captures.find(row[0]) if row else None
        if capture is None:
            return None
        try:
            stored = self.stored(row[0])
        except (OSError, ValueError):
            return None
        if stored.cut and stored.status == 200 and not is_whole(stored.body):
            return None  # it was to be asked for once more
        return replace(capture, record_id=stored.record_id), stored

    def page(self, capture: int) -> Page | None:
        """Return a page as it was captured before, or None where it cannot be read."""
        try:
            return page_of(self.stored(capture))
        except (OSError, ValueError):
            return None

    def was_list(self, url: str) -> bool:
        """Whether an address was ever a list of links."""
        query = "SELECT 1 FROM captures WHERE url = ? AND page_kind IN ('listing', 'topic') LIMIT 1"
        return self._one(query, [url]) is not None

    def was_page(self, url: str) -> bool:
        """Whether an address ever gave a page."""
        query = "SELECT 1 FROM captures WHERE url = ? AND status = 200 AND page_kind IS NOT NULL LIMIT 1"
        return self._one(query, [url]) is not None

    def resting(self, url: str, *, posted: bool = False) -> Page | None:
        """Return what an address gave last where its next look is not due yet, or None where it is to be asked.

        What could not be had is an empty page; what a POST brought counts where it is asked by that, `posted`.
        """
        known = self.known(url)
        if known is None or known.due:
            return None
        row = self._one(
            "SELECT id FROM captures WHERE url = ? AND status IN (200, 304) AND (method IS NULL OR ?)"
            " ORDER BY fetched_at DESC, method IS NULL LIMIT 1",
            [url, posted],
        )
        return self.page(row[0]) if row else Page(url, b"")

    def last(self, url: str, *, rendered: bool = False) -> Last | None:
        """Return the last whole page that an address gave, or the 304 that confirmed it; or the last `rendered` one."""
        if self._blank:
            return None
        row = self._one(
            "SELECT id, page_kind, payload_digest, etag, last_modified FROM captures"
            # What came cut short was not read, and has no kind.
            f" WHERE url = ? AND {RENDERED if rendered else 'status IN (200, 304)'} AND page_kind IS NOT NULL"
            # What a POST brought from the address is another page.
            " AND method IS NULL ORDER BY fetched_at DESC LIMIT 1",
            [url],
        )
        return Last(*row) if row else None

    def days(self, urls: Sequence[str]) -> dict[str, str]:
        """Return the days of publication of those of some addresses that are articles'."""
        keys = {article_key(canonical_url(url)): url for url in urls}
        rows = self.store.db.execute(
            "SELECT key, published_date FROM articles"
            " WHERE key IN (SELECT value FROM json_each(?)) AND published_date IS NOT NULL",
            [json.dumps(list(keys))],
        )
        return {keys[key]: day for key, day in rows.fetchall()}

    def introduce(self, budget: Spender) -> None:
        """Tell a crawl's budget what led nowhere before; it will be asked for the crawl's report."""
        self._budget = budget
        resting = {} if self.full else self._barren_before()
        known = {kind: said for kind, said in resting.items() if said["next"] > self.now}
        budget.expect({kind: Barren(tuple(said["pages"]), tuple(said["good"])) for kind, said in known.items()})

    def _barren_before(self) -> dict[str, Any]:
        row = self._one(
            "SELECT barren FROM crawls WHERE portal = ? AND barren IS NOT NULL ORDER BY id DESC LIMIT 1", [self.portal]
        )
        return dict(json.loads(row[0])) if row else {}

    def barren(self) -> dict[str, Any]:
        """Return the kinds of address that led nowhere, and when each has its whole budget again: later and later."""
        if self._budget is None:
            return {}
        before = self._barren_before()
        found = {kind: before[kind] for kind in self._budget.still_barren() if kind in before}
        for said in found.values():
            said["pages"] = [page for page in said["pages"] if not self._budget.is_passing(page)]
        for kind, barren in self._budget.barren().items():
            crawls = 1 + before.get(kind, {"crawls": 0})["crawls"]
            found[kind] = {"crawls": crawls, "next": next_look(crawls + 1, self.now), **asdict(barren)}
        return found

    def neighbours(self) -> set[str]:
        """Return the hosts of the homes of the archive's other portals."""
        rows = self.store.db.execute("SELECT home FROM portals WHERE name <> ? AND home IS NOT NULL", [self.portal])
        return {host_of(row[0]) for row in rows.fetchall()}

    def moved_to(self) -> set[str]:
        """Return the hosts that articles of the portal, more than one, were seen to have moved to."""
        rows = self.store.db.execute(
            "SELECT DISTINCT a.id, x.url FROM captures c JOIN articles a ON a.url = c.url AND a.portal = ?"
            f" JOIN addresses x ON x.article = a.id WHERE c.location IS NOT NULL AND c.status IN {PERMANENT}",
            [self.portal],
        )
        hosts = Counter(host_of(url) for _, url in rows.fetchall())
        return {host for host, articles in hosts.items() if articles > 1}

    def stands_on(self, url: str) -> bool:
        """Whether articles of the portal stand on the host of `url`, or there are none at all."""
        rows = self.store.db.execute(
            "SELECT url FROM articles WHERE portal = :portal"
            " UNION ALL SELECT x.url FROM addresses x JOIN articles a ON a.id = x.article WHERE a.portal = :portal",
            {"portal": self.portal},
        ).fetchall()
        return not rows or host_of(url) in {host_of(row[0]) for row in rows}

    def headlines(self, texts: Iterable[str]) -> set[str]:
        """Return those of some texts that are the headlines of the portal's articles."""
        rows = self.store.db.execute(
            "SELECT headline FROM articles WHERE portal = ? AND headline IN (SELECT value FROM json_each(?))",
            [self.portal, json.dumps(sorted(set(texts)))],
        )
        return {row[0] for row in rows.fetchall()}

    def tells(self, url: str, extracted: Mapping[str, Any]) -> bool:
        """Whether a page tells the article that is known by an address."""
        article = self.store.articles.id_of(canonical_url(url))
        return article is not None and is_same(extracted, *self.store.articles.text_of(article))

    def is_edited(self, url: str, extracted: Mapping[str, Any]) -> bool:
        """Whether an article of earlier crawls says something else on a page, and not what comes and goes there."""
        articles = self.store.articles
        extracted = self.store.canonicals.believed(extracted)
        identity = articles.id_of(extracted.get("canonical_url") or url)
        if identity is None or extracted.get("copy"):
            return False
        if not self._one("SELECT 1 FROM articles WHERE id = ? AND first_seen_at < ?", [identity, self.before]):
            return False
        if is_hollow(extracted, *articles.text_of(identity)):
            return False
        told = extracted if extracted.get("published_at") else self.store.listed.dated(extracted, url)
        return change_of(self.store.db, identity, told) is not None and not articles.again.passes(identity, told)

    @cached_property
    def _knows_some(self) -> bool:
        """Whether there are articles of earlier crawls: in the first one no page need be compared with them."""
        query = "SELECT 1 FROM articles WHERE portal = ? AND first_seen_at < ? LIMIT 1"
        return bool(self._one(query, [self.portal, self.before]))

    def telling_the_same(self, extracted: Mapping[str, Any]) -> list[str]:
        """Return the addresses of articles of earlier crawls with the headline and the day of one on a page."""
        if not self._knows_some:
            return []
        rows = self.store.db.execute(
            "SELECT url FROM articles WHERE published_date = ? AND headline = ? AND portal = ? AND status = 'live'"
            " AND next_look_at IS NOT NULL AND first_seen_at < ? LIMIT ?",
            [
                *((extracted.get("published_at") or "")[:10], extracted.get("headline"), self.portal),
                *(self.before, SAME_AT_MOST),
            ],
        )
        return [self.store.moves.stands_at(url) or url for (url,) in rows.fetchall()]

    def distrust(self) -> None:
        """Believe the portal's ETag and Last-Modified no more."""
        self.trust.lose()

    def disbelieved(self) -> list[str]:
        """Return, once, the addresses that were believed to be unchanged before the portal was found to lie."""
        return self.trust.disbelieved()

    def _lied(self) -> bool:
        """Whether the portal's ETag or Last-Modified ever stayed while its page changed."""
        told = self._one("SELECT 1 FROM crawls WHERE portal = ? AND validators = 'lied' LIMIT 1", [self.portal])
        return told is not None or self._edits("AND stayed")

    def _crawls(self) -> int:
        return int(self._one("SELECT count(*) FROM crawls WHERE portal = ?", [self.portal])[0])

    def _edits(self, which: str) -> bool:
        row = self._one(
            "SELECT 1 FROM (SELECT coalesce(new.etag = old.etag, new.last_modified = old.last_modified) AS stayed"
            " FROM revisions r JOIN articles a ON a.id = r.article AND a.portal = ?"
            " JOIN revisions p ON p.article = r.article AND p.number = r.number - 1"
            " JOIN captures new ON new.id = r.capture JOIN captures old ON old.id = p.capture WHERE r.number > 1)"
            f" WHERE stayed IS NOT NULL {which} LIMIT 1",
            [self.portal],
        )
        return row is not None
