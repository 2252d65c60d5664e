"""What the widgets of tables ask their server for, by what a script or their element says: layui, bootstrap-table."""

from __future__ import annotations

import re

from crawler.extraction.tree import Node
from spiders.cms.expressions import Fields

_TURNED = re.compile(r"""\bpage["']?\s*:\s*(?:true\b|!0|\{)""")
_BY_SERVER = re.compile(r"""\bsidePagination["']?\s*:\s*["']server""")
_ROWS_AT_ONCE = re.compile(r"""\b(?:limit|pageSize)["']?\s*:\s*(\d{1,3})\b""")
_URL = re.compile(r"""\burl["']?\s*:\s*["'](?P<url>[^"'\s]+)["']""")
_NUMBER = re.compile(r"\d{1,3}")
_ROWS = "10"


def fields_of_table(options: str) -> Fields:
    """Return the fields that a table's widget asks its first page by, where the server turns the pages."""
    rows = _ROWS_AT_ONCE.search(options)
    limit = [rows[1] if rows else _ROWS]
    if "elem" in options and _TURNED.search(options):
        return {"page": ["1"], "limit": limit}
    return {"offset": ["0"], "limit": limit} if _BY_SERVER.search(options) else {}


def asked_by(table: Node) -> tuple[str, dict[str, str]] | None:
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
