"""Asking other sites over the network: only where everybody may come, only so much, and only so long."""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import httpx
import msgspec

from .hosts import addresses_of, is_public, may_be_asked

MEGABYTE = 1_048_576
MOST_REDIRECTS = 3
MOST_ADDRESSES = 4  # of one name
MAX_DEPTH = 20
MAX_URL = 2_000
MAX_MARK = 200  # of an ETag
AT_ONCE = 4  # questions to one source
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NO_HEAD = frozenset({"405", "501"})  # who only answers when the whole is asked for
PEEK = 4_096  # bytes of what need only be there
MEANS = {404: "gone", 410: "gone", 401: "refused", 403: "refused", 429: "busy", 503: "busy"}


class Limits(NamedTuple):
    """How much is taken of a source, in bytes and in seconds."""

    front: int = MEGABYTE
    document: int = 65_536
    listing: int = 24 * MEGABYTE
    repository: int = 200 * MEGABYTE
    content: int = 64 * MEGABYTE  # the files of a repository, laid out
    total: int = 60 * MEGABYTE
    seconds: float = 30  # for one question
    whole: float = 600  # for one source
    night: float = 1_400  # for all sources together
    patience: float = 60  # for a source that asks to come back later


class Wires(NamedTuple):
    """How the network is reached; tests have wires of their own."""

    addresses: Callable[[str, int], Sequence[str]] = addresses_of
    tls: ssl.SSLContext | None = None
    transport: httpx.AsyncBaseTransport | None = None


class Refused(Exception):  # noqa: N818  # a state of the world, worded in the locales
    """Why something was not fetched: a code of `harvest.failed.<code>` or `harvest.missed.<code>`, and its blanks."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = {name: value if len(value) <= 200 else value[:199] + "…" for name, value in values.items()}


class Answer(NamedTuple):
    """What came back."""

    url: str  # where it stood in the end
    body: bytes = b""
    etag: str = ""
    same: bool = False  # it did not change since the version of that mark


class Question(NamedTuple):
    """What is asked for: where it is, the most it may weigh, and the mark of the version that is here already."""

    url: httpx.URL
    most: int
    etag: str = ""
    method: str = "GET"


class Later(NamedTuple):
    """A source that asks to come back after some seconds."""

    after: float


class Door:
    """The way to one source: it keeps to the limits, whatever the source does."""

    def __init__(self, agent: str, *, inside: bool = False, limits: Limits | None = None, wires: Wires | None = None):
        self.limits = limits or Limits()
        self.spent: Refused | None = None  # what ended it for all
        self.agent, self._inside, self._wires = agent, inside, wires or Wires()
        self._taken = 0
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._known: dict[tuple[str, int], asyncio.Task[Sequence[str]]] = {}
        self._clients: dict[tuple[str, str, int], httpx.AsyncClient] = {}

    async def __aenter__(self) -> "Door":
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def ask(self, url: str, most: int, etag: str = "") -> Answer:
        """What stands at an address, when it weighs no more than `most` bytes. Raises `Refused`."""
        return await self._asked(Question(address(url), most, etag))

    async def is_there(self, url: str) -> bool:
        """Whether anything stands at an address, as far as can be without fetching it. Raises `Refused`."""
        for method in ("HEAD", "GET"):
            try:
                await self._asked(Question(address(url), PEEK, method=method))
            except Refused as amiss:
                if amiss.code == "gone":
                    return False
                if amiss.code in ("too-large", "encoded") and self.spent is None:
                    return True
                if method == "GET" or amiss.values.get("status") not in NO_HEAD:
                    raise
            else:
                return True
        raise AssertionError(url)

    async def _asked(self, question: Question) -> Answer:
        async with self._turns:
            answer = await self._in_time(question)
            if isinstance(answer, Later) and answer.after <= self.limits.patience:
                await asyncio.sleep(answer.after)
                answer = await self._in_time(question)
        if isinstance(answer, Later):
            raise Refused("busy", host=name_of(question.url))
        return answer

    async def _in_time(self, question: Question) -> Answer | Later:
        if self.spent is not None:
            raise self.spent
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._followed(question)
        except TimeoutError:
            raise Refused("slow", host=name_of(question.url)) from None

    async def _followed(self, question: Question) -> Answer | Later:
        """The answer at the end of a few redirects, each judged like the first address."""
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._answer(question)
            if not isinstance(answer, httpx.URL):
                return answer
            question = question._replace(url=answer)
        raise Refused("redirects", url=str(question.url))

    async def _answer(self, question: Question) -> Answer | Later | httpx.URL:
        response = await self._response(question)
        try:
            return await self._read(question, response)
        except httpx.TransportError as amiss:
            raise _amiss(question, amiss) from None
        finally:
            await response.aclose()

    async def _response(self, question: Question) -> httpx.Response:
        """The beginning of an answer, from the first of the judged addresses where somebody is."""
        url = question.url
        client = self._client(url)
        error: httpx.TransportError | None = None
        for place in (await self.judged(url))[:MOST_ADDRESSES]:
            headers = {"Host": url.netloc.decode("ascii")}
            if question.etag:
                headers["If-None-Match"] = question.etag
            extensions = {"sni_hostname": name_of(url).rstrip(".")}
            request = client.build_request(
                question.method, url.copy_with(host=place), headers=headers, extensions=extensions
            )
            try:
                return await _sent(client, request)
            except (httpx.ConnectError, httpx.ConnectTimeout) as amiss:
                error = amiss
            except httpx.TransportError as amiss:
                raise _amiss(question, amiss) from None
        if isinstance(error, httpx.ConnectTimeout):
            raise Refused("slow", host=name_of(url))
        raise Refused("certificate" if _is_about_tls(error) else "unreachable", host=name_of(url))

    async def judged(self, url: httpx.URL) -> Sequence[str]:
        """The addresses of a computer, when every one of them may be asked. A name is looked up once."""
        if url.scheme == "http" and not self._inside:
            raise Refused("not-https", url=str(url))
        port = url.port or (443 if url.scheme == "https" else 80)
        key = (name_of(url), port)
        if key not in self._known:
            ask = asyncio.to_thread(self._wires.addresses, name_of(url), port)
            self._known[key] = asyncio.ensure_future(ask)
        try:
            found = await asyncio.shield(self._known[key])
        except (OSError, UnicodeError):
            found = ()
        if not found:
            raise Refused("unknown-host", host=name_of(url))
        if not all(may_be_asked(one, inside=self._inside) for one in found):
            raise Refused("inside", host=name_of(url))
        if url.scheme == "http" and any(map(is_public, found)):
            raise Refused("not-https", url=str(url))
        return found

    def _client(self, url: httpx.URL) -> httpx.AsyncClient:
        """One client a host: a connection is only used again for the name that its certificate was checked for."""
        key = (url.scheme, name_of(url), url.port or 0)
        if key not in self._clients:
            self._clients[key] = httpx.AsyncClient(
                headers={"User-Agent": self.agent, "Accept": "application/json", "Accept-Encoding": "identity"},
                verify=(self._wires.tls or _trusted()) if url.scheme == "https" else False,
                transport=self._wires.transport,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(self.limits.seconds, connect=min(10, self.limits.seconds)),
            )
        return self._clients[key]

    async def _read(self, question: Question, response: httpx.Response) -> Answer | Later | httpx.URL:
        url, status = question.url, response.status_code
        if status == 304 and question.etag:
            return Answer(str(url), etag=question.etag, same=True)
        if status in REDIRECTS:
            return _led_to(url, response)
        if status in (429, 503) and (after := response.headers.get("Retry-After", "")).isdecimal():
            return Later(float(after[:6]))
        if status != 200:
            raise Refused(MEANS.get(status, "status"), url=str(url), host=name_of(url), status=str(status))
        if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise Refused("encoded", url=str(url))
        if question.method == "HEAD":
            return Answer(str(url))
        body = await self._weighed(question, response)
        return Answer(str(url), body, _mark(response.headers.get("ETag", "")))

    async def _weighed(self, question: Question, response: httpx.Response) -> bytes:
        """The body, as long as it is no heavier than allowed; it is not unpacked."""
        most = question.most
        said = response.headers.get("Content-Length", "")
        if said.isdecimal() and int(said[:18]) > most:
            raise Refused("too-large", url=str(question.url), limit=weight(most))
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            self._taken += len(chunk)
            if len(body) > most:
                raise Refused("too-large", url=str(question.url), limit=weight(most))
            if self._taken > self.limits.total:
                self.spent = Refused("too-large", url=str(question.url), limit=weight(self.limits.total))
                raise self.spent
        return bytes(body)


def address(text: str) -> httpx.URL:
    """An address as a browser would read it, when it may be asked at all."""
    try:
        url = httpx.URL(text)
        port = url.port
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise Refused("address", url=text) from None
    good = (
        url.scheme in ("http", "https")
        and url.raw_host
        and (port is None or 0 < port < 65_536)
        and len(text) <= MAX_URL
    )
    if not good or url.userinfo or "@" in url.netloc.decode("ascii", "replace"):
        raise Refused("address", url=_without_user(text))
    return url.copy_with(fragment=None)


def name_of(url: httpx.URL) -> str:
    """The name of a computer as the network knows it: letters of other scripts cannot pass for ours."""
    return url.raw_host.decode("ascii", "replace")


def decoded(answer: Answer, kind: Any = Any) -> Any:
    """A body as values: only so deep. Raises `Refused`."""
    try:
        found = msgspec.json.decode(answer.body.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as amiss:
        # A length that was told too short looks the same as an answer that broke off.
        code = "cut-off" if "truncated" in str(amiss) and len(answer.body) > 1 else "not-json"
        raise Refused(code, url=answer.url) from None
    if kind is Any and not _is_shallow(found):
        raise Refused("not-json", url=answer.url)
    return found


def weight(size: int) -> str:
    """A number of bytes in words."""
    return f"{size // MEGABYTE} MB" if size >= MEGABYTE else f"{size // 1024} kB"


def _is_shallow(value: Any) -> bool:
    """Whether values lie no deeper in each other than we take."""
    edge = [value]
    for _ in range(MAX_DEPTH):
        lists = ((one.values() if isinstance(one, dict) else one) for one in edge if isinstance(one, dict | list))
        edge = [inner for held in lists for inner in held]
    return not edge


def _led_to(url: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Where a redirect leads."""
    try:
        return address(str(url.join(response.headers["Location"])))
    except (KeyError, httpx.InvalidURL, ValueError, Refused):
        raise Refused("redirects", url=str(url)) from None


async def _sent(client: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    """The beginning of an answer; who hung up on an old connection is asked again on a new one."""
    try:
        return await client.send(request, stream=True)
    except httpx.RemoteProtocolError as amiss:
        if "without sending" not in str(amiss):
            raise
        return await client.send(request, stream=True)


def _amiss(question: Question, error: httpx.TransportError) -> Refused:
    """What went wrong on the way."""
    if isinstance(error, httpx.RemoteProtocolError):
        code = "redirects" if "location" in str(error) else "cut-off"
        return Refused(code, url=str(question.url))
    return Refused("slow" if isinstance(error, httpx.TimeoutException) else "unreachable", host=name_of(question.url))


def _mark(etag: str) -> str:
    """The mark of a version, when it is one that can be sent back."""
    good = 2 < len(etag) <= MAX_MARK and etag.isascii() and etag.isprintable() and etag.endswith('"')
    return etag if good and etag.startswith(('"', 'W/"')) else ""


def _without_user(text: str) -> str:
    """An address that may hold a password, so that it can be shown."""
    before, at, after = text.rpartition("@")
    return f"{before.partition('//')[0]}//…@{after}" if at else text


def _trusted() -> ssl.SSLContext:
    """Who the machine trusts, with what everybody trusts."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _is_about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
