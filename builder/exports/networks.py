"""The other networks that are shown here, as a document: how fresh each is, and what came of it. It names nobody."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from ..frame import Frame, address
from ..model import SourceKind
from ..neighbours import Neighbour
from ..networks import NetworkState
from ..pages import path_of
from .provenance import FrontDoor, Licence, stated


class NetworkEntry(Struct, frozen=True, kw_only=True):
    """Another network: how it stands, and how much of it is shown here."""

    id: str
    title: str
    operator: str
    kind: SourceKind
    site: Annotated[str | None, Meta(description="where people read it; null when that is not public")]
    url: Annotated[str, Meta(description="our page of it: in full, or from the root of the site")]
    badge: Annotated[str, Meta(description="a picture that this network may show on its own site")]
    data_licence: Annotated[str | None, Meta(description="the licence of what was harvested")]
    state: Annotated[
        NetworkState,
        Meta(
            description="good: harvested; failing: the last try failed and an older copy is shown; silent: that copy "
            "is too old and nothing is shown; waiting: never harvested yet; broken: our copy cannot be read"
        ),
    ]
    harvested: Annotated[date | None, Meta(description="the day of the copy that is shown")]
    tried: Annotated[date | None, Meta(description="the day of the last try")]
    shown_until: Annotated[date | None, Meta(description="the last day on which this copy is shown")]
    failure: Annotated[str | None, Meta(description="the code of why the last try failed")]
    people: Annotated[int, Meta(description="shown here")]
    work: Annotated[int, Meta(description="shown here")]
    left_out: Annotated[Mapping[str, int], Meta(description="why entries are not shown → how many")]
    remarks: Annotated[Mapping[str, int], Meta(description="why entries are shown otherwise → how many")]
    doubles: Annotated[int, Meta(description="people who say in both networks that they are in the other")]
    unmapped: Annotated[int, Meta(description="words of this network that are in none of our vocabularies")]
    licence: Licence
    directory: FrontDoor


def entries(frame: Frame, found: tuple[Neighbour, ...]) -> Iterator[NetworkEntry]:
    """Every source."""
    for one in found:
        yield NetworkEntry(
            id=one.id,
            title=one.title,
            operator=one.operator,
            kind=one.kind,
            site=one.url or None,
            url=address(frame, path_of("network", one.id)),
            badge=address(frame, f"networks/{one.id}.svg"),
            data_licence=one.licence or None,
            state=one.state,
            harvested=one.harvested,
            tried=one.tried,
            shown_until=one.until,
            failure=one.failure.code if one.failure else None,
            people=one.people,
            work=one.work,
            left_out=dict(one.left_out),
            remarks=dict(one.remarks),
            doubles=one.doubles,
            unmapped=len(one.unmapped),
            **stated(frame),
        )
