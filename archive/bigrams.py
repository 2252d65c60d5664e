"""How text is split for the full-text index: overlapping bigrams of Chinese, whole words of everything else.

SQLite's unicode61 tokenizer takes a run of Chinese for one word, so the text is split before it gets there, and a
query is split by the same rules into a phrase. A run 抗疫一线 becomes `抗疫 疫一 一线 线`: its last character stands
once more alone, so that every character begins a token, and so does the first after a digit or a letter (2020年).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from operator import add

import opencc

SPLITTER_VERSION = "2"

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ASTRAL = "\U00020000-\U0003ffff"
# Astral ranges leave the regex engine's fast path, so they are only used where a text has such a character.
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_RUN_ASTRAL = re.compile(rf"[{_HAN}{_ASTRAL}]+|[^\W_{_HAN}{_ASTRAL}]+")
_IS_HAN = re.compile(rf"[{_HAN}{_ASTRAL}]")


_TOGETHER = 20_000  # tokens
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_WIDE = re.compile("[\u3000\uff01-\uff5e]")
_NARROW = {"\u3000": " ", **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}


@cache
def _folding() -> dict[str, str]:
    """Map traditional characters to simplified ones, one to one, so that a phrase folds as its parts do."""
    ranges = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0))
    characters = [chr(code) for start, stop in ranges for code in range(start, stop)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {a: b for a, b in zip(characters, simplified, strict=True) if a != b and len(b) == 1}


@cache
def _folded(astral: bool) -> re.Pattern[str]:
    """Return the pattern of the characters that `_folding` maps, those beyond the BMP only where asked for."""
    return re.compile(f"[{''.join(character for character in _folding() if astral or not _is_astral(character))}]")


def _fold(match: re.Match[str]) -> str:
    return _folding()[match[0]]


def _narrow(match: re.Match[str]) -> str:
    return _NARROW[match[0]]


def normalise(text: str) -> str:
    """Return `text` as it is compared: NFKC, lower case, traditional characters folded to simplified."""
    # NFKC makes full-width signs plain too; a text without them it passes at once.
    text = unicodedata.normalize("NFKC", _WIDE.sub(_narrow, text)).lower()
    return _folded(_is_astral(text)).sub(_fold, text)


def is_han(character: str) -> bool:
    """Whether `character` belongs to a run that is split into bigrams."""
    return _IS_HAN.match(character) is not None


def _is_astral(text: str) -> bool:
    """Whether a text has characters beyond the BMP."""
    return _BEYOND_BMP.search(text) is not None


def runs(normalised: str) -> list[tuple[str, int, int]]:
    """Return the runs of a normalised text in order, each as (text, start, end)."""
    return list(_runs(normalised))


def _runs(normalised: str) -> Iterator[tuple[str, int, int]]:
    pattern = _RUN_ASTRAL if _is_astral(normalised) else _RUN
    return ((match[0], match.start(), match.end()) for match in pattern.finditer(normalised))


def split(text: str) -> str:
    """Return the tokens of `text` for the index, separated by spaces."""
    done: list[str] = []
    tokens: list[str] = []
    word_end = -1
    for run, start, end in _runs(normalise(text)):
        if len(tokens) > _TOGETHER:  # each takes twenty times the room that it takes in a text
            done.append(" ".join(tokens))
            tokens.clear()
        if not is_han(run[0]):
            tokens.append(run)
            word_end = end
            continue
        if start == word_end and len(run) > 1:
            tokens.append(run[0])
        tokens.extend(map(add, run, run[1:]))
        tokens.append(run[-1])
    return " ".join([*done, " ".join(tokens)]) if done else " ".join(tokens)


def phrase(text: str, begins: bool = False) -> str | None:
    """Return the FTS5 phrase that finds `text`, punctuation aside; None where nothing in it is searchable.

    `begins`: where its last word is of letters or digits, words that begin so are found.
    """
    tokens, prefix = phrase_tokens(text, begins)
    return f'"{" ".join(tokens)}"{prefix}' if tokens else None


def phrase_tokens(text: str, begins: bool = False) -> tuple[list[str], str]:
    """Return the tokens that stand one after another where `text` does, and `*` where the last only begins one."""
    found = runs(normalise(text))
    tokens: list[str] = []
    prefix = ""
    for number, (run, start, _) in enumerate(found):
        last = number == len(found) - 1
        if not is_han(run[0]):
            tokens.append(run)
            prefix = "*" if last and begins else ""
            continue
        after_word = number > 0 and not is_han(found[number - 1][0][0]) and found[number - 1][2] == start
        if after_word and len(run) > 1:
            tokens.append(run[0])
        tokens.extend([run[i : i + 2] for i in range(len(run) - 1)])
        # Alone, a character begins every bigram it stands in; after other tokens it may be any run's beginning.
        if not last or (len(run) == 1 and after_word):
            tokens.append(run[-1])
        elif len(run) == 1:
            tokens.append(run)
            prefix = "*"
    return tokens, prefix
