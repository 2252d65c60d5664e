"""What differs between two texts, for reading: paragraphs aligned, and words, figures and phrases within a paragraph.

The differences are diff-match-patch's, made of tokens in the place of characters: a figure or a Latin word changes as a
whole. Time is bounded: what cannot be compared within it is given as taken out and put in.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from diff_match_patch import diff_match_patch

from archive.pairing import pair

Operation = Literal["same", "deleted", "inserted"]
Difference = tuple[int, str]  # as diff-match-patch has them: -1 taken out, 0 the same, 1 put in
Kind = Literal["same", "changed", "deleted", "inserted", "moved_from", "moved_to"]

MOVED_AT_LEAST = 12  # characters of a paragraph that is known again elsewhere
TOKENS_AT_MOST = 10_000  # compared one by one; more are compared by the sentence
LINE_SECONDS = 0.1  # that comparing two lines may take
_TOKEN = re.compile(
    r"[0-9０-９]+(?:[.,．，:：][0-9０-９]+)*[%％‰]?|[A-Za-zÀ-ɏＡ-Ｚａ-ｚ]+|[〇零一二三四五六七八九十百千万亿两]{2,}|.",
    re.S,
)
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?[”’）】》]*")
_OPERATIONS: dict[int, Operation] = {-1: "deleted", 0: "same", 1: "inserted"}
_PLACES = {0: 0, -1: 1, 1: 2}
_FIRST, _LAST = 0xF0000, 0x10FFFD  # private use: each stands for a token of several characters


class Segment(NamedTuple):
    """A piece of a text: in both, only in the old one, only in the new one."""

    operation: Operation
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph in both texts or in one; a line break that came or went stands in the segments as `\\n`."""

    kind: Kind
    segments: tuple[Segment, ...]

    @property
    def old(self) -> list[Segment]:
        """The segments of the old text."""
        return [one for one in self.segments if one.operation != "inserted"]

    @property
    def new(self) -> list[Segment]:
        """The segments of the new text."""
        return [one for one in self.segments if one.operation != "deleted"]


class _Clock:
    """The time that is left of some seconds."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self.end - time.monotonic()


def compare_texts(old: str, new: str, seconds: float = 0.5) -> list[Row]:
    """Return the paragraphs of two texts, aligned, in the order of the new text; what is gone stands where it stood.

    Paragraphs are lines; empty ones do not count. Comparing takes about `seconds`, writing the rows comes on top.
    """
    clock = _Clock(seconds)
    before = [line for line in old.split("\n") if line.strip()]
    after = [line for line in new.split("\n") if line.strip()]
    differences = list(_aligned(before, after, clock))
    moved = _moved(differences)
    rows: list[Row] = []
    for deleted, inserted, same in _blocks(differences):
        rows.extend(_rows(deleted, inserted, moved, clock))
        rows.extend(Row("same", (Segment("same", line),)) for line in same)
    return rows


def compare_lines(old: str, new: str) -> list[Segment]:
    """Return what differs between two lines: a headline, a paragraph; whole words and figures, nothing scattered."""
    return _within(old, new, _Clock(LINE_SECONDS))


def _rows(deleted: list[str], inserted: list[str], moved: Counter[str], clock: _Clock) -> Iterator[Row]:
    """Yield the rows of a place where the texts are not the same."""
    if deleted and inserted and deleted != inserted and "".join(deleted) == "".join(inserted):
        yield Row("changed", tuple(_within("\n".join(deleted), "\n".join(inserted), clock)))
        return
    # A moved paragraph belongs to no other, so it is not asked which it resembles.
    stay = [[number for number, line in enumerate(side) if not moved[line]] for side in (deleted, inserted)]
    pairs = {
        stay[0][left]: stay[1][right]
        for left, right in pair([deleted[i] for i in stay[0]], [inserted[i] for i in stay[1]], lambda: clock.left > 0)
    }
    done = 0
    for number, line in enumerate(deleted):
        if number not in pairs:
            yield Row("moved_from" if moved[line] else "deleted", (Segment("deleted", line),))
            continue
        yield from _inserted(inserted[done : pairs[number]], moved)
        done = pairs[number] + 1
        yield Row("changed", tuple(_within(line, inserted[pairs[number]], clock)))
    yield from _inserted(inserted[done:], moved)


def _inserted(lines: Sequence[str], moved: Counter[str]) -> Iterator[Row]:
    for line in lines:
        yield Row("moved_to" if moved[line] else "inserted", (Segment("inserted", line),))


def _moved(differences: Sequence[tuple[Operation, list[str]]]) -> Counter[str]:
    """Return the paragraphs that were taken out in one place and put in, as they were, in another."""
    sides = {
        side: Counter(chain.from_iterable(lines for operation, lines in differences if operation == side))
        for side in ("deleted", "inserted")
    }
    both = sides["deleted"] & sides["inserted"]
    return Counter({line: times for line, times in both.items() if len(line) >= MOVED_AT_LEAST})


def _blocks(differences: Sequence[tuple[Operation, list[str]]]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield what was taken out and put in in one place, and what stays behind it."""
    deleted: list[str] = []
    inserted: list[str] = []
    for operation, lines in differences:
        if operation == "same":
            yield deleted, inserted, lines
            deleted, inserted = [], []
        else:
            (deleted if operation == "deleted" else inserted).extend(lines)
    if deleted or inserted:
        yield deleted, inserted, []


def _within(old: str, new: str, clock: _Clock) -> list[Segment]:
    tokens = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(map(len, tokens)) > TOKENS_AT_MOST:
        tokens = _SENTENCE.findall(old), _SENTENCE.findall(new)
    return [Segment(operation, "".join(part)) for operation, part in _differences(*tokens, clock, _join)]


def _aligned(old: Sequence[str], new: Sequence[str], clock: _Clock) -> Iterator[tuple[Operation, list[str]]]:
    """Yield the lines of both in pieces. Those of one side alone are no question, however many there are."""
    both = set(old) & set(new)
    places = [[number for number, line in enumerate(side) if line in both] for side in (old, new)]
    left, right = ([side[number] for number in places[n]] for n, side in enumerate((old, new)))
    i = j = seen = met = 0
    for operation, lines in _differences(left, right, _Clock(clock.left / 2)):
        if operation == "deleted":
            seen += len(lines)
        elif operation == "inserted":
            met += len(lines)
        else:
            for line in lines:
                yield "deleted", list(old[i : places[0][seen]])
                yield "inserted", list(new[j : places[1][met]])
                yield "same", [line]
                i, j = places[0][seen] + 1, places[1][met] + 1
                seen, met = seen + 1, met + 1
    yield "deleted", list(old[i:])
    yield "inserted", list(new[j:])


def _differences(
    old: Sequence[str], new: Sequence[str], clock: _Clock, clean: Callable[[list[Difference]], None] | None = None
) -> Iterator[tuple[Operation, list[str]]]:
    """Yield the tokens of both in pieces, none of them empty."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    encoded = _encode(old, new) if left and right and clock.left > 0 else None
    if encoded is None:
        pieces: list[tuple[Operation, Sequence[str]]] = [
            *(("same", old[:start]), ("deleted", left), ("inserted", right), ("same", old[len(old) - end :]))
        ]
        yield from ((operation, list(tokens)) for operation, tokens in pieces if tokens)
        return
    matcher = diff_match_patch()
    matcher.Diff_Timeout = max(clock.left, 0.001)
    found: list[Difference] = matcher.diff_main(encoded[0], encoded[1], False)
    if clean:
        clean(found)
        matcher.diff_cleanupSemanticLossless(found)
        matcher.diff_cleanupMerge(found)
    for number, text in found:
        if text:
            yield _OPERATIONS[number], [encoded[2](character) for character in text]


def _join(differences: list[Difference]) -> None:
    """Join changes between which next to nothing stays: what is read is words and phrases, not scattered characters."""
    blocks: list[list[str]] = []  # what stays, what was taken out, what was put in
    for number, text in [*differences, (0, "")]:
        if number == 0 or not blocks:
            blocks.append(["", "", ""])
        blocks[-1][_PLACES[number]] += text
        while number and len(blocks) > 1 and _is_little(blocks[-1], blocks[-2]):
            same, *changed = blocks.pop()
            blocks[-1][1] += same + changed[0]
            blocks[-1][2] += same + changed[1]
    differences[:] = [(n, block[_PLACES[n]]) for block in blocks for n in (0, -1, 1) if block[_PLACES[n]]]


def _is_little(block: Sequence[str], before: Sequence[str]) -> bool:
    """Whether what stays between two changes is little beside both: one character, or half as much as they are."""
    same, sizes = block[0], (max(map(len, block[1:])), max(map(len, before[1:])))
    weight = 1 if len(same) == 1 and same.isalnum() else 2 * len(same)
    return bool(before[1] or before[2]) and weight <= min(sizes)


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many tokens both begin with."""
    for number, (left, right) in enumerate(zip(old, new, strict=False)):
        if left != right:
            return number
    return min(len(old), len(new))


def _encode(old: Sequence[str], new: Sequence[str]) -> tuple[str, str, Callable[[str], str]] | None:
    """Return both with a character for each token, and what tells the token of a character; None for too many."""
    codes: dict[str, str] = {}
    for token in chain(old, new):
        if token not in codes:
            if len(token) == 1 and ord(token) < _FIRST:
                codes[token] = token
            elif _FIRST + len(codes) > _LAST:
                return None
            else:
                codes[token] = chr(_FIRST + len(codes))
    tokens = {code: token for token, code in codes.items()}
    return "".join(codes[token] for token in old), "".join(codes[token] for token in new), tokens.__getitem__
