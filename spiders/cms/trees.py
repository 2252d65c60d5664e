"""Directories that a script shows as a tree, zTree, each of whose nodes shows its list when it is clicked.

1. Recognise: a tree's callback, `onClick: show`, that is given a node and has a frame show an address with a
   field of it, `frame.src = "/list.do?id=" + treeNode.id`, or asks for that; the nodes stand in a script,
   `{id: 101, pId: 0, name: "要闻"}`.
2. Paging: one list for each node.
3. Set nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from crawler.extraction.listing import is_data
from crawler.extraction.tree import Parsed
from spiders.cms.brackets import end_of
from spiders.cms.expressions import Reader
from spiders.cms.family import Family, Lead
from spiders.cms.places import resolved

_NODES_AT_MOST, _LONGEST_BODY = 100, 1500  # characters
_CALLBACK = re.compile(
    r"""\b(?:onClick|beforeClick)["']?\s{0,4}:\s{0,4}(?:(?P<name>[\w$]{1,60})\s{0,4}[,}\n]|(?=function))"""
)
_FUNCTION = re.compile(r"function(?:\s+(?P<name>[\w$]{1,60}))?\s{0,4}\((?P<given>[\w$,\s]{1,100})\)\s{0,4}\{")
_NODE = re.compile(r"""\{(?P<fields>[^{}]{5,600})\}""")
_PARENT = re.compile(r"""\b(?:p_?id|parent_?id)["']?\s{0,4}:""", re.I)
_FIELD = re.compile(
    r"""["']?(?P<name>[A-Za-z_]\w{0,40})["']?\s{0,4}:\s{0,4}(?:"(?P<one>[\w\-./?=&]{1,200})"|'(?P<two>[\w\-./?=&]{1,200})'|(?P<number>\d{1,15}))"""
)
_GOES = re.compile(
    r"\.src\s{0,4}=(?!=)\s{0,4}|\.attr\(\s{0,4}[\"']src[\"']\s{0,4},\s{0,4}|\.load\(\s{0,4}(?=[\"'\w$])"
    r"|(?:location(?:\.href)?|\.href)\s{0,4}=(?!=)\s{0,4}"
)


class Trees(Family):
    """Lists that a tree's nodes have a frame show."""

    name = "trees"

    def more(self, parsed: Parsed) -> Iterator[Lead]:
        """Yield the lists of the nodes."""
        if parsed.tree is None or is_data(parsed) or "zTree" not in parsed.scripts:
            return
        scripts = parsed.scripts
        copies = list(_done_for_nodes(scripts))
        if not copies:
            return
        reader = Reader(f"{scripts}\n{''.join(copies)}", parsed.url)
        for goes in _GOES.finditer(reader.text, len(scripts)):
            parts, _ = reader.value(goes.end(), reader.known)
            if parts and len(parts) > 1 and all(isinstance(part, str) for part in parts):
                yield Lead(resolved(parsed.base_url, "".join(map(str, parts))), is_first=True)


def with_trees(scripts: str) -> str:
    """Return scripts with what a click on each node of a tree does written out."""
    return f"{scripts}{''.join(_done_for_nodes(scripts))}" if "zTree" in scripts else scripts


def _done_for_nodes(scripts: str) -> Iterator[str]:
    """Yield what the callback of a tree does for each of its nodes."""
    callback = _callback(scripts)
    if callback is None:
        return
    node, body = callback
    held = re.compile(rf"(?<![\w$.]){re.escape(node)}\.(?P<field>[A-Za-z_]\w{{0,40}})(?![\w$(])")
    names = {found["field"] for found in held.finditer(body)}
    nodes = (one["fields"] for one in _NODE.finditer(scripts) if _PARENT.search(one["fields"]))
    for fields in islice(nodes, _NODES_AT_MOST) if names else ():
        values = {f["name"]: f["one"] or f["two"] or f["number"] for f in _FIELD.finditer(fields)}
        if any(name in values for name in names):
            said = held.sub(lambda read, values=values: f"'{values.get(read['field'], '')}'", body)  # type: ignore[misc]
            yield f"\n;{said};"


def _callback(scripts: str) -> tuple[str, str] | None:
    """Return by which name the callback of a tree knows a node, and what it does."""
    named: dict[str, re.Match[str]] | None = None
    for told in _CALLBACK.finditer(scripts):
        if told["name"]:
            if named is None:  # the first of a name is meant
                named = {one["name"]: one for one in reversed(list(_FUNCTION.finditer(scripts)))}
            function = named.get(told["name"])
        else:
            function = _FUNCTION.match(scripts, told.end())
        if function is None:
            continue
        body = scripts[function.end() : min(end_of(scripts, function.end()), function.end() + _LONGEST_BODY)]
        return function["given"].rpartition(",")[2].strip(), body
    return None
