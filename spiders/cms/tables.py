"""Tables that a widget fills by what their element says: bootstrap-table's `data-url`, layui's `lay-data`,
EasyUI's `data-options`.

1. Recognise: `<table data-url="/list" data-side-pagination="server">`, `<table lay-data="{url: '/list', page: true}">`.
2. Paging: by the fields that the widget sends, for as long as the answers hold links. Widgets that a script makes are
   calls like others, see `calls.py`.
3. Set nothing: rows lead where the page's script makes a link of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from crawler.items import Form
from spiders.cms.family import Family, Lead
from spiders.cms.named import Names
from spiders.cms.places import address_of, resolved
from spiders.cms.widgets import asked_by


class Tables(Family):
    """Tables that a widget fills."""

    name = "tables"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of each table."""
        rows: tuple[Form, ...] | None = None
        for table in parsed.controls:
            if table.tag == "table" and (found := asked_by(table)) is not None:
                rows = tuple(Names(parsed).pages()) if rows is None else rows
                url, fields = found
                yield Lead(resolved(parsed.base_url, address_of(url, fields)), fields, is_first=True, rows=rows)
