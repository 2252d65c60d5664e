"""Scrapy's settings: polite by default, quiet, and nothing that listens or remembers."""

from __future__ import annotations

import os
from typing import Any

from crawler.reading import LARGEST_PAGE
from crawler.recorder import SOFTWARE

BOT_NAME = "dangjian-archive"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

_contact = os.environ.get("DANGJIAN_CONTACT", "").strip()
USER_AGENT = f"{SOFTWARE} (archive of party-building portals{f'; {_contact}' if _contact else ''})"

# Politeness: robots.txt, one request at a time a host, a second apart, slower where the host is slow.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
ROBOTSTXT_PARSER = "crawler.robots.RobotsParser"
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# What a page says is written in its order; Scrapy would start a hundred tasks for each page.
CONCURRENT_ITEMS = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 30.0

DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = LARGEST_PAGE
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
# Every request is a row of the archive until its answer is written.
SCHEDULER = "crawler.scheduler.FrontierScheduler"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
REQUEST_FINGERPRINTER_CLASS = "crawler.middlewares.AddressFingerprinter"

# Seconds without anything happening, after which a page that a browser renders is given up.
DANGJIAN_RENDER_STUCK = 20.0

# Unless a portal's definition says otherwise.
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.connections.DownloadHandler",
    "https": "crawler.connections.DownloadHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}

DOWNLOADER_MIDDLEWARES = {
    # Before robots.txt (100): what is not to be fetched, its robots.txt is not to be fetched either.
    "crawler.fences.FenceMiddleware": 50,
    "crawler.limits.BudgetMiddleware": 60,
    # Ours in the place of Scrapy's own.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.politeness.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.redirects.MetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    # Behind decompression: a browser gets the page as text.
    "crawler.render.RenderMiddleware": 585,
    "crawler.decompression.DecompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.redirects.RedirectMiddleware": 600,
    # Nearer to the network than decompression (590): the bytes are stored as they came.
    "crawler.middlewares.CaptureMiddleware": 610,
}
SPIDER_MIDDLEWARES = {
    # Every answer is let through, and no start request is marked: each of them is a layer around every item.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
}
ITEM_PIPELINES = {"crawler.pipelines.ArchivePipeline": 300}
EXTENSIONS: dict[str, Any] = {
    "crawler.extensions.ArchiveExtension": 100,
    "crawler.politeness.PaceExtension": 110,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "crawler.politeness.AutoThrottle": 120,
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}

# Scrapy would read and parse the source of a callback for every page.
WARN_ON_GENERATOR_RETURN_VALUE = False

LOG_LEVEL = "ERROR"
LOG_FORMAT = "%(levelname)s: %(message)s"
