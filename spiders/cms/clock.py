"""What a script reads from the clock, on the page of a day: the month's calendar that it asks for is that day's."""

from __future__ import annotations

import re

from crawler.extraction.tree import Parsed
from spiders.cms.days import day_in

_MARK = ".getMonth("
_READ = re.compile(
    r"(?P<open>(?<![\w$])\()?\s*(?:new\s+Date(?:\(\s*\))?|[\w$]{1,40})\.get(?P<part>FullYear|Month|Date)\(\s*\)"
    r"(?P<plus>\s*\+\s*1(?![\w.]))?\s*(?(open)\))"
)


def with_clock(parsed: Parsed, scripts: str) -> str:
    """Return scripts with year, month and day for what they read from the clock, where the page's address has a day."""
    if _MARK not in scripts or (day := day_in(parsed.url)) is None:
        return scripts
    year, month, date = (str(int(part)) for part in day)

    def read(match: re.Match[str]) -> str:
        if (match["part"] == "Month") != bool(match["plus"]):
            return match[0]
        return {"FullYear": year, "Month": month, "Date": date}[match["part"]]

    return _READ.sub(read, scripts)
