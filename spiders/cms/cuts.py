"""What scripts cut out of a text or change in it, `today.substr(0, 7)`, and what they know of their page's address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from spiders.cms.values import Given, Parts

# What cuts a text or changes it, behind the name of the text: (0, 7), (0, url.lastIndexOf("/") + 1), (/-/g, "").
CUT = re.compile(
    r"""\(\s*(?:0\s*,\s*[\w$.]+\.lastIndexOf\(\s*["'](?P<last>[^"'\n])["']\s*\)\s*(?P<with>\+\s*1)?\s*|(?P<start>\d{1,3})\s*(?:,\s*(?P<end>\d{1,3})\s*)?|/(?P<old>(?:\\.|[^/\\\s]){1,40})/(?P<all>g?)\s*,"""
    r"""\s*(?P<quote>["'])(?P<new>[^"']?)(?P=quote)\s*)\)"""
)
# What puts something made in the place of an ending: (".html", "_" + n + ".html"), (/\.html$/, …).
PUT = re.compile(
    r"""\(\s*(?:(?P<quote>["'])(?P<text>[\w.]{1,20})(?P=quote)|/(?P<pattern>(?:\\?\.)?\w{1,20})\$?/)\s*,\s*"""
)
_ENDLESS = re.compile(r"[*{]|[+?]\)[+]")  # patterns that may take long


def place_of(url: str) -> dict[str, Given]:
    """Return what scripts know of where their page stands."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    place = {"protocol": f"{parts.scheme}:", "host": parts.netloc, "hostname": parts.hostname or "", "origin": origin}
    place |= {"pathname": parts.path, "href": url}
    owners = ("location", "window.location", "document.location", "self.location")
    return {f"{owner}.{name}": value for owner in owners for name, value in place.items()} if url else {}


def cut_out(whole: str, function: str, cut: re.Match[str]) -> Parts | None:
    """Return what a function of a text, matched by `CUT`, makes of it; None for what is not known."""
    if cut["old"] is not None:
        return _replaced(whole, cut) if function == "replace" else None
    if function not in ("substr", "substring", "slice"):
        return None
    if cut["last"] is not None:
        place = whole.rfind(cut["last"])
        return [whole[: place + bool(cut["with"])]] if place >= 0 else None
    start, end = int(cut["start"]), int(cut["end"]) if cut["end"] else None
    return [whole[start : start + end if end is not None and function == "substr" else end]]


def _replaced(whole: str, cut: re.Match[str]) -> Parts | None:
    """Return a text in which what a short pattern finds is something else; None for patterns that mean more here."""
    if _ENDLESS.search(cut["old"]):
        return None
    try:
        return [re.sub(cut["old"], lambda _: cut["new"], whole, count=0 if cut["all"] else 1)]
    except re.error:
        return None
