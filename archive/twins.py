"""One article under two addresses: a file, and the script that makes the same page.

`/info/1021/4433.htm` is `content.jsp?wbtreeid=1021&wbnewsid=4433`, `/a/2024/0101/33.html` is `view.php?aid=33`.
Addresses alone do not tell, for one of the two may not be there. So both are read, once; when the crawl ends, what has
the same number, headline and day on one host becomes one article, and the other address is only another name of it.
So does what stands on two hosts of a portal at the same place: one is a mirror of the other. And so do two files in
whose names only the column is another, `/yw/t20240317_33.html` and `/jc/t20240317_33.html`, `c5a33/page.htm` and
`c7a33/page.htm`, where the text is the same to the letter: a story that is filed in two columns. And so does what an
article's address leads to for good, and an article that is missed with the same text, of the same headline and day,
that the portal has put elsewhere since it was last seen: published again, under another number. One that was taken down
comes back so.

A script may be asked in the path, too: `/index.php/Home/Index/detail/id/33/cid/5.html` is
`/Home/Index/detail/id/33.html` and `/index.php?s=/Home/Index/detail/id/33.html`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from archive.captures import ids_of
from archive.doubt import SAYS_SO
from archive.hosts import host_of
from archive.moves import PERMANENT
from archive.store import Store

_NUMBER = re.compile(r"(?:\d+|[0-9a-f]{8,})", re.I)
_FILE = re.compile(r"([0-9a-f]{8,}|\d+)(?:[_-]\d{1,2})?(?:\.\w+)?$", re.I)
_FOLDER = re.compile(r"/[a-z]?([0-9a-f]{16,}|\d{5,})/[a-z]+(?:_\d{1,2})?\.\w+$", re.I)  # /20240101/<hash>/c.html
_FILED = re.compile(r"/c\d+a(\d+)/[a-z]+\.\w+$", re.I)  # the column and the article: /2024/0101/c5a33/page.htm
_INDEX = re.compile(r"/(?:(?:index|default)\.\w{3,5})?$", re.I)  # of a folder: /33/, /33/index.html
_PHONES = re.compile(r"^https?://(?:[^/]*/)?(?:m|wap|3g|mobile)[./]", re.I)  # http://m.x.cn/, /m/view.php?aid=33
_PART = re.compile(r"[_-]\d{1,2}(?=\.\w+$)")  # 33_2.html is the second page of 33.html
_ID = re.compile(r"(?:^|[a-z_])id$", re.I)
# What says where an article stands, not which it is.
_COLUMN = re.compile(r"^(?:class|cat|t|type|(?:wb)?tree|column|channel|c|node|site|model|s|p|parent)_?id$", re.I)
# What a script is asked in its path, a name and its value: /detail/id/33/cid/5.html.
_ASKED = re.compile(r"/((?:[a-z]+_?)?id)/(\d+)(?=/|\.\w+$|$)", re.I)
_TEXT = "(SELECT t.text_digest FROM revisions t WHERE t.article = a.id ORDER BY t.number DESC LIMIT 1)"
_LACKS = "(a.source IS NULL) + (a.section IS NULL)"

_MISSED = f"a.status = 'live' AND x.seen_at > a.last_seen_at AND {SAYS_SO}"


@dataclass(frozen=True)
class Candidate:
    """An article that may have a twin; `known`: from an earlier crawl, so that its address stays."""

    article: int
    url: str
    headline: str
    day: str | None
    text: str | None = None  # the digest of its newest text
    lacks: int = 0  # of source and column, those that the page does not name
    known: bool = False

    @property
    def scripted(self) -> bool:
        """Whether a script makes the page, by what its address asks for."""
        return "?" in self.url or bool(self._asked)

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The numbers of what the path asks for: the address's own, or one that its query gives, ?s=/detail/id/33."""
        parts = urlsplit(self.url)
        paths = [parts.path, *(value for _, value in parse_qsl(parts.query) if value.startswith("/"))]
        pairs = (pair for path in paths for pair in _ASKED.findall(path))
        return frozenset(value for name, value in pairs if not _COLUMN.match(name))

    @property
    def order(self) -> tuple[bool, bool, bool, int, int, str]:
        """What goes before what as the address of an article: the known one, none for telephones, the file, the page
        that says whence it is, the shortest."""
        phones = _PHONES.search(self.url) is not None
        return (not self.known, phones, self.scripted, self.lacks, len(self.url), self.url)

    @cached_property
    def host(self) -> str:
        """The host, without `www.`."""
        return host_of(self.url)

    @cached_property
    def place(self) -> str:
        """Where it stands on its host."""
        return self.url.partition("://")[2].partition("/")[2]

    @cached_property
    def numbers(self) -> frozenset[str]:
        """What the address names its article by."""
        if self._asked:
            return self._asked
        parts = urlsplit(self.url)
        if not self.scripted:
            path = _INDEX.sub("", parts.path)
            found = _FILE.search(path) or _FILED.search(path) or _FOLDER.search(path)
            return frozenset((found[1].lower(),)) if found else frozenset()
        # WordPress has short addresses of one parameter: /?p=33.
        short = "p" if parts.path in ("", "/") else None
        return frozenset(
            value.lower()
            for name, value in parse_qsl(parts.query)
            if (name == short or (_ID.search(name) and not _COLUMN.match(name))) and _NUMBER.fullmatch(value)
        )


def are_twins(one: Candidate, other: Candidate) -> bool:
    """Whether two addresses are of one article: the same number on one host, of a script or of a further page.

    On two hosts it is the same place. Where the text is the same, the number is enough.
    """
    return (
        (
            (one.text is not None and one.text == other.text)
            or (
                (one.scripted or other.scripted or _PART.sub("", one.place) == _PART.sub("", other.place))
                and (one.host == other.host or one.place == other.place)
            )
        )
        and bool(one.numbers & other.numbers)
        and one.headline == other.headline
        and (one.day == other.day or not one.day or not other.day)
    )


def unite(store: Store, crawl: int) -> set[int]:
    """Make one of each two articles that are the same; return the ids of those that are no more.

    Looked at are those that the crawl found, and those of crawls before it that were killed.
    """
    crawls = store.crawls.with_killed(crawl)
    portal, oldest = store.db.execute(
        "SELECT portal, (SELECT min(id) FROM crawls o WHERE o.portal = c.portal) FROM crawls c WHERE id = ?", [crawl]
    ).fetchone()
    gone = _readdressed(store, portal, crawls)
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for found in _found(store, portal, crawls):
        if found.numbers:
            groups[found.headline].append(found)
    known = {} if crawls[0] == oldest else _known(store, portal, groups)
    for headline, group in groups.items():
        group += known.get(headline, ())
        kept: list[Candidate] = []
        for candidate in sorted(group, key=lambda one: one.order):
            twin = next((one for one in kept if are_twins(one, candidate)), None)
            if twin is None or candidate.known:
                kept.append(candidate)
            else:
                store.addresses.unite(candidate.article, twin.article)
                gone.add(candidate.article)
    return gone | _republished(store, portal, crawls) | _returned(store, portal, crawls)


def _republished(store: Store, portal: str, crawls: Sequence[int]) -> set[int]:
    """Make one of an article that the crawls missed and its text where that stands since; return who is no more."""
    gone: set[int] = set()
    rows = store.db.execute(
        f"SELECT DISTINCT a.id, a.url, a.last_seen_at, a.headline, a.published_date, {_TEXT} FROM json_each(?) c"
        " CROSS JOIN absences x ON x.crawl = c.value CROSS JOIN articles a ON a.id = x.article"
        f" WHERE a.portal = ? AND {_MISSED} ORDER BY a.id",
        [json.dumps(list(crawls)), portal],
    ).fetchall()
    for before, url, last_seen, *same in rows:
        found = store.db.execute(
            "SELECT a.id, a.url, a.last_seen_at, a.looks, a.next_look_at FROM articles a"
            f" WHERE published_date = ? AND headline = ? AND {_TEXT} = ? AND portal = ? AND a.status = 'live'"
            " AND a.char_count > 0 AND a.first_seen_at > ?"
            " AND NOT EXISTS (SELECT 1 FROM absences x WHERE x.article = a.id AND x.seen_at > a.last_seen_at)",
            [same[1], same[0], same[2], portal, last_seen],
        ).fetchall()
        if len(found) != 1 or host_of(found[0][1]) != host_of(url):
            continue
        now, place, seen_at, looks, next_at = found[0]
        store.addresses.unite(now, before)
        store.addresses.move(before, place)
        for crawl in crawls:
            store.looks.take_back(before, crawl, 0)
        store.db.execute(
            "UPDATE articles SET last_seen_at = ?, looks = ?, next_look_at = ? WHERE id = ?",
            [seen_at, looks, next_at, before],
        )
        gone.add(now)
    return gone


def _returned(store: Store, portal: str, crawls: Sequence[int]) -> set[int]:
    """Make one of an article that was taken down and its text where that stands since; return who is no more.

    That is a page with its text to the letter, new in these crawls, or a newer one that its address leads to for good.
    """
    gone: set[int] = set()
    # By the index of what is gone, of which there is little: most crawls end here, and a first one always.
    if not store.db.execute(
        "SELECT 1 FROM articles WHERE status = 'gone' AND +portal = ? LIMIT 1", [portal]
    ).fetchone():
        return gone
    for found in _found(store, portal, crawls):
        rows = store.db.execute(
            f"SELECT id, url FROM articles a WHERE published_date = ? AND headline = ? AND {_TEXT} = ? AND portal = ?"
            " AND status = 'gone' AND char_count > 0",
            [found.day, found.headline, found.text, portal],
        ).fetchall()
        if len(rows) == 1 and host_of(rows[0][1]) == found.host:
            gone |= _goes_on(store, rows[0][0], found.article)
    for before, now in _leading_on(store, crawls):
        gone |= _goes_on(store, before, now)
    return gone


def _leading_on(store: Store, crawls: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the articles, and where they lead, whose addresses led to others for good in some crawls."""
    for crawl in crawls:
        rows = store.db.execute(
            f"SELECT url, location FROM captures WHERE id BETWEEN ? AND ? AND status IN {PERMANENT}"
            " AND location IS NOT NULL AND method IS NULL ORDER BY id",
            ids_of(crawl),
        )
        for url, location in rows.fetchall():
            before, now = store.moves.article_at(url), store.moves.article_at(location)
            if before is not None and now is not None and before != now:
                yield before, now


def _goes_on(store: Store, before: int, now: int) -> set[int]:
    """Have an article that is gone go on as a newer one of its headline, which is no more then; return that one."""
    row = store.db.execute(
        f"SELECT n.url, n.first_seen_at, n.last_seen_at, n.looks, n.next_look_at, {_TEXT.replace('a.id', 'n.id')}"
        f" IS {_TEXT} FROM articles a JOIN articles n ON n.id = ? AND n.headline = a.headline AND n.portal = a.portal"
        " AND n.status = 'live' AND n.revision_count = 1 AND n.first_seen_at > a.gone_at"
        " WHERE a.id = ? AND a.status = 'gone'",
        [now, before],
    ).fetchone()
    if row is None:
        return set()
    place, back_at, seen_at, looks, next_at, is_same = row
    store.addresses.unite(now, before)
    store.addresses.move(before, place)
    store.looks.found(before, back_at, "gone")
    # Another text is seen at the next look: a revision.
    store.db.execute(
        "UPDATE articles SET last_seen_at = ?, looks = ?, next_look_at = ? WHERE id = ?",
        [seen_at, looks, next_at if is_same else seen_at, before],
    )
    return {now}


def _readdressed(store: Store, portal: str, crawls: Sequence[int]) -> set[int]:
    """Make one of an article and what its address leads to for good, a page of the same headline that a list had named
    before the redirect was seen; return the ids of those that are no more."""
    found = {one.article: one for one in _found(store, portal, crawls)}
    gone: set[int] = set()
    for before, now in _leading_on(store, crawls) if found else ():
        if now not in found or before in found or now in gone:
            continue
        said = "SELECT 1 FROM articles WHERE id = ? AND headline = ? AND status = 'live'"
        if store.db.execute(said, [before, found[now].headline]).fetchone():
            store.addresses.unite(now, before)
            store.addresses.move(before, found[now].url)
            gone.add(now)
    return gone


def _found(store: Store, portal: str, crawls: Sequence[int]) -> Iterator[Candidate]:
    """Yield the articles that a portal's crawls found."""
    for crawl in crawls:
        rows = store.db.execute(
            # A first text has the number of its capture.
            f"SELECT a.id, a.url, a.headline, a.published_date, {_TEXT}, {_LACKS} FROM revisions r"
            " JOIN articles a ON a.id = r.article"
            " WHERE r.id BETWEEN ? AND ? AND r.number = 1 AND a.portal = ? AND a.status = 'live'",
            [*ids_of(crawl), portal],
        )
        yield from (Candidate(*row) for row in rows.fetchall())


def _known(store: Store, portal: str, groups: Mapping[str, Sequence[Candidate]]) -> dict[str, list[Candidate]]:
    """Return the articles of earlier crawls with the headline of new ones and their day or none, by headline."""
    new = {one.article for group in groups.values() for one in group}
    undated = [headline for headline, group in groups.items() if any(not one.day for one in group)]
    known: defaultdict[str, dict[int, Candidate]] = defaultdict(dict)

    def take(condition: str, *values: str) -> None:
        rows = store.db.execute(
            f"SELECT id, url, headline, published_date, {_TEXT} FROM articles a"
            f" WHERE portal = ? AND status = 'live' AND {condition}",
            [portal, *values],
        )
        for article, url, headline, day, text in rows:
            if article not in new:
                known[headline][article] = Candidate(article, url, headline, day, text, known=True)

    for headline, group in groups.items():
        for day in {one.day for one in group if one.day}:
            take("published_date = ? AND headline = ?", day, headline)
    among = "headline IN (SELECT value FROM json_each(?))"
    take(f"published_date IS NULL AND {among}", json.dumps(list(groups)))
    if undated:  # a search through all of the portal's articles, once
        take(among, json.dumps(undated))
    return {headline: list(found.values()) for headline, found in known.items()}
