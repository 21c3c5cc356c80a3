"""Requirement 5: what people write is text in every template, and what comes of it is looked at against a list."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jinja2
import pytest
from lxml import html

from builder import build, render
from builder.verify import PageError
from tests import samples

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
CODE = sorted((PROJECT / "builder").rglob("*.py"))
TODAY = date(2026, 12, 1)
RAW = re.compile(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b")
ENVIRONMENTS = {"Environment", "Direct", "SandboxedEnvironment", "NativeEnvironment"}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}'


def unescaped(text: str) -> list[str]:
    """Where a template shows something as it is."""
    return [found[0] for inside in re.findall(r"\{[{%].*?[}%]\}", text, re.DOTALL) for found in RAW.finditer(inside)]


def environments(code: str) -> Iterator[tuple[int, str]]:
    """What is wrong with how templates are read: the line, and the word that is missing."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        given = {one.arg: ast.unparse(one.value) for one in node.keywords}
        if name in ENVIRONMENTS:
            if given.get("autoescape") != "True":
                yield node.lineno, "autoescape"
            if not given.get("undefined", "").endswith("StrictUndefined"):
                yield node.lineno, "undefined"
        elif name == "from_string" or ast.unparse(node.func) in ("jinja2.Template", "Template"):
            yield node.lineno, "a template made of text"


def made_markup(code: str) -> Iterator[int]:
    """The lines that call a text markup, and do not say why it may be."""
    lines = code.splitlines()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Markup":
            plain = all(isinstance(one, ast.Constant) for one in node.args)
            said = any("noqa: S704" in line for line in lines[node.lineno - 1 : (node.end_lineno or node.lineno) + 1])
            if not plain and not said:
                yield node.lineno


def test_05_no_template_shows_anything_as_it_is() -> None:
    assert len(TEMPLATES) > 80
    assert {
        path.name: unescaped(path.read_text("utf-8")) for path in TEMPLATES if unescaped(path.read_text("utf-8"))
    } == {}


@pytest.mark.parametrize(
    "text", ["{{ body | safe }}", "{{ body|safe }}", "{% autoescape false %}", "{{ Markup(body) }}"]
)
def test_05_a_template_that_does_is_told(text: str) -> None:
    assert unescaped(f"<p>{text}</p>")


def test_05_every_environment_escapes_and_knows_what_is_not_there() -> None:
    found = {path.name: list(environments(path.read_text("utf-8"))) for path in CODE}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    made = [path.name for path in CODE if re.search(r"\b(?:Environment|Direct)\(\n", path.read_text("utf-8"))]
    assert made == ["decap.py", "render.py"]  # mail, previews, cards and papers are read by that of the pages


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("Environment(undefined=StrictUndefined)", ["autoescape"]),
        ("jinja2.Environment(autoescape=False, undefined=StrictUndefined)", ["autoescape"]),
        ("Direct(autoescape=True)", ["undefined"]),
        ("environment.from_string(body)", ["a template made of text"]),
        ("jinja2.Template(body)", ["a template made of text"]),
        ("Environment(autoescape=True, undefined=jinja2.StrictUndefined)", []),
    ],
)
def test_05_an_environment_that_does_not_is_told(code: str, wrong: list[str]) -> None:
    assert [word for _, word in environments(code)] == wrong


def test_05_whatever_is_called_markup_says_why_it_may_be() -> None:
    assert {
        path.name: list(made_markup(path.read_text("utf-8")))
        for path in CODE
        if list(made_markup(path.read_text("utf-8")))
    } == {}


def test_05_markup_without_a_reason_is_told() -> None:
    assert list(made_markup("a = Markup(body)")) == [1]
    assert list(made_markup('a = Markup("<b>")\nb = Markup(c)  # noqa: S704  # escaped')) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A network of somebody who tries."""
    samples.world(tmp_path)
    samples.write(tmp_path, "directory.yaml", {"title": "Test", "operator": "City", "languages": ["en"]})
    samples.write(
        tmp_path, "content/profiles/eve.md",
        {"name": HOSTILE[:60], "role": HOSTILE, "organisation": "city", "good_at": HOSTILE, "strengths": ["<b>calm"]},
        HOSTILE,
    )  # fmt: skip
    return tmp_path


def test_05_what_people_write_is_text_on_every_page(root: Path) -> None:
    build.build(root, root / "site", TODAY)

    page = html.fromstring((root / "site/profiles/eve.html").read_bytes())
    assert "<script>alert(1)</script>" in page.text_content()
    assert "{{ 7 * 7 }}" in page.text_content()
    assert page.xpath("//script[not(@src) and not(starts-with(@type, 'application/'))] | //img") == []


def test_05_without_escaping_the_look_stops_the_build(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.templates.escaped", str)
    render.environment.cache_clear()
    render.template.cache_clear()
    try:
        with pytest.raises(PageError):
            build.build(root, root / "site", TODAY)
    finally:
        monkeypatch.undo()
        for cache in (render.environment, render.template, render.shell, render.card_around, render.part):
            cache.cache_clear()

    assert not (root / "site").exists()


def test_05_a_name_that_is_not_there_is_a_mistake(root: Path) -> None:
    own = root / "templates/pages/about.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>{{ nobody_gave_this }}</h1>", "utf-8")

    with pytest.raises(jinja2.UndefinedError):
        build.build(root, root / "site", TODAY)
