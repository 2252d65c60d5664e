"""One page in, one article out: evidence from head, labels, position and density, weighed field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.extraction.attachments import links_to_attachment
from crawler.extraction.beside_dates import OF_AN_ACCOUNT
from crawler.extraction.breadcrumb import find_breadcrumb
from crawler.extraction.bylines import read_bylines
from crawler.extraction.canonical import canonical_url
from crawler.extraction.characters import comparable, squeeze
from crawler.extraction.container import Container, find_containers, weight
from crawler.extraction.credits import unique
from crawler.extraction.decks import (
    deck_above,
    deck_behind_dash,
    deck_in_heading,
    deck_in_script,
    deck_set_as,
    find_deck,
    find_kicker,
    kicker_in_heading,
)
from crawler.extraction.embedded import data_page, embedded_page, page_in_lines, page_of_boxes, script_page
from crawler.extraction.fingerprint import fingerprint_cms
from crawler.extraction.furniture import is_noise
from crawler.extraction.header import find_footer, find_header, first_line
from crawler.extraction.headline_texts import last_line
from crawler.extraction.headlines import find_headline
from crawler.extraction.kinds import (
    ENOUGH,
    TOPIC_URL,
    Evidence,
    is_front_page,
    is_long,
    leads_on_alone,
    other_kind,
    weigh,
)
from crawler.extraction.meta import Meta
from crawler.extraction.names import is_organization
from crawler.extraction.outline import Outline, read_outline
from crawler.extraction.pictures import pictures
from crawler.extraction.published import beside_the_trail, day_in_address, find_published, right_below
from crawler.extraction.source import find_source
from crawler.extraction.surroundings import (
    find_attachments,
    find_images,
    find_neighbours,
    find_parts,
    framed_text,
    loaded_text,
)
from crawler.extraction.telling import tell_story
from crawler.extraction.text import HEADINGS, Line
from crawler.extraction.titles import is_prose
from crawler.extraction.tree import Parsed, parse
from crawler.items import Article, Credit, Page

_OF_A_PLATFORM = re.compile(r"[·•]\S{1,4}号")
_LONGEST_ACCOUNT = 16  # characters
_MOST_KEYWORDS = 20
_NOTHING = ("null", "undefined")  # what a template prints of a field that is empty
# JSON, or a call with JSON.
_DATA = re.compile(r"[\ufeff\s]*(?:[\w$.]+\s*\(\s*)?[{\[]")
_SCRIPT_FILE = re.compile(r"\.m?js(?:[?#]|$)", re.I)
_SUMMARY, _NO_STORY = 10, 60  # characters, of the shortest; weight of less than any
_SEVERAL, _SHORTEST_TITLE = 3, 8  # links to other stories; characters
_PLATFORM = re.compile(r"(?:澎湃|网易|搜狐|头条|百家|大鱼|企鹅|新华|人民|看点|一点|大风|凤凰)号")


def extract_article(page: Page | bytes, url: str = "", headers: Mapping[str, str] | None = None) -> Article:
    """Return what a page says, given as a `Page` or as its bytes. Never raises.

    `url` is the address that links are read against, `headers` the response's, with lower-case names; both only with
    bytes. A page that is no article has empty fields.
    """
    if not isinstance(page, Page):
        page = Page(url, bytes(page), headers=headers or {})
    article = extract_parsed(parse(page))
    return article if article.url == page.url else article.but(url=page.url, canonical_url=page.url)


def extract_parsed(parsed: Parsed) -> Article:
    """Return what a parsed page says."""
    return article_from(parsed, best_reading(parsed))


def article_from(parsed: Parsed, found: tuple[Outline, Reading] | None) -> Article:
    """Return what a page says, given what was read of it: a page that is no article has empty fields."""
    if found is None:
        return Article(parsed.url, canonical_url(parsed.url), encoding=parsed.encoding, undecodable=parsed.undecodable)
    outline, reading = found
    if reading.is_article:
        return reading.article
    return Article(
        parsed.url,
        reading.article.canonical_url,
        page_kind=other_kind(outline),
        cms=reading.article.cms,
        encoding=parsed.encoding,
        undecodable=parsed.undecodable,
    )


def best_reading(parsed: Parsed) -> tuple[Outline, Reading] | None:
    """Return a page's lines and what was read of them, or of the story that a script holds; None for no page."""
    if _DATA.match(parsed.text):
        page = None if is_front_page(parsed.url) else data_page(parsed)
        return _told(parsed, page, canonical_url(parsed.url)) if page is not None else None
    if _is_script(parsed):
        page = script_page(parsed)
        return _told(parsed, page, canonical_url(parsed.url)) if page is not None else None
    if parsed.tree is None or not len(parsed.tree):
        return None
    outline = read_outline(parsed)
    reading = read_article(outline)
    if is_front_page(parsed.url) or (reading.is_article and reading.article.published_at is not None):
        return outline, reading
    if (page := page_of_boxes(parsed) if reading.is_article else _embedded(outline)) is not None:
        told = _told(parsed, page, reading.article.canonical_url, reading.article.cms)
        if told is not None:
            return told
    return outline, reading


def _is_script(parsed: Parsed) -> bool:
    """Whether a page is a script by its header or its name, and no page sent as one: its templates tell nothing."""
    if not parsed.mime.endswith("javascript") and ".js" not in parsed.url:
        return False
    named = parsed.mime.endswith("javascript") or _SCRIPT_FILE.search(parsed.url) is not None
    return named and not parsed.text.lstrip("\ufeff \r\n\t").startswith("<")


def _told(parsed: Parsed, page: Page, canonical: str, cms: str | None = None) -> tuple[Outline, Reading] | None:
    """Return what was read of the story that a page's script or an answer holds, or None where that is no article."""
    inner = read_outline(parse(page))
    reading = read_article(inner)
    if not reading.is_article:
        return None
    article = reading.article.but(
        canonical_url=canonical, cms=cms, encoding=parsed.encoding, undecodable=parsed.undecodable
    )
    return inner, replace(reading, article=article)


def _is_whole_page(container: Container, below: Sequence[Line]) -> bool:
    """Whether what is left of a page weighs next to nothing anywhere: there is no story to hold."""
    if container.node.tag != "body" or container.weight >= _NO_STORY:
        return False
    return not any("。" in line.text or (pictures(line) and not is_noise(line.text)) for line in below)


def _stands_by_others(container: Container, outline: Outline, at: int) -> bool:
    """Whether the little that a block holds stands beside links to other stories, none above them: a sidebar's scraps.

    A page that plays a video and says no more has a headline, and below it the weather and what is read most.
    """
    if container.named or container.weight >= _NO_STORY:
        return False
    others = [line.number for line in outline.lines[at + 1 :] if _leads_to_another(line)]
    held = [line for line in outline.lines[at + 1 :] if container.holds(line)]
    if len(others) < _SEVERAL or any("。" in x.text or pictures(x) or links_to_attachment(x) for x in held):
        return False
    # A heading may stand right above the links.
    return next((line.number for line in held if weight(line) > 0), 0) >= others[0] - 1


def _leads_to_another(line: Line) -> bool:
    return line.link_share > 0.5 and line.linked >= _SHORTEST_TITLE and not links_to_attachment(line)


def _embedded(outline: Outline) -> Page | None:
    told = any(is_prose(line) and line.number not in outline.rows for line in outline.lines)
    if (page := embedded_page(outline.parsed, bare=not told)) is not None:
        return page
    return page_in_lines(outline.parsed) if any(line.node.tag == "pre" for line in outline.lines) else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says if it is an article, how far it is one, and what it was read from."""

    article: Article
    evidence: Evidence
    headline_at: int | None
    deck_at: int | None
    kicker_at: int | None
    crumb_at: int | None
    containers: list[Container]
    header: list[Line]
    footer: list[Line]
    between: list[Line]

    @property
    def is_article(self) -> bool:
        """Whether enough speaks for the page being an article."""
        return self.evidence.total >= ENOUGH and bool(self.article.headline)


def read_article(outline: Outline) -> Reading:
    """Read a page as an article, whether it is one or not."""
    parsed, meta, lines = outline.parsed, outline.meta, outline.lines
    headline, headline_at = find_headline(outline)
    at = last_line(lines, headline_at, headline or "") if headline_at is not None else -1
    below = [line for line in lines if line.number > at and line.number not in outline.rows]
    containers = find_containers(
        below, outline.is_metadata, outline.parents, outline.tree, titled=headline_at is not None
    )
    container = containers[0] if containers and not _is_whole_page(containers[0], below) else None
    if container is not None and _stands_by_others(container, outline, at):
        container = None
    first = first_line(outline, container, at)
    if headline_at is None and container is not None:
        at = first - 1
    breadcrumb, crumb_at, ended = find_breadcrumb(
        lines, headline_at if headline_at is not None else at if at >= 0 else 60, headline, parsed.base_url
    )
    deck = deck_at = kicker = kicker_at = None
    if headline is not None and headline_at is not None:
        deck, deck_at = find_deck(lines, at, meta, outline.is_metadata)
        deck = deck or deck_in_heading(lines[headline_at], headline)
        deck = deck if deck and any(map(str.isalpha, deck)) and deck not in _NOTHING else None  # 【10:25】
        kicker, kicker_at = find_kicker(lines, headline_at, meta, outline.is_metadata)
        kicker = kicker or kicker_in_heading(lines[headline_at], headline)
        if deck is None and kicker_at is not None:
            deck, deck_at = deck_set_as(lines[kicker_at], lines[at : at + 2], outline.is_metadata)
    elif headline is not None:
        deck = deck_in_script(parsed.text)
    parted = deck_behind_dash(headline) if headline is not None and deck is None else None
    header = find_header(outline, at, first, crumb_at, container)
    taken = {n for n in (deck_at, kicker_at, crumb_at) if n is not None} | {line.number for line in header}
    story = tell_story(outline, container, at, headline, taken)
    # Where the container holds the metadata too, what is between ends with them.
    between = lines[at + 1 : first if first > at + 1 or not header else header[-1].number + 1]
    if parted is not None:
        deck = parted[1]
    elif deck is None:
        above = deck_above(between, container, outline.is_metadata)
        deck = above.text if above is not None else story.take_deck()
    else:
        story.drop_deck(deck)
    kicker = kicker or story.kicker
    footer = find_footer(outline, story, container)
    bylines = read_bylines(outline, header, story, footer)
    source, source_url = find_source(outline, header, footer, between, bylines.texts[-1] if bylines.texts else "")
    if source == headline:  # the day stands beside it
        source = source_url = None
    previous_url, next_url = find_neighbours(outline)
    credits = [
        c
        for c in bylines.credits
        if (c.role_label or c.organization or c.name != source) and not _is_the_site(c, breadcrumb)
    ]
    published_at = find_published(outline, header, footer, headline_at) or beside_the_trail(outline, crumb_at)
    signed_at = story.signed_at if story.signed_at in outline.dates else story.day_below()
    signed = outline.dates[signed_at][0].iso if signed_at in outline.dates else None
    canonical = canonical_url(parsed.url, meta.canonical)
    part_urls, part_of = find_parts(outline, canonical) if container is not None else ((), None)
    framed = False
    images = find_images(outline, story, bylines.kept)
    attachments = find_attachments(outline, container, story, at, told=bool(bylines.texts))
    if (
        headline_at is not None
        and published_at
        and source
        and not (bylines.texts or images or attachments or part_urls)
    ):
        part_urls = framed_text(outline, headline_at) or loaded_text(outline)
        framed = bool(part_urls)
    article = Article(
        url=parsed.url,
        canonical_url=canonical,
        page_kind="article",
        kicker=kicker,
        headline=headline,
        deck=deck,
        byline=bylines.byline,
        source=source,
        source_url=source_url,
        published_at=published_at or signed,
        credits=unique([*(_account(breadcrumb) or _account_above(source, between, outline)), *credits]),
        breadcrumb=breadcrumb or _column(outline, header),
        body="\n".join(bylines.texts),
        crossheads=tuple(filter(set(bylines.texts).__contains__, story.crossheads)) if story.crossheads else (),
        images=images,
        attachments=attachments,
        previous_url=previous_url,
        next_url=next_url,
        keywords=_keywords(meta),
        cms=fingerprint_cms(parsed, container.node if container is not None else None)
        or ("founder" if meta.founder else None),
        credit_line_raw=" | ".join(line.spaced for line in [*header, *footer]) or None,
        encoding=parsed.encoding,
        undecodable=parsed.undecodable,
        part_urls=part_urls,
        part_of=part_of,
    )
    known_container = container is not None and container.named
    evidence = weigh(outline, article, headline_at is not None, ended, known_container)
    headed = headline_at is not None and first == at + 1 and _is_own_heading(lines[headline_at], meta.title)
    if headed and is_long(article) and not TOPIC_URL.search(parsed.url):
        evidence.add(0.5, "a heading of its own right above a long text")
    # A document, or another page, in place of a text.
    shown = framed or any(attachment.title is None for attachment in attachments)
    if not (article.body or shown) and headline_at is not None and leads_on_alone(outline, at):
        evidence.add(-8, "titles of other stories in place of a text")
    if published_at is None:
        # Lists have days in their addresses too, so it is no evidence. A notice says below its text when it was signed.
        moment = right_below(outline, footer) or day_in_address(parsed.url, header) or signed
        article = article.but(published_at=moment)
    if parted is not None:  # what was looked for was the whole line
        article = article.but(headline=parted[0])
    return Reading(article, evidence, headline_at, deck_at, kicker_at, crumb_at, containers, header, footer, between)


def _is_own_heading(line: Line, title: str) -> bool:
    """Whether a heading is what the page's title tells too, or the title tells only whose site it is."""
    return line.node.tag in HEADINGS and (line.plain in comparable(title) or is_organization(title))


def _is_the_site(credit: Credit, breadcrumb: tuple[str, ...]) -> bool:
    """Whether a name is what the site is called for short: 文｜云溪 孟浩, where the trail begins with 云溪网."""
    return bool(breadcrumb and credit.name) and breadcrumb[0] in (f"{credit.name}网", f"{credit.name}报")


def _account(breadcrumb: tuple[str, ...]) -> list[Credit]:
    """Return the account that published a story on a platform of accounts, as its trail says: 澎湃号 > 某发布."""
    if len(breadcrumb) < 2 or not _PLATFORM.fullmatch(breadcrumb[0]):
        return []
    return [Credit("author", None, None, breadcrumb[1], " > ".join(breadcrumb[:2]))]


def _account_above(source: str | None, between: Sequence[Line], outline: Outline) -> list[Credit]:
    """Return the account whose name stands alone above the time, where the source is a platform's: 某网·某某号.

    Where there is no source, the account is one whose name leads to its own page.
    """
    if source is not None and not _OF_A_PLATFORM.search(source):
        return []
    for line in between[:3]:
        if source is None and (line.link_share < 1 or not OF_AN_ACCOUNT.search(line.links[0][0].get("href") or "")):
            continue
        if 2 <= len(line.text) <= _LONGEST_ACCOUNT and not outline.is_metadata(line.number):
            named = None if source is not None or is_organization(line.text) else line.text
            return [Credit("author", None, named, line.text if named is None else None, line.text)]
    return []


def _column(outline: Outline, header: Sequence[Line]) -> tuple[str, ...]:
    """Return the column that the head names, where the page tells nothing itself: as a heading it is no trail."""
    name = outline.meta.first("columnname") or outline.meta.founder.get("nodename")
    return (name,) if name and not header else ()


def _keywords(meta: Meta) -> tuple[str, ...]:
    words = [squeeze(word) for word in re.split(r"[;,，；、\s|]+", meta.first("keywords") or "")]
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST_KEYWORDS]


def _unrepeated(body: str | None, first: Article) -> str:
    """Return the text of a further page without the summary that every page of an article has above it.

    What comments alone go on below is the same text again.
    """
    if body == first.body:
        return ""
    lines = (body or "").split("\n")
    told = [first.deck or "", *(first.body or "").split("\n")[:3]]
    while lines and len(lines[0]) >= _SUMMARY and any(text.startswith(lines[0].rstrip("….")) for text in told):
        del lines[0]
    return "\n".join(lines)


def join_parts(articles: Sequence[Article]) -> Article:
    """Return an article of several pages as one: the first page's fields, every page's text and pictures."""
    first = articles[0]
    return first.but(
        body="\n".join(filter(None, [first.body, *(_unrepeated(article.body, first) for article in articles[1:])])),
        crossheads=tuple(text for article in articles for text in article.crossheads),
        images=tuple({image.url: image for article in articles for image in article.images}.values()),
        attachments=tuple({a.url: a for article in articles for a in article.attachments}.values()),
        credits=unique([credit for article in articles for credit in article.credits]),
        part_urls=tuple(dict.fromkeys([*first.part_urls, *(article.url for article in articles[1:])])),
    )
