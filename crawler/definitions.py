"""The portals that have a definition: Scrapy finds their classes by name, so that nothing here imports them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawler.cli import Wrong
from crawler.items import Layout, Portal


@dataclass(frozen=True, slots=True)
class Definition:
    """What a portal's file says."""

    portal: Portal
    layouts: tuple[Layout, ...] = ()


def base_settings() -> Settings:
    """Return Scrapy's settings for this project, wherever the command was called."""
    settings = get_project_settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def definitions(settings: Settings | None = None) -> dict[str, Definition]:
    """Return the definitions by name. Raises Wrong where a portal's file says what cannot be."""
    try:
        loader = SpiderLoader.from_settings(settings or base_settings())
    except TypeError as error:
        raise Wrong(f"a portal's definition cannot be used: {error}") from error
    classes = {name: loader.load(name) for name in loader.list()}
    return {
        name: Definition(getattr(spider, "portal"), getattr(spider, "layouts", ()))  # noqa: B009
        for name, spider in classes.items()
        if not getattr(spider, "by_address", False)
    }


def no_such_portal(word: str, names: Iterable[str], otherwise: str) -> Wrong:
    """Return the one line for a name that is no portal's: the nearest ones, and what to do `otherwise`."""
    near = difflib.get_close_matches(word, names, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`scrapy list` names the portals."
    return Wrong(f"no portal is called {word!r}; {hint} {otherwise}")
