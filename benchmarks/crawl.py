"""How fast a crawl is with everything on (WARC, extraction, SQLite, search), beside Scrapy as it comes, in one run.

python -m benchmarks.crawl [--pages 1000] [--rounds 3] [--write]

Timed from the first article that is asked for to the end of the process, at the server's clock. `bare` is Scrapy with
its default settings, which fetches the same articles and neither parses nor stores; `naive` reads them with
BeautifulSoup and upserts each. The three take turns. Two cores serve and crawl: a ceiling, not a forecast.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import results
from benchmarks.scoring import PAGES

OURS, BARE, NAIVE = "dangjian", "bare", "naive"
TARGETS = {BARE: 1.0, NAIVE: 4.0}
CONCURRENCY = 8  # as Scrapy has it by default
_TITLE = "Crawl: throughput"
_COMMAND = "python -m benchmarks.crawl --write"


def command(who: str, address: str, count: int, directory: Path) -> list[str]:
    """Return what is run."""
    if who == OURS:
        options = ["--delay", "0", "--concurrency", str(CONCURRENCY), "--quiet"]
        archive = str(directory / "archive")
        return [sys.executable, "-m", "crawler", "crawl", address, "--archive", archive, *options]
    return [sys.executable, "-m", "benchmarks.naive_spider", who, address, str(count), str(directory / "naive.db")]


def stored(who: str, directory: Path) -> int | None:
    """Return how many articles were stored; None for who stores nothing."""
    if who == BARE:
        return None
    database = directory / ("archive/archive.db" if who == OURS else "naive.db")
    with sqlite3.connect(database) as db:
        return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def one_run(who: str, count: int, pages: Path) -> float:
    """Return articles a second of one crawl. Raises RuntimeError where it did not fetch, or store, them all."""
    directory = Path(tempfile.mkdtemp(prefix="crawl-bench-"))
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.page_server", str(count), str(pages)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().strip()
        done = subprocess.run(command(who, address, count, directory), capture_output=True, text=True)
        ended = time.time()
        server.send_signal(signal.SIGTERM)
        seen = json.loads(server.stdout.readline())
        kept = stored(who, directory)
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(directory, ignore_errors=True)
    if done.returncode or seen["asked"] < count or (who == NAIVE and kept != count):
        raise RuntimeError(f"{who}: {seen['asked']} of {count} articles asked for, {kept} stored; {done.stderr[-500:]}")
    return float(count / (ended - seen["first"]))


def main() -> None:
    """Run, print, and write the section with --write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=1000, help="articles")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--from", dest="templates", type=Path, default=PAGES, help="pages whose structure they have")
    parser.add_argument("--write", action="store_true", help="write the figures to benchmarks/RESULTS.md")
    arguments = parser.parse_args()
    rates: dict[str, list[float]] = {OURS: [], BARE: [], NAIVE: []}
    for number in range(arguments.rounds):
        for who in (*rates,) if number % 2 == 0 else reversed((*rates,)):
            rates[who].append(one_run(who, arguments.pages, arguments.templates))
            print(f"{who}: {rates[who][-1]:.1f} articles/s", file=sys.stderr)
    ours = median(rates[OURS])
    rows = [
        [who, f"{median(found):.1f}", f"{min(found):.1f}-{max(found):.1f}", f"{ours / median(found):.2f}"]
        for who, found in rates.items()
    ]
    lines = results.table(["crawl", "articles/s, median", "range", "dangjian is … times that"], rows)
    for who, target in TARGETS.items():
        ratio = median(rates[OURS]) / median(rates[who])
        lines += ["", f"Against {who}: {ratio:.2f}, target {target:.1f}: {'met' if ratio >= target else 'missed'}."]
    lines += ["", f"{arguments.pages} articles, {arguments.rounds} rounds in turns, {CONCURRENCY} requests at a time."]
    print("\n".join(lines))
    if arguments.write:
        results.write_section(_TITLE, _COMMAND, lines)


if __name__ == "__main__":
    main()
