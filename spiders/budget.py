"""How much is spent on pages of one kind of address: calendars, search facets and sorted tables have no end."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

BARREN_AT_MOST = 25  # pages of one pattern in a row that led nowhere new
LONGEST = 600  # characters of an address
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"[0-9a-f]{12,}", re.I)
_NEVER = re.compile(
    r"/(?:login|logon|signin|register|passport|captcha|admin|cgi-bin|wp-admin|was5/web/search|jsearch\w*|search"
    # The same articles once more: to be printed, on old telephones, in other characters, with what readers say of them.
    r"|print\w*|dayin|wap|big5|comments?|feedback|pinglun|guestbook|e/pl)"
    r"(?:[/.?]|$)|[?&](?:keywords?|searchword|q|wd|searchkey|print)=",
    re.I,
)


class Budget:
    """Keeps count by pattern: the path with its numbers taken out, and the names of its parameters."""

    def __init__(self) -> None:
        self._barren: Counter[str] = Counter()

    def pattern(self, url: str) -> str:
        """Return the kind of address that `url` is."""
        parts = urlsplit(url)
        path = _DIGITS.sub("#", _TOKEN.sub("#", parts.path))
        names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
        return f"{path}?{'&'.join(names)}"

    def allows(self, url: str) -> bool:
        """Whether an address of this kind is still worth a request."""
        if len(url) > LONGEST or _NEVER.search(url):
            return False
        segments = [s for s in urlsplit(url).path.split("/") if s]
        # A page that links to itself one level deeper repeats its own path for ever.
        if len(segments) > 12 or any(segments.count(s) > 3 for s in set(segments) if not s.isdigit()):
            return False
        return self._barren[self.pattern(url)] < BARREN_AT_MOST

    def account(self, url: str, *, productive: bool) -> None:
        """Note whether a page was an article or led to something new of another kind."""
        pattern = self.pattern(url)
        if productive:
            self._barren[pattern] = 0
        else:
            self._barren[pattern] += 1
