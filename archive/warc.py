"""WARC 1.1 files: every response as it came, on disk before any row refers to it.

Source: ISO 28500:2017; records are written and read by warcio. One file belongs to one crawl, so that a record torn
by a crash stays the last of its file and is never written behind.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses as reason_phrases
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.digest import payload_digest

ROLL_AT = 1_000_000_000  # bytes
READ_AT_MOST = 64_000_000  # bytes of one decoded payload, against compression bombs
PORTAL_PROFILE = "dangjian:portal"
REPORT_PROFILE = "dangjian:crawl-report"
RENDERED_PROFILE = "dangjian:rendered"  # of a conversion record: a page as a browser rendered it

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Capture:
    """Where one stored response lies, and what its header said. Times are ISO 8601, offset and length bytes."""

    url: str
    fetched_at: str
    status: int | None
    mime: str | None
    payload_digest: str
    warc_file: str
    warc_offset: int
    warc_length: int
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A response read back: `body` without content encoding, `headers` in lower case, `cut` if it came so.

    `status` is None for what came by no HTTP: an article that was imported, a page as a browser `rendered` it.
    """

    url: str
    fetched_at: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes
    payload_digest: str
    cut: bool = False
    rendered: bool = False


@dataclass(frozen=True, slots=True)
class CrawlNote:
    """What a file says about its crawl: the portal at its beginning, the report at its end."""

    profile: str
    content: Mapping[str, Any]


def utc_now() -> str:
    """Return the time, ISO 8601 with offset, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _warc_date(moment: str) -> str:
    """Return an ISO 8601 time as WARC writes it: UTC with a Z."""
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _header(headers: Headers, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _mime(content_type: str | None) -> str | None:
    return content_type.partition(";")[0].strip().lower() or None if content_type else None


class WarcFile:
    """Writes the captures of one crawl; the file is made with its first record and rolled at `roll_at` bytes."""

    def __init__(self, directory: Path, name: str, *, software: str, facts: Mapping[str, Any], roll_at: int = ROLL_AT):
        self._directory, self._name, self._roll_at = directory, name, roll_at
        self._software, self._facts = software, facts
        self._serial = 0
        self._stream: BinaryIO | None = None
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Make the file now, before there is anything to write."""
        self._open()

    def _open(self) -> BinaryIO:
        if self._stream is not None and self._stream.tell() >= self._roll_at:
            self.close()
        if self._stream is None:
            path = self._directory / f"{self._name}-{self._serial:05d}.warc.gz"
            self._stream = path.open("xb")
            self._serial += 1
            self._writer = WARCWriter(self._stream, gzip=True, warc_version="WARC/1.1")
            info = {"software": self._software, "format": "WARC File Format 1.1", "isPartOf": self._name}
            self._writer.write_record(self._writer.create_warcinfo_record(path.name, info))
            self.note(PORTAL_PROFILE, self._facts)
        return self._stream

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
        self._writer.write_record(record)

    def save_response(
        self,
        url: str,
        fetched_at: str,
        status: int,
        headers: Headers,
        body: bytes,
        *,
        method: str = "GET",
        request_headers: Headers = (),
        cut: bool = False,
    ) -> Capture:
        """Write a response and its request. `body` is the entity as sent: with content, without transfer encoding."""
        stream = self._open()
        digest = payload_digest(body)
        kept = [(f"X-Archive-Orig-{k}" if k.lower() == "transfer-encoding" else k, v) for k, v in headers]
        facts = {"WARC-Date": _warc_date(fetched_at), "WARC-Payload-Digest": digest}
        if cut:
            facts["WARC-Truncated"] = "disconnect"
        response = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(f"{status} {reason_phrases.get(status, 'Unknown')}", kept, "HTTP/1.1"),
            warc_headers_dict=facts,
        )
        address = urlsplit(url)
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        request = self._writer.create_warc_record(
            url,
            "request",
            http_headers=StatusAndHeaders(f"{method} {target} HTTP/1.1", list(request_headers), is_http_request=True),
            warc_headers_dict={
                "WARC-Date": facts["WARC-Date"],
                "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID"),
            },
        )
        offset = stream.tell()
        self._writer.write_record(response)
        length = stream.tell() - offset
        self._writer.write_record(request)
        return Capture(
            url,
            fetched_at,
            status,
            _mime(_header(headers, "content-type")),
            digest,
            Path(stream.name).name,
            offset,
            length,
            _header(headers, "etag"),
            _header(headers, "last-modified"),
            _header(headers, "location"),
            response.rec_headers.get_header("WARC-Record-ID"),
        )

    def save_resource(self, url: str, fetched_at: str, content: bytes, mime: str) -> Capture:
        """Write something that came by no HTTP: an article from a file that was imported."""
        return self._save_plain("resource", url, fetched_at, content, mime)

    def save_rendered(self, response: Capture, rendered_at: str, html: bytes) -> Capture:
        """Write the page that a browser made of a response, in UTF-8, as a conversion that refers to it."""
        facts = {"WARC-Profile": f"urn:{RENDERED_PROFILE}"}
        if response.record_id:
            facts["WARC-Refers-To"] = response.record_id
        return self._save_plain("conversion", response.url, rendered_at, html, "text/html; charset=utf-8", facts)

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
            warc_headers_dict={"WARC-Date": _warc_date(fetched_at), "WARC-Payload-Digest": digest, **(more or {})},
        )
        offset = stream.tell()
        self._writer.write_record(record)
        return Capture(
            url,
            fetched_at,
            None,
            _mime(mime),
            digest,
            Path(stream.name).name,
            offset,
            stream.tell() - offset,
            record_id=record.rec_headers.get_header("WARC-Record-ID"),
        )

    def sync(self) -> None:
        """Have everything written so far on the disk itself (fsync), before a row refers to it."""
        if self._stream is not None:
            self._stream.flush()
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Sync and close the file."""
        if self._stream is not None:
            self.sync()
            self._stream.close()
            self._stream = None


def _read(record: ArcWarcRecord) -> StoredCapture | CrawlNote | None:
    facts = record.rec_headers
    if record.rec_type == "metadata":
        profile = (facts.get_header("WARC-Profile") or "").removeprefix("urn:")
        if profile not in (PORTAL_PROFILE, REPORT_PROFILE):
            return None
        return CrawlNote(profile, json.loads(record.content_stream().read()))
    rendered = record.rec_type == "conversion" and facts.get_header("WARC-Profile") == f"urn:{RENDERED_PROFILE}"
    if record.rec_type not in ("response", "resource") and not rendered:
        return None
    http = record.http_headers
    headers: dict[str, str] = {}
    for name, value in http.headers if http else ():
        headers.setdefault(name.lower(), value)
    if http is None:
        headers["content-type"] = facts.get_header("Content-Type") or ""
    moment = datetime.fromisoformat(facts.get_header("WARC-Date").replace("Z", "+00:00"))
    return StoredCapture(
        facts.get_header("WARC-Target-URI"),
        moment.isoformat(timespec="microseconds"),
        int(http.get_statuscode()) if http else None,
        headers,
        record.content_stream().read(READ_AT_MOST),
        facts.get_header("WARC-Payload-Digest") or "",
        facts.get_header("WARC-Truncated") is not None,
        rendered,
    )


def read_capture(path: Path, offset: int) -> StoredCapture:
    """Return the response or resource at byte `offset` of a WARC file.

    Raises OSError where the file cannot be read, ValueError where no such record begins there.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            for record in ArchiveIterator(stream):
                found = _read(record)
                if isinstance(found, StoredCapture):
                    return found
                break
        except ArchiveLoadFailed as error:
            raise ValueError(f"{path.name}: no record at byte {offset}") from error
    raise ValueError(f"{path.name}: no response at byte {offset}")


def iter_records(
    path: Path, on_damage: Callable[[str], None] = lambda line: None
) -> Iterator[tuple[Capture, StoredCapture] | CrawlNote]:
    """Yield the captures and notes of a WARC file in order; a torn end is reported in one line and ends the file."""
    with path.open("rb") as stream:
        iterator = ArchiveIterator(stream)
        good_until = 0
        try:
            for record in iterator:
                # Read before its place is asked for: asking runs to the record's end.
                found = _read(record)
                offset, length = iterator.get_record_offset(), iterator.get_record_length()
                good_until = offset + length
                if isinstance(found, CrawlNote):
                    yield found
                elif found is not None:
                    get = found.headers.get
                    capture = Capture(
                        found.url,
                        found.fetched_at,
                        found.status,
                        _mime(get("content-type")),
                        found.payload_digest,
                        path.name,
                        offset,
                        length,
                        get("etag"),
                        get("last-modified"),
                        get("location"),
                        record.rec_headers.get_header("WARC-Record-ID"),
                    )
                    yield capture, found
        except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:
            on_damage(f"{path.name}: damaged after byte {good_until} ({error}); what follows is left out")


__all__ = ["Capture", "CrawlNote", "StoredCapture", "WarcFile", "iter_records", "read_capture", "utc_now"]
