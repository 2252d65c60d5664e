"""What a script does where it has a choice that its page has made: `if (lm == 23) { url = "a" } else { url = "b" }`."""

from __future__ import annotations

import re

_CHOICE = re.compile(
    r"""\bif\s{0,4}\(\s{0,4}(?P<name>[A-Za-z_$][\w$]{0,40})\s{0,4}(?P<sign>[!=]==?)\s{0,4}["']?(?P<said>[\w\-]{1,40})["']?"""
    r"""\s{0,4}\)\s{0,40}\{(?P<then>[^{}]{0,300})\}\s{0,40}else\s{0,40}\{(?P<other>[^{}]{0,300})\}"""
)


def with_choices(scripts: str) -> str:
    """Return scripts with one of two ways where the page says which: what is compared is given one value, and once."""
    if "else" not in scripts or _CHOICE.search(scripts) is None:
        return scripts
    known: dict[str, str | None] = {}

    def value_of(name: str) -> str | None:
        if name not in known:
            given = re.findall(rf"""(?<![\w$.]){re.escape(name)}\s{{0,4}}=(?!=)\s{{0,4}}([^;,\n]{{0,60}})""", scripts)
            said = re.fullmatch(r"""(["']?)([\w\-]{1,40})\1\s*""", given[0]) if len(given) == 1 else None
            is_plain = said is not None and (said[1] or said[2].isdecimal())
            known[name] = said[2] if said is not None and is_plain else None
        return known[name]

    def chosen(match: re.Match[str]) -> str:
        value = value_of(match["name"])
        if value is None:
            return match[0]
        way = match["then"] if (value == match["said"]) is (match["sign"][0] == "=") else match["other"]
        return f"{way};"

    return _CHOICE.sub(chosen, scripts)
