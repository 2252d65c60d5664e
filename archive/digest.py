"""Digests and keys: made from content, so that they are the same on every machine and after every rebuild."""

from __future__ import annotations

import base64
import hashlib
import re

# SQLite and JavaScript both hold 53 bits exactly.
_ID_BITS = 52
_ASP = re.compile(r"(?P<path>[^?]*\.as[hp]x?)(?P<query>\?.*|$)", re.I | re.S)
_NAME = re.compile(r"[?&][^=&]*")


def payload_digest(payload: bytes) -> str:
    """Return `sha1:` and base32, as WARC files write the digest of an entity body."""
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode("ascii")


def digest_is_right(digest: str, content: bytes) -> bool:
    """Whether `content` has this digest: an algorithm, a colon, and base32 or hexadecimal as WARC files write it."""
    algorithm, _, value = digest.partition(":")
    try:
        found = hashlib.new(algorithm.lower().replace("-", ""), content, usedforsecurity=False).digest()
    except ValueError:
        return False
    return value.rstrip("=").upper() in (base64.b32encode(found).decode("ascii").rstrip("="), found.hex().upper())


def address_key(canonical_url: str) -> str:
    """Return what two canonical addresses of one page share: all but scheme, `www.`, and on ASP small and big letters.

    Servers of ASP pages read `/Show.asp?ID=7` as `/show.asp?id=7`, and hand-made pages write both.
    """
    address = canonical_url.split("://", 1)[-1].removeprefix("www.")
    match = _ASP.match(address)
    return f"{match['path'].lower()}{_NAME.sub(_lower, match['query'])}" if match else address


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()


def article_key(canonical_url: str) -> str:
    """Return the 16 characters an article is known by: of its canonical address, as `address_key` has it."""
    address = address_key(canonical_url).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.sha256(address).digest()[:10]).decode("ascii").lower()


def text_digest(*parts: str | None) -> str:
    """Return the sha256 (hexadecimal) of the parts of a text, absent and empty being the same."""
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(text: str) -> int:
    """Return an integer made from `text`: the same for a name wherever it is first met."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _ID_BITS)
