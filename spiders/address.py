"""Any portal by its address, with no definition at all: `dangjian crawl http://dj.example.gov.cn/`."""

from __future__ import annotations

from typing import Any

from crawler.addresses import host_of
from crawler.items import Portal
from spiders.base import PortalSpider


class AddressSpider(PortalSpider):
    """The portal at `url`; it is known by its host."""

    name = "address"
    by_address = True
    portal = Portal(title="any portal, by its address", home="http://localhost/")

    def __init__(self, url: str = "", portal_name: str | None = None, **kwargs: Any) -> None:
        if not host_of(url):
            raise ValueError(f"not a web address: {url!r}; say -a url=http://…")
        self.portal = Portal(title=host_of(url), home=url)  # type: ignore[misc]
        self.portal_name = portal_name or host_of(url)
        super().__init__(**kwargs)
