"""Every sentence that preplan says: in both languages, with the same values, in the punctuation of each."""

from __future__ import annotations

import ast
import pkgutil
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import preplan
from preplan.diagnostics import Text

# In Chinese text a stop of half width; after a value or a quotation it is as wrong as after a Chinese character.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”）》][,;:!?()]|[(,;!?][\u4e00-\u9fff“（]")


def test_both_languages_take_the_same_values() -> None:
    # A number of things promised is said with its period, which has a place of its own in each language.
    known = {("drill_below_plan", "TOO_FEW"), ("train_below_plan", "TOO_FEW")}
    known |= {("drill_below_law", "PROMISED"), ("drill_below_law", "SCHEDULED")}
    # A unit of measure is a word of the plan's own, such as 只.
    known |= {("res_short", "SHORT"), ("res_short", "NEEDED")}

    assert known == {(module, name) for module, name, text in _texts() if _values(text.zh) != _values(text.en)}


def test_chinese_has_chinese_punctuation() -> None:
    # What authors write in YAML is quoted as it is written.
    quoted = re.compile(r"“[^”]*”|[a-z_]+: ")
    wrong = [(module, name, text.zh) for module, name, text in _texts() if HALF_WIDTH.search(quoted.sub("“”", text.zh))]

    assert [] == wrong


def test_english_has_no_chinese_punctuation() -> None:
    assert [] == [
        (module, name, text.en) for module, name, text in _texts() if re.search("[，。；：！？（）]", text.en)
    ]


def test_every_fault_of_the_machine_is_said_with_a_text() -> None:
    package = Path(preplan.__file__).parent
    wrong = [
        f"{path.relative_to(package)}:{node.lineno}"
        for path in sorted(package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "PreplanError"
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    ]

    assert [] == wrong


def _texts() -> Iterator[tuple[str, str, Text]]:
    for module in pkgutil.walk_packages(preplan.__path__, "preplan."):
        if module.name != "preplan.__main__":
            for name, value in vars(import_module(module.name)).items():
                found = value.values() if isinstance(value, dict) else [value]
                yield from ((module.name.rpartition(".")[2], name, each) for each in found if isinstance(each, Text))


def _values(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
