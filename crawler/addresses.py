"""What counts as the same address, and which addresses belong to a portal."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from archive.digest import address_key
from crawler.extraction.canonical import canonical_url

_HOST = re.compile(r"^[\w.\-]+$|^[0-9a-f:.]+$")


@lru_cache(maxsize=50_000)
def url_key(url: str) -> str:
    """Return what two addresses of one page have in common: what an article there is known by."""
    return address_key(canonical_url(url))


@lru_cache(maxsize=50_000)
def host_of(url: str) -> str:
    """Return the host, with the port if there is one, without `www.`; empty for what is no web address."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            return ""
        host = (parts.hostname or "").removeprefix("www.")
        if not _HOST.match(host) or parts.username:
            return ""
        port = parts.port
    except ValueError:
        return ""
    return f"{host}:{port}" if port and port != {"http": 80, "https": 443}[parts.scheme] else host


def _origin(url: str) -> str:
    """Return scheme and host of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class Scope:
    """The hosts of a portal: an address belongs if its host, `www.` aside, is one of them."""

    def __init__(self, *homes: str) -> None:
        self._origins = {host_of(home): _origin(home) for home in homes}

    def add(self, url: str) -> None:
        """Take in the host of `url`: a home that redirects has moved."""
        self._origins[host_of(url)] = _origin(url)

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
