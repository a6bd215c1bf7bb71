"""What all tests share: no network, and golden files that `--accept` renews."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from preplan.cli import main

_HERE = Path(__file__).parent

Golden = Callable[[str, str], None]
Run = Callable[..., tuple[int, str, str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`."""
    parser.addoption("--accept", action="store_true", help="write what came out into the golden files; read the diff")


def pytest_configure() -> None:
    """Refuse every connection that leaves this machine, in this process and for good."""
    # A hook of the interpreter sees every socket, also those a library opens in a thread of its own.
    sys.addaudithook(_stay_here)
    # Message languages and widths must not hang on the terminal that the tests happen to run in.
    for name in ("COLUMNS", "FORCE_COLOR", "LANGUAGE", "LC_MESSAGES", "NO_COLOR", "PREPLAN_NAME", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the file of that name under tests/golden/, or renew the file when asked to."""
    accept: bool = request.config.getoption("--accept")

    def compare(name: str, actual: str) -> None:
        path = _HERE / "golden" / name
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""

        assert expected == actual

    return compare


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run preplan in a folder of its own; returns the exit status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "PREPLAN_DEBUG", "PREPLAN_NAME"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str | Path, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main([*map(str, arguments)])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


def _stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(arguments[1], tuple) and not _is_local(str(arguments[1][0])):
        raise ConnectionRefusedError(f"a test wants to connect to {arguments[1][0]}")
    if event == "socket.getaddrinfo" and arguments[0] and not _is_local(str(arguments[0])):
        raise ConnectionRefusedError(f"a test wants to look up {arguments[0]}")


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return host in {"", "localhost"}
