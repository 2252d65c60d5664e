"""What tests share: real servers on loopback, the command as users call it, archives made by it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from chromium import CHROMIUM
from playwright.sync_api import Browser, sync_playwright
from searched import make_searched

from archive.store import Store
from crawler.sample_portal import SamplePortal

SHARED = Path(__file__).parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared, which this clone has not")

Reply = tuple[int, Mapping[str, str], bytes]


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout."""
        return json.loads(self.out)

    def one_line(self) -> str:
        """Return what was said if it is one clear line and no traceback."""
        lines = [
            line for line in self.err.splitlines() if line.strip() and not line.startswith(("Crawling", "Usage", "Try"))
        ]
        assert "Traceback" not in self.err, self.err
        assert lines, "nothing was said"
        return lines[0] if len(lines) == 1 else "\n".join(lines)


def run_python(*arguments: str | Path, timeout: float = 120, env: Mapping[str, str] | None = None) -> Ran:
    """Run Python with some arguments in a process of its own, for which no archive is set but by `env`."""
    environment = {k: v for k, v in os.environ.items() if k != "DANGJIAN_ARCHIVE"} | dict(env or {})
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=environment,
        cwd="/",
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def dangjian(*arguments: str | Path, timeout: float = 120, env: Mapping[str, str] | None = None) -> Ran:
    """Run the command as users do, in a process of its own."""
    return run_python("-m", "crawler", *arguments, timeout=timeout, env=env)


def crawl(url: str, archive: Path, *options: str) -> Ran:
    """Crawl a server on loopback, without delay."""
    return dangjian("crawl", url, "--archive", archive, "--delay", "0", "--json", *options)


def database(archive: Path) -> sqlite3.Connection:
    """Open an archive's database as anybody would."""
    db = sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return db


class Site:
    """A small web server on loopback: `pages` maps a path to (status, headers, body) or to a function."""

    def __init__(self, pages: Mapping[str, Reply] | Callable[[BaseHTTPRequestHandler], Reply | None]) -> None:
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_POST(self) -> None:
                self.do_GET()

            def do_GET(self) -> None:
                site.asked.append(self.path)
                reply = pages(self) if callable(pages) else pages.get(self.path, (404, {}, b"<h1>404</h1>"))
                if reply is None:
                    self.close_connection = True
                    return
                status, headers, body = reply
                self.send_response(status)
                for name, value in (
                    {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | dict(headers)
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.shutdown()
        self.server.server_close()


def story_html(title: str, text: str, *, date: str = "2020-03-13 10:35", extra: str = "") -> bytes:
    """Return a plain article's page."""
    return (
        f"<html><head><title>{title}-试验网</title></head><body><h1>{title}</h1>"
        f"<div>来源：试验网 发布时间：{date} 作者：张静</div>"
        f"<div class='content'><p>{text}</p></div>{extra}</body></html>"
    ).encode()


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample portal's first day, crawled once with its pictures; to be read only."""
    archive = tmp_path_factory.mktemp("sample") / "archive"
    with SamplePortal() as portal:
        ran = crawl(portal.url, archive, "--assets")
        assert ran.code == 0, ran.err
    yield archive


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of 1,700 articles to be searched; to be read only."""
    return make_searched(tmp_path_factory.mktemp("searched"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, for the tests of a file."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield found
        found.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A database of one portal with nothing in it."""
    one = Store(tmp_path / "archive.db")
    one.crawls.save_portal("p", {"title": "试验网", "home": "http://dj.example/"})
    yield one
    one.close()
