"""How fast a crawl is with everything on (WARC, extraction, SQLite, search), beside Scrapy as it comes, in one run.

python -m benchmarks.crawl [--pages 2000] [--rounds 3] [--largest KB] [--write]

Timed from the first article that is asked for to the end of the process, at the server's clock. `bare` is Scrapy with
its default settings, which fetches the same articles and neither parses nor stores; `naive` reads them with
BeautifulSoup and upserts each. The three take turns. Two cores serve and crawl: a ceiling, not a forecast.
`rebuild` makes the database of the archive crawled again, its start included. Pages have the structure of all real
ones, or of those up to a size: three of the fifteen hold two thirds of the bytes. The shares of time are of the crawl's
own process in one more crawl, under a profiler, which makes calls dearer than what they do; others read for it.
"""

from __future__ import annotations

import argparse
import json
import pstats
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import results
from benchmarks.scoring import PAGES

OURS, BARE, NAIVE, REBUILD = "dangjian", "bare", "naive", "rebuild"
_OWN, _READERS = "the crawl's own process", "those that read for it"  # CPU ms an article
TARGETS = {BARE: 1.0, NAIVE: 4.0}
REBUILD_TARGET = 3.0
# What the time of a crawl goes into: (file, function) of what is called for it.
PARTS = {
    "reading pages before others do": ("spiders/seen.py", "see"),
    "following links": ("spiders/following.py", "follow"),
    "WARC records and their rows": ("crawler/recorder.py", "save_response"),
    "articles, index, looks": ("crawler/recorder.py", "project"),
    "frontier": ("crawler/scheduler.py", "_enqueue"),
    "commits": ("crawler/session.py", "commit"),
}
CONCURRENCY = 8  # as Scrapy has it by default
# Says last, on standard output, the CPU seconds of the crawl's process and of those that read for it.
_COUNTED = """
import sys
from multiprocessing import forkserver
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from crawler.cli import main
try:
    main()
finally:
    forkserver._forkserver._stop()  # whose children read; what they took is known when it has ended
    print(*(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)))
"""
_TITLE = "Crawl: throughput"
_COMMAND = "python -m benchmarks.crawl --write"


def command(who: str, address: str, count: int, directory: Path) -> list[str]:
    """Return what is run."""
    if who == OURS:
        options = ["--delay", "0", "--concurrency", str(CONCURRENCY), "--quiet"]
        archive = str(directory / "archive")
        return [sys.executable, "-c", _COUNTED, "crawl", address, "--archive", archive, *options]
    return [sys.executable, "-m", "benchmarks.naive_spider", who, address, str(count), str(directory / "naive.db")]


def stored(who: str, directory: Path) -> int | None:
    """Return how many articles were stored; None for who stores nothing."""
    if who == BARE:
        return None
    database = directory / ("archive/archive.db" if who == OURS else "naive.db")
    with sqlite3.connect(database) as db:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def profiled(order: list[str], path: Path) -> list[str]:
    """Return the command of a crawl that leaves its profile at `path`."""
    code = (
        "import cProfile, sys\nfrom crawler.cli import main\nprofile = cProfile.Profile()\n"
        f"try:\n    profile.runcall(main)\nexcept SystemExit:\n    pass\nprofile.dump_stats({str(path)!r})\n"
    )
    return [order[0], "-c", code, *order[3:]]


def shares(path: Path) -> dict[str, float]:
    """Return the share of a profiled crawl's time that each part takes; the rest is Scrapy's and the network's."""
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = pstats.Stats(str(path)).stats  # type: ignore[attr-defined]
    # From the reactor's start: what is imported before is not the crawl's.
    whole = max(row[3] for (file, _, name), row in stats.items() if name == "run" and "reactor" in file)
    found = {
        part: sum(row[3] for (file, _, name), row in stats.items() if file.endswith(where[0]) and name == where[1])
        for part, where in PARTS.items()
    }
    return {part: seconds / whole for part, seconds in found.items()}


def rebuilt(archive: Path) -> float:
    """Return the captures a second of a rebuild, its start included."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "crawler", "rebuild", "--archive", str(archive), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(json.loads(done.stdout)["captures"] / (time.time() - began))


def one_run(who: str, count: int, pages: Sequence[str], *, profile: dict[str, float] | None = None) -> dict[str, float]:
    """Return articles a second of one crawl, for ours of the rebuild and CPU as well, or fill `profile` instead.

    `pages` is what the server is told of them after their number: the directory, the largest's KB.
    Raises RuntimeError where it did not fetch, or store, them all.
    """
    directory = Path(tempfile.mkdtemp(prefix="crawl-bench-"))
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.page_server", str(count), *pages], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    again: dict[str, float] = {}
    cpu: list[float] = []
    try:
        address = server.stdout.readline().strip()
        order = command(who, address, count, directory)
        order = order if profile is None else profiled(order, directory / "profile")
        done = subprocess.run(order, capture_output=True, text=True)
        ended = time.time()
        if profile is not None:
            profile |= shares(directory / "profile")
        elif who == OURS:
            cpu = [float(seconds) * 1000 / count for seconds in done.stdout.split()]
        server.send_signal(signal.SIGTERM)
        seen = json.loads(server.stdout.readline())
        kept = stored(who, directory)
        if who == OURS and profile is None:
            again = {REBUILD: rebuilt(directory / "archive"), _OWN: cpu[0], _READERS: cpu[1]}
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(directory, ignore_errors=True)
    if done.returncode or seen["asked"] < count or (who == NAIVE and kept != count):
        raise RuntimeError(f"{who}: {seen['asked']} of {count} articles asked for, {kept} stored; {done.stderr[-500:]}")
    return {who: float(count / (ended - seen["first"])), **again}


def main() -> None:
    """Run, print, and write the section with --write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=2000, help="articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--from", dest="templates", type=Path, default=PAGES, help="pages whose structure they have")
    parser.add_argument("--largest", type=int, metavar="KB", help="of those pages only what is no larger")
    parser.add_argument("--write", action="store_true", help="write the figures to benchmarks/RESULTS.md")
    arguments = parser.parse_args()
    pages = [str(arguments.templates), *([str(arguments.largest)] if arguments.largest else [])]
    rates: dict[str, list[float]] = {OURS: [], BARE: [], NAIVE: [], REBUILD: [], _OWN: [], _READERS: []}
    for number in range(arguments.rounds):
        for who in (OURS, BARE, NAIVE) if number % 2 == 0 else (NAIVE, BARE, OURS):
            for what, rate in one_run(who, arguments.pages, pages).items():
                rates[what].append(rate)
                print(f"{what}: {rate:.1f}", file=sys.stderr)
    parts: dict[str, float] = {}
    one_run(OURS, arguments.pages, pages, profile=parts)
    ours = median(rates[OURS])
    rows = [
        [who, f"{median(found):.1f}", f"{min(found):.1f}-{max(found):.1f}", f"{ours / median(found):.2f}"]
        for who, found in rates.items()
        if who not in (_OWN, _READERS)
    ]
    lines = results.table(["crawl", "articles/s, median", "range", "dangjian is … times that"], rows)
    for who, target in TARGETS.items():
        ratio = median(rates[OURS]) / median(rates[who])
        lines += ["", f"Against {who}: {ratio:.2f}, target {target:.1f}: {'met' if ratio >= target else 'missed'}."]
    ratio = median(rates[REBUILD]) / ours
    verdict = "met" if ratio >= REBUILD_TARGET else "missed"
    lines += ["", f"Rebuild against the crawl: {ratio:.2f}, target {REBUILD_TARGET:.1f}: {verdict}."]
    lines += ["", f"CPU ms an article: {', '.join(f'{who} {median(rates[who]):.1f}' for who in (_OWN, _READERS))}."]
    rest = 1 - sum(parts.values())
    lines += [
        "",
        *results.table(
            ["part of the crawl's own process", "share of time"],
            [*([part, f"{share:.0%}"] for part, share in parts.items()), ["Scrapy, network, the rest", f"{rest:.0%}"]],
        ),
    ]
    lines += ["", f"{arguments.pages} articles, {arguments.rounds} rounds in turns, {CONCURRENCY} requests at a time."]
    print("\n".join(lines))
    if arguments.write:
        only = f", pages of at most {arguments.largest} KB" if arguments.largest else ""
        how = f" --largest {arguments.largest}" if arguments.largest else ""
        results.write_section(_TITLE + only, _COMMAND + how, lines)


if __name__ == "__main__":
    main()
