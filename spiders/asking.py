"""The requests that a crawl makes of its steps: by GET, by POST as a form or as JSON, and what each is known by."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from scrapy.http import FormRequest, JsonRequest, Request, Response

from crawler.extraction.data import data_in
from crawler.items import PageRead
from spiders.cms.calls import TOKEN
from spiders.cms.family import Lead
from spiders.cms.jsons import as_sent, texts_among, value_of
from spiders.following import Follower
from spiders.steps import PAGING, Step

# What a request is known by, kept where it is asked again.
CARRIED = (
    *("section", "date", "free", "paging", "rest", "form", "is_json", "news", "by", "or", "rows", "sister", "item"),
    *("headers", "tool", "alone"),
)
_NUMBERS = re.compile(r"\d+")
_PLACES = re.compile(r"[^\[\]]+")


class AsksForPages:
    """The part of a spider that makes requests."""

    follower: Follower
    parse: Callable[[Response], AsyncIterator[Any]]
    parse_failure: Callable[[Any], Iterator[PageRead]]

    def _request(self, url: str, priority: int, **meta: Any) -> Request:
        return self._asked(self.follower.step(Lead(url), priority, **meta))

    def _asked(self, step: Step) -> Request:
        """Return the request that asks for an address."""
        lead, meta = step.lead, dict(step.meta)
        if lead.mark is not None:
            return self._by_post(lead.url, lead.form or {})
        if lead.headers:
            meta["headers"] = [list(header) for header in lead.headers]
        if lead.rows:
            meta["rows"] = [dataclasses.astuple(form) for form in lead.rows]
        if lead.form is not None and step.by_post:
            return self._by_post(lead.url, lead.form, lead.is_json, **meta, posted=True)
        if lead.form is not None:
            meta |= {"form": lead.form, "is_json": lead.is_json}
        return Request(
            *(lead.url, self.parse),
            errback=self.parse_failure,
            priority=step.priority,
            meta=meta,
            dont_filter=step.anyway,
        )

    def _by_post(self, url: str, form: Mapping[str, str], is_json: bool = False, **meta: Any) -> Request:
        """Return the same question by POST, for a data store that hears no other."""
        if is_json:
            request: Request = JsonRequest(url, data=nested({name: value_of(said) for name, said in form.items()}))
        else:
            request = FormRequest(url, method="POST", formdata=dict(form))
        return request.replace(callback=self.parse, errback=self.parse_failure, priority=PAGING, meta=meta)


def in_the_same_way(step: Step, response: Response) -> Step:
    """Return a step from one page of a list to the next; where POST had to be used, it is at once."""
    asked, lead = response.request, step.lead
    same = _without_numbers(lead.url) == _without_numbers(response.url)
    if asked is not None and same and (headers := asked.meta.get("headers")):
        lead = dataclasses.replace(lead, headers=tuple((name, value) for name, value in headers))
        step = dataclasses.replace(step, lead=lead)
    if asked is None or not asked.meta.get("posted") or lead.mark is not None or not same:
        return step
    if lead.form is None:
        # The page stands in the path, /news/rows/2; nothing else was sent for the first.
        is_bare = not asked.body and not urlsplit(lead.url).query
        return dataclasses.replace(step, lead=dataclasses.replace(lead, form={}), by_post=True) if is_bare else step
    is_json = b"json" in (asked.headers.get("Content-Type") or b"")
    if is_json:
        sent = data_in(asked.body.decode("utf-8", "replace"))
        lead = dataclasses.replace(lead, form=as_sent(lead.form, set(texts_among(sent))))
    tokens = {} if is_json else {n: v for n, v in parse_qsl(asked.body.decode("latin-1")) if TOKEN.search(n)}
    return dataclasses.replace(
        step, lead=dataclasses.replace(lead, form={**tokens, **(lead.form or {})}, is_json=is_json), by_post=True
    )


def _without_numbers(url: str) -> str:
    """Return the path of an address without numbers in its last part."""
    folder, _, file = urlsplit(url).path.rpartition("/")
    return f"{folder}/{_NUMBERS.sub('', file)}"


def carried(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the same question by POST is to be known by."""
    return {"posted": True} | {
        name: meta[name] for name in ("paging", "rest", "news", "by", "rows", "sister", "headers") if name in meta
    }


def nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as the object that they are the places of: `model[cid]`, `ids[0]`."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        head, *places = _PLACES.findall(name) if name.endswith("]") else [name]
        inner, last = found, head
        for place in places:
            inner = inner.setdefault(last, {})
            if not isinstance(inner, dict):
                return dict(fields)
            last = place
        inner[last] = value
    return {name: _listed(value) for name, value in found.items()}


def _listed(value: Any) -> Any:
    """Return an object whose names are the numbers of a list as that list."""
    if not isinstance(value, dict):
        return value
    inner = {name: _listed(said) for name, said in value.items()}
    return list(inner.values()) if list(inner) == [str(n) for n in range(len(inner))] else inner
