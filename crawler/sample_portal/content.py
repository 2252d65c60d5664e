"""The articles of the sample portal, kept as plain text in `articles/*.txt`.

A file is a section; `=== 1024` begins the article with that number, then `name: value` lines, an empty line, and the
text: a paragraph a line, `## ` before a crosshead, `![file.png]` or `![file.png] caption` for a picture, and
`@file.doc title` for an attachment. Fields: title, kicker, deck, source, source_url, time, author, contributor,
photographer (printed in a caption), editor, topic. `day2.txt` holds what is different on the second day: an article
with a known number replaces it,
`gone: 404` or `gone: notice` takes it away. Everything in these files is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ARTICLES = Path(__file__).with_name("articles")
PORTAL = "秦川党建网"
SECTIONS = {"yw": "要闻", "zgdt": "组工动态", "jcdj": "基层党建", "ztzl": "专题专栏"}
TOPICS = {"zyqk": "众志成城抗疫情", "zxcx": "驻村帮扶在一线"}
PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the portal; `lines` are its text with the marks."""

    number: int
    section: str
    fields: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The headline."""
        return self.fields["title"]

    @property
    def time(self) -> str:
        """The publication time as printed, `YYYY-MM-DD HH:MM`."""
        return self.fields["time"]

    @property
    def topic(self) -> str | None:
        """The topic's folder, for the section of topics."""
        return self.fields.get("topic")

    @property
    def path(self) -> str:
        """The address on the portal."""
        return f"/{self.section}/{self.topic + '/' if self.topic else ''}{self.number}.jhtml"

    @property
    def gone(self) -> str | None:
        """How the article went: `404`, `notice`, or not."""
        return self.fields.get("gone")


def _read(path: Path) -> Iterator[Story]:
    for block in re.split(r"^=== *", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, text = block.partition("\n\n")
        number, *rest = head.splitlines()
        fields = dict(line.split(": ", 1) for line in rest if ": " in line)
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        yield Story(int(number), fields.pop("section", path.stem), fields, lines)


@cache
def stories(day: int = 1) -> dict[int, Story]:
    """Return the articles of a day by number, newest first, those that are gone included."""
    found = {story.number: story for name in SECTIONS for story in _read(ARTICLES / f"{name}.txt")}
    if day >= 2:
        for change in _read(ARTICLES / "day2.txt"):
            before = found.get(change.number)
            if before is None:
                found[change.number] = change
            else:
                fields = {**before.fields, **change.fields}
                found[change.number] = Story(change.number, before.section, fields, change.lines or before.lines)
    return dict(sorted(found.items(), key=lambda item: (item[1].time, item[0]), reverse=True))


def live(day: int = 1) -> list[Story]:
    """Return the articles that stand on the portal on a day, newest first."""
    return [story for story in stories(day).values() if not story.gone]


def in_section(section: str, day: int = 1, topic: str | None = None) -> list[Story]:
    """Return the articles of a section, or of one of its topics, newest first."""
    return [s for s in live(day) if s.section == section and (topic is None or s.topic == topic)]
