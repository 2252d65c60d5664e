"""What of a page is another than the last time: an article's words, a list's rows."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.items import Article, Link


def dated_rows(links: Sequence[Link]) -> list[tuple[str, str]]:
    """Return the rows of a list among a page's links: those with a day beside them; what is hot changes by the hour."""
    return [(link.url, link.text) for link in links if link.printed]


def suspicious(was: Sequence[Link], now: Sequence[Link]) -> list[str]:
    """Return the addresses of a list that are missing now though one behind them still stands, or are named anew."""
    names = {link.url: link.text for link in now}
    kept = [index for index, link in enumerate(was) if link.url in names and link.printed]
    end = kept[-1] if kept else -1
    missing = [link.url for link in was[: end + 1] if link.url not in names and link.printed]
    renamed = [link.url for link in was if link.printed and link.text and names.get(link.url, link.text) != link.text]
    return missing + renamed


def said_by(article: Article) -> tuple[str | None, ...]:
    """Return what an article says to its readers."""
    return (article.kicker, article.headline, article.deck, article.body, article.source, article.published_at)
