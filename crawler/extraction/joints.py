"""Where a metadata line falls apart: what stands in an element of its own behind a label's names is not among them."""

from __future__ import annotations

import re

from crawler.extraction.characters import half_width
from crawler.extraction.names import is_surely_name
from crawler.extraction.role_labels import split_labels
from crawler.extraction.signatures import signature_credits

# As `Line.spaced` holds its pieces apart, or a stroke between fields.
_JOINT, _OR_STROKE = re.compile("(  )"), re.compile("(  | [|｜] )")
_GOES_ON, _LEADS_ON = frozenset("、，,;；/／&▪（(：:"), tuple("、，,;；/／&▪（(：:")
_TOOL = ("[", "【")


def parts_of_line(text: str) -> list[str]:
    """Return a line's parts, each with a label and its value at its end, in half-width signs.

    A part that is whole is closed where a piece of the line ends: 编辑：孟浩 | 订阅. What goes on with names stays.
    """
    plain = half_width(text)
    if "  " not in text and "|" not in plain:
        return [plain]
    labels = split_labels(plain)
    if not (any(label.role for label in labels) or "记者" in plain):
        return [plain]
    # 文 | 孟浩 图 | 林舟
    stroked = "|" in plain and any("|" in plain[label.start : label.value_at] for label in labels)
    first, *rest = (_JOINT if stroked else _OR_STROKE).split(text)
    parts = [half_width(first)]
    for joint, printed in zip(rest[::2], rest[1::2], strict=True):
        piece = half_width(printed)
        if not _is_whole(parts[-1]) or _goes_on(parts[-1], piece):
            parts[-1] = f"{parts[-1]}{joint}{piece}"
        elif not piece.startswith(_TOOL) or ":" in piece:
            parts.append(piece)
    return parts


def _is_whole(part: str) -> bool:
    """Whether the last label of a part has its value, or a byline without a colon its names."""
    if part.count("(") > part.count(")"):
        return False
    labels = split_labels(part)
    if labels:
        return len(labels[-1].value.strip()) > 1  # 文/图 is a label without one
    at = part.rfind("记者")
    return at >= 0 and bool(signature_credits(part[at:]))


def _goes_on(part: str, piece: str) -> bool:
    """Whether a piece goes on with the names of the part before it."""
    if piece[:1] in _GOES_ON or part.rstrip().endswith(_LEADS_ON):
        return True
    return all(map(is_surely_name, piece.split()))
