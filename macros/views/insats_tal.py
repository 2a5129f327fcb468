"""Insatsens pengar och deltagare på dess sida: budget per år och finansiär, och planerade och faktiska deltagare."""

from dataclasses import dataclass

from markupsafe import Markup

from macros.grouped import grouped
from macros.model.insats import BEVILJAT, Budgetpost, Insats
from macros.views.html import Context, render

OKÄND_FINANSIÄR = "Finansiär ej angiven"


@dataclass(frozen=True)
class Budgettabell:
    """Budgeten i ett läge: en rad per år och en kolumn per finansiär. Utan namngiven finansiär finns bara summan."""

    läge: str
    finansiärer: tuple[str, ...]
    år: tuple[tuple[int, tuple[Budgetpost | None, ...], int], ...]

    @property
    def summor(self) -> tuple[int, ...]:
        """Summan för varje finansiär, och allt tillsammans sist."""
        columns = zip(*(posts for _, posts, _ in self.år), strict=True)
        per_payer = [sum(post.belopp for post in column if post) for column in columns]
        return (*per_payer, sum(total for _, _, total in self.år))


def budgettabeller(insats: Insats) -> list[Budgettabell]:
    """En tabell för varje läge som insatsen har belopp i, i den ordning de först nämns."""
    return [_tabell(läge, posts) for läge, posts in grouped(insats.budget, lambda post: post.läge or BEVILJAT).items()]


def _tabell(läge: str, posts: list[Budgetpost]) -> Budgettabell:
    named = any(post.finansiär for post in posts)
    payers = tuple(dict.fromkeys(post.finansiär for post in posts)) if named else ()
    rows = []
    for year, of_year in sorted(grouped(posts, lambda post: post.år).items()):
        by_payer = {post.finansiär: post for post in of_year}
        rows.append((year, tuple(by_payer.get(payer) for payer in payers), sum(post.belopp for post in of_year)))
    return Budgettabell(läge, tuple(payer or OKÄND_FINANSIÄR for payer in payers), tuple(rows))


def budget_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Budgeten, eller tomt när källan inte anger någon."""
    return (
        render("budget_insats.html", insats=insats, rot=root, tabeller=budgettabeller(insats)) if insats.budget else Markup("")
    )


def deltagare_på_insats(context: Context, insats: Insats, root: str) -> Markup:
    """Deltagarna period för period, eller tomt när källan inte anger några."""
    rows = sorted(insats.deltagare, key=lambda one: one.period)
    has_outcomes = insats.id in context.register.uppföljning.utfallsgrupper
    return render("deltagare_insats.html", rader=rows, har_utfall=has_outcomes, insats=insats, rot=root) if rows else Markup("")
