"""A policy says who signs, in which order; what is wrong in it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from preplan.errors import PreplanError
from preplan.signing.policy import Policy, Required, read_policy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("roles: [author, reviewer, approver]", Policy()),
        (
            "roles: [author, approver]\ndistinct: true",
            Policy((Required("author"), Required("approver")), distinct=True),
        ),
        (
            "roles:\n  - author\n  - {role: approver, signers: [张三, 'sha256:AB:CD']}\ntimestamps: true",
            Policy((Required("author"), Required("approver", ("张三", "sha256:abcd"))), timestamps=True),
        ),
    ],
)
def test_policy_is_read(tmp_path: Path, text: str, expected: Policy) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")

    assert expected == read_policy(file)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("roles: [", "it is not valid YAML"),
        ("!!python/object/apply:os.system [x]", "it is not valid YAML"),
        ("- author", "it has to hold keys and values, `roles` at least"),
        ("", "it has to hold keys and values, `roles` at least"),
        ("rules: [author]", "unknown: rules"),
        ("distinct: true", "`roles` has to be a list of roles, one at least"),
        ("roles: []", "`roles` has to be a list of roles, one at least"),
        ("roles: [boss]", "there is no role `boss`; the roles are: author, reviewer, approver"),
        ("roles: [author, author]", "the role `author` is given twice"),
        ("roles: [approver, author]", "`approver` has to be the last: its signature locks the file"),
        ("roles: [{role: author, who: x}]", "unknown: who"),
        ("roles: [{role: author, signers: []}]", "`signers` has to be a list of names or sha256:…, one at least"),
        ("roles: [author]\ndistinct: maybe", "`distinct` has to be true or false"),
    ],
)
def test_fault_in_a_policy_is_said(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(PreplanError) as error:
        read_policy(file)
    assert f"signing policy {file}: {fault}" == str(error.value)
