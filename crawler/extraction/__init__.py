"""Extraction: one page in, one article out. Pure functions, no network, nothing of Scrapy, never an exception.

from crawler.extraction import extract_article
from crawler.items import Page

article = extract_article(Page(url, body))
"""

from crawler.extraction.article import explain_article, extract_article, extract_parsed

__all__ = ["explain_article", "extract_article", "extract_parsed"]
