"""`dangjian demo`"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

import click

from archive.directory import check_free
from archive.errors import cannot_write
from crawler.cli import Wrong
from crawler.commands import json_option, print_json, talk
from crawler.commands.serve_command import check_port, serve
from crawler.sample_portal import SamplePortal

MARK = ".demo"


def fresh(directory: Path) -> None:
    """Make an empty directory for the demo; only one that a demo made is emptied. Raises Wrong, Busy, NotWritable."""
    try:
        full = directory.exists() and (not directory.is_dir() or any(directory.iterdir()))
        if full and not (directory / MARK).is_file():
            raise Wrong(f"{directory}: not made by a demo, so it is left alone; name a new directory with --archive")
        if full:
            check_free(directory)
            shutil.rmtree(directory)
        directory.mkdir(parents=True, exist_ok=True)
        (directory / MARK).write_text("made by dangjian demo, emptied by the next one\n", encoding="utf-8")
    except OSError as error:
        raise cannot_write(directory, error) from error


@click.command("demo")
@click.option(
    "--archive", "directory", type=click.Path(path_type=Path), default=Path("demo-archive"), show_default=True
)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="The reading room's port.")
@click.option("--no-serve", is_flag=True, help="Stop after the crawl and print the summary.")
@json_option
def command(directory: Path, port: int, no_serve: bool, as_json: bool) -> None:
    """Crawl the bundled sample portal 秦川党建网 into a fresh archive and serve the reading room; offline."""
    from crawler.commands.crawl_command import line_of, project_settings, run

    if not no_serve:
        check_port("127.0.0.1", port)
    fresh(directory)
    started = time.monotonic()
    with SamplePortal() as portal:
        talk(f"Sample portal: {portal.url}")
        settings = project_settings(directory, delay=0, concurrency=1)
        reports = run(settings, [("address", {"url": portal.url, "portal_name": "qinchuan_dangjian", "assets": True})])
        for report in reports:
            talk(f"{line_of(report)}, in {time.monotonic() - started:.1f} s")
        if as_json:
            print_json({"archive": str(directory), "crawls": reports})
        if not reports or reports[0]["outcome"] != "finished":
            sys.exit(1)
        if not no_serve:
            talk(f"Reading room: http://127.0.0.1:{port}  (stop with Ctrl-C)")
            sys.exit(serve(directory, "127.0.0.1", port))
