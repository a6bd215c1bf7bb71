"""What is derived from the schemas: reference pages, and the schema of a whole file that editors use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from checking import ROOT, schemas
from preplan.model import kinds
from preplan.reference import fragment_schema, pages

PAGES = ROOT / "site/pages/reference"


@pytest.mark.parametrize("name", pages())
def test_page_is_as_the_schemas_say(name: str, request: pytest.FixtureRequest) -> None:
    _compare(PAGES / name, pages()[name], request)


def test_there_are_no_other_pages() -> None:
    assert sorted(pages()) == sorted(each.name for each in PAGES.iterdir())


def test_schema_of_a_file_names_every_kind(request: pytest.FixtureRequest) -> None:
    _compare(ROOT / "schema/fragment.schema.json", fragment_schema(), request)

    assert sorted(kinds()) == sorted(json.loads(fragment_schema())["properties"])


def test_links_of_the_pages_lead_somewhere() -> None:
    wrong = []
    for name, text in pages().items():
        for page, _, anchor in (link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", text)):
            target = pages().get(page or name, "")
            if not target or (anchor and f'<a id="{anchor}"></a>' not in target):
                wrong.append(f"{name}: {page}#{anchor}")

    assert [] == wrong


def test_every_description_is_in_both_languages() -> None:
    said = [each for schema in schemas().values() for each in _descriptions(schema)]

    assert said
    assert [] == [each for each in said if not re.search("[\u4e00-\u9fff]", each) or not re.search("[a-z]{2}", each)]


def test_editor_settings_name_schemas_that_exist() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    plans = {each.relative_to(ROOT) for pattern in ("*.yaml", "*.yml") for each in (ROOT / "plans").rglob(pattern)}
    (patterns,) = settings.values()

    assert ["./schema/fragment.schema.json"] == [*settings]
    # `match` of a path without `**` of its own: the folder and the ending are what count.
    assert {each for each in plans if each.parts[0] == "plans" and f"plans/**/*{each.suffix}" in patterns} == plans


def _compare(file: Path, expected: str, request: pytest.FixtureRequest) -> None:

    if request.config.getoption("--accept"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(expected, encoding="utf-8", newline="\n")

    assert expected == (file.read_text(encoding="utf-8") if file.exists() else "")


def _descriptions(schema: object) -> list[str]:
    if isinstance(schema, list):
        return [text for each in schema for text in _descriptions(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema["description"]] if isinstance(schema.get("description"), str) else []
    return own + [text for each in schema.values() for text in _descriptions(each)]
