"""Pages from templates: everything is escaped, every text in a language is marked with it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from instrgraph import __version__
from instrgraph.web.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_LANGUAGES = {"en": "English", "fr": "français", "es": "español", "ru": "русский", "ar": "العربية", "zh": "中文"}


@cache
def environment() -> Environment:
    """Return the templates, compiled when first used."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"name": name_of, "words": words, "tongue": tongue}
    found.globals |= {"version": __version__}
    return found


def rendered(template: str, made: Mapping[str, Any], page: Mapping[str, Any]) -> str:
    """Return a page; ``page`` tells where it is shown: root, origin, path, query and the reader's languages."""
    place = Place(page)
    return environment().get_template(template).render(made=made, page=page, place=place, title_in=place.title_in)


class Place:
    """Addresses of this server as seen from one page."""

    def __init__(self, page: Mapping[str, Any]) -> None:
        self.root = str(page.get("root") or "")
        self.path = str(page.get("path") or "/")
        self.fields = parse_qsl(str(page.get("query") or ""), keep_blank_values=False)
        self.languages = [
            part.split(";")[0].strip().lower()[:2] for part in str(page.get("languages") or "").split(",")
        ]

    def to(self, path: str, **fields: object) -> str:
        """Return the address of a path of ours, with fields that are not None."""
        given = [(name, str(value)) for name, value in fields.items() if value is not None]
        return f"{self.root}{quote(path)}" + (f"?{urlencode(given)}" if given else "")

    def thing(self, identifier: str) -> str:
        """Return the address of the page about a thing."""
        if identifier.startswith("source/") or identifier.count("/") < 1:
            return self.to(f"/page/{identifier}")
        whole, found, revision = identifier.partition("/rev/")
        if (
            "/office/" in whole
            or "/group/" in whole
            or "/sg/" in whole
            or "/part/" in identifier
            or "/mandate/" in identifier
        ):
            return self.to(f"/page/{identifier}")
        return self.to(f"/instruments/{whole}", revision=revision[:4] if found and revision[:4].isdigit() else None)

    def changed(self, **fields: object) -> str:
        """Return the address of this page with some fields changed; None takes one out, the cursor always goes."""
        kept = [(name, value) for name, value in self.fields if name not in fields and name != "cursor"]
        kept += [(name, str(value)) for name, value in fields.items() if value is not None]
        return f"{self.root}{quote(self.path)}" + (f"?{urlencode(kept)}" if kept else "")

    def filters(self, *, without: tuple[str, ...] = ()) -> str:
        """Return the fields of this page's address as a query."""
        return urlencode([(name, value) for name, value in self.fields if name not in (*without, "cursor")])

    def title_in(self, titles: Mapping[str, str]) -> tuple[str, str] | None:
        """Return the title to show and its language: the reader's if there is one, else English, else any."""
        for language in (*self.languages, "en", *titles):
            if language in titles:
                return titles[language], language
        return None


def words(text: str | None, language: str | None = None) -> Markup:
    """Return a text marked with its language and direction.

    >>> print(words("<نص>", "ar"))
    <span lang="ar" dir="rtl">&lt;نص&gt;</span>
    """
    spoken = language or getattr(text, "language", None)
    if not spoken or spoken == "und":
        return Markup('<span dir="auto">{}</span>').format(text or "")
    direction = "rtl" if spoken in _RIGHT_TO_LEFT else "ltr"
    return Markup('<span lang="{}" dir="{}">{}</span>').format(spoken, direction, escape(text or ""))


def tongue(language: str) -> str:
    """Return the name of a language in itself."""
    return _LANGUAGES.get(language, language)
