"""An editor for the tests of the language server: it speaks the protocol over pipes and waits for messages."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

ROOT = Path(__file__).parents[1]
PATIENCE = 60

Message = dict[str, Any]

ABLE: Message = {
    "general": {"positionEncodings": ["utf-16"]},
    "textDocument": {
        "hover": {"contentFormat": ["plaintext"]},
        "rename": {"prepareSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
    },
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}


@dataclass
class Editor:
    """A running server and the files that are open; `shown` are the findings last published of each file."""

    root: Path
    process: subprocess.Popen[bytes]
    inbox: queue.Queue[Message | None]
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    shown: dict[str, list[Message]] = field(default_factory=dict)
    versions_shown: dict[str, int | None] = field(default_factory=dict)
    published: list[tuple[str, int | None]] = field(default_factory=list)
    ready: Message = field(default_factory=dict)
    complaints: list[bytes] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)
    answers: dict[int, Message] = field(default_factory=dict)
    asked: int = 0

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def send(self, method: str, params: Any, **more: Any) -> None:
        """Send a message as the protocol frames it."""
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        pipe = cast("IO[bytes]", self.process.stdin)
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        pipe.flush()

    def request(self, method: str, params: Any) -> int:
        """Ask, and return the number that the answer will carry."""
        self.asked += 1
        self.send(method, params, id=self.asked)
        return self.asked

    def answer(self, number: int) -> Message:
        """Wait for the answer to a question."""
        self.until(lambda: number in self.answers)
        return self.answers.pop(number)

    def ask(self, method: str, params: Any) -> Any:
        """Ask and wait for the answer, which is no error."""
        said = self.answer(self.request(method, params))
        assert "error" not in said, said
        return said.get("result")

    def until(self, so: Callable[[], bool]) -> None:
        """Take messages until something is so."""
        while not so():
            message = self.inbox.get(timeout=PATIENCE)
            assert message is not None, b"".join(self.complaints).decode()
            self.take(message)

    def take(self, message: Message) -> None:
        params = message.get("params", {})
        if message.get("method") == "textDocument/publishDiagnostics":
            name = params["uri"].removeprefix(self.root.as_uri() + "/")
            self.shown[name] = params["diagnostics"]
            self.versions_shown[name] = params.get("version")
            self.published.append((name, params.get("version")))
        elif "method" in message:
            self.told.append(message)
            if "id" in message:
                self.send_answer(message["id"])
        else:
            self.answers[message["id"]] = message

    def send_answer(self, number: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "id": number, "result": None}).encode()
        pipe = cast("IO[bytes]", self.process.stdin)
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        pipe.flush()

    def open(self, name: str, text: str | None = None) -> list[Message]:
        """Open a file, or put it back as it is on disk, and return what is found in it."""
        text = (self.root / name).read_text("utf-8") if text is None else text
        if name in self.texts:
            return self.retype(name, text)
        self.texts[name] = text
        self.versions[name] = 1
        document = {"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": self.texts[name]}
        self.send("textDocument/didOpen", {"textDocument": document})
        return self.found(name)

    def type(self, name: str, text: str) -> None:
        """Change the text of an open file."""
        self.texts[name] = text
        self.versions[name] += 1
        document = {"uri": self.uri(name), "version": self.versions[name]}
        self.send("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def found(self, name: str) -> list[Message]:
        """Wait until the text of an open file as it is now has been judged, and return what is found in it."""
        self.until(lambda: self.versions_shown.get(name) == self.versions[name])
        return self.shown[name]

    def retype(self, name: str, text: str) -> list[Message]:
        self.type(name, text)
        return self.found(name)

    def close(self, name: str) -> None:
        self.send("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})
        for each in (self.texts, self.versions, self.versions_shown):
            each.pop(name, None)

    def at(self, name: str, marked: str, offset: int = 0) -> Message:
        """Return a place of a file as questions name it: behind the `|` in a piece of its text."""
        before, _, after = marked.partition("|")
        assert self.texts[name].count(before + after) >= 1, marked
        head = self.texts[name][: self.texts[name].index(before + after) + len(before)]
        line = head.rpartition("\n")[2]
        place = {"line": head.count("\n"), "character": len(line.encode("utf-16-le")) // 2 + offset}
        return {"textDocument": {"uri": self.uri(name)}, "position": place}

    def complete(self, name: str, marked: str) -> list[Message]:
        """Put a text with a `|` for the cursor into a file, and return what is offered there."""
        self.type(name, marked.replace("|", "", 1))
        before = marked.partition("|")[0]
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2].encode("utf-16-le")) // 2}
        offered: list[Message] = self.ask(
            "textDocument/completion", {"textDocument": {"uri": self.uri(name)}, "position": place}
        )
        return sorted(offered, key=lambda each: str(each["sortText"]))

    def apply(self, edit: Message) -> None:
        """Make the changes that the server has proposed, in open files and on disk."""
        for each in edit["documentChanges"]:
            name = each["textDocument"]["uri"].removeprefix(self.root.as_uri() + "/")
            is_open = name in self.texts
            assert each["textDocument"]["version"] == self.versions.get(name)
            text = self.texts[name] if is_open else (self.root / name).read_text("utf-8")
            for change in sorted(each["edits"], key=lambda one: _order(one["range"]), reverse=True):
                text = replaced(text, change["range"], change["newText"])
            if is_open:
                self.type(name, text)
            else:
                (self.root / name).write_text(text, encoding="utf-8")

    def stop(self) -> int:
        """Say goodbye as the protocol wants, and return the exit status."""
        self.ask("shutdown", None)
        self.send("exit", None)
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def editing(
    root: Path, *options: str, able: Message | None = None, locale: str = "en-GB", folders: bool = True
) -> Iterator[Editor]:
    """Run `preplan lsp` on a folder until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "preplan", "lsp", *options],
        cwd=root,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "LANG": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    inbox: queue.Queue[Message | None] = queue.Queue()
    readers = [
        threading.Thread(target=_read, args=(process.stdout, inbox), daemon=True),
        threading.Thread(target=lambda: editor.complaints.extend(cast("IO[bytes]", process.stderr)), daemon=True),
    ]
    editor = Editor(root, process, inbox)
    for each in readers:
        each.start()
    try:
        started = {
            "processId": None,
            "rootUri": None,
            "locale": locale,
            "capabilities": ABLE if able is None else able,
            "workspaceFolders": [{"uri": root.as_uri(), "name": "plans"}] if folders else None,
        }
        editor.ready = editor.ask("initialize", started)
        editor.send("initialized", {})
        yield editor
    finally:
        process.kill()
        process.wait()
        for each in readers:
            each.join()
        for pipe in (process.stdin, process.stdout, process.stderr):
            cast("IO[bytes]", pipe).close()


def replaced(text: str, place: Mapping[str, Any], new: str) -> str:
    """Put a text in the place of a range that is counted in UTF-16."""
    start, end = (_offset(text, place[name]) for name in ("start", "end"))
    return text[:start] + new + text[end:]


def _offset(text: str, position: Mapping[str, int]) -> int:
    lines = text.split("\n")
    line = lines[position["line"]]
    within = len(line.encode("utf-16-le")[: 2 * position["character"]].decode("utf-16-le"))
    return sum(len(each) + 1 for each in lines[: position["line"]]) + within


def _order(place: Mapping[str, Any]) -> tuple[int, int]:
    return place["start"]["line"], place["start"]["character"]


def _read(pipe: IO[bytes], inbox: queue.Queue[Message | None]) -> None:
    while header := pipe.readline():
        length = 0
        while header.strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
            header = pipe.readline()
        inbox.put(json.loads(pipe.read(length)))
    inbox.put(None)
