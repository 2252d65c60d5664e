"""秦川党建网: an invented provincial portal, to crawl without a network."""

from crawler.sample_portal.server import SamplePortal

__all__ = ["SamplePortal"]
