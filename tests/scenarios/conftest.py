"""The networks that Wisselwerk must be able to be: each a folder of content, and a test that tells what it promises.

To add one:

1. `tests/scenarios/<name>/` holds `directory.yaml` and `content/`, with Dutch keys and invented people (`fictief: ja`).
   Nothing else stands there: the folder is also a starter, `wisselwerk new network --like <name> FOLDER`.
2. `cli.starter.<name>` in `templates/locales/cli/{nl,en,de,fr}.yaml` says in one line for whom it is.
3. `tests/scenarios/test_<name_with_underscores>.py` tells what a visitor, a member, a supervisor and the co-ordinator
   see and can do, over the built site: `built("<name>")` is the public edition on TODAY, and `tests/visits.py` reads
   it. Begin with what `check` may ask attention for; `test_starters.py` sees to it that there are no errors, ever.
4. `docs/netwerken.md` and `docs/networks.md` tell of it in a few lines with a picture: `NETWORKS` in tests/pictures.py.

Dates: TODAY stands still here, but a starter is also written years from now. Let no date make an error with time.
"""

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder import build
from tests.visits import TODAY, Built, Site

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Builds a scenario as its co-ordinator would, once for each edition, day and change that is made to it first."""

    @cache
    def built(
        name: str, edition: Any = "public", today: date = TODAY, change: Callable[[Path], None] = unchanged
    ) -> Site:
        root = tmp_path_factory.mktemp(name) / "root"
        shutil.copytree(HERE / name, root, ignore=shutil.ignore_patterns(".wisselwerk"))
        change(root)
        done = build.build(root, root.parent / "site", today, edition)
        return Site(root.parent / "site", done.problems)

    return built


def unchanged(_: Path) -> None:
    """The scenario as it stands."""
