"""The folder of a CMS, made from the model: what Decap reads in `config.yml`, and how it opens and writes our files.

Left to itself the CMS would lose comments and the first zeros of a number, show the Dutch `nee` as a switch that is on,
and stop at short forms such as `- drafting: 4`. So it reads and writes with a format of ours (`templates/cms/files.js`,
on top of what the form on the site does for a file that is there already).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
import yaml

from .. import asked
from ..forge import kind_of
from ..frame import json_in_script
from ..model import KINDS, Record
from ..phrases import say
from ..settings import Repository
from ..shipped import templates_folder
from ..slugs import MAX_SLUG
from ..spelling import LEVELS
from .widgets import Network, Widget, fields, key_of_name, said

# What stands where the network has not said yet with what its people sign in: an address that leads nowhere, for
# without one Decap asks a service of others.
NO_HELPER = "https://fill-in-the-address-of-your-sign-in-helper.invalid"
NO_APPLICATION = "fill-in-the-id-of-your-application"

GITHUB, GITHUB_API = "https://github.com", "https://api.github.com"

UPLOADS = "uploads"  # where the CMS puts files that belong to no entry; nothing there comes on the site
# What the page of the CMS may do. Decap compiles its checks as it runs and writes styles, but asks only the forge.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
    "img-src 'self' data: blob:; connect-src 'self' blob: {home}; base-uri 'none'; form-action 'none'"
)
# How the format of a collection is called; Sveltia takes a format for .md files only when its name ends like this.
FORMAT = "wisselwerk-{name}-frontmatter"
LICENCES = "LICENCES.txt"
# What the script of the folder is made of, in this order; between them stands what is known of the network.
BEFORE = ("static/vendor/js-yaml.js", "static/form/yaml.js", "static/form/change.js")
AFTER = "cms/files.js"


def folder(here: Network, repository: Repository, sign_in: str) -> Mapping[str, str]:
    """The files of the folder, by name. The CMS itself is not among them."""
    shipped = templates_folder()
    return {
        "config.yml": f"# {here.words['cms.made-with']}\n{written(config(here, repository, sign_in))}",
        "index.html": _page(here, repository, shipped),
        "wisselwerk.js": _script(here, shipped),
        LICENCES: (shipped / "static/vendor" / LICENCES).read_text(encoding="utf-8"),
    }


def _page(here: Network, repository: Repository, shipped: Path) -> str:
    loader = jinja2.FileSystemLoader(shipped / "cms")
    pages = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    home = _home(repository)
    if kind_of(repository) == "github" and home == GITHUB:
        home = f"{home} {GITHUB_API}"
    return pages.get_template("index.html").render(
        language=here.settings.language,
        title=say(here.words, "cms.page-title", network=here.settings.title),
        policy=POLICY.format(home=home),
        no_script=here.words["cms.no-script"],
    )


def _script(here: Network, shipped: Path) -> str:
    """How the CMS opens and writes our files."""
    known = {
        "dutch": here.dutch,
        "yes": said("yes", here),
        "no": said("no", here),
        "levels": LEVELS,
        "shut": here.words["cms.not-readable"],
        "missing": here.words["cms.no-cms"],
        "formats": {FORMAT.format(name=name): asked.spelling(kind) for name, kind in KINDS.items()},
    }
    texts = [(shipped / name).read_text(encoding="utf-8") for name in BEFORE]
    texts += [f"self.network = {json_in_script(known)};", (shipped / AFTER).read_text(encoding="utf-8")]
    return "\n".join(text.rstrip("\n") for text in texts) + "\n"


def config(here: Network, repository: Repository, sign_in: str) -> Widget:
    """What stands in `config.yml`."""
    site = here.settings.base_url
    return {
        "backend": _backend(repository, sign_in),
        "publish_mode": "editorial_workflow",
        "locale": here.settings.language,
        **({"site_url": site} if site else {}),
        "media_folder": UPLOADS,
        "public_folder": UPLOADS,
        "slug": {
            "encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-", "maxlength": MAX_SLUG,
        },
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "collections": [_collection(name, kind, here) for name, kind in KINDS.items()],
    }  # fmt: skip


def written(settings: Mapping[str, Any]) -> str:
    """Settings as YAML, each thing said where it belongs."""
    text: str = yaml.dump(
        dict(settings), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False
    )
    return text


class _Plain(yaml.SafeDumper):
    """A writer that refers to nothing it wrote before."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


# Where it is kept


def _backend(repository: Repository, sign_in: str) -> Widget:
    """How the CMS reaches the files."""
    home, kind = _home(repository), kind_of(repository)
    place = urlsplit(repository.url).path.strip("/").removesuffix(".git")
    found = {"name": kind, "repo": place, "branch": repository.branch}
    if kind == "github":
        enterprise = {} if home == GITHUB else {"api_root": f"{home}/api/v3"}
        return {**found, **enterprise, "base_url": sign_in or NO_HELPER}
    application = {"base_url": home, "app_id": sign_in or NO_APPLICATION}
    if kind == "gitlab":
        return {**found, "auth_type": "pkce", "api_root": f"{home}/api/v4", **application}
    return {**found, "api_root": f"{home}/api/v1", **application}


def _home(repository: Repository) -> str:
    """The site on which the files are kept."""
    address = urlsplit(repository.url)
    return f"{address.scheme}://{address.netloc}".lower().replace("://www.github.com", "://github.com")


# What is kept


def _collection(name: str, kind: type[Record], here: Network) -> Widget:
    """The files of a kind."""
    identifier = key_of_name(kind, here.dutch)
    here = here._replace(uploads=name in here.folders)
    own_folder = {"path": "{{slug}}/index", "media_folder": "", "public_folder": ""} if here.uploads else {}
    body = {
        "name": "body", "label": here.words["cms.text-below"], "widget": "markdown", "required": False,
        "hint": here.words["cms.text-below-hint"], "editor_components": [],
    }  # fmt: skip
    return {
        "name": name,
        "label": here.words[f"folder.{name}"],
        "label_singular": here.words[f"kind.{kind.__name__.lower()}"],
        "folder": f"content/{name}",
        **own_folder,
        "create": True,
        "extension": "md",
        "format": FORMAT.format(name=name),
        "identifier_field": identifier,
        "slug": f"{{{{fields.{identifier} | truncate({MAX_SLUG})}}}}",
        "fields": [*fields(kind, here), body],
    }
