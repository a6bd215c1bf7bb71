"""What layouts say in their own words, in every language of a document."""

from __future__ import annotations

from typing import Literal

from ..diagnostics import Text

YES = Text("是", "yes")
NO = Text("否", "no")
AND = Text("，且 ", " and ")

NUMBER = Text("序号", "No.")
ACTION = Text("行动", "Action")
ROLE = Text("责任岗位", "Role")
LIMIT = Text("时限", "Time limit")
FROM_ACTIVATION = Text("时限未注明起点的，自启动起算。", "A time limit runs from activation unless it says otherwise.")
BETWEEN = Text("；", "; ")
WITHIN = Text("{limit}内", "within {limit}")
FROM = {
    "discovery": Text("自发现起", "from discovery"),
    "request": Text("自接到呼叫或报告起", "from the call or report"),
    "activation": Text("自启动起", "from activation"),
    "previous": Text("自上一步完成起", "from the step before"),
    "termination": Text("自终止起", "from termination"),
}
LIFE_SAFETY = Text("人员安全优先", "People first")
IF = Text("若", "If ")
GO_TO = Text("，转", ", go to ")
THEN = Text("做完转", "Then go to ")
ELSE = Text("其余情形转", "Otherwise go to ")
STEP = Text("第{step}步", "step {step}")
PROCEDURE = Text("“{name}”流程", "the procedure “{name}”")
PARALLEL = Text("与第{step}步同时", "At the same time as step {step}")
DECIDER = {
    "activation": Text("该级启动决定人", "Whoever activates the level"),
    "termination": Text("该级终止决定人", "Whoever ends the level"),
}
PLACE = Text("地点：", "Where: ")
ENDS = Text("流程至此结束。", "The procedure ends here.")
STOP = Text("停止条件：", "Stop when: ")
CHANNEL = Text("渠道：", "By: ")
NOTIFY = Text("通知：", "Notify: ")
FORM = Text("记录：", "Record: ")
RESOURCES = Text("资源：", "Uses: ")
RESTORES = Text("恢复：", "Restores: ")
REMARKS = Text("其他", "Further")
MEASURE = Text("指标", "Measure")
MEASURES = Text("分级指标对照", "Measures of each level")
ANY_OF = Text("{what}（满足任一条即可）", "{what} (any of)")
ESCALATION = Text("按时间逐级上报", "escalation by time")
OF_LEVEL = Text("{level}{what}", "{level}: {what}")
NOTICES = Text("通知范围", "notices")
LAW = Text("名称与文号", "Title and number")
LAW_STATUS = Text("施行日期与状态", "In force since, status")
LAW_DUTY = Text("条款与要求", "Articles and duties")
# What stands before and behind a date.
EFFECTIVE = (Text("", "from "), Text("施行", ""))
ISSUED = (Text("", "issued "), Text("公布", ""))
REPEALED = (Text("", "until "), Text("失效", ""))
REPLACED_BY = Text("被代替：", "replaced by: ")
AREA = Text("分区", "Area")
WAYS_OUT = Text("疏散路线与暂避处", "Ways out and refuge")
PEOPLE_INSIDE = Text("各分区在场人员", "People in each area")
TOTAL = Text("合计", "Total")
MONTH = Text("月份", "Month")
MONTHS = Text("{year}年{month}月", "{year}-{month}")
TRAINING = Text("培训", "Training")
DRILL = Text("演练", "Drills")
ROLES_HELD = Text("担任岗位", "Roles")
DEPUTY_FOR = Text("替补：", "deputy for ")
DEPUTY_IN = Text("替补岗位", "Deputy for")
AT_SITE = Text("（{site}）", " ({site})")
SCENARIO = Text("情景", "Scenario")
SCENARIOS = Text("情景一览", "Scenarios at a glance")
INTERNAL_CONTACTS = Text("内部应急通讯录", "Internal contacts")
CONTACTS_OF = Text("通讯录", ": contacts")
EXTERNAL_CONTACTS_OF = Text("外部联系", ": external contacts")
EXTERNAL_CONTACTS = Text("外部应急通讯录", "External contacts")

CLAUSE = Text("标准条款", "Clause")
COVERAGE = Text("状态", "Status")
WHERE = Text("所在章节", "Where")
REASON = Text("不适用理由", "Why it does not apply")
CLAUSE_STATUS = {
    "covered": Text("已覆盖", "covered"),
    "justified": Text("不适用", "does not apply"),
    "gap": Text("缺口", "gap"),
    "other": Text("不适用", "does not apply"),
}

PRINCIPAL = Text("主要负责人", "Principal")
# Who signs electronically, in this order, and the stage of the approvals that each of them answers for.
ELECTRONIC: dict[Literal["author", "reviewer", "approver"], tuple[str, Text]] = {
    "author": ("drafting", Text("编制人电子签名", "Author, electronically")),
    "reviewer": ("review", Text("审核人电子签名", "Reviewer, electronically")),
    "approver": ("approval", Text("批准人电子签名", "Approver, electronically")),
}
TITLED_LEFT = Text("《", "")
TITLED_RIGHT = Text("》", "")
OPEN = Text("（", " (")
CLOSE = Text("）", ")")
DONE = {
    "drafting": Text("编制工作组编制", "drafted by the working group"),
    "review": Text("内部审核", "reviewed"),
    "expert-review": Text("专家评审", "approved by expert review"),
    "countersign": Text("各执行部门会签", "countersigned by the executing units"),
}
AFTER = Text("已经", " has been ")
DONE_LAST = Text("、", " and ")
AFTER_DONE = Text("，", ". It")
IN_FORCE = Text("现予批准发布，自", " is hereby approved and issued, and is in force from ")
FROM_THEN = Text("起施行。", ".")
PROMULGATED = Text(
    "现予批准发布，自发布之日起施行。", " is hereby approved and issued, and is in force from the day of issue."
)
SUPERSEDED = Text("原版本 ", "Version ")
SUPERSEDED_END = Text(
    " 同时废止，旧版受控本全部收回。", " is withdrawn; all controlled copies of it are to be returned."
)
TO_ALL = Text(
    "各部门和全体人员应当熟悉本预案，按职责做好准备、培训和演练；突发事件发生时，按本预案规定的分工、程序和时限行动。",
    "All units and staff shall know this plan, prepare, train and exercise as it says, and in an emergency act within "
    "the duties, procedures and time limits it sets.",
)
ACTION_CARD = Text("应急处置卡", "action card")
CALL = Text("呼叫", "Call")
PHASES = Text("应急响应流程图", "Response flow")
CHART = Text("应急组织机构图", "Organisation chart")
BELOW = Text("下设", ": ")
UNITS_BELOW = Text("及下级{count}个", "and {count} below")
UNITS_MORE = Text("另有{count}个机构", "{count} more units")
SIGN = Text("发现征兆或接到报告", "Sign or report")
END = Text("响应结束，总结归档", "Response closed and filed")
REACHED = Text("达到启动条件？", "Criteria met?")
REACHED_YES = Text("是，启动", "yes, activate")
NOT_YET = Text("否", "no")
WATCH = Text("继续监测", "Watch on")
WATCH_WARNED = Text("预警准备，继续监测", "Prepare and watch")
DECIDE = Text("研判定级，由决定人启动", "Decide on the level")
ENDED = Text("满足终止条件？", "Ready to end?")
ADJUST = Text("复核级别：升级、降级或保持", "Review: raise, lower or keep")
FLOW_SAID = Text(
    "未达到启动条件的继续监测；终止条件未满足的复核级别后继续处置",
    "what does not meet the criteria is watched; until the response can end, the level is reviewed",
)
ACTIONS = Text("行动步骤", "actions")
EVERY = Text("每{per}{times}次", "{times} times every {per}")
ONCE_EVERY = Text("每{per}1次", "once every {per}")
EACH_LASTS = Text("，每次{length}", ", {length} each")
EACH_DIFFERENT = Text("，各次针对不同类型的事件", ", each on another type of event")
FULL_STOP = Text("。", ".")

SERVICES = Text("报警与急救", "Emergency services")
DECIDERS = Text("启动决定人与代行人", "Who decides, and stands in")
WHEN = Text("何时启动", "When")
FIRST_STEPS = Text("先做什么（谁做、时限）", "What first (who, how soon)")
LEFT_OUT = Text(
    "另有{count}个情景，见预案和处置卡：{names}。", "{count} more scenarios are in the plan and on the cards: {names}."
)
# What such a field asks for fits on one line.
SHORT = {
    "zh": r"(编号|时间|日期|期限|地点|级别|班次|文号|金额|签名|签字|签章|盖章|[^和]人|名称)$",
    "en": r"(?i)^(who|when|where)\b|\b(numbers?|no\.|dates?|times?|places?|levels?|names?|signatures?|signed( by)?|amount|phone|code)$",
}
