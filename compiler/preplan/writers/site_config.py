"""Read what people set in mkdocs.yml and make the configuration that MkDocs gets."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import PreplanError

COLOURS = (
    "red", "pink", "purple", "deep purple", "indigo", "blue", "light blue", "cyan", "teal", "green", "light green",
    "lime", "yellow", "amber", "orange", "deep orange", "brown", "grey", "blue grey", "black", "white", "custom",
)  # fmt: skip

# Words are cut by jieba with zero-width spaces between. The search cuts queries at hyphens whatever
# stands here, so the index has to be cut there too: 010-0000-0001 is three words in both.
SEPARATOR = r"""[\s\-\u200b\u3000、。，．？！；：…“”‘’（）《》〈〉【】「」/·,;:!?()\[\]<>{}"'=|#*~`&]+"""


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
        raise PreplanError("mkdocs.yml is a link; it has to be a file of its own")
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
            raise _refused(key)
    return settings


def configuration(settings: Settings) -> dict[str, Any]:
    """Make MkDocs' configuration; texts are escaped, because the theme prints them as they are."""
    colours = {"primary": settings.primary, "accent": settings.accent}
    palette = [
        {"media": media, **scheme, **colours, "toggle": {"icon": f"material/{icon}", "name": name}}
        for (media, scheme, icon), name in zip(_SCHEMES, _TOGGLES[settings.language], strict=True)
    ]
    config: dict[str, Any] = {
        "site_name": html.escape(settings.site_name),
        "docs_dir": "pages",
        "site_dir": "../site",
        "strict": True,
        "nav": [{html.escape(title): target} for title, target in settings.nav],
        "not_in_nav": "/plans/",
        "theme": {
            "name": "material",
            "custom_dir": "theme",
            "language": settings.language,
            "font": False,
            "favicon": "assets/favicon.svg",
            "icon": {"logo": "material/shield-check-outline"},
            "features": ["navigation.top", "search.highlight", "toc.follow"]
            + (["navigation.tabs"] if len(settings.nav) > 1 else []),
            "palette": palette,
        },
        # The theme's stemmer and stop words are English; they would lose words such as UPS.
        "plugins": [{"search": {"lang": ["en"], "separator": SEPARATOR, "pipeline": []}}],
        "markdown_extensions": [
            "attr_list",
            {"toc": {"permalink": "#", "permalink_title": _PERMALINK[settings.language], "toc_depth": "1-3"}},
        ],
        "extra_css": ["assets/tones.css", "assets/preplan.css"],
        "extra": {"generator": False},
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
    }
    for key in ("site_url", "site_description", "site_author", "copyright"):
        if value := getattr(settings, key):
            config[key] = html.escape(value)
    return config


# The first follows the device, by night too; the others are a reader's own choice.
_SCHEMES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("(prefers-color-scheme)", {}, "brightness-auto"),
    ("(prefers-color-scheme: light)", {"scheme": "default"}, "weather-sunny"),
    ("(prefers-color-scheme: dark)", {"scheme": "slate"}, "weather-night"),
)
_TOGGLES = {
    "zh": ("跟随系统;切换到浅色", "浅色;切换到深色", "深色;切换到跟随系统"),
    "en": ("As the system; switch to light", "Light; switch to dark", "Dark; switch to system"),
}
_PERMALINK = {"zh": "本节链接", "en": "Link to this section"}
_LINK = re.compile(
    r"tel:\+?[0-9-]+|mailto:[^\s\"<>\[\]\\:]+|https://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s\"<>\[\]\\]*)?"
)
_PAGE = re.compile(r"index\.md|plans/[a-z][a-z0-9-]{0,62}/(?:[a-z][a-z0-9-]{0,62}/)?index\.md")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _load(path: Path) -> dict[Any, Any]:
    import yaml

    if path.stat().st_size > 65536:
        raise PreplanError("mkdocs.yml is larger than 64 KiB")
    try:
        text = path.read_text(encoding="utf-8-sig")
        depth = 0
        # Merge keys and aliases grow without bound and tags make objects: stop them before anything is built.
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise PreplanError(f"mkdocs.yml line {line}: anchors and aliases are not allowed")
            if tag := getattr(event, "tag", None):
                raise PreplanError(f"mkdocs.yml line {line}: tags are not allowed: {str(tag)[:80]!r}")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > 16:
                raise PreplanError(f"mkdocs.yml line {line}: nested too deeply")
        data = yaml.load(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise PreplanError("mkdocs.yml is not UTF-8 text") from error
    # PyYAML lets bare errors of its value constructors through, such as ValueError for 2026-02-30.
    except (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" line {mark.line + 1}" if mark else ""
        raise PreplanError(f"mkdocs.yml{place} is not valid YAML") from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise PreplanError("mkdocs.yml has to hold keys and values, such as `site_name: …`")
    return data


def _refused(key: object) -> PreplanError:
    return PreplanError(
        f"mkdocs.yml: `{key}` may not be set here; allowed are site_name, site_url, site_description, "
        "site_author, copyright, nav, theme.name, theme.language and theme.palette (primary, accent)"
    )


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 500 or _CONTROL.search(value.strip()):
        raise PreplanError(f"mkdocs.yml: `{key}` has to be one line of text")
    return value.strip()


def _site_url(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~/-]*)?", value):
        raise PreplanError("mkdocs.yml: `site_url` has to be an address such as https://plans.example.com/")
    return value


def _nav(value: object) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for item in value if isinstance(value, list) and value else [None]:
        if not isinstance(item, dict) or len(item) != 1:
            raise PreplanError("mkdocs.yml: `nav` has to be a list of entries such as `首页: index.md`")
        title, target = next(iter(item.items()))
        if not isinstance(target, str) or not (_PAGE.fullmatch(target) or _LINK.fullmatch(target)):
            raise PreplanError(
                f"mkdocs.yml: `nav` entry `{title}` has to lead to index.md, plans/<id>/index.md "
                "or an https:, mailto: or tel: address"
            )
        found.append((_text("nav", title), target))
    return tuple(found)


def _theme(settings: Settings, value: object) -> Settings:
    if not isinstance(value, dict):
        raise PreplanError("mkdocs.yml: `theme` has to hold keys and values")
    for key, part in value.items():
        if key == "name":
            if part != "material":
                raise PreplanError("mkdocs.yml: `theme.name` has to be material")
        elif key == "language":
            if part not in _TOGGLES:
                raise PreplanError("mkdocs.yml: `theme.language` has to be zh or en")
            settings = replace(settings, language=part)
        elif key == "palette" and isinstance(part, dict):
            for role, colour in part.items():
                if role not in ("primary", "accent"):
                    raise _refused(f"theme.palette.{role}")
                if colour not in COLOURS:
                    raise PreplanError(f"mkdocs.yml: `theme.palette.{role}` has to be one of {', '.join(COLOURS)}")
                settings = replace(settings, **{role: colour})
        else:
            raise _refused(f"theme.{key}")
    return settings
