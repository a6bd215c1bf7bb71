"""preplan itself, with the same small project."""

from __future__ import annotations

from .peer import MARK, Mistake, Peer

_HEAD = """\
plan:
  schema: 1
  name: 示例预案
  number: SL-01
  version: "1.0"
  type: special
  organisation: 示例公司
"""
_ROLES = """\
organisation:
  units:
    - {id: unit-a, name: 指挥部, kind: command}
    - {id: unit-b, name: 办公室, kind: office, parent: unit-a}
  roles:
    - id: duty-supervisor
      name: 值班长
      rank: 2
    - id: manager
      name: 经理
      rank: 1
"""
_LEVELS = """\
levels:
  - id: level-1
    name: 一级响应
    ordinal: 1
    colour: red
    activated_by: manager
    report_within: PT30M
  - id: level-2
    name: 二级响应
    ordinal: 2
    colour: orange
    activated_by: duty-supervisor
    report_within: PT1H
    actions: [{do: 签发启动令, role: manager}]
"""
_FILE, _OTHER = "plans/plan/levels.yaml", "plans/plan/organisation.yaml"
_COLOUR = "    colour: orange\n"

PREPLAN = Peer(
    name="preplan",
    requirements=(),
    # What is planted are mistakes in the writing; the rules for whole plans would have much to say of so small a one.
    check=("python", "-m", "preplan", "check", "--lang", "en", "--as-of", "2026-11-24", "--no-cache"),
    files={"plans/plan/plan.yaml": _HEAD, _OTHER: _ROLES, _FILE: _LEVELS},
    mistakes={
        "field-missing": Mistake(_FILE, "level-2\n    name: 二级响应\n", f"{MARK}level-2\n", "missing-field"),
        "key-misspelt": Mistake(_FILE, _COLOUR, f"    {MARK}color: orange\n", "unknown-field"),
        "unknown-field": Mistake(_FILE, _COLOUR, f"{_COLOUR}    {MARK}weather: 晴\n", "unknown-field"),
        "value-missing": Mistake(_FILE, _COLOUR, f"    colour:{MARK}\n", "missing-value"),
        "enum-wrong": Mistake(_FILE, _COLOUR, f"    colour: {MARK}purple\n", "bad-value"),
        "type-wrong": Mistake(_FILE, "ordinal: 2", f"ordinal: {MARK}二", "wrong-type"),
        "out-of-range": Mistake(_FILE, "ordinal: 2", f"ordinal: {MARK}0", "bad-value"),
        "date-wrong": Mistake("plans/plan/plan.yaml", "  type:", f"  issued_on: {MARK}2026-02-30\n  type:", "bad-value"),
        "id-missing": Mistake(_FILE, "  - id: level-2\n    name", f"  - {MARK}name", "missing-field"),
        "id-wrong": Mistake(_FILE, "level-2", f"{MARK}level_2", "bad-value"),
        "id-twice": Mistake(_FILE, "level-2", f"{MARK}level-1", "id-twice"),
        "id-twice-in-two-files": Mistake(_OTHER, "id: manager", f"id: {MARK}level-1", "id-twice"),
        "reference-dangling": Mistake(
            _FILE, "activated_by: duty-supervisor", f"activated_by: {MARK}nobody", "unknown-reference"
        ),
        "reference-of-wrong-type": Mistake(
            _FILE, "activated_by: duty-supervisor", f"activated_by: {MARK}unit-a", "wrong-reference"
        ),
        "cycle": Mistake(_OTHER, "kind: command}", f"kind: command, parent: {MARK}unit-b}}", "parent-cycle"),
        "unclosed-bracket": Mistake(
            _FILE, "[{do: 签发启动令, role: manager}]", f"{MARK}[{{do: 签发启动令, role: manager}}", "bracket"
        ),
        "missing-colon": Mistake(_FILE, _COLOUR, f"    {MARK}colour orange\n", "colon"),
        "given-twice": Mistake(_FILE, _COLOUR, f"{_COLOUR}    {MARK}colour: red\n", "given-twice"),
        "tab": Mistake(_FILE, _COLOUR, f"{MARK}\tcolour: orange\n", "a tab"),
    },
    two=(
        Mistake(_FILE, _COLOUR, f"    {MARK}color: orange\n", "unknown-field.*color|`color`"),
        Mistake(_OTHER, "name: 经理", f"{MARK}nmae: 经理", "unknown-field.*nmae|`nmae`"),
    ),
)
