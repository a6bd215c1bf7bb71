"""What the command line and the reports say, in every language."""

from __future__ import annotations

import errno

from .diagnostics import Allowed, Said, Text

NOTE = Text("说明", "note")
HELP = Text("建议", "help")
ALLOWED = Text("准许", "allowed")
ALLOWED_UNTIL = Text("由{by}负责，准许到{until}：{reason}", "{by} answers for it until {until}: {reason}")
SWITCHED_OFF = Text("预案的设置不检查这条规则：{reason}", "the plan's settings switch this rule off: {reason}")
NOT_SHOWN = Text(
    "另有 {count} 条准许不改，用 --show-suppressed 查看", "{count} more are allowed; --show-suppressed shows them"
)
ALLOWED_TOO = Text("{counts}；另有 {allowed} 条准许不改", "{counts}; {allowed} more are allowed")
MOST = Text("按规则：", "by rule:")
FIXABLE = Text(
    "其中 {count} 处可以用 {name} check --fix 自动改正", "{count} of them can be mended by `{name} check --fix`"
)
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

PROGRAM = Text(
    "把 YAML 写的应急预案编译成网站、DOCX 和 PDF。\n\n\b\n"
    "  {name} new my-plan           在 plans/my-plan/ 新建一份可以照着改的预案\n"
    "  {name} check                 检查 plans/ 下的所有预案\n"
    "  {name} check --fix           改正只有一种可能的问题\n"
    "  {name} fmt                   把文件整理成统一的格式\n"
    "  {name} build                 生成 build/ 下的网站、DOCX 和 PDF\n"
    "  {name} serve                 边写边看：保存后浏览器自动刷新\n"
    "  {name} explain levels        列出一个种类的字段和取值\n"
    "  {name} explain step-no-role  说明一条规则为什么、依据什么、怎么改\n\n"
    "退出码：0 没有问题，1 有问题，2 用法或机器错误。",
    "Compile emergency-response plans written as YAML into a site, DOCX and PDF.\n\n\b\n"
    "  {name} new my-plan           write a plan to begin with below plans/my-plan/\n"
    "  {name} check                 check all plans below plans/\n"
    "  {name} check --fix           mend what can only be meant in one way\n"
    "  {name} fmt                   put the files in one form\n"
    "  {name} build                 write the site, DOCX and PDF below build/\n"
    "  {name} serve                 preview while you write: a saved fragment shows in the browser\n"
    "  {name} explain levels        list the fields of a kind and their values\n"
    "  {name} explain step-no-role  say why a rule is there, what it rests on, and how to comply\n\n"
    "Exit status: 0 clean, 1 findings, 2 usage or machine.",
)
CHECK = Text(
    "检查预案：语法、字段、引用和规则，一次说出所有问题。\n\n路径是预案的文件夹、编号、其中一个文件，或放预案的文件夹；不写则为 plans/。",
    "Check plans: syntax, fields, references and rules; all mistakes in one run.\n\n"
    "PATH is a plan's folder or id, a file in it, or a folder of plans; plans/ when not given.",
)
FMT = Text(
    "把预案文件整理成统一的格式：缩进、空行、字段顺序、括号里的空格；内容和注释不变。\n\n"
    "写在一行里还是分行写，由作者决定，一行不超过 120 列；空行隔开的各段，字段只在段内排序。"
    "语法有错的文件不动。路径是文件、预案的文件夹或编号；不写则为 plans/；“-”表示读标准输入、写标准输出。\n\n\b\n"
    "  {name} fmt --dry-run          看会改什么，不写入\n"
    "  {name} fmt --check            只列出要整理的文件，有则以 1 退出",
    "Put the files of plans in one form: indentation, blank lines, order of fields, blanks in brackets. What they say "
    "stays, and every comment.\n\n"
    "Whether something stands in one line or in several is the author's choice, up to 120 columns; fields are ordered "
    "within what blank lines part. Files with mistakes in their syntax are left alone. PATH is a file, a plan's folder "
    "or id; plans/ when not given; `-` reads standard input and writes standard output.\n\n\b\n"
    "  {name} fmt --dry-run          see what would change, write nothing\n"
    "  {name} fmt --check            only name the files that would; then the exit status is 1",
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
    "说明一个代码（含义、依据、正反例），或一个种类（有哪些字段、怎么写）。\n\n"
    "字段里的字段也可以单独看，如 organisation.roles；什么都不写则列出全部代码和种类。",
    "Explain a code (what it means, what it rests on, a bad and a good example) or a kind (its fields and their values)."
    "\n\nA part of a kind can be asked for, such as organisation.roles; without anything, list all codes and kinds.",
)
TRACE = Text(
    "对照来源事实：哪些已写入预案，哪些还缺，哪些条目是自己增加的。\n\n"
    "不写路径则看全部预案合起来，没有预案引用的来源也列出，末行是总数；写了路径则只看这些预案引用的来源。"
    "给出 --facts 时，只要缺一条就以 1 退出。",
    "Trace source facts: which are carried over, which are missing, and which items are our own additions.\n\n"
    "Without PATH all plans count together: texts that no plan cites are reported too, and the last line is the total. "
    "With PATH, only the texts that these plans cite count. With --facts, one missing fact makes the exit status 1.",
)
NEW = Text(
    "新建一份预案：在 plans/ 下写出一个能通过检查的小预案，照着注释改。\n\n编号用小写字母、数字和连字符；已有的文件夹不会改动。",
    "Write a small sound plan below plans/, to be changed as its comments say.\n\n"
    "An id has lower-case letters, digits and hyphens. A folder that exists is left as it is.",
)
COVERAGE_HELP = Text(
    "对照标准条款：哪些由哪些内容覆盖，哪些写明了不适用的理由，哪些还是缺口。\n\n"
    "只看适用于这种预案的条款；不写 --standard 则对照适用的全部标准。有缺口时以 1 退出。",
    "Hold a plan against the clauses of standards: which are covered and by what, which are justified, which are gaps.\n\n"
    "Clauses meant for other types of plan are left out; without --standard, all standards meant for the plan count. "
    "A gap makes the exit status 1.",
)
SERVE = Text(
    "在本机预览网站，保存片段后浏览器自动刷新。",
    "Preview the site on this machine; the browser reloads when a fragment is saved.",
)
SIGN = Text(
    "给生成的 PDF 电子签名：编制人、审核人、批准人依次各签一次，各用各的机器和证书。\n\n"
    "只签 preplan 从干净的提交生成的原样，或在它上面只有前面角色有效签名的文件；签完先自查，查过才写入。"
    "第一个签名认证文件，批准人的签名锁定文件。用什么签，选一种：\n\n\b\n"
    "  --demo            试用：一次性的示例证书，不证明任何人的身份\n"
    "  --p12 文件        证书文件（.p12、.pfx）\n"
    "  --pkcs11 库       USB Key、加密机等 PKCS#11 设备\n"
    "  --signer 命令     签章平台：从标准输入读摘要，向标准输出写 CMS\n\n"
    "口令从不写在命令行上：按提示输入，或用 --passphrase-file，或在 PREPLAN_PASSPHRASE_FD 里给出已打开的文件描述符。"
    "自制证书不是《电子签名法》第十三条的可靠电子签名，见 site/pages/signing.md。",
    "Sign built PDFs electronically: author, reviewer and approver once each, in turn, each with their own machine and "
    "certificate.\n\nOnly what preplan has built from a clean commit is signed, or that with nothing but valid "
    "signatures of the roles before. The result is verified before it is written. The first signature certifies the "
    "file, the approver's locks it. Sign with one of:\n\n\b\n"
    "  --demo            a try: a throw-away certificate that proves nobody's identity\n"
    "  --p12 FILE        a certificate file (.p12, .pfx)\n"
    "  --pkcs11 LIBRARY  a smart card, token or HSM\n"
    "  --signer COMMAND  a signing service: reads a digest from stdin, writes CMS to stdout\n\n"
    "A passphrase never stands on the command line: it is asked for, or read with --passphrase-file, or from the open "
    "file descriptor named in PREPLAN_PASSPHRASE_FD. site/pages/signing.md says what a self-made certificate is not.",
)
VERIFY = Text(
    "验证签过名的 PDF：谁签的、顺序对不对、内容有没有改动、是从哪个提交生成的。\n\n"
    "逐个签名说明完整、有效、可信、覆盖到位；开头与 manifest.json 里的文件逐字节相同，最后一个签名之后没有多出任何字节。"
    "全部成立才以 0 退出，缺签名也以 1 退出。示例签名要加 --trust build/demo-trust/root.pem 才可信，并始终标明“示例”。",
    "Verify signed PDFs: who signed, in which order, whether anything was changed, and from which commit they were "
    "built.\n\nOf each signature it says whether it is intact, valid, trusted and covers its revision; the file has to "
    "begin byte for byte with one of manifest.json, and nothing may follow the last signature. The exit status is 0 "
    "only if all of that holds, and 1 where a signature is missing. A demo is trusted only with "
    "--trust build/demo-trust/root.pem, and always says so.",
)
LSP = Text(
    "给编辑器用的语言服务（LSP，走标准输入输出）：边写边报错，补全编号、种类和字段，悬停说明，跳转，改名。\n\n"
    "由编辑器启动，管工作区 plans/ 下的文件，从不写盘。\n\n\b\n"
    "VS Code   装任意一个通用 LSP 客户端扩展，命令填 preplan lsp，语言填 yaml\n"
    "Neovim    vim.lsp.start({{ name = 'preplan', cmd = {{ 'preplan', 'lsp' }},\n"
    "                          root_dir = vim.fs.root(0, 'plans') }})\n"
    "Helix     languages.toml：\n"
    "          [language-server.preplan]\n"
    '          command = "preplan"\n'
    '          args = ["lsp"]\n'
    "          [[language]]\n"
    '          name = "yaml"\n'
    '          language-servers = ["yaml-language-server", "preplan"]',
    "A language server for editors (LSP, over standard input and output): findings while you type, completion of ids, "
    "kinds and fields, hover, go to definition, rename.\n\n"
    "The editor starts it. It looks after the files below plans/ of the workspace and never writes to disk.\n\n\b\n"
    "VS Code   any generic LSP client extension: command preplan lsp, language yaml\n"
    "Neovim    vim.lsp.start({{ name = 'preplan', cmd = {{ 'preplan', 'lsp' }},\n"
    "                          root_dir = vim.fs.root(0, 'plans') }})\n"
    "Helix     languages.toml:\n"
    "          [language-server.preplan]\n"
    '          command = "preplan"\n'
    '          args = ["lsp"]\n'
    "          [[language]]\n"
    '          name = "yaml"\n'
    '          language-servers = ["yaml-language-server", "preplan"]',
)

OPT_LANG = Text("消息的语言；不写则随系统", "language of messages; the system's when not given")
OPT_LSP_LANG = Text("消息的语言；不写则随编辑器", "language of messages; the editor's when not given")
OPT_FORMAT = Text("报告格式", "format of the report")
OPT_MODEL_FORMAT = Text("输出格式", "format of the output")
OPT_SELECT = Text(
    "只报告这些规则，用逗号分隔；law 表示 law- 开头的一组。结构性错误总会报告",
    "report these rules only, separated by commas; law stands for all that begin with law-. Structural mistakes "
    "are always reported",
)
OPT_IGNORE = Text("不报告这些规则，写法同上", "leave these rules out, named likewise")
OPT_FIX = Text(
    "改正只有一种可能的问题，如写错一个字母的编号、2026年1月5日、30分钟；改后重新检查，问题变多的不改",
    "mend what can only be meant in one way, such as a slip in an id or `2 hours`; what makes more findings is not done",
)
OPT_FIX_DRY_RUN = Text("与 --fix 合用：只显示会改什么，不写入", "with --fix: show what would change, and write nothing")
OPT_FMT_CHECK = Text("只列出要整理的文件，不写入", "name the files that would change, and write nothing")
OPT_FMT_DRY_RUN = Text("只显示会改什么，不写入", "show what would change, and write nothing")
OPT_SHOW_SUPPRESSED = Text(
    "也列出预案用 allow 准许、用 settings 关闭的结果", "list what plans allow with `allow` or `settings`, too"
)
OPT_BASELINE = Text(
    "以前用 --format json 保存的报告；其中已有的结果不再报告",
    "an earlier report of --format json: what it holds is left out",
)
OF_BASELINE = Text(
    "基线 {file}：已知 {known} 条未列出，{gone} 条已经没有",
    "baseline {file}: {known} known findings left out, {gone} gone",
)
OPT_FAIL_ON = Text("达到哪一级就以 1 退出", "exit with 1 from this severity on")
OPT_AS_OF = Text("把这一天当作今天", "take this day as today")
OPT_BUILD_AS_OF = Text(
    "把这一天当作今天；不写则为所编译提交的日期", "take this day as today; the date of the commit when not given"
)
OPT_NO_CACHE = Text("不使用缓存", "use no cache")
OPT_PLAN = Text("只生成这个预案；可以写多次", "build this plan only; can be given more than once")
OPT_TO = Text(
    "生成哪几种，用逗号分隔：site、docx、pdf，还有 extras：一页纸、处置卡、通讯录、表单和台账",
    "outputs, separated by commas: site, docx, pdf, and extras: summary, cards, contacts, forms and registers",
)
OPT_OUT = Text("输出文件夹", "output folder")
OPT_AUDIENCE = Text("给谁看：公开、内部或受控", "for whom: public, internal or controlled")
OPT_STYLE = Text(
    "DOCX 和 PDF 的样式：modern（现代）或 official（公文）；不写则按预案里的 style",
    "house style of DOCX and PDF: modern or official; the plan's own when not given",
)
OPT_JOBS = Text("同时工作的进程数，1 到 64", "number of worker processes, 1 to 64")
OPT_FACTS = Text("来源事实清单（含 S1.1-01 这样的编号）", "a list of source facts (with ids such as S1.1-01)")
OPT_AS = Text("以什么角色签名（必填）", "the role you sign as (required)")
OPT_P12 = Text("用这个 PKCS#12 文件里的证书和私钥", "sign with the key and certificate of this PKCS#12 file")
OPT_PKCS11 = Text("用这个 PKCS#11 库所管设备里的私钥", "sign with a key on a device, through this PKCS#11 library")
OPT_TOKEN = Text("PKCS#11：设备的名称；只有一个时不必写", "PKCS#11: the device's label, where there are several")
OPT_KEY = Text("PKCS#11：证书和私钥的名称", "PKCS#11: the label of key and certificate")
OPT_SIGNER = Text(
    "让这个程序签名：标准输入是十六进制的 SHA-256 摘要，标准输出是 DER 格式的 CMS 签名，最后一个参数是角色",
    "have this program sign: the SHA-256 in hexadecimal on stdin, a CMS signature in DER on stdout, the role as its last argument",
)
OPT_DEMO = Text("用一次性的示例证书试签，结果标明“示例”", "try it with a throw-away certificate; the result says DEMO")
OPT_PASSPHRASE_FILE = Text(
    "从这个文件读口令或 PIN，取第一行", "read the passphrase or PIN from this file, its first line"
)
OPT_TSA = Text("时间戳服务（RFC 3161）的地址", "address of a time-stamping service (RFC 3161)")
OPT_LEVEL = Text("PAdES 级别；不写则有 --tsa 为 B-T，没有为 B-B", "level of PAdES; without it B-T with --tsa, else B-B")
OPT_NAME = Text("图样上的姓名；不写则取自证书", "the name on the stamp; the certificate's when not given")
OPT_SEAL = Text("图样上的印章图：PNG、JPEG 或 SVG", "picture of a seal for the stamp: PNG, JPEG or SVG")
OPT_TRUST = Text(
    "信任的根证书：PEM 或 DER 文件，或放这些文件的文件夹；可以写多次",
    "roots to trust: a PEM or DER file, or a folder of such; can be given more than once",
)
OPT_POLICY = Text(
    "签名规则（YAML）：哪些角色、什么顺序、谁可以签；不写则为编制人、审核人、批准人",
    "policy (YAML): which roles, in which order, by whom; author, reviewer, approver when not given",
)
OPT_MANIFEST = Text(
    "生成它的 manifest.json；不写则在文件旁边和 build/ 里找",
    "manifest.json of its build; looked for beside the file and in build/ when not given",
)
OPT_SIGNED_OUT = Text(
    "结果写到这里；一次签几份时为已有的文件夹；不写则为同名的 .signed.pdf",
    "write the result here, a folder for several files; NAME.signed.pdf when not given",
)
OPT_REBUILD = Text(
    "还要由 manifest.json 写明的提交重新生成，并逐字节对照",
    "also build it again from the commit of manifest.json and compare every byte",
)
OPT_STANDARD = Text("只对照这个标准：编号、文号或文件名，如 G", "this standard only: its id, number or file, such as G")
OPT_STRICT = Text("只计入主要负责人已批准的内容", "count only what the plan's principal has approved")
OPT_OUT_FILE = Text("写入这个文件；不写则打印", "write to this file; print when not given")
OPT_HOST = Text("监听的地址", "address to listen on")
OPT_PORT = Text("监听的端口；0 表示任选一个空闲的", "port to listen on; 0 takes a free one")
OPT_OPEN = Text("打开浏览器", "open the browser")
OPT_HELP = Text("显示帮助", "show this help")
OPT_VERSION = Text("显示版本", "show the version")
WITH_DEFAULT = Text("{help} [默认：{value}]", "{help} [default: {value}]")

# What stands for a value
A_STANDARD = Text("标准", "STANDARD")
A_PATH = Text("路径", "PATH")
A_PLAN = Text("预案", "PLAN")
A_CODES = Text("规则", "RULES")
A_CODE = Text("代码或种类", "CODE|KIND")
A_DATE = Text("日期", "DATE")
A_FILE = Text("文件", "FILE")
A_FOLDER = Text("文件夹", "FOLDER")
A_NAME = Text("名称", "NAME")
A_COMMAND_LINE = Text("命令", "COMMAND")
AN_ADDRESS = Text("网址", "URL")
A_HOST = Text("地址", "HOST")
A_NEW_ID = Text("编号", "ID")
A_LIST = Text("列表", "LIST")
A_NUMBER = Text("数", "N")
SOME_OPTIONS = Text("[选项]", "[OPTIONS]")
A_COMMAND = Text("命令 [参数]...", "COMMAND [ARGS]...")

# Headings of help, by what click calls them
USAGE = Text("用法：", "Usage: ")
HEADINGS = {
    "Options": Text("选项：", "Options:"),
    "Commands": Text("命令：", "Commands:"),
    "Positional arguments": Text("参数：", "Arguments:"),
}

# Mistakes of usage
NO_SUCH_COMMAND = Text("没有“{name}”这个命令", "there is no command `{name}`")
NO_SUCH_OPTION = Text("没有“{name}”这个选项", "there is no option `{name}`")
TOO_MUCH = Text("多出了这些参数：{values}", "too many arguments: {values}")
NEEDS_VALUE = Text("{name} 后面要有一个值", "{name} needs a value")
TAKES_NO_VALUE = Text("{name} 后面不能有值", "{name} takes no value")
MISSING_PARAMETER = Text("缺少“{name}”", "{name} is missing")
BAD_PARAMETER = Text("{name} 的值{wanted}", "the value of {name} should be {wanted}")
WANTED_CHOICE = Text("只能是其中之一：{names}", "one of: {names}")
WANTED_NUMBER = Text("应当是 {low} 到 {high} 之间的整数", "a whole number between {low} and {high}")
WANTED_FILE = Text("应当是已有的文件", "an existing file")
WANTED_DAY = Text("应当是日历上的日期，如 2026-07-01", "a date of the calendar, such as 2026-07-01")
SEE_HELP = Text("运行 {command} --help 查看用法说明", "run {command} --help to read more")

# Faults of the machine, by the system's number for them
REASONS = {
    errno.ENOENT: Text("没有这个文件或文件夹", "no such file or folder"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("系统不允许", "not permitted"),
    errno.EEXIST: Text("已经存在", "it exists already"),
    errno.EISDIR: Text("这是文件夹，不是文件", "it is a folder, not a file"),
    errno.ENOTDIR: Text("这不是文件夹", "it is not a folder"),
    errno.ENOTEMPTY: Text("文件夹不是空的", "the folder is not empty"),
    errno.ENOSPC: Text("磁盘已满", "no space left on the disk"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: Text("文件太大", "the file is too large"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.EIO: Text("磁盘读写出错", "the disk can't be read or written"),
    errno.ELOOP: Text("链接成了一个圈", "links lead in a circle"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
    errno.EADDRINUSE: Text("已被别的程序占用", "another program uses it already"),
    errno.EADDRNOTAVAIL: Text("这不是本机的地址", "it is no address of this machine"),
    errno.EMFILE: Text("打开的文件太多", "too many files are open"),
    errno.ENOMEM: Text("内存不足", "out of memory"),
}

INTERNAL = Text(
    "内部错误：{error}。这是 preplan 的缺陷，请报告；设置 PREPLAN_DEBUG=1 可看到详情",
    "internal error: {error}. This is a fault in preplan, please report it; PREPLAN_DEBUG=1 shows more",
)
MACHINE = Text("{path}：{reason}", "{path}: {reason}")
NO_TIME = Text("{name} 的“{value}”不是 Unix 时间", "`{value}` from {name} is no Unix time")
BARE = Text("{reason}", "{reason}")
NOT_BUILT = Text("没有生成：先改正上面的错误", "nothing was built: mend the errors above first")
ALSO_FOUND = Text("另有 {counts}，运行 {name} check 查看", "also found: {counts}; run {name} check to see them")
SEE_EXPLAIN = Text(
    "看不懂哪一条，运行 {name} explain 代码（方括号里的词）",
    "run {name} explain CODE (the word in brackets) to see what a finding means",
)
DRY_RUN_OF_FIX = Text("--dry-run 要与 --fix 一起用", "--dry-run needs --fix")
MENDED_HERE = Text("{file}:{line}：已改正 {code}：{what}", "{file}:{line}: mended {code}: {what}")
NOT_MENDED = Text(
    "{file}:{line}：没有改正 {code}：改了以后问题还在，或者会多出问题",
    "{file}:{line}: {code} is not mended: it would still be there, or there would be more findings",
)
NOT_REACHED = Text(
    "有 {count} 处在没有检查的预案或多个预案共用的文件里，没有改；不写路径运行 {name} check --fix 则全部检查",
    "{count} are in plans that are not checked, or in what others share, and stay; {name} check --fix without PATH takes "
    "them all",
)
DID_MEND = Text("改正了 {count} 处", "mended: {count}")
WOULD_MEND = Text(
    "可以改正 {count} 处，没有写入；以下是现在的检查结果",
    "to be mended: {count}; nothing is written, and this is found now",
)
NONE_TO_MEND = Text("没有可以自动改正的问题", "there is nothing that can be mended")
PUT_IN_FORM = Text("已整理 {file}", "formatted {file}")
NOT_IN_FORM = Text("要整理 {file}", "{file} would be formatted")
FORM_GIVEN = Text("整理了 {changed} 个文件，共 {files} 个", "{changed} of {files} files formatted")
FORM_WANTED = Text(
    "要整理 {changed} 个文件，共 {files} 个；没有写入",
    "{changed} of {files} files would be formatted; nothing is written",
)
LEFT_ALONE = Text("有语法错误的文件没有动：{count} 个", "files with mistakes in their syntax, left alone: {count}")
EMPTY_FOLDER = Text("{folder} 是空文件夹，没有检查", "{folder} is an empty folder and was not checked")
CREATED = Text("已新建 {folder}：{files} 个文件。接下来：", "wrote {folder}: {files} files. What to do next:")
NEXT = (
    Text("  {name} check {folder}  看还要补什么", "  {name} check {folder}  see what is still to be done"),
    Text("  {name} serve --plan {id}  边改边看", "  {name} serve --plan {id}  see it while you change it"),
    Text("  {name} explain levels  看一个种类有哪些字段", "  {name} explain levels  see the fields of a kind"),
)
WRITTEN = Text("已写入 {folder}：{files} 个文件", "wrote {files} files to {folder}")
LABEL = Text("{label}：", "{label}: ")
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
    "{plan}：{text} 的 {total} 条事实中写入 {carried} 条", "{plan}: {carried} of {total} facts of {text} carried over"
)
CITED = Text("{plan}：引用了 {text} 的 {carried} 条事实", "{plan}: {carried} facts of {text} cited")
UNCITED = Text("没有预案引用 {text}，共 {total} 条事实", "no plan cites {text}, {total} facts")
TRACED_ALL = Text("{total} 条事实中写入 {carried} 条", "{carried} of {total} facts carried over")
MISSING = Text("缺少", "missing")
UNKNOWN_FACTS = Text("清单里没有的编号", "not in the list of facts")
ADDITIONS = Text("自己增加的条目（{count}）", "our own additions ({count})")

CODES_ARE = Text("代码：", "Codes:")
KINDS_ARE = Text("种类：", "Kinds:")
A_MAPPING = Text("这是一组字段：", "One mapping with these fields:")
A_LIST_OF = Text(
    "这是列表，每一项以“- ”开头，有这些字段：", "A list; each entry begins with `- ` and has these fields:"
)
ALSO_FIELDS = Text("每一项还可以写：{names}", "Each entry may have besides: {names}")
FIELD = Text("{name}（{label}）", "{name} ({label})")
REQUIRED_FIELD = Text("{name}（{label}，必填）", "{name} ({label}, required)")
FIELD_TYPES = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text("true（是）或 false（否）", "true (yes) or false (no)"),
    "array": Text("列表", "a list"),
    "object": Text("一组字段", "a group of fields"),
    "date": Text("日期，如 2026-07-01", "a date such as 2026-07-01"),
    "duration": Text(
        "时长，如 PT30M（三十分钟）、PT2H（两小时）、P1D（一天）、P3M（三个月）",
        "a duration such as PT30M (30 minutes), PT2H (2 hours), P1D (a day), P3M (3 months)",
    ),
    "time-of-day": Text("时刻，如 08:30", "a time of day such as 08:30"),
    "id": Text("编号，如 {example}", "an id such as {example}"),
}
OR = Text("{one}或{other}", "{one} or {other}")
LIST_OF = Text("列表，每一项是{what}", "a list; each entry is {what}")
ONE_OF = Text("其中之一：{values}", "one of: {values}")
ALWAYS = Text("只能写 {value}", "always {value}")
ID_OF = Text("{things}的编号", "the id of: {things}")
BETWEEN = Text("{low} 到 {high}", "{low} to {high}")
SUCH_AS = Text("如 {examples}", "such as {examples}")

COVERAGE = {
    "covered": Text("已覆盖", "covered  "),
    "justified": Text("有说明", "justified"),
    "gap": Text("缺　口", "gap      "),
}
HELD_AGAINST = Text("{plan} 对照 {number} {name}", "{plan} against {number}, {name}")
CLAUSE = Text("{status}  {number} {title}", "{status}  {number} {title}")
UNCHECKED = Text("{what}（条款转述未与原文核对）", "{what} (not yet compared with the text itself)")
SHOWN = Text("{field}：{count} 处，{place}", "{field}: {count}, {place}")
LACKS = Text("没有：{fields}", "nothing in: {fields}")
ASKED = Text("应当：{evidence}", "should show: {evidence}")
NO_REASON = Text("写明不适用，但没有理由（{place}）", "said not to apply, without a reason ({place})")
PLACED = Text("{text}（{place}）", "{text} ({place})")
DECIDED = Text("{who}，{on}", "{who}, {on}")
UNSIGNED = Text("未写明认定人和日期", "by whom and when is not said")
CLAUSES = Text(
    "{total} 条：已覆盖 {covered}，有说明 {justified}，缺口 {gap}",
    "{total} clauses: {covered} covered, {justified} justified, {gap} gaps",
)
STANDARD = Text("标准", "Standard")
CLAUSE_NUMBER = Text("条号", "Clause")
CLAUSE_TITLE = Text("条款", "Title")
STATUS = Text("状态", "Status")
EVIDENCE = Text("应当写明", "What it should show")
SHOWN_BY = Text("由什么覆盖", "Shown by")
FIRST_PLACE = Text("位置", "Where")
MISSING_FIELDS = Text("还缺什么", "What is missing")
JUSTIFICATION = Text("不适用理由", "Why it does not apply")
DECIDED_BY = Text("认定人", "Decided by")
DECIDED_ON = Text("认定日期", "Decided on")
CHECKED = Text("条款已核对", "Clause checked")
COUNTED = Text("{field}：{count} 处", "{field}: {count}")
YES = Text("是", "yes")
NO = Text("否", "no")
NOT_APPROVED = Text(
    "“{plan}”没有主要负责人注明日期的批准，其内容不计入",
    "`{plan}` has no dated approval by its principal, so nothing in it counts",
)

ONE_SIGNER = Text(
    "用什么签名，选一种：--demo、--p12、--pkcs11 或 --signer", "sign with one of --demo, --p12, --pkcs11 and --signer"
)
PASSPHRASE = Text("{file} 的口令", "passphrase of {file}")
NO_PASSPHRASE = Text(
    "要有 {file} 的口令：用 --passphrase-file，或在 PREPLAN_PASSPHRASE_FD 里写已打开的文件描述符",
    "the passphrase of {file} is needed: use --passphrase-file, or name an open file descriptor in PREPLAN_PASSPHRASE_FD",
)
NO_DESCRIPTOR = Text(
    "PREPLAN_PASSPHRASE_FD 的“{value}”不是打开着的文件描述符",
    "`{value}` from PREPLAN_PASSPHRASE_FD is no open file descriptor",
)
SIGNED = Text("已写入 {file}", "wrote {file}")
DEMO_SIGNED = Text(
    "这是示例签名，不证明任何人的身份；验证：{name} verify {file} --trust {root}",
    "this is a demo and proves nobody's identity; verify it with: {name} verify {file} --trust {root}",
)

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

# In an editor
LSP_ALONE = Text(
    "{name} lsp 等编辑器来接，不是给人直接运行的；按 Ctrl-C 结束",
    "{name} lsp waits for an editor and is not meant to be run by hand; Ctrl-C ends it",
)
FACT = Text("{label}：{value}", "{label}: {value}")
AND_MORE = Text("{names}等 {count} 个", "{names} and others, {count} in all")
NO_FIELD = Text("没有这个字段", "there is no such field")
FIX_ALL = Text("改正这个文件里能自动改的问题", "mend what can be mended in this file")
RENAME_TAKEN = Text("编号“{id}”已经用在 {place}", "the id `{id}` is taken at {place}")
RENAME_BROKEN = Text(
    "先改正 {files} 的语法错误：里面可能写有“{id}”，漏改会断开引用",
    "mend the syntax of {files} first: `{id}` may stand in it, and what is missed would lead nowhere",
)
NOT_UNDERSTOOD = Text(
    "编辑器发来的一条消息读不懂，没有处理：{error}",
    "a message from the editor is not to be understood and was left: {error}",
)
EDITOR_FAULT = Text(
    "内部错误：{error}。这是 preplan 的缺陷，请报告；其余功能照常",
    "internal error: {error}. This is a fault in preplan, please report it; all else goes on",
)


def permission(allowed: Allowed) -> Said:
    """Say why a finding may stand."""
    if allowed.until is None:
        return SWITCHED_OFF(reason=allowed.reason)
    return ALLOWED_UNTIL(by=allowed.by, until=allowed.until, reason=allowed.reason)


def reason(error: OSError) -> Said | str:
    """Say why the machine could not do something; in the system's own words where we have none."""
    known = REASONS.get(error.errno or 0)
    return known() if known else str(error.strerror or error)


def counted(severity: str, count: int) -> Said:
    """Say how many findings of a severity there are."""
    return (ONE if count == 1 else COUNTS)[severity](count=count)
