"""What kind of change lies between two texts of an article."""

from __future__ import annotations

from difflib import SequenceMatcher

TYPO_AT_MOST = 6  # characters
CORRECTION_AT_MOST = 0.15  # share of the text
_COMPARED_AT_MOST = 3000  # characters; the matcher's time grows with the square


def changed_characters(old: str, new: str) -> int:
    """Return how many characters were taken out or put in, whichever is more; long texts are compared by line."""
    start = 0
    limit = min(len(old), len(new))
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[len(old) - 1 - end] == new[len(new) - 1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) > _COMPARED_AT_MOST or len(new) > _COMPARED_AT_MOST:
        kept, added = set(old.split("\n")), set(new.split("\n"))
        return max(sum(len(line) for line in kept - added), sum(len(line) for line in added - kept))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def kind_of_change(old: str, new: str) -> str:
    """Return `typo`, `correction` or `rewrite`, or `metadata` where the texts are the same."""
    if old == new:
        return "metadata"
    changed = changed_characters(old, new)
    if changed <= TYPO_AT_MOST:
        return "typo"
    return "correction" if changed <= CORRECTION_AT_MOST * max(len(old), len(new)) else "rewrite"
