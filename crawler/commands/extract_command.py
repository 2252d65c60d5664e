"""`dangjian extract FILE_or_URL [--url URL]`"""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

import click
from protego import Protego

from archive.items import utc_now
from crawler.addresses import host_of
from crawler.cli import Wrong, no_such_portal
from crawler.commands import print_json, talk
from crawler.extraction import explain_article
from crawler.extraction.canonical import encoded
from crawler.extraction.overrides import layout_for
from crawler.extraction.tree import parse
from crawler.items import Layout, Page
from crawler.reading import article_of

AT_MOST = 20 * 1024 * 1024  # bytes


def _get(url: str) -> tuple[str, bytes, int, dict[str, str]]:
    from crawler.settings import USER_AGENT

    # As Scrapy sends them, whatever characters they have.
    agent = USER_AGENT.encode().decode("latin-1")
    request = urllib.request.Request(encoded(url), headers={"User-Agent": agent})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            body = response.read(AT_MOST + 1)
            headers = {name.lower(): value for name, value in response.headers.items()}
            return response.geturl(), body, response.status, headers
    except urllib.error.HTTPError as error:
        return url, error.read(AT_MOST), error.code, {}
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise Wrong(f"{url}: cannot be fetched ({reason})", 1) from error


def fetch(url: str) -> Page:
    """Fetch one page, if its robots.txt allows. Raises Wrong."""
    if not host_of(url):
        raise Wrong(f"{url!r} is not a web address; write it like http://dj.example.gov.cn/yw/1.html")
    from crawler.settings import ROBOTSTXT_USER_AGENT

    scheme, _, rest = url.partition("://")
    _, robots, status, _ = _get(f"{scheme}://{rest.split('/')[0]}/robots.txt")
    if status == 200 and not Protego.parse(robots.decode("utf-8", "replace")).can_fetch(url, ROBOTSTXT_USER_AGENT):
        raise Wrong(f"{url}: the site's robots.txt forbids it", 1)
    final, body, status, headers = _get(url)
    if status != 200:
        raise Wrong(f"{url}: the server answered {status}", 1)
    if len(body) > AT_MOST:
        raise Wrong(f"{url}: larger than {AT_MOST // 2**20} MB, left out", 1)
    return Page(final, body, status, headers, utc_now())


def read_file(name: str, url: str | None) -> Page:
    """Read a page from a file, or from stdin for `-`. Raises Wrong."""
    try:
        body = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Wrong(f"{name}: cannot be read ({error.strerror}); give a file or an address, http://…") from error
    return Page(url or f"file:///{Path(name).name if name != '-' else 'stdin'}", body)


def layouts_of(name: str) -> tuple[Layout, ...]:
    """Return the layouts of a portal that has a definition. Raises Wrong."""
    from crawler.definitions import definitions

    known = definitions()
    if name not in known:
        raise no_such_portal(name, known, "A page of any other portal is read without --portal")
    return known[name].layouts


@click.command("extract")
@click.argument("page", metavar="FILE_or_URL")
@click.option("--url", help="The address the file came from: links are read against it.")
@click.option("--portal", metavar="NAME", help="The portal it is of, whose definition may override fields.")
@click.option("--explain", is_flag=True, help="Add where each field came from.")
def command(page: str, url: str | None, portal: str | None, explain: bool) -> None:
    """Read one page and print its article as JSON on stdout; a page that is no article has empty fields."""
    if url is not None and not host_of(url):
        raise Wrong(f"--url {url!r} is not a web address; write it like http://dj.example.gov.cn/yw/1.html")
    layouts = layouts_of(portal) if portal is not None else ()
    found = fetch(page) if "://" in page and not page.startswith("file:") else read_file(page, url)
    article = article_of(found, parse(found), layouts)
    if article.undecodable:
        talk(
            f"{page}: read as {article.encoding}; {article.undecodable} places could not be decoded and show as \ufffd"
        )
    document = article.but(portal=portal).to_json()
    if explain:
        layout = layout_for(layouts, found.url, found.fetched_at)
        document["explained"] = {**explain_article(found), "layout": dict(layout.fields) if layout else None}
    print_json(document)
