"""Numbers that a statement gives a 0: `if (m < 10) m = '0' + m;`, as calendars do with their month and day."""

from __future__ import annotations

import re

from spiders.cms.brackets import end_of

PADDED_AT_MOST = 20  # names of a page
_MARKS = ("<10", "< 10", "<=9", "<= 9")
_PAD = re.compile(
    r"""(?<![\w$])if\s*\(\s*(?P<name>[A-Za-z_$][\w$]{0,30})\s*<(?:\s*10|=\s*9)\s*\)\s*(?P<open>\{\s*)?"""
    r"""(?P=name)\s*=\s*["']0["']\s*\+\s*(?P=name)(?![\w$.(])\s*;?(?(open)\s*\})"""
)
_TEXT = r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""


def with_zeros(scripts: str) -> str:
    """Return scripts with a number in two digits wherever one is read behind a statement that makes it so."""
    if not any(mark in scripts for mark in _MARKS):
        return scripts
    at = 0
    for _ in range(PADDED_AT_MOST):
        if (pad := _PAD.search(scripts, at)) is None:
            break
        end, name = end_of(scripts, pad.end()), re.escape(pad["name"])
        read = re.compile(rf"{_TEXT}|(?<![\w$.]){name}(?![\w$.(:])(?!\s*(?:=(?!=)|\+\+|--|[-+*/]=))")
        two = f'("0"+{pad["name"]}).slice(-2)'
        inside = read.sub(lambda found: found["text"] or two, scripts[pad.end() : end])  # noqa: B023
        scripts, at = f"{scripts[: pad.start()]}{inside}{scripts[end:]}", pad.start()
    return scripts
