"""Where the files are kept: the addresses at which each kind of forge lets people make and change them."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from .model import ForgeName
from .settings import Repository


class Forge(NamedTuple):
    """Addresses with a blank for the path of a file, `{path}`, or of its folder, `{folder}`."""

    name: str  # as people call it
    new: str  # the page for a new file
    value: str  # what is put behind that address before the text of the file; empty when a forge takes no text
    upload: str
    raw: str  # the bare text of a file
    edit: str
    delete: str


@lru_cache(maxsize=64)  # every page leads there
def forge_of(repository: Repository) -> Forge:
    """The addresses of a repository."""
    made = FORGES[kind_of(repository)]
    return made(repository.url.rstrip("/").removesuffix(".git"), quote(repository.branch))


def kind_of(repository: Repository) -> ForgeName:
    """What a repository is kept on: as its network says, else as the address tells."""
    host = urlsplit(repository.url).hostname or ""
    if repository.kind:
        return repository.kind
    return next((kind for kind, names in HOSTS.items() if any(name in host for name in names)), "github")


# How a host is known that does not say what it runs.
HOSTS: Mapping[ForgeName, tuple[str, ...]] = {
    "gitlab": ("gitlab",),
    "forgejo": ("forgejo", "codeberg", "gitea"),
}


def _github(url: str, branch: str) -> Forge:
    return Forge(
        "GitHub",
        f"{url}/new/{branch}?filename={{path}}",
        "&value=",
        f"{url}/upload/{branch}/{{folder}}",
        f"{url}/raw/{branch}/{{path}}",
        f"{url}/edit/{branch}/{{path}}",
        f"{url}/delete/{branch}/{{path}}",
    )


def _gitlab(url: str, branch: str) -> Forge:
    return Forge(
        "GitLab",
        f"{url}/-/new/{branch}?file_name={{path}}",
        "",
        f"{url}/-/tree/{branch}/{{folder}}",
        f"{url}/-/raw/{branch}/{{path}}",
        f"{url}/-/edit/{branch}/{{path}}",
        f"{url}/-/blob/{branch}/{{path}}",
    )


def _forgejo(url: str, branch: str) -> Forge:
    return Forge(
        "Forgejo",
        f"{url}/_new/{branch}/{{folder}}",
        "",
        f"{url}/_upload/{branch}/{{folder}}",
        f"{url}/raw/branch/{branch}/{{path}}",
        f"{url}/_edit/{branch}/{{path}}",
        f"{url}/_delete/{branch}/{{path}}",
    )


FORGES: Mapping[ForgeName, Callable[[str, str], Forge]] = {"github": _github, "gitlab": _gitlab, "forgejo": _forgejo}
