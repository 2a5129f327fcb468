"""Skyddet för små grupper: vilka tal om utfallen som får visas.

Ett antal under fem visas aldrig. Ett dolt tal får inte heller gå att räkna ut ur dem som visas: ur summorna i raden, ur
andelen och dess nämnare, ur totalen och det ena könet, eller ur andra perioder och insatser.

Varför det räcker. Talen i en rad är ett träd av summor (`Måttlista.summor`), och kvinnor + män = totalt. Efteråt gäller:

1. Varje tal som visas är minst fem.
2. De två könen döljer samma tal, och minst dem som totalen döljer.
3. Av en summa och dess delar är aldrig bara ett tal dolt.
4. Det dolda under en summa som visas är tillsammans minst fem, i varje rad.

Ta totalens rad först. Det dolda under en summa som visas är minst två tal (3), som delar en rest på minst fem (4). Vart och
ett kan vara allt från noll till hela resten. Ta sedan könen. Det dolda under en summa som visas är en tabell med kvinnor
och män som rader och minst två tal som kolumner. Radsummorna är minst fem (4). Kolumnsummorna är totalens: kända en och
en (1) eller flera tillsammans (4), och minst fem. I en sådan tabell kan varje ruta vara den mindre av sin radsumma och sin
kolumnsumma, alltså minst fem, och ingen ruta är given. En dold summa följer sina delar. Det som inte har någon summa
som visas över sig är friare än så.

Perioder och insatser: för en insats visas aldrig två perioder som överlappar, och en del visas aldrig samtidigt som sin
helhet. Då finns inget att dra ifrån.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from macros.grouped import by_key, grouped
from macros.model.insats import Insats
from macros.model.utfall import FÅ, KÖNEN, POSITIVA, RÄKNADE, TOTALT, ÖVRIGA, Måttlista, Period, Utfall, med_summor, räkna_ut

Rad = Mapping[str, int | None]
# I den ordning som talen offras när fler måste döljas. Nämnaren och täljaren bär måluppfyllelsen och sparas längst.
OFFRAS = ("utfall", "tidiga avhopp", "aktiva nästa", "avslut", "aktiva", ÖVRIGA, POSITIVA, RÄKNADE)


def offentliga(utfall: Iterable[Utfall], mått: Måttlista) -> tuple[Utfall, ...]:
    """Utfallen som de får visas, i samma ordning. Dolda tal är None. Exempel är inga personer och visas hela."""
    alla = tuple(utfall)
    visade = {rad.id: replace(rad, tal=med_summor(rad.tal, mått)) for rad in alla if rad.exempel}
    grupperna = grupper(alla)
    skymda = _skymda(grupperna)
    for grupp in grupperna:
        nya = _utan_tal(grupp) if _nyckel(grupp) in skymda else _skydda(grupp, mått)
        visade |= {rad.id: rad for rad in nya}
    return tuple(visade[rad.id] for rad in alla)


def grupper(utfall: Iterable[Utfall]) -> list[tuple[Utfall, ...]]:
    """Raderna för samma insats och period, i den ordning de först nämns. Utan exempel."""
    found = grouped((rad for rad in utfall if not rad.exempel), lambda rad: _nyckel([rad]))
    return [tuple(grupp) for grupp in found.values()]


# ---- Perioder och insatser --------------------------------------------------------------------------------


def _nyckel(grupp: Sequence[Utfall]) -> tuple[str, Period]:
    insats, period = grupp[0].gäller
    return insats.id, period


def _skymda(grupperna: Sequence[Sequence[Utfall]]) -> set[tuple[str, Period]]:
    """Insatserna och perioderna vars tal inte visas, för att en längre period eller en helhet visas i stället."""
    visas = {insats: _utan_överlapp(perioder) for insats, perioder in by_key(map(_nyckel, grupperna)).items()}
    insatser = {insats.id: insats for insats, _ in (grupp[0].gäller for grupp in grupperna)}
    skymda = set()
    for insats, period in map(_nyckel, grupperna):
        helheternas = [annan for helhet in _helheter(insats, insatser) for annan in visas.get(helhet, ())]
        if period not in visas[insats] or any(period.överlappar(annan) for annan in helheternas):
            skymda.add((insats, period))
    return skymda


def _utan_överlapp(perioder: Iterable[Period]) -> list[Period]:
    """De perioder som visas: de längsta först, och av lika långa de senaste."""
    visas: list[Period] = []
    for period in sorted(perioder, key=lambda period: (period.månader, period.till), reverse=True):
        if not any(period.överlappar(annan) for annan in visas):
            visas.append(period)
    return visas


def _helheter(insats: str, insatser: Mapping[str, Insats]) -> list[str]:
    """Insatsen som den ingår i, den som den i sin tur ingår i, och så vidare."""
    found: list[str] = []
    while insats in insatser and (insats := insatser[insats].ingår_i.insats) and insats not in found:
        found.append(insats)
    return found


def _utan_tal(grupp: Sequence[Utfall]) -> list[Utfall]:
    return [
        replace(rad, tal={}, snitt={}, rättelser=(), till_annat="", arbete_med_stöd="", anmärkning="", övriga=())
        for rad in grupp
    ]


# ---- En insats och en period ------------------------------------------------------------------------------


def _skydda(grupp: Sequence[Utfall], mått: Måttlista) -> list[Utfall]:
    tal = hela_tal({rad.kön: rad.tal for rad in grupp}, mått)
    dolda = skyddade(tal, mått)
    visa_rättelser = not any(dolda.values()) and not any(
        any(skyddade(hela_tal(rader, mått), mått).values()) for rader in _före_rättelser(grupp)
    )
    return [
        replace(
            rad,
            tal={cell: None if cell in dolda[rad.kön] else value for cell, value in tal[rad.kön].items()},
            snitt={} if POSITIVA in dolda[rad.kön] else rad.snitt,
            rättelser=rad.rättelser if visa_rättelser else (),
            # Det som följer av de andra talen saknas inte, också när det är dolt.
            saknas=rad.saknas.difference(cell for cell, value in tal[rad.kön].items() if value is not None),
        )
        for rad in grupp
    ]


def _före_rättelser(grupp: Sequence[Utfall]) -> Iterator[dict[str, Rad]]:
    """Raderna som de var före varje dag då något rättades, bakåt i tiden."""
    rader: dict[str, Rad] = {rad.kön: dict(rad.tal) for rad in grupp}
    for dag in sorted({one.datum for rad in grupp for one in rad.rättelser}, reverse=True):
        for rad in grupp:
            före = {one.fält: one.tidigare for one in reversed(rad.rättelser) if one.datum == dag}
            rader[rad.kön] = {**rader[rad.kön], **före}
        yield dict(rader)


def hela_tal(rader: Mapping[str, Rad], mått: Måttlista) -> dict[str, dict[str, int | None]]:
    """Alla tal som går att räkna ut, längs raderna och mellan könen: det som kan räknas ut ska också skyddas.

    Av två rader följer den tredje, också när den inte är skriven.
    """
    könen = (TOTALT, *KÖNEN) if len(rader) > 1 else tuple(rader)
    hela = räkna_ut({(kön, cell): value for kön, rad in rader.items() for cell, value in rad.items()}, mått.samband)
    return {kön: {cell: hela.get((kön, cell)) for cell in mått.celler} for kön in könen}


def skyddade(tal: Mapping[str, Rad], mått: Måttlista) -> dict[str, set[str]]:
    """Talen som inte får visas, per kön. `tal` är alla tal för en insats och en period, None för de okända."""
    dolda = {kön: {cell for cell, value in rad.items() if value is None or value < FÅ} for kön, rad in tal.items()}
    if TOTALT in tal:
        _säkra(dolda[TOTALT], [tal[TOTALT]], mått)
    könen = [kön for kön in KÖNEN if kön in tal]
    if könen:
        gemensamt = set().union(*dolda.values())
        _säkra(gemensamt, [tal[kön] for kön in könen], mått)
        dolda |= dict.fromkeys(könen, gemensamt)
    return dolda


def öppna_rader(rader: Mapping[str, Rad], mått: Måttlista) -> dict[str, dict[str, int | None]]:
    """Talen för en insats och period så som de kan stå i en fil som vem som helst läser, efter kön. None är ett skyddat tal.

    Är något skyddat följer nämnaren och täljaren inte av de andra talen. Då står också de där, så att måluppfyllelsen kan
    visas. Webbplatsen visar samma sak av dessa rader som av de riktiga.

    Args:
        rader: de skrivna talen efter kön. None är ett tal som redan är skyddat.
    """
    tal = hela_tal(rader, mått)
    dolda = skyddade(tal, mått)
    öppna = {}
    for kön, rad in rader.items():
        skrivna = {cell: None if cell in dolda[kön] else tal[kön][cell] for cell in rad}
        följer = med_summor(skrivna, mått)
        summor = [
            cell for cell in (RÄKNADE, POSITIVA) if cell not in rad and tal[kön][cell] is not None and följer.get(cell) is None
        ]
        öppna[kön] = skrivna | {cell: None if cell in dolda[kön] else tal[kön][cell] for cell in summor}
    return öppna


def _säkra(dolda: set[str], rader: Sequence[Rad], mått: Måttlista) -> None:
    """Döljer fler tal, till dess att inget av de dolda går att räkna ut ur raderna."""
    while utsatta := _utsatta(dolda, rader, mått.summor):
        dolda.add(min(utsatta, key=lambda cell: (OFFRAS.index(mått.roller.get(cell, cell)), rader[0][cell])))


def _utsatta(dolda: set[str], rader: Sequence[Rad], träd: Mapping[str, Sequence[str]]) -> list[str]:
    """Kända tal av vilka ett också måste döljas, för att ett dolt tal annars går att räkna ut. Tomt när alla är säkra."""
    for summa, delar in träd.items():
        okända = dolda.intersection((summa, *delar))
        if not okända or (summa in dolda and len(okända) > 1):
            continue
        under = _under(summa, dolda, träd)
        kända = [cell for cell in under if cell not in dolda]
        if len(okända) == 1 or any(_rest(rad, summa, kända) < FÅ for rad in rader):
            return kända if summa in dolda else [summa, *kända]
    return []


def _rest(rad: Rad, summa: str, kända: Sequence[str]) -> int:
    """Det som de dolda talen under en känd summa är tillsammans."""
    return (rad[summa] or 0) - sum(rad[cell] or 0 for cell in kända)


def _under(summa: str, dolda: set[str], träd: Mapping[str, Sequence[str]]) -> list[str]:
    """Talen under summan, ända ner genom dolda summor till dem som visas."""
    found = []
    for cell in träd[summa]:
        found.append(cell)
        if cell in dolda and cell in träd:
            found += _under(cell, dolda, träd)
    return found
