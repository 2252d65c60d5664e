"""The looks of a crawl that nothing proved when they were taken, asked again when it has ended and all of it is read.

While a crawl goes on, pages that came before another one may be read after it. In a small one these are all there are.
"""

from __future__ import annotations

from archive.store import Store
from archive.witness import witness


def settle(store: Store, crawl: int) -> set[int]:
    """Note what shows that looks in vain of an ended crawl count; return the ids of the articles that are gone so."""
    looks = store.db.execute(
        "SELECT article, capture, what FROM absences WHERE crawl = ? AND alive IS NULL AND capture IS NOT NULL"
        " ORDER BY capture",
        [crawl],
    ).fetchall()
    gone: set[int] = set()
    for article, row, what in looks:
        capture = store.captures.find(row)
        alive = None if capture is None else witness(store.db, capture, row, what, article, ended=True)
        if capture is None or alive is None:
            continue
        elsewhere = store.addresses.may_stand(article, row, besides=capture.url)
        if store.looks.prove(article, crawl, alive, elsewhere=elsewhere).outcome == "gone":
            gone.add(article)
    return gone
