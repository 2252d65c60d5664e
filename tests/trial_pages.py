"""Pages of a trial portal: a home of links, numbered stories; and which of them an archive has."""

from __future__ import annotations

import hashlib
from pathlib import Path

from conftest import database, story_html
from hostile import TEXT


def story(number: int | str) -> bytes:
    """Return the page of a story."""
    return story_html(f"第{number}篇文章讲党建", f"这是第{number}篇。{TEXT}")


def home(*links: str) -> bytes:
    """Return a page of links."""
    return ("<title>试验网</title>" + "".join(f"<li><a href='{link}'>{link}</a></li>" for link in links)).encode()


def titles(archive: Path) -> set[str]:
    """Return the headlines of the articles in an archive."""
    return {row[0] for row in database(archive).execute("SELECT headline FROM articles")}


def digest_of(text: str) -> str:
    """Sixteen hexadecimal digits, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
