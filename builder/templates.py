"""How templates are found and compiled: with words and paths already in them, and once for all builds."""

import ast
import hashlib
import re
from collections.abc import Callable, Iterator, MutableMapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from . import kept
from .pages import PATHS, path_of
from .phrases import Phrases
from .shipped import templates_folder

CRUMBS, HEAD = "parts/crumbs.html", "parts/head.html"
WORD = re.compile(r"""\{\{ t\["([a-z0-9_.-]+)"\] \}\}""")
LINK = re.compile(r"""\{\{ url\("([a-z-]+)"(?:, ((?:[a-z_]+\.)*(?:[a-z]+_)?slug))?\) \}\}""")


PART = re.compile(r"""\{% include "([a-z/-]+\.html)" %\}\n?""")
NAMING = re.compile(r"\{%-? *(?:set|macro|import|from|block|extends)\b")  # a part with these needs a place of its own


class Worded(FileSystemLoader):
    """Templates in which `{{ t["…"] }}` is already the phrase, and `{{ url("…", one.slug) }}` already the path.

    No look-up, no call and no escape each time it is shown. So too the parts they include: each would be a template
    with names of its own to be made ready. `whole/pages/….html` is a page after its crumbs and its head,
    cut between them.
    """

    def __init__(self, folders: tuple[Path, ...], words: Phrases, cut: str) -> None:
        super().__init__(folders)
        self._words, self._cut = words, cut

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, with its words and paths."""
        if template.startswith(WHOLE):
            pieces = (CRUMBS, HEAD, template.removeprefix(WHOLE))
            source, path = self._cut.join([f'{{% include "{piece}" %}}' for piece in pieces]), f"{OURS}/{template}"
            fresh: Callable[[], bool] = bool  # asked by environments that reload alone
        else:
            source, path, fresh = super().get_source(environment, template)
        if is_ours(path):
            source = PART.sub(lambda found: self._part(environment, found), source)
        return LINK.sub(_path, WORD.sub(self._phrase, source)), path, fresh

    def _part(self, environment: Environment, found: re.Match[str]) -> str:
        """A part in the place where it is included, when it is ours and gives nothing a name."""
        source, path, _ = super().get_source(environment, found[1])
        if not is_ours(path) or NAMING.search(source):
            return found[0]
        return PART.sub(lambda inner: self._part(environment, inner), source)

    def _phrase(self, found: re.Match[str]) -> str:
        phrase = str(escape(self._words[found[1]]))
        if "{" in phrase:  # it has blanks, or could be read as a template: leave it to be filled when it is shown
            return found[0]
        return phrase


def _path(found: re.Match[str]) -> str:
    name, slug = found.groups()
    return found[0] if name not in PATHS else "{{ root }}" + path_of(name, f"{{{{ {slug} }}}}" if slug else "")


OURS, WHOLE = templates_folder(), "whole/"


def is_ours(path: str) -> bool:
    """Whether a template came with the program: what others write is compiled as Jinja does it."""
    return Path(path).is_relative_to(OURS)


class Direct(Environment):
    """An environment that reads `one.slug` of our own templates as Python does, and gives what follows at once.

    Jinja looks in two ways for each name, and gives every piece of text apart: a third of the time of a page.
    """

    def _compile(self, source: str, filename: str) -> CodeType:
        tree = ast.parse(source, filename)
        return compile(
            ast.fix_missing_locations(Joining().visit(tree)) if is_ours(filename) else tree, filename, "exec"
        )


class Joining(ast.NodeTransformer):
    """Rewrites what Jinja makes of a template: its look-ups, and its yields that follow each other."""

    _gives_text = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A template or a block of it; what other functions yield are the items of a loop."""
        outer, self._gives_text = self._gives_text, node.name == "root" or node.name.startswith("block_")
        self.generic_visit(node)
        self._gives_text = outer
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`environment.getattr(one, "slug")` as `one.slug`, and so on for look-ups and our own functions."""
        self.generic_visit(node)
        match node:
            case ast.Call(ast.Attribute(ast.Name("environment"), "getattr"), [value, ast.Constant(str(name))]):
                return ast.copy_location(ast.Attribute(value, name, ast.Load()), node)
            case ast.Call(ast.Attribute(ast.Name("environment"), "getitem"), [value, key]):
                return ast.copy_location(ast.Subscript(value, key, ast.Load()), node)
            case ast.Call(ast.Attribute(ast.Name("context"), "call"), [function, *given]) if is_plain(function):
                # Jinja looks each time whether a function wants to know where it is called.
                return ast.copy_location(ast.Call(function, given, []), node)
            case ast.Call(ast.Name("escape"), [ast.IfExp(test, yes, ast.Call(ast.Name("cond_expr_undefined")))]):
                # Without `else` Jinja makes an object that says which line it misses, to show nothing.
                return ast.copy_location(ast.Call(node.func, [ast.IfExp(test, yes, ast.Constant(""))], []), node)
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Joins the yields of every body, from the inside out."""
        super().generic_visit(node)
        for name in ("body", "orelse"):
            body = getattr(node, name, None)
            if isinstance(body, list) and body and self._gives_text:
                setattr(node, name, list(joined(body)))
        return node


# What `render` gives every template to call.
PLAIN = frozenset({"url", "asset", "card", "cards", "part", "each"})


def is_plain(function: ast.expr) -> bool:
    """Whether a template calls one of our functions, by the name that it was given."""
    match function:
        case ast.IfExp(_, ast.Call(ast.Name("undefined"), [], [ast.keyword("name", ast.Constant(str(name)))])):
            return name in PLAIN
    return False


def joined(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements in which yields that follow each other are one."""
    run: list[ast.expr] = []
    for one in (*body, None):
        value = given(one) if one is not None else None
        if value is not None:
            run.append(value)
            continue
        if run:
            whole = run[0] if len(run) == 1 else _join(run)
            yield ast.copy_location(ast.Expr(ast.copy_location(ast.Yield(whole), run[0])), run[0])
            run = []
        if one is not None and not (isinstance(one, ast.Pass) and len(body) > 1):
            yield one


def given(one: ast.stmt) -> ast.expr | None:
    """What a statement yields, when that is all it does: also a choice between two yields."""
    match one:
        case ast.Expr(ast.Yield(ast.expr() as value)):
            return value
        case ast.If(test, [body]) if not isinstance(test, ast.Constant) and len(one.orelse) < 2:
            yes, no = given(body), given(one.orelse[0]) if one.orelse else ast.Constant("")
            if yes is not None and no is not None:
                return ast.copy_location(ast.IfExp(test, yes, ast.copy_location(no, one)), one)
    return None


def _join(run: list[ast.expr]) -> ast.expr:
    """`"".join((first, second))`."""
    function = ast.Attribute(ast.Constant(""), "join", ast.Load())
    return ast.copy_location(ast.Call(function, [ast.Tuple(run, ast.Load())], []), run[0])


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
        # A plain mapping in place of the chain that Jinja makes of it, which is gone through for every page and part.
        made = super().from_code(environment, code, dict(globals), uptodate)
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
    """Compiled templates: of this very text, by the same Jinja and this module, each language beside the others."""

    def __init__(self, language: str) -> None:
        self._language = language

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code, when it was compiled before."""
        bucket.code = kept.load(self._name(bucket), _mark(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code."""
        kept.store(self._name(bucket), _mark(bucket), bucket.code)

    def _name(self, bucket: Bucket) -> str:
        return f"template-{self._language}-{bucket.key}"


def _mark(bucket: Bucket) -> str:
    return f"{bucket.checksum}-{jinja2.__version__}.{_self()}"


@cache
def _self() -> str:
    """The hash of this module, which changes what templates become."""
    return hashlib.blake2b(Path(__file__).read_bytes(), digest_size=4).hexdigest()
