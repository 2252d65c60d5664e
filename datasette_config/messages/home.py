"""What the front page says."""

from __future__ import annotations

ZH = {
    "newest": "最新文章",
    "newest_until": "最新 {date}",
    "last_crawl": "上次采集 {date}",
    "people_count": "{n} 位作者与编辑",
    "captures_count": "{n} 次网页采集",
    "all_of_the_portals": "全部门户与采集情况（{n}）",
    "empty_archive": "档案还是空的。用 dangjian crawl 采集一个门户网站。",
}

EN = {
    "newest": "Newest articles",
    "newest_until": "newest {date}",
    "last_crawl": "last crawled {date}",
    "people_count": "{n} authors and editors",
    "captures_count": "{n} captures of pages",
    "all_of_the_portals": "All portals and their crawls ({n})",
    "empty_archive": "The archive is empty. Crawl a portal with dangjian crawl.",
}
