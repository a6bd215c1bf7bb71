"""Plant mistakes in the corpus and print how well `check` finds them.

Run `./run faults`. The same seed plants the same mistakes; `--accept` puts the figures into site/pages/faults.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from checking import ROOT, TODAY

from .classes import FAULTS
from .plant import Field
from .report import rows, table, text, with_table

PAGE = ROOT / "site/pages/faults.md"


def main() -> int:
    """Plant, check and report; 1 where not everything was found at its place and nothing else said."""
    parser = argparse.ArgumentParser(prog="faults", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--plants", type=int, default=1000, help="how many mistakes to plant (1000)")
    parser.add_argument("--seed", type=int, default=1, help="which places to take (1)")
    parser.add_argument("--only", metavar="CLASS", action="append", help="plant mistakes of this class only")
    parser.add_argument("--accept", action="store_true", help="put the figures into the page")
    chosen = parser.parse_args()
    faults = [each for each in FAULTS if not chosen.only or each.name in chosen.only]
    with tempfile.TemporaryDirectory(prefix="preplan-faults-") as home:
        field = Field(ROOT / "plans", Path(home).resolve() / "field", TODAY, chosen.seed)
        plants = field.plants(faults, total=chosen.plants)
        verdicts = [field.judge(each) for each in plants]
    click.echo(text(faults, verdicts))
    if chosen.accept:
        # A date of the report, not of the plans: those are checked on a pinned day.
        day = datetime.now(UTC).date()
        page = PAGE.read_text("utf-8")
        PAGE.write_text(with_table(page, table(faults, verdicts, day, chosen.seed)), encoding="utf-8", newline="\n")
    return 0 if all(row.is_perfect for _, row in rows(faults, verdicts)) else 1


if __name__ == "__main__":
    sys.exit(main())
