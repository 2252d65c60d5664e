"""What is cited of an article, and how it is printed: GB/T 7714-2025, the 2015 edition, APA 7. Pure functions.

Names are those of the article's authors, reporters and correspondents (署名); an editor is no author. The date of
access is the day on which the archive last saw the text at its address, for that is what it can vouch for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal

from archive.fields import EDITOR_ROLES

Edition = Literal["2025", "2015"]
Order = Literal["numeric", "author-date"]

ARCHIVE = "党建网页档案"
AUTHORS = ("author", "reporter", "correspondent")
CHINA = timezone(timedelta(hours=8))
NAMED = 3  # authors that GB/T 7714 names before 等
_NAMED_IN_APA = 20
_DASHES = re.compile(r"^\s*(?:[—―─-]{1,2}|——)\s*")
_PRINTED = re.compile(
    r"《?([^\s《》：:（）()|]{1,20}[报刊])》?\s*[（(]?\s*(\d{4})\s*[年.-]\s*(\d{1,2})\s*[月.-]\s*(\d{1,2})\s*日?[\s，,]*"
    r"第?\s*0*(\d{1,3})\s*版"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a newspaper printed an article: its name, the day and the page (版次)."""

    newspaper: str
    day: str
    page: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation is made of. Days are `YYYY-MM-DD`; `archived_at` is an address anyone can open, or None."""

    key: str
    headline: str
    url: str
    portal: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[tuple[str, str], ...] = ()  # label as printed, name
    source: str | None = None
    section: str | None = None
    published: str | None = None
    accessed: str | None = None
    gone: bool = False
    printed: Printed | None = None
    archived_at: str | None = None

    def title(self, colon: str = "：") -> str:
        """Return the headline, with the deck behind it where that is a subtitle."""
        return f"{self.headline}{colon}{self.subtitle}" if self.subtitle else self.headline

    @property
    def address(self) -> str:
        """Where a reader finds the text: at the portal, or in the archive once it is gone there."""
        return self.archived_at if self.gone and self.archived_at else self.url


def work_of(article: Mapping[str, Any], archived_at: str | None = None) -> Work:
    """Return what is cited of an article: its row, with `portal_title` and `credits` (role, role_label, name, ...)."""
    credits = article["credits"]
    return Work(
        key=article["key"],
        headline=_plain(article["headline"]) or _plain(article["url"]),
        url=article["url"],
        portal=_plain(article["portal_title"]),
        subtitle=_subtitle(article["deck"]),
        authors=_authors(credits),
        editors=tuple(
            dict.fromkeys(
                (_plain(one["role_label"]) or "编辑", _plain(one["name"]))
                for one in credits
                if one["role"] in EDITOR_ROLES and one["name"]
            )
        ),
        source=_plain(article["source"]) or None,
        section=_plain(article["section"]) or None,
        published=article["published_date"],
        accessed=day_in_china(article["last_seen_at"]),
        gone=article["status"] == "gone",
        printed=printed_in(article["credit_line_raw"]),
        archived_at=archived_at,
    )


def day_in_china(moment: str | None) -> str | None:
    """Return the day in China of a time, ISO 8601 with offset; a day stays as it is."""
    if not moment or len(moment) <= 10:
        return moment or None
    found = datetime.fromisoformat(moment)
    return (found.astimezone(CHINA) if found.tzinfo else found).date().isoformat()


def printed_in(line: str | None) -> Printed | None:
    """Return the newspaper, day and page that a line of source and date names: 人民日报2022年8月16日第17版."""
    found = _PRINTED.search(line or "")
    if not found:
        return None
    name = re.split(r"来源|转自|[-－—]", found[1])[-1]
    try:
        day = date(int(found[2]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        return None
    return Printed(name, day, found[5]) if name else None


def gb7714(work: Work, edition: Edition = "2025", order: Order = "numeric") -> str:
    """Return the entry of a reference list after GB/T 7714: numeric (顺序编码制) or author-date (著者-出版年制).

    The 2025 edition writes full-width marks, and no date of access where a newspaper's page is cited.
    """
    new = edition == "2025"
    comma, colon, opening, closing = ("，", "：", "（", "）") if new else (", ", ": ", "(", ")")
    names = [*work.authors[:NAMED], *(["等"] if len(work.authors) > NAMED else [])]
    printed = work.printed
    day = printed.day if printed else work.published
    accessed = f"[{work.accessed}]" if work.accessed else ""
    if order == "author-date":
        year = day[:4] if day else f"[{work.accessed[:4]}]" if work.accessed else "无日期"
        responsible = comma.join([*(names or ["佚名"]), year])
    else:
        responsible = comma.join(names)
    parts = [responsible] if responsible else []
    title = work.title(colon)
    if printed:
        place = f"{printed.newspaper}{comma}{printed.day}{opening}{printed.page}{closing}"
        parts += [f"{title}[N/OL]", place if new else place + accessed]
    else:
        dated = f"{opening}{work.published}{closing}" if work.published else ""
        parts += [f"{title}[EB/OL]", dated + accessed]
    return ". ".join(part for part in [*parts, work.address] if part) + "."


def apa(work: Work) -> str:
    """Return the entry of a reference list after APA 7, names and title in Chinese characters.

    Pinyin is left to who cites: characters do not tell how a name is read. What is undated or gone has the day it was
    read on, as APA asks for what changes.
    """
    names = list(work.authors)
    if len(names) > _NAMED_IN_APA:
        who = f"{', '.join(names[: _NAMED_IN_APA - 1])}, . . . {names[-1]}"
    else:
        who = ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
    printed = work.printed
    day = _english_day(printed.day if printed else work.published)
    when = f"({day[1]}, {day[0]})" if day else "(n.d.)"
    title = work.title()
    site = printed.newspaper if printed else work.portal
    where = f"{site}, {printed.page}" if printed else "" if site in names else site
    accessed = _english_day(work.accessed)
    if accessed and (not day or (work.gone and not work.archived_at)):
        link = f"Retrieved {accessed[0]}, {accessed[1]}, from {work.address}"
    else:
        link = work.address
    parts = [who, when, title, where] if who else [title, when, where]
    return " ".join([*(_stopped(part) for part in parts if part), link])


def remarks(work: Work) -> list[str]:
    """Return what no field of a reference manager holds: source, editors, and the copy in the archive."""
    found = [f"来源：{work.source}"] if work.source and work.source != work.portal else []
    found += [f"{label}：{name}" for label, name in work.editors]
    if work.gone:
        found.append("原网页已撤下")
    copy = f"，{work.archived_at}" if work.archived_at else ""
    return [*found, f"存档：{ARCHIVE}，档案号 {work.key}{copy}"]


def _authors(credits: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names of those who wrote; a body that signed stands where no person did."""
    wrote = [one for one in credits if one["role"] in AUTHORS]
    names = [_plain(one["name"]) for one in wrote if one["name"]]
    bodies = [_plain(one["organization"]) for one in wrote if one["role"] == "author" and one["organization"]]
    return tuple(dict.fromkeys(name for name in names or bodies if name))


def _subtitle(deck: str | None) -> str | None:
    """Return a deck that opens with a dash, without it: the others sum up the news and are no part of a title."""
    text = _plain(deck)
    return _DASHES.sub("", text) or None if _DASHES.match(text) else None


def _plain(text: object) -> str:
    """Return a text on one line, without control characters."""
    return " ".join("".join(c if c >= " " and c != "\x7f" else " " for c in str(text or "")).split())


def _english_day(day: str | None) -> tuple[str, str] | None:
    """Return a day as APA writes it, ("March 13", "2020"), or None."""
    if not day:
        return None
    found = date.fromisoformat(day)
    return f"{found:%B} {found.day}", str(found.year)


def _stopped(part: str) -> str:
    return part if part.endswith((".", "?", "!", "。", "？", "！")) else f"{part}."
