"""Where a portal's own file knows better: its layouts say for single fields where they stand on a page.

A layout only ever replaces what it names and finds; everything else is the engine's reading. Selectors are CSS as
parsel has it (`::text`, `::attr(name)`) or XPath, told apart by their beginning.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast, get_args

from lxml import etree

from crawler.extraction.breadcrumb import find_breadcrumb
from crawler.extraction.characters import half_width, squeeze
from crawler.extraction.credits import credits_of, is_credible, unique
from crawler.extraction.dates import parse_date
from crawler.extraction.outlets import clean_source
from crawler.extraction.pictures import picture_source
from crawler.extraction.role_labels import split_labels
from crawler.extraction.selectors import Found, check_selector, find, is_unwieldy, outermost
from crawler.extraction.text import Line, read_lines
from crawler.extraction.tree import Parsed
from crawler.items import Article, Credit, Image, Layout, Role

_TEXTS = ("kicker", "headline", "deck", "byline")
_CREDITS = "credits."
FIELDS = (
    *_TEXTS,
    "source",
    "published_at",
    "breadcrumb",
    "body",
    *(f"{_CREDITS}{role}" for role in get_args(Role)),
)
_SOURCE_LABEL = re.compile(r"来源|稿源|出处|转自|摘自")
_ANY_LABEL = re.compile(r"^\W*(?P<label>[\u4e00-\u9fff]{2,8})\s*[:：]\s*(?P<value>.+)$")
_SENTENCE_END = re.compile(r"[。！？]")


def layout_for(layouts: Sequence[Layout], url: str, fetched_at: str | None) -> Layout | None:
    """Return the first layout that is for an address and was in use on the day of `fetched_at` (ISO 8601).

    Without `fetched_at` the one in use the longest: it has no end, or the latest. Never raises.
    """
    fitting = [layout for layout in layouts if _is_for(layout, url)]
    if fetched_at is None:
        return max(fitting, key=lambda layout: layout.until or "9999", default=None)
    day = fetched_at[:10]
    return next((one for one in fitting if (one.since or "") <= day <= (one.until or "9999")), None)


def _is_for(layout: Layout, url: str) -> bool:
    try:
        return layout.match is None or re.search(layout.match, url) is not None
    except re.error:
        return False


def override(article: Article, parsed: Parsed, layout: Layout) -> Article:
    """Return an article with the fields that a layout finds on its page; all others as they were. Never raises.

    A page that the engine took for no article is one where the layout finds a headline and a body.
    """
    if parsed.tree is None or is_unwieldy(parsed.tree):
        return article
    changes: dict[str, Any] = {}
    credits = list(article.credits)
    matches = {name: find(parsed.tree, selector) for name, selector in layout.fields.items()}
    for name, found in matches.items():
        if name in _TEXTS:
            changes[name] = next(filter(None, map(_text, outermost(found))), None)
        elif name == "source":
            changes |= _source(article, parsed, found)
        elif name == "published_at":
            times = (parse_date(half_width(_text(match))) for match in outermost(found))
            changes[name] = next(filter(None, times), None)
        elif name == "body":
            changes |= _body(article, parsed, found)
        elif (role := name.removeprefix(_CREDITS)) in get_args(Role) and name != role:
            credits = _with_role(credits, cast("Role", role), found)
    changes = {name: value for name, value in changes.items() if value is not None or name == "source_url"}
    if "breadcrumb" in matches and (trail := _trail(matches["breadcrumb"], changes.get("headline", article.headline))):
        changes["breadcrumb"] = trail
    if article.page_kind != "article" and not ("headline" in changes and "body" in changes):
        return article
    return article.but(page_kind="article", credits=unique(credits), **changes)


def problem_of(layouts: object) -> str | None:
    """Return in one line what is wrong with a portal's layouts, layout and field by name; None if nothing is."""
    if not isinstance(layouts, tuple) or not all(isinstance(layout, Layout) for layout in layouts):
        return "layouts must be a tuple: layouts = (Layout(fields={...}),)"
    for place, layout in enumerate(layouts):
        problem = _problem_of_one(layout)
        if problem is None and any(_covers(earlier, layout) for earlier in layouts[:place]):
            problem = "never counts, since one before it has the same days and addresses; give them dates of use"
        if problem is not None:
            return f"layouts[{place}]: {problem}"
    return None


def _problem_of_one(layout: Layout) -> str | None:
    for name in ("since", "until"):
        day = getattr(layout, name)
        if day is not None and not _is_day(day):
            return f"{name} must be a day like 2020-03-13: {day!r}"
    if layout.since and layout.until and layout.since > layout.until:
        return f"since {layout.since} is after until {layout.until}"
    try:
        re.compile(layout.match or "")
    except (re.error, TypeError) as error:
        return f"match is no regular expression: {layout.match!r} ({error})"
    if not layout.fields:
        return "no fields; name at least one, like fields={'headline': 'h1.title'}"
    for name, selector in layout.fields.items():
        if name not in FIELDS:
            near = difflib.get_close_matches(str(name), FIELDS, n=1)
            return f"no field is called {name!r}; {f'did you mean {near[0]!r}?' if near else f'there are {_known()}'}"
        if wrong := check_selector(selector):
            return f"{name}: the selector {selector!r} cannot be used ({wrong})"
    return None


def _known() -> str:
    return ", ".join(name for name in FIELDS if not name.startswith(_CREDITS)) + " and credits.<role>"


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _covers(earlier: Layout, later: Layout) -> bool:
    """Whether an earlier layout leaves nothing to a later one."""
    begins = (earlier.since or "") <= (later.since or "")
    ends = (earlier.until or "9999") >= (later.until or "9999")
    return begins and ends and earlier.match in (None, later.match)


def _lines(match: Found) -> list[Line]:
    """Return the visible lines of a match."""
    if isinstance(match, str):
        text = squeeze(match)
        return [Line(0, etree.Element("p"), pieces=[match], text=text)] if text else []
    # A copy of its own: what follows the node belongs to its parent.
    node = copy.deepcopy(match)
    node.tail = None
    return read_lines(node).lines


def _text(match: Found) -> str:
    return " ".join(line.text for line in _lines(match) if line.text)


def _spaced(match: Found) -> str:
    """Return a match's text with what stands in elements of its own held apart by two spaces."""
    return "  ".join(line.spaced for line in _lines(match) if line.text)


def _source(article: Article, parsed: Parsed, matches: list[Found]) -> dict[str, str | None]:
    """Return the outlet and the address that a selection links; the engine's address stays with the engine's outlet."""
    for match in outermost(matches):
        text = _spaced(match)
        parts = [part for part in split_labels(half_width(text)) if _SOURCE_LABEL.search(part.label)]
        # Half-width text is as long as the printed, whose characters count.
        values = [text[part.value_at : part.value_at + len(part.value)] for part in parts] or [text]
        if found := next(filter(None, map(clean_source, values)), None):
            if found == article.source:
                return {}
            anchor = None if isinstance(match, str) else next(match.iter("a"), None)
            return {"source": found, "source_url": parsed.absolute(anchor.get("href")) if anchor is not None else None}
    return {}


def _body(article: Article, parsed: Parsed, matches: list[Found]) -> dict[str, Any]:
    """Return the text, and the crossheads and pictures as they stand in it."""
    texts: list[str] = []
    places: dict[str, int] = {}
    for match in outermost(matches):
        for line in _lines(match):
            for image in line.images:
                if url := parsed.absolute(picture_source(image)):
                    places.setdefault(url, len(texts))
            if line.text:
                texts.append(line.text)
    if not texts:
        return {}
    held = set(texts)
    return {
        "body": "\n".join(texts),
        "crossheads": tuple(text for text in article.crossheads if text in held),
        "images": tuple(_placed(image, places, len(texts)) for image in article.images),
    }


def _placed(image: Image, places: dict[str, int], count: int) -> Image:
    within = min(image.paragraph, count) if image.paragraph is not None else None
    return replace(image, paragraph=places.get(image.url, within))


def _with_role(credits: list[Credit], role: Role, matches: list[Found]) -> list[Credit]:
    """Return credits with those of one role replaced by what a selection names, if it names anybody."""
    found = [credit for match in outermost(matches) for credit in _named(role, _spaced(match))]
    if not found:
        return credits
    first = next((place for place, credit in enumerate(credits) if credit.role == role), len(credits))
    before, after = credits[:first], credits[first:]
    return [*before, *found, *(credit for credit in after if credit.role != role)]


def _named(role: Role, text: str) -> Iterator[Credit]:
    """Yield the credits of a text in a role: of the labels that mean it, else of the label it begins with, else all."""
    plain, raw = half_width(text), squeeze(text)
    parts = list(split_labels(plain))
    begins = [part for part in parts[:1] if not plain[: part.start].strip(" [(【（")]
    labelled = [(part.label, part.value) for part in [part for part in parts if part.role == role] or begins]
    if not labelled and (match := _ANY_LABEL.match(plain)):
        labelled = [(match["label"], match["value"])]
    for label, value in labelled or [("", plain[: parts[0].start] if parts else plain)]:
        for credit in credits_of(label, role, _SENTENCE_END.split(value)[0], raw):
            if is_credible(credit):
                yield replace(credit, role_label=label or None)


def _trail(matches: list[Found], headline: str | None) -> tuple[str, ...]:
    """Return the columns that a selection names, in the engine's convention: from 首页, without 正文 and headline."""
    names = [line.text for match in outermost(matches) for line in _lines(match) if line.text]
    if not names:
        return ()
    label = "" if re.search("[:：]", names[0]) else "当前位置："
    text = label + " > ".join(names)
    trail, _, _ = find_breadcrumb([Line(0, etree.Element("p"), pieces=[text], text=text)], 1, headline)
    return trail or tuple(names)
