"""Where the files stand that come with the program."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def templates_folder(package: Path = HERE) -> Path:
    """The templates inside an installed package, else those beside it in a checkout."""
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


def starters_folder(package: Path = HERE) -> Path:
    """The networks to begin from, inside an installed package, else among the tests of a checkout."""
    installed = package / "_starters"
    return installed if installed.is_dir() else package.parent / "tests" / "scenarios"
