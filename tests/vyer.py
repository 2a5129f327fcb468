"""Vyernas HTML, läst som träd och som text."""

import lxml.html
from markupsafe import Markup

ROOT_URL = "../"


def tree(fragment: Markup) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(f"<div>{fragment}</div>")


def words(element: lxml.html.HtmlElement) -> str:
    """Texten som den läses, med ett mellanslag mellan orden och utan mjuka bindestreck."""
    return " ".join(" ".join(element.itertext()).replace("\N{SOFT HYPHEN}", "").split())
