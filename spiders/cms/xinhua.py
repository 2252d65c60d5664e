"""xinhuanet / news.cn and portals built on its platform.

1. Recognise: articles `/20200313/<32 hexadecimal digits>/c.html`; list containers with `data="datasource:<id>"`.
2. Paging: the list's rows are loaded from `/ds_<id>.json` beside the list or at the root of the host.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_SOURCE = re.compile(r"""\bdata(?:-source)?\s*=\s*["']\s*datasource:\s*(\w+)""", re.I)
_NAMED = re.compile(r"""["']((?:[\w./:\-]*/)?ds_\w+\.json)["']""")


class Xinhua(Family):
    """xinhuanet / news.cn."""

    name = "xinhua"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the addresses of the JSON that fills the page's lists."""
        if "datasource:" in parsed.text:
            for match in _SOURCE.finditer(parsed.text):
                yield Lead(resolved(parsed.base_url, f"/ds_{match[1]}.json"), is_first=True)
                yield Lead(resolved(parsed.base_url, f"ds_{match[1]}.json"), is_first=True)
        if "ds_" in parsed.scripts and ".json" in parsed.scripts:
            for match in _NAMED.finditer(parsed.scripts):
                yield Lead(resolved(parsed.base_url, match[1]), is_first=True)
