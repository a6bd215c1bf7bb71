"""What the rules about a plan as a controlled document find in trickier plans than their examples."""

from __future__ import annotations

import pytest

from composing import TODAY, plan_of
from preplan.diagnostics import in_order
from preplan.lint import lint

HEAD = "plan: {{schema: 1, name: 预案, version: '1.0', type: special, organisation: 公司{}}}\n"
ISSUED = HEAD.format(", issued_on: 2026-07-01")
WORK = HEAD.format(", profiles: [work-safety]")
MALL = HEAD.format(", issued_on: 2026-07-01, profiles: [crowded-place]")
ROLES = (
    "organisation: {roles: [{id: boss, name: 总经理}, {id: expert, name: 专家}], "
    "persons: [{id: a, name: 甲某}, {id: b, name: 乙某}]}\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The last day of the term, and the day after: 1 July is not counted.
        (ISSUED + "distribution: {filing: {required: true, submitted_on: 2026-07-29}}\n", []),
        (
            ISSUED + "distribution: {filing: {required: true, submitted_on: 2026-07-30}}\n",
            ["2:55 error: the plan was filed on 30 July 2026, after the term ended on 29 July 2026"],
        ),
        (
            ISSUED + "distribution: {filing: {required: true}}\n",
            ["2:35 error: the plan was to be filed by 29 July 2026 and is not"],
        ),
        # Over the National Day the week's own rhythm would end the term on 16 October.
        (
            HEAD.format(", issued_on: 2026-09-18")
            + "distribution: {filing: {required: true, submitted_on: 2026-10-23}}\n",
            ["2:55 error: the plan was filed on 23 October 2026, after the term ended on 22 October 2026"],
        ),
        # Not yet due, not required, no day to count from, a draft, another country.
        (HEAD.format(", issued_on: 2026-11-20") + "distribution: {filing: {required: true}}\n", []),
        (ISSUED + "distribution: {filing: {required: false}}\n", []),
        (HEAD.format("") + "distribution: {filing: {required: true}}\n", []),
        (HEAD.format(", issued_on: 2026-07-01, status: draft") + "distribution: {filing: {required: true}}\n", []),
        (HEAD.format(", issued_on: 2026-07-01, jurisdiction: US") + "distribution: {filing: {required: true}}\n", []),
        # Counted from the approval where the plan has no date of issue.
        (
            HEAD.format("")
            + ROLES
            + "approvals: [{stage: approval, role: boss, on: 2026-07-01}]\n"
            + "distribution: {filing: {required: true}}\n",
            ["4:35 error: the plan was to be filed by 29 July 2026 and is not"],
        ),
        # A crowded place that says nothing; an on-site plan of one.
        (
            MALL,
            ["1:1 warning: nothing says whether the plan is filed; the term, if it has to be, ended on 29 July 2026"],
        ),
        (MALL.replace("special", "on-site"), []),
    ],
)
def test_filing_is_in_time_or_late(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-filing-late", text)


def test_term_in_a_year_without_a_calendar_says_how_it_was_counted() -> None:
    text = (
        HEAD.format(", issued_on: 2030-01-04") + "distribution: {filing: {required: true, submitted_on: 2030-02-04}}\n"
    )

    assert [
        "the plan was filed on 4 February 2030, after the term ended on 1 February 2030",
        "Measures for work-safety emergency plans, article 26: filed within 20 working days of its publication",
        "the holidays of 2030 are not yet known here: in that year every Monday to Friday counts as a working day",
    ] == _with_notes("doc-filing-late", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who is not bound is warned; each item that is missing is named.
        (
            HEAD.format("") + "distribution: {filing: {required: true, materials: [Application form, 评审纪要]}}\n",
            [
                "2:41 warning: the filing lacks the plan as an electronic document, the results of the risk assessment "
                "and the list of resources"
            ],
        ),
        # Submitted without a list: all four.
        (
            WORK + "distribution: {filing: {required: true, submitted_on: 2026-07-03}}\n",
            [
                "2:55 error: the filing lacks the application form, the opinion of the review, the plan as an electronic "
                "document, the results of the risk assessment and the list of resources"
            ],
        ),
        # Half of an item is not the item.
        (
            WORK + "distribution: {filing: {required: true, materials: [申报表, 论证意见, 电子版, 资源调查清单]}}\n",
            ["2:41 error: the filing lacks the results of the risk assessment and the list of resources"],
        ),
        # Still to be submitted; not to be filed at all.
        (WORK + "distribution: {filing: {required: true}}\n", []),
        (WORK + "distribution: {filing: {required: false, materials: [申报表]}}\n", []),
    ],
)
def test_materials_are_complete_or_named(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-filing-materials", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            ISSUED,
            ["1:1 warning: nothing says that the plan was made known to the staff; the term ended on 29 July 2026"],
        ),
        # Neighbours whom the plan knows: both are one finding.
        (
            ISSUED + "organisation: {contacts: [{id: shop, name: 楼下商铺, kind: neighbour}]}\n",
            [
                "1:1 warning: nothing says that the plan was made known to the staff, the neighbours who may be "
                "affected; the term ended on 29 July 2026"
            ],
        ),
        # An entry without a date; the earliest date counts; neighbours told late, though nobody had to.
        (
            ISSUED + "distribution: {disclosure: [{to: 全体员工}]}\n",
            ["2:34 warning: nothing says when the staff were told; the term ended on 29 July 2026"],
        ),
        (
            ISSUED
            + "distribution: {disclosure: [{to: 员工, on: 2026-08-30}, {to: 驻场保安, group: staff, on: 2026-07-02}, "
            "{to: 同层单位, on: 2026-08-01}]}\n",
            [
                "2:112 warning: the plan was made known to the neighbours who may be affected on 1 August 2026, after "
                "the term ended on 29 July 2026"
            ],
        ),
        # What `group` says counts before the words.
        (
            ISSUED + "distribution: {disclosure: [{to: 合作方员工, group: partners, on: 2026-07-02}]}\n",
            ["2:1 warning: nothing says that the plan was made known to the staff; the term ended on 29 July 2026"],
        ),
        (HEAD.format(", issued_on: 2026-11-20"), []),
        (HEAD.format(", issued_on: 2026-07-01, status: draft"), []),
    ],
)
def test_disclosure_is_in_time_or_late(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-not-disclosed", text)


COPIES = (
    "organisation: {units: [{id: u, name: 客服部}]}\n"
    "distribution: {copies: [{number: '1', holder: u, received_on: 2026-01-05}, "
    "{number: '2', holder: u, received_on: 2026-01-05}, {number: '3', holder: u, received_on: 2026-02-01}]}\n"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By day of receipt; without a record of revisions the date of issue counts.
        (
            ISSUED + COPIES,
            [
                "3:63 warning: copies of the old version, received on 5 January 2026, are not recalled: 1, 2",
                "3:165 warning: copies of the old version, received on 1 February 2026, are not recalled: 3",
            ],
        ),
        # Recalled before the current version came: that was an older one still.
        (
            ISSUED
            + "organisation: {units: [{id: u, name: 客服部}]}\n"
            + "distribution: {copies: [{number: '1', holder: u, received_on: 2026-01-05, recalled_on: 2026-01-05}]}\n",
            ["3:63 warning: copies of the old version, received on 5 January 2026, are not recalled: 1"],
        ),
        (HEAD.format(", issued_on: 2026-07-01, control: uncontrolled") + COPIES, []),
        (HEAD.format(", issued_on: 2026-12-01") + COPIES, []),
        (HEAD.format("") + COPIES, []),
    ],
)
def test_copies_are_current_or_recalled(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-copy-stale", text)


def vote(entry: str) -> str:
    """Return a review with a vote."""
    return f"approvals: [{{stage: expert-review, role: expert{entry}}}]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROLES + vote(", vote: {present: 3, for: 2}"), []),
        (ROLES + vote(", vote: {present: 7, for: 4}"), ["2:74 error: 4 of 7 agreed, fewer than 2 in 3"]),
        (ROLES + vote(", vote: {present: 0, for: 0}"), ["2:74 error: 0 of 0 agreed, fewer than 2 in 3"]),
        (ROLES + vote(", vote: {present: 3, for: 5}"), ["2:74 error: 5 agreed, but only 3 were present"]),
        # No vote: the guide is made for work safety; a draft is still to be voted on.
        (HEAD.format("") + ROLES + vote(""), ["3:21 warning: the review has no record of its vote"]),
        (WORK + ROLES + vote(""), ["3:21 error: the review has no record of its vote"]),
        (HEAD.format(", status: draft") + ROLES + vote(""), []),
        # No review.
        (
            WORK + ROLES + "approvals: [{stage: approval, role: boss, on: 2026-07-01}]\n",
            ["3:1 warning: the plan is approved, but there is no record of a review"],
        ),
        (HEAD.format("") + ROLES + "approvals: [{stage: approval, role: boss, on: 2026-07-01}]\n", []),
        (WORK + ROLES + "approvals: [{stage: approval, role: boss}]\n", []),
    ],
)
def test_votes_pass_or_fail(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-review-vote", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By the vendor's party, be it that of the unit or of the person; the person is looked at first.
        (
            "organisation:\n  parties: [{id: p, name: 外包公司, kind: vendor}, {id: q, name: 协会}]\n"
            "  units: [{id: u, name: 驻场组, party: p}, {id: x, name: 专家组, party: q}]\n"
            "  roles: [{id: r, name: 主管, unit: u}, {id: s, name: 组长, unit: x}, {id: t, name: 顾问}]\n"
            "  persons: [{id: a, name: 甲某, party: p}]\n"
            "approvals:\n  - {stage: expert-review, role: r}\n  - {stage: expert-review, role: s}\n"
            "  - {stage: expert-review, role: t, person: a}\n  - {stage: countersign, role: r}\n",
            [
                "7:34 warning: the reviewer `主管` belongs to the vendor `外包公司`",
                "9:45 warning: the reviewer `甲某` belongs to the vendor `外包公司`",
            ],
        ),
        # Whoever holds a post of a drafting role at one of the sites; an internal review is no expert's.
        (
            "plan: {schema: 1, name: 预案, version: '1', type: special, organisation: 公司, "
            "drafting: {group: [{role: r, task: 编写}]}}\n"
            "premises: {sites: [{id: s, name: 东区}]}\n"
            "organisation:\n  roles: [{id: r, name: 店长, posts: [{site: s, holder: a}]}, {id: t, name: 专家}]\n"
            "  persons: [{id: a, name: 甲某}]\n"
            "approvals:\n  - {stage: review, role: r}\n  - {stage: expert-review, role: t, person: a}\n",
            ["8:45 warning: the reviewer `甲某` took part in drafting"],
        ),
    ],
)
def test_reviewers_are_independent_or_not(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-reviewer-conflict", text)


DEPARTMENTS = (
    "organisation:\n"
    "  units: [{id: u, name: 客服部, kind: department, lead: r}, {id: w, name: 技术部, kind: department, lead: s}]\n"
    "  roles: [{id: boss, name: 总经理}, {id: r, name: 主管, unit: u}, {id: s, name: 经理, unit: w}]\n"
    "response: {phases: [{id: p, name: 处置, steps: [{do: 切换, role: r}, {do: 恢复, role: s}]}]}\n"
)


@pytest.mark.parametrize(
    ("approvals", "expected"),
    [
        (
            "{stage: approval, role: boss, on: 2026-07-01}",
            ["5:1 warning: none of the 2 departments that have to act has signed"],
        ),
        (
            "{stage: countersign, role: s, on: 2026-07-01}, {stage: approval, role: boss, on: 2026-07-01}",
            ["2:16 warning: `客服部` has to act by the plan, but has not signed"],
        ),
        # The head of a department who approves the plan has signed; until somebody approves, nothing is late.
        ("{stage: countersign, role: s, on: 2026-07-01}, {stage: approval, role: r, on: 2026-07-01}", []),
        ("{stage: approval, role: boss}", []),
    ],
)
def test_departments_have_signed_or_not(approvals: str, expected: list[str]) -> None:
    assert expected == _told("doc-unit-not-signed", f"{DEPARTMENTS}approvals: [{approvals}]\n")


REVISED = HEAD.format(", basis: [{law: norm}]") + "revisions: [{version: '1.0', on: 2026-07-01, summary: 首次发布}]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Not checked: a warning. Replaced by now: another rule says so. Recorded: the record decides.
        (
            REVISED + "basis: [{id: norm, name: 规范, effective_on: 2026-08-01}]\n",
            ["1:92 warning: `规范` took effect on 1 August 2026; the plan has not been revised since"],
        ),
        (REVISED + "basis: [{id: norm, name: 规范, effective_on: 2026-08-01, status: replaced}]\n", []),
        (
            REVISED
            + "basis: [{id: norm, name: 规范, effective_on: 2026-08-01}]\n"
            + "records: {changes: [{name: 规范施行, law: norm, on: 2026-08-01}]}\n",
            ["4:49 error: the plan has not been revised since `规范施行` of 1 August 2026"],
        ),
        (REVISED + "basis: [{id: norm, name: 规范, effective_on: 2026-07-01}]\n", []),
        # An incident by its end; what is still to come; a date of issue instead of a record of revisions.
        (
            REVISED.replace(", basis: [{law: norm}]", "")
            + "records: {incidents: [{id: i, name: 断网, started_on: 2026-06-30, ended_on: 2026-07-02}]}\n",
            ["3:75 error: the plan has not been revised since `断网` of 2 July 2026"],
        ),
        (REVISED.replace(", basis: [{law: norm}]", "") + "records: {changes: [{name: 搬迁, on: 2026-12-01}]}\n", []),
        (
            ISSUED + "records: {changes: [{name: 搬迁, on: 2026-07-02}]}\n",
            ["2:36 error: the plan has not been revised since `搬迁` of 2 July 2026"],
        ),
        (HEAD.format("") + "records: {changes: [{name: 搬迁, on: 2026-07-02}]}\n", []),
        (
            HEAD.format(", issued_on: 2026-07-01, status: draft")
            + "records: {changes: [{name: 搬迁, on: 2026-07-02}]}\n",
            [],
        ),
    ],
)
def test_triggers_are_handled_or_not(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-trigger-unhandled", text)


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        (
            "changes: [measures, procedures], procedure: simplified",
            ["revision 1.0 changes the response procedures, main measures, which the simplified procedure is not for"],
        ),
        (
            "changes: [organisation], trigger: structure-change, procedure: simplified",
            ["revision 1.0 changes the command structure and duties, which the simplified procedure is not for"],
        ),
        ("changes: [resources, basis, wording, contacts], trigger: drill-finding, procedure: simplified", []),
        ("changes: [levels]", []),
    ],
)
def test_major_revisions_take_the_full_procedure(revision: str, expected: list[str]) -> None:
    text = f"revisions: [{{version: '1.0', on: 2026-07-01, summary: 修订, {revision}}}]\n"

    assert [f"1:{text.index('simplified') + 1} error: {each}" for each in expected] == _told("doc-major-as-minor", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What binds nobody here is one warning; what binds is one error, beside a warning for the rest.
        (
            HEAD.format(", profile: [{text: 一层}]") + "forms: [{id: f, name: 记录}]\n",
            [
                "1:1 warning: the plan has no content of reports, contacts of bodies and people, list of supplies and "
                "equipment, results of the risk assessment"
            ],
        ),
        (
            MALL + "reporting: {rules: [{id: r, name: 报告, content: [时间]}]}\nresources: {supplies: []}\n",
            [
                "1:1 error: the plan has no contacts of bodies and people, list of supplies and equipment",
                "1:1 warning: the plan has no profile of the organisation, results of the risk assessment, forms",
            ],
        ),
        # An on-site plan needs what the law demands, not what the guide asks of the plans above it.
        (
            MALL.replace("special", "on-site"),
            [
                "1:1 error: the plan has no content of reports, contacts of bodies and people, list of supplies and equipment"
            ],
        ),
        (HEAD.format(", status: draft"), []),
        (HEAD.format(", jurisdiction: US"), []),
    ],
)
def test_annexes_are_there_or_missing(text: str, expected: list[str]) -> None:
    assert expected == _told("doc-annex-missing", text)


def signed(signature: str, opinion: str = "同意", person: str = "a") -> str:
    """Return a plan whose approval has a signature."""
    return (
        f"{ROLES}approvals:\n  - stage: approval\n    role: boss\n    person: {person}\n    opinion: {opinion}\n"
        f"    signature: {{kind: {signature}}}\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Each level needs what the one below it needs, and more.
        (
            signed("electronic-seal, level: b-lta, certificate_issuer: 示例公司, timestamp_authority: 示例中心"),
            [
                "7:47 error: it is said to be PAdES B-LTA, but the signature has no revocation data in the file, document timestamp"
            ],
        ),
        (
            signed("electronic-signature, level: b-b"),
            ["7:52 error: it is said to be PAdES B-B, but the signature has no certificate issuer"],
        ),
        (signed("handwritten, level: b-b"), ["7:43 error: it is said to be PAdES B-B, but is no electronic signature"]),
        (
            signed(
                "electronic-signature, legal_status: reliable, certificate_issuer: 信息部, certificate_kind: in-house"
            ),
            [
                "7:59 error: it is said to be reliable electronic signature, but the certificate is not that of a licensed authority"
            ],
        ),
        # Nothing is claimed, or all of it is shown.
        (signed("handwritten"), []),
        (signed("electronic-signature, certificate_kind: self-made"), []),
        (
            signed(
                "electronic-signature, level: b-lt, legal_status: reliable, certificate_kind: licensed, "
                "certificate_issuer: 示例机构, timestamp_authority: 示例中心, revocation_data: true"
            ),
            [],
        ),
        # Somebody else's certificate; a seal is the organisation's.
        (
            signed("electronic-signature, certificate_holder: b"),
            ["7:65 error: the signer is `甲某`, but the certificate is that of `乙某`"],
        ),
        (signed("electronic-seal, certificate_holder: b"), []),
        # Texts: the claim in the text, the strongest level only, in any spelling; no second time for the same text.
        (
            signed("handwritten", "已按pades B LTA签署，本签名为可靠电子签名，可靠电子签名"),
            [
                "6:16 error: the text says PAdES B-LTA, but no signature shows it",
                "6:34 error: the text says reliable electronic signature, but no signature shows it",
            ],
        ),
        (signed("electronic-signature, certificate_issuer: 示例机构", "已用PAdES B-B签署"), []),
        # Denied, demanded, or of something else.
        (signed("handwritten", "尚未采用可靠的电子签名"), []),
        (signed("handwritten", "正式版须使用PAdES B-LTA"), []),
        (signed("handwritten", "PAdES B-LTA暂不适用"), []),
        (signed("handwritten", "纸质本与电子本具有同等法律效力"), []),
        # 应急 is no demand.
        (
            signed("handwritten", "应急预案已用可靠的电子签名签署"),
            ["6:20 error: the text says reliable electronic signature, but no signature shows it"],
        ),
        # Elsewhere than in an approval any signature shows it, else none.
        (
            ROLES + "revisions: [{version: '1', on: 2026-07-01, summary: 电子签名合法有效}]\n",
            ["2:53 error: the text says reliable electronic signature, but no signature shows it"],
        ),
        # Elsewhere the law is another one, the standard is not.
        (
            HEAD.format(", jurisdiction: US")
            + "revisions: [{version: '1', on: 2026-07-01, summary: A legally binding electronic signature by PAdES-B-T}]\n",
            ["2:95 error: the text says PAdES B-T, but no signature shows it"],
        ),
    ],
)
def test_signatures_are_shown_or_overclaimed(text: str, expected: list[str]) -> None:
    assert expected == _told("sign-overclaimed", text)


def _told(code: str, text: str) -> list[str]:
    found = in_order(each for each in lint(plan_of(text), TODAY) if each.code == code)
    return [f"{each.span.line}:{each.span.column} {each.severity}: {each.message.show('en')}" for each in found]


def _with_notes(code: str, text: str) -> list[str]:
    found = [each for each in lint(plan_of(text), TODAY) if each.code == code]
    return [said.show("en") for each in found for said in (each.message, *(note.message for note in each.notes))]
