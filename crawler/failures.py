"""Why a page could not be had, in words a person understands."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from crawler.browser import RenderFailed
from crawler.reading import LARGEST_PAGE

# Why a request was not sent, and what becomes of it: it waits, or is no business of the portal's.
BEYOND, OUTSIDE, FORBIDDEN = "beyond --max-pages", "leads out of the portal", "robots.txt forbids it"
WAITS, CUT = "waits for the next crawl", "came cut short"
CAME_EMPTY = "came empty"
NO_ANSWER = "no answer in time"
CLOSED = "the page says that the site is closed for now, or broken"
CIRCLE = "redirects in a circle"
_BY_NAME = {
    "DNSLookupError": "no such host",
    "CannotResolveHostError": "no such host",
    "ConnectionRefusedError": "connection refused",
    "DownloadConnectionRefusedError": "connection refused",
    "TimeoutError": NO_ANSWER,
    "DownloadTimeoutError": NO_ANSWER,
    "TCPTimedOutError": NO_ANSWER,
    "ConnectionLost": "connection lost",
    "ConnectionDone": "connection closed without an answer",
    "ResponseNeverReceived": "connection closed without an answer",
    "ResponseFailed": "connection lost",
    "ParseError": "no HTTP",
    "ResponseDataLossError": "came cut short",
    "DownloadCancelledError": f"larger than {LARGEST_PAGE >> 20} MB, left out",
    "CertificateError": "certificate not valid",
    "NoRouteError": "no route to the host",
    "UnsupportedURLSchemeError": "not a web address",
}
# What lies inside another error, the most telling first.
_INNER = ("ParseError", "NoRouteError", "ConnectionLost", "ConnectionDone")


class LeftOut(IgnoreRequest):
    """A page that is left out with its reason in the report, other than those passed over in silence."""


class PrivateAddress(LeftOut):
    """An address in a private network that a public page would have us fetch."""


class HeadTooLarge(LeftOut):
    """An answer whose headers have no end."""


class CertificateRefused(LeftOut):
    """A server whose certificate proves nothing."""


class Walled(LeftOut):
    """An answer that wants a cookie or a script before it shows the page: a refusal."""


class RedirectsInCircle(LeftOut):
    """Redirects that lead back to where they began, or on and on."""


class RobotsUnreadable(IgnoreRequest):
    """A robots.txt that could not be had: nothing of its host may be fetched."""


class GivenUp(IgnoreRequest):
    """A host that is left alone for the rest of the crawl; said once, not for every page of it."""


class OverBudget(IgnoreRequest):
    """An address of a kind, which is the message, that has led nowhere for long."""


class Stopped(IgnoreRequest):
    """A request that was waiting when the crawl was told to end."""


def inner_errors(error: BaseException) -> list[BaseException]:
    """Return an error, what caused it, and the errors that Twisted keeps in its `reasons`."""
    found: list[BaseException] = []
    todo: list[BaseException | None] = [error]
    while todo and len(found) < 20:
        current = todo.pop(0)
        if current is None or current in found:
            continue
        found.append(current)
        todo.append(current.__cause__)
        todo += [getattr(reason, "value", None) for reason in getattr(current, "reasons", None) or ()]
    return found


def explain(error: BaseException) -> str:
    """Return one line for an error of the network."""
    names = [type(inner).__name__ for inner in inner_errors(error)]
    if names[0] == "DownloadFailedError":
        return _BY_NAME.get(next((name for name in _INNER if name in names), ""), "connection lost")
    if names[0] in _BY_NAME:
        return _BY_NAME[names[0]]
    text = str(error).strip()
    if isinstance(error, RenderFailed):
        return text
    if isinstance(error, IgnoreRequest):
        return FORBIDDEN if text == "Forbidden by robots.txt" else text
    return f"{names[0]}: {text.splitlines()[0]}" if text else names[0]
