"""An article, and the archive's rows of it."""

from __future__ import annotations

from typing import Any

from archive.search import search
from archive.store import Store

URL = "http://dj.example/yw/1.html"


def article(**changes: Any) -> dict[str, Any]:
    """Return an article's JSON."""
    return {
        "url": URL,
        "headline": "让党旗高高飘扬",
        "body": "第一段说党建。\n第二段说抗疫。",
        "published_at": "2020-03-13T10:35:00+08:00",
        "source": "秦川日报",
        "credits": [{"role": "author", "role_label": "作者", "name": "张静", "organization": None}],
    } | changes


def found(store: Store, query: str) -> list[str]:
    """Return the addresses that a query finds."""
    store.commit()
    return [hit.url for hit in search(store.db, query)]
