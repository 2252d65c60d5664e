"""How long a phrase over 120 months takes, the first time and again, and whether one way of counting beats another.

python -m benchmarks.trends ARCHIVE [--write]

ARCHIVE is one made by `benchmarks.load`, or any other; nothing is written into it. First: a process that has not been
asked yet, the disk's pages in memory. CPU time, since other work on the machine would show in the clock.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from urllib.parse import urlencode

from archive import first_uses, ledger, occurrences, phrases, rising, trends
from archive.days import SLOTS_A_DAY, day_number, first_id
from archive.periods import Period, periods
from archive.phrases import Phrase, in_names, phrases_of
from archive.trends import counted, points, span
from benchmarks import results
from datasette_config.launch import served

_COMMAND = "python -m benchmarks.trends ARCHIVE --write"
MONTHS = 120
ROUNDS = 3
# From rare to as common as words get, and from two characters to a slogan of thirteen.
ASKED = (
    *("三严三实", "供给侧", "驻村干部", "党建", "抗疫", "乡村振兴", "脱贫攻坚", "人民群众", "全面从严治党", "疫情防控"),
    *("不忘初心|不忘初心、牢记使命", "中国特色社会主义", "以习近平同志为核心的党中央", "组织", "发展", "中国"),
)
KEPT = (trends._kept, ledger._kept, phrases._names, occurrences._kept, first_uses._kept)


def forget() -> None:
    """Forget every answer that this process keeps."""
    for kept in KEPT:
        kept.forget()


def taken(question: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that a question takes."""
    begun = process_time()
    question()
    return (process_time() - begun) * 1000


def by_months(db: sqlite3.Connection, match: str, shown: Sequence[Period]) -> None:
    """Count by a range of ids for each month: one way."""
    for period in shown:
        db.execute(
            "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ? AND rowid BETWEEN ? AND ?",
            [match, first_id(period.first.isoformat()), first_id(period.last.isoformat()) + SLOTS_A_DAY - 1],
        ).fetchone()


def by_ids(db: sqlite3.Connection, match: str, shown: Sequence[Period]) -> None:
    """Fetch all ids and count them here: another."""
    found: dict[int, int] = {}
    low = day_number(shown[0].first) * SLOTS_A_DAY
    for (identity,) in db.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? AND rowid >= ?", [match, low]
    ):
        found[identity >> 24] = found.get(identity >> 24, 0) + 1


def row(db: sqlite3.Connection, phrase: Phrase, shown: Sequence[Period]) -> tuple[list[str], list[float]]:
    """Return the figures of a phrase as a row, and those that have targets: first and again."""
    selection = phrase.selection(db, None, shown[0].first.isoformat())
    first: list[float] = []
    again: list[float] = []
    ways: list[list[float]] = [[], [], []]

    def over_time() -> None:
        points(
            counted(db, phrase, None, shown[0].first.isoformat(), shown[-1].last.isoformat()), ledger.ledger(db), shown
        )

    for _ in range(ROUNDS):
        forget()
        ledger.ledger(db)
        in_names(db, phrase)
        first_uses.first_uses(db, Phrase(("试验",)))
        first.append(taken(over_time))
        again.append(taken(over_time))
        ways[0].append(taken(lambda: selection.days(db)))
        ways[1].append(taken(lambda: by_months(db, selection.match, shown)))
        ways[2].append(taken(lambda: by_ids(db, selection.match, shown)))
    found = points(counted(db, phrase), ledger.ledger(db), shown)
    about = " (about)" if any(point.estimated for point in found) else ""
    hits = sum(point.hits or 0 for point in found)
    characters = taken(lambda: occurrences.with_occurrences(db, phrase, None, found))
    portals = taken(lambda: first_uses.first_uses(db, phrase))
    figures = [median(first), median(again), *map(median, ways), characters, portals]
    label = phrase.label.replace(" | ", "／")
    return [label, f"{hits:,}{about}", *(f"{figure:.1f}" for figure in figures)], figures[:2]


def pages(archive: Path, asked: Sequence[Phrase], shown: Sequence[Period]) -> tuple[list[float], list[float]]:
    """Return the milliseconds on the clock that the pages of the phrases take, the first time and again."""
    with served(archive) as (base, _):

        def fetched(address: str) -> float:
            begun = perf_counter()
            urllib.request.urlopen(base + address, timeout=60).read()
            return (perf_counter() - begun) * 1000

        # What the first page of all pays for, whatever it asks: articles by day, names, templates.
        fetched("/trends?phrase=%E8%AF%95%E9%AA%8C")
        first, again = [], []
        for phrase in asked:
            pairs = {"phrase": "|".join(phrase.variants), "from": shown[0].first.isoformat()}
            address = f"/trends?{urlencode(pairs)}"
            first.append(fetched(address))
            again.append(median(fetched(address) for _ in range(ROUNDS)))
    return first, again


def before(db: sqlite3.Connection) -> tuple[float, float]:
    """Return the milliseconds that a changed archive costs the first page: articles by day, and everybody's names."""
    forget()
    return taken(lambda: ledger.ledger(db)), taken(lambda: in_names(db, Phrase(("党建",))))


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, print, and write the figures where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trends", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("archive", type=Path)
    parser.add_argument("--write", action="store_true", help="write the figures into benchmarks/RESULTS.md")
    options = parser.parse_args(arguments)
    db = sqlite3.connect(f"file:{options.archive / 'archive.db'}?mode=ro", uri=True)
    whole = span([ledger.ledger(db)], None, None)
    if whole is None:
        sys.exit("there is nothing in this archive")
    shown = [period for period in periods("month", *whole) if period.whole][-MONTHS:]
    held = ledger.ledger(db)
    articles = sum(day.articles for day in held.days.values())
    of_days, of_names = before(db)
    asked = [one for text in ASKED for one in phrases_of([text])[0]]
    rows, targets = [], []
    for phrase in asked:
        cells, figures = row(db, phrase, shown)
        rows.append(cells)
        targets.append(figures)
    firsts, again = zip(*targets, strict=True)
    page_first, page_again = pages(options.archive, asked, shown)
    month = rising.newest_month(held)
    begun = process_time()
    rises = rising.rising(db, month) if month else None
    of_rising = process_time() - begun
    lines = [
        *results.table(
            ["phrase", "articles", "first", "again", "by day", "month by month", "all ids", "characters", "first uses"],
            rows,
        ),
        "",
        f"Milliseconds of processor time; {articles:,} articles, the last {len(shown)} months; medians of {ROUNDS}.",
        f"First: p50 {_quantile(firsts, 0.5):.0f} ms, p95 {_quantile(firsts, 0.95):.0f} ms, target 500:"
        f" {'met' if _quantile(firsts, 0.95) <= 500 else 'missed'}."
        f" Again: p50 {_quantile(again, 0.5):.1f} ms, p95 {_quantile(again, 0.95):.1f} ms, target 50:"
        f" {'met' if _quantile(again, 0.95) <= 50 else 'missed'}.",
        f"Page, on the clock: first p50 {_quantile(page_first, 0.5):.0f} ms, p95 {_quantile(page_first, 0.95):.0f} ms;"
        f" again p50 {_quantile(page_again, 0.5):.0f} ms, p95 {_quantile(page_again, 0.95):.0f} ms.",
        f"Once after a change of the archive: articles by day {of_days:.0f} ms, all names {of_names:.0f} ms.",
        f"What rises in a month, beside the pages: {of_rising:.1f} s"
        + (f", {rises.sample} of {rises.articles:,} articles." if rises else "."),
        "",
        "By day, month by month and all ids are ways to count: `GROUP BY rowid >> 24`, which is taken, since it serves",
        "every unit and range; a range of ids for each month; every id fetched. Characters and first uses are besides.",
    ]
    print(results.machine(), "", *lines, sep="\n")
    if options.write:
        results.write_section("Phrases over time", _COMMAND, lines)
    return 0


def _quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


if __name__ == "__main__":
    sys.exit(main())
