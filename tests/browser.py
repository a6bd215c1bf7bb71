"""A headless Chromium driven through ChromeDriver's plain HTTP interface, and a server for it to read from."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# Without the last ones Chromium calls home at every start.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Browser:
    """One window; every request it makes is kept in `requests`, every message of its console in `console`."""

    def __init__(self, driver: str, session: str) -> None:
        self._base = f"{driver}/session/{session}"
        self._events: list[dict[str, Any]] = []

    def open(self, url: str) -> None:
        """Load a page and wait for its `load` event."""
        _call(f"{self._base}/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a function body in the page and return its value."""
        return _call(f"{self._base}/execute/sync", {"script": script, "args": list(arguments)})

    def devtools(self, command: str, **parameters: Any) -> Any:
        """Send a command of the DevTools protocol."""
        return _call(f"{self._base}/goog/cdp/execute", {"cmd": command, "params": parameters})

    def wait(self, script: str, *arguments: Any, seconds: float = 20) -> Any:
        """Run a function body until its value is true, or fail."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.run(script, *arguments):
                return value
            time.sleep(0.05)
        raise AssertionError(f"never became true: {script}")

    @property
    def requests(self) -> list[str]:
        """The addresses asked for so far, by pages and their workers; not those of the browser's own start page."""
        self._read()
        asked = [e["params"]["request"]["url"] for e in self._events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith("chrome:")]

    @property
    def dialogs(self) -> list[str]:
        """The messages of dialogs that pages opened."""
        self._read()
        return [e["params"]["message"] for e in self._events if e["method"] == "Page.javascriptDialogOpening"]

    @property
    def console(self) -> list[str]:
        """What pages and the browser complained about."""
        log = _call(f"{self._base}/se/log", {"type": "browser"})
        return [entry["message"] for entry in log if entry["level"] in ("WARNING", "SEVERE")]

    def _read(self) -> None:
        for entry in _call(f"{self._base}/se/log", {"type": "performance"}):
            self._events.append(json.loads(entry["message"])["message"])


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium with an empty profile; fails where it is not installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert chromium and driver, "this test needs Debian's chromium and chromium-driver"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        _await_driver(url)
        options = {
            "binary": chromium,
            "args": [*FLAGS, f"--user-data-dir={profile}"],
            "perfLoggingPrefs": {"enableNetwork": True, "enablePage": True},
        }
        capabilities = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
            "unhandledPromptBehavior": "dismiss",
        }
        session = _call(f"{url}/session", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]
        try:
            yield Browser(url, session)
        finally:
            _call(f"{url}/session/{session}", None, method="DELETE")
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and say its address, which ends in `/`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


def _await_driver(url: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if _call(f"{url}/status", None, method="GET")["ready"]:
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("ChromeDriver did not start")


def _call(url: str, body: dict[str, Any] | None, *, method: str = "POST") -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]
