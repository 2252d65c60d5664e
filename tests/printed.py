"""A story on an invented page, as one site prints it, read by the engine."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.extraction import extract_article
from crawler.items import Article


@dataclass(frozen=True)
class Printed:
    """A site's page of a story: what is given to `read` or `story` takes the place of what it prints."""

    url: str
    headline: str
    info: str  # the line of time and source
    site: str  # as a title ends

    def read(self, main: str, title: str | None = None, head: str = "", before: str = "") -> Article:
        """Read a page by what its body is; its title is the headline's unless it is given."""
        title = f"{self.headline}{self.site}" if title is None else title
        html = f"{before}<html><head><title>{title}</title>{head}</head><body>{main}</body></html>"
        return extract_article(html.encode(), url=self.url)

    def story(self, body: str, above: str = "", headline: str | None = None, below: str = "") -> Article:
        """Read a page by what its story's block holds, and what stands above the headline and below the block."""
        headline = headline or self.headline
        main = f"{above}<h1>{headline}</h1>{self.info}<div class='content'>{body}</div>{below}"
        return self.read(main, f"{headline}{self.site}")


def lines(article: Article) -> list[str]:
    """Return the paragraphs of an article's text."""
    return (article.body or "").split("\n")


def people(article: Article) -> list[tuple[str, str | None, str | None]]:
    """Return who made an article: role, name, organisation."""
    return [(credit.role, credit.name, credit.organization) for credit in article.credits]
