"""The looks of a crawl that nothing proved when they were taken, asked again when it has ended and all of it is read.

While a crawl goes on, pages that came before another one may be read after it. In a small one these are all there are.
Only then is it known, too, whether so much was missed at once that it is to be doubted.

For the same reason a look may have been proved by another page than a rebuild finds, which reads one after the other: a
busy machine reads far behind what it fetches, and a redirect waits for no reading. What proves a look is chosen anew.
"""

from __future__ import annotations

from itertools import chain

from archive.doubt import HELD, doubt, forget_held, looks_that_last
from archive.store import Store
from archive.witness import well, witness


def settle_edits(store: Store, crawl: int) -> int:
    """Take back what an ended crawl took for edits before it knew what comes and goes on its portal.

    Looked at are its own, whose number is returned, and those of crawls before it that were killed.
    """
    found = {one: store.articles.again.passing_of(one) for one in store.crawls.with_killed(crawl)}
    for article in chain(*found.values()):
        store.articles.again.take_back(article)
    return len(found[crawl])


def settle(store: Store, crawl: int) -> set[int]:
    """Note what shows that looks in vain of an ended crawl count; return the ids of the articles that are gone so.

    Looked at are its own, and those of crawls before it that were killed.
    """
    gone: set[int] = set()
    doubted: dict[int, set[int]] = {}
    for one in store.crawls.with_killed(crawl):
        forget_held(store.db, one)
        doubted[one] = doubt(store.db, one)
    for one in doubted:
        looks = store.db.execute(
            "SELECT article, capture, what, alive FROM absences WHERE crawl = ? AND capture IS NOT NULL"
            " ORDER BY capture",
            [one],
        ).fetchall()
        for article, row, what, before in looks:
            if article in doubted[one] or what in HELD:
                continue
            capture = store.captures.find(row)
            alive = None if capture is None else witness(store.db, capture, row, what, article, ended=True)
            if capture is None or alive is None or alive == before:
                continue
            elsewhere = _may_stand(store, article, row, capture.url)
            if store.looks.prove(article, one, alive, elsewhere=elsewhere).outcome == "gone":
                gone.add(article)
        gone |= _lasting(store, one, doubted[one])
    return gone | _missed_by_all_names(store, crawl)


def _may_stand(store: Store, article: int, row: int, url: str) -> bool:
    """Whether an article that was missed at an address may stand under another of its names."""
    named = store.addresses.article_at(url) == article
    return store.addresses.may_stand(article, row, besides=url, besides_is_name=named)


def _lasting(store: Store, crawl: int, doubted: set[int]) -> set[int]:
    """Conclude what looks of a crawl come to that prove nothing by themselves, where it has lasted.

    The first that counts with them is the first one in a crawl that saw other stories of the host.
    """
    gone: set[int] = set()
    rows = store.db.execute(
        "SELECT article, capture, what, seen_at FROM absences WHERE crawl = ? AND alive IS NULL AND capture IS NOT NULL"
        " ORDER BY capture",
        [crawl],
    ).fetchall()
    for article, row, what, seen_at in rows:
        if article not in doubted and what not in HELD:
            continue
        earlier = looks_that_last(store.db, article, seen_at)
        if not earlier or (now := _well(store, row)) is None:
            continue
        found = ((one, alive) for one, before in earlier if (alive := _well(store, before)) is not None)
        if (first := next(found, None)) is None:
            continue
        capture = store.captures.find(row)
        elsewhere = capture is not None and _may_stand(store, article, row, capture.url)
        proofs = (first, (crawl, now))
        outcomes = [store.looks.prove(article, *proof, elsewhere=elsewhere).outcome for proof in proofs]
        gone |= {article} if "gone" in outcomes else set()
    return gone


def _well(store: Store, row: int) -> int | None:
    """Return what shows that the host of a look was whole, or None."""
    capture = store.captures.find(row)
    return None if capture is None else well(store.db, capture, row)


def _missed_by_all_names(store: Store, crawl: int) -> set[int]:
    """Conclude what looks at other names came to that were taken before the crawl asked for the own address."""
    gone: set[int] = set()
    looks = store.db.execute(
        "SELECT x.article, x.capture, x.alive, c.url FROM absences x JOIN articles a ON a.id = x.article"
        " JOIN captures c ON c.id = x.capture WHERE x.crawl = ? AND x.alive IS NOT NULL AND +a.status = 'live'"
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
