"""benchmarks/RESULTS.md: one section a benchmark, each replaced by the command that made it."""

from __future__ import annotations

import os
import platform
import re
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")
_HEAD = "# Figures\n\nEach section is written by the command it names.\n"


def write_section(title: str, command: str, lines: list[str], file: Path = FILE) -> None:
    """Put a section, dated and with the machine, where the older one of the same title was, else at the end."""
    text = file.read_text(encoding="utf-8") if file.exists() else _HEAD
    stamp = f"{date.today().isoformat()}, {machine()}"
    section = "\n".join([f"## {title}", "", f"`{command}`, {stamp}.", "", *lines]) + "\n"
    head, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    kept = [old.rstrip("\n") + "\n" for old in sections]
    at = next((n for n, old in enumerate(kept) if old.startswith(f"## {title}\n")), None)
    if at is None:
        kept.append(section)
    else:
        kept[at] = section
    file.write_text("\n".join([head.rstrip("\n") + "\n", *kept]), encoding="utf-8")


def machine() -> str:
    """Return the processor, its cores and the Python that runs."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return a Markdown table, its columns aligned so that it can be read on a terminal as well."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: list[str]) -> str:
        padded = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
        return f"| {' | '.join([cells[0].ljust(widths[0]), *padded[1:]])} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [line(head), line(rule), *map(line, rows)]


def _processor() -> str:
    try:
        found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found.group(1) if found else platform.processor() or platform.machine()
