"""The connections themselves: to whom they lead, and whether its certificate is good."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _LenientHTTP11ClientProtocol
from scrapy.crawler import Crawler
from scrapy.http import Response
from service_identity.pyopenssl import extract_patterns
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import IResolutionReceiver, IStreamClientEndpoint
from twisted.internet.protocol import Factory
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol
from twisted.web.client import HTTPConnectionPool, _HTTP11ClientFactory
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.failures import CertificateRefused, HeadTooLarge, PrivateAddress, inner_errors
from crawler.fences import fence_of, literal_address
from crawler.notes import note

LARGEST_HEAD = 256 * 1024  # bytes before an answer's body, as browsers have it

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
    -1: "for no host, it names none",  # ours: to OpenSSL it is good
}


@implementer(IResolutionReceiver)
class _Addresses:
    """Collects the addresses that a name leads to; `found` comes when all are there."""

    def __init__(self) -> None:
        self._addresses: list[Any] = []
        self.found: Deferred[list[Any]] = Deferred()

    def resolutionBegan(self, resolution: Any) -> None:
        """Nothing is to be done."""

    def addressResolved(self, address: Any) -> None:
        """Take one address."""
        self._addresses.append(address)

    def resolutionComplete(self) -> None:
        """Hand all of them over."""
        self.found.callback(self._addresses)


@implementer(IStreamClientEndpoint)
class _FencedEndpoint:
    """Connects as another endpoint does where a name leads to no private address.

    It looks at the address that it came to as well, before anything is sent: a name server may say something else next.
    """

    def __init__(self, endpoint: Any, crawler: Crawler, url: str) -> None:
        self._endpoint, self._crawler, self._url = endpoint, crawler, url

    def connect(self, factory: Factory) -> Deferred[Any]:
        """Connect; fails with PrivateAddress."""
        build = factory.buildProtocol

        def fenced(address: Any) -> Any:
            self._judge([address])
            return build(address)

        factory.buildProtocol = fenced  # type: ignore[method-assign, assignment]
        host = urlsplit(self._url).hostname or ""
        if literal_address(host) is not None:
            return self._connect(None, factory)
        from twisted.internet import reactor

        led_to = _Addresses()
        reactor.nameResolver.resolveHostName(led_to, host)
        return led_to.found.addCallback(self._judge).addCallback(self._connect, factory)

    def _judge(self, addresses: list[Any]) -> None:
        """Raise PrivateAddress where a name leads to private addresses only, DNSLookupError where to none."""
        if not addresses:
            raise DNSLookupError(f"no results for hostname lookup: {self._url}")
        whys = [fence_of(self._crawler).refuses_peer(self._url, address.host) for address in addresses]
        if why := all(whys) and whys[0]:
            note(self._crawler, f"{self._url}: {why}")
            raise PrivateAddress(f"{self._url}: {why}")

    def _connect(self, judged: None, factory: Factory) -> Deferred[Any]:
        connected: Deferred[Any] = self._endpoint.connect(factory)
        return connected


class _Bounded(_LenientHTTP11ClientProtocol):
    """Scrapy's own, but an answer must come to its body: Twisted keeps headers without end."""

    _before_body = 0

    def dataReceived(self, data: bytes) -> None:
        """Take what came; what is no body by then counts, and answers that announce another (100, 103) with it."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is None or self._parser.state not in (STATUS, HEADER):
            self._before_body = 0
            return
        self._before_body += len(data)
        if self._before_body > LARGEST_HEAD:
            self._giveUp(Failure(HeadTooLarge(f"headers larger than {LARGEST_HEAD >> 10} KB, left out")))  # type: ignore[no-untyped-call]
            self.transport.abortConnection()  # type: ignore[union-attr]


class _BoundedFactory(_HTTP11ClientFactory):
    """Makes the protocols of the pool's connections."""

    noisy = False

    def buildProtocol(self, address: Any) -> HTTP11ClientProtocol:
        """Return a protocol for a connection."""
        return _Bounded(self._quiescentCallback)  # type: ignore[no-untyped-call]


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
    """A policy that remembers why a certificate was not believed.

    Twisted 26.4 says with a traceback that one has no names, and believes it; where `strict` it is not.
    """

    def __init__(self, policy: Any, seen: dict[Hashable, int], *, strict: bool) -> None:
        self._policy, self._seen, self._strict = policy, seen, strict

    def creatorForNetloc(self, host: bytes, port: int) -> Any:
        """Return what makes the connections to `host`."""
        creator = self._policy.creatorForNetloc(host, port)
        make = creator._createConnection

        def create(protocol: Any) -> SSL.Connection:
            connection: SSL.Connection = make(protocol)
            set_verify = connection.set_verify

            def listened(mode: int, judge: Any = None) -> None:
                def look(conn: SSL.Connection, certificate: Any, number: int, depth: int, good: int) -> bool:
                    nameless = self._strict and depth == 0 and not names_any(certificate)
                    if nameless or not good:
                        self._seen[host.decode()] = number if not good else -1
                    if nameless:
                        return False
                    # The judgement stays theirs.
                    return bool(judge(conn, certificate, number, depth, good))

                set_verify(mode, look if judge is not None else None)

            connection.set_verify = listened  # type: ignore[method-assign, assignment]
            return connection

        creator._createConnection = create
        return creator


def names_any(certificate: X509) -> bool:
    """Whether a certificate names what it is for, in a way that can be read."""
    try:
        return bool(extract_patterns(certificate))
    except Exception:
        return False


class DownloadHandler(HTTP11DownloadHandler):
    """Scrapy's own for HTTP/1.1, within the fence, with words for certificates."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        pool = _FencedPool(reactor, persistent=True)  # type: ignore[no-untyped-call]
        pool.crawler = crawler
        pool.maxPersistentPerHost, pool._factory = self._pool.maxPersistentPerHost, _BoundedFactory
        self._pool = pool
        self._certificates: dict[Hashable, int] = {}
        strict = crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
        self._contextFactory = _Witness(self._contextFactory, self._certificates, strict=strict)  # type: ignore[assignment]

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises PrivateAddress, HeadTooLarge, CertificateRefused, and Scrapy's own errors."""
        try:
            return await super().download_request(request)
        except Exception as error:
            inner = inner_errors(error)
            if ours := next((e for e in inner if isinstance(e, (PrivateAddress, HeadTooLarge))), None):
                raise ours from error
            # By a proxy that is spoken to in TLS only it shows a certificate.
            proxied = str(request.meta.get("proxy") or "").startswith("https:") and request.url.startswith("http:")
            whose = "the proxy's certificate" if proxied else "the certificate"
            if any(type(e).__name__ in ("VerificationError", "CertificateError") for e in inner):
                raise CertificateRefused(f"{whose} is for another host, not fetched") from error
            if any(isinstance(e, SSL.Error) and "certificate verify failed" in str(e) for e in inner):
                host = urlsplit(request.meta["proxy"] if proxied else request.url).hostname
                why = _CERTIFICATE.get(self._certificates.get(host, 0), "not valid")
                raise CertificateRefused(f"{whose} is {why}, not fetched") from error
            raise
