"""Mistakes planted in the clean plans are found at their places, and nothing else is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checking import ROOT, TODAY, tree, write
from faults.classes import FAULTS
from faults.clean import Clean, Edit
from faults.peers.doorstop import DOORSTOP
from faults.peers.peer import MARK, Answer, Mistake, Peer, judge, place
from faults.peers.preplan import PREPLAN
from faults.peers.sphinx_needs import SPHINX_NEEDS
from faults.peers.strictdoc import STRICTDOC
from faults.peers.trestle import TRESTLE
from faults.plant import Fault, Field
from faults.report import described, further, wrong
from preplan.diagnostics import Text
from preplan.pipeline import Session

EACH = 2
TEXT = """\
levels:
  - id: level-1
    name: 一级响应  # the highest
    ordinal: 1
    notify:
      - {who: head, within: PT10M}
      - {who: deputy}
  - {id: level-2, name: 二级响应, ordinal: 2, example: [name]}
"""


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Field:
    return Field(ROOT / "plans", tmp_path_factory.mktemp("faults") / "field", TODAY)


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    roles = "organisation: {roles: [{id: head, name: 主任}, {id: deputy, name: 副主任}]}\n"
    folder = write(tmp_path / "plans/x", {"levels.yaml": TEXT, "organisation.yaml": roles})
    texts = {f"plans/x/{each.name}": each.read_text("utf-8") for each in folder.iterdir()}
    return Clean(Session(tmp_path).compile(folder, TODAY), "plans/x", texts)


def test_every_planted_mistake_is_said_at_its_place_and_nothing_else_is(field: Field) -> None:
    plants = field.plants(FAULTS, rounds=EACH)
    before = tree(field.home)
    said = [wrong(field.judge(plant)) for plant in plants]

    assert {fault.name for fault in FAULTS} == {plant.fault.name for plant in plants}
    assert [] == [each for each in said if each]
    assert before == tree(field.home)


def test_the_same_seed_plants_the_same_mistakes(field: Field, tmp_path: Path) -> None:
    again, other = (Field(ROOT / "plans", tmp_path / f"{seed}", TODAY, seed) for seed in (1, 2))
    first, second, third = (
        [(each.plan, each.texts, each.expected) for each in place_.plants(FAULTS[::10], total=30)]
        for place_ in (field, again, other)
    )

    assert first == second
    assert first != third
    assert 30 == len(first)


def test_every_class_has_a_name_of_its_own() -> None:
    assert len(FAULTS) == len({fault.name for fault in FAULTS}) == len({fault.title for fault in FAULTS})


@pytest.mark.parametrize(
    ("code", "mark", "also", "expected"),
    [
        ("bad-value", "ordinal: \ue00099", {}, ""),
        ("bad-value", "\ue000ordinal: 99", {}, "fault at plans/x/levels.yaml:4:5\n  not said at {0} but elsewhere"),
        (
            "id-twice",
            "ordinal: \ue00099",
            {},
            "fault at plans/x/levels.yaml:4:14\n  not said at {0}\n"
            "  plans/x/levels.yaml:4:14 bad-value: `ordinal` should be between 1 and 10",
        ),
        ("id-twice", "ordinal: \ue00099", {"bad-value": Text("原因", "reason")}, "fault at {0}\n  not said at {0}"),
    ],
    ids=["found", "found elsewhere", "not found, and something else said", "not found, and what else is right"],
)
def test_what_is_said_is_held_against_what_should_be(
    code: str, mark: str, also: dict[str, Text], expected: str, tmp_path: Path
) -> None:
    text = "levels:\n  - id: level-1\n    name: 一级响应\n    ordinal: 1\n"
    write(tmp_path / "corpus/x", {"levels.yaml": text})
    start = text.index("ordinal")
    edit = Edit("plans/x/levels.yaml", start, start + len("ordinal: 1"), mark)
    fault = Fault("fault", Text("错误", "fault"), code, Text("这里", "here"), lambda _: iter([(edit,)]), also=also)
    place_ = Field(tmp_path / "corpus", tmp_path / "field", TODAY)
    (plant,) = place_.plants([fault], total=1)
    spot = ":".join(map(str, plant.expected[0]))

    assert expected.format(spot) == wrong(place_.judge(plant))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda clean, one, _: clean.cut(one, "id"), ("  - id: level-1\n    name", "  - name")),
        (lambda clean, one, _: clean.cut(one, "ordinal"), ("    ordinal: 1\n", "")),
        (
            lambda clean, one, _: clean.cut(one, "notify"),
            (TEXT[TEXT.index("\n    notify") : TEXT.index("\n  - {id")], ""),
        ),
        (lambda clean, one, _: clean.cut(one, "notify", 0), ("- {who: head, within: PT10M}\n      ", "")),
        (lambda clean, one, _: clean.cut(one, "notify", 1), ("\n      - {who: deputy}", "")),
        (lambda clean, one, _: clean.cut(one, "notify", 1, "who"), ("\n      - {who: deputy}", "")),
        (lambda clean, _, two: clean.cut(two, "example"), (", example: [name]", "")),
        (lambda clean, _, two: clean.cut(two, "ordinal"), ("ordinal: 2, ", "")),
        (lambda clean, one, _: clean.add(one, "colour: red"), ("level-1\n", "level-1\n    colour: red\n")),
        (lambda clean, _, two: clean.add(two, "colour: red"), ("level-2,", "level-2, colour: red,")),
        (lambda clean, _, two: clean.append(two.child("example"), "id"), ("[name]", "[name, id]")),
        (
            lambda clean, one, _: clean.append(one.child("notify"), "{who: x}"),
            ("{who: deputy}\n", "{who: deputy}\n      - {who: x}\n"),
        ),
        (lambda clean, one, _: clean.set(one, "name", to="特级"), ("一级响应 ", "特级 ")),
        (lambda clean, _, two: clean.rename(two.child("ordinal"), "rank"), ("ordinal: 2", "rank: 2")),
    ],
)
def test_edits_leave_the_rest_of_a_text_alone(
    edit: Callable[..., Edit], expected: tuple[str, str], clean: Clean
) -> None:
    one, two = sorted(clean.items("level"), key=lambda level: str(level.id))
    change = edit(clean, one, two)

    assert TEXT.replace(*expected) == TEXT[: change.start] + change.text + TEXT[change.end :]


def test_page_has_every_class_with_its_code_and_place() -> None:
    page = (ROOT / "site/pages/faults.md").read_text("utf-8").splitlines()

    assert [described(fault) for fault in FAULTS] == [
        row for fault in FAULTS for row in [described(fault)] if any(line.startswith(row) for line in page)
    ]
    assert [] == [line for line in further(FAULTS) if line not in page]


@pytest.mark.parametrize("peer", [PREPLAN, DOORSTOP, STRICTDOC, SPHINX_NEEDS, TRESTLE], ids=lambda peer: peer.name)
def test_mistakes_of_other_tools_fit_their_projects(peer: Peer) -> None:
    mistakes = [*peer.mistakes.values(), *peer.two]
    times = [peer.files[each.file].count(each.old) for each in mistakes if each.old]

    assert {1} == set(times)
    assert {1} == {each.new.count(MARK) for each in mistakes}
    assert peer.mistakes.keys() <= {fault.name for fault in FAULTS} | {"cycle"}


@pytest.mark.parametrize(
    ("line", "status", "expected"),
    [
        ("a.yml:2:4: bad colour purple", 1, "found status file line column"),
        ("a.yml: line 2, column 4: purple", 1, "found status file line column"),
        ("a.yml:2:1: purple", 0, "found file line"),
        ("a.yml:22:4: purple", 1, "found status file"),
        ("purple is no colour", 1, "found status"),
        ("a.yml:2:4: something is wrong", 1, ""),
    ],
)
def test_answer_of_another_tool_is_read(line: str, status: int, expected: str) -> None:
    mistake = Mistake("x/a.yml", "red", f"{MARK}purple", "purple")
    peer = Peer("tool", (), (), {"x/a.yml": "a: 1\nb: red\n"}, {}, (mistake, mistake))
    said = judge(peer, mistake, Answer(status, ("as always", line)), Answer(0, ("as always",)))

    assert (2, 4) == place(peer, mistake)
    assert expected.split() == [aspect for aspect, has in said.items() if has]
