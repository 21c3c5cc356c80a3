"""Sites on this computer that answer as a test likes, well or badly."""

import json
import os
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]


class Elsewhere:
    """A site: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Answer] = {}
        self.asked: list[str] = []
        self.looked: list[str] = []  # whether it is there
        self.heard: list[Mapping[str, str]] = []
        self.etags = False
        self.port = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def says(self, path: str, value: Any) -> None:
        """Puts JSON at a path."""
        self.pages[path] = json.dumps(value).encode()


def sends(
    body: bytes = b"{}", status: int = 200, *, length: int | None = None, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer word for word; `length` is what it says of its length, -1 nothing at all."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if length != -1:
            handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)
        handler.close_connection = handler.close_connection or length is not None

    return answer


def leads_to(url: str, status: int = 302) -> Answer:
    """A redirect."""
    return sends(b"", status, Location=url)


def repository_at(root: Path) -> Answer:
    """Git as it is served over HTTP, whatever is asked of it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        path, _, query = handler.path.partition("?")
        known = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(root), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
            "QUERY_STRING": query, "REQUEST_METHOD": handler.command, "GIT_CONFIG_NOSYSTEM": "1",
            "CONTENT_TYPE": handler.headers.get("Content-Type", ""), "GIT_CONFIG_GLOBAL": os.devnull,
            "HTTP_CONTENT_ENCODING": handler.headers.get("Content-Encoding", ""),
        }  # fmt: skip
        given = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        done = subprocess.run(["git", "http-backend"], input=given, env=known, capture_output=True, check=False)
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        told = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        status = int(told.pop("Status", "200").split()[0])
        sends(body, status, **{name.replace("-", "_"): value for name, value in told.items()})(handler)

    return answer


def _tell(site: Elsewhere, handler: BaseHTTPRequestHandler) -> None:
    """What a site has at the path that was asked for."""
    found = site.pages.get(handler.path) or site.pages.get("*")
    try:
        if callable(found):
            found(handler)
        elif found is None:
            sends(b"no", 404)(handler)
        else:
            mark = f'"{hash(found) & 0xFFFFFF}"'
            if site.etags and handler.headers.get("If-None-Match") == mark:
                sends(b"", 304)(handler)
            else:
                sends(found, **({"ETag": mark} if site.etags else {}))(handler)
    except OSError:
        handler.close_connection = True  # the other side had enough


@contextmanager
def elsewhere(tls: ssl.SSLContext | None = None) -> Iterator[Elsewhere]:
    """A site that is up."""
    site = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_HEAD(self) -> None:
            site.looked.append(self.path)
            _tell(site, self)

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.heard.append(dict(self.headers))
            _tell(site, self)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None: ...

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
