"""Nothing that was tampered with is believed: built attacks of every family, and random changes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from preplan.signing.certificates import as_asn1
from preplan.signing.revisions import take_apart

from .attacks import ATTACKS, Bench, Forgery, flipped, signed_changes, unsigned_updates
from .bench import judge, make_bench
from .making import NOW
from .mutations import harmless, mutants


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_bench(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("level", ["B-B", "B-LTA"])
def test_honest_file_is_believed(bench: Bench, level: str) -> None:
    verdict = judge(bench, Forgery(bench.whole if level == "B-B" else bench.archived))

    assert ((), (), [level] * 3) == (verdict.problems, verdict.missing, [each.level for each in verdict.signatures])


def test_honest_file_is_valid_to_pyhanko_with_all_its_own_rules(bench: Bench) -> None:
    for data in (bench.whole, bench.archived):
        for each in take_apart(data).reader.embedded_regular_signatures:
            known = ValidationContext(trust_roots=[as_asn1(bench.root.certificate)], moment=NOW, allow_fetching=False)
            assert validate_pdf_signature(each, known).bottom_line


def test_no_flipped_bit_is_believed(bench: Bench) -> None:
    assert [] == [name for name, forgery in flipped(bench) if judge(bench, forgery).ok]


def test_each_attack_is_refused_for_its_reason(bench: Bench, golden: Callable[[str, str], None]) -> None:
    forgeries = [
        *unsigned_updates(bench),
        *signed_changes(bench),
        *((name, make(bench)) for name, make in ATTACKS.items()),
    ]
    verdicts = [(name, judge(bench, forgery)) for name, forgery in forgeries]
    said = [
        f"{name}: {', '.join([*(each.code for each in verdict.problems), *(f'no {role}' for role in verdict.missing)])}"
        for name, verdict in verdicts
    ]

    assert [] == [name for name, verdict in verdicts if verdict.ok]
    assert len(said) > 100
    golden("signing/attacks.txt", "\n".join(said) + "\n")


def test_no_attack_is_refused_by_pyhanko_alone(bench: Bench) -> None:
    """What pyHanko's own comparison of revisions finds suspicious is suspicious here, too."""
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    for name, forgery in signed_changes(bench):
        known = ValidationContext(trust_roots=[as_asn1(bench.root.certificate)], moment=NOW, allow_fetching=False)
        signatures = take_apart(forgery.data).reader.embedded_regular_signatures
        sound = all(validate_pdf_signature(each, known).bottom_line for each in signatures)
        assert sound or not judge(bench, forgery).ok, name


def test_no_random_change_is_believed(bench: Bench) -> None:
    believed = [data for data in mutants(bench, 20261124, 300) if judge(bench, Forgery(data)).ok]

    assert [] == [data for data in believed if not harmless(bench, data)]


def test_reading_a_damaged_file_says_nothing_on_the_terminal(
    bench: Bench, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    judge(bench, Forgery(bench.whole[:-200]))
    judge(bench, Forgery(bench.whole.replace(b"/AcroForm", b"/AcroFurm")))

    assert ("", "") == capfd.readouterr()
