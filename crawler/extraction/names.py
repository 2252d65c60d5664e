"""Names of people and of bodies, by their form: what a byline may hold, and what it may not."""

from __future__ import annotations

import re
from collections.abc import Sequence

BETWEEN_NAMES = re.compile(r"[\s、]+")
# The commonest family names of China, and the compound ones; they decide where no label does.
_BY_FREQUENCY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁耿牟卜骆柯"
    "肖闫阮欧关解凌蓝霍房裴翁甄屈项简饶宁甘单覃苗靳冉艾窦盛童司柴佟符党纪屠戚桂晏蒙麦植禤才鲜敖臧仇车边褚"
    "栾储闵阳匡连池席卓全古竺晁茅隋占明鞠冷由应辜谌门寇喻郎鄢揭奚展滕原吉苟巫宫戎祖幸厉仲伊宗佘帅亢况卞晋"
    "弓逄仝亓迟刁权闻郁班芮嵇濮桑狄邸虞支昝伏宓麻浦衣雍乌"
    "詹游尚荣曲包景巴瞿巩冀苑茹姬蒲胥蔺阚裘郜綦逯冼雒隗郇钮岑檀缪仵邝娄邰庾栗滑楚苌仉弋郗郦訾禹粟漆鹿税荆贡邴郄缑种邬羿蔚尉琚郏糜骈璩鄂阙封睢暨揣谯蹇茆禚麴舒费穆查扈燕付鲍柏沙卫楼桓"
)
# Traditional forms of the names above that differ.
_TRADITIONAL = dict(
    zip(
        "劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭許鄧呂蘇盧蔣賈葉閻餘鐘鍾範譚鄒陸顧龍萬錢湯賀賴龔龐蘭顏嚴溫蘆魯韋畢聶叢鄔齊莊閆歐關淩藍項簡饒寧單黨紀鮮車邊儲閔陽連應諶門遲權聞鳳",
        "刘陈杨赵黄吴孙马罗郑谢韩冯萧许邓吕苏卢蒋贾叶阎余钟钟范谭邹陆顾龙万钱汤贺赖龚庞兰颜严温芦鲁韦毕聂丛邬齐庄闫欧关凌蓝项简饶宁单党纪鲜车边储闵阳连应谌门迟权闻凤",
        strict=True,
    )
)
_SURNAMES = {name: rank for rank, name in reversed(list(enumerate(_BY_FREQUENCY)))}
_SURNAMES |= {old: _SURNAMES[new] for old, new in _TRADITIONAL.items() if new in _SURNAMES}
_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "东方",
    "夏侯",
    "端木",
    "司徒",
    "南宫",
)
# Words that begin like a name and are none; they stand alone beside a time or in a bracket.
_COMMON_WORDS = """
时政 文化 文字 文章 文明 高清 高级 高校 金融 安全 安徽 江苏 江西 江南 华东 关注 关闭 关于 全文
全部 全文完 解读 解放 解析 常见 查看 应用 成果 白银 海南 房产 车市 焦点 司法 方便 方法 方式 方面 万象 明星 易车
温州 黄石 石油 石家庄 云南 程序 党建 党员 党史 党风 党政 党务 纪实 纪检 纪委 章程 连载 连线 明天
马上 牛市 余额 单位 项目 任务 任免 任命 范围 施工 余下 向导 乐山 左图 右图 上图 下图 原图 大图 雷达 龙虎榜
康养 常委 常州 武汉 武警 万家 万里 万元 钟声 石化 金牌 金句 路透社 路况 边防 边疆 展览 展会 原创 原来
原文 全国 全省 全市 全县 全球 全媒体 应急 应对 关键 明确 简介 简讯 简报 解答 连续 左右 谷歌 管理
管理员 张图片 房龄 房间数 文/图 图文 毕业 向前 项目部 盛况 童年 司机 由此 门户 通讯员 关键词 席位 原标题 何时 于是
任何 严重 方向 方案 易信 冷汗 高兴 打印 图片 程度 常用 温馨 关爱 平安 方针 安装 安排 安慰 明白
钱包 路过 连接 向上 向下 陈列 江湖 江山 阳光 文学 解决 应该 时间 金额 花絮 乐视 党校 党课 宗旨
丰收 商业 商务 商会 权威 权利 权益 闻名 班子 伊始 支部 支书 支持 支援 仲裁 祖国 信息 信用 信访
信箱 游客 游戏 游泳 游览 游行 游学 尚未 尚无 荣誉 荣获 荣耀 荣光 荣成 荣辱 曲阜 曲靖 曲艺 曲目 曲折 曲线
包括 包含 包装 包头 包容 包保 包联 包村 景区 景点 景观 景象 景色 景气 景德镇 巴中 巴西 巴黎 巴州 巴蜀 冀中
苑区 娄底 滑雪 滑坡 滑县 楚雄 楚天 蒲城 蒲江 初审 初心 初步 印发 敬请 敬老 麻烦 浦东 桑植 种植 种子 种业
關鍵字 關鍵詞 關於 關閉 关注者 文档 周次 周一 周二 周三 周四 周五 周六 周日
种类 种粮 种地 种植户 种植业 燕赵 燕子 燕麦 燕山 封面 封面图 封闭 封控 封存 封关 封顶 封山 税收 税务 税费
费用 费城 查看 查询 查处 查找 查阅 查验
巩固 荆楚 荆州 荆门 贡献 贡品 鹿城 禹州 冀东 栗子 蔚县 蔚蓝 尉氏 鄂东 鄂西 檀香 晋升 晋江 迟到 幸福 衣食
郑州 展开 展示 全屏 车型 严选 甘肃 应聘 常识 祝福 贺词 古籍 纪录片 房贷 欧洲 单品 单车 游记 安卓 方言 文娱 文旅 文艺
关联 支付 解说
付出 付款 付费 付诸 付印 鲍鱼 柏林 柏油 柏油路 沙漠 沙发 沙龙 沙滩 沙特 沙尘 沙尘暴 沙洲 沙河 沙市 沙盘
符号 符合 阳台 申请 申请日 申报 申领 申办
卫生 卫视 卫星 卫浴 卫健 卫士 卫生间 卫星图 楼市 楼盘 楼主 楼上 楼下 楼梯 楼宇 楼栋 楼道 楼长
"""
_NO_NAMES = frozenset(_COMMON_WORDS.split())
_LONGEST_RUN = 16
_FIVE, _RARE = 5, 220  # characters; the place of a family name among all
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HAN_NAME = re.compile(r"^[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}$")
_LONG_NAME = re.compile(r"^[\u3400-\u9fff]{1,8}(?:[·•‧・][\u3400-\u9fff]{1,8})+$")
_OUTLETS = re.compile(r"(?:网|报|社|台|记者|大学|发布)(?:$|[·•‧・])")
_PEN_NAMES = re.compile(
    r"^(?:仲祖文|任仲平|钟华论|宣言|本报评论员|本网评论员|本刊评论员|新华社评论员|人民日报评论员|任理轩|国纪平|钟声)$"
)
# What the name of a body ends with.
_ENDS_OF_BODIES = """
部 局 委 办 厅 股 院 网 社 报 台 中心 公司 大学 学院 学校 中学 小学 幼儿园 支部 党委 党组 党校 总支 战队 政府 委员会 镇
乡 街道 村 社区 县 市 省 区 集团 协会 学会 总队 支队 大队 中队 站 所 处 科 室 会 客户端 频道 日报 晚报 早报 电视 广播
先锋 党建 工委 医院 银行 支行 分行 总行 商行 书记处 课题组 编辑部 评论员 通讯社 出版社 全媒体 融媒体 融媒 发布 组工 杂志
期刊 周刊 联盟 基金会 旗 州 盟 园区 开发区 新区 管委会 办公室 农场 林场 派出所 法院 检察院 公众号 微信 新媒体 团 馆 队
视频 新闻 初中 高中 工作室 基地 组 班 系 文联 社联 社科联 工商联 残联 侨联 台联 学联 青联 妇联 工会
政协 人大 电大 开大 师大 农大 科大 工大 财大 医大 科协 作协 记协 书协 美协
摄协 音协 舞协 剧协 曲协 视协 民协 律协 足协 道协 佛协
"""
_BODIES = tuple(_ENDS_OF_BODIES.split())
_NUMBERED_SCHOOL = re.compile(r".[一二三四五六七八九十][小中]$")  # 云溪一中

# Bodies named by two characters, and what ends the name of one by three: 校办, 体育组.
_AGENCIES = frozenset(
    ("视觉中国", "人民视觉", "影像中国", "中经视觉", "全景视觉", "图虫创意", "光明图片", "东方IC", "IC", "CFP")
)  # of pictures
_OFFICES = frozenset(("校办", "院办", "党办", "厂办", "团委", "工会", "妇联", "工委"))
_PLACES = "省市县区镇乡村"
TOWNS = frozenset("县镇乡村")  # that print who sends a text in without saying which of their offices
_SURE_OF_THREE = tuple("网报社办委台组部处室院局厅队系")


def split_run(text: str) -> list[str]:
    """Return the names in a run without separators (谭飞王艳明闫鹃); the text itself where it is no run."""
    names = _names_in(text)
    return names if len(names) > 1 and not _is_one(names) else [text]


def is_long_name(text: str) -> bool:
    """Whether five signs are the name of one person, though two may be called so: 苏比伊努尔."""
    return len(text) == _FIVE and len(names := _names_in(text)) > 1 and _is_one(names)


def _is_one(names: Sequence[str]) -> bool:
    """Whether a run of five signs is two names by a rare family name within it alone, and so rather one."""
    return sum(map(len, names)) == _FIVE and _SURNAMES[names[-1][0]] >= _RARE


def _names_in(text: str) -> list[str]:
    """Return the likeliest names that fill a run; none where it is no run."""
    if not 4 <= len(text) <= _LONGEST_RUN or not _HAN.fullmatch(text) or text.startswith(_COMPOUND):
        return []
    # best[n]: the likeliest names that fill the first n characters, with their cost: few names, of common families.
    best: list[tuple[float, list[str]] | None] = [(0.0, []), *[None] * len(text)]
    for end in range(2, len(text) + 1):
        for size in (3, 2):
            before = best[end - size] if end >= size else None
            name = text[max(end - size, 0) : end]
            if before is None or name[0] not in _SURNAMES or name in _NO_NAMES:
                continue
            cost = before[0] + 1 + _SURNAMES[name[0]] / len(_BY_FREQUENCY)
            found = best[end]
            if found is None or cost < found[0]:
                best[end] = (cost, [*before[1], name])
    whole = best[-1]
    return whole[1] if whole is not None else []


def is_name(text: str) -> bool:
    """Whether a text may be a person's name by its form alone; for where a label says that it is one."""
    return bool(_HAN_NAME.match(text) or (_LONG_NAME.match(text) and not _OUTLETS.search(text)))


def is_surely_name(text: str) -> bool:
    """Whether a text is a person's name even where nothing says so: a known family name, and no common word."""
    if not is_name(text) or text in _NO_NAMES or is_organization(text):
        return False
    # 东方某某 is a company, a channel, a tower.
    if (len(text) == 3 and text[-1] in _PLACES) or text.startswith("东方"):
        return False
    if text.startswith(_COMPOUND):
        return 3 <= len(text) <= 4
    return bool(_LONG_NAME.match(text)) or (len(text) in (2, 3) and text[0] in _SURNAMES)


def is_organization(name: str) -> bool:
    """Whether a name is a body's rather than a person's."""
    if name in _OFFICES or name in _AGENCIES:
        return True
    if _PEN_NAMES.match(name) or len(name) < 3:
        return False
    if _LONG_NAME.match(name):
        return bool(_OUTLETS.search(name))
    if name[-1] == ")" and name[-3] == "(":  # 云溪一中(G), as a system marks an account
        name = name[:-3]
    if not (name.endswith(_BODIES) or (name[-1:] in "小中" and _NUMBERED_SCHOOL.search(name))):
        return False
    # 宣传科 and 护理站 are bodies, 王明科 is a person.
    return len(name) >= 4 or name.endswith(_SURE_OF_THREE) or bool(_HAN.match(name) and name[0] not in _SURNAMES)
