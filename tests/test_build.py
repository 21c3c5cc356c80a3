"""The whole product: what goes in comes out, the same every time, and a small change gives what a cold build gives."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from PIL import Image

from builder import build, content, model, planning, publish, sight, unchanged
from builder.fields import fields_of
from builder.publish import Refusal
from builder.shipped import templates_folder
from tests import samples

TODAY = date(2026, 11, 21)
PROJECT = Path(__file__).parent.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small world on disk."""
    return samples.world(tmp_path / "root")


def built(root: Path, out: Path, **more: object) -> build.Built:
    return build.build(root, out, TODAY, **more)  # type: ignore[arg-type]


def files(out: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def same_as_cold(root: Path, out: Path, scratch: Path) -> None:
    """Builds again in place, and from nothing elsewhere: there may be no difference."""
    built(root, out)
    shutil.copytree(root, scratch / "root", ignore=shutil.ignore_patterns(".wisselwerk"))
    built(scratch / "root", scratch / "site")
    warm, cold = files(out), files(scratch / "site")
    assert sorted(warm) == sorted(cold)
    assert [path for path in cold if warm[path] != cold[path]] == []


def ticked() -> None:
    """Waits until what was written can be told from what is written later."""
    time.sleep(2 * sight.TICK / sight.SECOND)


# The same in, the same out


@pytest.mark.parametrize(
    ("mention", "path", "record"),
    [
        ({"experience": [{"title": "Mirror", "together_with": ["dora"]}]}, "profiles/dora", {"name": "Dora"}),
        ({"engagements": [{"title": "Now", "assignment": "ditch"}]}, "assignments/ditch", {"title": "Ditch"}),
    ],
    ids=["a person", "work"],
)
def test_what_somebody_mentions_may_come_later(
    root: Path, tmp_path: Path, mention: dict[str, object], path: str, record: dict[str, object]
) -> None:
    cleo = {"name": "Cleo", "organisation": "city", "role": "Clerk"}
    samples.write(root, "content/profiles/cleo.md", cleo | mention)
    ticked()
    built(root, tmp_path / "site")
    samples.write(root, f"content/{path}.md", record | {"organisation": "city", "role": "Digger", "goal": "A"})

    same_as_cold(root, tmp_path / "site", tmp_path / "cold")


def test_a_second_build_writes_nothing(root: Path, tmp_path: Path) -> None:
    ticked()
    first = built(root, tmp_path / "site")
    state = {path: path.stat().st_mtime_ns for path in (root / ".wisselwerk").iterdir()}
    second = built(root, tmp_path / "site")

    assert len(first.report.written) > 50
    assert (second.report.written, second.report.removed) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in (root / ".wisselwerk").iterdir()} == state


def test_a_build_with_nothing_to_do_reads_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticked()
    first = built(root, tmp_path / "site")
    monkeypatch.setattr(content, "read", None)

    again = built(root, tmp_path / "site")

    assert (again.counts, again.problems) == (first.counts, first.problems)
    assert again.report == publish.Report((), len(first.report.written), ())


@pytest.mark.parametrize("where", ["content", "content/new/site", "templates", "mappings", "directory.yaml"])
def test_a_site_is_not_put_among_the_files_it_is_made_of(root: Path, where: str) -> None:
    for folder in ("templates", "mappings"):
        shutil.rmtree(root / folder, ignore_errors=True)
    before = sorted(root.rglob("*"))

    with pytest.raises(Refusal) as refused:
        built(root, root / where)

    assert refused.value.code == "among-files"
    assert sorted(root.rglob("*")) == before
    assert built(root, root / "content-site").report.written


def test_a_second_build_in_another_process_writes_nothing(root: Path) -> None:
    for seed, said in (("1", "0 ongewijzigd"), ("2", ". 0 bestanden geschreven")):
        command = [sys.executable, "-m", "builder", "build", "--root", root, "--today", "2026-11-21"]
        environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
        assert said in done.stdout


def every_field() -> Iterator[tuple[str, str, str]]:
    named = {"organisations": "city", "profiles": "ana", "assignments": "bridge", "pools": "pool", "events": "event"}
    for folder, kind in model.KINDS.items():
        for name in fields_of(kind):
            if name != "photo":  # it needs an image beside the file: see below
                yield folder, named[folder], name


@pytest.mark.parametrize(("folder", "slug", "name"), list(every_field()))
def test_a_changed_field_gives_what_a_cold_build_gives(
    root: Path, tmp_path: Path, folder: str, slug: str, name: str
) -> None:
    kind = model.KINDS[folder]
    path = f"content/{folder}/{slug}.md"
    built(root, tmp_path / "site")
    front = samples.changed(kind, name)
    assert front != samples.front(kind)
    samples.write(root, path, front, samples.BODIES[folder])

    same_as_cold(root, tmp_path / "site", tmp_path / "cold")


def test_a_changed_photo_gives_what_a_cold_build_gives(root: Path, tmp_path: Path) -> None:
    folder = root / "content/profiles/ana"
    (root / "content/profiles/ana.md").unlink()
    front = samples.front(model.Profile) | {"photo": {"file": "me.png", "alt": "Ana"}}
    samples.write(root, "content/profiles/ana/index.md", front, "![On the dike](me.png)")
    Image.new("RGB", (40, 40), "red").save(folder / "me.png")
    built(root, tmp_path / "site")
    before = [path for path in files(tmp_path / "site") if path.startswith("profiles/ana/")]
    Image.new("RGB", (40, 40), "blue").save(folder / "me.png")

    same_as_cold(root, tmp_path / "site", tmp_path / "cold")
    after = [path for path in files(tmp_path / "site") if path.startswith("profiles/ana/")]
    assert (len(before), len(after)) == (1, 1)
    assert before != after


def renamed(root: Path) -> None:
    (root / "content/profiles/bob.md").rename(root / "content/profiles/robert.md")


def vocabulary_changed(root: Path) -> None:
    path = root / "content/vocabulary/skills.yaml"
    terms = yaml.safe_load(path.read_text())
    terms[0]["label"]["nl"], terms[1]["broader"] = "ontwerpen", ["writing"]
    path.write_text(yaml.safe_dump(terms))


def template_shadowed(root: Path) -> None:
    (root / "templates/static").mkdir(parents=True)
    (root / "templates/static/site.css").write_text("p { color: red }")


def settings_changed(root: Path) -> None:
    samples.write(root, "directory.yaml", {"title": "New", "operator": "City", "weights": {"skills": 30}})


CHANGES: dict[str, Callable[[Path], None]] = {
    "a person added": lambda root: samples.write(
        root, "content/profiles/dora.md", {"name": "Dora", "organisation": "dike", "skills": {"drafting": 5}}
    ),
    "a person removed": lambda root: (root / "content/profiles/bob.md").unlink(),
    "a person renamed": renamed,
    "work added": lambda root: samples.write(
        root, "content/assignments/lock.md", {"title": "Lock", "kind": "signal", "organisation": "city"}
    ),
    "work removed": lambda root: (root / "content/assignments/canal.md").unlink(),
    "an organisation removed": lambda root: (root / "content/organisations/dike.md").unlink(),
    "a pool removed": lambda root: (root / "content/pools/pond.md").unlink(),
    "an event removed": lambda root: (root / "content/events/event.md").unlink(),
    "a file broken": lambda root: (root / "content/profiles/bob.md").write_text("---\nname: [\n"),
    "a body changed": lambda root: samples.write(
        root, "content/organisations/dike.md", {"name": "Dike", "layer": "water-board"}, "New *words* about waterways."
    ),
    "a term changed": vocabulary_changed,
    "a vocabulary removed": lambda root: (root / "content/vocabulary/fields.yaml").unlink(),
    "a template of the network's own": template_shadowed,
    "the settings changed": settings_changed,
    "the site damaged": lambda root: (root.parent / "site/index.html").unlink(),
    "the state damaged": lambda root: next((root / ".wisselwerk").glob("*.state")).write_bytes(b"broken"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_folder_gives_what_a_cold_build_gives(root: Path, tmp_path: Path, change: str) -> None:
    built(root, tmp_path / "site")
    CHANGES[change](root)

    same_as_cold(root, tmp_path / "site", tmp_path / "cold")


@pytest.mark.parametrize("own", [False, True])
def test_a_change_of_what_comes_with_the_program_is_noticed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    shipped = shutil.copytree(templates_folder(), tmp_path / "shipped")
    monkeypatch.setattr(planning, "templates_folder", lambda: shipped)
    if own:
        (root / "templates/pages").mkdir(parents=True)
        (root / "templates/pages/about.html").write_text("<h1>We</h1>")
    sheet = shipped / "static/site.css"
    built(root, tmp_path / "site")
    ticked()

    sheet.write_text(sheet.read_text("utf-8") + "\np { color: red }\n", "utf-8")

    assert any(path.endswith("/site.css") for path in built(root, tmp_path / "site").report.written)


def test_what_comes_with_the_program_and_was_written_only_just_now_is_looked_at_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = shutil.copytree(templates_folder(), tmp_path / "shipped")
    monkeypatch.setattr(planning, "templates_folder", lambda: shipped)
    sheet = shipped / "static/site.css"
    monkeypatch.setattr(sight, "_look", lambda found, began: b"" if found.st_ino == sheet.stat().st_ino else b"old")
    built(root, tmp_path / "site")

    sheet.write_text(sheet.read_text("utf-8") + "\np { color: red }\n", "utf-8")

    assert any(path.endswith("/site.css") for path in built(root, tmp_path / "site").report.written)


def test_another_version_of_a_package_is_noticed(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built(root, tmp_path / "site").report.written

    for room in (unchanged, planning):
        monkeypatch.setattr(room, "installed", lambda: {"jinja2": "99"})

    assert built(root, tmp_path / "site").report.written == before
    assert built(root, tmp_path / "site").report.written == ()


def test_machines_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    sites = []
    for n, (zone, locale, seed, umask) in enumerate(
        [
            ("UTC", "C", "0", 0o022),
            ("Pacific/Kiritimati", "nl_NL.UTF-8", "7", 0o077),
            ("America/Adak", "tr_TR", "99", 0),
        ]
    ):
        home = tmp_path / ("x" * (n + 1)) / "somewhere"
        shutil.copytree(root, home / "root")
        for path in sorted((home / "root").rglob("*.md"), reverse=n % 2 == 1):
            os.utime(path, (n, n))
        environment = {"PATH": os.environ["PATH"], "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "builder", "build", "--root", home / "root", "--out", home / "site"]
        subprocess.run(
            [*command, "--today", "2026-11-21"], cwd=PROJECT, env=environment, check=True, capture_output=True,
            preexec_fn=lambda mask=umask: os.umask(mask) and None,
        )  # fmt: skip
        sites.append(files(home / "site"))
        assert {path.stat().st_mode & 0o777 for path in (home / "site").rglob("*") if path.is_file()} == {0o644}

    assert sites[0] == sites[1] == sites[2]


def test_nothing_of_the_machine_is_in_the_site(root: Path, tmp_path: Path) -> None:
    built(root, tmp_path / "site")

    told = b"".join(files(tmp_path / "site").values())
    assert str(tmp_path).encode() not in told
    assert str(PROJECT).encode() not in told


# What is broken is left out, and never in silence


def test_one_broken_file_leaves_all_others_as_they_were(root: Path, tmp_path: Path) -> None:
    (root / "content/profiles/cleo.md").write_text("---\nnaam: Cleo\norganisatie: city\nrol: x\nlevel\n---\n")
    result = built(root, tmp_path / "site")

    site = files(tmp_path / "site")
    assert "profiles/cleo.html" not in site
    assert {"profiles/ana.html", "profiles/bob.html", "assignments/bridge.html"} <= set(site)
    assert [one.path for one in result.problems if one.severity == "error"] == ["content/profiles/cleo.md"]
    assert b"cleo" in site["status/index.html"] or b"profiles" in site["status/index.html"]


def test_strict_refuses_what_was_built_without_it(root: Path, tmp_path: Path) -> None:
    (root / "content/profiles/cleo.md").write_text("---\nnaam: [\n---\n")
    built(root, tmp_path / "site")

    with pytest.raises(Refusal, match="strict"):
        built(root, tmp_path / "site", strict=True)


def test_strict_builds_nothing_while_there_is_an_error(root: Path, tmp_path: Path) -> None:
    built(root, tmp_path / "site")
    before = files(tmp_path / "site")
    (root / "content/profiles/cleo.md").write_text("---\nnaam: [\n---\n")

    with pytest.raises(Refusal, match="strict"):
        built(root, tmp_path / "site", strict=True)

    assert files(tmp_path / "site") == before


def test_a_file_that_somebody_took_off_the_site_is_put_back(root: Path, tmp_path: Path) -> None:
    built(root, tmp_path / "site")
    (tmp_path / "site/about/index.html").unlink()

    assert built(root, tmp_path / "site").report.written == ("about/index.html",)


def test_a_state_that_was_spoilt_means_a_cold_build(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    built(root, out)
    (found,) = (root / ".wisselwerk").glob("*.state")
    raw = found.read_bytes()
    found.write_bytes(raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 255]) + raw[len(raw) // 2 + 1 :])
    with open(root / "content/profiles/ana.md", "a", encoding="utf-8") as file:
        file.write("\nEn nog iets.\n")

    same_as_cold(root, out, tmp_path / "again")


@pytest.mark.parametrize("harm", [lambda raw: bytes([one ^ 255 for one in raw]), lambda raw: raw[:-9], lambda _: b""])
def test_shelves_that_were_spoilt_mean_a_cold_build(root: Path, tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    out = tmp_path / "site"
    built(root, out)
    found = list((root / ".wisselwerk").glob("*.shelves/*"))
    for path in found:
        path.write_bytes(harm(path.read_bytes()))
    with open(root / "content/profiles/ana.md", "a", encoding="utf-8") as file:
        file.write("\nEn nog iets.\n")

    assert found
    same_as_cold(root, out, tmp_path / "again")


def test_without_settings_nothing_is_built(root: Path, tmp_path: Path) -> None:
    (root / "directory.yaml").unlink()

    with pytest.raises(Refusal, match="no-settings"):
        built(root, tmp_path / "site")

    assert not (tmp_path / "site").exists()


# Two editions


CANARY = "zanglijster"


@pytest.mark.parametrize("folder", model.KINDS)
def test_no_internal_field_reaches_the_public_edition(root: Path, tmp_path: Path, folder: str) -> None:
    kind = model.KINDS[folder]
    slug = {"organisations": "city", "profiles": "ana", "assignments": "bridge", "pools": "pool", "events": "event"}[
        folder
    ]
    front = samples.front(kind, tag=CANARY)
    keep = {name for name, field in fields_of(kind).items() if field.required} | {"pseudonym"}
    keep |= {
        "owner",
        "visibility",
        "field_visibility",
        "confirmed_on",
        "day",
        "title",
        "closes",
        "start",
        "end",
        "opens",
    }
    front |= {name: samples.sample(kind, name) for name in keep & set(front) if isinstance(front[name], str)}
    front["field_visibility"] = {name: "internal" for name in fields_of(kind) if name not in keep} | {
        "body": "internal"
    }
    front |= {"pseudonym": "Meeuw"} if folder == "profiles" else {}
    front["owner"] = ["someone"]
    front["x-note"] = "open"
    samples.write(root, f"content/{folder}/{slug}.md", front, f"A {CANARY} sings.")

    result = built(root, tmp_path / "public")
    built(root, tmp_path / "internal", edition="internal")

    assert [one for one in result.problems if one.severity == "error"] == []
    leaks = [path for path, data in files(tmp_path / "public").items() if CANARY in path or CANARY.encode() in data]
    assert leaks == []
    assert any(CANARY.encode() in data for data in files(tmp_path / "internal").values())


def test_a_file_that_is_internal_is_nowhere_in_the_public_edition(root: Path, tmp_path: Path) -> None:
    for folder, kind in model.KINDS.items():
        front = samples.front(kind, tag=CANARY) | {"visibility": "internal"}
        samples.write(root, f"content/{folder}/{CANARY}-{folder}.md", front, f"A {CANARY} sings.")

    built(root, tmp_path / "public")
    built(root, tmp_path / "internal", edition="internal")

    site = files(tmp_path / "public")
    assert [path for path, data in site.items() if CANARY in path or CANARY.encode() in data] == []
    assert len([path for path in files(tmp_path / "internal") if CANARY in path]) >= len(model.KINDS)


def test_a_draft_is_in_neither_edition(root: Path, tmp_path: Path) -> None:
    samples.write(
        root, "content/profiles/dora.md", {"name": CANARY, "organisation": "dike", "role": "x", "visibility": "draft"}
    )

    built(root, tmp_path / "internal", edition="internal")

    assert [path for path, data in files(tmp_path / "internal").items() if CANARY.encode() in data] == []


def test_one_edition_never_takes_the_place_of_the_other(root: Path, tmp_path: Path) -> None:
    built(root, tmp_path / "site")

    with pytest.raises(Refusal, match="other-edition"):
        built(root, tmp_path / "site", edition="internal")


def test_switching_matching_off_removes_every_trace(root: Path, tmp_path: Path) -> None:
    built(root, tmp_path / "on")
    front = {"name": "Bob", "organisation": "dike", "skills": {"planning": 4}, "learns": "drafting", "matching": False}
    samples.write(root, "content/profiles/bob.md", front)
    built(root, tmp_path / "off")

    def matched(out: Path) -> list[str]:
        found = files(out)
        return [
            path for path, data in found.items()
            if ("matches" in path and b"bob" in data.lower() and "profiles/bob" not in path)
        ]  # fmt: skip

    assert matched(tmp_path / "on") != []
    assert matched(tmp_path / "off") == []


# What would vanish ----------------------------------------------------------------------------------------------------


def test_much_of_the_site_does_not_vanish_at_once(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    built(root, out, most_dropped=0)
    before = files(out)
    entries = [path for path in before if re.fullmatch(r"api/v1/\w+/[\w-]+\.json", path) and "/s" not in path]
    (root / "content/profiles/cleo.md").unlink()

    with pytest.raises(Refusal, match="much-dropped") as refused:
        built(root, out, most_dropped=0)
    assert refused.value.values == {"gone": "1", "total": str(len(entries)), "most": "0"}
    assert files(out) == before

    built(root, out, most_dropped=50)
    assert "profiles/cleo.html" not in files(out)


def test_what_is_replaced_by_as_much_is_gone_too(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    built(root, out)
    (root / "content/profiles/cleo.md").rename(root / "content/profiles/clea.md")

    with pytest.raises(Refusal, match="much-dropped"):
        built(root, out, most_dropped=0)


# Two files of one name


def test_a_page_leads_to_the_file_that_counts_when_another_has_its_name(root: Path, tmp_path: Path) -> None:
    samples.write(root, "content/profiles/zed/index.md", {"name": "Zed", "organisation": "city", "role": "Clerk"})
    with (root / "directory.yaml").open("a") as settings:
        settings.write("\nrepository: {url: https://github.com/net/work}\n")
    built(root, tmp_path / "site")
    samples.write(root, "content/profiles/zed.md", {"name": "Other", "organisation": "city", "role": "Clerk"})

    same_as_cold(root, tmp_path / "site", tmp_path / "cold")

    page = (tmp_path / "site/profiles/zed.html").read_text()
    assert "content/profiles/zed/index.md" in page
    assert "content/profiles/zed.md" not in page


# Lists of words


@pytest.mark.parametrize("gone", ["skills.yaml", "*.yaml"], ids=["skills", "all"])
def test_a_network_without_a_list_of_words_has_a_site(gone: str, demo_root: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_root, tmp_path / "root", ignore=shutil.ignore_patterns(".wisselwerk"))
    for path in list((tmp_path / "root/content/vocabulary").glob(gone)):
        path.unlink()

    built(tmp_path / "root", tmp_path / "site")

    assert os.listdir(tmp_path / "site/skills") == ["index.html"]
    assert list((tmp_path / "site/matches/assignments").glob("*.html"))
