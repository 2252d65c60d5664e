"""The portals that have a definition: Scrapy finds their classes by name, so that nothing here imports them."""

from __future__ import annotations

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
    """Return the definitions by name. Raises Wrong where a portal's file says what cannot be, or is no Python."""
    try:
        loader = SpiderLoader.from_settings(settings or base_settings())
    except Exception as error:  # whatever a file does when it is loaded
        kind = "" if isinstance(error, TypeError) else f"{type(error).__name__}: "
        raise Wrong(f"a portal's definition cannot be used: {kind}{error}") from error
    classes = {name: loader.load(name) for name in loader.list()}
    return {
        name: Definition(getattr(spider, "portal"), getattr(spider, "layouts", ()))  # noqa: B009
        for name, spider in classes.items()
        if not getattr(spider, "by_address", False)
    }
