"""Public site whose status in fire law is left open.

Whether a place counts as a crowded place or a fire key unit decides how often it drills and what it files (突发事件应对
法, 第三十七条; 生产安全事故应急条例, 第八条; 公安部令61号), and no list names every kind of place: a sales office is not in
消防法, 第七十三条. A plan with `public_site: true` names crowded-place and fire-key-unit each either in its `profiles`
or, with a reason, in `ruled_out`. Plans under the law of another country (`jurisdiction`) are left alone.

Flagged:
    plan:
      schema: 1
      name: 售楼处现场处置方案
      version: "1.0"
      type: on-site
      organisation: 示例售楼处
      profiles: [pi-processor]
      public_site: true
Fine:
    plan:
      schema: 1
      name: 售楼处现场处置方案
      version: "1.0"
      type: on-site
      organisation: 示例售楼处
      profiles: [crowded-place]
      ruled_out: [{profile: fire-key-unit, reason: 未收到消防救援机构的重点单位告知。}]
      public_site: true
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan, schema_at
from . import Finding
from ._reading import in_china

SEVERITY = "warning"
ABSENCE = True
ABSENCE = True
TITLE = Text("公众场所没有确定消防身份", "public site whose status in fire law is left open")
WHY = Text(
    "是不是人员密集场所、消防安全重点单位，决定演练频次和备案义务，而法律的列举不会写尽每一种场所（售楼处就不在消防法第七十三条之列）。"
    "有公众场所（public_site: true）的预案，这两种身份都要写明：属于的列入 profiles，不属于的列入 ruled_out 并写理由。",
    "Whether a place is a crowded place or a fire key unit decides how often it drills and what it files, and the law "
    "does not list every kind of place. A plan with `public_site: true` names each of the two in `profiles` or, with a "
    "reason, in `ruled_out`.",
)
BASIS = Text(
    "突发事件应对法第三十七条，生产安全事故应急条例第八条，公安部令第 61 号",
    "Emergency Response Law, article 37; Order 708, article 8; Order 61 of the Ministry of Public Security",
)

UNDECIDED = Text(
    "有公众场所，却没有写明是不是{profiles}",
    "the plan has a public site, but leaves open whether it is one of: {profiles}",
)
DECIDE = Text(
    "属于的列入 profiles；不属于的列入 ruled_out，写明理由，如 {{profile: {id}, reason: …}}",
    "list it in `profiles`, or with a reason in `ruled_out`, such as {{profile: {id}, reason: …}}",
)
TO_DECIDE = ("crowded-place", "fire-key-unit")


def check(plan: Plan) -> Iterator[Finding]:
    """Look for a decision on each of the two."""
    public, decided = plan.field("plan", "public_site"), plan.field("plan", "profiles")
    if not (public and public.data and in_china(plan)):
        return
    settled = {*(decided.data if decided else ())} | {each["profile"] for each in plan.entries("plan", "ruled_out")}
    left = [each for each in TO_DECIDE if each not in settled]
    if left:
        names = schema_at("plan", ("ruled_out", 0, "profile"))["x-values"]
        called = [Text(**names[each]) for each in left]
        yield Finding(public.at(), UNDECIDED(profiles=called), (), DECIDE(id=left[0]))
