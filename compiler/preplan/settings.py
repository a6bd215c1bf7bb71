"""What an organisation sets about its site in mkdocs.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .diagnostics import Said, Text
from .errors import PreplanError

if TYPE_CHECKING:
    import yaml

COLOURS = (
    "red", "pink", "purple", "deep purple", "indigo", "blue", "light blue", "cyan", "teal", "green", "light green",
    "lime", "yellow", "amber", "orange", "deep orange", "brown", "grey", "blue grey", "black", "white", "custom",
)  # fmt: skip
LANGUAGES = ("zh", "en")

_WRONG = Text("mkdocs.yml：{fault}", "mkdocs.yml: {fault}")
_WRONG_LINE = Text("mkdocs.yml 第 {line} 行：{fault}", "mkdocs.yml line {line}: {fault}")
_IS_A_LINK = Text("这是一个链接，应当是真实的文件", "it is a link; it has to be a file of its own")
_TOO_LARGE = Text("文件大于 64 KiB", "it is larger than 64 KiB")
_NOT_UTF8 = Text("文件不是 UTF-8 编码", "it is not UTF-8 text")
_ALIAS = Text("不能使用锚点和别名", "anchors and aliases are not allowed")
_TAG = Text("不能使用标签（{tag}）", "tags are not allowed ({tag})")
_TWICE = Text("“{key}”写了两次", "`{key}` is given twice")
_TOO_DEEP = Text("嵌套太深", "nested too deeply")
_NOT_YAML = Text("文件不是有效的 YAML", "it is not valid YAML")
_NO_MAPPING = Text("最外层应当是“键: 值”，如 site_name: …", "it has to hold keys and values, such as `site_name: …`")
_REFUSED = Text(
    "不能在这里设置 {key}；可以设置的有 site_name、site_url、site_description、site_author、copyright、nav、"
    "theme.name、theme.language 和 theme.palette（primary、accent）",
    "`{key}` may not be set here; allowed are site_name, site_url, site_description, site_author, copyright, nav, "
    "theme.name, theme.language and theme.palette (primary, accent)",
)
_NOT_A_LINE = Text("{key} 应当是一行文字", "`{key}` has to be one line of text")
_BAD_SITE_URL = Text(
    "site_url 应当是网址，如 https://plans.example.com/",
    "`site_url` has to be an address such as https://plans.example.com/",
)
_NAV_NO_LIST = Text(
    "nav 应当是列表，每一项如“首页: index.md”", "`nav` has to be a list of entries such as `首页: index.md`"
)
_NAV_TARGET = Text(
    "nav 的“{title}”应当指向 index.md、plans/<编号>/index.md，或 https:、mailto:、tel: 开头的地址",
    "`nav` entry `{title}` has to lead to index.md, plans/<id>/index.md or an https:, mailto: or tel: address",
)
_THEME_NO_MAPPING = Text("theme 应当是“键: 值”", "`theme` has to hold keys and values")
_BAD_THEME = Text("theme.name 只能是 material", "`theme.name` has to be material")
_ONE_OF = Text("{key} 只能是：{names}", "`{key}` has to be one of: {names}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation may set about its site; `nav` pairs a title with a page or an address."""

    site_name: str = "应急预案"
    site_url: str = ""
    site_description: str = ""
    site_author: str = ""
    copyright: str = ""
    language: str = "zh"
    primary: str = "custom"
    accent: str = "custom"
    nav: tuple[tuple[str, str], ...] = (("首页", "index.md"),)


def read_settings(root: Path) -> Settings:
    """Take the allowed keys of `mkdocs.yml` in a project folder, or the defaults where there is none.

    Anything else in the file is refused: hooks, plugins, templates and tags would run code.
    """
    path = root / "mkdocs.yml"
    if path.is_symlink():
        raise _wrong(_IS_A_LINK())
    if not path.exists():
        return Settings()
    data = _load(path)
    settings = Settings()
    for key, value in data.items():
        if key in ("site_name", "site_description", "site_author", "copyright"):
            line: dict[str, Any] = {key: _text(key, value)}
            settings = replace(settings, **line)
        elif key == "site_url":
            settings = replace(settings, site_url=_site_url(value))
        elif key == "nav":
            settings = replace(settings, nav=_nav(value))
        elif key == "theme":
            settings = _theme(settings, value)
        else:
            raise _wrong(_REFUSED(key=key))
    return settings


_LINK = re.compile(
    r"tel:\+?[0-9-]+|mailto:[^\s\"<>\[\]\\:]+|https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s\"<>\[\]\\]*)?"
)
_PAGE = re.compile(r"index\.md|plans/[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}/)?index\.md")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _load(path: Path) -> dict[Any, Any]:
    import yaml

    if path.stat().st_size > 65536:
        raise _wrong(_TOO_LARGE())
    try:
        text = path.read_text(encoding="utf-8-sig")
        depth = 0
        # Merge keys and aliases grow without bound and tags make objects: stop them before anything is built.
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise _wrong(_ALIAS(), line)
            if tag := getattr(event, "tag", None):
                raise _wrong(_TAG(tag=tag), line)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > 16:
                raise _wrong(_TOO_DEEP(), line)
        if twice := _given_twice(yaml.compose(text, Loader=yaml.SafeLoader)):
            raise _wrong(_TWICE(key=twice.value), twice.start_mark.line + 1)
        data = yaml.load(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise _wrong(_NOT_UTF8()) from error
    # PyYAML lets bare errors of its value constructors through, such as ValueError for 2026-02-30.
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _wrong(_NOT_YAML(), mark.line + 1 if mark else None) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise _wrong(_NO_MAPPING())
    return data


def _given_twice(node: yaml.Node | None) -> yaml.ScalarNode | None:
    """Find a key that a mapping has twice: of the two, YAML would silently take the last."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    return key
                seen.add(key.value)
            if twice := _given_twice(value):
                return twice
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            if twice := _given_twice(value):
                return twice
    return None


def _wrong(fault: Said, line: int | None = None) -> PreplanError:
    return PreplanError(_WRONG(fault=fault) if line is None else _WRONG_LINE(line=line, fault=fault))


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 500 or _CONTROL.search(value.strip()):
        raise _wrong(_NOT_A_LINE(key=key))
    return value.strip()


def _site_url(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~/-]*)?", value):
        raise _wrong(_BAD_SITE_URL())
    return value


def _nav(value: object) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for item in value if isinstance(value, list) and value else [None]:
        if not isinstance(item, dict) or len(item) != 1:
            raise _wrong(_NAV_NO_LIST())
        title, target = next(iter(item.items()))
        if not isinstance(target, str) or not (_PAGE.fullmatch(target) or _LINK.fullmatch(target)):
            raise _wrong(_NAV_TARGET(title=title))
        found.append((_text("nav", title), target))
    return tuple(found)


def _theme(settings: Settings, value: object) -> Settings:
    if not isinstance(value, dict):
        raise _wrong(_THEME_NO_MAPPING())
    for key, part in value.items():
        if key == "name":
            if part != "material":
                raise _wrong(_BAD_THEME())
        elif key == "language":
            if part not in LANGUAGES:
                raise _wrong(_ONE_OF(key="theme.language", names=[*LANGUAGES]))
            settings = replace(settings, language=part)
        elif key == "palette" and isinstance(part, dict):
            for role, colour in part.items():
                if role not in ("primary", "accent"):
                    raise _wrong(_REFUSED(key=f"theme.palette.{role}"))
                if colour not in COLOURS:
                    raise _wrong(_ONE_OF(key=f"theme.palette.{role}", names=[*COLOURS]))
                settings = replace(settings, **{role: colour})
        else:
            raise _wrong(_REFUSED(key=f"theme.{key}"))
    return settings
