"""A story of a ferry, as a news site of ten years ago prints it."""

from __future__ import annotations

from printed import Printed

HEADLINE = "云溪渡口添新船 两岸村民不再绕路"
ONE = "云溪渡口昨天迎来一条新船，能载四十人，比旧船快一倍，两岸的村民不用再绕三十里山路去赶集了。"
TWO = "船工老周在渡口撑了二十六年船，他说新船装了雷达，起雾的日子也能开，孩子们上学再不会迟到。"
THREE = "县交通局有关负责人表示，今年还要给另外三个渡口换船，钱已经列进预算，秋天之前全部到位。"
TEXT = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
INFO = "<div class='info'>2012-01-12 17:14 来源：云溪晚报</div>"
PICTURE = "<p><img src='/1.jpg' width='600' height='400'></p>"

_PAGE = Printed("http://www.example.cn/2012/0112/1234.html", HEADLINE, INFO, "_云溪新闻网")
read, story = _PAGE.read, _PAGE.story
