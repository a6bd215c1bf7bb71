"""The command line: the only module that prints, exits, and reads the clock or the environment."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn, TextIO

import click
from click.exceptions import NoArgsIsHelpError

from . import reports, words
from .cache import Cache
from .diagnostics import SEVERITIES, Diagnostic, Language, Text, in_order, reaches
from .errors import PreplanError
from .source import Source
from .usage import Day, Group, Option, complaint
from .version import __version__

FORMATS = ("text", *sorted({module.name for module in iter_modules(reports.__path__)} - {"text"}))
OUTPUTS = ("site", "docx", "pdf")
# Far more than any report: what goes on for longer, as a device may, is none.
_LARGEST_BASELINE = 1 << 26

Decorator = Callable[[Any], Any]

# Dates of commits and of today are those of the people who work with the plans.
_ZONE = timezone(timedelta(hours=8))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run preplan and exit: 0 clean, 1 findings, 2 usage or machine."""
    # Values with their places are many and make no cycles: looking for some cost a sixth of the time of a check.
    gc.set_threshold(50_000, 20, 100)
    arguments = [*sys.argv[1:]] if arguments is None else [*arguments]
    lang = _language(arguments, os.environ)
    # Python has none where its caller has closed them.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        _let_it_say_everything(stream)
    _source.cache_clear()
    try:
        status = commands(lang).main(arguments, prog_name=_name(), standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.ClickException as error:
        _say_err(complaint(error, lang))
        status = 2
    except (KeyboardInterrupt, click.Abort):
        status = 130
    except BrokenPipeError:
        status = 2
    except PreplanError as error:
        status = _fail(error.show(lang))
    except OSError as error:
        reason = words.reason(error)
        said = words.MACHINE(path=error.filename, reason=reason) if error.filename else words.BARE(reason=reason)
        status = _fail(said.show(lang))
    except Exception as error:
        if os.environ.get("PREPLAN_DEBUG"):
            raise
        status = _fail(words.INTERNAL(error=f"{type(error).__name__}: {error}").show(lang))
    _let_go_of_stdout()
    sys.exit(status if isinstance(status, int) else 0)


def commands(lang: Language) -> click.Group:
    """Return every command, with its help in a language."""

    def say(text: Text, **values: object) -> str:
        return text(**values).show(lang)

    def option(*names: str, help: Text, shown: str = "", metavar: Text | None = None, **more: Any) -> Decorator:
        said = say(words.WITH_DEFAULT, help=help, value=shown) if shown else say(help)
        return click.option(*names, cls=Option, help=said, metavar=say(metavar) if metavar else None, **more)

    def choice(*names: str, values: Sequence[str], default: str, help: Text) -> Decorator:
        return option(*names, help=help, shown=default, type=click.Choice(values), default=default)

    def command(help: Text) -> Decorator:
        said = say(help, name=_name())
        short = said.partition("\n\n")[0].rstrip("。.")
        return program.command(help=said, short_help=short, options_metavar=say(words.SOME_OPTIONS), **plain)

    plain: dict[str, Any] = {"add_help_option": False}
    settings = {"max_content_width": 100, "obj": lang}
    helped = click.help_option("-h", "--help", cls=Option, help=say(words.OPT_HELP))
    language = option("--lang", type=click.Choice(["zh", "en"]), help=words.OPT_LANG, expose_value=False)
    as_of = option("--as-of", type=Day(), metavar=words.A_DATE, help=words.OPT_AS_OF)
    no_cache = option("--no-cache", is_flag=True, help=words.OPT_NO_CACHE)
    in_file: Any = click.Path(exists=True, dir_okay=False, path_type=Path)
    in_place: Any = click.Path(exists=True, path_type=Path)
    trust = option("--trust", multiple=True, type=in_place, metavar=words.A_FILE, help=words.OPT_TRUST)
    policy = option("--policy", type=in_file, metavar=words.A_FILE, help=words.OPT_POLICY)
    manifest = option("--manifest", type=in_file, metavar=words.A_FILE, help=words.OPT_MANIFEST)
    plan_option = option("--plan", "plans", metavar=words.A_PLAN, multiple=True, help=words.OPT_PLAN)
    places_argument = click.argument("places", metavar=f"[{say(words.A_PATH)}]...", nargs=-1)
    audience = choice(
        "--audience", values=["public", "internal", "controlled"], default="internal", help=words.OPT_AUDIENCE
    )

    @click.group(
        cls=Group,
        help=say(words.PROGRAM, name=_name()),
        context_settings=settings,
        no_args_is_help=True,
        invoke_without_command=True,
        options_metavar=say(words.SOME_OPTIONS),
        subcommand_metavar=say(words.A_COMMAND),
        **plain,
    )
    @click.version_option(
        __version__, prog_name="preplan", message="%(prog)s %(version)s", cls=Option, help=say(words.OPT_VERSION)
    )
    @helped
    @language
    @click.pass_context
    def program(context: click.Context) -> None:
        if context.invoked_subcommand is None:
            raise NoArgsIsHelpError(context)

    @command(words.CHECK)
    @places_argument
    @choice("--format", "format_", values=FORMATS, default="text", help=words.OPT_FORMAT)
    @choice("--fail-on", values=["error", "warning"], default="error", help=words.OPT_FAIL_ON)
    @option("--select", multiple=True, metavar=words.A_CODES, help=words.OPT_SELECT)
    @option("--ignore", multiple=True, metavar=words.A_CODES, help=words.OPT_IGNORE)
    @option("--baseline", type=in_file, metavar=words.A_FILE, help=words.OPT_BASELINE)
    @option("--show-suppressed", is_flag=True, help=words.OPT_SHOW_SUPPRESSED)
    @option("--fix", is_flag=True, help=words.OPT_FIX)
    @option("--dry-run", is_flag=True, help=words.OPT_FIX_DRY_RUN)
    @as_of
    @no_cache
    @helped
    @language
    def check(
        places: tuple[str, ...],
        format_: str,
        fail_on: Any,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        baseline: Path | None,
        show_suppressed: bool,
        fix: bool,
        dry_run: bool,
        as_of: date | None,
        no_cache: bool,
    ) -> int:
        if dry_run and not fix:
            raise PreplanError(words.DRY_RUN_OF_FIX())
        if fix:
            chosen = _listed(select), _listed(ignore)
            say = partial(click.echo, err=format_ != "text", color=_colour())
            found = _mended(places, as_of or _today(), _cache(no_cache), *chosen, lang, dry_run=dry_run, say=say)
        else:
            found = _found(places, as_of or _today(), _cache(no_cache), lang)
        found = _sifted(found, _listed(select), _listed(ignore), baseline, lang)
        shown = [each for each in found if show_suppressed or not each.allowed]
        if hidden := len(found) - len(shown):
            _say_err(words.NOT_SHOWN(count=hidden).show(lang))
        return _report(shown, format_, fail_on, lang)

    @command(words.FMT)
    @places_argument
    @option("--check", is_flag=True, help=words.OPT_FMT_CHECK)
    @option("--dry-run", is_flag=True, help=words.OPT_FMT_DRY_RUN)
    @helped
    @language
    def fmt(places: tuple[str, ...], check: bool, dry_run: bool) -> int:
        return _fmt(places, check, dry_run, lang)

    @command(words.BUILD)
    @plan_option
    @option(
        "--to",
        "outputs",
        metavar=words.A_LIST,
        default=",".join(OUTPUTS),
        shown=",".join(OUTPUTS),
        help=words.OPT_TO,
    )
    @option(
        "--out",
        type=click.Path(path_type=Path),
        metavar=words.A_FOLDER,
        default=Path("build"),
        shown="build",
        help=words.OPT_OUT,
    )
    @audience
    @option("--style", metavar=words.A_NAME, help=words.OPT_STYLE)
    @option("--as-of", type=Day(), metavar=words.A_DATE, help=words.OPT_BUILD_AS_OF)
    @option(
        "--jobs",
        type=click.IntRange(1, 64),
        metavar=words.A_NUMBER,
        default=min(os.cpu_count() or 1, 4),
        help=words.OPT_JOBS,
    )
    @no_cache
    @helped
    @language
    def build(
        plans: tuple[str, ...],
        outputs: str,
        out: Path,
        audience: Any,
        style: str | None,
        as_of: date | None,
        jobs: int,
        no_cache: bool,
    ) -> int:
        names = [name.strip() for name in outputs.split(",")]
        return _build(plans, names, out, audience, style, as_of, jobs, _cache(no_cache), lang)

    @command(words.MODEL)
    @click.argument("place", metavar=say(words.A_PLAN))
    @choice("--format", "format_", values=["json"], default="json", help=words.OPT_MODEL_FORMAT)
    @helped
    @language
    def model(place: str, format_: str) -> int:  # noqa: ARG001 - json is the only one so far
        return _model(place, lang)

    @command(words.EXPLAIN)
    @click.argument("code", metavar=f"[{say(words.A_CODE)}]", required=False)
    @helped
    @language
    def explain(code: str | None) -> int:
        from .explain import explain as explained

        click.echo(explained(code, lang), nl=False)
        return 0

    @command(words.NEW)
    @click.argument("plan", metavar=say(words.A_NEW_ID))
    @helped
    @language
    def new(plan: str) -> int:
        return _new(plan, lang)

    @command(words.TRACE)
    @places_argument
    @option("--facts", type=in_file, metavar=words.A_FILE, help=words.OPT_FACTS)
    @helped
    @language
    def trace(places: tuple[str, ...], facts: Path | None) -> int:
        return _trace(places, facts, lang)

    @command(words.COVERAGE_HELP)
    @click.argument("place", metavar=say(words.A_PLAN))
    @option("--standard", metavar=words.A_STANDARD, help=words.OPT_STANDARD)
    @choice("--format", "format_", values=["text", "json", "xlsx"], default="text", help=words.OPT_FORMAT)
    @option("--strict", is_flag=True, help=words.OPT_STRICT)
    @option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar=words.A_FILE, help=words.OPT_OUT_FILE)
    @helped
    @language
    def coverage(place: str, standard: str | None, format_: str, strict: bool, out: Path | None) -> int:
        return _coverage(place, standard, format_, strict, out, lang)

    @command(words.SERVE)
    @plan_option
    @option("--host", metavar=words.A_HOST, default="127.0.0.1", shown="127.0.0.1", help=words.OPT_HOST)
    @option(
        "--port", type=click.IntRange(0, 65535), metavar=words.A_NUMBER, default=8000, shown="8000", help=words.OPT_PORT
    )
    @option("--open", "open_", is_flag=True, help=words.OPT_OPEN)
    @audience
    @as_of
    @helped
    @language
    def serve(plans: tuple[str, ...], host: str, port: int, open_: bool, audience: Any, as_of: date | None) -> int:
        from .serve import serve as run

        def show(address: str) -> None:
            if open_:
                click.launch(address)

        run(
            plans,
            Path.cwd(),
            host=host,
            port=port,
            audience=audience,
            today=as_of or _today(),
            lang=lang,
            name=_name(),
            say=_say_err,
            on_ready=show,
        )
        return 0

    @command(words.SIGN)
    @click.argument("files", metavar=f"{say(words.A_FILE)}...", nargs=-1, required=True, type=in_file)
    @option("--as", "role", type=click.Choice(["author", "reviewer", "approver"]), required=True, help=words.OPT_AS)
    @option("--p12", type=in_file, metavar=words.A_FILE, help=words.OPT_P12)
    @option("--pkcs11", type=in_file, metavar=words.A_FILE, help=words.OPT_PKCS11)
    @option("--token", metavar=words.A_NAME, help=words.OPT_TOKEN)
    @option("--key", metavar=words.A_NAME, help=words.OPT_KEY)
    @option("--signer", metavar=words.A_COMMAND_LINE, help=words.OPT_SIGNER)
    @option("--demo", is_flag=True, help=words.OPT_DEMO)
    @option("--passphrase-file", type=in_file, metavar=words.A_FILE, help=words.OPT_PASSPHRASE_FILE)
    @option("--tsa", metavar=words.AN_ADDRESS, help=words.OPT_TSA)
    @option("--level", type=click.Choice(["B-B", "B-T", "B-LT", "B-LTA"]), help=words.OPT_LEVEL)
    @option("--name", metavar=words.A_NAME, help=words.OPT_NAME)
    @option("--seal", type=in_file, metavar=words.A_FILE, help=words.OPT_SEAL)
    @trust
    @policy
    @manifest
    @option("--out", type=click.Path(path_type=Path), metavar=words.A_FILE, help=words.OPT_SIGNED_OUT)
    @helped
    @language
    def sign(**given: Any) -> int:
        return _sign(lang, **given)

    @command(words.VERIFY)
    @click.argument("files", metavar=f"{say(words.A_FILE)}...", nargs=-1, required=True, type=in_file)
    @trust
    @policy
    @manifest
    @option("--rebuild", is_flag=True, help=words.OPT_REBUILD)
    @choice("--format", "format_", values=["text", "json"], default="text", help=words.OPT_FORMAT)
    @helped
    @language
    def verify(
        files: tuple[Path, ...],
        trust: tuple[Path, ...],
        policy: Path | None,
        manifest: Path | None,
        rebuild: bool,
        format_: str,
    ) -> int:
        return _verify(files, trust, policy, manifest, rebuild, format_, lang)

    @command(words.LSP)
    @helped
    @option("--lang", "chosen", type=click.Choice(["zh", "en"]), help=words.OPT_LSP_LANG)
    def lsp(chosen: str | None) -> int:
        return _lsp(lang, asked=chosen is not None)

    return program


def _found(places: Sequence[str], today: date, kept: Cache, lang: Language) -> list[Diagnostic]:
    """Say everything about the plans at some places; of files, what is found in them."""
    from .pipeline import Session
    from .project import empty_folders, find_plans, shown

    here = Path.cwd()
    found = Session(here, kept).check_all(find_plans(places, here), today)
    if places and all(Path(place).is_file() for place in places):
        only = {shown(here / place, here) for place in places}
        found = [each for each in found if each.span.file in only]
    if not places:
        for folder in empty_folders(here):
            _say_err(words.EMPTY_FOLDER(folder=folder).show(lang))
    return found


def _mended(
    places: Sequence[str],
    today: date,
    kept: Cache,
    select: Sequence[str],
    ignore: Sequence[str],
    lang: Language,
    *,
    dry_run: bool,
    say: Callable[[str], None],
) -> list[Diagnostic]:
    """Repair the plans at some places, or show how; return what is found in them, afterwards where it was done."""
    from .mending import mending
    from .project import find_plans, shown
    from .rewrite import difference
    from .sift import chosen

    here = Path.cwd()
    files = {shown(here / place, here) for place in places} if all(Path(place).is_file() for place in places) else set()

    def sift(found: Sequence[Diagnostic]) -> list[Diagnostic]:
        return [each for each in chosen(found, select, ignore) if not files or each.span.file in files]

    made = mending(find_plans(places, here), here, kept, today, sift, files or None)
    for name, text in sorted(made.mended.texts.items()):
        if dry_run:
            say(difference(name, made.texts[name], text, colour=_colour()).rstrip("\n"))
            continue
        made.write(name)
        for each in sorted(made.mended.done, key=lambda each: each.span.line):
            if each.fix and each.span.file == name:
                values = {"file": name, "line": each.span.line, "code": each.code, "what": each.fix.message}
                say(words.MENDED_HERE(**values).show(lang))
    for each in made.mended.refused:
        say(words.NOT_MENDED(file=each.span.file, line=each.span.line, code=each.code).show(lang))
    left = made.mended.found if dry_run else made.mended.left
    beyond = sum(made.out_of_reach(each) for each in left)
    if beyond:
        say(words.NOT_REACHED(count=beyond, name=_name()).show(lang))
    template = words.WOULD_MEND if dry_run else words.DID_MEND
    count = len(made.mended.done)
    say((template(count=count) if count else words.NONE_TO_MEND()).show(lang) + "\n")
    # What was tried in vain is not offered again.
    return [*left] if dry_run else [replace(each, fix=None) for each in left]


def _sifted(
    found: Sequence[Diagnostic], select: Sequence[str], ignore: Sequence[str], baseline: Path | None, lang: Language
) -> list[Diagnostic]:
    from .sift import baseline_in, beyond, chosen

    kept = chosen(found, select, ignore)
    if baseline:
        with baseline.open("rb") as file:
            text = file.read(_LARGEST_BASELINE)
        standing = [each for each in kept if not each.allowed]
        new, known, gone = beyond(standing, baseline_in(text, baseline))
        _say_err(words.OF_BASELINE(file=baseline, known=known, gone=gone).show(lang))
        kept = in_order([*new, *(each for each in kept if each.allowed)])
    return kept


def _listed(values: Sequence[str]) -> list[str]:
    """Return the entries of options that hold lists separated by commas."""
    return [name.strip() for value in values for name in value.split(",") if name.strip()]


def _report(found: Sequence[Diagnostic], format_: str, fail_on: Any, lang: Language) -> int:
    click.echo(_said(found, format_, lang), nl=False, color=_colour())
    return 1 if reaches(found, fail_on) else 0


def _said(found: Sequence[Diagnostic], format_: str, lang: Language) -> str:
    module = import_module(f".reports.{format_}", __package__)
    said: str = module.report(found, lang, line=_line, colour=_colour(), home=_home() if format_ == "sarif" else "")
    if not found or format_ != "text":
        return said
    fixable = sum(each.fix is not None and not each.allowed for each in found)
    more = [words.FIXABLE(count=fixable, name=_name())] if fixable else []
    return said + "".join(f"{each.show(lang)}\n" for each in (*more, words.SEE_EXPLAIN(name=_name())))


def _fmt(places: Sequence[str], check: bool, dry_run: bool, lang: Language) -> int:
    from .fmt import fmt
    from .parse import read, take
    from .project import find_files
    from .rewrite import difference, rewrite

    if places == ("-",):
        # What is no UTF-8 is said as what can't be seen.
        source, wrong = take(sys.stdin.buffer.read().decode(errors="surrogateescape"), "-")
        text, more = fmt(source) if source else ("", [])
        click.echo(_said(found, "text", lang) if (found := [*wrong, *more]) else text, nl=False, err=bool(found))
        return int(bool(found))
    here, status, changed, wrong = Path.cwd(), 0, 0, list[Diagnostic]()
    files = find_files(places, here)
    for file in files:
        source, unread = read(file.path, file.name)
        try:
            text, found = fmt(source) if source else ("", unread)
        except PreplanError as error:
            status = _fail(error.show(lang))
            continue
        wrong += found
        if source is None or found or text == source.text:
            continue
        changed += 1
        if dry_run:
            click.echo(difference(file.name, source.text, text, colour=_colour()), nl=False, color=_colour())
        elif not check:
            rewrite(file.path, source.text, text, within=[file.path.parent])
        if not dry_run:
            click.echo((words.NOT_IN_FORM if check else words.PUT_IN_FORM)(file=file.name).show(lang))
    if wrong:
        click.echo(_said(in_order(wrong), "text", lang), nl=False, color=_colour())
        _say_err(words.LEFT_ALONE(count=len({each.span.file for each in wrong})).show(lang))
    template = words.FORM_WANTED if check or dry_run else words.FORM_GIVEN
    _say_err(template(changed=changed, files=len(files)).show(lang))
    return status or int(bool(wrong or (changed and (check or dry_run))))


def _build(
    plans: Sequence[str],
    names: Sequence[str],
    out: Path,
    audience: Any,
    style: str | None,
    as_of: date | None,
    jobs: int,
    kept: Cache,
    lang: Language,
) -> int:
    from . import build as stage
    from .commit import commit_of
    from .pipeline import Session, structural
    from .project import find_plans
    from .writers.house import house

    # Whoever ends us politely gets the same tidy end as from Ctrl-C: nothing half written is left.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    here = Path.cwd()
    today = as_of or _commit_day(here) or _today()
    session = Session(here, kept)
    folders = find_plans(plans, here)
    _refuse_out_in_a_plan(out, folders)
    compiled = [session.compile(plan, today, audience) for plan in folders]
    found = in_order(each for one in compiled for each in one.diagnostics)
    if mistakes := structural(found):
        click.echo(_said(mistakes, "text", lang), nl=False, color=_colour())
        _say_err(words.NOT_BUILT().show(lang))
        return 1
    documents = [one.document for one in compiled if one.document]
    views = [view for one in compiled for view in one.views] if stage.takes_views(names) else []
    if style:
        house(style)
        documents, views = ([replace(each, style=style) for each in those] for those in (documents, views))
    tasks = stage.tasks_for(documents, names, views)
    commit = commit_of(here, folders, out)
    about = {
        "as_of": today.isoformat(),
        "audience": audience,
        **({"style": style} if style else {}),
        "commit": commit.id,
        "clean": commit.clean,
        "sources": session.digest(),
        "plans": stage.plans_in(documents),
    }
    with _Progress(len(tasks)) as progress:
        files = stage.build(tasks, out, about, root=here, kept=kept, jobs=jobs, progress=progress)
    click.echo(words.WRITTEN(folder=out, files=len(files) + 1).show(lang))
    if found:
        counts = [words.counted(s, n) for s in SEVERITIES if (n := sum(each.severity == s for each in found))]
        _say_err(words.ALSO_FOUND(counts=counts, name=_name()).show(lang))
    return 0


def _refuse_out_in_a_plan(out: Path, plans: Sequence[Path]) -> None:
    from . import messages

    folder = Path(os.path.abspath(out))
    for plan in plans:
        if folder.is_relative_to(plan) or (plan.parent.name == "plans" and folder.parent == plan.parent):
            raise PreplanError(messages.OUT_IN_A_PLAN(folder=out, plan=plan.name))


def _model(place: str, lang: Language) -> int:
    import json

    from . import messages
    from .export import as_json
    from .pipeline import Session, structural
    from .project import find_plans

    here = Path.cwd()
    plan, *more = find_plans([place], here)
    if more:
        raise PreplanError(messages.ONE_PLAN(place=place, count=len(more) + 1))
    compiled = Session(here).compile(plan, _today())
    mistakes = structural(compiled.diagnostics)
    if mistakes:
        click.echo(_said(mistakes, "text", lang), nl=False, err=True)
    click.echo(json.dumps(as_json(compiled.plan), ensure_ascii=False, indent=2))
    return 1 if mistakes else 0


def _new(plan: str, lang: Language) -> int:
    from .scaffold import scaffold

    folder = f"plans/{plan}"
    files = scaffold(plan, Path.cwd(), today=_today())
    click.echo(words.CREATED(folder=folder, files=len(files)).show(lang))
    for each in words.NEXT:
        click.echo(each(name=_name(), folder=folder, id=plan).show(lang))
    return 0


def _trace(places: Sequence[str], facts: Path | None, lang: Language) -> int:
    from collections import Counter

    from . import messages
    from .pipeline import Session
    from .project import find_plans
    from .resolve import item_types
    from .trace import additions, facts_in, left_out, text_of, trace

    known = facts_in(_text_of(facts)) if facts else None
    if known == []:
        raise PreplanError(messages.NO_FACTS(file=facts))
    plans = [Session(Path.cwd()).compile(folder, _today()).plan for folder in find_plans(places, Path.cwd())]
    # Where plans are named, each answers for the texts it cites; else one may carry over what another leaves out.
    left = left_out(plans, known) if known and not places else None
    status = 1 if left else 0
    for plan in plans:
        for each in trace(plan, known):
            template = words.CITED if each.total is None else words.TRACED
            said = template(plan=each.plan, text=each.text, carried=len(each.carried), total=each.total)
            click.echo(said.show(lang))
            missing = (
                each.missing if left is None else [fact for fact in each.missing if fact in left.get(each.text, ())]
            )
            for label, ids in ((words.MISSING, missing), (words.UNKNOWN_FACTS, each.unknown)):
                if ids:
                    click.echo(f"  {words.LABEL(label=label).show(lang)}{' '.join(ids)}")
                    status = 1
        own: dict[str, list[str]] = additions(plan)
        click.echo(f"  {words.ADDITIONS(count=sum(map(len, own.values()))).show(lang)}")
        for type_, added in own.items():
            click.echo(f"    {words.LABEL(label=item_types()[type_]).show(lang)}{' '.join(added)}")
    if known and left is not None:
        totals = Counter(map(text_of, known))
        for text, facts_left in left.items():
            if len(facts_left) == totals[text]:
                click.echo(words.UNCITED(text=text, total=totals[text]).show(lang))
        carried = len(known) - sum(map(len, left.values()))
        click.echo(words.TRACED_ALL(total=len(known), carried=carried).show(lang))
    return status


def _coverage(place: str, standard: str | None, format_: str, strict: bool, out: Path | None, lang: Language) -> int:
    import json

    from . import coverage_report, messages
    from .coverage import coverage, standards_for
    from .pipeline import Session, structural
    from .project import find_plans
    from .publish import write_file

    if format_ == "xlsx" and out is None:
        raise PreplanError(messages.NEEDS_OUT())
    folders = find_plans([place], Path.cwd())
    if len(folders) > 1:
        raise PreplanError(messages.ONE_PLAN(place=place, count=len(folders)))
    compiled = Session(Path.cwd()).compile(folders[0], _today())
    if mistakes := structural(compiled.diagnostics):
        # What is broken would look like a gap.
        return _report(mistakes, "text", "error", lang)
    plan = compiled.plan
    found = [(each, coverage(plan, each, strict=strict)) for each in standards_for(plan, standard)]
    if format_ == "xlsx":
        from .coverage_xlsx import as_xlsx

        data = as_xlsx(plan, found, lang)
    elif format_ == "json":
        values = coverage_report.as_json(plan, found, strict=strict)
        data = (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
    else:
        data = coverage_report.as_text(plan, found, lang, strict=strict).encode()
    if out is None:
        click.echo(data.decode(), nl=False)
    else:
        write_file(out, data)
    return int(any(each.status == "gap" for _, judged in found for each in judged))


def _sign(
    lang: Language,
    *,
    files: Sequence[Path],
    role: Any,
    p12: Path | None,
    pkcs11: Path | None,
    token: str | None,
    key: str | None,
    signer: str | None,
    demo: bool,
    passphrase_file: Path | None,
    tsa: str | None,
    level: Any,
    name: str | None,
    seal: Path | None,
    trust: Sequence[Path],
    policy: Path | None,
    manifest: Path | None,
    out: Path | None,
) -> int:
    from contextlib import ExitStack

    if sum(map(bool, (p12, pkcs11, signer, demo))) != 1:
        raise PreplanError(words.ONE_SIGNER())
    from .signing import certificates, desk, pens, report, stamp
    from .signing.demo import demo_root, publish_root
    from .signing.policy import Policy, read_policy

    now = datetime.now(_ZONE)
    wishes = pens.Wishes(
        level, tsa, tuple(certificates.read_roots([*trust])), stamp.read_seal(seal) if seal else None, name
    )
    rules = read_policy(policy) if policy else Policy()
    root = demo_root(_state(), now) if demo else None
    with ExitStack() as open_until_done:
        if p12:
            pen = pens.p12_pen(p12, _passphrase(passphrase_file, p12, lang), wishes, now)
        elif pkcs11:
            pin = _passphrase(passphrase_file, pkcs11, lang)
            pen = open_until_done.enter_context(pens.pkcs11_pen(pkcs11, token, key, pin, wishes, now))
        elif root:
            pen = pens.demo_pen(root, role, wishes, now)
        else:
            pen = pens.door_pen(signer or "", role, wishes)
        done = desk.sign_files(files, role, pen, rules, now, here=Path.cwd(), manifest=manifest, out=out)
    for each in done:
        click.echo(words.SIGNED(file=each.out).show(lang))
        click.echo(report.progress(str(each.out), each.verdict, lang))
        if root:
            trusted = publish_root(root, each.manifest.folder)
            _say_err(words.DEMO_SIGNED(name=_name(), file=each.out, root=_near(trusted)).show(lang))
    return 0


def _verify(
    files: Sequence[Path],
    trust: Sequence[Path],
    policy: Path | None,
    manifest: Path | None,
    rebuild: bool,
    format_: str,
    lang: Language,
) -> int:
    from .signing import certificates, desk, report
    from .signing.policy import Policy, read_policy
    from .signing.rebuild import rebuild as built_again

    here, now = Path.cwd(), datetime.now(_ZONE)
    roots = certificates.read_roots([*trust])
    rules = read_policy(policy) if policy else Policy()
    again = partial(built_again, here=here) if rebuild else None
    found = [
        (str(file), desk.verify_file(file, rules, roots, now, here=here, manifest=manifest, rebuild=again))
        for file in files
    ]
    said = report.as_json(found, lang) if format_ == "json" else report.as_text(found, lang)
    click.echo(said, nl=False)
    return int(not all(verdict.ok for _, verdict in found))


def _passphrase(file: Path | None, of: Path, lang: Language) -> bytes | None:
    """Get a passphrase without its ever being an argument: from a file, an open descriptor, or somebody's fingers."""
    given = os.environ.get("PREPLAN_PASSPHRASE_FD", "")
    if file:
        said = file.read_bytes()
    elif given:
        try:
            with os.fdopen(int(given), "rb", closefd=False) as held:
                said = held.read()
        except (OSError, ValueError):
            raise PreplanError(words.NO_DESCRIPTOR(value=given)) from None
    elif sys.stdin.isatty():
        asked = click.prompt(
            words.PASSPHRASE(file=of).show(lang), default="", hide_input=True, show_default=False, err=True
        )
        said = asked.encode()
    else:
        raise PreplanError(words.NO_PASSPHRASE(file=of))
    return said.split(b"\n")[0].rstrip(b"\r") or None


def _state() -> Path:
    """Return the folder for what is kept between runs and belongs to this user."""
    base = os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()
    return Path(base) / "preplan"


def _near(path: Path) -> str:
    from .project import shown

    return shown(path, Path.cwd())


def _lsp(lang: Language, *, asked: bool) -> int:
    from .lsp.server import serve

    if sys.stdin.isatty():
        _say_err(words.LSP_ALONE(name=_name()).show(lang))
    # There is nothing to tidy up, and whoever waits for input can't be asked to.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Nothing but the protocol may get to the editor: what else is printed goes where its errors go.
    with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as asked_for, os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        debug = bool(os.environ.get("PREPLAN_DEBUG"))
        return serve(asked_for, out, today=_today, lang=lang, asked=asked, debug=debug)


def _text_of(path: Path) -> str:
    from .parse import read

    source, wrong = read(path.resolve(), str(path))
    if source is None:
        raise PreplanError(words.MACHINE(path=path, reason=wrong[0].message))
    return source.text


def _language(arguments: Sequence[str], environment: Any) -> Language:
    """Return the language asked for, else the locale's; Chinese where that is neither."""
    for index, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else None
        if argument == "--lang":
            value = arguments[index + 1] if index + 1 < len(arguments) else None
        if value in ("zh", "en"):
            return "zh" if value == "zh" else "en"
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if locale.startswith("en") else "zh"


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _let_it_say_everything(stream: Any) -> None:
    """Make a stream that can't write Chinese write UTF-8, and never fail at what its encoding lacks."""
    if not hasattr(stream, "reconfigure"):
        return
    try:
        "预案".encode(stream.encoding)
        stream.reconfigure(errors="backslashreplace")
    except UnicodeEncodeError:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Write what is left, or drop it where nobody takes it: Python would complain on its way out."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _today() -> date:
    return datetime.now(_ZONE).date()


def _commit_day(here: Path) -> date | None:
    """Return the day of what is built: SOURCE_DATE_EPOCH, else the date of the commit, else nothing."""
    import subprocess

    given = epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        command = ["git", "-C", str(here), "log", "-1", "--format=%ct", "HEAD"]
        try:
            epoch = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(_ZONE).date() if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise PreplanError(words.NO_TIME(name="SOURCE_DATE_EPOCH" if given else "git", value=epoch[:40])) from error


def _cache(none: bool) -> Cache:
    base = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Cache(None if none else Path(base) / "preplan")


@cache
def _source(file: str) -> Source | None:
    from .parse import read

    try:
        return read(Path(file), file)[0]
    except OSError:
        return None


def _home() -> str:
    from .settings import read_settings

    return read_settings(Path.cwd()).site_url


def _line(file: str, number: int) -> str:
    source = _source(file)
    return source.line(number) if source else ""


def _colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


class _Progress:
    """A bar on a terminal; nothing where nobody watches."""

    def __init__(self, length: int) -> None:
        shown = sys.stderr.isatty()
        self.bar: Any = click.progressbar(
            length=length, file=sys.stderr, item_show_func=lambda title: title, hidden=not shown
        )

    def __enter__(self) -> Callable[[str], None]:
        self.bar.__enter__()
        return lambda title: self.bar.update(1, title)

    def __exit__(self, *error: object) -> None:
        self.bar.__exit__(*error)


def _name() -> str:
    """Return what the program was called by, for texts that name a command: `./run` says so of itself."""
    return os.environ.get("PREPLAN_NAME") or "preplan"


def _say_err(text: str) -> None:
    click.echo(text, err=True)


def _fail(text: str) -> int:
    _say_err(f"preplan: {text}")
    return 2
