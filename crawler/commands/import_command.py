"""`dangjian import FILE...`"""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import click

from archive.errors import BadInput
from archive.items import CrawlNote, Exchange
from archive.warc_reading import iter_records, read_capture
from crawler.addresses import host_of
from crawler.cli import Wrong
from crawler.commands import archive_option, json_option, print_json, quiet_option, talk
from crawler.items import Portal
from crawler.places import is_read
from crawler.reading import MIME_OF_ARTICLE, checked_article, read_stored, unread
from crawler.recorder import Recorder
from crawler.session import Session

PORTALS_AT_ONCE = 64
SHOWN_AT_MOST = 5  # lines that could not be read


def open_text(path: Path) -> IO[str]:
    """Open a text file, plain or gzip, by its first bytes. Raises BadInput."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror})") from error
    packed = stream.peek(2)[:2] == b"\x1f\x8b"
    return io.TextIOWrapper(gzip.GzipFile(fileobj=stream) if packed else stream, encoding="utf-8-sig", errors="strict")


def iter_articles(path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield (line number, the article, or what is wrong with the line) of an NDJSON file. Raises BadInput."""
    number = 0
    try:
        with open_text(path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield number, checked_article(json.loads(line))
                except (ValueError, RecursionError) as error:
                    no_json = isinstance(error, json.JSONDecodeError | RecursionError)
                    what = "no JSON" if no_json else str(error)
                    if number == 1 and no_json:
                        raise BadInput(
                            f"{path}: not NDJSON (one article as JSON on each line); nothing imported"
                        ) from error
                    yield number, what
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read after line {number} ({error}); what came before is kept") from error


class Importer:
    """Takes articles into the archive: each into a WARC file of its portal first, then into the database."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.recorders: dict[str, Recorder] = {}
        self.counts = {"new": 0, "changed": 0, "same": 0, "captures": 0}

    def recorder(self, portal: str, url: str) -> Recorder:
        """Return the recorder of a portal, begun if need be."""
        if portal not in self.recorders:
            if len(self.recorders) >= PORTALS_AT_ONCE:
                self.finish()
            parts = urlsplit(url)
            home = f"{parts.scheme}://{parts.netloc}/"
            with self.session.writing():
                self.recorders[portal] = Recorder(self.session, portal, Portal(portal, home), imported=True)
        return self.recorders[portal]

    def take(self, article: dict[str, Any]) -> None:
        """Take one article; the same again is left out."""
        portal = article.get("portal") or host_of(article["url"])
        content = json.dumps(article, ensure_ascii=False, sort_keys=True).encode()
        if self.session.store.captures.has_payload(article["url"], content):
            self.counts["same"] += 1
            return
        recorder = self.recorder(portal, article["url"])
        capture = recorder.save_resource(article["url"], content, MIME_OF_ARTICLE)
        self._count(recorder.project(capture, {**article, "page_kind": "article"}).outcome)

    def take_warc(self, path: Path) -> None:
        """Take the responses of a WARC file made elsewhere."""
        damage: list[str] = []
        for record in iter_records(path, damage.append):
            if isinstance(record, CrawlNote) or record[0].status is None or not host_of(record[0].url):
                continue
            found, stored = record
            held = None
            if found.revisit_of is not None:
                held = self.session.store.captures.held_for(found.revisit_of)
                if held is None:
                    damage.append(
                        f"{path}: {found.url} as of {found.fetched_at} refers to a capture that was not imported"
                    )
                    continue
                if found.status != 304:
                    original = read_capture(self.session.archive.warc / held.warc_file, held.warc_offset)
                    stored = replace(stored, body=original.body)
            recorder = self.recorder(host_of(found.url), found.url)
            plain = [(k, v) for k, v in stored.headers.items() if k not in ("content-encoding", "transfer-encoding")]
            exchange = Exchange(found.url, found.fetched_at, record[0].status, plain, stored.body, cut=stored.cut)
            capture = recorder.save_response(exchange, held)
            self.counts["captures"] += 1
            extracted = read_stored(stored) if is_read(capture, render=False) else unread(capture.url)
            self._count(recorder.project(capture, extracted).outcome)
        if damage:
            more = f" (and {len(damage) - 1} more)" if len(damage) > 1 else ""
            raise BadInput(damage[0] + more)

    def _count(self, outcome: str) -> None:
        if outcome in self.counts:
            self.counts[outcome] += 1
        elif outcome == "back":
            self.counts["same"] += 1

    def finish(self) -> None:
        """Write the reports of the portals that were taken in."""
        for recorder in self.recorders.values():
            recorder.finish("finished")
        self.recorders.clear()


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@archive_option
@json_option
@quiet_option
def command(files: tuple[Path, ...], directory: Path, as_json: bool, quiet: bool) -> None:
    """Take in articles made elsewhere: NDJSON in the shape `dangjian extract` prints, plain or gzip; WARC files."""
    for path in files:
        if not path.is_file():
            raise Wrong(f"{path}: {'a directory, not a file; name its files' if path.is_dir() else 'no such file'}")
        if path.suffix.lower() in (".wacz", ".csv"):
            raise Wrong(f"{path}: {path.suffix} is not taken yet; give NDJSON or WARC")
        if ".warc" not in path.name:
            next(iter_articles(path), None)
    session = Session.at(directory)
    importer = Importer(session)
    wrong: list[str] = []
    try:
        for path in files:
            try:
                if ".warc" in path.name:
                    importer.take_warc(path)
                    continue
                for number, article in iter_articles(path):
                    if isinstance(article, str):
                        wrong.append(f"{path}: line {number} left out: {article}")
                    else:
                        importer.take(article)
                    done = sum(importer.counts.values())
                    if not quiet and sys.stderr.isatty() and done % 1000 == 0:
                        click.echo(f"\r{done} articles", nl=False, err=True)
            except BadInput as error:
                wrong.append(str(error))
        importer.finish()
        with session.writing():
            session.store.settle()
    finally:
        session.close()
    counts = importer.counts
    if not quiet or wrong:
        talk(f"{counts['new']} new, {counts['changed']} changed, {counts['same']} as they were; {len(wrong)} left out")
        for line in wrong[:SHOWN_AT_MOST]:
            talk(line)
    if as_json:
        print_json({"archive": str(directory), **counts, "left_out": wrong})
    sys.exit(1 if wrong else 0)
