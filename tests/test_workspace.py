"""Which files the language server looks after, and what it does again when one of them changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checking import HEAD, LEVEL, TODAY, write
from preplan.lsp.workspace import Project, Workspace
from preplan.pipeline import Session

GLOSSARY = """\
organisation:
  persons:
    - {id: person-a, name: 王示例}
glossary:
  - id: term-hall
    name: 大厅
    text: 接待来访的地方。
    allow: [{rule: org-role-no-deputy, reason: 试用, by: person-a, until: 2027-01-01}]
"""


@pytest.mark.parametrize(
    ("roots", "file", "expected"),
    [
        (["ws"], "ws/plans/hall/levels.yaml", "ws/plans/hall"),
        (["ws"], "ws/plans/hall/deep/levels.yml", "ws/plans/hall"),
        (["ws"], "ws/plans/shared/basis.yaml", "ws/plans/shared"),
        (["ws"], "ws/sub/plans/hall/levels.yaml", "ws/sub/plans/hall"),
        # `check` takes it for a file of hall, too.
        (["ws"], "ws/plans/hall/plans/x/levels.yaml", "ws/plans/hall"),
        (["ws/plans"], "ws/plans/hall/levels.yaml", "ws/plans/hall"),
        (["ws/plans/hall"], "ws/plans/hall/levels.yaml", "ws/plans/hall"),
        ([], "ws/plans/hall/levels.yaml", "ws/plans/hall"),
        ([], "plans/ws/plans/hall/levels.yaml", "plans/ws/plans/hall"),
        (["plans/ws"], "plans/ws/plans/hall/levels.yaml", "plans/ws/plans/hall"),
        (["plans/ws"], "plans/ws/compose.yaml", None),
        (["ws"], "ws/mkdocs.yaml", None),
        (["ws"], "ws/plans/levels.yaml", None),
        (["ws"], "ws/plans/hall/levels.txt", None),
        (["ws"], "ws/plans/hall/.levels.yaml", None),
        (["ws"], "ws/plans/.hall/levels.yaml", None),
        (["ws"], "elsewhere/plans/hall/levels.yaml", None),
        (["ws"], "ws/plans/../../elsewhere/plans/hall/levels.yaml", None),
        (["ws/plans/hall/deep"], "ws/plans/other/levels.yaml", None),
    ],
)
def test_files_of_plans_in_the_workspace_are_looked_after(
    tmp_path: Path, roots: list[str], file: str, expected: str | None
) -> None:
    (tmp_path / "plans/ws/plans").mkdir(parents=True)
    project = Workspace([tmp_path / each for each in roots], lambda: TODAY).project_of(tmp_path / file)
    folder = project.folder_of(tmp_path / file) if project else None

    assert expected == (folder.relative_to(tmp_path).as_posix() if folder else None)


def test_only_the_file_that_changed_is_parsed_again(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/hall", {"levels.yaml": LEVEL})
    session = Session(tmp_path)
    before = {each.source: each for each in session.parts(plan)}
    session.replace_text(plan / "levels.yaml", LEVEL.replace("一级", "一"))
    session.look_again(plan)
    after = session.parts(plan)

    assert [False, True] == [each is before.get(each.source) for each in after]
    assert ["一响应"] == [
        fragment.data[0]["name"] for each in after for fragment in each.layer.fragments if fragment.kind == "levels"
    ]
    session.replace_text(plan / "levels.yaml", None)
    session.look_again(plan)
    assert [LEVEL, HEAD] == [each.text for each in session.sources(plan)]


def test_an_unsaved_text_is_held_to_the_limits_of_a_file(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/hall", {"levels.yaml": LEVEL})
    session = Session(tmp_path)
    session.replace_text(plan / "levels.yaml", "#" * (1024 * 1024 + 1))
    found = session.compile(plan, TODAY).diagnostics

    assert [("bad-file", "plans/hall/levels.yaml")] == [
        (each.code, each.span.file) for each in found if each.code == "bad-file"
    ]


def test_plans_that_somebody_has_open_come_first(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / "plans" / name, {})
    write(tmp_path / "plans/shared", {"plan.yaml": "glossary: []\n"})
    project = Project(tmp_path / "plans", lambda: TODAY)
    project.take(tmp_path / "plans/b/plan.yaml", HEAD)
    project.compile(tmp_path / "plans/b")
    project.look_again(tmp_path / "plans/shared/plan.yaml")
    order = []
    while (plan := project.next_due()) is not None:
        project.compile(plan)
        order.append(plan.name)

    assert ["b", "a", "c"] == order


def test_a_shared_permission_is_idle_only_if_all_plans_find_so(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / "plans" / name, {})
    write(tmp_path / "plans/shared", {"plan.yaml": GLOSSARY})
    project = Project(tmp_path / "plans", lambda: TODAY)
    file = "plans/shared/plan.yaml"

    def idle() -> list[str]:
        return [each.code for each in project.findings(file) if each.code == "allow-unused"]

    project.compile(tmp_path / "plans/a")
    assert [] == idle()
    project.compile(tmp_path / "plans/b")
    assert ["allow-unused"] == idle()


def test_a_plan_that_is_gone_has_no_findings(tmp_path: Path) -> None:
    plan = write(tmp_path / "plans/a", {"levels.yaml": "levels: x\n"})
    project = Project(tmp_path / "plans", lambda: date(2026, 1, 1))
    assert "plans/a/levels.yaml" in project.compile(plan)
    assert project.findings("plans/a/levels.yaml")
    for each in plan.iterdir():
        each.unlink()
    plan.rmdir()
    project.look_again(plan / "levels.yaml")

    assert "plans/a/levels.yaml" in project.compile(plan)
    assert [] == project.findings("plans/a/levels.yaml")
