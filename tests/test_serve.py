"""`preplan serve`: what a saved fragment does to the pages a browser has open."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

from browser import browser

ROOT = Path(__file__).parents[1]

HEAD = """\
plan:
  schema: 1
  name: {name}
  version: "1.0"
  type: comprehensive
  organisation: 示例中心
"""
LEVELS = """\
levels:
  - id: level-1
    name: 一级响应
    ordinal: 1
    {field}: red
"""
PAGE = "/plans/shop/"


@dataclass
class Preview:
    """A running `preplan serve`."""

    project: Path
    port: int
    process: subprocess.Popen[str]
    said: IO[str]

    def get(self, path: str, host: str = "127.0.0.1", method: str = "GET") -> tuple[int, str, dict[str, str]]:
        """Ask for a path exactly as it stands, and return status, body and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True)
            if host:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}
        finally:
            connection.close()

    def save(self, name: str, text: str) -> None:
        """Save a file the way editors do: written beside, then moved into place."""
        path = self.project / "plans/shop" / name
        beside = path.with_name(f".{name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)


@dataclass
class Events:
    """What a page hears from the preview."""

    lines: Iterator[bytes]

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first state that is as wanted; fail after a minute."""
        end = time.monotonic() + 60
        state: dict[str, Any] = {}
        for line in self.lines:
            if line.startswith(b"data: "):
                state = json.loads(line.removeprefix(b"data: "))
                if wanted(state):
                    return state
            if time.monotonic() > end:
                break
        raise AssertionError(f"the last state is {state}")


@contextmanager
def previewing(project: Path, *options: str, host: str = "127.0.0.1") -> Iterator[Preview]:
    """Run `preplan serve` on a free port until the block ends; then end it as Ctrl-C does."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "preplan", "serve", "--port", "0", "--host", host, "--lang", "zh", *options],
        cwd=project,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "PYTHONIOENCODING": "utf-8"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    said = process.stderr
    assert said is not None
    try:
        line = said.readline()
        address = re.search(r"http://[^ ]+:(\d+)/", line)
        assert address, line
        yield Preview(project, int(address[1]), process, said)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        finally:
            process.kill()
            process.wait()
            said.close()


@contextmanager
def listening(preview: Preview) -> Iterator[Events]:
    """Open the stream of events as a page does."""
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=90)
    try:
        connection.request("GET", "/-/events")
        answer = connection.getresponse()
        assert ("text/event-stream", 200) == (answer.getheader("Content-Type"), answer.status)
        yield Events(iter(answer.readline, b""))
        answer.close()
    finally:
        connection.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Write a project of one small plan."""
    folder = tmp_path / "plans/shop"
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(HEAD.format(name="商店应急预案"), encoding="utf-8")
    (folder / "levels.yaml").write_text(LEVELS.format(field="colour"), encoding="utf-8")
    return tmp_path


def test_saved_fragment_shows_and_a_mistake_keeps_the_last_good_site(project: Path) -> None:
    with previewing(project) as preview, listening(preview) as events:
        first = events.until(lambda state: state["built"] == 1)
        page = preview.get(PAGE)
        assert (200, True) == (page[0], "商店应急预案" in page[1])

        preview.save("plan.yaml", HEAD.format(name="门店应急预案"))
        second = events.until(lambda state: state["built"] == 2)
        page = preview.get(PAGE)
        assert (True, False) == ("门店应急预案" in page[1], "商店应急预案" in page[1])

        preview.save("levels.yaml", LEVELS.format(field="color"))
        broken = events.until(lambda state: state["trouble"] != "")
        assert 200 == preview.get(PAGE)[0]

        preview.save("levels.yaml", LEVELS.format(field="colour"))
        mended = events.until(lambda state: state["trouble"] == "")

    nothing_wrong = {"title": "预览停在上一次成功的结果；改正后自动更新", "trouble": ""}
    trouble = (
        "plans/shop/levels.yaml:5:5: error[unknown-field]: 响应级别没有“color”这个字段\n"
        "  |     color: red\n"
        "  |     ^^^^^\n"
        "  = 建议: 是不是“colour”（颜色）？\n"
        "\n"
        "1 个错误，在 1 个文件中\n"
    )
    assert [first, second, broken, mended] == [
        {"built": 1, **nothing_wrong},
        {"built": 2, **nothing_wrong},
        {"built": 2, **nothing_wrong, "trouble": trouble},
        {"built": 2, **nothing_wrong},
    ]


def test_change_of_one_plan_shows_beside_the_others(project: Path) -> None:
    other = project / "plans/bakery"
    shutil.copytree(project / "plans/shop", other)
    with previewing(project) as preview, listening(preview) as events:
        events.until(lambda state: state["built"] == 1)
        preview.save("levels.yaml", LEVELS.format(field="colour").replace("一级响应", "头等响应"))
        events.until(lambda state: state["built"] == 2)
        first = (_says(preview, "shop", "头等响应"), _says(preview, "bakery", "一级响应"), preview.get("/")[0])
        (other / "levels.yaml").write_text(
            LEVELS.format(field="colour").replace("一级响应", "甲级响应"), encoding="utf-8"
        )
        events.until(lambda state: state["built"] == 3)
        second = (_says(preview, "shop", "头等响应"), _says(preview, "bakery", "甲级响应"), preview.get("/")[0])
        preview.save("plan.yaml", HEAD.format(name="门店应急预案"))
        events.until(lambda state: state["built"] == 4)
        third = (_says(preview, "shop", "头等响应"), _says(preview, "bakery", "甲级响应"))

        assert ((True, True, 200), (True, True, 200), (True, True)) == (first, second, third)
        assert "门店应急预案" in preview.get("/")[1]


def test_plan_that_is_broken_from_the_start_shows_once_it_is_mended(project: Path) -> None:
    (project / "plans/shop/levels.yaml").write_text("levels: [", encoding="utf-8")
    with previewing(project) as preview, listening(preview) as events:
        events.until(lambda state: "plans/shop/levels.yaml:1:9: error[syntax]" in state["trouble"])
        waiting = preview.get("/")
        preview.save("levels.yaml", LEVELS.format(field="colour"))
        events.until(lambda state: state["built"] == 1 and not state["trouble"])

        assert (503, True) == (waiting[0], 'src="/-/preview.js"' in waiting[1])
        assert 200 == preview.get("/")[0]


def test_settings_that_are_refused_are_said_and_change_once_they_are_right(project: Path) -> None:
    with previewing(project) as preview, listening(preview) as events:
        events.until(lambda state: state["built"] == 1)
        (project / "mkdocs.yml").write_text("plugins: [x]\n", encoding="utf-8")
        events.until(lambda state: "plugins" in state["trouble"])
        (project / "mkdocs.yml").write_text("site_name: 另一个名字\n", encoding="utf-8")
        events.until(lambda state: state["built"] == 2)

        assert "另一个名字" in preview.get("/")[1]


def test_only_this_machine_is_answered_and_only_from_the_site(project: Path) -> None:
    (project / "secret.txt").write_text("secret", encoding="utf-8")
    with previewing(project) as preview, listening(preview) as events:
        events.until(lambda state: state["built"] == 1)

        hosts = {
            host: preview.get("/", host)[0]
            for host in (
                "127.0.0.1",
                f"127.0.0.1:{preview.port}",
                f"localhost:{preview.port}",
                "LOCALHOST",
                "[::1]:8000",
                "",
                "evil.example",
                "127.0.0.1.evil.example",
                "evil.example:80@localhost.evil.example",
                "192.0.2.1",
                "[",
            )
        }
        paths = {
            path: preview.get(path)[0]
            for path in (
                "/",
                "/index.html",
                "/assets/preplan.css",
                "/-/preview.css",
                "/../../secret.txt",
                "/../manifest.json",
                "/%2e%2e/manifest.json",
                "/assets/..%2f..%2fmanifest.json",
                "/..\\manifest.json",
                "//etc/passwd",
                "/etc/passwd",
                "/x%00y",
                "/" + "x" * 300,
                "/-/../../manifest.json",
                "/-/serve.py",
            )
        }
        events_elsewhere = preview.get("/-/events", "evil.example")[0]
        moved = preview.get("//plans//shop")
        other = {method: preview.get("/", method=method)[0] for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS")}
        head = preview.get("/", method="HEAD")

    assert hosts == {
        "127.0.0.1": 200,
        f"127.0.0.1:{preview.port}": 200,
        f"localhost:{preview.port}": 200,
        "LOCALHOST": 200,
        "[::1]:8000": 200,
        "": 403,
        "evil.example": 403,
        "127.0.0.1.evil.example": 403,
        "evil.example:80@localhost.evil.example": 403,
        "192.0.2.1": 403,
        "[": 403,
    }
    assert paths == dict.fromkeys(paths, 404) | dict.fromkeys(
        ("/", "/index.html", "/assets/preplan.css", "/-/preview.css"), 200
    )
    assert 403 == events_elsewhere
    assert (301, "/plans/shop/") == (moved[0], moved[2]["location"])
    assert {"HEAD": 200, "POST": 501, "PUT": 501, "DELETE": 501, "OPTIONS": 501} == other
    assert ("", "no-store", "nosniff") == (head[1], head[2]["cache-control"], head[2]["x-content-type-options"])


def test_ctrl_c_ends_it_and_leaves_nothing_behind(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in (signal.SIGINT, signal.SIGTERM):
        with previewing(project) as preview, listening(preview) as events:
            events.until(lambda state: state["built"] == 1)
            preview.process.send_signal(name)
            said = preview.said.read()
            status = preview.process.wait(timeout=30)

        assert (130, False) == (status, "Traceback" in said), said
    assert ["plans"] == sorted(path.name for path in project.iterdir())


def test_port_that_is_taken_is_said(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-P", "-m", "preplan", "serve", "--port", str(port), "--lang", "en"],
            cwd=project,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    expected = (
        f"preplan: can't listen on 127.0.0.1:{port} (another program uses it already); "
        "choose another port with --port, 0 takes a free one\n"
    )
    assert (2, "", expected) == (done.returncode, done.stdout, done.stderr)


def test_open_page_reloads_and_shows_what_is_wrong(project: Path, tmp_path: Path) -> None:
    with previewing(project) as preview, listening(preview) as events:
        events.until(lambda state: state["built"] == 1)
        with browser(tmp_path / "profile") as chromium:
            chromium.open(f"http://127.0.0.1:{preview.port}{PAGE}")
            assert "商店应急预案" in chromium.run("return document.body.innerText")

            preview.save("plan.yaml", HEAD.format(name="门店<b>应急</b>预案"))
            chromium.wait("return document.body.innerText.includes('门店<b>应急</b>预案')")

            preview.save("levels.yaml", LEVELS.format(field="<img src=x onerror=alert(1)>"))
            chromium.wait("return document.querySelector('.preview-trouble pre')")
            shown = chromium.run("return document.querySelector('.preview-trouble').innerText")
            color = chromium.run("return getComputedStyle(document.querySelector('.preview-trouble')).position")

            preview.save("levels.yaml", LEVELS.format(field="colour"))
            chromium.wait("return !document.querySelector('.preview-trouble')")

            assert ("fixed", True) == (color, "响应级别没有“<img src=x onerror=alert(1)>”这个字段" in shown), shown
            assert ([], []) == (chromium.dialogs, chromium.console)
    built = [path for path in (ROOT / "site/assets").iterdir() if "preview" in path.name]
    assert [] == built


def _says(preview: Preview, plan: str, text: str) -> bool:
    """Say whether a text stands on any page of a plan."""
    pages = set(re.findall(r'href="([a-z-]+/)"', preview.get(f"/plans/{plan}/")[1])) | {""}
    return any(text in preview.get(f"/plans/{plan}/{page}")[1] for page in pages)
