"""Invented pages in the layouts of real sites, each with what a reader finds on it. Names and texts are made up."""

from __future__ import annotations

from dataclasses import dataclass, field

ONE = "　　云溪县把党小组建在晒谷场上，三十六名党员轮流值守，秋收一粒不落。"
TWO = "　　“以前开会没人来，现在板凳不够坐。”松岭村党支部书记方若谷说，村里的大事小情都摆到桌面上议。"
THREE = "　　截至目前，全县已有五十二个支部照此办理，群众满意率逐月上升。"
BODY = [text.strip("　") for text in (ONE, TWO, THREE)]
PARAGRAPHS = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
HEADLINE = "云溪县：支部建在晒谷场"


@dataclass(frozen=True)
class Layout:
    """A page and what is on it; what is not named here is not on the page."""

    html: str
    url: str = "http://www.example.cn/2020/0313/1234.html"
    headline: str = HEADLINE
    kicker: str | None = None
    deck: str | None = None
    source: str | None = None
    published_at: str | None = "2020-03-13T10:35"
    editors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    body: list[str] = field(default_factory=lambda: BODY)
    captions: tuple[str, ...] = ()
    crossheads: tuple[str, ...] = ()


def page(main: str, title: str = f"{HEADLINE}--试验频道--试验网", head: str = "") -> str:
    """Return a page with a masthead that says today's date, a sidebar of hot news, and a footer."""
    hot = "".join(f"<li><a href='/h/{n}.html'>{t}</a><span>2026-11-2{n}</span></li>" for n, t in enumerate(HOT))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        '<div class="top"><span>今天是2026年11月24日 星期二</span><a href="/">首页</a><a href="/rss">RSS</a>'
        '<a href="/login">登录</a></div><div class="nav"><ul><li><a href="/yw">要闻</a></li><li><a href="/dj">党建</a></li>'
        f'<li><a href="/sp">视频</a></li></ul></div>{main}<div class="right"><h3>热点新闻</h3><ul>{hot}</ul></div>'
        '<div class="foot"><p>试验网版权所有，未经书面授权禁止使用</p><p>Copyright © 2020 by www.example.cn. all rights reserved'
        "</p><p>违法和不良信息举报电话：010-00000000 互联网新闻信息服务许可证0000000000</p></div></body></html>"
    )


HOT = ["河阳市举行防汛演练现场会", "望江市百名书记上党课比武", "临泽区发布人才新政二十条", "双桥县表彰优秀驻村干部"]

LAYOUTS: dict[str, Layout] = {
    "a trail in blocks of its own, without a label and without the home page": Layout(
        page(
            '<div class="way"><div><a href="/dj">党建频道</a></div><div>&gt; <a href="/dj/jc">基层党建</a></div></div>'
            f'<h1>{HEADLINE}</h1><div class="info">2020-03-13 10:35 来源：云溪日报</div>'
            f'<div class="text">{PARAGRAPHS}</div>',
        ),
        source="云溪日报",
        breadcrumb=("党建频道", "基层党建"),
    ),
    "a trail between two printings of the headline, its last column unlinked": Layout(
        page(
            f'<h1 class="tit-phone">{HEADLINE}</h1><div class="local"><a href="/">首页</a> &gt; <a href="/xw">新闻</a> &gt; '
            f'云溪县基层党建工作要闻</div><h1 class="tit">{HEADLINE}</h1><div class="info">时间：2020-03-13 10:35 '
            f'来源：云溪日报</div><div class="text">{PARAGRAPHS}</div>',
            head='<meta name="ColumnName" content="云溪县基层党建工作要闻">',
        ),
        source="云溪日报",
        breadcrumb=("新闻", "云溪县基层党建工作要闻"),
    ),
    "people_2015": Layout(
        page(
            '<div class="path w980 clear clearfix"><div class="fl"><span id="rwb_navpath"><a href="/" class="clink">试验网</a>'
            '&gt;&gt;<a class="clink" href="/dj">党建频道</a>&gt;&gt;<a class="clink" href="/dj/jc">基层动态</a></span></div></div>'
            '<div class="clearfix w1000_320 text_title"><h3 class="pre">秋粮归仓正当时</h3>'
            f'<h1>{HEADLINE}</h1><h4 class="sub">——一个山区县的组织振兴路</h4><p class="author">本报记者&nbsp;&nbsp;苏念真&nbsp;&nbsp;贾知非</p>'
            '<div class="box01"><div class="fl">2020年03月13日10:35&nbsp;&nbsp;来源：<a href="http://paper.example.cn">试验网－试验日报</a></div>'
            '<div class="fr"><div class="fl share">分享到：</div></div></div></div>'
            f'<div class="clearfix w1000_320 text_con"><div class="fl text_con_left"><div class="box_con" id="rwb_zw">{PARAGRAPHS}'
            '<div class="zdfy clearfix"></div><center><table><tr><td></td></tr></table></center><div class="box_pic"></div></div>'
            '<div class="edit clearfix">(责编：韩喆、陆镕)</div><div class="fx"><a href="#">分享让更多人看到</a></div></div>'
            '<div class="fr"><h2>推荐阅读</h2><ul><li><a href="/x.html">党员突击队筑起堤坝的三天三夜</a></li></ul></div></div>'
        ),
        kicker="秋粮归仓正当时",
        deck="——一个山区县的组织振兴路",
        source="试验网－试验日报",
        editors=("韩喆", "陆镕"),
        authors=("苏念真", "贾知非"),
        breadcrumb=("试验网", "党建频道", "基层动态"),
    ),
    "people_2021": Layout(
        page(
            '<div class="layout route cf"><div class="route col"><a href="/">试验网</a> &gt;&gt; <a href="/dj">党建频道</a></div></div>'
            f'<div class="layout rm_txt cf"><div class="col col-1 fl"><h1>{HEADLINE}</h1><div class="author">本报记者　苏念真</div>'
            '<div class="channel cf"><div class="col-1-1 fl">2020年03月13日10:35 | 来源：<a href="/">试验网</a></div>'
            '<div class="col-1-2 fr"><span>小字号</span></div></div>'
            f'<div class="rm_txt_con cf">{PARAGRAPHS}<p class="paper_num">《试验日报》（2020年03月13日 04 版）</p>'
            '<div class="edit cf">(责编：韩喆、陆镕)</div></div><div class="share">分享让更多人看到</div></div></div>'
        ),
        source="试验网",
        editors=("韩喆", "陆镕"),
        authors=("苏念真",),
        breadcrumb=("试验网", "党建频道"),
    ),
    "xinhua_2013": Layout(
        page(
            f'<div id="content"><h1 id="title">{HEADLINE}</h1><div class="info"><span id="pubtime">2020年03月13日 10:35:12</span> '
            '来源：<span id="source"> 试验社</span><div class="bdsharebuttonbox">分享</div></div>'
            f'<div class="article">{PARAGRAPHS}<p>　　（试验社记者田野、石榴红）</p><p class="zjx"><span class="editor"> [责任编辑： 韩喆 ]</span></p></div></div>'
        ),
        source="试验社",
        editors=("韩喆",),
        authors=("田野", "石榴红"),
    ),
    "gov_2014": Layout(
        page(
            '<div class="BreadcrumbNav"> 当前位置：<a href="/">首页</a>&gt; <a href="/xw">新闻</a>&gt; <a href="/xw/dt">滚动</a></div>'
            f'<div class="article oneColumn pub_border"><h1>{HEADLINE}</h1><div class="pages-date">2020-03-13 10:35'
            '<span class="font" style="padding-left:10px;">来源： 试验社</span><div class="pages_print mhide"><span>【字体：<span>大</span> '
            '<span>中</span> <span>小</span>】</span><span class="printIco">打印</span><span id="share-box"></span></div></div>'
            f'<div class="pages_content" id="UCAP-CONTENT">{PARAGRAPHS}</div><div class="editor"><span id="editor">责任编辑： 韩喆</span></div>'
            '<div class="related"><h3>相关稿件</h3></div></div>',
            head='<meta name="author" content="陆镕"><meta name="firstpublishedtime" content="2020-03-13-10:35:00">',
        ),
        source="试验社",
        editors=("韩喆",),
        breadcrumb=("新闻", "滚动"),
    ),
    "chinanews": Layout(
        page(
            '<div id="nav"><a href="/">首页</a>→<a href="/gn">国内新闻</a></div>'
            f'<div class="content"><h1 style="display:block">{HEADLINE}</h1><div class="left-time"><div class="left-t">2020年03月13日 10:35　来源：'
            '<a href="http://www.example.cn" class="source">试验新闻网</a> <a href="#comment" class="comment">参与互动</a>(<span>0</span>)</div></div>'
            f'<div class="left_zw" style="position:relative"><p>　　试验网云溪3月13日电 (记者 苏念真){ONE[2:]}</p><p>{TWO}</p><p>{THREE}(完)</p></div>'
            '<div class="left_name"> <div class="left_name"> 【编辑:韩喆】 </div></div></div>'
        ),
        source="试验新闻网",
        editors=("韩喆",),
        authors=("苏念真",),
        breadcrumb=("国内新闻",),
        body=[f"试验网云溪3月13日电 (记者 苏念真){BODY[0]}", BODY[1], f"{BODY[2]}(完)"],
    ),
    "sina": Layout(
        page(
            '<div class="path-search"><div class="channel-path"><a href="/">新闻中心</a><span class="spliter">&gt;</span><a href="/c">国内新闻</a>'
            f'<span class="spliter">&gt;</span> 正文</div></div><h1 class="main-title">{HEADLINE}</h1><div class="top-bar-wrap"><div class="date-source">'
            '<span class="date">2020年03月13日 10:35</span> <a class="source" href="http://x.cn">试验日报</a></div><div class="page-tools">'
            "<span>微博</span><span>微信</span><a>我有话说</a></div></div>"
            f'<div class="article" id="article"><p>　　原标题：支部建在晒谷场</p>{PARAGRAPHS}<p class="show_author">责任编辑：韩喆 </p></div>'
            '<p class="article-keywords"><span>文章关键词：</span><a>支部</a><a>云溪</a></p>'
        ),
        source="试验日报",
        editors=("韩喆",),
        breadcrumb=("新闻中心", "国内新闻"),
    ),
    "sohu": Layout(
        page(
            '<div class="left"><div class="column left"><div class="user-info"><h4><a href="http://mp.x.cn/1">云溪发布</a></h4>'
            "<dl><dd><em>1024</em>文章</dd><dd><em>3万</em>总阅读</dd></dl></div></div>"
            f'<div class="text"><div class="text-title"><h1>{HEADLINE}<span class="article-tag"></span></h1><div class="article-info">'
            '<span class="time" id="news-time" data-val="1584066900000">2020-03-13 10:35</span><span class="original-link">来源: '
            f'<a href="http://x.cn">试验日报</a></span></div></div><article class="article" id="mp-editor"><p data-role="original-title">原标题：晒谷场上的支部</p>'
            f'{PARAGRAPHS}<p>返回搜狐，查看更多</p><p data-role="editor-name">责任编辑：<span>韩喆</span></p></article>'
            '<div class="statement">声明：该文观点仅代表作者本人，搜狐号系信息发布平台。</div><div class="bottom-relate">阅读 (<em>12</em>)</div></div></div>'
        ),
        source="试验日报",
        editors=("韩喆",),
    ),
    "qq_2015": Layout(
        page(
            f'<div class="hd"><h1>{HEADLINE}</h1><div class="tit-bar clearfix"><div class="ll"><span class="color-a-0" bosszone="ztTopic"><a href="/n">新闻</a></span>'
            '<span class="color-a-1" bosszone="jgname"><a href="http://x.cn">试验日报</a></span><span class="color-a-3">苏念真</span>'
            '<span class="article-time">2020-03-13 10:35</span></div><div class="rr"><a>我要分享</a><a>评论</a>(0)</div></div></div>'
            f'<div id="Cnt-Main-Article-QQ" class="bd"><p style="TEXT-INDENT: 2em">{BODY[0]}</p><p style="TEXT-INDENT: 2em">{BODY[1]}</p>'
            f'<p style="TEXT-INDENT: 2em">{BODY[2]}</p></div><div class="qq_articleFt"><div class="qq_toolWrap">正文已结束，您可以按alt+4进行评论</div>'
            '<div class="qq_editor">责任编辑：韩喆</div></div>'
        ),
        source="试验日报",
        editors=("韩喆",),
        authors=("苏念真",),
    ),
    "toutiao": Layout(
        page(
            f'<div class="article-box"><h1 class="article-title">{HEADLINE}</h1><div class="article-sub"><!-- --><span>云溪发布</span>'
            f'<span>2020-03-13 10:35:00</span></div><div class="article-content"><div>{PARAGRAPHS}</div></div></div>'
        ),
        source="云溪发布",
    ),
    "wechat": Layout(
        f'<!DOCTYPE html><html><head><title></title><meta property="og:title" content="{HEADLINE}"></head><body><div id="js_article" class="rich_media">'
        f'<h2 class="rich_media_title" id="activity-name">{HEADLINE}</h2><div id="meta_content" class="rich_media_meta_list">'
        '<span class="rich_media_meta rich_media_meta_text">苏念真</span><span class="rich_media_meta rich_media_meta_nickname">'
        '<a href="javascript:void(0);" id="js_name">云溪先锋</a></span><em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden;">{PARAGRAPHS}</div></div>'
        '<script>var ct = "1584066900"; var nickname = "云溪先锋"; var oriCreateTime = "1584066900";</script></body></html>',
        url="https://mp.weixin.qq.com/s/abcdef",
        source="云溪先锋",
        authors=("苏念真",),
    ),
    "thepaper_2018": Layout(
        page(
            f'<div class="newscontent"><h1 class="news_title">{HEADLINE}</h1><div class="news_about"><p>试验新闻记者 苏念真</p>'
            "<p>2020-03-13 10:35&nbsp;<span>来源：试验新闻</span></p></div><div class='news_path'><a href='/l'>时事</a>&gt;&gt;<a href='/z'>政库</a></div>"
            f'<div class="news_txt" data-size="standard">{BODY[0]}<br><br>{BODY[1]}<br><br>{BODY[2]}<br></div>'
            '<div class="news_editor">责任编辑：韩喆</div><div class="news_part_father">试验新闻报料：021-0000000</div></div>'
        ),
        source="试验新闻",
        editors=("韩喆",),
        authors=("苏念真",),
        breadcrumb=("时事", "政库"),
    ),
    "gmw": Layout(
        page(
            '<div class="g-crumbs"><div class="m-crumbs"> <a href="/" class="u-logo">试验网</a> <a href="/" class="crumbs1">首页</a>&gt; '
            f'<a href="/p">时政频道</a>&gt; 正文</div></div><div class="m-title-box"><h1 class="u-title"> {HEADLINE} </h1>'
            '<div class="m-con-info"><div class="m-con-infos"><span class="m-con-source">来源：<a href="http://x.cn">试验网</a></span>'
            '<span class="m-con-time">2020-03-13 10:35</span></div></div></div>'
            f'<div class="u-mainText" id="article_inbox"><p>　　作者：贾知非</p>{PARAGRAPHS}<div id="contentLiability">[ 责编：韩喆 ]</div></div>'
        ),
        source="试验网",
        editors=("韩喆",),
        authors=("贾知非",),
        breadcrumb=("时政频道",),
    ),
    "cctv": Layout(
        page(
            f'<div id="title_area" class="title_area"><h1>{HEADLINE}</h1><div class="info1">来源：试验新闻客户端 | 2020年03月13日 10:35:11</div></div>'
            f'<div class="content_area" id="content_area">{PARAGRAPHS}</div><div class="zebian"><span>编辑：韩喆</span><span> 责任编辑：陆镕</span></div>'
        ),
        source="试验新闻客户端",
        editors=("韩喆", "陆镕"),
    ),
    "ce": Layout(
        page(
            '<div class="sitepath"><a href="/">试验网首页</a>&gt;<a href="/x">时政社会</a>&gt;正文</div>'
            f'<div class="laiyuan"></div><h1 id="articleTitle">{HEADLINE}</h1><div class="laiyuan"><span id="articleTime">2020年03月13日 10:35</span> &nbsp;&nbsp; '
            '<span id="articleSource">来源：试验日报</span> <span id="articleAuthor">&nbsp;&nbsp;苏念真</span><span class="font">[手机看新闻][字号<a>大</a> <a>中</a> '
            f'<a>小</a>][打印本稿]</span></div><div class="TRS_Editor" id="articleText">{PARAGRAPHS}</div><div class="rect-rit"><p>（责任编辑：韩喆）</p></div>'
        ),
        source="试验日报",
        editors=("韩喆",),
        authors=("苏念真",),
        breadcrumb=("时政社会",),
    ),
    "ccdi": Layout(
        page(
            '<div class="other_Location"><a href="/">首页</a> &gt; <a href="/yw">要闻</a></div>'
            f'<div class="Article_out"><h2 class="tit">{HEADLINE}</h2><h3 class="daty"><div class="daty_con"><em class="e e1">来源：试验委员会网站</em>'
            '<em class="e e2">发布时间：2020-03-13 10:35</em><em class="e e3">分享<span class="share"></span></em></div></h3>'
            f'<div class="content"><div class="TRS_Editor">{PARAGRAPHS[:-4]}（试验委员会网站 苏念真 通讯员 田野）</p></div></div><div class="ewm"><p>微信客户端</p></div></div>'
        ),
        source="试验委员会网站",
        authors=("苏念真", "田野"),
        breadcrumb=("要闻",),
        body=[BODY[0], BODY[1], f"{BODY[2]}（试验委员会网站 苏念真 通讯员 田野）"],
    ),
    "qstheory": Layout(
        page(
            f'<div class="inner"><h1>{HEADLINE}</h1><div class="headtitle"><span class="appellation">来源：《试验》2020/06</span> '
            '<span class="appellation">作者：苏念真</span> <span class="pubtime">2020-03-13 10:35:11</span></div>'
            f'<div class="highlight">{PARAGRAPHS}<p>　　作者：试验省委党校教授</p></div><div class="fs-text">网站编辑 - 韩喆</div></div>'
        ),
        source="《试验》2020/06",
        editors=("韩喆",),
        authors=("苏念真",),
    ),
    "wenming": Layout(
        page(
            f'<div id="title_tex">{HEADLINE}</div><div id="time_tex">发表时间：2020-03-13　　来源：试验日报</div>'
            f'<div id="tex"><div class="TRS_Editor">{PARAGRAPHS}</div></div><div id="bjname">责任编辑：韩　喆</div>'
        ),
        source="试验日报",
        published_at="2020-03-13",
        editors=("韩喆",),
    ),
    "epaper": Layout(
        page(
            '<div class="lai"><span>试验日报</span> 2020年03月13日 星期五</div><div class="article"><h3>秋粮归仓正当时</h3>'
            f'<h1>{HEADLINE}</h1><h2>一个山区县的组织振兴路</h2><p class="sec">本报记者 苏念真 贾知非 <span class="date">《试验日报》（2020年03月13日 第 04 版）</span></p>'
            f'<div id="ozoom"><div id="articleContent">{PARAGRAPHS}</div></div></div>',
            head="",
        ),
        url="http://paper.example.cn/html/2020-03/13/nw.D110000example_20200313_2-04.htm",
        kicker="秋粮归仓正当时",
        deck="一个山区县的组织振兴路",
        source="试验日报",
        published_at="2020-03-13",
        authors=("苏念真", "贾知非"),
    ),
    "table_2008": Layout(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>欢迎访问云溪先锋网</title></head><body><table width="980"><tr><td>'
        '<a href="/">网站首页</a></td><td><a href="/zz">组织工作</a></td></tr></table><table width="980"><tr><td height="30">您现在的位置：<a href="/">云溪先锋网</a>-&gt;'
        f'<a href="/zz">组织工作</a>-&gt;<a href="/zz/jc">基层组织</a>-&gt;文章正文</td></tr><tr><td align="center"><font size="5"><b>{HEADLINE}</b></font></td></tr>'
        '<tr><td align="center">作者：苏念真　 文章来源：云溪县委组织部　 点击数：328　 更新时间：2020-3-13 10:35:22</td></tr>'
        f'<tr><td class="zw">{ONE}<br><br>{TWO}<br><br>{THREE}<br></td></tr><tr><td align="right">文章录入：admin　责任编辑：韩喆</td></tr>'
        "<tr><td>上一篇文章： <a href='1.html'>松岭镇开展“我是党员我带头”活动</a></td></tr><tr><td>下一篇文章： 没有了</td></tr>"
        "<tr><td>【<a>发表评论</a>】【<a>加入收藏</a>】【<a>告诉好友</a>】【<a>打印此文</a>】【<a>关闭窗口</a>】</td></tr></table></body></html>",
        source="云溪县委组织部",
        editors=("韩喆",),
        authors=("苏念真",),
        breadcrumb=("云溪先锋网", "组织工作", "基层组织"),
    ),
    "university": Layout(
        page(
            '<div class="dqwz">当前位置: <a href="../../index.htm">首页</a>&gt;&gt;<a href="../../djgz.htm">党建工作</a>&gt;&gt;正文</div>'
            f'<form name="_newscontent_fromname"><div class="content"><h2 align="center">{HEADLINE}</h2><div class="jj">时间：2020-03-13&nbsp; 作者：苏念真 '
            '摄影：田野&nbsp; 来源：机械学院党委&nbsp; 点击：<span id="dynclicks_wbnews_1">57</span></div>'
            f'<div id="vsb_content_2"><div class="v_news_content"><p>{BODY[0]}</p><p style="text-align:center"><img src="/__local/1.jpg" width="500" vsbhref="x"></p>'
            f'<p style="text-align: center;">党员在晒谷场上重温入党誓词</p><p>{BODY[1]}</p><p>{BODY[2]}</p><p style="text-align: right;">（初审：贾知非 复审：陆镕 终审：司马青）</p></div></div>'
            '<p>上一条：<a href="1.htm">学院召开新学期支部书记例会</a></p><p>下一条：<a href="2.htm">学校举办预备党员培训班开班式</a></p>【<a>关闭</a>】</div></form>'
        ),
        source="机械学院党委",
        published_at="2020-03-13",
        authors=("苏念真", "田野"),
        approvers=("贾知非", "陆镕", "司马青"),
        breadcrumb=("党建工作",),
        captions=("党员在晒谷场上重温入党誓词",),
    ),
    "county": Layout(
        page(
            '<div class="location"><i></i><a href="/">云溪党建网</a> / <a href="/dt">工作动态</a> / 内容</div>'
            f'<div class="detail"><div class="detail-title">{HEADLINE}</div><div class="detail-info"><span>发布时间：2020-03-13 10:35:08</span><span>来源：云溪组工</span>'
            "<span>浏览：117</span><span>【字号：<a>大</a><a>中</a><a>小</a>】</span></div>"
            f'<div class="detail-con">{PARAGRAPHS}<p>　　（撰稿：苏念真　摄影：田野　编辑：韩喆　审核：陆镕）</p></div></div>'
        ),
        source="云溪组工",
        editors=("韩喆",),
        authors=("苏念真", "田野"),
        approvers=("陆镕",),
        breadcrumb=("云溪党建网", "工作动态"),
    ),
    "document": Layout(
        page(
            '<div class="dqwz">您的位置：<a href="/">首页</a>&gt;<a href="/zfxxgk">信息公开</a>&gt;<a href="/tz">通知</a></div>'
            "<table class='xxgk'><tr><td>索 引 号：</td><td>000014349/2020-00012</td><td>主题分类：</td><td>组织人事</td></tr><tr><td>发文机关：</td><td>云溪县委组织部</td>"
            "<td>成文日期：</td><td>2020年03月10日</td></tr><tr><td>文　　号：</td><td>云组发〔2020〕3号</td><td>发布日期：</td><td>2020年03月13日</td></tr></table>"
            f'<div class="wenzhang"><h1>{HEADLINE}</h1><div class="zw" id="zoom">{PARAGRAPHS}<p style="text-align:right">云溪县委组织部</p>'
            '<p style="text-align:right">2020年3月10日</p></div></div>'
        ),
        published_at="2020-03-13",
        breadcrumb=("信息公开", "通知"),
        body=[*BODY, "云溪县委组织部", "2020年3月10日"],
    ),
    "meta_only": Layout(
        page(
            f'<div class="art"><h1>{HEADLINE}</h1><div class="zwnr" id="zwnr">{PARAGRAPHS}</div></div>',
            head=f'<meta name="ArticleTitle" content="{HEADLINE}"><meta name="PubDate" content="2020-03-13 10:35"><meta name="ContentSource" content="云溪县委组织部">'
            '<meta name="ColumnName" content="基层党建"><meta name="Author" content="韩喆"><meta name="author" content="">',
        ),
        source="云溪县委组织部",
        breadcrumb=("基层党建",),
    ),
    "json_ld": Layout(
        page(
            f"<main><article><header><h1>{HEADLINE}</h1></header>{PARAGRAPHS}</article></main>",
            head='<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"'
            + HEADLINE
            + '","datePublished":"2020-03-13T02:35:00Z","author":{"@type":"Person","name":"苏念真"},"publisher":{"@type":"Organization","name":"试验网"}}</script>',
        ),
        authors=("苏念真",),
    ),
    "crossheads_and_list": Layout(
        page(
            '<div class="crumb"><a href="/">首页</a> » <a href="/jc">基层</a> » 正文</div>'
            f'<div class="bt"><p class="yinti">秋粮归仓正当时</p><p class="zhuti">{HEADLINE}</p><p class="futi">一个山区县的组织振兴路</p></div>'
            '<div class="ly">来源：<a href="http://x.cn/">云溪日报</a>　　发布日期：２０２０年０３月１３日　１０：３５　　编辑：韩　喆　陆　镕</div>'
            f'<div class="nr"><p>{ONE}</p><p><strong>　　一、把支部建起来</strong></p><p>{TWO}</p><ul><li>一是摸清底数；</li><li>二是建强班子。</li></ul>'
            "<table><tr><th>支部</th><th>党员</th></tr><tr><td>松岭</td><td>36</td></tr></table>"
            f'<p style="text-align:center"><strong>二、让群众议起来</strong></p><p>{THREE}</p></div>'
        ),
        kicker="秋粮归仓正当时",
        deck="一个山区县的组织振兴路",
        source="云溪日报",
        editors=("韩喆", "陆镕"),
        breadcrumb=("基层",),
        crossheads=("一、把支部建起来", "二、让群众议起来"),
        body=[
            BODY[0],
            "一、把支部建起来",
            BODY[1],
            "一是摸清底数；",
            "二是建强班子。",
            "支部",
            "党员",
            "松岭",
            "36",
            "二、让群众议起来",
            BODY[2],
        ],
    ),
    "chinese_numerals": Layout(
        page(
            f'<div class="c"><h2 class="title">{HEADLINE}</h2><p class="info">二〇二〇年三月十三日　来源：云溪县委办</p>'
            f'<div class="text">{PARAGRAPHS}<p>（云溪县委办供稿）</p></div></div>'
        ),
        source="云溪县委办",
        published_at="2020-03-13",
        authors=("云溪县委办",),
    ),
    "photo_news": Layout(
        page(
            '<div class="pos">位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/tp">图片新闻</a></div>'
            f'<h1 class="tit">{HEADLINE}</h1><div class="xx">2020/3/13 10:35&nbsp;&nbsp;云溪发布</div><div class="con"><p align="center"><img src="a.jpg" alt="a"></p>'
            '<p>　　3月12日，云溪县松岭村党员在晒谷场上帮助群众翻晒稻谷。</p><p align="center"><img src="b.jpg"></p><p align="center">　　支部书记方若谷（左）查看稻谷成色。</p>'
            "<p>　　近年来，云溪县推动支部进田间，党员干在先。试验社记者 田野 摄</p></div>"
        ),
        source="云溪发布",
        authors=("田野",),
        breadcrumb=("图片新闻",),
        captions=("支部书记方若谷（左）查看稻谷成色。",),
        body=[
            "3月12日，云溪县松岭村党员在晒谷场上帮助群众翻晒稻谷。",
            "近年来，云溪县推动支部进田间，党员干在先。试验社记者 田野 摄",
        ],
    ),
}
