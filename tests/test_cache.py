"""What is kept between runs: never a wrong answer, and never in the way."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from checking import HEAD, LEVEL, TODAY, level, tree, write
from preplan.cache import Cache, key_of
from preplan.diagnostics import Diagnostic, in_order
from preplan.pipeline import Session
from preplan.reports.json import report

ROLES = "organisation:\n  roles:\n    - {id: head, name: '{主任}'}\n"
MISTAKEN = {
    "levels.yaml": level("activated_by: hed") + "    report_within: '{0}'\n    report_within: 1\n    '{x}': 1\n",
    "organisation.yaml": ROLES,
}


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a" * 64, b"one")
    cache.put("b" * 64, b"two")

    assert (b"one", b"two", None) == (cache.get("a" * 64), cache.get("b" * 64), cache.get("c" * 64))
    assert 2 == len(tree(tmp_path))


def test_a_key_depends_on_every_part_and_its_limits() -> None:
    parts: list[list[str | bytes]] = [[], [""], ["a", "b"], ["ab"], ["a", "", "b"], ["b", "a"], [b"ab", ""]]
    keys = [key_of(each) for each in parts]

    assert len(keys) == len(set(keys))
    assert key_of(["a", b"b"]) == key_of([b"a", "b"])


@pytest.mark.parametrize("damage", ["cut", "empty", "flip", "grow", "swap", "folder"])
def test_a_damaged_result_counts_as_none(damage: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a" * 64, b"one")
    cache.put("b" * 64, b"two")
    path, other = tmp_path / "aa" / ("a" * 62), tmp_path / "bb" / ("b" * 62)
    data = path.read_bytes()
    match damage:
        case "cut":
            path.write_bytes(data[:-1])
        case "empty":
            path.write_bytes(b"")
        case "flip":
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        case "grow":
            path.write_bytes(data + b"x")
        case "swap":
            path.write_bytes(other.read_bytes())
        case _:
            path.unlink()
            path.mkdir()

    assert (None, b"two") == (cache.get("a" * 64), cache.get("b" * 64))


def test_a_place_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    cache = Cache(tmp_path / "file")
    cache.put("a" * 64, b"one")

    assert (None, {"file": b"mine"}) == (cache.get("a" * 64), tree(tmp_path))


def test_nothing_is_kept_without_a_folder() -> None:
    cache = Cache(None)
    cache.put("a" * 64, b"one")

    assert cache.get("a" * 64) is None


def test_a_kept_answer_is_the_fresh_one_in_both_languages(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", MISTAKEN)
    fresh = Session(tmp_path).check(plan, TODAY)
    cache = Cache(tmp_path / "cache")
    first = Session(tmp_path, cache).check(plan, TODAY)
    kept = Session(tmp_path, cache).check(plan, TODAY)
    compiled = Session(tmp_path).compile(plan, TODAY).diagnostics

    assert fresh == first == kept
    assert [report(compiled, lang) for lang in ("zh", "en")] == [report(kept, lang) for lang in ("zh", "en")]
    assert 1 == len(tree(tmp_path / "cache"))


def test_a_damaged_answer_is_worked_out_again(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", MISTAKEN)
    cache = Cache(tmp_path / "cache")
    first = Session(tmp_path, cache).check(plan, TODAY)
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-5])

    assert first == Session(tmp_path, cache).check(plan, TODAY)


def test_an_answer_is_not_kept_past_a_change_of_text_or_day(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", MISTAKEN)
    base = write(tmp_path / "plans/base", {"organisation.yaml": ROLES.replace("head", "hed")})
    cache = Cache(tmp_path / "cache")

    def codes(today: date = TODAY) -> list[str]:
        found = Session(tmp_path, cache).check(plan, today)
        return [each.code for each in found if each.code in ("unknown-reference", "unknown-plan", "id-twice")]

    assert ["unknown-reference"] == codes()
    assert 1 == len(tree(tmp_path / "cache"))
    codes(TODAY + timedelta(days=1))
    assert 2 == len(tree(tmp_path / "cache"))
    (plan / "plan.yaml").write_text(HEAD + "  extends: bas\n", "utf-8")
    assert ["unknown-plan"] == codes()
    (plan / "plan.yaml").write_text(HEAD + "  extends: base\n", "utf-8")
    assert [] == codes()
    (base / "organisation.yaml").write_text(ROLES.replace("head", "someone"), "utf-8")
    assert ["unknown-reference"] == codes()
    write(tmp_path / "plans/shared", {"plan.yaml": "", "people.yaml": ROLES.replace("head", "hed")})
    assert [] == codes()
    (plan / "levels.yaml").rename(plan / "steps.yaml")
    assert {"plans/x/steps.yaml"} <= {each.span.file for each in Session(tmp_path, cache).check(plan, TODAY)}


def test_a_plan_that_it_wants_to_extend_is_noticed_when_it_comes(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/x", {"plan.yaml": HEAD + "  extends: base\n", "levels.yaml": LEVEL})
    cache = Cache(tmp_path / "cache")
    before = _codes(Session(tmp_path, cache).check(plan, TODAY))
    (tmp_path / "plans/base").mkdir()

    assert ("unknown-plan" in before, "unknown-plan" in _codes(Session(tmp_path, cache).check(plan, TODAY))) == (
        True,
        False,
    )


def test_what_plans_share_is_said_once_though_one_answer_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "plans/shared", {"plan.yaml": "", "people.yaml": "organisation: {roles: [{id: A}]}\n"})
    one, other = (write(tmp_path / f"plans/{name}", {"levels.yaml": LEVEL}) for name in ("a", "b"))
    cache = Cache(tmp_path / "cache")
    Session(tmp_path, cache).check(one, TODAY)
    session = Session(tmp_path, cache)
    found = in_order([*session.check(one, TODAY), *session.check(other, TODAY)])

    assert ["bad-value", "missing-field"] == sorted(
        each.code for each in found if each.span.file == "plans/shared/people.yaml"
    )


def _codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]
