"""What a reader asks for: the words, what narrows them, the order and the page, all in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from datasette.utils.asgi import Request

from archive.search import Order
from archive.selection import Narrowing
from datasette_config.room.web import address_of, day_argument

ORDERS: tuple[Order, ...] = ("newest", "oldest", "relevance")
PAGES = 100  # further back leads the date
_LONGEST = 500  # characters of a query or a value
_PARAMETERS = {"date_from": "from", "date_to": "to"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the addresses of it and of its neighbours; pages count from 1."""

    query: str
    narrowing: Narrowing
    order: Order = "newest"
    page: int = 1

    def address(
        self,
        path: str = "/search",
        narrowed: Mapping[str, str | None] | None = None,
        *,
        page: int = 1,
        order: Order | None = None,
    ) -> str:
        """Return the address of this question, narrowed further or less; of its first page if not said otherwise."""
        narrowing = replace(self.narrowing, **(narrowed or {}))
        order = order or self.order
        parts = [("q", self.query), ("order", order if order != ORDERS[0] else "")]
        parts += [(parameter, getattr(narrowing, name) or "") for name, parameter in PARAMETERS.items()]
        parts.append(("page", str(page) if page > 1 else ""))
        return address_of(path, parts)


PARAMETERS = {field.name: _PARAMETERS.get(field.name, field.name) for field in fields(Narrowing)}


def asked(request: Request) -> Asked:
    """Return what a request asks for; what makes no sense in it asks for nothing."""

    def value(name: str) -> str | None:
        return (request.args.get(name) or "").strip()[:_LONGEST] or None

    given = {
        name: day_argument(value(parameter)) if name in _PARAMETERS else value(parameter)
        for name, parameter in PARAMETERS.items()
    }
    order = next((known for known in ORDERS if known == value("order")), ORDERS[0])
    page = value("page") or ""
    number = min(int(page), PAGES) if re.fullmatch(r"[1-9]\d{0,8}", page) else 1
    return Asked(value("q") or "", Narrowing(**given), order, number)
