"""A browser without a network: Chromium runs a page's scripts, and whatever they ask for is fetched by the caller.

So there is one set of manners, the crawl's, and a page can reach nothing that the crawl would not fetch itself.
"""

from __future__ import annotations

import asyncio
import base64
import importlib.util
import os
import shutil
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from playwright.async_api import Browser as PlaywrightBrowser
    from playwright.async_api import BrowserContext, Page, Playwright, Request, Route, WebSocketRoute

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")
QUIET = 0.5  # seconds without a question, after which a page is taken for made
STUCK = 20.0  # seconds without anything happening, after which it is given up
LARGEST = 20 * 1024 * 1024  # bytes of a rendered page
_FETCHED = ("document", "script", "xhr", "fetch")
# A page must not notice that these are not there: on an error scripts put another picture's address in the place.
_STAND_INS = {
    "image": ("image/gif", base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")),
    "stylesheet": ("text/css", b""),
}
_FLAGS = (
    # No host has an address, whatever is asked past the routes below.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-gpu",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page's script asks for; `headers` has lower-case names."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    script: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets: the body is without content encoding."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Fetch = Callable[[Asked], Awaitable[Answer | None]]


class RenderFailed(Exception):
    """Why a page could not be rendered, in one line."""


class LedElsewhere(Exception):
    """A page whose script leads to another; the argument is its address."""


def executable() -> str | None:
    """Return the path of the browser on this machine, or None."""
    return next((path for name in EXECUTABLES if (path := shutil.which(name))), None)


def problem() -> str | None:
    """Return what is missing for rendering and how to install it, in one line, or None."""
    if importlib.util.find_spec("playwright") is None:
        return "rendering pages takes the extra `browser`; install it: pip install '.[browser]'"
    if executable() is None:
        return "rendering pages takes a browser; install Chromium: apt install chromium"
    return None


class Browser:
    """Chromium, started with the first page and stopped by `close`; every page has a profile of its own."""

    def __init__(self, user_agent: str, *, stuck: float = STUCK) -> None:
        self.user_agent, self.stuck = user_agent, stuck
        self._playwright: Playwright | None = None
        self._browser: PlaywrightBrowser | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _context(self) -> BrowserContext:
        if missing := problem():
            raise RenderFailed(missing)
        from playwright.async_api import Error, async_playwright

        if self._browser is None or not self._browser.is_connected():
            if self._playwright is None:
                self._playwright = await async_playwright().start()
            try:
                self._browser = await self._playwright.chromium.launch(
                    executable_path=executable(),
                    args=list(_FLAGS),
                    # As root Chromium starts without its sandbox or not at all.
                    chromium_sandbox=os.geteuid() != 0,
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
            except Error as error:
                raise RenderFailed(f"Chromium does not start: {_first_line(error)}") from error
        return await self._browser.new_context(
            user_agent=self.user_agent,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            service_workers="block",
            accept_downloads=False,
        )

    async def render(self, url: str, body: bytes, content_type: str, fetch: Fetch) -> bytes:
        """Return the page that scripts make of a response, as HTML in UTF-8.

        `fetch` answers what the page asks for; None is a refusal. Raises RenderFailed, and LedElsewhere where a script
        leads to another page.
        """
        context = await self._context()
        try:
            response = Answer(200, {"content-type": content_type}, body)
            return await _Rendering(context, response, fetch, self.stuck).run(url)
        finally:
            await self._dismiss(context)

    async def _dismiss(self, context: BrowserContext) -> None:
        try:
            await asyncio.wait_for(context.close(), 5)
        except Exception:
            # A page that loops for ever holds on to its process; the next page gets a new browser.
            browser, self._browser = self._browser, None
            if browser is not None:
                with suppress(Exception):
                    await asyncio.wait_for(browser.close(), 5)

    async def close(self) -> None:
        """Stop the browser."""
        browser, playwright = self._browser, self._playwright
        self._browser = self._playwright = None
        with suppress(Exception):
            if browser is not None:
                await asyncio.wait_for(browser.close(), 10)
        with suppress(Exception):
            if playwright is not None:
                await asyncio.wait_for(playwright.stop(), 10)


class _Rendering:
    """One page being made."""

    def __init__(self, context: BrowserContext, response: Answer, fetch: Fetch, stuck: float) -> None:
        self.context, self.response, self.fetch, self.stuck = context, response, fetch, stuck
        self.page: Page | None = None
        self.begun = False
        self.led_to: str | None = None
        self.pending = 0
        self.active_at = time.monotonic()

    async def run(self, url: str) -> bytes:
        from playwright.async_api import Error

        await self.context.route("**/*", self._route)
        await self.context.route_web_socket("**/*", _refuse)
        self.page = page = await self.context.new_page()
        going = asyncio.ensure_future(page.goto(url, wait_until="commit", timeout=0))
        try:
            while not (going.done() and self._is_quiet() and await self._is_parsed(page)):
                await asyncio.sleep(0.05)
                # A script that leads elsewhere ends the going, not the page.
                if going.done() and going.exception() is not None and not self.begun:
                    raise RenderFailed(f"could not be rendered: {_first_line(going.exception())}")
                if self.pending == 0 and time.monotonic() - self.active_at > self.stuck:
                    raise RenderFailed(f"could not be rendered: its scripts came to no end in {self.stuck:g} s")
            html = (await asyncio.wait_for(page.content(), self.stuck)).encode("utf-8", "replace")
        except (Error, TimeoutError) as error:
            raise RenderFailed(f"could not be rendered: {_first_line(error)}") from error
        finally:
            going.cancel()
            with suppress(BaseException):
                await going
        if self.led_to is not None:
            raise LedElsewhere(self.led_to)
        if page.url.startswith("chrome-error:"):
            raise RenderFailed("could not be rendered: the browser shows an error page")
        if len(html) > LARGEST:
            raise RenderFailed("could not be rendered: larger than 20 MB")
        return html

    def _is_quiet(self) -> bool:
        return self.pending == 0 and time.monotonic() - self.active_at >= QUIET

    async def _is_parsed(self, page: Page) -> bool:
        """Whether the page has been read to its end; no answer, from one that loops, is a no."""
        with suppress(TimeoutError):
            return bool(await asyncio.wait_for(page.evaluate("document.readyState"), 1) != "loading")
        return False

    def _happened(self) -> None:
        self.active_at = time.monotonic()

    async def _route(self, route: Route) -> None:
        """Answer one question of the browser's."""
        from playwright.async_api import Error

        with suppress(Error):  # the page may be gone meanwhile
            answer = await self._answer(route.request)
            if answer is None:
                await route.abort()
            else:
                await route.fulfill(status=answer.status, headers=dict(answer.headers), body=answer.body)

    async def _answer(self, request: Request) -> Answer | None:
        kind = request.resource_type
        if kind in _STAND_INS:
            mime, body = _STAND_INS[kind]
            return Answer(200, {"content-type": mime, "access-control-allow-origin": "*"}, body)
        if request.is_navigation_request() and (page := self._top(request)) is not None:
            self._happened()
            if not self.begun:
                self.begun = True
                return self.response
            if page is self.page:
                self.led_to = request.url
            # The answer on which a browser stays where it is.
            return Answer(204, {}, b"")
        if kind not in _FETCHED:
            return None
        self.pending += 1
        self._happened()
        try:
            asked = Asked(
                request.url, request.method, request.headers, request.post_data_buffer or b"", kind == "script"
            )
            return await self.fetch(asked)
        finally:
            self.pending -= 1
            self._happened()

    def _top(self, request: Request) -> Page | Literal["window"] | None:
        """Return the page that a request would put another in the place of; None for a frame within one."""
        from playwright.async_api import Error

        try:
            return request.frame.page if request.frame.parent_frame is None else None
        except Error:  # a window that a script opens, not yet there
            return "window"


async def _refuse(socket: WebSocketRoute) -> None:
    await socket.close()


def _first_line(error: BaseException | None) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
