"""sphinx-needs: typed items in reStructuredText, with schemas for their fields and links."""

from __future__ import annotations

from .peer import MARK, Mistake, Peer

_CONF = """\
project = "plan"
extensions = ["sphinx_needs"]
needs_types = [
    {"directive": "role", "title": "Role", "prefix": "ROLE-", "color": "#fff", "style": "node"},
    {"directive": "procedure", "title": "Procedure", "prefix": "PROC-", "color": "#fff", "style": "node"},
]
needs_id_regex = "^[A-Z]+-[0-9]+$"
needs_id_required = True
needs_fields = {
    "level": {"schema": {"type": "string", "enum": ["red", "orange"]}, "nullable": False},
    "limit": {"schema": {"type": "integer", "minimum": 1}},
}
needs_schema_definitions_from_json = "schemas.json"
"""
_SCHEMAS = """\
{
  "$defs": {
    "procedure": {"properties": {"type": {"const": "procedure"}}},
    "role": {"properties": {"type": {"const": "role"}}}
  },
  "schemas": [
    {
      "id": "procedure-of-roles",
      "select": {"$ref": "#/$defs/procedure"},
      "validate": {"network": {"links": {"items": {"local": {"$ref": "#/$defs/role"}}}}}
    }
  ]
}
"""
_ROLES = """\
岗位
====

.. role:: 值班长
   :id: ROLE-1
   :level: red

   接听值班电话。

.. role:: 经理
   :id: ROLE-2
   :level: orange

   决定启动响应。
"""
_PROCEDURES = """\
处置流程
========

.. procedure:: 接报
   :id: PROC-1
   :level: red
   :limit: 10
   :links: ROLE-1

   值班长记录来电。

.. procedure:: 启动
   :id: PROC-2
   :level: orange
   :limit: 20
   :links: ROLE-2

   经理签发启动令。
"""
_FILE, _OTHER = "procedures.rst", "roles.rst"
_HEAD = ".. procedure:: 启动\n   :id: PROC-2\n"
_LEVEL = "   :level: orange\n"

SPHINX_NEEDS = Peer(
    name="sphinx-needs",
    requirements=("sphinx-needs==9.1.0", "sphinx==9.0.4"),
    check=("sphinx-build", "-q", "-E", "-W", "--keep-going", "-b", "dummy", ".", "out"),
    files={
        "conf.py": _CONF,
        "schemas.json": _SCHEMAS,
        "index.rst": "计划\n====\n\n.. toctree::\n\n   roles\n   procedures\n",
        _OTHER: _ROLES,
        _FILE: _PROCEDURES,
    },
    mistakes={
        "field-missing": Mistake(_FILE, f"{_HEAD}{_LEVEL}", f"{MARK}{_HEAD}", "level"),
        "key-misspelt": Mistake(_FILE, _LEVEL, f"   {MARK}:levle: orange\n", "levle"),
        "unknown-field": Mistake(_FILE, _LEVEL, f"{_LEVEL}   {MARK}:weather: 晴\n", "weather"),
        "value-missing": Mistake(_FILE, _LEVEL, f"   :level:{MARK}\n", "level"),
        "enum-wrong": Mistake(_FILE, _LEVEL, f"   :level: {MARK}purple\n", "purple|level"),
        "type-wrong": Mistake(_FILE, ":limit: 20", f":limit: {MARK}三", "limit"),
        "out-of-range": Mistake(_FILE, ":limit: 20", f":limit: {MARK}0", "limit|minimum"),
        "id-missing": Mistake(_FILE, _HEAD, f"{MARK}.. procedure:: 启动\n", "(?i)no id|id.*(missing|required|defined)"),
        "id-wrong": Mistake(_FILE, ":id: PROC-2", f":id: {MARK}PROC_2", "PROC_2"),
        "id-twice": Mistake(_FILE, ":id: PROC-2", f":id: {MARK}PROC-1", "PROC-1"),
        "id-twice-in-two-files": Mistake(_FILE, ":id: PROC-2", f":id: {MARK}ROLE-1", "ROLE-1"),
        "reference-dangling": Mistake(_FILE, ":links: ROLE-2", f":links: {MARK}ROLE-998", "ROLE-998"),
        "reference-of-wrong-type": Mistake(_FILE, ":links: ROLE-2", f":links: {MARK}PROC-1", "PROC-2.*schema|network"),
        "missing-colon": Mistake(_FILE, _LEVEL, f"   {MARK}:level orange\n", "(?i)option|level"),
        "given-twice": Mistake(_FILE, _LEVEL, f"{_LEVEL}   {MARK}:level: red\n", "(?i)duplicate.*level"),
    },
    two=(
        Mistake(_FILE, ":links: ROLE-2", f":links: {MARK}ROLE-998", "ROLE-998"),
        Mistake(_OTHER, ":id: ROLE-2\n   :level: orange\n", f":id: ROLE-2\n   :level: {MARK}violet\n", "violet|ROLE-2"),
    ),
)
