"""What a user installs works outside the checkout: sdist, wheel, empty environment, and a plan checked there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAN = "ecommerce-service-centre"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from nothing but the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    # `build` makes the wheel from the unpacked sdist when it is asked for neither alone.
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)], cwd=folder)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment and return its `preplan`."""
    folder = tmp_path_factory.mktemp("installed")
    _run([sys.executable, "-m", "venv", str(folder)], cwd=folder)
    python = folder / "bin/python"
    _run([str(python), "-m", "pip", "install", "--no-index", "--no-deps", "--quiet", str(wheel)], cwd=folder)
    # The locked packages are borrowed from this environment instead of being downloaded again. Its
    # .pth files, and with them the checkout, are not: those count in a site folder only.
    (site,) = folder.glob("lib/python3*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin/preplan"


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Copy a plan, and what plans share, to a folder outside the checkout."""
    for name in (PLAN, "shared"):
        if (ROOT / "plans" / name).exists():
            shutil.copytree(ROOT / "plans" / name, tmp_path / "plans" / name)
    return tmp_path / "plans"


def test_wheel_holds_schemas_and_templates(wheel: Path) -> None:
    data = "preplan/_data/"
    held = {name.removeprefix(data) for name in zipfile.ZipFile(wheel).namelist() if name.startswith(data)}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for folder in ("schema", "site")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }

    assert wanted == held


def test_installed_command_says_its_version(installed: Path, tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert version in _run([str(installed), "--version"], cwd=tmp_path)


def test_installed_command_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = "import preplan; print(preplan.__file__)"
    place = _run([str(installed.with_name("python")), "-P", "-c", program], cwd=tmp_path)

    assert str(installed.parents[1]) in place


def test_installed_command_checks_a_plan(installed: Path, plans: Path) -> None:
    _run([str(installed), "check", f"plans/{PLAN}", "--as-of", "2026-11-24"], cwd=plans.parent)


def test_installed_command_builds_a_plan(installed: Path, plans: Path) -> None:
    _run([str(installed), "build", "--plan", PLAN, "--as-of", "2026-11-24", "--out", "made"], cwd=plans.parent)
    made = plans.parent / "made"

    assert [".docx", ".pdf"] == sorted(path.suffix for path in (made / "editions").iterdir())
    assert (made / "site/index.html").is_file()
    assert (made / "manifest.json").is_file()


def test_locks_agree_with_the_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    product = _pins(project["project"]["dependencies"])
    dev = product | _pins(project["dependency-groups"]["dev"])

    assert product == {name: _lock("requirements.txt").get(name) for name in product}
    assert dev == {name: _lock("requirements-dev.txt").get(name) for name in dev}
    # What the tests run with is what users get.
    assert _lock("requirements.txt") == {
        name: version for name, version in _lock("requirements-dev.txt").items() if name in _lock("requirements.txt")
    }


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"])
def test_lock_has_a_hash_for_every_package(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    bare = [entry for entry in entries if not entry.startswith("#") and "--hash=sha256:" not in entry]

    assert [] == bare


def _run(command: Sequence[str], *, cwd: Path) -> str:
    """Run a command with nothing of this test run in its environment, and return what it printed."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        command, cwd=cwd, env={**keep, "LANG": "C.UTF-8"}, capture_output=True, encoding="utf-8", check=False
    )

    assert (0, command) == (done.returncode, command), (done.stdout + done.stderr)[-2000:]
    return done.stdout


def _pins(requirements: Sequence[str]) -> dict[str, str]:
    return {name.lower(): version for name, version in (requirement.split("==") for requirement in requirements)}


def _lock(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    # A package may be there twice, for older and newer Pythons: the newer comes last.
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", text, flags=re.MULTILINE))
