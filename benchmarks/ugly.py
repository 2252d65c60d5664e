"""What five megabytes cost that nobody would write, a page or two texts to compare: seconds, growth with size, memory.

python -m benchmarks.ugly [--write]
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from collections.abc import Callable
from functools import partial

from archive.diff import compare_texts
from benchmarks import results
from crawler.extraction import extract_article, extract_parsed
from crawler.extraction.listing import extract_links
from crawler.extraction.overrides import override
from crawler.extraction.tree import parse
from crawler.items import Layout, Page
from spiders.cms import FAMILIES
from spiders.seen import see

MEGABYTES = (1.25, 2.5, 5.0)
PAGES: dict[str, Callable[[int], str]] = {
    "nested blocks": lambda n: "<div>党建" * n,
    "nested looks": lambda n: "<font><p>党建引领基层治理，" * n,
    "unclosed links": lambda n: "<a href='/1.html'>党建引领基层治理" * n,
    "dated lines": lambda n: "<p>2020-03-13 10:35 来源：人民网</p>" * n,
    "rows of a list": lambda n: "<li><a href='/1.html'>党建引领基层治理写新篇</a> <span>2020-01-02</span></li>" * n,
    "headlines": lambda n: "<h1>党建标题在这里</h1>" * n,
    "bylines": lambda n: "<p>本报记者 张静 通讯员 李卫</p>" * n,
    "captions": lambda n: "<p><img src=a.jpg></p><p>图为党员 张静 摄</p>" * n,
    "one line": lambda n: "责任编辑：张静 " * n,
    "nested tables": lambda n: "<table><tr><td>党建" * n,
    "scripts alone": lambda n: "<script>box.innerHTML = data.content</script>" * n,
    "crossheads": lambda n: "".join(
        f"<p><b>第{i}节 强基础</b></p><p>党建引领基层治理，{i}人值守。</p>" for i in range(n)
    ),
}
# Of modules the words are long, as those of Chinese texts in a bundle are.
SCRIPTS = {
    "modules": """7:function(e,t,n){n.d(t,{a:function(){return b}});function b(q){$.get("/l?page="+q)}"""
    f'"{"党" * 900}"}},',
    "functions": "function f(a){",
    "calls": """$.get("/l?page="+page);""",
}
TITLE = "党建标题在这里"
URL = "http://a.example/1.html"
SELECTORS = ("div p", ".a .a .a .a p", "div > .a p", "p:nth-child(2n)", "h1 ~ p")
WORDS = "党建引领基层治理组织干部群众服务乡村振兴"


def page(name: str, size: float) -> bytes:
    """Return an ugly page of `size` megabytes."""
    unit = PAGES[name](1).encode()
    body = PAGES[name](int(size * 1_000_000) // len(unit))
    return f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1>{body}</body></html>".encode()


def extracting(name: str, size: float) -> Callable[[], object]:
    """Return what reads the article of an ugly page."""
    body = page(name, size)
    return lambda: extract_article(body, url=URL)


def islands(size: float) -> Callable[[], object]:
    """Return what looks for links in islands of data without an end."""
    half = int(size * 500_000)
    begun, rows = b"<xml " * (half // 5), b"<xml><url>/yw/1.html</url>" * (half // 26)
    parsed = parse(Page(URL, b"<html><body>" + begun + rows + b"</body></html>"))
    return lambda: extract_links(parsed)


def scripts(name: str, size: float) -> Callable[[], object]:
    """Return what reads a page and looks for lists in its scripts, which submit a form somewhere."""
    code = SCRIPTS[name] * int(size * 1_000_000 // len(SCRIPTS[name].encode()))
    body = f"<html><title>{TITLE}</title><body><script>document.f.submit();{code}</script></body></html>".encode()
    return lambda: see(Page(URL, body), (), FAMILIES)


def choices(size: float) -> Callable[[], object]:
    """Return what looks for lists that choices lead to, each by a function, on a page of half choices, half scripts."""
    choice = '<select onchange="go(this.value)"><option value="1"></select>'
    half = int(size * 500_000)
    code = "var a = 1;" * (half // 10)
    body = f"<html><title>{TITLE}</title><body>{choice * (half // len(choice))}<script>{code}</script></body></html>"
    return lambda: see(Page(URL, body.encode()), (), FAMILIES)


def layouts(size: float) -> Callable[[], object]:
    """Return what looks for a layout's selectors in a page of short paragraphs in nested blocks."""
    rows = "<p class=a>x</p>" * (int(size * 1_000_000) // 16)
    parsed = parse(Page(URL, f"<html><body>{'<div class=a>' * 90}{rows}</body></html>".encode()))
    article = extract_parsed(parsed)
    fields = ("headline", "body", "breadcrumb")
    return lambda: [override(article, parsed, Layout(fields=dict.fromkeys(fields, one))) for one in SELECTORS]


def changes(size: float, length: int) -> Callable[[], object]:
    """Return what compares two texts that have nothing in common, of lines of `length` characters."""
    old, new = ("".join(random.Random(seed).choices(WORDS, k=int(size * 333_333))) for seed in (1, 2))
    lines = ["\n".join(text[at : at + length] for at in range(0, len(text), length)) for text in (old, new)]
    return lambda: compare_texts(lines[0], lines[1])


WORK: dict[str, Callable[[float], Callable[[], object]]] = {
    **{name: partial(extracting, name) for name in PAGES},
    "links: islands of data": islands,
    **{f"scripts: {name}": partial(scripts, name) for name in SCRIPTS},
    "scripts: choices": choices,
    "layouts: five selectors": layouts,
    "changes: paragraphs": partial(changes, length=150),
    "changes: one line": partial(changes, length=10_000_000),
    "changes: lines of one character": partial(changes, length=1),
}


def measure(name: str, size: float, answer: multiprocessing.SimpleQueue[tuple[float, float]]) -> None:
    """Answer with the CPU seconds that a piece of work takes and the process's peak memory in MB."""
    work = WORK[name](size)
    started = time.process_time()
    work()
    seconds = time.process_time() - started
    answer.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measured(name: str, size: float) -> tuple[float, float]:
    """Return what `measure` finds, in a process of its own."""
    answer: multiprocessing.SimpleQueue[tuple[float, float]] = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=measure, args=(name, size, answer))
    process.start()
    found = answer.get()
    process.join()
    return found


def main() -> None:
    """Print the table, and with `--write` keep it in RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table to benchmarks/RESULTS.md")
    options = parser.parse_args()
    rows = []
    for name in WORK:
        found = [measured(name, size) for size in MEGABYTES]
        growth = found[-1][0] / found[-2][0]
        rows.append([name, *(f"{seconds:.1f}" for seconds, _ in found), f"{growth:.2f}", f"{found[-1][1]:.0f}"])
    head = ["work", *(f"s at {size:g} MB" for size in MEGABYTES), "growth for twice the size", "MB of memory at 5 MB"]
    lines = [
        *results.table(head, rows),
        "",
        "CPU seconds and peak memory of a process of its own for each, the interpreter and the page included; where",
        "there is no colon, the article is read. Growth of 2 is linear; comparing texts stops after half a second.",
    ]
    print(results.machine(), "", *lines, sep="\n")
    if options.write:
        results.write_section("Ugly pages", "python -m benchmarks.ugly --write", lines)


if __name__ == "__main__":
    main()
