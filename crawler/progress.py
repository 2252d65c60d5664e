"""What a long crawl shows on a terminal: one line a portal, written over and over. Elsewhere it says nothing."""

from __future__ import annotations

import shutil
import sys
import time
import unicodedata
from dataclasses import dataclass

EVERY = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the crawl of one portal is; `waiting` are the requests that are still to be sent."""

    portal: str
    pages: int
    new: int
    changed: int
    gone: int
    waiting: int
    seconds: float

    def line(self) -> str:
        """Return it as a person reads it."""
        rate = self.pages / self.seconds if self.seconds else 0.0
        return (
            f"{self.portal}: {self.pages} pages, {self.new} new, {self.changed} changed, {self.gone} gone,"
            f" {self.waiting} waiting, {rate:.1f}/s"
        )


def fitted(line: str, width: int) -> str:
    """Return as much of a line as fits into `width` columns of a terminal; Chinese characters take two."""
    taken = 0
    for index, character in enumerate(line):
        taken += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if taken > width:
            return line[:index]
    return line


class Progress:
    """Draws the standing of every portal in place, where stderr is a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.stream = sys.stderr
        self.shown = not quiet and self.stream.isatty()
        self._lines = 0
        self._drawn = 0.0

    def draw(self, standings: list[Standing]) -> None:
        """Write the lines over those written before, at most every half second."""
        if not self.shown or time.monotonic() - self._drawn < EVERY:
            return
        self._drawn = time.monotonic()
        width = shutil.get_terminal_size().columns - 1
        lines = [f"\x1b[2K{fitted(standing.line(), width)}\n" for standing in standings]
        self.stream.write((f"\x1b[{self._lines}A" if self._lines else "") + "".join(lines))
        self.stream.flush()
        self._lines = len(lines)

    def clear(self) -> None:
        """Take the lines away, for the summary."""
        if self.shown and self._lines:
            self.stream.write(f"\x1b[{self._lines}A\x1b[J")
            self.stream.flush()
            self._lines = 0
