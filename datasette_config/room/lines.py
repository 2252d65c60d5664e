"""Line charts as SVG: told apart without colour, by dashes, marks and a name at each line's end.

A page shows `picture`, styled by its own style sheet; `document` is a file that stands alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from unicodedata import east_asian_width

from datasette_config.room.line_marks import dash, mark

_FONT = "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
_COLOURS = ("#a3161c", "#1f5a8c", "#2f6b2f", "#75439a", "#8a5a00", "#3a3733")
_STYLE = (
    f"text{{font:13px {_FONT};fill:#4d473f}}.heading{{font-size:18px;font-weight:700;fill:#23201c}}"
    ".grid{stroke:#ddd5c8}.base{stroke:#645d54}.unknown{fill:url(#hatch)}.hatching{stroke:#bdb3a3}"
    ".line{fill:none;stroke-width:2;stroke-linejoin:round}.leader{stroke-width:1;opacity:.5}.hit{fill:transparent}"
    + "".join(
        f".l{n} .line,.l{n} .leader,.l{n} .mark{{stroke:{c}}}.l{n} .mark{{fill:{c}}}.l{n} text{{fill:{c}}}"
        for n, c in enumerate(_COLOURS)
    )
    + ".mark.hollow{fill:#fff;stroke-width:1.5}"
)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line: its value, what is said of it, where it leads; hollow: less sure than the others."""

    value: float
    says: str = ""
    link: str | None = None
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a name and a place in the row of dashes; None where nothing is known: the line breaks."""

    name: str
    number: int
    dots: Sequence[Dot | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines over the same periods; `unknown`: the periods that nothing is known of; `words` stand where they are."""

    title: str
    lines: Sequence[Line]
    periods: Sequence[str]
    unknown: Sequence[bool]
    words: str = ""


def scale(panels: Sequence[Panel], whole: bool = False) -> list[float]:
    """Return the values of the horizontal lines, from 0 to the first above every value; `whole`: no fractions."""
    top = max((dot.value for p in panels for line in p.lines for dot in line.dots if dot), default=0.0) or 1.0
    power = 10 ** math.floor(math.log10(top / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor * 4 >= top * 0.999)
    step = max(step, 1) if whole else step
    return [step * n for n in range(math.ceil(top / step - 1e-9) + 1)]


def picture(
    panel: Panel,
    ticks: Sequence[float],
    say: Callable[[float], str],
    *,
    width: int,
    height: int,
    named: bool,
    linked: bool,
    identity: str,
    describe: str,
) -> str:
    """Return a panel as an `svg` element; `named`: the lines' names stand at their ends; `linked`: dots are links."""
    title, text = f"{identity}-title", f"{identity}-desc"
    return (
        f'<svg class="lines" viewBox="0 0 {width} {height}" role="group" aria-labelledby="{title} {text}">'
        f'<title id="{title}">{escape(panel.title)}</title><desc id="{text}">{escape(describe)}</desc>'
        f"{_hatch(identity)}{_panel(panel, ticks, say, width, height, named, linked, identity)}</svg>"
    )


def document(
    panels: Sequence[Panel], ticks: Sequence[float], say: Callable[[float], str], *, title: str, notes: Sequence[str]
) -> str:
    """Return panels as a file of their own, with the title above, the names of the lines, and the notes below."""
    one = len(panels) == 1
    width = 960
    columns = 1 if one else 2
    wide, high = (width, 420) if one else (width // 2, 250)
    names, of_names = ("", 0) if one else _names(panels[0].lines, width)
    top = 48 + 26 * of_names
    rows = math.ceil(len(panels) / columns)
    height = top + rows * high + 20 * len(notes) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="title desc"><title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(" ".join(notes))}</desc><style>{_STYLE}</style>{_hatch("")}'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<text class="heading" x="16" y="30">{escape(_short(title, 48))}</text>{names}'
    ]
    for number, panel in enumerate(panels):
        x, y = number % columns * wide, top + number // columns * high
        inner = _panel(panel, ticks, say, wide, high - (0 if one else 24), one, False, "")
        head = "" if one else f'<text x="16" y="16">{escape(_short(panel.title, 30))}</text>'
        parts.append(
            f'<g transform="translate({x} {y})">{head}<g transform="translate(0 {0 if one else 24})">{inner}</g></g>'
        )
    for number, note in enumerate(notes):
        parts.append(f'<text x="16" y="{top + rows * high + 20 * (number + 1)}">{escape(note)}</text>')
    return "".join(parts) + "</svg>"


def _panel(
    panel: Panel,
    ticks: Sequence[float],
    say: Callable[[float], str],
    width: int,
    height: int,
    named: bool,
    linked: bool,
    identity: str,
) -> str:
    names = max((_pixels(_short(line.name)) for line in panel.lines), default=0.0) if named else 0.0
    left = 14 + max(len(say(tick)) for tick in ticks) * 7.5
    right, top, bottom = width - 16 - names, 14, height - 30
    count = len(panel.periods)

    def x(place: float) -> float:
        return left + (right - left) * ((place + 0.5) / count if count < 12 else place / (count - 1))

    def y(value: float) -> float:
        return bottom - (bottom - top) * value / ticks[-1]

    half = (x(1) - x(0)) / 2 if count > 1 else (right - left) / 2
    parts = []
    place = 0
    for unknown, run in groupby(panel.unknown):
        length = len(list(run))
        if unknown:
            start, end = max(x(place) - half, left), min(x(place + length - 1) + half, right)
            parts.append(
                f'<rect class="unknown" x="{start:.1f}" y="{top}" width="{end - start:.1f}" height="{bottom - top}"'
                f' fill="url(#{identity}hatch)"/>'
            )
            if panel.words and end - start > _pixels(panel.words) + 8:
                middle = (start + end) / 2
                parts.append(f'<text x="{middle:.1f}" y="{top + 18}" text-anchor="middle">{escape(panel.words)}</text>')
        place += length
    for tick in ticks:
        kind = "grid" if tick else "base"
        parts.append(f'<path class="{kind}" d="M{left:.1f} {y(tick):.1f}H{right:.1f}"/>')
        parts.append(f'<text x="{left - 6:.1f}" y="{y(tick) + 4:.1f}" text-anchor="end">{escape(say(tick))}</text>')
    for place, label in _dates(panel.periods, right - left):
        parts.append(f'<path class="base" d="M{x(place):.1f} {bottom}v5"/>')
        parts.append(f'<text x="{x(place):.1f}" y="{bottom + 20}" text-anchor="middle">{label}</text>')
    crowded = sum(len(line.dots) for line in panel.lines) > 130
    for line in panel.lines:
        parts.append(f'<g class="l{line.number}">{_line(line, x, y, linked, crowded)}</g>')
    if named:
        parts.append(_ends(panel.lines, x, y, right, top, bottom))
    return "".join(parts)


def _line(line: Line, x: Callable[[float], float], y: Callable[[float], float], linked: bool, crowded: bool) -> str:
    parts, marks = [], []
    dots = [(place, dot) for place, dot in enumerate(line.dots) if dot]
    for _, run in groupby(enumerate(dots), key=lambda pair: pair[1][0] - pair[0]):
        piece = [dot for _, dot in run]
        if len(piece) > 1:
            steps = " ".join(f"{x(place):.1f},{y(dot.value):.1f}" for place, dot in piece)
            parts.append(f'<polyline class="line" points="{steps}"{dash(line.number)}/>')
        for place, dot in piece:
            at = x(place), y(dot.value)
            bare = crowded and len(piece) > 1 and not dot.hollow
            drawn = "" if bare else mark(line.number, *at, " hollow" if dot.hollow else "")
            if linked and dot.link:
                marks.append(
                    f'<a href="{escape(dot.link)}" tabindex="-1" aria-label="{escape(dot.says)}">'
                    f"<title>{escape(dot.says)}</title>"
                    f'<circle class="hit" cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="7"/>{drawn}</a>'
                )
            elif drawn:
                marks.append(drawn)
    return "".join(parts + marks)


def _ends(
    lines: Sequence[Line],
    x: Callable[[float], float],
    y: Callable[[float], float],
    right: float,
    top: float,
    bottom: float,
) -> str:
    """Return the names at the ends of the lines, moved apart where they would touch."""
    ends = []
    for line in lines:
        known = [(place, dot) for place, dot in enumerate(line.dots) if dot]
        if known:
            place, dot = known[-1]
            ends.append((y(dot.value), x(place), line))
    ends.sort(key=lambda end: end[0])
    heights = [from_y for from_y, _, _ in ends]
    for place in range(1, len(heights)):
        heights[place] = max(heights[place], heights[place - 1] + 17)
    limit = bottom
    for place in reversed(range(len(heights))):
        heights[place] = max(min(heights[place], limit), top)
        limit = heights[place] - 17
    return "".join(
        f'<g class="l{line.number}"><path class="leader" d="M{from_x:.1f} {from_y:.1f}L{right + 5:.1f} {at:.1f}"/>'
        f'<text x="{right + 8:.1f}" y="{at + 4:.1f}">{escape(_short(line.name))}</text></g>'
        for at, (from_y, from_x, line) in zip(heights, ends, strict=True)
    )


def _dates(periods: Sequence[str], pixels: float) -> list[tuple[int, str]]:
    """Return the places of periods to be named, and how: years where there are many, else what they are."""
    most = max(int(pixels // 58), 1)
    for cut in (10, 7, 4):
        named = []
        last = None
        for place, period in enumerate(periods):
            label = period[:cut]
            if label != last and not (cut == 4 and place == 0 and len(periods) > 24 and not period.endswith(_FIRSTS)):
                named.append((place, label))
            last = label
        if len(named) <= most or cut == 4:
            break
    step = math.ceil(len(named) / most)
    return named[::step]


_FIRSTS = ("-01", "-W01", "-01-01")


def _names(lines: Sequence[Line], width: int) -> tuple[str, int]:
    """Return the names of the lines beside pieces of them, and how many rows they take."""
    parts, at, row = [], 16.0, 0
    for line in lines:
        wide = 60 + _pixels(_short(line.name))
        if at + wide > width and at > 16:
            at, row = 16.0, row + 1
        y = 54 + 26 * row
        parts.append(
            f'<g class="l{line.number}"><path class="line" d="M{at:.0f} {y}h34"{dash(line.number)}/>'
            f"{mark(line.number, at + 17, y, '')}"
            f'<text x="{at + 42:.0f}" y="{y + 4}">{escape(_short(line.name))}</text></g>'
        )
        at += wide
    return "".join(parts), row + 1


def _hatch(identity: str) -> str:
    return (
        f'<defs><pattern id="{identity}hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path class="hatching" d="M0 0V6"/></pattern></defs>'
    )


def _pixels(text: str) -> float:
    """Return about how wide a text is."""
    return sum(13.0 if east_asian_width(character) in "WF" else 7.5 for character in text)


def _short(text: str, most: int = 12) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
