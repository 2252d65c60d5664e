"""How well extraction reads the real pages of ../shared/pages, field by field, the peers beside it, and the misses.

python -m benchmarks.quality [NAME ...]      in the environment with the peers: `make quality`
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import floors, results
from benchmarks.offline import stay_offline
from benchmarks.readers import OURS, PEERS, Reader, ours
from benchmarks.scoring import (
    FIELDS,
    PAGES,
    TARGETS,
    Mark,
    Reading,
    Sample,
    fingerprint,
    load,
    means,
    overall,
    score,
)

Marks = Mapping[str, Mapping[str, Mark]]  # of one reader: page, field, mark
_SHOWN = 100


def read_all(reader: Reader, samples: Sequence[Sample]) -> tuple[Marks, dict[str, str]]:
    """Return a reader's marks page by page, and what went wrong on which page: there its reading is empty.

    Ours has promised never to raise, and is not forgiven.
    """
    marks, errors = {}, {}
    for sample in samples:
        try:
            reading = reader(sample)
        except Exception as error:  # whatever a peer raises is an answer of sorts
            if reader is ours:
                raise
            errors[sample.name] = f"{type(error).__name__}: {error}"
            reading = Reading()
        marks[sample.name] = score(reading, sample.gold)
    return marks, errors


def compare(columns: Mapping[str, Marks]) -> list[str]:
    """Return the table: a field a row, a reader a column, the mean over the twelve, the targets."""
    reached = {name: means(marks.values()) for name, marks in columns.items()}
    rows = [[field, *(f"{by_field[field]:.3f}" for by_field in reached.values()), _target(field)] for field in FIELDS]
    rows.append(["mean", *(f"{overall(by_field):.3f}" for by_field in reached.values()), ""])
    return results.table(["field", *columns, "target"], rows)


def misses(marks: Marks) -> list[str]:
    """Return every field that is not as the careful reader found it, with what was read and what was wanted."""
    found = []
    for name, fields in marks.items():
        for field, mark in fields.items():
            if mark.points < (TARGETS["body_f1"] if field == "body_f1" else 1):
                points = f" {mark.points:.3f}" if 0 < mark.points < 1 else ""
                found += [
                    f"{name}  {field}{points}",
                    f"    got    {_short(mark.got)}",
                    f"    wanted {_short(mark.wanted)}",
                ]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the misses; write figures or floors where asked to."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.names and (options.write or options.set_floors):
        parser.error("--write and --set-floors are for all pages, not for some")
    if options.allow_regression is not None and not (options.set_floors and options.allow_regression.strip()):
        parser.error("--allow-regression goes with --set-floors and needs a reason")
    if options.write and not options.peers:
        parser.error("--write is for the table with the peers")
    samples = load(options.pages)
    if not samples:
        print(f"Skipped: there are no pages in {options.pages}.")
        return 0
    unknown = set(options.names) - {sample.name for sample in samples}
    if unknown:
        print(f"No such page: {', '.join(sorted(unknown))}. There are: {', '.join(s.name for s in samples)}")
        return 2
    samples = [sample for sample in samples if not options.names or sample.name in options.names]
    readers: dict[str, Reader] = {OURS: ours}
    if options.peers:
        stay_offline()
        try:
            readers |= {name: load_reader() for name, load_reader in PEERS.items()}
        except ImportError as error:
            print(f"The peers are not installed here ({error}): run `make quality`, or add --no-peers.")
            return 1
    read = {name: read_all(reader, samples) for name, reader in readers.items()}
    lines = compare({name: marks for name, (marks, _) in read.items()})
    lines += ["", *_notes(len(samples), {name: errors for name, (_, errors) in read.items()})]
    print("\n".join(lines))
    ours_marks = read[OURS][0]
    if options.misses:
        print("\nMisses:" if (missed := misses(ours_marks)) else "\nNo misses.")
        print("\n".join(missed))
    if options.write:
        results.write_section("Extraction: quality", "make quality QUALITY_ARGS=--write", lines)
    return _set_floors(ours_marks, options) if options.set_floors else 0


def _set_floors(marks: Marks, options: argparse.Namespace) -> int:
    try:
        new = floors.load().raised(
            means(marks.values()), fingerprint(options.pages), len(marks), options.allow_regression
        )
    except floors.Lowered as error:
        print(f'Floors left as they are: {error}. Give a reason: --set-floors --allow-regression "why".')
        return 1
    floors.save(new)
    print(f"Floors written to {floors.FILE.name}.")
    return 0


def _notes(pages: int, errors: Mapping[str, Mapping[str, str]]) -> list[str]:
    peers = [f"{name} {version(name)}" for name in errors if name != OURS]
    notes = [f"{pages} pages" + (f"; {', '.join(peers)}." if peers else ".")]
    for name, failed in errors.items():
        if failed:
            page, error = next(iter(failed.items()))
            notes.append(f"{name} failed on {len(failed)} of them, read as empty; {page}: {_short(error)}")
    return notes


def _target(field: str) -> str:
    return f"{TARGETS[field]:.3f}" if field in TARGETS else ""


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description=(__doc__ or "").partition("\n")[0]
    )
    switch = argparse.BooleanOptionalAction
    parser.add_argument("names", nargs="*", metavar="NAME", help="look at these pages only")
    parser.add_argument("--pages", type=Path, default=PAGES, metavar="DIR", help="where the pages are")
    parser.add_argument("--peers", action=switch, default=True, help="read with the peers too")
    parser.add_argument("--misses", action=switch, default=True, help="list what this project reads wrongly")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/RESULTS.md")
    parser.add_argument("--set-floors", action="store_true", help="raise the floors in tests/quality.json")
    parser.add_argument("--allow-regression", metavar="WHY", help="with --set-floors: let floors fall, for this reason")
    return parser


if __name__ == "__main__":
    sys.exit(main())
