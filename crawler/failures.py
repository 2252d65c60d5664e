"""Why a page could not be had, in words a person understands."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from crawler.browser import RenderFailed

_BY_NAME = {
    "DNSLookupError": "no such host",
    "CannotResolveHostError": "no such host",
    "ConnectionRefusedError": "connection refused",
    "DownloadConnectionRefusedError": "connection refused",
    "TimeoutError": "no answer in time",
    "DownloadTimeoutError": "no answer in time",
    "TCPTimedOutError": "no answer in time",
    "ConnectionLost": "connection lost",
    "ResponseNeverReceived": "no answer",
    "ResponseFailed": "connection lost",
    "ResponseDataLossError": "came cut short",
    "DownloadCancelledError": "larger than 20 MB, left out",
    "CertificateError": "certificate not valid",
    "NoRouteError": "no route to the host",
    "UnsupportedURLSchemeError": "not a web address",
}


def explain(error: BaseException) -> str:
    """Return one line for an error of the network."""
    name = type(error).__name__
    if name in _BY_NAME:
        return _BY_NAME[name]
    text = str(error).strip()
    if isinstance(error, RenderFailed):
        return text
    if isinstance(error, IgnoreRequest):
        return "robots.txt forbids it" if "robots" in text.lower() else text
    return f"{name}: {text.splitlines()[0]}" if text else name
