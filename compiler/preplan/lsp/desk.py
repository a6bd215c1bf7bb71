"""A file that somebody works on: its project, its text as it is now, and the editor it is open in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types

from ..diagnostics import Language, Said, Text
from ..source import Source, Span
from .positions import Positions
from .scan import Scan
from .workspace import Project, View


@dataclass(frozen=True)
class Editor:
    """What we know of an editor: its language, how it counts, what it can show, and what it calls each file."""

    lang: Language
    positions: Positions = field(default_factory=Positions)
    markdown: bool = True
    trees: bool = True
    versions: bool = True
    uri: Callable[[Path], str] = Path.as_uri
    version: Callable[[Path], int | None] = lambda _: None

    def say(self, said: Said | Text) -> str:
        """Say something in its language."""
        return (said() if isinstance(said, Text) else said).show(self.lang)


@dataclass(frozen=True)
class Desk:
    """One file of a project in an editor."""

    editor: Editor
    project: Project
    folder: Path
    source: Source
    _lines: dict[str, Sequence[str]] = field(default_factory=dict, repr=False)

    @property
    def view(self) -> View:
        """What can be referred to from here."""
        return self.project.view(self.folder)

    @property
    def scan(self) -> Scan:
        """What can be made out of the text."""
        return self.project.scan(self.source)

    def place(self, position: types.Position) -> tuple[int, int]:
        """Return line and column of a position, in characters and from 1."""
        line, column = self.editor.positions.place(position, self.source.lines)
        return line + 1, column + 1

    def range(self, span: Span) -> types.Range:
        """Return a span, in whichever file of the project, as the editor counts."""
        if span.file not in self._lines:
            source = self.source if span.file == self.source.name else self.project.source(span.file)
            self._lines[span.file] = source.lines if source else []
        return self.editor.positions.range(span, self._lines[span.file])

    def uri(self, file: str) -> str:
        """Return what the editor calls a file."""
        return self.editor.uri(self.project.here / file)

    def location(self, span: Span) -> types.Location:
        """Return a span with its file."""
        return types.Location(self.uri(span.file), self.range(span))

    def edits(self, changes: dict[str, list[tuple[Span, str]]]) -> types.WorkspaceEdit:
        """Return changes to files, by name; those of open ones hold for the version that was looked at only."""
        made = {
            file: [types.TextEdit(self.range(span), text) for span, text in sorted(each)]
            for file, each in sorted(changes.items())
        }
        if not self.editor.versions:
            return types.WorkspaceEdit(changes={self.uri(file): each for file, each in made.items()})
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(
                        self.uri(file), self.editor.version(self.project.here / file)
                    ),
                    each,
                )
                for file, each in made.items()
            ]
        )
