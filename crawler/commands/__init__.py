"""The subcommands of `dangjian`, one file each, and the options that mean the same everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_PRINTED = "crawler.printed"  # where a context notes that a document stands on stdout


def archive_option(function: F) -> F:
    """Add `--archive DIR`."""
    return click.option(
        "--archive",
        "directory",
        type=click.Path(path_type=Path),
        envvar="DANGJIAN_ARCHIVE",
        default=Path("data"),
        show_default="$DANGJIAN_ARCHIVE, else ./data",
        help="The archive directory.",
    )(function)


def json_option(function: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")(function)


def quiet_option(function: F) -> F:
    """Add `--quiet`."""
    return click.option("--quiet", is_flag=True, help="Print nothing unless a person is needed.")(function)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the day as text."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is not a date; write it like 2020-03-13", param, ctx)


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # Bytes of a path that are no text: Python's way to write them is JSON's too.
    click.echo(text.encode("utf-8", "backslashreplace").decode())
    if ctx := click.get_current_context(silent=True):
        ctx.meta[_PRINTED] = True


def has_printed(ctx: click.Context) -> bool:
    """Whether a document was printed: there is to be one."""
    return _PRINTED in ctx.meta


def talk(line: str) -> None:
    """Print a line for people, on stderr."""
    click.echo(line, err=True)
