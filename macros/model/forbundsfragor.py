"""Jämförelsens sex frågor, besvarade för ett förbund av det som är inlagt om det här.

Ett svar säger vad som finns och vad som saknas. Att något saknas betyder att det inte är inlagt, inte att förbundet inte har det.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.model.jamford import FRÅGOR, Fråga, Svarsord
from macros.model.register import Register

UTVÄRDERING = "utvärderingsrapport"
# Fälten som säger vad samhället fick tillbaka. En kostnad per deltagare gör det inte.
NYTTA = ("återbetalningstid", "lönsamhet_ett_år", "lönsamhet_lång_sikt", "årlig_vinst")


@dataclass(frozen=True)
class Belägg:
    """Något som finns, i ord, och sidan där det står."""

    text: str
    adress: str


@dataclass(frozen=True)
class Uträknat:
    """Svaret på en fråga. `saknas` säger vad som inte är inlagt."""

    fråga: Fråga
    finns: tuple[Belägg, ...]
    saknas: tuple[str, ...]

    @property
    def svar(self) -> Svarsord:
        return "nej" if not self.finns else "delvis" if self.saknas else "ja"


Delar = Iterator[Belägg | str]  # det som finns, och i ord det som saknas


def antalet(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _organisation(_: Register, förbund: Förbund) -> Delar:
    sida = f"om/forbundet/#{förbund.id}"
    yield Belägg("Beskrivning av förbundet", sida) if förbund.beskrivning else "hur förbundet är organiserat"
    yield Belägg(antalet(len(förbund.parter), "medlem", "medlemmar"), sida) if förbund.parter else "medlemmarna"


def _utvärdering(register: Register, förbund: Förbund) -> Delar:
    rapporter = register.uppföljning.bibliotek.rapporter
    found = [one for one in rapporter if one.förbund is förbund and one.sort == UTVÄRDERING and not one.insatser]
    yield from (Belägg(one.titel, one.adress) for one in found)
    if not found:
        yield "en utvärdering av hela förbundet"


def _mål(register: Register, förbund: Förbund) -> Delar:
    målen = [one for one in register.uppföljning.mål if one.förbund is förbund and not one.insats]
    if förbund.vision:
        yield Belägg("Vision", f"om/forbundet/#{förbund.id}")
    if målen:
        yield Belägg(f"{len(målen)} mål för förbundet", "uppfoljning/forandringsteori/")
    else:
        yield "mål för förbundet"


def _implementering(register: Register, förbund: Förbund) -> Delar:
    uppföljning, insatser = register.uppföljning, register.insatser_i(förbund)
    svarat = {one.insats.id for one in uppföljning.implementering if one.insats.förbund is förbund}
    handböcker = [one for one in uppföljning.bibliotek.handböcker if one.insatser[0].förbund is förbund]
    if handböcker:
        yield Belägg(antalet(len(handböcker), "metodhandbok", "metodhandböcker"), "resultat/metodhandbocker/")
    if svarat:
        yield Belägg(f"Parternas svar om {_av(len(svarat), insatser)}", "resultat/lever-vidare/")
    else:
        yield "parternas svar om vad som lever vidare"


def _projekt(register: Register, förbund: Förbund) -> Delar:
    bibliotek, insatser = register.uppföljning.bibliotek, register.insatser_i(förbund)
    med = [one for one in insatser if one.id in bibliotek.rapporter_om or one.id in bibliotek.slutsatser_om]
    if med:
        yield Belägg(f"Rapport eller slutsats om {_av(len(med), insatser)}", "resultat/slutrapporter/")
    if len(med) < len(insatser) or not med:
        yield _kvar("rapport eller slutsats", len(insatser) - len(med))


def _samhällsekonomi(register: Register, förbund: Förbund) -> Delar:
    insatser = register.insatser_i(förbund)
    rader = [one for one in register.uppföljning.samhällsekonomi if one.insats.förbund is förbund]
    med = {one.insats.id for one in rader if any(getattr(one, name) not in (None, "") for name in NYTTA)}
    if med:
        yield Belägg(f"Beräkning av {_av(len(med), insatser)}", "uppfoljning/samhallsekonomi/")
    if len(med) < len(insatser) or not med:
        yield _kvar("beräkning", len(insatser) - len(med))


def _av(count: int, insatser: tuple[Insats, ...]) -> str:
    return f"{count} av {antalet(len(insatser), 'insats', 'insatser')}"


def _kvar(vad: str, count: int) -> str:
    return f"{vad} för {antalet(count, 'insats', 'insatser')}" if count else f"{vad}: inga insatser är inlagda"


SVARA: Mapping[Fråga, Callable[[Register, Förbund], Delar]] = dict(
    zip(FRÅGOR, (_organisation, _utvärdering, _mål, _implementering, _projekt, _samhällsekonomi), strict=True)
)


def förbundets_svar(register: Register, förbund: Förbund) -> list[Uträknat]:
    """Förbundets svar på de sex frågorna, i ordning."""
    found = []
    for fråga in FRÅGOR:
        delar = list(SVARA[fråga](register, förbund))
        finns = tuple(one for one in delar if isinstance(one, Belägg))
        found.append(Uträknat(fråga, finns, tuple(one for one in delar if isinstance(one, str))))
    return found
