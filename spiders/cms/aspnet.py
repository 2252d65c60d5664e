"""ASP.NET WebForms: lists paged by postback, `__doPostBack('AspNetPager1','2')`, the same address for every page.

1. Recognise: a hidden `__VIEWSTATE`, links to `javascript:__doPostBack(…)`, a choice of page numbers that does the
   same, a button that says 下一页.
2. Paging: the form of the page sent back by POST, with the pager as `__EVENTTARGET` and the page as its argument.
3. Set nothing: rows are links in the page, such as `NewsShow.aspx?id=1`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from crawler.extraction.tree import Node, Parsed, text_of
from spiders.cms.buttons import ONWARDS, turning
from spiders.cms.family import PAGES_AT_MOST, Family, Lead
from spiders.cms.inputs import hidden_in
from spiders.cms.places import resolved

_POSTBACK = re.compile(
    r"__doPostBack\(\s*\\?(?:'|&#39;|\")(?P<target>[\w$:\-]+)\\?(?:'|&#39;|\")\s*,\s*\\?(?:'|&#39;|\")(?P<page>[\w$]*)"
)
_NUMBERED = re.compile(r"^(?:Page\$)?\d{1,5}$")


class AspNet(Family):
    """ASP.NET WebForms."""

    name = "aspnet"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the postbacks of the page's pagers; nothing else on the page is ever sent."""
        if "__VIEWSTATE" not in parsed.text or parsed.tree is None:
            return
        hidden = hidden_in(parsed.tree)
        form = next((node for node in parsed.tree.iter("form") if node.get("action")), None)
        address = resolved(parsed.base_url, form.get("action") or "") if form is not None else parsed.base_url
        # The next of this page: known by the state it goes on from.
        state = hashlib.sha1(hidden.get("__VIEWSTATE", "").encode(), usedforsecurity=False).hexdigest()
        for node in parsed.tree.iter("a", "select", "input", "button"):
            if node.tag in ("input", "button"):
                if (turned := turning(node)) is not None:
                    yield Lead(address, turned[1], f"{node.get('name') or ''}@{state}")
                continue
            code = node.get("onchange") if node.tag == "select" else f"{node.get('href')} {node.get('onclick')}"
            match = _POSTBACK.search(code) if code and "__doPostBack" in code else None
            if match is None:
                continue
            target, page = match["target"], match["page"]
            sent = {**hidden, "__EVENTTARGET": target, "__EVENTARGUMENT": page}
            if node.tag == "select":
                name = node.get("name") or ""
                for number in _others(node) if name else ():
                    yield Lead(address, {**sent, name: number}, f"{name}={number}")
            elif _NUMBERED.match(page):
                yield Lead(address, sent, f"{target}={page}")
            elif ONWARDS.match(text_of(node)):
                yield Lead(address, sent, f"{target}={page}@{state}")


def _others(choice: Node) -> list[str]:
    """Return the pages that can be chosen but for the one that is; nothing of a choice of anything else."""
    options = list(choice.iter("option"))[:PAGES_AT_MOST]
    values = [(option.get("value") or option.text or "").strip() for option in options]
    if values != [str(number) for number in range(1, len(values) + 1)]:
        return []
    return [value for option, value in zip(options, values, strict=True) if option.get("selected") is None]
