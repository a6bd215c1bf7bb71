"""Secrets of the infrastructure in what the public may read.

Where the backups are, how machines are reached and what opens them helps an attacker more than a reader. Only texts are
looked at that neither have nor stand in anything with a narrower audience, of its own or by its kind. Reported are: the
name of a backup site that a system declares; a sentence that says where backups are kept (备份中心位于, 灾备机房设在);
network addresses (IPv4 of private networks, with a prefix or port, or behind words such as 地址 and 服务器; MAC
addresses, UNC paths, names that end in .local, .lan, .internal, .intranet or .corp); and what looks like a key (private
keys, tokens of known form, or a password written behind its name). Numbers of clauses are no addresses.

Flagged:
    resources:
      systems: [{id: tickets, name: 工单系统, backup: {site: 示例云华东二区}}]
      arrangements:
        - id: technical
          name: 技术保障
          area: technology
          measures:
            - {text: 备份存放在示例云华东二区，每日核对。}
            - {text: 灾备机房位于示例市示例路。}
            - {text: 服务器地址10.0.3.15，管理口令：Example#2026。}
            - {text: 共享目录在 files.example.internal。}
Fine:
    resources:
      systems:
        - {id: tickets, name: 工单系统, text: 服务器地址见192.168.0.1, backup: {site: 异地机房}, audience: internal}
      supplies: [{id: laptop, name: 笔记本电脑, location: 备份机房位于三层}]
      arrangements:
        - id: technical
          name: 技术保障
          area: technology
          measures:
            - {text: 每日异地备份，按 8.4.4.2 和 10.2.1.1 的要求每季度测试恢复。}
            - {text: 口令：由两人分别保管；地址变更的，通知客户。}
            - {text: 备份中心定期核对，网站 www.example.com 公告。}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..diagnostics import Note, Text
from ..model import Item, Plan
from . import Finding
from ._texts import Found, search

SEVERITY = "error"
TITLE = Text("公开内容里有备份地点、网络地址或密钥", "secrets of the infrastructure in what the public may read")
WHY = Text(
    "备份在哪里、机器怎样连、用什么打开，对攻击者比对读者更有用。文字本身、所在条目和所属种类都没有收窄可见范围（audience）的，"
    "就会进入公开版；其中有系统写明的备份地点（backup.site）、“备份中心位于”“灾备机房设在”一类的句子、"
    "网络地址（内网、带前缀或端口的，或“地址”“服务器”后面的IPv4，MAC，共享路径，内部域名）或密钥、令牌、口令，即报告。条款号不是地址。",
    "Texts are public if nothing narrows their audience. Reported there are backup sites that systems declare, sentences "
    "that say where backups are kept, network addresses, and what looks like a key or a password.",
)
BASIS = Text("通行做法", "common practice")

IN_PUBLIC = Text("公开内容里有{what}", "{what} can be read by the public")
SITE = Text("备份地点", "a backup site")
NETWORK = Text("网络地址", "a network address")
KEY = Text("密钥或口令", "a key or password")
DECLARED = Text("“{system}”的备份地点", "the backup site of `{system}`")
HELP = Text(
    "删去；确需保留的，给这一条写 audience: controlled",
    "leave it out; if it must stay, give the entry `audience: controlled`",
)
# Each begins with plain characters, so that most texts are passed over quickly.
ADDRESS = re.compile("(?:[.][0-9]{1,3}){3}(?![0-9A-Za-z]|[.][0-9])(?:[:/][0-9]{1,5})?")
HARDWARE = re.compile("[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Za-z:-])")
SHARE = re.compile(r"\\\\[A-Za-z0-9._-]{1,60}\\[^\0\s，。；]{1,60}")
DOMAIN = re.compile("[.](?:local|lan|internal|intranet|corp)(?![A-Za-z0-9-])")
TOKEN = re.compile(
    "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{30,}|sk-[0-9A-Za-z_-]{20,}"
    "|eyJ[0-9A-Za-z_-]{10,}[.]eyJ[0-9A-Za-z_-]{10,}"
)
OPENS = re.compile(
    "(?:密码|口令|密钥|令牌|password|Password|PASSWORD|passwd|pwd|secret|Secret|SECRET|token|Token|TOKEN"
    "|api_key|api-key|apikey|API_KEY|API key)(?:为|是| ?[：:=]) ?[!-~]{6,80}"
)
KEPT = re.compile(
    "(?:备份|灾备|容灾)(?:中心|机房|数据|介质|服务器|库房)?[^\0，。；、]{0,6}(?:位于|设在|存放在|存放于|放在|保存在|保存于|地址)(?!异地|外地|同城|另|其他|不同|详见|见)"
)
WHAT = (
    (ADDRESS, NETWORK),
    (HARDWARE, NETWORK),
    (SHARE, NETWORK),
    (DOMAIN, NETWORK),
    (TOKEN, KEY),
    (OPENS, KEY),
    (KEPT, SITE),
)
PRIVATE = re.compile("(?:10|127)[.]|192[.]168[.]|169[.]254[.]|172[.](?:1[6-9]|2[0-9]|3[01])[.]")
CLAUSE = re.compile("(?:版本?|[Vv]|第|条款|条|按|符合|GB|ISO|AQ|G|I|§)[^，。；]{0,12}$")
HOST = re.compile("地址|服务器|主机|网段|网关|(?<![A-Za-z])IP", re.IGNORECASE)
# What begins with a point is found there first, and then back to its beginning.
BEGINS = {ADDRESS: re.compile("[0-9]{1,3}$"), DOMAIN: re.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,60}$")}
INSIDE = re.compile("[0-9A-Za-z.:-]$")
PUBLIC, SHORTEST, BYTE = "public", 6, 255


def check(plan: Plan) -> Iterator[Finding]:
    """Look at public texts."""
    sites: dict[str, Item] = {}
    for system in plan.of_type("system"):
        name = (system.get("backup") or {}).get("site", "")
        if len(name) >= SHORTEST:
            sites.setdefault(name, system)
    said: set[tuple[object, object]] = set()
    if sites:
        declared = re.compile("|".join(re.escape(each) for each in sorted(sites, key=len, reverse=True)))
        for found in search(plan, declared):
            if found.audience == PUBLIC:
                said.add((found.fragment, found.path))
                system = sites[found.word]
                notes = (Note(DECLARED(system=system.name), system.at("backup", "site")),)
                yield Finding(found.place, IN_PUBLIC(what=SITE), notes, HELP())
    for pattern, what in WHAT:
        for found in search(plan, pattern):
            whole = _whole(found, pattern) if found.audience == PUBLIC else None
            if whole and not (what is SITE and (found.fragment, found.path) in said):
                yield Finding(whole.place, IN_PUBLIC(what=what), (), HELP())


def _whole(found: Found, pattern: re.Pattern[str]) -> Found | None:
    """Return what was found from its beginning on; nothing where it is something else."""
    if pattern in BEGINS:
        begins = BEGINS[pattern].search(found.text[: found.start])
        whole = replace(found, start=begins.start()) if begins else None
        return whole if whole and (pattern is DOMAIN or _is_address(whole)) else None
    before = found.text[: found.start]
    return None if pattern is HARDWARE and INSIDE.search(before) else found


def _is_address(found: Found) -> bool:
    """Say whether four numbers are an address: those of a clause look the same."""
    numbers = re.split("[.:/]", found.word)[:4]
    if INSIDE.search(found.text[: found.start]) or any(int(each) > BYTE for each in numbers):
        return False
    if HOST.search(found.before) or ":" in found.word or "/" in found.word:
        return True
    return bool(PRIVATE.match(found.word)) and not CLAUSE.search(found.before)
