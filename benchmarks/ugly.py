"""What a page of five megabytes costs that nobody would write: seconds, growth with its size, memory.

python -m benchmarks.ugly [--write]
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable

from benchmarks import results
from crawler.extraction import extract_article

MEGABYTES = (1.25, 2.5, 5.0)
PAGES: dict[str, Callable[[int], str]] = {
    "nested blocks": lambda n: "<div>党建" * n,
    "nested looks": lambda n: "<font><p>党建引领基层治理，" * n,
    "unclosed links": lambda n: "<a href='/1.html'>党建引领基层治理" * n,
    "dated lines": lambda n: "<p>2020-03-13 10:35 来源：人民网</p>" * n,
    "rows of a list": lambda n: "<li><a href='/1.html'>党建引领基层治理写新篇</a> <span>2020-01-02</span></li>" * n,
    "headlines": lambda n: "<h1>党建标题在这里</h1>" * n,
    "bylines": lambda n: "<p>本报记者 张静 通讯员 李卫</p>" * n,
    "captions": lambda n: "<p><img src=a.jpg></p><p>图为党员 张静 摄</p>" * n,
    "one line": lambda n: "责任编辑：张静 " * n,
    "nested tables": lambda n: "<table><tr><td>党建" * n,
}
TITLE = "党建标题在这里"


def page(name: str, size: float) -> bytes:
    """Return an ugly page of `size` megabytes."""
    unit = PAGES[name](1).encode()
    body = PAGES[name](int(size * 1_000_000) // len(unit))
    return f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def measure(name: str, size: float, answer: multiprocessing.SimpleQueue[tuple[float, float]]) -> None:
    """Answer with the CPU seconds that a page takes and the process's peak memory in MB."""
    body = page(name, size)
    started = time.process_time()
    extract_article(body, url="http://a.example/1.html")
    seconds = time.process_time() - started
    answer.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measured(name: str, size: float) -> tuple[float, float]:
    """Return what `measure` finds, in a process of its own."""
    answer: multiprocessing.SimpleQueue[tuple[float, float]] = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=measure, args=(name, size, answer))
    process.start()
    found = answer.get()
    process.join()
    return found


def main() -> None:
    """Print the table, and with `--write` keep it in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table to benchmarks/RESULTS.md")
    options = parser.parse_args()
    rows = []
    for name in PAGES:
        found = [measured(name, size) for size in MEGABYTES]
        growth = found[-1][0] / found[-2][0]
        rows.append([name, *(f"{seconds:.1f}" for seconds, _ in found), f"{growth:.2f}", f"{found[-1][1]:.0f}"])
    head = ["page", *(f"s at {size:g} MB" for size in MEGABYTES), "growth for twice the size", "MB of memory at 5 MB"]
    lines = [
        *results.table(head, rows),
        "",
        "CPU seconds and peak memory of a process of its own for each page, the interpreter and the page included.",
        "Growth of 2 is linear.",
    ]
    print(results.machine(), "", *lines, sep="\n")
    if options.write:
        results.write_section("Extraction: ugly pages", "python -m benchmarks.ugly --write", lines)


if __name__ == "__main__":
    main()
