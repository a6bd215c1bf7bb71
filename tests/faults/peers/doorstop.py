"""doorstop: requirements as one YAML file an item, in documents that have parents."""

from __future__ import annotations

from .peer import MARK, Mistake, Peer

_SETTINGS = "settings:\n  digits: 3\n{parent}  prefix: {prefix}\n  sep: ''\n"


def _item(header: str, level: str, links: str, text: str) -> str:
    return (
        f"active: true\nderived: false\nheader: |\n  {header}\nlevel: {level}\nlinks: {links}\nnormative: true\n"
        f"ref: ''\nreviewed: null\ntext: |\n  {text}\n"
    )


_FILE = "procedures/PROC002.yml"
_FILES = {
    "roles/.doorstop.yml": _SETTINGS.format(parent="", prefix="ROLE"),
    "roles/ROLE001.yml": _item("值班长", "1.1", "[]", "接听值班电话。"),
    "roles/ROLE002.yml": _item("经理", "1.2", "[]", "决定启动响应。"),
    "procedures/.doorstop.yml": _SETTINGS.format(parent="  parent: ROLE\n", prefix="PROC"),
    "procedures/PROC001.yml": _item("接报", "1.1", "[ROLE001]", "值班长记录来电。"),
    _FILE: _item("启动", "1.2", "[ROLE002]", "经理签发启动令。"),
}

DOORSTOP = Peer(
    name="doorstop",
    requirements=("doorstop==3.2",),
    before=(("git", "init", "--quiet"),),
    # Without reformatting: its plain check rewrites the items. Warnings are errors, as they are for the others.
    check=("doorstop", "--no-reformat", "--error-all"),
    files=_FILES,
    mistakes={
        "field-missing": Mistake(_FILE, "text: |\n  经理签发启动令。\n", f"{MARK}", "PROC002: no text"),
        "key-misspelt": Mistake(_FILE, "text: |", f"{MARK}txet: |", "PROC002: no text|txet"),
        "value-missing": Mistake(_FILE, "text: |\n  经理签发启动令。\n", f"text:{MARK}\n", "PROC002: no text"),
        "type-wrong": Mistake(_FILE, "level: 1.2", f"level: {MARK}abc", "abc"),
        "id-twice-in-two-files": Mistake(
            "procedures/more/PROC001.yml",
            "",
            f"{MARK}{_item('接报', '1.3', '[ROLE001]', '记录来电。')}",
            "PROC001.*(twice|duplicate)",
        ),
        "reference-dangling": Mistake(_FILE, "[ROLE002]", f"[{MARK}ROLE998]", "ROLE998"),
        "reference-of-wrong-type": Mistake(_FILE, "[ROLE002]", f"[ROLE002, {MARK}PROC001]", "PROC002: .*PROC001"),
        "cycle": Mistake("roles/ROLE002.yml", "links: []", f"links: [{MARK}ROLE002]", "cycl"),
        "unclosed-bracket": Mistake(_FILE, "[ROLE002]", f"{MARK}[ROLE002", "PROC002|expected"),
        "missing-colon": Mistake(_FILE, "level: 1.2", f"{MARK}level 1.2", "PROC002|expected"),
        "given-twice": Mistake(_FILE, "level: 1.2\n", f"level: 1.2\n{MARK}level: 1.3\n", "twice|duplicate|level"),
        "tab": Mistake(_FILE, "  启动", f"{MARK}\t启动", "PROC002|tab"),
    },
    two=(
        Mistake(_FILE, "[ROLE002]", f"[{MARK}ROLE998]", "ROLE998"),
        Mistake("procedures/PROC001.yml", "[ROLE001]", f"[{MARK}ROLE999]", "ROLE999"),
    ),
)
