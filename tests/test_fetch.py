"""The story of builder/harvest/fetch.py and hosts.py: who is asked, how much is taken, and for how long."""

import asyncio
import gzip
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx
import pytest

from builder.harvest import FAILED, MISSED
from builder.harvest.fetch import Answer, Door, Limits, Refused, Wires, address, decoded
from builder.harvest.hosts import addresses_of, is_own, is_public
from builder.phrases import phrases
from tests.harvesting import Elsewhere, elsewhere, leads_to, sends

pytestmark = pytest.mark.usefixtures("own_loop")

TEMPLATES = Path(__file__).parent.parent / "templates"
SMALL = Limits(document=100, listing=1000, total=1000, seconds=30, whole=60, patience=1)


@pytest.fixture
def site() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


def ask(url: str, most: int = 100, *, inside: bool = True, etag: str = "", **more: Any) -> Answer:
    """What a door brings back."""

    async def asked() -> Answer:
        async with Door("wisselwerk/test", inside=inside, **{"limits": SMALL, **more}) as door:
            return await door.ask(url, most, etag)

    return asyncio.run(asked())


def refusal(url: str, most: int = 100, **more: Any) -> str:
    """Why a door brings nothing back."""
    with pytest.raises(Refused) as refused:
        ask(url, most, **more)
    return refused.value.code


def told(**names: str) -> Wires:
    """Wires on which names lead where a test says."""
    return Wires(addresses=lambda host, _: [names[host.replace(".", "_")]])


# Who may be asked -----------------------------------------------------------------------------------------------------

CLOSED = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::808:808", "2002:7f00:1::1", "2002:a00:1::1", "2001:0:4136::1",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "100::1",
    "not an address", "",
)  # fmt: skip


@pytest.mark.parametrize("one", CLOSED)
def test_an_address_that_not_everybody_can_reach_is_not_public(one: str) -> None:
    assert not is_public(one)


@pytest.mark.parametrize("one", ["93.184.216.34", "2a00:1450:400e::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"])
def test_an_address_that_everybody_can_reach_is_public(one: str) -> None:
    assert is_public(one) and not is_own(one)


def test_of_what_is_closed_only_this_computer_and_its_own_network_are_ones_own() -> None:
    assert [one for one in CLOSED if is_own(one)] == [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "100.100.100.200", "::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::1", "2002:a00:1::1",
        "fc00::1", "fd00:ec2::254",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost", "localhost.", "[::1]",
     "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "169.254.169.254", "①②⑦.0.0.1"],
)  # fmt: skip
def test_no_spelling_of_a_closed_address_is_asked(host: str) -> None:
    assert refusal(f"https://{host}/", inside=False) in ("inside", "unknown-host", "address")


def test_a_name_with_one_closed_address_among_its_addresses_is_not_asked() -> None:
    wires = Wires(addresses=lambda *_: ["93.184.216.34", "10.0.0.1"])

    assert refusal("https://example.org/", inside=False, wires=wires) == "inside"


def test_a_name_is_looked_up_once_and_the_connection_goes_to_the_address_that_was_judged(site: Elsewhere) -> None:
    looked: list[str] = []

    def addresses(host: str, _: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    async def twice() -> None:
        async with Door("test", inside=True, limits=SMALL, wires=Wires(addresses=addresses)) as door:
            await asyncio.gather(*(door.ask(f"http://there.example:{site.port}/", 100) for _ in range(2)))

    site.says("/", {})
    asyncio.run(twice())

    assert looked == ["there.example"]
    assert site.heard[0]["Host"] == f"there.example:{site.port}"


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "file:///etc/passwd", "https://user:secret@example.org/", "https://", "//example.org/",
     "https://example.org:0/", "https://example.org:99999/", "gopher://x", "https://[::1", "https://x/" + "a" * 3000],
)  # fmt: skip
def test_an_address_that_is_no_plain_web_address_is_refused_and_its_password_not_told(url: str) -> None:
    with pytest.raises(Refused) as refused:
        address(url)

    assert refused.value.code == "address" and "secret" not in refused.value.values["url"]


def test_plain_http_is_for_ones_own_network_alone() -> None:
    assert refusal("http://example.org/", inside=False) == "not-https"
    assert refusal("http://example.org/", wires=told(example_org="93.184.216.34")) == "not-https"


def test_proxies_of_the_machine_are_not_used(site: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.says("/", {"a": 1})

    assert decoded(ask(f"{site.url}/")) == {"a": 1}


def test_a_question_says_who_asks_and_wants_no_packing(site: Elsewhere) -> None:
    site.says("/", {})
    ask(f"{site.url}/")

    assert site.heard[0]["User-Agent"] == "wisselwerk/test"
    assert site.heard[0]["Accept-Encoding"] == "identity"


# Redirects ------------------------------------------------------------------------------------------------------------


def test_three_redirects_are_followed_and_four_are_not(site: Elsewhere) -> None:
    for n in range(4):
        site.pages[f"/{n}"] = leads_to(f"/{n + 1}")
    site.says("/4", {"end": True})

    assert ask(f"{site.url}/1").url == f"{site.url}/4"
    assert refusal(f"{site.url}/0") == "redirects"


def mocked(answers: dict[str, str], asked: list[str]) -> Wires:
    """Public names that redirect; whatever is asked is noted."""
    places = {"public.example": "93.184.216.34", "other.example": "93.184.216.35", "inside.example": "10.0.0.1"}

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["Host"])
        return httpx.Response(302, headers={"Location": answers[request.headers["Host"]]})

    def addresses(host: str, _: int) -> list[str]:
        return [places[host]] if host in places else []

    return Wires(addresses=addresses, transport=httpx.MockTransport(answer))


@pytest.mark.parametrize(
    ("leads", "code"),
    [
        ("https://inside.example/", "inside"),
        ("http://other.example/", "not-https"),
        ("https://user:x@other.example/", "redirects"),
        ("file:///etc/passwd", "redirects"),
        ("https://[", "unknown-host"),
    ],
)
def test_a_redirect_is_judged_like_a_first_address(leads: str, code: str) -> None:
    asked: list[str] = []

    assert refusal("https://public.example/", inside=False, wires=mocked({"public.example": leads}, asked)) == code
    assert asked == ["public.example"]


# How much, and for how long -------------------------------------------------------------------------------------------


def test_what_did_not_change_is_not_sent_again(site: Elsewhere) -> None:
    site.etags = True
    site.says("/", {"a": 1})
    first = ask(f"{site.url}/")

    again = ask(f"{site.url}/", etag=first.etag)

    assert first.etag and (again.same, again.body, again.etag) == (True, b"", first.etag)


@pytest.mark.parametrize("length", [None, -1, 50])
def test_an_answer_that_weighs_too_much_is_not_taken_whatever_it_says_of_its_length(
    site: Elsewhere, length: int | None
) -> None:
    site.pages["/"] = sends(b'"' + b"a" * 500 + b'"', length=length)

    if length == 50:  # what comes after the length that was told is not read
        with pytest.raises(Refused) as refused:
            decoded(ask(f"{site.url}/"))
        assert refused.value.code == "cut-off"
    else:
        assert refusal(f"{site.url}/") == "too-large"


def test_an_answer_that_stops_before_its_length_is_cut_off(site: Elsewhere) -> None:
    site.pages["/"] = sends(b'{"a": 1}', length=50)

    assert refusal(f"{site.url}/") == "cut-off"


def test_all_answers_together_may_weigh_so_much(site: Elsewhere) -> None:
    site.pages["/"] = b'"' + b"a" * 80 + b'"'

    async def often() -> list[str]:
        async with Door("test", inside=True, limits=SMALL._replace(total=200)) as door:
            found = [await asyncio.gather(door.ask(f"{site.url}/", 100), return_exceptions=True) for _ in range(5)]
            return [one.code if isinstance(one, Refused) else "taken" for (one,) in found]

    assert asyncio.run(often()) == ["taken", "taken", "too-large", "too-large", "too-large"]
    assert len(site.asked) == 3


def test_a_packed_answer_is_not_unpacked(site: Elsewhere) -> None:
    site.pages["/"] = sends(gzip.compress(b"0" * 50_000_000, 9)[:90], Content_Encoding="gzip")

    assert refusal(f"{site.url}/") == "encoded"


@pytest.mark.parametrize("where", ["head", "body"])
def test_an_answer_that_drips_is_given_up(site: Elsewhere, where: str) -> None:
    done = threading.Event()

    def drips(handler: BaseHTTPRequestHandler) -> None:
        begin = b"HTTP/1.1 200 OK\r\n" + (b"X: " if where == "head" else b"\r\n")
        handler.wfile.write(begin)
        while not done.wait(0.05):
            handler.wfile.write(b"a")

    site.pages["/"] = drips
    code = refusal(f"{site.url}/", 100_000, limits=SMALL._replace(seconds=0.5))
    done.set()

    assert code == "slow"


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "gone"), (410, "gone"), (403, "refused"), (500, "status"), (206, "status"), (503, "busy")],
)
def test_an_answer_that_is_none_says_why(site: Elsewhere, status: int, code: str) -> None:
    site.pages["/"] = sends(b"{}", status)

    assert refusal(f"{site.url}/") == code


def test_where_nobody_is_there_is_no_answer() -> None:
    with elsewhere() as gone:
        url = gone.url

    assert refusal(f"{url}/") == "unreachable"


def test_who_is_busy_is_asked_once_more_after_the_time_it_says(site: Elsewhere) -> None:
    site.pages["/"] = sends(b"", 429, Retry_After="0")

    assert refusal(f"{site.url}/") == "busy"
    assert len(site.asked) == 2


def test_who_asks_for_too_much_time_is_not_waited_for(site: Elsewhere) -> None:
    site.pages["/"] = sends(b"", 503, Retry_After="9999999999")

    assert refusal(f"{site.url}/") == "busy"
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<html>", "not-json"), (b"", "not-json"), (b'{"a": ', "cut-off"), (b"[" * 10_000, "not-json"),
        (b"[" * 30 + b"]" * 30, "not-json"), (b'{"a": NaN}', "not-json"), (b'"\xed\xa0\x80"', "not-json"),
        (b"1" * 6000, "not-json"), (b'{"a": 1} x', "not-json"),
    ],
)  # fmt: skip
def test_what_is_no_json_that_we_can_read_is_told(body: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        decoded(Answer("https://example.org/", body))

    assert refused.value.code == code


def test_every_reason_has_its_words_and_no_words_are_left() -> None:
    words = phrases(TEMPLATES, "nl")

    for codes, told in ((FAILED, "harvest.failed."), (MISSED, "harvest.missed.")):
        assert {key.removeprefix(told) for key in words if key.startswith(told)} == codes


# Certificates ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of there.example, and its key, in one file."""
    folder = tmp_path_factory.mktemp("tls")
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl here")
    names = ["-subj", "/CN=there.example", "-addext", "subjectAltName=DNS:there.example"]
    asked = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names]
    subprocess.run(
        [*asked, "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True
    )
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "cert.pem").read_text())
    return both


@pytest.mark.parametrize(("name", "trusted", "code"), [
    ("there.example", True, ""),
    ("other.example", True, "certificate"),
    ("there.example", False, "certificate"),
])  # fmt: skip
def test_a_certificate_must_be_trusted_and_be_that_of_the_name_that_was_asked(
    certificate: Path, name: str, trusted: bool, code: str
) -> None:
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate)
    known = ssl.create_default_context(cafile=str(certificate)) if trusted else None
    wires = Wires(addresses=lambda *_: ["127.0.0.1"], tls=known)

    with elsewhere(ours) as site:
        site.says("/", {"a": 1})
        url = f"https://{name}:{site.port}/"
        if code:
            assert refusal(url, wires=wires) == code
        else:
            assert decoded(ask(url, wires=wires)) == {"a": 1}


def test_this_computer_knows_its_own_name() -> None:
    assert "127.0.0.1" in addresses_of("localhost", 443)
