"""Scrapy's settings: polite by default, quiet, and nothing that listens or remembers."""

from __future__ import annotations

import os
from typing import Any

from crawler.recorder import SOFTWARE

BOT_NAME = "dangjian-archive"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

_contact = os.environ.get("DANGJIAN_CONTACT", "").strip()
USER_AGENT = f"{SOFTWARE} (archive of party-building portals{f'; {_contact}' if _contact else ''})"

# Politeness: robots.txt, one request at a time a host, a second apart, slower where the host is slow.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
RANDOMIZE_DOWNLOAD_DELAY = False
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0

DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# Servers announce wrong lengths: the capture middleware looks whether a page is whole.
DOWNLOAD_FAIL_ON_DATALOSS = False
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 8
HTTPERROR_ALLOW_ALL = True
REFERRER_POLICY = "same-origin"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}

COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
# Breadth first: the newest pages of every list before the depths of one.
DEPTH_PRIORITY = 1
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
REQUEST_FINGERPRINTER_CLASS = "crawler.middlewares.AddressFingerprinter"

DOWNLOADER_MIDDLEWARES = {
    # Ours in the place of Scrapy's own: requests that wait together for one robots.txt all obey it.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.RobotsTxtMiddleware": 100,
    # A redirect to the same address under another name is no repetition.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.RedirectMiddleware": 600,
    # Nearer to the network than decompression (590): the bytes are stored as they came.
    "crawler.middlewares.CaptureMiddleware": 610,
    # Behind decompression (590): a browser gets the page as text.
    "crawler.render.RenderMiddleware": 585,
}
ITEM_PIPELINES = {"crawler.pipelines.ArchivePipeline": 300}
EXTENSIONS: dict[str, Any] = {
    "crawler.extensions.ArchiveExtension": 100,
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}

LOG_LEVEL = "ERROR"
LOG_FORMAT = "%(levelname)s: %(message)s"
