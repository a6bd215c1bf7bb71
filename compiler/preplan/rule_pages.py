"""Make the page of each rule and of each structural mistake, in both languages, with what is said of its bad example."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from . import words
from .codes import CODES
from .diagnostics import Diagnostic, Severity, Text, in_order
from .explain import by_profile, examples
from .lint import Rule, all_rules, judge
from .model import Layer
from .parse import parse
from .reports.text import report
from .resolve import resolve
from .source import Source

# The day that stands for today in the examples.
EXAMPLES_ON = date(2026, 11, 24)

_MADE = "<!-- Made from compiler/preplan by rule_pages.py; renewed by `./run test --accept`. -->\n"
_FAMILIES = {
    "audience": Text("可见范围", "Audience"),
    "card": Text("应急处置卡", "Action cards"),
    "comm": Text("沟通", "Communication"),
    "doc": Text("文件控制", "Document control"),
    "drill": Text("演练", "Drills"),
    "improve": Text("改进", "Improvement"),
    "law": Text("法律依据", "Legal basis"),
    "level": Text("响应级别", "Response levels"),
    "org": Text("组织机构", "Organisation"),
    "pii": Text("个人信息", "Personal information"),
    "proc": Text("处置程序", "Procedures"),
    "report": Text("信息报告", "Reporting"),
    "res": Text("应急资源", "Resources"),
    "risk": Text("风险", "Risks"),
    "sec": Text("保密", "Security"),
    "sign": Text("签名", "Signatures"),
    "step": Text("步骤", "Steps"),
    "text": Text("文字", "Wording"),
    "train": Text("培训", "Training"),
    "unknown": Text("标准条款", "Clauses"),
}


def pages() -> dict[str, str]:
    """Return the Markdown of every page by its name: an index, and one for each code."""
    found = {"index.md": _index()}
    found |= {f"{code}.md": _mistake(code) for code in CODES}
    return found | {f"{code}.md": "\n".join(_rule(rule)) for code, rule in all_rules().items()}


def findings(rule: Rule, text: str) -> list[Diagnostic]:
    """Return what a rule finds in an example, a plan in one file."""
    fragments, _, _ = parse(Source("plan.yaml", text))
    plan, _ = resolve([Layer("example", tuple(fragments))])
    return in_order(judge(rule, plan, EXAMPLES_ON))


def _index() -> str:
    lines = [
        "# 规则 · Rules",
        "",
        _MADE,
        f"`preplan check` 的 {len(all_rules())} 条规则，另有 {len(CODES)} 种结构性错误和准许的问题。"
        f"The {len(all_rules())} rules of `preplan check`, and {len(CODES)} mistakes of structure and permissions.",
        "",
        "有理由不改的，在条目里写 [`allow`](../reference/common.md#allow)：规则、理由、负责人和到期日。"
        "在 `plan` 里写的管整个预案；[`settings`](../reference/plan.md) 改变规则的轻重。"
        "A finding that has to stand for a time is allowed in its item: rule, reason, who answers for it, until when. "
        "In `plan`, `allow` is about the whole plan, and `settings` say how grave rules are.",
        "",
    ]
    for family, rules in groupby(all_rules().values(), key=lambda each: each.code.partition("-")[0]):
        rows = [(rule.code, rule.title, rule.severity) for rule in rules]
        lines += [f"## {_both(_FAMILIES[family])}", "", *_table(rows), ""]
    rows = [(code, each.title, each.severity) for code, each in CODES.items()]
    lines += ["## 结构和准许 · Structure and permissions", "", *_table(rows), ""]
    return "\n".join(lines)


def _table(rows: list[tuple[str, Text, Severity]]) -> Iterator[str]:
    yield from ("| 代码 · Code | 说明 · About | 轻重 · Severity |", "| --- | --- | --- |")
    for code, title, severity in rows:
        yield f"| [`{code}`]({code}.md) | {_both(title)} | {_both(words.SEVERITIES[severity])} |"


def _rule(rule: Rule) -> Iterator[str]:
    yield from _head(rule.code, rule.title, rule.why)
    yield from _fact(words.SEVERITY, _severities(rule))
    yield from _fact(words.BASIS, _both(rule.basis))
    for word, text in examples(rule):
        said = words.FLAGGED if word == "Flagged" else words.FINE
        yield from (f"## {_both(said)}", "", "```yaml", text.rstrip("\n"), "```", "")
        if word == "Flagged":
            yield from _said(rule, text)


def _said(rule: Rule, text: str) -> Iterator[str]:
    """Yield what `check` prints of an example, with its place and the line."""
    source = Source("plan.yaml", text)
    found = findings(rule, text)
    if rule.needs_today:
        yield from (f"以 {EXAMPLES_ON} 为今天。With {EXAMPLES_ON} as today.", "")
    for lang in ("zh", "en"):
        printed = report(found, lang, line=lambda _, number: source.line(number), colour=False)
        yield from ("```text", printed.rstrip("\n").rpartition("\n\n")[0], "```", "")


def _mistake(code: str) -> str:
    each = CODES[code]
    return "\n".join(
        [*_head(code, each.title, each.about), *_fact(words.SEVERITY, _both(words.SEVERITIES[each.severity]))]
    )


def _head(code: str, title: Text, about: Text) -> Iterator[str]:
    yield from (f"# {_both(title)} `{code}`", "", _MADE, _plain(about.zh), "", _plain(about.en), "")


def _severities(rule: Rule) -> str:
    """Say how grave a finding is, and for whom it is graver."""
    more = [f"{_both(profile)}：{_both(severity)}" for profile, severity in by_profile(rule)]
    return "；".join([_both(words.SEVERITIES[rule.severity]), *more])


def _fact(name: Text, value: str) -> Iterator[str]:
    yield from (f"**{_both(name)}**：{value}", "")


def _both(text: Text) -> str:
    return _plain(text.zh if text.zh == text.en else f"{text.zh} · {text.en}")


def _plain(text: str) -> str:
    """Keep what is a sentence from being markup, but for code in backticks."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;").replace("*", r"\*")
