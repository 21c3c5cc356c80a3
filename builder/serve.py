"""The site on this computer: built, shown, and built again at each change, with the open pages following."""

import queue
import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from . import build as building
from . import inspection, report
from .phrases import Phrases, say
from .publish import Refusal
from .verify import PageError
from .visibility import Edition

RELOAD = "/-/reload.js"
EVENTS = "/-/changes"
SCRIPT = f'new EventSource("{EVENTS}").onmessage = () => location.reload();\n'.encode()
TAG = f'<script src="{RELOAD}" defer></script></body>'.encode()


class PortTaken(Exception):  # noqa: N818  # a state of the machine, worded by the command line
    """The port is somebody else's."""


class Pages:
    """The pages that are open in a browser, each waiting for news."""

    def __init__(self) -> None:
        self._waiting: set[queue.SimpleQueue[bool]] = set()

    def join(self) -> "queue.SimpleQueue[bool]":
        """A place to wait for news."""
        place: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._waiting.add(place)
        return place

    def leave(self, place: "queue.SimpleQueue[bool]") -> None:
        """The page was closed."""
        self._waiting.discard(place)

    def tell(self) -> None:
        """The site changed."""
        for place in list(self._waiting):
            place.put(True)


def serve(root: Path, edition: Edition, port: int, today: Callable[[], date], words: Phrases) -> None:
    """Serves on this computer only, until it is stopped. Raises `PortTaken`."""
    from watchfiles import watch

    out = root / ".wisselwerk" / f"serve-{edition}"
    rebuild(root, out, edition, today(), words)
    pages = Pages()
    with server(out, port, pages) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        click.echo(say(words, "cli.serve.ready", address=f"http://127.0.0.1:{running.server_port}/"))
        watched = [
            path
            for path in (root / name for name in ("content", "directory.yaml", "figures.yaml", "mappings", "templates"))
            if path.exists()
        ]
        for changes in watch(*watched, raise_interrupt=False):
            changed = sorted(Path(path) for _, path in changes)
            click.echo(say(words, "cli.serve.changed", path=changed[0].name))
            if rebuild(root, out, edition, today(), words):
                pages.tell()
        running.shutdown()


def rebuild(root: Path, out: Path, edition: Edition, today: date, words: Phrases) -> bool:
    """Builds and reports; False when nothing changed or nothing could be built."""
    try:
        built = building.build(root, out, today, edition)
    except Refusal as refusal:
        click.echo(report.text(building.check(root, today, edition).problems, words), nl=False)
        click.echo(say(words, f"refusal.{refusal.code}", **refusal.values), err=True)
        return False
    except PageError as error:
        click.echo(inspection.unfit(error, words), err=True)
        return False
    click.echo(report.text(built.problems, words), nl=False)
    return bool(built.report.written or built.report.removed)


def server(folder: Path, port: int, pages: Pages) -> ThreadingHTTPServer:
    """A server of the folder on the loopback address."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, pages, directory=str(folder)))
    except OSError:
        raise PortTaken from None


class Handler(SimpleHTTPRequestHandler):
    """The files of a folder, with a script in each page that reloads it when the site changes."""

    protocol_version = "HTTP/1.1"

    def __init__(self, pages: Pages, *args: Any, **more: Any) -> None:
        self._pages = pages
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        """A page with the script, the script itself, the news, or any other file."""
        path = self.path.partition("?")[0]
        if path == RELOAD:
            self._send(SCRIPT, "text/javascript")
        elif path == EVENTS:
            self._events()
        else:
            self._file()

    def _file(self) -> None:
        found = Path(self.translate_path(self.path))
        if found.is_dir() and self.path.partition("?")[0].endswith("/"):
            found /= "index.html"
        if found.suffix == ".html" and found.is_file():
            self._send(found.read_bytes().replace(b"</body>", TAG), "text/html; charset=utf-8")
        elif found.exists():
            super().do_GET()
        else:
            missing = Path(self.directory) / "404.html"
            page = missing.read_bytes() if missing.is_file() else b""
            self._send(page, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        place = self._pages.join()
        try:
            while True:
                try:
                    place.get(timeout=15)
                    self.wfile.write(b"data: changed\n\n")
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            self.close_connection = True
        finally:
            self._pages.leave(place)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Says nothing: the terminal is for problems."""
