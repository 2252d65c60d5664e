"""`python -m crawler.sample_portal [--port 8000] [--day 2]`: the sample portal in the foreground."""

from __future__ import annotations

import threading

import click

from crawler.sample_portal.server import SamplePortal


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--day", type=click.IntRange(1, 2), default=1, show_default=True)
def main(port: int, day: int) -> None:
    """Serve the sample portal 秦川党建网 on loopback until interrupted."""
    try:
        portal = SamplePortal(day, port)
    except OSError as error:
        raise click.UsageError(f"port {port} is taken ({error.strerror}); choose another with --port") from error
    with portal:
        click.echo(f"Sample portal, day {day}: {portal.url}  (stop with Ctrl-C)", err=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


main()
