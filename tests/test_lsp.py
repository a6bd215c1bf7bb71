"""`preplan lsp`, driven as an editor drives it: over pipes, with texts that are not saved."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checking import HEAD
from editor import ABLE, Editor, Message, editing
from preplan.codes import CODES

LEVELS = """\
levels:
  - id: level-1
    name: 一级响应
    ordinal: 1
    colour: red
    activated_by: chief
    report_within: PT30M
"""
ORGANISATION = """\
organisation:
  units:
    - id: command
      name: 应急指挥部
      lead: chief
      members: [deputy]
  roles:
    - id: chief
      name: 总指挥
      holder: person-a
      deputies: [person-b]
      duties:
        - text: 决定响应级别。
    - id: deputy
      name: 副总指挥
      holder: person-b
  persons:
    - id: person-a
      name: 王示例
    - id: person-b
      name: 李示例
"""
SCENARIOS = """\
scenarios:
  - id: outage
    name: 系统中断
    procedures:
      - id: restart
        name: 重启
        levels: [level-1]
        steps:
          - id: look
            do: 核实
            role: chief
            within: PT3M
            next:
              - {when: 已恢复, to: done}
          - id: done
            do: 报告
            role: chief
      - id: move
        name: 切换
        steps:
          - id: look
            do: 再核实
            role: deputy
"""
BASIS = """\
basis:
  - id: data-law
    name: 数据安全法
    number: 主席令第八十四号
    effective_on: 2021-09-01
    status: in-force
    checked: true
"""
EXTENDING = """\
plan:
  schema: 1
  extends: hall
  name: 现场方案
  number: SL-02
  version: "1.0"
  type: on-site
  organisation: 示例公司
  overrides: [chief]
organisation:
  roles:
    - id: chief
      name: 现场总指挥
      holder: person-a
"""

LEVELS_FILE, ORGANISATION_FILE = "plans/hall/levels.yaml", "plans/hall/organisation.yaml"
SCENARIOS_FILE, HEAD_FILE = "plans/hall/scenarios.yaml", "plans/hall/plan.yaml"
SHARED_FILE, SITE_FILE = "plans/shared/basis.yaml", "plans/hall-east/plan.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A plan, one that extends it, one beside them, and what they share."""
    return written(tmp_path)


@pytest.fixture
def editor(root: Path) -> Iterator[Editor]:
    with editing(root) as editor:
        yield editor


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor for tests that only ask: to open a file puts it back as it was."""
    with editing(written(tmp_path_factory.mktemp("desk"))) as editor:
        yield editor


def written(folder: Path) -> Path:
    files = {
        HEAD_FILE: HEAD + "  basis: [{law: data-law}]\n",
        LEVELS_FILE: LEVELS,
        ORGANISATION_FILE: ORGANISATION,
        SCENARIOS_FILE: SCENARIOS,
        SITE_FILE: EXTENDING,
        "plans/other/plan.yaml": HEAD + "  basis: [{law: data-law}]\n",
        SHARED_FILE: BASIS,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_says_what_it_can_do_and_ends_as_it_is_told(editor: Editor) -> None:
    can = editor.ready["capabilities"]

    assert ("utf-16", 1, {"prepareProvider": True}) == (
        can["positionEncoding"],
        can["textDocumentSync"]["change"],
        can["renameProvider"],
    )
    offered = {name.removesuffix("Provider") for name, value in can.items() if name.endswith("Provider") and value}
    expected = {"codeAction", "completion", "definition", "documentSymbol", "hover", "references", "rename"}
    assert expected == offered - {"executeCommand"}
    assert 0 == editor.stop()


@pytest.mark.parametrize("goodbye", ["exit", "end of input"])
def test_an_editor_that_just_goes_leaves_status_1(editor: Editor, goodbye: str) -> None:
    assert editor.process.stdin
    if goodbye == "exit":
        editor.send("exit", None)
    editor.process.stdin.close()

    assert 1 == editor.process.wait(timeout=60)


def test_mistakes_show_while_typing_and_go_when_mended(editor: Editor) -> None:
    assert [] == mistakes(editor.open(LEVELS_FILE))

    found = mistakes(editor.retype(LEVELS_FILE, LEVELS.replace("chief", "chieff")))
    here, there = editor.uri(LEVELS_FILE), editor.uri(ORGANISATION_FILE)
    assert [
        {
            "range": {"start": {"line": 5, "character": 18}, "end": {"line": 5, "character": 24}},
            "severity": 1,
            "code": "unknown-reference",
            "source": "preplan",
            "message": "there is no role `chieff`\nhelp: did you mean `chief` (总指挥)?",
            "relatedInformation": [
                {
                    "location": {
                        "uri": there,
                        "range": {"start": {"line": 7, "character": 10}, "end": {"line": 7, "character": 15}},
                    },
                    "message": "`chief` is declared here",
                }
            ],
        }
    ] == found
    assert here != there
    assert [] == mistakes(editor.retype(LEVELS_FILE, LEVELS))


def test_every_state_of_typing_is_judged_as_a_saved_file_would_be(editor: Editor, root: Path, tmp_path: Path) -> None:
    from checking import mistakes as checked

    editor.open(LEVELS_FILE)
    for end in range(0, len(LEVELS), 7):
        text = LEVELS[:end]
        found = mistakes(editor.retype(LEVELS_FILE, text))
        (root / LEVELS_FILE).write_text(text, encoding="utf-8")
        expected = [each for each in checked(root / "plans/hall", root) if each.span.file == LEVELS_FILE]

        assert [(each.code, each.span.line - 1, each.span.column - 1) for each in expected] == [
            (each["code"], each["range"]["start"]["line"], each["range"]["start"]["character"]) for each in found
        ]


def test_what_a_change_does_to_other_files_shows_in_them(editor: Editor) -> None:
    editor.open(ORGANISATION_FILE)
    editor.retype(ORGANISATION_FILE, ORGANISATION.replace("id: chief", "id: boss"))
    files = (LEVELS_FILE, SCENARIOS_FILE, ORGANISATION_FILE)
    editor.until(lambda: all("unknown-reference" in codes(editor.shown.get(file, [])) for file in files))

    editor.retype(ORGANISATION_FILE, ORGANISATION)
    editor.until(lambda: not any("unknown-reference" in codes(found) for found in editor.shown.values()))


def test_a_plan_that_extends_the_changed_one_is_compiled_too(editor: Editor) -> None:
    editor.open(ORGANISATION_FILE)
    editor.retype(ORGANISATION_FILE, ORGANISATION.replace("person-a", "person-x"))
    editor.until(lambda: "unknown-reference" in codes(editor.shown.get(SITE_FILE, [])))

    editor.retype(ORGANISATION_FILE, ORGANISATION)
    editor.until(lambda: "unknown-reference" not in codes(editor.shown[SITE_FILE]))


def test_all_plans_are_compiled_when_what_they_share_has_changed(editor: Editor) -> None:
    editor.open(SHARED_FILE)
    editor.retype(SHARED_FILE, BASIS.replace("data-law", "other-law"))
    files = (HEAD_FILE, "plans/other/plan.yaml")
    editor.until(lambda: all("unknown-reference" in codes(editor.shown.get(file, [])) for file in files))

    editor.retype(SHARED_FILE, BASIS)
    editor.until(lambda: not any("unknown-reference" in codes(editor.shown[file]) for file in files))


def test_a_closed_file_speaks_for_itself_again(editor: Editor) -> None:
    editor.open(HEAD_FILE)
    editor.open(LEVELS_FILE)
    assert ["unknown-reference"] == codes(mistakes(editor.retype(LEVELS_FILE, LEVELS.replace("chief", "nobody"))))
    editor.close(LEVELS_FILE)

    editor.until(lambda: "unknown-reference" not in codes(editor.shown[LEVELS_FILE]))


def test_a_file_that_something_else_has_changed_is_read_again(editor: Editor, root: Path) -> None:
    editor.open(HEAD_FILE)
    (root / LEVELS_FILE).write_text(LEVELS.replace("chief", "nobody"), encoding="utf-8")
    editor.send("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri(LEVELS_FILE), "type": 2}]})
    editor.until(lambda: "unknown-reference" in codes(editor.shown.get(LEVELS_FILE, [])))

    (root / LEVELS_FILE).unlink()
    editor.send("workspace/didChangeWatchedFiles", {"changes": [{"uri": editor.uri(LEVELS_FILE), "type": 3}]})
    editor.until(lambda: [] == editor.shown[LEVELS_FILE] and "unknown-reference" in codes(editor.shown[SCENARIOS_FILE]))


def test_a_plan_that_is_not_saved_yet_is_a_plan(editor: Editor, root: Path) -> None:
    found = editor.open("plans/new-hall/plan.yaml", HEAD + "  basis: [{law: no-law}]\n")

    assert ["unknown-reference"] == codes(mistakes(found))
    assert not (root / "plans/new-hall").exists()


def test_columns_count_as_the_editor_counts(root: Path) -> None:
    text = 'levels:\n  - {id: level-1, name: "𠮷级😀", ordinal: 1, activated_by: nobody}\n'
    line = text.split("\n")[1]
    start = line.index("nobody")
    for encodings, expected in ((["utf-8", "utf-16"], start + 3 + 2 + 3), (["utf-16"], start + 2), ([], start + 2),
                                (["utf-16", "utf-32"], start)):  # fmt: skip
        able = {**ABLE, "general": {"positionEncodings": encodings}}
        with editing(root, able=able) as editor:
            found = mistakes(editor.open(LEVELS_FILE, text))
            place = {"line": 1, "character": expected + 1}
            known = editor.ask(
                "textDocument/definition", {"textDocument": {"uri": editor.uri(LEVELS_FILE)}, "position": place}
            )
            editor.type(LEVELS_FILE, text.replace("nobody", "chief"))
            known = editor.ask(
                "textDocument/definition", {"textDocument": {"uri": editor.uri(LEVELS_FILE)}, "position": place}
            )

            assert [(expected, expected + 6)] == [
                (each["range"]["start"]["character"], each["range"]["end"]["character"])
                for each in found
                if each["code"] == "unknown-reference"
            ], encodings
            assert [editor.uri(ORGANISATION_FILE)] == [each["uri"] for each in known]


@pytest.mark.parametrize(
    ("options", "locale", "expected"),
    [
        ((), "en-GB", "there is no role `nobody`"),
        ((), "zh-CN", "没有岗位“nobody”"),
        ((), "de", "没有岗位“nobody”"),
        (("--lang", "en"), "zh-CN", "there is no role `nobody`"),
        (("--lang=zh",), "en", "没有岗位“nobody”"),
    ],
)
def test_messages_are_in_the_language_of_the_editor_or_the_one_asked_for(
    root: Path, options: tuple[str, ...], locale: str, expected: str
) -> None:
    with editing(root, *options, locale=locale) as editor:
        found = mistakes(editor.open(LEVELS_FILE, LEVELS.replace("chief", "nobody")))

        assert [expected] == [each["message"].split("\n")[0] for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Only what is of the right type, and with its name.
        ("levels:\n  - id: a\n    activated_by: |", ["chief 总指挥", "deputy 副总指挥"]),
        ("levels:\n  - id: a\n    activated_by: ch|", ["chief 总指挥", "deputy 副总指挥"]),
        ("levels:\n  - id: a\n    colour: |", ["red red", "orange orange", "yellow yellow", "blue blue", "green green",
                                            "grey grey"]),
        ("plan:\n  extends: |", ["hall-east", "other"]),
        ("plan:\n  basis:\n    - {law: |", ["data-law 数据安全法"]),
        ("scenarios:\n  - id: a\n    procedures:\n      - id: b\n        steps:\n          - id: one\n            do: 甲\n"
         "          - do: 乙\n            next:\n              - to: |\n      - id: c\n        steps: [{id: two, do: x}]\n",
         ["one 甲", "b b", "c c", "restart 重启", "move 切换"]),
        # The rest of the file may be in any state.
        ("levels:\n  - id: [\n    name: \"x\n    activated_by: |\n  : broken", ["chief 总指挥", "deputy 副总指挥"]),
        ("levels:\n  - id: a\n    notify:\n      - who: |", ["chief 总指挥", "deputy 副总指挥", "command 应急指挥部"]),
        ("levels:\n  - id: a\n    actions: [{do: x, role: |", ["chief 总指挥", "deputy 副总指挥"]),
        ("levels:\n  - id: a\n    name: |", []),
        ("levels:\n  - id: a # |", []),
    ],
)  # fmt: skip
def test_offers_what_can_be_meant(desk: Editor, text: str, expected: list[str]) -> None:
    desk.open(LEVELS_FILE, "")
    offered = desk.complete(LEVELS_FILE, text)

    assert expected == [f"{each['label']} {each.get('detail', '')}".strip() for each in offered]


def test_offers_fields_that_are_missing_those_that_are_needed_first(desk: Editor) -> None:
    desk.open(LEVELS_FILE)
    offered = desk.complete(LEVELS_FILE, "levels:\n  - id: level-1\n    colour: red\n    |\n    notify: []\n")
    labels = [each["label"] for each in offered]

    assert ["name", "ordinal"] == labels[:2]
    assert not {"id", "colour", "notify"} & {*labels}
    assert ["source", "source_conflict", "example", "note", "allow"] == [
        each for each in labels[-6:] if each != "audience"
    ]
    assert {
        "label": "ordinal",
        "kind": 5,
        "detail": "Ordinal",
        "documentation": "ordinal (Ordinal, required)\na whole number\n1 to 10\n1 is the most serious",
        "filterText": "ordinal Ordinal",
        "textEdit": {
            "range": {"start": {"line": 3, "character": 4}, "end": {"line": 3, "character": 4}},
            "newText": "ordinal: ",
        },
    } == {name: value for name, value in offered[1].items() if name != "sortText"}
    text = "levels:\n  - id: level-1\n    na|me: x\n"
    assert ["name"] == [
        each["textEdit"]["newText"] for each in desk.complete(LEVELS_FILE, text) if each["label"] == "name"
    ]
    assert "- do: " in {
        each["textEdit"]["newText"] for each in desk.complete(LEVELS_FILE, "levels:\n  - actions:\n      |")
    }


def test_offers_kinds_at_the_beginning_of_a_line(desk: Editor) -> None:
    desk.open(LEVELS_FILE)
    for text in ("|", "l|", "levels: []\n|", "levels:\n  - id: [\n|", "levels: []\nri|"):
        offered = {each["label"]: each["textEdit"]["newText"] for each in desk.complete(LEVELS_FILE, text)}

        assert ("risks:", "levels" not in text) == (offered.get("risks"), "levels" in offered), text


@pytest.mark.parametrize(
    ("file", "marked", "expected"),
    [
        (LEVELS_FILE, "report_wi|thin", "report_within (Report within)\na duration such as PT30M (30 minutes), "
         "PT2H (2 hours), P1D (a day), P3M (3 months)"),
        (LEVELS_FILE, "ordi|nal", "ordinal (Ordinal, required)\na whole number\n1 to 10\n1 is the most serious"),
        (LEVELS_FILE, "PT3|0M", "30 minutes"),
        (SHARED_FILE, "2021-0|9-01", "1 September 2021"),
        (LEVELS_FILE, "activated_by: chi|ef", "总指挥 (chief)\nrole\nHolder: 王示例\nDeputies: 李示例\nDuties: 决定响应级别。\n"
         "level Activated by: 一级响应\nunit Lead: 应急指挥部\nstep Responsible role: 核实, 报告"),
        (HEAD_FILE, "data-l|aw", "数据安全法 (data-law)\nlaw\nNumber: 主席令第八十四号\nEffective on: 1 September 2021\n"
         "Status: in force\nChecked: yes\nPlan Law: 1"),
        (SCENARIOS_FILE, "to: do|ne", "done (done)\nstep\nAction: 报告\nResponsible role: 总指挥"),
    ],
)  # fmt: skip
def test_tells_about_what_is_under_the_cursor(desk: Editor, file: str, marked: str, expected: str) -> None:
    desk.open(file)
    said = desk.ask("textDocument/hover", desk.at(file, marked))["contents"]

    # Below it stands why something is found there, which other tests look at.
    assert ("plaintext", expected) == (said["kind"], said["value"].split("\n\n")[0])


def test_tells_what_a_finding_means(desk: Editor) -> None:
    desk.open(LEVELS_FILE)
    desk.retype(LEVELS_FILE, LEVELS.replace("activated_by: chief", "activated_by: nobody"))
    said = desk.ask("textDocument/hover", desk.at(LEVELS_FILE, "nobo|dy"))["contents"]["value"]

    assert said.startswith("unknown-reference: ")


def test_tells_of_a_broken_file_too(desk: Editor) -> None:
    desk.open(LEVELS_FILE)
    desk.type(LEVELS_FILE, LEVELS.replace("name: 一级响应", "name: [一级") + "  bad: : :\n")
    said = desk.ask("textDocument/hover", desk.at(LEVELS_FILE, "activated_by: chi|ef"))["contents"]["value"]

    assert said.startswith("总指挥 (chief)\nrole\n")


def test_text_of_a_plan_is_data_in_markdown(root: Path) -> None:
    able = {**ABLE, "textDocument": {**ABLE["textDocument"], "hover": {"contentFormat": ["markdown", "plaintext"]}}}
    with editing(root, able=able) as editor:
        editor.open(ORGANISATION_FILE, ORGANISATION.replace("总指挥\n", "'![x](http://e.example/y) <b>'\n", 1))
        said = editor.ask("textDocument/hover", editor.at(ORGANISATION_FILE, "lead: chi|ef"))["contents"]

        assert "markdown" == said["kind"]
        assert said["value"].startswith(r"**\!\[x\]\(http://e\.example/y\) \<b\> \(chief\)**")


def test_goes_to_where_a_thing_is_declared(desk: Editor) -> None:
    desk.open(LEVELS_FILE)
    desk.open(SITE_FILE)
    desk.open(SCENARIOS_FILE)

    def place(file: str, marked: str) -> list[tuple[str, int, int]]:
        return places(desk, desk.ask("textDocument/definition", desk.at(file, marked)))

    assert [(ORGANISATION_FILE, 7, 10)] == place(LEVELS_FILE, "activated_by: ch|ief")
    # What replaces it comes first.
    assert [(SITE_FILE, 11, 10), (ORGANISATION_FILE, 7, 10)] == place(SITE_FILE, "overrides: [ch|ief]")
    assert [(ORGANISATION_FILE, 17, 10)] == place(SITE_FILE, "holder: person|-a")
    assert [(HEAD_FILE, 0, 0)] == place(SITE_FILE, "extends: ha|ll")
    assert [(SCENARIOS_FILE, 14, 16)] == place(SCENARIOS_FILE, "to: do|ne")
    assert [] == place(LEVELS_FILE, "name: 一|级")


def test_finds_everywhere_that_a_thing_is_named(desk: Editor) -> None:
    desk.open(ORGANISATION_FILE)
    asked = desk.at(ORGANISATION_FILE, "id: chi|ef")
    found = {
        declares: places(
            desk, desk.ask("textDocument/references", {**asked, "context": {"includeDeclaration": declares}})
        )
        for declares in (True, False)
    }

    used = [(LEVELS_FILE, 5, 18), (ORGANISATION_FILE, 4, 12), (SCENARIOS_FILE, 10, 18), (SCENARIOS_FILE, 16, 18),
            (SITE_FILE, 8, 14)]  # fmt: skip
    assert sorted(used) == sorted(found[False])
    assert sorted([*used, (ORGANISATION_FILE, 7, 10), (SITE_FILE, 11, 10)]) == sorted(found[True])


def test_an_id_gets_another_name_in_the_plan_and_all_that_extend_it(editor: Editor) -> None:
    editor.open(LEVELS_FILE)
    # What is not saved is renamed as it stands.
    editor.retype(LEVELS_FILE, "# 一\n" + LEVELS.replace("chief", "'chief'"))
    asked = editor.at(LEVELS_FILE, "'chi|ef'")
    where = editor.ask("textDocument/prepareRename", asked)
    assert ("chief", 19, 24) == (
        where["placeholder"], where["range"]["start"]["character"], where["range"]["end"]["character"],
    )  # fmt: skip
    edit = editor.ask("textDocument/rename", {**asked, "newName": "commander"})
    changed = {each["textDocument"]["uri"].partition("/plans/")[2] for each in edit["documentChanges"]}
    assert {"hall/levels.yaml", "hall/organisation.yaml", "hall/scenarios.yaml", "hall-east/plan.yaml"} == changed

    editor.apply(edit)
    editor.send("workspace/didChangeWatchedFiles", {"changes": [
        {"uri": editor.uri(name), "type": 2} for name in (ORGANISATION_FILE, SCENARIOS_FILE, SITE_FILE)
    ]})  # fmt: skip
    assert "activated_by: 'commander'" in editor.texts[LEVELS_FILE]
    assert [] == mistakes(editor.found(LEVELS_FILE))
    for name in (ORGANISATION_FILE, SCENARIOS_FILE, SITE_FILE):
        assert [] == mistakes(editor.open(name))
        assert "chief" not in editor.texts[name]
        assert "commander" in editor.texts[name]


def test_what_all_plans_share_is_renamed_in_all_of_them(desk: Editor) -> None:
    desk.open("plans/other/plan.yaml")
    edit = desk.ask("textDocument/rename", {**desk.at("plans/other/plan.yaml", "data-l|aw"), "newName": "new-law"})

    changed = [each["textDocument"]["uri"].partition("/plans/")[2] for each in edit["documentChanges"]]
    assert ["hall/plan.yaml", "other/plan.yaml", "shared/basis.yaml"] == changed


def test_a_step_is_renamed_in_its_own_procedure_only(desk: Editor) -> None:
    desk.open(SCENARIOS_FILE)
    edit = desk.ask("textDocument/rename", {**desk.at(SCENARIOS_FILE, "id: lo|ok"), "newName": "check"})
    desk.apply(edit)

    assert SCENARIOS.replace("id: look", "id: check", 1) == desk.texts[SCENARIOS_FILE]


@pytest.mark.parametrize(
    ("file", "marked", "new", "expected"),
    [
        (LEVELS_FILE, "by: chi|ef", "Chief", "`Chief` can't be an id; an id begins with a lower-case letter and holds "
         "lower-case letters, digits and hyphens, such as level-1"),
        (LEVELS_FILE, "by: chi|ef", "deputy", "the id `deputy` is taken at plans/hall/organisation.yaml:14:11"),
        (LEVELS_FILE, "by: chi|ef", "data-law", "the id `data-law` is taken at plans/shared/basis.yaml:2:9"),
        (SCENARIOS_FILE, "id: lo|ok", "done", "the id `done` is taken at plans/hall/scenarios.yaml:15:17"),
    ],
)  # fmt: skip
def test_a_name_that_is_none_or_taken_is_refused(desk: Editor, file: str, marked: str, new: str, expected: str) -> None:
    desk.open(file)
    said = desk.answer(desk.request("textDocument/rename", {**desk.at(file, marked), "newName": new}))

    assert (-32803, expected) == (said["error"]["code"], said["error"]["message"])


def test_what_leads_nowhere_is_not_caught_by_a_new_name(desk: Editor) -> None:
    desk.open(SCENARIOS_FILE, SCENARIOS.replace("role: chief", "role: boss", 1))
    desk.open(LEVELS_FILE)
    said = desk.answer(desk.request("textDocument/rename", {**desk.at(LEVELS_FILE, "by: chi|ef"), "newName": "boss"}))

    assert "the id `boss` is taken at plans/hall/scenarios.yaml:" in said["error"]["message"]


def test_nothing_is_renamed_while_a_file_that_names_it_is_broken(desk: Editor) -> None:
    desk.open(SCENARIOS_FILE, SCENARIOS + "  bad: : :\n")
    desk.open(LEVELS_FILE)
    asked = {**desk.at(LEVELS_FILE, "by: chi|ef"), "newName": "boss"}
    said = desk.answer(desk.request("textDocument/rename", asked))

    assert (
        "mend the syntax of plans/hall/scenarios.yaml first: `chief` may stand in it, and what is missed would lead "
        "nowhere"
    ) == said["error"]["message"]


def test_only_ids_that_are_declared_can_be_renamed(desk: Editor) -> None:
    desk.open(LEVELS_FILE, LEVELS.replace("chief", "nobody"))
    for marked in ("no|body", "name: 一|级", "re|d", "act|ivated_by"):
        assert None is desk.ask("textDocument/prepareRename", desk.at(LEVELS_FILE, marked)), marked


def test_outline_shows_kinds_and_what_they_hold(editor: Editor) -> None:
    editor.open(SCENARIOS_FILE)
    asked = {"textDocument": {"uri": editor.uri(SCENARIOS_FILE)}}
    expected = [
        "scenarios Scenarios 1-22",
        "  系统中断 scenario outage 2-22",
        "    重启 procedure restart 5-17",
        "      核实 step look 9-14",
        "      报告 step done 15-17",
        "    切换 procedure move 18-22",
        "      再核实 step look 21-23",
    ]
    said = [*outlined(editor.ask("textDocument/documentSymbol", asked))]
    assert [each.rpartition(" ")[0] for each in expected] == [each.rpartition(" ")[0] for each in said]
    editor.type(SCENARIOS_FILE, SCENARIOS.replace("name: 重启", "name: [重启"))
    broken = [*outlined(editor.ask("textDocument/documentSymbol", asked))]
    assert [each.split()[-2] for each in said][3:] == [each.split()[-2] for each in broken][3:]


def test_outline_is_a_row_for_editors_that_know_no_trees(root: Path) -> None:
    able = {**ABLE, "textDocument": {}}
    with editing(root, able=able) as editor:
        editor.open(LEVELS_FILE)
        row = editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(LEVELS_FILE)}})

        assert [("levels", None), ("一级响应", "levels")] == [(each["name"], each.get("containerName")) for each in row]


def test_a_finding_that_brings_a_repair_is_mended(editor: Editor) -> None:
    editor.open(LEVELS_FILE)
    bad = LEVELS.replace("ordinal", "ordinall").replace("colour: red", "color: red")
    found = mistakes(editor.retype(LEVELS_FILE, bad))
    assert ["unknown-field", "unknown-field"] == codes(found)

    def actions(only: list[str] | None) -> list[Message]:
        context = {"diagnostics": found[:1], **({"only": only} if only else {})}
        asked = {"textDocument": {"uri": editor.uri(LEVELS_FILE)}, "range": found[0]["range"], "context": context}
        made: list[Message] = editor.ask("textDocument/codeAction", asked)
        return made

    (quick,) = actions(None)
    assert ("quickfix", True, found[:1]) == (quick["kind"], quick["isPreferred"], quick["diagnostics"])
    assert [] == actions(["refactor"])
    (whole,) = actions(["source.fixAll"])
    editor.apply(quick["edit"])
    assert ["unknown-field"] == codes(mistakes(editor.found(LEVELS_FILE)))
    editor.retype(LEVELS_FILE, bad)
    whole["edit"]["documentChanges"][0]["textDocument"]["version"] = editor.versions[LEVELS_FILE]
    editor.apply(whole["edit"])
    assert LEVELS == editor.texts[LEVELS_FILE]
    assert [] == mistakes(editor.found(LEVELS_FILE))


def test_files_outside_the_workspace_and_other_yaml_are_left_alone(root: Path, tmp_path_factory: Any) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "plans/x/levels.yaml"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_text(LEVELS, encoding="utf-8")
    (root / "plans/hall/linked.yaml").symlink_to(elsewhere)
    with editing(root) as editor:
        for uri in (elsewhere.as_uri(), editor.uri("mkdocs.yml"), editor.uri("plans/loose.yaml"), "untitled:Untitled-1",
                    editor.uri("plans/hall/.hidden.yaml"), "file:///%00", editor.uri("plans/hall/notes.txt")):  # fmt: skip
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "levels: ["}
            editor.send("textDocument/didOpen", {"textDocument": document})
            place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
            assert [] == editor.ask("textDocument/completion", place)
            assert None is editor.ask("textDocument/hover", place)
        editor.open(LEVELS_FILE)

        editor.until(lambda: "bad-file" in codes(editor.shown.get("plans/hall/linked.yaml", [])))
        editor.retype(LEVELS_FILE, LEVELS)
        assert ["plans/hall/linked.yaml"] == [name for name, found in editor.shown.items() if mistakes(found)]


def test_nothing_is_written(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with editing(root) as editor:
        editor.open(LEVELS_FILE)
        editor.retype(LEVELS_FILE, LEVELS.replace("chief", "x"))
        editor.ask("textDocument/rename", {**editor.at(LEVELS_FILE, "id: level|-1"), "newName": "level-9"})
        editor.stop()

    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_request_that_can_not_be_answered_does_not_end_the_server(editor: Editor) -> None:
    editor.open(LEVELS_FILE)
    uri = editor.uri(LEVELS_FILE)
    assert "error" in editor.answer(editor.request("textDocument/nonsense", {}))
    far = {"textDocument": {"uri": uri}, "position": {"line": 10**6, "character": 10**6}}
    for method in ("hover", "definition", "prepareRename"):
        assert not editor.ask(f"textDocument/{method}", far), method
    # Not what the protocol says: who asks is told, and the next message is answered as ever.
    assert -32602 == editor.answer(editor.request("textDocument/hover", {"textDocument": 5}))["error"]["code"]
    editor.send("textDocument/didChange", {"contentChanges": None})
    editor.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": 7}, "contentChanges": []})

    assert [] == mistakes(editor.retype(LEVELS_FILE, LEVELS))
    # What the editor got wrong is no fault of ours to report.
    logged = [each["params"]["message"] for each in editor.told if each["method"] == "window/logMessage"]
    assert [True] * 2 == [each.startswith("a message from the editor is not to be understood") for each in logged]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * 1_100_000, "bad-file"),
        ("[" * 100_000, "syntax"),
        ("levels:\n" + "  - id: x\n" * 50_000, "id-twice"),
        ("levels: &a [*a, *a]\n", "syntax"),
        ("levels:\n  - name: \"\ud800\"\n", "unseen-character"),
        ("levels:\u2028- id: a\x0b\x85\n  - id: b\n", "unseen-character"),
        ("levels: " + "{a: " * 3000, "syntax"),
    ],
    ids=["too large", "too deep", "many", "alias", "half a character", "odd line ends", "braces"],
)  # fmt: skip
def test_hostile_texts_are_judged_like_any_other(editor: Editor, text: str, code: str) -> None:
    editor.open(LEVELS_FILE)
    found = editor.retype(LEVELS_FILE, text)
    place = {"textDocument": {"uri": editor.uri(LEVELS_FILE)}, "position": {"line": 0, "character": 7}}
    for method in ("hover", "completion", "definition"):
        editor.ask(f"textDocument/{method}", place)
    editor.ask("textDocument/documentSymbol", {"textDocument": place["textDocument"]})

    assert code in codes(found)
    assert [] == mistakes(editor.retype(LEVELS_FILE, LEVELS))


def test_no_state_of_a_text_is_too_broken_to_ask_about(desk: Editor) -> None:
    chance = random.Random(5)  # noqa: S311 - the same ones every time
    desk.open(SCENARIOS_FILE)
    told = len(desk.told)
    for _ in range(60):
        start = chance.randrange(len(SCENARIOS))
        put = chance.choice(["", "[", "{", '"', "'", ": ", "- ", "|\n", "\t", "#", "&x ", "\n\n  ", "𠮷", "\r"])
        text = SCENARIOS[:start] + put + SCENARIOS[start + chance.randrange(80) :]
        desk.type(SCENARIOS_FILE, text)
        place = {"line": text[:start].count("\n"), "character": len(text[:start].rpartition("\n")[2])}
        at = {"textDocument": {"uri": desk.uri(SCENARIOS_FILE)}, "position": place}
        for method in ("hover", "completion", "definition", "prepareRename", "documentSymbol"):
            desk.ask(f"textDocument/{method}", at)
        desk.ask("textDocument/references", {**at, "context": {"includeDeclaration": True}})
        around = {"range": {"start": place, "end": place}, "context": {"diagnostics": []}}
        desk.ask("textDocument/codeAction", {**at, **around})

    assert [] == mistakes(desk.open(SCENARIOS_FILE))
    assert [] == desk.told[told:]


def test_typing_fast_is_compiled_once_it_rests(editor: Editor) -> None:
    editor.open(LEVELS_FILE)
    seen = len(editor.published)
    asked = []
    for count in range(60):
        editor.type(LEVELS_FILE, LEVELS.replace("一级响应", "新" * (count % 9 + 1)))
        asked.append(editor.request("textDocument/completion", editor.at(LEVELS_FILE, "activated_by: ch|ief")))
        if count % 2:
            editor.send("$/cancelRequest", {"id": asked[-1]})
    # Every question has its answer, cancelled or not.
    answered = [editor.answer(each) for each in asked]
    assert [] == mistakes(editor.found(LEVELS_FILE))

    assert {2} == {len(each.get("result", "ab")) for each in answered}
    versions = [version or 0 for name, version in editor.published[seen:] if name == LEVELS_FILE]
    assert versions == sorted(versions)
    assert len(versions) < 30


def mistakes(found: list[Message]) -> list[Message]:
    """Return what the front end finds; what the rules say is left out."""
    return [each for each in found if each["code"] in CODES]


def codes(found: list[Message]) -> list[str]:
    return [each["code"] for each in found]


def places(editor: Editor, found: list[Message]) -> list[tuple[str, int, int]]:
    return [
        (
            each["uri"].removeprefix(editor.root.as_uri() + "/"),
            each["range"]["start"]["line"],
            each["range"]["start"]["character"],
        )
        for each in found
    ]


def outlined(tree: list[Message], depth: int = 0) -> Iterator[str]:
    for each in tree:
        start, end = each["range"]["start"]["line"] + 1, each["range"]["end"]["line"] + 1
        yield f"{'  ' * depth}{each['name']} {each['detail']} {start}-{end}"
        yield from outlined(each.get("children") or [], depth + 1)
