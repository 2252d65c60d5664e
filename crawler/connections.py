"""The connections themselves: to whom they lead, and whether its certificate is good."""

from __future__ import annotations

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
        make = creator._createConnection

        def create(protocol: Any) -> SSL.Connection:
            connection: SSL.Connection = make(protocol)
            set_verify = connection.set_verify

            def listened(mode: int, judge: Any = None) -> None:
                def look(conn: SSL.Connection, certificate: Any, number: int, depth: int, good: int) -> bool:
                    if not good:
                        self._seen[host.decode()] = number
                    # The judgement stays theirs.
                    return bool(judge(conn, certificate, number, depth, good))

                set_verify(mode, look if judge is not None else None)

            connection.set_verify = listened  # type: ignore[method-assign, assignment]
            return connection

        creator._createConnection = create
        return creator


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own for HTTP/1.1, within the fence, with words for certificates."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        pool = _FencedPool(reactor, persistent=True)  # type: ignore[no-untyped-call]
        pool.crawler = crawler
        pool.maxPersistentPerHost, pool._factory = self._pool.maxPersistentPerHost, self._pool._factory
        self._pool = pool
        self._certificates: dict[Hashable, int] = {}
        self._contextFactory = _Witness(self._contextFactory, self._certificates)  # type: ignore[assignment]

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises PrivateAddress, CertificateRefused, and Scrapy's own errors."""
        try:
            return await super().download_request(request)
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
