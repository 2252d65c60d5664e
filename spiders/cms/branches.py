"""What a script does where it has a choice that its page has made: `if (lm == 23) { url = "a" } else { url = "b" }`."""

from __future__ import annotations

import re

_CHOICE = re.compile(
    r"""\bif\s{0,4}\(\s{0,4}(?P<name>[A-Za-z_$][\w$]{0,40})\s{0,4}(?P<sign>[!=]==?)\s{0,4}["']?(?P<said>[\w\-]{1,40})["']?"""
    r"""\s{0,4}\)\s{0,40}\{(?P<then>[^{}]{0,300})\}\s{0,40}else\s{0,40}\{(?P<other>[^{}]{0,300})\}"""
)
_SAID = r"""(?:\d{1,9}|'[\w\-]{0,40}'|"[\w\-]{0,40}")"""
# Of two constants, as a server writes them: if (6 == 1) {…} else if (6 == 6) {…} else {…}.
_CONSTANT = re.compile(
    rf"""\bif\s{{0,4}}\(\s{{0,4}}(?P<one>{_SAID})\s{{0,4}}(?P<sign>[!=])==?\s{{0,4}}(?P<two>{_SAID})\s{{0,4}}\)\s{{0,40}}\{{"""
    r"""(?P<then>[^{}]{0,600})\}(?P<goes>\s{0,40}else\b)?"""
)
_NEXT_WAY = re.compile(
    r"\s{0,40}(?P<asks>if\s{0,4}\([^(){}]{0,200}\)\s{0,40})?\{(?P<way>[^{}]{0,600})\}(?P<goes>\s{0,40}else\b)?"
)
_OF_CONSTANTS = re.compile(rf"\(\s{{0,4}}{_SAID}\s{{0,4}}[!=]==?\s{{0,4}}{_SAID}\s{{0,4}}\)")


def with_constants(scripts: str) -> str:
    """Return scripts with one of several ways where what is compared is written out."""
    if "else" not in scripts or _OF_CONSTANTS.search(scripts) is None:
        return scripts
    pieces: list[str] = []
    done = 0
    while (choice := _CONSTANT.search(scripts, done)) is not None:
        pieces.append(scripts[done : choice.start()])
        done = choice.end()
        if (choice["one"].strip("\"'") == choice["two"].strip("\"'")) is (choice["sign"] == "="):
            pieces.append(f"{choice['then']};")
            goes = choice["goes"]
            while goes and (other := _NEXT_WAY.match(scripts, done)) is not None:
                done, goes = other.end(), other["goes"]
        elif choice["goes"] and (other := _NEXT_WAY.match(scripts, done)) is not None and not other["asks"]:
            pieces.append(f"{other['way']};")
            done = other.end()
    return "".join([*pieces, scripts[done:]])


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
