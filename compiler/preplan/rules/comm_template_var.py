"""Template with a blank that nobody is told to fill in.

A text goes out to customers as it stands. What must be filled in stands between 【 and 】 and is listed in `blanks`;
`{name}`, `{{name}}`, `${name}`, `%name%` and 【 】 that are not listed would be sent as they are. Texts of English plans
may use [ ] instead.

Flagged:
    communications:
      templates: [{id: notice, name: 公告, text: "尊敬的{customer},服务将于【恢复时间】恢复。"}]
Fine:
    communications:
      templates: [{id: notice, name: 公告, text: 服务将于【恢复时间】恢复。, blanks: [恢复时间]}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Text
from ..model import Plan
from . import Finding
from ._texts import part_of

SEVERITY = "error"
TITLE = Text("模板里的填写项没有列出", "template with a blank that nobody is told to fill in")
WHY = Text(
    "模板会原样发给客户。要填写的内容放在【】里并列入 blanks；没有列出的【】，以及 {{变量}}、${{变量}}、%变量% 会被原样发出。",
    "A text goes out as it stands: what must be filled in stands between 【 and 】, or [ and ] in English plans, and is "
    "listed in `blanks`; any other, and variables such as {{name}} or %name%, would be sent as they are.",
)
BASIS = Text("通行做法", "common practice")

UNRESOLVED = Text("“{template}”里的{names}没有人填写", "nothing says to fill in {names} of `{template}`")
HOW = Text("写成【名称】，并把名称列入 blanks", "write 【name】 and list the name in `blanks`")
VARIABLE = r"\$?\{\{?[^{}\n]{0,40}\}?\}|%[A-Za-z_]\w{0,40}%"
# In Chinese texts square brackets are no blanks.
BLANKS = {
    "zh": re.compile(rf"{VARIABLE}|\u3010(?P<name>[^\u3010\u3011\n]{{0,80}})\u3011"),
    "en": re.compile(rf"{VARIABLE}|[\[\u3010](?P<name>[^\[\]\u3010\u3011\n]{{0,80}})[\]\u3011]"),
}


def check(plan: Plan) -> Iterator[Finding]:
    """Look at each template's text."""
    for template in plan.of_type("template"):
        blanks = template.get("blanks") or ()
        found = BLANKS[plan.language].finditer(template.get("text", ""))
        unlisted = [each for each in found if each["name"] not in blanks]
        names = dict.fromkeys(each[0] for each in unlisted)
        if names:
            yield Finding(
                part_of(template, "text", *unlisted[0].span()),
                UNRESOLVED(template=template.name, names=[*names]),
                help=HOW(),
            )
