"""The command `dangjian`: each subcommand in a file of `crawler/commands/`, loaded when it is asked for."""

from __future__ import annotations

import difflib
import importlib
import sqlite3
import sys
from collections.abc import Iterable

import click

from archive.errors import ArchiveError, Busy, DiskFailed, is_of_disk, remedy_for, said_by
from crawler.commands import has_printed, print_json

COMMANDS = {
    "crawl": "Crawl portals, by name or by address, into the archive.",
    "demo": "Crawl the bundled sample portal and open the reading room.",
    "extract": "Read one page, a file or an address, and print its article as JSON.",
    "import": "Take in articles made elsewhere (NDJSON, plain or gzip; WARC).",
    "rebuild": "Make the database again from the WARC files alone.",
    "search": "Find articles, as the reading room does.",
    "serve": "Serve the reading room over the archive.",
    "status": "Show every portal: last crawl, new, changed, gone, health.",
    "verify": "Prove every digest, record, row and the search index.",
}
NEEDS_A_PERSON, WRONG_USAGE, BUSY = 1, 2, 75  # how a command ends
_AS_JSON = "crawler.as_json"  # where a context notes that a document was asked for


class Wrong(click.ClickException):
    """One clear line on stderr and an exit code."""

    def __init__(self, message: str, exit_code: int = WRONG_USAGE) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]


def no_such_portal(word: str, names: Iterable[str], otherwise: str = "", *, listed_by: str = "scrapy list") -> Wrong:
    """Return the one line for a name that is no portal's: the nearest ones, and what to do `otherwise`."""
    near = difflib.get_close_matches(word, names, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"`{listed_by}` names the portals."
    return Wrong(f"no portal is called {word!r}; {hint} {otherwise}".rstrip())


class LazyGroup(click.Group):
    """Loads a subcommand's module only when it is wanted, so that a search does not wait for Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the subcommands' names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"crawler.commands.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note as well whether a document is asked for: the words that say so may be wrong otherwise."""
        ctx.meta[_AS_JSON] = "--json" in args[: args.index("--") if "--" in args else len(args)]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a subcommand; what is wrong becomes one line, and with `--json` a document that holds it."""
        try:
            return self._invoke(ctx)
        except (click.ClickException, click.Abort, KeyboardInterrupt) as error:
            if ctx.meta[_AS_JSON] and not has_printed(ctx):
                print_json({"error": _line_of(error)})
            raise

    def _invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            raise Wrong(str(error), _code_of(error)) from error
        except sqlite3.DatabaseError as error:
            what_to_do = remedy_for(error)
            if what_to_do is None:
                raise
            raise Wrong(
                f"the archive's database cannot be used ({said_by(error)}); {what_to_do}", _code_of(error)
            ) from error


def _code_of(error: Exception) -> int:
    """Return how a command ends that could not use its archive: a disk that is full is no wrong usage."""
    if isinstance(error, Busy):
        return BUSY
    return NEEDS_A_PERSON if isinstance(error, DiskFailed) or is_of_disk(error) else WRONG_USAGE


def _line_of(error: BaseException) -> str:
    """Return in one line why a command ended before its time."""
    if isinstance(error, click.ClickException):
        return " ".join(error.format_message().splitlines())
    return "ended before it was done"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dangjian-archive", prog_name="dangjian")
def main() -> None:
    """Crawl, keep, search and read China's party-building (党建) news portals."""


if __name__ == "__main__":
    sys.exit(main())
