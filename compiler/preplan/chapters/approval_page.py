"""The page on which the principal puts the plan in force."""

from __future__ import annotations

from ..document import Paragraph, Run, Runs, SignatureField, Signatures
from ..model import Node
from ..values import show_date
from . import _words as words
from ._blocks import Content
from ._voice import Voice

SHOWS = ()


def lay_out(voice: Voice, id_: str, title: str) -> Content:
    """Promulgate the plan in its own data, and leave room to sign."""
    head = voice.plan.head
    if "name" not in head:
        return Content()
    fields = signature_fields(voice, "approval")
    if not fields:
        principal = voice.plan.find(head.get("principal"))
        post = principal.name if principal else voice.say(words.PRINCIPAL)
        fields = (SignatureField("sign-approval-1", post, "", ""),)
    return Content([*(Paragraph(each, head.at()) for each in _text(voice, head)), Signatures(fields)])


def signature_fields(voice: Voice, stage: str) -> tuple[SignatureField, ...]:
    """Return the places to sign of one stage, in the order they are written."""
    made = []
    for node in voice.entries("approvals"):
        if node.get("stage") == stage:
            role, person = voice.plan.find(node.get("role")), voice.plan.find(node.get("person"))
            made.append(
                SignatureField(
                    id=f"sign-{stage}-{len(made) + 1}",
                    post=role.name if role else "",
                    name=person.name if person else "",
                    date=show_date(node["on"], voice.lang) if "on" in node else "",
                    opinion=str(node.get("opinion", "")),
                )
            )
    return tuple(made)


def _text(voice: Voice, head: Node) -> list[Runs]:
    name = Run(voice.say(words.TITLED_LEFT) + str(head["name"]) + voice.say(words.TITLED_RIGHT))
    about = [
        (Run(f"{voice.label(head, each)} "), *voice.runs(head.child(each))) for each in ("number", "version") if each in head
    ]
    brackets = (words.OPEN, words.CLOSE)
    numbered = (Run(voice.say(brackets[0])), *voice.join(about, voice.comma), Run(voice.say(brackets[1]))) if about else ()
    stages = [node.get("stage") for node in voice.entries("approvals") if "on" in node]
    done = voice.comma.join(voice.say(words.DONE[stage]) for stage in words.DONE if stage in stages)
    first: list[Run] = [name, *numbered]
    first.append(Run((voice.say(words.AFTER) + done + voice.say(words.AFTER_DONE)) if done else ""))
    if "effective_on" in head:
        first += [Run(voice.say(words.IN_FORCE)), *voice.runs(head.child("effective_on")), Run(voice.say(words.IN_FORCE_END))]
    else:
        first.append(Run(voice.say(words.PROMULGATED)))
    said: list[Runs] = [tuple(run for run in first if run.text)]
    if "supersedes" in head:
        said.append((Run(voice.say(words.SUPERSEDED)), *voice.runs(head.child("supersedes")), Run(voice.say(words.SUPERSEDED_END))))
    said.append((Run(voice.say(words.TO_ALL)),))
    return said
