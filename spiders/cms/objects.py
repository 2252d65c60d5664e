"""Objects in a script, `{cid: 7, page: {current: n}}`: their fields, by the expressions that stand in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import islice

from spiders.cms.brackets import end_of
from spiders.cms.bundles import Bundle
from spiders.cms.jsons import written_as_json
from spiders.cms.values import Fields, Known, Opening, Parts, Value, query_of

_KEY = re.compile(r"""\s*,?\s*(?:["'](?P<quoted>[\w$.\-\[\]]+)["']|(?P<plain>[\w$]+))\s*(?=[:,}])""")
_NESTED = re.compile(r"\s*(?=[\[{])")
_FIELDS = re.compile(
    r"\s*(?:JSON\.stringify\(|[Qq]s\.stringify\(|new\s+URLSearchParams\()?\s*(?:(?P<brace>\{)|(?:[\w$]+\.)*(?P<name>[\w$]+))"
)
# fd = new FormData(), and what is put there: fd.append("cid", 7).
_PUT_INTO = re.compile(
    r"""(?<![\w$.])(?P<name>[\w$]{1,40})\.(?:append|set)\(\s*["'](?P<key>[\w.\-\[\]]{1,60})["']\s*,\s*"""
)
_EMPTY_FORM = re.compile(r"(?<![\w$.])(?P<name>[\w$]{1,40})\s*=\s*new\s+(?:FormData|URLSearchParams)\(\s*\)")
_KEPT = re.compile(r"""["'](?P<name>[A-Za-z_]\w{0,40})["']\s{0,9}:\s{0,9}["'](?P<said>(?:[^"'\\\n]|\\/){1,200})["']""")
_STRINGIFIED = re.compile(r"\s{0,9}(?=JSON\.stringify\()")
_MOST_NESTED, _INNERMOST = 20, 20  # items of a list; expressions and objects in others
_OWN = ("this", "that", "self", "_this", "_self", "vm", "me")
_HANDED_AT_MOST = 20
_MOST_FIELDS = 50  # of a form


class ReadsObjects:
    """The part of a reader that reads objects; what stands in them the reader follows itself."""

    text: str
    _bundle: Bundle
    _inner: int  # how deep in expressions and objects the reading is
    _objects: dict[str, list[int]]  # where objects open that a name is given, by the name

    def value(self, at: int, known: Known, ends: str = ",)}];") -> tuple[Parts | None, int]:
        """Return the parts that an expression comes to, or None, and where it ends."""
        raise NotImplementedError

    def known_at(self, at: int) -> Known:
        """Return what is known at a place."""
        raise NotImplementedError

    def named(self, name: str, known: Known) -> Value | None:
        """Return what a name stands for."""
        raise NotImplementedError

    def query(self, at: int, known: Known) -> tuple[Parts | None, int]:
        """Return the query that an object stands for, and where what makes it ends."""
        fields, end = self.fields(at, known)
        return query_of(fields), end + 2

    def fields(self, at: int, known: Known) -> tuple[Fields, int]:
        """Return the fields of the object that opens at a place, None for what cannot be followed, and its end."""
        found: Fields = {}
        at += 1
        while (key := _KEY.match(self.text, at)) is not None:
            at, name = key.end(), key["quoted"] or key["plain"]
            if self.text[at] == ":" and (nested := _NESTED.match(self.text, at + 1)) is not None:
                inner, at = self._nested(nested.end(), known)
                found |= {f"{name}{place}": value for place, value in inner.items()}
            elif self.text[at] == ":":
                begin = at + 1
                found[name], at = self.value(begin, known)
                if found[name] is None and (written := _STRINGIFIED.match(self.text, begin)) is not None:
                    found[name] = written_as_json(self.given(written.end(), known) or {})
            else:
                named = self.named(name, known)
                found[name] = None if named is None else [named]
        return found, end_of(self.text, at)

    def _nested(self, at: int, known: Known) -> tuple[Fields, int]:
        """Return the fields of an object or a list in an object, by their places as jQuery writes them, and its end."""
        if self._inner >= _INNERMOST:
            return {}, end_of(self.text, at + 1) + 1
        self._inner += 1
        try:
            return self._within(at, known)
        finally:
            self._inner -= 1

    def _within(self, at: int, known: Known) -> tuple[Fields, int]:
        found: Fields = {}
        if self.text[at] == "{":
            inner, end = self.fields(at, known)
            for name, value in inner.items():
                head, mark, rest = name.partition("[")
                found[f"[{head}]{mark}{rest}"] = value
            return found, end + 1
        end = end_of(self.text, at + 1)
        at += 1
        for index in range(_MOST_NESTED):
            if (nested := _NESTED.match(self.text, at)) is not None:
                inner, at = self._nested(nested.end(), known)
                found |= {f"[{index}]{place}": value for place, value in inner.items()}
            elif self.text[at:end].strip():
                found[f"[{index}]"], at = self.value(at, known)
            comma = self.text.find(",", at, end)
            if comma < 0:
                break
            at = comma + 1
        return found, end + 1

    def given(self, at: int, known: Known) -> Fields | None:
        """Return the fields that stand at a place, as an object or as the name of one."""
        found = _FIELDS.match(self.text, at)
        if found is None:
            return None
        if found["brace"]:
            return self.fields(found.start("brace"), known)[0]
        if isinstance(opening := known.get(found["name"]), Opening):
            return self._fields_of(opening, self.known_at(opening.at))
        place = self._object(found["name"], at)
        if place is None:
            return self._put_into(found["name"], known)
        return self._fields_of(Opening(place, found["name"]), known)

    def _put_into(self, name: str, known: Known) -> Fields | None:
        """Return the fields that are put one by one into a form of a script's own, where `name` is one."""
        if name not in self._forms:
            return None
        return {key: self.value(at, known)[0] for key, at in self._forms[name].items()}

    @cached_property
    def _kept(self) -> dict[int, dict[str, str]]:
        """What objects keep in quotes, by where they open."""
        return {}

    @cached_property
    def _forms(self) -> dict[str, dict[str, int]]:
        """Where the values stand that are put into the scripts' own forms, by their names and those of the fields."""
        forms: dict[str, dict[str, int]] = {match["name"]: {} for match in _EMPTY_FORM.finditer(self.text)}
        for match in _PUT_INTO.finditer(self.text) if forms else ():
            if (form := forms.get(match["name"])) is not None and len(form) < _MOST_FIELDS:
                form[match["key"]] = match.end()
        return forms

    def _fields_of(self, opening: Opening, known: Known) -> Fields:
        """Return the fields of an object; one that is empty at first is what is put there later."""
        fields = self.fields(opening.at, known)[0]
        for name in [name for name, parts in fields.items() if parts == [""]] if opening.name else ():
            written = re.escape(f"{opening.name}.{name}")
            given = re.search(rf"{written}(?<![\w$]{written})\s*=\s*(?!=)", self.text)
            if given is not None and (parts := self.value(given.end(), known)[0]) is not None:
                fields[name] = parts
        return fields

    def _object(self, name: str, at: int) -> int | None:
        """Return where the object opens that a name stands for at a place: the last before it, else the first."""
        module = self._bundle.at(at)
        start, end = (module.start, module.end) if module else (0, len(self.text))
        if (places := self._objects.get(name)) is None:
            written = re.escape(name)
            opens = re.finditer(rf"{written}(?<![\w$.]{written})\s*[=:]\s*(?=\{{)", self.text)
            places = self._objects[name] = [match.end() for match in opens]
        first, beyond = bisect_right(places, start), bisect_right(places, end)
        behind = bisect_left(places, at, first, beyond)
        return places[max(behind - 1, first)] if first < beyond else None

    def kept(self, name: str) -> str | None:
        """Return what an object that a name is given keeps as data do, in quotes: `siteInfo.siteGuid`."""
        owner, _, field = name.rpartition(".")
        place = self._object(owner.rpartition(".")[2], 0) if owner else None
        if place is None:
            return self._handed(field) if owner in _OWN else None
        if place not in self._kept:
            end = end_of(self.text, place + 1)
            kept = _KEPT.finditer(self.text, place, end)
            self._kept[place] = {match["name"]: match["said"].replace("\\/", "/") for match in kept}
        return self._kept[place].get(field)

    def _handed(self, field: str) -> str | None:
        """Return what a component's data is given by a variable of the same scripts: `data: {baseUrl: host}`."""
        written = re.escape(field)
        handed = re.compile(
            rf"{written}(?<![\w$.]{written})\s{{0,4}}:\s{{0,4}}(?P<name>[A-Za-z_$][\w$]{{0,40}})\s{{0,4}}[,}}]"
        )
        names = {match["name"] for match in islice(handed.finditer(self.text), _HANDED_AT_MOST)}
        said = self.known_at(0).get(names.pop()) if len(names) == 1 else None
        return said if isinstance(said, str) else None

    def opening(self, at: int, known: Known) -> Opening | None:
        """Return the object that stands at a place, itself or by its name."""
        found = _FIELDS.match(self.text, at)
        if found is None:
            return None
        if found["brace"]:
            return Opening(found.start("brace"))
        place = self._object(found["name"], at)
        return None if place is None else Opening(place, found["name"])
