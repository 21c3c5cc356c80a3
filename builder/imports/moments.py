"""Days and months as programs write them in the languages of their users: Mar 2021, mrt 2021, mars 2021, März 2021."""

import re
import unicodedata
from collections.abc import Mapping

from ..values import MONTHS, TextError, meant_date, moment

# The months of German and French, long and short, beside those that `values` knows; without accents.
OTHERS: Mapping[str, str] = {
    word: month
    for month, words in {
        "january": "januar janner jan janvier janv",
        "february": "februar feb fevrier fevr fev",
        "march": "marz mrz mars",
        "april": "april avril avr",
        "may": "mai",
        "june": "juni juin",
        "july": "juli juillet juil",
        "august": "august aout aou",
        "september": "september septembre sept",
        "october": "oktober octobre okt oct",
        "november": "november novembre nov",
        "december": "dezember dez decembre dec",
    }.items()
    for word in words.split()
}
WORD = re.compile(r"[^\W\d_]+")


def dated(text: str) -> str | None:
    """A text as a year, a month or a day (2021, 2021-03, 2021-03-31), when it can be told which."""
    plain = " ".join(text.split())
    try:
        return moment(plain)
    except TextError:
        pass
    return meant_date(WORD.sub(_month, plain[:60])) if plain else None


def _month(found: re.Match[str]) -> str:
    word = found[0].casefold()
    if word in MONTHS:
        return word
    letters = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return OTHERS.get(letters, word)
