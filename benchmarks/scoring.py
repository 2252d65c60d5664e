"""What a reading of a page is worth, field by field, against what a careful reader found on it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
AUTHORS = ("author", "reporter", "correspondent", "contributor", "photographer", "translator", "compiler")
FIELDS = (
    "headline",
    "kicker",
    "deck",
    "source",
    "published_at",
    "authors",
    "editors",
    "breadcrumb",
    "body_f1",
    "body_first",
    "body_last",
    "page_kind",
)
# What the project promises on ../shared/pages; a field without a promise still has its floor in tests/quality.json.
TARGETS = {
    "headline": 0.99,
    "kicker": 0.97,
    "deck": 0.97,
    "source": 0.99,
    "published_at": 0.99,
    "authors": 0.97,
    "editors": 0.97,
    "breadcrumb": 0.95,
    "body_f1": 0.985,
    "body_first": 0.95,
    "body_last": 0.95,
}
HOME = frozenset({"首页", "网站首页"})
ENDS = 25


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody, a reader or a program, found on one page."""

    headline: str | None = None
    kicker: str | None = None
    deck: str | None = None
    source: str | None = None
    published_at: str | None = None
    authors: frozenset[str] = frozenset()
    editors: frozenset[str] = frozenset()
    breadcrumb: tuple[str, ...] = ()
    body: str | None = None
    page_kind: str = "other"


@dataclass(frozen=True, slots=True)
class Sample:
    """One real page with its gold; `encoding` is what the careful reader decoded it with."""

    name: str
    url: str
    html: bytes
    encoding: str
    gold: Reading


@dataclass(frozen=True, slots=True)
class Mark:
    """The points of one field on one page, from 0 to 1, and what was compared."""

    points: float
    got: str
    wanted: str


def plain(text: str | None) -> str:
    """Return text without white space, for comparing."""
    return "".join((text or "").split())


def f1(got: str, wanted: str) -> float:
    """Return the F1 of two texts' characters, as bags of bigrams of characters."""
    if not got and not wanted:
        return 1.0
    a, b = (Counter(text[i : i + 2] for i in range(max(len(text) - 1, 1))) for text in (got, wanted))
    return 2 * (a & b).total() / (a.total() + b.total())


def from_json(article: Mapping[str, Any]) -> Reading:
    """Return the reading that an article JSON, ours or a gold file, stands for."""
    credits = article.get("credits") or []

    def names(*roles: str) -> frozenset[str]:
        return frozenset(plain(c.get("name") or c.get("organization")) for c in credits if c["role"] in roles)

    return Reading(
        headline=article.get("headline"),
        kicker=article.get("kicker"),
        deck=article.get("deck"),
        source=article.get("source"),
        published_at=article.get("published_at"),
        authors=names(*AUTHORS),
        editors=names("editor"),
        breadcrumb=tuple(article.get("breadcrumb") or ()),
        body=article.get("body"),
        page_kind=article.get("page_kind") or "article",
    )


def load(pages: Path = PAGES) -> list[Sample]:
    """Return the pages of a folder in the order of their names; none where there is no such folder."""
    return [_sample(path) for path in sorted(pages.glob("*.json"))]


def _sample(path: Path) -> Sample:
    gold = json.loads(path.read_text(encoding="utf-8"))
    return Sample(
        name=path.stem,
        url=gold.get("url") or f"http://example.invalid/{path.stem}.html",
        html=path.with_suffix(".html").read_bytes(),
        encoding=gold.get("encoding") or "utf-8",
        gold=from_json(gold),
    )


def fingerprint(pages: Path = PAGES) -> str:
    """Return a SHA-256 over the names and bytes of all pages and gold files."""
    digest = hashlib.sha256()
    for path in sorted([*pages.glob("*.json"), *pages.glob("*.html")]):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def score(got: Reading, gold: Reading) -> dict[str, Mark]:
    """Return the mark of each of the twelve fields."""
    marks = {field: _same(plain(getattr(got, field)), plain(getattr(gold, field))) for field in FIELDS[:2]}
    marks["deck"] = _same(_undashed(got.deck), _undashed(gold.deck))
    marks["source"] = _same(plain(got.source), plain(gold.source))
    when, wanted = got.published_at or "", gold.published_at or ""
    marks["published_at"] = Mark(float(when.startswith(wanted) if wanted else not when), when, wanted)
    for field in ("authors", "editors"):
        marks[field] = _same_names(getattr(got, field), getattr(gold, field))
    marks["breadcrumb"] = _same(_trail(got.breadcrumb), _trail(gold.breadcrumb))
    body, text = plain(got.body), plain(gold.body)
    marks["body_f1"] = Mark(f1(body, text), f"{len(body)} characters", f"{len(text)} characters")
    marks["body_first"] = _same(body[:ENDS], text[:ENDS])
    marks["body_last"] = _same(body[-ENDS:], text[-ENDS:])
    marks["page_kind"] = _same(got.page_kind, gold.page_kind)
    return marks


def means(marks: Iterable[Mapping[str, Mark]]) -> dict[str, float]:
    """Return each field's mean over the pages."""
    rows = list(marks)
    return {field: sum(row[field].points for row in rows) / len(rows) for field in FIELDS}


def overall(by_field: Mapping[str, float]) -> float:
    """Return the mean over the twelve fields."""
    return sum(by_field[field] for field in FIELDS) / len(FIELDS)


def _same(got: str, wanted: str) -> Mark:
    return Mark(float(got == wanted), got, wanted)


def _same_names(got: frozenset[str], wanted: frozenset[str]) -> Mark:
    return Mark(float(got == wanted), "、".join(sorted(got)), "、".join(sorted(wanted)))


def _undashed(text: str | None) -> str:
    return plain(text).lstrip("—–―─-")


def _trail(parts: tuple[str, ...]) -> str:
    return " > ".join(part for part in map(plain, parts) if part not in HOME)
