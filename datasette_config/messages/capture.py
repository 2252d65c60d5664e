"""What the page of a capture says."""

from __future__ import annotations

ZH = {
    "capture_note": "这是 {date} 从原网站收到的网页，字节原样保存；为安全起见，脚本和外部资源不会加载。",
    "capture_note_rendered": "这是 {date} 由浏览器运行原网页脚本后得到的网页；为安全起见，脚本和外部资源不会加载。",
    "capture_raw": "服务器当时发来的原始网页",
    "capture_url": "网址",
    "capture_time": "采集时间",
    "capture_digest": "摘要值",
    "capture_file": "WARC 文件",
    "capture_status": "HTTP 状态",
    "capture_missing": "存档文件读不出来：{why}",
}

EN = {
    "capture_note": "This is the page as the portal sent it on {date}, kept byte for byte. Its scripts and "
    "outside resources are not loaded.",
    "capture_note_rendered": "This is the page as a browser showed it on {date}, after its scripts had run. Here its "
    "scripts and outside resources are not loaded.",
    "capture_raw": "The page as the portal sent it",
    "capture_url": "Address",
    "capture_time": "Captured",
    "capture_digest": "Digest",
    "capture_file": "WARC file",
    "capture_status": "HTTP status",
    "capture_missing": "The stored file cannot be read: {why}",
}
