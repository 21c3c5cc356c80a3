"""The form as people meet it: filled in on a phone with keys alone, with mistakes, and with too much for a link."""

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from builder import report
from builder.build import build, check
from builder.model import Assignment, Profile, Record
from builder.shipped import templates_folder
from builder.views.form import LONGEST_ADDRESS
from builder.views.pieces import initials
from builder.writing import written
from tests.browsing import AXE, PHONE, SIDEWAYS, WIDE, overhear, tab_to

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parent.parent
TODAY = date(2026, 11, 21)
WORDS = report.wording(templates_folder(), "nl")
PAGES = {Profile: "new/index.html", Assignment: "new/assignment/index.html"}
HOUSE = "gemeente-nieuw-vechten"
PERSON = {"name": "Anna de Vries", "organisation": HOUSE, "does": "Brieven die iedereen begrijpt"}
WORK = {"title": "Bermen maaien", "organisation": HOUSE, "kind": "gig", "goal": "Bloemen", "result": "Een plan"}
WORK |= {"start": "2027-01-04", "end": "2027-02-01"}

Open = Callable[..., Page]


@pytest.fixture
def opened(home: str, chromium: Browser) -> Iterator[Open]:
    """Opens the form, with answers that are kept already; nothing may go wrong on the page."""
    complaints: list[str] = []
    contexts = []

    def open_form(
        width: int = WIDE,
        kind: type[Record] = Profile,
        typed: dict[str, Any] | None = None,
        prefix: str = "",
        file: str = "",
    ) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800})
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=home.rstrip("/"))
        contexts.append(context)
        page = context.new_page()
        page.clock.install(time=f"{TODAY}T12:00:00Z")
        overhear(page, home, complaints)
        page.goto(home + prefix + PAGES[kind] + (f"?file={file}" if file else ""))
        if typed:
            name = f"wisselwerk/Wisselwerk Vecht en Eem/{kind.__name__.lower()}"
            page.evaluate("given => localStorage.setItem(...given)", [name, json.dumps({"typed": typed, "full": True})])
            page.reload()
        return page

    yield open_form
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The words and organisations of the demo, without its people."""
    root = tmp_path_factory.mktemp("network")
    for name in ("organisations", "vocabulary"):
        shutil.copytree(PROJECT / "content" / name, root / "content" / name)
    shutil.copy(PROJECT / "directory.yaml", root)
    return root


def checked(network: Path, path: str, text: str) -> list[report.Told]:
    """What `check` says of a file."""
    place = network / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    try:
        return [report.told(one, WORDS) for one in check(network, TODAY).problems if one.path == path]
    finally:
        place.unlink()


# A whole walk ---------------------------------------------------------------------------------------------------------


def test_with_keys_alone_a_phone_makes_a_good_file_in_at_most_twelve_steps(
    opened: Open, network: Path, tmp_path: Path
) -> None:
    page = opened(PHONE)
    done = 0
    answers = [
        ("#f-name", "Anna de Vries-O’Hara"), ("#f-organisation", "Gemeente Nieuw-Ve"),
        ("#f-contact-email", "anna@vecht.example"), ("#f-owner", "anna"), ("#next", ""),
        ("#f-does", "Ik maak brieven begrijpelijk: één blad."), ("#f-good_at", "Luisteren."),
        ("#f-would_like", "Meer werken met bewoners."), ("#finish", ""),
    ]  # fmt: skip
    for place, text in answers:
        tab_to(page, place)
        page.keyboard.type(text) if text else page.keyboard.press("Enter")
        assert page.evaluate(SIDEWAYS) == 0
        done += 1
    expect(page.locator('[data-step="send"] h2')).to_be_focused()
    tab_to(page, "#open")
    address = page.evaluate("document.activeElement.href")
    done += 1

    assert done <= 12
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith("https://github.com/wisselwerk-voorbeeld/vechtstreek/new/main?filename=content/profiles/")
    assert asked["filename"] == ["content/profiles/anna-de-vries-ohara.md"]
    [text] = asked["value"]
    assert text == page.locator("#text").text_content()
    assert "\neigenaar: anna\n" in text  # so that nobody else has to approve of it
    assert checked(network, asked["filename"][0], text) == []
    root = tmp_path / "root"
    shutil.copytree(network, root)
    (root / "content/profiles").mkdir(exist_ok=True)
    (root / asked["filename"][0]).write_text(text, encoding="utf-8")
    build(root, tmp_path / "site", TODAY)
    made = (tmp_path / "site/profiles/anna-de-vries-ohara.html").read_text(encoding="utf-8")
    assert "Anna de Vries-O’Hara" in made
    assert "Meer werken met bewoners." in made


def test_all_of_a_profile_can_be_told_with_keys_alone(opened: Open, network: Path) -> None:
    page = opened(PHONE)
    for place, text in [
        ("#f-pseudonym", "De brievenmaker"), ("#f-organisation", "Gemeente Nieuw-Ve"), ("#f-owner", "anna"),
        ("#next", ""), ("#f-would_like", "Samenwerken"), ("#more", ""),
        ("#f-role", "Schrijver"), ("#f-fields", ""), ("[name=fields]", " "), ("#f-remote", "deels"), ("#next", ""),
        ('[data-field="skills"] [data-add]', ""), ('[name="level"]', "4"), ('[data-field="learns"] [data-add]', ""),
        ("#next", ""), ("#f-hours", "8 uur"), ("#f-appointment", "60%"), ("#f-available_from", "2027-01-04"),
        ("[name=days]", " "), ("#next", ""), ('[data-field="experience"] [data-add]', ""), ("#next", ""),
        ('[data-field="languages"] [data-add]', ""), ("#f-wants", "Rust\nRuimte"), ("#next", ""),
        ("#f-matching", "nee"), ("#finish", ""),
    ]:  # fmt: skip
        if place == "#f-fields":
            continue
        tab_to(page, place)
        for n, line in enumerate(text.split("\n")):
            page.keyboard.press("Enter") if n or not text else None
            page.keyboard.press("Space") if line == " " else page.keyboard.type(line)
        into = {
            "skills": "Klare taal",
            "learns": "Projectmanagement",
            "experience": "Brieven herschreven",
            "languages": "Fries",
        }
        if "data-add" in place:
            name = re.findall(r'"(\w+)"', place)[0]
            page.keyboard.type(into[name])
        assert page.evaluate(SIDEWAYS) == 0
    expect(page.locator('[data-step="send"] h2')).to_be_focused()
    text = page.locator("#text").text_content() or ""
    front = {
        "pseudonym": "De brievenmaker", "organisation": HOUSE, "role": "Schrijver", "would_like": "Samenwerken",
        "fields": [page.locator("[name=fields]").first.input_value()], "remote": "hybrid",
        "skills": [{"skill": "klare-taal", "level": 4}], "learns": ["projectmanagement"], "hours": 8,
        "appointment": 60, "available_from": date(2027, 1, 4), "days": ["monday"],
        "experience": [{"title": "Brieven herschreven"}], "languages": [{"language": "fy"}],
        "wants": ["Rust", "Ruimte"], "matching": False, "owner": ["anna"], "confirmed_on": TODAY,
    }  # fmt: skip

    assert text == written(Profile, front)
    assert checked(network, "content/profiles/de-brievenmaker.md", text) == []


def test_work_can_be_posted(opened: Open, network: Path) -> None:
    page = opened(kind=Assignment)
    page.fill("#f-title", "Bermen maaien")
    page.select_option("#f-organisation", HOUSE)
    page.select_option("#f-kind", "gig")
    page.fill("#f-goal", "Meer bloemen")
    page.fill("#f-result", "Een plan")
    page.click("#next")
    for name, text in (("start", "2027-01-04"), ("end", "2027-02-01"), ("hours", "8"), ("closes", "2026-12-20")):
        page.fill(f"#f-{name}", text)
    page.fill("#f-contact-email", "bermen@vecht.example")
    page.click("#finish")
    page.locator('[data-step="send"]').wait_for()

    assert page.locator("#f-slug").input_value() == "bermen-maaien"
    assert checked(network, "content/assignments/bermen-maaien.md", page.locator("#text").text_content() or "") == []


def test_in_another_language_the_file_says_so(opened: Open, network: Path) -> None:
    page = opened(prefix="en/")
    page.fill("#f-name", "Anna")
    page.select_option("#f-organisation", HOUSE)
    page.click("#next")
    page.fill("#f-does", "Letters that everybody understands")
    page.click("#finish")
    page.locator('[data-step="send"]').wait_for()
    text = page.locator("#text").text_content() or ""

    assert "\nlanguage: en\n" in text
    assert checked(network, "content/profiles/anna.md", text) == []


# Mistakes -------------------------------------------------------------------------------------------------------------

LONG = "Een heel lange zin " * 12
MISTAKES: list[tuple[type[Record], dict[str, Any], str]] = [
    # whose file, what is typed, and the code of what is wrong
    (Profile, {"name": ""}, "no-name"),
    (Profile, {"organisation": ""}, "missing"),
    (Profile, {"does": ""}, "says-nothing"),
    (Profile, {"pseudonym": "???"}, "pseudonym-slug"),
    (Profile, {"pseudonym": "Index"}, "pseudonym-slug"),
    (Profile, {"name": "\u3164"}, "no-name"),
    (Profile, {"name": LONG}, "too-long"),
    (Profile, {"name": "Anna\u202e de Vries"}, "control-character"),
    (Profile, {"role": "VUL HIER IN wat je doet: {{ functie }}"}, "template-text"),
    (Profile, {"contact": {"email": "anna.vecht.example"}}, "not-a-mail-address"),
    (Profile, {"hours": "een dag of twee"}, "not-hours"),
    (Profile, {"hours": "61"}, "out-of-range"),
    (Profile, {"appointment": "veel"}, "not-a-percentage"),
    (Profile, {"appointment": "120%"}, "out-of-range"),
    (Profile, {"available_from": "31-12-2026"}, "date-order"),
    (Profile, {"available_from": "2027-02-30"}, "date-impossible"),
    (Profile, {"available_from": "volgt"}, "date-placeholder"),
    (Profile, {"available_from": "maart 2027"}, "date-not-a-day"),
    (Profile, {"available_from": "na de zomer"}, "not-a-date"),
    (Profile, {"available_from": "2027-03-01", "available_until": "2027-02-01"}, "end-before-start"),
    (Profile, {"skills": [{"skill": "projectmanagemet"}]}, "unknown-skill-near"),
    (Profile, {"skills": [{"skill": "qqqxxqqq"}]}, "unknown-skill"),
    (Profile, {"skills": [{"skill": "Klare taal"}, {"skill": "klare-taal"}]}, "said-twice"),
    (Profile, {"learns": ["Klare taal", "klare taal"]}, "said-twice"),
    (Profile, {"experience": [{"title": "", "organisation": "Rijk"}]}, "missing"),
    (Profile, {"experience": [{"title": "A", "start": "vorig jaar"}]}, "moment"),
    (Profile, {"experience": [{"title": "A", "start": "maart 2021"}]}, "moment-near"),
    (Profile, {"experience": [{"title": "A", "end": "heden"}]}, "moment-now"),
    (Profile, {"experience": [{"title": "A", "start": "2021-03", "end": "2020"}]}, "end-before-start"),
    (Profile, {"experience": [{"title": "A", "link": "www.example.org/a"}]}, "link-no-scheme"),
    (Profile, {"experience": [{"title": "A", "link": "mijnpagina"}]}, "link-handle"),
    (Profile, {"experience": [{"title": "A", "link": "javascript:alert(1)"}]}, "link-scheme-not-allowed"),
    (Profile, {"links": [{"url": "https://anna@example.org/"}]}, "link-user-info"),
    (Profile, {"links": [{"url": "https://intranet/"}]}, "link-not-public"),
    (Profile, {"links": [{"url": "https://example.org/een pagina"}]}, "link-space-inside"),
    (Profile, {"links": [{"url": "//example.org"}]}, "link-protocol-relative"),
    (Profile, {"links": [{"url": "https://☃.example/"}]}, "link-bad-host"),
    (Profile, {"owner": "anna de vries"}, "not-a-login"),
    (Profile, {"good_at": "woord " * 700}, "too-long"),
    (Assignment, {"title": ""}, "missing"),
    (Assignment, {"end": "2026-12-01"}, "end-before-start"),
    (Assignment, {"closes": "2027-01-05"}, "closes-after-start"),
    (Assignment, {"closes": "2026-11-01"}, "closes-before-published"),
    (Assignment, {"goal": ""}, "no-goal"),
    (Assignment, {"start": ""}, "no-head-or-tail"),
    (Assignment, {"team_size": "een paar"}, "not-a-number"),
    (Assignment, {"team_size": "100"}, "out-of-range"),
]


@pytest.mark.parametrize(("kind", "typed", "code"), MISTAKES, ids=lambda one: one if isinstance(one, str) else "")
def test_a_mistake_is_told_as_check_tells_it(
    opened: Open, network: Path, kind: type[Record], typed: dict[str, Any], code: str
) -> None:
    base: dict[str, Any] = dict(PERSON if kind is Profile else WORK)
    page = opened(kind=kind, typed=base)
    fill(page, typed)
    while page.locator("#next").is_visible() and not page.locator("#amiss").is_visible():
        at = page.locator("[data-step]:visible").get_attribute("data-step")
        page.click("#next")
        page.locator(f'#amiss:visible, [data-step]:visible:not([data-step="{at}"])').wait_for()
    if not page.locator("#amiss").is_visible():
        page.click("#finish")
        page.locator("#amiss:visible, [data-step=send]:visible").wait_for()
    said = page.locator(".said").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    front = {"confirmed_on": TODAY} if kind is Profile else {"published_on": TODAY}
    front |= {name: value for name, value in {**base, **meant(typed)}.items() if value}
    folder = "profiles" if kind is Profile else "assignments"
    found = checked(network, f"content/{folder}/x.md", written(kind, front))
    expected = [f"{one.message} {one.hint}" for one in found if one.code == code]

    assert len(expected) == 1
    assert said == expected
    if [one.severity for one in found if one.code == code] == ["error"]:
        expect(page.locator("#amiss")).to_be_focused()
        assert page.locator("#amiss a").count() == 1
        page.locator("#amiss a").click()
        assert page.evaluate("document.activeElement.getAttribute('aria-describedby')").endswith("-said")
    else:
        assert page.locator('[data-step="send"]').is_visible()


def meant(typed: dict[str, Any]) -> dict[str, Any]:
    """What is typed, with the words of the vocabulary as a file has them."""
    return json.loads(json.dumps(typed).replace("Klare taal", "klare-taal").replace("klare taal", "klare-taal"))


def fill(page: Page, typed: dict[str, Any]) -> None:
    """Types answers, wherever in the form they are asked."""
    for name, value in typed.items():
        rows = value if isinstance(value, list) else [value]
        for n, row in enumerate(rows):
            path = f"{name}.{next(iter(row))}" if isinstance(value, dict) else name
            field = page.locator(f'[data-field="{path}"]')
            while not field.is_visible():
                step = page.locator("[data-step]:visible").get_attribute("data-step")
                page.click("#next")
                page.locator(f'[data-step="{step}"]').wait_for(state="hidden")
            if isinstance(value, list):
                field.locator("[data-add]").click()
                field = field.locator(".made").nth(n)
            for key, text in (row if isinstance(row, dict) else {"": row}).items():
                one = field.locator(f'[name="{key}"]' if isinstance(value, list) else "[name]")
                one.select_option(text) if one.evaluate("one => one.matches('select')") else one.fill(text)


def test_a_word_that_was_meant_can_be_taken(opened: Open) -> None:
    page = opened(typed=PERSON)
    fill(page, {"skills": [{"skill": "projectmanagemet"}]})
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Neem ‘Projectmanagement’").click()
    expect(page.locator('[name="skill"]')).to_have_value("Projectmanagement")

    expect(page.locator(".said")).to_have_count(0)


def test_half_a_sign_is_told_and_never_reaches_a_file(opened: Open) -> None:
    page = opened(typed=PERSON)
    page.evaluate("document.getElementById('f-name').value = 'Anna \\ud83d'")
    page.click("#next")
    expect(page.locator(".said")).to_contain_text("U+D83D")

    page = opened()
    page.click("#have")
    page.evaluate("document.getElementById('pasted').value = '---\\nnaam: Anna\\n---\\n\\ud83d'")
    page.click("#bring [type=submit]")
    expect(page.locator("#bring-said")).to_contain_text("4")


def test_what_a_browser_kept_in_another_shape_is_left_out(home: str, opened: Open) -> None:
    odd = {"name": {"x": 1}, "fields": 5, "skills": ["x", None], "learns": [[]], "wants": 1, "role": "Schrijver"}
    page = opened(typed={**PERSON, **odd})

    expect(page.locator("#f-role")).to_have_value("Schrijver")
    expect(page.locator("#f-name")).to_have_value("")


@pytest.mark.parametrize(
    ("name", "code"), [("con", "slug-reserved"), ("Anna de Vries", "slug"), ("李", "slug-without-letters")]
)
def test_the_name_of_a_file_is_judged_as_check_does(opened: Open, network: Path, name: str, code: str) -> None:
    page = opened(typed=PERSON)
    to_send(page)
    page.fill("#f-slug", name)
    page.keyboard.press("Tab")
    path = f"content/profiles/{name}.md"
    [told] = [one for one in checked(network, path, written(Profile, PERSON)) if one.code == code]

    assert page.locator(".said").inner_text() == f"{told.message} {told.hint}"


def to_send(page: Page) -> None:
    """Goes to the last step."""
    while not page.locator('[data-step="send"]').is_visible():
        at = page.locator("[data-step]:visible").get_attribute("data-step")
        page.click("#finish" if page.locator("#finish").is_visible() else "#next")
        page.locator(f'[data-step="{at}"]').wait_for(state="hidden")


# The end --------------------------------------------------------------------------------------------------------------


def test_what_is_too_long_for_a_link_goes_by_the_clipboard(opened: Open) -> None:
    page = opened(typed={**PERSON, "does": "é" * 1200})
    to_send(page)
    assert len(page.locator("#open").get_attribute("href") or "") <= LONGEST_ADDRESS
    page.click("#back")
    page.locator('[data-step="wishes"]').wait_for()
    for _ in range(6):
        page.click("#back")
    page.fill("#f-does", "é" * 1300)
    to_send(page)

    assert page.locator("#open").get_attribute("href") == (
        "https://github.com/wisselwerk-voorbeeld/vechtstreek/new/main?filename=content/profiles/anna-de-vries.md"
    )
    assert page.locator("#too-long").is_visible()
    assert "content/profiles/anna-de-vries.md" in page.locator("#open-text").inner_text()
    page.locator("#copy").click()
    expect(page.locator("#said")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#text").text_content()
    assert "body=" not in (page.locator("#mail").get_attribute("href") or "")


def test_somebody_without_an_account_mails_the_text(opened: Open) -> None:
    page = opened(typed=PERSON)
    to_send(page)
    address = page.locator("#mail").get_attribute("href") or ""

    assert address.startswith("mailto:coordinator@wisselwerk.example.org?subject=")
    assert unquote(address.partition("&body=")[2]).replace("\r\n", "\n") == page.locator("#text").text_content()


def test_one_sees_who_will_read_what(opened: Open) -> None:
    page = opened(typed={**PERSON, "contact": {"email": "a@vecht.example", "phone": "0612345678"}})
    to_send(page)

    everyone, network = page.locator("#readers dd").all_inner_texts()
    assert everyone == "Naam, Organisatie, E-mailadres, Wat ik doe"
    assert network == "Telefoon"


def test_the_card_is_seen_while_one_types(opened: Open) -> None:
    page = opened()
    assert page.locator("#preview").is_hidden()
    page.fill("#f-name", "Anna <b>de</b> Vries")
    page.select_option("#f-organisation", HOUSE)

    assert page.locator('#preview [data-seen="name"]').inner_text() == "Anna <b>de</b> Vries"
    assert page.locator('#preview [data-seen="organisation"]').inner_text() == "Gemeente Nieuw-Vechten"
    assert page.locator('#preview [data-seen="initials"]').text_content() == "AV"
    page.fill("#f-name", "محمد علي")
    assert page.locator('#preview [data-seen="initials"]').text_content() == initials("محمد علي")


def test_answers_stay_in_the_browser_until_they_are_cleared(opened: Open) -> None:
    page = opened()
    page.fill("#f-name", "Anna")
    page.reload()
    assert page.locator("#f-name").input_value() == "Anna"
    page.click("#clear")
    assert page.locator("#f-name").input_value() == ""
    page.reload()

    assert page.locator("#f-name").input_value() == ""
    assert page.evaluate("localStorage.length") == 0


# A file that is there already -----------------------------------------------------------------------------------------

HERS = "content/profiles/aicha-ouarraki.md"
MOWING = "content/assignments/achterstand-milieuvergunningen.md"


def paste(page: Page, text: str) -> None:
    """Pastes a text where the form asks for a file."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.focus("#pasted")
    page.keyboard.press("Control+V")


def choose(page: Page, name: str, text: str) -> None:
    """Chooses a file of this device where the form asks for one."""
    page.set_input_files("#chosen", {"name": name, "mimeType": "text/markdown", "buffer": text.encode()})


def written_in(path: str) -> str:
    """What stands in a file of the demo."""
    return (PROJECT / path).read_text(encoding="utf-8")


def test_with_keys_alone_a_phone_changes_one_line_of_a_profile(
    home: str, chromium: Browser, opened: Open, network: Path
) -> None:
    page = opened(PHONE, file=HERS)
    page.goto(f"{home}profiles/aicha-ouarraki.html")
    assert page.locator(".source a").filter(has_text="Wijzig deze pagina", visible=True).count() == 1
    tab_to(page, ".source .with-script", 200)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/new/index.html.file="))
    expect(page.get_by_role("heading", level=1)).to_have_text("Wijzig je profiel", use_inner_text=True)
    assert page.locator("#raw").get_attribute("href") == (
        f"https://github.com/wisselwerk-voorbeeld/vechtstreek/raw/main/{HERS}"
    )
    text = written_in(HERS)
    paste(page, text)
    page.locator('[data-step="you"]').wait_for()
    tab_to(page, '[data-go="4"]')
    page.keyboard.press("Enter")
    page.focus("#f-hours")
    page.keyboard.press("Control+A")
    page.keyboard.type("16")
    tab_to(page, "#finish")
    page.keyboard.press("Enter")
    page.locator('[data-step="send"]').wait_for()

    assert page.locator("#changes").inner_text() == "Je verandert: Uren per week."
    assert page.locator('[data-field="slug"]').is_hidden()
    assert page.locator("#open").get_attribute("href") == (
        f"https://github.com/wisselwerk-voorbeeld/vechtstreek/edit/main/{HERS}"
    )
    page.locator("#copy").click()
    expect(page.locator("#said")).not_to_be_empty()
    changed = page.evaluate("navigator.clipboard.readText()")
    assert changed == text.replace("uren_per_week: 10", "uren_per_week: 16").replace(
        "bevestigd_op: 2026-11-05", f"bevestigd_op: {TODAY}"
    )
    assert checked(network, HERS, changed) == checked(network, HERS, text)


def test_work_can_be_changed(opened: Open, network: Path) -> None:
    page = opened(kind=Assignment, file=MOWING)
    text = written_in(MOWING)
    paste(page, text)
    page.locator('[data-step="what"]').wait_for()
    assert page.locator("#f-title").input_value() in text
    page.fill("#f-title", "Een andere titel")
    page.click("#finish")
    page.locator('[data-step="send"]').wait_for()

    rows, before = (page.locator("#text").text_content() or "").splitlines(), text.splitlines()
    assert [row for row in rows if row not in before] == ["titel: Een andere titel"]
    assert len(rows) == len(before)


def test_a_file_with_a_mistake_in_it_is_opened_and_judged(opened: Open) -> None:
    page = opened(file=HERS)
    paste(page, written_in(HERS).replace("uren_per_week: 10", "uren_per_week: veel"))
    page.locator('[data-step="you"]').wait_for()
    page.click("#finish")

    expect(page.locator("#amiss")).to_be_visible()
    assert page.locator("#f-hours").is_visible()
    assert page.locator("#f-hours").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Alleen maar woorden.", "Heb je alles gekopieerd"),
        ("---\nnaam: Anna\nwerkvelden: [a\n---\n", "Op regel 3"),
    ],
)
def test_what_cannot_be_opened_says_why(opened: Open, text: str, told: str) -> None:
    page = opened(file=HERS)
    paste(page, text)

    expect(page.locator("#bring-said")).to_contain_text(told)
    assert page.locator("#bring").is_visible()
    assert page.locator("[data-step]:visible").count() == 0


def test_an_answer_of_another_shape_is_left_to_the_file(opened: Open) -> None:
    page = opened(file=HERS)
    text = f"---\nnaam: Anna\norganisatie: {HOUSE}\nwat_ik_doe: Post\nervaring:\n  - [a, b]\nuren_per_week: 8\n---\n"
    paste(page, text)
    page.locator('[data-step="you"]').wait_for()
    page.click('#contents [data-go="5"]')

    assert (
        page.locator('[data-field="experience"]').get_by_text("op een manier die het formulier niet kent").is_visible()
    )
    assert page.locator('[data-field="experience"] [data-add]').is_disabled()
    page.click("#finish")
    page.locator('[data-step="send"]').wait_for()
    assert "ervaring:\n  - [a, b]\n" in (page.locator("#text").text_content() or "")


def test_changes_last_as_long_as_the_window(home: str, opened: Open) -> None:
    page = opened(file=HERS)
    paste(page, written_in(HERS))
    page.locator('[data-step="you"]').wait_for()
    page.fill("#f-name", "Anna")
    page.reload()
    page.locator('[data-step="you"]').wait_for()
    assert page.locator("#f-name").input_value() == "Anna"
    other = page.context.new_page()
    other.goto(f"{home}{PAGES[Profile]}?file={HERS}")
    assert other.locator("#bring").is_visible()
    page.click("#clear")
    page.locator("#bring").wait_for()

    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_draft_from_elsewhere_is_opened_finished_and_sent_as_a_new_file(opened: Open, network: Path) -> None:
    page = opened()
    draft = written(Profile, {"name": "Anna de Vries", "organisation": HOUSE, "does": "Post", "tests": []}, "Over mij.")
    page.click("#have")
    page.set_input_files("#chosen", {"name": "anna.md", "mimeType": "text/markdown", "buffer": draft.encode()})
    page.locator('[data-step="you"]').wait_for()
    page.fill("#f-contact-email", "anna@example.org")
    page.click("#finish")
    page.locator('[data-step="send"]').wait_for()

    text = page.locator("#text").text_content() or ""
    assert page.locator("#f-slug").input_value() == "anna"
    assert parse_qs(urlsplit(page.locator("#open").get_attribute("href") or "").query)["value"] == [text]
    assert "contact: anna@example.org\n" in text
    assert text.endswith("\nOver mij.\n")
    assert checked(network, "content/profiles/anna.md", text) == []


def test_what_one_draft_left_to_its_file_is_asked_again_for_the_next(opened: Open) -> None:
    page = opened()
    person = f"---\nnaam: Anna\norganisatie: {HOUSE}\nwat_ik_doe: Post\n"
    for odd, left in (
        ("ervaring:\n  - [a, b]\n", ["experience"]),
        ("ervaring:\n  - [a, b]\nplaats: [[a]]\n", ["place", "experience"]),
        ("", []),
    ):
        page.click("#have")
        paste(page, f"{person}{odd}---\n")
        page.locator("#bring").wait_for(state="hidden")

        said = page.locator('[id^="left-"]').evaluate_all("all => all.map((one) => one.id)")
        assert said == [f"left-{name}" for name in left]
        assert page.locator('[data-field="experience"] [data-add]').is_disabled() == ("experience" in left)
        assert page.locator("#f-place").is_disabled() == ("place" in left)
    assert "left-" not in (page.locator("#f-place").get_attribute("aria-describedby") or "")


def test_a_draft_is_not_called_as_the_one_before(opened: Open) -> None:
    page = opened()
    page.click("#have")
    choose(page, "draft-of-anna.md", f"{FRONT}---\n")
    page.locator("#bring").wait_for(state="hidden")
    page.click("#have")
    opens(page, f"---\nnaam: Bo\norganisatie: {HOUSE}\nwat_ik_doe: Post\n---\n")
    becomes(page)

    assert page.locator("#f-slug").input_value() == "bo"


def test_a_name_that_was_chosen_lasts_however_often_the_page_is_loaded_again(opened: Open) -> None:
    page = opened()
    page.click("#have")
    choose(page, "draft-of-anna.md", f"{FRONT}---\n")
    for _ in range(3):
        expect(page.locator("#f-slug")).to_have_value("draft-of-anna")
        page.reload()


@pytest.mark.parametrize("way", ["pasted", "chosen"])
def test_a_file_that_is_too_large_is_refused_without_being_shown(opened: Open, way: str) -> None:
    page = opened(file=HERS)
    text = "---\nnaam: Anna\n---\n" + "\n" * 1_000_000
    paste(page, text) if way == "pasted" else choose(page, "anna.md", text)

    expect(page.locator("#bring-said")).to_contain_text("kan openen")
    assert page.locator("#pasted").input_value() == ""


def opens(page: Page, text: str) -> None:
    """Pastes a text that can be opened, and goes to the last step."""
    paste(page, text)
    page.locator('#contents [data-go="0"]').wait_for()
    page.click("#finish")


def becomes(page: Page) -> str:
    """What stands in the last step."""
    page.locator('[data-step="send"]').wait_for()
    return page.locator("#text").text_content() or ""


def test_what_is_pasted_comes_in_the_place_of_what_was_refused(opened: Open) -> None:
    page = opened(file=HERS)
    text = written_in(HERS)
    paste(page, text[: text.index("---", 4)])
    expect(page.locator("#bring-said")).to_contain_text("Heb je alles gekopieerd")
    assert page.locator("#pasted").get_attribute("aria-invalid") == "true"
    opens(page, text)

    assert becomes(page) == text.replace("bevestigd_op: 2026-11-05", f"bevestigd_op: {TODAY}")


def test_whoever_comes_back_to_change_more_is_asked_for_the_file_again(home: str, opened: Open) -> None:
    page = opened(file=HERS)
    opens(page, written_in(HERS))
    becomes(page)
    page.goto(f"{home}profiles/aicha-ouarraki.html")
    page.goto(f"{home}{PAGES[Profile]}?file={HERS}")

    assert page.locator("#bring").is_visible()


FRONT = f"---\nnaam: Anna\norganisatie: {HOUSE}\nwat_ik_doe: Post\n"


def test_two_owners_stay_two_owners(opened: Open, network: Path) -> None:
    page = opened(file=HERS)
    text = f"{FRONT}bevestigd_op: {TODAY}\neigenaar: [anna, bob]\n---\n"
    opens(page, text)

    assert becomes(page) == text
    page.click('#contents [data-go="0"]')
    page.fill("#f-owner", "anna, bob, cor")
    page.click("#finish")
    assert "eigenaar:\n  - anna\n  - bob\n  - cor\n" in becomes(page)


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("prefix", ["", "de/"])
def test_the_form_understands_every_answer_in_the_demo(opened: Open, kind: type[Record], prefix: str) -> None:
    folder = "profiles" if kind is Profile else "assignments"
    files = sorted((PROJECT / "content" / folder).rglob("*.md"))
    page = opened(kind=kind, prefix=prefix, file=HERS if kind is Profile else MOWING)
    paste(page, written_in(HERS if kind is Profile else MOWING))
    page.locator('#contents [data-go="0"]').wait_for()

    strange = page.evaluate(
        """(texts) => {
          const form = document.getElementById("form");
          const data = JSON.parse(document.getElementById("form-data").textContent);
          const opened = texts.map((text) => bring.opened(text, form, data));
          return opened.map(({ strange, unknown }) => [...strange, ...unknown]);
        }""",
        [path.read_text(encoding="utf-8") for path in files],
    )
    assert {path.name: what for path, what in zip(files, strange, strict=True) if what} == {}


def test_a_field_the_directory_does_not_know_is_told(opened: Open) -> None:
    page = opened(file=HERS)
    paste(page, f"{FRONT}naaam: y\nx-eigen: z\n---\n")

    expect(page.locator("#opened")).to_contain_text("De gids kent dit niet: naaam.")


def test_words_on_two_rows_are_joined_by_a_space(opened: Open) -> None:
    page = opened(file=HERS)
    paste(
        page,
        f"{FRONT}ervaring:\n  - titel: |\n      Een lange\n      titel\n    samen_met: bas\n"
        "wil:\n  - |\n    een\n    twee\n---\n",
    )
    page.locator('#contents [data-go="0"]').wait_for()
    page.click('#contents [data-go="5"]')
    page.locator('[data-field="experience"] [name=result]').fill("Af")
    page.click('#contents [data-go="6"]')
    page.locator("#f-wants").fill(page.locator("#f-wants").input_value() + "\ndrie")
    page.click("#finish")

    text = becomes(page)
    assert "  - titel: Een lange titel\n    resultaat: Af\n    samen_met: bas\n" in text.replace(
        "samen_met:\n      - bas", "samen_met: bas"
    )
    assert "wil:\n  - een twee\n  - drie\n" in text


def test_work_without_a_day_on_which_it_was_posted_can_be_changed(opened: Open, network: Path) -> None:
    page = opened(kind=Assignment, file=MOWING)
    text = f"---\ntitel: Maaien\norganisatie: {HOUSE}\ndoel: Bloemen\nresultaat: Plan\n"
    text += "begin: 2026-09-01\neinde: 2026-12-01\nsluit_op: 2026-08-15\n---\n"
    paste(page, text)
    page.locator('#contents [data-go="1"]').click()
    page.fill("#f-end", "2027-02-01")
    page.click("#finish")

    assert becomes(page) == text.replace("2026-12-01", "2027-02-01")


def test_boxes_keep_the_order_of_the_file(opened: Open) -> None:
    page = opened(file=HERS)
    paste(page, f"{FRONT}dagen: [friday, monday]\nbevestigd_op: {TODAY}\n---\n")
    page.locator('#contents [data-go="4"]').click()
    page.check('[data-field="days"] [value=tuesday]')
    page.click("#finish")

    assert "dagen:\n  - vrijdag\n  - maandag\n  - dinsdag\n" in becomes(page)


def test_a_file_that_is_no_utf_8_is_refused(opened: Open) -> None:
    page = opened(file=HERS)
    raw = f"{FRONT}plaats: Één café\n---\n".encode("cp1252")
    page.set_input_files("#chosen", {"name": "anna.md", "mimeType": "text/markdown", "buffer": raw})

    expect(page.locator("#bring-said")).not_to_be_empty()
    assert page.locator("#bring").is_visible()


def test_one_sees_who_will_read_what_the_file_says_of_it(opened: Open) -> None:
    page = opened(file=HERS)
    opens(page, f"{FRONT}schuilnaam: Wilg\nplaats: Utrecht\nzichtbaarheid_per_veld:\n  plaats: intern\n---\n")
    becomes(page)

    assert page.locator("#readers dd").all_inner_texts() == ["Schuilnaam, Organisatie, Wat ik doe", "Naam, Plaats"]


def test_a_wrong_name_of_a_file_goes_nowhere(opened: Open) -> None:
    page = opened(typed=PERSON)
    to_send(page)
    page.fill("#f-slug", "Anna De Vries")
    page.click("#open")
    expect(page.locator("#f-slug")).to_be_focused()
    assert len(page.context.pages) == 1
    page.fill("#f-slug", "anna")

    assert "filename=content/profiles/anna.md" in (page.locator("#open").get_attribute("href") or "")


@pytest.mark.parametrize(
    "file", ["content/assignments/x.md", "content/profiles/../x.md", "//elsewhere.example/x.md", ""]
)
def test_only_a_file_of_this_kind_can_be_asked_for(opened: Open, file: str) -> None:
    page = opened(file=file)

    assert page.locator("#bring").is_hidden()
    assert page.locator('[data-step="you"]').is_visible()


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_opening_and_changing_a_file_shut_nobody_out(opened: Open, width: int) -> None:
    page = opened(width, file=HERS)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong = violations(page)
    assert page.evaluate(SIDEWAYS) == 0
    paste(page, "Alleen woorden")
    expect(page.locator("#bring-said")).not_to_be_empty()
    wrong += violations(page)
    page.fill("#pasted", "")
    paste(page, written_in(HERS))
    page.locator('[data-step="you"]').wait_for()
    for go in page.locator("#contents [data-go]").all():
        go.click()
        wrong += violations(page)
        assert page.evaluate(SIDEWAYS) == 0
    page.click("#finish")
    page.locator('[data-step="send"]').wait_for()

    assert wrong + violations(page) == []


@pytest.mark.parametrize("kind", PAGES)
def test_the_form_and_all_it_knows_weigh_little(demo: Path, kind: type[Record]) -> None:
    page = (demo / PAGES[kind]).read_text(encoding="utf-8")
    names = re.findall(r'<script src="[^"]*/(assets/[^"]*/form/[a-z]+\.js)"', page)
    scripts = [(demo / name).read_bytes() for name in names]
    known = [*re.findall(r'id="form-data">.*?</script>', page), "".join(re.findall(r"<datalist.*?</datalist>", page))]

    assert (len(scripts), len(known)) == (8, 2)
    assert sum(len(gzip.compress(one)) for one in [*scripts, *(one.encode() for one in known)]) <= 36_864


def test_without_script_there_is_an_example_and_the_steps(home: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + PAGES[Profile])
    shown = [page.locator(one).is_visible() for one in ("#form", ".steps", ".example >> nth=-1")]
    start = page.get_by_role("link", name="Begin op GitHub").is_visible()
    page.goto(home + PAGES[Assignment])
    lines = page.locator("code", has_text="vaardigheden").is_visible()
    context.close()

    assert (shown, start, lines) == ([False, True, True], True, True)


def violations(page: Page) -> list[str]:
    """What axe finds, once nothing moves."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
    found: list[str] = page.evaluate(
        "async () => (await axe.run()).violations.flatMap(one => one.nodes.map(node => `${one.id} ${node.html}`))"
    )
    return found


@pytest.mark.parametrize("width", [PHONE, WIDE])
@pytest.mark.parametrize("kind", [Profile, Assignment])
def test_no_step_shuts_anybody_out(opened: Open, kind: type[Record], width: int) -> None:
    page = opened(width, kind, PERSON if kind is Profile else WORK)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    wrong = []
    while True:
        for add in page.locator("[data-step]:visible [data-add]").all():
            add.click()
        wrong += violations(page)
        assert page.evaluate(SIDEWAYS) == 0
        at = page.locator("[data-step]:visible").get_attribute("data-step")
        if at == "send":
            break
        page.click("#next" if page.locator("#next").is_visible() else "#finish")
        page.locator(f'[data-step="{at}"]').wait_for(state="hidden")

    assert wrong == []
