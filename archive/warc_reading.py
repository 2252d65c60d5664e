"""WARC files read back, our own and other people's: what cannot be read is said in one line, and the rest is read."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from archive.decoding import coding_of, decoded
from archive.errors import said_by
from archive.items import (
    ASKED,
    METHOD,
    PORTAL_PROFILE,
    RENDERED_AGAIN_PROFILE,
    RENDERED_DIGEST,
    RENDERED_PROFILE,
    REPORT_PROFILE,
    Capture,
    CrawlNote,
    Place,
    Reference,
    StoredCapture,
    from_warc_date,
    mime_of,
)
from archive.members import Broken, Member, begins_as_gzip, is_gzip, iter_members, next_record, read_member

READ_AT_MOST = 64_000_000  # bytes of one decoded payload, against compression bombs
# Of a 304's own header these say nothing of the page that it confirms.
_OF_THE_BODY = ("content-length", "content-encoding", "content-type", "transfer-encoding")
UNREADABLE = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError, LookupError)


def _body(record: ArcWarcRecord, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """Return a record's payload without content encoding, as the crawl had it, and whether it is whole."""
    if "transfer-encoding" in headers:  # other people's files
        return record.content_stream().read(READ_AT_MOST), True
    body = record.raw_stream.read(READ_AT_MOST)
    coding = coding_of(headers.get("content-encoding", ""), headers.get("content-type", ""), body)
    return decoded(body, coding, READ_AT_MOST)


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
    again = _is_rendered_again(record)
    conversion = record.rec_type == "conversion" and facts.get_header("WARC-Profile") == f"urn:{RENDERED_PROFILE}"
    rendered = conversion or again
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
        from_warc_date(facts.get_header("WARC-Date")),
        status,
        headers,
        body,
        facts.get_header(RENDERED_DIGEST if again else "WARC-Payload-Digest") or "",
        not whole or facts.get_header("WARC-Truncated") is not None,
        rendered,
        facts.get_header("WARC-Record-ID"),
        facts.get_header(METHOD),
        facts.get_header(ASKED),
    )


def _is_rendered_again(record: ArcWarcRecord) -> bool:
    profile = record.rec_headers.get_header("WARC-Profile")
    return bool(record.rec_type == "metadata" and profile == f"urn:{RENDERED_AGAIN_PROFILE}")


def _reference(record: ArcWarcRecord) -> Reference | None:
    if record.rec_type != "revisit" and not _is_rendered_again(record):
        return None
    moment = record.rec_headers.get_header("WARC-Refers-To-Date")
    return Reference(
        record.rec_headers.get_header("WARC-Refers-To-Target-URI"), from_warc_date(moment) if moment else None
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
        mime_of(get("content-type")),
        found.payload_digest,
        warc_file,
        offset,
        length,
        get("etag"),
        get("last-modified"),
        get("location"),
        reference,
        found.record_id,
        found.method,
        found.cut,
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
        raise ValueError(f"{path.name}: no record at byte {offset} ({said_by(error)})") from error
    raise ValueError(f"{path.name}: no record at byte {offset}")


def first_header(path: Path, name: str) -> str | None:
    """Return a header of a WARC file's first record. Raises OSError, and ValueError where no record begins there."""
    value: str | None = _record_at(path, 0).rec_headers.get_header(name)
    return value


def is_record(path: Path, offset: int) -> bool:
    """Whether a whole record can be read at byte `offset` of a WARC file."""
    try:
        _record_at(path, offset)
    except (OSError, ValueError):
        return False
    return True


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
    if held.rec_type not in ("response", "resource", "conversion"):
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
            if record.rec_type == "metadata" and not _is_rendered_again(record):
                note = _note(record)
                if note is not None:
                    yield note
                continue
            found = _stored(record, with_body=with_bodies)
            if found is None:
                continue
            capture = _capture(found, _reference(record), path.name, offset, length)
        except UNREADABLE as error:
            on_damage(f"{path.name}: the record at byte {offset} cannot be read ({said_by(error)}); it is left out")
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
                    on_damage(f"{path.name}: no WARC record at byte {member.offset} ({said_by(error)}); it is left out")
            return
        except Broken as error:
            follows = next_record(path, error.offset + 1)
            lost = (path.stat().st_size if follows is None else follows) - error.offset
            on_damage(f"{path.name}: damaged at byte {error.offset} ({said_by(error)}); {lost} bytes are left out")
            if follows is None:
                return
            start = follows


def _plain(path: Path, on_damage: Callable[[str], None], start: int) -> Iterator[tuple[ArcWarcRecord, int, int]]:
    """Yield the records of a file without compression; damage ends it."""
    with path.open("rb") as stream:
        stream.seek(start)
        iterator = ArchiveIterator(stream)
        iterator.known_format = "warc"  # otherwise a line of five words is an ARC record
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
            on_damage(f"{path.name}: damaged after byte {offset} ({said_by(error)}); what follows is left out")
