"""Where each field of an article came from, and what it was weighed against."""

from __future__ import annotations

from typing import Any

from crawler.extraction.article import Reading, best_reading
from crawler.extraction.candidates import headline_candidates
from crawler.extraction.canonical import canonical_url
from crawler.extraction.kinds import ENOUGH
from crawler.extraction.outline import Outline
from crawler.extraction.published import day_in_address, issue_time, printed_times, told_times
from crawler.extraction.source import iter_sources
from crawler.extraction.told import Told
from crawler.extraction.trails import iter_trails
from crawler.extraction.tree import Node, parse
from crawler.items import Page

_MOST_WEIGHED = 12
Weighed = list[dict[str, Any]]


def explain_article(page: Page) -> dict[str, Any]:
    """Return, field by field, where it was found and what it was weighed against; and why the page is what it is.

    `fields` maps a field's name to `{"value", "where", "weighed"}`: `weighed` lists what else spoke for the field, each
    with its place and, where points were given, its points. `page_kind` lists the reasons for and against an article.
    """
    parsed = parse(page)
    told: dict[str, Any] = {"encoding": {"value": parsed.encoding, "undecodable": parsed.undecodable}}
    found = best_reading(parsed)
    if found is None:
        return told | {"fields": {}, "page_kind": {"points": 0.0, "enough": ENOUGH, "evidence": []}}
    outline, reading = found
    evidence = [{"points": points, "reason": reason} for points, reason in reading.evidence.points]
    return told | {
        "read_from": "the page" if outline.parsed.raw is parsed.raw else "the fields that a script of the page holds",
        "fields": _fields(outline, reading),
        "page_kind": {"points": reading.evidence.total, "enough": ENOUGH, "evidence": evidence},
    }


def _fields(outline: Outline, reading: Reading) -> dict[str, Any]:
    article = reading.article
    fields = {
        "headline": _headline(outline, reading),
        "kicker": _above_or_below(outline, article.kicker, reading.kicker_at, "introtitle"),
        "deck": _above_or_below(outline, article.deck, reading.deck_at, "subtitle"),
        "published_at": _published(outline, reading),
        "source": _source(outline, reading),
        "credits": _credits(outline, reading),
        "breadcrumb": _breadcrumb(outline, reading),
        "body": _body(reading),
    }
    canonical, declared = article.canonical_url, outline.meta.canonical
    given = declared and canonical == canonical_url(article.url, declared) != canonical_url(article.url)
    fields["canonical_url"] = _told(canonical, "link canonical" if given else "address of the page")
    for name in _PLACES:
        value = getattr(article, name)
        where = _PLACES[name] if value else None
        fields[name] = _told(len(value) if isinstance(value, tuple) and name != "keywords" else value, where)
    return fields


_PLACES = {
    "byline": "the line that names who made the story",
    "source_url": "the link on the source",
    "crossheads": "paragraphs of the story that are set as titles",
    "images": "the story's container",
    "attachments": "links in and beside the story's container",
    "previous_url": "the line 上一篇",
    "next_url": "the line 下一篇",
    "keywords": "meta keywords",
    "cms": "marks of the publishing system in the page or its address",
}


def _told(value: object, where: str | None, weighed: Weighed | None = None) -> dict[str, Any]:
    return {"value": value, "where": where, "weighed": (weighed or [])[:_MOST_WEIGHED]}


def _place(outline: Outline, number: int | None) -> str | None:
    return f"line {number}, {_element(outline.lines[number].node)}" if number is not None else None


def _element(node: Node) -> str:
    marks = " ".join(f"{node.get('class') or ''} {node.get('id') or ''}".split())
    return f"<{node.tag} {marks}>" if marks else f"<{node.tag}>"


def _headline(outline: Outline, reading: Reading) -> dict[str, Any]:
    told = Told(outline.meta)
    scored = sorted(headline_candidates(outline, told), key=lambda pair: -pair[0])
    weighed: Weighed = [
        {"value": line.text, "where": _place(outline, line.number), "points": round(points, 2)}
        for points, line in scored
    ]
    weighed += [{"value": text, "where": where} for where, text in told.said]
    value = reading.article.headline
    where = _place(outline, reading.headline_at) or next(
        (where for where, text in told.said if value and value in text), None
    )
    return _told(value, where if value else None, weighed)


def _above_or_below(outline: Outline, value: str | None, number: int | None, tag: str) -> dict[str, Any]:
    said = outline.meta.founder.get(tag)
    where = _place(outline, number) or (
        "comment of the publishing system" if said == value else "first line of the story"
    )
    weighed = [{"value": said, "where": f"comment of the publishing system, {tag}"}] if said else []
    return _told(value, where if value else None, weighed)


def _published(outline: Outline, reading: Reading) -> dict[str, Any]:
    printed = sorted(printed_times(outline, reading.header, reading.footer), key=lambda found: -found[0])
    weighed: Weighed = [{"value": iso, "where": f"printed: {line}", "points": points} for points, iso, line in printed]
    if issue := issue_time(outline, reading.headline_at):
        weighed.append({"value": issue, "where": "issue of the paper, above the headline"})
    weighed += [{"value": iso, "where": where} for iso, where in told_times(outline)]
    if day := day_in_address(outline.parsed.url, reading.header):
        weighed.append({"value": day, "where": "address of the page"})
    value = reading.article.published_at
    return _told(value, next((w["where"] for w in weighed if w["value"] == value), None), weighed)


def _source(outline: Outline, reading: Reading) -> dict[str, Any]:
    ending = (reading.article.body or "").rsplit("\n", 1)[-1]
    found = iter_sources(outline, reading.header, reading.footer, reading.between, ending)
    weighed: Weighed = [{"value": name, "where": where} for where, name, _ in found]
    return _told(reading.article.source, weighed[0]["where"] if weighed else None, weighed)


def _credits(outline: Outline, reading: Reading) -> dict[str, Any]:
    credits = reading.article.credits
    value = [
        {"role": c.role, "name": c.name, "organization": c.organization, "label": c.role_label, "where": c.raw}
        for c in credits
    ]
    meta = outline.meta
    weighed: Weighed = [
        {"value": meta.tags[name], "where": f"meta {name}: author or editor, so it settles no role alone"}
        for name in ("author", "article:author")
        if name in meta.tags
    ]
    return _told(value, "the lines given with each" if value else None, weighed)


def _breadcrumb(outline: Outline, reading: Reading) -> dict[str, Any]:
    at = reading.headline_at if reading.headline_at is not None else 60
    trails = sorted(iter_trails(outline.lines, at, base=outline.parsed.base_url), key=lambda found: -found[0])
    weighed: Weighed = [
        {"value": names, "where": _place(outline, number), "points": points} for points, number, names in trails
    ]
    if column := outline.meta.first("columnname"):
        weighed.append({"value": [column], "where": "meta columnname"})
    value = list(reading.article.breadcrumb)
    return _told(value, _place(outline, reading.crumb_at) or ("meta columnname" if value else None), weighed)


def _body(reading: Reading) -> dict[str, Any]:
    weighed: Weighed = [
        {
            "value": _element(container.node),
            "where": "named as one that holds stories" if container.named else "where most of the page's prose stands",
            "points": round(container.weight),
        }
        for container in reading.containers
    ]
    body = reading.article.body
    where = f"{weighed[0]['value']}, {weighed[0]['where']}" if weighed else None
    return _told(f"{len(body)} characters" if body else None, where if body else None, weighed)
