"""Fewer drills than the law wants.

The law says how often some organisations hold drills (生产安全事故应急条例, 第八条; 生产安全事故应急预案管理办法,
第三十三条; 机关、团体、企业、事业单位消防安全管理规定, 第四十条). The numbers stand in schema/law/floors.yaml, each
for the plans it binds, which `profiles`, `type` and the evacuation areas and muster points of `premises` tell; of
several the strictest counts. The plan's own frequency is held against it; a plan without one has that many drills in the
twelve months around today, so that a date may slip. That a schedule is thinner than the plan's own frequency, or has no
drill at all, is said elsewhere. A number that nobody has compared with the official text makes it a warning. Plans under
the law of another country (`jurisdiction`) are left alone.

Flagged:
    plan:
      schema: 1
      name: 商场综合应急预案
      version: "1.0"
      type: comprehensive
      organisation: 示例商场
      profiles: [crowded-place]
    basis: [{id: work-safety-emergency-regulation, name: 生产安全事故应急条例}]
    drills:
      frequency: {times: 1, per: P1Y}
      schedule: [{id: drill-fire, name: 消防演练, planned_on: 2026-06-10}]
Fine:
    plan:
      schema: 1
      name: 商场综合应急预案
      version: "1.0"
      type: comprehensive
      organisation: 示例商场
      profiles: [crowded-place, pi-processor]
    drills:
      frequency: {times: 2, per: P1Y}
      schedule: [{id: drill-fire, name: 消防演练, planned_on: 2026-06-10}]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from ..diagnostics import Note, Said, Text
from ..law import Floor
from ..model import Plan
from ..source import Span
from ..values import read_duration, show_duration
from . import Finding
from ._calendar import counted, periods, promised
from ._drills import binding
from ._laws import law_notes
from ._reading import gap

SEVERITY = "error"
ABSENCE = True
TITLE = Text("演练少于法定次数", "fewer drills than the law wants")
WHY = Text(
    "法规规定了最低演练频次，记在 schema/law/floors.yaml，按本单位身份（profiles）、预案类型和是否写有疏散分区或集合点确定适用哪一条，"
    "几条都适用的取最严的。预案承诺的频次低于它的报错；预案没有承诺频次的，按包含今天的十二个月计划里的次数比较。"
    "计划少于预案自己的承诺、或者根本没有演练，由其他规则报告。次数未与官方文本核对的，只作警告。",
    "The plan's own frequency of drills, or where it has none the drills of twelve months around today, are held "
    "against the numbers of schema/law/floors.yaml that bind its profiles, its type and its premises; the strictest "
    "counts. A number not yet compared with the official text makes it a warning.",
)
BASIS = Text(
    "生产安全事故应急条例第八条，安监总局令第 88 号（修正）第三十三条，公安部令第 61 号第四十条",
    "Order 708, article 8; Order 88 (amended), article 33; Order 61, article 40",
)

PROMISED = Text(
    "预案承诺{zh}演练 {times} 次，法定{law_zh}至少 {least} 次",
    "drills promised: {times} in {en}; the law wants {least} in {law_en}",
)
SCHEDULED = Text(
    "计划{law_zh}内只有 {found} 次演练，法定至少 {least} 次",
    "drills in the schedule: {found} in {law_en}; the law wants {least}",
)
COUNTED = Text("计入“{drill}”", "`{drill}` is counted")


def check(plan: Plan, today: date) -> Iterator[Finding]:
    """Hold the promise, or else the schedule, against the strictest number."""
    floor = min(binding(plan), key=lambda each: -_rate(*counted(each.times, each.per)), default=None)
    if floor is None:
        return
    least, length = counted(floor.times, floor.per)
    frequency = plan.field("drills", "frequency")
    if frequency and _rate(*promised(frequency)) < _rate(least, length):
        said = {"times": frequency["times"], "least": floor.times}
        spoken = {**_spoken(frequency["per"]), **_spoken(floor.per, "law_")}
        yield _finding(plan, floor, frequency.at("times"), PROMISED(**said, **spoken))
    elif frequency is None:
        best = periods(plan, plan.of_type("drill"), length, today)[0]
        # With no drill at all, no scenario is exercised, which is said elsewhere.
        if len(best) < least and (best or not any(each.get("procedures") for each in plan.of_type("scenario"))):
            message = SCHEDULED(found=len(best), least=least, **_spoken(length, "law_"))
            notes = [Note(COUNTED(drill=drill.name), drill.at("planned_on")) for drill in best]
            yield _finding(plan, floor, gap(plan, "drills"), message, notes)


def _rate(times: int, per: str) -> Fraction:
    return Fraction(times, read_duration(per).days)


def _spoken(per: str, name: str = "") -> dict[str, str]:
    return {f"{name}zh": show_duration(per, "zh"), f"{name}en": show_duration(per, "en")}


def _finding(plan: Plan, floor: Floor, span: Span, message: Said, notes: Sequence[Note] = ()) -> Finding:
    law = law_notes(plan, floor, floor.what)
    return Finding(span, message, (*law, *notes), severity=None if floor.checked else "warning")
