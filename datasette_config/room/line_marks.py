"""What tells the lines of a chart apart without colour: dashes and marks."""

from __future__ import annotations

_DASHES = ("", "9 4", "2 3.5", "11 3 2 3", "5 3", "14 3 2 3 2 3")


def sample(number: int) -> str:
    """Return a piece of a line, for the list of names."""
    return (
        f'<svg class="lines key l{number}" viewBox="0 0 44 12" width="44" height="12" aria-hidden="true">'
        f'<g class="l{number}"><path class="line" d="M1 6H43"{dash(number)}/>{mark(number, 22, 6, "")}</g></svg>'
    )


def dash(number: int) -> str:
    """Return the attribute of a line's dashes."""
    dashes = _DASHES[number % len(_DASHES)]
    return f' stroke-dasharray="{dashes}"' if dashes else ""


def mark(number: int, x: float, y: float, more: str) -> str:
    """Return the mark of a line at a place: another shape for each."""
    shapes = (
        "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
        "m-2.8-2.8h5.6v5.6h-5.6z",
        "m0-3.6l3.4 6h-6.8z",
        "m0-3.8l3.8 3.8l-3.8 3.8l-3.8-3.8z",
        "m0 3.6l3.4-6h-6.8z",
        "m-3.5-1.2h7v2.4h-7z",
    )
    return f'<path class="mark{more}" d="M{x:.1f} {y:.1f}{shapes[number % len(shapes)]}z"/>'
