"""Puts off what a portal's budget has no room for; what still has none when all else is fetched is left."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.failures import OverBudget

PUT_OFF = -1_000_000  # priority: after everything else
NOT_THERE = (404, 410)
TIMES = 2  # that a request is put off; articles on their way may prove its kind worth more


class BudgetMiddleware:
    """Asks the spider's `budget`, if it has one, whether an address is worth a request now."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Let a request pass, or return it for later. Raises OverBudget for one that was put off often enough."""
        budget = getattr(self.crawler.spider, "budget", None)
        free = any(request.meta.get(name) for name in ("robots", "home", "free", "retry_times", "redirect_times"))
        tool = request.meta.get("tool")
        if budget is None or free or budget.affords(request.url, tool=tool):
            return None
        times = request.meta.get("put_off", 0)
        if times >= TIMES:
            if budget.affords(request.url, last=True, tool=tool):
                return None
            raise OverBudget(budget.kind_of(request.url))
        # What looks like an article, which comes last else, comes first here: one shows that its kind is worth more.
        later = PUT_OFF * (times + 1) - request.priority
        return request.replace(priority=later, dont_filter=True, meta={**request.meta, "put_off": times + 1})

    def process_response(self, request: Request, response: Response) -> Response:
        """Count what is not there before it waits to be read: many more may be asked for until then."""
        budget = getattr(self.crawler.spider, "budget", None)
        if budget is not None and response.status in NOT_THERE:
            budget.miss(request.url, request.meta.get("tool"))
        return response
