"""What the reading room says, in Chinese and in English; a module a page."""

from __future__ import annotations

from datasette_config.messages import (
    article,
    capture,
    changes,
    common,
    data,
    help,
    home,
    people,
    portals,
    search,
    trends,
)

LANGUAGES = {"zh": "中文", "en": "English"}
_PAGES = (common, home, search, help, article, capture, trends, changes, people, portals, data)

ZH: dict[str, str] = {name: said for page in _PAGES for name, said in page.ZH.items()}
EN: dict[str, str] = {name: said for page in _PAGES for name, said in page.EN.items()}
MESSAGES = {"zh": ZH, "en": EN}


def language_of(asked: str | None, remembered: str | None, accepted: str | None) -> str:
    """Return the language to speak: as asked for, else as remembered, else the browser's first wish that we speak."""
    for choice in (asked, remembered):
        if choice in LANGUAGES:
            return str(choice)
    for part in (accepted or "").lower().split(","):
        name = part.split(";")[0].strip()[:2]
        if name in LANGUAGES:
            return name
    return "zh"
