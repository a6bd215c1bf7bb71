"""compliance-trestle: OSCAL catalogues, checked against the schema and by validators."""

from __future__ import annotations

from .peer import MARK, Mistake, Peer

_CATALOG = """\
catalog:
  uuid: {n}1111111-1111-4111-8111-111111111111
  metadata:
    title: 处置流程
    last-modified: 2026-11-01T00:00:00+00:00
    version: "1.0"
    oscal-version: 1.2.1
    roles:
      - id: duty-supervisor
        title: 值班长
      - id: manager
        title: 经理
    parties:
      - uuid: {n}2222222-2222-4222-8222-222222222222
        type: person
        name: 张示例
    responsible-parties:
      - role-id: manager
        party-uuids: [{n}2222222-2222-4222-8222-222222222222]
  controls:
    - id: proc-1
      title: 接报
      parts:
        - id: proc-1_smt
          name: statement
          prose: 值班长记录来电。
    - id: proc-2
      title: 启动
      links:
        - href: "#proc-1"
          rel: required
      parts:
        - id: proc-2_smt
          name: statement
          prose: 经理签发启动令。
"""
_FILE, _OTHER = "catalogs/a/catalog.yaml", "catalogs/b/catalog.yaml"
_CONTROL = "    - id: proc-2\n      title: 启动\n"

TRESTLE = Peer(
    name="trestle",
    requirements=("compliance-trestle==5.2.0",),
    before=(("trestle", "init"),),
    check=("trestle", "validate", "--all"),
    files={_FILE: _CATALOG.format(n="1"), _OTHER: _CATALOG.format(n="3")},
    mistakes={
        "field-missing": Mistake(_FILE, _CONTROL, f"    - id: {MARK}proc-2\n", "title"),
        "key-misspelt": Mistake(_FILE, "title: 启动", f"{MARK}titel: 启动", "titel"),
        "unknown-field": Mistake(_FILE, "title: 启动\n", f"title: 启动\n      {MARK}weather: 晴\n", "weather"),
        "value-missing": Mistake(_FILE, "title: 启动", f"title:{MARK}", "title"),
        "enum-wrong": Mistake(_FILE, "type: person", f"type: {MARK}human", "human|type"),
        "type-wrong": Mistake(
            _FILE, "party-uuids: [12222222-2222-4222-8222-222222222222]", f"party-uuids: {MARK}三", "party-uuids"
        ),
        "date-wrong": Mistake(
            _FILE, "last-modified: 2026-11-01T", f"last-modified: {MARK}2026-02-30T", "last-modified|day|range"
        ),
        "id-missing": Mistake(_FILE, _CONTROL, f"    - {MARK}title: 启动\n", r"controls.*id|\bid\b"),
        "id-wrong": Mistake(_FILE, "id: proc-2\n", f"id: {MARK}2 proc\n", "2 proc|pattern"),
        "id-twice": Mistake(_FILE, "id: proc-2\n", f"id: {MARK}proc-1\n", "proc-1|(?i)duplicate"),
        "reference-dangling": Mistake(
            _FILE, "role-id: manager", f"role-id: {MARK}nobody", "nobody|responsible parties"
        ),
        "unclosed-bracket": Mistake(
            _FILE, "[12222222-2222-4222-8222-222222222222]", f"{MARK}[12222222-2222-4222-8222-222222222222", "expected"
        ),
        "missing-colon": Mistake(_FILE, "title: 启动", f"{MARK}title 启动", "expected|could not find"),
        "given-twice": Mistake(
            _FILE, "title: 启动\n", f"title: 启动\n      {MARK}title: 接报\n", "(?i)duplicate|twice"
        ),
        "tab": Mistake(_FILE, "      title: 启动", f"{MARK}\ttitle: 启动", r"(?i)tab|\\t"),
    },
    two=(
        Mistake(_FILE, "title: 启动", f"{MARK}titel: 启动", "titel"),
        Mistake(_OTHER, "title: 启动", f"{MARK}tilte: 启动", "tilte"),
    ),
)
