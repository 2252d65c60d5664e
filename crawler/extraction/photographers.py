"""Who took a picture, as the end of its caption or of a paragraph says it."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.extraction.characters import half_width
from crawler.extraction.credits import labelled_credits
from crawler.extraction.names import is_name, is_organization, is_surely_name
from crawler.extraction.signatures import PADDED_BEFORE, closed_up, signature_credits
from crawler.items import Credit

# What closes a caption or a story: (新华社记者 王某 摄), 张三、李四摄.
_AGENCY = re.compile(
    r"(?<=摄)\s*(?:[（(][^（）()。]{2,12}[）)]|[/／]\s*[\u4e00-\u9fff]{2,6}(?:图片|视觉|中国))\s*[)）]?\s*$"
)
_PHOTO_TAIL = re.compile(
    r"(?:^|[。！？；”」』\s（(▲△↑/])(?P<who>[^。！？；，”」』（(▲△↑:：]{2,40}?"
    r"\s*(?:摄影报道|摄影|拍摄|摄|供图|(?<=[\u3400-\u9fff][ \u3000])图))\s*[）)]?[。]?$"
)
# 本文图片均为云溪县委宣传部提供.
_PHOTO_BEFORE = re.compile(r"(?:^|[。！？；”」』\s])(摄影\s+([\u3400-\u9fff]{2,4}))[。]?$")
_PHOTOS_GIVEN = re.compile(r"(?:图片|照片|配图)均?[由为](?P<who>[^。，、（）()]{2,20})提供\s*[）)]?。?$")
# ……送别。摄影 云溪日报记者 孟浩
_PHOTO_BY = re.compile(r"[。！？；”]\s*摄影\s+((?:[\u4e00-\u9fff]{0,8}(?:记者|通讯员)\s+)?[\u3400-\u9fff]{2,3})$")
_OR_WITH_A_POST = frozenset(("photographer", "reporter", "correspondent"))
_NOBODY = re.compile(r"(?:作者|本人|访者|对象|主办方|[受采]访\S{0,4})$")
# 剧照 Thomas Berger摄
_LATIN_PHOTOGRAPHER = re.compile(r"(?:^|[\s（(])(?P<name>(?:[A-Z][A-Za-z.'’-]+ ){1,2}[A-Z][A-Za-z'’-]+) ?摄[）)]?$")
# Nothing else in a line: who took a picture, though nobody else be called so.
_ALONE = re.compile(r"(?P<name>[\u3400-\u9fff]{2,3}(?<![拍合制航]))\s*摄")
# （云溪网发 阿果摄）: who sent it in has a name, be it like others or not.
_SENT_IN = re.compile(
    r"[\u4e00-\u9fff][报社网台]发[\s（(]{1,2}(?P<name>[\u3400-\u9fff]{2,3}(?<![拍合制航]))\s*摄[)）]?$"
)
# 云溪社记者孟浩摄 113年10月25日
_TAKEN_ON = re.compile(r"(?<=[摄攝])\s*\d{2,4}年\d{1,2}月\d{1,2}日$")
# …旧貌。云溪网 孟浩摄 下：……
_TAKEN_WITHIN = re.compile(r"。\s*(?:[\u4e00-\u9fff]{2,8}\s+)?[\u3400-\u9fff]{2,3}\s*摄(?=[\s。；;])")
_BEHIND_A_STROKE = re.compile(r"\\\s*([\u4e00-\u9fff]{2,4}社)(?=$|[；;。)）])")
# 首演剧照 云溪歌舞团提供
_GIVEN_BY = re.compile(r"[\s（(](?P<who>(?![\u4e00-\u9fff]*[由为])[\u4e00-\u9fff]{4,20})提供[）)]?$")


def caption_credits(text: str) -> list[Credit]:
    """Return who a caption says took its pictures, or had them."""
    found = _earlier_photo_credits(text) if text.count("摄") > 1 else []
    found += labelled_credits(half_width(text)) or photo_credits(text[-80:])
    return found + agency_credits(text) if "\\" in text else found


def _earlier_photo_credits(text: str) -> list[Credit]:
    """Return who took the first of several pictures that one caption tells of: 上：旧貌。云溪网 孟浩摄 下：新颜。……"""
    found = (match[0].strip("。 \u3000") for match in _TAKEN_WITHIN.finditer(text))
    return [credit for said in found for credit in photo_credits(said) if credit.role == "photographer"]


def agency_credits(text: str) -> list[Credit]:
    """Return the agencies that papers name behind a stroke in what a picture shows: ……退赛。\\云溪社."""
    return [Credit("photographer", None, None, who, f"\\{who}") for who in _BEHIND_A_STROKE.findall(text)]


def photo_credits(text: str) -> list[Credit]:
    """Return who took a picture, as the end of a caption or paragraph says it: …新华社记者 才某 摄."""
    if text[-1:] == "日":
        text = _TAKEN_ON.sub("", text)
    # (影像中国) behind it says which agency has the picture.
    tail = text[-18:]
    if not ("摄" in tail or "攝" in tail or "图" in tail or "圖" in tail):
        given = _GIVEN_BY.search(text) if "提供" in tail[-3:] else None
        if given is None or not is_organization(given["who"]):
            return []
        return [Credit("photographer", "提供", None, given["who"], given[0].strip())]
    if "摄" in tail[-2:] and (latin := _LATIN_PHOTOGRAPHER.search(half_width(text))):
        return [Credit("photographer", "摄", latin["name"], None, latin[0].strip())]
    if "提供" in tail and (given := _PHOTOS_GIVEN.search(text)):
        who = given["who"]
        if _NOBODY.search(who):
            return []
        named = is_surely_name(who)
        return [Credit("photographer", "提供", who if named else None, None if named else who, given[0])]
    if "摄影 " in tail and (by := _PHOTO_BY.search(text)):
        return [credit for credit in signature_credits(f"{by[1]} 摄") if credit.role == "photographer"]
    text = PADDED_BEFORE.sub(closed_up, _AGENCY.sub("", half_width(text)))
    ending = text[-4:]
    # What stands alone in the last brackets is nothing else either.
    inner = text[text.rfind("(") + 1 : -1] if ending[-1] == ")" else text
    if inner[-1:] == "摄" and (alone := _ALONE.fullmatch(inner)) and is_name(alone["name"]):
        return [Credit("photographer", "摄", alone["name"], None, text)]
    if "发" in text[-10:-3] and (sent := _SENT_IN.search(text)):
        return [Credit("photographer", "摄", sent["name"], None, sent[0])]
    match = _PHOTO_TAIL.search(text) if "摄" in ending or "图" in ending or "道" in ending or "影" in ending else None
    if match is None:
        before = _PHOTO_BEFORE.search(text) if "摄影 " in text[-12:] else None
        return signature_credits(before[1]) if before is not None and is_surely_name(before[2]) else []
    words = match["who"].split()
    # What stands before the photographer belongs to the sentence.
    for start in range(len(words)):
        if credits := signature_credits(" ".join(words[start:])):
            # 记者 孟浩 通讯员 林舟 摄: the picture is of both.
            took = [c for c in credits if c.role == "photographer"]
            if took and all(c.role in _OR_WITH_A_POST for c in credits):
                label = took[-1].role_label
                return [c if c in took else replace(c, role="photographer", role_label=label) for c in credits]
            return took
    return []
