"""A portal that shows nothing without its scripts."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

from conftest import Reply, Site

STORIES: dict[str, dict[str, Any]] = {
    f"/article/{number}": {
        "title": f"以党建引领乡村振兴的第{number}个故事",
        "date": f"2021-0{number}-1{number} 09:3{number}",
        "author": ["张静", "王磊", "赵敏"][number % 3],
        "text": [
            f"本网讯 今年以来，秦川县第{number}镇党委坚持党建引领，把支部建在产业链上，带动群众增收致富。",
            "镇党委书记说，下一步将继续发挥党员先锋模范作用，推动各项工作落地见效，让群众得到实惠。",
        ],
    }
    for number in range(1, 8)
}
APP = """
const seen = new WebSocket("ws://127.0.0.1:%(outside)d/ws");
fetch("http://127.0.0.1:%(outside)d/track?" + location.pathname).catch(() => {});
fetch("/redirected").catch(() => {});
fetch("/secret/private.json").catch(() => {});
navigator.sendBeacon("/beacon", "x");
new Image().src = "http://127.0.0.1:%(outside)d/pixel.gif";
const face = new FontFace("x", "url(/font.woff2)"); face.load().catch(() => {});
const main = document.getElementById("app");
function el(html) { main.insertAdjacentHTML("beforeend", html); }
if (location.pathname.startsWith("/article/")) {
  fetch("/api" + location.pathname + ".json").then(r => r.json()).then(s => {
    document.title = s.title + "-秦川党建网";
    el(`<h1>${s.title}</h1><div>来源：秦川党建网 发布时间：${s.date} 作者：${s.author}</div>
        <div class="content">${s.text.map(t => "<p>" + t + "</p>").join("")}
        <p><img src="/pic/1.jpg" onerror="this.src='/nothing.png'"></p></div>`);
  });
} else {
  const page = Number((location.pathname.match(/list_(\\d+)/) || [0, 1])[1]);
  fetch("/api/list.json", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({page})})
    .then(r => r.json()).then(l => {
    document.title = "秦川党建网";
    const row = i => `<li><a href="${i.url}">${i.title}</a><span>${i.date.slice(0, 10)}</span></li>`;
    el("<ul>" + l.items.map(row).join("") + "</ul>" + (l.next ? `<a href="/list_${page + 1}.html">下一页</a>` : ""));
  });
}
"""
SHELL = (
    "<!DOCTYPE html><html><head><title>秦川党建网</title><link rel='stylesheet' href='/app.css'>"
    "<script src='/app.js' defer></script></head><body><div id='app'></div></body></html>"
).encode("gb18030")
LISTS = {f"/list_{number}.html" for number in range(1, 5)} | {"/"}
JSON_TYPE = {"Content-Type": "application/json; charset=utf-8"}


class ScriptedPortal:
    """The portal, and the outside that its scripts try to reach."""

    def __init__(self) -> None:
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        self.broken = False
        self.stories: dict[str, dict[str, Any]] = dict(STORIES)
        self.asked_first: list[str] = []  # by the first crawl
        self.conditional: list[str] = []  # the pages asked for on a condition
        self.held: threading.Event | None = None  # set: what articles' scripts ask for waits for it
        self.outside = Site({})
        self.site = Site(self.answer)

    def __enter__(self) -> ScriptedPortal:
        self.outside.__enter__()
        self.site.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        for site in (self.site, self.outside):
            site.__exit__(None, None, None)

    @property
    def url(self) -> str:
        return self.site.url

    def answer(self, handler: BaseHTTPRequestHandler) -> Reply | None:
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self.times.append(time.monotonic())
            self.agents.add(handler.headers.get("User-Agent", ""))
        try:
            time.sleep(0.01)
            return self.page(handler)
        finally:
            with self.lock:
                self.at_once -= 1

    def page(self, handler: BaseHTTPRequestHandler) -> Reply:
        path = handler.path
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret/\n"
        if path == "/app.js":
            port = int(self.outside.url.rsplit(":", 1)[1].strip("/"))
            return 200, {"Content-Type": "text/javascript; charset=utf-8"}, (APP % {"outside": port}).encode()
        if self.held is not None and path.startswith("/api/article/"):
            self.held.wait(30)
        if self.broken and path.startswith("/api/article/"):
            return 500, JSON_TYPE, b"{}"
        if path == "/redirected":
            return 302, {"Location": self.outside.url + "inside.json"}, b""
        if path == "/api/list.json":
            asked = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
            paths = sorted(self.stories, reverse=True)
            shown = [{"url": p, **self.stories[p]} for p in paths[2 * asked["page"] - 2 : 2 * asked["page"]]]
            return 200, JSON_TYPE, json.dumps({"items": shown, "next": 2 * asked["page"] < len(paths)}).encode()
        if path.startswith("/api/article/"):
            return 200, JSON_TYPE, json.dumps(self.stories[path.removeprefix("/api").removesuffix(".json")]).encode()
        if path in LISTS or path in self.stories:
            facts = {"ETag": '"shell"', "Content-Type": "text/html; charset=gb2312"}
            if handler.headers.get("If-None-Match"):
                self.conditional.append(path)
                return 304, facts, b""
            return 200, facts, SHELL
        return 404, {}, b"<h1>404</h1>"
