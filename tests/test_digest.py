"""What is new since a day: read from a real history, and written so that nothing in it can do harm."""

import email
import email.policy
import re
import shutil
from collections.abc import Mapping
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import html5lib
import pytest
from markdown_it import MarkdownIt

from builder import digest, snapshots
from builder.cli import main
from builder.snapshots import Snapshot
from builder.visibility import Edition
from tests.repositories import git
from tests.repositories import written as commit

PROJECT = Path(__file__).parent.parent
SINCE, TODAY = date(2026, 11, 1), date(2026, 11, 22)
SETTINGS = "title: Net\noperator: Us\nlanguage: en\nlanguages: [en, nl]\nbase_url: https://example.org/net/\n"
Files = Mapping[str, str | None]


def person(name: str, *skills: str, **rest: str) -> str:
    """A profile."""
    more = "".join(f"{key}: {value}\n" for key, value in rest.items())
    return f"---\nname: {name}\norganisation: city\nrole: advisor\nskills: [{', '.join(skills)}]\n{more}---\n"


def work(title: str, *skills: str, **rest: str) -> str:
    """Open work."""
    usual = {"title": title, "organisation": "dike", "goal": "A", "result": "B", "start": "2027-06-01", "weeks": "4",
             "ring": "government", "skills": f"[{', '.join(skills)}]"}  # fmt: skip
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in {**usual, **rest}.items()) + "---\n"


THEN: Files = {
    "directory.yaml": SETTINGS,
    "content/vocabulary/skills.yaml": "- {id: drafting, label: Drafting}\n- {id: planning, label: Planning}\n",
    "content/organisations/city.md": "---\nname: City\nlayer: municipality\n---\n",
    "content/organisations/dike.md": "---\nname: Dike\nlayer: water-board\n---\n",
    "content/profiles/ana.md": person("Ana", "drafting", "planning"),
    "content/assignments/bridge.md": work("Bridge", "drafting", "planning"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A network with a history that begins before the day that the news looks back to."""
    git(tmp_path, "init", "-q", "-b", "main")
    told(tmp_path, "2026-10-20", THEN)
    return tmp_path


def told(root: Path, day: str, files: Files) -> None:
    """A new version on a day."""
    when = f"{day}T12:00:00Z"
    commit(root, files, GIT_COMMITTER_DATE=when, GIT_AUTHOR_DATE=when)


def since(root: Path, files: Files) -> None:
    """What changed after the day that the news looks back to."""
    told(root, "2026-11-10", files)


def made(root: Path, edition: Edition = "public", language: str = "en", day: date = TODAY) -> digest.Made:
    """The digest of a folder."""
    return digest.digest(root, root, SINCE, day, edition, language)


def sections(root: Path, edition: Edition = "public") -> dict[str, list[str]]:
    """Its headings, and the titles below each."""
    found = made(root, edition).digest.sections
    return {one.heading: [entry.title.text for entry in one.entries] for one in found}


def lines(root: Path, heading: str, edition: Edition = "public") -> list[str]:
    """The lines below the first title of a section."""
    (found,) = [one for one in made(root, edition).digest.sections if one.heading == heading]
    return [line.text for line in found.entries[0].lines]


NEW, PEOPLE, CLOSING = "New assignments", "New in the directory", "Closing soon"
FITS, STORIES, EVENTS = "New matches for open assignments", "Done, with a story", "Events"


# What is new ----------------------------------------------------------------------------------------------------------


def test_without_news_that_is_all_there_is_to_say(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["digest", "--root", str(root), "--since", "2026-11-01", "--today", "2026-11-22", "--format", "text"]

    assert main(asked) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "There is no news since 1 November 2026."


def test_who_came_is_told_and_who_left_is_not(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob"), "content/profiles/ana.md": None})

    assert sections(root) == {PEOPLE: ["Bob"]}
    assert "Ana" not in digest.written(made(root), "text").decode()


def test_who_confirmed_or_changed_her_profile_is_not_new(root: Path) -> None:
    since(root, {"content/profiles/ana.md": person("Ana", "planning", confirmed_on="2026-11-10")})

    assert PEOPLE not in sections(root)


@pytest.mark.parametrize("alias", [True, False])
def test_a_file_with_another_name_is_no_new_person(root: Path, alias: bool) -> None:
    rest = {"aliases": "[ana]"} if alias else {}
    since(root, {"content/profiles/ana.md": None})
    since(root, {"content/profiles/ana-maria.md": person("Ana", "drafting", "planning", **rest)})

    assert PEOPLE not in sections(root)


def test_who_takes_a_pseudonym_is_not_announced_as_somebody_new(root: Path) -> None:
    since(root, {"content/profiles/ana.md": person("Ana", "drafting", "planning", pseudonym="Heron")})

    assert sections(root) == {}


def test_who_was_hidden_is_new_for_who_could_not_see_her(root: Path) -> None:
    told(root, "2026-10-25", {"content/profiles/bob.md": person("Bob", visibility="internal")})
    since(root, {"content/profiles/bob.md": person("Bob")})

    assert sections(root) == {PEOPLE: ["Bob"]}
    assert sections(root, "internal") == {}


def test_who_was_off_the_site_by_a_mistake_that_day_is_not_new(root: Path) -> None:
    told(root, "2026-10-25", {"content/profiles/ana.md": "---\nname: [\n---\n"})
    since(root, {"content/profiles/ana.md": THEN["content/profiles/ana.md"]})

    assert sections(root) == {}


def test_who_takes_a_break_is_not_pushed_forward(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", paused_until="2026-12-24")})

    assert PEOPLE not in sections(root)


def test_people_stand_in_an_order_of_this_digest_and_not_by_name(root: Path) -> None:
    names = [f"Person {letter}" for letter in "abcdefgh"]
    since(root, {f"content/profiles/{name[-1]}-person.md": person(name) for name in names})
    found = sections(root)[PEOPLE]

    assert sorted(found) == names
    assert found != names


def test_of_a_person_no_hours_are_told(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", hours="8", available_from="2027-01-01")})

    for edition in ("public", "internal"):
        assert lines(root, PEOPLE, edition) == ["advisor", "City"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("then", "now", "is_news"),
    [
        ({"published_on": "2026-11-10"}, {"published_on": "2026-11-10"}, True),
        ({"visibility": "draft"}, {}, True),
        ({"ring": "own"}, {"ring": "everyone"}, True),
        ({"ring": "own", "opens": "[everyone: 2026-11-15]"}, {"ring": "own", "opens": "[everyone: 2026-11-15]"}, True),
        ({"closes": "2026-10-25"}, {"closes": "2027-01-25"}, True),
        ({}, {"hours": "8"}, False),
        ({"ring": "everyone"}, {"ring": "own"}, False),
    ],
)
def test_work_is_new_when_it_could_not_be_answered_yet_or_not_by_as_many(
    root: Path, then: dict[str, str], now: dict[str, str], is_news: bool
) -> None:
    told(root, "2026-10-25", {"content/assignments/canal.md": work("Canal", **then)})
    since(root, {"content/assignments/canal.md": work("Canal", **now), "content/profiles/bob.md": person("Bob")})

    assert ("Canal" in sections(root).get(NEW, [])) is is_news


def test_what_closes_soon_is_told_unless_it_is_new(root: Path) -> None:
    told(root, "2026-10-25", {"content/assignments/canal.md": work("Canal", closes="2026-12-13")})
    since(root, {"content/assignments/quay.md": work("Quay", closes="2026-12-01")})
    since(root, {"content/assignments/bridge.md": work("Bridge", closes="2026-12-14")})

    assert sections(root)[CLOSING] == ["Canal"]  # the news looks back 21 days, so it looks ahead as far
    assert sections(root)[NEW] == ["Quay"]


def test_a_story_is_told_once(root: Path) -> None:
    done = {"status": "finished", "filled_by": "[ana]", "outcome": "Dry feet", "start": "2026-01-01"}
    since(root, {"content/assignments/canal.md": work("Canal", **done)})

    assert sections(root)[STORIES] == ["Canal"]
    assert "Dry feet" in lines(root, STORIES)
    later = digest.digest(root, root, date(2026, 11, 12), TODAY, "public", "en").digest
    assert STORIES not in [one.heading for one in later.sections]


def test_events_ahead_are_told_and_later_ones_once(root: Path) -> None:
    def event(title: str, day: str) -> str:
        return f"---\ntitle: {title}\nday: {day}\n---\n"

    then = {"soon": "2026-12-20", "later": "2027-06-01", "past": "2026-11-10"}
    told(root, "2026-10-25", {f"content/events/{name}.md": event(name, day) for name, day in then.items()})
    since(root, {"content/events/fair.md": event("fair", "2027-05-01")})

    assert sections(root)[EVENTS] == ["soon", "fair"]


# Matches --------------------------------------------------------------------------------------------------------------


def test_the_public_digest_counts_new_people_for_work_and_names_nobody(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", "drafting", "planning")})

    assert sections(root)[FITS] == ["Bridge"]
    assert lines(root, FITS) == ["1 new match · Dike"]
    (entry,) = next(one for one in made(root).digest.sections if one.heading == FITS).entries
    assert entry.href == "https://example.org/net/matches/assignments/bridge.html"


def test_colleagues_read_who_and_why_when_nobody_has_to_be_left_out(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", "drafting", "planning")})
    assert lines(root, FITS, "internal")[1].startswith("Bob: ")
    assert lines(root, FITS, "internal")[1].endswith(" · fits: Drafting, Planning")

    names = ("cleo", "dirk", "elin")
    since(root, {f"content/profiles/{name}.md": person(name.title(), "drafting", "planning") for name in names})
    assert lines(root, FITS, "internal") == ["4 new matches · Dike"]


def test_new_work_has_no_second_place_among_the_matches(root: Path) -> None:
    since(root, {"content/assignments/canal.md": work("Canal", "drafting", "planning")})

    assert FITS not in sections(root)


def test_who_switched_matching_off_is_counted_nowhere(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", "drafting", "planning", matching="no")})

    assert sections(root, "internal") == {PEOPLE: ["Bob"]}


def test_who_has_only_something_in_common_with_work_is_no_news(root: Path) -> None:
    told(root, "2026-10-25", {"content/assignments/bridge.md": work("Bridge", "drafting: 5", "planning: 5")})
    since(root, {"content/profiles/bob.md": person("Bob", "drafting: 2")})

    assert FITS not in sections(root)


# Other networks -------------------------------------------------------------------------------------------------------


def harvested(*ids: str, day: date) -> str:
    """What was harvested of our neighbours: people, and for each some open work."""
    found = Snapshot(
        source="near", url="https://near.example.org/", title="Near", harvested=day, tried=day, language="en",
        licence="CC0-1.0", api="1.0",
        organisations=({"id": "house", "name": "House", "layer": "municipality"},),
        profiles=tuple({"id": one, "name": one.title(), "organisation": "house", "role": "clerk"} for one in ids),
        assignments=tuple(
            {"id": f"work-{one}", "title": f"Work {one}", "organisation": "house", "goal": "A", "result": "B",
             "start": "2027-06-01", "weeks": 4, "ring": "government"}
            for one in ids
        ),
    )  # fmt: skip
    return snapshots.written(found).decode()


def test_of_other_networks_only_how_much_is_new_is_told(root: Path) -> None:
    settings = SETTINGS + "sources: [{id: near, url: 'https://near.example.org/'}]\n"
    file = "content/harvested/near.json"
    told(root, "2026-10-25", {"directory.yaml": settings, file: harvested("zoe", day=date(2026, 10, 25))})
    assert sections(root) == {}

    since(root, {file: harvested("zoe", "yan", "wim", day=date(2026, 11, 20))})
    assert sections(root) == {"From other networks": ["Near"]}
    assert lines(root, "From other networks") == ["2 new people · 2 new open assignments"]
    assert b"Yan" not in digest.written(made(root, "internal"), "text")


# Without a history ----------------------------------------------------------------------------------------------------


def test_without_a_history_the_dates_in_the_files_tell_and_that_is_said(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", confirmed_on="2026-11-10")})
    since(root, {"content/assignments/canal.md": work("Canal", published_on="2026-11-10")})
    bare = tmp_path_factory.mktemp("bare") / "net"
    shutil.copytree(root, bare, ignore=shutil.ignore_patterns(".git"))

    assert sections(bare) == {NEW: ["Canal"], "Profiles that were confirmed lately": ["Bob"]}
    asked = ["digest", "--root", str(bare), "--since", "2026-11-01", "--today", "2026-11-22", "--format", "text"]
    assert main(asked) == 0
    said = capsys.readouterr()
    assert "read from the dates in those files" in " ".join(said.out.split())
    assert "The history of the files is not here" in said.err


def test_a_history_that_was_cut_off_is_told(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    since(root, {"content/profiles/bob.md": person("Bob")})
    cut = tmp_path_factory.mktemp("cut")
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(cut))

    assert made(cut).lacks == "shallow"
    assert main(["digest", "--root", str(cut), "--since", "2026-11-01", "--today", "2026-11-22"]) == 0
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_the_history_of_something_else_is_none(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q", "-b", "main")
    told(other, "2026-10-20", {f"network/{path}": text for path, text in THEN.items()})

    assert made(other / "network").lacks == "no-history"
    assert made(other / "network").digest.sections == ()


def test_a_history_that_begins_later_calls_nobody_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["digest", "--root", str(root), "--since", "2026-10-01", "--today", "2026-11-22"]

    assert main(asked) == 0
    said = capsys.readouterr()
    assert "Ana" not in said.out and "begins after the day of --since" in said.err


# What is not for everybody --------------------------------------------------------------------------------------------


def test_nothing_in_the_public_digest_depends_on_what_is_hidden(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    twin = tmp_path_factory.mktemp("twin") / "net"
    shutil.copytree(root, twin)
    both = {"content/profiles/bob.md": person("Bob", "drafting"), "content/assignments/canal.md": work("Canal")}
    for one, word in ((root, "thrush"), (twin, "elsewhere")):
        hidden = {
            "content/profiles/cor.md": person(word, "drafting", "planning", visibility="internal"),
            f"content/profiles/{word}.md": person(word, "planning", pseudonym="Heron", headline="Reeds", phone="0300"),
            "content/assignments/lock.md": work("Lock", confidential="yes", goal="Open", **{"x-a": word}).replace(
                "dike", "dike" if word == "thrush" else "city"
            ),
            "content/assignments/hush.md": work(word, "drafting", visibility="internal"),
            "content/assignments/tide.md": work(word, "drafting", visibility="draft"),
        }
        hidden[f"content/profiles/{word}.md"] = hidden[f"content/profiles/{word}.md"].replace("phone: 0300\n", "")
        since(one, both | (hidden if word == "thrush" else {k: v for k, v in hidden.items() if "hush" not in k}))

    for form in ("markdown", "text", "html", "eml"):
        said, other = (digest.written(made(one), form) for one in (root, twin))
        assert said == other
        assert b"thrush" not in said
        assert b"Heron" in said
        assert b"thrush" in digest.written(made(root, "internal"), form)


def test_the_digest_for_colleagues_says_that_it_is(root: Path) -> None:
    for form in ("markdown", "text", "html"):
        assert b"Only for colleagues" in digest.written(made(root, "internal"), form)
        assert b"Only for colleagues" not in digest.written(made(root), form)


# What is written ------------------------------------------------------------------------------------------------------

HARM = "'](https://evil.example) # <b>H</b> **x** `y` @team www.evil.example &amp; |'"


@pytest.fixture
def harmful(root: Path) -> Path:
    """A network in which titles and names try to be more than words."""
    since(root, {
        "content/assignments/canal.md": work(HARM, goal="|\n  # Heading\n\n  - item\n\n  ===\n", hours="8"),
        "content/profiles/bob.md": person(HARM, headline="'1. [a](javascript:alert(1))'"),
        "content/profiles/cleo.md": person("'# Cleo'", headline="'- - -'"),
    })  # fmt: skip
    return root


def test_markdown_has_our_headings_and_links_alone(harmful: Path) -> None:
    text = digest.written(made(harmful), "markdown").decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    headings = [tokens[n + 1].content for n, one in enumerate(tokens) if one.type == "heading_open"]
    inside = [child for one in tokens for child in one.children or ()]
    links = [str(one.attrGet("href")) for one in inside if one.type == "link_open"]

    assert headings == ["Net: news since 1 November 2026", NEW, PEOPLE]
    assert links and all(one.startswith("https://example.org/net/") for one in links)
    assert {one.type for one in tokens + inside} <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close",
        "list_item_open", "list_item_close", "inline", "text", "link_open", "link_close", "hardbreak", "hr",
        "softbreak", "text_special",
    }  # fmt: skip
    assert "@team" not in text
    said = "".join(one.content for one in inside if one.type in ("text", "text_special"))
    assert HARM.strip("'") in said.replace("&#64;", "@")


def test_every_link_of_a_digest_leads_to_a_page_of_the_site(root: Path) -> None:
    from builder import build

    since(root, {"content/profiles/bob.md": person("Bob", "drafting", "planning"),
                 "content/assignments/canal.md": work("Canal", "drafting")})  # fmt: skip
    build.build(root, root / "site", TODAY)

    for language in ("en", "nl", "fr"):
        text = digest.written(made(root, language=language), "text").decode()
        found = re.findall(r"https://example\.org/net/(\S*)", text)
        assert len(found) > 5
        assert [one for one in found if not (root / "site" / one).exists()] == []
        assert all(one.startswith("nl/") for one in found) is (language == "nl")


def test_the_mail_is_html_that_stands_on_its_own(harmful: Path) -> None:
    text = digest.written(made(harmful), "html").decode()
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    page = parser.parse(text)
    names = {one.tag for one in page.iter() if isinstance(one.tag, str)}

    assert names <= {
        "html", "head", "meta", "title", "body", "main", "div", "h1", "h2", "p", "ul", "li", "a", "span", "br",
        "strong",
    }  # fmt: skip
    assert page.get("lang") == "en"
    assert [one.text for one in page.iter("h1")] == ["Net: news since 1 November 2026"]
    assert [one.text for one in page.iter("h2")] == [NEW, PEOPLE]
    assert all(str(one.get("href")).startswith("https://example.org/net/") for one in page.iter("a"))
    assert {name for one in page.iter() for name in one.attrib} <= {
        "lang", "dir", "charset", "name", "content", "style", "href",
    }  # fmt: skip
    assert "url(" not in text


def test_words_in_another_language_say_so_in_the_mail(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", headline="Frag mich", language="de")})
    page = html5lib.parse(digest.written(made(root), "html").decode(), namespaceHTMLElements=False)

    assert [one.get("lang") for one in page.iter("span") if one.text == "Frag mich"] == ["de"]


def test_the_draft_is_a_mail_with_both_texts_and_without_a_sender_or_day(harmful: Path) -> None:
    raw = digest.written(made(harmful), "eml")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    parts = [one.get_content_type() for one in mail.walk()]

    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    assert mail["subject"] == "Net: news since 1 November 2026"
    assert [name for name in ("Date", "Message-ID", "From", "To") if mail[name]] == []
    for form, part in zip(("text", "html"), mail.iter_parts(), strict=True):
        assert part.get_content().replace("\r\n", "\n") == digest.written(made(harmful), form).decode()
    assert raw.isascii() and max(map(len, raw.splitlines())) <= 78


def test_plain_text_is_no_wider_than_72_signs_but_for_addresses(root: Path) -> None:
    since(root, {"content/profiles/bob.md": person("Bob", headline="Ask me " + "about the long canal " * 8)})
    rows = digest.written(made(root), "text").decode().splitlines()

    assert [row for row in rows if len(row) > 72 and "https://" not in row] == []
    assert [row for row in rows if row.lstrip().startswith("·")] == []


def test_the_same_folder_gives_the_same_bytes(harmful: Path) -> None:
    for form in ("markdown", "text", "html", "eml"):
        assert digest.written(made(harmful), form) == digest.written(made(harmful), form)


@pytest.mark.parametrize("page", ["nieuwsbrief", "newsletter"])
def test_the_workflow_of_the_guide_uses_what_our_own_workflows_use(page: str) -> None:
    def used(path: Path) -> set[str]:
        return set(re.findall(r"uses: (.+)", path.read_text(encoding="utf-8")))

    found = used(PROJECT / f"docs/{page}.md")
    assert len(found) == 2
    assert found <= used(PROJECT / ".github/workflows/stale.yml")


# The command ----------------------------------------------------------------------------------------------------------


def test_a_folder_gets_every_form_and_a_file_that_of_its_ending(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path_factory.mktemp("out")
    asked = ["digest", "--root", str(root), "--since", "2026-11-01", "--today", "2026-11-22", "--out"]

    assert main([*asked, str(out / "all")]) == 0
    names = [f"digest-2026-11-22.{ending}" for ending in ("eml", "html", "md", "txt")]
    assert sorted(one.name for one in (out / "all").iterdir()) == names
    assert main([*asked, str(out / "news.txt")]) == 0
    assert (out / "news.txt").read_bytes() == (out / "all/digest-2026-11-22.txt").read_bytes()
    assert capsys.readouterr().out.count("Made: ") == 5


@pytest.mark.parametrize("language", ["nl", "en", "de", "fr"])
def test_it_speaks_the_language_that_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    since(root, {"content/profiles/bob.md": person("Bob")})
    assert main(["digest", "--root", str(root), "--since", "2026-11-01", "--today", "2026-11-22", "--language",
                 language]) == 0  # fmt: skip

    heading = {"nl": "Nieuw in de gids", "en": PEOPLE, "de": "Neu im Verzeichnis", "fr": "Nouveaux profils"}
    assert f"## {heading[language]}\n" in capsys.readouterr().out


def test_without_an_address_of_the_site_it_says_what_to_set(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "directory.yaml").write_text("title: Net\noperator: Us\nlanguage: en\n", encoding="utf-8")
    asked = ["digest", "--root", str(root), "--since", "2026-11-01", "--today", "2026-11-22"]

    assert main(asked) == 1
    assert "base_url: https://" in capsys.readouterr().err
    assert main([*asked, "--base-url", "https://elsewhere.example/"]) == 0


def test_without_a_day_to_look_back_to_it_says_what_is_missing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "--root", str(root)]) == 2
    assert capsys.readouterr().err == "Something is missing: --since.\nHelp: wisselwerk digest --help\n"


def test_a_day_that_is_still_to_come_is_wrong_use(root: Path) -> None:
    assert main(["digest", "--root", str(root), "--since", "2026-12-01", "--today", "2026-11-22"]) == 2


def test_a_form_that_there_is_none_of_is_refused_with_the_choices(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["digest", "--root", str(root), "--since", "2026-11-01", "--today", "2026-11-22", "--language", "en"]

    assert main([*asked, "--out", str(root / "news.pdf")]) == 2

    assert ".pdf. Choose from: .md, .txt, .html or .eml." in capsys.readouterr().err
    assert not (root / "news.pdf").exists()
