"""Extraction: one page in, one article out. Pure functions, no network, nothing of Scrapy, never an exception.

from crawler.extraction import extract_article

article = extract_article(body, url="http://dj.example.gov.cn/yw/1.html")  # bytes, or a crawler.items.Page
"""

from crawler.extraction.article import extract_article, extract_parsed
from crawler.extraction.explained import explain_article

__all__ = ["explain_article", "extract_article", "extract_parsed"]
