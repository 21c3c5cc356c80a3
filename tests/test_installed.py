"""The packages that the bytes of a site follow from."""

from importlib.metadata import version
from pathlib import Path

from builder.installed import NEEDED, installed


def test_the_versions_are_those_that_python_tells() -> None:
    assert installed() == {name: version(name) for name in NEEDED}


def test_a_name_counts_however_it_is_written_and_the_first_of_two(tmp_path: Path) -> None:
    for entry in ("one/Markdown_It.Py-3.0.0.dist-info", "two/markdown-it-py-4.0.0.dist-info", "two/other-1.dist-info"):
        (tmp_path / entry).mkdir(parents=True)

    assert installed([str(tmp_path / one) for one in ("none", "one", "two")]) == {"markdown-it-py": "3.0.0"}
