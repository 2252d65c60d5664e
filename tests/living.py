"""Invented portals that live: days on which stories are edited, taken down and come back, noise, and faults.

A living portal is one of the invented portals of `families` and `families_more`, served over HTTP on loopback. Its days
are those of `living_days`, and every answer carries the noise of `living_noise`. What really changed on a day, `truth`,
`edits`, `takedowns`, `new` and `back` say.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import Any, Self

from conftest import Reply, Site
from living_answers import WAF_PAGE, calendar, feed, sitemap, taken_down
from living_days import DAYS, Takedown, make_days
from living_noise import noisy, undecorated
from made_portals import Story

ENCODINGS: dict[str, tuple[str, str]] = {
    # name: (what the bytes are, what the pages and headers say)
    "utf-8": ("utf-8", "utf-8"),
    "gbk as gb2312": ("gbk", "gb2312"),
    "gb18030": ("gb18030", "gb18030"),
    "utf-8 as gb2312": ("utf-8", "gb2312"),
}
FAULTS = frozenset(
    {
        "errors",  # the first answer to some addresses of a day is a 500 or a 503 with Retry-After
        "cuts",  # the first answer to some addresses breaks off in the middle
        "lengths",  # some pages announce more bytes than they have
        "slow",  # some pages come in drips
        "types",  # some pages say that they are plain text, or nothing
        "copies",  # articles are linked under other addresses too
        "waf",  # on day 2 a firewall answers for a tenth of the articles, with status 200
        "calendar",  # a calendar without an end
        "soft 404",  # unknown addresses bring the home page with status 200
        "sitemap",  # one story stands in the sitemap alone
        "feed",  # one story stands in the feed alone
    }
)
# How a server answers conditional requests; without one of these it gives no validators.
VALIDATORS = frozenset({"etag honest", "etag lies", "etag changes", "modified lies"})


@dataclass(frozen=True, slots=True)
class Served:
    """One request as it was answered."""

    day: int
    method: str
    path: str
    headers: Mapping[str, str]
    status: int

    @property
    def conditional(self) -> bool:
        """Whether the request asked only for what is newer than a copy."""
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


class LivingPortal:
    """A portal on loopback, by family, seed, encoding (a name of ENCODINGS) and faults (of FAULTS and VALIDATORS)."""

    def __init__(
        self,
        family: str,
        seed: int = 0,
        encoding: str = "utf-8",
        faults: frozenset[str] = frozenset(),
        count: int = 36,
    ) -> None:
        unknown = faults - FAULTS - VALIDATORS
        if unknown:
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}")
        self.family, self.seed, self.faults = family, seed, faults
        self.encoding, self.declared = ENCODINGS[encoding]
        self.log: list[Served] = []
        self.day = 1
        self._failed: set[str] = set()
        self._asked = 0
        self._site = Site(self._answer)
        self.url = self._site.url
        self._days = make_days(family, seed, faults, count)

    # What is true.

    def truth(self, day: int) -> dict[str, Story]:
        """Return the articles that are live on a day, by path."""
        told = self._days[day]
        return {story.path: story for story in told.stories}

    def edits(self, day: int) -> dict[str, str]:
        """Return what was changed on a day since the one before: path to typo, correction, rewrite or metadata."""
        return self._by_path(day, self._days[day].edits)

    def takedowns(self, day: int) -> dict[str, Takedown]:
        """Return what was taken down on a day."""
        return self._by_path(day, self._days[day].takedowns)

    def new(self, day: int) -> set[str]:
        """Return the paths of the articles that a day added."""
        return set(self._by_path(day, dict.fromkeys(self._days[day].new)))

    def back(self, day: int) -> set[str]:
        """Return the paths of the articles that were gone and came back on a day."""
        return set(self._by_path(day, dict.fromkeys(self._days[day].back)))

    def blocked(self, day: int) -> set[str]:
        """Return the paths of the articles that a firewall keeps on a day."""
        return set(self._by_path(day, dict.fromkeys(self._days[day].blocked)))

    def _by_path(self, day: int, told: Mapping[int, Any]) -> dict[str, Any]:
        return {self._days[day].paths[number]: value for number, value in told.items()}

    # Days.

    def set_day(self, day: int) -> None:
        """Let it be another day; addresses that failed once may fail once more."""
        if not 1 <= day <= DAYS:
            raise ValueError(f"there is no day {day}")
        self.day = day
        self._failed.clear()

    def replace_picture(self, number: int) -> None:
        """Put another picture in the place of a story's, on every day."""
        for told in self._days.values():
            for path, (mime, body) in told.portal.pages.items():
                told.portal.pages[path] = (
                    mime,
                    body.replace(f"/upload/{number}.jpg".encode(), f"/upload/{number}-new.jpg".encode()),
                )

    # Serving.

    def __enter__(self) -> Self:
        self._site.__enter__()
        return self

    def __exit__(self, *how: Any) -> None:
        self._site.__exit__(*how)

    def _answer(self, handler: BaseHTTPRequestHandler) -> Reply | None:
        """Answer one request, and note it; None where the answer is written already."""
        self._asked += 1
        day, number = self.day, self._asked
        path = handler.path.replace(self.url.rstrip("/"), "")
        status, headers, body = self._reply(handler, path, random.Random(f"{self.seed} {number}"))
        asked = {name.lower(): value for name, value in handler.headers.items()}
        if status == 200 and handler.command != "POST":
            status, headers, body = self._validated(path, asked, status, headers, body, number)
        spot = zlib.crc32(f"{self.seed} {path}".encode()) % 24
        first = path not in self._failed
        self._failed.add(path)
        quiet = path == "/robots.txt" or status != 200
        if first and not quiet and "errors" in self.faults and spot in (0, 1, 2):
            status, body = (503, b"busy") if spot == 0 else (500, b"error")
            headers = {"Retry-After": "1"} if spot == 0 else {}
        self.log.append(Served(day, handler.command, path, asked, status))
        if first and not quiet and status == 200 and "cuts" in self.faults and spot in (3, 4):
            self._write(handler, headers, body[: len(body) // 2], announced=len(body))
            return None
        if not quiet and "lengths" in self.faults and spot in (5, 6):
            self._write(handler, headers, body, announced=len(body) + 100)
            return None
        if not quiet and "slow" in self.faults and spot in (7, 8):
            self._write(handler, headers, body, announced=len(body), drips=4)
            return None
        return status, headers, body

    def _write(
        self,
        handler: BaseHTTPRequestHandler,
        headers: Mapping[str, str],
        body: bytes,
        *,
        announced: int,
        drips: int = 1,
    ) -> None:
        handler.send_response(200)
        for name, value in {**headers, "Content-Length": str(announced), "Connection": "close"}.items():
            handler.send_header(name, value)
        handler.end_headers()
        size = len(body) // drips + 1
        for start in range(0, len(body), size):
            handler.wfile.write(body[start : start + size])
            handler.wfile.flush()
            time.sleep(0.02 if drips > 1 else 0)

    def _reply(
        self, handler: BaseHTTPRequestHandler, path: str, dice: random.Random
    ) -> tuple[int, dict[str, str], bytes]:
        """Return what stands at a path today, with today's noise."""
        told = self._days[self.day]
        if self.day == 4:
            return 502, {}, b"<html><body><h1>502 Bad Gateway</h1></body></html>"
        if path == "/robots.txt":
            return 404, {}, b""
        if handler.command == "POST":
            return self._dressed(told.portal.answer(handler), path, dice)
        if "calendar" in self.faults and path.startswith("/rili/"):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, calendar(path).encode()
        plain = undecorated(path) if "copies" in self.faults else path
        mobile = "copies" in self.faults and plain.startswith("/mobile/")
        plain = plain.removeprefix("/mobile") if mobile else plain
        numbers = {p: n for n, p in told.paths.items()}
        number = numbers.get(plain)
        if number in told.blocked:
            return 200, {"Content-Type": "text/html; charset=utf-8"}, WAF_PAGE.format(token=dice.random()).encode()
        if number in told.gone:
            how = told.gone[number][1].how
            if how == "home page":
                plain = "/"
            elif how != "emptied":
                return taken_down(how)
        if "sitemap" in self.faults and plain == "/sitemap.xml":
            return 200, {"Content-Type": "application/xml"}, sitemap(told, self.url[:-1])
        if "feed" in self.faults and plain == "/rss.xml":
            return 200, {"Content-Type": "application/rss+xml"}, feed(told, self.url[:-1])
        found = told.portal.dynamic(plain)
        if found:
            return self._dressed((found[0], {"Content-Type": found[1]}, found[2]), plain, dice, mobile=mobile)
        if plain in told.portal.pages:
            mime, body = told.portal.pages[plain]
            if mime.startswith("text/html"):
                body = body.decode(told.portal.encoding).encode()
            return self._dressed((200, {"Content-Type": mime}, body), plain, dice, mobile=mobile)
        if "soft 404" in self.faults or told.portal.missing is not None:
            body = told.portal.pages["/"][1].decode(told.portal.encoding).encode()
            return self._dressed((200, {"Content-Type": "text/html"}, body), "/", dice)
        return 404, {}, b"<html><body><h1>404 Not Found</h1></body></html>"

    def _dressed(
        self, reply: tuple[int, dict[str, str], bytes], path: str, dice: random.Random, *, mobile: bool = False
    ) -> tuple[int, dict[str, str], bytes]:
        """Return an answer whose page, which is UTF-8, has the portal's encoding, and the noise of a request."""
        status, headers, body = reply
        if status != 200 or not headers.get("Content-Type", "text/html").startswith("text/html"):
            return status, headers, body
        html = noisy(body.decode(), self._days[self.day], self.day, self.url[:-1], self.faults, dice)
        if mobile:
            html = html.replace("</head>", f'<link rel="canonical" href="{path}"></head>', 1)
        html = re.sub(r"""(charset=["']?)[\w-]+""", rf"\g<1>{self.declared}", html, count=1)
        headers = {"Content-Type": f"text/html; charset={self.declared}"}
        spot = zlib.crc32(f"{self.seed} {path}".encode()) % 24
        if "types" in self.faults and spot in (10, 11):
            headers = {"Content-Type": "text/plain" if spot == 10 else ""}
        return status, headers, html.encode(self.encoding, "xmlcharrefreplace")

    def _validated(
        self, path: str, asked: Mapping[str, str], status: int, headers: dict[str, str], body: bytes, number: int
    ) -> tuple[int, dict[str, str], bytes]:
        """Add the validators of the portal's server, and answer 304 as it would."""
        tag = since = None
        unchanged = "if-none-match" in asked or "if-modified-since" in asked
        if "etag honest" in self.faults:
            # Of the page itself, hits and hot lists aside: weak.
            quiet = self._reply_quiet(path)
            tag = f'W/"{hashlib.md5(quiet).hexdigest()}"'
            unchanged = asked.get("if-none-match") == tag
        elif "etag lies" in self.faults:
            tag = '"1"'
        elif "etag changes" in self.faults:
            tag, unchanged = f'"{number}"', False
        elif "modified lies" in self.faults:
            since = "Thu, 01 Jan 2015 00:00:00 GMT"
        else:
            unchanged = False
        validators = {name: value for name, value in (("ETag", tag), ("Last-Modified", since)) if value}
        if unchanged and validators:
            return 304, validators, b""
        return status, headers | validators, body

    def _reply_quiet(self, path: str) -> bytes:
        told = self._days[self.day]
        number = next((n for n, p in told.paths.items() if p == path), None)
        state = f"{number in told.blocked} {told.gone[number][1].how if number in told.gone else ''}".encode()
        found = told.portal.dynamic(path)
        body = found[2] if found else told.portal.pages.get(path, ("", path.encode()))[1]
        return body + state
