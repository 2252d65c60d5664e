"""What counts as the same address, and which addresses belong to a portal."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.extraction.canonical import canonical_url

_HOST = re.compile(r"^[\w.\-]+$|^[0-9a-f:.]+$")


@lru_cache(maxsize=50_000)
def url_key(url: str) -> str:
    """Return what two addresses of one page have in common: the canonical URL without scheme and `www.`."""
    return canonical_url(url).partition("://")[2].removeprefix("www.")


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


class Scope:
    """The hosts of a portal: an address belongs if its host, `www.` aside, is one of them."""

    def __init__(self, *homes: str) -> None:
        self._schemes = {host_of(home): urlsplit(home).scheme for home in homes}

    def add(self, url: str) -> None:
        """Take in the host of `url`: a home that redirects has moved."""
        self._schemes[host_of(url)] = urlsplit(url).scheme

    def at_home(self, url: str) -> str:
        """Return an address of the portal as its home is reached, over http or https: many hosts answer to one alone.

        One that answers to the other redirects.
        """
        scheme, _, rest = url.partition("://")
        home = self._schemes.get(host_of(url), scheme)
        return url if scheme == home or ":" in rest.partition("/")[0] else f"{home}://{rest}"

    def contains(self, url: str) -> bool:
        """Whether `url` belongs to the portal."""
        host = host_of(url)
        return bool(host) and host in self._schemes
