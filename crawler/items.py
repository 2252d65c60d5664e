"""The nouns that pass from the crawler through extraction to the archive: frozen, plain data, nothing of Scrapy."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, Self

PageKind = Literal["article", "listing", "topic", "other"]
Role = Literal[
    "author",
    "reporter",
    "correspondent",
    "contributor",
    "photographer",
    "translator",
    "compiler",
    "editor",
    "proofreader",
    "approver",
    "other",
]


@dataclass(frozen=True, slots=True)
class Portal:
    """One website that is archived, with the body responsible for it (主办单位).

    A portal whose certificate has expired is fetched all the same where `verify_certificates` is False. `render` is for
    a portal whose pages a script makes: a browser renders each, which takes the extra `browser`.
    """

    title: str
    home: str
    sponsor: str | None = None
    region: str | None = None
    level: str | None = None
    cms: str | None = None
    blocked: str | None = None
    render: bool = False
    verify_certificates: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """One template of a portal's pages (页面模板) with its dates of use, and where single fields stand in it.

    A portal's file holds layouts for the fields that the engine reads wrongly there; all others stay the engine's:

        layouts = (
            Layout(until="2019-06-30", match=r"/ztzl/", fields={"headline": "td.bt", "credits.editor": "#bj"}),
            Layout(since="2019-07-01", fields={"source": "//meta[@name='ly']/@content", "body": ".con > p"}),
        )

    `since` and `until` are days, `YYYY-MM-DD`, both included, of a capture's `fetched_at` (UTC). `match` is a regular
    expression searched for in the address; None is for all. `fields` maps a field of the article JSON (kicker,
    headline, deck, byline, source, published_at, breadcrumb, body, or `credits.` and a role) to a CSS selector, with
    `::text` and `::attr(name)` as in parsel, or to an XPath, which begins with `/`, `./` or `(`. The first layout that
    fits counts; a selector that finds nothing leaves the engine's value.
    """

    since: str | None = None
    until: str | None = None
    match: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Form:
    """An address with a place for a field of a row, `{id}`; `is_list` asks for a list, with `is_json` by JSON.

    Where rows come as markup they call a function by a `click`, and the places are numbers: those of what it is given.
    With `is_day` the place is for a day that the answer names. `ends`: what stands there on the page, where the field
    is yet to be learnt. With `is_next` it is the address of the list itself, with a place for the number of its page.
    """

    url: str
    is_list: bool = False
    is_json: bool = False
    click: str | None = None
    is_day: bool = False
    is_next: bool = False
    ends: Sequence[str] = ()


_SAID = ("part", "again", "alone")  # fields of `Asked`


@dataclass(frozen=True, slots=True)
class Asked:
    """Why an answer was asked for: `by` the scripts of which page, and what its `rows` lead to.

    What is relative in data is read against that page, and rows without addresses lead where its scripts make links.
    `part`: an article goes on there, so that its text is one whatever it lacks. `again`: to see whether a change that
    this crawl has found is there at every look. `alone`: as a story of its own, whatever other page it leads back to.
    """

    by: str | None = None
    rows: tuple[Form, ...] = ()
    part: bool = False
    again: bool = False
    alone: bool = False

    @classmethod
    def of(cls, by: str | None, rows: Sequence[Sequence[Any]] | None, **said: bool) -> Self:
        """Return it by what a request is known by: each form as its fields in order, and what is `said` besides."""
        return cls(by, tuple(replace(Form(*fields), ends=tuple(fields[-1])) for fields in rows or ()), **said)

    @classmethod
    def by_meta(cls, meta: Mapping[str, Any]) -> Self:
        """Return it by the meta of a request."""
        return cls.of(meta.get("by"), meta.get("rows"), **{name: meta.get(name, False) for name in _SAID})

    @classmethod
    def written(cls, text: str | None) -> Self:
        """Return what `to_text` wrote; nothing for what it did not write. Never raises."""
        try:
            said = json.loads(text) if text else {}
            found = cls.of(said.get("by"), said.get("rows"), **{name: said.get(name) is True for name in _SAID})
            told = (found.by or "", *(part for form in found.rows for part in (form.url, form.click or "", *form.ends)))
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls()
        return found if all(isinstance(part, str) for part in told) else cls()

    def to_text(self) -> str | None:
        """Return it in one line of ASCII; None where there is nothing to say."""
        said: dict[str, Any] = {"by": self.by, "rows": [dataclasses.astuple(form) for form in self.rows]}
        said |= {name: getattr(self, name) for name in _SAID}
        said = {name: value for name, value in said.items() if value}
        return json.dumps(said, separators=(",", ":")) if said else None


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, with no meaning yet. `headers` has lower-case names; `fetched_at` is ISO 8601."""

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: str | None = None
    asked: Asked = field(default_factory=Asked)


@dataclass(frozen=True, slots=True)
class Credit:
    """A name in a role; `role_label` and `raw` are as printed, `position` counts from 0 in reading order."""

    role: Role
    role_label: str | None = None
    name: str | None = None
    organization: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture inside the text; `url` is absolute, `paragraph` the number of body lines that stand before it."""

    url: str
    caption: str | None = None
    alt: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file linked from the text (公文附件); `url` is absolute."""

    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one page says: the article JSON of the interface, field for field, and the verbatim lines it was read from.

    `published_at` is `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS+08:00`: the precision of the page, never more.
    Where `page_kind` is not `article` the article's fields are empty. Of an article on several pages the first names
    the others in `part_urls`, each of them the first in `part_of`.
    """

    url: str
    canonical_url: str
    page_kind: PageKind = "other"
    portal: str | None = None
    kicker: str | None = None
    headline: str | None = None
    deck: str | None = None
    byline: str | None = None
    source: str | None = None
    source_url: str | None = None
    published_at: str | None = None
    credits: tuple[Credit, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    body: str | None = None
    crossheads: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    previous_url: str | None = None
    next_url: str | None = None
    keywords: tuple[str, ...] = ()
    part_urls: tuple[str, ...] = ()
    part_of: str | None = None
    cms: str | None = None
    credit_line_raw: str | None = None
    encoding: str | None = None
    undecodable: int = 0

    def but(self, **changes: Any) -> Self:
        """Return a copy with `changes`."""
        return dataclasses.replace(self, **changes)

    def to_json(self) -> dict[str, Any]:
        """Return the article JSON of the interface: absent is `null` or `[]`."""
        found = _by_name(self)
        for name in ("credits", "images", "attachments"):
            found[name] = tuple(map(_by_name, found[name]))
        return found


def _by_name(record: Article | Credit | Image | Attachment) -> dict[str, Any]:
    """Return what a record holds by the names of its fields; `asdict` copies each text, and takes ten times as long."""
    return {name: getattr(record, name) for name in record.__slots__}


class Link(NamedTuple):
    """A link on a page: absolute `url`, its text, and its day (`YYYY-MM-DD`), `printed` beside it or in the address.

    A tuple, since a page has hundreds, which come from another process where others read for a crawl.
    """

    url: str
    text: str = ""
    date: str | None = None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class PageRead:
    """What the spider hands to the pipeline of one address: where it is stored, what it says, or why it could not come.

    `extracted` is the article JSON with `page_state`; `capture` is the archive's own note of the stored response.
    `unit` is the request of the frontier that this ends: it comes after everything the answer leads to.
    `passed_over`: it was not to be fetched, which is no failure; `kind`: for it is one of that kind, which led nowhere.
    `item`: a list names it as a story.
    `asked_again`: the answer was none, but the question goes out once more in another way, so nothing failed yet.
    """

    url: str
    capture: Any = None
    extracted: Mapping[str, Any] | None = None
    home: bool = False
    error: str | None = None
    asked_again: bool = False
    unit: int | None = None
    passed_over: bool = False
    kind: str | None = None
    item: bool = False
