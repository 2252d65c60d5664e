"""Tables that a widget fills by what their element says: bootstrap-table's `data-url`, layui's `lay-data`.

1. Recognise: `<table data-url="/list" data-side-pagination="server">`, `<table lay-data="{url: '/list', page: true}">`.
2. Paging: by the fields that the widget sends, for as long as the answers hold links. Widgets that a script makes are
   calls like others, see `calls.py`.
3. Set nothing: rows lead where the page's script makes a link of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from crawler.extraction.tree import Node, Parsed
from spiders.cms.calls import fields_of_table
from spiders.cms.family import Family, Lead
from spiders.cms.named import Names, address_of

_URL = re.compile(r"""\burl["']?\s*:\s*["'](?P<url>[^"'\s]+)["']""")
_NUMBER = re.compile(r"\d{1,3}")
_ROWS = "10"


class Tables(Family):
    """Tables that a widget fills."""

    name = "tables"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of each table."""
        if parsed.tree is None or ("data-side-pagination" not in parsed.text and "lay-data" not in parsed.text):
            return
        rows = tuple(Names(parsed).pages())
        for table in parsed.tree.iter("table"):
            if (found := _asked_by(table)) is not None:
                url, fields = found
                yield Lead(urljoin(parsed.base_url, address_of(url, fields)), fields, is_first=True, rows=rows)


def _asked_by(table: Node) -> tuple[str, dict[str, str]] | None:
    """Return the address that a table asks for, and its fields."""
    options = table.get("lay-data") or ""
    if (said := _URL.search(options)) is not None:
        given = fields_of_table(f"elem {options}")
        return said["url"], {name: str(parts[0]) for name, parts in given.items() if parts}
    url = (table.get("data-url") or "").strip()
    if not url or table.get("data-side-pagination") != "server":
        return None
    size = table.get("data-page-size") or ""
    return url, {"offset": "0", "limit": size if _NUMBER.fullmatch(size) else _ROWS}
