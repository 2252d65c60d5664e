"""陕西党建网."""

from __future__ import annotations

from crawler.items import Portal
from spiders.base import PortalSpider


class SnDangjianSpider(PortalSpider):
    """陕西党建网, run by the organisation department of Shaanxi."""

    name = "sn_dangjian"
    portal = Portal(
        title="陕西党建网",
        sponsor="中共陕西省委组织部",
        home="http://www.sx-dj.gov.cn/",
        region="CN-SN",
        level="province",
        cms="jeecms",
    )
