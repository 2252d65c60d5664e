"""An archive to be searched: 1,700 invented articles, and what a search of them has to find, by looking for it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive.bigrams import normalise
from archive.store import Store

WORDS = [
    "党建",
    "抗疫",
    "扶贫",
    "组织",
    "黨建",
    "Ｄｉｇｉｔal",
    "digits",
    "dig",
    "会议",
    "的",
    "，",
    "。",
    "G20",
    "2020年",
]
NAMES = ["张静", "魏岚", "王伟", "张建国"]
PORTALS = {"north": "北方党建网", "south": "南方党建网", "west": "西部先锋"}


def made(number: int) -> dict[str, Any]:
    """Return an invented article; what it says depends on its number alone."""
    dice = random.Random(number)
    day = f"20{dice.randint(12, 23)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return {
        "url": f"http://dj.example/{number}",
        "headline": "".join(dice.choices(WORDS, k=3)) + f"第{number}篇",
        "body": "".join(dice.choices(WORDS, k=dice.randint(1, 14))),
        "source": dice.choice(["北方日报", "党建网", None]),
        "breadcrumb": ["首页", dice.choice(["要闻", "基层"])],
        "published_at": None if number % 50 == 7 else day if number % 2 else f"{day}T09:{number % 60:02}:00+08:00",
        "credits": [
            {"role": "author", "role_label": "作者", "name": dice.choice(NAMES), "organization": None},
            {"role": "photographer", "role_label": "摄影", "name": dice.choice(NAMES), "organization": None},
            {"role": "editor", "role_label": "责编", "name": dice.choice(NAMES[:2]), "organization": "省委组织部"},
        ],
    }


ARTICLES = [made(number) for number in range(1_700)]
MOVED = {11: "2019-05-05", 13: "2013-02-02"}  # number and the day that it is moved to
_BEFORE = [dict(article) for article in ARTICLES]
for _number, _day in MOVED.items():
    ARTICLES[_number]["published_at"] = _day


def make_searched(directory: Path) -> Path:
    """Make an archive of three portals with the articles, two of which have moved to another day."""
    store = Store(directory / "archive.db")
    for name, title in PORTALS.items():
        store.crawls.save_portal(name, {"title": title})
    for number, article in enumerate(_BEFORE):
        store.articles.save(article, list(PORTALS)[number % 3], "2026-01-01T00:00:00+00:00", None)
    for number in MOVED:
        store.articles.save(ARTICLES[number], list(PORTALS)[number % 3], "2026-01-02T00:00:00+00:00", None)
    store.close()
    return directory


Truth = Callable[[dict[str, Any]], bool]


def has(*words: str, where: tuple[str, ...] = ("headline", "body")) -> Truth:
    """Return whether one of some Chinese words stands in an article, by looking for it."""
    return lambda article: any(word in normalise(article[part] or "") for part in where for word in words)


def like(pattern: str) -> Truth:
    """Return whether an article has what a regular expression describes; `<` and `>` are the ends of a Latin word."""
    expression = re.compile(pattern.replace("<", "(?<![0-9a-z])").replace(">", "(?![0-9a-z])"))
    return lambda article: any(expression.search(normalise(article[part])) for part in ("headline", "body"))


def credited(name: str, *roles: str) -> Truth:
    return lambda article: any(credit["role"] in roles and name in credit["name"] for credit in article["credits"])


def both(*truths: Truth) -> Truth:
    return lambda article: all(truth(article) for truth in truths)


def either(*truths: Truth) -> Truth:
    return lambda article: any(truth(article) for truth in truths)


def none(truth: Truth) -> Truth:
    return lambda article: not truth(article)
