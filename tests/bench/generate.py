"""Generate plans of one size, the same ones every time, to measure with."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

# What each plan holds; tests/bench/test_generate.py counts it.
FILES, ITEMS, REFERENCES, CHARACTERS = 12, 250, 300, 10_000

Data = Any


def generate(folder: Path, plans: int) -> list[Path]:
    """Write plans `plan-000`, `plan-001`, … below a folder and return their folders."""
    return [_write(folder / f"plan-{number:03}", number) for number in range(plans)]


def plan(number: int) -> dict[str, Data]:
    """Make the fragments of a plan, by kind; its words depend on its number, its shape does not."""
    words = _Words(number)
    kinds = {kind: make(words) for kind, make in _KINDS.items()}
    rest = CHARACTERS - sum(map(_han, _texts(kinds))) - _han(f"第{number}号预案")
    head = {"schema": 1, "number": f"YJ-{number:04}", "version": "1.0", "name": f"第{number}号预案", **kinds["plan"]}
    assert rest > 0, rest
    kinds["plan"] = {**head, "purpose": {"text": words.sentence(rest)}}
    return kinds


class _Words:
    """Sentences of exact length from a stock of phrases."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same ones every time

    def sentence(self, length: int) -> str:
        """Make a text of so many Chinese characters."""
        parts: list[str] = []
        while length > 0:
            part = self.random.choice(_PHRASES)[:length]
            parts.append(part)
            length -= len(part)
        return "，".join(parts) + "。"

    def name(self, length: int) -> str:
        """Make a name of so many Chinese characters."""
        return self.sentence(length).translate({ord("，"): None, ord("。"): None})

    def choice(self, ids: list[str]) -> str:
        return self.random.choice(ids)

    def date(self) -> str:
        return f"2026-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"


_PHRASES = (
    "值班人员接到报告后立即核实情况", "通知有关岗位在规定时限内到位", "按照分级标准提出响应建议", "保护现场并保留全部记录",
    "向上级单位和主管部门报告进展", "切换到备用系统继续提供服务", "安抚受影响的客户并说明处理时间", "调集备用物资和应急人员",
    "检查供电网络和话务平台的状态", "统一口径后对外发布信息", "统计损失并整理证据材料", "确认风险消除后逐步恢复业务",
    "组织复盘并提出改进措施", "按计划开展培训和演练", "每小时更新一次处置情况", "必要时请求外部力量支援",
)  # fmt: skip


def _ids(name: str, count: int) -> list[str]:
    return [f"{name}-{number}" for number in range(1, count + 1)]


_UNITS, _ROLES, _PERSONS, _CONTACTS = _ids("unit", 8), _ids("role", 20), _ids("person", 20), _ids("contact", 6)
_CLASSES, _STRATEGIES, _GRADES, _RISKS = _ids("class", 5), _ids("strategy", 4), _ids("grade", 5), _ids("risk", 20)
_LEVELS, _SCENARIOS, _CHANNELS = _ids("level", 4), _ids("scenario", 8), _ids("channel", 8)
_SUPPLIES, _SYSTEMS = _ids("supply", 18), _ids("system", 6)


def _head(words: _Words) -> Data:
    return {
        "type": "comprehensive",
        "organisation": "示例单位",
        "language": "zh",
        "status": "in-force",
        "issued_on": "2026-01-05",
        "effective_on": "2026-02-01",
        "commander": "role-1",
        "scope": [{"text": words.sentence(30)} for _ in range(4)],
        "principles": [{"name": words.name(8), "text": words.sentence(30)} for _ in range(4)],
        "linkage": [{"name": "上级单位总体预案", "relation": "upper", "text": words.sentence(20)}],
    }


def _organisation(words: _Words) -> Data:
    return {
        "units": [
            {
                "id": id_,
                "name": words.name(6),
                **({"parent": "unit-1"} if number > 1 else {}),
                "lead": _ROLES[number],
                "duties": [{"text": words.sentence(34)}, {"text": words.sentence(26)}],
            }
            for number, id_ in enumerate(_UNITS)
        ],
        "roles": [
            {
                "id": id_,
                "name": words.name(5),
                "unit": _UNITS[number % len(_UNITS)],
                "holder": _PERSONS[number],
                "deputies": [_PERSONS[number - 1]],
                "duties": [{"text": words.sentence(30)}],
            }
            for number, id_ in enumerate(_ROLES)
        ],
        "persons": [
            {
                "id": id_,
                "name": f"样例{words.name(2)}",
                "contacts": [
                    {"kind": "mobile", "value": f"199-0000-{number:04}"},
                    {"kind": "extension", "value": f"{8000 + number}"},
                ],
                "verified_on": "2026-11-01",
            }
            for number, id_ in enumerate(_PERSONS)
        ],
        "contacts": [
            {"id": id_, "name": words.name(6), "kind": "partner", "phone": f"010-0000-{number:04}"}
            for number, id_ in enumerate(_CONTACTS)
        ],
        "rota": {
            "phone": "010-0000-0001",
            "staffed": "always",
            "slots": [
                {"name": "白班", "days": "daily", "start": "08:00", "end": "20:00", "role": "role-6"},
                {"name": "夜班", "days": "daily", "start": "20:00", "end": "08:00", "role": "role-7"},
            ],
        },
    }


def _risks(words: _Words) -> Data:
    return {
        "methods": [{"text": words.sentence(40)} for _ in range(3)],
        "classes": [{"id": id_, "name": words.name(6), "text": words.sentence(30)} for id_ in _CLASSES],
        "strategies": [{"id": id_, "name": words.name(6), "text": words.sentence(30)} for id_ in _STRATEGIES],
        "grades": [
            {
                "id": id_,
                "name": words.name(4),
                "ordinal": number + 1,
                "strategies": [words.choice(_STRATEGIES)],
                "level": _LEVELS[min(number, 3)],
            }
            for number, id_ in enumerate(_GRADES)
        ],
        "matrix": {
            "likelihood": [{"name": words.name(4)} for _ in range(3)],
            "impact": [{"name": words.name(4)} for _ in range(3)],
            "cells": [[_GRADES[row + column] for column in range(3)] for row in range(3)],
        },
        "register": [
            {
                "id": id_,
                "name": words.name(8),
                "text": words.sentence(40),
                "likelihood": number % 3 + 1,
                "impact": number % 2 + 1,
                "grade": _GRADES[number % 3 + number % 2],
                "owner": words.choice(_ROLES),
                "controls": [words.sentence(14)],
            }
            for number, id_ in enumerate(_RISKS)
        ],
    }


def _levels(words: _Words) -> Data:
    return [
        {
            "id": id_,
            "name": words.name(5),
            "ordinal": number + 1,
            "colour": ("red", "orange", "yellow", "blue")[number],
            "criteria": [
                {"text": words.sentence(36)},
                {"metric": "unavailable", "op": ">=", "value": f"PT{60 - 10 * number}M"},
            ],
            "activated_by": _ROLES[number],
            "stand_in": _ROLES[number + 1],
            "report_within": f"PT{30 + 10 * number}M",
            "actions": [
                {"do": words.sentence(28), "role": words.choice(_ROLES), "within": f"PT{10 * step}M"}
                for step in range(1, 4)
            ],
            "escalate_when": [{"text": words.sentence(20)}],
            "de_escalate_when": [{"text": words.sentence(20)}],
            "terminate_when": [{"text": words.sentence(24)}],
            "termination_message": words.sentence(16),
            "terminated_by": _ROLES[number],
        }
        for number, id_ in enumerate(_LEVELS)
    ]


def _warning(words: _Words) -> Data:
    return {
        "signs": [{"text": words.sentence(30)} for _ in range(5)],
        "monitoring": [{"text": words.sentence(30)} for _ in range(3)],
        "start": {"by": "role-2", "within": "PT15M", "channel": "channel-1", "text": words.sentence(24)},
        "lift": {"by": "role-2", "conditions": [{"text": words.sentence(24)}]},
    }


def _scenarios(words: _Words) -> Data:
    return [
        {
            "id": id_,
            "name": words.name(8),
            "risks": _RISKS[number :: len(_SCENARIOS)],
            "level": words.choice(_LEVELS),
            "trigger": words.sentence(24),
            "procedures": [
                {
                    "id": f"procedure-{number + 1}",
                    "name": words.name(8),
                    "steps": [
                        {"do": words.sentence(26), "role": words.choice(_ROLES), "within": f"PT{5 * step}M"}
                        for step in range(1, 9)
                    ],
                    "cautions": [{"text": words.sentence(24)}],
                }
            ],
        }
        for number, id_ in enumerate(_SCENARIOS)
    ]


def _reporting(words: _Words) -> Data:
    return {
        "content": [{"text": words.sentence(20)} for _ in range(6)],
        "rules": [
            {
                "id": f"report-{number}",
                "name": words.name(8),
                "event": words.sentence(12),
                "from": words.choice(_ROLES),
                "to": words.choice(_CONTACTS),
                "within": "PT1H",
                "content": [words.sentence(10)],
            }
            for number in range(1, 7)
        ],
    }


def _communications(words: _Words) -> Data:
    return {
        "channels": [
            {"id": id_, "name": words.name(4), "kind": "phone", "used_for": words.sentence(16)} for id_ in _CHANNELS
        ],
        "spokesperson": "role-3",
        "rules": [{"text": words.sentence(30)} for _ in range(4)],
        "templates": [
            {"id": f"template-{number}", "name": words.name(6), "text": words.sentence(80)} for number in range(1, 5)
        ],
    }


def _resources(words: _Words) -> Data:
    return {
        "supplies": [
            {
                "id": id_,
                "name": words.name(6),
                "quantity": words.random.randint(1, 200),
                "unit": "件",
                "model": f"M-{number}",
                "performance": words.sentence(8),
                "conditions": words.sentence(6),
                "location": words.sentence(8),
                "keeper": words.choice(_ROLES),
                "checked_on": words.date(),
            }
            for number, id_ in enumerate(_SUPPLIES)
        ],
        "systems": [
            {
                "id": id_,
                "name": words.name(6),
                "text": words.sentence(20),
                "owner": words.choice(_ROLES),
                "rto": "PT4H",
                "rpo": "PT1H",
                "mtpd": "PT8H",
            }
            for id_ in _SYSTEMS
        ],
    }


def _training(words: _Words) -> Data:
    return {
        "purpose": {"text": words.sentence(24)},
        "frequency": {"times": 4, "per": "P1Y", "length": "P2D"},
        "sessions": [
            {"id": f"training-{number}", "name": words.name(8), "planned_on": words.date()} for number in range(1, 9)
        ],
    }


def _drills(words: _Words) -> Data:
    return {
        "purpose": {"text": words.sentence(24)},
        "frequency": {"times": 8, "per": "P1Y"},
        "schedule": [
            {"id": f"drill-{number}", "name": words.name(8), "planned_on": words.date()} for number in range(1, 9)
        ],
    }


def _monitoring(words: _Words) -> Data:
    return {
        "goals": [{"text": words.sentence(30)} for _ in range(3)],
        "indicators": [
            {
                "id": f"indicator-{number}",
                "name": words.name(6),
                "formula": words.sentence(16),
                "target": "不低于 95%",
                "owner": words.choice(_ROLES),
            }
            for number in range(1, 9)
        ],
    }


_KINDS = {
    "plan": _head,
    "organisation": _organisation,
    "risks": _risks,
    "levels": _levels,
    "warning": _warning,
    "scenarios": _scenarios,
    "reporting": _reporting,
    "communications": _communications,
    "resources": _resources,
    "training": _training,
    "drills": _drills,
    "monitoring": _monitoring,
}


def _write(folder: Path, number: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, data in plan(number).items():
        text = yaml.dump({kind: data}, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8", newline="\n")
    return folder


def _texts(data: Data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for each in data.values():
            yield from _texts(each)
    elif isinstance(data, list):
        for each in data:
            yield from _texts(each)


def _han(text: str) -> int:
    return sum("\u4e00" <= character <= "\u9fff" for character in text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.folder / "plans", arguments.plans)
