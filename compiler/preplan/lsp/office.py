"""What goes on between an editor and its files: texts come in, findings go out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from ..errors import PreplanError
from ..source import Source
from .desk import Desk, Editor
from .diagnose import diagnose
from .workspace import Project, Workspace

# How long typing has to rest before plans are compiled, and how long it may go on before they are all the same.
QUIET, LONGEST = 0.06, 0.4


class Office:
    """Hands out desks for files, and compiles plans when typing rests: those that somebody has open first."""

    def __init__(
        self,
        workspace: Workspace,
        editor: Editor,
        publish: Callable[[types.PublishDiagnosticsParams], None],
        complain: Callable[[BaseException], None],
    ) -> None:
        self.workspace = workspace
        self.editor = editor
        self.publish = publish
        self.complain = complain
        self.uris: dict[Path, str] = {}
        self.versions: dict[Path, int] = {}
        self.published: dict[Path, list[types.Diagnostic]] = {}
        self.said: dict[Path, int] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._since: float | None = None
        self._work: asyncio.Task[None] | None = None

    def desk(self, uri: str) -> Desk | None:
        """Return the desk for a file; None where it is no fragment of a plan, or can't be read."""
        path = path_of(uri)
        project = self.workspace.project_of(path) if path else None
        folder = project.folder_of(path) if project and path else None
        if path is None or project is None or folder is None:
            return None
        source = project.source(self.workspace.name_of(path, project))
        return Desk(self.editor, project, folder, source) if source else None

    def open(self, uri: str, version: int, text: str) -> None:
        """Take a file that is opened in the editor, and compile its plan at once."""
        self._take(uri, version, text, quiet=0)

    def change(self, uri: str, version: int, text: str) -> None:
        """Take a text that has changed, and compile what depends on it when typing rests."""
        self._take(uri, version, text, quiet=QUIET)

    def close(self, uri: str) -> None:
        """Let a file speak for itself again: what was not saved is gone."""
        path = path_of(uri)
        project = self.workspace.project_of(path) if path else None
        if path and project:
            self.uris.pop(path, None)
            self.versions.pop(path, None)
            self.said.pop(path, None)
            project.take(path, None)
            self._later(0)

    def look_again(self, uris: Iterable[str]) -> None:
        """Compile what depends on files that something else has changed."""
        for path in filter(None, map(path_of, uris)):
            project = self.workspace.project_of(path)
            if project and path not in self.versions:
                project.look_again(path)
        self._later(QUIET)

    def uri(self, path: Path) -> str:
        """Return what the editor calls a file."""
        return self.uris.get(path) or str(from_fs_path(str(path)))

    def version(self, path: Path) -> int | None:
        """Return the version of an open file."""
        return self.versions.get(path)

    def _take(self, uri: str, version: int, text: str, *, quiet: float) -> None:
        path = path_of(uri)
        project = self.workspace.project_of(path) if path else None
        if path and project:
            self.uris[path], self.versions[path] = uri, version
            project.take(path, text)
            self._later(quiet)

    def _later(self, quiet: float) -> None:
        """Compile when nothing has changed for a while, or when it has gone on for too long."""
        loop = asyncio.get_running_loop()
        self._since = self._since or loop.time()
        if self._timer:
            self._timer.cancel()
        self._timer = loop.call_later(max(0, min(quiet, self._since + LONGEST - loop.time())), self._start)

    def _start(self) -> None:
        self._timer = self._since = None
        if self._work is None or self._work.done():
            self._work = asyncio.ensure_future(self._compile())
            self._work.add_done_callback(self._done)

    def _done(self, work: asyncio.Task[None]) -> None:
        if not work.cancelled() and (error := work.exception()):
            # The plan that brought it down is no longer due: the others get their turn.
            self.complain(error)
            self._later(0)

    async def _compile(self) -> None:
        """Compile what is due, one plan after the other; between them the editor is answered."""
        while self._timer is None:
            due = [(project, plan) for project in self.workspace.projects.values() if (plan := project.next_due())]
            if not due:
                return
            project, plan = due[0]
            try:
                self._say(project, project.compile(plan))
            except (OSError, PreplanError) as error:
                self.complain(error)
            await asyncio.sleep(0)

    def _say(self, project: Project, files: Iterable[str]) -> None:
        """Tell the editor what has changed; of an open file, also that nothing is wrong with what it shows now."""
        fresh = {
            self.workspace.name_of(path, project)
            for path in project.open
            if self.said.get(path) != self.versions.get(path) and project.folder_of(path) not in project.due
        }
        for file in sorted({*files, *fresh}):
            path = project.here / file
            desk = self._desk_of(project, file)
            found = diagnose(desk, project.findings(file)) if desk else []
            uri, version = self.uri(path), self.versions.get(path)
            if found != self.published.get(path, []) or version != self.said.get(path):
                self.publish(types.PublishDiagnosticsParams(uri, found, version))
                self.published[path] = found
                if version is not None:
                    self.said[path] = version

    def _desk_of(self, project: Project, file: str) -> Desk | None:
        folder = project.folder_of(project.here / file)
        return Desk(self.editor, project, folder, project.source(file) or Source(file, "")) if folder else None


def path_of(uri: str) -> Path | None:
    """Return the file that an editor means; None for what is no file."""
    path = to_fs_path(uri)
    return Path(path) if path and "\0" not in path else None
