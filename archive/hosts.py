"""Which host an address is on."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

_HOST = re.compile(r"^[\w.\-]+$|^[0-9a-f:.]+$")


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
