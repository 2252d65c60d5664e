"""What the page of a capture says."""

from __future__ import annotations

ZH = {
    "capture_title": "存档网页",
    "capture_note": "这是 {date} 从原网站收到的网页，字节原样保存。为安全起见，"
    "下面显示时脚本不运行，链接点不开，图片、样式等一概不从网站加载。",
    "capture_note_rendered": "这是 {date} 由浏览器运行原网页脚本后得到的网页。为安全起见，"
    "下面显示时脚本不运行，链接点不开，图片、样式等一概不从网站加载。",
    "capture_raw": "服务器当时发来的原始网页",
    "capture_url": "网址",
    "capture_time": "采集时间",
    "capture_digest": "摘要值",
    "capture_file": "WARC 文件",
    "capture_status": "HTTP 状态",
    "capture_bytes": "下载原始字节",
    "capture_empty": "服务器没有发来任何内容。",
    "capture_binary": "{mime}，{n} 字节，不是文字。请下载原始字节来看。",
    "capture_unreadable": "存档文件读不出来：{why}",
    "capture_list": "这篇文章的历次采集",
    "capture_page": "网页",
    "capture_same": "网页，与先前字节相同",
    "capture_unchanged": "服务器答复没有变化（304）",
    "capture_rendered": "浏览器运行脚本后的网页",
    "capture_imported": "导入的数据",
    "capture_moved": "转到别处（{status}）",
    "capture_missing": "没有这一页（{status}）",
    "beijing": "{time}（北京时间）",
}

EN = {
    "capture_title": "Archived page",
    "capture_note": "This is the page as the portal sent it on {date}, kept byte for byte. As it is shown below, "
    "no script runs, no link leads anywhere, and no picture, style sheet or anything else is loaded from its site.",
    "capture_note_rendered": "This is the page as a browser showed it on {date}, after its scripts had run. As it is "
    "shown below, no script runs, no link leads anywhere, and nothing is loaded from its site.",
    "capture_raw": "The page as the portal sent it",
    "capture_url": "Address",
    "capture_time": "Captured",
    "capture_digest": "Digest",
    "capture_file": "WARC file",
    "capture_status": "HTTP status",
    "capture_bytes": "Download the bytes",
    "capture_empty": "The server sent nothing.",
    "capture_binary": "{mime}, {n} bytes, and no text: download the bytes to see them.",
    "capture_unreadable": "The stored file cannot be read: {why}",
    "capture_list": "All captures of this article",
    "capture_page": "page",
    "capture_same": "page, the same bytes as an earlier one",
    "capture_unchanged": "not modified, says the server (304)",
    "capture_rendered": "page after its scripts had run",
    "capture_imported": "imported data",
    "capture_moved": "leads elsewhere ({status})",
    "capture_missing": "no such page ({status})",
    "beijing": "{time} Beijing time",
}
