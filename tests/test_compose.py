"""A plan becomes a document: everything is in it, once, in the order of its outline."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from composing import TODAY, all_text, blocks_of, document_of, drawn, outline_in_words, plan_of, squeezed, texts_of
from conftest import Golden
from documents import HOSTILE
from preplan.audience import see
from preplan.chapters import chapters
from preplan.chapters._outline import read_outline
from preplan.compose import compose, load_outline
from preplan.document import (
    Clauses,
    Document,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Runs,
    SignatureField,
    Signatures,
    Table,
    as_json,
    plain,
    walk,
)
from preplan.errors import PreplanError
from preplan.model import AUDIENCES, Audience, kinds
from preplan.pipeline import Session

ROOT = Path(__file__).parents[1]
PLANS = sorted(each.name for each in (ROOT / "plans").iterdir() if each.is_dir() and each.name != "shared")
OUTLINES = sorted(each.stem for each in (ROOT / "schema/outlines").glob("*.yaml"))

SMALL = (Path(__file__).parent / "chapters/small.yaml").read_text("utf-8")
SMALL_EN = (Path(__file__).parent / "chapters/small-en.yaml").read_text("utf-8")
HEAD = "plan: {schema: 1, name: 预案, version: '1.0', type: comprehensive, organisation: 单位甲}\n"


@pytest.mark.parametrize(("name", "text"), [("small", SMALL), ("small-en", SMALL_EN)])
def test_small_plan_becomes_this_document(name: str, text: str, golden: Golden) -> None:
    document = document_of(text)

    golden(f"compose/{name}.json", json.dumps(as_json(document), ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("plan_id", PLANS)
def test_every_text_that_the_audience_may_see_is_in_the_document(plan_id: str, audience: Audience) -> None:
    plan = see(Session(ROOT).compile(ROOT / "plans" / plan_id, TODAY).plan, audience)
    said = all_text(compose(plan, audience=audience, today=TODAY))

    missing = [text for text in texts_of(plan) if any(squeezed(line) not in said for line in text.splitlines())]

    assert [] == missing


@pytest.mark.parametrize("outline", OUTLINES)
def test_nothing_is_left_out_whatever_the_outline(outline: str) -> None:
    plan = see(plan_of(SMALL), "controlled")
    document = compose(plan, audience="controlled", today=TODAY, outline=load_outline(outline))
    said = all_text(document)

    missing = [text for text in texts_of(plan) if any(squeezed(line) not in said for line in text.splitlines())]

    assert [] == missing
    assert [] == [each.id for each in document.body if each.id.endswith("-further")]


def test_what_the_outline_does_not_name_comes_last_under_its_own_name() -> None:
    plan = plan_of(
        HEAD + "glossary: [{id: term-a, name: 术语甲, text: 定义甲。}]\n"
        "recovery: {measures: [{text: 措施甲。}], cleanup: [{text: 善后甲。}]}\n"
    )
    outline = read_outline("body: [{id: first, from: recovery.measures}]", "short.yaml", frozenset())
    document = compose(plan, audience="internal", today=TODAY, outline=outline)

    assert ["1 恢复措施", "2 术语", "3 恢复与重建", "  3.1 善后"] == outline_in_words(document)


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_anchor_is_one_place_and_every_reference_leads_to_one(plan_id: str) -> None:
    document = Session(ROOT).compile(ROOT / "plans" / plan_id, TODAY).document
    assert document
    anchors = list(_anchors(document))

    assert sorted(set(anchors)) == sorted(anchors)
    assert set() == {run.ref for run in _runs(document) if run.ref} - set(anchors)
    assert [] == [run for run in _runs(document) if not run.text or (run.ref and run.href)]


def test_sections_tables_figures_and_annexes_are_numbered_in_reading_order() -> None:
    document = document_of(SMALL)
    labels = [
        b.label for _, s in walk(document.sections) for b in s.blocks if isinstance(b, Table | Figure) and b.label
    ]
    tables = [label for label in labels if label.startswith("表")]
    annexed = [label for label in labels if label.startswith("附表")]

    assert [f"表 {n}" for n in range(1, len(tables) + 1)] == tables
    assert [f"附表 {n}" for n in range(1, len(annexed) + 1)] == annexed
    assert [str(n) for n in range(1, len(document.body) + 1)] == [each.number for each in document.body]
    assert [f"附件 {n}" for n in range(1, len(document.annexes) + 1)] == [each.number for each in document.annexes]
    assert {""} == {each.number for each in document.front}


@pytest.mark.parametrize("plan_id", PLANS)
def test_tables_are_whole(plan_id: str) -> None:
    document = Session(ROOT).compile(ROOT / "plans" / plan_id, TODAY).document
    assert document
    wrong = [
        (block.id, number)
        for _, section in walk(document.sections)
        for block in section.blocks
        if isinstance(block, Table)
        for number, width in enumerate(_row_widths(block.header + block.rows))
        if width != len(block.widths) or abs(sum(block.widths) - 1) > 1e-6
    ]

    assert [] == wrong


def test_sample_values_are_marked_and_explained_once() -> None:
    document = document_of(
        HEAD + "  \n"
        "levels:\n"
        "  - id: level-1\n"
        "    name: 一级响应\n"
        "    ordinal: 1\n"
        "    criteria:\n"
        "      - {text: 甲。}\n"
        "      - {text: 乙。}\n"
        "    report_within: PT30M\n"
        "    update_every: PT1H\n"
        "    example: [criteria.1, report_within]\n"
    )
    samples = {run.text for run in _runs(document) if run.style == "sample"}
    notices = [block for _, s in walk(document.sections) for block in s.blocks if isinstance(block, Notice)]

    assert {"乙。", "30分钟"} == samples
    assert [Notice("sample", "示例值", ((Run(document.words.sample_help),),))] == notices
    assert notices[0] == document.body[0].blocks[0]


def test_names_in_an_example_are_no_samples_unless_they_are_marked_themselves() -> None:
    text = (
        HEAD + "organisation:\n"
        "  persons: [{id: p, name: 张示例}]\n"
        "  roles:\n"
        "    - {id: r, name: 岗位甲, holder: p, authority: 权限甲。, EXAMPLE}\n"
    )
    whole = _samples(text.replace("EXAMPLE", "example: true"))
    marked = _samples(text.replace("EXAMPLE", "example: [holder]"))

    assert {"岗位甲", "权限甲。"} == whole
    assert {"张示例"} == marked


@pytest.mark.parametrize(
    ("more", "draft"),
    [
        ("", True),
        ("approvals: [{stage: approval, role: boss, 'on': 2026-07-01}]\n", False),
        ("approvals: [{stage: approval, role: boss}]\n", True),
        ("approvals: [{stage: approval, role: other, 'on': 2026-07-01}]\n", True),
        ("approvals: [{stage: countersign, role: boss, 'on': 2026-07-01}]\n", True),
    ],
)
def test_plan_is_a_draft_until_its_principal_has_approved_it(more: str, draft: bool) -> None:
    head = HEAD.replace("}", ", status: in-force, principal: boss}")
    roles = "organisation: {roles: [{id: boss, name: 总经理}, {id: other, name: 副总经理}]}\n"

    assert draft == document_of(head + roles + more).draft


def test_plan_that_says_it_is_a_draft_is_one() -> None:
    head = HEAD.replace("}", ", status: draft, principal: boss}")
    roles = "organisation: {roles: [{id: boss, name: 总经理}]}\n"

    assert document_of(head + roles + "approvals: [{stage: approval, role: boss, 'on': 2026-07-01}]\n").draft


def test_front_names_who_signs() -> None:
    document = document_of(SMALL)
    fields = [
        field for block in blocks_of(document, "approval") if isinstance(block, Signatures) for field in block.fields
    ]

    signed = SignatureField("sign-approval-1", "总经理", (Run("张示例"),), (Run("2026年7月1日"),), (Run("同意。"),))
    assert [signed] == fields
    assert [
        "《示例预案》（编号 KFYJ-ZH-09、版本号 1.0）已经编制工作组编制，现予批准发布，自2026年8月1日起施行。",
        "各部门和全体人员应当熟悉本预案，按职责做好准备、培训和演练；"
        "突发事件发生时，按本预案规定的分工、程序和时限行动。",
    ] == [plain(block.runs) for block in blocks_of(document, "approval") if isinstance(block, Paragraph)]


def test_made_up_approval_and_cover_are_marked_as_samples() -> None:
    head = HEAD.replace("}", ", number: A-1, issued_on: 2026-07-01, principal: boss, example: [number, issued_on]}")
    document = document_of(
        head + "organisation: {roles: [{id: boss, name: 总经理}], persons: [{id: p, name: 张示例}]}\n"
        "approvals: [{stage: approval, role: boss, person: p, 'on': 2026-07-01, opinion: 同意。, example: true}]\n"
    )
    signed = SignatureField(
        "sign-approval-1",
        "总经理",
        (Run("张示例", "sample"),),
        (Run("2026年7月1日", "sample"),),
        (Run("同意。", "sample"),),
    )

    (places,) = (block for block in blocks_of(document, "approval") if isinstance(block, Signatures))
    assert (signed,) == places.fields
    assert ("number", "issued_on") == document.cover.samples
    assert (Run("A-1", "sample"),) == document.cover.runs("number")
    assert (Run("1.0"),) == document.cover.runs("version")


def test_step_gives_the_number_of_whoever_it_notifies_outside_the_house() -> None:
    document = document_of(
        HEAD + "organisation:\n"
        "  roles: [{id: boss, name: 经理}]\n"
        "  contacts: [{id: fire, name: 火警, kind: emergency, phone: '119'}]\n"
        "scenarios: [{id: s, name: 火灾, procedures: [{id: p, name: 灭火, steps: [{do: 报警。, notify: [fire, boss]}]}]}]\n"
    )
    table = next(block for block in blocks_of(document, "s") if isinstance(block, Table))

    assert [
        Run("通知：", "muted"),
        Run("火警", ref="fire"),
        Run(" "),
        Run("119", href="tel:119"),
        Run("、"),
        Run("经理", ref="boss"),
    ] == list(table.rows[0].cells[1].lines[1])


def test_contacts_begin_with_what_is_dialled_first() -> None:
    document = document_of(
        HEAD + "organisation:\n"
        "  rota: {phone: 010-0000-0009}\n"
        "  persons: [{id: p, name: 张示例, contacts: [{kind: mobile, value: '199-0000-0001'}], verified_on: 2026-11-02}]\n"
        "  contacts: [{id: fire, name: 火警, kind: emergency, phone: '119', for: 灭火和救援}]\n"
    )
    (first,) = (block for block in blocks_of(document, "contacts") if isinstance(block, Facts))
    persons = next(block for block in blocks_of(document, "contacts-internal") if isinstance(block, Table))

    assert ["119\u3000灭火和救援", "010-0000-0009"] == [plain(fact.runs) for fact in first.facts]
    assert ["姓名", "联系方式", "核实日期"] == [plain(each.lines[0]) for each in persons.header[0].cells]
    assert "2026年11月2日" == plain(persons.rows[0].cells[2].lines[0])


def test_scenarios_begin_with_a_list_of_them() -> None:
    document = document_of(
        HEAD + "levels: [{id: l, name: 一级响应, ordinal: 1, colour: red}]\n"
        "scenarios:\n"
        "  - {id: a, name: 停电, trigger: 照明中断。, level: l, procedures: [{id: pa, name: 处置停电}]}\n"
        "  - {id: b, name: 火灾, trigger: 见到明火。, level: l, procedures: [{id: pb, name: 灭火}]}\n"
    )
    (table,) = (block for block in blocks_of(document, "procedures") if isinstance(block, Table))

    assert ["情景", "触发情形", "通常级别"] == [plain(each.lines[0]) for each in table.header[0].cells]
    assert [
        [(Run("停电", ref="a"),), (Run("照明中断。"),), (Run("一级响应", ref="l"),)],
        [(Run("火灾", ref="b"),), (Run("见到明火。"),), (Run("一级响应", ref="l"),)],
    ] == [[each.lines[0] for each in row.cells] for row in table.rows]


def test_departments_get_a_place_to_sign_before_they_have_signed() -> None:
    document = document_of(
        HEAD + "organisation:\n"
        "  units: [{id: d, name: 客服部, kind: department, lead: r}, {id: t, name: 专家组, kind: team}]\n"
        "  roles: [{id: r, name: 经理}]\n"
    )

    assert (Signatures((SignatureField("sign-countersign-1", "客服部经理"),)),) == blocks_of(
        document, "countersignatures"
    )


def test_hostile_text_stays_text() -> None:
    lines = "".join(f"    - {{text: {json.dumps(text)}}}\n" for text in HOSTILE)
    units = "".join(
        f"    - {{id: u{n}, name: {json.dumps(text)}, kind: team, parent: top}}\n" for n, text in enumerate(HOSTILE)
    )
    document = document_of(
        f"plan:\n  schema: 1\n  name: {json.dumps(HOSTILE[0])}\n  version: '1'\n  type: special\n  organisation: x\n"
        f"  scope:\n{lines}"
        f"organisation:\n  units:\n    - {{id: top, name: top}}\n{units}"
    )
    clauses = next(block for block in blocks_of(document, "general-scope") if isinstance(block, Clauses))
    figure = next(block for block in blocks_of(document, "command-chart") if isinstance(block, Figure))
    root = drawn(figure.svg)
    words = "".join(element.text or "" for element in root.iter() if element.tag.endswith("}text"))

    assert list(HOSTILE) == [plain(clause.runs) for clause in clauses.clauses]
    assert HOSTILE[0] == document.title
    assert {"svg", "title", "desc", "rect", "polyline", "text"} == {e.tag.rpartition("}")[2] for e in root.iter()}
    assert all(squeezed(text) in squeezed(words) for text in HOSTILE)


@pytest.mark.parametrize(
    ("means", "href"),
    [
        ("{kind: mobile, value: '199-0000-0001'}", "tel:19900000001"),
        ("{kind: landline, value: '+86 10 0000 0001'}", "tel:+861000000001"),
        ("{kind: email, value: a.b@example.com}", "mailto:a.b@example.com"),
        ("{kind: email, value: 'a@example.com?bcc=x@example.com'}", None),
        ("{kind: email, value: 'javascript:alert(1)'}", None),
        ("{kind: mobile, value: '199;ext=1'}", None),
        ("{kind: im, value: '19900000001'}", None),
    ],
)
def test_numbers_and_mailboxes_are_links_only_when_they_are_plain(means: str, href: str | None) -> None:
    document = document_of(HEAD + f"organisation: {{persons: [{{id: p, name: 张示例, contacts: [{means}]}}]}}\n")

    assert [href] == [run.href for run in _runs(document) if run.text in means and len(run.text) > 8]


def test_shared_things_are_shown_only_when_the_plan_needs_them() -> None:
    shared = (
        "glossary: [{id: a, name: 首报, text: 定义甲。}, {id: b, name: 终报, text: 定义乙。}]\n"
        "organisation:\n"
        "  contacts:\n"
        "    - {id: fire, name: 火警, kind: emergency, phone: '119'}\n"
        "    - {id: near, name: 甲单位, kind: authority, phone: 010-0000-0001}\n"
        "    - {id: far, name: 乙单位, kind: authority, phone: 010-0000-0002}\n"
    )
    said = all_text(document_of(HEAD + "response: {support: {request: 先首报。, contacts: [near]}}\n", shared))

    assert ["定义甲。", "119", "010-0000-0001"] == [
        text for text in ("定义甲。", "定义乙。", "119", "010-0000-0001", "010-0000-0002") if text in said
    ]


def test_plan_that_extends_another_says_what_both_say_and_its_own_where_they_differ() -> None:
    base = (
        HEAD.replace("}", ", principal: boss, purpose: {text: 总目的。}, scope: [{text: 总范围。}]}")
        + "organisation: {roles: [{id: boss, name: 总经理}, {id: agent, name: 坐席}]}\n"
        "recovery: {measures: [{text: 总措施。}]}\n"
    )
    own = (
        "plan: {schema: 1, name: 专项预案, version: '2.0', type: special, organisation: 单位甲, extends: base,\n"
        "  overrides: [agent],\n"
        "  scope: [{text: 专项范围。}]}\n"
        "organisation: {roles: [{id: agent, name: 夜班坐席}]}\n"
    )
    document = compose(plan_of(own, base=base), audience="internal", today=TODAY)
    said = all_text(document)
    parts = ("专项预案", "总目的。", "总范围。", "专项范围。", "总措施。", "主要负责人", "夜班坐席")

    assert parts == tuple(text for text in parts if text in said)
    assert 0 == said.replace("夜班坐席", "").count("坐席")


def test_clause_coverage_leads_to_the_chapter_that_shows_the_field() -> None:
    document = document_of(
        HEAD + "risks: {methods: [{text: 方法。}]}\n"
        "compliance: {coverage: [{clause: G-4.4, where: [风险·评估方法, 风险·风险清单, 别处]}]}\n"
    )
    table = next(block for block in blocks_of(document, "coverage") if isinstance(block, Table))

    assert [
        Run("风险·评估方法"),
        Run(" 1.1", ref="risk-methods"),
        Run("、"),
        Run("风险·风险清单"),
        Run("、"),
        Run("别处"),
    ] == list(next(row for row in table.rows if row.origin).cells[2].lines[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("body: [", "outline x.yaml:  is not valid YAML"),
        ("chapters: []", "outline x.yaml:  has the unknown key `chapters`"),
        ("front: []", "outline x.yaml:  has no `body`"),
        ("body: [{id: a, form: b}]", "outline x.yaml: body[0] has the unknown key `form`"),
        ("body: [{title: {zh: 甲, en: A}}]", "outline x.yaml: body[0] has no `id`"),
        ("body: [{id: a}, {id: a}]", "outline x.yaml: a has an id that is used twice"),
        ("body: [{id: a, from: plan.scoop}]", "names `plan.scoop`, which is no field of a plan"),
        ("body: [{id: a, from: plan, fields: [nam]}]", "names `plan.nam`, which is no field of a plan"),
        ("body: [{id: a, from: levels, columns: {nam: 1}}]", "names `levels.nam`, which is no field of a plan"),
        ("body: [{id: a, from: levels, columns: {name: 0}}]", "outline x.yaml: a has a wrong `columns`"),
        ("body: [{id: a, title: A}]", "outline x.yaml: a has a wrong `title`"),
        ("body: [a]", "outline x.yaml: body[0] takes over `a`, which its base does not have"),
        ("body: [{id: a, layout: pie}]", "names the layout `pie`, which does not exist"),
        ("body: [{id: a, chapter: pie}]", "names the chapter layout `pie`, which does not exist"),
    ],
)
def test_wrong_outline_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(PreplanError) as caught:
        read_outline(text, "x.yaml", frozenset())

    assert message in str(caught.value)


def test_plan_that_names_an_unknown_outline_is_told_so() -> None:
    with pytest.raises(PreplanError, match="there is no outline `mine`"):
        document_of(HEAD.replace("}", ", outline: mine}"))


def test_every_layout_shows_fields_that_exist() -> None:
    shown = [name for _, names in chapters().values() for name in names]
    fields = {kind.name for kind in kinds().values()} | {
        f"{kind.name}.{field}" for kind in kinds().values() for field in kind.schema.get("properties", {})
    }

    assert [] == [name for name in shown if name not in fields]


def test_empty_plan_is_a_document() -> None:
    document = document_of(HEAD)

    assert ["批准页"] == outline_in_words(document)


def test_same_plan_gives_the_same_document_whatever_the_hash_seed() -> None:
    program = (
        "import sys, hashlib; sys.path[:0] = ['compiler', 'tests']\n"
        "from pathlib import Path; from composing import TODAY; from preplan.pipeline import Session\n"
        "from preplan.document import as_json; root = Path.cwd()\n"
        "document = Session(root).compile(root / 'plans/ecommerce-service-centre', TODAY).document\n"
        "print(hashlib.sha256(repr(as_json(document)).encode()).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }

    assert 1 == len(digests)


def _samples(text: str) -> set[str]:
    return {run.text for run in _runs(document_of(text)) if run.style == "sample"}


def _runs(document: Document) -> list[Run]:
    found: list[Runs] = []
    for _, section in walk(document.sections):
        for block in section.blocks:
            match block:
                case Paragraph():
                    found.append(block.runs)
                case Clauses():
                    found += [clause.runs for clause in block.clauses]
                case Facts():
                    found += [fact.runs for fact in block.facts]
                case Table():
                    found += [line for row in block.header + block.rows for cell in row.cells for line in cell.lines]
                case Notice():
                    found += block.lines
    return [run for runs in found for run in runs]


def _anchors(document: Document) -> list[str]:
    found: list[str] = []
    for _, section in walk(document.sections):
        found.append(section.id)
        for block in section.blocks:
            match block:
                case Table():
                    found += [block.id, *(row.id for row in block.rows if row.id)]
                case Figure():
                    found.append(block.id)
                case Signatures():
                    found += [field.id for field in block.fields]
    return found


def _row_widths(rows: tuple[Row, ...]) -> list[int]:
    """Count the columns of each row, those that cells of rows above reach down into too."""
    widths, reaching = [], dict[int, int]()
    for row in rows:
        widths.append(sum(cell.colspan for cell in row.cells) + sum(1 for left in reaching.values() if left))
        reaching = {column: left - 1 for column, left in reaching.items() if left > 1}
        for cell in row.cells:
            if cell.rowspan > 1:
                start = len(reaching)
                reaching |= {start + offset: cell.rowspan - 1 for offset in range(cell.colspan)}
    return widths


def test_each_party_has_a_contact_book_of_its_own() -> None:
    document = document_of(
        HEAD + "organisation:\n"
        "  parties: [{id: client, name: 甲公司, kind: client}, {id: vendor, name: 乙公司, kind: vendor}]\n"
        "  persons:\n"
        "    - {id: one, name: 张示例, party: vendor, contacts: [{kind: mobile, value: '199-0000-0001'}]}\n"
        "    - {id: two, name: 李示例, party: client, contacts: [{kind: mobile, value: '199-0000-0002'}]}\n"
        "    - {id: three, name: 王示例, contacts: [{kind: mobile, value: '199-0000-0003'}]}\n"
    )
    books = {
        section.title: [plain(row.cells[0].lines[0]) for row in block.rows]
        for _, section in walk(document.annexes)
        for block in section.blocks
        if isinstance(block, Table)
    }

    assert {"甲公司通讯录": ["李示例"], "乙公司通讯录": ["张示例"], "内部应急通讯录": ["王示例"]} == books


def test_a_front_line_role_has_a_card_of_its_steps_with_whom_it_calls() -> None:
    text = HEAD + (
        "organisation:\n"
        "  units: [{id: desk, name: 值班台, lead: chief}]\n"
        "  roles:\n"
        "    - {id: agent, name: 坐席, frontline: true, authority: 可直接报警。}\n"
        "    - {id: idle, name: 门岗, frontline: true}\n"
        "    - {id: chief, name: 班长, holder: zhang}\n"
        "  persons: [{id: zhang, name: 张示例, contacts: [{kind: email, value: a@example.com}, {kind: mobile, value: 199-0000-0001}]}]\n"
        "  contacts: [{id: fire, name: 火警, kind: emergency, phone: '119'}]\n"
        "  rota: {phone: 010-0000-0000}\n"
        "scenarios:\n"
        "  - id: scenario-fire\n"
        "    name: 火灾\n"
        "    procedures:\n"
        "      - id: proc-fire\n"
        "        name: 火灾处置\n"
        "        steps:\n"
        "          - {id: lead, do: 到场指挥。, role: chief, within: PT5M}\n"
        "          - {id: alarm, do: 报警并撤离。, role: agent, within: PT1M, counted_from: discovery, "
        "notify: [desk, fire, chief], stop_condition: 退路受阻时先撤。}\n"
        "        cautions: [{text: 不返回取物。}]\n"
    )
    (section,) = [each for _, each in walk(document_of(text).annexes) if each.id == "cards-agent"]

    assert (
        "坐席",
        ["授权", "可直接报警。", "呼叫", "24 小时值班电话 010-0000-0000；班长 张示例 199-0000-0001"],
        [
            "火灾 / 不返回取物。",
            "2 | 报警并撤离。 / 停止条件：退路受阻时先撤。 / 通知：值班台、火警 119、班长 | 1分钟内 / 自发现起",
        ],
    ) == (
        section.title,
        [
            each
            for block in section.blocks
            if isinstance(block, Facts)
            for fact in block.facts
            for each in (fact.label, plain(fact.runs))
        ],
        [
            " | ".join(" / ".join(plain(line) for line in cell.lines) for cell in row.cells)
            for block in section.blocks
            if isinstance(block, Table)
            for row in block.rows
        ],
    )
    assert "cards-idle" not in {each.id for _, each in walk(document_of(text).annexes)}
