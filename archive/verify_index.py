"""Whether the full-text index holds exactly what the texts say: every token in its place, and nothing else.

The index keeps no texts, so both sides are compared token by token: what SQLite's own view of the index lists, and what
the same tokenizer makes of the rows today. The index is ordered by token and the texts by article, so for each article
a sum over its tokens and their places is kept, about 100 bytes an article.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from random import getrandbits

from archive.bigrams import SPLITTER_VERSION
from archive.entries import COLUMNS, entry_of

AT_ONCE = 500  # articles
_NAMES = ", ".join(COLUMNS)
_OPTIONS = "content='', tokenize='unicode61 remove_diacritics 0'"


def verify_index(db: sqlite3.Connection, wrong: Callable[[str], None]) -> None:
    """Tell `wrong`, a line each, of articles that the index has not, has otherwise, or has though there are none.

    `db` may be read-only: only temporary tables are made. Raises sqlite3.DatabaseError for an index that is no index.
    """
    version = db.execute("SELECT value FROM settings WHERE name = 'splitter_version'").fetchone()
    if version is None or version[0] != SPLITTER_VERSION:
        said = "no version" if version is None else f"version {version[0]}"
        wrong(f"the search index was made by {said} of the splitter, not {SPLITTER_VERSION}; `dangjian rebuild` it")
        return
    db.execute("CREATE VIRTUAL TABLE temp.held USING fts5vocab(main, articles_fts, instance)")
    db.execute(f"CREATE VIRTUAL TABLE temp.today USING fts5({_NAMES}, {_OPTIONS})")
    db.execute("CREATE VIRTUAL TABLE temp.wanted USING fts5vocab(temp, today, instance)")
    places = Places()
    held = _sums(db, "held", places)
    sizes = {row[0] for row in db.execute("SELECT id FROM articles_fts_docsize")}
    articles = db.execute("SELECT a.id, a.key, a.url FROM articles a JOIN texts t ON t.article = a.id ORDER BY a.id")
    while some := articles.fetchmany(AT_ONCE):
        db.executemany(
            f"INSERT INTO temp.today (rowid, {_NAMES}) VALUES (?, ?, ?, ?, ?)",
            ((identity, *entry_of(db, identity)) for identity, _, _ in some),
        )
        wanted = _sums(db, "wanted", places)
        db.execute("INSERT INTO temp.today (today) VALUES ('delete-all')")
        for identity, key, url in some:
            there = identity in held or identity in sizes
            complete = identity in sizes
            sizes.discard(identity)
            if held.pop(identity, 0) != wanted.get(identity, 0) or (wanted.get(identity) and not complete):
                what = "holds another text of it" if there else "has it not"
                wrong(f"article {key} ({url}): the search index {what}; `dangjian rebuild` makes it anew")
    for identity in sorted(held.keys() | sizes):
        wrong(f"the search index holds an article {identity} that is not there; `dangjian rebuild` makes it anew")


class Places(dict[int, int]):
    """A random number for each place of a token, made when it is first asked for.

    A damaged index lists places that no text is long enough for.
    """

    def __missing__(self, offset: int) -> int:
        number = self[offset] = getrandbits(61)
        return number


def _sums(db: sqlite3.Connection, view: str, places: Places) -> dict[int, int]:
    """Return for each article a sum over its tokens with their places.

    Each adds the product of two random numbers, its token's and its place's. A hash of both together would not do:
    Python's is nearly a sum of its parts, so that two tokens in each other's place would not show.
    """
    sums: defaultdict[int, int] = defaultdict(int)
    for term, article, column, offset in db.execute(f"SELECT term, doc, col, offset FROM temp.{view}"):
        sums[article] += hash((term, column)) * places[offset]
    return dict(sums)
