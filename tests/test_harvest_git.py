"""The story of builder/harvest/repository.py: a repository is fetched, read, and made into its public edition."""

import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from builder.harvest.fetch import Limits
from builder.harvest.harvesting import Harvest, harvest
from builder.harvest.repository import _site
from builder.settings import Settings, Source
from tests.harvesting import Elsewhere, elsewhere, leads_to, repository_at
from tests.repositories import BASE, git, person, repository, written

pytestmark = pytest.mark.usefixtures("own_loop")

TODAY = date(2026, 11, 22)
SETTINGS = Settings(title="Ours", operator="City")


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository whose branch `main` is a network."""
    return repository(tmp_path / "origin")


@pytest.fixture
def site(origin: Path) -> Iterator[Elsewhere]:
    with elsewhere() as found:
        found.pages["*"] = repository_at(origin.parent)
        yield found


def go(tmp_path: Path, site: Elsewhere, limits: Limits | None = None, path: str = "origin", **more: Any) -> Harvest:
    """The repository harvested."""
    source = Source(id="theirs", url=f"{site.url}/{path}", kind="git", **{"inside": True, **more})
    (found,) = harvest(tmp_path / "ours", SETTINGS, [source], TODAY, limits)
    return found


def why(found: Harvest) -> str:
    assert found.snapshot.failure
    return found.snapshot.failure.code


def ids(found: Harvest, kind: str = "profiles") -> list[str]:
    return [one["id"] for one in getattr(found.snapshot, kind)]


def on_main(root: Path, files: dict[str, str | None]) -> None:
    """Puts files on the branch that is published."""
    git(root, "checkout", "-q", "main")
    written(root, files)


def test_a_repository_is_harvested_as_its_own_public_site_would_be(tmp_path: Path, site: Elsewhere) -> None:
    found = go(tmp_path, site)

    assert found.snapshot.failure is None
    assert (ids(found), ids(found, "assignments"), ids(found, "organisations")) == (
        ["ana", "bob", "nobody", "two"], ["bridge"], ["city"],
    )  # fmt: skip
    assert (found.snapshot.title, found.snapshot.operator, found.snapshot.licence) == ("Net", "Us", "CC-BY-4.0")
    assert found.snapshot.harvested == TODAY and found.snapshot.digest


def test_what_is_internal_a_draft_or_broken_stays_there(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    phone = {"contact": "{email: a@example.org, phone: '0612345678'}"}
    on_main(origin, {
        "content/profiles/ana.md": person("Ana", "ana", **phone),
        "content/profiles/bob.md": person("Bob", visibility="internal"),
        "content/profiles/two.md": person("Two", visibility="draft"),
        "content/profiles/nobody.md": person("Nobody", hours="many"),
    })  # fmt: skip

    found = go(tmp_path, site)

    assert ids(found) == ["ana"]
    kept = (tmp_path / "ours/content/harvested/theirs.json").read_text("utf-8")
    assert "a@example.org" in kept and "0612345678" not in kept and "Nobody" not in kept


def test_whoever_switched_matching_off_does_not_travel(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    on_main(origin, {"content/profiles/ana.md": person("Ana", matching="no")})

    assert ids(found := go(tmp_path, site)) == ["bob", "nobody", "two"]
    assert found.snapshot.missed == ()


def test_the_address_that_a_file_says_is_believed_on_the_same_host_alone() -> None:
    url = httpx.URL("https://code.example.org/net.git")

    assert _site(url, "https://code.example.org/pages/") == "https://code.example.org/pages/"
    assert [_site(url, one) for one in ("https://city.example.org/", "", None)] == ["", "", ""]


def test_names_that_are_too_long_for_a_disk_stay_out(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    git(origin, "checkout", "-q", "main")
    blob = git(origin, "rev-parse", "main:content/profiles/ana.md")
    made = tmp_path / "tree"
    made.write_text(f"100644 blob {blob}\t{chr(0x1F600) * 100}.md\n100644 blob {blob}\tana.md\n", "utf-8")
    made.write_text(f"040000 tree {_tree(origin, made)}\tprofiles\n")
    settings = git(origin, "rev-parse", "main:directory.yaml")
    made.write_text(f"040000 tree {_tree(origin, made)}\tcontent\n100644 blob {settings}\tdirectory.yaml\n")
    git(origin, "update-ref", "refs/heads/long", git(origin, "commit-tree", _tree(origin, made), "-m", "x"))

    assert go(tmp_path, site, branch="long").snapshot.failure is None


def test_the_words_that_are_used_come_along(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    on_main(origin, {"content/profiles/ana.md": person("Ana", skills="[drafting]")})

    terms = go(tmp_path, site).snapshot.terms

    assert [(one.id, tuple(one.label.values())) for one in terms["skills"]] == [("drafting", ("Drafting",))]


def test_only_so_many_come_of_the_kinds_that_were_asked_for(tmp_path: Path, site: Elsewhere) -> None:
    found = go(tmp_path, site, most=2, kinds=("profiles",))

    assert (ids(found), ids(found, "assignments")) == (["ana", "bob"], [])
    assert [(one.kind, one.code) for one in found.snapshot.missed] == [("profiles", "too-many")]


def test_another_branch_may_be_the_one_that_is_published(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    git(origin, "checkout", "-q", "-b", "live", "main")
    written(origin, {"content/profiles/zed.md": person("Zed")})

    assert ("zed" in ids(go(tmp_path, site, branch="live"))) and "zed" not in ids(go(tmp_path, site))


@pytest.mark.parametrize("branch", ["nope", "--upload-pack=touch /tmp/x", "a..b", "", "x y"])
def test_a_branch_that_is_not_there_is_told(tmp_path: Path, site: Elsewhere, branch: str) -> None:
    assert why(go(tmp_path, site, branch=branch)) == "branch"


def test_what_is_no_repository_is_told(tmp_path: Path, site: Elsewhere) -> None:
    assert why(go(tmp_path, site, path="nothing")) == "git"


def test_a_repository_without_usable_settings_is_told(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    on_main(origin, {"directory.yaml": "title: [\n"})

    assert why(go(tmp_path, site)) == "no-settings"


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x"])
def test_a_repository_in_a_closed_network_is_not_asked_without_leave(tmp_path: Path, url: str) -> None:
    source = Source(id="theirs", url=url, kind="git")
    (found,) = harvest(tmp_path, SETTINGS, [source], TODAY)

    assert why(found) == "inside"


@pytest.mark.parametrize(
    "url", ["file:///etc", "ssh://git@127.0.0.1/x", "ext::sh -c touch% /tmp/x", "git://127.0.0.1/x"]
)
def test_only_the_web_is_spoken(tmp_path: Path, url: str) -> None:
    source = Source(id="theirs", url=url, kind="git", inside=True)
    (found,) = harvest(tmp_path, SETTINGS, [source], TODAY)

    assert why(found) == "address"


def test_a_redirect_is_not_followed(tmp_path: Path, site: Elsewhere) -> None:
    with elsewhere() as other:
        other.pages["*"] = leads_to(f"{site.url}/origin/info/refs?service=git-upload-pack")
        assert why(go(tmp_path, other)) == "git"

    assert site.asked == []


def test_a_repository_that_weighs_too_much_is_given_up(tmp_path: Path, site: Elsewhere) -> None:
    assert why(go(tmp_path, site, Limits(repository=1_000))) == "too-large"


def test_a_repository_that_never_ends_is_given_up(tmp_path: Path, site: Elsewhere) -> None:
    done = threading.Event()
    site.pages["*"] = lambda _: done.wait(20) and None
    code = why(go(tmp_path, site, Limits(whole=0.5)))
    done.set()

    assert code == "slow"


def test_links_hooks_and_modules_of_theirs_do_nothing(tmp_path: Path, origin: Path, site: Elsewhere) -> None:
    git(origin, "checkout", "-q", "main")
    (origin / "content/profiles/link.md").symlink_to("/etc/passwd")
    (origin / ".gitattributes").write_text("*.md filter=lfs diff=lfs\n")
    (origin / ".gitmodules").write_text('[submodule "x"]\n\tpath = x\n\turl = https://example.org/x\n')
    (origin / ".lfsconfig").write_text("[lfs]\n\turl = https://example.org/x\n")
    hook = origin / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    hook.chmod(0o755)
    written(origin, {})
    sprung = (tmp_path / "sprung").exists()

    found = go(tmp_path, site)

    assert ids(found) == ["ana", "bob", "nobody", "two"]
    assert sprung == (tmp_path / "sprung").exists() and "root:" not in str(msgspec.to_builtins(found.snapshot))


def test_a_few_objects_that_stand_for_a_million_files_are_not_counted_out(
    tmp_path: Path, origin: Path, site: Elsewhere
) -> None:
    git(origin, "checkout", "-q", "main")
    blob = git(origin, "rev-parse", "main:content/profiles/ana.md")
    made = tmp_path / "tree"
    made.write_text("".join(f"100644 blob {blob}\tf{n}.md\n" for n in range(100)))
    tree = _tree(origin, made)
    for _ in range(4):  # a hundred of a hundred of a hundred …
        made.write_text("".join(f"040000 tree {tree}\td{n}\n" for n in range(100)))
        tree = _tree(origin, made)
    settings = git(origin, "rev-parse", "main:directory.yaml")
    made.write_text(f"040000 tree {tree}\tcontent\n100644 blob {settings}\tdirectory.yaml\n")
    git(origin, "update-ref", "refs/heads/bomb", git(origin, "commit-tree", _tree(origin, made), "-m", "x"))

    assert why(go(tmp_path, site, branch="bomb")) == "too-large"


def _tree(root: Path, listed: Path) -> str:
    with listed.open() as given:
        done = subprocess.run(
            ["git", "-C", str(root), "mktree"], stdin=given, capture_output=True, text=True, check=True
        )
    return done.stdout.strip()


def test_the_same_repository_gives_the_same_bytes(tmp_path: Path, site: Elsewhere) -> None:
    go(tmp_path, site)
    file = tmp_path / "ours/content/harvested/theirs.json"
    before = file.read_bytes()
    file.unlink()
    go(tmp_path, site)

    assert file.read_bytes() == before and BASE
