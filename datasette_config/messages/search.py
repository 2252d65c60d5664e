"""What the search says."""

from __future__ import annotations

ZH = {
    "found": "找到 {n} 篇",
    "found_none": "没有找到含有“{q}”的文章",
    "found_none_hint": "检查用字，减少词语，或放宽日期与门户的范围。两个字的词可以直接搜索；要找整句，请加引号。",
    "empty_query": "输入要找的词。多个词用空格隔开，表示同时包含。",
    "order": "排序",
    "order_newest": "最新在前",
    "order_oldest": "最早在前",
    "order_relevance": "最相关在前",
    "all_portals": "全部门户",
    "from": "起始日期",
    "to": "截止日期",
}

EN = {
    "found": "{n} articles found",
    "found_none": "No article contains “{q}”",
    "found_none_hint": "Check the characters, use fewer words, or widen dates and portal. Words of two "
    "characters can be searched as they are; put quotation marks around a sentence.",
    "empty_query": "Type what to look for. Several words with spaces between them must all occur.",
    "order": "Order",
    "order_newest": "Newest first",
    "order_oldest": "Oldest first",
    "order_relevance": "Most relevant first",
    "all_portals": "All portals",
    "from": "From",
    "to": "To",
}
