"""Which paragraph of a new text is the changed form of which of an old one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

ALIKE = 0.35  # share of pairs of characters that two paragraphs have in common
COMPARED_AT_MOST = 10_000  # paragraphs with paragraphs at once; longer lists are cut into as many pieces as it takes


def pair(old: Sequence[str], new: Sequence[str], more: Callable[[], bool]) -> list[tuple[int, int]]:
    """Return the places (in `old`, in `new`) of paragraphs that belong together, in order, none crossing another.

    The pairs that are alike the most, all in all. Stops where `more` says so, with the pairs found until then.
    """
    pieces = math.ceil(math.sqrt(len(old) * len(new) / COMPARED_AT_MOST)) or 1
    pairs: list[tuple[int, int]] = []
    for piece in range(pieces):
        if not more():
            break
        left = range(piece * len(old) // pieces, (piece + 1) * len(old) // pieces)
        right = range(piece * len(new) // pieces, (piece + 1) * len(new) // pieces)
        found = _pair([old[i] for i in left], [new[j] for j in right], more)
        pairs.extend((left[i], right[j]) for i, j in found)
    return pairs


def likeness(old: frozenset[str], new: frozenset[str]) -> float:
    """Return how alike two paragraphs are by their pairs of characters, 0 to 1."""
    size = len(old) + len(new)
    if 2 * min(len(old), len(new)) < ALIKE * size:
        return 0.0
    return 2 * len(old & new) / size if size else 0.0


def _pair(old: Sequence[str], new: Sequence[str], more: Callable[[], bool]) -> list[tuple[int, int]]:
    before, after = [_pairs_of(line) for line in old], [_pairs_of(line) for line in new]
    if len(old) == len(new) and all(likeness(*both) >= ALIKE for both in zip(before, after, strict=True)):
        return [(place, place) for place in range(len(old))]
    # best[i][j]: the most that the paragraphs from i and from j on can have in common.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[0.0] * len(new) for _ in old]
    for i in reversed(range(len(old))):
        if not more():
            return []
        for j in reversed(range(len(new))):
            value = likeness(before[i], after[j])
            alike[i][j] = value if value >= ALIKE else 0.0
            joined = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], joined)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _pairs_of(line: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(line))) or frozenset((line,))
