"""StrictDoc: documents in a language of its own, each with a grammar of its nodes."""

from __future__ import annotations

from .peer import MARK, Mistake, Peer

_HEAD = """\
[DOCUMENT]
TITLE: {title}

[GRAMMAR]
ELEMENTS:
- TAG: {tag}
  FIELDS:
  - TITLE: UID
    TYPE: String
    REQUIRED: True
  - TITLE: TITLE
    TYPE: String
    REQUIRED: True
  - TITLE: LEVEL
    TYPE: SingleChoice(red, orange)
    REQUIRED: True
  - TITLE: STATEMENT
    TYPE: String
    REQUIRED: True
  RELATIONS:
  - TYPE: Parent

"""
_ROLES = """\
[ROLE]
UID: ROLE-1
TITLE: 值班长
LEVEL: red
STATEMENT: 接听值班电话。

[ROLE]
UID: ROLE-2
TITLE: 经理
LEVEL: orange
STATEMENT: 决定启动响应。
"""
_PROCEDURES = """\
[PROCEDURE]
UID: PROC-1
TITLE: 接报
LEVEL: red
STATEMENT: 值班长记录来电。
RELATIONS:
- TYPE: Parent
  VALUE: ROLE-1

[PROCEDURE]
UID: PROC-2
TITLE: 启动
LEVEL: orange
STATEMENT: 经理签发启动令。
RELATIONS:
- TYPE: Parent
  VALUE: PROC-1
- TYPE: Parent
  VALUE: ROLE-2
"""
_FILE, _OTHER = "procedures.sdoc", "roles.sdoc"
_START = "[PROCEDURE]\nUID: PROC-2\n"
_LEVEL = "LEVEL: orange\nSTATEMENT: 经理"

STRICTDOC = Peer(
    name="strictdoc",
    requirements=("strictdoc==0.30.4",),
    # It has no command that only checks; of its exports this one does least.
    check=("strictdoc", "export", ".", "--formats", "json", "--output-dir", "out"),
    files={
        _OTHER: _HEAD.format(title="岗位", tag="ROLE") + _ROLES,
        _FILE: _HEAD.format(title="处置流程", tag="PROCEDURE") + _PROCEDURES,
    },
    mistakes={
        "field-missing": Mistake(
            _FILE, f"{_START}TITLE: 启动\n{_LEVEL}", f"{MARK}{_START}TITLE: 启动\nSTATEMENT: 经理", "missing.*LEVEL"
        ),
        "key-misspelt": Mistake(_FILE, _LEVEL, f"{MARK}LEVLE: orange\nSTATEMENT: 经理", "LEVLE"),
        "unknown-field": Mistake(_FILE, _LEVEL, f"{MARK}WEATHER: 晴\n{_LEVEL}", "WEATHER"),
        "value-missing": Mistake(_FILE, _LEVEL, f"LEVEL:{MARK}\nSTATEMENT: 经理", "Expected|LEVEL"),
        "enum-wrong": Mistake(_FILE, _LEVEL, f"LEVEL: {MARK}purple\nSTATEMENT: 经理", "purple"),
        "id-missing": Mistake(_FILE, _START, f"{MARK}[PROCEDURE]\n", "UID"),
        "id-twice": Mistake(_FILE, "UID: PROC-2", f"UID: {MARK}PROC-1", "PROC-1"),
        "id-twice-in-two-files": Mistake(_FILE, "UID: PROC-2", f"UID: {MARK}ROLE-1", "ROLE-1"),
        "reference-dangling": Mistake(_FILE, "VALUE: ROLE-2", f"VALUE: {MARK}ROLE-998", "ROLE-998"),
        "cycle": Mistake(_FILE, "VALUE: ROLE-1", f"VALUE: {MARK}PROC-2", "cycle"),
        "unclosed-bracket": Mistake(_FILE, _START, f"{MARK}[PROCEDURE\nUID: PROC-2\n", "Expected|SyntaxError"),
        "missing-colon": Mistake(_FILE, _LEVEL, f"{MARK}LEVEL orange\nSTATEMENT: 经理", "Expected|SyntaxError"),
        "given-twice": Mistake(_FILE, _LEVEL, f"LEVEL: orange\n{MARK}LEVEL: red\nSTATEMENT: 经理", "LEVEL|Expected"),
        "tab": Mistake(_FILE, "  VALUE: ROLE-2", f"{MARK}\tVALUE: ROLE-2", "Expected|SyntaxError"),
    },
    two=(
        Mistake(_FILE, _LEVEL, f"LEVEL: {MARK}purple\nSTATEMENT: 经理", "purple"),
        Mistake(_OTHER, "LEVEL: orange", f"LEVEL: {MARK}violet", "violet"),
    ),
)
