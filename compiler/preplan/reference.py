"""Make what is derived from the schemas: their reference pages in both languages, and the schema of a whole file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from . import resources
from .model import EVERYWHERE, kinds
from .standards import clauses

_COMMON = "common.schema.json"
_TYPES = {
    "string": "文字 · text",
    "integer": "整数 · whole number",
    "number": "数字 · number",
    "boolean": "true 或 false · true or false",
    "array": "列表 · list",
}
_DEFINITIONS = {
    "id": "编号 · id",
    "name": "短文字 · short text",
    "text": "文字 · text",
    "date": "日期 · date",
    "time": "时刻 · time of day",
    "duration": "时长 · duration",
}
_AUDIENCES = {"internal": "内部 · internal", "controlled": "受控 · controlled"}
_MADE = "<!-- Made from schema/ by compiler/preplan/reference.py; renewed by `./run test --accept`. -->\n"

Schema = Mapping[str, Any]


def pages() -> dict[str, str]:
    """Return the Markdown of every page by its name: an index, what kinds share, and one for each kind."""
    found = {"index.md": _index(), "common.md": _common()}
    return found | {f"{name}.md": _kind(name) for name in kinds()}


def fragment_schema() -> str:
    """Return the JSON Schema of a whole file, for editors: every kind as a top-level key."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a plan",
        "description": "预案的一个文件：最外层的键是片段的种类。A file of a plan: its top-level keys are kinds.",
        "type": "object",
        "properties": {name: {"$ref": f"{name}.schema.json"} for name in kinds()},
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _index() -> str:
    rows = [
        [f"[`{kind.name}`]({kind.name}.md)", f"{kind.label.zh} · {kind.label.en}", _text(kind.schema)]
        for kind in kinds().values()
    ]
    return "\n".join(
        [
            "# 预案语言 · The plan language",
            "",
            _MADE,
            "预案的文件是 YAML；文件最外层的键是下面的种类，同一种类可以分在几个文件里。"
            "A plan's files are YAML; their top-level keys are the kinds below, and a kind may be spread over files.",
            "",
            *_table(["种类 · Kind", "名称 · Name", "说明 · About"], rows),
            "",
            "各种类共用的字段和写法见[共用](common.md)。What all kinds share is on [a page of its own](common.md).",
            "",
            "## 编辑器 · Editors",
            "",
            "VS Code 装上 YAML 扩展（`redhat.vscode-yaml`）即可补全和校验，配置在 `.vscode/settings.json`。"
            "其他编辑器（通过 yaml-language-server）在文件第一行写："
            "With the YAML extension, VS Code completes and validates as `.vscode/settings.json` says. For other editors "
            "that use yaml-language-server, this is the first line of a file:",
            "",
            "```yaml",
            "# yaml-language-server: $schema=../../schema/fragment.schema.json",
            "```",
            "",
            "路径从该文件所在的文件夹算起。编辑器只按字段校验；编号是否存在、内容是否合规由 `preplan check` 检查。"
            "The path starts at the file's own folder. Editors check fields only; references and rules are for "
            "`preplan check`.",
            "",
        ]
    )


def _common() -> str:
    lines = ["# 共用 · What all kinds share", "", _MADE]
    rows = [
        [f"`{name}`", _named(schema), _type(schema, name), _about(schema)]
        for name, schema in _definitions().items()
        if "properties" not in schema.get("items", schema)
    ]
    lines += ["## 写法与共用字段 · Values and common fields", ""]
    lines += [*_table(["名 · Key", "名称 · Name", "类型 · Type", "说明 · About"], rows), ""]
    for name, schema in _definitions().items():
        if "properties" in schema.get("items", schema):
            lines += [*_record(name, schema, f"## {_named(schema)} `{name}`")]
    return "\n".join(lines)


def _kind(name: str) -> str:
    schema = _read(f"{name}.schema.json")
    kind = kinds()[name]
    lines = [f"# {kind.label.zh} · {kind.label.en} `{name}`", "", _MADE]
    if about := _text(schema):
        lines += [about, ""]
    many = "这个种类是列表，每一项的字段如下。A list; each entry has these fields."
    one = "这个种类是一组字段。One mapping with these fields."
    lines += [many if kind.many else one, ""]
    lines += _record(name, schema, "## 字段 · Fields")
    if asked := _asked(name):
        lines += [
            "## 标准条款 · Clauses that look for it",
            "",
            *_table(["字段 · Field", "条款 · Clauses"], [[f"`{path}`", ids] for path, ids in asked.items()]),
            "",
        ]
    return "\n".join(lines)


def _record(path: str, schema: Schema, heading: str) -> Iterator[str]:
    """Yield a heading and the fields of a mapping, then those of each mapping in it."""
    schema = schema.get("items", schema)
    own = {name: each for name, each in schema["properties"].items() if name not in EVERYWHERE}
    rest = [f"[`{name}`](common.md)" for name in schema["properties"] if name in EVERYWHERE]
    required = schema.get("required", ())
    rows = [
        [f"`{name}`", _named(each), _type(each, f"{path}.{name}"), _about(each, must=name in required)]
        for name, each in own.items()
    ]
    yield from (f'<a id="{_anchor(path)}"></a>', "", heading, "")
    yield from _table(["字段 · Field", "名称 · Name", "类型 · Type", "说明 · About"], rows)
    yield ""
    if rest:
        yield from (f"另可写 · Also: {', '.join(rest)}", "")
    for name, each in own.items():
        if "properties" in each or "properties" in each.get("items", {}):
            inner = f"{path}.{name}"
            yield from _record(inner, each, f"### `{inner}`")


def _type(schema: Schema, path: str) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        definition = _definitions()[name]
        said = _DEFINITIONS.get(name) or _named(definition)
        return f"[{said}](common.md#{name})" if "properties" in definition.get("items", definition) else said
    if "enum" in schema or "const" in schema:
        return "固定值 · one of" if "enum" in schema else "固定值 · fixed"
    if "items" in schema and schema["type"] == "array":
        return f"列表 · list: {_type(schema['items'], path)}"
    if "properties" in schema:
        return f"[字段 · fields](#{_anchor(path)})"
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " / ".join(_TYPES[each] for each in types)


def _about(schema: Schema, *, must: bool = False) -> str:
    inner = schema.get("items", {})
    said = ["**必填 · required**"] if must else []
    if text := _text(schema) or _text(inner):
        said.append(text)
    for each in (schema, inner):
        if types := each.get("x-refers-to"):
            said.append(f"引用 · refers to: {', '.join(f'`{type_}`' for type_ in types)}")
        said += [f"`{value}` {_both(words)}" for value, words in each.get("x-values", {}).items()]
        if "const" in each:
            said.append(f"`{each['const']}`")
        if isinstance(seen := each.get("x-audience"), str):
            said.append(f"缺省可见范围 · seen by default: {_AUDIENCES[seen]}")
    if examples := schema.get("examples"):
        said.append("例 · e.g. " + ", ".join(f"`{_plain(each)}`" for each in examples))
    return "<br>".join(said)


def _asked(kind: str) -> dict[str, str]:
    """Return the fields of a kind that clauses look for, with the clauses."""
    found: dict[str, list[str]] = {}
    for clause in clauses().values():
        for path in (path for paths in clause.shown_by for path in paths):
            bare = re.sub(r"\[[^]]*\]", "", path)
            if bare.split(".")[0] == kind and clause.id not in found.setdefault(bare, []):
                found[bare].append(clause.id)
    return {path: ", ".join(ids) for path, ids in sorted(found.items())}


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [[cell.replace("|", "&#124;") for cell in line] for line in (header, ["---"] * len(header), *rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _named(schema: Schema) -> str:
    words = schema.get("x-label") or (_referred(schema).get("x-label") if "$ref" in schema else None)
    return _both(words) if words else ""


def _both(words: Mapping[str, str]) -> str:
    return _escaped(words["zh"] if words["zh"] == words["en"] else f"{words['zh']} · {words['en']}")


def _text(schema: Schema) -> str:
    return _escaped(str(schema.get("description", "")))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _anchor(path: str) -> str:
    return re.sub(r"[^a-z_]+", "-", path).strip("-")


def _referred(schema: Schema) -> Any:
    return _definitions()[schema["$ref"].rpartition("/")[2]]


def _definitions() -> dict[str, Any]:
    found: dict[str, Any] = _read(_COMMON)["$defs"]
    return found


@cache
def _read(name: str) -> Any:
    return json.loads((resources.folder("schema") / name).read_text("utf-8"))
