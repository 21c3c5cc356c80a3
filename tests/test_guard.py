"""Who may change what, tried on real histories."""

import json
import os
from pathlib import Path

import pytest

from builder import history
from builder.cli import main
from builder.guard import approvers, guard
from builder.history import NoVersion
from tests.repositories import BASE, CITY, SETTINGS, git, person, repository, work, written

ANA, BOB, BRIDGE = "content/profiles/ana.md", "content/profiles/bob.md", "content/assignments/bridge.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path / "net")


def told(root: Path, author: str = "ana", *approved: str) -> list[tuple[str, str]]:
    """The path and the code of each refusal."""
    return [(one.path, one.code.removeprefix("guard-")) for one in guard(root, "main", "HEAD", author, approved)]


# One's own ------------------------------------------------------------------------------------------------------------


def test_one_may_change_what_one_owns(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="Ask me")})

    assert told(root) == []


def test_an_account_is_the_same_with_capitals_and_with_an_at_sign(root: Path) -> None:
    written(root, {BOB: person("Bob", "'@Bob'", headline="Ask me")})

    assert told(root, "@BOB") == []


def test_one_may_remove_and_rename_what_one_owns(root: Path) -> None:
    git(root, "mv", ANA, "content/profiles/ana-lopez.md")
    git(root, "commit", "-q", "-m", "Move")

    assert told(root) == []


def test_one_may_turn_ones_file_into_a_folder_with_a_photo(root: Path) -> None:
    written(root, {ANA: None, "content/profiles/ana/index.md": BASE[ANA], "content/profiles/ana/photo.jpg": "x"})

    assert told(root) == []


def test_one_may_add_a_file_in_ones_own_name(root: Path) -> None:
    written(root, {"content/profiles/cleo.md": person("Cleo", "cleo"), "content/assignments/dam.md": work("D", "cleo")})

    assert told(root, "cleo") == []


def test_two_owners_may_both_change_a_file(root: Path) -> None:
    written(root, {"content/profiles/two.md": person("Two", "[ana, bob]", headline="Ask us")})

    assert told(root, "ana") == told(root, "bob") == []


def test_a_maintainer_may_do_everything(root: Path) -> None:
    written(root, {ANA: None, "builder/cli.py": "1\n", "content/vocabulary/skills.yaml": "[]\n"})

    assert told(root, "keeper") == []


# Another's ------------------------------------------------------------------------------------------------------------


def test_another_may_not_change_a_file(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="Hacked")})

    assert told(root, "mallory") == [(ANA, "changes-another")]


def test_another_may_not_take_a_file_over(root: Path) -> None:
    written(root, {ANA: person("Ana", "mallory")})

    assert told(root, "mallory") == [(ANA, "changes-another")]


def test_another_may_not_remove_or_rename_a_file(root: Path) -> None:
    git(root, "mv", ANA, "content/profiles/mallory.md")
    git(root, "commit", "-q", "-m", "Move")

    assert told(root, "mallory") == [
        (ANA, "removes-another"),
        ("content/profiles/mallory.md", "for-another"),
    ]


def test_another_may_not_change_the_capitals_of_a_name(root: Path) -> None:
    written(root, {ANA: None, "content/profiles/Ana.md": person("Ana", "mallory")})

    assert told(root, "mallory") == [("content/profiles/Ana.md", "changes-another")]


def test_another_may_not_put_a_photo_in_a_folder(root: Path) -> None:
    written(root, {"content/profiles/ana/photo.jpg": "x"})

    assert told(root, "mallory") == [("content/profiles/ana/photo.jpg", "changes-another")]


def test_what_the_commits_say_of_their_author_proves_nothing(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="I am Ana")}, GIT_AUTHOR_NAME="ana")

    assert told(root, "mallory") == [(ANA, "changes-another")]


def test_files_of_two_people_need_both(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="1"), BOB: person("Bob", "bob", headline="2")})

    assert told(root, "ana") == [(BOB, "changes-another")]
    assert told(root, "ana", "Bob") == told(root, "mallory", "ana", "bob") == told(root, "mallory", "KEEPER") == []


def test_a_file_without_an_owner_is_for_maintainers(root: Path) -> None:
    written(root, {"content/profiles/nobody.md": person("Nobody", "mallory")})

    assert told(root, "mallory") == [("content/profiles/nobody.md", "nobodys")]


# Owners ---------------------------------------------------------------------------------------------------------------


def test_a_new_file_says_whose_it_is(root: Path) -> None:
    written(root, {"content/profiles/cleo.md": person("Cleo"), "content/profiles/dirk.md": person("Dirk", "dirk")})

    assert told(root, "cleo") == [
        ("content/profiles/cleo.md", "no-owner"),
        ("content/profiles/dirk.md", "for-another"),
    ]


def test_a_file_is_given_away_only_when_the_other_agrees(root: Path) -> None:
    written(root, {ANA: person("Ana", "bob")})

    assert told(root, "ana") == [(ANA, "gives-away")]
    assert told(root, "ana", "bob") == []


def test_an_owner_is_not_pushed_out(root: Path) -> None:
    written(root, {"content/profiles/two.md": person("Two", "ana")})

    assert told(root, "ana") == [("content/profiles/two.md", "owner-removed")]
    assert told(root, "bob") == [("content/profiles/two.md", "gives-away")]
    assert told(root, "ana", "bob") == []


def test_a_file_does_not_lose_its_owner(root: Path) -> None:
    written(root, {ANA: person("Ana")})

    assert told(root) == [(ANA, "owner-gone")]


def test_a_file_whose_owner_cannot_be_read_waits(root: Path) -> None:
    written(root, {ANA: "---\nname: [\n---\n", "content/profiles/cleo.md": "nothing"})

    assert told(root) == [(ANA, "unreadable"), ("content/profiles/cleo.md", "unreadable")]


def test_the_owner_counts_in_a_file_with_other_mistakes(root: Path) -> None:
    written(root, {ANA: "---\nowner: ana\nname: Ana\nshoes: 9\n---\n"})

    assert told(root) == []


def test_owners_and_maintainers_are_those_of_the_base(root: Path) -> None:
    written(root, {"directory.yaml": SETTINGS.replace("Keeper", "mallory"), ANA: person("Ana", "mallory")})

    assert told(root, "mallory") == [(ANA, "changes-another"), ("directory.yaml", "outside")]


def test_an_owner_of_an_old_version_is_no_owner_now(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="From an old version")})
    git(root, "checkout", "-q", "main")
    written(root, {ANA: person("Ana", "anna")})
    git(root, "checkout", "-q", "proposal")

    assert told(root, "ana") == [(ANA, "changes-another")]


def test_what_changed_in_the_base_meanwhile_is_not_held_against_a_proposal(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", headline="Mine")})
    git(root, "checkout", "-q", "main")
    written(root, {BOB: person("Bob", "bob", headline="His"), "builder/cli.py": "2\n"})
    git(root, "checkout", "-q", "proposal")

    assert told(root, "ana") == []
    git(root, "merge", "-q", "main")
    assert told(root, "ana") == []
    assert guard(root, "HEAD^2", "HEAD", "ana") == ()


# On others ------------------------------------------------------------------------------------------------------------


def test_the_name_of_anothers_page_cannot_be_taken(root: Path) -> None:
    paths = ["content/assignments/ana.md", "content/events/bridge.yaml"]
    written(root, {paths[0]: work("Ana", "mallory"), paths[1]: "title: X\nday: 2027-01-01\nowner: mallory\n"})

    assert told(root, "mallory") == [(paths[0], "name-taken"), (paths[1], "name-taken")]


def test_ones_own_work_cannot_be_put_on_anothers_page(root: Path) -> None:
    written(root, {BRIDGE: work("Bridge", "bob", status="filled", filled_by="[bob, Ana]")})

    [one] = guard(root, "main", "HEAD", "bob")
    assert (one.code, one.line, dict(one.values)["owners"]) == ("guard-names-another", 10, "@ana")
    assert told(root, "bob", "ana") == []


def test_a_pool_takes_in_who_agrees(root: Path) -> None:
    written(root, {"content/pools/pool.md": "---\nname: Pool\nowner: bob\nmembers: [bob, ana]\n---\n"})

    assert told(root, "bob") == [("content/pools/pool.md", "names-another")]
    assert told(root, "bob", "ana") == []


def test_what_came_of_anothers_work_is_told_when_the_other_agrees(tmp_path: Path) -> None:
    done = {"status": "finished", "filled_by": "[ana]"}
    root = repository(tmp_path, {**BASE, BRIDGE: work("Bridge", "bob", **done)})
    written(root, {BRIDGE: work("Bridge", "bob", **done, outcome="It fell down", goal_="x")})

    assert told(root, "bob") == [(BRIDGE, "result-of-another")]
    assert told(root, "bob", "ana") == []


def test_anothers_result_or_testimonial_needs_the_owner(root: Path) -> None:
    written(root, {ANA: person("Ana", "ana", experience="[{title: Bridge, result: She was great}]")})

    assert told(root, "bob") == [(ANA, "changes-another")]
    assert told(root, "bob", "ana") == []


def test_an_organisation_keeps_its_name_and_a_new_one_needs_a_maintainer(root: Path) -> None:
    path = "content/organisations/dike.md"
    written(root, {"content/organisations/city.md": CITY.replace("City", "Dike"), path: CITY})

    assert told(root, "clerk") == [("content/organisations/city.md", "organisation-name"), (path, "new-organisation")]


# What is no content ---------------------------------------------------------------------------------------------------


def test_what_is_no_content_or_belongs_to_all_needs_a_maintainer(root: Path) -> None:
    paths = [
        ".github/workflows/check.yml", "Content/profiles/ana.md", "builder/cli.py", "content/README.md",
        "content/other/x.md", "content/profiles/README.md", "content/profiles/a/b/c.md", "content/profiles/cleo.jpg",
        "content/vocabulary/skills.yaml",
    ]  # fmt: skip
    written(root, dict.fromkeys(paths, "x\n"))

    assert told(root) == [(path, "shared" if path.startswith("content/") else "outside") for path in paths]


def test_a_symbolic_link_is_refused_also_in_ones_own_place(root: Path) -> None:
    (root / ANA).unlink()
    (root / ANA).symlink_to("/etc/passwd")
    (root / "content/profiles/eve.md").symlink_to("ana.md")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Link")

    assert told(root) == [(ANA, "symlink"), ("content/profiles/eve.md", "symlink")]


def test_a_submodule_is_refused(root: Path) -> None:
    name = git(root, "rev-parse", "HEAD")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{name},content/profiles/sub")
    (root / ".gitmodules").write_text('[submodule "s"]\n\tpath = content/profiles/sub\n\turl = https://example.org/x\n')
    git(root, "add", ".gitmodules")
    git(root, "commit", "-q", "-m", "Submodule")

    assert told(root) == [(".gitmodules", "submodule"), ("content/profiles/sub", "submodule")]


def test_a_file_does_not_become_a_program(root: Path) -> None:
    git(root, "update-index", "--chmod=+x", ANA)
    git(root, "commit", "-q", "-m", "Mode")

    assert told(root) == [(ANA, "mode")]


def test_a_name_that_is_no_text_is_shown_escaped(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open(os.fsencode(root) + b"/content/profiles/\xff\x1b[2J\n.md", "wb") as file:
        file.write(person("X", "ana").encode())
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Odd")
    written(root, {"content/profiles/cleo.md": person("Cleo")})

    for form in ("text", "github", "json", "codequality"):
        asked = ["guard", "--root", str(root), "--base", "main", "--author", "mallory", "--format", form]
        assert main(asked) == 1
        said = capfd.readouterr().out
        assert "\x1b" not in said and "\\x1b" in said


def test_a_very_large_proposal_needs_a_maintainer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.guard.MOST", 2)
    written(root, {f"content/events/day-{n}.yaml": "x" for n in range(3)})

    assert told(root) == [("", "too-many")]
    assert told(root, "keeper") == []


def test_nothing_of_the_repository_is_run(root: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    written(root, {".gitattributes": "* diff=evil filter=evil\n", ANA: person("Ana", "ana", headline="x")})
    for key in ("diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "core.fsmonitor", "diff.external"):
        git(root, "config", key, str(trap))

    assert told(root) == [(".gitattributes", "outside")]
    assert history.steps(root, "main", "HEAD")
    assert not (tmp_path / "sprung").exists()


def test_a_version_that_is_not_there_or_has_nothing_in_common_is_named(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "alone")
    written(root, {ANA: person("Ana", "ana", headline="Alone")})

    for base in ("gone", "--help", "main\n", ""):
        with pytest.raises(NoVersion):
            guard(root, base, "HEAD", "ana")
    with pytest.raises(NoVersion):
        guard(root, "main", "HEAD", "ana")
    assert main(["guard", "--root", str(root), "--base", "gone", "--author", "ana"]) == 2


# Reviews and CODEOWNERS -----------------------------------------------------------------------------------------------


def test_only_a_last_approval_of_this_version_counts() -> None:
    reviews = [
        {"login": "ana", "state": "APPROVED", "commit": "new"},
        {"login": "bob", "state": "APPROVED", "commit": "old"},
        {"login": "cleo", "state": "APPROVED", "commit": "new"},
        {"login": "cleo", "state": "CHANGES_REQUESTED", "commit": "new"},
        {"login": "ana", "state": "COMMENTED", "commit": "new"},
        {"login": None, "state": "APPROVED", "commit": "new"},
    ]

    assert approvers("\n".join(map(json.dumps, reviews)).encode(), "new") == ("ana",)
    assert [approvers(one, "new") for one in (b"no json", b'{"login":"\xff"}', b'{"x":' + b"[" * 100_000)] == [()] * 3


def test_the_command_reads_the_reviews(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = written(root, {ANA: person("Ana", "ana", headline="x")})
    reviews = tmp_path / "reviews"
    asked = ["guard", "--root", str(root), "--base", "main", "--author", "bob", "--reviews", str(reviews)]

    reviews.write_text(json.dumps({"login": "ana", "state": "APPROVED", "commit": head}))
    assert main(asked) == 0
    assert capsys.readouterr().out == "Alles in dit voorstel mag zo.\n"
    reviews.write_text("")
    assert main(asked) == 1
    assert "Vraag @ana of een beheerder" in capsys.readouterr().out


def test_codeowners_stand_per_organisation_with_the_maintainers_last(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guard", "--root", str(root), "--codeowners"]) == 0

    made, shared, city = capsys.readouterr().out.split("\n\n")
    assert made == "# Gemaakt met: wisselwerk guard --codeowners\n* @Keeper"
    assert shared == "/content/pools/pool.md @bob @Keeper"
    assert city.splitlines() == [
        "# Bij city",
        "/content/assignments/bridge.md @bob @clerk @Keeper",
        "/content/organisations/city.md @clerk @Keeper",
        "/content/profiles/ana.md @ana @clerk @Keeper",
        "/content/profiles/bob.md @Bob @clerk @Keeper",
        "/content/profiles/nobody.md @clerk @Keeper",
        "/content/profiles/two.md @ana @bob @clerk @Keeper",
    ]
