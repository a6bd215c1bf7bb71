"""What is found beside the rules, above all structural mistakes: what each code means and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from .diagnostics import Severity, Text


@dataclass(frozen=True, slots=True)
class Code:
    """What is no rule's: a title, what to know about it, how grave it is, and whether it stands in the way of a document."""

    title: Text
    about: Text
    blocks: bool = True
    severity: Severity = "error"


CODES: dict[str, Code] = {
    "bad-file": Code(
        Text("文件不能读", "a file that can't be read"),
        Text(
            "预案里只能有 UTF-8 编码的普通文件，不超过 1 MiB；链接、管道、GBK 或 UTF-16 编码的文件都不接受。",
            "A plan holds regular files in UTF-8 of at most 1 MiB; links, pipes, GBK and UTF-16 are refused.",
        ),
    ),
    "empty-file": Code(
        Text("空文件", "an empty file"),
        Text("文件里没有任何内容，删掉它或写入内容。", "The file holds nothing: delete it or write into it."),
        blocks=False,
        severity="warning",
    ),
    "unseen-character": Code(
        Text("看不见的字符", "an unseen character"),
        Text(
            "控制字符、零宽字符和双向控制符会让审阅的人看到的文字与编译的文字不同，一律不接受。",
            "Controls, zero-width and bidirectional marks make reviewers see another text than the compiler reads.",
        ),
    ),
    "unprintable-character": Code(
        Text("印不出来的字符", "a character that can't be printed"),
        Text(
            "成品要让人看得到每一个字：表情符号和个别生僻字在 DOCX、PDF 所用的字体里没有，换一个字或用文字说明。",
            "Every character must be seen in the editions; emoji and some rare characters are in none of their fonts.",
        ),
    ),
    "syntax": Code(
        Text("YAML 写法错误", "a mistake in the YAML"),
        Text(
            "预案语言是 YAML 1.2 的子集：用空格缩进，不用锚点、别名、标签和合并键，一个文件一份文档，键是名称。"
            "12:30、no、010 都按原样读作文字。",
            "The plan language is a subset of YAML 1.2: spaces for indentation; no anchors, aliases, tags or merge keys; "
            "one document a file; keys are names. 12:30, no and 010 are read as text.",
        ),
    ),
    "given-twice": Code(
        Text("字段写了两次", "a field given twice"),
        Text(
            "同一个键在一处只能写一次；编译器不猜哪个算数。",
            "A key stands once in a mapping: the compiler doesn't guess which one counts.",
        ),
    ),
    "unknown-kind": Code(
        Text("没有这个种类", "an unknown kind"),
        Text(
            "文件最外层的键是片段的种类，如 levels、scenarios。",
            "The top-level keys of a file are kinds, such as levels or scenarios.",
        ),
    ),
    "unknown-field": Code(
        Text("没有这个字段", "an unknown field"),
        Text(
            "字段由 schema/ 里的定义决定，写错的字段不会被悄悄忽略。",
            "Fields are defined in schema/; a misspelt one is never ignored in silence.",
        ),
    ),
    "missing-field": Code(
        Text("缺少必需的字段", "a required field is missing"),
        Text("没有这个字段，条目就不能被引用，也不能编排。", "Without it, the item can't be referred to or shown."),
    ),
    "missing-value": Code(
        Text("字段没有内容", "a field without a value"),
        Text(
            "写了字段名却没有内容；补上内容，或删掉这个字段。",
            "The field's name is there but no value: write one or delete the field.",
        ),
    ),
    "wrong-type": Code(
        Text("值的类型不对", "a value of the wrong type"),
        Text(
            "例如电话、版本号要加引号写成文字，列表的每一项以“- ”开头。",
            "Phone numbers and versions are text and need quotes; entries of a list begin with `- `.",
        ),
    ),
    "bad-value": Code(
        Text("值不对", "a wrong value"),
        Text(
            "时长写 PT30M，日期写 2026-07-01，时刻写 08:30，编号用小写字母、数字和连字符，有固定取值的字段只能取列出的值。",
            "Durations are PT30M, dates 2026-07-01, times 08:30; ids have lower-case letters, digits and hyphens; "
            "a field with fixed values takes one of them.",
        ),
    ),
    "newer-language": Code(
        Text("预案语言版本较新", "a newer version of the plan language"),
        Text(
            "这个编译器不认识这份预案所用的语言版本，请升级。",
            "This compiler doesn't know the plan's version of the language: please upgrade.",
        ),
    ),
    "id-twice": Code(
        Text("编号重复", "an id used twice"),
        Text(
            "编号在一个预案里（含共享内容）只能用一次；步骤编号只在本流程内唯一。",
            "Ids are unique in a plan with what it shares; step ids in their procedure.",
        ),
    ),
    "unknown-reference": Code(
        Text("引用的编号不存在", "a reference that leads nowhere"),
        Text(
            "被引用的条目不存在：可能写错了编号，或还没有声明。",
            "What it names doesn't exist: misspelt, or not yet declared.",
        ),
    ),
    "wrong-reference": Code(
        Text("引用了别的东西", "a reference to the wrong thing"),
        Text(
            "编号存在，但它是另一种条目，例如在应写岗位的地方写了级别。",
            "The id exists but is something else, such as a level where a role belongs.",
        ),
    ),
    "unknown-plan": Code(
        Text("没有所扩展的预案", "the extended plan doesn't exist"),
        Text("extends 写的是相邻预案的文件夹名。", "`extends` names the folder of a plan beside this one."),
    ),
    "extends-cycle": Code(
        Text("预案互相扩展", "plans extend each other"),
        Text(
            "扩展关系只能从专项指向综合、从现场指向专项，不能成圈。",
            "Plans build on more general ones and never in a circle.",
        ),
    ),
    "unknown-override": Code(
        Text("要替换或去掉的条目不存在", "nothing to replace or remove"),
        Text(
            "overrides 写要替换的编号，removes 写不要的编号；两者都必须是所扩展预案里的条目，要替换的还要在本预案里重新写出。",
            "`overrides` names ids that are replaced, `removes` those done without; both must exist in the extended plan, "
            "and what is replaced must be given anew.",
        ),
    ),
    "parent-cycle": Code(
        Text("机构互为上级", "units are each other's parents"),
        Text(
            "机构的上级关系是一棵树，不能成圈。", "Units form a tree: going up from parent to parent never leads back."
        ),
    ),
    "allow-expired": Code(
        Text("准许已经到期", "a permission that has expired"),
        Text(
            "条目里的 allow 让一条规则的检查结果在期限内可以不改；过了 until 这一天，结果照常报告。改正，或者重新说明理由、定下新的期限。",
            "`allow` in an item lets a finding of a rule stand for a time; after the day in `until` it is reported again. "
            "Mend the item, or give a new reason and a new day.",
        ),
        blocks=False,
        severity="warning",
    ),
    "allow-unused": Code(
        Text("没有用处的准许", "a permission that nothing needs"),
        Text(
            "allow 所在的条目里没有这条规则的检查结果：已经改正的，把准许删掉，免得以后的问题被它放过。",
            "The rule finds nothing in the item that allows it. Delete the permission, lest it lets a later mistake pass.",
        ),
        blocks=False,
        severity="warning",
    ),
    "no-head": Code(
        Text("没有 plan 片段", "no fragment `plan`"),
        Text(
            "每个预案要有一个 plan 片段，写明名称、编号、版本、类型和单位。",
            "Every plan has a fragment `plan` with its name, number, version, type and organisation.",
        ),
    ),
}
