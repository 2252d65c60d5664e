"""Phrases whose use is counted, each with its variants: 不忘初心|不忘初心、牢记使命."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.bigrams import normalise, phrase, phrase_tokens
from archive.days import FIRST_DATED, day_of
from archive.remembered import Remembered
from archive.selection import Narrowing, Selection, select

MOST = 6  # phrases beside one another
VARIANTS = 8  # of one phrase
LONGEST = 60  # characters of a variant
_BETWEEN = re.compile(r"[|｜]")
# What means something in a search, and nothing in a phrase.
_QUOTES = re.compile(r'["“”*＊]')
_MOST_NAMES = 300_000
FIRST_DAY = day_of(FIRST_DATED >> 24)  # dated articles have no earlier day


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exact words; with several variants, an article counts once whichever of them it has."""

    variants: tuple[str, ...]

    @property
    def label(self) -> str:
        """The variants as they are shown and typed."""
        return " | ".join(self.variants)

    def query(self, in_names: bool = False) -> str:
        """Return the search that finds the same articles; `in_names`: names of credited people have the phrase too."""
        fields = ("title:", "body:") if in_names else ("",)
        return " OR ".join(f'{field}"{variant}"' for variant in self.variants for field in fields)

    def selection(
        self,
        db: sqlite3.Connection,
        portal: str | None = None,
        date_from: str | None = None,
        date_to: str | None = None,
        *,
        in_names: bool = False,
    ) -> Selection:
        """Return the dated articles with the phrase in headline, kicker, deck or text. Raises ValueError for no day."""
        narrowing = Narrowing(portal=portal, date_from=max(date_from or FIRST_DAY, FIRST_DAY), date_to=date_to)
        selection = select(db, self.query(), narrowing)
        assert selection is not None
        if not in_names:
            return selection
        # Only where it makes a difference: it costs about 1.7 times as much.
        words = " OR ".join(f"{{title body}} : {phrase(variant)}" for variant in self.variants)
        return replace(selection, match=" AND ".join([f"({words})", *Narrowing(portal=portal).expressions()]))


def phrases_of(typed: Sequence[str], *, together: bool = True) -> tuple[list[Phrase], list[str]]:
    """Return the phrases of the fields of a form, and what of them is none or too much.

    `together`: the variants in a field are one phrase; else each is one. A character alone is no phrase.
    """
    found: list[Phrase] = []
    refused: list[str] = []
    for field in typed:
        variants = []
        for part in _BETWEEN.split(field):
            variant = " ".join(_QUOTES.sub(" ", part).split())[:LONGEST].strip()
            tokens, prefix = phrase_tokens(variant)
            # What only begins a token is looked for among all tokens, and nothing stops that once it runs.
            if not tokens or prefix:
                refused += [variant] if variant else []
            elif variant not in variants:
                variants.append(variant)
        refused += variants[VARIANTS:]
        variants = variants[:VARIANTS]
        for one in [Phrase(tuple(variants))] if together and variants else [Phrase((v,)) for v in variants]:
            if one in found:
                continue
            if len(found) < MOST:
                found.append(one)
            else:
                refused.append(one.label)
    return found, refused


_names: Remembered[str] = Remembered(4)


def in_names(db: sqlite3.Connection, asked: Phrase) -> bool:
    """Whether the name of a credited person may have the phrase in it; where there are very many, it may."""
    held = _names.of(db, "names", lambda: _all_names(db))
    return held == "" or any(all(token in held for token in phrase_tokens(variant)[0]) for variant in asked.variants)


def _all_names(db: sqlite3.Connection) -> str:
    """Return all names, normalised, a line each; empty where there are too many."""
    names = [row[0] for row in db.execute("SELECT name FROM people LIMIT ?", [_MOST_NAMES + 1])]
    return "\n" + normalise("\n".join(names)) if len(names) <= _MOST_NAMES else ""
