"""广东集约化平台: what stands under information disclosure, `/gkmlpt/`, comes as JSON for its script.

1. Recognise: `window._CONFIG = {…}` on a page below `/gkmlpt/`; articles `/gkmlpt/content/7/7654/post_7654321.html`.
2. Paging: `/gkmlpt/api/all/0?page=1` has the rows of all columns; on for as long as the answers hold links, see
   `asked.py`. A site is told by its `SID` there.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import Family, Lead

_PART = "/gkmlpt/"
_PAGE = re.compile(r"https?://[^/?#]+/(?:[^?#]+/)?gkmlpt/(?!api/|content/)")
_SITE = re.compile(r"""\bSID["']?\s*:\s*["']?(\w{1,20})\b""")


class Gdgov(Family):
    """Lists of disclosures on the platform of Guangdong."""

    name = "gdgov"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the first page of the list of all that is disclosed."""
        if _PART not in parsed.base_url or not _PAGE.match(parsed.base_url) or "_CONFIG" not in parsed.scripts:
            return
        before = parsed.base_url.partition(_PART)[0]
        site = _SITE.search(parsed.scripts)
        asked = f"{before}{_PART}api/all/0?page=1" + (f"&sid={site[1]}" if site else "")
        yield Lead(asked, is_first=True)
