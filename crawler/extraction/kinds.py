"""Is a page an article? Evidence for and against, added up; the crawler trusts the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

STATIC = re.compile(
    r"^(?:关于(?:我们|本站|本网|网站)|联系(?:我们|方式|本站)|网站(?:地图|声明|简介|介绍|导航|帮助)|站点地图|本网(?:简介|声明|介绍)|版权(?:声明|信息|保护)|法律声明|免责声明|隐私(?:声明|政策|保护)|"
    r"广告(?:服务|刊登)|人才招聘|诚聘英才|招贤纳士|帮助中心|使用帮助|在线投稿|投稿(?:须知|指南|说明|邮箱)?|友情链接|用户(?:注册|登录|协议)|登录|注册|会员登录|搜索(?:结果)?|站内搜索|高级搜索|检索|"
    r"(?:单位|机构|部门|中心|领导|平台)(?:简介|介绍|概况|设置|职能|职责)|领导(?:之窗|分工|班子|成员)|主要职(?:责|能)|内设机构|工作职责|组织(?:机构|架构)|意见(?:反馈|建议)|纠错|首页|网站首页|主页|返回首页|"
    r"about(?: us)?|contact(?: us)?|sitemap|login|search|日历|日历检索|电子报|往期回顾)$",
    re.I,
)
INDEX_URL = re.compile(r"(?:/|/(?:index|default|list|main|home|more|channel|node|col(?:umn)?|sitemap|search|login|about\w*|contact\w*)(?:[_\-]?\d+)*\.\w+)$", re.I)
ARTICLE_URL = re.compile(
    r"/t?\d{8}_\d+|/art_|/content[_/]|/c\d*-\d+|/info/\d+/|/ARTI|/detail|/article|/show|/a/|/n\d/|/c\.html|/c_\d+|/\d{3,}\.\w*html?$|/\d+\.jhtml|a=show|/Item/|[?&](?:id|aid|articleid|newsid|infoid)=\d+"
    r"|/(?:19|20)\d\d[-/]?\d\d?",
    re.I,
)


@dataclass(slots=True)
class Evidence:
    """What speaks for an article (above zero) and against it, each with its reason."""

    points: list[tuple[float, str]] = field(default_factory=list)

    def add(self, points: float, reason: str) -> None:
        """Weigh in one reason."""
        self.points.append((points, reason))

    @property
    def total(self) -> float:
        """The sum."""
        return sum(points for points, _ in self.points)


ENOUGH = 4.0


def is_home(url: str) -> bool:
    """Whether an address is a host's front page."""
    parts = urlsplit(url)
    return not parts.query and re.match(r"^/?(?:(?:index|default|main|home)\.\w+)?$", parts.path, re.I) is not None
