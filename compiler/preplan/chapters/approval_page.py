"""The page on which the principal puts the plan in force."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import ElectronicField, Paragraph, Run, Runs, SignatureField, Signatures
from . import _words as words
from ._blocks import Content
from ._voice import Voice

SHOWS = ()


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Promulgate the plan in its own data, and leave room to sign."""
    fields = signature_fields(voice, "approval")
    if not fields:
        principal = voice.head("principal")
        role = voice.plan.find(principal.data) if principal else None
        fields = (SignatureField("sign-approval-1", role.name if role else voice.say(words.PRINCIPAL)),)
    at = voice.plan.head.at()
    electronic = tuple(
        ElectronicField(role, voice.say(label), voice.comma.join(_posts(voice, stage)))
        for role, (stage, label) in words.ELECTRONIC.items()
    )
    return Content([*(Paragraph(each, at) for each in _text(voice)), Signatures(fields, electronic)])


def signature_fields(voice: Voice, stage: str) -> tuple[SignatureField, ...]:
    """Return the places to sign of one stage, in the order they are written."""
    made: list[SignatureField] = []
    for node in voice.entries("approvals"):
        if node.get("stage") == stage:
            role, person = voice.plan.find(node.get("role")), voice.plan.find(node.get("person"))
            made.append(
                SignatureField(
                    id=f"sign-{stage}-{len(made) + 1}",
                    post=role.name if role else "",
                    # In a made-up approval the name is made up as well: this person has signed nothing.
                    name=(Run(person.name, voice.style(node.child("person"))),) if person else (),
                    date=voice.runs(node.child("on")) if "on" in node else (),
                    opinion=voice.runs(node.child("opinion")) if "opinion" in node else (),
                )
            )
    return tuple(made)


def _posts(voice: Voice, stage: str) -> list[str]:
    """Name the posts that sign a stage, each once."""
    roles = [voice.plan.find(node.get("role")) for node in voice.entries("approvals") if node.get("stage") == stage]
    return [*dict.fromkeys(role.name for role in roles if role)]


def _text(voice: Voice) -> Iterator[Runs]:
    said: list[Run] = []
    if name := voice.head("name"):
        said += [Run(voice.say(words.TITLED_LEFT)), *voice.runs(name), Run(voice.say(words.TITLED_RIGHT))]
    numbers = [node for each in ("number", "version") if (node := voice.head(each))]
    if numbers:
        about = [(Run(f"{voice.label(node)} "), *voice.runs(node)) for node in numbers]
        said += [Run(voice.say(words.OPEN)), *voice.join(about, voice.comma), Run(voice.say(words.CLOSE))]
    stages = {node.get("stage") for node in voice.entries("approvals") if "on" in node}
    if done := [voice.say(text) for stage, text in words.DONE.items() if stage in stages]:
        *first, last = done
        all_done = voice.say(words.DONE_LAST).join([voice.comma.join(first), last] if first else [last])
        said.append(Run(voice.say(words.AFTER) + all_done + voice.say(words.AFTER_DONE)))
    if day := voice.head("effective_on"):
        said += [Run(voice.say(words.IN_FORCE)), *voice.runs(day), Run(voice.say(words.FROM_THEN))]
    else:
        said.append(Run(voice.say(words.PROMULGATED)))
    yield tuple(run for run in said if run.text)
    if old := voice.head("supersedes"):
        yield (Run(voice.say(words.SUPERSEDED)), *voice.runs(old), Run(voice.say(words.SUPERSEDED_END)))
    yield (Run(voice.say(words.TO_ALL)),)
