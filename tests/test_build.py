"""Doing the work of a build: what is refused before it, and what is left when somebody stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checking import ROOT, tree, write
from documents import sample
from preplan.build import tasks_for
from preplan.errors import PreplanError
from preplan.writers.site import write as write_site

CALM = {"PYTHONPATH": str(ROOT / "compiler"), "LANG": "en", "PATH": os.environ["PATH"]}


def test_two_editions_of_one_name_are_refused() -> None:
    one, other = replace(sample(), id="a", version="b-1"), replace(sample(), id="a-b", version="1")
    with pytest.raises(PreplanError) as refused:
        tasks_for([one, other], ["pdf"])

    said = "the files of `{0}` and `{0}` would have the same name (a-b-1); change the version or folder of one"
    assert said.format(one.title) == refused.value.show("en")


@pytest.mark.parametrize("out", ["plans/x", "plans/x/deep/build", "plans/build"])
def test_an_out_folder_that_would_be_read_as_a_plan_is_refused(out: str, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    before = tree(tmp_path)
    done = _preplan(["build", "--no-cache", "--to", "pdf", "--out", out], tmp_path)

    said = f"`{out}` lies in the plan folder `x`, where it would be read as part of a plan; choose another with --out"
    assert (2, "", f"preplan: {said}\n") == (done.returncode, done.stdout, done.stderr)
    assert before == tree(tmp_path)


@pytest.mark.parametrize("epoch", ["abc", "-", "253402300799", "99999999999999999999", "²"])
def test_a_source_date_that_is_none_is_said(epoch: str, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    done = _preplan(["build", "--no-cache", "--to", "pdf"], tmp_path, SOURCE_DATE_EPOCH=epoch)

    said = f"preplan: `{epoch}` from SOURCE_DATE_EPOCH is no Unix time\n"
    assert (2, "", said) == (done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_site_of_any_day_is_built(day: date, tmp_path: Path) -> None:
    write_site([replace(sample(), date=day.isoformat())], tmp_path / "out", root=tmp_path)

    assert (tmp_path / "out/site/index.html").is_file()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ending_politely_leaves_nothing_behind(jobs: str, tmp_path: Path) -> None:
    running = _started(jobs, tmp_path)
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=60)

    assert (130, b"", b"") == (running.returncode, out, err.strip())
    assert {"plans"} == {each.name for each in tmp_path.iterdir()}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_no_worker_outlives_a_killed_parent(tmp_path: Path) -> None:
    with _started("2", tmp_path) as running:
        running.kill()
    for _ in range(300):
        if not (left := _in_session(running.pid)):
            break
        time.sleep(0.1)

    assert [] == left


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_error(closed: str, tmp_path: Path) -> None:
    write(tmp_path / "plans/x", {})
    shell = f"'{sys.executable}' -P -m preplan check --no-cache --as-of 2026-11-24 {closed}"
    done = subprocess.run(["sh", "-c", shell], cwd=tmp_path, env=CALM, capture_output=True, check=False)

    assert (1, b"") == (done.returncode, done.stderr)


def _preplan(arguments: Sequence[str], here: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "preplan", *arguments]
    return subprocess.run(
        command, cwd=here, env={**CALM, **environment}, capture_output=True, encoding="utf-8", check=False
    )


def _started(jobs: str, here: Path) -> subprocess.Popen[bytes]:
    """Start a build in a session of its own, and return once it is in the middle of its work."""
    write(here / "plans/x", {})
    command = [sys.executable, "-P", "-m", "preplan", "build", "--no-cache", "--to", "site,docx", "--jobs", jobs]
    running = subprocess.Popen(
        command, cwd=here, env=CALM, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    while not any(here.glob(".build-*/.site-*")):
        assert running.poll() is None
        time.sleep(0.01)
    return running


def _in_session(leader: int) -> list[str]:
    """Return the processes of a session that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text("utf-8", "replace").rpartition(")")
        except OSError:
            continue
        state, _, _, session, *_ = rest.split()
        if session == str(leader) and state != "Z":
            found.append(name)
    return found
