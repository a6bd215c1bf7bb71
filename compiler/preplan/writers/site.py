"""Write all documents as one static site, built by MkDocs with the Material theme."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ..diagnostics import Text
from ..document import Document
from ..errors import PreplanError, quoted
from ..resources import folder
from ..settings import read_settings
from .site_check import check
from .site_config import configuration
from .site_finish import finish
from .site_pages import manual, pages, tones

# One site holds all documents, so the writer takes them together.
EACH = False

_MKDOCS_FAILED = Text("MkDocs 没能生成网站：{said}", "MkDocs could not build the site: {said}")
BUILT_WITH = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "Jinja2", "jieba", "lxml")
READS = ("mkdocs.yml",)


def write(documents: Sequence[Document], out: Path, *, root: Path) -> list[Path]:
    """Build `out/site` and return its files, sorted, with those of `out/site-src` that it was built from.

    `site-src` is a plain MkDocs project for people to read. Both folders are replaced only by a site that
    passed every check. Raises PreplanError on a setting that is not allowed and on any warning of MkDocs.
    """
    settings = read_settings(root)
    house = folder("site")
    markdown = pages(documents, settings, house / "templates" / "site") | manual(house / "pages")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=out) as made:
        work = Path(made).resolve()
        source, site = work / "site-src", work / "site"
        _write_source(source, markdown, configuration(settings))
        _run_mkdocs(source, site, newest=max((document.date for document in documents), default="1980-01-01"))
        finish(site, language=settings.language)
        check(site, documents, site_url=settings.site_url)
        for path in (source, site):
            target = out / path.name
            if target.exists():
                target.rename(work / f"old-{path.name}")
            path.rename(target)
    return sorted(path for name in ("site", "site-src") for path in (out / name).rglob("*") if path.is_file())


# What says where Python finds its packages stays; what changes how it or MkDocs behaves does not.
_KEPT = {"PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE"}
_OTHERS = ("PYTHON", "LC_", "LANG", "MKDOCS")


def _write_source(source: Path, markdown: dict[str, str], config: dict[str, object]) -> None:
    import yaml

    house = folder("site")
    shutil.copytree(house / "theme", source / "theme")
    shutil.copytree(house / "assets", source / "pages" / "assets")
    (source / "pages" / "assets" / "tones.css").write_text(tones(), encoding="utf-8", newline="\n")
    for path, text in markdown.items():
        target = source / "pages" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
    (source / "mkdocs.yml").write_text(text, encoding="utf-8", newline="\n")


def _run_mkdocs(source: Path, site: Path, *, newest: str) -> None:
    # Within what gzip can write down and MkDocs can read back; the pages say the date by themselves.
    epoch = min(max(int(datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp()), 0), 2**32 - 1)
    # Material announces the end of MkDocs 1 on every build unless told not to.
    environment = {
        **{name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith(_OTHERS)},
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        # jieba keeps a marshalled dictionary in the temporary folder; a shared one could be another user's.
        "TMPDIR": str(source.parent),
    }
    # Not `--quiet`: it drops warnings before `--strict` can count them.
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "-f", str(source / "mkdocs.yml")]
    done = subprocess.run(
        [*command, "-d", str(site)],
        env=environment,
        cwd=source,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    # jieba reports on loading its dictionary.
    said = [
        line
        for line in done.stderr.splitlines()
        if line.startswith(("WARNING", "ERROR", "Error", "CRITICAL", "Aborted"))
    ]
    if done.returncode or said:
        # Of a traceback only its end says what happened.
        lines = said or (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise PreplanError(_MKDOCS_FAILED(said=quoted("\n".join(lines))))
