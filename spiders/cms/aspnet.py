"""ASP.NET WebForms: lists paged by postback, `__doPostBack('AspNetPager1','2')`, the same address for every page.

1. Recognise: a hidden `__VIEWSTATE`, links to `javascript:__doPostBack(…)`.
2. Paging: the form of the page sent back by POST, with the pager as `__EVENTTARGET` and the page as its argument.
3. Set nothing: rows are links in the page, such as `NewsShow.aspx?id=1`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from crawler.extraction.tree import Parsed, text_of
from spiders.cms.family import Family, Lead
from spiders.cms.inputs import hidden_in

_POSTBACK = re.compile(
    r"__doPostBack\(\s*(?:'|&#39;|\")(?P<target>[\w$:\-]+)(?:'|&#39;|\")\s*,\s*(?:'|&#39;|\")(?P<page>[\w$]*)"
)
_NUMBERED = re.compile(r"^(?:Page\$)?\d{1,5}$")
_NEXT = re.compile(r"^[\[【<(（\s]*(?:下一?页|后一?页|next|[>»›]+)[\]】>)）\s]*$", re.I)


class AspNet(Family):
    """ASP.NET WebForms."""

    name = "aspnet"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the postbacks of the page's pagers; nothing else on the page is ever sent."""
        if "__doPostBack" not in parsed.text or "__VIEWSTATE" not in parsed.text or parsed.tree is None:
            return
        hidden = hidden_in(parsed.tree)
        form = next((node for node in parsed.tree.iter("form") if node.get("action")), None)
        address = urljoin(parsed.base_url, form.get("action") or "") if form is not None else parsed.base_url
        for anchor in parsed.tree.iter("a"):
            match = _POSTBACK.search(f"{anchor.get('href') or ''} {anchor.get('onclick') or ''}")
            if match is None:
                continue
            target, page = match["target"], match["page"]
            mark = f"{target}={page}"
            if not _NUMBERED.match(page):
                if not _NEXT.match(text_of(anchor)):
                    continue
                # The next of this page: known by the state it goes on from.
                state = hashlib.sha1(hidden.get("__VIEWSTATE", "").encode(), usedforsecurity=False).hexdigest()
                mark = f"{target}={page}@{state}"
            yield Lead(address, {**hidden, "__EVENTTARGET": target, "__EVENTARGUMENT": page}, mark)
