"""A plan is held against the clauses of standards: covered, justified or a gap."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from checking import ROOT, TODAY
from composing import plan_of
from preplan.coverage import Judged, coverage, find, standards_for
from preplan.coverage_report import as_json, as_text
from preplan.coverage_xlsx import as_xlsx
from preplan.errors import PreplanError
from preplan.model import Plan, kinds
from preplan.pipeline import Session
from preplan.standards import clauses, standards

PLANS = sorted(each.name for each in (ROOT / "plans").iterdir() if each.is_dir() and each.name != "shared")
HEAD = "plan: {schema: 1, name: 预案, version: '1.0', type: special, organisation: 中心, principal: boss%s}\n"
ROLES = "organisation: {roles: [{id: boss, name: 总经理}, {id: other, name: 副总经理}]}\n"
APPROVAL = "approvals: [{stage: approval, role: boss, on: 2026-07-01}]\n"
SCOPE = HEAD % ", scope: [{text: 甲地。}, {text: 乙地。}], linkage: [{name: 总预案, relation: upper}]"


@pytest.mark.parametrize("clause", clauses().values(), ids=lambda each: each.id)
def test_what_a_clause_looks_for_is_in_the_plan_language(clause: Any) -> None:
    plan = plan_of(HEAD.replace(", principal: boss", "") % "")
    for path in (path for paths in clause.shown_by for path in paths):
        found = find(plan, path)
        kind, *names = re.sub(r"\[[^]]*\]", "", path).split(".")
        schema: Any = kinds()[kind].schema
        for name in names:
            schema = schema.get("items", schema)["properties"][name]

        assert path == found.path
        assert "" not in (*found.label.zh.split("·"), *found.label.en.split("·"))
        for step in path.split("."):
            if asked := re.search(r"\[(\w+)=([\w-]+)\]", step):
                _is_a_value(path, asked[1], asked[2])

    assert clause.shown_by
    assert {*clause.types} <= {"comprehensive", "special", "on-site"}
    assert {*clause.profiles} <= {*kinds()["plan"].schema["properties"]["profiles"]["items"]["enum"]}
    assert clause.evidence.zh
    assert clause.evidence.en.isascii()


def test_clauses_have_ids_of_their_own_and_begin_with_their_standard() -> None:
    ids = [clause.id for standard in standards() for clause in standard.clauses]

    assert sorted({*ids}) == sorted(ids)
    assert ["G", "I", "L1", "L2"] == [each.id for each in standards()]
    assert [] == [c.id for s in standards() for c in s.clauses if not c.id.startswith(f"{s.id}-")]


@pytest.mark.parametrize("plan_id", PLANS)
def test_plans_of_the_corpus_have_no_unexplained_gap(plan_id: str) -> None:
    plan = Session(ROOT).compile(ROOT / "plans" / plan_id, TODAY).plan
    gaps = [
        each.clause.id for standard in standards_for(plan) for each in coverage(plan, standard) if each.status == "gap"
    ]

    assert [] == gaps


@pytest.mark.parametrize(
    ("type_", "expected"),
    [("comprehensive", {"6"}), ("special", {"7"}), ("on-site", {"8"})],
)
def test_type_of_the_plan_decides_which_chapters_of_the_guidelines_apply(type_: str, expected: set[str]) -> None:
    plan = plan_of((HEAD % "").replace("special", type_) + ROLES)
    chapters = {each.clause.id.partition("-")[2].split(".")[0] for each in coverage(plan, _standard("G"))}

    assert expected | {"4", "5", "9", "C"} == chapters


def test_profiles_decide_which_standards_and_clauses_are_meant() -> None:
    plain, crowded = (plan_of(HEAD % f", profiles: [{name}]" + ROLES) for name in ("pi-processor", "crowded-place"))

    assert ["G", "L1", "L2"] == [each.id for each in standards_for(plain)]
    assert ["I"] == [each.id for each in standards_for(plain, "iso 22301:2019")]
    assert "L1-37" not in {each.clause.id for each in coverage(plain, _standard("L1"))}
    assert "L1-37" in {each.clause.id for each in coverage(crowded, _standard("L1"))}


@pytest.mark.parametrize("name", ["G", "g", "GB/T 29639-2020", "gbt-29639-2020"])
def test_standard_is_known_by_id_number_and_file(name: str) -> None:
    assert ["G"] == [each.id for each in standards_for(plan_of(HEAD % "" + ROLES), name)]


def test_unknown_standard_is_refused_with_those_there_are() -> None:
    with pytest.raises(PreplanError, match=re.escape("no standard `Q`; the standards are: G (GB/T 29639-2020), I (")):
        standards_for(plan_of(HEAD % "" + ROLES), "Q")


def test_clause_is_covered_only_if_each_field_it_looks_for_holds_something() -> None:
    both, one = plan_of(SCOPE + ROLES), plan_of(SCOPE.split(", linkage")[0] + "}\n" + ROLES)

    assert ("covered", [("plan.scope", 2), ("plan.linkage", 1)], []) == _about(both, "G-7.1")
    assert ("gap", [("plan.scope", 2)], [["plan.linkage", "plan.extends"]]) == _about(one, "G-7.1")


def test_entries_with_the_value_asked_for_count() -> None:
    text = HEAD % "" + ROLES + "approvals: [{stage: drafting, role: other}, {stage: approval, role: boss}]\n"

    assert ["plans/small/all.yaml:3:46"] == [str(find(plan_of(text), "approvals[stage=approval]").place)]
    assert None is find(plan_of(text), "approvals[stage=approval].on").place
    assert "审批记录（批准）·日期" == find(plan_of(text), "approvals[stage=approval].on").label.zh


def test_of_what_is_shared_only_what_the_plan_refers_to_counts() -> None:
    shared = (
        "organisation: {contacts: [{id: fire, name: 消防, kind: emergency, phone: '119'},"
        " {id: cac, name: 网信, kind: authority}, {id: tax, name: 税务, kind: authority}]}\n"
    )
    text = HEAD % "" + ROLES + "reporting: {rules: [{id: r, name: 报告, to: cac}]}\n"
    found = find(plan_of(text, shared), "organisation.contacts")

    assert ["fire", "cac"] == [node["id"] for node in found.nodes]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{clause: G-4.5, applies: false, justification: 无需资源。}", ("justified", [], [])),
        ("{clause: G-4.5, applies: false}", ("gap", [], [["resources.survey"]])),
        ("{clause: G-4.5, applies: true, where: [别处]}", ("gap", [], [["resources.survey"]])),
        ("{clause: G-7.1, applies: false}", ("gap", [("plan.scope", 2), ("plan.linkage", 1)], [])),
        ("{clause: G-7.1, applies: false, justification: 另有规定。}", ("justified", [], [])),
    ],
)
def test_a_clause_that_does_not_apply_needs_a_reason(entry: str, expected: Any) -> None:
    plan = plan_of(f"{SCOPE}{ROLES}compliance: {{coverage: [{entry}]}}\n")

    assert expected == _about(plan, entry[9:14])


def test_reason_taken_over_counts_only_for_clauses_that_every_type_of_plan_has() -> None:
    no = "applies: false, justification: 综合预案不需要。"
    base = (HEAD % "").replace("special", "comprehensive") + ROLES
    base += f"compliance: {{coverage: [{{clause: G-7.4, {no}}}, {{clause: G-9.7, {no}}}]}}\n"
    own = "plan: {schema: 1, name: 专项, version: '1.0', type: special, organisation: 中心, extends: base}\n"
    plan = plan_of(own, base=base)

    assert ("gap", "justified") == (_judged(plan, "G-7.4").status, _judged(plan, "G-9.7").status)


@pytest.mark.parametrize(
    ("approval", "status"),
    [
        (APPROVAL, "covered"),
        (APPROVAL.replace("boss", "other"), "gap"),
        (APPROVAL.replace(", on: 2026-07-01", ""), "gap"),
        (APPROVAL.replace("approval, role", "review, role"), "gap"),
        ("", "gap"),
    ],
)
def test_strict_counts_only_what_the_principal_has_approved_on_a_date(approval: str, status: str) -> None:
    plan = plan_of(SCOPE + ROLES + approval)
    clause = {each.clause.id: each.status for each in coverage(plan, _standard("G"), strict=True)}

    assert status == clause["G-7.1"]


def test_text_says_what_shows_each_clause_and_what_a_gap_lacks() -> None:
    plan = plan_of(
        SCOPE.replace("special", "on-site")
        + ROLES
        + "compliance: {coverage: [{clause: L1-42, applies: false, justification: 由总预案安排。, person: boss, on: 2026-07-01},\n"
        "  {clause: L1-61, applies: false}]}\n"
        "drills: {}\nreporting: {principles: [{text: 如实。}], rules: [{id: r, name: 报告}]}\n"
    )
    found = [(_standard("L1"), coverage(plan, _standard("L1"))[2:])]

    assert (
        "small against 主席令第二十五号, Emergency Response Law\n"
        "  justified  article 42 Drills\n"
        "      由总预案安排。\n"
        "      总经理, 1 July 2026 (plans/small/all.yaml:3:34)\n"
        "  gap        article 61 Truthful and timely reports\n"
        "      said not to apply, without a reason (plans/small/all.yaml:4:12)\n"
        "      should show: nothing is reported late, falsely, or not at all\n"
        "  gap        article 78 Report to the county government\n"
        "      nothing in: Reporting·Report rules (Law)\n"
        "      should show: the county government is told, and its orders followed\n"
        "\n"
        "  3 clauses: 0 covered, 1 justified, 2 gaps\n"
    ) == as_text(plan, found, "en", strict=False)
    assert (
        "“预案”没有主要负责人注明日期的批准，其内容不计入\n"
        "\n"
        "small 对照 主席令第二十五号 中华人民共和国突发事件应对法\n"
        "\n"
        "  0 条：已覆盖 0，有说明 0，缺口 0\n"
    ) == as_text(plan, [(_standard("L1"), [])], "zh", strict=True)


def test_json_says_it_all() -> None:
    plan = plan_of(
        SCOPE
        + ROLES
        + "compliance: {coverage: [{clause: G-9.7, applies: false, justification: 无图纸。, person: boss}]}\n"
    )
    found = [each for each in coverage(plan, _standard("G")) if each.clause.id in ("G-7.1", "G-9.7")]
    said = as_json(plan, [(_standard("G"), found)], strict=False)

    assert ("small", "special", False, False) == tuple(said[name] for name in ("plan", "type", "strict", "approved"))
    (standard,) = said["standards"]
    scope, maps = standard["clauses"]
    assert (1, 1, 0) == (standard["covered"], standard["justified"], standard["gap"])
    assert "covered" == scope["status"]
    assert [
        ("plan.scope", ["plans/small/all.yaml:1:104", "plans/small/all.yaml:1:117"]),
        ("plan.linkage", ["plans/small/all.yaml:1:141"]),
    ] == [(each["field"], [item["at"] for item in each["items"]]) for each in scope["shown_by"]]
    assert {"text": "无图纸。", "person": "总经理", "on": None, "at": "plans/small/all.yaml:3:34"} == maps[
        "justification"
    ]


def test_workbook_holds_a_row_for_each_clause_as_text_and_is_the_same_every_time() -> None:
    plan = plan_of(
        SCOPE + ROLES + "compliance: {coverage: [{clause: G-9.7, applies: false, justification: '=1+1', person: boss,\n"
        "  on: 2026-07-01}]}\n"
    )
    found = [(_standard("G"), [each for each in coverage(plan, _standard("G")) if each.clause.id[2:] in "7.1 7.5 9.7"])]
    made = as_xlsx(plan, found, "zh")
    rows = [*openpyxl.load_workbook(BytesIO(made)).active.iter_rows(min_row=2)]

    assert made == as_xlsx(plan, found, "zh")
    assert {"s", "n"} == {cell.data_type for row in rows for cell in row}
    assert [
        ["GB/T 29639-2020", "7.1", "适用范围", "已覆盖"],
        ["GB/T 29639-2020", "7.5", "应急保障", "缺口"],
        ["GB/T 29639-2020", "9.7", "关键的路线、标识和图纸", "有说明"],
    ] == [[cell.value for cell in row[:4]] for row in rows]
    assert "预案·适用范围：2 处\n预案·预案衔接：1 处" == rows[0][5].value
    assert "应急资源·应急队伍 / 应急资源·应急物资 / 应急资源·技术设备 / 应急资源·保障措施" == rows[1][7].value
    assert ["=1+1", "总经理", "2026-07-01", "是"] == [cell.value for cell in rows[2][8:]]


def test_what_an_audience_may_not_see_covers_a_clause_nevertheless() -> None:
    compiled = Session(ROOT).compile(ROOT / "plans/ecommerce-service-centre", TODAY, "public")
    assert compiled.document
    (annex,) = [each for each in compiled.document.annexes if each.id == "coverage"]
    said = [run.text for row in annex.blocks[0].rows for run in row.cells[1].lines[0]]  # type: ignore[union-attr]

    assert {"已覆盖", "不适用"} == {*said}


def _standard(id_: str) -> Any:
    return next(each for each in standards() if each.id == id_)


def _judged(plan: Plan, clause: str) -> Judged:
    return next(each for each in coverage(plan, _standard(clause.split("-")[0])) if each.clause.id == clause)


def _about(plan: Plan, clause: str) -> tuple[str, list[tuple[str, int]], list[list[str]]]:
    judged = _judged(plan, clause)
    shown = [(each.path, len(each.nodes)) for each in judged.shown]
    return judged.status, shown, [[each.path for each in fields] for fields in judged.missing]


def _is_a_value(path: str, name: str, value: str) -> None:
    schema: Any = {"properties": {kind.name: kind.schema for kind in kinds().values()}}
    for step in path[: path.index("[")].split("."):
        schema = schema.get("items", schema)["properties"][step]
    asked = schema.get("items", schema)["properties"][name]

    assert value in asked.get("enum", [value] if "x-refers-to" in asked else ["true", "false"])
