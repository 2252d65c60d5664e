"""A stored page as a browser may show it: read in the encoding it was made in, with nothing left to ask or to run."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w\-]+)|<\?xml[^>]*encoding\s*=\s*["']([\w\-]+)""", re.I)
_HEAD = 4096  # bytes in which a page says what it is written in
# What pages are written in, by the names they give it. No others: UTF-7 and the like serve to smuggle.
_KNOWN = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "shift_jis"),
    **{name: name for name in ("utf-16-le", "utf-16-be", "euc-kr", "euc-jp")},
}
# Tags that a browser acts on by itself where a policy does not reach: connecting ahead, moving on, another base,
# a page within the page.
_ACTING = re.compile(r"<(?=/?(?:link|meta|base|iframe|frame|frameset|portal|fencedframe|object|embed)\b)", re.I)
# A link clicked is a connection begun, even where the policy ends it.
_LEADING = re.compile(r"href(?=\s*=)", re.I)


def text_of(body: bytes, known: str | None, content_type: str | None = None) -> str:
    """Return the text of a stored page. Never raises.

    `known` is the encoding in which the archive read an article from these very bytes: it settles the matter, as a byte
    order mark does. Else strict UTF-8, then what the page and its header (`content_type`) say, the first that fits.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if name := _KNOWN.get((known or "").lower()):
        return body.decode(name, "replace")
    said = [_said(body[:_HEAD].decode("latin-1")), _said(content_type or "")]
    names = [name for one in said if (name := _KNOWN.get((one or "").lower()))]
    for encoding in ("utf-8", *names, "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode((names or ["gb18030"])[0], "replace")


def inert(html: str) -> str:
    """Return a page whose acting tags and links are named otherwise, so that no browser knows them.

    `<link` is `<x-link` and `href=` is `data-href=`. A tag is one only where its name follows the `<` at once, and
    a link only where `href` stands whole before its `=`, so no parser can read one here that this has missed.
    """
    return _LEADING.sub("data-href", _ACTING.sub("<x-", html).replace("<x-/", "</x-"))


def _said(text: str) -> str | None:
    found = _CHARSET.search(text)
    return (found[1] or found[2]) if found else None
