"""What several requirements are tried on: one site that holds what strangers would write."""

import pytest

from tests.hostile import fields
from tests.hostile.browsed import Site, made


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Every payload that a build takes in, in one site of two editions."""
    return made(tmp_path_factory.mktemp("browsed"), fields.tries(1))
