"""The language server: what an editor asks for, and who answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from .. import words
from ..diagnostics import Language
from ..errors import PreplanError
from ..version import __version__
from .actions import FIX_ALL, actions
from .complete import complete
from .desk import Editor
from .hover import hover
from .navigate import definition, references
from .office import Office, path_of
from .positions import Positions
from .rename import renamable, rename
from .symbols import symbols
from .workspace import Workspace

_FILES = "**/*.{yaml,yml}"
# What an editor is told in the answer, and nobody has to look into.
_NO_FAULTS = (types.LSPErrorCodes.RequestFailed, types.ErrorCodes.MethodNotFound)


def serve(
    stdin: BinaryIO, stdout: BinaryIO, *, today: Callable[[], date], lang: Language, asked: bool, debug: bool
) -> int:
    """Answer an editor until it has had enough, and return the exit status that the protocol wants.

    `asked` says that somebody chose the language; else the editor's own counts before `lang`. Nothing is ever
    written but the answers.
    """
    if not debug:
        # What pygls logs are tracebacks; what a person can use is told to the editor.
        logging.getLogger("pygls").addHandler(logging.NullHandler())
        logging.getLogger("pygls").propagate = False
    server = _Server(lang, today)
    _wire(server, asked)
    server.start_io(stdin, stdout)
    return 0 if server.told_to_stop else 1


class _Protocol(LanguageServerProtocol):
    """Takes positions in characters from editors that offer them, and answers what it can't understand."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Any:
        general = params.capabilities.general
        if general and types.PositionEncodingKind.Utf32 in (general.position_encodings or ()):
            general.position_encodings = [types.PositionEncodingKind.Utf32]
        return (yield from super().lsp_initialize(params))

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            # pygls would leave who asked waiting for ever.
            if "method" in data and isinstance(data.get("id"), str | int):
                self._send_response(data["id"], error=error.to_response_error())
            raise


class _Server(LanguageServer):
    """Outlives what goes wrong in a request."""

    def __init__(self, lang: Language, today: Callable[[], date]) -> None:
        # Whole texts: editors don't agree with Python, nor with each other, on what ends a line.
        super().__init__("preplan", __version__, types.TextDocumentSyncKind.Full, protocol_cls=_Protocol, max_workers=1)
        self.told_to_stop = False
        self.office = Office(Workspace([], today), Editor(lang), self.text_document_publish_diagnostics, self.tell)

    def tell(self, error: BaseException) -> None:
        """Tell the editor of a fault of ours or the machine's."""
        if isinstance(error, PreplanError):
            said = error.show(self.office.editor.lang)
        elif isinstance(error, OSError):
            said = f"{error.filename}: {self.office.editor.say(words.BARE(reason=words.reason(error)))}"
        else:
            said = self.office.editor.say(words.EDITOR_FAULT(error=f"{type(error).__name__}: {error}"))
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, said))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell of it in the log; a request is answered with it besides."""
        if source is JsonRpcException:
            said = self.office.editor.say(words.NOT_UNDERSTOOD(error=f"{type(error).__name__}: {error}"))
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, said))
        elif not isinstance(error, JsonRpcException) or error.code not in _NO_FAULTS:
            self.tell(error)


def _wire(server: _Server, asked: bool) -> None:
    """Say who answers what."""
    office = server.office

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        office.workspace.roots[:] = _roots(params)
        office.editor = _editor(office, params, asked)

    @server.feature(types.INITIALIZED)
    def initialized(_: types.InitializedParams) -> None:
        watched = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        if watched and watched.dynamic_registration:
            watchers = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_FILES)])
            registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
            server.client_register_capability(types.RegistrationParams([registration]))

    @server.feature(types.SHUTDOWN)
    def shutdown(_: None) -> None:
        server.told_to_stop = True

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        office.open(params.text_document.uri, params.text_document.version, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        for change in params.content_changes[-1:]:
            office.change(params.text_document.uri, params.text_document.version, change.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        office.close(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: types.DidChangeWatchedFilesParams) -> None:
        office.look_again(each.uri for each in params.changes)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = {path_of(each.uri) for each in params.event.removed}
        added = [path for each in params.event.added if (path := path_of(each.uri))]
        office.workspace.roots[:] = [each for each in office.workspace.roots if each not in gone] + added

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions([" ", ":", "-", "[", "{", ","]))
    def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        desk = office.desk(params.text_document.uri)
        return complete(desk, params.position) if desk else []

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovering(params: types.HoverParams) -> types.Hover | None:
        desk = office.desk(params.text_document.uri)
        return hover(desk, params.position) if desk else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def defining(params: types.DefinitionParams) -> list[types.Location]:
        desk = office.desk(params.text_document.uri)
        return definition(desk, params.position) if desk else []

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def referring(params: types.ReferenceParams) -> list[types.Location]:
        desk = office.desk(params.text_document.uri)
        declarations = params.context.include_declaration
        return references(desk, params.position, declarations=declarations) if desk else []

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def preparing(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        desk = office.desk(params.text_document.uri)
        return renamable(desk, params.position) if desk else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def renaming(params: types.RenameParams) -> types.WorkspaceEdit | None:
        desk = office.desk(params.text_document.uri)
        try:
            return rename(desk, params.position, params.new_name) if desk else None
        except PreplanError as error:
            raise JsonRpcException(error.show(office.editor.lang), types.LSPErrorCodes.RequestFailed) from None

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def outlining(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
        desk = office.desk(params.text_document.uri)
        return symbols(desk) if desk else []

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL]))
    def acting(params: types.CodeActionParams) -> list[types.CodeAction]:
        desk = office.desk(params.text_document.uri)
        return actions(desk, params.range, params.context.only) if desk else []


def _roots(params: types.InitializeParams) -> list[Path]:
    uris = [each.uri for each in params.workspace_folders or ()]
    uris = uris or ([params.root_uri] if params.root_uri else [])
    found = [path for uri in uris if (path := path_of(uri))]
    return found or ([Path(params.root_path)] if params.root_path else [])


def _editor(office: Office, params: types.InitializeParams, asked: bool) -> Editor:
    """Find out what an editor can show; its language counts where nobody has chosen another."""
    able = params.capabilities
    document = able.text_document or types.TextDocumentClientCapabilities()
    shown = document.hover.content_format if document.hover else None
    changes = able.workspace.workspace_edit if able.workspace else None
    trees = document.document_symbol.hierarchical_document_symbol_support if document.document_symbol else None
    offered = (able.general.position_encodings if able.general else None) or ()
    known = [each for each in offered if each in tuple(types.PositionEncodingKind)]
    lang = office.editor.lang
    if not asked and params.locale:
        lang = "en" if params.locale.lower().startswith("en") else "zh"
    return replace(
        office.editor,
        lang=lang,
        positions=Positions(types.PositionEncodingKind(known[0])) if known else Positions(),
        markdown=types.MarkupKind.Markdown in (shown or ()),
        trees=bool(trees),
        versions=bool(changes and changes.document_changes),
        uri=office.uri,
        version=office.version,
    )
