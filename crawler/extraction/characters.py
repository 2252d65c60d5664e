"""How a text is made fit to be read and compared: spaces, invisible characters, full width, traditional labels."""

from __future__ import annotations

import html
import re
import unicodedata

ESCAPED = re.compile(r"&(?:nbsp|[lr][ds]quo|[mn]dash|middot|hellip|quot);")

_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200a\u202f\ufeff]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
# Labels come in traditional characters too; these are hardly ever part of a name.
_TRADITIONAL = dict(
    zip(
        "來責編輯記發報訊員攝圖譯審當聞體閱讀點擊瀏覽評習實號時間錄見佈",
        "来责编辑记发报讯员摄图译审当闻体阅读点击浏览评习实号时间录见布",
        strict=True,
    )
)
SIMPLIFIED = frozenset(_TRADITIONAL.values())
_FULL = re.compile(f"[\u3000\u3016\u3017\u2571\uff01-\uff5e{''.join(_TRADITIONAL)}]")
_FULL_TO_HALF = {
    "\u3000": " ",
    "\u2571": "/",
    "〖": "【",
    "〗": "】",
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}
_LABELS_TO_HALF = _FULL_TO_HALF | _TRADITIONAL
_WORDS = re.compile(r"[^\W_]+")


def unescape(text: str) -> str:
    """Return text without what a system escaped twice: the `&nbsp;` of `&amp;nbsp;`."""
    return ESCAPED.sub(lambda match: html.unescape(match[0]), text)


def squeeze(text: str) -> str:
    """Return text with runs of spaces made one, invisible characters gone, and none at the ends (full-width too)."""
    text = text.strip()
    if text.isprintable():
        return _SPACES.sub(" ", text) if "  " in text else text
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" \u3000")


def half_width(text: str) -> str:
    """Return text for reading labels: full-width signs made plain, labels' characters simplified, one for one."""
    return _FULL.sub(_to_half, text)


def _to_half(match: re.Match[str]) -> str:
    return _LABELS_TO_HALF[match[0]]


def comparable(text: str) -> str:
    """Return what is left of a text for comparing two printings of it: letters and digits, in NFKC."""
    # Signs go first: a text without them is mostly in NFKC, which passes it at once.
    text = unicodedata.normalize("NFKC", text if text.isalnum() else "".join(_WORDS.findall(text))).lower()
    return text if text.isalnum() else "".join(_WORDS.findall(text))
