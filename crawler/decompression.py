"""Compressed pages: unpacked within bounds, or taken as they are where they are not what they say."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from archive.decoding import coding_of, decoded
from crawler.failures import LeftOut
from crawler.reading import LARGEST_PAGE, is_whole


def unpacked(body: bytes) -> bytes:
    """Return what a gzip file holds, within the bounds of a page; as it is where it is none."""
    return decoded(body, "gzip", LARGEST_PAGE)[0]


def coding_in(response: Response) -> str:
    """Return how the body of a response is packed; nothing for one that is not."""
    said = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    mime = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return coding_of(said, mime, response.body)


class DecompressionMiddleware:
    """In the place of Scrapy's own: a bomb is reported, and a page that is not packed as it says is read as it is."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler, self._largest = crawler, crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response unpacked, or the request once more where it came broken. Raises LeftOut for a bomb."""
        coding = coding_in(response)
        if not coding or request.method == "HEAD":
            return response
        body, whole = decoded(response.body, coding, self._largest + 1)
        if len(body) > self._largest:
            del body  # the error keeps what stands beside it for as long as nobody looks for garbage
            raise LeftOut(f"larger than {LARGEST_PAGE >> 20} MB when unpacked, left out")
        if not whole and not is_whole(body):
            assert self._crawler.spider is not None
            again = get_retry_request(request, spider=self._crawler.spider, reason="packed badly")
            if again is None:
                raise LeftOut("came cut short")
            return again
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        # Made anew: `replace` would have Scrapy guess the charset of the packed bytes, which takes half of its time.
        return responsetypes.from_args(headers=headers, url=response.url, body=body)(
            response.url,
            status=response.status,
            headers=headers,
            body=body,
            flags=response.flags,
            request=response.request,
            certificate=response.certificate,
            ip_address=response.ip_address,
            protocol=response.protocol,
        )
