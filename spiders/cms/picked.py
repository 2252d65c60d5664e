"""Lists whose page is picked in a form: `<select name="page" onchange="this.form.submit()">`, as old ASP portals have.

1. Recognise: a form with a choice of numbers by a name for pages; a choice that goes to an address with its value.
2. Paging: every number, sent with the form's hidden fields as its method says.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode, urljoin, urlsplit

from crawler.extraction.tree import Node, Parsed
from spiders.cms.concatenated import PAGE_NAMES
from spiders.cms.family import PAGES_AT_MOST, Family, Lead

_PAGE = re.compile(PAGE_NAMES, re.I)
_GOES = re.compile(r"""(?:location(?:\.href)?\s*=|open\()\s*["'](?P<stem>[^"'\s]*[=/])["']\s*\+\s*this\b""")
_PLAIN = re.compile(r"[\w\-./]{1,60}", re.ASCII)


class Picked(Family):
    """A list's page picked in a form."""

    name = "picked"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the pages that can be picked."""
        if parsed.tree is None or "__VIEWSTATE" in parsed.text:
            return
        for choice in parsed.tree.iter("select"):
            name = choice.get("name") or ""
            if _PAGE.fullmatch(name) and (form := next(choice.iterancestors("form"), None)) is not None:
                numbers = [value for option in choice.iter("option") if (value := _value(option)).isdigit()]
                yield from _leads(parsed, form, name, numbers[:PAGES_AT_MOST])
            if goes := _GOES.search(choice.get("onchange") or ""):
                values = [value for option in choice.iter("option") if _PLAIN.fullmatch(value := _value(option))]
                yield from (Lead(urljoin(parsed.base_url, f"{goes['stem']}{value}"), is_first=True) for value in values)


def _value(option: Node) -> str:
    return (option.get("value") or option.text or "").strip()


def _leads(parsed: Parsed, form: Node, name: str, numbers: list[str]) -> Iterator[Lead]:
    hidden = {
        field: node.get("value") or ""
        for node in form.iter("input")
        if (field := node.get("name")) and (node.get("type") or "").lower() == "hidden"
    }
    address = urljoin(parsed.base_url, form.get("action") or parsed.base_url)
    posted = (form.get("method") or "get").lower() == "post"
    for number in numbers:
        fields = {**hidden, name: number}
        if posted:
            yield Lead(address, fields, f"{name}={number}")
        else:
            yield Lead(urlsplit(address)._replace(query=urlencode(fields), fragment="").geturl())
