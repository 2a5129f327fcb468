"""Mallarna, med autoescape på: det som står i YAML och i formulären blir aldrig märkning."""

from functools import cache
from http import HTTPStatus
from pathlib import Path

import jinja2

from macros.redigera.server import Answer
from macros.redigera.trial import Verdict
from macros.settings import ROOT

TEMPLATES = Path(__file__).parent / "mallar"
ASSETS = ROOT / "overrides" / "assets"
KINDS = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@cache
def environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
    )


def page(template: str, title: str, status: HTTPStatus = HTTPStatus.OK, **context: object) -> Answer:
    """Sidan av en mall. Finns det fel i det ifyllda står det först i fliken."""
    verdict = context.get("verdict")
    has_errors = isinstance(verdict, Verdict) and not verdict.is_ok
    html = environment().get_template(template).render(title=title, tab=f"Fel: {title}" if has_errors else title, **context)
    return Answer(html.encode(), status)


def asset(name: str) -> Answer | None:
    """En av webbplatsens eller formulärens egna filer. Bara namn som finns i mapparna: ingen väg läses ur adressen."""
    for folder in (TEMPLATES, ASSETS):
        found = next((path for path in folder.iterdir() if path.name == name and path.suffix in KINDS), None)
        if found:
            return Answer(found.read_bytes(), kind=KINDS[found.suffix])
    return None
