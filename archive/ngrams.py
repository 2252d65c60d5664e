"""Phrases of a number of texts, found without a dictionary: what is frequent, whole, and stands in many surroundings.

Runs of 2 to LONGEST Chinese characters. One is frequent if many texts have it; whole if no longer one is nearly as
frequent and if many different characters come before and after it (branching entropy); and in many surroundings, so
that a text that is printed again and again does not count as a phrase.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.bigrams import is_han, normalise, runs

LONGEST = 16
ENTROPY = 1.0  # bits, on either side
SURROUNDINGS = 0.3  # different ones, to the texts
NEARLY = 0.75  # a longer phrase as frequent as this is the phrase
_AROUND = 4  # characters of a surrounding, on either side
# What no phrase begins or ends with.
_NO_BEGINNING, _NO_END = frozenset("的了和与及着地得们等在把被"), frozenset("的了和与及在是也将把被对从为以等并这")
_NUMERALS = re.compile("[一二三四五六七八九十百千万亿零〇两第年月日号点时分之个多]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase and how many of the texts have it."""

    text: str
    texts: int


def candidates(texts: Iterable[str], least: int) -> list[Candidate]:
    """Return the phrases that at least `least` of the texts have, the most frequent first."""
    held = [normalise(text) for text in texts]
    spans = [[(run, start) for run, start, _ in runs(text) if is_han(run[0]) and len(run) > 1] for text in held]
    frequent = _frequent(spans, least)
    whole = _not_in_longer(frequent)
    found = _in_many_surroundings(held, whole, frequent)
    return sorted((Candidate(text, frequent[text]) for text in found), key=lambda one: (-one.texts, one.text))


def count(texts: Iterable[str], wanted: Sequence[str]) -> Counter[str]:
    """Return how many of the texts have each of some phrases."""
    by_beginning = _by_beginning(wanted)
    found: Counter[str] = Counter()
    for text in texts:
        found.update({phrase for phrase, _ in _places(normalise(text), by_beginning)})
    return found


def _frequent(spans: Sequence[Sequence[tuple[str, int]]], least: int) -> dict[str, int]:
    """Return the runs that so many texts have: a longer one can only be frequent where both its shorter ones are."""
    frequent: dict[str, int] = {}
    level: set[str] | None = None
    for length in range(2, LONGEST + 1):
        counts: Counter[str] = Counter()
        for of_text in spans:
            here: set[str] = set()
            for run, _ in of_text:
                grams = [run[i : i + length] for i in range(len(run) - length + 1)]
                if level is None:
                    here.update(grams)
                else:
                    here.update(g for g in grams if g[:-1] in level and g[1:] in level)
            counts.update(here)
        level = {gram for gram, texts in counts.items() if texts >= least}
        if not level:
            break
        frequent.update((gram, counts[gram]) for gram in level)
    return frequent


def _not_in_longer(frequent: dict[str, int]) -> set[str]:
    whole = {
        gram
        for gram in frequent
        if gram[0] not in _NO_BEGINNING and gram[-1] not in _NO_END and not _NUMERALS.fullmatch(gram)
    }
    for gram, texts in frequent.items():
        for shorter in (gram[:-1], gram[1:]):
            if texts >= frequent.get(shorter, math.inf) * NEARLY:
                whole.discard(shorter)
    return whole


def _in_many_surroundings(held: Sequence[str], wanted: set[str], frequent: dict[str, int]) -> Iterator[str]:
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    around: dict[str, set[str]] = defaultdict(set)
    by_beginning = _by_beginning(wanted)
    for text in held:
        for phrase, start in _places(text, by_beginning):
            end = start + len(phrase)
            before[phrase][text[start - 1 : start]] += 1
            after[phrase][text[end : end + 1]] += 1
            around[phrase].add(text[max(start - _AROUND, 0) : start] + "|" + text[end : end + _AROUND])
    for phrase in wanted:
        if len(around[phrase]) < max(3, SURROUNDINGS * frequent[phrase]):
            continue
        if min(_entropy(before[phrase]), _entropy(after[phrase])) >= ENTROPY:
            yield phrase


def _by_beginning(phrases: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        found[phrase[:2]].append(phrase)
    return found


def _places(text: str, by_beginning: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    """Yield each phrase in a normalised text with its place."""
    for place in range(len(text) - 1):
        for phrase in by_beginning.get(text[place : place + 2], ()):
            if text.startswith(phrase, place):
                yield phrase, place


def _entropy(neighbours: Counter[str]) -> float:
    """Return the bits of what stands beside; each mark of punctuation is another neighbour, for a phrase ends there."""
    total = neighbours.total()
    found = 0.0
    for character, times in neighbours.items():
        if character and is_han(character):
            found -= times / total * math.log2(times / total)
        else:
            found += times / total * math.log2(total)
    return found
