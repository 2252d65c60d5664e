"""方正 Founder e-papers with a calendar by script: `/html/2024-01/05/node_2.htm`, `/html/2024-01/period.xml`.

1. Recognise: the address of an issue and `period.xml` in its page, or in a script that it loads.
2. Paging: a month's file names its issues and the first page of each; from a month with issues on to the one before.
3. Set nothing: pages and articles of an issue are links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.extraction.tree import Parsed
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_ISSUE = re.compile(r"(?P<month>.*/\d{4}-\d\d/)\d\d/[^/]+$")
_ANSWERED = re.compile(r"(?P<root>.*/)(?P<year>\d{4})-(?P<month>\d\d)/period\.xml$")
_PERIOD = re.compile(
    r"<period_(?:name|date)>\s*(?P<month>\d{4}-\d\d)-(?P<day>\d\d)\s*</period_\w+>\s*(?:<(?!/?period\b)[^<>]*>[^<>]*</[^<>]*>\s*)*?"
    r"<front_page>\s*(?P<page>[^<\s]+)\s*</front_page>"
)
_WITH_DAY = re.compile(r"(?:.*/)?(?P<place>\d{4}-\d\d/\d\d/.+)")  # a page that is told from above the months


class Founder(Family):
    """Founder e-papers."""

    name = "founder"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the file of an issue's month, and from such a file its issues and the month before."""
        if answered := _ANSWERED.match(parsed.base_url):
            # A server may answer every month with the same file.
            own = f"{answered['year']}-{answered['month']}"
            periods = [period for period in _PERIOD.finditer(parsed.text) if period["month"] == own]
            for period in periods:
                told = _WITH_DAY.fullmatch(period["page"])
                yield Lead(
                    resolved(answered["root"], told["place"] if told else f"{own}/{period['day']}/{period['page']}")
                )
            if periods:
                year, month = int(answered["year"]), int(answered["month"])
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
                yield Lead(f"{answered['root']}{year}-{month:02}/period.xml")
        elif (issue := _ISSUE.match(parsed.base_url)) and (
            "period.xml" in parsed.text or "period.xml" in parsed.loaded
        ):
            yield Lead(f"{issue['month']}period.xml", is_first=True)
