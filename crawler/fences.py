"""Addresses that a public page must not make us fetch: private networks, this machine, hosts that lead there.

The portal itself may be private, if its address was given by a person: as home or seed, host and port.
"""

from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.addresses import host_of
from crawler.failures import PrivateAddress
from crawler.notes import note

_NUMBER = r"(?:0x[0-9a-f]*|\d+)"
_NUMBERS = re.compile(rf"^{_NUMBER}(?:\.{_NUMBER}){{0,3}}\.?$", re.I)
_PRIVATE_NAMES = re.compile(r"(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)\.?$", re.I)
# Networks of IPv6 whose last four bytes are an address of IPv4: for NAT64, and translated.
_EMBEDDING = (IPv6Network("64:ff9b::/96"), IPv6Network("::ffff:0:0:0/96"))
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")  # leads wherever a network's own translator says


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the IP address that a host is written as, in decimal, octal, hexadecimal or short form too; else None."""
    plain = unicodedata.normalize("NFKC", host).replace("。", ".").strip("[]").partition("%")[0]
    try:
        return ip_address(plain)
    except ValueError:
        if not _NUMBERS.match(plain):
            return None
    try:
        return IPv4Address(socket.inet_aton(plain.rstrip(".")))
    except OSError:
        return None


def is_private(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is none of the public internet; an IPv4 address inside an IPv6 one counts as itself."""
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inside is None and (any(address in net for net in _EMBEDDING) or int(address) >> 32 == 0):
            inside = IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_private(inside)
        if address in _NAT64_LOCAL:
            return True
    return not address.is_global or address.is_multicast


class Fence:
    """What one crawl may connect to; `own` are the addresses that a person gave."""

    def __init__(self, own: Iterable[str]) -> None:
        self._own = {host_of(url) for url in own} - {""}
        self._public: set[str] = set()

    def refuses(self, url: str) -> str | None:
        """Return why an address must not be fetched, as far as it says so itself, or None."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return "not a web address"
        if host_of(url) in self._own:
            return None
        address = literal_address(host)
        private = is_private(address) if address is not None else bool(_PRIVATE_NAMES.search(host))
        return "a private address, not fetched" if private else None

    def refuses_peer(self, url: str, peer: str) -> str | None:
        """Return why nothing may be sent to `peer`, the IP address that the host of `url` led to, or None."""
        host, address = host_of(url), ip_address(peer.partition("%")[0])
        if not is_private(address):
            self._public.add(host)
            return None
        if host not in self._own:
            return f"leads to the private address {peer}, not fetched"
        # A name that was public a moment ago and is private now was moved to get at what is behind us.
        return f"has moved to the private address {peer}, not fetched" if host in self._public else None


class FenceMiddleware:
    """Stops what leads out of the portal or into a private network, before robots.txt is asked for there."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass. Raises PrivateAddress, or IgnoreRequest for what is not of the portal."""
        if why := fence_of(self.crawler).refuses(request.url):
            note(self.crawler, f"{request.url}: {why}")
            raise PrivateAddress(f"{request.url}: {why}")
        scope = getattr(self.crawler.spider, "scope", None)
        # Pictures and attachments often stand on hosts of their own.
        free = any(request.meta.get(name) for name in ("robots", "home", "asset"))
        if scope is None or free or scope.admits(request.url, listed=bool(request.meta.get("sister"))):
            return
        if not self.crawler.spider.takes_moved(request):  # type: ignore[union-attr]
            raise IgnoreRequest("leads out of the portal")


def fence_of(crawler: Crawler) -> Fence:
    """Return the fence of a crawl, made from its spider's home and seeds."""
    spider = crawler.spider
    fence: Fence | None = getattr(spider, "fence", None)
    if fence is None:
        fence = Fence([spider.portal.home, *spider.seeds])  # type: ignore[union-attr]
        spider.fence = fence  # type: ignore[union-attr]
    return fence
