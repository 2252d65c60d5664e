"""How long searches take on a big archive: in SQLite alone, and a page over HTTP from a real Datasette.

python -m benchmarks.search DIR [--rounds 5] [--write]      DIR as made by `python -m benchmarks.load DIR`
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from archive.extent import extent
from archive.facets import exact_facets
from archive.search import Order, search
from archive.selection import Narrowing, select
from benchmarks import results
from datasette_config.launch import served
from datasette_config.room.found import FACETS, QUICKLY, THOROUGHLY

Clock = Callable[[], float]
_COMMAND = "python -m benchmarks.search DIR --write"
_TARGETS = {"newest": 50, "relevance": 300, "page": 200}  # p95, milliseconds
WORDS: dict[str, list[str]] = {
    "two characters, rare": ["傩戏", "榫卯", "苔藓", "驻村", "漆器"],
    "two characters, middle": ["党建", "抗疫", "扶贫", "巡视", "基层"],
    "two characters, commonest": ["中国", "发展", "国家", "经济", "工作"],
    "three or four": ["党支部", "三严三实", "脱贫攻坚", "乡村振兴", "总书记"],
    "slogans": [
        "以习近平同志为核心的党中央",
        "不忘初心、牢记使命",
        "绿水青山就是金山银山",
        "人类命运共同体",
        "习近平新时代中国特色社会主义思想",
    ],
    "AND": ["党建 引领", "中国 发展", "经济 社会 文化", "扶贫 干部", "党中央 国务院"],
    "OR, NOT": ["党建 OR 抗疫", "中国 OR 发展 OR 国家", "扶贫 -干部", "中国 -发展", "(党建 OR 组织) -经济"],
    "title:": ["title:党建", "title:中国", "title:习近平", "title:发展", "title:会议"],
    "author:, source:": ["author:王", "author:吴宇宁", "editor:李", "source:陕西日报", "中国 org:组织部"],
    "letters, digits": ["G20", "APEC", "2020年", "5G", "digit*"],
}
_COMMON = [word for name in ("two characters, middle", "two characters, commonest", "slogans") for word in WORDS[name]]
NARROWED: dict[str, Narrowing] = {
    "in a rare portal": Narrowing(portal="portal19"),
    "in a month": Narrowing(date_from="2020-03-01", date_to="2020-03-31"),
    "in a portal's year": Narrowing(portal="portal05", date_from="2019-01-01", date_to="2019-12-31"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a class."""

    kind: str
    query: str
    narrowing: Narrowing

    def address(self, order: Order) -> str:
        """Return the address of its page."""
        names = {"portal": "portal", "date_from": "from", "date_to": "to"}
        values = {parameter: getattr(self.narrowing, name) for name, parameter in names.items()}
        return "/search?" + urlencode({"q": self.query, "order": order} | {k: v for k, v in values.items() if v})


def questions() -> list[Question]:
    """Return all questions, class by class."""
    plain = [Question(kind, query, Narrowing()) for kind, queries in WORDS.items() for query in queries]
    return plain + [Question(kind, query, one) for kind, one in NARROWED.items() for query in _COMMON]


def timed(ask: Callable[[], object], rounds: int, clock: Callable[[], float]) -> list[float]:
    """Return the milliseconds that each of so many rounds took, after one that is not counted."""
    ask()
    taken = []
    for _ in range(rounds):
        began = clock()
        ask()
        taken.append((clock() - began) * 1000)
    return taken


def time_of_process(process: int) -> float:
    """Return the seconds that all threads of a process have had a processor."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def shown(times: list[float]) -> str:
    """Return p50 / p95 / max of some times in milliseconds."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered) + 0.5) - 1)]
    return " / ".join(
        f"{one:.1f}" if one < 10 else f"{one:.0f}" for one in (statistics.median(times), p95, ordered[-1])
    )


def measured(
    db: sqlite3.Connection, base: str, question: Question, rounds: int, here: Clock, there: Clock
) -> dict[str, list[float]]:
    """Return the times of one question, by what was asked, by the clock of this process and of the server's."""
    selection = select(db, question.query, question.narrowing)
    assert selection is not None

    def exact() -> object:
        return exact_facets(db, selection, extent(db, selection, THOROUGHLY), FACETS)

    def page(order: Order) -> Callable[[], object]:
        return lambda: urllib.request.urlopen(base + question.address(order)).read()

    began = here()
    exact()
    filled = (here() - began) * 1000
    return {
        "newest": timed(lambda: search(db, question.query, question.narrowing), rounds, here),
        "relevance": timed(lambda: search(db, question.query, question.narrowing, order="relevance"), rounds, here),
        "counted": timed(lambda: extent(db, selection, QUICKLY), rounds, here),
        "page": timed(page("newest"), rounds, there),
        "page by relevance": timed(page("relevance"), rounds, there),
        "filled in": [filled],
    }


def main() -> int:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(description="How long searches take on a big archive.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cpu", action="store_true", help="processor time instead, on a machine that is not quiet")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    path = options.directory / "archive.db"
    if not path.is_file():
        sys.exit(f"{options.directory}: no archive there; make one with python -m benchmarks.load {options.directory}")
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    articles = db.execute("SELECT sum(articles) FROM article_days").fetchone()[0]
    every: dict[str, dict[str, list[float]]] = {}
    hits: dict[str, list[int]] = {}
    with served(options.directory) as (base, server):
        here: Clock = time.process_time if options.cpu else time.perf_counter
        there: Clock = partial(time_of_process, server) if options.cpu else time.perf_counter
        for question in questions():
            taken = measured(db, base, question, options.rounds, here, there)
            for what, times in taken.items():
                every.setdefault(question.kind, {}).setdefault(what, []).extend(times)
            selection = select(db, question.query, question.narrowing)
            hits.setdefault(question.kind, []).append(selection.count(db) if selection else 0)
            print(question.kind, question.query, hits[question.kind][-1], *map(shown, taken.values()), file=sys.stderr)
    columns = ["newest", "relevance", "counted", "page", "page by relevance", "filled in"]
    rows = [
        [kind, f"{statistics.median(hits[kind]):,.0f}", *(shown(taken[what]) for what in columns)]
        for kind, taken in every.items()
    ]
    together = {what: [one for taken in every.values() for one in taken[what]] for what in columns}
    rows.append(["all", "", *(shown(together[what]) for what in columns)])
    verdicts = []
    for what, target in _TARGETS.items():
        worst = max(float(shown(taken[what]).split(" / ")[1]) for taken in every.values())
        verdict = "met" if worst <= target else "missed"
        verdicts.append(f"{what}: p95 of the slowest class {worst:.0f} ms, target {target}: {verdict}.")
    clock = "processor" if options.cpu else "wall"
    lines = [
        *results.table(["p50 / p95 / max, ms", "hits", *columns], rows),
        "",
        *verdicts,
        "",
        f"{articles:,} articles, {path.stat().st_size / 1e9:.1f} GB; {clock} time, warm, {options.rounds} rounds"
        " of each question.",
        "Newest and relevance: a page of 20 hits with their sentences, in SQLite. Counted: how many and when, in",
        f"at most {QUICKLY} ms, else estimated. Page: all of it, over HTTP from Datasette. Filled in: all numbers,",
        "exactly, once.",
    ]
    print(results.machine(), "", *lines, sep="\n")
    if options.write:
        results.write_section("Search", _COMMAND + (" --cpu" if options.cpu else ""), lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
