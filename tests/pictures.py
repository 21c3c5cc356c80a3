"""The pictures in the documentation, taken anew: `python -m tests.pictures`.

The demo site as it stands on 21 November 2026, at the two widths of the tour, the profile that the README writes, and
what the guides tell, in the language of each guide. And the page of each scenario that tells most of its network.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page

from builder import build
from tests.browsing import PHONE, WIDE, answered, launched, served

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
TOUR = DOCS / "tour"
GUIDES = DOCS / "guides"
NETWORKS = DOCS / "networks"
TODAY = date(2026, 11, 21)
LATER = date(2026, 12, 1)  # in the scenarios
HEIGHTS = {WIDE: 1000, PHONE: 860}  # pixels of a page that a picture shows
COLOURS = 256
ASIDE, BETWEEN = 24, (222, 220, 212)  # between a large screen and a phone in one picture
SMALLER = 0.7  # of that picture


def as_it_is(page: Page) -> None:
    """Nothing done yet."""


def answer(page: Page) -> None:
    """The search has answered."""
    answered(page)


def narrowed(page: Page) -> None:
    """Somebody opened the filters of a list and chose one."""
    page.locator("#filters > summary").click()
    page.locator("#facets summary").first.click()
    page.locator("#facets label").nth(1).click()
    answered(page)
    page.evaluate("scrollTo(0, 0)")


PERSON = (
    ("#f-name", "Anna de Vries"),
    ("#f-organisation", "gemeente-nieuw-vechten"),
    ("#f-contact-email", "anna@nieuw-vechten.example"),
    ("#f-owner", "anna-de-vries"),
    ("#next", ""),
)
SAID = {
    "nl": (
        "Ik breng mensen aan tafel die elkaar al jaren alleen maar mailen.",
        "adviseur wonen",
        "Bouwplannen die vastzitten weer vlot krijgen",
    ),
    "en": (
        "I bring people to the table who have only mailed each other for years.",
        "housing advisor",
        "Getting building plans moving again",
    ),
}


def typed(page: Page, answers: Iterable[tuple[str, str]]) -> None:
    """Somebody fills in the form; an answer without words is a button."""
    for place, text in answers:
        field = page.locator(place)
        if not text:
            field.click()
        elif field.evaluate("one => one.localName") == "select":
            field.select_option(text)
        else:
            field.fill(text)
    page.evaluate("document.activeElement.blur()")


def mistaken(page: Page) -> None:
    """Somebody left the hyphens out of an account, mistyped a mail address, and went on."""
    typed(page, [*PERSON[:2], ("#f-contact-email", "anna@nieuw-vechten"), ("#f-owner", "anna de vries"), ("#next", "")])


def introduced(page: Page) -> None:
    """Somebody answered a question, told more, and sees her card."""
    does, role, headline = SAID[page.evaluate("document.documentElement.lang")]
    typed(page, [*PERSON, ("#f-does", does), ("#more", ""), ("#f-role", role), ("#f-headline", headline)])


def finished(page: Page) -> None:
    """Somebody is ready to send what she told."""
    introduced(page)
    typed(page, [("#finish", "")])


def changed(page: Page) -> None:
    """Somebody opened her file in the form and wants more hours."""
    person = "naam: Anna de Vries\norganisatie: gemeente-nieuw-vechten\nfunctie: adviseur\nuren_per_week: 8\n"
    typed(page, [("#pasted", f"---\n{person}---\n"), ("#bring button", ""), ("#contents [data-go='4']", "")])
    typed(page, [("#f-hours", "12"), ("#finish", "")])


class View(NamedTuple):
    """What a picture shows: of a whole page its top, or one part of it."""

    name: str
    address: str
    before: Callable[[Page], None] = as_it_is
    dark: bool = False
    part: str = ""


# fmt: off
VIEWS = (
    View("home",         "index.html"),
    View("people",       "profiles/index.html", narrowed),
    View("profile",      "profiles/ans-kortekaas.html"),
    View("matches",      "matches/profiles/ans-kortekaas.html"),
    View("work",         "assignments/index.html"),
    View("assignment",   "assignments/verkiezingsteam-maart-2027.html"),
    View("search",       "search/index.html?q=vergunningen", answer),
    View("organisation", "organisations/gemeente-nieuw-vechten.html"),
    View("skills",       "skills/index.html"),
    View("figures",      "figures/index.html"),
    View("network",      "networks/linge.html"),
    View("german",       "de/index.html"),
    View("dark",         "matches/profiles/ans-kortekaas.html", dark=True),
)
# The page of each scenario that tells most of its network.
TELLING = (
    View("cross-border",       "de/index.html"),
    View("external-parties",   "organisations/ingenieursbureau-de-waag.html"),
    View("five-person-start",  "index.html"),
    View("flexpool",           "pools/flexpool-vaarmond.html"),
    View("government-pool",    "overview/index.html"),
    View("managers-network",   "overview/index.html"),
    View("programme",          "events/buurtweek.html"),
    View("provincial-network", "profiles/yasmina-el-ouali.html"),
    View("regional-hr",        "organisations/index.html"),
    View("three-ring-market",  "assignments/stadhuis-verbouwen.html"),
    View("union-run",          "profiles/nachtuil.html"),
)
SENDING, MINE = '[data-step="send"]', "new/index.html?file=content/profiles/anna-de-vries.md"
# The demo as a guide shows it, and at which width.
SHOWN = (
    (PHONE, View("form",       "new/index.html", part=".make-form")),
    (PHONE, View("mistake",    "new/index.html", mistaken, part=".make-form")),
    (WIDE,  View("card",       "new/index.html", introduced, part=".make")),
    (PHONE, View("send",       "new/index.html", finished, part=SENDING)),
    (PHONE, View("open",       MINE, part="#bring")),
    (PHONE, View("changed",    MINE, changed, part=SENDING)),
    (WIDE,  View("assignment", "new/assignment/index.html")),
    (WIDE,  View("matches",    "matches/profiles/ans-kortekaas.html")),
    (WIDE,  View("agreed",     "profiles/anna-de-vries.html", part=".side-column")),
)
# fmt: on
# What a guide makes itself, and what somebody then proposes.
TOLD = (View("network", "site/index.html"), View("preview", "preview.html"))
PROPOSED = (
    "git checkout -q -f -b proposal",  # what the guide ends with is not in it
    "perl -pi -e 's/vlot krijgen|moving again/$&!/; s/: 8$/: 12/' content/profiles/anna-de-vries.md",
    "git commit -q -a -m 'More hours'",
    "wisselwerk preview main..proposal --today 2026-11-21",
)
# In each language: the folder of its pages in the demo, and the guides that are played.
GUIDES_OF = {
    "nl": ("", "docs/voor-leidinggevenden.md", "docs/netwerk-starten.md"),
    "en": ("en/", "docs/for-managers.md", "docs/starting-a-network.md"),
}


def names() -> list[str]:
    """The files of the tour."""
    return [f"{view.name}-{width}.png" for view in VIEWS for width in HEIGHTS]


def guide_names() -> list[str]:
    """The files of the guides."""
    views = (*(view for _, view in SHOWN), *TOLD)
    return sorted(f"{view.name}-{tongue}.png" for view in views for tongue in GUIDES_OF)


def network_names() -> list[str]:
    """The files of the kinds of networks."""
    return [f"{view.name}.png" for view in TELLING]


def take(browser: Browser, address: str, to: Path, width: int, view: View) -> None:
    """A picture of the top of a page or of a part of it, in few colours."""
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHTS[width]}, color_scheme="dark" if view.dark else "light"
    )
    page.goto(address)
    view.before(page)
    page.evaluate("document.fonts.ready")
    page.mouse.move(0, 0)
    (page.locator(view.part).first if view.part else page).screenshot(path=to, animations="disabled")
    page.close()
    with Image.open(to) as taken:
        keep(taken, to)


def keep(picture: Image.Image, to: Path) -> None:
    """Writes a picture in few colours."""
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(to, optimize=True)


def take_both(browser: Browser, address: str, to: Path, folder: Path, view: View) -> None:
    """A picture of a page on a large screen and on a phone, side by side."""
    takes = []
    for width in (WIDE, PHONE):
        take(browser, address, folder / f"{width}.png", width, view)
        with Image.open(folder / f"{width}.png") as taken:
            takes.append(taken.convert("RGB"))
    both = Image.new("RGB", (WIDE + ASIDE + PHONE, HEIGHTS[PHONE]), BETWEEN)
    for n, one in enumerate(takes):
        both.paste(one, (n * (WIDE + ASIDE), 0))
    keep(both.resize((int(both.width * SMALLER), int(both.height * SMALLER)), Image.Resampling.LANCZOS), to)


def main() -> None:
    """Takes them all."""
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        of_the_tour(browser, Path(folder, "tour"))
        of_the_networks(browser, Path(folder, "networks"))
        for tongue in GUIDES_OF:
            of_the_guides(browser, Path(folder, tongue), tongue)


def of_the_tour(browser: Browser, folder: Path) -> None:
    """The demo at every stop, and the profile that the README writes."""
    from tests import test_docs as stories  # it plays what the pages tell

    root, site = folder / "netwerk", folder / "site"
    root.mkdir(parents=True)
    build.build(PROJECT, site, TODAY)
    TOUR.mkdir(exist_ok=True)
    with served(site) as home:
        for view in VIEWS:
            for width in HEIGHTS:
                take(browser, home + view.address, TOUR / f"{view.name}-{width}.png", width, view)
    shutil.copytree(PROJECT / "content/vocabulary", root / "content/vocabulary")
    stories.played(stories.text_of("README.md"), root, stories.environment(folder, "nl"))
    profile = root / "site/profiles/anna-de-vries.html"
    take(browser, profile.as_uri(), DOCS / "profiel.png", WIDE, VIEWS[0])


def of_the_networks(browser: Browser, folder: Path) -> None:
    """Every scenario at the page that tells most of it."""
    NETWORKS.mkdir(exist_ok=True)
    for view in TELLING:
        root, site = folder / view.name, folder / f"{view.name}-site"
        shutil.copytree(PROJECT / "tests" / "scenarios" / view.name, root)
        build.build(root, site, LATER)
        with served(site) as home:
            take_both(browser, home + view.address, NETWORKS / f"{view.name}.png", folder, view)


def of_the_guides(browser: Browser, folder: Path, tongue: str) -> None:
    """The demo with the person of whom a guide tells, a network that a guide starts, and a proposal to it."""
    from tests import test_docs as stories

    prefix, managers, starting = GUIDES_OF[tongue]
    demo, begun = folder / "managers", folder / "starting"
    demo.mkdir(parents=True)
    begun.mkdir()
    GUIDES.mkdir(exist_ok=True)
    known = stories.environment(folder, tongue)
    stories.demo_content(demo)
    stories.played(stories.text_of(managers), demo, known)
    build.build(demo, folder / "site", TODAY)
    with served(folder / "site") as home:
        for width, view in SHOWN:
            take(browser, home + prefix + view.address, GUIDES / f"{view.name}-{tongue}.png", width, view)
    stories.template(begun)
    stories.played(stories.text_of(starting), begun, known)
    for command in PROPOSED:
        stories.output(command, begun / "wisselwerk", known)
    for view in TOLD:
        address = (begun / "wisselwerk" / view.address).as_uri()
        take(browser, address, GUIDES / f"{view.name}-{tongue}.png", WIDE, view)


if __name__ == "__main__":
    main()
