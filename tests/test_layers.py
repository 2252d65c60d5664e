"""Data flows one way: which package may import which."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEVER = {
    "spiders": {"archive", "datasette"},
    "crawler/extraction": {"scrapy", "twisted", "archive", "spiders", "datasette"},
    "crawler": {"spiders", "datasette"},
    "archive": {"crawler", "spiders", "scrapy", "datasette"},
    "datasette_config": {"crawler", "spiders", "scrapy"},
}
FILES = [(folder, path) for folder in NEVER for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Return the top names of all modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize(("folder", "path"), FILES, ids=[str(path.relative_to(ROOT)) for _, path in FILES])
def test_imports(folder: str, path: Path) -> None:
    assert not imported(path) & NEVER[folder]


def test_extraction_loads_nothing_of_scrapy() -> None:
    import subprocess
    import sys

    code = (
        "import sys, crawler.extraction; print(sorted({'scrapy', 'twisted', 'archive', 'spiders'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_of_the_crawler_extraction_knows_only_items() -> None:
    for path in (ROOT / "crawler/extraction").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crawler"):
                assert node.module == "crawler.items" or node.module.startswith("crawler.extraction"), (
                    path,
                    node.module,
                )
