"""Looks in vain that prove nothing by themselves: of many articles of a host at once, of refusals and of faults.

A portal that shows its home or an empty frame in place of what it has loses a large part of the articles looked at, in
one crawl. One that refuses an article or says that it fails may still have it. Such looks raise suspicion alone, until
they have lasted: three or more, a week or longer, with other stories of the host seen in the first crawl and the last.
What is refused or fails for many at once is never a takedown.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from datetime import datetime, timedelta

from archive.captures import ids_of
from archive.witness import SAID_OUTRIGHT, root_of

# What stands in the place of an article that says nothing of it: a refusal of this address, or that the site fails.
REFUSED = (401, 403, 451)
FAULT = "fault"
HELD = (*map(str, REFUSED), FAULT)
MANY = 5
_SHARE = 4  # a quarter of the articles that were looked at
_ANYWAY = 50  # articles lost in one crawl, whatever their share
_FIFTIETH = 50  # of a crawl's pages, as refused by a wall
_LOOKS, _LASTS = 3, timedelta(days=7, hours=-4)  # a crawl may start a little earlier than the one a week before
# Of a row x in `absences`: it says that the article is not there, or counts all the same.
SAYS_SO = f"(x.alive IS NOT NULL OR x.what NOT IN ({', '.join(map(repr, HELD))}))"


def lost_at_once(db: sqlite3.Connection, crawl: int) -> dict[str, tuple[set[int], int]]:
    """Return, by host, the articles missed in a crawl in one way that are too many to believe it, and all looked at.

    One that was missed before, by a look that counts, is not among them; nor what the server itself says is gone.
    """
    outright = ", ".join("?" * len(SAID_OUTRIGHT + HELD))
    # Looks since the same last sight of an article have the same `last_good`.
    rows = db.execute(
        "SELECT x.article, x.what, c.url FROM absences x JOIN captures c ON c.id = x.capture"
        f" WHERE x.crawl = ? AND x.what NOT IN ({outright}) AND NOT EXISTS (SELECT 1 FROM absences y"
        " WHERE y.article = x.article AND y.crawl < x.crawl AND y.alive IS NOT NULL AND y.last_good IS x.last_good)",
        [crawl, *SAID_OUTRIGHT, *HELD],
    ).fetchall()
    lost: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for article, what, url in rows:
        lost[root_of(url)][what].add(article)
    found: dict[str, tuple[set[int], int]] = {}
    for host, by_kind in lost.items():
        if all(len(articles) < MANY for articles in by_kind.values()):
            continue
        looked = len(set().union(*by_kind.values())) + _seen(db, crawl, host)
        # What fails does so in one way; a portal that takes down some articles may do it in several.
        too_many = [
            articles
            for articles in by_kind.values()
            if len(articles) >= MANY and (len(articles) * _SHARE >= looked or len(articles) >= _ANYWAY)
        ]
        if too_many:
            found[host] = (set().union(*too_many), looked)
    return found


def doubt(db: sqlite3.Connection, crawl: int) -> set[int]:
    """Have the looks of a crawl prove nothing that missed too much at once; return the articles."""
    doubted = {article for articles, _ in lost_at_once(db, crawl).values() for article in articles}
    db.execute(
        "UPDATE absences SET alive = NULL WHERE crawl = ? AND article IN (SELECT value FROM json_each(?))"
        " AND (SELECT status FROM articles WHERE id = article) = 'live'",
        [crawl, json.dumps(sorted(doubted))],
    )
    return doubted


def forget_held(db: sqlite3.Connection, crawl: int) -> None:
    """Take out what a crawl wrote of refusals and faults on hosts that refuse or fail for many."""
    rows = db.execute(
        "SELECT x.article, c.url FROM absences x JOIN captures c ON c.id = x.capture"
        f" WHERE x.crawl = ? AND x.what IN ({', '.join('?' * len(HELD))})",
        [crawl, *HELD],
    ).fetchall()
    held = Counter(root_of(url) for _, url in rows)
    fails: set[str] = set()
    for host, count in held.items():
        refused, pages = db.execute(
            "SELECT coalesce(sum(status >= 400 AND status NOT IN (404, 410)), 0), count(*) FROM captures"
            " WHERE id BETWEEN ? AND ? AND substr(url, 1, ?) = ?",
            [*ids_of(crawl), len(host), host],
        ).fetchone()
        if count >= MANY or (refused >= MANY and refused * _FIFTIETH > pages):
            fails.add(host)
    db.executemany(
        "DELETE FROM absences WHERE crawl = ? AND article = ? AND alive IS NULL",
        [[crawl, article] for article, url in rows if root_of(url) in fails],
    )


def looks_that_last(db: sqlite3.Connection, article: int, until: str) -> list[tuple[int, int]]:
    """Return the looks at an article in vain, since it was seen last, that lie a week or more before `until`.

    Each is a crawl and a capture; none are returned where there are too few looks in all.
    """
    looks = db.execute(
        "SELECT x.crawl, x.capture, x.seen_at FROM absences x JOIN articles a ON a.id = x.article"
        " WHERE x.article = ? AND a.status = 'live' AND x.seen_at > coalesce(a.last_seen_at, '') AND x.seen_at <= ?"
        " AND x.capture IS NOT NULL ORDER BY x.seen_at",
        [article, until],
    ).fetchall()
    since = (datetime.fromisoformat(until) - _LASTS).isoformat(timespec="microseconds")
    return [(crawl, capture) for crawl, capture, seen_at in looks if seen_at <= since] if len(looks) >= _LOOKS else []


def _seen(db: sqlite3.Connection, crawl: int, host: str) -> int:
    """Return how many articles of a host that were known before were seen in a crawl."""
    found = db.execute(
        "SELECT count(DISTINCT c.article) FROM captures c JOIN articles a ON a.id = c.article"
        " JOIN crawls r ON r.id = c.crawl WHERE c.id BETWEEN ? AND ? AND substr(c.url, 1, ?) = ?"
        " AND coalesce(c.status, 200) IN (200, 304) AND c.page_kind = 'article' AND a.first_seen_at < r.started_at"
        " AND NOT EXISTS (SELECT 1 FROM absences x WHERE x.article = c.article AND x.capture = c.id)",
        [*ids_of(crawl), len(host), host],
    ).fetchone()
    return int(found[0])
