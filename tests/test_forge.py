"""Where the files of a network are made and changed, on whatever forge it keeps them."""

import pytest

from builder.forge import forge_of
from builder.model import ForgeName
from builder.settings import Repository


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("https://github.com/o/r", None, "GitHub"),
        ("https://gitlab.com/o/r", None, "GitLab"),
        ("https://gitlab.gemeente.example/o/r", None, "GitLab"),
        ("https://codeberg.org/o/r", None, "Forgejo"),
        ("https://code.overheid.example/o/r", None, "GitHub"),
        ("https://code.overheid.example/o/r", "forgejo", "Forgejo"),
        ("https://gitlab.example/o/r", "github", "GitHub"),
    ],
)
def test_a_forge_is_known_by_its_address_unless_the_settings_say(url: str, kind: ForgeName | None, name: str) -> None:
    assert forge_of(Repository(url=url, kind=kind)).name == name


@pytest.mark.parametrize(
    ("kind", "new", "edit"),
    [
        ("github", "new/live?filename={path}", "edit/live/{path}"),
        ("gitlab", "-/new/live?file_name={path}", "-/edit/live/{path}"),
        ("forgejo", "_new/live/{folder}", "_edit/live/{path}"),
    ],
)
def test_each_forge_has_its_own_pages_for_new_and_for_changed_files(kind: ForgeName, new: str, edit: str) -> None:
    forge = forge_of(Repository(url="https://code.example/o/r.git", branch="live", kind=kind))

    assert (forge.new, forge.edit) == (f"https://code.example/o/r/{new}", f"https://code.example/o/r/{edit}")


def test_only_github_takes_the_text_of_a_new_file_along_in_an_address() -> None:
    made = [forge_of(Repository(url="https://code.example/o/r", kind=kind)) for kind in ("github", "gitlab", "forgejo")]

    assert [bool(one.value) for one in made] == [True, False, False]
