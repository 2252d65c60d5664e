"""Archives of invented articles, written by `Store`, for pages that count over time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from archive.coverage import save_coverage
from archive.store import Store

WORDS = "党建引领基层治理群众实惠组织生活驻村培训乡村振兴社区服务先锋学习会议落实责任调研作风支部产业网格志愿"


class Invented:
    """An archive of short articles. Use as a context manager; it is finished and closed at its end."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.store = Store(directory / "archive.db")
        self.portals: dict[str, str] = {}
        self.written = 0

    def portal(self, name: str, title: str) -> None:
        self.portals[name] = title
        self.store.crawls.save_portal(name, {"title": title, "home": f"http://{name}.example/"})

    def article(
        self,
        portal: str,
        day: str | None,
        body: str,
        headline: str = "支部里的一天",
        author: str = "张静",
        url: str | None = None,
    ) -> str:
        """Write an article and return its address."""
        self.written += 1
        url = url or f"http://{portal}.example/{self.written}.html"
        article = {
            "url": url,
            "headline": headline,
            "body": body,
            "published_at": day,
            "breadcrumb": ["首页", "要闻"],
            "credits": [{"role": "author", "role_label": "作者", "name": author, "organization": None}],
        }
        self.store.articles.save(article, portal, "2026-01-01T00:00:00+00:00", None)
        return url

    def missing(self, portal: str, day: str | None, state: str, count: int = 1) -> None:
        """Write addresses that were listed and could not be had; `state`: failed, blocked."""
        for _ in range(count):
            self.written += 1
            self.store.begin()
            self.store.db.execute(
                "INSERT INTO frontier (portal, unit, url, section, date, state) VALUES (?, ?, ?, '要闻', ?, ?)",
                [portal, self.written, f"http://{portal}.example/{self.written}.html", day, state],
            )

    def crawl(self, portal: str, day: str, outcome: str = "finished") -> None:
        """Write a crawl of a day."""
        crawl = self.store.crawls.start(f"{portal}-{day}", portal, f"{day}T02:00:00+00:00")
        self.store.db.execute(
            "UPDATE crawls SET finished_at = ?, outcome = ? WHERE id = ?", [f"{day}T03:00:00+00:00", outcome, crawl]
        )

    def __enter__(self) -> Invented:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.begin()
        for portal in self.portals:
            save_coverage(self.store.db, portal)
        self.store.close()


def days(month: str, count: int) -> Sequence[str]:
    """Return the first days of a month."""
    return [f"{month}-{day:02}" for day in range(1, count + 1)]


def chance_text(dice: random.Random, *more: str) -> str:
    """Return a text of chance pairs of characters, with some phrases at chance places in it."""
    pairs = [WORDS[i : i + 2] for i in range(2, len(WORDS) - 1, 2)]
    pieces = dice.choices(pairs, k=120)
    for phrase in more:
        pieces.insert(dice.randrange(len(pieces)), phrase)
    return "".join(piece + ("，" if dice.random() < 0.1 else "") for piece in pieces)
