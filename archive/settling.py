"""The looks of a crawl that nothing proved when they were taken, asked again when it has ended and all of it is read.

While a crawl goes on, pages that came before another one may be read after it. In a small one these are all there are.
For the same reason a look among a crawl's first captures may have been proved by another page than a rebuild finds,
which reads one after the other: what proves it is chosen anew.
"""

from __future__ import annotations

from archive.captures import AT_ONCE
from archive.store import Store
from archive.witness import witness


def settle(store: Store, crawl: int) -> set[int]:
    """Note what shows that looks in vain of an ended crawl count; return the ids of the articles that are gone so.

    Looked at are its own, and those of crawls before it that were killed.
    """
    gone: set[int] = set()
    for one in store.crawls.with_killed(crawl):
        looks = store.db.execute(
            "SELECT article, capture, what, alive FROM absences WHERE crawl = ? AND capture IS NOT NULL"
            " AND (alive IS NULL OR alive > capture - ?) ORDER BY capture",
            [one, AT_ONCE],
        ).fetchall()
        for article, row, what, before in looks:
            capture = store.captures.find(row)
            alive = None if capture is None else witness(store.db, capture, row, what, article, ended=True)
            if capture is None or alive is None or alive == before:
                continue
            named = store.addresses.article_at(capture.url) == article
            elsewhere = store.addresses.may_stand(article, row, besides=capture.url, besides_is_name=named)
            if store.looks.prove(article, one, alive, elsewhere=elsewhere).outcome == "gone":
                gone.add(article)
    return gone | _missed_by_all_names(store, crawl)


def _missed_by_all_names(store: Store, crawl: int) -> set[int]:
    """Conclude what looks at other names came to that were taken before the crawl asked for the own address."""
    gone: set[int] = set()
    looks = store.db.execute(
        "SELECT x.article, x.capture, x.alive, c.url FROM absences x JOIN articles a ON a.id = x.article"
        " JOIN captures c ON c.id = x.capture WHERE x.crawl = ? AND x.alive IS NOT NULL AND a.status = 'live'"
        " ORDER BY x.capture",
        [crawl],
    ).fetchall()
    for article, row, alive, url in looks:
        if store.addresses.article_at(url) != article:
            continue
        if store.addresses.may_stand(article, row, besides=url, besides_is_name=True):
            continue
        if store.looks.prove(article, crawl, alive).outcome == "gone":
            gone.add(article)
    return gone
