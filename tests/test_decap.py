"""The folder of a CMS: settings that the CMS takes, and files that come out of it as they went in."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from builder import build, content
from builder.cli import main
from builder.convert import made
from builder.documents import Document, document
from builder.exports import decap, widgets
from builder.fields import fields_of, spellings
from builder.fmt import tidied
from builder.model import KINDS, Part, Record
from builder.phrases import LANGUAGES
from builder.settings import Repository
from builder.source import Found
from builder.spelling import CHOICES
from builder.writing import slots
from tests import samples
from tests.browsing import served
from tests.conftest import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROJECT = Path(__file__).parent.parent
SHIPPED = PROJECT / "node_modules/@sveltia/cms/schema/sveltia-cms.json"
NODE = shutil.which("node") or "node"
FORGES = {
    "github": "https://github.com/net/files",
    "gitlab": "https://gitlab.example.org/group/net/files.git",
    "forgejo": "https://codeberg.org/net/files/",
}
# Runs the script of the folder as a browser would, with the part of the CMS that it speaks to.
HARNESS = """
const fs = require("fs");
const [script, given] = [process.argv[2], JSON.parse(fs.readFileSync(0, "utf8"))];
const formats = {};
globalThis.self = globalThis;
globalThis.CMS = { registerCustomFormat: (name, extension, format) => (formats[name] = format) };
require("vm").runInThisContext(fs.readFileSync(script, "utf8"));
const answer = ({ kind, text, change, front }) => {
  const format = formats[`wisselwerk-${kind}-frontmatter`];
  try {
    const data = text === undefined ? {} : format.fromFile(text);
    return { data, text: format.toFile({ ...data, ...change, ...front }) };
  } catch (error) {
    return { error: error.message };
  }
};
process.stdout.write(JSON.stringify(given.map(answer)));
"""


def net(root: Path, language: str = "nl", forge: str = "github", **more: Any) -> Path:
    """A network that keeps its files on a forge."""
    samples.world(root)
    settings = {"title": "Net", "operator": "City", "language": language, "base_url": "https://example.org/dir/"}
    samples.write(root, "directory.yaml", {**settings, "repository": {"url": FORGES[forge], "kind": forge}, **more})
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return net(tmp_path_factory.mktemp("net"))


def folder(root: Path, sign_in: str = "") -> dict[str, str]:
    """The files of the folder."""
    read = content.read(root, {})
    assert read.settings and read.settings.repository
    return dict(decap.folder(widgets.network(read, read.settings), read.settings.repository, sign_in))


def settings(root: Path, sign_in: str = "") -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(folder(root, sign_in)["config.yml"])
    return found


def through(root: Path, tmp_path: Path, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the CMS shows of files, and writes when it has changed something in them."""
    (tmp_path / "harness.cjs").write_text(HARNESS, "utf-8")
    (tmp_path / "wisselwerk.js").write_text(folder(root)["wisselwerk.js"], "utf-8")
    command = [NODE, str(tmp_path / "harness.cjs"), str(tmp_path / "wisselwerk.js")]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def record(kind: type[Record], text: str) -> Any:
    """The record that a file holds."""
    read = document("x.md", text.encode())
    assert isinstance(read, Document), read
    return made(read, kind, "x").record


# The settings ---------------------------------------------------------------------------------------------------------


@cache
def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(SHIPPED.read_text("utf-8")))


@pytest.mark.parametrize("forge", FORGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_are_as_the_schema_that_a_cms_ships_has_them(language: str, forge: str, tmp_path: Path) -> None:
    made_here = settings(net(tmp_path, language, forge))
    assert made_here.pop("locale") == language  # of Decap alone: the other takes the language of the browser
    if forge == "forgejo":  # what Decap calls forgejo, for its gitea has no editorial workflow, the other calls gitea
        made_here["backend"]["name"] = "gitea"

    assert [error.message[:200] for error in validator().iter_errors(made_here)] == []


def test_the_schema_is_strict_enough_to_tell() -> None:
    assert list(validator().iter_errors({"backend": {"name": "github", "repo": "a/b"}, "colections": []}))


@pytest.mark.parametrize(
    ("forge", "sign_in", "backend"),
    [
        ("github", "https://in.example.org", {"name": "github", "repo": "net/files", "branch": "main",
                                              "base_url": "https://in.example.org"}),
        ("gitlab", "77", {"name": "gitlab", "repo": "group/net/files", "branch": "main", "auth_type": "pkce",
                          "api_root": "https://gitlab.example.org/api/v4", "base_url": "https://gitlab.example.org",
                          "app_id": "77"}),
        ("forgejo", "88", {"name": "forgejo", "repo": "net/files", "branch": "main",
                           "api_root": "https://codeberg.org/api/v1", "base_url": "https://codeberg.org",
                           "app_id": "88"}),
    ],
)  # fmt: skip
def test_each_forge_is_reached_in_its_own_way(forge: str, sign_in: str, backend: Any, tmp_path: Path) -> None:
    assert settings(net(tmp_path, "nl", forge), sign_in)["backend"] == backend


@pytest.mark.parametrize("forge", FORGES)
def test_nobody_else_is_asked_to_sign_people_in(forge: str, tmp_path: Path) -> None:
    backend = settings(net(tmp_path, "nl", forge))["backend"]

    assert "base_url" in backend  # without one Decap asks a service of others
    assert backend["base_url"].endswith(".invalid") or backend["app_id"].startswith("fill-in")


def test_a_github_of_ones_own_has_its_own_address(root: Path) -> None:
    read = content.read(root, {})
    assert read.settings
    here = widgets.network(read, read.settings)
    own = Repository(url="https://git.example.org/net/files", kind="github")

    assert decap.config(here, own, "")["backend"]["api_root"] == "https://git.example.org/api/v3"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name_and_a_sentence(language: str, tmp_path: Path) -> None:
    for collection in settings(net(tmp_path, language))["collections"]:
        kind = KINDS[collection["name"]]
        left_out = {slot.name for slot in slots(kind)} - {
            spellings(kind).get(one["name"]) for one in fields(collection)
        }

        assert collection["folder"] == f"content/{collection['name']}"
        assert left_out <= {"field_visibility", "photo"}
        labels = [one["label"] for one in fields(collection)]
        assert len(labels) == len({*labels})
        assert all(one["hint"] and "{" not in one["label"] for one in fields(collection))


def fields(collection: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in collection["fields"] if one["name"] != "body"]


def test_what_only_members_may_see_is_not_in_the_folder(tmp_path: Path) -> None:
    net(tmp_path)
    hidden = {"name": "Canary house", "layer": "agency", "visibility": "internal"}
    samples.write(tmp_path, "content/organisations/canary.md", hidden)
    person = {"name": "Canary", "organisation": "city", "learns": ["canary-word"], "visibility": "draft"}
    samples.write(tmp_path, "content/profiles/hush.md", person)
    nameless = {"name": "Canary Bird", "pseudonym": "Reed", "organisation": "city", "tests": [{"title": "canary"}]}
    samples.write(tmp_path, "content/profiles/reed.md", nameless)

    samples.write(tmp_path, "content/profiles/canary-bird.md", nameless | {"pseudonym": "Rush"})
    samples.write(tmp_path, "content/pools/quartet.md", {"name": "Quartet", "members": ["canary-bird", "reed"]})

    assert "canary" not in "".join(folder(tmp_path).values()).casefold()


def test_people_are_chosen_by_name_until_there_are_too_many(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members = members_of(settings(root))
    monkeypatch.setattr(widgets, "MOST_CHOICES", 2)

    assert [one["label"] for one in members["field"]["options"]] == ["Bob", "Cleo", "Words"]
    assert members_of(settings(root))["field"]["widget"] == "string"


def members_of(made_here: dict[str, Any]) -> dict[str, Any]:
    pools = next(one for one in made_here["collections"] if one["name"] == "pools")
    return next(one for one in fields(pools) if one["name"] == "leden")


def test_people_with_a_photo_have_a_folder_and_the_cms_puts_it_there(tmp_path: Path) -> None:
    net(tmp_path)
    flat = settings(tmp_path)["collections"][1]
    (tmp_path / "content/profiles/cleo").mkdir()
    (tmp_path / "content/profiles/cleo.md").rename(tmp_path / "content/profiles/cleo/index.md")
    deep = settings(tmp_path)["collections"][1]

    assert "path" not in flat and "foto" not in [one["name"] for one in flat["fields"]]
    assert (deep["path"], deep["media_folder"], deep["public_folder"]) == ("{{slug}}/index", "", "")
    photo = next(one for one in deep["fields"] if one["name"] == "foto")
    assert photo["fields"][0]["widget"] == "image"


def test_the_page_loads_its_own_scripts_and_speaks_to_the_forge_alone(root: Path) -> None:
    page = folder(root)["index.html"]

    assert re.findall(r'src="([^"]*)"', page) == ["decap-cms.js", "wisselwerk.js"]
    assert {*re.findall(r"https?://[^\s;&\"]*", page)} == {"https://github.com", "https://api.github.com"}
    assert "noindex" in page and "Net" in page


def test_what_a_network_calls_itself_and_others_is_only_text(tmp_path: Path) -> None:
    name = "</script><script>alert('x')</script> {{ 7 * 7 }} \u00e9: # [*&"
    net(tmp_path, title=name)
    samples.write(tmp_path, "content/organisations/odd.md", {"name": name, "layer": "agency"})
    files = folder(tmp_path)

    assert "<script>alert" not in files["index.html"] + files["wisselwerk.js"]
    assert "{{ 7 * 7 }}" in files["index.html"]
    assert name in [
        option["label"]
        for one in fields(yaml.safe_load(files["config.yml"])["collections"][1])
        if one["name"] == "organisatie"
        for option in one["options"]
    ]


def test_the_folder_is_the_same_each_time(root: Path) -> None:
    assert folder(root) == folder(root)


# What the CMS saves ---------------------------------------------------------------------------------------------------


def filled(collection: dict[str, Any], dutch: bool) -> dict[str, Any]:
    """What the widgets save when every field is filled in."""
    kind = KINDS[collection["name"]]
    return part_of(fields(collection), kind, samples.front(kind), dutch)


def part_of(
    inside: list[dict[str, Any]], kind: type[Record | Part], front: dict[str, Any], dutch: bool
) -> dict[str, Any]:
    """The fields of a kind as their widgets save them."""
    by_name = {slot.name: slot for slot in slots(kind)}
    named = [(one, by_name[spellings(kind)[one["name"]]]) for one in inside]
    return {one["name"]: typed(one, slot.part, front[slot.name], dutch) for one, slot in named if slot.name in front}


def typed(widget: dict[str, Any], part: type[Part] | None, value: Any, dutch: bool) -> Any:
    """A value as its widget gives it to the CMS: what no widget could give is a mistake here."""
    match widget["widget"]:
        case "list" if part:
            return [part_of(widget["fields"], part, one, dutch) for one in value]
        case "list":
            return [typed(widget.get("field", {"widget": "string"}), None, one, dutch) for one in value]
        case "object" if part:
            return part_of(widget["fields"], part, value, dutch)
        case "select" if widget.get("multiple"):
            return [chosen(widget, one, dutch) for one in value]
        case "select":
            return chosen(widget, value, dutch)
        case "number":
            assert widget["min"] <= value <= widget["max"]
            return value
        case "datetime":
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", value)
            return value
        case "string" | "text":
            assert "pattern" not in widget or re.search(widget["pattern"][0], str(value)), (widget, value)
            return str(value)
    raise AssertionError(widget)


def chosen(widget: dict[str, Any], value: Any, dutch: bool) -> Any:
    """One of the options."""
    options = [option["value"] for option in widget["options"]]
    word = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
    if dutch and word not in options:
        word = CHOICES[word]
    assert word in options, (widget["name"], value)
    return word


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_file_in_which_the_cms_filled_every_field_is_right_and_says_all_of_it(language: str, tmp_path: Path) -> None:
    root = net(tmp_path / "net", language)
    dutch = language == "nl"
    collections = settings(root)["collections"]
    cases = [{"kind": one["name"], "front": {**filled(one, dutch), "body": "Some *text*."}} for one in collections]
    saved = through(root, tmp_path, cases)
    names = {"organisations": "city", "profiles": "ana", "assignments": "bridge", "pools": "pool", "events": "event"}
    for case, done in zip(cases, saved, strict=True):
        kind, path = KINDS[case["kind"]], f"content/{case['kind']}/{names[case['kind']]}.md"
        before = record(kind, (root / path).read_text("utf-8"))
        (root / path).write_text(done["text"], "utf-8")
        after = record(kind, done["text"])
        found = Found(path, case["kind"], names[case["kind"]])

        assert {name for name in fields_of(kind) if getattr(before, name) != getattr(after, name)} <= {
            "field_visibility"
        }
        assert tidied(found, kind, done["text"].encode(), language) == done["text"]
    assert [one for one in build.check(root, TODAY).problems if one.severity == "error"] == []


def test_a_field_that_is_emptied_is_gone(root: Path, tmp_path: Path) -> None:
    text = "---\nnaam: Ana\nfunctie: Klerk\norganisatie: city\ntoestemming:\n  tot: 2027-01-01\nwil:\n  - rust\n---\n"
    change = {"functie": "", "toestemming": {"tot": ""}, "wil": []}
    [done] = through(root, tmp_path, [{"kind": "profiles", "text": text, "change": change}])

    assert done["text"] == "---\nnaam: Ana\norganisatie: city\n---\n"


# What is there already ------------------------------------------------------------------------------------------------


def demo_files() -> list[tuple[str, Path]]:
    return [(kind, path) for kind in KINDS for path in sorted((PROJECT / "content" / kind).rglob("*.md"))]


def test_every_file_of_the_demo_is_shown_whole_and_saved_as_it_was(tmp_path: Path) -> None:
    files = demo_files()
    cases = [{"kind": kind, "text": path.read_text("utf-8")} for kind, path in files]
    collections = {one["name"]: one for one in settings(PROJECT)["collections"]}

    for (kind, path), case, done in zip(files, cases, through(PROJECT, tmp_path, cases), strict=True):
        widget = {"widget": "object", "fields": collections[kind]["fields"]}
        data = {key: value for key, value in done["data"].items() if key != "#"}
        assert done["text"] == case["text"], path
        assert list(unfit(widget, data, path.stem)) == []
        assert set(data) - {"body"} == written_keys(case["text"], KINDS[kind]), path


def written_keys(text: str, kind: type[Record]) -> set[str]:
    """The keys of a file that a widget can hold."""
    front = yaml.load(text.split("---\n")[1], yaml.CBaseLoader)  # nothing but texts
    return {key for key in front if key in spellings(kind) and spellings(kind)[key] != "field_visibility"}


def unfit(widget: dict[str, Any], value: Any, at: str) -> list[str]:
    """Where a value is not what its widget holds."""
    match widget["widget"]:
        case "object":
            inside = {one["name"]: one for one in widget["fields"]}
            if not isinstance(value, dict) or set(value) - set(inside):
                return [f"{at}: {value}"]
            return [wrong for key, one in value.items() for wrong in unfit(inside[key], one, f"{at}.{key}")]
        case "list" | "select" if widget["widget"] == "list" or widget.get("multiple"):
            one = {**widget, "widget": "object"} if "fields" in widget else widget.get("field", {"widget": "string"})
            one = {**widget, "multiple": False} if widget["widget"] == "select" else one
            if not isinstance(value, list):
                return [f"{at}: {value}"]
            return [wrong for n, item in enumerate(value) for wrong in unfit(one, item, f"{at}[{n}]")]
        case "select":
            good = value in [option["value"] for option in widget["options"]]
        case "number":
            good = isinstance(value, int)
        case _:
            good = isinstance(value, str)
    return [] if good else [f"{at}: {value}"]


def test_a_change_touches_one_row_of_any_file_of_the_demo(tmp_path: Path) -> None:
    files = demo_files()
    cases = [
        {"kind": kind, "text": path.read_text("utf-8"), "change": {"bevestigd_op": "2026-11-20"}}
        for kind, path in files
    ]
    for case, done in zip(cases, through(PROJECT, tmp_path, cases), strict=True):
        before, after = (
            [row for row in text.split("\n") if "bevestigd_op:" not in row] for text in (case["text"], done["text"])
        )
        assert before == after
        assert "\nbevestigd_op: 2026-11-20\n" in done["text"]


KEPT = """---
# Dit leest niemand, en het blijft staan.
name: Ana  # ook dit
organisation: city
skills: {drafting: 4}
contact:
  email: ana@example.org
  phone: 0612345678
x-number: 0011
field_visibility:
  role: internal
---

Hello.
"""


def test_comments_short_forms_zeros_and_the_language_of_a_file_are_kept(root: Path, tmp_path: Path) -> None:
    [same, changed] = through(
        root,
        tmp_path,
        [{"kind": "profiles", "text": KEPT}, {"kind": "profiles", "text": KEPT, "change": {"functie": "Klerk"}}],
    )

    assert same["data"]["vaardigheden"] == [{"vaardigheid": "drafting", "niveau": 4}]
    assert same["data"]["contact"]["telefoon"] == "0612345678"
    assert same["text"] == KEPT
    assert changed["text"] == KEPT.replace("organisation: city\n", "organisation: city\nrole: Klerk\n")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("vaardigheden: drafting", {"vaardigheden": [{"vaardigheid": "drafting"}]}),
        ("vaardigheden: [drafting: gevorderd]", {"vaardigheden": [{"vaardigheid": "drafting", "niveau": 4}]}),
        ("talen: [de: native]", {"talen": [{"taal": "de", "niveau": "moedertaal"}]}),
        ("links: [Blog: https://example.org/]", {"links": [{"label": "Blog", "adres": "https://example.org/"}]}),
        ("contact: a@example.org", {"contact": {"email": "a@example.org"}}),
        ("toestemming: given", {"toestemming": {"stand": "gegeven"}}),
        ("dagen: Monday", {"dagen": ["maandag"]}),
        ("matching: false", {"matching": "nee"}),
        ("eigenaar: ana", {"eigenaar": ["ana"]}),
        ("uren_per_week: 8", {"uren_per_week": 8}),
        ("wil:", {"wil": []}),
    ],
)
def test_every_way_to_write_a_field_is_shown_in_its_widget(
    written: str, shown: dict[str, Any], root: Path, tmp_path: Path
) -> None:
    text = f"---\nnaam: Ana\norganisatie: city\n{written}\n---\n"
    [done] = through(root, tmp_path, [{"kind": "profiles", "text": text}])

    assert {key: done["data"][key] for key in shown} == shown
    assert done["text"] == text


def test_only_the_text_below_can_be_changed_too(root: Path, tmp_path: Path) -> None:
    cases = [{"kind": "profiles", "text": KEPT, "change": {"body": body}} for body in ("Goodbye.\n\n- one", "", None)]
    head = KEPT.partition("\nHello.")[0]

    assert [one["text"] for one in through(root, tmp_path, cases)] == [f"{head}\nGoodbye.\n\n- one\n", head, head]


@pytest.mark.parametrize("text", ["---\nname: [Ana\n---\n", "no front matter", "---\nname: Ana\n", "---\n- a\n---\n"])
def test_a_file_that_cannot_be_read_is_never_overwritten(text: str, root: Path, tmp_path: Path) -> None:
    [done] = through(root, tmp_path, [{"kind": "profiles", "text": text, "change": {"naam": "Bob"}}])

    assert "wisselwerk check" in done["error"]


# The command ----------------------------------------------------------------------------------------------------------


def exported(root: Path, out: Path, *more: str) -> int:
    return main(["export", "decap", "--root", str(root), "--out", str(out), *more])


def test_the_command_writes_the_folder_and_says_what_it_lacks(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(root, tmp_path / "redactie") == 0
    assert sorted(path.name for path in (tmp_path / "redactie").iterdir()) == [
        "LICENCES.txt", "config.yml", "index.html", "wisselwerk.js",
    ]  # fmt: skip
    told = capsys.readouterr().out
    assert "--sign-in" in told and "decap-cms.js" in told


def test_with_a_sign_in_nothing_of_it_is_lacking(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exported(root, tmp_path, "--sign-in", "https://in.example.org/") == 0
    assert "--sign-in" not in capsys.readouterr().out
    assert "base_url: https://in.example.org\n" in (tmp_path / "config.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("forge", "sign_in"),
    [("github", "in"), ("github", "javascript:alert(1)"), ("gitlab", "a b"), ("forgejo", "x\n---"), ("gitlab", "'")],
)
def test_a_sign_in_that_cannot_be_is_refused(forge: str, sign_in: str, tmp_path: Path) -> None:
    assert exported(net(tmp_path / "net", "nl", forge), tmp_path / "out", "--sign-in", sign_in) == 2
    assert not (tmp_path / "out").exists()


def test_wrong_use_is_told(root: Path, tmp_path: Path) -> None:
    out = ["--root", str(root), "--out", str(tmp_path / "x")]

    assert main(["export", "decap", "--root", str(root)]) == 2
    assert main(["export", "decap", "ana", *out]) == 2
    assert main(["export", "jsonresume", *out]) == 2
    assert main(["export", "jsonresume", "ana", "--sign-in", "1", *out]) == 2
    assert not (tmp_path / "x").exists()


def test_a_network_without_a_repository_is_asked_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exported(samples.world(tmp_path / "net"), tmp_path / "out") == 1
    assert "opslag" in capsys.readouterr().err


def test_files_that_the_cms_does_not_show_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = net(tmp_path / "net")
    samples.write(root, "content/organisations/plain.yaml", {"name": "Plain", "layer": "agency"})

    assert exported(root, tmp_path / "out") == 0
    assert "1 bestand eindigt op .yaml" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    assert exported(root, tmp_path / "file") == 1


# In a browser, with the CMS that ships the schema: it reads the folder too --------------------------------------------

KEPT_AT = "sveltia-cms-test/content/profiles/anke-schroeder.md"  # where this one keeps files when it only tries
WRITE = """async ([path, text]) => {
    let folder = await navigator.storage.getDirectory();
    const names = path.split("/");
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const stream = await (await folder.getFileHandle(names.at(-1), { create: true })).createWritable();
    await stream.write(text);
    await stream.close();
}"""
READ = """async (path) => {
    let folder = await navigator.storage.getDirectory();
    const names = path.split("/");
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
    return (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
}"""


@pytest.fixture
def desk(tmp_path: Path, demo_root: Path) -> Iterator[str]:
    """Where the folder of the demo stands on this computer, with a CMS in it that keeps files in the browser."""
    files = folder(demo_root)
    trial = {**yaml.safe_load(files["config.yml"]), "backend": {"name": "test-repo"}, "publish_mode": "simple"}
    for name, text in {**files, "config.yml": decap.written(trial)}.items():
        (tmp_path / name).write_text(text, "utf-8")
    shutil.copy(SHIPPED.parents[1] / "dist/sveltia-cms.js", tmp_path / "decap-cms.js")
    with served(tmp_path) as address:
        yield address


def test_a_cms_opens_a_file_of_ours_and_changes_one_row_in_it(desk: str, chromium: "Browser") -> None:
    text = (PROJECT / "content/profiles/anke-schroeder.md").read_text("utf-8")
    page = chromium.new_page()
    page.goto(desk)
    page.get_by_role("button").first.wait_for()
    assert "errors in the CMS configuration" not in page.inner_text("body")
    page.evaluate(WRITE, [KEPT_AT, text])
    page.get_by_role("button").first.click()
    page.get_by_text("Bijeenkomsten").first.wait_for()

    page.goto(f"{desk}#/collections/profiles/entries/anke-schroeder")
    field = page.locator("section[data-key-path=functie] input")
    assert field.input_value() == "Adviseur Europa"
    field.fill("Adviseur over de grens")
    page.get_by_role("button", name="Save").click()
    # While the CMS writes the file, there is none.
    saved = f"({READ})('{KEPT_AT}').then((text) => text.includes('over de grens'), () => false)"
    page.wait_for_function(f"() => {saved}")

    assert page.evaluate(READ, KEPT_AT) == text.replace("functie: Adviseur Europa", "functie: Adviseur over de grens")
    page.close()


def test_a_folder_without_a_cms_says_so(root: Path, tmp_path: Path, chromium: "Browser") -> None:
    for name, text in folder(root).items():
        (tmp_path / name).write_text(text, "utf-8")
    page = chromium.new_page()
    with served(tmp_path) as address:
        page.goto(address)
        assert page.inner_text("body").startswith("Decap staat nog niet in deze map.")
    page.close()
