"""How templates are found and compiled: with the words of a language already in them, and once for all builds."""

import marshal
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from markupsafe import escape

from .phrases import Phrases
from .shipped import HERE

WORD = re.compile(r"""\{\{ t\["([a-z0-9_.-]+)"\] \}\}""")


class Worded(FileSystemLoader):
    """Templates in which `{{ t["…"] }}` is already the phrase: no look-up and no escape each time it is shown."""

    def __init__(self, folders: tuple[Path, ...], words: Phrases) -> None:
        super().__init__(folders)
        self._words = words

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, with its words."""
        source, path, fresh = super().get_source(environment, template)
        return WORD.sub(self._phrase, source), path, fresh

    def _phrase(self, found: re.Match[str]) -> str:
        phrase = str(escape(self._words[found[1]]))
        if "{" in phrase:  # it has blanks, or could be read as a template: leave it to be filled when it is shown
            return found[0]
        return phrase


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
