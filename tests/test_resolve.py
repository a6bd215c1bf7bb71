"""Ids, references and layers; and over the whole first plan, that one mistake gives one message."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checking import HEAD, LEVEL, ROOT, TODAY, check, level, mistakes, said, write
from preplan.codes import CODES
from preplan.lint import all_rules
from preplan.model import Fragment, Where, schema_at
from preplan.pipeline import Session
from preplan.source import Span

Place = tuple[Fragment, Where]

PLAN = "ecommerce-service-centre"
ROLES = "organisation:\n  roles:\n    - {id: head, name: 主任}\n    - {id: deputy, name: 副主任}\n"


def test_an_item_takes_the_place_of_one_with_its_id_in_the_plan_it_extends(tmp_path: Path) -> None:
    write(tmp_path / "plans/base", {"levels.yaml": level("activated_by: head"), "organisation.yaml": ROLES})
    special = write(
        tmp_path / "plans/special",
        {
            "plan.yaml": HEAD + "  extends: base\n  overrides: [level-1]\n",
            "levels.yaml": LEVEL.replace("一级", "特级"),
        },
    )
    plan = Session(tmp_path).compile(special, TODAY).plan

    assert [("level-1", "特级响应", "plans/special/levels.yaml")] == [
        (each.id, each.name, each.fragment.file) for each in plan.of_type("level")
    ]
    assert ["主任", "副主任"] == [each.name for each in plan.of_type("role")]
    assert [] == mistakes(special, tmp_path)


def test_an_id_of_the_extended_plan_is_replaced_only_where_the_plan_says_so(tmp_path: Path) -> None:
    write(tmp_path / "plans/base", {"organisation.yaml": ROLES})
    special = write(
        tmp_path / "plans/special",
        {"plan.yaml": HEAD + "  extends: base\n", "organisation.yaml": ROLES.replace("主任", "站长")},
    )

    assert (
        "plans/special/organisation.yaml:3:12: error[id-twice]: the id `head` is used twice\n"
        "  |     - {id: head, name: 站长}\n"
        "  |            ^^^^\n"
        "  = note: plans/base/organisation.yaml:3:12: the first one is here\n"
        "  = help: to replace the one of the extended plan, name the id in `plan.overrides`\n\n"
        "plans/special/organisation.yaml:4:12: error[id-twice]: the id `deputy` is used twice\n"
        "  |     - {id: deputy, name: 副站长}\n"
        "  |            ^^^^^^\n"
        "  = note: plans/base/organisation.yaml:4:12: the first one is here\n"
        "  = help: to replace the one of the extended plan, name the id in `plan.overrides`\n\n"
        "2 errors in 1 file\n"
    ) == said(special, tmp_path)


def test_what_a_plan_replaces_or_removes_must_be_there_and_what_is_removed_is_no_longer_referred_to(
    tmp_path: Path,
) -> None:
    write(tmp_path / "plans/base", {"levels.yaml": level("activated_by: head"), "organisation.yaml": ROLES})
    extends = "  extends: base\n  overrides: [deputy, haed]\n  removes: [head]\n"
    special = write(tmp_path / "plans/special", {"plan.yaml": HEAD + extends})

    assert (
        "plans/base/levels.yaml:5:19: error[unknown-reference]: there is no role `head`\n"
        "  |     activated_by: head\n"
        "  |                   ^^^^\n"
        "  = note: plans/special/plan.yaml:10:13: `head` was removed here\n"
        "  = note: plans/special/plan.yaml:8:12: so it is in `special`, which extends this plan here\n\n"
        "plans/special/plan.yaml:9:15: error[unknown-override]: `deputy` is to be replaced, but this plan does not give it\n"
        "  |   overrides: [deputy, haed]\n"
        "  |               ^^^^^^\n"
        "  = note: plans/base/organisation.yaml:4:12: `deputy` is declared here\n"
        "  = help: write it in special; to do without it, name it in `removes`\n\n"
        "plans/special/plan.yaml:9:23: error[unknown-override]: the extended plan has no `haed`\n"
        "  |   overrides: [deputy, haed]\n"
        "  |                       ^^^^\n"
        "  = help: did you mean `head`?\n\n"
        "3 errors in 2 files\n"
    ) == said(special, tmp_path)


def test_a_finding_in_an_item_that_replaces_another_names_both(tmp_path: Path) -> None:
    write(tmp_path / "plans/base", {"levels.yaml": level("activated_by: head"), "organisation.yaml": ROLES})
    special = write(
        tmp_path / "plans/special",
        {"plan.yaml": HEAD + "  extends: base\n  overrides: [level-1]\n", "levels.yaml": level("activated_by: nobody")},
    )

    assert (
        "plans/special/levels.yaml:5:19: error[unknown-reference]: there is no role `nobody`\n"
        "  |     activated_by: nobody\n"
        "  |                   ^^^^^^\n"
        "  = note: plans/base/levels.yaml:2:9: it replaces `level-1` here\n"
        "  = help: ids of type role are declared in plans/base/organisation.yaml, under `roles:`\n\n"
        "1 error in 1 file\n"
    ) == said(special, tmp_path)


def test_a_whole_field_is_replaced_or_removed_where_the_plan_says_so(tmp_path: Path) -> None:
    base = HEAD + "  profile: [{text: 总部在甲地。}]\n  scope: [{text: 总范围。}]\n"
    drills = "drills:\n  schedule:\n    - {id: drill-a, name: 演练甲, planned_on: 2026-12-01}\n"
    write(tmp_path / "plans/base", {"plan.yaml": base, "organisation.yaml": ROLES, "drills.yaml": drills})
    head = (
        "  extends: base\n  overrides: [plan.profile, organisation.roles]\n  removes: [drills.schedule]\n"
        "  profile: [{text: 站在乙地。}]\n  scope: [{text: 站内。}]\n"
    )
    roles = "organisation:\n  roles:\n    - {id: head, name: 站长}\n"
    site = write(tmp_path / "plans/site", {"plan.yaml": HEAD + head, "organisation.yaml": roles})
    plan = Session(tmp_path).compile(site, TODAY).plan

    assert ["站在乙地。"] == [each["text"] for each in plan.head["profile"]]
    assert ["总范围。", "站内。"] == [each["text"] for each in plan.head["scope"]]
    assert [("head", "站长", "plans/site/organisation.yaml")] == [
        (each.id, each.name, each.fragment.file) for each in plan.of_type("role")
    ]
    assert () == plan.of_type("drill")
    assert [] == mistakes(site, tmp_path)


def test_a_field_that_is_replaced_or_removed_must_be_there_and_what_was_in_it_is_no_longer_referred_to(
    tmp_path: Path,
) -> None:
    write(tmp_path / "plans/base", {"levels.yaml": level("activated_by: head"), "organisation.yaml": ROLES})
    extends = "  extends: base\n  overrides: [organisation.role, organisation.roles]\n  removes: [organisation.roles]\n"
    special = write(tmp_path / "plans/special", {"plan.yaml": HEAD + extends})

    assert (
        "plans/base/levels.yaml:5:19: error[unknown-reference]: there is no role `head`\n"
        "  |     activated_by: head\n"
        "  |                   ^^^^\n"
        "  = note: plans/special/plan.yaml:10:13: `head` was removed here\n"
        "  = note: plans/special/plan.yaml:8:12: so it is in `special`, which extends this plan here\n\n"
        "plans/special/plan.yaml:9:15: error[unknown-override]: the extended plan has no `organisation.role`\n"
        "  |   overrides: [organisation.role, organisation.roles]\n"
        "  |               ^^^^^^^^^^^^^^^^^\n"
        "  = help: did you mean `organisation.roles`?\n\n"
        "plans/special/plan.yaml:9:34: error[unknown-override]: `organisation.roles` is to be replaced, but this plan does not give it\n"
        "  |   overrides: [organisation.role, organisation.roles]\n"
        "  |                                  ^^^^^^^^^^^^^^^^^^\n"
        "  = note: plans/base/organisation.yaml:2:3: `organisation.roles` is declared here\n"
        "  = help: write it in special; to do without it, name it in `removes`\n\n"
        "3 errors in 2 files\n"
    ) == said(special, tmp_path)


def test_the_head_of_a_plan_takes_over_what_it_does_not_give_and_its_lists_add_up(tmp_path: Path) -> None:
    base = HEAD + "  purpose: {text: 总目的。}\n  scope: [{text: 总范围。}]\n  supersedes: 甲\n"
    write(tmp_path / "plans/base", {"plan.yaml": base})
    special = write(
        tmp_path / "plans/special",
        {"plan.yaml": HEAD + "  supersedes: 乙\n  extends: base\n  scope: [{text: 专项范围。}]\n"},
    )
    head = Session(tmp_path).compile(special, TODAY).plan.head

    assert ("总目的。", "乙", ["总范围。", "专项范围。"]) == (
        head["purpose"]["text"],
        head["supersedes"],
        [each["text"] for each in head["scope"]],
    )
    assert ["plans/base/plan.yaml:8:19", "plans/special/plan.yaml:8:15", "plans/special/plan.yaml:10:18"] == [
        str(head.at("purpose", "text")),
        str(head.at("supersedes")),
        str(head.at("scope", 1, "text")),
    ]


BASE = "organisation:\n  units:\n    - {id: office, name: 办公室, kind: office, lead: head}\n"


@pytest.mark.parametrize(
    ("head", "roles", "expected"),
    [
        ("  extends: base\n  overrides: [hed, deputy]\n", ROLES, "plan.yaml:9:15 unknown-override"),
        ("  extends: base\n  overrides: [organisation.rolls]\n", ROLES, "plan.yaml:9:15 unknown-override"),
        ("  extends: base\n  overrides: [head, deputy]\n", ROLES + "   x: [\n", "organisation.yaml:5:4 syntax"),
        ("  extends: base\n  overrides: [head, deputy]\n", ROLES.replace("id: head, ", ""), "organisation.yaml:3:8"),
        (
            "  extends: base\n  overrides: [head, deputy]\n",
            ROLES.replace("head", "deputy"),
            "organisation.yaml:4:12 id-twice",
        ),
        (
            "  extends: base\n  overrides: [organisation.roles]\n",
            ROLES.replace("roles", "rolse"),
            "organisation.yaml:2:3",
        ),
        ("  extends: base\n  overrides: [organisation.roles]\n", ROLES.replace("org", "ogr"), "organisation.yaml:1:1"),
        ("  extends: base\n  overrides: [[head], deputy]\n", ROLES, "plan.yaml:9:15 wrong-type"),
        ("  extends: base\n  override: [head, deputy]\n", ROLES, "plan.yaml:9:3 unknown-field"),
    ],
    ids=[
        "id",
        "field",
        "broken file",
        "id missing",
        "id twice",
        "misspelt field",
        "misspelt kind",
        "wrong type",
        "misspelt",
    ],
)
def test_one_mistake_in_what_replaces_something_is_said_once(
    head: str, roles: str, expected: str, tmp_path: Path
) -> None:
    write(tmp_path / "plans/base", {"organisation.yaml": ROLES, "units.yaml": BASE})
    special = write(tmp_path / "plans/special", {"plan.yaml": HEAD + head, "organisation.yaml": roles})
    found = [f"{each.span} {each.code}" for each in mistakes(special, tmp_path)]

    assert [f"plans/special/{expected}"] == [each[: len(f"plans/special/{expected}")] for each in found]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("  extends: special\n", "plan.yaml:8:12 extends-cycle"),
        ("  extends: bsae-of-all\n", "plan.yaml:8:12 unknown-plan"),
        ("  extends: Base\n", "plan.yaml:8:12 bad-value"),
        ("  extend: base\n", "plan.yaml:8:3 unknown-field"),
        ("  extends: base\n  scope [\n", "plan.yaml:9:3 syntax"),
    ],
    ids=["itself", "unknown", "no id", "misspelt", "broken head"],
)
def test_where_what_a_plan_builds_on_is_not_known_nothing_is_missing(head: str, expected: str, tmp_path: Path) -> None:
    write(tmp_path / "plans/base", {"organisation.yaml": ROLES})
    special = write(tmp_path / "plans/special", {"plan.yaml": HEAD + head, "units.yaml": BASE})

    assert [f"plans/special/{expected}"] == [f"{each.span} {each.code}" for each in mistakes(special, tmp_path)]


def test_shared_ids_are_used_once(tmp_path: Path) -> None:
    write(tmp_path / "plans/shared", {"plan.yaml": "", "people.yaml": ROLES})
    (tmp_path / "plans/shared/plan.yaml").unlink()
    plan = write(tmp_path / "plans/x", {"organisation.yaml": "organisation:\n  roles:\n    - {id: head, name: 又}\n"})

    assert (
        "plans/x/organisation.yaml:3:12: error[id-twice]: the id `head` is used twice\n"
        "  |     - {id: head, name: 又}\n"
        "  |            ^^^^\n"
        "  = note: plans/shared/people.yaml:3:12: the first one is here\n\n1 error in 1 file\n"
    ) == said(plan, tmp_path)


def test_plans_refer_to_what_they_share(tmp_path: Path) -> None:
    write(tmp_path / "plans/shared", {"people.yaml": ROLES})
    (tmp_path / "plans/shared/plan.yaml").unlink()

    assert "no findings\n" == check(tmp_path, {"levels.yaml": level("activated_by: head")})


@pytest.mark.parametrize(
    ("extends", "expected"),
    [
        (
            {"a": "b", "b": "a"},
            "a/plan.yaml:8:12: error[extends-cycle]: plans extend each other in a circle: a → b → a",
        ),
        ({"a": "a"}, "a/plan.yaml:8:12: error[extends-cycle]: plans extend each other in a circle: a → a"),
        (
            {"a": "b", "b": "c", "c": "b"},
            "b/plan.yaml:8:12: error[extends-cycle]: plans extend each other in a circle: b → c → b",
        ),
        ({"a": "nobody"}, "a/plan.yaml:8:12: error[unknown-plan]: there is no plan `nobody`"),
    ],
)
def test_plans_that_extend_in_vain(extends: dict[str, str], expected: str, tmp_path: Path) -> None:
    for name, parent in extends.items():
        write(tmp_path / "plans" / name, {"plan.yaml": f"{HEAD}  extends: {parent}\n"})
    lines = said(tmp_path / "plans/a", tmp_path).splitlines()

    assert [f"plans/{expected}"] == [line for line in lines if "error[" in line]


@pytest.mark.parametrize("parent", ["../outside", "/etc", "..", "A", "[b]"])
def test_a_plan_extends_neighbours_only(parent: str, tmp_path: Path) -> None:
    write(tmp_path / "outside", {"levels.yaml": "x: ["})
    found = mistakes(write(tmp_path / "plans/x", {"plan.yaml": f"{HEAD}  extends: {parent}\n"}), tmp_path)

    assert [("plan.yaml", 8)] == [(Path(each.span.file).name, each.span.line) for each in found]


def test_steps_are_local_to_their_procedure(tmp_path: Path) -> None:
    procedure = "{id: p%d, name: 流程, steps: [{id: s1, do: 报警, next: [{when: 起火, to: s%d}]}, {id: s2, do: 疏散}]}"
    text = f"scenarios:\n  - id: fire\n    name: 火灾\n    procedures:\n      - {procedure % (1, 2)}\n      - {procedure % (2, 3)}\n"

    assert [("unknown-reference", "plans/x/scenarios.yaml:6:75")] == [
        (each.code, str(each.span))
        for each in mistakes(write(tmp_path / "plans/x", {"scenarios.yaml": text}), tmp_path)
    ]


def test_a_plan_without_a_head_is_one_mistake(tmp_path: Path) -> None:
    expected = """plans/x/plan.yaml:1:1: error[no-head]: the plan `x` has no fragment `plan`
  = help: write `plan:` in plans/x/plan.yaml with its name, number, version, type and organisation
"""
    plan = write(tmp_path / "plans/x", {"levels.yaml": LEVEL})
    (plan / "plan.yaml").unlink()

    assert f"{expected}\n1 error in 1 file\n" == said(plan, tmp_path)


@pytest.mark.parametrize("head", ["plan: [\n", "paln:\n  schema: 1\n", HEAD.replace("schema: 1", "schema: [")])
def test_a_broken_head_is_not_missing_too(head: str, tmp_path: Path) -> None:
    assert 1 == len(mistakes(write(tmp_path / "plans/x", {"plan.yaml": head, "levels.yaml": LEVEL}), tmp_path))


def test_many_dangling_references_are_answered_in_good_time(tmp_path: Path) -> None:
    roles = "".join(f"    - {{id: r-{number}, name: 岗位}}\n" for number in range(2_000))
    steps = "".join(f"      - {{do: 行动, role: q-{number}}}\n" for number in range(2_000))
    files = {"organisation.yaml": f"organisation:\n  roles:\n{roles}", "levels.yaml": f"{LEVEL}    actions:\n{steps}"}
    found = mistakes(write(tmp_path / "plans/x", files), tmp_path)

    assert {"unknown-reference"} == {each.code for each in found}
    assert 2_000 == len(found)


# Over the whole first plan: a change of one place, and all that it should lead to.


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    root = tmp_path_factory.mktemp("corpus")
    shutil.copytree(ROOT / "plans", root / "plans")
    return Corpus(root)


class Corpus:
    """A copy of the first plan, in which one place at a time is changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "plans" / PLAN
        self.plan = Session(root).compile(self.folder, TODAY).plan

    def places(self, wanted: Callable[[Fragment, Where], bool], size: int, *, keys: bool = False) -> list[Place]:
        """Return some places of the plan's own files, always the same ones."""
        found = [
            (each, where[1:])
            for each in sorted(self.plan.own, key=lambda each: (each.file, each.span(())))
            for where in (each.keys if keys else each.marks)
            if where[:1] == (each.kind,) and wanted(each, where[1:])
        ]
        return random.Random(1).sample(found, min(size, len(found)))  # noqa: S311 - always the same places

    def answer(self, place: Place, change: Callable[[str], str] | None, *, key: bool = False) -> list[str]:
        """Change a value or key, or cut a field out, and return what is found then."""
        fragment, path = place
        file = self.root / fragment.file
        text = file.read_text("utf-8")
        span, named = fragment.span(path), fragment.key_span(path)
        start, end = _offset(text, span, end=False), _offset(text, named if key else span, end=True)
        if key or not change:
            start = _offset(text, named, end=False)
        after = text[end:] if change else re.sub("^, *", "", text[end:])
        file.write_text(text[:start] + (change(text[start:end]) if change else "") + after, "utf-8", newline="\n")
        found = mistakes(self.folder, self.root)
        file.write_text(text, "utf-8", newline="\n")
        return [f"{each.span} {each.code}" for each in found]


def test_each_reference_that_leads_nowhere_is_one_mistake(corpus: Corpus) -> None:
    references = {(each.fragment, each.path) for each in corpus.plan.references}
    places = corpus.places(lambda fragment, path: (fragment, path) in references, 40)

    assert 40 == len(places)
    for fragment, path in places:
        expected = [f"{fragment.span(path)} unknown-reference"]
        assert expected == corpus.answer((fragment, path), lambda _: "nobody-x")


def test_each_bad_duration_is_one_mistake(corpus: Corpus) -> None:
    places = corpus.places(lambda each, path: schema_at(each.kind, path).get("format") == "duration", 15)

    assert 15 == len(places)
    for fragment, path in places:
        assert [f"{fragment.span(path)} bad-value"] == corpus.answer((fragment, path), lambda _: "30M")


def test_each_misspelt_name_is_one_mistake(corpus: Corpus) -> None:
    places = corpus.places(lambda *_: True, 30, keys=True)

    assert 30 == len(places)
    for fragment, path in places:
        expected = [f"{fragment.key_span(path)} {'unknown-field' if path else 'unknown-kind'}"]
        assert expected == corpus.answer((fragment, path), lambda key: f"{key}x", key=True)


def test_each_misspelt_kind_is_one_mistake(corpus: Corpus) -> None:
    for fragment, path in corpus.places(lambda _, path: not path, 15, keys=True):
        expected = [f"{fragment.key_span(path)} unknown-kind"]
        assert expected == corpus.answer((fragment, path), lambda key: f"{key}x", key=True)


@pytest.mark.parametrize("field", ["id", "any"])
def test_each_required_field_that_is_missing_is_one_mistake(field: str, corpus: Corpus) -> None:
    def is_required(fragment: Fragment, path: Where) -> bool:
        above = schema_at(fragment.kind, path[:-1])
        return bool(path) and path[-1] in above.get("required", ()) and field in (path[-1], "any")

    places = corpus.places(is_required, 20)

    assert 20 == len(places)
    for fragment, path in places:
        (found,) = corpus.answer((fragment, path), None)
        assert (fragment.file, "missing") == tuple(re.findall(r"^(.+):\d+:\d+ (missing)-(?:field|value)$", found)[0])


def test_each_id_given_twice_is_one_mistake(corpus: Corpus) -> None:
    roles = [each for each in corpus.plan.of_type("role") if each.fragment in corpus.plan.own]

    assert roles[1:]
    for role in roles[1:6]:
        expected = [f"{role.at('id')} id-twice"]
        assert expected == corpus.answer((role.fragment, (*role.path, "id")), lambda _: str(roles[0].id))


def test_each_broken_file_is_one_mistake_and_nothing_is_said_to_be_missing(corpus: Corpus) -> None:
    absence = {code for code, rule in all_rules().items() if rule.reports_absence}
    before = {each.code for each in Session(corpus.root).compile(corpus.folder, TODAY).diagnostics}
    wrong = []
    for path in sorted(corpus.folder.glob("*.yaml")):
        data = path.read_bytes()
        for broken in (data + b"\n]\n", data.decode().encode("gb18030"), data.replace(b"\n  ", b"\n\t", 1)):
            path.write_bytes(broken)
            found = Session(corpus.root).compile(corpus.folder, TODAY).diagnostics
            wrong += [f"{path.name}: {each.code}" for each in found if each.code in absence - before]
            own = [each.span.file for each in found if each.code in CODES]
            wrong += [f"{path.name}: {own}"] if own != [f"plans/{PLAN}/{path.name}"] else []
        path.write_bytes(data)

    assert [] == wrong


def _offset(text: str, span: Span, *, end: bool) -> int:
    line, column = (span.end_line, span.end_column) if end else (span.line, span.column)
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1


def test_what_replaces_a_restricted_item_is_restricted_too(tmp_path: Path) -> None:
    role = "organisation:\n  roles:\n    - {id: head, name: 主任, audience: controlled}\n"
    write(tmp_path / "plans/base", {"organisation.yaml": role})
    special = write(
        tmp_path / "plans/special",
        {
            "plan.yaml": HEAD + "  extends: base\n  overrides: [head]\n",
            "organisation.yaml": ROLES.split("    - {id: dep")[0],
        },
    )
    (head,) = Session(tmp_path).compile(special, TODAY).plan.of_type("role")

    assert "controlled" == head["audience"]


def test_an_outline_that_does_not_exist_is_said_at_its_place(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {"plan.yaml": HEAD + "  outline: onsite\n"})

    assert (
        "plans/x/plan.yaml:8:12: error[unknown-reference]: there is no outline `onsite`\n"
        "  |   outline: onsite\n"
        "  |            ^^^^^^\n"
        "  = help: did you mean `on-site`?\n"
    ) in said(plan, tmp_path)
