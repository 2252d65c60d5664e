"""Epoint (新点): a pager that tells which page was clicked, and a handler that goes to that page's file.

$("#page").pagination({pageSize: 15, total: 190}).on("pageClicked", function (event, data) {
    location.href = data.pageIndex == 0 ? "/jyxx/list.html" : "/jyxx/" + (data.pageIndex + 1) + ".html"; });

1. Recognise: `pageClicked`, with a file among where it goes; beyond a number of files a script asks for the rows.
2. Paging: that file of every page from the second on.
3. Set nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spiders.cms.brackets import end_of
from spiders.cms.concatenated import Numbered

_CLICKED = re.compile(
    r"""["']pageClicked["']\s{0,4},\s{0,4}function\s{0,4}\(\s{0,4}[\w$]{1,40}\s{0,4},\s{0,4}(?P<data>[\w$]{1,40})\s{0,4}\)\s{0,4}\{"""
)


@dataclass(frozen=True, slots=True)
class Clicked:
    """The files of a list's pages, and how many there are at most."""

    file: Numbered
    most: int | None


def clicked(scripts: str) -> Clicked | None:
    """Return the files that what handles a click on a pager goes to, if it goes to any."""
    handler = _CLICKED.search(scripts) if "pageClicked" in scripts else None
    if handler is None:
        return None
    index = rf"{re.escape(handler['data'])}\.pageIndex"
    end = end_of(scripts, handler.end())
    file = re.compile(
        rf"""["'](?P<before>[\w\-./:]{{0,200}}[/_\-])["']\s{{0,4}}\+\s{{0,4}}\(\s{{0,4}}{index}\s{{0,4}}\+\s{{0,4}}1\s{{0,4}}\)"""
        r"""\s{0,4}\+\s{0,4}["'](?P<after>\.\w{3,5})["']"""
    ).search(scripts, handler.end(), end)
    if file is None:
        return None
    until = re.compile(rf"{index}\s{{0,4}}<(?P<equal>=?)\s{{0,4}}(?P<last>\d{{1,5}})").search(
        scripts, handler.end(), file.start()
    )
    return Clicked(
        Numbered(file["before"], file["after"]), int(until["last"]) + bool(until["equal"]) if until else None
    )
