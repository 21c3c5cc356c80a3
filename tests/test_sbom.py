"""The lists of what the program and its pages are made of: whole, true to the locks, and the same every time."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from builder import parts, sbom
from tests.runner import PROJECT

RENEW = "write them anew with: make sbom"
NAMES = ("program.cdx.json", "browser.cdx.json")


@pytest.fixture(scope="module")
def kept() -> dict[str, dict[str, Any]]:
    return {name: json.loads((PROJECT / "requirements" / name).read_text("utf-8")) for name in NAMES}


def without_licences(told: dict[str, Any]) -> dict[str, Any]:
    """What does not differ with what is installed here."""
    components = [{**one, "licenses": []} for one in told["components"]]
    return {**told, "serialNumber": "", "components": components}


def test_the_lists_are_those_of_the_locks(kept: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)

    for name, made in sbom.lists().items():
        assert without_licences(json.loads(made)) == without_licences(kept[name]), RENEW


def test_a_list_has_the_same_number_as_long_as_it_says_the_same() -> None:
    one, same, other = (json.loads(sbom.written({"components": [name]})) for name in ("a", "a", "b"))

    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", one["serialNumber"]
    )
    assert one == same and one["serialNumber"] != other["serialNumber"]
    assert "timestamp" not in sbom.written({})


@pytest.mark.parametrize("name", NAMES)
def test_every_part_has_a_version_an_address_and_what_it_asks_for_is_in_the_list(
    kept: dict[str, dict[str, Any]], name: str
) -> None:
    told = kept[name]
    refs = [one["bom-ref"] for one in told["components"]]
    asked = {other for one in told["dependencies"] for other in one["dependsOn"]}

    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert len(set(refs)) == len(refs) > 20
    assert asked <= {*refs} and {one["ref"] for one in told["dependencies"]} <= {sbom.PROGRAM, *refs}
    assert [one["purl"] for one in told["components"]] == refs
    assert [one["name"] for one in told["components"] if not one["purl"].endswith(f"@{one['version']}")] == []


def test_every_python_package_has_its_hashes_and_nearly_every_one_its_licence(kept: dict[str, dict[str, Any]]) -> None:
    components = kept["program.cdx.json"]["components"]
    needed = {one["name"] for one in components if one["scope"] == "required"}

    assert [one["name"] for one in components if not one["hashes"]] == []
    assert {digest["alg"] for one in components for digest in one["hashes"]} == {"SHA-256"}
    assert [one["name"] for one in components if one["name"] in needed and not one["licenses"]] == []
    assert {"click", "jinja2", "msgspec", "markupsafe"} <= needed
    assert not needed & {"hypothesis", "pytest", "distributed", "weasyprint", "fonttools"}
    assert {"distributed", "weasyprint", "rdflib"} <= {one["name"] for one in components}
    assert not {"hypothesis", "pytest", "ruff"} & {one["name"] for one in components}


def test_the_browser_parts_are_those_that_the_licences_name(kept: dict[str, dict[str, Any]]) -> None:
    told = kept["browser.cdx.json"]["components"]
    gathered = parts.parts(PROJECT / "node_modules", PROJECT / ".venv/stemmers")

    assert [(one["name"], one["version"], one["licenses"]) for one in told] == [
        (one.name, one.version, [{"expression": one.licence}]) for one in gathered
    ]
    assert [one["name"] for one in told if not one["hashes"]] == ["Snowball stemmers"]
    assert {len(one["content"]) for part in told for one in part["hashes"]} == {128}


def test_a_lock_with_another_hash_gives_another_list(tmp_path: Path) -> None:
    for name in ("build", "test"):
        text = (PROJECT / f"requirements/{name}.txt").read_text("utf-8")
        (tmp_path / f"{name}.txt").write_text(re.sub(r"sha256:\w{4}", "sha256:0000", text), "utf-8")
    project = PROJECT / "pyproject.toml"

    assert sbom.program(project, tmp_path) != sbom.program(project, PROJECT / "requirements")
