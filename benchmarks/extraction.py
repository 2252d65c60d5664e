"""How long extraction takes: all fields of each real page in ../shared/pages, beside trafilatura in the same run.

python -m benchmarks.extraction      in the environment with the peers: `make bench-extraction`
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks import results
from benchmarks.offline import stay_offline
from benchmarks.readers import OURS, PEERS
from benchmarks.scoring import PAGES, Sample, load
from crawler.extraction import extract_article
from crawler.extraction.role_labels import split_labels
from crawler.items import Page

TRAFILATURA = "trafilatura"
TARGET = 1 / 6
# Timed in one round only, to show where they stand.
OTHERS = ("gne", "newspaper4k")
_COMMAND = "make bench-extraction BENCH_ARGS=--write"

Read = Callable[[Sample], object]
Seconds = Mapping[str, Mapping[str, float]]  # reader, page


def contenders() -> tuple[dict[str, Read], Callable[[], None]]:
    """Return what is timed, bytes in and all fields out, and what makes both forget the pages they have read."""
    bare_extraction = import_module(TRAFILATURA).bare_extraction
    reset_caches: Callable[[], None] = import_module(f"{TRAFILATURA}.meta").reset_caches

    def forget() -> None:
        reset_caches()
        split_labels.cache_clear()

    def ours(sample: Sample) -> object:
        return extract_article(Page(sample.url, sample.html))

    def theirs(sample: Sample) -> object:
        return bare_extraction(sample.html, url=sample.url, with_metadata=True)

    return {OURS: ours, TRAFILATURA: theirs}, forget


def time_rounds(
    readers: Mapping[str, Read], samples: Sequence[Sample], rounds: int, forget: Callable[[], None]
) -> Seconds:
    """Return each reader's median seconds for each page, after a round that does not count.

    The readers take turns at every page, and change who begins from round to round.
    """
    taken: dict[str, dict[str, list[float]]] = {name: {sample.name: [] for sample in samples} for name in readers}
    order = list(readers.items())
    for _ in range(rounds):
        forget()
        gc.collect()
        for sample in samples:
            for name, read in order:
                taken[name][sample.name].append(_seconds(read, sample))
        order.reverse()
    return {
        name: {page: median(times[1:] or times) for page, times in by_page.items()} for name, by_page in taken.items()
    }


def time_once(names: Sequence[str], samples: Sequence[Sample]) -> Seconds:
    """Return the seconds that other peers take for each page, once, after one page that does not count."""
    found: dict[str, dict[str, float]] = {}
    for name in names:
        read = PEERS[name]()
        patient = _forgiven(read)
        _seconds(patient, samples[0])
        found[name] = {sample.name: _seconds(patient, sample) for sample in samples}
    return found


def report(timed: Seconds, others: Seconds, rounds: int) -> list[str]:
    """Return the tables, per page and in all, and the ratio that the target is for."""
    by_page = [
        [page, _ms(seconds), _ms(timed[TRAFILATURA][page]), f"{seconds / timed[TRAFILATURA][page]:.3f}"]
        for page, seconds in timed[OURS].items()
    ]
    mean = {name: sum(pages.values()) / len(pages) for name, pages in (*timed.items(), *others.items())}
    totals = [[name, _ms(seconds), f"{seconds / mean[TRAFILATURA]:.3f}"] for name, seconds in mean.items()]
    ratio = mean[OURS] / mean[TRAFILATURA]
    verdict = "reached" if ratio <= TARGET else "missed"
    return [
        *results.table(["page, median CPU ms", OURS, TRAFILATURA, "ratio"], by_page),
        "",
        *results.table(["mean", "CPU ms a page", f"to {TRAFILATURA}"], totals),
        "",
        f"{OURS} takes {ratio:.3f} of {TRAFILATURA}'s time, 1/{1 / ratio:.1f}; target 1/6: {verdict}.",
        "",
        f"{len(by_page)} pages, {rounds} rounds in turns, the first not counted; {', '.join(others)}: one.",
        f"{TRAFILATURA} {version(TRAFILATURA)} as it comes, with metadata. Its own `reset_caches` empties its caches",
        "before each round, and ours (64 lines) is emptied too, since no crawl reads a page twice.",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Time, print, and write the figures where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES, metavar="DIR", help="where the pages are")
    parser.add_argument("--rounds", type=int, default=11, help="how often; the first is a warm-up")
    parser.add_argument("--write", action="store_true", help="put the figures into benchmarks/RESULTS.md")
    options = parser.parse_args(arguments)
    if options.rounds < 2:
        parser.error("--rounds must be 2 or more: the first is a warm-up")
    samples = load(options.pages)
    if not samples:
        print(f"Skipped: there are no pages in {options.pages}.")
        return 0
    stay_offline()
    try:
        readers, forget = contenders()
        timed = time_rounds(readers, samples, options.rounds, forget)
        others = time_once(OTHERS, samples)
    except ImportError as error:
        print(f"The peers are not installed here ({error}): run `make bench-extraction`.")
        return 1
    lines = report(timed, others, options.rounds)
    print(results.machine(), "", *lines, sep="\n")
    if options.write:
        results.write_section("Extraction: speed", _COMMAND, lines)
    return 0


def _seconds(read: Read, sample: Sample) -> float:
    started = process_time()  # of all threads; what other programs do meanwhile does not count
    read(sample)
    return process_time() - started


def _forgiven(read: Read) -> Read:
    """Return a reader that gives up without an exception: it took its time all the same."""

    def patient(sample: Sample) -> object:
        with suppress(Exception):
            return read(sample)
        return None

    return patient


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


if __name__ == "__main__":
    sys.exit(main())
