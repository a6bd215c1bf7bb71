"""What the command line and the reports say, in every language."""

from __future__ import annotations

from .diagnostics import Said, Text

NOTE = Text("说明", "note")
HELP = Text("建议", "help")
CLEAN = Text("没有发现问题", "no findings")
COUNTS = {
    "error": Text("{count} 个错误", "{count} errors"),
    "warning": Text("{count} 个警告", "{count} warnings"),
    "info": Text("{count} 条提示", "{count} remarks"),
}
ONE = {
    "error": Text("{count} 个错误", "{count} error"),
    "warning": Text("{count} 个警告", "{count} warning"),
    "info": Text("{count} 条提示", "{count} remark"),
}
IN_FILES = Text("{counts}，在 {files} 个文件中", "{counts} in {files} files")
IN_ONE_FILE = Text("{counts}，在 {files} 个文件中", "{counts} in {files} file")
CHECKED = Text("检查了 {plans} 个预案", "checked {plans} plans")

PROGRAM = Text(
    "把 YAML 写的应急预案编译成网站、DOCX 和 PDF。\n\n\b\n"
    "  preplan check                 检查 plans/ 下的所有预案\n"
    "  preplan build                 生成 build/ 下的网站、DOCX 和 PDF\n"
    "  preplan serve                 边写边看：保存后浏览器自动刷新\n"
    "  preplan explain step-no-role  说明一条规则为什么、依据什么、怎么改\n\n"
    "退出码：0 没有问题，1 有问题，2 用法或机器错误。",
    "Compile emergency-response plans written as YAML into a site, DOCX and PDF.\n\n\b\n"
    "  preplan check                 check all plans below plans/\n"
    "  preplan build                 write the site, DOCX and PDF below build/\n"
    "  preplan serve                 preview while you write: a saved fragment shows in the browser\n"
    "  preplan explain step-no-role  say why a rule is there, what it rests on, and how to comply\n\n"
    "Exit status: 0 clean, 1 findings, 2 usage or machine.",
)
CHECK = Text(
    "检查预案：语法、字段、引用和规则，一次说出所有问题。\n\nPATH 是预案的文件夹、编号、其中一个文件，或放预案的文件夹；缺省为 plans/。",
    "Check plans: syntax, fields, references and rules; all mistakes in one run.\n\n"
    "PATH is a plan's folder or id, a file in it, or a folder of plans; plans/ when not given.",
)
BUILD = Text(
    "生成网站、DOCX 和 PDF。\n\n只有结构性错误会阻止生成；其余问题请用 check 查看。输出文件夹在全部完成后一次替换。",
    "Write the site, DOCX and PDF.\n\nOnly structural mistakes stop a build; see check for the rest. "
    "The output folder is replaced in one step once everything is written.",
)
MODEL = Text(
    "打印解析后的预案：每一项的字段、来源和位置。", "Print the resolved plan: every item's fields, source and place."
)
EXPLAIN = Text(
    "说明一个代码：含义、依据、正反例。不给代码则列出全部。",
    "Explain a code: what it means, what it rests on, a bad and a good example. Without one, list them all.",
)
TRACE = Text(
    "对照来源事实：哪些已写入预案，哪些还缺，哪些条目是自己增加的。\n\n给出 --facts 时，只要缺一条就以 1 退出。",
    "Trace source facts: which are carried over, which are missing, and which items are our own additions.\n\n"
    "With --facts, one missing fact makes the exit status 1.",
)
SERVE = Text(
    "在本机预览网站，保存片段后浏览器自动刷新。",
    "Preview the site on this machine; the browser reloads when a fragment is saved.",
)

OPT_LANG = Text("消息的语言；缺省随系统", "language of messages; the locale's when not given")
OPT_FORMAT = Text("报告格式", "format of the report")
OPT_FAIL_ON = Text("从哪一级起算不通过", "from which severity on the exit status is 1")
OPT_AS_OF = Text("把这一天当作今天", "take this day as today")
OPT_BUILD_AS_OF = Text(
    "把这一天当作今天；缺省为所编译提交的日期", "take this day as today; the date of the commit when not given"
)
OPT_NO_CACHE = Text("不使用缓存", "use no cache")
OPT_PLAN = Text("只生成这个预案（可多次给出）", "build this plan only (can be given more than once)")
OPT_TO = Text("输出种类，逗号分隔；缺省为 {names}", "outputs, separated by commas; {names} when not given")
OPT_OUT = Text("输出文件夹", "output folder")
OPT_AUDIENCE = Text("给谁看：公开、内部或受控", "for whom: public, internal or controlled")
OPT_JOBS = Text("并行的进程数", "number of worker processes")
OPT_FACTS = Text("来源事实清单（含 S1.1-01 这样的编号）", "a list of source facts (with ids such as S1.1-01)")
OPT_HOST = Text("监听的地址", "address to listen on")
OPT_PORT = Text("监听的端口；0 表示任选", "port to listen on; 0 takes a free one")
OPT_OPEN = Text("打开浏览器", "open the browser")
OPT_HELP = Text("显示帮助", "show this help")
OPT_VERSION = Text("显示版本", "show the version")

INTERNAL = Text(
    "内部错误：{error}。这是 preplan 的缺陷，请报告；设置 PREPLAN_DEBUG=1 可看到详情",
    "internal error: {error}. This is a fault in preplan, please report it; PREPLAN_DEBUG=1 shows more",
)
MACHINE = Text("{path}:{reason}", "{path}: {reason}")
NOT_BUILT = Text("没有生成：先改正上面的错误", "nothing was built: mend the errors above first")
ALSO_FOUND = Text("另有 {counts}，用 preplan check 查看", "also found: {counts}; see preplan check")
WRITTEN = Text("已写入 {folder}:{files} 个文件", "wrote {files} files to {folder}")
SEVERITY = Text("级别", "severity")
BASIS = Text("依据", "basis")
FLAGGED = Text("会报告", "flagged")
FINE = Text("不报告", "fine")
SEVERITIES = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("提示", "info"),
}
TRACED = Text(
    "{plan}:{text} 的 {total} 条事实中写入 {carried} 条", "{plan}: {carried} of {total} facts of {text} carried over"
)
CITED = Text("{plan}：引用了 {text} 的 {carried} 条事实", "{plan}: {carried} facts of {text} cited")
MISSING = Text("缺少", "missing")
UNKNOWN_FACTS = Text("清单里没有的编号", "not in the list of facts")
ADDITIONS = Text("自己增加的条目（{count}）", "our own additions ({count})")

SERVING = Text("预览地址：{address}（按 Ctrl-C 结束）", "preview at {address} (Ctrl-C ends it)")
COMPILING = Text("正在编译 {plans} 个预案并生成网站…", "compiling {plans} plans and writing their site…")
SERVED = Text(
    "{plans} 个预案的网站已更新，用时 {seconds} 秒", "the site of {plans} plans is up to date after {seconds} s"
)
NOT_SERVED = Text(
    "预览停在上一次成功的结果；改正后自动更新", "the preview stays as it was; it goes on once this is mended"
)
MENDED = Text("已改正，内容没有其他变化", "mended; nothing else has changed")
FIRST_BUILD = Text("正在生成网站，完成后自动显示…", "the site is being written and will show here…")


def counted(severity: str, count: int) -> Said:
    """Say how many findings of a severity there are."""
    return (ONE if count == 1 else COUNTS)[severity](count=count)
