"""Plant the mistakes that other tools have a notion of, run each tool's own check, and print what it says of them.

Run `../.venv/bin/python -m faults.peers` in tests/; each tool is installed below build/peers on its first run.
`--accept` puts the tables into site/pages/faults.md, `--show` prints what was said.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from checking import ROOT

from ..classes import FAULTS
from .doorstop import DOORSTOP
from .peer import ASPECTS, Answer, Peer, install, judge, run
from .preplan import PREPLAN
from .sphinx_needs import SPHINX_NEEDS
from .strictdoc import STRICTDOC
from .trestle import TRESTLE

PAGE = ROOT / "site/pages/faults.md"
PEERS = (PREPLAN, DOORSTOP, STRICTDOC, SPHINX_NEEDS, TRESTLE)
BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
LETTERS = {"found": "F", "status": "S", "file": "f", "line": "l", "column": "c"}

Judged = Mapping[str, dict[str, bool]]


def main() -> None:
    """Run every tool over every mistake and print the table."""
    parser = argparse.ArgumentParser(prog="faults.peers", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", choices=[each.name for each in PEERS], action="append", help="run this tool only")
    parser.add_argument("--accept", action="store_true", help="put the tables into the page")
    parser.add_argument("--show", action="store_true", help="print what each tool said")
    chosen = parser.parse_args()
    peers = [each for each in PEERS if not chosen.only or each.name in chosen.only]
    found: dict[str, Judged] = {}
    both: dict[str, bool] = {}
    with tempfile.TemporaryDirectory(prefix="preplan-peers-") as home:
        for peer in peers:
            programs = install(peer, ROOT / "build/peers")
            folder = Path(home).resolve() / peer.name
            clean = run(peer, programs, folder)
            if clean.status:
                raise SystemExit(f"{peer.name}: the clean project does not pass\n" + "\n".join(clean.lines))
            judged = {}
            for name, mistake in peer.mistakes.items():
                answer = run(peer, programs, folder, [mistake])
                judged[name] = judge(peer, mistake, answer, clean)
                if chosen.show:
                    click.echo(_shown(peer, name, answer, clean, judged[name]))
            found[peer.name] = judged
            answer = run(peer, programs, folder, peer.two)
            both[peer.name] = all(answer.says(each) for each in peer.two)
            if chosen.show:
                click.echo(_shown(peer, "two mistakes", answer, clean, {"both": both[peer.name]}))
    table = _table(peers, found, both)
    click.echo(table)
    if chosen.accept:
        day = datetime.now(UTC).date()
        new = f"{BEGIN}\n\n{day}\n\n{table}\n\n{END}"
        page = re.sub(f"{BEGIN}.*{END}", lambda _: new, PAGE.read_text("utf-8"), flags=re.DOTALL)
        PAGE.write_text(page, encoding="utf-8", newline="\n")


def _table(peers: Sequence[Peer], found: Mapping[str, Judged], both: Mapping[str, bool]) -> str:
    """Lay out what each tool had of each mistake, and the counts below."""
    titles = {fault.name: fault.title for fault in FAULTS}
    names = [fault.name for fault in FAULTS if any(fault.name in each for each in found.values())]
    names += [name for name in dict.fromkeys(n for each in found.values() for n in each) if name not in names]
    lines = [
        "| 错误 · mistake | " + " | ".join(each.version for each in peers) + " |",
        "| --- |" + " --- |" * len(peers),
    ]
    for name in names:
        title = f"{titles[name].zh} · {titles[name].en}" if name in titles else "循环引用 · circle"
        cells = [_cell(found[peer.name].get(name)) for peer in peers]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    words = ["查出 · found", "退出状态非零 · exit status", "文件 · file", "行 · line", "列 · column"]
    for aspect, said in zip(ASPECTS, words, strict=True):
        counts = [
            f"{sum(each[aspect] for each in found[peer.name].values())}/{len(found[peer.name])}" for peer in peers
        ]
        lines.append(f"| **{said}** | " + " | ".join(counts) + " |")
    answers = ["是 · yes" if both[peer.name] else "否 · no" for peer in peers]
    lines.append("| **两个文件各一处，都报 · two mistakes, both said** | " + " | ".join(answers) + " |")
    commands = [f"- {peer.version}: `{' '.join(peer.check)}`" for peer in peers]
    return "\n".join([*lines, "", *commands])


def _cell(judged: dict[str, bool] | None) -> str:
    """Say what an answer had, a letter each; a dash where the tool has no such notion."""
    if judged is None:
        return "–"
    return "".join(LETTERS[aspect] for aspect in ASPECTS if judged[aspect]) or "✗"


def _shown(peer: Peer, name: str, answer: Answer, clean: Answer, judged: Mapping[str, bool]) -> str:
    new = [line for line in answer.lines if line not in clean.lines]
    had = " ".join(aspect for aspect, has in judged.items() if has)
    return "\n".join(
        [f"== {peer.name} {name}: status {answer.status}; {had}", *(f"   {line[:240]}" for line in new[:14])]
    )


if __name__ == "__main__":
    main()
