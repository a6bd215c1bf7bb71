"""Statutory report that has to be complete before it goes out.

Who waits until everything is known reports late: what is known goes out in time, the rest follows (国家网络安全事件报告管理
办法, 第七条). Each report rule to an authority that has to keep a statutory limit for the first report needs
`partial_first`, unless a principle or a step of the plan's reporting says that what is known is reported first.

Flagged:
    basis: [{id: emergency-response-law, name: 中华人民共和国突发事件应对法}]
    organisation: {contacts: [{id: county, name: 县人民政府, kind: authority}]}
    reporting:
      rules:
        - id: report-county
          name: 报告县人民政府
          to: county
          at_once: true
          law: emergency-response-law
          article: 第七十八条
Fine:
    plan:
      schema: 1
      name: 示例预案
      version: "1.0"
      type: special
      organisation: 示例公司
      profiles: [pi-processor]
    basis:
      - {id: emergency-response-law, name: 中华人民共和国突发事件应对法}
      - {id: pipl, name: 中华人民共和国个人信息保护法}
    organisation:
      contacts:
        - {id: county, name: 县人民政府, kind: authority}
        - {id: owner, name: 业主, kind: partner}
    reporting:
      rules:
        - id: report-county
          name: 报告县人民政府
          to: county
          at_once: true
          partial_first: true
          law: emergency-response-law
          article: 第七十八条
        - {id: report-people, name: 告知个人, affected: true, at_once: true, law: pipl, article: 第五十七条}
        - {id: report-owner, name: 通报业主, to: owner, within: PT1H}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Note, Text
from ..law import Clock
from ..model import Plan
from . import Finding
from ._clocks import statutory_reports
from ._laws import said_in

SEVERITY = "info"
ABSENCE = True
TITLE = Text("法定报告没有“先报后补”", "statutory report that has to be complete before it goes out")
WHY = Text(
    "等全部查清再报，就会迟报：先报已知的，其余随后补报。要守法定首报时限、报给主管部门的报告要求要写 partial_first: true；"
    "“信息报告”的原则或步骤写明先报后补的，对所有报告要求都算。",
    "Who waits until everything is known reports late. Each report rule to an authority that has to keep a statutory "
    "limit for the first report needs `partial_first`, unless a principle or step of the reporting says so for all.",
)
BASIS = Text("国家网络安全事件报告管理办法第七条", "Measures for reporting national cybersecurity incidents, article 7")

WHOLE = Text("“{rule}”没有写可以先报后补", "`{rule}` does not say that what is known may be reported first")
NEVER = Text("“{rule}”不许先报后补", "`{rule}` does not let what is known be reported first")
LAW = Text("{article}的时限不等查清", "the limit of {article} does not wait for the facts")
HOW = Text("写 partial_first: true", "write `partial_first: true`")
FIRST = re.compile(r"先报|先行报|后补|补报|report first|known first|complete later|in part", re.IGNORECASE)


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each report that the law has a limit for."""
    said = _said(plan)
    for rule, clocks in statutory_reports(plan):
        limits = [each for each in clocks if _is_first(each)]
        partial = rule.get("partial_first", said)
        if not limits or partial or rule.get("affected"):
            continue
        law = Note(LAW(article=said_in(plan, limits[0].law, limits[0].article)))
        if "partial_first" in rule:
            yield Finding(rule.at("partial_first"), NEVER(rule=rule.name), (law,), HOW())
        else:
            yield Finding(rule.place, WHOLE(rule=rule.name), (law,), HOW())


def _is_first(clock: Clock) -> bool:
    """Say whether a limit is for the first report to somebody outside: not for the summary, nor within the house."""
    return clock.bounds == "within" and not clock.principal and (clock.within is not None or clock.at_once)


def _said(plan: Plan) -> bool:
    """Say whether the plan lets every report go out before all is known."""
    principles = [
        str(each.get(name, "")) for each in plan.entries("reporting", "principles") for name in ("name", "text")
    ]
    steps = [str(each.get("do", "")) for each in plan.entries("reporting", "steps")]
    return any(FIRST.search(each) for each in (*principles, *steps))
