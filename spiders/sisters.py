"""Articles on other hosts of a portal's domain: what the portal itself lists is part of it, though it stands elsewhere.

A ministry's home lists what its departments publish, each on a host of its own. Such an article is fetched and kept;
where its host leads besides is that host's own affair.
"""

from __future__ import annotations

from crawler.addresses import Scope, host_of
from crawler.extraction.kinds import ARTICLE_URL, INDEX_URL, LIST_URL, is_home
from crawler.extraction.listing import is_paging
from crawler.items import Link
from crawler.memory import Memory

# A server that answers to any name has sisters without end.
HOSTS_AT_MOST = 100
# Characters of a link's text: of what may be a headline, and of one whose address is an article's.
_HEADLINE, _SHORT_HEADLINE = 10, 6


def names_a_story(link: Link) -> bool:
    """Whether a list's link leads to a story by its day, its address and its text, and not to a home or a list."""
    if is_home(link.url) or is_paging(link):
        return False
    if link.date:
        return True
    if (LIST_URL if "?" in link.url else INDEX_URL).search(link.url):
        return False
    if ARTICLE_URL.search(link.url):
        return not link.text or len(link.text) >= _SHORT_HEADLINE  # behind a picture, or in data
    return len(link.text) >= _HEADLINE


class Sisters:
    """The sister hosts that one crawl of a portal asks for what it lists."""

    def __init__(self, scope: Scope, memory: Memory) -> None:
        self._scope = scope
        self._left = memory.neighbours()  # portals of their own
        self._hosts: set[str] = set()

    def lists(self, link: Link) -> bool:
        """Whether a link of one of the portal's lists is an item on a sister host that may be asked for."""
        if not self._scope.is_sister(link.url) or not names_a_story(link):
            return False
        host = host_of(link.url)
        if host in self._left or (host not in self._hosts and len(self._hosts) >= HOSTS_AT_MOST):
            return False
        self._hosts.add(host)
        return True
