"""A public build of the whole corpus holds nothing that is for internal use only, in whatever way it is written."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
import unicodedata
import urllib.parse
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml import etree

from preplan.audience import see
from preplan.model import HIDDEN, Plan, kinds
from preplan.pipeline import Session
from preplan.project import find_plans

CHECKOUT = Path(__file__).resolve().parents[1]
AS_OF = "2026-11-24"

# White space, what cutting words for the search index leaves between them, and soft hyphens.
_NOTHING = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[-–—‐‑−.·()/]+(?=\d)")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
# A text in the instructions that draw a page, such as the one a drawing stands for.
_HEX = re.compile(r"<(?:feff|FEFF)((?:[0-9a-fA-F]{4})+)>")
# What such instructions say in numbers of glyphs and places; as text it is read page by page.
_GLYPHS = re.compile(r"<[0-9a-fA-F\s]*>|(?<!\S)[-+.\d]+(?!\S)")
# What people type who know a number: at least this many digits.
_NUMBER = re.compile(r"\+?\d[\d -]{5,}\d")


@dataclass(frozen=True)
class Secret:
    """A text that the public may not see, and where the corpus says it."""

    text: str
    place: str

    @property
    def forms(self) -> set[str]:
        """How it looks in a haystack: a phone number may also begin with the code of the country."""
        plain = normal(self.text)
        if not _NUMBER.fullmatch(self.text):
            return {plain}
        digits = re.sub(r"\D", "", plain)
        return {digits, f"86{digits.removeprefix('0')}"}


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    """Every plan of the corpus, as its authors see it."""
    return [Session(CHECKOUT).compile(folder, date.fromisoformat(AS_OF)).plan for folder in find_plans([], CHECKOUT)]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a public build of the corpus writes."""
    return _build(tmp_path_factory.mktemp("public") / "build", "public")


@pytest.fixture(scope="module")
def said(built: Path) -> dict[str, str]:
    """What every file says, in every way it can be read, each line once."""
    found: dict[str, str] = {}
    before: set[str] = set()
    for path in sorted(each for each in built.rglob("*") if each.is_file()):
        lines = [line for text in readings(path) for line in re.split('[\n<>]|","', text)]
        fresh = [line for line in dict.fromkeys(lines) if line not in before]
        before.update(fresh)
        found[path.relative_to(built).as_posix()] = normal(
            "\n".join(decoded for each in fresh for decoded in decodings(each))
        )
    return found


def test_no_file_of_a_public_build_holds_what_is_internal(plans: list[Plan], said: Mapping[str, str]) -> None:
    public = "\n".join(dict.fromkeys(normal(text) for plan in plans for text in visible(plan)))
    secrets = {secret.text: secret for plan in plans for secret in hidden(plan)}
    wanted = {
        form: secret
        for secret in secrets.values()
        for form in secret.forms
        if not any(each in public for each in secret.forms)
    }
    everything = "\n".join(said.values())
    leaks = [(form, secret) for form, secret in wanted.items() if form in everything]

    assert len(wanted) > 1000
    assert [] == [
        f"{path}: {secret.text!r} of {secret.place}"
        for form, secret in leaks
        for path, text in said.items()
        if form in text
    ]


def test_the_same_search_finds_it_in_every_kind_of_file_of_an_internal_build(plans: list[Plan], tmp_path: Path) -> None:
    built = _build(tmp_path / "build", "internal", "--plan", "sales-office-east")
    (plan,) = [each for each in plans if each.id == "sales-office-east"]
    phones = {
        form
        for each in hidden(plan)
        if each.place.endswith("sales-office-east/organisation.yaml")
        for form in each.forms
    }
    phones = {each for each in phones if re.fullmatch(r"1990000\d{4}", each)}

    assert 14 == len(phones)
    for pattern in ("*.pdf", "*.docx", "*.html", "*.json", "*.md"):
        texts = [decoded for each in built.rglob(pattern) for text in readings(each) for decoded in decodings(text)]
        assert set() == {phone for phone in phones if phone not in normal("\n".join(texts))}, pattern


def test_no_person_is_named_in_what_the_public_sees(plans: list[Plan]) -> None:
    """A name in the free text of a public field would be taken for public above."""
    for plan in plans:
        known = {person.id for person in see(plan, "public").of_type("person")}
        persons = [person for person in plan.of_type("person") if person.id not in known]
        texts = [normal(text) for text in visible(plan)]
        values = [value for each in persons for value in (each.name, *(c["value"] for c in each.children("contacts")))]

        assert len(values) > 20
        assert [] == [(plan.id, value) for value in values if any(normal(value) in text for text in texts)]


def test_what_everybody_may_call_is_in_every_public_edition(plans: list[Plan], built: Path) -> None:
    for plan in plans:
        rota = plan.field("organisation", "rota")
        assert rota
        contacts = [each for each in plan.of_type("contact") if each.get("kind") in ("emergency", "authority")]
        own = [each for each in contacts if each.fragment not in plan.shared]
        phones = {normal(each["phone"]) for each in own if "phone" in each} | {
            normal(rota["phone"]),
            "119",
            "110",
            "120",
        }
        folder = built / "site" / "plans" / plan.id
        editions = [*(built / "editions").glob(f"{plan.id}-[0-9]*")]
        texts = [normal("".join(each.read_text("utf-8") for each in sorted(folder.rglob("*.html"))))]
        texts += [normal("\n".join(_pages(each) if each.suffix == ".pdf" else readings(each))) for each in editions]

        assert 3 == len(texts)
        assert [] == [(plan.id, phone) for phone in sorted(phones) for text in texts if phone not in text]


@pytest.mark.parametrize(
    "written",
    [
        "199-0000-1234",
        "19900001234",
        "199 0000 1234",
        "tel:+86-199-0000-1234",
        "１９９－００００－１２３４",
        "199&#45;0000&#x2d;1234",
        "199%2D0000%2D1234",
        "\\u0031\\u0039\\u0039-0000-1234",
        "199\u200b-0000\u200b-\u200b1234",
    ],
)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    forms = Secret("199-0000-1234", "").forms

    assert any(form in normal("\n".join(decodings(written))) for form in forms)


@pytest.mark.parametrize(
    "written", ["张&#31034;例", "%E5%BC%A0%E7%A4%BA%E4%BE%8B", "\\u5f20\\u793a\\u4f8b", "张\u200b示\n例"]
)
def test_a_name_is_found_however_it_is_written(written: str) -> None:
    assert normal("张示例") in normal("\n".join(decodings(written)))


def _build(out: Path, audience: str, *options: str) -> Path:
    command = [sys.executable, "-m", "preplan", "build", "--out", str(out), "--as-of", AS_OF, "--no-cache"]
    command += ["--audience", audience, *options]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "compiler")}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def normal(text: str) -> str:
    """Take away what makes no difference to who reads it."""
    text = _NOTHING.sub("", unicodedata.normalize("NFKC", text))
    return _BETWEEN_DIGITS.sub("", text).casefold()


def decodings(text: str) -> Iterator[str]:
    """Return a text as it is, and as HTML, addresses and JSON would read it."""
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield urllib.parse.unquote(text)
    if "\\u" in text:
        yield _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def readings(path: Path) -> Iterator[str]:
    """Return every text that a file can be read as, containers opened."""
    yield path.name
    if path.suffix == ".pdf":
        yield from _pdf(path)
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name
                data = archive.read(name)
                yield data.decode("utf-8", "replace")
                if name.endswith((".xml", ".rels")):
                    yield "".join(str(each) for each in etree.fromstring(data).itertext())
    elif path.suffix == ".html":
        text = path.read_text("utf-8")
        yield text
        # A word in two elements is one word to the reader.
        yield re.sub(r"<[^>]*>", "", re.sub(r"(?s)<(script|style).*?</\1>", "", text)).replace("\n", " ")
    else:
        yield path.read_text("utf-8", "replace")


def _pdf(path: Path) -> Iterator[str]:
    yield from _pages(path)
    with pikepdf.open(path) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and not {"/Length1", "/Width"} & set(each.keys()):
                data = each.read_bytes()
                if each.get("/Subtype") != "/CIDFontType0C":
                    text = data.decode("utf-8", "replace")
                    yield _GLYPHS.sub("", text)
                    yield from (bytes.fromhex(code).decode("utf-16-be", "replace") for code in _HEX.findall(text))
            yield from _strings(each, 0)
        for attached in pdf.attachments.values():
            yield attached.get_file().read_bytes().decode("utf-8", "replace")


def _pages(path: Path) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(path):
        yield page.get_textpage().get_text_range().replace("\x02", "-").replace("\ufffe", "-").replace("\r\n", "")


def _strings(value: Any, depth: int) -> Iterator[str]:
    """Return the strings of a PDF object: titles, alternative texts, addresses of links."""
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Array) and depth < 9:
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _strings(each, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and depth < 9:
        for key in value.keys():  # noqa: SIM118, a PDF dictionary is no mapping
            each = value[key]
            if not getattr(each, "is_indirect", False):
                yield from _strings(each, depth + 1)


def visible(plan: Plan) -> Iterator[str]:
    """Return every text that the public may see."""
    for fragment in see(plan, "public").fragments:
        yield from _texts(fragment.data)


def hidden(plan: Plan) -> Iterator[Secret]:
    """Return every text that it may not: what is internal or controlled, and what is for editors only."""
    for fragment, seen in zip(plan.fragments, see(plan, "public").fragments, strict=True):
        for text in _difference(fragment.data, seen.data, kinds()[fragment.kind].schema):
            yield Secret(text, f"{plan.id}: {fragment.file}")


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)


def _difference(data: Any, seen: Any, schema: Mapping[str, Any]) -> Iterator[str]:
    """Return the texts of data that are not in what is seen; words of a fixed list, ids and dates are none."""
    if isinstance(data, str):
        fixed = {"enum", "x-refers-to", "format", "pattern"} & schema.keys()
        if seen is not data and not fixed and not re.fullmatch(r"[\d:.,-]{0,6}", data):
            yield from (line for line in data.split("\n") if len(line.strip()) > 1)
    elif isinstance(data, dict):
        for name, each in data.items():
            if name not in ("id", "example", "source"):
                there = seen.get(name, HIDDEN) if isinstance(seen, dict) else HIDDEN
                yield from _difference(each, there, schema.get("properties", {}).get(name, {}))
    elif isinstance(data, list):
        for count, each in enumerate(data):
            there = seen[count] if isinstance(seen, list) and count < len(seen) else HIDDEN
            yield from _difference(each, there, schema.get("items", {}))
