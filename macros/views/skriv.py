"""Skrivbordet för ansökan: samma avsnitt och rutor som i blanketten, att fylla i på en sida."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from macros.dictionary.slag import slug
from macros.downloads import BUDGET, blankett_name
from macros.model.blankett import FEWEST_MEMBERS, FLEST_PARTER, KORTA, MÅLSORTER, PARTER, PARTSVAL, Blankett, blanketterna
from macros.model.guide import DELAR, Blankettfält
from macros.views.html import Context, render
from macros.views.skriv_budget import budget_of


@dataclass(frozen=True)
class Del:
    """En del av ansökan: dess ankare, rubrik, innehåll, och id på typerna av insats som har den."""

    id: str
    rubrik: str
    sort: str
    typer: tuple[str, ...]
    fält: tuple[Blankettfält, ...] = ()

    @property
    def är_mål(self) -> bool:
        """Sant för en fråga vars svar är mål, och som då kan få råd om hur mål skrivs."""
        return any(fält.blir in MÅLSORTER for fält in self.fält)


def skriv(context: Context, root: str, files: dict[str, bytes]) -> Markup:
    """Sidan där ansökan skrivs. Utan skript är den en lista över frågorna, med länkar till blanketterna."""
    forms = blanketterna(context.register, context.words)
    if not forms:
        return Markup("")
    return render(
        "skriv.html",
        blanketter=forms,
        delar=delar(forms, BUDGET in files),
        ekonomi=budget_of(forms[0].guide) if BUDGET in files else None,
        blir={fält.blir: fält.id for fält in forms[0].guide.blankettfält if fält.blir and not fält.utgår},
        skicka=forms[0].skicka,
        filer={one.typ.id: blankett_name(one.typ.id) for one in forms},
        budget=BUDGET if BUDGET in files else "",
        minst=FEWEST_MEMBERS,
        partsval=PARTSVAL,
        flest_parter=FLEST_PARTER,
        värd=context.register.värd,
        storlekar=context.sizes,
        rot=root,
    )


def delar(forms: list[Blankett], har_budget: bool) -> list[Del]:
    """Delarna i den ordning som de skrivs. En del som alla typer har står en gång."""

    def those(has: Callable[[Blankett], bool]) -> tuple[str, ...]:
        return tuple(one.typ.id for one in forms if has(one))

    made = []
    for namn in DELAR:
        i_delen = [fält for fält in forms[0].guide.blankettfält if fält.del_ == namn]
        typer = {fält.id: those(lambda one, fält=fält: fält in one.frågor) for fält in i_delen}  # type: ignore[misc]
        korta = tuple(fält for fält in i_delen if fält.svar in KORTA and typer[fält.id])
        if korta:
            made.append(Del(slug(f"korta {namn}"), namn.capitalize(), "korta", those(lambda _: True), korta))
        made += [
            Del(f"fraga-{fält.id}", fält.rubrik, "parter" if fält.svar == PARTER else "fråga", typer[fält.id], (fält,))
            for fält in i_delen
            if fält not in korta
        ]
    with_goals = those(lambda one: one.har_mål)
    made += [Del("malen", "Målen i tabell", "mål", with_goals), Del("kedjan", "Förändringsteorin", "kedja", with_goals)]
    if har_budget:
        made.append(Del("budgeten", "Budgeten", "budget", those(lambda _: True)))
    return [del_ for del_ in made if del_.typer]
