"""Bytes to text: header, meta and bytes may disagree, and the bytes are right.

A byte order mark settles it; else strict UTF-8; else UTF-8 where most of it is; else GB18030 or UTF-8, whichever leaves
fewer characters undecoded.
GB2312 and GBK are always read as GB18030, which holds both and the rare names that they lack.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w\-]+)|<\?xml[^>]*encoding\s*=\s*["']([\w\-]+)""", re.I)
_OTHERS = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "utf-16": "utf-16", "shift_jis": "shift_jis"}
_SNIFFED, _LOOKED_AT = 4096, 1024  # bytes
_BEYOND_ASCII = bytes(range(128, 256))
# What GB18030 leaves to users to fill: systems put marks there that no reader sees.
_UNASSIGNED = re.compile("[\ue000-\ue765]+")
# Some of them survive where a system made UTF-8 of its GB18030; what icons are drawn with stands elsewhere.
_CARRIED_OVER = re.compile("[\ue5e0-\ue5ff]+")
_CONTROL = bytes(byte for byte in range(32) if byte < 9 or (byte > 13 and byte != 27))
_MAGIC = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page; `undecodable` counts U+FFFD put in, `is_whole` says that nothing was left out."""

    text: str
    encoding: str
    undecodable: int
    is_whole: bool = True


def declared_encoding(body: bytes, headers: Mapping[str, str]) -> str | None:
    """Return the encoding that the page's own markup names, or its header, in lower case."""
    if match := _CHARSET.search(body[:_SNIFFED]):
        return (match[1] or match[2]).decode("ascii").lower()
    if match := _CHARSET.search(headers.get("content-type", "").encode("utf-8", "replace")):
        return match[1].decode("ascii", "replace").lower() if match[1] else None
    return None


def is_binary(body: bytes) -> bool:
    """Whether bytes are no text in any encoding of the web: pictures, archives, noise."""
    start = body[:_LOOKED_AT]
    if start.startswith(_MAGIC):
        return True
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(start) - len(start.translate(None, _CONTROL)) > len(start) / 50


def decode(body: bytes, headers: Mapping[str, str]) -> Decoded:
    """Return the text of `body`. Never raises; what cannot be decoded is counted, not hidden."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    try:
        text = body.decode("utf-8")
        # The byte that they begin with is seldom there.
        if b"\xee" in body and _CARRIED_OVER.search(text):
            return Decoded(_CARRIED_OVER.sub("", text), "utf-8", 0, is_whole=False)
        return Decoded(text, "utf-8", 0)
    except UnicodeDecodeError as error:
        # A page cut in the middle of a character is still UTF-8.
        if error.start >= len(body) - 3:
            return Decoded(body[: error.start].decode("utf-8"), "utf-8", 1)
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    # In GB18030 nearly every pair of bytes is wrong as UTF-8; where most is right, it is UTF-8 with some damage.
    beyond_ascii = len(text) - len(body.translate(None, _BEYOND_ASCII))
    if 2 * damaged < beyond_ascii - damaged:
        return Decoded(text, "utf-8", damaged)
    best = Decoded(text, "utf-8", damaged)
    declared = declared_encoding(body, headers)
    for encoding in (*([_OTHERS[declared]] if declared in _OTHERS else []), "gb18030"):
        text = body.decode(encoding, "replace")
        if encoding == "gb18030":
            # Sooner told by the byte that all of them begin with in UTF-8.
            text = _UNASSIGNED.sub("", text) if b"\xee" in text.encode("utf-8", "replace") else text
        found = Decoded(text, encoding, text.count("\ufffd"))
        if found.undecodable <= best.undecodable and (best.encoding == "utf-8" or found.undecodable < best.undecodable):
            best = found
    return best
