"""How a page is put together: the shell, the links and the network's own templates."""

from pathlib import Path

import jinja2
import msgspec
import pytest
from hypothesis import given as tried_with
from hypothesis import strategies as st
from markupsafe import Markup, escape

from builder import kept, pages, render
from builder.pages import Sheet
from builder.rank import ranked
from builder.templates import escaped
from tests.small_site import TEMPLATES, frame
from tests.worlds import directory, person

PROFILE = next(page for page in pages.PAGES if page.name == "profile")


def shown(folders: tuple[Path, ...] = (TEMPLATES,)) -> str:
    """The page of Ana, made with the templates in these folders."""
    given = directory(person("ana", name="Ana"))
    material = pages.material(given, ranked(given))
    path = pages.path_of("profile", "ana")
    return render.render(PROFILE, frame(given, folders), path, PROFILE.shows(material, given.profiles["ana"])).decode()


def test_a_link_leads_from_the_page_itself_to_another() -> None:
    url = render.links("../../")

    assert url("profile", person("ana")) == "../../profiles/ana.html"
    assert url("skill", "drafting", 3) == "../../skills/drafting/3.html"
    assert url("home") == "../../index.html"


def test_the_page_for_what_is_not_there_knows_where_the_site_stands() -> None:
    given = directory()

    assert render.root_of(frame(given), "404.html") == "/"
    assert render.root_of(frame(given), "profiles/index/2.html") == "../../"


def test_a_network_may_put_its_own_template_in_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "profile.html").write_text("<h1>{{ name }} van ons</h1>")

    assert "<h1>Ana van ons</h1>" in shown((tmp_path, TEMPLATES))


def test_a_network_may_change_one_block_of_the_shell(tmp_path: Path) -> None:
    (tmp_path / "base.html").write_text(
        '{% extends "ours/base.html" %}{% block footer %}<footer>ons</footer>{% endblock %}'
    )
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "base.html").write_text((TEMPLATES / "base.html").read_text("utf-8"))

    assert "<footer>ons</footer>" in shown((tmp_path, TEMPLATES))


def test_a_shell_without_a_place_for_the_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "base.html").write_text("<title>{{ title }}</title>{{ description }}{{ robots }}{{ crumbs }}")

    with pytest.raises(ValueError, match="no place for main"):
        shown((tmp_path, TEMPLATES))


def test_a_word_that_a_template_forgets_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "profile.html").write_text("{{ nmae }}")

    with pytest.raises(jinja2.UndefinedError):
        shown((tmp_path, TEMPLATES))


def test_no_template_trusts_a_text() -> None:
    found = [path for path in TEMPLATES.rglob("*.html") if "|safe" in (text := path.read_text("utf-8")).replace(" ", "")
             or "autoescape" in text]  # fmt: skip

    assert found == []


def test_a_template_of_ours_is_compiled_once_for_each_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    frames = [msgspec.structs.replace(frame(directory()), language=one) for one in ("nl", "en")]
    for one in frames:
        render.environment(one).get_template("parts/crumbs.html")

    assert sorted(path.name[:12] for path in (tmp_path / "kept").iterdir()) == ["template-en-", "template-nl-"]


@pytest.mark.parametrize(
    "text", ["{% set a = {'b': 'c'} %}{{ a.b }}", "{% for a in [{'b': 'c'}] %}{{ a.b }}{% endfor %}"]
)
def test_a_template_of_others_may_read_a_mapping_by_its_keys(tmp_path: Path, text: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "profile.html").write_text(f"<p>{text}</p>")

    assert "<p>c</p>" in shown((tmp_path, TEMPLATES))


def test_the_same_page_is_the_same_bytes() -> None:
    assert shown() == shown()


@pytest.mark.parametrize(
    ("written", "shown_as"),
    [
        ('{{ url("skill", one.slug) }}', "../skills/drafting.html"),
        ('{% set work_slug = one.slug %}{{ url("skill", work_slug) }}', "../skills/drafting.html"),
        ('{{ url("skills") }}', "../skills/index.html"),
        ('{{ url("skill", one) }}', "../skills/drafting.html"),
        ('{{ url("skill", one.slug, 2) }}', "../skills/drafting/2.html"),
    ],
)
def test_a_link_in_a_template_is_the_same_however_it_is_made(tmp_path: Path, written: str, shown_as: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "profile.html").write_text("{% for one in skills %}[" + written + "]{% endfor %}")
    given = frame(directory(), (tmp_path, TEMPLATES))
    template = render.environment(given).get_template("pages/profile.html")

    found = template.render({**render.everywhere(given, "../"), "skills": [Sheet("drafting", 1)]})

    assert found == f"[{shown_as}]"


@tried_with(st.text() | st.integers() | st.booleans() | st.none() | st.text().map(Markup) | st.floats() | st.dates())
def test_what_a_page_shows_is_escaped_as_markup_is(value: object) -> None:
    assert escaped(value) == escape(value)
