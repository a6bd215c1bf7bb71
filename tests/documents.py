"""A small document that holds every block, every hostile text and every corner a writer must manage."""

from __future__ import annotations

from preplan.document import (
    Cell,
    Clause,
    Clauses,
    Cover,
    Document,
    Fact,
    Facts,
    Figure,
    Notice,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    SignatureField,
    Signatures,
    Table,
    Words,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% raw %}",
    '#eval("1") #read("/etc/passwd")',
    "*x* _y_ `z` $a^2$ @ref <label>",
    "=1+1",
    "[link](javascript:alert(1))",
    "[x]: http://evil.example.com",
    "# heading {: onclick=alert(1) }",
    "&lt;b&gt; &amp; &#60;",
    "1. not a list",
    "---",
    "\\input{x} \\",
    '--8<-- "mkdocs.yml"',
    '!!! note "x"',
    "a | b",
    "\"quoted\" 'single' %s {0}",
)

WORDS = Words(
    contents="目次",
    page="第 {page} 页 共 {pages} 页",
    draft="草案",
    sample="示例值",
    sample_help="带“示例”标记的内容为示例值,使用前应替换为本单位的实际情况。",
    number="编号",
    version="版本号",
    issued_on="颁布日期",
    effective_on="生效日期",
    audience="公开范围",
    signature="签字",
    date="日期",
    opinion="意见",
    caution="注意",
    table_continued="(续)",
    copy_number="分发号",
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120" viewBox="0 0 320 120" role="img">'
    "<title>组织机构图</title>"
    '<rect x="100" y="10" width="120" height="36" rx="4" fill="#ffffff" stroke="#37474f"/>'
    '<text x="160" y="33" font-size="14" text-anchor="middle" fill="#1c1b1f">应急指挥部</text>'
    '<line x1="160" y1="46" x2="160" y2="74" stroke="#37474f"/>'
    '<rect x="100" y="74" width="120" height="36" rx="4" fill="#ffffff" stroke="#37474f"/>'
    '<text x="160" y="97" font-size="14" text-anchor="middle" fill="#1c1b1f">技术支持部</text>'
    "</svg>"
)


def runs(text: str) -> Runs:
    """Make plain runs of a text."""
    return (Run(text),)


def cell(text: str, **changes: object) -> Cell:
    """Make a cell of one line."""
    return Cell((runs(text),), **changes)  # type: ignore[arg-type]


def sample() -> Document:
    """Return the document: harmless and hostile text in every kind of block."""
    levels = Table(
        id="table-levels",
        label="表 1",
        caption="响应分级",
        widths=(0.16, 0.44, 0.2, 0.2),
        header=(Row((cell("级别"), cell("启动条件"), cell("启动决定人"), cell("报告时限"))),),
        rows=(
            Row(
                (
                    cell("一级响应", tone="red", heads_row=True),
                    Cell((runs("系统整体中断、数据泄露或网络攻击"), runs("中断时间 ≥ 30分钟"))),
                    Cell(((Run("总经理", ref="chapter-organisation"),),)),
                    Cell(((Run("30分钟", style="sample"),),)),
                ),
                id="level-1",
            ),
            Row(
                (
                    cell("二级响应", tone="orange", heads_row=True),
                    cell(HOSTILE[0]),
                    cell(HOSTILE[5]),
                    cell(HOSTILE[2]),
                ),
                id="level-2",
            ),
            Row(
                (
                    cell("三级响应", tone="yellow", heads_row=True),
                    cell("局部业务受影响", rowspan=2),
                    cell("值班经理", colspan=2),
                ),
                id="level-3",
            ),
            Row((cell("四级响应", tone="blue", heads_row=True), cell("值班长"), cell("2小时")), id="level-4"),
        ),
    )
    matrix = Table(
        id="table-matrix",
        label="表 2",
        caption="风险矩阵",
        widths=(0.28, 0.36, 0.36),
        header=(
            Row((cell("可能性", rowspan=2), cell("影响程度", colspan=2, align="center"))),
            Row((cell("轻微", align="center"), cell("严重", align="center"))),
        ),
        rows=(
            Row((cell("很可能", heads_row=True), cell("较大", tone="yellow"), cell("特别重大", tone="red"))),
            Row((cell("不太可能", heads_row=True), cell("轻微", tone="green"), cell("一般", tone="blue"))),
        ),
        layout="matrix",
    )
    steps = Table(
        id="table-steps",
        label="表 3",
        caption="处置步骤",
        widths=(0.08, 0.5, 0.22, 0.2),
        header=(Row((cell("序号"), cell("行动"), cell("责任岗位"), cell("时限"))),),
        rows=tuple(
            Row((cell(str(n), heads_row=True), cell(f"第{n}步:{text}"), cell("技术支持组组长"), cell(f"{n}分钟内")))
            for n, text in enumerate(HOSTILE * 3, start=1)
        ),
        layout="steps",
    )
    general = Section(
        id="chapter-general",
        number="1",
        title="总则",
        sections=(
            Section(
                id="purpose",
                number="1.1",
                title="编制目的",
                blocks=(
                    Paragraph(
                        (
                            Run("为保证服务连续,制定本预案。详见"),
                            Run("表 1", ref="table-levels"),
                            Run(",值班电话"),
                            Run("010-0000-0000", href="tel:+861000000000"),
                            Run("。"),
                            Run("加粗", style="strong"),
                            Run("说明", style="muted"),
                        )
                    ),
                    Clauses(tuple(Clause(f"({n})", runs(text)) for n, text in enumerate(HOSTILE, start=1))),
                ),
            ),
            Section(
                id="hostile-title",
                number="1.2",
                title="标题 <script>alert(2)</script> {{ 1 }} *x* #y",
                blocks=(
                    Facts((Fact("编制单位", runs("示例公司 & <b>客服中心</b>")), Fact("复核周期", runs("每年一次")))),
                    Notice("caution", "注意", (runs("先确认人员安全,再处置设备。"), runs(HOSTILE[1]))),
                    Notice("sample", "示例值", (runs("带标记的为示例值。"),)),
                ),
            ),
        ),
    )
    organisation = Section(
        id="chapter-organisation",
        number="2",
        title="组织机构与职责",
        blocks=(
            Figure(
                id="figure-organisation",
                label="图 1",
                caption="应急组织机构图",
                svg=SVG,
                alt="应急指挥部下设技术支持部",
                width=320,
                height=120,
            ),
        ),
    )
    response = Section(
        id="chapter-response",
        number="3",
        title="应急响应",
        blocks=(levels, matrix, Paragraph(runs("步骤如下。")), steps),
    )
    approval = Section(
        id="approval",
        number="",
        title="批准页",
        blocks=(
            Paragraph(runs("本预案经审核,现予批准,自颁布之日起施行。")),
            Signatures(
                (
                    SignatureField("sign-drafting", "编制", runs("张示例"), (Run("2026-01-05", style="sample"),)),
                    SignatureField("sign-approval", "批准"),
                )
            ),
        ),
    )
    annex = Section(
        id="annex-contacts",
        number="附件 1",
        title="通讯录",
        blocks=(
            Table(
                id="table-contacts",
                label="附表 1",
                caption="应急通讯录",
                widths=(0.4, 0.6),
                header=(Row((cell("岗位"), cell("电话"))),),
                rows=(Row((cell("值班长"), Cell(((Run("199-0000-0001", style="sample", href="tel:19900000001"),),)))),),
            ),
        ),
    )
    return Document(
        id="sample-plan",
        language="zh",
        version="1.0",
        audience="internal",
        date="2026-11-01",
        draft=False,
        words=WORDS,
        cover=Cover(
            number="KFYJ-ZH-01",
            version="1.0",
            organisation="示例公司客户服务中心",
            title="示例预案 <i>&</i> {{ title }}",
            kind="综合应急预案",
            status="受控",
            issued_on="2026年1月5日",
            effective_on="2026年2月1日",
            audience="内部",
            samples=("number", "issued_on"),
        ),
        front=(approval,),
        body=(general, organisation, response),
        annexes=(annex,),
    )
