"""robots.txt as RFC 9309 has it, on top of Protego, which is kinder than the RFC in some places and blind in others."""

from __future__ import annotations

import asyncio
import codecs
import re
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.addresses import host_of
from crawler.failures import PrivateAddress, RedirectsInCircle, RobotsUnreadable, Walled, explain
from crawler.notes import note
from crawler.politeness import pace_of

READ_AT_MOST = 512 * 1024  # bytes; the RFC asks for 500 KiB at least
REDIRECTS_AT_MOST = 5
LONGEST_DELAY = 60.0  # seconds
_AGENT = re.compile(rb"^(\s*user-?\s?agent\s*:\s*)([^#\r\n]*)", re.I | re.M)
_TOKEN = re.compile(rb"[A-Za-z_-]+")
_OTHERS = b"some-other-robot"


def plain_rules(body: bytes, token: str) -> bytes:
    """Return a robots.txt in ASCII, its product tokens whole: `token`, `*`, or another robot's.

    Whatever its encoding, the bytes of its paths stay those that go over the wire; HTML has no rules in it.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = body.decode("utf-16", "replace").encode()
    body = body.removeprefix(codecs.BOM_UTF8)
    if len(body) > READ_AT_MOST:
        # A line that is cut would forbid more than it says.
        body = body[:READ_AT_MOST]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    if body.lstrip().startswith(b"<"):
        return b""

    def agent(match: re.Match[bytes]) -> bytes:
        said = match[2].strip()
        name = _TOKEN.match(said)
        ours = name is not None and name[0].lower() == token.lower().encode()
        return match[1] + (b"*" if said == b"*" else token.encode() if ours else _OTHERS)

    body = _AGENT.sub(agent, body.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return b"".join(bytes((byte,)) if byte < 128 else b"%%%02X" % byte for byte in body)


class RobotsParser(ProtegoRobotParser):
    """Protego on rules made plain."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> Self:
        """Make one, as Scrapy wants it."""
        token = crawler.settings["ROBOTSTXT_USER_AGENT"]
        parser: Self = super().from_crawler(crawler, plain_rules(robotstxt_body, token))
        return parser


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, but a robots.txt that cannot be had closes its host, and its crawl-delay is kept."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._rules: dict[str, asyncio.Future[Any]] = {}

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules for a request's host, asked for once a crawl. Raises RobotsUnreadable."""
        url = urlparse_cached(request)
        place = f"{url.scheme}://{url.netloc}"
        if place not in self._rules:
            self._rules[place] = asyncio.get_running_loop().create_future()
            self._rules[place].set_result(await self._ask(f"{place}/robots.txt"))
        rules = await self._rules[place]
        if isinstance(rules, PrivateAddress):
            raise rules
        if isinstance(rules, str):
            raise RobotsUnreadable(f"robots.txt could not be had ({rules}), so nothing else was asked for")
        return rules  # type: ignore[no-any-return]

    async def _ask(self, address: str) -> RobotParser | PrivateAddress | str | None:
        """Return rules, None where everything is allowed, or why nothing is."""
        request = Request(
            address,
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True, "robots": True, "redirect_ttl": REDIRECTS_AT_MOST},
            callback=NO_CALLBACK,
        )
        try:
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(request)
        except (RedirectsInCircle, Walled):
            # More than five redirects: the RFC counts it as not there. A wall will stand before the home as well.
            return None
        except PrivateAddress as error:
            return error if host_of(str(error).partition(": ")[0]) == host_of(address) else None
        except Exception as error:
            return explain(error)
        if response.status == 429 or response.status >= 500:
            return f"the server answered {response.status}"
        return self._parsed(response) if response.status == 200 else None

    def _parsed(self, response: Response) -> RobotParser:
        parser = RobotsParser.from_crawler(self.crawler, response.body)
        found = getattr(self.crawler.spider, "sitemaps", None)
        if found is not None:
            found.extend(parser.rp.sitemaps)
        delay = parser.crawl_delay(self._robotstxt_useragent or "*")
        if delay:
            if delay > LONGEST_DELAY:
                line = f"{response.url} asks for {delay:g} seconds between requests; {LONGEST_DELAY:g} are kept"
                note(self.crawler, line)
            pace_of(self.crawler).slow_down(response.url, min(delay, LONGEST_DELAY))
        return parser
