"""`preplan sign` and `preplan verify`, as people run them: from a commit to a signed edition, and back."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding

from preplan.signing.demo import Root, demo_revocations, demo_timestamper

from . import making
from .making import NAMES, Holder, authority, issued

Run = Callable[..., tuple[int, str, str]]

EDITION = "build/editions/my-plan-0.1-internal.pdf"
SIGNED = "build/editions/my-plan-0.1-internal.signed.pdf"
ROOT = "build/demo-trust/root.pem"
SECRET = "正确的口令"  # noqa: S105, of keys made here
GIT = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "core.hooksPath=/dev/null")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one small plan, committed and built."""
    folder = tmp_path_factory.mktemp("project")
    command = [sys.executable, "-m", "preplan"]
    path = os.pathsep.join(str(Path(each).resolve()) for each in sys.path if each)
    environment = os.environ | {"PYTHONPATH": path, "XDG_CACHE_HOME": str(folder / ".git" / "cache")}
    (folder / "plans").mkdir()
    for each in (
        [*command, "new", "my-plan"],
        [*GIT, "init", "-q"],
        [*GIT, "add", "-A"],
        [*GIT, "commit", "-qm", "first"],
        [*command, "build", "--to", "pdf"],
    ):
        subprocess.run(each, cwd=folder, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of it, in the folder that `run` works in."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True, symlinks=True)
    return tmp_path


@pytest.fixture
def here(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(project / ".git" / "state"))
    monkeypatch.delenv("PREPLAN_PASSPHRASE_FD", raising=False)
    return project


def test_demo_is_signed_by_all_three_in_turn_and_verified(run: Run, here: Path) -> None:
    commit = _commit(here)
    run("sign", EDITION, "--demo", "--as", "author")
    first = run("verify", SIGNED, "--trust", ROOT)
    run("sign", SIGNED, "--demo", "--as", "reviewer")
    second = run("verify", SIGNED, "--trust", ROOT, "--lang", "en")
    status, out, err = run("sign", SIGNED, "--demo", "--as", "approver")
    third = run("verify", SIGNED, "--trust", ROOT)
    content = f"  内容  与 build/manifest.json 里的 {EDITION[6:]} 逐字节相同，取自提交 {commit[:12]}\n"

    assert (1, "") == (first[0], first[2])
    assert _without_times(first[1]) == (
        f"{SIGNED}：示例，3 个签名中已有 1 个，缺审核人、批准人\n{content}"
        "  编制人  示例编制人，时刻（自称），B-B：完整、有效、可信、覆盖到位\n"
    )
    assert second[0] == 1
    assert second[1].splitlines()[0] == f"{SIGNED}: DEMO, 2 of 3 signatures are there; missing: approver"
    whole = (
        f"{SIGNED}：示例，3 个签名齐全，全部成立；示例证书不证明任何人的身份\n{content}"
        "  编制人  示例编制人，时刻（自称），B-B：完整、有效、可信、覆盖到位\n"
        "  审核人  示例审核人，时刻（自称），B-B：完整、有效、可信、覆盖到位\n"
        "  批准人  示例批准人，时刻（自称），B-B：完整、有效、可信、覆盖到位\n"
    )
    assert (0, f"已写入 {SIGNED}\n{SIGNED}：示例，3 个签名齐全\n") == (status, out)
    assert err == f"这是示例签名，不证明任何人的身份；验证：preplan verify {SIGNED} --trust {ROOT}\n"
    assert (0, whole, "") == (third[0], _without_times(third[1]), third[2])


def test_demo_is_not_trusted_without_its_root(run: Run, here: Path) -> None:
    run("sign", EDITION, "--demo", "--as", "author")
    status, out, _ = run("verify", SIGNED, "--lang", "en")

    assert status == 1
    assert "DEMO, does not hold" in out
    assert "no trusted roots were given with --trust" in out


def test_demo_reaches_every_level_offline(run: Run, here: Path) -> None:
    for role, level in zip(making.ROLES, ("B-T", "B-LT", "B-LTA"), strict=True):
        file = SIGNED if (here / SIGNED).exists() else EDITION
        assert run("sign", file, "--demo", "--as", role, "--level", level)[0] == 0
    status, out, _ = run("verify", SIGNED, "--trust", ROOT, "--format", "json")

    assert status == 0
    (found,) = json.loads(out)
    # What the later ones bring along completes the first, too.
    assert ["B-LTA", "B-LTA", "B-LTA"] == [each["level"] for each in found["signatures"]]
    assert all(each["timestamp"] for each in found["signatures"])


def test_key_of_the_demo_root_is_for_its_owner_only(run: Run, here: Path) -> None:
    run("sign", EDITION, "--demo", "--as", "author")
    key = here / ".git" / "state" / "preplan" / "demo-root.pem"

    assert (0o600, 0o700) == (key.stat().st_mode & 0o777, key.parent.stat().st_mode & 0o777)
    assert b"PRIVATE KEY" in key.read_bytes()
    assert not [each for each in (here / "build").rglob("*") if each.is_file() and b"PRIVATE KEY" in each.read_bytes()]
    key.chmod(0o644)
    assert (2, "") == run("sign", SIGNED, "--demo", "--as", "reviewer")[:2]


def test_later_build_leaves_signed_editions_and_the_demo_root_alone(run: Run, here: Path) -> None:
    run("sign", EDITION, "--demo", "--as", "author")
    before = {name: (here / name).read_bytes() for name in (SIGNED, ROOT)}
    assert run("build", "--to", "pdf")[0] == 0
    manifest = json.loads((here / "build/manifest.json").read_text("utf-8"))

    assert before == {name: (here / name).read_bytes() for name in (SIGNED, ROOT)}
    assert [EDITION[6:]] == [each["path"] for each in manifest["files"]]
    assert (_commit(here), True) == (manifest["commit"], manifest["clean"])


def test_uncommitted_change_is_not_signed(run: Run, here: Path) -> None:
    with (here / "plans/my-plan/plan.yaml").open("a", encoding="utf-8") as file:
        file.write("# 改动\n")
    run("build", "--to", "pdf")
    status, out, err = run("sign", EDITION, "--demo", "--as", "author")

    assert (2, "") == (status, out)
    assert err == f"preplan: {EDITION} 不是从干净的提交生成的；先提交全部改动，再运行 preplan build\n"


def test_rebuilding_compares_every_byte_with_the_commit(run: Run, here: Path) -> None:
    run("sign", EDITION, "--demo", "--as", "author")
    same = run("verify", SIGNED, "--trust", ROOT, "--rebuild")
    manifest = json.loads((here / "build/manifest.json").read_text("utf-8"))
    (here / "build/manifest.json").write_text(json.dumps(manifest | {"as_of": "2020-01-01"}), encoding="utf-8")
    other = run("verify", SIGNED, "--trust", ROOT, "--rebuild")
    (here / "build/manifest.json").write_text(json.dumps(manifest | {"commit": "0" * 40}), encoding="utf-8")
    gone = run("verify", SIGNED, "--trust", ROOT, "--rebuild")

    assert "  重建  由该提交重新生成，结果逐字节相同\n" in same[1]
    assert f"  问题  由提交 {_commit(here)[:12]} 重新生成的文件与此不同\n" in other[1]
    assert "  问题  没能重新生成：这里的仓库没有提交 000000000000\n" in gone[1]


def test_rebuilding_takes_the_style_that_was_asked_for(run: Run, here: Path) -> None:
    run("build", "--to", "pdf", "--style", "official")
    run("sign", EDITION, "--demo", "--as", "author")

    assert "  重建  由该提交重新生成，结果逐字节相同\n" in run("verify", SIGNED, "--trust", ROOT, "--rebuild")[1]


def test_without_its_manifest_nobody_knows_what_a_file_is(run: Run, here: Path) -> None:
    run("sign", EDITION, "--demo", "--as", "author")
    shutil.copy(here / SIGNED, here / "elsewhere.pdf")
    (here / "build/manifest.json").rename(here / "kept.json")
    status, out, _ = run("verify", "elsewhere.pdf", "--trust", ROOT)
    named = run("verify", "elsewhere.pdf", "--trust", ROOT, "--manifest", "kept.json")

    assert (1, True) == (status, "没有 manifest.json，无法核对内容出自哪里" in out)
    assert "elsewhere.pdf：示例，3 个签名中已有 1 个，缺审核人、批准人\n" in named[1]


def test_several_files_are_signed_in_one_go_or_not_at_all(run: Run, here: Path) -> None:
    (here / "out").mkdir()
    shutil.copy(here / EDITION, here / "build/editions/copy.pdf")
    (here / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    wrong = run("sign", EDITION, "broken.pdf", "--demo", "--as", "author", "--out", "out")
    right = run("sign", EDITION, "build/editions/copy.pdf", "--demo", "--as", "author", "--out", "out")

    assert (2, "") == wrong[:2]
    assert right[0] == 0
    assert ["copy.signed.pdf", "my-plan-0.1-internal.signed.pdf"] == sorted(
        each.name for each in (here / "out").iterdir()
    )


def test_result_never_takes_the_place_of_another_file(run: Run, here: Path) -> None:
    (here / SIGNED).write_bytes(b"precious")
    status, out, err = run("sign", EDITION, "--demo", "--as", "author", "--lang", "en")

    assert (2, "", b"precious") == (status, out, (here / SIGNED).read_bytes())
    assert err.startswith(f"preplan: {SIGNED} exists already; to add to it name it as the file")


def test_own_certificate_with_a_passphrase_from_a_file(run: Run, here: Path) -> None:
    root, now = _fresh_root()
    for role in making.ROLES:
        holder = issued(root, NAMES[role], start=now - timedelta(days=1), end=now + timedelta(days=9))
        (here / "key.p12").write_bytes(holder.p12(SECRET.encode()))
        (here / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
        file = SIGNED if (here / SIGNED).exists() else EDITION
        status, out, err = run("sign", file, "--as", role, "--p12", "key.p12", "--passphrase-file", "secret")
        assert (0, "") == (status, err)
        if role == "author":
            assert f"已写入 {SIGNED}\n{SIGNED}：3 个签名中已有 1 个，缺审核人、批准人\n" == out
    (here / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    status, out, _ = run("verify", SIGNED, "--trust", "root.pem")

    assert (0, f"{SIGNED}：3 个签名齐全，全部成立") == (status, out.splitlines()[0])


def test_demo_and_signatures_that_are_meant_do_not_mix(run: Run, here: Path) -> None:
    root, now = _fresh_root()
    holder = issued(root, "张三", start=now - timedelta(days=1), end=now + timedelta(days=9))
    (here / ".git" / "key.p12").write_bytes(holder.p12(b"x"))
    (here / ".git" / "secret").write_text("x", encoding="utf-8")
    key = ("--p12", ".git/key.p12", "--passphrase-file", ".git/secret", "--lang", "en")
    run("sign", EDITION, "--demo", "--as", "author", "--out", "demo.pdf")
    run("sign", EDITION, *key, "--as", "author", "--out", "meant.pdf")

    for file, option in (("demo.pdf", key), ("meant.pdf", ("--demo", "--lang", "en"))):
        said = f"preplan: {file} can't hold both: a demo does not go with signatures that are meant\n"
        assert (2, "", said) == run("sign", file, *option, "--as", "reviewer")


def test_passphrase_from_an_open_descriptor(run: Run, here: Path) -> None:
    root, now = _fresh_root()
    holder = issued(root, "张三", start=now - timedelta(days=1), end=now + timedelta(days=9))
    (here / "key.p12").write_bytes(holder.p12(SECRET.encode()))
    (here / "secret").write_text(SECRET, encoding="utf-8")
    closed_fd = {"PREPLAN_PASSPHRASE_FD": "97"}
    with (here / "secret").open("rb") as held:
        given = run("sign", EDITION, "--as", "author", "--p12", "key.p12", PREPLAN_PASSPHRASE_FD=f"{held.fileno()}")
    closed = run("sign", SIGNED, "--as", "reviewer", "--p12", "key.p12", **closed_fd, LANG="en_US.UTF-8")

    assert (0, "") == (given[0], given[2])
    assert closed[2] == "preplan: `97` from PREPLAN_PASSPHRASE_FD is no open file descriptor\n"


def test_passphrase_is_in_no_message_and_no_traceback(here: Path) -> None:
    root, now = _fresh_root()
    holder = issued(root, "张三", start=now - timedelta(days=1), end=now + timedelta(days=9))
    (here / "key.p12").write_bytes(holder.p12(SECRET.encode()))
    (here / "secret").write_text("wrong-but-secret", encoding="utf-8")
    path = os.pathsep.join(str(Path(each).resolve()) for each in sys.path if each)
    command = [sys.executable, "-m", "preplan", "sign", EDITION, "--as", "author", "--p12", "key.p12"]
    done = subprocess.run(
        [*command, "--passphrase-file", "secret"],
        cwd=here,
        env=os.environ | {"PYTHONPATH": path, "PREPLAN_DEBUG": "1", "LANG": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (2, "") == (done.returncode, done.stdout)
    assert done.stderr == "preplan: key.p12 can't be opened: the passphrase is wrong, or it is no PKCS#12 file\n"


def test_without_a_terminal_a_passphrase_has_to_come_from_somewhere(run: Run, here: Path) -> None:
    (here / "key.p12").write_bytes(b"x")
    status, out, err = run("sign", EDITION, "--as", "author", "--p12", "key.p12", "--lang", "en")

    assert (2, "") == (status, out)
    assert err.startswith("preplan: the passphrase of key.p12 is needed: use --passphrase-file")


def test_way_to_sign_has_to_be_chosen(run: Run, here: Path) -> None:
    said = "preplan: sign with one of --demo, --p12, --pkcs11 and --signer\n"

    assert (2, "", said) == run("sign", EDITION, "--as", "author", "--lang", "en")
    assert (2, "", said) == run("sign", EDITION, "--as", "author", "--demo", "--signer", "x", "--lang", "en")


def test_library_that_is_none_is_said(run: Run, here: Path) -> None:
    (here / "library.so").write_bytes(b"nothing")
    (here / "pin").write_text("0000", encoding="utf-8")
    status, _, err = run(
        "sign", EDITION, "--as", "author", "--pkcs11", "library.so", "--passphrase-file", "pin", "--lang", "en"
    )

    assert status == 2
    assert err.startswith("preplan: the key of library.so can't be used: ")


def test_signing_program_gets_digest_and_role(run: Run, here: Path) -> None:
    root, now = _fresh_root()
    holder = issued(root, "签章平台", start=now - timedelta(days=1), end=now + timedelta(days=9))
    (here / ".git" / "key.p12").write_bytes(holder.p12(b"x"))
    program = here / ".git" / "service.py"
    program.write_text(
        "import asyncio, sys\n"
        "from pyhanko.sign import signers\n"
        "assert sys.argv[1:] == ['--for', '测试', 'author'], sys.argv\n"
        "digest = bytes.fromhex(sys.stdin.read())\n"
        f"signer = signers.SimpleSigner.load_pkcs12({str(here / '.git' / 'key.p12')!r}, passphrase=b'x')\n"
        "made = asyncio.run(signer.async_sign(digest, 'sha256', use_pades=True))\n"
        "sys.stdout.buffer.write(made.dump())\n",
        encoding="utf-8",
    )
    (here / ".git" / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    command = f"{sys.executable} {program} --for 测试"
    status, _, err = run("sign", EDITION, "--as", "author", "--signer", command, "--name", "示例公司")
    _, out, _ = run("verify", SIGNED, "--trust", ".git/root.pem")
    failing = run(
        "sign", SIGNED, "--as", "reviewer", "--signer", f"{sys.executable} -c 'raise SystemExit(3)'", "--lang", "en"
    )

    assert (0, "") == (status, err)
    assert "编制人  签章平台，" in out
    assert failing[0] == 2
    assert failing[2].startswith("preplan: the signing program ")
    assert failing[2].endswith(" failed: exit status 3 \n")


def test_timestamps_come_from_a_service(run: Run, here: Path, service: str) -> None:
    root, now = _SERVICE
    holder = issued(root, "张三", start=now - timedelta(days=1), end=now + timedelta(days=9))
    (here / ".git" / "key.p12").write_bytes(holder.p12(b"x"))
    (here / ".git" / "secret").write_text("x", encoding="utf-8")
    (here / ".git" / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    options = ("--as", "author", "--p12", ".git/key.p12", "--passphrase-file", ".git/secret", "--lang", "en")
    gone = run("sign", EDITION, *options, "--tsa", "http://127.0.0.1:9/")
    odd = run("sign", EDITION, *options, "--tsa", "ftp://127.0.0.1/")
    status, _, err = run("sign", EDITION, *options, "--tsa", service)
    _, out, _ = run("verify", SIGNED, "--trust", ".git/root.pem", "--lang", "en")

    assert (2, True) == (gone[0], gone[2].startswith(f"preplan: {EDITION} could not be signed: "))
    assert (2, "preplan: `--tsa` has to be an address that begins with http: or https:\n") == (odd[0], odd[2])
    assert (0, "") == (status, err)
    assert " (timestamp), B-T: intact, valid, trusted, covers its revision" in out


def test_revocation_data_is_fetched_and_kept_in_the_file(run: Run, here: Path, service: str) -> None:
    root, now = _SERVICE
    holder = issued(
        root, "张三", start=now - timedelta(days=1), end=now + timedelta(days=9), revocations=f"{service}revoked"
    )
    (here / ".git" / "key.p12").write_bytes(holder.p12(b"x"))
    (here / ".git" / "secret").write_text("x", encoding="utf-8")
    (here / ".git" / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    options = ("--as", "author", "--p12", ".git/key.p12", "--passphrase-file", ".git/secret", "--lang", "en")
    without = run("sign", EDITION, *options, "--tsa", service, "--level", "B-LT")
    status, _, err = run("sign", EDITION, *options, "--tsa", service, "--level", "B-LTA", "--trust", ".git/root.pem")
    _, out, _ = run("verify", SIGNED, "--trust", ".git/root.pem", "--lang", "en")

    assert (2, "preplan: level B-LT stores revocation data; name the roots with --trust\n") == (without[0], without[2])
    assert (0, "") == (status, err)
    assert " (timestamp), B-LTA: intact, valid, trusted, covers its revision" in out


def test_help_says_what_it_takes(run: Run) -> None:
    for name in ("sign", "verify"):
        status, out, _ = run(name, "--help")
        assert (0, True) == (status, "manifest" in out)


def _fresh_root() -> tuple[Holder, datetime]:
    now = datetime.now(UTC)
    return authority(), now


_SERVICE = _fresh_root()


@pytest.fixture
def service() -> Iterator[str]:
    """A time-stamping service on this machine, which also lists the revoked certificates: none."""
    root, now = _SERVICE
    stamper = demo_timestamper(Root(root.key, root.certificate), now)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()  # type: ignore[attr-defined]
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(demo_revocations(Root(root.key, root.certificate), now).dump())

        def log_message(self, format: str, *arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def _commit(folder: Path) -> str:
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def _without_times(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "时刻", text)
