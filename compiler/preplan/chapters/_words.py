"""What layouts say in their own words, in every language of a document."""

from __future__ import annotations

from ..diagnostics import Text

YES = Text("是", "yes")
NO = Text("否", "no")
AND = Text("，且", " and ")

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
IF = Text("若", "If ")
GO_TO = Text("，转", ", go to ")
STEP = Text("第{step}步", "step {step}")
ENDS = Text("流程至此结束。", "The procedure ends here.")
STOP = Text("停止条件：", "Stop when: ")
CHANNEL = Text("渠道：", "By: ")
NOTIFY = Text("通知：", "Notify: ")
FORM = Text("记录：", "Record: ")
RESOURCES = Text("资源：", "Uses: ")
REMARKS = Text("其他", "Further")
MEASURE = Text("指标", "Measure")
MEASURES = Text("分级指标对照", "Measures of each level")
ANY_OF = Text("{what}（满足任一条即可）", "{what} (any of)")
NOTICES = Text("通知范围", "Notices")
LIKELIHOOD = Text("可能性", "Likelihood")
CITED_ARTICLES = Text("条款", "Articles")
LAW = Text("名称与文号", "Title and number")
LAW_STATUS = Text("施行日期与状态", "In force since, status")
LAW_DUTY = Text("条款与要求", "Articles and duties")
EFFECTIVE = Text("施行", "in force since")
REPLACED_BY = Text("被代替：", "replaced by ")
MONTH = Text("月份", "Month")
MONTHS = Text("{year}年{month}月", "{year}-{month}")
TRAINING = Text("培训", "Training")
DRILL = Text("演练", "Drills")
ROLES_HELD = Text("担任岗位", "Roles")
DEPUTY_FOR = Text("替补：", "deputy for ")
CONTACT = Text("联系方式", "Contact")
DUTY_PHONE = Text("24 小时值班电话", "Duty phone, round the clock")
INTERNAL_CONTACTS = Text("内部应急通讯录", "Internal contacts")
EXTERNAL_CONTACTS = Text("外部应急通讯录", "External contacts")
