"""Archives made by the real recorder from invented pages, without a server."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from conftest import story_html

from archive.items import Capture, Exchange
from crawler.items import Page, Portal
from crawler.reading import read, unread
from crawler.recorder import Recorder
from crawler.session import Session

HOST = "http://dj.example"
HTML = [("Content-Type", "text/html; charset=utf-8")]


def story(number: int, text: str = "党建引领发展，群众得到实惠。") -> bytes:
    """Return the page of an invented article, different for each number."""
    return story_html(
        f"第{number}号村的党建故事", f"{text}这是第{number}篇。" * 6, date=f"2020-03-{number % 28 + 1:02} 10:35"
    )


@dataclass
class Answer:
    """What a server says at a path."""

    path: str
    body: bytes = b""
    status: int = 200
    headers: Sequence[tuple[str, str]] = field(default_factory=lambda: HTML)
    packed: bool = False
    refers_to: Capture | None = None


def record(recorder: Recorder, answer: Answer, minute: int) -> Capture:
    """Store and project an answer as the crawl does."""
    body = gzip.compress(answer.body, mtime=0) if answer.packed else answer.body
    headers = [*answer.headers, *([("Content-Encoding", "gzip")] if answer.packed else [])]
    url, moment = HOST + answer.path, f"2026-01-01T{minute // 60:02}:{minute % 60:02}:00.000000+00:00"
    capture = recorder.save_response(Exchange(url, moment, answer.status, headers, body), answer.refers_to)
    extracted = unread(url)
    if answer.status == 200 and not answer.path.endswith("/robots.txt"):
        lower = {name.lower(): value for name, value in answer.headers}
        extracted = read(Page(url, answer.body, 200, lower, moment)).as_json()
    recorder.project(capture, extracted)
    return capture


def crawl_of(archive: Path, answers: Sequence[Answer], *, first_minute: int = 0, name: str = "dj") -> list[Capture]:
    """Record one crawl that ends well, and return its captures."""
    session = Session.at(archive)
    try:
        recorder = Recorder(session, name, Portal("试验网", HOST + "/"))
        captures = [record(recorder, answer, first_minute + n) for n, answer in enumerate(answers)]
        recorder.finish("finished")
    finally:
        session.close()
    return captures


def killed(archive: Path, into: Path, answers: Sequence[Answer], *, committed: int, first_minute: int = 0) -> Path:
    """Record a crawl whose last commit came after `committed` captures, and return what kill -9 leaves of it."""
    session = Session.at(archive)
    session.touched = lambda: None  # type: ignore[method-assign]
    try:
        recorder = Recorder(session, "dj", Portal("试验网", HOST + "/"))
        for n, answer in enumerate(answers):
            record(recorder, answer, first_minute + n)
            if n + 1 == committed:
                session.commit()
        shutil.copytree(archive, into)
        session.store.db.execute("ROLLBACK") if session.store.db.in_transaction else None
    finally:
        session.recorders.clear()
        session.close()
    (into / ".lock").unlink()
    return into


def newest(archive: Path) -> Path:
    """Return the WARC file that was begun last."""
    return max((archive / "warc").iterdir(), key=lambda path: (path.stat().st_mtime_ns, path.name))
