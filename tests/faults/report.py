"""Say how well a set of planted mistakes was found: in the terminal, and as a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .plant import Fault, Verdict

BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"


@dataclass(frozen=True)
class Row:
    """How well the mistakes of one class, or of all, were found."""

    plants: int
    found: int
    exact: int
    also: int
    extra: int

    @property
    def is_perfect(self) -> bool:
        """Whether each was found at its place, and nothing else was said."""
        return self.plants == self.found == self.exact and not self.extra


def rows(faults: Sequence[Fault], verdicts: Sequence[Verdict]) -> list[tuple[Fault, Row]]:
    """Count the verdicts of each class."""
    return [(fault, total([each for each in verdicts if each.plant.fault is fault])) for fault in faults]


def total(verdicts: Sequence[Verdict]) -> Row:
    """Count verdicts together."""
    return Row(
        len(verdicts),
        sum(each.found for each in verdicts),
        sum(each.exact for each in verdicts),
        sum(len(each.also) for each in verdicts),
        sum(len(each.extra) for each in verdicts),
    )


def text(faults: Sequence[Fault], verdicts: Sequence[Verdict]) -> str:
    """Lay the counts out for a terminal, with everything that is not as it should be."""
    lines = [f"{'class':32} {'code':26} {'plants':>6} {'found':>6} {'exact':>6} {'also':>6} {'extra':>6}"]
    for fault, row in rows(faults, verdicts):
        lines.append(
            f"{fault.name:32} {fault.code:26} {row.plants:6} {row.found:6} {row.exact:6} {row.also:6} {row.extra:6}"
        )
    lines += ["", *_wrong(verdicts), summary(verdicts, len(faults))]
    return "\n".join(lines)


def summary(verdicts: Sequence[Verdict], classes: int) -> str:
    """Say the figures of all classes together."""
    row = total(verdicts)
    return (
        f"{row.plants} plants of {classes} classes: recall {_share(row.found, row.plants)}, exact line and column "
        f"{_share(row.exact, row.plants)}, extra findings per plant {row.extra / max(row.plants, 1):.3f}, "
        f"legitimate further ones {row.also / max(row.plants, 1):.3f}"
    )


def table(faults: Sequence[Fault], verdicts: Sequence[Verdict], day: date, seed: int) -> str:
    """Lay the counts out as Markdown, in both languages."""
    row = total(verdicts)
    lines = [
        BEGIN,
        "",
        f"{day}，种子 {seed}，{row.plants} 处错误，{len(faults)} 类：查出 {_share(row.found, row.plants)}，"
        f"行列全对 {_share(row.exact, row.plants)}，每处多报 {row.extra / row.plants:.3f} 条。",
        "",
        f"{day}, seed {seed}, {row.plants} plants of {len(faults)} classes: recall {_share(row.found, row.plants)}, "
        f"exact line and column {_share(row.exact, row.plants)}, extra findings per plant {row.extra / row.plants:.3f}.",
        "",
        "| 错误 · mistake | 代码 · code | 应报的位置 · where | 数量 · plants | 查出 · found | 位置准确 · exact | 多报 · extra |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"{described(fault)} {each.plants} | {each.found} | {each.exact} | {each.extra} |"
        for fault, each in rows(faults, verdicts)
    ]
    lines += ["", "容许的其他消息 · Further findings that are right:", "", *further(faults), "", END]
    return "\n".join(lines)


def described(fault: Fault) -> str:
    """Return the beginning of a class's row in the page: what it is, its code and the place that is expected."""
    return f"| {fault.title.zh} · {fault.title.en} | `{fault.code}` | {fault.where.zh} · {fault.where.en} |"


def further(faults: Sequence[Fault]) -> list[str]:
    """Return what else may be said of each class, with the reason."""
    return [
        f"- {fault.title.zh} · {fault.title.en}: `{code}`，{reason.zh} · {reason.en}"
        for fault in faults
        for code, reason in fault.also.items()
    ]


def with_table(page: str, new: str) -> str:
    """Put a new table in the place of the one that a page has."""
    return re.sub(f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: new, page, flags=re.DOTALL)


def wrong(verdict: Verdict) -> str:
    """Say what is not as it should be about one plant; nothing where all is."""
    plant = verdict.plant
    places = [f"{file}:{line}:{column}" for file, line, column in plant.expected]
    said = [f"{each.span} {each.code}: {each.message.show('en')}" for each in verdict.extra]
    missed = [] if verdict.exact else [f"not said at {', '.join(places)}" + (" but elsewhere" if verdict.found else "")]
    if not missed and not said:
        return ""
    return "\n".join([f"{plant.fault.name} at {places[0]}", *(f"  {each}" for each in (*missed, *said))])


def _wrong(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield from filter(None, map(wrong, verdicts))
    codes = Counter(each.code for verdict in verdicts for each in verdict.extra)
    if codes:
        yield "\nextra findings by code: " + ", ".join(f"{code} {count}" for code, count in codes.most_common()) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f} %"
