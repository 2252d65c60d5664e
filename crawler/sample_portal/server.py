"""The sample portal 秦川党建网 as a real web server on loopback, with two days, ETags, robots.txt and two encodings."""

from __future__ import annotations

import gzip
import re
import threading
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from crawler.sample_portal import render
from crawler.sample_portal.content import PER_PAGE, SECTIONS, TOPICS, in_section, stories
from crawler.sample_portal.pictures import picture

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search.jspx\n"
CHANGED = datetime(2021, 3, 1, tzinfo=timezone(timedelta(hours=8)))
_LIST = re.compile(r"^/(?P<section>[a-z]+)(?:/(?P<topic>[a-z]+))?/(?:index(?:_(?P<page>\d+))?\.jhtml)?$")
_STORY = re.compile(r"^/(?P<section>[a-z]+)(?:/(?P<topic>[a-z]+))?/(?P<number>\d+)\.jhtml$")


class Answer:
    """One answer: status, type, bytes, and whether it is a page that stands still and so has an ETag."""

    def __init__(self, status: int, mime: str, body: bytes, still: str | None = None) -> None:
        self.status, self.mime, self.body, self.still = status, mime, body, still


def _page(html: str, *, still: str | None = None, encoding: str = "utf-8", status: int = 200) -> Answer:
    declared = "gb2312" if encoding == "gb18030" else encoding
    return Answer(status, f"text/html; charset={declared}", html.encode(encoding), still)


def answer(path: str, day: int, hits: int) -> Answer:
    """Return what the portal answers for a path on a day; `hits` is the counter that its pages show."""
    if path == "/robots.txt":
        return Answer(200, "text/plain; charset=utf-8", ROBOTS.encode(), ROBOTS)
    if path in ("/", "/index.jhtml"):
        return _page(render.home(day), still=render.home(day))
    if path.startswith("/u/cms/"):
        name = unquote(path.rsplit("/", 1)[-1])
        if name.endswith((".png", ".jpg")):
            return Answer(200, "image/png", picture(name), name)
        return Answer(200, "application/msword", f"秦川党建网附件 {name}".encode("gb18030"), name)
    if path in ("/about.jhtml", "/contact.jhtml", "/search.jspx"):
        return _page(render.standing(path, day), still=path)
    if match := _STORY.match(path):
        story = stories(day).get(int(match["number"]))
        if story is None or story.path != path or story.gone == "404":
            return _page(render.notice("您访问的页面不存在", day), status=404)
        if story.gone:
            return _page(render.notice("页面不存在", day))
        encoding = "gb18030" if story.section == "zgdt" else "utf-8"
        return _page(render.story(story, day, hits), still=render.story(story, day, 0), encoding=encoding)
    if (match := _LIST.match(path)) and match["section"] in SECTIONS:
        section, topic, page = match["section"], match["topic"], int(match["page"] or 1)
        if section == "ztzl" and topic is None:
            return _page(render.topics(day), still=render.topics(day))
        if topic is None or (section == "ztzl" and topic in TOPICS):
            found = in_section(section, day, topic)
            if 1 <= page <= max(-(-len(found) // PER_PAGE), 1):
                html = render.listing(section, topic, page, day)
                return _page(html, still=html, encoding="gb18030" if section == "zgdt" else "utf-8")
    return _page(render.notice("您访问的页面不存在", day), status=404)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Header and body in one packet: apart, each answer would wait for the other side's delayed acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._respond(send_body=True)

    def do_HEAD(self) -> None:
        self._respond(send_body=False)

    def _respond(self, *, send_body: bool) -> None:
        found = answer(urlsplit(self.path).path, self.server.day, next(self.server.hits))
        body, status = found.body, found.status
        headers = {"Content-Type": found.mime}
        if found.still is not None and status == 200:
            tag = f'"{sha256(found.still.encode()).hexdigest()[:16]}"'
            headers |= {"ETag": tag, "Last-Modified": format_datetime(CHANGED + timedelta(days=self.server.day))}
            if self.headers.get("If-None-Match") == tag:
                status, body = HTTPStatus.NOT_MODIFIED, b""
        if len(body) > 500 and "gzip" in self.headers.get("Accept-Encoding", "") and "image" not in found.mime:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if send_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port: int, day: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.day = day
        self.hits = count(1000)


class SamplePortal:
    """Serves the portal from a thread while the context lasts. Raises OSError where the port is taken."""

    def __init__(self, day: int = 1, port: int = 0) -> None:
        self._server = _Server(port, day)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def set_day(self, day: int) -> None:
        """Turn the calendar: what is asked for from now on is that day's."""
        self._server.day = day

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
