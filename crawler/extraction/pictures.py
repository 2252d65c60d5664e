"""Which images of a page are pictures of its story, and where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extraction.text import Line
from crawler.extraction.tree import Node

_PIXELS = re.compile(r"\d+")
_ICON = re.compile(
    r"icon|logo|qrcode|erweima|ewm|blank|spacer|loading|share|weixin|wechat|weibo|banner|btn|button|arrow|dot\."
    r"|line\.|bg[_.]|/ad/|filetypeimages|\.ico$|data:"
)
# Where the scripts that load pictures late look for their addresses (lay-src: layui, _src: UEditor).
_SOURCES = (
    *("data-original", "data-src", "data-url", "data-lazy-src", "data-lazyload", "data-lazy", "data-echo"),
    *("data-actualsrc", "lazy-src", "lay-src", "_src", "oldsrc", "src"),
)
_NAMES_OF_SOURCES = frozenset(_SOURCES)


def pictures(line: Line) -> Sequence[Node]:
    """Return a line's pictures, those of the story."""
    if line.pictures is None:
        line.pictures = [image for image in line.images if is_picture(image)] if line.images else ()
    return line.pictures


def is_picture(image: Node) -> bool:
    """Whether an image is a picture of the story rather than an icon of the page."""
    source = picture_source(image)
    if not source or _ICON.search(source.lower()):
        return False
    for side in ("width", "height"):
        size = image.get(side)
        if size and (value := _PIXELS.match(size)) and int(value[0]) < 60:
            return False
    return True


def picture_source(image: Node) -> str:
    """Return the address of an image as written, the real one where it is loaded lazily."""
    given = _NAMES_OF_SOURCES.intersection(image.keys())
    # Most have one.
    for name in given if len(given) < 2 else filter(given.__contains__, _SOURCES):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:") and (name == "src" or "." in value or "/" in value):
            return value
    return ""
