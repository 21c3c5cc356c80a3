"""The texts that people type, and what they mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.values import READERS, TextError, day, language, meant_date, number, truth

MEANT = [
    ("level", "4", 4),
    ("level", "Gevorderd", 4),
    ("level", "met hulp", 2),
    ("level", "independent", 3),
    ("hours", "16", 16),
    ("hours", "16 uur", 16),
    ("hours", "16u/week", 16),
    ("hours", "16,0 uur per week", 16),
    ("hours", "8 hours", 8),
    ("percentage", "60%", 60),
    ("percentage", "60 procent", 60),
    ("percentage", "60", 60),
    ("moment", "2021", "2021"),
    ("moment", "2021-03", "2021-03"),
    ("moment", "2021-03-31", "2021-03-31"),
    ("clock", "9:30", "09:30"),
    ("clock", "09.30 uur", "09:30"),
    ("login", "@anna-lopez", "anna-lopez"),
    ("mail", "Anna.Lopez@Lindewoud.example", "Anna.Lopez@lindewoud.example"),
    ("mail", "mailto:anna@lindewoud.example", "anna@lindewoud.example"),
    ("web", "https://EXAMPLE.org/één", "https://example.org/%C3%A9%C3%A9n"),
    ("file", "anna.jpg", "anna.jpg"),
    ("language", "Fries", "fy"),
    ("language", "nederlandse gebarentaal", "dse"),
    ("language", "EN", "en"),
    ("language", "nl-BE", "nl-BE"),
    ("text", "Twee\nregels", "Twee\nregels"),
]  # fmt: skip

AMISS = [
    ("level", "goeroe", "level", {"near": ""}),
    ("level", "gevordert", "level-near", {"near": "gevorderd"}),
    ("hours", "8 à 12", "not-hours", {}),
    ("hours", "veel", "not-hours", {}),
    ("hours", "٨", "not-hours", {}),
    ("percentage", "drie dagen", "not-a-percentage", {}),
    ("moment", "heden", "moment-now", {}),
    ("moment", "mrt 2021", "moment-near", {"better": "2021-03"}),
    ("moment", "lang geleden", "moment", {"better": ""}),
    ("moment", "2021-13", "moment", {"better": ""}),
    ("moment", "٢٠٢١", "moment", {"better": ""}),
    ("moment", "2021-02-30", "date-impossible", {"better": None}),
    ("clock", "25:00", "not-a-time", {}),
    ("login", "Anna Lopez", "not-a-login", {}),
    ("mail", "anna bij lindewoud", "not-a-mail-address", {}),
    ("web", "example.org", "link-no-scheme", {}),
    ("web", "@anna", "link-handle", {}),
    ("web", "javascript:alert(1)", "link-scheme-not-allowed", {}),
    ("web", "http://192.168.1.1/", "link-not-public", {}),
    ("file", "../anna.jpg", "file-elsewhere", {}),
    ("file", ".anna.jpg", "file-elsewhere", {}),
    ("language", "Klingons", "language", {"near": ""}),
    ("language", "engles", "language-near", {"near": "engels"}),
]  # fmt: skip

DAYS = [
    ("31-03-2026", "date-order", "2026-03-31"),
    ("31/3/2026", "date-order", "2026-03-31"),
    ("2026/03/31", "date-order", "2026-03-31"),
    ("31 maart 2026", "date-order", "2026-03-31"),
    ("March 31, 2026", "date-order", "2026-03-31"),
    ("March 31, 2026 at 9:00 am EDT", "date-order", "2026-03-31"),
    ("Tuesday, March 31, 2026 at 11:59PM", "date-order", "2026-03-31"),
    ("31 maart 2026 om 17.00 uur", "date-order", "2026-03-31"),
    ("3/31/2026", "date-order", "2026-03-31"),
    ("2026-31-03", "date-order", "2026-03-31"),
    ("maart 2026", "date-not-a-day", "2026-03-01"),
    ("2026-03", "date-not-a-day", "2026-03-01"),
    ("2026", "date-not-a-day", "2026-01-01"),
    ("2026-02-30", "date-impossible", None),
    ("TBD", "date-placeholder", None),
    ("n.t.b.", "date-placeholder", None),
    ("?", "date-placeholder", None),
    ("na de zomer", "not-a-date", None),
    ("1-2-26", "not-a-date", None),
    ("zomer 2026", "not-a-date", None),
    ("31² maart 2026", "date-order", "2026-03-31"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "text", "value"), MEANT)
def test_a_text_is_understood_as_people_mean_it(how, text, value):
    assert READERS[how](text) == value


@pytest.mark.parametrize(("how", "text", "code", "values"), AMISS)
def test_a_text_that_cannot_be_meant_says_why(how, text, code, values):
    with pytest.raises(TextError) as amiss:
        READERS[how](text)

    assert (amiss.value.code, amiss.value.values) == (code, values)


@pytest.mark.parametrize(("text", "code", "better"), DAYS)
def test_a_day_written_otherwise_is_given_back_as_it_should_be(text, code, better):
    with pytest.raises(TextError) as amiss:
        day(text)

    assert (amiss.value.code, amiss.value.values.get("better")) == (code, better)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_and_its_dutch_spelling_understood(when):
    assert day(when.isoformat()) == when
    assert meant_date(f"{when.day}-{when.month}-{when.year}") == when.isoformat()


@pytest.mark.parametrize("text", ["31-12345678901234567890-2026", "1 maart 2026 " + "9" * 5_000])
def test_a_number_that_no_calendar_holds_is_no_day(text):
    assert meant_date(text) is None


@pytest.mark.parametrize("text", ["ja", "Ja", "yes", "TRUE", "aan"])
def test_yes_is_said_in_many_ways(text):
    assert truth(text) is True


@pytest.mark.parametrize("text", ["nee", "No", "false", "uit"])
def test_no_is_said_in_many_ways(text):
    assert truth(text) is False


def made(read, text):
    try:
        return read(text)
    except TextError as amiss:
        return amiss


@pytest.mark.parametrize("read", [truth, number, day, language, *READERS.values()])
@given(text=st.text(max_size=60) | st.from_regex(r"[0-9²٣./: -]{1,12}", fullmatch=True))
def test_any_text_is_a_value_or_a_reason(read, text):
    value = made(read, text)

    assert value.code if isinstance(value, TextError) else value is not None
