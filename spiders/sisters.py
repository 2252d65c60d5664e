"""Articles on other hosts of a portal's domain: what the portal itself lists is part of it, though it stands elsewhere.

A ministry's home lists what its departments publish, each on a host of its own. Such an article is fetched and kept;
where its host leads besides is that host's own affair. A portal may also have a column of its own there: a list that
its navigation names on nearly every page, and on which the same navigation stands, or none at all. A sister's home
that is named so, in a menu or a choice, leads back, has the portal's own columns in its menu and the portal's name in
its title is the home of a part of the portal, which is walked like the rest. One that the portal's home alone names, by
itself among links to the portal's own pages, is known by name and way back. Where a host has a column of the portal's,
the other lists there that the portal's home names, a topic behind a picture, are the portal's as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from crawler.addresses import Scope, host_of, url_key
from crawler.extraction.addresses import url_date
from crawler.extraction.kinds import ARTICLE_URL, INDEX_URL, LIST_URL, is_home
from crawler.extraction.listing import is_paging
from crawler.items import Link
from crawler.memory import Memory
from crawler.reading import TITLE_PARTS

# A server that answers to any name has sisters without end.
HOSTS_AT_MOST = 100
# Characters of a link's text: of what may be a headline, of one whose address is an article's, of a column's name.
_HEADLINE, _SHORT_HEADLINE, _LONGEST_NAME = 10, 6, 12
# How many pages have shown the navigation, on what share of them each of its links stands, how much of it a column has.
_PAGES, _NEARLY_ALL, _SHARED = 4, 0.8, 0.5
_COLUMNS_AT_MOST, _PARTS_AT_MOST, _FEWEST_LINKS = 20, 10, 3
_SHORTEST_NAME = 4  # characters, of a portal
# Hosts of nothing but topics (专题), each of which belongs to who names it: zt.example.gov.cn.
_OF_TOPICS = re.compile(r"(?:zt(?:zl)?|zhuanti|special|topics?)\d*\.")


def names_a_story(link: Link) -> bool:
    """Whether a list's link leads to a story by its day, its address and its text, and not to a home or a list."""
    if is_home(link.url) or is_paging(link):
        return False
    if url_date(link.url):
        return True
    # Today's day may stand beside a menu.
    if _is_lists(link.url):
        return False
    is_articles = ARTICLE_URL.search(link.url) is not None
    if not link.text:  # behind a picture, or in data
        return is_articles
    return len(link.text) >= (_SHORT_HEADLINE if is_articles or link.printed else _HEADLINE)


def may_name_a_story(link: Link) -> bool:
    """Whether an address alone, among the rows of a list's data, may be a story's: no home and no list."""
    return not (link.text or is_home(link.url) or _is_lists(link.url))


def _is_lists(url: str) -> bool:
    return (LIST_URL if "?" in url else INDEX_URL).search(url) is not None


class Sisters:
    """The sister hosts that one crawl of a portal asks for what it lists."""

    def __init__(self, scope: Scope, memory: Memory) -> None:
        self._scope = scope
        self._left = memory.neighbours()  # portals of their own
        self._hosts: set[str] = set()

    def lists(self, link: Link) -> bool:
        """Whether a link of one of the portal's lists is an item on a sister host that may be asked for."""
        return self._scope.is_sister(link.url) and names_a_story(link) and self._takes(host_of(link.url))

    def may_be_column(self, link: Link) -> bool:
        """Whether a link of the portal's home may lead to a column of its own on a sister host; no home is one.

        Behind a picture may be one, or a topic.
        """
        if not self._scope.is_sister(link.url) or is_home(link.url) or is_paging(link) or names_a_story(link):
            return False
        return len(link.text) <= _LONGEST_NAME and self._takes(host_of(link.url))

    def may_be_part(self, link: Link) -> bool:
        """Whether a link of the portal's home leads to the home of a sister host, which may be a part of the portal."""
        if not (len(link.text) <= _LONGEST_NAME and self._scope.is_sister(link.url) and is_home(link.url)):
            return False
        return host_of(link.url) not in self._left

    def is_topic(self, link: Link, page: str) -> bool:
        """Whether a link of a page leads to a topic on a host of topics, or from there to what is below it."""
        if not (self._scope.is_sister(link.url) and _OF_TOPICS.match(host_of(link.url))):
            return False
        if is_home(link.url) or names_a_story(link) or not self._takes(host_of(link.url)):
            return False
        return host_of(page) != host_of(link.url) or link.url.startswith(urljoin(page, "."))

    def answers(self, url: str) -> bool:
        """Whether an address that a script of the portal asks for a list is on a sister host that may be asked."""
        return self._scope.is_sister(url) and self._takes(host_of(url))

    def _takes(self, host: str) -> bool:
        if host in self._left or (host not in self._hosts and len(self._hosts) >= HOSTS_AT_MOST):
            return False
        self._hosts.add(host)
        return True


class Navigation:
    """The links that stand on nearly every page of a portal, as far as its home has them."""

    def __init__(self) -> None:
        self._pages = 0
        self._counts: Counter[str] = Counter()
        self._candidates: frozenset[str] = frozenset()
        self._order: list[str] = []  # the home's links as they stand there
        self._host = ""
        self._columns: dict[str, str] = {}  # keys of addresses on sister hosts that may be columns
        self._parts: set[str] = set()  # and of homes that may be those of the portal's parts
        self._alone: set[str] = set()  # those of them that stand by themselves among the portal's own links
        self._hosts: set[str] = set()  # sister hosts that have a column of the portal's
        self._beside: set[str] = set()  # and what the home names there besides
        self._names: Counter[str] = Counter()  # what may be the portal's name, and how many titles hold it
        self._titled = 0  # of how many pages

    def begin(
        self, home: str, links: Sequence[Link], columns: Iterable[Link], parts: Iterable[Link] = (), title: str = ""
    ) -> None:
        """Take in the home's links, and those among them that may be columns on sister hosts, or homes of parts."""
        found = {url_key(link.url): link.url for link in sorted(columns, key=lambda link: not link.text)}
        self._columns = dict(list(found.items())[:_COLUMNS_AT_MOST])
        homes = dict(list({url_key(link.url): link.url for link in parts}.items())[:_PARTS_AT_MOST])
        self._columns |= homes
        if self._columns:
            self._parts = set(homes)
            self._names = Counter({n: 0 for p in TITLE_PARTS.split(title) if len(n := p.strip()) >= _SHORTEST_NAME})
            self._order = [url_key(link.url) for link in links]
            self._candidates = frozenset(self._order)
            self._host = url_key(home).partition("/")[0]
            self._alone = {key for key in homes if self._stands_alone(key)}

    def see(self, links: Sequence[Link], title: str = "", *, is_article: bool = False) -> Iterator[str]:
        """Count the navigation of a page, and yield the columns that it shows to be such, each once.

        What an article is called says nothing of the portal's name: many go without it.
        """
        if not self._columns:
            return
        found = self._candidates.intersection(url_key(link.url) for link in links)
        # Frames, data and answers of scripts have none.
        if len(found) < _FEWEST_LINKS:
            return
        self._pages += 1
        self._counts.update(found)
        if not is_article:
            self._titled += 1
            self._names.update(name for name in self._names if name in title)
        if self._pages >= _PAGES:
            for key in [key for key in self._columns if self._may_be_asked(key)]:
                yield self._columns.pop(key)

    def _may_be_asked(self, key: str) -> bool:
        """Whether a candidate stands on nearly every page, or by itself on the home."""
        return self._stands(key) or key in self._alone

    def _stands_alone(self, key: str) -> bool:
        """Whether the home names a sister's home beside a page of the portal's own, and in no row of such hosts."""
        at = self._order.index(key)
        beside = [self._order[n] for n in (at - 1, at + 1) if 0 <= n < len(self._order)]
        return any(near.partition("/")[0] == self._host for near in beside) and not self._parts.intersection(beside)

    def is_part(self, links: Sequence[Link], home: str, title: str) -> bool:
        """Whether a sister's home is that of a part: with the navigation, a way back and the portal's name."""
        nearly_all = _NEARLY_ALL * self._titled
        named = any(name in title and count >= nearly_all > 0 for name, count in self._names.items())
        back = any(is_home(link.url) and url_key(link.url).partition("/")[0] == self._host for link in links)
        return named and back and (url_key(home) in self._alone or self._has_columns(links, home))

    def _has_columns(self, links: Sequence[Link], home: str) -> bool:
        """Whether the navigation stands on a sister's home, the portal's own columns in it.

        Towns' hosts name each other at their foot.
        """
        here = {url_key(link.url) for link in links}
        own = sum(key in here for key in self._counts if key.partition("/")[0] == self._host and self._stands(key))
        return own >= _FEWEST_LINKS and self.stands_in(links, home)

    def stands_in(self, links: Sequence[Link], column: str) -> bool:
        """Whether most of the navigation stands on a page of another host, or all of the menu that names the column.

        What is written without a host, `/about.html`, leads to its own host and says nothing.
        """
        here = {url_key(link.url) for link in links}
        places = {_place(key) for key in here}
        stand = [key for key in self._counts if self._stands(key)]
        shared = sum(key in here for key in stand)
        lacking = sum(key not in here and _place(key) not in places for key in stand)
        menu = self._menu_of(url_key(column))
        whole = len(menu) >= _FEWEST_LINKS and sum(key in here for key in menu) >= _NEARLY_ALL * len(menu)
        return whole or (shared >= _FEWEST_LINKS and shared >= _SHARED * (shared + lacking))

    def is_own(self, links: Sequence[Link], url: str) -> bool:
        """Whether a list on a sister host is the portal's: with its navigation, or beside a column that is its own.

        One that leads to nothing but stories, an album, belongs to whose navigation names it.
        """
        key = url_key(url)
        if key in self._beside or self._is_album(links, key):
            return True
        if own := self.stands_in(links, url):
            self._hosts.add(key.partition("/")[0])
        return own

    def _is_album(self, links: Sequence[Link], key: str) -> bool:
        """Whether a page leads to nothing but stories, its own further pages and the portal."""
        host = key.partition("/")[0]
        places = [(link, url_key(link.url).partition("/")[0]) for link in links if not is_paging(link)]
        own = [link for link, place in places if place == host]
        return len(own) >= _FEWEST_LINKS and all(place == self._host or names_a_story(link) for link, place in places)

    def beside(self) -> Iterator[str]:
        """Yield what the home names on hosts that have a column of the portal's, each once."""
        for key in [key for key in self._columns if key not in self._parts and key.partition("/")[0] in self._hosts]:
            self._beside.add(key)
            yield self._columns.pop(key)

    def _menu_of(self, column: str) -> list[str]:
        """Return the portal's own links in the menu that names a column: what stands beside it on nearly every page."""
        return [key for key in self._around(column) if key.partition("/")[0] == self._host]

    def _around(self, column: str) -> list[str]:
        """Return the links in the menu that names a column."""
        if column not in self._order:
            return []
        start = end = self._order.index(column)
        while start and self._stands(self._order[start - 1]):
            start -= 1
        while end + 1 < len(self._order) and self._stands(self._order[end + 1]):
            end += 1
        return self._order[start : end + 1]

    def _stands(self, key: str) -> bool:
        return self._counts[key] >= _NEARLY_ALL * self._pages > 0


def _place(key: str) -> str:
    """Return where on its host an address is."""
    return key.partition("/")[2]
