"""What layouts say in their own words, in every language of a document."""

from __future__ import annotations

from ..diagnostics import Text

YES = Text("是", "yes")
NO = Text("否", "no")
AND = Text(",且", " and ")

NUMBER = Text("序号", "No.")
ACTION = Text("行动", "Action")
ROLE = Text("责任岗位", "Role")
LIMIT = Text("时限", "Time limit")
LIMIT_FROM_ACTIVATION = Text("时限（未注明的自启动起）", "Time limit (from activation unless said)")
MEANS = Text("渠道、通知与记录", "Channel, notice, record")
WITHIN = Text("{limit}内", "within {limit}")
FROM = {
    "discovery": Text("自发现起", "from discovery"),
    "activation": Text("自启动起", "from activation"),
    "previous": Text("自上一步完成起", "from the step before"),
    "termination": Text("自终止起", "from termination"),
}
LIFE_SAFETY = Text("人员安全优先", "People first")
IF = Text("若{when}：", "If {when}: ")
GO_TO = Text("转第{step}步", "go to step {step}")
ENDS = Text("流程至此结束。", "The procedure ends here.")
STOP = Text("停止条件：", "Stop when: ")
CHANNEL = Text("渠道：", "By: ")
NOTIFY = Text("通知：", "Notify: ")
FORM = Text("记录：", "Record: ")
RESOURCES = Text("资源：", "Uses: ")
REMARKS = Text("其他", "Further")
