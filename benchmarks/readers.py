"""Who reads the pages: this project's engine, and the peers, each mapped onto our fields as kindly as can be.

- All get the same page and address. Those that take text, not bytes, get it decoded with the encoding that the careful
  reader found; ours and trafilatura have to find it themselves.
- No peer tells kinds of page apart: a body of 50 characters makes an article.
- No peer tells authors from editors: its names count as authors.
- A description from the head is no deck, a site's name no source: those are left empty, which earns more here.
- What a peer cannot know is empty, and right wherever the page has nothing there.
- An exception is an empty reading, and counted.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from importlib import import_module
from urllib.parse import urlsplit

from benchmarks.scoring import Reading, Sample, from_json, plain
from crawler.extraction import extract_article
from crawler.items import Page

Reader = Callable[[Sample], Reading]

OURS = "dangjian"
_ARTICLE = 50
_CHINA = timezone(timedelta(hours=8))
_TIME = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:日?[T\s]*(\d{1,2})[:：时](\d{2}))?")


def ours(sample: Sample) -> Reading:
    """Return what this project reads."""
    return from_json(extract_article(Page(sample.url, sample.html)).to_json())


def trafilatura() -> Reader:
    """Return trafilatura's reader: `bare_extraction` with metadata, the time in the finest precision it has."""
    bare_extraction = import_module("trafilatura").bare_extraction
    finest = {"original_date": True, "extensive_search": True, "outputformat": "%Y-%m-%dT%H:%M"}

    def read(sample: Sample) -> Reading:
        found = bare_extraction(sample.html, url=sample.url, with_metadata=True, date_extraction_params=finest)
        if found is None:
            return Reading()
        trail = tuple(found.categories or ())
        return _reading(found.title, found.date, found.author, found.text, trail)

    return read


def newspaper4k() -> Reader:
    """Return newspaper4k's reader: `parse` only, in Chinese, without pictures."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that nltk is missing, which `parse` does not need
        newspaper = import_module("newspaper")

    def read(sample: Sample) -> Reading:
        article = newspaper.Article(sample.url, language="zh", fetch_images=False)
        article.download(input_html=_decoded(sample))
        article.parse()
        return _reading(article.title, article.publish_date, article.authors, article.text)

    return read


def gne() -> Reader:
    """Return GNE's reader; of the head's metadata, which it hands out, the source."""
    extractor = import_module("gne").GeneralNewsExtractor()

    def read(sample: Sample) -> Reading:
        found = extractor.extract(_decoded(sample))
        reading = _reading(found["title"], found["publish_time"], found["author"], found["content"])
        return replace(reading, source=found["meta"].get("source"))

    return read


def readability() -> Reader:
    """Return readability-lxml's reader, which knows a title and a text."""
    document, html = import_module("readability").Document, import_module("lxml.html")

    def read(sample: Sample) -> Reading:
        found = document(_decoded(sample))
        return _reading(found.short_title(), None, None, html.fromstring(found.summary()).text_content())

    return read


def newsplease() -> Reader:
    """Return news-please's reader, without pictures."""
    from_html = import_module("newsplease").NewsPlease.from_html

    def read(sample: Sample) -> Reading:
        found = from_html(_decoded(sample), url=sample.url, fetch_images=False)
        return _reading(found.title, found.date_publish, found.authors, found.maintext)

    return read


def fundus() -> Reader:
    """Return Fundus's reader: it has a parser for each publisher it knows and no answer for others."""
    publishers = {_host(publisher.domain): publisher for publisher in import_module("fundus").PublisherCollection}

    def read(sample: Sample) -> Reading:
        host = _host(sample.url)
        publisher = next((p for known, p in publishers.items() if f".{host}".endswith(f".{known}")), None)
        if publisher is None:
            return Reading()
        found = publisher.parser().parse(_decoded(sample), error_handling="suppress")
        body = found.get("body")
        return _reading(
            found.get("title"), found.get("publishing_date"), found.get("authors"), str(body) if body else None
        )

    return read


# A peer's package on the index, and what loads its reader.
PEERS: dict[str, Callable[[], Reader]] = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "gne": gne,
    "readability-lxml": readability,
    "news-please": newsplease,
    "fundus": fundus,
}


def _reading(
    title: str | None,
    published: str | datetime | None,
    authors: str | list[str] | None,
    text: str | None,
    breadcrumb: tuple[str, ...] = (),
) -> Reading:
    names = re.split(r"[;；,，、\s]+", authors) if isinstance(authors, str) else authors or []
    return Reading(
        headline=title,
        published_at=_iso(published),
        authors=frozenset(plain(name) for name in names if name.strip()),
        breadcrumb=breadcrumb,
        body=text,
        page_kind="article" if len(plain(text)) >= _ARTICLE else "other",
    )


def _iso(published: str | datetime | None) -> str | None:
    """Return a time in the form of the gold; midnight is how peers say that they know the day only."""
    if isinstance(published, datetime):
        published = (published.astimezone(_CHINA) if published.tzinfo else published).isoformat()
    found = _TIME.search(published or "")
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) if part else 0 for part in found.groups())
    date = f"{year:04}-{month:02}-{day:02}"
    return f"{date}T{hour:02}:{minute:02}" if hour or minute else date


def _decoded(sample: Sample) -> str:
    return sample.html.decode(sample.encoding, "replace")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
