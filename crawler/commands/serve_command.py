"""`dangjian serve`"""

from __future__ import annotations

import errno
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import click

from archive.directory import database_of
from archive.migrations import pending
from archive.store import connect
from crawler.cli import Wrong
from crawler.commands import archive_option, talk
from datasette_config.launch import datasette_arguments


def check_port(host: str, port: int) -> None:
    """Raise Wrong where nothing can listen there."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise Wrong(f"port {port} is not allowed; choose one from 1024 on with --port") from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Wrong(f"port {port} on {host} is taken; choose another with --port") from error
            raise Wrong(f"{host} is no address of this machine; choose another with --host, 127.0.0.1") from error


def serve(directory: Path, host: str, port: int) -> int:
    """Serve an archive until interrupted or told to end, and return the exit code."""
    # The server is a process of its own, which would go on alone.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    process = subprocess.Popen([*datasette_arguments(directory), "--host", host, "--port", str(port)])
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0


def brought_up_to_date(path: Path) -> None:
    """Add what an older version's database lacks and the pages need. Raises Wrong where that cannot be written."""
    if not pending(path):
        return
    try:
        connect(path).close()
    except sqlite3.OperationalError as error:
        raise Wrong(
            f"{path}: made by an older version and cannot be brought up to date ({error}); serve it once with the right"
            " to write there, or make it anew with `dangjian rebuild`"
        ) from error


@click.command("serve")
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
def command(directory: Path, host: str, port: int) -> None:
    """Serve the reading room: search, articles, and Datasette over every table."""
    brought_up_to_date(database_of(directory))
    check_port(host, port)
    talk(f"Reading room: http://{host}:{port}  (stop with Ctrl-C)")
    sys.exit(serve(directory, host, port))
