"""How the command line says its help and mistakes of usage, in every language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from . import messages, words
from .diagnostics import Language, Said

_COLUMN = 30
# What stays together in a line: `[…]`, a word of letters or one Chinese character with its quotes and stops.
_WORD = re.compile(r"(\s*)(\[[^\]]+\]|[（“《]*(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef])[，。、；：？！）”》]*)")


class Day(click.ParamType[date]):
    """A calendar date, 2026-07-01."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """Read it."""
        from .values import read_date

        try:
            return value if isinstance(value, date) else read_date(value)
        except ValueError:
            self.fail(repr(value), param, ctx)


class Option(click.Option):
    """An option whose help says all there is to say: click adds nothing to it."""

    def get_help_extra(self, ctx: click.Context) -> Any:  # noqa: ARG002 - click's signature
        """Return nothing."""
        return {}


class Context(click.Context):
    """What click knows while it reads a command line; `obj` is the language it answers in."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what lays out help in that language."""
        return _Help(self.obj, width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command that names what it has no use for."""

    context_class = Context
    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and refuse more of them than there are places for."""
        with _placed(ctx):
            left = super().parse_args(ctx, args)
        if left:
            raise TooMuch(left, ctx)
        return left


class Group(click.Group):
    """The commands together."""

    context_class = Context
    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command."""
        with _placed(ctx):
            return super().parse_args(ctx, args)


class TooMuch(click.UsageError):
    """There are more arguments than a command takes."""

    def __init__(self, left: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(left), ctx)
        self.left = tuple(left)


def complaint(error: click.ClickException, lang: Language) -> str:
    """Say what is wrong with a command line, how the command is used, and where to read more."""
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    said = _said(error)
    lines = [f"preplan: {said.show(lang) if said else error.format_message()}"]
    if isinstance(error, click.UsageError) and error.ctx is not None:
        lines += [error.ctx.get_usage(), words.SEE_HELP(command=error.ctx.command_path).show(lang)]
    return "\n".join(lines)


def wrapped(text: str, room: int) -> list[str]:
    """Break a text into lines of at most `room` columns, at blanks and between Chinese characters."""
    lines = [""]
    for gap, word in _WORD.findall(text):
        longer = lines[-1] + (" " if gap and lines[-1] else "") + word
        if lines[-1] and _width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@contextmanager
def _placed(ctx: click.Context) -> Iterator[None]:
    """Tell a mistake where it was made: click leaves that out for options with too few or too many values."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def _said(error: click.ClickException) -> Said | None:
    """Say a mistake in our own words; None for one that we have no words for."""
    match error:
        case NoSuchCommand():
            return _guessed(words.NO_SUCH_COMMAND(name=error.command_name), error.possibilities)
        case click.NoSuchOption():
            return _guessed(words.NO_SUCH_OPTION(name=error.option_name), error.possibilities)
        case TooMuch():
            return words.TOO_MUCH(values=error.left)
        case click.BadOptionUsage(ctx=click.Context() as ctx):
            flags = {name for each in ctx.command.params if getattr(each, "is_flag", False) for name in each.opts}
            return (words.TAKES_NO_VALUE if error.option_name in flags else words.NEEDS_VALUE)(name=error.option_name)
        case click.MissingParameter(param=click.Parameter() as param, ctx=click.Context() as ctx):
            return words.MISSING_PARAMETER(name=_name(param, ctx))
        case click.BadParameter(param=click.Parameter() as param, ctx=click.Context() as ctx):
            wanted = _wanted(param.type)
            return words.BAD_PARAMETER(name=_name(param, ctx), wanted=wanted) if wanted else None
    return None


def _guessed(said: Said, possibilities: Sequence[str] | None) -> Said:
    return messages.WITH_HINT(one=said, other=messages.DID_YOU_MEAN(name=possibilities[0])) if possibilities else said


def _name(param: click.Parameter, ctx: click.Context) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else param.make_metavar(ctx)


def _wanted(type_: click.ParamType[Any]) -> Said | None:
    match type_:
        case click.Choice():
            return words.WANTED_CHOICE(names=[*type_.choices])
        case click.IntRange():
            return words.WANTED_NUMBER(low=type_.min, high=type_.max)
        case click.Path():
            return words.WANTED_FILE()
        case Day():
            return words.WANTED_DAY()
    return None


class _Help(click.HelpFormatter):
    """Lays out help; unlike click's own it knows that a Chinese character is two columns wide."""

    def __init__(self, lang: Language, **more: Any) -> None:
        super().__init__(**more)
        self.lang = lang

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, words.USAGE().show(self.lang) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        known = words.HEADINGS.get(heading)
        self.write(f"{known().show(self.lang) if known else f'{heading}:'}\n")

    def write_text(self, text: str) -> None:
        # Click's mark for a paragraph whose lines stay as they are.
        paragraphs = (
            each.split("\n")[1:] if each.startswith("\b") else wrapped(each, self.width - self.current_indent)
            for each in text.split("\n\n")
        )
        indent = " " * self.current_indent
        self.write("\n\n".join("\n".join(f"{indent}{line}" for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _COLUMN, col_spacing: int = 2) -> None:
        rows = [*rows]
        indent = " " * self.current_indent
        column = min(max(_width(term) for term, _ in rows), col_max) + col_spacing
        for term, text in rows:
            first, *others = wrapped(text, self.width - self.current_indent - column)
            gap = " " * (column - _width(term))
            head = f"{indent}{term}{gap}" if gap else f"{indent}{term}\n{indent}{' ' * column}"
            self.write(f"{head}{first}\n" + "".join(f"{indent}{' ' * column}{line}\n" for line in others))


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in text)
