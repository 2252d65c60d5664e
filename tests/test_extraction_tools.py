"""What is known at its first character, tools and separators, is known whichever of them it begins with."""

from html import escape

import pytest

from crawler.extraction.furniture import is_noise
from crawler.extraction.text import read_lines
from crawler.extraction.trails import names_of
from crawler.extraction.tree import parse
from crawler.items import Page

TOOLS = (
    *("字体：大", "【字体：小】", "打印", "关闭", "分享", "收藏", "浏览：12次", "阅读量 35", "点击：7", "来源：云溪网"),
    *("大", "中", "小", "A+", "+", "-", "TT", "微博", "QQ空间", "新浪微博", "朋友圈", "Facebook", "复制链接"),
    *(
        "{{ item.title }}",
        "[!--empirenews.page--]",
        "#PAGE_BREAK#",
        "_ueditor_page_break_tag_",
        "#p#云溪修桥#e#",
        "本文约1200字，阅读3分钟",
        "（1/6）",
        "图集",
        "打开云溪 查看更多图片",
    ),
    *(
        "分享到：",
        "【大 中 小】",
        "　大 中 小",
        "T+",
        "关注",
        "（原标题：云溪修桥）",
        "标签：",
        "正在加载",
        "视频加载中",
    ),
    *("载入中", "图集已浏览完毕", "重新浏览", "查看原图", "/12", "展开剩余 40%", "继续阅读全文", "资料来源：云溪统计"),
    *("数据来源：云溪", "广告", "廣告：云溪桥", "Advertisement", "print", "— 分享 —", "文章转载自云溪", "转载自云溪网"),
    *("原创文章，作者云溪", "新闻热线：0999-1234567", "请拨打爆料热线：0999-1234567", "每页 20 条", "第 1 页 共 3 页"),
    *(
        "請輸入正確的郵箱",
        "感謝您的訂閱！",
        "訂閱《云溪》電子報",
        "页码：1 2 3",
        "分页 1",
        "Page 2",
        "per page 10 records",
    ),
)


@pytest.mark.parametrize("text", TOOLS)
def test_tools_are_noise_whichever_they_begin_with(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize("text", ["大桥修好了", "中午到了云溪", "打印店开张", "阅读使人明理", "云溪桥通车", "新桥通车"])
def test_words_that_begin_like_tools_are_none(text: str) -> None:
    assert not is_noise(text)


SEPARATORS = (*"＞»≫›→⟩〉▶►▸➤➔➜⇒❯/／\\—―─－|｜∣·＼‧•", ">>", "--", "->", "::", "：：", " - ", "-", "_", "\ue011")


@pytest.mark.parametrize("sign", SEPARATORS)
def test_columns_are_parted_by_every_separator(sign: str) -> None:
    page = f"<p>{escape(f'首页{sign}党建{sign}要闻')}</p>"
    tree = parse(Page("http://dj.example/1.html", page.encode())).tree
    assert tree is not None
    assert names_of(read_lines(tree).lines[0]) == ["首页", "党建", "要闻"]
