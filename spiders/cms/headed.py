"""What a script sends along with what it asks for, which its server wants: `headers: {siteCode: "qh01"}`."""

from __future__ import annotations

import re

from spiders.cms.brackets import LONGEST, end_of, opening_of
from spiders.cms.expressions import Reader
from spiders.cms.values import Known, Parts

_HEADERS = re.compile(r"""\bheaders["']?\s*:\s*(?=\{)""")
_SET = re.compile(r"""\.setRequestHeader\(\s*["'](?P<name>[\w\-]+)["']\s*,\s*""")
# What requests have anyway, and what tells who is asking.
_LEFT_OUT = re.compile(
    r"content-\w+|accept\b.*|user-agent|referer|origin|host|connection|cookie|range|if-.*|cache-control|pragma"
    r"|.*(?:token|auth|csrf|xsrf|sign|secret|session).*",
    re.I,
)
_NAME = re.compile(r"[\w\-]{1,40}", re.ASCII)
_VALUE = re.compile(r"[\x21-\x7e]{1,80}")
MOST = 8


def headers_at(reader: Reader, call: re.Match[str], known: Known) -> tuple[tuple[str, str], ...]:
    """Return the headers that go with a call, those that are plainly written; most have none."""
    text = reader.text
    if "eaders" not in text and "setRequestHeader" not in text:
        return ()
    start = opening_of(text, call.start()) if call[0].startswith("url") else None
    start = call.start() if start is None else start + 1
    end = end_of(text, start)
    found: dict[str, Parts | None] = {}
    if (headers := _HEADERS.search(text, start, end)) is not None:
        found |= reader.fields(headers.end(), known)[0]
    for put in _SET.finditer(text, start, min(end, start + LONGEST)):
        found[put["name"]] = reader.value(put.end(), known)[0]
    plain = ((name, "".join(map(str, parts))) for name, parts in found.items() if parts and len(parts) == 1)
    return tuple((n, v) for n, v in plain if _NAME.fullmatch(n) and _VALUE.fullmatch(v) and not _LEFT_OUT.fullmatch(n))[
        :MOST
    ]
