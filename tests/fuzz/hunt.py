"""One door, tried for some time by libFuzzer: `python -m tests.fuzz.hunt door seconds folder`.

What goes wrong is written to tests/fuzz/findings/, once for each place in the program, and the search goes on.
`python -m tests.fuzz` starts this, and sees to it that atheris is at hand.
"""

import hashlib
import sys
import traceback
from pathlib import Path

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["builder", "markdown_it"]):
    from tests.fuzz import targets

SLOWEST = 25  # seconds for one input: then something is wrong, however busy the machine
LARGEST = 1_024  # megabytes


def main(name: str, seconds: str, place: str) -> None:
    """Tries a door."""
    target, folder = targets.TARGETS[name], Path(place)
    begins, grown, found = folder / "begins", folder / "grown", targets.FINDINGS / name
    for one in (begins, grown, found):
        one.mkdir(parents=True, exist_ok=True)
    for raw in targets.beginnings(name):
        (begins / _name(raw)).write_bytes(raw)
    (folder / "words").write_text(targets.dictionary(target.words), "utf-8")
    met: set[str] = set()

    def tried(data: bytes) -> None:
        try:
            target.tried(data)
        except Exception as amiss:  # noqa: BLE001  # that is what is looked for
            what = _what(amiss)
            if what not in met:
                met.add(what)
                (found / _name(data)).write_bytes(data)
                print(f"FOUND {what}", flush=True)
                traceback.print_exc()

    folders = [str(one) for one in (grown, begins, targets.CORPUS / name) if one.exists()]
    given = [
        f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={LARGEST}", f"-max_len={target.longest}",
        f"-dict={folder / 'words'}", f"-artifact_prefix={found}/", "-report_slow_units=10",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *given, *folders], tried)
    atheris.Fuzz()


def _name(raw: bytes) -> str:
    return hashlib.sha1(raw, usedforsecurity=False).hexdigest()[:16]


def _what(amiss: Exception) -> str:
    """What went wrong and where: what comes from one place is one finding."""
    last = traceback.extract_tb(amiss.__traceback__)[-1]
    return f"{type(amiss).__name__} {Path(last.filename).name}:{last.lineno}"


if __name__ == "__main__":
    main(*sys.argv[1:])
