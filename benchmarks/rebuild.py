"""How fast a rebuild reads WARC files again: pages a second with one process and with all cores, in the same run.

python -m benchmarks.rebuild [--pages 3000] [--write]
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time

from archive.directory import Archive
from archive.items import Exchange
from benchmarks import results
from crawler.commands.rebuild_command import rebuild
from crawler.items import Page, Portal
from crawler.reading import read
from crawler.recorder import Recorder
from crawler.session import Session

HOST = "http://dj.example"
ROUNDS = 3
_COMMAND = "python -m benchmarks.rebuild --write"
_WORDS = re.findall(
    "..",
    "党建引领基层治理群众实惠组织生活主题教育驻村培训乡村振兴社区服务党员先锋学习贯彻会议精神落实责任调研作风建设"
    "支部书记产业发展网格志愿矛盾化解红色资源人才引进考核监督",
)
_SURNAMES, _GIVEN = "张王李赵陈杨吴刘黄周", "静伟敏丽强磊洋艳勇娟"


def pages(count: int) -> Iterator[tuple[str, bytes]]:
    """Yield addresses and pages of invented articles of about 1,500 characters, on a page like a portal's."""
    dice = random.Random(4)
    menu = "".join(f"<li><a href='/{n}/'>{dice.choice(_WORDS)}{dice.choice(_WORDS)}</a></li>" for n in range(40))
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(count):
        moment = start + timedelta(hours=number)
        names = ["".join([dice.choice(_SURNAMES), *dice.choices(_GIVEN, k=2)]) for _ in range(3)]
        paragraphs = "".join(
            f"<p>　　{'，'.join(''.join(dice.choices(_WORDS, k=4)) for _ in range(12))}。</p>" for _ in range(13)
        )
        title = "".join(dice.choices(_WORDS, k=6))
        near = "".join(f"<li><a href='/yw/{max(number - n, 0)}.html'>{title[n:]}</a></li>" for n in range(8))
        yield (
            f"{HOST}/yw/{number}.html",
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}-试验党建网</title></head><body>"
            f"<div class='top'><ul>{menu}</ul></div>"
            "<div class='path'><a href='/'>首页</a> &gt; <a href='/yw/'>要闻</a> &gt; 正文</div>"
            f"<h1>{title}</h1>"
            f"<div class='info'>来源：试验日报　发布时间：{moment:%Y-%m-%d %H:%M}　作者：{names[0]}</div>"
            f"<div class='content'>{paragraphs}<p>（责任编辑：{names[1]}、{names[2]}）</p></div>"
            f"<div class='more'><ul>{near}</ul></div><div class='foot'>主办：试验党建网</div></body></html>".encode(),
        )


def fill(directory: Path, count: int) -> float:
    """Record and project `count` pages as the crawl does, without a server, and return the seconds that took."""
    session = Session.at(directory)
    recorder = Recorder(session, "dj", Portal("试验党建网", f"{HOST}/"))
    headers = {"content-type": "text/html; charset=utf-8"}
    begun = perf_counter()
    for url, body in pages(count):
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        capture = recorder.save_response(Exchange(url, moment, 200, list(headers.items()), body))
        recorder.project(capture, read(Page(url, body, 200, headers, moment)).as_json())
    recorder.finish("finished")
    session.close()
    return perf_counter() - begun


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the clock, and of processor time in the process that writes and in those that read."""

    clock: float
    writer: float
    readers: float


def timed(directory: Path, processes: int) -> Taken:
    """Return what a rebuild takes."""
    with closing(Archive(directory, rebuilding=True)) as archive:
        clock, writer, readers = perf_counter(), process_time(), _of_children()
        captures, damage = rebuild(archive, processes)
        taken = Taken(perf_counter() - clock, process_time() - writer, _of_children() - readers)
    if damage:
        raise SystemExit(f"the archive is damaged: {damage[0]}")
    assert captures > 0
    return taken


def _of_children() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(arguments: Sequence[str] | None = None) -> int:
    """Make an archive, rebuild it, print, and write the figures where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rebuild", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--write", action="store_true", help="write the figures into benchmarks/RESULTS.md")
    options = parser.parse_args(arguments)
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch) / "archive"
        recorded = fill(directory, options.pages)
        size = sum(path.stat().st_size for path in (directory / "warc").iterdir())
        taken: dict[int, list[Taken]] = {1: [], cores: []}
        for number in range(ROUNDS):
            for processes in sorted(taken, reverse=bool(number % 2)):
                taken[processes].append(timed(directory, processes))
    best = {processes: min(times, key=lambda one: one.clock) for processes, times in taken.items()}
    rows = [["recorded and projected, no network", f"{options.pages / recorded:.0f}", "-", "-", "-"]]
    for processes, one in sorted(best.items()):
        rows.append(
            [
                f"rebuild, {processes} process{'es' * (processes > 1)}",
                f"{options.pages / one.clock:.0f}",
                f"{best[1].clock / one.clock:.2f}",
                f"{one.writer / options.pages * 1000:.2f}",
                f"{one.readers / options.pages * 1000:.2f}",
            ]
        )
    lines = [
        *results.table(["", "pages a second", "to one", "CPU ms a page, writer", "CPU ms a page, readers"], rows),
        "",
        f"{options.pages} pages of about 1,500 characters, {size / 1e6:.1f} MB of WARC; the quickest of {ROUNDS}",
        "rounds in turns. Rows and search index are written, and the start of the processes counts.",
    ]
    print(results.machine(), "", *lines, sep="\n")
    if options.write:
        results.write_section("Rebuild", _COMMAND, lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
