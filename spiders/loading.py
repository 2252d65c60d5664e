"""Scripts in files, each fetched once a crawl at most, and the pages that wait for them."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from crawler.addresses import Scope
from crawler.extraction.encoding import decode
from crawler.extraction.records import holds_rows
from crawler.failures import BEYOND, CUT, WAITS, Stopped, explain
from crawler.items import Page, PageRead, Portal
from crawler.memory import Memory
from crawler.readers import Readers
from spiders.answers import asked_for, page_of
from spiders.cms.bundles import marked
from spiders.cms.files import code_of, leads_by, may_lead, named_in
from spiders.cms.menus import links_written
from spiders.cms.rolled import holds_data
from spiders.following import Follower
from spiders.seen import Seen, with_rows_of
from spiders.steps import HOME, Answer, Step

_LOG = logging.getLogger(__name__)
# What has readers' browsers fetch a file anew, by the page's template with every page: ?v=1.2, ?t=…, ?1715650000.
_EDITION = re.compile(
    r"(?<=\.js)\?(?:(?:v|ver|version|_|_t|ts|time|timestamp|rnd|rand|random|date|rev|build|hash|nocache)=[\w.\-]{0,64}"
    r"|v?[\d.\-]{1,32}|[\da-f]{6,64})$",
    re.I,
)


@dataclass(slots=True)
class Waiting:
    """A page that was read and is gone on with when the scripts that it loads are there."""

    response: Response
    seen: Seen
    missing: set[str]


class Loading:
    """Knows what the scripts of one portal say.

    One that asks for nothing is looked at as seldom as an article; between its looks the archive's copy serves.
    """

    def __init__(self) -> None:
        self._code: dict[str, str] = {}
        self._waiting: dict[str, list[Waiting]] = {}
        self._names: dict[str, list[str]] = {}  # the scripts that one loads when it comes to them
        self._called: dict[str, str] = {}  # by a script's address without its edition the first that it was named by

    def wait(self, response: Response, seen: Seen, memory: Memory) -> list[str] | None:
        """Return the scripts to ask for before a page is gone on with, without those on their way; None for none."""
        missing = [url for url in self._files(seen) if not self._knows(url, memory)]
        if not missing:
            return None
        waiting = Waiting(response, seen, set(missing))
        fresh = [url for url in missing if url not in self._waiting]
        for url in missing:
            self._waiting.setdefault(url, []).append(waiting)
        return fresh

    def _knows(self, url: str, memory: Memory) -> bool:
        if url in self._code:
            return True
        if url in self._waiting or holds_data(url):
            return False
        page = memory.resting(url)
        if page is None or said_by(page) or names_in(page) or links_written(page, url):
            return False
        self._code[url] = ""
        return True

    def _files(self, seen: Seen) -> list[str]:
        """Return the scripts that a page loads, with those that they load."""
        own = self._own(seen)
        named = (name for url in own for name in self._names.get(url, ()))
        return list(dict.fromkeys([*own, *named]))

    def _own(self, seen: Seen) -> list[str]:
        """Return the scripts that a page loads itself, each by the first edition that was named: `menu.js?v=12`."""
        return [self._called.setdefault(_EDITION.sub("", url), url) if ".js?" in url else url for url in seen.files]

    def code(self, seen: Seen) -> str:
        """Return what the scripts say that a page loads, as far as they ask for anything."""
        return "\n".join(marked(url, code) for url in self._files(seen) if (code := self._code.get(url)))

    def serves_shell(self, url: str) -> bool:
        """Whether a page waits for a script that names no page itself: its menu stands in what the script says."""
        return any(not one.seen.links for one in self._waiting.get(url, ()))

    def base_of(self, url: str) -> str:
        """Return what the links are read against that a script writes: the first page that waits for it."""
        waiting = self._waiting.get(url)
        return waiting[0].seen.base if waiting else url

    def came(self, url: str, code: str, names: list[str], memory: Memory) -> tuple[list[Waiting], list[str]]:
        """Take in what a script says, and those that it `names` where a page loads it.

        Return the pages that wait for no other, and the scripts to ask for now.
        """
        self._code[url], self._names[url] = code, names
        fresh: list[str] = []
        waiting = self._waiting.pop(url, [])
        for one in waiting:
            one.missing.discard(url)
            for name in names if url in self._own(one.seen) else ():
                if not self._knows(name, memory):
                    one.missing.add(name)
                    fresh += [] if name in self._waiting else [name]
                    self._waiting.setdefault(name, []).append(one)
        return [one for one in waiting if not one.missing], fresh


def said_by(page: Page) -> str:
    """Return what a script says if it may ask for something."""
    return code_of(decode(page.body, page.headers).text)


def names_in(page: Page) -> list[str]:
    """Return the scripts that a script loads when it comes to them."""
    return named_in(decode(page.body, page.headers).text, page.url)


class ReadsFiles:
    """The part of a spider that has pages wait for their scripts."""

    portal: ClassVar[Portal]
    scope: Scope
    follower: Follower
    memory: Memory
    readers: Readers
    _turn: asyncio.Lock
    _see: Callable[[Response], Callable[[], Awaitable[Seen | None]]]
    _go_on: Callable[[Response, Seen | None], Iterator[Any]]
    _asked: Callable[[Step], Request]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loading = Loading()

    async def _go_on_with_files(self, response: Response, seen: Seen | None) -> AsyncIterator[Any]:
        """Yield where a page leads, or requests for the scripts that it loads; it is gone on with behind them."""
        sister = None if self.scope.contains(response.url) else response.meta.get("sister", "item")
        asks = seen is not None and bool(seen.files) and not self.portal.render
        if seen is not None and asks and self.follower.walks(asked_for(response), sister, seen):
            # What is loaded together with a page is no page of its own.
            self.follower.decide(seen.files)
            if (wanted := self.loading.wait(response, seen, self.memory)) is not None:
                for url in wanted:
                    yield self._script(url)
                return
            async for found in self._go_on_with_code(response, seen):
                yield found
            return
        for found in self._keeping(response, seen, self._go_on(response, seen)):
            yield found

    async def _go_on_with_code(self, response: Response, seen: Seen) -> AsyncIterator[Any]:
        """Yield where a page leads, by the scripts that it loads from files as well."""
        if code := self.loading.code(seen):
            try:
                leads = await self.readers.ask(leads_by, page_of(response), code)()
            except Exception as error:  # what the page itself leads to is found all the same
                _LOG.debug("%s: its files of scripts", response.url, exc_info=True)
                seen = dataclasses.replace(seen, failed=seen.failed or f"files of scripts: {error!r}")
            else:
                seen = dataclasses.replace(seen, leads=with_rows_of(seen.leads, leads))
        for found in self._keeping(response, seen, self._go_on(response, seen)):
            yield found

    def _keeping(
        self, response: Response, seen: Seen | None, steps: Iterator[Any], *, written: bool = False
    ) -> Iterator[Any]:
        """Yield what a page comes to; what it says is kept whatever goes wrong with where it leads, which is said.

        `written`: what it says is written already.
        """
        meta = response.meta
        try:
            yield from steps
        except Exception as error:
            _LOG.debug("%s: where it leads", response.url, exc_info=True)
            if seen is not None and not written:
                # Of an article on several pages this is the first alone.
                extracted = {**seen.extracted, **({"lacks_parts": True} if seen.article.part_urls else {})}
                yield PageRead(response.url, meta.get("capture"), extracted)
            yield PageRead(response.url, error=f"where it leads is not known: {explain(error)}", unit=meta.get("unit"))
        if seen is not None and seen.failed:
            yield PageRead(response.url, error=f"kept, but not all that it leads to was found: {seen.failed}")

    def _script(self, url: str) -> Request:
        """Return the request for a script, which comes before anything else."""
        return Request(
            *(url, self.parse_script),
            errback=self.parse_script_failure,
            priority=HOME,
            meta={"script": url, "transient": True, "free": True}
            | ({} if self.scope.contains(url) else {"sister": "pages"}),
            dont_filter=True,
        )

    async def parse_script(self, response: Response) -> AsyncIterator[Any]:
        """Yield a script, what it lists itself, and where the pages lead that waited for it."""
        meta, reading = response.meta, self._see(response)
        async with self._turn:
            seen = await reading()
            # Of what came cut, as far as its length tells, a rebuild reads nothing either.
            extracted = seen.extracted if seen is not None and not meta.get("cut") else None
            yield PageRead(response.url, meta.get("capture"), extracted)
            page = page_of(response)
            code, names = (said_by(page), names_in(page)) if response.status == 200 else ("", [])
            holds = holds_data(meta["script"]) and (not may_lead(code) or holds_rows(code))
            if seen is not None and not holds:
                seen = self._with_menu(meta["script"], page, seen) if response.status == 200 else None
            if seen is not None:
                answer = Answer(response.url, meta.get("capture"), meta.get("last"))
                steps = map(self._asked, self.follower.follow(answer, seen))
                for found in self._keeping(response, seen, steps, written=True):
                    yield found
            async for found in self._loaded(meta["script"], code, names):
                yield found

    def _with_menu(self, url: str, page: Page, seen: Seen) -> Seen | None:
        """Return a script that is no list with the links that it makes on the pages which load it, if any.

        What it names besides counts where such a page names none itself.
        """
        written = links_written(page, self.loading.base_of(url))
        if self.loading.serves_shell(url):
            known = {link.url for link in seen.links}
            return dataclasses.replace(seen, links=[*seen.links, *(link for link in written if link.url not in known)])
        return dataclasses.replace(seen, links=written, leads=[]) if written else None

    async def parse_script_failure(self, failure: Any) -> AsyncIterator[Any]:
        """Yield why a script could not be had, and where the pages lead without it.

        Where the crawl ends here they wait with it for the next.
        """
        url, why = failure.request.meta["script"], explain(failure.value)
        if why in (BEYOND, WAITS) or isinstance(failure.value, Stopped):
            return
        yield PageRead(url, error=why, passed_over=isinstance(failure.value, IgnoreRequest) and why != CUT)
        async with self._turn:
            async for found in self._loaded(url, "", []):
                yield found

    async def _loaded(self, url: str, code: str, names: list[str]) -> AsyncIterator[Any]:
        ready, fresh = self.loading.came(url, code, names, self.memory)
        self.follower.decide(names)
        for name in fresh:
            yield self._script(name)
        for waiting in ready:
            async for found in self._go_on_with_code(waiting.response, waiting.seen):
                yield found
