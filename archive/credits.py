"""The rows of credits, and of the people and organizations they name."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from archive.digest import content_id

CREDITS_AN_ARTICLE = 1 << 16


class Credits:
    """Writes them, within the transaction of whoever writes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._names: set[tuple[str, int]] = set()

    def write(self, identity: int, article: Mapping[str, Any]) -> None:
        """Write the credits of an article that has none."""
        for position, credit in enumerate(article.get("credits") or []):
            person = self._name("people", credit.get("name"))
            organization = self._name("organizations", credit.get("organization"))
            self.db.execute(
                "INSERT INTO credits (id, article, role, role_label, person, organization, position, raw)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    # Never from the order of insertion, which a rebuild need not share.
                    identity * CREDITS_AN_ARTICLE + position,
                    identity,
                    credit["role"],
                    credit.get("role_label"),
                    person,
                    organization,
                    position,
                    credit.get("raw"),
                ],
            )

    def _name(self, table: str, name: str | None) -> int | None:
        """Return the id of a name in `people` or `organizations`, made from the name itself."""
        if not name:
            return None
        identity = content_id(name)
        if (table, identity) not in self._names:
            self.db.execute(f"INSERT OR IGNORE INTO {table} (id, name) VALUES (?, ?)", [identity, name])
            self._names.add((table, identity))
        return identity
