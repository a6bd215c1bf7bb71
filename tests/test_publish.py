"""Putting a finished folder in the place of an old one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checking import tree
from preplan.errors import PreplanError
from preplan.publish import MANIFEST, replacing

OURS = json.dumps({"compiler": {"name": "preplan", "version": "0"}})


def test_a_new_folder_is_put_in_place(tmp_path: Path) -> None:
    _publish(tmp_path / "deep/build", "new")

    assert {"deep/build/manifest.json", "deep/build/site/page"} == set(tree(tmp_path))
    assert [tmp_path / "deep/build"] == [*(tmp_path / "deep").iterdir()]


def test_our_old_folder_is_replaced_whole(tmp_path: Path) -> None:
    _publish(tmp_path / "build", "old")
    (tmp_path / "build/left-over").write_text("x", "utf-8")
    _publish(tmp_path / "build", "new")

    assert {"build/manifest.json": OURS.encode(), "build/site/page": b"new"} == tree(tmp_path)


def test_what_people_have_signed_is_taken_over(tmp_path: Path) -> None:
    _publish(tmp_path / "build", "old")
    for name in ("editions/a.signed.pdf", "editions/b.pdf", "demo-trust/root.pem", "demo-trust/other.pem"):
        (tmp_path / "build" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "build" / name).write_text("mine", "utf-8")
    _publish(tmp_path / "build", "new")

    kept = {"build/editions/a.signed.pdf": b"mine", "build/demo-trust/root.pem": b"mine"}
    assert {"build/manifest.json": OURS.encode(), "build/site/page": b"new", **kept} == tree(tmp_path)


def test_an_empty_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    _publish(tmp_path / "build", "new")

    assert b"new" == (tmp_path / "build/site/page").read_bytes()


@pytest.mark.parametrize(
    "manifest",
    [None, "", "{", "[]", "null", '"preplan"', '{"name": "a web app"}', '{"compiler": "preplan"}', '{"compiler": {"name": "x"}}'],
)  # fmt: skip
def test_a_foreign_folder_is_refused_before_anything_is_written(manifest: str | None, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("mine", "utf-8")
    if manifest is not None:
        (tmp_path / "site" / MANIFEST).write_text(manifest, "utf-8")
    before = tree(tmp_path)

    assert "`site` holds files that preplan did not write and will not replace; choose another folder with --out" in (
        _refusal(tmp_path / "site").replace(f"{tmp_path}/", "")
    )
    assert before == tree(tmp_path)
    assert [tmp_path / "site"] == [*tmp_path.iterdir()]


@pytest.mark.parametrize("what", ["file", "link", "dangling link"])
def test_what_is_no_folder_is_refused(what: str, tmp_path: Path) -> None:
    _publish(tmp_path / "elsewhere", "old")
    if what == "file":
        (tmp_path / "build").write_text("mine", "utf-8")
    else:
        (tmp_path / "build").symlink_to(tmp_path / ("elsewhere" if what == "link" else "nowhere"))
    before = tree(tmp_path)

    assert "will not replace" in _refusal(tmp_path / "build")
    assert before == tree(tmp_path)


def test_an_error_leaves_the_old_folder_and_nothing_else(tmp_path: Path) -> None:
    _publish(tmp_path / "build", "old")
    before = tree(tmp_path)
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "build") as folder:
        (folder / "half").write_text("half", "utf-8")
        raise KeyboardInterrupt

    assert before == tree(tmp_path)
    assert [tmp_path / "build"] == [*tmp_path.iterdir()]


def test_a_folder_that_turned_foreign_meanwhile_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(PreplanError), replacing(tmp_path / "build"):
        (tmp_path / "build").mkdir()
        (tmp_path / "build/mine").write_text("mine", "utf-8")

    assert {"build/mine": b"mine"} == tree(tmp_path)
    assert [tmp_path / "build"] == [*tmp_path.iterdir()]


def test_two_at_a_time_both_end_well(tmp_path: Path) -> None:
    with replacing(tmp_path / "build") as first:
        _fill(first, "first")
        _publish(tmp_path / "build", "second")

    assert b"first" == (tmp_path / "build/site/page").read_bytes()
    assert [tmp_path / "build"] == [*tmp_path.iterdir()]


def test_readers_see_the_old_or_the_new_while_many_write(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from preplan.publish import replacing\n"
        "for number in range(40):\n"
        "    with replacing(pathlib.Path(sys.argv[1])) as folder:\n"
        "        for name in ('a', 'b'):\n"
        "            (folder / name).write_text(f'{sys.argv[2]}-{number}')\n"
        f"        (folder / 'manifest.json').write_text({OURS!r})\n"
    )
    _publish(tmp_path / "build", "old")
    (tmp_path / "build/a").write_text("old", "utf-8")
    (tmp_path / "build/b").write_text("old", "utf-8")
    compiler = str(Path(__file__).parents[1] / "compiler")
    writers = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", program, str(tmp_path / "build"), name], env={"PYTHONPATH": compiler}
        )
        for name in "xyz"
    ]
    missed = 0
    while any(each.poll() is None for each in writers):
        missed += not (tmp_path / "build").is_dir()

    assert ([0, 0, 0], 0) == ([each.returncode for each in writers], missed)
    assert (tmp_path / "build/a").read_text("utf-8") == (tmp_path / "build/b").read_text("utf-8")
    assert [tmp_path / "build"] == [*tmp_path.iterdir()]


def test_a_folder_named_from_here_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _publish(Path("build"), "one")
    _publish(Path("x/../build"), "two")

    assert {"build/manifest.json", "build/site/page"} == set(tree(tmp_path))


def _publish(folder: Path, page: str) -> None:
    with replacing(folder) as fresh:
        _fill(fresh, page)


def _fill(folder: Path, page: str) -> None:
    (folder / "site").mkdir()
    (folder / "site/page").write_text(page, "utf-8")
    (folder / MANIFEST).write_text(OURS, "utf-8")


def _refusal(folder: Path) -> str:
    with pytest.raises(PreplanError) as raised, replacing(folder) as fresh:
        _fill(fresh, "new")
    return str(raised.value)
