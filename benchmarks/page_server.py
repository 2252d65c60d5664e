"""A fast web server of made pages, in a process of its own: what a crawl is timed against.

python -m benchmarks.page_server PAGES DIRECTORY [KB]  prints its address, and at SIGTERM the times of what was asked

The pages have the structure of the real ones in ../shared/pages, or of an invented one where a clone has none; their
texts are shuffled and their links lead to one another. They are sent gzipped and without a charset, as most portals do.
With a number of KB only pages up to that size lend their structure.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
import signal
import sys
import time
from pathlib import Path

from benchmarks.scoring import PAGES
from crawler.extraction.encoding import decode

A_LIST = 40  # articles a list
_RUN = re.compile(r"[\u4e00-\u9fff]{8,}")
_LINK = re.compile(r"""\b(href|src|action)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.I)
_DROPPED = re.compile(r"""<meta[^>]+charset[^>]*>|<link[^>]+canonical[^>]*>""", re.I)
_INVENTED = (
    "<html><head><title>{t}</title></head><body><div class='nav'>{links}</div><h1>{t}</h1>"
    "<div>来源：试验网 发布时间：2020-03-13 10:35 责任编辑：张静</div>"
    "<div class='content'>{text}</div>{links}</body></html>"
)


def templates(directory: Path, largest: int | None = None) -> list[str]:
    """Return the pages to make others from, as text, those of at most `largest` bytes."""
    bodies = (path.read_bytes() for path in sorted(directory.glob("*.html")))
    found = [decode(body, {}).text for body in bodies if largest is None or len(body) <= largest]
    if found:
        return [_DROPPED.sub("", page) for page in found]
    paragraph = f"<p>{'党建引领基层治理，群众得到实惠。' * 12}</p>"
    links = "".join(f"<li><a href='/x'>一条链接的标题文字{n}</a></li>" for n in range(80))
    return [_INVENTED.format(t="一篇文章的标题就在这里了", links=links, text=paragraph * 8)]


def make_pages(count: int, directory: Path, largest: int | None = None) -> dict[str, bytes]:
    """Return `count` articles, the lists that lead to them and a home page, gzipped, by path."""
    dice = random.Random(7)
    bases = templates(directory, largest)

    def shuffled(match: re.Match[str]) -> str:
        return "".join(dice.sample(match[0], len(match[0])))

    def link(match: re.Match[str]) -> str:
        ending = "html" if match[1].lower() == "href" else "png"
        return f'{match[1]}="/a/{dice.randrange(count)}.{ending}"'

    pages: dict[str, str] = {}
    for number in range(count):
        text = _RUN.sub(shuffled, _LINK.sub(link, bases[number % len(bases)]))
        pages[f"/a/{number}.html"] = text
    lists = range(0, count, A_LIST)
    for start in lists:
        numbers = range(start, min(start + A_LIST, count))
        rows = (f"<li><a href='/a/{n}.html'>第{n}篇文章的标题</a> 2020-03-13</li>" for n in numbers)
        pages[f"/l{start}/index.html"] = f"<title>列表</title><ul>{''.join(rows)}</ul>"
    pages["/"] = "<title>试验网</title>" + "".join(f"<a href='/l{start}/index.html'>栏目{start}</a>" for start in lists)
    head = '<meta charset="utf-8">'
    return {path: gzip.compress((head + text).encode("utf-8", "replace"), 6) for path, text in pages.items()}


class Server(asyncio.Protocol):
    """Answers one request after the other on a connection that is kept."""

    pages: dict[bytes, bytes]
    asked: list[float]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport, self.buffer = transport, b""

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            answer = self.pages.get(path) or b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
            if path.startswith(b"/a/"):
                self.asked.append(time.time())
            self.transport.write(answer)  # type: ignore[attr-defined]


async def serve(pages: dict[str, bytes]) -> None:
    """Serve until SIGTERM, then print when articles were asked for."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n"
    Server.pages = {path.encode(): head.format(len(body)).encode() + body for path, body in pages.items()}
    Server.asked = []
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    loop.add_signal_handler(signal.SIGUSR1, lambda: Server.asked.clear())
    server = await loop.create_server(Server, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await ended.wait()
    print(json.dumps({"first": min(Server.asked, default=0.0), "asked": len(Server.asked)}), flush=True)


if __name__ == "__main__":
    size = int(sys.argv[3]) * 1000 if len(sys.argv) > 3 else None
    asyncio.run(serve(make_pages(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else PAGES, size)))
