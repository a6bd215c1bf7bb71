"""Random changes to signed files: `python -m signing.mutations 10000 [SEED]` in tests/ tries as many and counts them."""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .attacks import Bench, Forgery
from .bench import judge, make_bench

_CONTAINER = re.compile(rb"/Contents <([0-9A-Fa-f]{1000,})>")


def mutants(bench: Bench, seed: int, count: int) -> Iterator[bytes]:
    """Yield honest files with one random change each; half of them where the signatures are."""
    dice = random.Random(seed)  # noqa: S311, nothing secret
    for _ in range(count):
        data = bytearray(dice.choice((bench.whole, bench.whole, bench.archived)))
        start = dice.choice((0, len(bench.built)))
        at, size = dice.randrange(start, len(data)), dice.choice((1, 2, 7, 40, 300))
        match dice.randrange(8):
            case 0 | 1:
                data[at] ^= 1 << dice.randrange(8)
            case 2:
                data[at] = dice.randrange(256)
            case 3:
                del data[at : at + size]
            case 4:
                data[at:at] = dice.randbytes(size)
            case 5:
                data[at : at + size] = dice.randbytes(size)
            case 6:
                source = dice.randrange(len(data))
                data[at : at + size] = data[source : source + size]
            case _:
                source = dice.randrange(len(data))
                data[at:at] = data[source : source + size]
        yield bytes(data)


def harmless(bench: Bench, data: bytes) -> bool:
    """Say whether a mutant differs from an honest file in the containers of signatures only, or not at all."""
    return any(
        len(data) == len(honest) and _without_containers(data, honest) == _without_containers(honest, honest)
        for honest in (bench.whole, bench.archived)
    )


def main(count: int, seed: int) -> None:
    """Try so many mutants, and say what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        bench = make_bench(Path(folder))
        found: Counter[str] = Counter()
        for data in mutants(bench, seed, count):
            verdict = judge(bench, Forgery(data))
            if not verdict.ok:
                found[f"refused: {verdict.problems[0].code if verdict.problems else 'role-missing'}"] += 1
            elif data in (bench.whole, bench.archived):
                found["accepted, nothing was changed"] += 1
            elif harmless(bench, data):
                found["accepted, changed inside the container of a signature"] += 1
            else:
                found["ACCEPTED, CHANGED ELSEWHERE"] += 1
                Path(f"accepted-{found['ACCEPTED, CHANGED ELSEWHERE']}.pdf").write_bytes(data)
    for what, number in found.most_common():
        print(f"{number:6}  {what}")  # noqa: T201


def _without_containers(data: bytes, honest: bytes) -> bytes:
    left, at = bytearray(), 0
    for each in _CONTAINER.finditer(honest):
        left += data[at : each.start(1)]
        at = each.end(1)
    return bytes(left + data[at:])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
