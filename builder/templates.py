"""How templates are found and compiled: with words and paths already in them, and once for all builds."""

import marshal
import os
import re
import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from .pages import PATHS, path_of
from .phrases import Phrases
from .shipped import HERE

WORD = re.compile(r"""\{\{ t\["([a-z0-9_.-]+)"\] \}\}""")
LINK = re.compile(r"""\{\{ url\("([a-z-]+)"(?:, ((?:[a-z_]+\.)*slug))?\) \}\}""")


class Worded(FileSystemLoader):
    """Templates in which `{{ t["…"] }}` is already the phrase, and `{{ url("…", one.slug) }}` already the path.

    No look-up, no call and no escape each time it is shown.
    """

    def __init__(self, folders: tuple[Path, ...], words: Phrases) -> None:
        super().__init__(folders)
        self._words = words

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, with its words and paths."""
        source, path, fresh = super().get_source(environment, template)
        return LINK.sub(_path, WORD.sub(self._phrase, source)), path, fresh

    def _phrase(self, found: re.Match[str]) -> str:
        phrase = str(escape(self._words[found[1]]))
        if "{" in phrase:  # it has blanks, or could be read as a template: leave it to be filled when it is shown
            return found[0]
        return phrase


def _path(found: re.Match[str]) -> str:
    name, slug = found.groups()
    return found[0] if name not in PATHS else "{{ root }}" + path_of(name, f"{{{{ {slug} }}}}" if slug else "")


class Quick(Template):
    """A template whose output goes through `escaped`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  # its name in Jinja
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """A template from its compiled code, which finds `escape` by its name."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = escaped
        return made


def escaped(value: Any) -> str:
    """What `markupsafe.escape` gives, at a quarter of the cost: nearly all that pages show is plain already."""
    kind = type(value)
    if kind is str:
        plain = not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value)
        return value if plain else escape(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else escape(value)


class Compiled(BytecodeCache):
    """Compiled templates, kept where Python keeps its own compiled modules; kept nowhere when that is not allowed."""

    folder = HERE / "__pycache__"

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code, when this very text was compiled before by the same Python and Jinja."""
        try:
            bucket.code = marshal.loads(self._path(bucket).read_bytes())  # noqa: S302  # as trusted as a .pyc beside it
        except (OSError, ValueError, EOFError, TypeError):
            bucket.code = None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code, in the place of what an earlier text of the same template became."""
        path = self._path(bucket)
        fresh = path.with_suffix(f".{os.getpid()}")
        try:
            self.folder.mkdir(exist_ok=True)
            fresh.write_bytes(marshal.dumps(bucket.code))
            for old in self.folder.glob(f"template-{bucket.key}-*.{sys.implementation.cache_tag}"):
                old.unlink(missing_ok=True)
            os.replace(fresh, path)
        except OSError:
            return

    def _path(self, bucket: Bucket) -> Path:
        made_with = f"{jinja2.__version__}.{sys.implementation.cache_tag}"
        return self.folder / f"template-{bucket.key}-{bucket.checksum}-{made_with}"
