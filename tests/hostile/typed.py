"""What somebody types into the form, or brings into it, to do harm: what the form makes of it, and `check` of that."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder import build, model
from builder.problems import errors
from builder.writing import written
from tests.hostile.cases import TODAY
from tests.hostile.tripwires import Watch, look, opened

PAGES: Mapping[str, str] = {"profiles": "new/index.html", "assignments": "new/assignment/index.html"}
GOOD: Mapping[str, Mapping[str, Any]] = {
    "profiles": {"name": "Anna", "organisation": "city", "does": "Brieven"},
    "assignments": {
        "title": "Bermen", "organisation": "city", "kind": "gig", "goal": "Bloemen", "result": "Een plan",
        "start": "2027-01-04", "end": "2027-02-01",
    },
}  # fmt: skip
POSTED: Mapping[str, Mapping[str, str]] = {"assignments": {"published_on": "2026-11-01"}}  # the form says so itself
ADDRESSES = ("url", "link")
UNSEEN = re.compile(
    "[\xad\u180e\u200b-\u200d\u2060-\u206f\u3164\uffa0\ufeff\ufff9-\ufffb\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
NOTHING = ("~", "null", "Null", "NULL")  # as YAML has it
HALF = re.compile("[\ud800-\udfff]")  # of a sign that takes two numbers

# Puts a text in every field that takes one; gives what stands there then, by the path of a field.
FILL = """
([given, but, good]) => {
  const text = JSON.parse(given);
  const form = document.getElementById("form");
  const put = (one, value) => {
    one.value = value;
    for (const sort of ["input", "change"]) one.dispatchEvent(new Event(sort, { bubbles: true }));
    return one.value;
  };
  const found = {};
  put(document.getElementById("f-slug"), but.includes("slug") ? "typed" : "");
  for (const field of form.querySelectorAll("[data-field]:not([data-field=slug])")) {
    const { field: path, control } = field.dataset;
    if (control === "boxes") continue;
    if (control === "list" || control === "group") {
      for (const row of field.querySelectorAll(".made")) row.remove();
      if (but.includes(path)) continue;
      field.querySelector("[data-add]").click();
      const inputs = [...field.querySelectorAll(".made :is(input, textarea)[name]")];
      const values = Object.fromEntries(inputs.map((one) => [one.name, put(one, text)]));
      found[path] = [control === "group" ? values : Object.values(values)[0]];
    } else {
      const one = field.querySelector("[name]");
      const value = put(one, one.matches("select") || but.includes(path) ? good[path] ?? "" : text);
      if (value) found[path] = control === "lines" ? value.split("\\n") : value;
    }
  }
  return found;
}
"""
# Goes to the last step, and waits for the form to have said something; gives the fields in which something is wrong.
FINISH = """
async () => {
  const part = (id) => document.getElementById(id);
  const told = () => !part("amiss").hidden || !document.querySelector('[data-step="send"]').hidden;
  part("amiss").hidden = true;
  part("finish").click();
  while (!told()) await new Promise((done) => setTimeout(done, 5));
  return [...document.querySelectorAll(".said.error")].map((one) => one.closest("[data-field]").dataset.field);
}
"""
TEXT = """
() => {
  const made = !document.querySelector('[data-step="send"]').hidden;
  return made ? JSON.stringify(document.getElementById("text").textContent) : null;
}
"""
BRING = """
async (text) => {
  const part = (id) => document.getElementById(id);
  if (part("bring").hidden) part("have").click();
  part("pasted").removeAttribute("aria-invalid");
  part("bring-said").textContent = "";
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", JSON.parse(text));
  part("pasted").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  const told = () => part("bring").hidden || part("bring-said").textContent;
  while (!told()) await new Promise((done) => setTimeout(done, 5));
  return part("bring").hidden;
}
"""


def misjudged(watch: Watch, root: Path, kind: str, text: str) -> Iterator[str]:
    """Types a text into every field of a form at once; tells where form, file and `check` are not of one mind.

    What the form refuses is emptied, until it makes a file. `check` must refuse each of those fields as well, and take
    that file, in which each field says what was typed.
    """
    page = watch.page
    refused: set[str] = set()
    first: Mapping[str, Any] = {}
    for _ in range(6):
        typed = page.evaluate(FILL, [json.dumps(text), sorted(refused), dict(GOOD[kind])])
        first = first or typed
        wrong = page.evaluate(FINISH)
        look(watch)
        if not wrong:
            break
        refused |= set(wrong)
    made = page.evaluate(TEXT)
    if made is None:
        yield f"no file: {sorted(refused)}"
        return
    text = json.loads(made)
    if HALF.search(text):
        yield "half a sign stands in the file"
        return
    tried = {path: _file(kind, path, first[path]) for path in refused - {"slug"}}
    made_of = _read(root, kind, {"": text, **{path: file for path, file in tried.items() if file}})
    for path, (record, _) in sorted(made_of.items()):
        if path and record and _said(first[path]) and _is_said(record, path, first[path]):
            yield f"only the form refuses {path}"
    record, said = made_of[""]
    if record is None:
        yield f"only check refuses: {said}"
        return
    for path, value in typed.items():
        if not _is_said(record, path, value):
            yield f"{path} became other than {str(value)[:60]!r}"


def _file(kind: str, path: str, value: Any) -> str:
    """A good file with this value at a path; nothing when no file can hold it."""
    name, _, inner = path.partition(".")
    front = {**GOOD[kind], **POSTED.get(kind, {}), name: {inner: value} if inner else value}
    text = written(model.KINDS[kind], front)
    return "" if HALF.search(text) else text


def _read(root: Path, kind: str, texts: Mapping[str, str]) -> dict[str, tuple[Any, list[str]]]:
    """For each file its record, unless something is wrong with it; and what that is."""
    places = {name: root / f"content/{kind}/typed-{n}.md" for n, name in enumerate(texts)}
    for name, text in texts.items():
        places[name].write_bytes(text.encode("utf-8"))
    found = build.check(root, TODAY, "internal")
    records = {one.path: one.record for one in found.content.entities}
    wrong: dict[str, list[str]] = {}
    for one in errors(found.problems):
        wrong.setdefault(one.path, []).append(f"{one.field} {one.code}")
    paths = {name: place.relative_to(root).as_posix() for name, place in places.items()}
    for place in places.values():
        place.unlink()
    return {name: (None if path in wrong else records.get(path), wrong.get(path, [])) for name, path in paths.items()}


def _is_said(record: Any, path: str, typed: Any) -> bool:
    """Whether a record says at a path what was typed there."""
    for name in path.split("."):
        record = getattr(record, name, None)
    if isinstance(typed, list):
        rows = [one for one in typed if _said([one])]
        return not rows or (len(rows) == len(record or ()) and all(map(_is_row, record or (), rows)))
    if path in ("owner", "contact.email"):  # as it is often copied
        typed = typed.removeprefix("@").removeprefix("mailto:").partition("?")[0]
    shown = record[0] if record and isinstance(record, tuple) else record
    return _words(typed) == _words(shown or "")


def _said(typed: Any) -> bool:
    """Whether something was typed that says anything."""
    texts = [one.values() if isinstance(one, dict) else [one] for one in ([typed] if isinstance(typed, str) else typed)]
    return any(_words(one) for row in texts for one in row)


def _is_row(shown: Any, typed: Any) -> bool:
    """The same for a row; of an address, the machine's name may be written in another way."""
    if isinstance(typed, dict):
        return all(
            name in ADDRESSES or _words(getattr(shown, name) or "") == _words(one) for name, one in typed.items()
        )
    return _words(shown) == _words(typed)


def _words(value: Any) -> str:
    """What a text says, whatever its spaces; what has no width says nothing."""
    text = " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", str(value))).split())
    return "" if text in NOTHING else text


def brought(watch: Watch, text: str) -> bool:
    """Brings a file into the form; whether it was opened."""
    taken = bool(watch.page.evaluate(BRING, json.dumps(text)))
    look(watch)
    return taken


def stored(watch: Watch, kind: str, value: str) -> None:
    """Opens a form in a browser that keeps something odd."""
    key = f"wisselwerk/Test/{kind.removesuffix('s')}"
    watch.page.evaluate(
        "([key, value]) => { for (const one of [localStorage, sessionStorage]) "
        "for (const name of [key, `${key}/file`]) one.setItem(name, JSON.parse(value)); "
        "history.replaceState({ opened: true }, ''); }",
        [key, json.dumps(value)],
    )
    watch.page.reload()
    look(watch)
    watch.page.evaluate("localStorage.clear(); sessionStorage.clear(); history.replaceState(null, '')")


def form(watch: Watch, kind: str) -> None:
    """Opens a form in which nothing was typed."""
    opened(watch, PAGES[kind])
    watch.page.evaluate("localStorage.clear(); sessionStorage.clear()")
