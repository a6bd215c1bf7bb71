"""The honest files that attacks and mutations start from."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from pyhanko_certvalidator import ValidationContext

from preplan.signing.certificates import as_asn1
from preplan.signing.demo import Root, demo_revocations, demo_timestamper
from preplan.signing.policy import Policy
from preplan.signing.sign import sign
from preplan.signing.verify import Verdict, verify

from .attacks import Bench, Forgery
from .making import NAMES, NOW, ROLES, authority, edition, issued, manifest_for, pen


def make_bench(folder: Path) -> Bench:
    """Build an edition and have it signed, without timestamps and, a second time, up to B-LTA."""
    root = authority()
    holders = {role: issued(root, NAMES[role]) for role in ROLES}
    data = edition()
    manifest = manifest_for(folder, data)
    steps = []
    made = data
    for role in ROLES:
        made = sign(made, "sample.pdf", role, pen(holders[role], [root.certificate]), manifest, Policy(), NOW)
        steps.append(made)
    throwaway = Root(root.key, root.certificate)

    def known() -> ValidationContext:
        return ValidationContext(
            trust_roots=[as_asn1(root.certificate)],
            crls=[demo_revocations(throwaway, NOW)],
            allow_fetching=False,
            moment=NOW,
        )

    archived = data
    for role in ROLES:
        held = pen(
            holders[role],
            [root.certificate],
            timestamper=demo_timestamper(throwaway, NOW),
            level="B-LTA" if role == "approver" else "B-LT",
            context=known,
        )
        archived = sign(archived, "sample.pdf", role, held, manifest, Policy(), NOW)
    return Bench(data, tuple(steps), holders, root, manifest, archived)


def judge(bench: Bench, forgery: Forgery) -> Verdict:
    """Verify a forgery the way `preplan verify` does."""
    roots: tuple[x509.Certificate, ...] = (bench.root.certificate,) if forgery.roots is None else forgery.roots
    return verify(forgery.data, forgery.policy, roots, NOW, manifest=forgery.manifest or bench.manifest)
