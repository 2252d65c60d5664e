"""Stored pictures and files as a reader gets them: what they really are, and the name they are saved under."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlsplit

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
_SVG = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]", re.S | re.I)
# Control characters, what turns the direction of writing, and what no file system takes.
_NO_NAME = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\\\\/:*?"<>|]+')
_ENDING = re.compile(r"\.(?!(?:s?html?|jhtml|jspx?|aspx?|php|do|action|cgi)$)[A-Za-z0-9]{1,5}$", re.I)
_LONGEST = 120  # characters of a name


def picture_type(body: bytes, mime: str | None) -> str | None:
    """Return the media type of a picture that a browser shows, by its first bytes, or None for anything else."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    for beginning, kind in _BEGINNINGS:
        if body.startswith(beginning):
            return kind
    # A drawing is text and may be anything: only what came as one is taken for one.
    if (mime or "").lower() == "image/svg+xml" and _SVG.match(body[:4096]):
        return "image/svg+xml"
    return None


def file_name(url: str, title: str | None, headers: Mapping[str, str]) -> str:
    """Return the name to save a file under: the one the server gave, else its title on the page, else its address's."""
    given = _plain(_given(headers.get("content-disposition", "")))
    parts = urlsplit(url)
    queried = [value for _, value in parse_qsl(parts.query) if _ENDING.search(value)]
    address = _plain(unquote(PurePosixPath(parts.path).name))
    if not _ENDING.search(address):
        # The file is named by the question, the path is that of a program.
        address = _plain(queried[-1]) if queried else address.rpartition(".")[0] or address
    ending = next((found[0] for name in (given, address) if (found := _ENDING.search(name))), "")
    for name in (given, _plain(title or ""), address):
        stem = name.removesuffix(ending) if ending and name.lower().endswith(ending.lower()) else name
        if stem.strip(". "):
            return stem.strip()[: _LONGEST - len(ending)] + ending
    return f"file{ending}"


def disposition(name: str) -> str:
    """Return the Content-Disposition of a file to be saved as `name` (RFC 6266, RFC 8187)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _given(header: str) -> str:
    """Return the file name in a Content-Disposition as servers write it: encoded, or raw in UTF-8 or GBK."""
    message = Message()
    message["Content-Disposition"] = header
    name = message.get_filename() or ""
    try:
        raw = unquote_to_bytes(name.encode("latin-1"))  # what is not ASCII stands so in the record
    except UnicodeEncodeError:
        return unquote(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return unquote(name)


def _plain(name: str) -> str:
    return " ".join(_NO_NAME.sub(" ", name).split()).lstrip(". ")
