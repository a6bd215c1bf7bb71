"""Make the configuration that MkDocs gets from what people set in mkdocs.yml."""

from __future__ import annotations

import html
from typing import Any

from ..settings import Settings

# Words are cut by jieba with zero-width spaces between. The search cuts queries at hyphens whatever
# stands here, so the index has to be cut there too: 010-0000-0001 is three words in both.
SEPARATOR = r"""[\s\-\u200b\u3000、。，．？！；：…“”‘’（）《》〈〉【】「」/·,;:!?()\[\]<>{}"'=|#*~`&]+"""


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
    "zh": ("跟随系统；切换到浅色", "浅色；切换到深色", "深色；切换到跟随系统"),
    "en": ("As the system; switch to light", "Light; switch to dark", "Dark; switch to system"),
}
_PERMALINK = {"zh": "本节链接", "en": "Link to this section"}
