"""A file that is there already, opened in the form and changed: nothing is lost that nobody touched."""

import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from builder import model
from builder.convert import made
from builder.documents import Document, document
from builder.fmt import tidied
from builder.model import KINDS, Assignment, Profile
from builder.shipped import templates_folder
from builder.source import Found
from builder.writing import written
from tests.samples import ALONG, front

PROJECT = Path(__file__).parent.parent
STATIC = templates_folder() / "static"
NODE = shutil.which("node") or "node"
PAGES = {Profile: "new/index.html", Assignment: "new/assignment/index.html"}
FOLDERS: dict[type[model.Record], str] = {kind: folder for folder, kind in KINDS.items()}
ASKED = pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)

# What the page does with the choices on it, for who has no page.
CHOOSE = "const choose = (field, text) => text;"
# Every answer that a file gives, put into the form and written by it.
AGAIN = """
const again = ({ text, data }) => {
  const order = data.order.map(([name]) => name);
  const file = change.opened(text, data.order.map(([name, key]) => ({ name, key })), jsyaml);
  const asked = data.fields.filter((field) => field.takes && file.values.has(field.name));
  const answer = (field) => change.answer(field, file.values.get(field.name), choose);
  const typed = Object.fromEntries(asked.map((field) => [field.name, answer(field)]));
  const strange = asked.filter(({ name }) => typed[name] === undefined).map(({ name }) => name);
  const known = asked.filter(({ name }) => !strange.includes(name));
  const { front } = rules.judged(data.kind, known, typed, { vocabularies: {}, near, open: false, own: {} });
  for (const field of known) {
    if (field.takes !== "group" || front[field.name] === undefined) continue;
    const rows = [typed[field.name]].flat();
    const merged = [front[field.name]].flat().map((row, n) => ({ ...rows[n].kept, ...row }));
    front[field.name] = field.many ? merged : merged[0];
  }
  const names = known.map(({ name }) => name);
  return { strange, text: change.changed(file, names, front, data.fields, order, {}, jsyaml) };
};
"""


def ran(script: str, given: Any) -> Any:
    """What a line of JavaScript makes of something; the scripts of the form are there by their names."""
    names = ("yaml", "rules", "near", "change")
    modules = "".join(f"const {{{name}}} = require({json.dumps(str(STATIC / 'form' / name))});" for name in names)
    modules += f"const jsyaml = require({json.dumps(str(STATIC / 'vendor' / 'js-yaml.js'))});{CHOOSE}{AGAIN}"
    program = f"{modules} const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    program += f"process.stdout.write(JSON.stringify({script}))"
    done = subprocess.run([NODE, "-e", program], input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def known(demo: Path, kind: type[model.Record]) -> dict[str, Any]:
    """What the page of the form gives its script."""
    page = (demo / PAGES[kind]).read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="form-data">(.*?)</script>', page, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def read(kind: type[model.Record], text: str) -> Any:
    """The record that a file holds."""
    found = document(f"content/{FOLDERS[kind]}/x.md", text.encode())
    assert isinstance(found, Document), (found, text)
    return made(found, kind, "x").record


def changes(data: dict[str, Any], cases: list[dict[str, Any]]) -> list[str]:
    """The texts of files after some fields got another value, or none."""
    script = """given.cases.map(({ text, names, front, notes }) => change.changed(
      change.opened(text, given.data.order.map(([name, key]) => ({ name, key })), jsyaml),
      names, front, given.data.fields, given.data.order.map(([name]) => name), notes ?? {}, jsyaml))"""
    found: list[str] = ran(script, {"data": data, "cases": cases})
    return found


# Whole files ----------------------------------------------------------------------------------------------------------


@ASKED
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_changed_field_is_written_in_its_place_and_the_rest_stays(
    demo: Path, kind: type[model.Record], language: str
) -> None:
    data = known(demo, kind)
    before, other = front(kind), front(kind, 1)
    names = [row["name"] for row in data["fields"] if row["name"] in before and row["name"] in other]
    whole = written(kind, before, "A *body*.", language=language)
    without = {name: {key: value for key, value in before.items() if key != name} for name in names}

    another = [{"text": whole, "names": [name], "front": {name: other[name]}} for name in names]
    taken = [{"text": whole, "names": [name], "front": {}} for name in names]
    put = [
        {
            "text": written(kind, without[name], "A *body*.", language=language),
            "names": [name],
            "front": {name: before[name]},
        }
        for name in names
    ]

    assert changes(data, another) == [
        written(kind, before | {name: other[name]}, "A *body*.", language=language) for name in names
    ]
    assert changes(data, taken) == [written(kind, without[name], "A *body*.", language=language) for name in names]
    assert changes(data, put) == [whole] * len(names)


@ASKED
def test_every_file_of_the_demo_can_be_opened_and_says_the_same_when_it_is_written_again(
    demo: Path, kind: type[model.Record]
) -> None:
    data = known(demo, kind)
    texts = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "content" / FOLDERS[kind]).rglob("*.md"))]

    again = ran("given.texts.map((text) => again({ text, data: given.data }))", {"texts": texts, "data": data})

    assert [one["strange"] for one in again] == [[]] * len(texts)
    for text, one in zip(texts, again, strict=True):
        assert read(kind, one["text"]) == read(kind, text)


@ASKED
def test_short_forms_lists_of_one_and_either_language_are_understood(demo: Path, kind: type[model.Record]) -> None:
    skills = "vaardigheden: {schrijven: 3, plannen: 4}\ntalen: [nl: moedertaal, en]\nlinks: https://example.org\n"
    text = f"---\n{skills}eigenaar: ana\nuren_per_week: 8 uur\n---\n"

    found = ran("again(given)", {"text": text, "data": known(demo, kind)})

    assert found["strange"] == []
    assert found["text"].splitlines()[1:-1] == [
        "vaardigheden:", "  - schrijven: 3", "  - plannen: 4", "talen:", "  - nl: moedertaal", "  - en",
        "links:", "  - https://example.org", "eigenaar: ana", "uren_per_week: 8",
    ]  # fmt: skip


# What stays -----------------------------------------------------------------------------------------------------------

OWN = """---
# My own words about this file

naam: 'Ana'   # as people say it
x-kantoor: {dag: [ma,
  di]}
# until summer
uren_per_week: 8  # less in May

ervaring:
  # the best one
  - titel: Bridge
    samen_met: [bob]   # with care
wat_ik_doe: |
  # no comment

  Words.
# the end
---

The body.
"""


def test_what_nobody_touched_stays_to_the_letter(demo: Path) -> None:
    data = known(demo, Profile)

    done, same = changes(
        data, [{"text": OWN, "names": ["hours"], "front": {"hours": 12}}, {"text": OWN, "names": [], "front": {}}]
    )

    assert same == OWN
    assert done == OWN.replace("uren_per_week: 8 ", "uren_per_week: 12 ")


def test_the_comments_in_a_changed_field_move_above_it(demo: Path) -> None:
    rows = [{"title": "Bridge", "together_with": ["bob"]}, {"title": "Quay"}]
    [done] = changes(known(demo, Profile), [{"text": OWN, "names": ["experience"], "front": {"experience": rows}}])

    assert "\n# the best one\n# with care\nervaring:\n  - titel: Bridge\n    samen_met:\n      - bob\n" in done
    assert done.count("#") == OWN.count("#")


def test_the_comments_of_a_field_that_goes_stay(demo: Path) -> None:
    [done] = changes(known(demo, Profile), [{"text": OWN, "names": ["does"], "front": {}}])

    assert "wat_ik_doe" not in done
    assert done.endswith("# the end\n---\n\nThe body.\n")


def test_an_example_in_the_file_goes_when_the_field_is_filled(demo: Path) -> None:
    data = known(demo, Profile)
    values = {"name": "Ana", "organisation": "city", "does": "Much"}
    notes = data["notes"]
    text = written(Profile, values, notes=notes)

    [done] = changes(data, [{"text": text, "names": ["hours"], "front": {"hours": 8}, "notes": notes}])

    assert "# uren_per_week" in text
    assert sorted(done.splitlines()) == sorted(
        written(Profile, values | {"hours": 8}, notes={"skills": notes["skills"]}).splitlines()
    )


@ASKED
def test_a_tidy_file_stays_tidy(demo: Path, kind: type[model.Record]) -> None:
    other = front(kind, 1)
    alone = {name for owner, name in ALONG if owner == kind.__name__}
    names = [row["name"] for row in known(demo, kind)["fields"] if row["name"] in other.keys() - alone]
    text = written(kind, front(kind), "Body.", notes=dict.fromkeys(front(kind), "A note"))
    found = Found(f"content/{FOLDERS[kind]}/x.md", FOLDERS[kind], "x")

    for done in changes(
        known(demo, kind), [{"text": text, "names": [name], "front": {name: other[name]}} for name in names]
    ):
        assert tidied(found, kind, done.encode()) == done


# What cannot be opened ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("Just words.", 0),
        ("---\nnaam: Ana\n", 0),
        ("---\nnaam: Ana\n---\nnaam: Ana\n---\n", 0),
        ("---\nnaam: Ana\n---\n\n---\nnaam: Ana\ncontact:\n  telefoon: 06\n---\n", 0),
        ("---\nnaam: Ana\nnaam: Bob\n---\n", 3),
        ("---\nnaam: Ana\nrol: x\nname: Bob\n---\n", 4),
        ("---\nnaam: Ana\nwerkvelden: [a\n---\n", 3),
        ("---\nnaam: !!int 3\n---\n", 2),
        ("---\n- naam\n---\n", 0),
        ("---\n? naam\n: Ana\n---\n", 2),
        ("---\nnaam: Ana\n---\n" + "x" * 70_000, 0),
    ],
)
def test_a_file_that_cannot_be_read_says_where(demo: Path, text: str, line: int) -> None:
    script = """(() => {
      const fields = [{ name: "name", key: "naam" }];
      try { change.opened(given, fields, jsyaml); } catch (shut) { return [shut.message, shut.line]; }
    })()"""

    assert ran(script, text) == ["shut", line]


@pytest.mark.parametrize(
    "value", ["{a: {b: c}}", "[[a]]", "{titel: A, onbekend: b}", "[{titel: [a, b]}]", "[{a: 1, b: 2}]"]
)
def test_a_value_of_another_shape_is_left_alone(demo: Path, value: str) -> None:
    text = f"---\nnaam: Ana\nervaring: {value}\n---\n"

    assert ran("again(given)", {"text": text, "data": known(demo, Profile)}) == {
        "strange": ["experience"],
        "text": text,
    }


def test_a_file_that_is_all_front_matter_can_be_changed_too(demo: Path) -> None:
    text = "name: Ana\norganisation: city\n"

    [done] = changes(known(demo, Profile), [{"text": text, "names": ["hours"], "front": {"hours": 8}}])

    assert done == "name: Ana\norganisation: city\nhours: 8\n"


def test_a_hostile_file_changes_nothing_but_itself(demo: Path) -> None:
    text = "---\n__proto__: {x: y}\nconstructor: a\nnaam: Ana\n---\n"

    [done] = changes(known(demo, Profile), [{"text": text, "names": ["hours"], "front": {"hours": 8}}])

    assert done == text.replace("__proto__", "uren_per_week: 8\n__proto__")
    assert msgspec.json.encode(ran("again(given).strange", {"text": text, "data": known(demo, Profile)})) == b"[]"


@ASKED
def test_whatever_stands_in_a_field_is_an_answer_or_left_alone(demo: Path, kind: type[model.Record]) -> None:
    chance = random.Random(7)
    names = [row["key"] for row in known(demo, kind)["fields"] if "takes" in row]
    texts = [
        "---\n"
        + yaml.safe_dump({name: anything(chance, 3) for name in chance.sample(names, 4)}, sort_keys=False)
        + "---\n"
        for _ in range(150)
    ]

    found = ran(
        "given.texts.map((text) => again({ text, data: given.data }))", {"texts": texts, "data": known(demo, kind)}
    )

    for text, one in zip(texts, found, strict=True):
        before, after = (yaml.load(each.split("---\n")[1], yaml.BaseLoader) for each in (text, one["text"]))
        spelled = {row["name"]: row["key"] for row in known(demo, kind)["fields"]}
        assert {spelled[name]: before[spelled[name]] for name in one["strange"]} == {
            key: value for key, value in after.items() if key in {spelled[name] for name in one["strange"]}
        }


def anything(chance: random.Random, deep: int) -> Any:
    """A text, a list or a mapping, with more inside."""
    texts = ["a", "3", "ja", "2027-01-04", "titel", "skill", "@b", "é", "", "~", "x: y", "# z"]
    match chance.randrange(4 if deep else 2):
        case 2:
            return [anything(chance, deep - 1) for _ in range(chance.randrange(3))]
        case 3:
            keys = ["titel", "niveau", "a", "link", "email", "naam", "__proto__", "toString"]
            return {key: anything(chance, deep - 1) for key in chance.sample(keys, chance.randrange(3))}
        case _:
            return chance.choice(texts)
