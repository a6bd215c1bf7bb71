"""Say in words, or as JSON, what a verdict comes to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from ..diagnostics import Language, Said, Text
from .policy import NAMES
from .verify import Signature, Verdict, missing_said

# As everywhere in preplan: the time of those who work with the plans.
_ZONE = timezone(timedelta(hours=8))

_COMPLETE = Text("{file}：{count} 个签名齐全", "{file}: all {count} signatures are there")
_COMPLETE_DEMO = Text("{file}：示例，{count} 个签名齐全", "{file}: DEMO, all {count} signatures are there")
_OK = Text("{file}：{count} 个签名齐全，全部成立", "{file}: all {count} signatures are there, and all hold")
_OK_DEMO = Text(
    "{file}：示例，{count} 个签名齐全，全部成立；示例证书不证明任何人的身份",
    "{file}: DEMO, all {count} signatures are there, and all hold; demo certificates prove nobody's identity",
)
_PART = Text(
    "{file}：{wanted} 个签名中已有 {count} 个，{missing}", "{file}: {count} of {wanted} signatures are there; {missing}"
)
_PART_DEMO = Text(
    "{file}：示例，{wanted} 个签名中已有 {count} 个，{missing}",
    "{file}: DEMO, {count} of {wanted} signatures are there; {missing}",
)
_BAD = Text("{file}：不成立", "{file}: does not hold")
_BAD_DEMO = Text("{file}：示例，不成立", "{file}: DEMO, does not hold")
_BUILT = Text(
    "  内容  与 {manifest} 里的 {path} 逐字节相同，取自提交 {commit}",
    "  content  byte for byte {path} of {manifest}, from commit {commit}",
)
_REBUILT = Text("  重建  由该提交重新生成，结果逐字节相同", "  rebuilt  the commit compiles to the same bytes")
_SIGNATURE = Text("  {role}  {name}，{when}，{level}：{facts}", "  {role}  {name}, {when}, {level}: {facts}")
_STAMPED = Text("{when}（时间戳）", "{when} (timestamp)")
_CLAIMED = Text("{when}（自称）", "{when} (claimed)")
_NO_TIME = Text("时间不详", "at an unknown time")
_FACTS = {
    "intact": (Text("完整", "intact"), Text("内容被改动", "changed")),
    "valid": (Text("有效", "valid"), Text("无效", "not valid")),
    "trusted": (Text("可信", "trusted"), Text("不可信", "not trusted")),
    "covers": (Text("覆盖到位", "covers its revision"), Text("覆盖不到位", "does not cover its revision")),
}
_PROBLEM = Text("  问题  {said}", "  problem  {said}")


def as_text(found: Sequence[tuple[str, Verdict]], lang: Language) -> str:
    """Say it for people, a paragraph a file."""
    return "".join(f"{line.show(lang)}\n" for file, verdict in found for line in _lines(file, verdict))


def as_json(found: Sequence[tuple[str, Verdict]], lang: Language) -> str:
    """Say it for programs: codes and names of fields never change, messages are in a language."""
    return json.dumps([_plain(file, each, lang) for file, each in found], ensure_ascii=False, indent=2) + "\n"


def progress(file: str, verdict: Verdict, lang: Language) -> str:
    """Say how far the signing of a file has come, without judging whom one trusts."""
    if verdict.missing:
        return _headline(file, replace(verdict, problems=())).show(lang)
    return (_COMPLETE_DEMO if verdict.demo else _COMPLETE)(file=file, count=len(verdict.signatures)).show(lang)


def _lines(file: str, verdict: Verdict) -> Iterator[Said]:
    yield _headline(file, verdict)
    if verdict.built and verdict.manifest and verdict.manifest.commit:
        commit = verdict.manifest.commit[:12]
        yield _BUILT(manifest=verdict.manifest.name, path=verdict.built.path, commit=commit)
    if verdict.rebuilt:
        yield _REBUILT()
    for each in verdict.signatures:
        yield _signature(each)
    if verdict.problems and verdict.missing:
        yield _PROBLEM(said=missing_said(verdict.missing))
    for problem in verdict.problems:
        yield _PROBLEM(said=problem.message)


def _headline(file: str, verdict: Verdict) -> Said:
    demo = verdict.demo
    if verdict.problems:
        return (_BAD_DEMO if demo else _BAD)(file=file)
    count, wanted = len(verdict.signatures), len(verdict.policy.roles)
    if verdict.missing:
        missing = missing_said(verdict.missing)
        return (_PART_DEMO if demo else _PART)(file=file, count=count, wanted=wanted, missing=missing)
    return (_OK_DEMO if demo else _OK)(file=file, count=count)


def _signature(each: Signature) -> Said:
    when: Said = _NO_TIME()
    if each.stamped:
        when = _STAMPED(when=_moment(each.stamped))
    elif each.signed:
        when = _CLAIMED(when=_moment(each.signed))
    facts = [texts[not getattr(each, name)] for name, texts in _FACTS.items()]
    return _SIGNATURE(role=NAMES[each.role], name=each.name, when=when, level=each.level, facts=facts)


def _moment(value: datetime) -> str:
    return value.astimezone(_ZONE).strftime("%Y-%m-%d %H:%M")


def _plain(file: str, verdict: Verdict, lang: Language) -> dict[str, Any]:
    manifest = verdict.manifest
    return {
        "file": file,
        "ok": verdict.ok,
        "demo": verdict.demo,
        "required": [*verdict.policy.roles],
        "missing": [*verdict.missing],
        "built": {
            "path": verdict.built.path,
            "sha256": verdict.built.sha256,
            "manifest": manifest.name,
            "commit": manifest.commit,
            "clean": manifest.clean,
            "rebuilt": verdict.rebuilt,
        }
        if verdict.built and manifest
        else None,
        "signatures": [
            {
                "role": each.role,
                "name": each.name,
                "issuer": each.issuer,
                "sha256": each.sha256,
                "demo": each.demo,
                "intact": each.intact,
                "valid": each.valid,
                "trusted": each.trusted,
                "covers": each.covers,
                "level": each.level,
                "certifies": each.certifies,
                "locks": each.locks,
                "signed": each.signed.isoformat() if each.signed else None,
                "timestamp": each.stamped.isoformat() if each.stamped else None,
            }
            for each in verdict.signatures
        ],
        "problems": [
            {"code": each.code, "role": each.role, "message": each.message.show(lang)} for each in verdict.problems
        ],
    }
