"""The catalogue of structural mistakes and of what the command line says, in every language."""

from __future__ import annotations

from .diagnostics import Text

# Reading files
IS_A_LINK = Text("这是一个链接，预案里只能有真实的文件", "this is a link; a plan holds real files only")
NOT_A_FILE = Text("这不是普通文件", "this is not a regular file")
TOO_LARGE = Text("文件有 {size} 字节，上限是 {limit} 字节", "the file has {size} bytes; the limit is {limit}")
IS_GBK = Text("文件是 GBK 编码，不是 UTF-8", "the file is encoded in GBK, not UTF-8")
IS_UTF16 = Text("文件是 UTF-16 编码，不是 UTF-8", "the file is encoded in UTF-16, not UTF-8")
NOT_UTF8 = Text("文件不是 UTF-8 编码", "the file is not encoded in UTF-8")
SAVE_AS_UTF8 = Text("用编辑器把文件另存为 UTF-8", "save the file as UTF-8 in your editor")
UNSEEN_IN_NAME = Text("文件名里有看不见的字符", "the name of the file holds unseen characters")
FILE_EMPTY = Text("文件是空的", "the file is empty")
UNSEEN_CHARACTER = Text("这里有看不见的字符 U+{code}（{name}）", "there is an unseen character here, U+{code} ({name})")
UNSEEN_HELP = Text(
    "删掉它；这类字符会让人看到的和机器读到的不一样",
    "delete it: such characters make people and machines read different things",
)

# YAML
TAB = Text("缩进用了制表符", "a tab is used for indentation")
TAB_HELP = Text("改用空格缩进", "indent with spaces")
NO_COLON = Text("这里缺少冒号", "a colon is missing here")
COLON_SPACE_HELP = Text(
    "写成“字段: 内容”：冒号用半角，后面空一格", "write `field: value`, with an ASCII colon and a space after it"
)
COLON_IN_TEXT = Text("这里不能再有冒号", "there can be no other colon here")
COLON_HELP = Text("文字里有“: ”时，把整段文字放在引号里", "put the text in quotes if `: ` belongs to it")
INDENTATION = Text("缩进与上文不一致", "the indentation does not fit what stands above")
TOO_MUCH = Text("这里多出了内容", "there is more here than can stand in this place")
BRACKET_OPEN = Text("方括号没有闭合", "a square bracket is not closed")
BRACE_OPEN = Text("花括号没有闭合", "a brace is not closed")
QUOTE_OPEN = Text("引号没有闭合", "a quotation mark is not closed")
BAD_START = Text("文字不能以这个字符开头", "a text can't begin with this character")
QUOTE_HELP = Text("把文字放在引号里", "put the text in quotes")
BAD_ESCAPE = Text("双引号里的反斜杠写法不对", "this backslash escape is not known in double quotes")
NOT_YAML = Text("这里不是有效的 YAML", "this is not valid YAML")
YAML_SAYS = Text("YAML 解析器：{problem}", "the YAML parser says: {problem}")
TOO_DEEP = Text("嵌套超过 {limit} 层", "this is nested more than {limit} levels deep")
TOO_MANY = Text("文件里的值超过 {limit} 个", "the file holds more than {limit} values")
SCALAR_TOO_LONG = Text(
    "这段文字有 {size} 个字，上限是 {limit} 个", "this text has {size} characters; the limit is {limit}"
)
ALIAS = Text("不能使用锚点和别名（& 和 *）", "anchors and aliases (& and *) are not allowed")
ALIAS_HELP = Text(
    "用编号引用，或把内容写出来；文字以 & 或 * 开头时加引号",
    "refer by id, or write it out; quote a text that begins with & or *",
)
TAG = Text("不能使用标签（!）", "tags (!) are not allowed")
TAG_HELP = Text("文字以 ! 开头时加引号", "quote a text that begins with !")
DIRECTIVE = Text("不能使用以 % 开头的指令", "directives (%) are not allowed")
MERGE_KEY = Text("不能使用合并键 <<", "merge keys (<<) are not allowed")
SECOND_DOCUMENT = Text("一个文件里只能有一份 YAML 文档", "a file holds one YAML document only")
KEY_NOT_TEXT = Text("键必须是名称", "a key must be a name")
GIVEN_TWICE = Text("“{name}”写了两次", "`{name}` is given twice")
FIRST_HERE = Text("第一次写在这里", "the first one is here")
READ_NO_FURTHER = Text("读到这里为止，后面可能还有问题", "reading stopped here; there may be more")
NOT_A_MAPPING = Text("文件的最外层应当是“种类: 内容”", "the top of a file is `kind: content`")

# Schema
UNKNOWN_KIND = Text("没有“{name}”这个种类", "there is no kind `{name}`")
UNKNOWN_FIELD = Text("{thing}没有“{name}”这个字段", "{thing} has no field `{name}`")
DID_YOU_MEAN = Text("是不是“{name}”？", "did you mean `{name}`?")
DID_YOU_MEAN_IN_WORDS = Text("是不是“{name}”{aside}？", "did you mean `{name}`{aside}?")
FIELDS_ARE = Text("可用的字段：{names}", "the fields are: {names}")
KINDS_ARE = Text("可用的种类：{names}", "the kinds are: {names}")
MISSING_FIELD = Text("{thing}缺少“{name}”（{label}）", "{thing} lacks `{name}` ({label})")
WRONG_TYPE = Text("“{name}”应当是{wanted}，这里是{found}", "`{name}` should be {wanted}; this is {found}")
QUOTE_IT = Text('加上引号："{value}"', 'put it in quotes: "{value}"')
DASH_IT = Text("列表的每一项以“- ”开头", "begin each entry of a list with `- `")
DASH_FIELD = Text("写成列表，每一项如“- {name}: …”", "write a list with entries such as `- {name}: …`")
WRITE_FIELD = Text("写成“{name}: …”", "write `{name}: …`")
WRITE_FIELDS = Text("这里写几个字段：{names}", "write fields here: {names}")
NO_FIELDS = Text("这里直接写文字，不分字段", "write the text itself, without fields")
ONLY_ONE = Text("这里只能写一个，不能是列表", "only one can stand here, not a list")
ONE_MAPPING = Text("这里只有一组字段，去掉开头的“- ”", "one mapping stands here: leave out the `- `")
YES_OR_NO = Text("写 true（是）或 false（否），不加引号", "write true (yes) or false (no), without quotes")
IN_DIGITS = Text("用阿拉伯数字写，不加引号", "write it in digits, without quotes")
WRONG_ENTRY = Text(
    "“{name}”的每一项应当是{wanted}，这里是{found}", "each entry of `{name}` should be {wanted}; this is {found}"
)
IS_EMPTY = Text("“{name}”没有内容", "`{name}` is empty")
EMPTY_HELP = Text(
    "写上内容，或删掉这个字段；# 后面是注释，以 # 开头的文字要加引号",
    "write a value or delete the field; what follows # is a comment: quote a text that begins with #",
)
NOT_ONE_OF = Text("“{value}”不是“{name}”可用的值", "`{value}` is not a value of `{name}`")
VALUES_ARE = Text("可用的值：{names}", "the values are: {names}")
BAD_DURATION = Text("“{value}”不是时长", "`{value}` is not a duration")
DURATION_HELP = Text(
    "时长写成 PT30M（三十分钟）、PT2H（两小时）、P1D（一天）、P3M（三个月）",
    "write PT30M (30 minutes), PT2H (2 hours), P1D (a day) or P3M (3 months)",
)
BAD_DATE = Text("“{value}”不是日历上的日期", "`{value}` is not a date of the calendar")
DATE_HELP = Text("日期写成 2026-07-01", "write 2026-07-01")
BAD_TIME = Text("“{value}”不是时刻", "`{value}` is not a time of day")
TIME_HELP = Text("时刻写成 08:30，24 小时制", "write 08:30, on the 24-hour clock")
BAD_ID = Text("“{value}”不能作编号", "`{value}` can't be an id")
ID_HELP = Text(
    "编号以小写字母开头，只含小写字母、数字和连字符，如 level-1",
    "an id begins with a lower-case letter and holds lower-case letters, digits and hyphens, such as level-1",
)
BAD_PATTERN = Text("“{value}”不是“{name}”应有的写法", "`{value}` is not how `{name}` is written")
FOR_EXAMPLE = Text("例如：{examples}", "for example: {examples}")
TOO_SHORT = Text("“{name}”没有内容", "`{name}` is empty")
TOO_LONG = Text("“{name}”最多 {limit} 个字", "`{name}` has at most {limit} characters")
OUT_OF_RANGE = Text("“{name}”应当在 {low} 到 {high} 之间", "`{name}` should be between {low} and {high}")
TOO_FEW = Text("{thing}至少要写一个字段", "{thing} needs at least one field")
NEWER_LANGUAGE = Text(
    "这份预案用的语言版本是 {found}，这个编译器只认识到 {known}",
    "the plan uses version {found} of the plan language; this compiler knows up to {known}",
)
NEWER_HELP = Text("请升级 preplan", "please install a newer preplan")
MORE_MISTAKES = Text("这一部分还有更多问题，没有列出", "there are more mistakes in this part, not shown here")
NOT_VALID = Text("“{name}”不符合要求", "`{name}` is not as it should be")

# Types, as in "should be …"
TYPES = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text("“true”或“false”", "true or false"),
    "array": Text("列表", "a list"),
    "object": Text("“字段: 值”", "`field: value` pairs"),
    "null": Text("空的", "empty"),
}
OR = Text("{one}或{other}", "{one} or {other}")

# References and plans
ID_TWICE = Text("编号“{id}”用了两次", "the id `{id}` is used twice")
UNKNOWN_REFERENCE = Text("没有{thing}“{id}”", "there is no {thing} `{id}`")
WRONG_REFERENCE = Text("“{id}”是{found}，这里应当是{thing}", "`{id}` is of type {found}; this should be {thing}")
WRITE_ID = Text("这里写{thing}的编号，如 {id}", "write the id of a {thing} here, such as {id}")
WRITE_AN_ID = Text("这里写{thing}的编号，不写名称", "write the id of a {thing} here, not a name")
DECLARED_IN = Text(
    "{thing}在 {file} 中声明，写在“{key}:”下面", "ids of type {thing} are declared in {file}, under `{key}:`"
)
DECLARED_HERE = Text("“{id}”在这里声明", "`{id}` is declared here")
NO_PLAN = Text("没有预案“{id}”", "there is no plan `{id}`")
PLANS_ARE = Text("可用的预案：{names}", "the plans are: {names}")
EXTENDS_CYCLE = Text("预案互相扩展，成了一个圈：{path}", "plans extend each other in a circle: {path}")
PARENT_CYCLE = Text("机构的上级关系成了一个圈：{path}", "units have each other as parents in a circle: {path}")
NO_HEAD = Text("预案“{id}”没有 plan 片段", "the plan `{id}` has no fragment `plan`")
NO_HEAD_HELP = Text(
    "在 {file} 里写 plan:，给出名称、编号、版本、类型和单位",
    "write `plan:` in {file} with its name, number, version, type and organisation",
)
FOLDER_NAME = Text("文件夹名“{id}”不能作预案编号", "the folder name `{id}` can't be the id of a plan")

# Projects
NO_PLANS_HERE = Text(
    "这里没有 {folder} 文件夹，请给出预案的文件夹或编号", "there is no folder {folder} here; name a plan's folder or id"
)
NO_SUCH_PLACE = Text("没有“{place}”这个文件、文件夹或预案", "there is no file, folder or plan `{place}`")
NOT_IN_A_PLAN = Text(
    "“{place}”不是预案里的文件：预案的文件在它自己的文件夹里，不隐藏，也不经过链接",
    "`{place}` is no file of a plan: those lie in its own folder, not hidden and not behind a link",
)
NO_PLAN_IN = Text(
    "“{place}”里没有预案；用 new 命令可以新建一份",
    "there is no plan in `{place}`; the command `new` writes one to begin with",
)
OUT_NOT_OURS = Text(
    "“{folder}”里有不是 preplan 写的文件，不会覆盖它；请用 --out 换一个文件夹",
    "`{folder}` holds files that preplan did not write and will not replace; choose another folder with --out",
)
OUT_IN_A_PLAN = Text(
    "“{folder}”在预案文件夹“{plan}”里，写出的文件会被当作预案来读；请用 --out 换一个文件夹",
    "`{folder}` lies in the plan folder `{plan}`, where it would be read as part of a plan; choose another with --out",
)
SAME_EDITION = Text(
    "“{one}”和“{other}”的文件会同名（{name}）；请改其中一个的版本号或文件夹名",
    "the files of `{one}` and `{other}` would have the same name ({name}); change the version or folder of one",
)
UNKNOWN_WRITER = Text(
    "没有“{name}”这种输出；可用的有：{names}", "there is no output `{name}`; the outputs are: {names}"
)
UNKNOWN_CODE = Text("没有“{code}”这个代码或种类", "there is no code or kind `{code}`")
UNKNOWN_STANDARD = Text(
    "没有“{name}”这个标准；可用的有：{names}", "there is no standard `{name}`; the standards are: {names}"
)
NEEDS_OUT = Text("xlsx 要用 --out 写入文件", "an xlsx needs a file to be written to: give --out")
ONE_PLAN = Text("“{place}”里有 {count} 个预案，请写出其中一个", "`{place}` holds {count} plans; name one of them")
NO_FACTS = Text("“{file}”里没有事实编号", "`{file}` holds no fact ids")
WITH_HINT = Text("{one}；{other}", "{one}; {other}")
TWO_HINTS = Text("{one}{other}", "{one} {other}")
CANNOT_LISTEN = Text(
    "不能在 {host}:{port} 上监听（{reason}）；请用 --port 换一个端口，0 表示任选",
    "can't listen on {host}:{port} ({reason}); choose another port with --port, 0 takes a free one",
)

# A plan written from nothing
NOT_A_PLAN_ID = Text("“{id}”不能作预案编号；{help}", "`{id}` can't be the id of a plan; {help}")
SHARED_IS_NO_PLAN = Text(
    "“{id}”是放各预案共用内容的文件夹，不能作预案编号", "`{id}` is the folder of what all plans share"
)
ALREADY_THERE = Text("“{folder}”已经存在，不会改动它", "`{folder}` exists already and is left as it is")

# What a plan takes over from another
NOTHING_TO_OVERRIDE = Text("所扩展的预案里没有“{id}”", "the extended plan has no `{id}`")
OVERRIDE_NOT_GIVEN = Text(
    "说要替换“{id}”，但这份预案里没有写它", "`{id}` is to be replaced, but this plan does not give it"
)
OVERRIDE_HELP = Text(
    "在 {plan} 里写出这一条；只是不要它时，改写到 removes", "write it in {plan}; to do without it, name it in `removes`"
)
ID_BELOW = Text(
    "要替换所扩展预案里的这一条，把编号写进 plan.overrides",
    "to replace the one of the extended plan, name the id in `plan.overrides`",
)
REMOVED_HERE = Text("“{id}”在这里去掉了", "`{id}` was removed here")
REPLACES = Text("它替换了这里的“{id}”", "it replaces `{id}` here")
EXTENDED_BY = Text("在“{id}”里是这样：它在这里扩展了这份预案", "so it is in `{id}`, which extends this plan here")
NO_OUTLINE = Text("没有提纲“{name}”", "there is no outline `{name}`")
UNKNOWN_RULES = Text("没有“{code}”这条或这组规则", "there is no rule or family of rules `{code}`")
CANT_IGNORE = Text("“{code}”是结构性错误，不能忽略", "`{code}` is a structural mistake, which can't be ignored")
NO_BASELINE = Text(
    "{file} 不是 check --format json 的报告，不能作基线", "{file} is no report of `check --format json`, so no baseline"
)
NO_RULE = Text("没有规则“{code}”", "there is no rule `{code}`")
RULES_ARE = Text("preplan explain 列出全部规则", "`preplan explain` lists the rules")
WRITE_INSTEAD = Text("改为“{name}”", "write `{name}`")
ADD_QUOTES = Text("加上引号", "put it in quotes")
ALLOW_EXPIRED = Text("对 {code} 的准许已于{on}到期", "the permission for `{code}` ended on {on}")
ALLOW_EXPIRED_HELP = Text("改正这个问题，或重新说明理由并定下新的期限", "mend it, or give a new reason and a new day")
ALLOW_UNUSED = Text("这里没有 {code} 的检查结果，用不着准许", "`{code}` finds nothing here that needs a permission")
ALLOW_UNUSED_HELP = Text("删掉这一条", "delete this entry")
OUTLINES_ARE = Text("可用的提纲：{names}", "the outlines are: {names}")
NO_GLYPH = Text(
    "DOCX 和 PDF 的字体里没有“{character}”（U+{code}），印不出来",
    "the fonts of the editions have no “{character}” (U+{code}), so it can't be printed",
)
NO_GLYPH_HELP = Text("换一个字或用文字说明", "use another character, or words")

# Writing to plans
NOT_TO_BE_WRITTEN = Text(
    "“{file}”不在要改的预案文件夹里，或经过链接，没有改动",
    "`{file}` is not in the folder of a plan that is to be changed, or lies behind a link; it is left as it is",
)
CHANGED_MEANWHILE = Text(
    "“{file}”刚才被别的程序改过，没有改动；请再运行一次",
    "`{file}` was changed by another program just now and is left as it is; run this again",
)
READ_ONLY = Text("“{file}”是只读文件，没有改动", "`{file}` may only be read; it is left as it is")
FMT_WOULD_CHANGE = Text(
    "整理格式会改变“{file}”的内容，文件保持原样；这是 preplan 的缺陷，请报告",
    "formatting would change what `{file}` says, so it is left as it is; this is a fault in preplan, please report it",
)
