"""What a network agreed on is asked by its form, which says of a file what `check` says."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from builder import asked
from builder.build import build, check
from builder.model import Assignment, Profile
from builder.settings import Rules
from tests.test_form_rules import ran
from tests.visits import TODAY

SCENARIOS = Path(__file__).parent / "scenarios"
ANNA = {"name": "Anna de Vries", "does": "Brieven die iedereen begrijpt"}


def network(root: Path, name: str, **changes: str) -> Path:
    """The words and organisations of a scenario, without its people; `changes` are texts of its settings."""
    for folder in ("organisations", "vocabulary"):
        if (SCENARIOS / name / "content" / folder).exists():
            shutil.copytree(SCENARIOS / name / "content" / folder, root / "content" / folder)
    text = (SCENARIOS / name / "directory.yaml").read_text(encoding="utf-8")
    for old, new in changes.items():
        text = re.sub(rf"^{old}:\n(?:  .*\n)+", new, text, flags=re.MULTILINE)
    (root / "directory.yaml").write_text(text, encoding="utf-8")
    return root


def page(root: Path, at: str = "new") -> str:
    """A page of the site of a network."""
    build(root, root / "site", TODAY)
    return (root / "site" / at / "index.html").read_text(encoding="utf-8")


def judged(root: Path, html: str, typed: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """What the form says of answers, by how bad it is, and what `check` says of the file that comes of them."""
    found = re.search(r'id="form-data">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    house = min(one.stem for one in (root / "content/organisations").glob("*.md"))
    given = {"data": data, "typed": {**ANNA, "organisation": house, **typed}}
    asks = "given.data.fields.filter(({ takes }) => takes)"
    made = ran(f"rules.judged('profile', {asks}, given.typed, {{ near, agreed: given.data.agreed, own: {{}} }})", given)
    path = root / "content/profiles/anna.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ran("yaml.written(given[0], given[1])", [data["fields"], made["front"]]), encoding="utf-8")
    return (
        {one["code"]: one["severity"] for one in made["problems"]},
        {one.code for one in check(root, TODAY).problems if one.path.endswith("anna.md") and one.severity == "error"},
    )


@pytest.mark.parametrize(
    ("name", "code", "answer"),
    [
        ("managers-network", "not-invited", {"invited_by": "Bram Bos"}),
        ("regional-hr", "listed-without-consent", {"consent": {"state": "given"}}),
        (
            "provincial-network",
            "required-field",
            {"fields": ["@"], "strengths": ["luisteren"], "experience": [{"title": "Adviseur"}]},
        ),
    ],
)
def test_the_form_asks_what_the_network_asks_and_judges_as_check_does(
    tmp_path: Path, name: str, code: str, answer: dict[str, Any]
) -> None:
    root = network(tmp_path, name)
    html = page(root)
    field = re.search(r'name="fields" value="([^"]+)"', html)
    answer = {key: [field[1]] if value == ["@"] and field else value for key, value in answer.items()}

    assert judged(root, html, {}) == ({code: "error"}, {code})
    problems, checked = judged(root, html, answer)
    assert "error" not in problems.values()
    assert not checked


def test_a_consent_that_is_still_to_ask_is_told_and_holds_nobody_up(tmp_path: Path) -> None:
    root = network(tmp_path, "regional-hr")

    problems, checked = judged(root, page(root), {"consent": {"state": "to-ask"}})

    assert problems == {"listed-without-consent": "warning"}
    assert checked == {"listed-without-consent"}


def test_what_a_network_requires_stands_among_the_first_steps() -> None:
    rules = Rules(required={"profiles": ("experience", "contact.phone"), "assignments": ("role",)})

    steps = asked.agreed(Profile, rules)

    assert list(steps)[:3] == ["you", "story", "network"]
    assert [one.path for one in steps["network"]] == ["experience", "contact.phone"]
    assert [one.path for one in asked.agreed(Assignment, rules)["network"]] == ["role"]
    assert asked.enough(Profile, rules) == 3


def test_nothing_more_is_asked_where_nothing_more_was_agreed() -> None:
    assert asked.agreed(Profile, Rules()) == asked.questions(Profile)


def test_what_the_form_cannot_ask_is_named() -> None:
    rules = Rules(required={"profiles": ("x-team", "body", "skills", "contact", "test_results")})

    assert asked.by_hand(Profile, rules) == ("x-team", "body", "test_results")


def test_whoever_begins_reads_that_one_is_invited(tmp_path: Path) -> None:
    html = page(network(tmp_path, "managers-network"))

    assert "Je komt erin op uitnodiging" in html
    assert "wie je uitnodigde" in html
    assert "uitgenodigd_door: naam van wie je uitnodigde" in html


def test_a_network_without_repository_asks_for_mail(tmp_path: Path) -> None:
    root = network(tmp_path, "managers-network", opslag="")
    html = page(root)

    assert "Propose new file" not in html
    assert "Mail het bestand naar de beheerder" in html
    rules = (root / "site/rules/index.html").read_text(encoding="utf-8")
    assert 'href="mailto:kring@dwarskring.example.org' in rules
    assert "je past het bestand aan" not in rules


def test_another_forge_is_called_by_its_name(tmp_path: Path) -> None:
    changes = {"opslag": "opslag:\n  adres: https://codeberg.org/voorbeeld/dwarskring\n  openbaar: nee\n"}

    html = page(network(tmp_path, "managers-network", **changes))

    assert "Begin op Forgejo" in html
    assert "GitHub" not in html
    assert "Propose new file" not in html


def test_the_example_names_terms_of_the_network_with_its_comments_in_a_column(tmp_path: Path) -> None:
    root = network(tmp_path, "managers-network")
    html = page(root)
    found = re.search(r'<pre class="example"[^>]*><code>(---.*?)</code>', html, re.DOTALL)
    assert found
    rows = found[1].splitlines()

    assert len({row.index("# ") for row in rows if "# " in row}) == 1
    (root / "content/profiles").mkdir()
    (root / "content/profiles/jij.md").write_text(found[1].replace("&#39;", "'"), encoding="utf-8")
    assert not [one for one in check(root, TODAY).problems if one.path.endswith("jij.md") and "skill" in one.code]


def test_where_the_example_stands_one_reads_what_more_is_asked(tmp_path: Path) -> None:
    html = page(network(tmp_path, "provincial-network"))

    assert re.search(r"Dit netwerk vraagt ook om: \w+, \w+ en \w+\.</p>", html)
    assert "wil_leren: [" in html


def test_the_card_of_a_profile_shows_hours_to_the_network_alone(tmp_path: Path) -> None:
    root = network(tmp_path, "managers-network")

    assert 'data-seen="hours"' not in page(root)
    build(root, root / "internal", TODAY, "internal")
    assert 'data-seen="hours"' in (root / "internal/new/index.html").read_text(encoding="utf-8")
