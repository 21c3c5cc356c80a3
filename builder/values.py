"""Texts made into values: a date, a level, an address. Each function raises `TextError` with what is wrong."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from .spelling import LANGUAGE_NAMES, LEVELS
from .webaddress import mail_address, problem_of, web_address

PLACEHOLDER = re.compile(
    r"tbd|tba|tbc|n\.?t\.?b\.?|n\.?n\.?b\.?|nvt|n\.v\.t\.|onbekend|volgt|later|[?x.-]+", re.IGNORECASE
)
NUMBER = re.compile(r"[0-9]{1,6}")
LEVEL = re.compile(r"[0-9]{1,4}")
PERCENTAGE = re.compile(r"([0-9]{1,3})\s*(?:%|procent|percent)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
YEAR = re.compile(r"19[0-9]{2}|2[01][0-9]{2}")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?:\s*(?:u|uur))?")
LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
HOURS = re.compile(r"([0-9]{1,3})(?:[.,]0)?\s*(?:u|uur|uren|h|hours?)?(?:\s*(?:per|p/|/)\s*(?:week|w))?")

# A time behind a day, such as "at 11:59 pm" or "om 17.00 uur", tells nothing of the day.
TIME_OF_DAY = re.compile(r"\b[0-9]{1,2}(?::[0-9]{2}(?:\s*[ap]m\b)?|\.[0-9]{2}(?=\s*u(?:ur)?\b))")
ASSET = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


class TextError(Exception):
    """What is wrong with a text: the code of a problem and what fills its words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def line(text: str) -> str:
    return " ".join(text.split())


def as_it_is(text: str) -> str:
    return text


def truth(text: str) -> bool:
    word = text.casefold()
    if word in ("ja", "yes", "true", "aan", "on", "waar"):
        return True
    if word in ("nee", "no", "false", "uit", "off", "onwaar"):
        return False
    raise TextError("not-yes-or-no")


def number(text: str) -> int:
    if NUMBER.fullmatch(text):
        return int(text)
    raise TextError("not-a-number")


def level(text: str) -> int:
    if LEVEL.fullmatch(text):
        return int(text)
    if text.casefold() in LEVELS:
        return LEVELS[text.casefold()]
    near = difflib.get_close_matches(text.casefold(), list(LEVELS), 1, 0.7)
    raise TextError("level-near" if near else "level", near="".join(near))


def hours(text: str) -> int:
    found = HOURS.fullmatch(text.casefold())
    if found:
        return int(found[1])
    raise TextError("not-hours")


def percentage(text: str) -> int:
    found = PERCENTAGE.fullmatch(text.casefold())
    if found:
        return int(found[1])
    raise TextError("not-a-percentage")


MONTHS: Mapping[str, int] = {
    word: n
    for n, words in enumerate(
        (
            "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "augustus august aug", "september sep sept", "oktober october okt oct",
            "november nov", "december dec",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip


def day(text: str) -> date:
    """A calendar day, written 2026-03-31."""
    if DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            meant = meant_date(text)  # month and day swapped
            raise TextError("date-order" if meant else "date-impossible", better=meant) from None
    if PLACEHOLDER.fullmatch(text):
        raise TextError("date-placeholder")
    meant = meant_date(text)
    if meant and len(meant) == 10:
        raise TextError("date-order", better=meant)
    if meant:
        raise TextError("date-not-a-day", better=f"{meant}-01" if len(meant) == 7 else f"{meant}-01-01")
    raise TextError("not-a-date")


def moment(text: str) -> str:
    """A year, a month or a day, written 2021, 2021-03 or 2021-03-31."""
    if YEAR.fullmatch(text) or MONTH.fullmatch(text):
        return text
    if DAY.fullmatch(text):
        day(text)
        return text
    if text.casefold() in ("heden", "nu", "nog steeds", "present", "now", "today"):
        raise TextError("moment-now")
    if PLACEHOLDER.fullmatch(text):
        raise TextError("date-placeholder")
    meant = meant_date(text)
    raise TextError("moment-near" if meant else "moment", better=meant or "")


def meant_date(text: str) -> str | None:
    """The day (2026-03-31), month (2026-03) or year that somebody means, when it can be told."""
    words = re.findall(r"[^\W\d_]+|[0-9]+", TIME_OF_DAY.sub(" ", text.casefold()))
    numbers = [word for word in words if word.isdecimal()]
    months = [MONTHS[word] for word in words if word in MONTHS]
    years = [n for n in numbers if len(n) == 4 and 1900 <= int(n) <= 2199]
    if len(years) != 1 or len(numbers) > 3 or len(months) > 1 or max(map(len, numbers)) > 4:
        return None
    small = [int(n) for n in numbers if n not in years]
    if months and len(small) <= 1:
        return _dated(int(years[0]), months[0], small[0] if small else None)
    if len(small) == 2 and not months:
        first, second = small
        if numbers[0] in years:  # 2026/3/31, or 2026-31-03 with the two swapped
            first, second = second, first
        return _dated(int(years[0]), second, first) or _dated(int(years[0]), first, second)
    if len(small) == 1 and not months:
        return _dated(int(years[0]), small[0], None)
    return years[0] if not small and not months and not re.search(r"[^\W\d_]", text) else None


def _dated(year: int, month: int, day: int | None) -> str | None:
    try:
        made = date(year, month, day or 1)
    except ValueError:
        return None
    return made.isoformat() if day else made.isoformat()[:7]


def mail(text: str) -> str:
    address = mail_address(text)
    if address is None:
        raise TextError("not-a-mail-address")
    return address.removeprefix("mailto:")


def web(text: str) -> str:
    wrong = problem_of(text)
    if wrong:
        if wrong == "no-scheme" and "." not in text:
            raise TextError("link-handle")
        raise TextError(f"link-{wrong}")
    return web_address(text) or text


def place(text: str) -> str:
    return text.strip() if problem_of(text) == "not-public" else web(text)


def file(text: str) -> str:
    if re.search(r"[/\\]|^\.", text):
        raise TextError("file-elsewhere")
    return text


def asset(text: str) -> str:
    if ASSET.fullmatch(text):
        return text
    raise TextError("not-an-asset")


def clock(text: str) -> str:
    found = CLOCK.fullmatch(text.casefold())
    if found:
        return f"{int(found[1]):02}:{found[2]}"
    raise TextError("not-a-time")


def login(text: str) -> str:
    login = text.removeprefix("@")
    if LOGIN.fullmatch(login):
        return login
    raise TextError("not-a-login")


def language(text: str) -> str:
    found = LANGUAGE_NAMES.get(text.casefold())
    if found:
        return found
    if LANGUAGE.fullmatch(text):
        return text.lower() if "-" not in text else text
    near = difflib.get_close_matches(text.casefold(), list(LANGUAGE_NAMES), 1, 0.7)
    raise TextError("language-near" if near else "language", near="".join(near))


READERS: Mapping[str, Callable[[str], Any]] = {
    "text": as_it_is, "moment": moment, "mail": mail, "web": web, "place": place, "file": file, "asset": asset,
    "clock": clock, "percentage": percentage, "hours": hours, "level": level, "login": login, "language": language,
}  # fmt: skip
