"""Compressed pages: unpacked within bounds, or taken as they are where they are not what they say."""

from __future__ import annotations

import struct
import zlib

import brotli
from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.failures import LeftOut
from crawler.reading import LARGEST_PAGE

_BROKEN = (OSError, EOFError, ValueError, zlib.error, struct.error, brotli.error)


class DecompressionMiddleware(HttpCompressionMiddleware):
    """Scrapy's own, but a bomb is reported, and a page that is not packed as it says is read as it is."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response unpacked. Raises LeftOut for a bomb."""
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:
            raise LeftOut(f"larger than {LARGEST_PAGE >> 20} MB when unpacked, left out") from error
        except _BROKEN:
            plain = response.replace(body=response.body)
            del plain.headers["Content-Encoding"]
            return plain
