"""Sidorna i docs/ som HTML utan motorn, för dokumenten som görs av dem innan motorn kör."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import jinja2
import markdown
from markupsafe import Markup

from macros.adapter.env import register_macros
from macros.adapter.nav import linked
from macros.adapter.site import Site
from macros.read.conditions import kept
from macros.read.pages import page_condition, page_files, read_page
from macros.views.html import Page, root_of

EXTENSIONS = ("attr_list", "def_list", "tables", "toc")  # som i mkdocs.yml


class Sidor:
    """Sidorna som är med på webbplatsen, efter vägen i docs/.

    Args:
        is_missing: om en sida, eller ett ankare på den, saknas.
    """

    def __init__(self, site: Site, is_missing: Callable[[str, str], bool]) -> None:
        self._site, self._is_missing = site, is_missing
        self._page, self._macros = SimpleNamespace(url=""), dict[str, Callable[..., str]]()
        env = SimpleNamespace(page=self._page, macro=lambda function, name: self._macros.update({name: function}))
        register_macros(env, site)
        self._jinja = jinja2.Environment(undefined=jinja2.StrictUndefined)

    def i_dokument(self, namn: str, ordning: list[str]) -> Iterator[Page]:
        """Sidorna vars sidhuvud säger att de är kapitel i dokumentet, i menyns ordning och sedan de som menyn inte har."""
        folders = page_files(self._site.page_folders)
        read = {path: read_page((folder / path).read_bytes(), path) for path, folder in folders.items()}
        for path in sorted(read, key=lambda path: (ordning.index(path) if path in ordning else len(ordning), path)):
            header = read[path].header
            if namn in header.get("kapitel_i", ()) and page_condition(header).holds(self._site.available):
                yield self._rendered(path, header, read[path].lines)

    def _rendered(self, path: str, header: Any, lines: list[Any]) -> Page:
        url = f"{path.removesuffix('.md').removesuffix('index')}/".replace("//", "/").removeprefix("/")
        self._page.url = url
        root = root_of(url)
        text = linked(kept(lines, self._site.available), path, root, self._site.pages.keys(), self._is_missing)
        html = markdown.markdown(self._jinja.from_string(text).render(**self._macros), extensions=list(EXTENSIONS))
        title, lead = str(header["title"]), str(header.get("ingress", ""))
        return Page(url, title, str(header["description"]), Markup(self._site.fill(html)), lead)
