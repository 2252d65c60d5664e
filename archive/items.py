"""The nouns of the archive: what went over the wire, where it is stored, a response read back, notes on a crawl."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from archive.digest import payload_digest

PORTAL_PROFILE = "dangjian:portal"
REPORT_PROFILE = "dangjian:crawl-report"
# A field of our own in the header of a record: by what method a response was asked for, where that is not GET.
METHOD = "X-Archive-Method"
ASKED = "X-Archive-Asked"  # another: why it was asked for, in the crawler's words, which a rebuild reads it with
RENDERED_PROFILE = "dangjian:rendered"  # of a conversion record: a page as a browser rendered it
# Of a metadata record: it was rendered to bytes that a conversion record holds. A revisit stands for what HTTP brought.
RENDERED_AGAIN_PROFILE = "dangjian:rendered-again"
RENDERED_DIGEST = "X-Archive-Rendered-Digest"  # a field of our own: the digest of those bytes

_PRINTED = "".join(map(chr, range(32, 127)))

Outcome = Literal["new", "changed", "same", "unsteady", "back", "suspected", "gone", "none"]
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
    method: str | None = field(default=None, compare=False)  # by which it was asked for; None is GET
    cut: bool = field(default=False, compare=False)  # whether it came cut short

    @property
    def rendered(self) -> bool:
        """Whether it is a page as a browser rendered it."""
        return self.status is None and self.mime == "text/html"


@dataclass(frozen=True)
class Exchange:
    """A request and its response, `cut` short or not, as they went over the wire at `fetched_at`, in ISO 8601.

    `body` is the entity as sent: with content encoding, without transfer encoding. `asked` says why it was asked for.
    """

    url: str
    fetched_at: str
    status: int
    headers: Headers
    body: bytes
    method: str = "GET"
    request_headers: Headers = ()
    request_body: bytes = b""
    cut: bool = False
    ip_address: str | None = None
    asked: str | None = None

    @cached_property
    def payload_digest(self) -> str:
        """The digest of the body, worked out once for all who ask."""
        return payload_digest(self.body)


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
    method: str | None = None
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article: its id and whether it was new, changed, the same, or back.

    `unsteady`: that it was changed is taken back, for its page is another at every look. `others` are further articles
    of which the same capture says something: what they lead to is a notice.
    """

    article: int | None
    outcome: Outcome
    others: tuple[Saved, ...] = ()


@dataclass(frozen=True, slots=True)
class CrawlNote:
    """What a file says about its crawl: the portal at its beginning, the report at its end."""

    profile: str
    content: Mapping[str, Any]


def utc_now() -> str:
    """Return the time, ISO 8601 with offset, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def warc_date(moment: str) -> str:
    """Return an ISO 8601 time as WARC writes it: UTC with a Z."""
    return datetime.fromisoformat(moment).astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_warc_date(moment: str) -> str:
    """Return a time as WARC writes it as ISO 8601 with offset, to the microsecond. Raises ValueError."""
    return datetime.fromisoformat(moment.replace("Z", "+00:00")).isoformat(timespec="microseconds")


def header_of(headers: Headers, name: str) -> str | None:
    """Return the first value of a header, by its name in lower case."""
    return next((value for key, value in headers if key.lower() == name), None)


def in_ascii(value: str) -> str:
    """Return a header's value, which stands for bytes, with those that are not ASCII as in an address: %E4."""
    return value if value.isascii() else quote(value.encode("latin-1", "backslashreplace"), safe=_PRINTED)


def mime_of(content_type: str | None) -> str | None:
    """Return the type that a header names, without its parameters."""
    return content_type.partition(";")[0].strip().lower() or None if content_type else None
