"""The call with which TRS WCM and UCAP page a list or an article: `createPageHTML(14, 0, "index", "html")`.

TRS counts from 0: 14 pages are `index.html`, `index_1.html` … `index_13.html`. UCAP names an element first and counts
from 1: `createPageHTML('page_div', 14, 1, 'list', 'html', 278)` is `list.html`, `list_2.html` … `list_14.html`; where
it says that the first page is 0, it counts as TRS does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CALL = re.compile(
    r"""createPageHTML\w*\s*\(\s*(?P<element>["'][^"']*["']\s*,\s*)?["']?(?P<count>\d{1,5})["']?\s*,\s*["']?(?P<current>\d{1,5})["']?"""
    r"""\s*,\s*["'](?P<name>[\w\-/.]+)["']\s*,\s*["']\.?(?P<ext>\w+)["']""",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Pager:
    """What one call says: the `numbers` of the further pages of `name`."""

    name: str
    ext: str
    numbers: range

    def address(self, number: int) -> str:
        """Return the address of a page, relative to the page that has the pager."""
        return f"{self.name}_{number}.{self.ext}"


def pagers(text: str) -> Iterator[Pager]:
    """Yield what the paging calls of a page say."""
    if "createPageHTML" not in text:
        return
    for call in _CALL.finditer(text):
        count = int(call["count"])
        from_one = call["element"] is not None and call["current"] != "0"
        yield Pager(call["name"], call["ext"], range(2, count + 1) if from_one else range(1, count))
