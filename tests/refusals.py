"""Invented pages in the shapes that firewalls and challenges have, and honest pages that look a little like them."""

from __future__ import annotations

_RUISHU = (
    "<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=61234;$_ts.cd='qrrqrk';if($_ts.lcd)$_ts.lcd();</script>"
)
_LONG = "".join(f"var _0x{n:04x}=function(a,b){{return a^b+{n};}};" for n in range(4000))

REFUSALS = {
    "puzzle": "<html><head><title>验证</title></head><body><p>请滑动滑块完成拼图</p></body></html>",
    "rejected": "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Please consult with your"
    " administrator.<br>Your support ID is: 5021</body></html>",
    "quick": "<html><head><title>Too Many Requests</title></head><body><h1>访问太快了，请休息一下</h1></body></html>",
    "session": "<html><body><p>未登录或登录超时，请先登录</p></body></html>",
    "upkeep": "<html><head><title>某县党建网</title></head><body><h2>网站系统升级维护中</h2><p>为给您更好的服务，本站暂停访问，"
    "预计12时恢复，敬请谅解。</p></body></html>",
    "suspected": "<html><head><title>网站防护</title></head><body><table><tr><td>当前访问疑似黑客攻击，已被网站管理员设置为拦截并记录。</td>"
    "</tr><tr><td>拦截编号：71921</td></tr></table></body></html>",
    "ruishu": "<html><head><meta charset='utf-8'><meta content='a5Kd9_xQ.2jv' r='m'>"
    f"{_RUISHU}<script src='/4QbVtADbnLVIc/d.2f5e9f0.js' r='m'></script></head><body></body></html>",
    "ruishu-long": f"<html><head><meta content='q' r='m'></head><body><script>{_LONG}</script>{_RUISHU}"
    "<noscript>请开启JavaScript并刷新该页.</noscript></body></html>",
    "jsl": "<script>document.cookie=('_')+('_')+('jsl_clearance_s')+('=')+(1+[0])+';max-age=3600;path=/';"
    "location.href=location.pathname+location.search</script>",
    "jsl-second": "<script>var _0x1a2b=['__jsl_clearance_s','ha','md5'];function go(a){}"
    "go({'bts':['1715','abc'],'chars':'xyz','ct':'9f86','ha':'md5','tn':'__jsl_clearance_s','vt':'3600'})</script>",
    "chuangyudun": "<html><head><title>您的访问请求可能存在风险</title></head><body><h1>当前访问疑似黑客攻击，已被创宇盾拦截</h1>"
    "<p>如果您是网站管理员，请登录知道创宇云防御查看详情</p><p>事件ID：2f9c-1a2b</p><p>时间：2024-05-06 12:00:00</p></body></html>",
    "anquangou": "<html><head><title>网站防火墙</title></head><body><div>您的请求带有不合法参数，已被网站管理员设置拦截！</div>"
    "<div>可能原因：您提交的内容包含危险的攻击请求</div><div>如何解决：1）检查提交内容；2）如网站托管，请联系空间提供商；"
    "3）普通网站访客，请联系网站管理员；</div></body></html>",
    "aliyun": "<!doctype html><html><head><title>405</title></head><body data-spm='7663354'>"
    "<div id='block_message'>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</div>"
    "<div>您的请求ID是：<span>7af2d31b17149</span></div>"
    "<div>Sorry, your request has been blocked as it may cause potential threats to the server's security.</div></body></html>",
    "aliyun-script": f"<html><script>var arg1='3A5B';{_LONG}setCookie('acw_sc__v2',x);location.reload();</script></html>",
    "tencent": "<html><head><title>腾讯T-Sec Web应用防火墙(WAF)</title></head><body><p>很抱歉，您提交的请求可能对网站造成威胁，"
    "请求已被管理员设置的策略阻断</p><p>您的请求ID是：a1b2c3</p></body></html>",
    "cloudflare": "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue"
    "</noscript><script>window._cf_chl_opt={cvId:'3'};</script></body></html>",
    "yunjiasu": "<html><head><title>安全检查中……</title></head><body><h1>请稍候，正在进行安全检查</h1>"
    "<p>请打开浏览器的javascript，然后刷新浏览器</p><p>百度云加速 yunjiasu</p></body></html>",
    "baota": "<html><head><title>网站防火墙</title></head><body><h1>您的请求带有不合法参数，已被网站管理员设置拦截！</h1>"
    "<p>宝塔Nginx网站防火墙</p></body></html>",
    "frequent": "<html><body><h3>您的请求过于频繁，请稍后再试</h3></body></html>",
    "frequent-long": "<html><head><title>系统提示</title></head><body><p>访问过于频繁，本网页已被列入限制，请您稍后再试。"
    "给您带来不便，敬请谅解。</p></body></html>",
    "slider": "<html><head><title>验证码</title></head><body><p>为保障您的访问安全，请完成以下验证：拖动滑块到最右边</p></body></html>",
    "cookie-script": "<html><body><script>function set(n,v){document.cookie=n+'='+v+';path=/'}set('guard','8f1a');"
    "window.location.reload();</script></body></html>",
    "yunsuo": "<html><script>function YunSuoAutoJump(){var w=screen.width;document.cookie='yunsuo_session_verify=1';"
    "self.location='/index.html';}</script><body onload='YunSuoAutoJump()'></body></html>",
    "wzws": "<html><body><script>eval(function(p,a,c,k,e,d){return p}('0 1',2,2,'wzws|x'.split('|')))</script></body></html>",
    "forbidden": "<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center>"
    "<hr><center>nginx</center></body></html>",
}

_HONEST = (
    "<html><head><title>{title}-试验网</title></head><body><h1>{title}</h1><div class='info'>来源：试验网 发布时间：2024-05-06 09:30"
    " 责任编辑：张静</div><div class='content'>{text}</div></body></html>"
)
HONEST = {
    title: _HONEST.format(title=title, text="".join(f"<p>{line}</p>" for line in lines))
    for title, lines in {
        "网络安全知识：访问被拒绝怎么办": [
            "　　本报讯 使用政务内网的党员干部如遇到“访问被拒绝”的提示，应及时联系信息中心处理。"
        ],
        "关于开展第404期网络安全培训的通知": [
            "　　各支部：经研究，定于5月8日开展培训，内容包括Web应用防火墙的使用，请按时参加。"
        ],
        "区委召开网络安全工作会议": [
            "　　5月6日，区委召开会议，通报网站防火墙拦截的情况，要求对异常请求被拦截的单位逐一核查。"
        ],
        "党费缴纳系统升级期间暂停服务": ["　　因系统升级，党费缴纳平台5月8日暂停访问一天，敬请谅解，请相互转告。"],
        "404名党员报名志愿服务": ["　　5月6日，区委组织部发布公告，404名党员报名参加志愿服务。"],
        "我县推出验证码登录": ["　　5月6日起，党员教育平台启用滑动验证，党员登录时须完成验证，旧账号继续可用。"],
        "某局整改“页面不存在”问题": ["　　针对群众反映的网页打不开、页面不存在问题，某局立行立改，修复链接120处。"],
    }.items()
}
