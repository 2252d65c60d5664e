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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import responses as reason_phrases
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.decoding import decoded
from archive.digest import payload_digest
from archive.members import Broken, Member, begins_as_gzip, is_gzip, iter_members, next_record, read_member

ROLL_AT = 1_000_000_000  # bytes
_LEVEL, _AS_IT_IS = 6, 0  # of gzip; a body that came packed would shrink by half a percent
READ_AT_MOST = 64_000_000  # bytes of one decoded payload, against compression bombs
PORTAL_PROFILE = "dangjian:portal"
REPORT_PROFILE = "dangjian:crawl-report"
RENDERED_PROFILE = "dangjian:rendered"  # of a conversion record: a page as a browser rendered it
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# Of a 304's own header these say nothing of the page that it confirms.
_OF_THE_BODY = ("content-length", "content-encoding", "content-type", "transfer-encoding")
UNREADABLE = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError, LookupError)

Headers = Sequence[tuple[str, str]]
Place = tuple[Path, int]  # a WARC file and the byte where a record begins


@dataclass(frozen=True, slots=True)
class Reference:
    """What a revisit record says of the capture that holds its bytes; `fetched_at` is ISO 8601."""

    url: str | None
    fetched_at: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """Where one stored response lies, and what its header said. Times are ISO 8601, offset and length bytes.

    `payload_digest` is that of the bytes it stands for; with `revisit_of` another capture holds them.
    """

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
    revisit_of: Reference | None = None
    record_id: str | None = field(default=None, compare=False)  # no row has it

    @property
    def rendered(self) -> bool:
        """Whether it is a page as a browser rendered it."""
        return self.status is None and self.mime == "text/html"


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A response read back: `body` without content encoding, `headers` in lower case, `cut` if it came so.

    The `body` of a revisit is empty unless it was read together with the capture that holds the bytes. `status` is None
    for what came by no HTTP: an article that was imported, a page as a browser `rendered` it.
    """

    url: str
    fetched_at: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes
    payload_digest: str
    cut: bool = False
    rendered: bool = False
    record_id: str | None = None


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


def _from_warc_date(moment: str) -> str:
    """Return a time as WARC writes it as ISO 8601 with offset, to the microsecond. Raises ValueError."""
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).isoformat(timespec="microseconds")


def _header(headers: Headers, name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _mime(content_type: str | None) -> str | None:
    return content_type.partition(";")[0].strip().lower() or None if content_type else None


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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

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
        ip_address: str | None = None,
        refers_to: Capture | None = None,
    ) -> Capture:
        """Write a response and its request. `body` is the entity as sent: with content, without transfer encoding.

        `refers_to` is a capture that holds its bytes itself. It makes a revisit of a 304, which says that they still
        stand, and of a response with the very same bytes; of any other it makes nothing.
        """
        stream = self._open()
        digest = payload_digest(body)
        kept = [(f"X-Archive-Orig-{k}" if k.lower() == "transfer-encoding" else k, v) for k, v in headers]
        http = StatusAndHeaders(f"{status} {reason_phrases.get(status, 'Unknown')}", kept, "HTTP/1.1")
        facts = {"WARC-Date": _warc_date(fetched_at)}
        if ip_address:
            facts["WARC-IP-Address"] = ip_address
        if cut:
            facts["WARC-Truncated"] = "disconnect"
        reference = None
        if refers_to is not None and (status == 304 or digest == refers_to.payload_digest):
            digest = refers_to.payload_digest
            facts |= {
                "WARC-Profile": NOT_MODIFIED if status == 304 else SAME_PAYLOAD,
                "WARC-Refers-To-Target-URI": refers_to.url,
                "WARC-Refers-To-Date": _warc_date(refers_to.fetched_at),
            }
            reference = Reference(refers_to.url, _from_warc_date(facts["WARC-Refers-To-Date"]))
        payload = body if reference is None else b""
        response = self._writer.create_warc_record(
            url,
            "response" if reference is None else "revisit",
            payload=io.BytesIO(payload),
            length=len(payload),
            http_headers=http,
            warc_headers_dict={**facts, "WARC-Payload-Digest": digest},
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
        offset, length = self._append(response, request, packed=bool(payload and _header(headers, "content-encoding")))
        return Capture(
            url,
            fetched_at,
            status,
            _mime(_header(headers, "content-type")),
            digest,
            Path(str(stream.name)).name,
            offset,
            length,
            _header(headers, "etag"),
            _header(headers, "last-modified"),
            _header(headers, "location"),
            reference,
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
        offset, length = self._append(record)
        return Capture(url, fetched_at, None, _mime(mime), digest, Path(str(stream.name)).name, offset, length)

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


def _body(record: ArcWarcRecord, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """Return a record's payload without content encoding, as the crawl had it, and whether it is whole."""
    if "transfer-encoding" in headers:  # other people's files
        return record.content_stream().read(READ_AT_MOST), True
    return decoded(record.raw_stream.read(READ_AT_MOST), headers.get("content-encoding", ""), READ_AT_MOST)


def parse_member(member: Member) -> ArcWarcRecord:
    """Return the record in a gzip member. Raises ArchiveLoadFailed, EOFError or ValueError for what is none."""
    content = io.BytesIO(member.data)
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    record = loader.parse_record_stream(content, known_format="warc")
    end = content.tell() + getattr(record.raw_stream, "limit", 0)
    if end > len(member.data):
        raise EOFError("shorter than it says")
    if member.data[end:].strip(b"\r\n"):
        raise ValueError("more than one record in a gzip member, or longer than it says")
    return record


def _note(record: ArcWarcRecord) -> CrawlNote | None:
    profile = (record.rec_headers.get_header("WARC-Profile") or "").removeprefix("urn:")
    if profile not in (PORTAL_PROFILE, REPORT_PROFILE):
        return None
    return CrawlNote(profile, json.loads(record.content_stream().read()))


def _stored(record: ArcWarcRecord, *, with_body: bool) -> StoredCapture | None:
    """Return a response, resource, revisit or rendered page; None for any other record."""
    facts, http = record.rec_headers, record.http_headers
    rendered = record.rec_type == "conversion" and facts.get_header("WARC-Profile") == f"urn:{RENDERED_PROFILE}"
    if record.rec_type not in ("response", "resource", "revisit") and not rendered:
        return None
    headers: dict[str, str] = {}
    for name, value in http.headers if http else ():
        headers.setdefault(name.lower(), value)
    if http is None and record.rec_type != "revisit":
        headers["content-type"] = facts.get_header("Content-Type") or ""
    status = int(http.get_statuscode()) if http else None
    if record.rec_type == "revisit" and status is None:
        # Other tools leave the header out.
        status = 304 if "not-modified" in (facts.get_header("WARC-Profile") or "") else 200
    body, whole = _body(record, headers) if with_body and record.rec_type != "revisit" else (b"", True)
    return StoredCapture(
        facts.get_header("WARC-Target-URI"),
        _from_warc_date(facts.get_header("WARC-Date")),
        status,
        headers,
        body,
        facts.get_header("WARC-Payload-Digest") or "",
        not whole or facts.get_header("WARC-Truncated") is not None,
        rendered,
        facts.get_header("WARC-Record-ID"),
    )


def _reference(record: ArcWarcRecord) -> Reference | None:
    if record.rec_type != "revisit":
        return None
    moment = record.rec_headers.get_header("WARC-Refers-To-Date")
    return Reference(
        record.rec_headers.get_header("WARC-Refers-To-Target-URI"), _from_warc_date(moment) if moment else None
    )


def capture_of(record: ArcWarcRecord, warc_file: str, offset: int, length: int) -> Capture | None:
    """Return where a response, resource, revisit or rendered page lies; None for other records. Raises ValueError."""
    found = _stored(record, with_body=False)
    return None if found is None else _capture(found, _reference(record), warc_file, offset, length)


def _capture(found: StoredCapture, reference: Reference | None, warc_file: str, offset: int, length: int) -> Capture:
    get = found.headers.get
    return Capture(
        found.url,
        found.fetched_at,
        found.status,
        _mime(get("content-type")),
        found.payload_digest,
        warc_file,
        offset,
        length,
        get("etag"),
        get("last-modified"),
        get("location"),
        reference,
        found.record_id,
    )


def _record_at(path: Path, offset: int) -> ArcWarcRecord:
    try:
        with path.open("rb") as stream:
            if begins_as_gzip(stream):
                member = read_member(stream, offset)
                if member is not None:
                    return parse_member(member)
            else:
                stream.seek(offset)
                return next(iter(ArchiveIterator(io.BytesIO(stream.read(READ_AT_MOST)))))
    except (ArchiveLoadFailed, EOFError, StopIteration, Broken) as error:
        raise ValueError(f"{path.name}: no record at byte {offset} ({error})") from error
    raise ValueError(f"{path.name}: no record at byte {offset}")


def read_capture(path: Path, offset: int, payload: Place | None = None) -> StoredCapture:
    """Return the response, resource or rendered page at byte `offset` of a WARC file.

    `payload` is where the bytes of a revisit are. Raises OSError where a file cannot be read, ValueError where no such
    record begins there.
    """
    record = _record_at(path, offset)
    found = _stored(record, with_body=True)
    if found is None:
        raise ValueError(f"{path.name}: no response at byte {offset}")
    if payload is None:
        return found
    held = _record_at(*payload)
    if held.rec_type not in ("response", "resource"):
        raise ValueError(f"{payload[0].name}: no response at byte {payload[1]}")
    headers = dict(found.headers)
    if found.status == 304:
        original = _stored(held, with_body=False)
        assert original is not None
        fresh = {name: value for name, value in headers.items() if name not in _OF_THE_BODY}
        headers = {**original.headers, **fresh}
    # The same bytes may have come under another encoding: a capture is read by its own header, a 304 by the page's.
    body, whole = _body(held, headers)
    return replace(found, headers=headers, body=body, cut=found.cut or not whole)


def iter_records(
    path: Path,
    on_damage: Callable[[str], None] = lambda line: None,
    *,
    start: int = 0,
    with_bodies: bool = True,
) -> Iterator[tuple[Capture, StoredCapture] | CrawlNote]:
    """Yield the captures and notes of a WARC file in order, from the record at byte `start` on.

    What cannot be read is said in one line and left out; what follows it is read. Raises OSError.
    """
    records = _packed(path, on_damage, start) if is_gzip(path) else _plain(path, on_damage, start)
    for record, offset, length in records:
        try:
            if record.rec_type == "metadata":
                note = _note(record)
                if note is not None:
                    yield note
                continue
            found = _stored(record, with_body=with_bodies)
            if found is None:
                continue
            capture = _capture(found, _reference(record), path.name, offset, length)
        except UNREADABLE as error:
            on_damage(f"{path.name}: the record at byte {offset} cannot be read ({error}); it is left out")
            continue
        yield capture, found


def _packed(path: Path, on_damage: Callable[[str], None], start: int) -> Iterator[tuple[ArcWarcRecord, int, int]]:
    """Yield the records of a file with one gzip member each, with their offsets and lengths."""
    while True:
        try:
            for member in iter_members(path, start):
                start = member.end
                try:
                    yield parse_member(member), member.offset, member.length
                except UNREADABLE as error:
                    on_damage(f"{path.name}: no WARC record at byte {member.offset} ({error}); it is left out")
            return
        except Broken as error:
            follows = next_record(path, error.offset + 1)
            lost = (path.stat().st_size if follows is None else follows) - error.offset
            on_damage(f"{path.name}: damaged at byte {error.offset} ({error}); {lost} bytes are left out")
            if follows is None:
                return
            start = follows


def _plain(path: Path, on_damage: Callable[[str], None], start: int) -> Iterator[tuple[ArcWarcRecord, int, int]]:
    """Yield the records of a file without compression; damage ends it."""
    with path.open("rb") as stream:
        stream.seek(start)
        iterator = ArchiveIterator(stream)
        offset = start
        try:
            for record in iterator:
                # What follows a record's header is read before its length is known.
                content = record.raw_stream.read()
                if getattr(record.raw_stream, "limit", 0):
                    raise EOFError("the file ends within a record")
                offset, length = iterator.get_record_offset(), iterator.get_record_length()
                record.raw_stream = io.BytesIO(content)
                yield record, offset, length
                offset += length
        except UNREADABLE as error:
            on_damage(f"{path.name}: damaged after byte {offset} ({error}); what follows is left out")


__all__ = [
    "Capture",
    "CrawlNote",
    "Reference",
    "StoredCapture",
    "WarcFile",
    "iter_records",
    "read_capture",
    "utc_now",
]
