"""Sign and verify files where they lie: find what they belong to, and write only what is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from ..diagnostics import Text
from ..errors import PreplanError
from ..publish import write_file
from .policy import Policy, Role
from .provenance import Manifest, find_manifest, read_manifest
from .sign import Pen, sign
from .verify import Rebuild, Verdict, verify

_SIGNED = ".signed.pdf"

_OUT_IS_THERE = Text(
    "{out} 已经存在；在它上面继续签名请写 {out}，另存请用 --out",
    "{out} exists already; to add to it name it as the file, or give another name with --out",
)
_OUT_NO_FOLDER = Text("一次签几份文件时，--out 应当是已有的文件夹", "for several files, `--out` has to be a folder")
_SAME_OUT = Text("{out} 会写两次", "{out} would be written twice")


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was signed, where the result is, and what is to be said of it."""

    file: Path
    out: Path
    manifest: Manifest
    verdict: Verdict


def sign_files(
    files: Sequence[Path],
    role: Role,
    pen: Pen,
    policy: Policy,
    now: datetime,
    *,
    here: Path,
    manifest: Path | None = None,
    out: Path | None = None,
) -> list[Done]:
    """Sign several files, and write them once all are signed; raises PreplanError where one should not be."""
    outs = _outs(files, out)
    signed = []
    for file in files:
        built = read_manifest(manifest or find_manifest(file, here), here)
        signed.append((sign(file.read_bytes(), str(file), role, pen, built, policy, now), built))
    for each, (data, _) in zip(outs, signed, strict=True):
        write_file(each, data)
    return [
        Done(file, each, built, verify(data, policy, pen.trusted, now, manifest=built))
        for file, each, (data, built) in zip(files, outs, signed, strict=True)
    ]


def verify_file(
    file: Path,
    policy: Policy,
    roots: Sequence[x509.Certificate],
    now: datetime,
    *,
    here: Path,
    manifest: Path | None = None,
    rebuild: Rebuild | None = None,
) -> Verdict:
    """Verify one file with the manifest it belongs to, where there is one."""
    data = file.read_bytes()
    try:
        found = read_manifest(manifest or find_manifest(file, here), here)
    except PreplanError:
        if manifest:
            raise
        found = None
    return verify(data, policy, roots, now, manifest=found, rebuild=rebuild)


def _outs(files: Sequence[Path], out: Path | None) -> list[Path]:
    if out and len(files) > 1 and not out.is_dir():
        raise PreplanError(_OUT_NO_FOLDER())
    folder = out if out and out.is_dir() else None
    outs = []
    for file in files:
        name = file.name if file.name.endswith(_SIGNED) else f"{file.stem}{_SIGNED}"
        each = folder / name if folder else out or file.with_name(name)
        if each in outs:
            raise PreplanError(_SAME_OUT(out=each))
        # It may hold more signatures than what would take its place.
        if each.exists() and not each.samefile(file):
            raise PreplanError(_OUT_IS_THERE(out=each))
        outs.append(each)
    return outs
