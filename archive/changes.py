"""What kind of change lies between two texts of an article.

Sentences are compared with sentences, and what differs within two of them by the character: what stands far apart in a
long text is as small a change as in a short one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from archive.pairing import pair

TYPO_AT_MOST = 6  # characters in all
WORD_FROM = 3  # characters in one place that others replace: a name, not a slip
# Share of both texts that is not in the other; of a short text one sentence is more, and still but one fact.
CORRECTION_AT_MOST, SENTENCE_AT_MOST = 0.3, 0.5
_SENTENCES_AT_MOST = 1000  # that differ; of more, none is the changed form of another
_CELLS_AT_MOST = 4_000_000  # of characters by characters; the matcher's time grows with the square
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*[”’）】》]*")
_CHINESE = "〇零一二三四五六七八九十百千万亿两"
_FIGURES = (
    re.compile(r"\d+(?:[.,:]\d+)*"),
    re.compile(rf"(?<![{_CHINESE}])[{_CHINESE}]{{1,12}}(?![{_CHINESE}])"),
)
# What stands within figures and joins those of a date.
_NUMERALS = re.compile(rf"[\d{_CHINESE}年月日时分]+")
_SIGNS = re.compile(r"[\W_]+")

Place = tuple[str, str]  # what was taken out, and what was put in instead


class _Comparison:
    """The places where two texts differ."""

    def __init__(self, old: str, new: str) -> None:
        self._texts = (old, new)
        self._cells = _CELLS_AT_MOST
        before, after = sentences_of(old), sentences_of(new)
        self.size = sum(map(len, before)) + sum(map(len, after))
        both = Counter(before) & Counter(after)
        (kept, out), (stayed, into) = _parted(before, both), _parted(after, both)
        self.is_reordered = kept != stayed
        self.touched = max(len(out), len(into))  # sentences
        pairs = pair(out, into, lambda: True) if self.touched <= _SENTENCES_AT_MOST else []
        self.places: list[Place] = [place for left, right in pairs for place in self._within(out[left], into[right])]
        others = [
            *((one, "") for one in _besides(out, (left for left, _ in pairs))),
            *(("", one) for one in _besides(into, (right for _, right in pairs))),
        ]
        self.is_other = bool(others)  # whether a sentence is in one of the texts alone
        self.places += others

    @property
    def share(self) -> float:
        """The share of both texts that is in one of them alone."""
        return sum(len(side) for place in self.places for side in place) / max(self.size, 1)

    @property
    def is_word(self) -> bool:
        """Whether what differs is more than slips: too much, a word for another, one for another throughout."""
        if sum(max(map(len, place)) for place in self.places) > TYPO_AT_MOST:
            return True
        replaced = Counter(place for place in self.places if all(place))
        return any(len(max(place, key=len)) + (times > 1) >= WORD_FROM for place, times in replaced.items())

    @property
    def is_figure(self) -> bool:
        """Whether a figure stands in the place of another; one that is only written otherwise is no other."""
        if not any(_NUMERALS.fullmatch("".join(place)) for place in self.places):
            return False
        figures = ([Counter(_figures(one, text)) for text in self._texts] for one in _FIGURES)
        return any(before - after and after - before for before, after in figures)

    def _within(self, old: str, new: str) -> list[Place]:
        """Return what differs within a sentence."""
        start = _alike(old, new)
        end = _alike(old[start:][::-1], new[start:][::-1])
        old, new = old[start : len(old) - end], new[start : len(new) - end]
        self._cells -= len(old) * len(new)
        if not old or not new or self._cells < 0:
            return [(old, new)]
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        return [(old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def kind_of_change(old: str, new: str) -> str:
    """Return `typo`, `correction` or `rewrite`, or `metadata` where the texts are the same."""
    if old == new:
        return "metadata"
    if _SIGNS.sub("", old) == _SIGNS.sub("", new):
        return "typo"
    found = _Comparison(old, new)
    if not (found.is_other or found.is_reordered or found.is_word or found.is_figure):
        return "typo"
    return (
        "correction" if found.share <= (SENTENCE_AT_MOST if found.touched == 1 else CORRECTION_AT_MOST) else "rewrite"
    )


def _figures(form: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield the figures of a form as they are written in narrow digits; 一 alone is a word: 进一步, 一定."""
    return (unicodedata.normalize("NFKC", figure) for figure in form.findall(text) if figure != "一")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, its lines apart."""
    return [sentence for found in _SENTENCE.findall(text) if (sentence := found.strip())]


def _parted(sentences: Sequence[str], both: Counter[str]) -> tuple[list[str], list[str]]:
    """Return the sentences of a text that are in both, each as often as there, and the others."""
    left = both.copy()
    parted: tuple[list[str], list[str]] = ([], [])
    for sentence in sentences:
        left[sentence] -= 1
        parted[left[sentence] < 0].append(sentence)
    return parted


def _besides(sentences: Sequence[str], places: Iterable[int]) -> list[str]:
    taken = set(places)
    return [sentence for number, sentence in enumerate(sentences) if number not in taken]


def _alike(old: str, new: str) -> int:
    """Return how many characters both begin with."""
    for number, (left, right) in enumerate(zip(old, new, strict=False)):
        if left != right:
            return number
    return min(len(old), len(new))
