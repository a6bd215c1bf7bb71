"""preplan itself, with the plan that `preplan new` writes."""

from __future__ import annotations

from checking import ROOT

from .peer import MARK, Mistake, Peer

_FOLDER = "plans/plan"
_FILE, _OTHER, _SUPPORT = f"{_FOLDER}/levels.yaml", f"{_FOLDER}/organisation.yaml", f"{_FOLDER}/support.yaml"
_LEVEL = "    name: 二级响应\n"
_COLOUR = "    colour: yellow\n"

PREPLAN = Peer(
    name="preplan",
    requirements=(),
    check=("python", "-m", "preplan", "check", "--lang", "en", "--as-of", "2000-01-01", "--no-cache"),
    files={
        f"{_FOLDER}/{each.name}": each.read_text("utf-8")
        for each in sorted((ROOT / "site/templates/new").glob("*.yaml"))
    },
    mistakes={
        "field-missing": Mistake(_FILE, f"  - id: level-2\n{_LEVEL}", f"  - id: {MARK}level-2\n", "missing-field"),
        "key-misspelt": Mistake(_FILE, _COLOUR, f"    {MARK}color: yellow\n", "unknown-field"),
        "unknown-field": Mistake(_FILE, _COLOUR, f"{_COLOUR}    {MARK}weather: 晴\n", "unknown-field"),
        "value-missing": Mistake(_FILE, _COLOUR, f"    colour:{MARK}\n", "missing-value"),
        "enum-wrong": Mistake(_FILE, _COLOUR, f"    colour: {MARK}purple\n", "bad-value"),
        "type-wrong": Mistake(_FILE, "ordinal: 2", f"ordinal: {MARK}二", "wrong-type"),
        "out-of-range": Mistake(_FILE, "ordinal: 2", f"ordinal: {MARK}0", "bad-value"),
        "date-wrong": Mistake(_SUPPORT, "planned_on: 2000-07-01", f"planned_on: {MARK}2000-02-30", "bad-value"),
        "id-missing": Mistake(_FILE, f"  - id: level-2\n{_LEVEL}", f"  - {MARK}{_LEVEL.lstrip()}", "missing-field"),
        "id-wrong": Mistake(_FILE, "- id: level-2", f"- id: {MARK}level_2", "bad-value"),
        "id-twice": Mistake(_FILE, "- id: level-2", f"- id: {MARK}level-1", "id-twice"),
        "id-twice-in-two-files": Mistake(_OTHER, "- id: technical-lead", f"- id: {MARK}level-1", "id-twice"),
        "reference-dangling": Mistake(
            _FILE, "stand_in: service-manager ", f"stand_in: {MARK}nobody ", "unknown-reference"
        ),
        "reference-of-wrong-type": Mistake(
            _FILE, "stand_in: service-manager ", f"stand_in: {MARK}emergency-team ", "wrong-reference"
        ),
        "cycle": Mistake(
            _OTHER, "      kind: command ", f"      parent: {MARK}emergency-team\n      kind: command ", "parent-cycle"
        ),
        "unclosed-bracket": Mistake(
            _FILE,
            "example: [national_grade, report_within, update_every]\n\n  - id: level-2",
            f"example: {MARK}[national_grade, report_within, update_every\n\n  - id: level-2",
            "bracket",
        ),
        "missing-colon": Mistake(_FILE, _COLOUR, f"    {MARK}colour yellow\n", "colon"),
        "given-twice": Mistake(_FILE, _COLOUR, f"{_COLOUR}    {MARK}colour: red\n", "given-twice"),
        "tab": Mistake(_FILE, _COLOUR, f"{MARK}\tcolour: yellow\n", "a tab"),
    },
    two=(
        Mistake(_FILE, _COLOUR, f"    {MARK}color: yellow\n", "unknown-field.*`color`"),
        Mistake(_OTHER, "      name: 总经理\n", f"      {MARK}nmae: 总经理\n", "unknown-field.*`nmae`"),
    ),
    environment={"PYTHONPATH": str(ROOT / "compiler")},
)
