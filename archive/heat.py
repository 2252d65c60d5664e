"""The heat of a phrase in a year: six tiers by its share of the year's articles, 沸 烫 热 暖 温 冷.

The scale is that of the China Media Project (钱钢). Published are 沸, a share of 0.0518 and more, and 烫, 0.0129 and
more; the lower bounds are ours, each a quarter of the one above it, as 烫 is of 沸. They are set in metadata.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TIERS = ("boiling", "scalding", "hot", "warm", "mild", "cold")
BOUNDS = {"boiling": 0.0518, "scalding": 0.0129, "hot": 0.0032, "warm": 0.0008, "mild": 0.0002}


def bounds(configured: Mapping[str, Any] | None) -> dict[str, float]:
    """Return the lowest share of each tier but the last, hottest first, as configured. Raises ValueError."""
    found = {**BOUNDS, **(configured or {})}
    if unknown := sorted(set(found) - set(BOUNDS)):
        raise ValueError(f"heat: there is no tier {unknown[0]}; the tiers are {', '.join(BOUNDS)}")
    if not all(isinstance(value, int | float) and 0 < value < 1 for value in found.values()):
        raise ValueError("heat: each tier begins at a share above 0 and below 1")
    values = list(found.values())
    if values != sorted(set(values), reverse=True):
        raise ValueError("heat: each tier must begin at a lower share than the one before")
    return found


def tier(share: float | None, scale: Mapping[str, float]) -> str | None:
    """Return the tier of a share; None for what was not used at all, or of which no share is known."""
    if not share:
        return None
    return next((name for name, lowest in scale.items() if share >= lowest), TIERS[-1])
