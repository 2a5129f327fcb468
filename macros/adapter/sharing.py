"""Det som sökmotorer och den som delar en länk får veta: en bild för varje del av webbplatsen, och robots.txt."""

from typing import Any

from macros.adapter.nav import entries, home_of
from macros.dictionary.slag import slug
from macros.exports.figurer import png_of
from macros.views.delningsbild import WIDTH, delningsbild

START = "Insatser, uppföljning och resultat"  # det som startsidans titel säger


def part_of(nav: Any, page: Any) -> str:
    """Delen i menyn som sidan hör till. Startsidan och sidor utanför menyn får webbplatsens egen."""
    path, _ = home_of(nav, page)
    return str(path[0].title) if path else START


def image_name(part: str) -> str:
    """Bildens adress från roten."""
    return f"delning/{slug(part)}.png"


def image_of(site_url: str, nav: Any, page: Any) -> tuple[str, str]:
    """Bildens hela adress, och delen som den visar. Tomma när webbplatsens adress inte är känd: en delad bild måste ha en hel."""
    part = part_of(nav, page)
    return (site_url + image_name(part), part) if site_url else ("", "")


def shared_files(site_url: str, nav: Any, name: str) -> dict[str, bytes]:
    """Bilderna, efter adress från roten, och filen som säger var webbplatskartan är."""
    if not site_url:
        return {}
    parts = dict.fromkeys([START, *(str(item.title) for item, _ in entries(nav))])
    images = {image_name(part): png_of(str(delningsbild(part, name)), WIDTH) for part in parts}
    return images | {"robots.txt": f"User-agent: *\nDisallow:\n\nSitemap: {site_url}sitemap.xml\n".encode()}
