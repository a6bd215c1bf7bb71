"""Show a site that is being worked on: its pages reload after a build, and say what is wrong until it is mended."""

from __future__ import annotations

import ipaddress
import json
import mimetypes
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from . import messages, resources, words
from .diagnostics import Language
from .errors import PreplanError


@dataclass(frozen=True, slots=True)
class State:
    """What browsers are shown: the last good site, the number of its build, and what is wrong since.

    There is no site before the first good build. `plans` are sites with newer pages of single plans, by id.
    """

    built: int = 0
    site: Path | None = None
    plans: Mapping[str, Path] = field(default_factory=dict)
    trouble: str = ""

    def site_of(self, path: str) -> Path | None:
        """Return the site that the page at a path is taken from."""
        first, *rest = path.strip("/").split("/")
        return self.plans.get(rest[0], self.site) if first == "plans" and rest else self.site


class Board:
    """Where the newest state is put up, and waited for."""

    def __init__(self) -> None:
        self.state = State()
        self._changed = threading.Condition()

    def put(self, state: State) -> None:
        """Put up a new state; everyone who waits for one is told."""
        with self._changed:
            self.state = state
            self._changed.notify_all()

    def wait(self, seen: State | None, seconds: float) -> State:
        """Return the state once it is another one than what was seen, or when the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self.state is not seen, seconds)
            return self.state


@contextmanager
def showing(board: Board, *, host: str, port: int, lang: Language) -> Iterator[str]:
    """Serve what is on the board, and lend the address; port 0 takes a free one.

    Raises PreplanError where that address can't be listened on.
    """
    try:
        family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        server = _Server(family, (str(place[0]), int(place[1])), partial(_Page, board, host, lang))
    except OSError as error:
        reason = words.reason(error)
        raise PreplanError(messages.CANNOT_LISTEN(host=host, port=port, reason=reason)) from error
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{f'[{host}]' if ':' in host else host}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# No id of a plan and no folder of the theme begins like this.
_OWN = "/-/"
_HEARTBEAT = 15.0
_LONGEST_IDLE = 60.0


class _Server(ThreadingHTTPServer):
    # Threads that hold an open event stream must not keep the program from ending.
    daemon_threads = True

    def __init__(self, family: int, place: tuple[str, int], page: Any) -> None:
        self.address_family = family
        super().__init__(place, page)

    def server_bind(self) -> None:
        # HTTPServer asks the name service for a name that nobody needs.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Browsers hang up whenever they like.
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Page(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "preplan"
    sys_version = ""
    timeout = _LONGEST_IDLE

    def __init__(self, board: Board, host: str, lang: Language, *connection: Any) -> None:
        self.board, self.host, self.lang = board, host, lang
        super().__init__(*connection)

    def do_GET(self) -> None:
        # A page elsewhere can point its own name at this machine and then read what it likes; the name gives it away.
        if not _is_us(self.headers.get("Host", ""), self.host):
            return self._answer(HTTPStatus.FORBIDDEN, b"this host name is not served here\n", "text/plain")
        path = unquote(urlsplit(self.path).path)
        if path == f"{_OWN}events":
            return self._events()
        if path in _FILES:
            return self._answer(HTTPStatus.OK, _own(_FILES[path]), _type_of(path))
        return self._page(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def _page(self, path: str) -> None:
        state = self.board.state
        site = state.site_of(path)
        if site is None:
            waiting = f"<!doctype html><title>preplan</title><p class=preview-waiting>{escape(self._say_wait())}</p>"
            return self._html(HTTPStatus.SERVICE_UNAVAILABLE, f"{waiting}</body>".encode(), state)
        file = _inside(site, path)
        if file and file.is_dir() and not path.endswith("/"):
            # From the parts, not from what was asked for: `//evil.example` would lead elsewhere.
            place = quote("/" + file.relative_to(site).as_posix() + "/")
            return self._answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", Location=place)
        file = file / "index.html" if file and file.is_dir() else file
        if file is None or not file.is_file():
            return self._html(HTTPStatus.NOT_FOUND, (site / "404.html").read_bytes(), state)
        if file.suffix == ".html":
            return self._html(HTTPStatus.OK, file.read_bytes(), state)
        return self._answer(HTTPStatus.OK, file.read_bytes(), _type_of(file.name))

    def _html(self, status: HTTPStatus, data: bytes, state: State) -> None:
        """Answer with a page, and with what keeps it fresh: in the answer only, never in the file."""
        ours = (
            f'<link rel="stylesheet" href="{_OWN}preview.css">'
            f'<script src="{_OWN}preview.js" data-events="{_OWN}events" data-built="{state.built}"></script>'
        ).encode()
        before, end, after = data.rpartition(b"</body>")
        self._answer(status, before + ours + end + after if end else data + ours, "text/html")

    def _answer(self, status: HTTPStatus, data: bytes, type_: str, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{type_}; charset=utf-8" if type_.startswith("text/") else type_)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        """Tell a page about every new state until it hangs up."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen: State | None = None
        while self.command != "HEAD":
            state = self.board.wait(seen, _HEARTBEAT)
            if state is seen:
                self.wfile.write(b": still here\n\n")
            else:
                title = words.NOT_SERVED().show(self.lang)
                data = json.dumps({"built": state.built, "title": title, "trouble": state.trouble})
                self.wfile.write(f"event: state\ndata: {data}\n\n".encode())
            seen = state

    def _say_wait(self) -> str:
        return words.FIRST_BUILD().show(self.lang)


_FILES = {f"{_OWN}{name}": name for name in ("preview.css", "preview.js")}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


def _is_us(asked: str, host: str) -> bool:
    """Say whether a Host header names this machine: localhost, the host we listen on, or one of its addresses."""
    try:
        name = urlsplit(f"//{asked}").hostname or ""
    except ValueError:
        return False
    if name in ("localhost", host.lower()):
        return True
    try:
        address = ipaddress.ip_address(name)
        return address.is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _inside(site: Path, path: str) -> Path | None:
    """Return the file or folder a path means, and nothing where that lies outside the site."""
    parts = path.strip("/").split("/")
    if any(part in (".", "..") or set(part) & set("\\:\0") or len(part.encode()) > 255 for part in parts):
        return None
    file = site.joinpath(*filter(None, parts))
    return file if file.resolve().is_relative_to(site.resolve()) else None


def _type_of(name: str) -> str:
    # The system's own table may know nothing, or call a script plain text.
    return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _own(name: str) -> bytes:
    return (resources.folder("site") / "preview" / name).read_bytes()
