"""Copies of an article's page, views for telephones or print, that name the address they stand for."""

from __future__ import annotations

import re
import sqlite3

from archive.digest import address_key, article_key

# Which a server writes behind a path: it makes no copy.
_SESSION = re.compile(r";\w+=[^/?#]*")


def has_original(db: sqlite3.Connection, article: int) -> bool:
    """Whether an article was ever read at the address it is known by, and not only from copies of it."""
    rows = db.execute(
        "SELECT a.key, c.url FROM captures c JOIN articles a ON a.id = c.article"
        " WHERE a.id = ? AND c.page_kind = 'article'",
        [article],
    )
    return any(article_key(_SESSION.sub("", url)) == key for key, url in rows)


def replaces_copy(db: sqlite3.Connection, article: int, capture: int | None) -> bool:
    """Whether a capture is an article's own page, and all that is known of it came from a copy in the same crawl."""
    rows = db.execute(
        "SELECT r.number, old.url, new.url, a.url, new.crawl = old.crawl FROM articles a"
        " JOIN revisions r ON r.article = a.id JOIN captures old ON old.id = r.capture JOIN captures new ON new.id = ?"
        " WHERE a.id = ? ORDER BY r.number DESC LIMIT 1",
        [capture, article],
    ).fetchall()
    if not rows or rows[0][0] != 1 or not rows[0][4]:
        return False
    # Nor do parameters here: what came first, with more of them, may be the page itself.
    before, now, own = (address_key(_SESSION.sub("", url)).partition("?")[0] for url in rows[0][1:4])
    return bool(now == own != before)
