"""What other sites answer, and what lies in images: hostile by definition."""

import asyncio
import io
from typing import Any

import msgspec
from PIL import Image

from builder import foreign, guests, photos, snapshots
from builder.foreign import Harvest
from builder.guard import approvers
from builder.harvest import resumes, wisselwerk
from builder.harvest.errand import Errand
from builder.harvest.fetch import Answer, Limits, Refused, decoded
from builder.imports import Brought
from builder.imports.drafts import Draft
from builder.imports.jsonresume import profile_of
from builder.settings import Crosswalk, Source
from tests import worlds
from tests.fuzz.doors import PARTED, TODAY, folder, here, written_well
from tests.fuzz.oracles import clean, harmless

SOURCE = Source(id="linge", url="https://linge.example.org/", most=50)
HOME = worlds.directory(worlds.person(), worlds.work())


def snapshot(raw: bytes) -> None:
    """A file that was harvested: each entry in it is plain and harmless, and stands beside our own."""
    found, again = foreign.read("linge", raw), foreign.read("linge", raw)
    assert found == again and (found.taken is None or found.taken.head.source == "linge")
    if found.taken is None:
        assert found.code
        return
    for kind in snapshots.KINDS:
        for one in getattr(found.taken, kind):
            clean(one)
            harmless(one.body_html)
            assert one.origin is not None and one.visibility == "public"
    joined = guests.joined(HOME, [Harvest(SOURCE, "sources[0]", True, found.taken, Crosswalk())])
    for kind in ("profiles", "assignments", "organisations"):
        ours, all_of_them = getattr(HOME, kind), getattr(joined.directory, kind)
        assert {slug for slug in all_of_them if "." not in slug} == {*ours}
        assert all(all_of_them[slug] == one for slug, one in ours.items())


class Teller:
    """A door behind which a site says whatever it likes: the n-th question gets the n-th answer."""

    def __init__(self, answers: list[bytes]) -> None:
        self.limits, self.spent, self._answers, self._asked = Limits(), None, answers or [b""], 0

    async def ask(self, url: str, most: int, etag: str = "") -> Answer:
        """The next answer."""
        body = self._answers[self._asked % len(self._answers)]
        self._asked += 1
        if body.startswith(b"!"):
            raise Refused("gone" if body == b"!" else "unreachable", host="linge.example.org")
        return Answer(url, body[:most])

    async def is_there(self, url: str) -> bool:
        """Whether anybody says something."""
        return bool((await self.ask(url, 100)).body)


def site(raw: bytes) -> None:
    """A site that is harvested: it is refused, or gives a snapshot that is read back as it was written."""
    errand = Errand(SOURCE, None, TODAY, folder(), HOME.settings)
    try:
        found = asyncio.run(wisselwerk.harvested(errand, Teller(raw.split(PARTED))))  # type: ignore[arg-type]
    except Refused:
        return
    found = msgspec.structs.replace(found, digest=snapshots.digest(found), harvested=TODAY)
    again = foreign.read("linge", snapshots.written(found))
    assert again.taken is not None and again.code == ""
    snapshot(snapshots.written(found))


def listed(raw: bytes) -> None:
    """A resume that another site keeps."""
    try:
        found = decoded(Answer("https://linge.example.org/", raw))
    except Refused:
        return
    one = resumes._resume("", found)
    if isinstance(one.plain, Refused):
        return
    resumes._name_of(one)
    draft = Draft("profiles", "x", {"organisation": "city", "resume": one.plain})
    front, body = profile_of(draft.front["resume"], here())
    written_well(Brought((draft._replace(front={**front, "organisation": "city"}, body=body),)))


def photo(raw: bytes) -> None:
    """An image: it is refused, or becomes a small upright JPEG in which nothing but pixels is left."""
    for name in ("a.jpg", "a.png", "a.webp"):
        if photos.amiss(name, raw) is None:
            made = photos.reencoded(raw)
            with Image.open(io.BytesIO(made)) as opened:
                opened.load()
                assert opened.format == "JPEG" and max(opened.size) <= photos.WIDEST
                assert not opened.getexif() and not {"comment", "icc_profile", "xmp"} & opened.info.keys()


def reviews(raw: bytes) -> None:
    """What a forge tells of who approved."""
    found: Any = approvers(raw, "a" * 40)
    assert list(found) == sorted(set(found)) and all(found)
