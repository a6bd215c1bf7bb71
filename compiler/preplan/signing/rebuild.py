"""Build an edition again from the commit that its manifest names."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Said, Text
from ..pipeline import Session, structural
from ..version import __version__
from ..writers import pdf
from .provenance import Built, Manifest

_OTHER_COMPILER = Text("它由 preplan {wanted} 生成，这里是 {found}", "preplan {wanted} built it, and this is {found}")
_NO_COMMIT = Text("manifest.json 没有写明提交", "the manifest names no commit")
_NOT_HERE = Text("这里的仓库没有提交 {commit}", "the repository here has no commit {commit}")
_NO_PLAN = Text("提交 {commit} 里没有生成 {path} 的预案", "no plan of commit {commit} makes {path}")


def rebuild(manifest: Manifest, built: Built, here: Path) -> bytes | Said:
    """Return the bytes that the named commit compiles to, or say why that can't be found out."""
    if manifest.compiler != __version__:
        return _OTHER_COMPILER(wanted=manifest.compiler, found=__version__)
    if manifest.commit is None:
        return _NO_COMMIT()
    commit = manifest.commit[:12]
    with tempfile.TemporaryDirectory(prefix="preplan-") as folder:
        root = Path(folder).resolve()
        if not _check_out(manifest.commit, here, root):
            return _NOT_HERE(commit=commit)
        # An edition is named after its plan.
        plans = [
            each for each in sorted((root / "plans").glob("*/")) if Path(built.path).name.startswith(f"{each.name}-")
        ]
        audience: Any = manifest.audience
        for plan in plans:
            compiled = Session(root).compile(plan, date.fromisoformat(manifest.as_of), audience)
            document = None if structural(compiled.diagnostics) else compiled.document
            if document and manifest.style:
                document = replace(document, style=manifest.style)
            if document and built.path == f"editions/{document.name}.pdf":
                return pdf.render(document)
    return _NO_PLAN(commit=commit, path=built.path)


def _check_out(commit: str, here: Path, root: Path) -> bool:
    """Write the files of a commit below a folder: files only, no links and nothing that leads elsewhere."""
    if not set(commit) <= set("0123456789abcdef"):
        return False
    top = _git(here, "rev-parse", "--show-prefix")
    archive = _git(here, "archive", "--format=tar", f"{commit}:{(top or b'').decode().strip()}")
    if archive is None:
        return False
    with tarfile.open(fileobj=io.BytesIO(archive)) as held:
        for member in held:
            path = (root / member.name).resolve()
            data = held.extractfile(member) if member.isfile() and path.is_relative_to(root) else None
            if data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data.read())
    return True


def _git(here: Path, *arguments: str) -> bytes | None:
    try:
        return subprocess.run(["git", "-C", str(here), *arguments], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
