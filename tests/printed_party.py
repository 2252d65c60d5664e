"""A story of a county's party branches, as a portal of party building prints it."""

from __future__ import annotations

from printed import Printed

URL = "http://www.example.cn/2020/0313/1234.html"
HEADLINE = "云溪县：支部建在晒谷场"
ONE = "云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落，晚稻归仓比往年早了整整八天。"
TWO = "截至目前，全县已有五十二个支部照此办理，群众满意率逐月上升，来取经的邻县干部络绎不绝。"
THREE = "县委组织部有关负责人表示，下一步将把经验写进制度，让党旗在田间地头高高飘扬。"
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
INFO = "<div class='info'>2020-03-13 10:35 来源：云溪日报</div>"
HOME, COLUMN = "<a href='/'>首页</a>", "<a href='/jc/'>基层党建</a>"
MENU = "".join(
    f"<li><a href='/{n}/'>{name}</a></li>" for n, name in enumerate(("要闻", "党务", "视频", "专题", "评论"))
)

_PAGE = Printed(URL, HEADLINE, INFO, "-云溪党建网")
read, story = _PAGE.read, _PAGE.story
