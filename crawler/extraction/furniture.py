"""What a template prints around every story: the words of its tools, its lists, its licences."""

from __future__ import annotations

import re

_END = re.compile(
    r"^[\[【（(＞>\s■●◢◆▲※]*(?:本文来源|责任编辑|责编|网络编辑|执行编辑|值班编辑|上一[篇条页则]|下一[篇条页则]|前一篇|后一篇|相关(?:阅读|新闻|文章|链接|报道|推荐|稿件|信息|附件)|延伸阅读|推荐阅读|热门(?:文章|新闻|推荐|阅读)"
    r"|热点(?:新闻|推荐|文章)|精彩推荐|猜你喜欢|更多新闻|分享到|分享[:：]|分享$|分享本文|打\s*印|关闭(?:窗口"
    r"|本页|页面)?[】\])）]?$|扫一扫|返回(?:列表|顶部|首页|上一页)|原创文章[，,]|版权声明|免责声明|特别声明|广告声明|声明[:：]|凡注明|网友评论|我要评论"
    r"|发表评论"
    r"|评论\s*\(?\d*|收藏|点赞|本文(?:网址|链接|地址)|转载请|凡本网|本文共(?:分)?\s*\d+\s*页|编辑推荐|为您推荐|大家都在看|纠错|我要纠错"
    r"|責任編輯|相關(?:新聞|閱讀|文章|報道|報導|鏈接|連結)|延伸閱讀|推薦閱讀|熱門(?:文章|新聞)|版權(?:聲明|所有)|免責聲明|返回頂部"
    r"|【纠错】|友情链接|主办单位|主办[:：]|承办单位|版权所有|Copyright|COPYRIGHT|©|ICP备"
    r"|浏览次数|阅读次数|点击次数|长按(?:关注|识别|扫码|二维码)|二维码|手机扫|微信扫|责任校对|审核[:：]|初审[:：]|监制[:：]|举报电话|网站声明"
    # What platforms say below what their users wrote.
    r"|以上(?:作品)?内容(?=.{0,80}(?:上传|信息存储)))"
)
_NOISE_WHOLE = re.compile(
    r"(?:字体|字号|【?字体|打印|关闭|分享|收藏|浏览|阅读|点击|来源)(?:[:：次量\d\s]*\d*\s*次?|\s*[:：丨|｜].{0,30})$"
    r"|(?:大|中|小|A[+-]?|\+|-|TT|微信|微博|QQ|QQ空间|新浪微博|朋友圈|Facebook|Twitter|复制链接)$"
    r"|图集|分享到\W{0,2}$|[【\[（(]?\s*大\s+中\s+小|T[+-]+|关注$|[（(]?(?:本文)?(?:原标题|原题)(?:[:：]|为“)|标签[:：]?$|正在加载|加载中|展开(?:剩余|全文)\s*\d*%?|(?:资料|数据|图片)来源[:：]|图片均?来(?:自|源)"
    r"|(?:广告|廣告|(?i:advertisement|print))$|[—–-]{1,2}\s*分享\s*[—–-]{1,2}$|(?:文章|本文)?转载自|本文(?:首发|系|由|经).{0,40}(?:公众号|授权|发布|转载)|原创文章[，,]"
    # The desk's telephone, and the pages of a list.
    r"|.{0,4}(?:新闻热线|[爆报]料热线)\s*[:：]\s*[\d(（].{5,80}$|每页\s*\d+\s*[条记]"
    r"|页码\s*\d+\s*/\s*\d+|第一页\s*<|(?i:per page \d+ records|PageNumber \d)"
)
# What a tool says anywhere in a line, by a rare character that each of them holds: most lines hold none of these.
_NOISE_BY_SIGN = {
    "备": r"ICP备|公网安备",
    "权": r"版权所有",
    "y": r"Copyright",
    "Y": r"COPYRIGHT",
    "v": r"All [Rr]ights [Rr]eserved|javascript",
    "V": r"ALL RIGHTS RESERVED",
    "办": r"主办单位[:：]|承办单位[:：]",
    "术": r"技术支持[:：]",
    "离": r"链接即将离开",
    "览": r"您的浏览器|建议使用.{0,30}浏览",
    "辨": r"建议使用.{0,30}分辨率|分辨率.{0,20}浏览",
    "I": r"建议使用.{0,30}IE",
    "码": r"网站标识码|扫描.{0,4}二维码|扫码.{0,6}(?:关注|下载|阅读|观看|查看|添加|进群|加入|看)"
    r"|(?:微信|长按|手机|打开).{0,4}扫码|长按.{0,6}二维码",
    "端": r"打开.{0,12}客户端|下载.{0,12}客户端",
    "扫": r"打开微信.{0,4}扫一扫",
    "享": r"将本文分享至",
    "击": r"点击.{0,8}(?:关注|订阅|蓝字)",
}
_SIGN = re.compile(f"[{''.join(_NOISE_BY_SIGN)}]")
_NOISE_WITHIN = re.compile("|".join(_NOISE_BY_SIGN.values()))


# What tells readers what to do may as well be told of, deep in a sentence.
_OF_A_TOOL, _DEEP, _SEVERAL = "建分扫打下长点", 30, 70  # first characters; characters before; characters
# 收藏界人士表示，…… is a sentence, 收藏 a tool.
_SENTENCE_ENDS = frozenset("。！？；”")
_BEGINS_LIKE_IT = re.compile(
    r"(?:相关(?:信息|报道|新闻|文章|推荐|稿件|链接)|热点(?:新闻|文章)|热门(?:文章|新闻)|更多新闻|打\s*印|评论|收藏|点赞|编辑推荐|二维码|手机扫|微信扫|纠错"
    r"|举报电话)[\u4e00-\u9fff，、“][^:：]{8,}"
)


def is_noise(text: str) -> bool:
    """Whether a line is a page's furniture: a tool, a share button, a licence."""
    if _NOISE_WHOLE.match(text):
        return True
    found = _NOISE_WITHIN.search(text) if _SIGN.search(text) else None
    if found is None or found[0][0] not in _OF_A_TOOL or text[-1] != "。":
        return found is not None
    # Nor does a tool say what to do in several sentences.
    return found.start() <= _DEEP and (len(text) < _SEVERAL or text.count("。") < 2)


# What ends a story wherever it stands; the others end it only near its end.
_SURE_END = re.compile(
    r"^[\[【（(＞>\s※]*(?:责任编辑|责编|上一[篇条]|下一[篇条]|前一篇|后一篇|网友评论|我要评论|发表评论|版权声明|免责声明|以上(?:作品)?内容(?=.{0,80}(?:上传|信息存储)))"
)
_EDGE_WHOLE = re.compile(
    r"\W{0,3}(?:(?:上一页)?[\d\s\[\]]{1,40}(?:下一页|尾页|末页).*|(?<=[（(])[转摘选].{2,40}[）)]|(?:文章|本文|内容|稿件|信息|素材|图文)?(?:综合|摘编|选编|整理)自\s*[:：].*|举报(?:/反馈)?|.{0,4}(?:视频|图片|新闻|文章|专题)推荐|[（(]本文.{0,8}(?:根据|综合|整理自|摘自|节选自|选自|参考).{2,80}[）)]|[（(]?(?:本[文版报]|文中|文内|以上)(?:照片|图片|配图|插图).{0,24}(?:提供|来自|来源|由|出自).{0,20}|单位[:：].{2,30}|.{0,8}(?:新闻热线|热线电话)\s*(?:[:：].*)?|猜你想看.*|往期.{0,6}|推荐阅读.*|查看更多.*|更多(?:内容|新闻|精彩).*|热[点门]搜索|参与互动.*"
    r"|联系本文记者|(?:媒体|报道|新闻|原文)链接\s*[:：]?|链接已复制|Play ?Video|本篇新闻.*|网络结果|小程序广告.*"
    r"|返回\S{2,6}[，,]\s*查看更多|发布于[:：]?\S{0,8}|(?:文章)?关键[词字]\s*(?:[:：].*)?|标签[:：].*|.{2,10}公众号|.{2,16}(?:微信号|公众号)[:：].{2,40}|本文章?[为系由].{2,20}原创[，。].{0,20}|[顶踩]一下\W{0,3}\d*|展开全文|阅读全文|素材来源\s*[:：].*|[【\[（(]?(?:19|20)\d\d[-—年月第\d\s]{2,10}期[】\]）)]?(?:返回\S{2,6}[，,]\s*查看更多)?|[（(]?本文(?:部分)?(?:内容|素材)?(?:综合|参考|根据)[^，。]{2,60}(?:报道|整理|资料)。?[）)]?|[（(]?(?:图片|照片|配图)均?[由为][^，。！？]{2,20}提供\s*[）)]?。?|本文(?:来自|转自|转载自|来源于?)\s*[:：]?\s*[^，。：:]{2,24}|本文(?:出自|选自|摘自|节选自|原载于?|刊于|载于)\s*(?:《.{2,60}|[^，。！？]{4,40})|.{0,30}小编.{0,20}[:：]|下载\S{0,8}|扫\S{0,10}|关注\S{0,10}"
    r"|.{0,6}广告.{0,4}|\+?\d+|图集|视频|分享|收藏|点赞|评论.{0,6}|感谢您(?:访问|阅读).*|(?i:end)\W{0,3}|正文已结束.*|新闻排行|加载中.*|以上.{0,20}不代表.*"
    r"|[（(]\s*(?:本文)?作者(?:介绍|简介)\s*[:：].*|阅读原文|在看|[（(].{2,20}对本文[亦也]?有贡献[）)]|(?:平台|网站)声明\W?|喜欢此内容的人还喜欢|(?:封面|题图|头图|首图)(?:图片)?(?:来源|来自)?\s*[:：].{0,20}|如需转载.*|读者热线\s*[:：].*|发于.{4,20}总第\s*\d+\s*期.*|杂志(?:原)?标题\s*[:：].*|.{0,40}[点點][我击擊]下[载載](?i:\s*app|客户端).*|关注.{2,30}[，,]\s*(?:获取|了解|查看|第一时间).{0,20}|.{0,30}(?:尽在|下载|打开).{0,12}(?i:app)|成为.{2,10}(?:会员|用户)[，,].*|.{0,30}优惠订阅.*|更多报道(?:详)?见\s*[:：].*|[（(]\s*《[^》]{2,20}》\s*\d{8}(?:\s*\d\d:\d\d)?\s*[）)]|预览时标签不可点.*|微信扫一扫.*|undefined|栏目关注[:：]?.*|责编.{0,12}|(?:注\s*[:：]\s*)?(?:本文|以上内容|部分内容|图片及文字|图文)(?:综合自?|选自|摘编?自|整理自|来源于|来自)[^。，！？]{2,60}|刊于《[^》]{2,20}》.{0,20}|根据.{4,60}(?:编辑整理|整理而成|编写而成)(?:，.{2,40})?|注\s*[:：]\s*本文有删[节改].?|图片?素材来源\s*[:：].*|本[版文组]图片\s*[/／].*|进入购买|点击(?:上方|下方|标题下|蓝字).{2,40}|▲?.{2,12}二维码|[（(]?(?:特别)?[感鸣]谢.{2,40}[对为]本文.{0,8}(?:帮助|支持|贡献).{0,4})$"
)
# Every alternative begins with a character of its own here too.
_EDGE_WITHIN = re.compile(
    r"未经.{0,20}(?:授权|许可|允许|同意).{0,20}(?:转载|转发|使用|复制|摘编|摘录|镜像|引用|刊用)|请勿(?:转载|抄袭)|转载.{0,6}注明|声明\s*[:：].{0,20}(?:本网|本站|本文|转载|版权|凡)|严禁转载|扫码(?:报名|领取|咨询)|不对其真实性负责|仅代表(?:[^。，；]{2,8}[及和与])?作者(?:个人|本人)?观点|不意味着赞同|仅提供信息存储|使用了您的(?:图片|作品)"
)


def is_edge(text: str) -> bool:
    """Whether a line at the edge of a text is none of it, however it is set."""
    return bool(_EDGE_WHOLE.match(text) or _EDGE_WITHIN.search(text))


def is_sure_end(text: str) -> bool:
    """Whether a line ends a story wherever it stands."""
    return _SURE_END.match(text) is not None


def is_end(text: str) -> bool:
    """Whether a line may end a story: what a template prints below one. A sentence that begins like it does not."""
    return _END.match(text) is not None and not (text[-1] in _SENTENCE_ENDS and _BEGINS_LIKE_IT.match(text))
