"""`dangjian crawl [PORTAL or URL]...`"""

from __future__ import annotations

import logging
import math
import sys
from pathlib import Path
from typing import Any

import click
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.addresses import host_of
from crawler.browser import problem
from crawler.cli import Wrong, no_such_portal
from crawler.commands import Day, archive_option, json_option, print_json, quiet_option, talk
from crawler.definitions import base_settings, definitions
from crawler.extensions import break_off, report_of
from crawler.items import Portal
from crawler.notes import notes_of
from crawler.progress import Progress
from crawler.session import Session

Target = tuple[str, dict[str, Any]]


# Without any delay Scrapy 2.19 hands a host's whole queue out at once and forgets the limit of requests at a time.
SHORTEST_DELAY = 0.001  # seconds
LABELS_SHOWN = 8
KINDS_SHOWN = 5
GRACE = 4.0  # seconds that a crawl told to end waits for the pages that are on their way
NOTES_SHOWN = 10


def project_settings(directory: Path, *, delay: float, concurrency: int, **changes: Any) -> Settings:
    """Return Scrapy's settings for a crawl into an archive, wherever the command was called."""
    changes |= {
        "DOWNLOAD_DELAY": max(delay, SHORTEST_DELAY),
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": max(delay, SHORTEST_DELAY),
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
    }
    settings = base_settings()
    settings.set("DANGJIAN_ARCHIVE", str(directory), priority="cmdline")
    for name, value in changes.items():
        settings.set(name, value, priority="cmdline")
    return settings


def catalogue(settings: Settings) -> dict[str, Portal]:
    """Return the portals that have a definition, by name."""
    return {name: definition.portal for name, definition in definitions(settings).items()}


def _may_be_host(name: str) -> bool:
    """Whether something may be the name of a host: its parts are none of them empty, nor a line."""
    if name.count(":") > 1:  # an address of IPv6
        return True
    parts = name.partition(":")[0].removesuffix(".").split(".")
    return name not in ("http", "https") and all(part.strip("-_") for part in parts)


def targets(wanted: tuple[str, ...], portals: dict[str, Portal]) -> list[Target]:
    """Return the spiders to run and their arguments. Raises Wrong for a name that is no portal's."""
    if not wanted:
        return [(name, {}) for name, portal in portals.items() if not portal.blocked]
    by_host = {host_of(portal.home): name for name, portal in portals.items()}
    found: list[Target] = []
    for word in wanted:
        address = word if "://" in word else f"http://{word}"
        if word in portals:
            found.append((word, {}))
        elif "://" not in word and not any(mark in word for mark in ".:/"):
            raise no_such_portal(word, portals, "Any other portal goes by its address, http://…")
        elif not _may_be_host(host_of(address)):
            raise Wrong(f"{word!r} is not a web address; write it like http://dj.example.gov.cn/")
        elif host_of(address) in by_host:
            found.append((by_host[host_of(address)], {}))
        else:
            found.append(("address", {"url": address}))
    return list({(name, arguments.get("url")): (name, arguments) for name, arguments in found}.values())


class Seconds(click.FloatRange):
    """A time in seconds: a number, and `nan` is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the time as a number."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number", param, ctx)
        return number


class Process(AsyncCrawlerProcess):
    """Scrapy's process, which waits at a SIGTERM for pages that are on their way, but not for ever."""

    def _signal_shutdown(self, signum: int, frame: Any) -> None:
        from twisted.internet import reactor

        super()._signal_shutdown(signum, frame)
        reactor.callFromThread(reactor.callLater, GRACE, self._stop_reactor)


def run(settings: Settings, wanted: list[Target], *, quiet: bool = True) -> list[dict[str, Any]]:
    """Crawl side by side, one portal a spider, and return their reports. Raises ArchiveError where none can begin."""
    session = Session.at(Path(settings["DANGJIAN_ARCHIVE"]))
    session.progress = Progress(quiet=quiet)
    process = Process(settings)
    # What they would say with tracebacks stands in the report, a line each.
    for noisy in ("downloadermiddlewares.retry", "downloadermiddlewares.robotstxt", "core.scraper"):
        logging.getLogger(f"scrapy.{noisy}").setLevel(logging.CRITICAL)
    logging.getLogger("twisted").setLevel(logging.CRITICAL)
    # Scrapy builds its debug messages even where nobody reads them.
    logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])
    crawlers: list[Crawler] = []
    for name, arguments in wanted:
        crawler = process.create_crawler(name)
        crawlers.append(crawler)
        process.crawl(crawler, **arguments)
    process.start()
    for crawler in crawlers:
        break_off(crawler)
    session.progress.clear()
    if session.recorders or Session.is_open(session):
        session.close()
    reports = [
        {**report, "notes": notes_of(crawler)} for crawler in crawlers if (report := report_of(crawler)) is not None
    ]
    if session.broken is not None and not reports:
        raise session.failure()
    return reports


def line_of(report: dict[str, Any]) -> str:
    """Return one line that says how a crawl went."""
    counts = (
        f"{report['articles_new']} new, {report['articles_changed']} changed, {report['articles_gone']} gone"
        f" ({report['articles']} articles seen on {report['pages']} pages"
        f"{', ' + str(report['errors']) + ' pages failed' if report['errors'] else ''})"
    )
    health = "" if report["health"] == "ok" else f"; {report['health']}"
    return f"{report['portal']}: {report['outcome']}: {counts}{health}"


def labels_of(report: dict[str, Any]) -> str | None:
    """Return one line with the credit labels of a crawl that no role is known for, or None."""
    return _counted("Labels nobody knows yet", report["unknown_labels"], LABELS_SHOWN)


def left_of(report: dict[str, Any]) -> str | None:
    """Return one line with the kinds of address that were not asked for any more, or None."""
    return _counted("Not asked for, others of their kind led to no new article", report["not_asked"], KINDS_SHOWN)


def _counted(what: str, counts: dict[str, int], most: int) -> str | None:
    """Return one line with what was counted, the first `most` of it, or None for nothing."""
    shown = [f"{name} ({count})" for name, count in counts.items()][:most]
    return f"{what}: {', '.join(shown)}{', …' if len(counts) > len(shown) else ''}" if counts else None


@click.command("crawl")
@click.argument("portals", nargs=-1, metavar="[PORTAL or URL]...")
@archive_option
@click.option("--since", type=Day(), help="Only articles published on or after this day.")
@click.option("--max-pages", type=click.IntRange(1), help="Stop after this many pages fetched, a portal.")
@click.option("--full", is_flag=True, help="Walk every listing to its end, look at every article.")
@click.option("--assets", is_flag=True, help="Store the articles' pictures and attachments too.")
@click.option("--render", is_flag=True, help="Have a browser make the pages: for portals that show nothing without.")
@click.option("--delay", type=Seconds(0, 3600), default=1.0, show_default=True, help="Seconds between requests.")
@click.option(
    "--concurrency", type=click.IntRange(1, 32), default=1, show_default=True, help="Requests a host at once."
)
@json_option
@quiet_option
def command(
    portals: tuple[str, ...],
    directory: Path,
    since: str | None,
    max_pages: int | None,
    full: bool,
    assets: bool,
    render: bool,
    delay: float,
    concurrency: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Crawl the named portals, or any portal by its address; with no name, every portal of the catalogue."""
    settings = project_settings(
        directory, delay=delay, concurrency=concurrency, DANGJIAN_MAX_PAGES=max_pages or 0, DANGJIAN_RENDER=render
    )
    known = catalogue(settings)
    given = {"since": since, "assets": assets, "full": full}
    wanted = [(name, {**arguments, **given}) for name, arguments in targets(portals, known)]
    missing = problem()
    left_out = {name for name, _ in wanted if missing and (render or (name in known and known[name].render))}
    if left_out and (portals or render):
        raise Wrong(f"{', '.join(sorted(portals)) or 'all portals'}: {missing}")
    if left_out:
        # One portal that wants more than this machine has stops no other.
        talk(f"left out: {', '.join(sorted(left_out))}: {missing}")
        wanted = [(name, arguments) for name, arguments in wanted if name not in left_out]
    # Opened before anything is said, so that an archive that cannot be used is said in one line.
    Session.at(directory)
    if not quiet:
        talk(f"Crawling {len(wanted)} portal{'s' * (len(wanted) != 1)} into {directory}")
    reports = run(settings, wanted, quiet=quiet)
    failed = [report for report in reports if report["outcome"] == "failed" or report["health"] != "ok"]
    for report in failed if quiet else reports:
        talk(line_of(report))
        for line in (labels_of(report), left_of(report)) if not quiet else ():
            if line:
                talk(f"  {line}")
        if not quiet and (count := report["articles_undecodable"]):
            talk(f"  {count} article{'s' * (count != 1)} with places that could not be decoded, shown as \ufffd")
        for line in report["notes"][:NOTES_SHOWN]:
            if line not in report["health"]:
                talk(f"  {line}")
        for failure in report["failures"][:10]:
            if failure["why"] in report["health"]:
                continue
            talk(f"  left out: {failure['url']}: {failure['why']}")
    if as_json:
        print_json({"archive": str(directory), "crawls": reports})
    sys.exit(1 if failed or left_out or len(reports) < len(wanted) else 0)
