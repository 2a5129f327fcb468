"""Det som har hänt, var sak med sin egen dag: nyheter, rapporter som har blivit klara, och det som har ändrats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.model.register import Register
from macros.model.tid import Tidpunkt

Slag = Literal["nyheter", "rapporter", "ändringar"]
ÄNDRAT = {"ny": "ny sedan planen antogs", "avslutad": "slutdatumet är ändrat"}


@dataclass(frozen=True)
class Händelse:
    """En sak som har hänt. `nyckel` är alltid densamma, också när raden byter id. `adress` är från roten, eller en hel adress."""

    nyckel: str
    dag: date
    slag: Slag
    rubrik: str
    adress: str
    förbund: Förbund
    text: str = ""
    insatser: tuple[Insats, ...] = ()


def händelser(register: Register, dag: date) -> list[Händelse]:
    """Det som har hänt till och med `dag`, senast först. En dag som källan inte säger exakt är den första som den kan mena.

    Det som inte har någon dag är inte med: då går det inte att säga när det hände.
    """
    alla = (*_nyheter(register), *_rapporter(register), *_planer(register), *_ändringar(register), *_rättelser(register))
    return sorted((one for one in alla if one.dag <= dag), key=senast_först)


def senast_först(one: Händelse) -> tuple[int, str]:
    """Ordningen i ett flöde. Samma dag avgör nyckeln, så att ordningen alltid är densamma."""
    return -one.dag.toordinal(), one.nyckel


def väntar_sedan(insats: Insats, dag: date) -> date | None:
    """Dagen som man har kunnat följa insatsen sedan, också när inget har hänt. None när den är slut eller någon annans."""
    tid = insats.projekttid
    if not insats.förbund.är_värd or (tid.slut and tid.slut.sista < dag):
        return None
    since = insats.senast_granskad or (tid.start.första if tid.start else None)
    return since if since and since <= dag else None


def första_id(id_: str, tidigare: tuple[str, ...]) -> str:
    """Radens första id. Den som har läst en händelse ska inte få den en gång till när raden byter id."""
    return tidigare[0] if tidigare else id_


def _dagen(tid: Tidpunkt | None) -> date | None:
    return tid.första if tid else None


def _nyheter(register: Register) -> Iterator[Händelse]:
    for one in register.nyheter:
        adress = one.länk.removeprefix("/")
        yield Händelse(f"nyheter/{one.id}", one.datum, "nyheter", one.rubrik, adress, register.värd, one.text)


def _rapporter(register: Register) -> Iterator[Händelse]:
    bibliotek = register.uppföljning.bibliotek
    for rapport in bibliotek.rapporter:
        if day := _dagen(rapport.datum):
            nyckel = f"slutrapporter/{första_id(rapport.id, rapport.tidigare_adresser)}"
            rubrik = f"{rapport.sort.capitalize()}: {rapport.titel}"
            text = rapport.sammanfattning
            yield Händelse(nyckel, day, "rapporter", rubrik, rapport.adress, rapport.förbund, text, rapport.insatser)
    for bok in bibliotek.handböcker:
        if (day := _dagen(bok.datum)) and bok.insatser:
            nyckel = f"metodhandbocker/{första_id(bok.id, bok.tidigare_adresser)}"
            förbund = bok.insatser[0].förbund
            yield Händelse(nyckel, day, "rapporter", f"Metodhandbok: {bok.titel}", bok.adress, förbund, bok.metod, bok.insatser)


def _planer(register: Register) -> Iterator[Händelse]:
    for plan in register.uppföljning.planer.alla:
        if day := _dagen(plan.antagen):
            nyckel = f"planer/{första_id(plan.id, plan.tidigare_adresser)}"
            text = f"Antagen av {plan.antagen_av}{f', {plan.paragraf}' if plan.paragraf else ''}." if plan.antagen_av else ""
            yield Händelse(nyckel, day, "ändringar", f"Antagen plan: {plan.namn}", plan.adress, plan.förbund, text)


def _ändringar(register: Register) -> Iterator[Händelse]:
    for insats in register.insatser:
        for one in insats.ändringar:
            nyckel = f"insatser/{första_id(insats.id, insats.tidigare_adresser)}/{one.datum}/{one.vad}"
            rubrik = f"{insats.namn}: {ÄNDRAT.get(one.vad, one.vad)}"
            text = " ".join(filter(None, (one.varför, f"Beslut: {one.beslut}." if one.beslut else "")))
            yield Händelse(nyckel, one.datum.första, "ändringar", rubrik, insats.adress, insats.förbund, text, (insats,))


def _rättelser(register: Register) -> Iterator[Händelse]:
    """Bara de rättelser som får visas vid sitt tal. Själva talen står på sidan, aldrig i flödet."""
    for rad in register.uppföljning.utfall:
        for one in rad.rättelser if rad.insats else ():
            insats, period = rad.gäller
            första = första_id(insats.id, insats.tidigare_adresser)
            nyckel = f"utfall/{första}/{period.från}/{period.till}/{rad.kön}/{one.fält}/{one.datum}"
            rubrik = f"{insats.namn}: ett tal i utfallen är rättat"
            yield Händelse(nyckel, one.datum, "ändringar", rubrik, insats.adress, insats.förbund, one.varför, (insats,))
