"""WARC 1.1 files: every response as it came, on disk before any row refers to it.

Source: ISO 28500:2017; records are written and read by warcio. One file belongs to one crawl, so that a record torn
by a crash stays the last of its file and is never written behind.

What is stored already is not stored again: a revisit record has the header as it came and names the capture that holds
the bytes, or, for a 304, whose bytes still stand.
"""

from __future__ import annotations

import io
import json
import os
import zlib
from collections.abc import Mapping
from dataclasses import replace
from http.client import responses as reason_phrases
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.digest import payload_digest
from archive.items import (
    ASKED,
    METHOD,
    PORTAL_PROFILE,
    RENDERED_AGAIN_PROFILE,
    RENDERED_DIGEST,
    RENDERED_PROFILE,
    Capture,
    Exchange,
    Reference,
    from_warc_date,
    header_of,
    in_ascii,
    mime_of,
    warc_date,
)

ROLL_AT = 1_000_000_000  # bytes
_LEVEL, _AS_IT_IS = 6, 0  # of gzip; a body that came packed would shrink by half a percent
RENDERED_TYPE = "text/html; charset=utf-8"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


def sync(path: Path) -> None:
    """Have a file, or the names in a directory, on the disk itself: without its name a synced file is lost."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class WarcFile:
    """Writes the captures of one crawl; the file is made with its first record and rolled at `roll_at` bytes."""

    def __init__(self, directory: Path, name: str, *, software: str, facts: Mapping[str, Any], roll_at: int = ROLL_AT):
        self._directory, self._name, self._roll_at = directory, name, roll_at
        self._software, self._facts = software, facts
        self._serial = 0
        self._stream: io.FileIO | None = None
        self._size = 0
        # Records are made whole in memory, so that each reaches the disk at once or not at all.
        self._made = io.BytesIO()
        self._writer = WARCWriter(self._made, gzip=False, warc_version="WARC/1.1")

    def open(self) -> None:
        """Make the file now, before there is anything to write."""
        self._open()

    def _open(self) -> io.FileIO:
        if self._stream is not None and self._size >= self._roll_at:
            self.close()
        if self._stream is None:
            path = self._directory / f"{self._name}-{self._serial:05d}.warc.gz"
            self._stream, self._size = io.FileIO(path, "x"), 0
            sync(self._directory)
            self._serial += 1
            info = {"software": self._software, "format": "WARC File Format 1.1", "isPartOf": self._name}
            self._append(self._writer.create_warcinfo_record(path.name, info))
            self.note(PORTAL_PROFILE, self._facts)
        return self._stream

    def _append(self, *records: ArcWarcRecord, packed: bool = False) -> tuple[int, int]:
        """Write records, and return where the first begins and how long it is, in bytes.

        `packed`: the body of the first is compressed already. Raises OSError where the disk takes not all of them; the
        file is then as it was before.
        """
        assert self._stream is not None
        members = [self._member(record, packed and record is records[0]) for record in records]
        made = b"".join(members)
        rest = memoryview(made)
        try:
            while rest:
                rest = rest[self._stream.write(rest) :]
        except OSError:
            self._stream.truncate(self._size)
            self._stream.seek(self._size)
            raise
        offset, self._size = self._size, self._size + len(made)
        return offset, len(members[0])

    def _member(self, record: ArcWarcRecord, packed: bool) -> bytes:
        """Return a record as one gzip member."""
        self._made.seek(0)
        self._made.truncate()
        self._writer.write_record(record)
        return zlib.compress(self._made.getbuffer(), _AS_IT_IS if packed else _LEVEL, wbits=31)

    def note(self, profile: str, content: Mapping[str, Any]) -> None:
        """Write what is known about the crawl itself, as a metadata record."""
        self._open()
        record = self._writer.create_warc_record(
            f"urn:{profile}:{self._name}",
            "metadata",
            payload=io.BytesIO(json.dumps(content, ensure_ascii=False).encode()),
            warc_content_type="application/json",
            warc_headers_dict={"WARC-Profile": f"urn:{profile}"},
        )
        self._append(record)

    def save_response(self, exchange: Exchange, refers_to: Capture | None = None) -> Capture:
        """Write a response and its request.

        `refers_to` is a capture that holds its bytes itself. It makes a revisit of a 304, which says that they still
        stand, and of a response with the very same bytes; of any other it makes nothing.
        """
        stream = self._open()
        url, digest = exchange.url, exchange.payload_digest
        headers = [(name, in_ascii(value)) for name, value in exchange.headers]
        facts = _facts_of(exchange)
        reference = None
        if refers_to is not None and (exchange.status == 304 or digest == refers_to.payload_digest):
            digest = refers_to.payload_digest
            facts |= {
                "WARC-Profile": NOT_MODIFIED if exchange.status == 304 else SAME_PAYLOAD,
                "WARC-Refers-To-Target-URI": refers_to.url,
                "WARC-Refers-To-Date": warc_date(refers_to.fetched_at),
            }
            reference = Reference(refers_to.url, from_warc_date(facts["WARC-Refers-To-Date"]))
        payload = exchange.body if reference is None else b""
        kept = [(f"X-Archive-Orig-{k}" if k.lower() == "transfer-encoding" else k, v) for k, v in headers]
        reason = reason_phrases.get(exchange.status, "Unknown")
        response = self._writer.create_warc_record(
            url,
            "response" if reference is None else "revisit",
            payload=io.BytesIO(payload),
            length=len(payload),
            http_headers=StatusAndHeaders(f"{exchange.status} {reason}", kept, "HTTP/1.1"),
            warc_headers_dict={**facts, "WARC-Payload-Digest": digest},
        )
        packed = bool(payload and header_of(headers, "content-encoding"))
        offset, length = self._append(response, self._request_of(exchange, response), packed=packed)
        return Capture(
            url,
            exchange.fetched_at,
            exchange.status,
            mime_of(header_of(headers, "content-type")),
            digest,
            Path(str(stream.name)).name,
            offset,
            length,
            header_of(headers, "etag"),
            header_of(headers, "last-modified"),
            header_of(headers, "location"),
            reference,
            response.rec_headers.get_header("WARC-Record-ID"),
            facts.get(METHOD),
            exchange.cut,
        )

    def _request_of(self, exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
        """Return the record of a request, which refers to that of its response."""
        address = urlsplit(exchange.url)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        asked_with = list(exchange.request_headers)
        if asked_with and header_of(asked_with, "host") is None:
            # What sends a request adds it, and HTTP/1.1 has no request without.
            asked_with.insert(0, ("Host", address.netloc.rpartition("@")[2]))
        return self._writer.create_warc_record(
            exchange.url,
            "request",
            payload=io.BytesIO(exchange.request_body),
            length=len(exchange.request_body),
            http_headers=StatusAndHeaders(f"{exchange.method} {target} HTTP/1.1", asked_with, is_http_request=True),
            warc_headers_dict={
                "WARC-Date": warc_date(exchange.fetched_at),
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )

    def save_resource(self, url: str, fetched_at: str, content: bytes, mime: str) -> Capture:
        """Write something that came by no HTTP: an article from a file that was imported."""
        return self._save_plain("resource", url, fetched_at, content, mime)

    def save_rendered(self, response: Capture, rendered_at: str, html: bytes, held: Capture | None = None) -> Capture:
        """Write the page that a browser made of a response, in UTF-8, as a conversion that refers to it.

        Where these very bytes are `held` as another rendered page, a metadata record says so.
        """
        facts = {"WARC-Profile": f"urn:{RENDERED_PROFILE}"}
        if response.record_id:
            facts["WARC-Refers-To"] = response.record_id
        if held is None:
            return self._save_plain("conversion", response.url, rendered_at, html, RENDERED_TYPE, facts)
        facts |= {
            "WARC-Profile": f"urn:{RENDERED_AGAIN_PROFILE}",
            "WARC-Refers-To-Target-URI": held.url,
            "WARC-Refers-To-Date": warc_date(held.fetched_at),
            RENDERED_DIGEST: held.payload_digest,
        }
        again = self._save_plain("metadata", response.url, rendered_at, b"", RENDERED_TYPE, facts)
        reference = Reference(held.url, from_warc_date(facts["WARC-Refers-To-Date"]))
        return replace(again, payload_digest=held.payload_digest, revisit_of=reference)

    def _save_plain(
        self, kind: str, url: str, fetched_at: str, content: bytes, mime: str, more: Mapping[str, str] | None = None
    ) -> Capture:
        stream = self._open()
        digest = payload_digest(content)
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(content),
            warc_content_type=mime,
            warc_headers_dict={"WARC-Date": warc_date(fetched_at), "WARC-Payload-Digest": digest, **(more or {})},
        )
        offset, length = self._append(record)
        return Capture(url, fetched_at, None, mime_of(mime), digest, Path(str(stream.name)).name, offset, length)

    def sync(self) -> None:
        """Have everything written so far on the disk itself (fsync), before a row refers to it."""
        if self._stream is not None:
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Sync and close the file."""
        if self._stream is not None:
            self.sync()
            self._stream.close()
            self._stream = None


def _facts_of(exchange: Exchange) -> dict[str, str]:
    """Return what the header of a response's record says of how it was fetched."""
    facts = {"WARC-Date": warc_date(exchange.fetched_at)}
    if exchange.ip_address:
        facts["WARC-IP-Address"] = exchange.ip_address
    if exchange.cut:
        facts["WARC-Truncated"] = "disconnect"
    if exchange.method != "GET":
        facts[METHOD] = exchange.method
    if exchange.asked:
        facts[ASKED] = exchange.asked
    return facts
