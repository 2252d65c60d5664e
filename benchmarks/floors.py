"""What extraction must not fall below, in tests/quality.json: floors rise by themselves and fall with a reason only."""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from benchmarks.scoring import FIELDS, TARGETS

FILE = Path(__file__).resolve().parents[1] / "tests" / "quality.json"
# How far a floor may lag behind what is reached.
SLACK = 0.03


class Lowered(Exception):
    """A floor would fall, or stay under its target, without a reason; the message names the fields."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floor of each field on one set of pages, and the reasons that were given."""

    fingerprint: str
    pages: int
    floors: Mapping[str, float]
    reasons: Mapping[str, str]

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Return the floors that a quality.json holds: a number a field, or a number with the reason for it."""
        entries = {
            field: entry if isinstance(entry, dict) else {"floor": entry} for field, entry in document["floors"].items()
        }
        return cls(
            fingerprint=document["fingerprint"],
            pages=document["pages"],
            floors={field: float(entry["floor"]) for field, entry in entries.items()},
            reasons={field: entry["why"] for field, entry in entries.items() if entry.get("why", "").strip()},
        )

    def to_json(self) -> dict[str, Any]:
        """Return the document that `from_json` reads."""
        return {
            "fingerprint": self.fingerprint,
            "pages": self.pages,
            "floors": {
                field: {"floor": self.floors[field], "why": self.reasons[field]}
                if field in self.reasons
                else self.floors[field]
                for field in FIELDS
            },
        }

    def raised(self, reached: Mapping[str, float], fingerprint: str, pages: int, why: str | None = None) -> Floors:
        """Return the floors for what is reached now.

        A floor rises to what is reached. It falls only for a reason, which stays with it until the field is above both
        its target and the old floor again. On another set of pages the old floors still count. Raises Lowered.
        """
        floors, reasons, refused = {}, {}, []
        for field in FIELDS:
            old, new = self.floors.get(field, 0.0), math.floor(reached[field] * 1000) / 1000
            if new < old:
                if why is None:
                    refused.append(f"{field} {old:.3f} -> {new:.3f}")
                reason = why
            elif new < TARGETS.get(field, 0.0):
                reason = self.reasons.get(field) or why
                if reason is None:
                    refused.append(f"{field} {new:.3f}, target {TARGETS[field]:.3f}")
            else:
                reason = self.reasons.get(field) if new == old else None
            floors[field] = new
            if reason:
                reasons[field] = reason
        if refused:
            raise Lowered("; ".join(refused))
        return Floors(fingerprint, pages, floors, reasons)


def load(file: Path = FILE) -> Floors:
    """Return the floors as they are in the tree."""
    return Floors.from_json(json.loads(file.read_text(encoding="utf-8")))


def save(floors: Floors, file: Path = FILE) -> None:
    """Write the floors."""
    file.write_text(json.dumps(floors.to_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def committed(file: Path = FILE) -> Iterator[Floors]:
    """Yield the floors of every commit, newest first; nothing where there is no git or no history."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=file.parent, capture_output=True, text=True, check=True, timeout=60
        ).stdout

    try:
        for revision in git("log", "--format=%H", "--", file.name).split():
            document = json.loads(git("show", f"{revision}:./{file.name}"))
            if "floors" in document:
                yield Floors.from_json(document)
    except (OSError, subprocess.SubprocessError):
        return
