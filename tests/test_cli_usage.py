"""Help and mistakes of usage, whole and in both languages."""

from __future__ import annotations

import errno
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from checking import ROOT
from conftest import Golden
from preplan import words
from preplan.cli import main
from preplan.diagnostics import Text
from preplan.errors import PreplanError, quoted

COMMANDS = ("", "build", "check", "coverage", "explain", "lsp", "model", "new", "serve", "sign", "trace", "verify")
IN_CHECK = ("用法：preplan check [选项] [路径]...\n运行 preplan check --help 查看用法说明\n",
            "Usage: preplan check [OPTIONS] [PATH]...\nrun preplan check --help to read more\n")  # fmt: skip
IN_BUILD = ("用法：preplan build [选项]\n运行 preplan build --help 查看用法说明\n",
            "Usage: preplan build [OPTIONS]\nrun preplan build --help to read more\n")  # fmt: skip
IN_MODEL = ("用法：preplan model [选项] 预案\n运行 preplan model --help 查看用法说明\n",
            "Usage: preplan model [OPTIONS] PLAN\nrun preplan model --help to read more\n")  # fmt: skip
IN_TRACE = ("用法：preplan trace [选项] [路径]...\n运行 preplan trace --help 查看用法说明\n",
            "Usage: preplan trace [OPTIONS] [PATH]...\nrun preplan trace --help to read more\n")  # fmt: skip
IN_PREPLAN = ("用法：preplan [选项] 命令 [参数]...\n运行 preplan --help 查看用法说明\n",
              "Usage: preplan [OPTIONS] COMMAND [ARGS]...\nrun preplan --help to read more\n")  # fmt: skip

MISTAKES = [
    (["chek"], "没有“chek”这个命令；是不是“check”？", "there is no command `chek`; did you mean `check`?", IN_PREPLAN),
    (["forget"], "没有“forget”这个命令", "there is no command `forget`", IN_PREPLAN),
    (["--what"], "没有“--what”这个选项", "there is no option `--what`", IN_PREPLAN),
    (
        ["check", "--as-off", "x"],
        "没有“--as-off”这个选项；是不是“--as-of”？",
        "there is no option `--as-off`; did you mean `--as-of`?",
        IN_CHECK,
    ),
    (["check", "--as-of"], "--as-of 后面要有一个值", "--as-of needs a value", IN_CHECK),
    (["check", "--no-cache=1"], "--no-cache 后面不能有值", "--no-cache takes no value", IN_CHECK),
    (
        ["check", "--format", "yaml"],
        "--format 的值只能是其中之一：text、github、gitlab、json、junit、sarif",
        "the value of --format should be one of: text, github, gitlab, json, junit, sarif",
        IN_CHECK,
    ),
    (
        ["check", "--as-of", "2026-02-30"],
        "--as-of 的值应当是日历上的日期，如 2026-07-01",
        "the value of --as-of should be a date of the calendar, such as 2026-07-01",
        IN_CHECK,
    ),
    (
        ["build", "--jobs", "0"],
        "--jobs 的值应当是 1 到 64 之间的整数",
        "the value of --jobs should be a whole number between 1 and 64",
        IN_BUILD,
    ),
    (
        ["build", "--jobs", "many"],
        "--jobs 的值应当是 1 到 64 之间的整数",
        "the value of --jobs should be a whole number between 1 and 64",
        IN_BUILD,
    ),
    (
        ["trace", "--facts", "nowhere"],
        "--facts 的值应当是已有的文件",
        "the value of --facts should be an existing file",
        IN_TRACE,
    ),
    (["model"], "缺少“预案”", "PLAN is missing", IN_MODEL),
    (["model", "a", "b", "c\x1b[31m"], r"多出了这些参数：b、c\u001b[31m", r"too many arguments: b, c\u001b[31m", IN_MODEL),
    (["check\x1b[31m"], r"没有“check\u001b[31m”这个命令；是不是“check”？",
     r"there is no command `check\u001b[31m`; did you mean `check`?", IN_PREPLAN),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command(command: str, lang: str, golden: Golden, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [command] if command else []

    assert 0 == _status([*arguments, "--help", "--lang", lang])
    said = capsys.readouterr()

    assert "" == said.err
    golden(f"help/{command or 'preplan'}.{lang}.txt", said.out)


@pytest.mark.parametrize(
    ("arguments", "chinese", "english", "usage"), MISTAKES, ids=[" ".join(each[0]) for each in MISTAKES]
)
def test_mistake_of_usage_says_what_is_wrong_and_how_the_command_is_used(
    arguments: list[str], chinese: str, english: str, usage: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for lang, said, used in zip(("zh", "en"), (chinese, english), usage, strict=True):
        assert 2 == _status(["--lang", lang, *arguments])

        assert ("", f"preplan: {said}\n{used}") == capsys.readouterr()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_command_shows_the_help(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == _status(["--help", "--lang", lang])
    shown = capsys.readouterr().out

    assert 2 == _status(["--lang", lang])
    assert ("", shown) == capsys.readouterr()


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("zh_CN.UTF-8", "没有“forget”这个命令"), ("en_GB.UTF-8", "there is no command `forget`"),
        ("C", "没有“forget”这个命令"), ("de_DE.UTF-8", "没有“forget”这个命令"),
    ],
)  # fmt: skip
def test_locale_decides_where_no_language_is_asked_for(locale: str, said: str, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "compiler"), "LC_ALL": locale}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "preplan", "forget"],
        cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (2, "", f"preplan: {said}") == (done.returncode, done.stdout, done.stderr.split("\n")[0])


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "plans/x/plan.yaml：没有权限"), ("en", "plans/x/plan.yaml: permission denied")]
)
def test_fault_of_the_machine_is_said_in_both_languages(lang: str, said: str) -> None:
    error = PermissionError(errno.EACCES, os.strerror(errno.EACCES), "plans/x/plan.yaml")

    assert said == words.MACHINE(path=error.filename, reason=words.reason(error)).show(lang)  # type: ignore[arg-type]


def test_fault_that_we_have_no_words_for_is_said_in_the_words_of_the_system() -> None:
    assert "Exec format error" == words.reason(OSError(errno.ENOEXEC, "Exec format error"))


def test_error_from_another_process_keeps_both_languages() -> None:
    error = pickle.loads(pickle.dumps(PreplanError(Text("缺少 {name}", "{name} is missing")(name="x"))))  # noqa: S301 - our own

    assert ("缺少 x", "x is missing", "x is missing") == (error.show("zh"), error.show("en"), str(error))


def test_what_another_program_said_keeps_its_last_words() -> None:
    said = quoted("WARNING - {x} in\n  plans/" + "a" * 700 + "/index.md\x1b[31m").show("zh")

    assert said.startswith("WARNING - {x} in / plans/aaa")
    assert said.endswith("ex.md\\u001b[31m")
    assert 610 > len(said)


def _status(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)
