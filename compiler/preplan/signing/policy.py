"""Which roles sign an edition, in which order, and with whose certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from ..diagnostics import Said, Text
from ..errors import PreplanError

Role = Literal["author", "reviewer", "approver"]

ROLES: tuple[Role, ...] = ("author", "reviewer", "approver")
NAMES: dict[Role, Text] = {
    "author": Text("编制人", "author"),
    "reviewer": Text("审核人", "reviewer"),
    "approver": Text("批准人", "approver"),
}

_LARGEST = 64 * 1024

_BAD = Text("签名规则 {file}：{fault}", "signing policy {file}: {fault}")
_NOT_YAML = Text("不是有效的 YAML", "it is not valid YAML")
_TOO_LARGE = Text("文件大于 64 KiB", "it is larger than 64 KiB")
_NO_MAPPING = Text("应当是“键: 值”，至少有 roles", "it has to hold keys and values, `roles` at least")
_UNKNOWN_KEYS = Text("不认识 {names}", "unknown: {names}")
_NO_ROLES = Text("roles 应当是角色的列表，至少一个", "`roles` has to be a list of roles, one at least")
_NO_ROLE = Text("没有角色“{name}”，只有：{names}", "there is no role `{name}`; the roles are: {names}")
_TWICE = Text("角色“{name}”写了两次", "the role `{name}` is given twice")
_APPROVER_LAST = Text(
    "approver 应当排在最后：批准人签名后文件锁定", "`approver` has to be the last: its signature locks the file"
)
_NO_SIGNERS = Text(
    "signers 应当是姓名或 sha256:… 的列表，至少一个", "`signers` has to be a list of names or sha256:…, one at least"
)
_NO_BOOLEAN = Text("{name} 应当是 true 或 false", "`{name}` has to be true or false")


@dataclass(frozen=True, slots=True)
class Required:
    """A signature that is asked for.

    `signers` are common names of certificates, or their SHA-256 as `sha256:…`; none means that any trusted one will do.
    """

    role: Role
    signers: tuple[str, ...] = ()

    def admits(self, name: str, sha256: str) -> bool:
        """Say whether a certificate may sign for the role."""
        return not self.signers or name in self.signers or f"sha256:{sha256}" in self.signers


@dataclass(frozen=True, slots=True)
class Policy:
    """The signatures that are asked for, in order; with `distinct` by different certificates, else by any.

    With `timestamps` each of them has to carry a trusted timestamp.
    """

    required: tuple[Required, ...] = tuple(Required(role) for role in ROLES)
    distinct: bool = False
    timestamps: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles in their order."""
        return tuple(each.role for each in self.required)


def read_policy(path: Path) -> Policy:
    """Read a policy; raises PreplanError where it is none."""
    data = path.read_bytes()
    try:
        return _policy(data)
    except _PolicyError as fault:
        raise PreplanError(_BAD(file=path, fault=fault.said)) from None


class _PolicyError(Exception):
    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said


def _policy(data: bytes) -> Policy:
    if len(data) > _LARGEST:
        raise _PolicyError(_TOO_LARGE())
    try:
        given = yaml.load(data, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        raise _PolicyError(_NOT_YAML()) from None
    if not isinstance(given, dict):
        raise _PolicyError(_NO_MAPPING())
    if unknown := sorted(map(str, given.keys() - {"roles", "distinct", "timestamps"})):
        raise _PolicyError(_UNKNOWN_KEYS(names=unknown))
    required = tuple(_required(given.get("roles")))
    for name in ("distinct", "timestamps"):
        if not isinstance(given.get(name, False), bool):
            raise _PolicyError(_NO_BOOLEAN(name=name))
    return Policy(required, given.get("distinct", False), given.get("timestamps", False))


def _required(given: Any) -> Iterator[Required]:
    if not isinstance(given, list) or not given:
        raise _PolicyError(_NO_ROLES())
    seen: list[Role] = []
    for each in given:
        entry = each if isinstance(each, dict) else {"role": each}
        if unknown := sorted(map(str, entry.keys() - {"role", "signers"})):
            raise _PolicyError(_UNKNOWN_KEYS(names=unknown))
        role = next((role for role in ROLES if role == entry.get("role")), None)
        if role is None:
            raise _PolicyError(_NO_ROLE(name=str(entry.get("role")), names=ROLES))
        if role in seen:
            raise _PolicyError(_TWICE(name=role))
        seen.append(role)
        yield Required(role, _signers(entry))
    if "approver" in seen[:-1]:
        raise _PolicyError(_APPROVER_LAST())


def _signers(entry: dict[Any, Any]) -> tuple[str, ...]:
    if "signers" not in entry:
        return ()
    signers = entry["signers"]
    if not isinstance(signers, list) or not signers or not all(isinstance(each, str) for each in signers):
        raise _PolicyError(_NO_SIGNERS())
    return tuple(
        each.replace(":", "").replace("sha256", "sha256:").lower() if each.startswith("sha256:") else each
        for each in signers
    )
