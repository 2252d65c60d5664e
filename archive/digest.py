"""Digests and keys: made from content, so that they are the same on every machine and after every rebuild."""

from __future__ import annotations

import base64
import hashlib

# SQLite and JavaScript both hold 53 bits exactly.
_ID_BITS = 52


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


def article_key(canonical_url: str) -> str:
    """Return the 16 characters an article is known by: of its canonical address, without scheme and `www.`."""
    address = canonical_url.split("://", 1)[-1].removeprefix("www.")
    return (
        base64.b32encode(hashlib.sha256(address.encode("utf-8", "surrogatepass")).digest()).decode("ascii")[:16].lower()
    )


def text_digest(*parts: str | None) -> str:
    """Return the sha256 (hexadecimal) of the parts of a text, absent and empty being the same."""
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(text: str) -> int:
    """Return an integer made from `text`: the same for a name wherever it is first met."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _ID_BITS)
