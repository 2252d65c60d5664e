"""The two others that a crawl is timed beside: Scrapy as it comes, and the way it is usually done.

python -m benchmarks.naive_spider bare|naive ADDRESS COUNT DATABASE
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import scrapy
from bs4 import BeautifulSoup
from scrapy.crawler import AsyncCrawlerProcess
from sqlite_utils import Database


class Bare(scrapy.Spider):
    """Fetches every article and does nothing with it."""

    name = "bare"
    home: str
    count: str
    custom_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield every article."""
        for number in range(int(self.count)):
            yield scrapy.Request(f"{self.home}a/{number}.html")

    def parse(self, response: scrapy.http.Response) -> None:
        """Do nothing."""


class Upsert:
    """Writes every item at once."""

    def open_spider(self) -> None:
        """Open the database."""
        self.table = Database(sys.argv[4]).table("articles")

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Write an item."""
        self.table.upsert(item, pk="url")
        return item


class Naive(Bare):
    """Reads every article with BeautifulSoup and upserts it."""

    name = "naive"
    custom_settings = {**Bare.custom_settings, "ITEM_PIPELINES": {Upsert: 300}}  # noqa: RUF012

    def parse(self, response: scrapy.http.Response) -> Any:
        """Yield the article."""
        soup = BeautifulSoup(response.text, "lxml")
        heading = soup.find("h1")
        yield {
            "url": response.url,
            "headline": (heading or soup.title or soup).get_text(strip=True),
            "body": "\n".join(paragraph.get_text(strip=True) for paragraph in soup.find_all("p")),
        }


if __name__ == "__main__":
    process = AsyncCrawlerProcess()
    process.crawl({"bare": Bare, "naive": Naive}[sys.argv[1]], home=sys.argv[2], count=sys.argv[3])
    process.start()
