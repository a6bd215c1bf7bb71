"""A build is of a clean commit only if what was compiled is what the commit holds."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from preplan.commit import Commit, commit_of

GIT = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "core.hooksPath=/dev/null")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one plan."""
    folder = tmp_path / "project"
    (folder / "plans" / "my-plan").mkdir(parents=True)
    (folder / "plans" / "my-plan" / "plan.yaml").write_text("plan: {}\n", encoding="utf-8")
    (folder / ".gitignore").write_text("*.log\nsecret.yaml\n", encoding="utf-8")
    for each in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        _git(folder, *each)
    return folder


def _new(folder: Path) -> None:
    (folder / "plans/my-plan/more.yaml").write_text("levels: []\n", encoding="utf-8")


def _changed(folder: Path) -> None:
    (folder / "plans/my-plan/plan.yaml").write_text("plan: {schema: 1}\n", encoding="utf-8")


def _staged(folder: Path) -> None:
    _changed(folder)
    _git(folder, "add", "-A")


def _gone(folder: Path) -> None:
    (folder / "plans/my-plan/plan.yaml").unlink()


def _ignored_fragment(folder: Path) -> None:
    (folder / "plans/my-plan/secret.yaml").write_text("levels: []\n", encoding="utf-8")


def _hidden_change(folder: Path) -> None:
    _git(folder, "update-index", "--assume-unchanged", "plans/my-plan/plan.yaml")
    _changed(folder)


def _left_out(folder: Path) -> None:
    _git(folder, "update-index", "--skip-worktree", "plans/my-plan/plan.yaml")
    _changed(folder)


def _elsewhere(folder: Path) -> None:
    (folder / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [_new, _changed, _staged, _gone, _ignored_fragment, _hidden_change, _left_out, _elsewhere],
    ids=lambda each: each.__name__.strip("_"),
)
def test_whatever_differs_from_the_commit_makes_it_unclean(project: Path, change: Callable[[Path], None]) -> None:
    before = _of(project)
    change(project)

    assert (Commit(_head(project), True), Commit(_head(project), False)) == (before, _of(project))


def test_output_and_ignored_files_that_are_no_fragments_do_not_matter(project: Path) -> None:
    (project / "build" / "editions").mkdir(parents=True)
    (project / "build" / "editions" / "新版.pdf").write_bytes(b"x")
    (project / "plans" / "my-plan" / "notes.log").write_text("x", encoding="utf-8")

    assert Commit(_head(project), True) == _of(project)


def test_plan_outside_of_the_repository_is_not_of_its_commit(project: Path, tmp_path: Path) -> None:
    (tmp_path / "plans" / "other").mkdir(parents=True)

    assert Commit(_head(project), False) == commit_of(project, [tmp_path / "plans" / "other"], project / "build")


def test_folder_without_a_repository_or_a_commit_has_none(tmp_path: Path) -> None:
    assert Commit(None, False) == commit_of(tmp_path, [tmp_path / "plans" / "x"], tmp_path / "build")
    _git(tmp_path, "init", "-q")
    assert Commit(None, False) == commit_of(tmp_path, [tmp_path / "plans" / "x"], tmp_path / "build")


def _of(project: Path) -> Commit:
    return commit_of(project, [project / "plans" / "my-plan"], project / "build")


def _head(folder: Path) -> str:
    done = subprocess.run([*GIT, "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)
