"""What an article's page says."""

from __future__ import annotations

ZH = {
    "original": "查看原网页",
    "capture_of": "存档于 {date}",
    "gone": "这篇文章已从原网站撤下（发现于 {date}），以下是最后一次保存的内容。",
    "revisions": "已保存 {n} 个版本",
    "attachments": "附件",
    "picture_not_kept": "图片未存档",
    "file_not_kept": "文件未存档",
    "at_the_portal": "在原网站查看",
    "previous": "上一篇",
    "next": "下一篇",
    "cite": "引用",
    "first_seen": "首次采集",
    "last_seen": "最近采集",
    "key": "档案号",
}

EN = {
    "original": "Original page",
    "capture_of": "archived {date}",
    "gone": "This article has been taken down by its portal (found on {date}). What follows is the last text kept.",
    "revisions": "{n} revisions kept",
    "attachments": "Attachments",
    "picture_not_kept": "Picture not archived",
    "file_not_kept": "File not archived",
    "at_the_portal": "see it at the portal",
    "previous": "Previous article",
    "next": "Next article",
    "cite": "Cite",
    "first_seen": "First captured",
    "last_seen": "Last captured",
    "key": "Archive key",
}
