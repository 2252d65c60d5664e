"""The connections themselves: to whom they lead, whether its certificate is good, whether the bytes are whole."""

from __future__ import annotations

import zlib
from collections.abc import Hashable
from typing import Any

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.protocol import Factory
from twisted.web.client import HTTPConnectionPool
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.failures import CertificateRefused, PrivateAddress, inner_errors
from crawler.fences import fence_of
from crawler.notes import note

# OpenSSL's numbers (X509_V_ERR_…) in words.
_CERTIFICATE = {
    9: "not valid yet",
    10: "expired",
    18: "self-signed",
    19: "self-signed",
    20: "by an unknown issuer",
    21: "by an unknown issuer",
    23: "revoked",
    62: "for another host",
    64: "for another host",
}
_GZIP = (b"gzip", b"x-gzip")
_MOST_GZIP_PACKS = 1040  # times; what deflate can do at best


@implementer(IStreamClientEndpoint)
class _FencedEndpoint:
    """Connects as another endpoint does, and looks at the address it came to before anything is sent."""

    def __init__(self, endpoint: Any, crawler: Crawler, url: str) -> None:
        self._endpoint, self._crawler, self._url = endpoint, crawler, url

    def connect(self, factory: Factory) -> Deferred[Any]:
        """Connect; fails with PrivateAddress."""
        build = factory.buildProtocol

        def fenced(address: Any) -> Any:
            if why := fence_of(self._crawler).refuses_peer(self._url, address.host):
                note(self._crawler, f"{self._url}: {why}")
                raise PrivateAddress(f"{self._url}: {why}")
            return build(address)

        factory.buildProtocol = fenced  # type: ignore[method-assign, assignment]
        connected: Deferred[Any] = self._endpoint.connect(factory)
        return connected


class _FencedPool(HTTPConnectionPool):
    """A pool that lets no connection out of the fence."""

    crawler: Crawler

    def getConnection(self, key: Any, endpoint: Any) -> Any:
        """Return a connection for `key`, scheme, host, port and own address; a proxy is the user's own affair."""
        if isinstance(key, tuple) and len(key) == 4 and key[0] in (b"http", b"https"):
            scheme, host, port = key[0].decode(), key[1].decode("idna"), key[2]
            literal = f"[{host}]" if ":" in host else host
            endpoint = _FencedEndpoint(endpoint, self.crawler, f"{scheme}://{literal}:{port}/")
        return super().getConnection(key, endpoint)


@implementer(IPolicyForHTTPS)
class _Witness:
    """A policy that remembers why OpenSSL did not believe a certificate."""

    def __init__(self, policy: Any, seen: dict[Hashable, int]) -> None:
        self._policy, self._seen = policy, seen

    def creatorForNetloc(self, host: bytes, port: int) -> Any:
        """Return what makes the connections to `host`."""
        creator = self._policy.creatorForNetloc(host, port)
        make = creator.clientConnectionForTLS

        def witnessed(protocol: Any) -> SSL.Connection:
            connection: SSL.Connection = make(protocol)
            if connection.get_context().get_verify_mode() != SSL.VERIFY_NONE:
                connection.set_verify(SSL.VERIFY_PEER, look)
            return connection

        def look(connection: SSL.Connection, certificate: Any, number: int, depth: int, good: int) -> bool:
            if not good:
                self._seen[host.decode()] = number
            return bool(good)

        creator.clientConnectionForTLS = witnessed
        return creator


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own for HTTP/1.1, within the fence, with words for certificates and an eye on damaged bytes."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        pool = _FencedPool(reactor, persistent=True)  # type: ignore[no-untyped-call]
        pool.crawler = crawler
        pool.maxPersistentPerHost, pool._factory = self._pool.maxPersistentPerHost, self._pool._factory
        self._pool = pool
        self._certificates: dict[Hashable, int] = {}
        self._contextFactory = _Witness(self._contextFactory, self._certificates)  # type: ignore[assignment]
        self._largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises PrivateAddress, CertificateRefused, and Scrapy's own errors."""
        try:
            response: Response = await super().download_request(request)
        except Exception as error:
            inner = inner_errors(error)
            if why := next((e for e in inner if isinstance(e, PrivateAddress)), None):
                raise why from error
            if any(type(e).__name__ in ("VerificationError", "CertificateError") for e in inner):
                raise CertificateRefused("the certificate is for another host, not fetched") from error
            if any(isinstance(e, SSL.Error) and "certificate verify failed" in str(e) for e in inner):
                number = self._certificates.get(request.url.split("/")[2].rpartition("@")[2].partition(":")[0], 0)
                raise CertificateRefused(
                    f"the certificate is {_CERTIFICATE.get(number, 'not valid')}, not fetched"
                ) from error
            raise
        if "dataloss" not in response.flags and is_damaged(response, self._largest):
            response.flags.append("dataloss")
        return response


def is_damaged(response: Response, at_most: int) -> bool:
    """Whether a response packed with gzip breaks off or breaks; looks at no more than `at_most` unpacked bytes."""
    body = response.body
    coding = (response.headers.get("Content-Encoding") or b"").strip().lower()
    if coding not in _GZIP or body[:2] != b"\x1f\x8b":
        return False
    # The last four bytes are the length of the text, which a stream that breaks off has not got; unpacking is dear.
    if len(body) > 18 and len(body) - 64 <= int.from_bytes(body[-4:], "little") <= len(body) * _MOST_GZIP_PACKS:
        return False
    size, rest = 0, body
    while rest[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while not unpacker.eof and rest:
                size += len(unpacker.decompress(rest, 65536))
                rest = unpacker.unconsumed_tail
                if at_most and size > at_most:
                    return False
        except zlib.error:
            return True
        if not unpacker.eof:
            return True
        rest = unpacker.unused_data
    return False
