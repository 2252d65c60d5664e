"""What of a page is another than the last time: an article's words, a list's rows."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.addresses import url_key
from crawler.items import Article, Link


def dated_rows(links: Sequence[Link]) -> list[tuple[str, str]]:
    """Return the rows of a list among a page's links: those with a day beside them; what is hot changes by the hour."""
    return [(url_key(link.url), link.text) for link in links if link.printed]


def suspicious(was: Sequence[Link], now: Sequence[Link]) -> list[str]:
    """Return the addresses of a list that are missing now though one behind them still stands, or are named anew.

    A row whose address has another session in it than the last time is the same row.
    """
    names = {url_key(link.url): link.text for link in now}
    rows = [(link, names.get(url_key(link.url))) for link in was if link.printed]
    end = max((place for place, (_, name) in enumerate(rows) if name is not None), default=-1)
    missing = [link.url for link, name in rows[: end + 1] if name is None]
    renamed = [link.url for link, name in rows if link.text and name is not None and name != link.text]
    return missing + renamed


def said_by(article: Article) -> tuple[str | None, ...]:
    """Return what an article says to its readers."""
    return (article.kicker, article.headline, article.deck, article.body, article.source, article.published_at)
