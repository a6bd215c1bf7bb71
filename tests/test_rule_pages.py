"""Every code has its page, generated, with what is said of its bad example."""

from __future__ import annotations

import re

import pytest

from checking import ROOT
from preplan.codes import CODES
from preplan.lint import all_rules
from preplan.reference import pages as reference
from preplan.rule_pages import pages

PAGES = ROOT / "site/pages/rules"


def test_pages_are_as_the_rules_say(request: pytest.FixtureRequest) -> None:
    made = pages()
    if request.config.getoption("--accept"):
        for path in PAGES.glob("*.md"):
            path.unlink()
        PAGES.mkdir(exist_ok=True)
        for name, text in made.items():
            (PAGES / name).write_text(text, encoding="utf-8", newline="\n")

    assert made == {path.name: path.read_text("utf-8") for path in PAGES.iterdir()}
    assert {f"{code}.md" for code in (*CODES, *all_rules())} | {"index.md"} == made.keys()


def test_links_of_the_pages_lead_somewhere() -> None:
    there = pages().keys() | {f"../reference/{name}" for name in reference()}
    links = [link for text in pages().values() for link in re.findall(r"\]\(([^)#]+)", text)]

    assert len(links) > len(all_rules())
    assert [] == [link for link in links if link not in there]


def test_page_shows_what_is_said_of_the_bad_example() -> None:
    page = pages()["comm-no-spokesperson.md"]

    assert (
        "```text\n"
        "plan.yaml:1:1: error[comm-no-spokesperson]: 没有写明由谁对媒体发言\n"
        "  | communications:\n"
        "  | ^^^^^^^^^^^^^^\n"
        "  = 建议: 在 communications.spokesperson 写明岗位\n"
        "```\n"
    ) in page
    assert "error[comm-no-spokesperson]: nobody is named to speak to the media" in page
