"""What counts as the same address, and which addresses belong to a portal."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive import hosts, moves
from archive.digest import address_key
from crawler.extraction.canonical import canonical_url

if TYPE_CHECKING:
    from tldextract import TLDExtract

PERMANENT = moves.PERMANENT  # the statuses of what has moved for good, for spiders as well
host_of = hosts.host_of  # for spiders as well


@lru_cache(maxsize=50_000)
def url_key(url: str) -> str:
    """Return what two addresses of one page have in common: what an article there is known by."""
    return address_key(canonical_url(url))


def _origin(url: str) -> str:
    """Return scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _suffixes() -> TLDExtract:
    """Return what knows the public suffixes (gov.cn, com): the list that comes with tldextract, nothing is fetched."""
    # Takes a tenth of a second, and most commands have no use for it.
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=5000)
def domain_of(name: str) -> str:
    """Return the domain that the owner of a host has registered: `bj.gov.cn` of `dj.bj.gov.cn`.

    Empty for an IP address, a name without a dot and a public suffix itself.
    """
    labels = name.split(".")
    if ":" in name or labels[-1].isdecimal():
        return ""
    found = _suffixes().extract_str(name)
    # Of a top-level domain that the list does not know it says itself: it is the suffix.
    return found.top_domain_under_public_suffix if found.suffix else ".".join(labels[-2:]) if len(labels) > 1 else ""


class Scope:
    """The hosts of a portal: an address belongs if its host, `www.` aside, is one of them.

    Other hosts of the same registered domain are its sisters: of theirs only what the portal lists belongs to it.
    """

    def __init__(self, *homes: str) -> None:
        self._origins = {host_of(home): _origin(home) for home in homes}
        self._parts: set[str] = set()
        self._friends: set[str] = set()
        self._domains: set[str] | None = None

    def add(self, url: str) -> None:
        """Take in the host of `url`: a home that redirects has moved."""
        self._origins[host_of(url)] = _origin(url)
        self._domains = None

    def take_in(self, url: str) -> None:
        """Take in the host of `url`, a sister that has turned out to be a part of the portal."""
        self._parts.add(host_of(url))
        self.add(url)

    def leave(self, url: str) -> None:
        """Leave the host of `url`, which was taken in and is none of the portal's."""
        self._origins.pop(host_of(url), None)
        self._domains = None

    def befriend(self, host: str) -> None:
        """Treat a host as a sister, whatever its domain: a part of the portal has moved there."""
        self._friends.add(host)

    def is_part(self, url: str) -> bool:
        """Whether `url` is on a host that was taken in."""
        return bool(self._parts) and host_of(url) in self._parts

    def at_home(self, url: str) -> str:
        """Return an address of the portal as its home is reached: over http or https, with `www.` or without.

        Many hosts answer to one alone, and one that answers to the other redirects.
        """
        rest = url.partition("://")[2]
        netloc = rest.partition("/")[0].partition("?")[0]
        home = self._origins.get(host_of(url))
        return url if home is None or ":" in netloc else f"{home}{rest[len(netloc) :]}"

    def contains(self, url: str) -> bool:
        """Whether `url` belongs to the portal."""
        host = host_of(url)
        return bool(host) and host in self._origins

    def is_sister(self, url: str) -> bool:
        """Whether `url` is on another host of a domain that one of the portal's hosts is of."""
        host = host_of(url)
        if not host or host in self._origins:
            return False
        if host in self._friends:
            return True
        if self._domains is None:
            self._domains = {domain_of(_name(home)) for home in self._origins} - {""}
        return bool(self._domains) and domain_of(_name(host)) in self._domains

    def admits(self, url: str, *, listed: bool) -> bool:
        """Whether `url` may be asked for: one of a sister only where the portal has `listed` it."""
        return self.contains(url) or (listed and self.is_sister(url))


def _name(host: str) -> str:
    """Return a host without its port."""
    name, _, port = host.rpartition(":")
    return name if port.isdecimal() and ":" not in name else host
