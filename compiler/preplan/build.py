"""Write the outputs of compiled plans and publish them together with a manifest."""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import multiprocessing
import pkgutil
import signal
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import messages, writers
from .cache import Cache, key_of
from .document import Document, as_json
from .errors import PreplanError
from .publish import MANIFEST, replacing
from .version import __version__

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Task:
    """One writer's work on one document, or on all of them."""

    output: str
    documents: tuple[Document, ...]

    @property
    def title(self) -> str:
        """What is being written, in a few words."""
        if len(self.documents) > 1:
            return f"{self.output} {len(self.documents)}"
        view = self.documents[0].view
        return f"{self.output} {self.documents[0].id}{f' {view.name}' if view else ''}"


def outputs() -> list[str]:
    """Return the names of all outputs, sorted: the modules in writers/ that declare `EACH`: whether they take one document at a time."""
    return [*_writers()]


def takes_views(names: Sequence[str]) -> bool:
    """Say whether some output is made of the views of the plans."""
    return any(name in _writers() and getattr(_writers()[name], "VIEWS", False) for name in names)


def tasks_for(documents: Sequence[Document], names: Sequence[str], views: Sequence[Document] = ()) -> list[Task]:
    """Cut the work into tasks, the long ones first; `views` are for the outputs that take those.

    Raises PreplanError for an output that does not exist, and for two documents whose files would have the same name.
    """
    for name in names:
        if name not in _writers():
            raise PreplanError(messages.UNKNOWN_WRITER(name=name, names=outputs()))
    _refuse_same_names(documents)
    whole = [Task(name, tuple(documents)) for name in names if not _writers()[name].EACH]
    return whole + [
        Task(name, (each,))
        for name in names
        if _writers()[name].EACH
        for each in (views if takes_views([name]) else documents)
    ]


def plans_in(documents: Sequence[Document]) -> list[dict[str, str]]:
    """Return what the manifest says of each document."""
    return [
        {"id": each.id, "number": each.cover.number, "version": each.version, "title": each.title} for each in documents
    ]


def build(
    tasks: Sequence[Task],
    out: Path,
    about: dict[str, Any],
    *,
    root: Path,
    kept: Cache,
    jobs: int = 1,
    progress: Progress | None = None,
) -> list[str]:
    """Do the tasks and return what was written, by path below `out`; `out` is replaced only at the very end.

    `about` goes into the manifest. Raises PreplanError where something can't be written.
    """
    with replacing(out) as folder:
        for task in _done(tasks, folder, root, kept, jobs):
            if progress:
                progress(task.title)
        files = sorted(each for each in folder.rglob("*") if each.is_file())
        manifest = {
            "compiler": {"name": "preplan", "version": __version__},
            **about,
            "files": [
                {
                    "path": each.relative_to(folder).as_posix(),
                    "size": each.stat().st_size,
                    "sha256": hashlib.sha256(each.read_bytes()).hexdigest(),
                }
                for each in files
            ],
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return [each["path"] for each in manifest["files"]]


def _refuse_same_names(documents: Sequence[Document]) -> None:
    named: dict[str, Document] = {}
    for each in documents:
        name = f"{each.id}-{each.version}"
        if name in named:
            raise PreplanError(messages.SAME_EDITION(one=named[name].title, other=each.title, name=name))
        named[name] = each


@cache
def _writers() -> dict[str, Any]:
    names = sorted(module.name for module in pkgutil.iter_modules(writers.__path__))
    modules = {name: importlib.import_module(f"{writers.__name__}.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "EACH")}


def _done(tasks: Sequence[Task], folder: Path, root: Path, kept: Cache, jobs: int) -> Iterator[Task]:
    """Do every task, in worker processes where that pays, and yield each as it is done."""
    if jobs == 1 or len(tasks) == 1:
        for task in tasks:
            _do(task, folder, root, kept)
            yield task
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(tasks)), initializer=_end_with_parent) as pool:
        running = {pool.submit(_do, task, folder, root, kept): task for task in tasks}
        try:
            while running:
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                    yield running.pop(future)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """Make a worker end when its parent is killed: it would wait for work for ever."""

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
            signal.raise_signal(signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()


def _do(task: Task, folder: Path, root: Path, kept: Cache) -> None:
    """Do one task, or take what was kept from the last time the same was asked for."""
    writer = _writers()[task.output]
    key = key_of([task.output, *_depends_on(writer, root), *map(_text_of, task.documents)])
    data = kept.get(key)
    if data is not None:
        _unpack(data, folder)
        return
    paths: list[Path] = writer.write(task.documents, folder, root=root)
    kept.put(key, _pack(paths, folder))


def _depends_on(writer: Any, root: Path) -> Iterator[str | bytes]:
    """Say what a writer's output depends on beside the documents: packages, and files of the project."""
    for package in writer.BUILT_WITH:
        yield f"{package}=={version(package)}"
    for name in getattr(writer, "READS", ()):
        yield (root / name).read_bytes() if (root / name).is_file() else b"none"


def _pack(paths: Sequence[Path], folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in paths:
            archive.write(path, path.relative_to(folder).as_posix())
    return packed.getvalue()


def _unpack(data: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)


def _text_of(document: Document) -> str:
    return json.dumps(as_json(document), ensure_ascii=False, sort_keys=True)
