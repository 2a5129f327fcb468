"""När en sida senast ändrades: texten i docs/, och raderna i data som den visar."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from macros.adapter.site import Site
from macros.check.promises import CALLED, MACROS
from macros.grouped import by_key
from macros.model.kalla import Dataplats, Post
from macros.read.history import History

PLAIN = ("dokument", "som_dokument", "värden", "målgruppen")  # makron i en mening
# Tabellerna bakom makron som visar rader när de finns, och därför inte kräver några. De som inte står här visar vad som helst.
SHOWN = {"andra_förbund": "avsnitt", "så_gör_vi": "avsnitt", "kontakt": "forbund", "källor": "kallor"}


class Changed:
    """Frågar historien om sidorna i en webbplats. Det som inte är känt är None: då säger webbplatskartan inget."""

    def __init__(self, site: Site):
        self.site = site
        self.history = History(site.page_folders[-1].parent if site.page_folders else Path.cwd())

    def written(self, source: Path) -> date | None:
        """En sida i docs/: dess egen fil, och filerna med raderna i de tabeller som den visar.

        Kan den visa vilka rader som helst, som startsidan, är den så ny som den nyaste raden.
        """
        alla = self.site.register.alla
        shown = _tables(source.read_text("utf8"))
        rows = (post for table in (alla if shown is None else shown) for post in alla.get(table, ()))
        files = {post.i_data.fil for post in rows if post.i_data.fil}
        return _latest([self.history.file(source), *(self.history.file(Path.cwd() / file) for file in files)])

    def made(self, url: str) -> date | None:
        """En sida ur data: dess egen rad, och de rader i andra tabeller som hör till samma insats."""
        own = self._posts.get(url)
        return _latest(self._row(post) for post in (own, *self._related.get(url, ()))) if own else None

    @cached_property
    def _posts(self) -> dict[str, Post]:
        """Raden bakom varje sida som är en rad."""
        return {adress: post for posts in self.site.register.alla.values() for post in posts if (adress := _page_of(post))}

    @cached_property
    def _related(self) -> dict[str, list[Post]]:
        posts = (post for posts in self.site.register.alla.values() for post in posts)
        return by_key((insats.adress, post) for post in posts for insats in _insatser(post))

    @cached_property
    def _ends(self) -> dict[Dataplats, int]:
        """Var nästa rad i samma fil börjar."""
        posts = (post for posts in self.site.register.alla.values() for post in posts)
        lines = by_key((post.i_data.fil, post.i_data.rad) for post in posts)
        inside = ((file, sorted(starts)) for file, starts in lines.items())
        return {Dataplats(file, one): after for file, starts in inside for one, after in pairwise(starts)}

    def _row(self, post: Post) -> date | None:
        place = post.i_data
        return self.history.rows(Path.cwd() / place.fil, place.rad, self._ends.get(place)) if place.fil else None


def _tables(text: str) -> set[str] | None:
    """Tabellerna som sidans makron visar. None när ett av dem kan visa vilken som helst."""
    calls = [(call["name"], call["first"] or "") for call in CALLED.finditer(text) if call["name"] not in PLAIN]
    needed = [MACROS.get(name, "").format(first) or SHOWN.get(name, "") for name, first in calls]
    return {word for one in needed for word in re.findall(r"\w+", one)} if all(needed) else None


def _page_of(post: Post) -> str:
    return str(getattr(post, "adress", ""))


def _insatser(post: Any) -> Iterator[Any]:
    one = getattr(post, "insats", None)
    yield from (one,) if hasattr(one, "adress") else ()
    yield from (insats for insats in getattr(post, "insatser", ()) or () if hasattr(insats, "adress"))


def _latest(days: Iterable[date | None]) -> date | None:
    """Den senaste dagen. Okänt när någon av dem är okänd."""
    found = list(days)
    return None if None in found else max((day for day in found if day), default=None)
