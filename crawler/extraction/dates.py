"""Publication times in every form Chinese pages print them, always in China's time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from crawler.extraction.characters import half_width

CHINA = timezone(timedelta(hours=8))
_EARLIEST = 1990
_NUMERALS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零0OoО", "0")
_DATE = re.compile(
    r"(?<![\d.])(?P<y>(?:19|20)\d{2})(?:\s*(?:年|[-/.])\s*|\s+(?=\d\d\s*/))(?P<m>0?[1-9]|1[0-2])\s*(?:月"
    r"|[-/.])\s*(?P<d>3[01]|[12]\d|0?[1-9])(?:(?!\d)|(?=\d\d[:：]\d\d))"
    r"\s*(?:日|号)?\s*(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:(?:[\sT,，|:：]*?|\s?(?<=\s)[-–]\s|/)(?:HKT|CST|北京时间)?[\s:：]*?(?P<half>[上中下]午|午后|晚上?"
    r"|早[上晨]?|凌晨|清晨|傍晚|夜[里间晚]|深夜|[AP]M)?\s*(?P<H>2[0-4]|1\d|0?\d)\s*(?::|时"
    r"|点)\s*(?P<M>[0-5]\d|\d(?=\s*(?:分|:\s*[0-5]?\d(?!\d))))(?:\s*[:分]\s*(?P<S>[0-5]\d|\d))?(?!\d)(?P<zone>Z|\s*PM\b)?)?"
)
# 18.01.2019, 18/01/2019 - 10:20: as pages from Europe and South-East Asia print it.
_DAY_FIRST = re.compile(
    r"(?<![\d./-])(?P<d>3[01]|[12]\d|0?[1-9])(?P<sign>[./-])(?P<m>1[0-2]|0?[1-9])(?P=sign)(?P<y>(?:19|20)\d{2})(?![\d./-])"
    r"(?:[\s,|-]{1,4}(?P<H>2[0-3]|[01]?\d):(?P<M>[0-5]\d)(?!\d))?"
)
# Fri Mar 13 10:35:00 CST 2020: as Java writes a time that a template does not format.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OF_JAVA = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s(?P<m>{'|'.join(_MONTHS)})\s(?P<d>[0-3]\d)\s(?P<H>[0-2]\d):(?P<M>[0-5]\d)"
    r":(?P<S>[0-5]\d)\s(?:CST|GMT\+08:00)\s(?P<y>(?:19|20)\d{2})(?!\d)"
)
# March 13, 2020 09:15, 13 March 2020: beside the fields of an English page, in no sentence (on March 13, 2020).
_MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_IN_ENGLISH = re.compile(
    rf"(?<![A-Za-z\d])(?:(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s+)?(?P<m>{_MONTH})\.?,?\s+"
    r"(?(d)|(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,?\s+)(?P<y>(?:19|20)\d{2})(?!\d)"
    r"(?:[\s,|-]{1,4}(?P<H>2[0-3]|[01]?\d):(?P<M>[0-5]\d)(?::[0-5]\d)?(?!\d)\s*(?P<half>[ap]\.?m\b\.?)?"
    r"(?P<zone>(?:GMT|UTC)(?![+-]))?(?:\s*(?:CST|HKT|BJT)\b|(?P<abroad>\s*(?!GMT)[A-Z]{1,3}T\b))?)?",
    re.I,
)
_LETTERS_AND_YEAR = re.compile(r"[A-Za-z]{3}\.?,?\s(?:\s*\d{1,2}[a-z]{0,2},?\s+)?(?:19|20)\d\d(?!\d)")
_IN_SENTENCE = re.compile(r"(?<!dated )(?<!ished )(?<!osted )(?<!eased )\b[a-z]+\s+$")
_LONGEST_DAY_FIRST, _LONGEST_ENGLISH, _LONGEST_WORD = 60, 160, 12  # characters
_TIME_BEFORE = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?P<half>[ap]m)?,?\s{1,3}$", re.I)
_CHINESE = re.compile(
    # A nought is also a letter or a digit where no better sign was at hand: 二OO六年, 二００六年; 二○○六年9月8日.
    r"([二一][〇○零0OoО一二三四五六七八九]{3}|(?:19|20)\d\d)年(?:([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})|(\d{1,2})月(\d{1,2}))日"
)
# A day in Chinese numerals and nothing else, for patterns of others.
DAY_IN_NUMERALS = (
    r"[一二][〇○零0０OＯoО一二三四五六七八九]{3}年"
    r"(?:[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}|\d{1,2}月\d{1,2})日"
)
_NUMERAL = re.compile("[〇○零一二三四五六七八九十]")
_DASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)[–—]([01]\d)[–—]([0-3]\d)(?!\d)")
_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)"
)
# From which hour on one before twelve is one of the afternoon.
_LATER = dict.fromkeys(("下午", "午后", "傍晚", "晚", "晚上", "PM"), 0)
_LATER |= dict.fromkeys(("夜里", "夜间", "夜晚", "深夜"), 6)
_AT_NOON = 4  # o'clock and before: 中午1:05
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_UNIX = re.compile(r"^\d{10}(?:\d{3})?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A time found in a text: ISO 8601, as precise as printed, and where it stands."""

    iso: str
    start: int
    end: int

    @property
    def to_the_minute(self) -> bool:
        """Whether the hour and minute are printed."""
        return len(self.iso) > 10


def _ten(numeral: str) -> int:
    """Return the value of a Chinese numeral below 100: 二十三 is 23."""
    tens, ten, ones = numeral.rpartition("十")
    digits = {c: i for i, c in enumerate("零一二三四五六七八九")}
    if not ten:
        return digits.get(numeral, 0)
    return (digits.get(tens, 1) if tens else 1) * 10 + (digits.get(ones, 0) if ones else 0)


def _western(match: re.Match[str]) -> str:
    year = "".join(_NUMERALS.get(c, c) for c in match[1])
    month, day = (_ten(match[2]), _ten(match[3])) if match[2] else (match[4], match[5])
    return f"{year}年{month}月{day}日"


def iso(year: int, month: int, day: int, hour: int | None = None, minute: int = 0, second: int = 0) -> str | None:
    """Return ISO 8601, a day or a second of China's time, or None for what is no date of the web's age."""
    try:
        if hour is None:
            found = date(year, month, day).isoformat()
        else:
            moment = datetime(year, month, day, hour % 24, minute, second, tzinfo=CHINA)
            found = moment.isoformat()
    except ValueError:
        return None
    latest = datetime.now(UTC).year + 1
    return found if _EARLIEST <= year <= latest else None


def _is_later(match: re.Match[str], hour: int) -> bool:
    """Whether an hour is one of the afternoon: 下午2:05, 中午1:05, 夜里11:05, but not 中午11:50, nor 夜里1:05."""
    half = match["half"]
    if half == "中午":
        return hour <= _AT_NOON
    return hour < 12 and (hour >= _LATER.get(half, 12) or (match["zone"] or "").endswith("PM"))


def find_dates(text: str) -> Iterator[Found]:
    """Yield the times printed in a text, in order. Places refer to the text with Chinese numerals made digits."""
    plain = half_width(text)
    if "年" in plain and _NUMERAL.search(plain):
        plain = _CHINESE.sub(_western, plain)
    if "—" in plain or "–" in plain:
        plain = _DASHED.sub(r"\1-\2-\3", plain)
    end = 0
    for match in _DATE.finditer(plain):
        hour = int(match["H"]) if match["H"] else None
        if hour is not None and _is_later(match, hour):
            hour += 12
        minute, second, start = int(match["M"] or 0), match["S"], match.start()
        if hour is None:
            hour, minute, start = _clock_before(plain, start, end)
        found = iso(int(match["y"]), int(match["m"]), int(match["d"]), hour, minute, int(second or 0))
        if found and match["zone"] == "Z":
            found = parse_date(f"{found[:19]}Z") or found
        if found:
            yield Found(found, start, match.end())
        end = match.end()
    if not end and len(plain) <= _LONGEST_DAY_FIRST and (turned := _DAY_FIRST.search(plain)):
        if turned["H"]:
            hour, minute, start = int(turned["H"]), int(turned["M"]), turned.start()
        else:
            hour, minute, start = _clock_before(plain, turned.start(), 0)
        if found := iso(int(turned["y"]), int(turned["m"]), int(turned["d"]), hour, minute):
            yield Found(found, start, turned.end())
    elif not end and ":" in plain and (java := _OF_JAVA.search(plain)):
        clock = (int(java[name]) for name in "HMS")
        if found := iso(int(java["y"]), _MONTHS.index(java["m"]) + 1, int(java["d"]), *clock):
            yield Found(found, java.start(), java.end())
    elif not end and (english := _english_day(plain)):
        yield english


def _english_day(plain: str) -> Found | None:
    """Return the day that a line of an English page's fields names, with the time of day that stands beside it."""
    few = len(plain) <= _LONGEST_ENGLISH
    match = _IN_ENGLISH.search(plain) if few and _LETTERS_AND_YEAR.search(plain) else None
    if match is None or (plain[-1] == "." and match.end() < len(plain)):
        return None
    if _IN_SENTENCE.search(plain, max(match.start() - _LONGEST_WORD, 0), match.start()):
        return None
    hour, minute, start = int(match["H"]) if match["H"] else None, int(match["M"] or 0), match.start()
    if match["abroad"]:  # 10:35 EST is no time of China's
        hour = None
    elif hour is None:
        hour, minute, start = _clock_before(plain, start, 0)
    elif (match["half"] or "")[:1] in ("P", "p") and hour < 12:
        hour += 12
    day = int(match["d"] or match["day"])
    found = iso(int(match["y"]), _MONTHS.index(match["m"][:3].title()) + 1, day, hour, minute)
    if found and match["zone"]:
        found = parse_date(f"{found[:19]}Z")
    return Found(found, start, match.end()) if found else None


def _clock_before(plain: str, at: int, after: int) -> tuple[int | None, int, int]:
    """Return hour and minute right before a day, and where they begin: 04:10 2023/03/17, 5:45pm 09/06/2024."""
    before = _TIME_BEFORE.search(plain, max(at - 12, after), at)
    if before is None:
        return None, 0, at
    hour = int(before[1])
    later = (before["half"] or "").lower() == "pm" and hour < 12
    return hour + 12 * later, int(before[2]), before.start()


def parse_date(value: str) -> str | None:
    """Return the time that a meta tag or a script gives, or None: printed forms, ISO 8601, Unix seconds, 20200313."""
    text = value.strip()
    if _UNIX.match(text):
        moment = datetime.fromtimestamp(int(text[:10]), CHINA)
        return iso(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    if _ISO.match(text):
        try:
            moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
            local = moment.astimezone(CHINA) if moment.tzinfo else moment
        except (ValueError, OverflowError):
            pass
        else:
            return iso(local.year, local.month, local.day, local.hour, local.minute, local.second)
    for found in find_dates(text):
        return found.iso
    if match := _COMPACT.search(text):
        year, month, day, hour, minute, second = (int(g) if g else None for g in match.groups())
        return iso(year or 0, month or 0, day or 0, hour, minute or 0, second or 0)
    return None


def is_midnight(moment: str) -> bool:
    """Whether a time is 00:00:00 or 23:59:59, which publishing systems write where they know only the day."""
    return moment[11:19] in ("00:00:00", "23:59:59")
