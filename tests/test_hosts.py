"""One answer to which host an address is on, for the crawl and for the archive; redirects are walked in one way."""

from __future__ import annotations

import pytest

from archive import hosts
from archive.items import Capture
from archive.store import Store
from crawler import addresses

OLD, NEW = "http://www.dj.example/yw/1.html", "http://new.example/yw/1.html"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://www.dj.example/a", "dj.example"),
        ("HTTP://WWW.DJ.EXAMPLE/a", "dj.example"),
        ("https://dj.example:443/a", "dj.example"),
        ("http://dj.example:8080/a", "dj.example:8080"),
        ("http://someone@dj.example/a", ""),
        ("mailto:x@dj.example", ""),
        ("http://[::1/", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert addresses.host_of(url) == hosts.host_of(url) == host


def answer(store: Store, crawl: int, number: int, url: str, status: int, location: str | None = None) -> Capture:
    at = f"2026-01-01T08:00:{number:02}.000000+00:00"
    capture = Capture(url, at, status, "text/html", f"sha1:{number}", "a.warc.gz", number * 100, 90, location=location)
    store.captures.save(capture, crawl, "article" if status == 200 else None)
    return capture


@pytest.mark.parametrize("target", ["http://dj.example:80/b/1.html", "http://WWW.dj.example/b/1.html"])
def test_a_host_that_is_named_otherwise_is_no_other_that_displaces_it(store: Store, target: str) -> None:
    crawl = store.crawls.start("p-1", "p", "2026-01-01T08:00:00+00:00")
    answer(store, crawl, 1, OLD, 200)
    moved = answer(store, crawl, 2, OLD, 301, target)
    assert not store.moves.displaces(target, moved.fetched_at)
    other = answer(store, crawl, 3, OLD, 301, NEW)
    assert store.moves.displaces(NEW, other.fetched_at)


def test_redirects_are_walked_to_where_they_end(store: Store) -> None:
    crawl = store.crawls.start("p-1", "p", "2026-01-01T08:00:00+00:00")
    root, steps = "http://dj.example/", [f"http://dj.example/{n}/" for n in range(8)]
    for number, (url, target) in enumerate(zip([root, *steps], steps, strict=False)):
        last = answer(store, crawl, number, url, 302, target)
    assert store.moves.is_front(steps[4], last.fetched_at)
    assert not store.moves.is_front(steps[5], last.fetched_at), "no browser follows without end"
    assert not store.moves.is_front(steps[2], "2026-01-01T08:00:01.500000+00:00"), "not yet"
