"""What the site itself says around a document, by language."""

from __future__ import annotations

WORDS = {
    "zh": {
        "home": "首页",
        "plans": "预案",
        "intro": "选择预案；手机上可用右上角的搜索查找岗位、措施和电话。",
        "front": "批准与修订",
        "annexes": "附件",
        "version": "版本",
        "effective": "生效",
        "quick": "常用",
        "previous": "上一章",
        "next": "下一章",
        "in words": "文字说明",
        "scroll": "（可左右滑动）",
        "draft help": "本版尚未批准，不得作为执行依据。",
        "path": "所在位置",
        "kind": "类型",
        "status": "状态",
        "organisation": "编制单位",
    },
    "en": {
        "home": "Home",
        "plans": "Plans",
        "intro": "Choose a plan, or search for a post, a measure or a telephone number.",
        "front": "Approval and revisions",
        "annexes": "Annexes",
        "version": "Version",
        "effective": "In force",
        "quick": "Quick access",
        "previous": "Previous",
        "next": "Next",
        "in words": "In words",
        "scroll": " (swipe sideways)",
        "draft help": "This version is not approved and must not be acted on.",
        "path": "You are here",
        "kind": "Type",
        "status": "Status",
        "organisation": "Organisation",
    },
}
