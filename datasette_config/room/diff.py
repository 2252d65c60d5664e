"""Two revisions of an article compared, part by part, for a page or a line of a list."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.diff import Row, Segment, compare_lines, compare_texts

LINES = ("kicker", "headline", "deck", "byline", "source")
SECONDS = 1.5  # for a whole page
AROUND = 1  # unchanged paragraphs that stay beside a changed one
FOLDED_FROM = 3  # unchanged paragraphs in a row
_TELLING = ("changed", "deleted", "inserted", "moved_from", "moved_to")
_SENTENCE_ENDS = "。！？；\n"
_EXCERPT = 110  # characters
_BEFORE = 36  # characters in front of a change, where no sentence begins in them


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs: `fields` by name, those that changed only; `rows` of the text, all of them."""

    fields: list[tuple[str, list[Segment]]]
    rows: list[Row]

    @property
    def changed(self) -> list[Row]:
        """The paragraphs that are not the same."""
        return [row for row in self.rows if row.kind != "same"]

    @property
    def deleted(self) -> int:
        """Characters of the text that were taken out; what moved does not count."""
        return self._count("deleted")

    @property
    def inserted(self) -> int:
        """Characters of the text that were put in; what moved does not count."""
        return self._count("inserted")

    def _count(self, operation: str) -> int:
        rows = (row for row in self.rows if row.kind in ("changed", "deleted", "inserted"))
        return sum(len(one.text) for row in rows for one in row.segments if one.operation == operation)


def compare(
    old: Mapping[str, Any], new: Mapping[str, Any], role: Callable[[str], str], seconds: float = SECONDS
) -> Comparison:
    """Return what differs between two rows of `revisions`; `role` gives the word for a role that has no label."""
    fields = []
    for name in LINES:
        if (old[name] or "") != (new[name] or ""):
            fields.append((name, compare_lines(old[name] or "", new[name] or "")))
    times = [(one["published_at"] or "").replace("T", " ")[:16] for one in (old, new)]
    if (old["published_at"] or "") != (new["published_at"] or ""):
        # With the offset where nothing else differs.
        whole = times if times[0] != times[1] else [one["published_at"] or "" for one in (old, new)]
        fields.append(("published_at", _replaced(*whole)))
    credits = [credit_line(one["credits"], role) for one in (old, new)]
    if credits[0] != credits[1]:
        fields.append(("credits", compare_lines(credits[0], credits[1])))
    if (old["body"] or "") == (new["body"] or ""):
        return Comparison(fields, [])
    return Comparison(fields, compare_texts(old["body"] or "", new["body"] or "", seconds))


def credit_line(credits: str, role: Callable[[str], str]) -> str:
    """Return the credits of a revision (its JSON) as a line: 作者：张静　责任编辑：魏岚、贺喆."""
    names: dict[str, list[str]] = {}
    for one in json.loads(credits or "[]"):
        label = one.get("role_label") or role(one.get("role") or "other")
        names.setdefault(label, []).append(" ".join(filter(None, (one.get("organization"), one.get("name")))))
    return "　".join(f"{label}：{'、'.join(said)}" for label, said in names.items())


def fold(rows: Sequence[Row]) -> list[tuple[bool, list[Row]]]:
    """Return the rows in runs of (is folded, rows): long runs of what did not change are folded."""
    runs: list[tuple[bool, list[Row]]] = []
    for row in rows:
        same = row.kind == "same"
        if runs and runs[-1][0] == same:
            runs[-1][1].append(row)
        else:
            runs.append((same, [row]))
    folded: list[tuple[bool, list[Row]]] = []
    for place, (same, run) in enumerate(runs):
        first, last = AROUND if place else 0, AROUND if place < len(runs) - 1 else 0
        middle = run[first : len(run) - last]
        if not same or len(middle) < FOLDED_FROM:
            folded.append((False, run))
            continue
        folded += [(False, run[:first]), (True, middle), (False, run[len(run) - last :])]
    return [one for one in folded if one[1]]


def excerpt(rows: Sequence[Row]) -> list[Segment]:
    """Return the sentence with the first change that tells most, cut short; nothing for none."""
    changed = [row for row in rows if row.kind != "same"]
    if not changed:
        return []
    row = min(changed, key=lambda row: _TELLING.index(row.kind))
    found: list[Segment] = []
    left = _EXCERPT
    for place, (operation, text) in enumerate(row.segments):
        if operation == "same":
            text = _end_of(text) if not found and place + 1 < len(row.segments) else _beginning_of(text)
        cut = text if len(text) <= left else text[: max(left, 1)] + "…"
        found.append(Segment(operation, cut.replace("\n", "¶")))
        left -= len(text)
        if left <= 0 or (operation == "same" and place and text != row.segments[place].text):
            break
    return found


def _end_of(text: str) -> str:
    """Return the sentence that a text ends in the midst of."""
    start = max(text.rfind(mark, 0, -1) for mark in _SENTENCE_ENDS) + 1
    if len(text) - start <= _BEFORE:
        return text[start:]
    return "…" + text[-_BEFORE:]


def _beginning_of(text: str) -> str:
    """Return a text up to the end of its first sentence."""
    ends = [place for mark in _SENTENCE_ENDS if (place := text.find(mark)) >= 0]
    return text[: min(ends) + 1] if ends else text


def _replaced(old: str, new: str) -> list[Segment]:
    return [Segment(operation, text) for operation, text in (("deleted", old), ("inserted", new)) if text]  # type: ignore[arg-type]
