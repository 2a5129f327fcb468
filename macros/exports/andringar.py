"""Det som historien vet, som händelser i flödena: en om dagen för allt, och en om dagen för varje insats.

En dag då många rader ändras ska inte tränga undan nyheterna och rapporterna, och ingen läsare ska få samma sak två gånger.
"""

from collections.abc import Collection, Iterator, Sequence

from macros.downloads import FEED, feed_name
from macros.grouped import grouped
from macros.model.forbund import Förbund
from macros.model.handelse import Händelse, första_id
from macros.model.historia import Historia, Ändring
from macros.model.insats import Insats
from macros.views.andringar import ADRESS, meningar
from macros.views.text import plural

FLEST = 10  # ändringar som nämns i en händelse


def ur_historien(historia: Historia, värd: Förbund, kända: Collection[str]) -> Iterator[tuple[str, Händelse]]:
    """Flödets adress, och händelsen. `kända` är nycklarna för det som redan är händelser: en ny rad bland dem sägs inte en gång till."""
    ändringar = [one for one in historia.ändringar if not (one.är_ny and one.nyckel in kända)]
    for dag, dagens in grouped(ändringar, lambda one: one.dag).items():
        rubrik = plural(len(dagens), "uppgift är ändrad eller ny", "uppgifter är ändrade eller nya")
        allt = Händelse(f"historia/{dag}", dag, "ändringar", rubrik, ADRESS, värd, _text(dagens))
        yield from ((FEED, allt), (feed_name("andringar"), allt))
        insatser = {one.insats.id: one.insats for one in dagens if one.insats}
        for insats in insatser.values():
            yield feed_name("insatser", insats.id), _om(insats, [one for one in dagens if one.insats is insats], värd)


def _om(insats: Insats, dagens: Sequence[Ändring], värd: Förbund) -> Händelse:
    dag, nyckel = dagens[0].dag, första_id(insats.id, insats.tidigare_adresser)
    rubrik = f"{insats.namn}: uppgifterna är ändrade"
    return Händelse(f"historia/{dag}/{nyckel}", dag, "ändringar", rubrik, insats.adress, värd, _text(dagens), (insats,))


def _text(dagens: Sequence[Ändring]) -> str:
    """Ändringarna i ord, som på sidan. Är de många sägs hur många till det finns."""
    fler = len(dagens) - FLEST
    sagda = [_mening(one) for one in dagens[:FLEST]]
    return " ".join([*sagda, *([f"{plural(fler, 'ändring till', 'ändringar till')} står på sidan."] if fler > 0 else [])])


def _mening(one: Ändring) -> str:
    namn = one.namn or (one.insats.namn if one.insats else one.tabell)
    om = namn if namn == one.tabell else f"{namn} ({one.tabell})"
    return f"{om}: {'. '.join(meningar(one))}.{f' Varför: {one.skäl}' if one.skäl else ''}"
