"""Serving: on this computer only, with the open pages following each change."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from builder import serve
from builder.cli import words_of
from tests import samples
from tests.conftest import TODAY

WORDS = words_of("nl")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[HTTPConnection, serve.Pages]]:
    """A server of a small folder."""
    (tmp_path / "people").mkdir()
    (tmp_path / "index.html").write_text("<html><body><p>Home</p></body></html>")
    (tmp_path / "people/index.html").write_text("<html><body>People</body></html>")
    (tmp_path / "404.html").write_text("<html><body>Nothing here</body></html>")
    (tmp_path / "site.css").write_text("p{}")
    pages = serve.Pages()
    with serve.server(tmp_path, 0, pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        yield connection, pages
        connection.close()
        server.shutdown()


def got(connection: HTTPConnection, path: str) -> tuple[int, str]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_a_page_comes_with_the_script_that_follows_changes(running: tuple[HTTPConnection, serve.Pages]) -> None:
    status, page = got(running[0], "/")

    assert status == 200
    assert page == '<html><body><p>Home</p><script src="/-/reload.js" defer></script></body></html>'


def test_a_folder_gives_its_index_and_other_files_come_as_they_are(running: tuple[HTTPConnection, serve.Pages]) -> None:
    assert "People" in got(running[0], "/people/?q=x")[1]
    assert got(running[0], "/site.css") == (200, "p{}")
    assert "EventSource" in got(running[0], serve.RELOAD)[1]


def test_what_is_not_there_gives_the_page_that_says_so(running: tuple[HTTPConnection, serve.Pages]) -> None:
    status, page = got(running[0], "/nowhere/")

    assert status == 404
    assert "Nothing here" in page


def test_an_open_page_hears_of_a_change(running: tuple[HTTPConnection, serve.Pages]) -> None:
    connection, pages = running
    connection.request("GET", serve.EVENTS)
    answer = connection.getresponse()
    while not pages._waiting:
        pass
    pages.tell()

    assert answer.fp.readline() == b"data: changed\n"


def test_it_listens_on_this_computer_only(tmp_path: Path) -> None:
    with serve.server(tmp_path, 0, serve.Pages()) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with serve.server(tmp_path, 0, serve.Pages()) as server, pytest.raises(serve.PortTaken):
        serve.server(tmp_path, server.server_port, serve.Pages())


def test_a_change_is_built_and_nothing_new_is_not_told(tmp_path: Path) -> None:
    root = samples.world(tmp_path / "root")

    assert serve.rebuild(root, tmp_path / "site", "public", TODAY, WORDS)
    assert not serve.rebuild(root, tmp_path / "site", "public", TODAY, WORDS)
    (root / "content/profiles/cleo.md").write_text("---\nnaam: Cleo Nova\norganisatie: city\nfunctie: x\n---\n")
    assert serve.rebuild(root, tmp_path / "site", "public", TODAY, WORDS)
    (root / "directory.yaml").write_text("titel: [\n")
    assert not serve.rebuild(root, tmp_path / "site", "public", TODAY, WORDS)
    assert "Cleo Nova" in (tmp_path / "site/profiles/cleo.html").read_text()


def test_a_template_that_spoils_a_page_is_told_and_the_site_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = samples.world(tmp_path / "root")
    assert serve.rebuild(root, tmp_path / "site", "public", TODAY, WORDS)
    (root / "templates/pages").mkdir(parents=True)
    (root / "templates/pages/about.html").write_text("<h1 onclick=x>Wij</h1>")

    assert not serve.rebuild(root, tmp_path / "site", "public", TODAY, WORDS)
    assert "Het attribuut 'onclick' mag hier niet staan: <h1 onclick=x>\n" in capsys.readouterr().err
    assert "onclick" not in (tmp_path / "site/about/index.html").read_text()
