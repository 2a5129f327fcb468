"""Skyddet för små grupper: vilka tal om utfallen som får visas.

Ett antal under fem visas aldrig. Ett dolt tal får inte heller gå att räkna ut ur dem som visas: ur summorna i raden, ur
andelen och dess nämnare, ur totalen och det ena könet, eller ur andra perioder och insatser.

Den som vet hur skyddet väljer ska inte heller få veta mer än den som bara ser talen. Därför döljs aldrig ett tal för sin
storlek bredvid ett annat: talen visas och döljs i block, och första ordningen som håller gäller.

1. Talen från aktiva till räknade följer den första av `ORDNINGAR` där varje tal som visas är minst fem. Visas både aktiva
   och räknade medan det emellan är dolt, är det minst tio: då säger räknade ensamt bara att det är under tio.
2. Delarna av räknade, av de positiva och av de övriga visas alla eller ingen. Alla visas när summan visas och var och en
   är minst fem.
3. Könen visar samma block som varandra, och bara block som totalen visar.

Varför det räcker. Under en summa som visas är antingen inget dolt eller alla delar. Är de dolda vet den som kan regeln bara
att minst en är under fem, och vilken del som helst kan vara den. Könens delar är en tabell där rad- och kolumnsummorna är
kända och minst fem, och där räcker det att en ruta är under fem. I en sådan tabell har varje ruta minst fem möjliga tal.

Perioder och insatser: för en insats visas aldrig två perioder som överlappar, och en del visas aldrig samtidigt som sin
helhet. Då finns inget att dra ifrån.

Versioner: det som har stått på webbplatsen går inte att ta tillbaka. Liggaren (`macros/model/publicerat.py`) säger vad det är,
och det går före. Ett halvår som har visats visas i stället för helåret, och delen i stället för helheten. Inom en insats och
period visas nya tal bara när ingen version döljer något, eller när de läggs till allt som stod där förut och inget var dolt.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from macros.grouped import by_key, grouped
from macros.model.insats import Insats
from macros.model.publicerat import Nyckel, Publicering, Tidigare, liggare
from macros.model.utfall import FÅ, KÖNEN, POSITIVA, RÄKNADE, TOTALT, ÖVRIGA, Måttlista, Period, Utfall, med_summor, räkna_ut

Rad = Mapping[str, int | None]
AKTIVA_OCH_RÄKNADE = ("aktiva", RÄKNADE)
# Rollerna som visas, den rikaste ordningen först. Måluppfyllelsen går före antalet aktiva.
ORDNINGAR: tuple[tuple[str, ...], ...] = (
    ("aktiva", "avslut", "aktiva nästa", "tidiga avhopp", RÄKNADE),
    AKTIVA_OCH_RÄKNADE,
    (RÄKNADE,),
    ("aktiva", "avslut", "aktiva nästa"),
    ("aktiva",),
    (),
)
# Vilka ordningar könen får ha vid var och en av totalens. Ett dolt tal har då rad- och kolumnsummor som är kända eller fria.
KÖNENS: tuple[tuple[int, ...], ...] = ((0, 1, 2, 5), (1, 2, 5), (2, 5), (3, 4, 5), (4, 5), (5,))

# Texten om en rad kan säga det som talen döljer.
UTAN_TEXT: dict[str, Any] = {"till_annat": "", "arbete_med_stöd": "", "anmärkning": "", "övriga": ()}


def offentliga(utfall: Iterable[Utfall], mått: Måttlista, publicerat: Iterable[Publicering] = ()) -> tuple[Utfall, ...]:
    """Utfallen som de får visas, i samma ordning. Dolda tal är None. Exempel är inga personer och visas hela.

    Args:
        publicerat: liggaren över det som redan har stått på webbplatsen.
    """
    alla, införda = tuple(utfall), tuple(publicerat)
    tidigare = liggare(införda)
    visade = {rad.id: replace(rad, tal=med_summor(rad.tal, mått)) for rad in alla if rad.exempel}
    grupperna = grupper(alla)
    insatser = {insats.id: insats for insats in (*(grupp[0].gäller[0] for grupp in grupperna), *(en.insats for en in införda))}
    dolda = skymda(list(map(_nyckel, grupperna)), insatser, tidigare.keys())
    for grupp in grupperna:
        nyckel = _nyckel(grupp)
        nya = _utan_tal(grupp) if nyckel in dolda else _skydda(grupp, mått, tidigare.get(nyckel))
        visade |= {rad.id: rad for rad in nya}
    return tuple(visade[rad.id] for rad in alla)


def grupper(utfall: Iterable[Utfall]) -> list[tuple[Utfall, ...]]:
    """Raderna för samma insats och period, i den ordning de först nämns. Utan exempel."""
    found = grouped((rad for rad in utfall if not rad.exempel), lambda rad: _nyckel([rad]))
    return [tuple(grupp) for grupp in found.values()]


# ---- Perioder och insatser --------------------------------------------------------------------------------


def _nyckel(grupp: Sequence[Utfall]) -> Nyckel:
    insats, period = grupp[0].gäller
    return insats.id, period


def skymda(alla: Sequence[Nyckel], insatser: Mapping[str, Insats], publicerade: Set[Nyckel]) -> set[Nyckel]:
    """Insatserna och perioderna vars tal inte visas, för att något annat visas eller har visats om samma tid.

    Det som redan har publicerats går före. Annars går den längre perioden före, och helheten före delen.
    """
    släkten, har_visats = _släkten(insatser), by_key(publicerade)
    nycklar = [
        (insats, period)
        for insats, period in alla
        if (insats, period) in publicerade
        or not any(period.överlappar(annan) for en in släkten[insats] for annan in har_visats.get(en, ()))
    ]
    visas = {insats: _utan_överlapp(perioder, set(har_visats.get(insats, ()))) for insats, perioder in by_key(nycklar).items()}
    fria = set()
    for insats, period in nycklar:
        helheternas = [annan for helhet in _helheter(insats, insatser) for annan in visas.get(helhet, ())]
        går_före = (insats, period) in publicerade or not any(period.överlappar(annan) for annan in helheternas)
        if period in visas[insats] and går_före:
            fria.add((insats, period))
    return set(alla) - fria


def _släkten(insatser: Mapping[str, Insats]) -> dict[str, set[str]]:
    """Insatserna som kan handla om samma personer, efter insats: den själv, helheterna och delarna."""
    släkten = {insats: {insats, *_helheter(insats, insatser)} for insats in insatser}
    for insats, helheter in [(insats, set(släkt)) for insats, släkt in släkten.items()]:
        for helhet in helheter.intersection(släkten):
            släkten[helhet].add(insats)
    return släkten


def _utan_överlapp(perioder: Iterable[Period], publicerade: Set[Period]) -> list[Period]:
    """De perioder som visas: de publicerade först, sedan de längsta, och av lika långa de senaste."""
    visas: list[Period] = []
    for period in sorted(perioder, key=lambda one: (one in publicerade, one.månader, one.till), reverse=True):
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
    return [replace(rad, tal={}, snitt={}, rättelser=(), **UTAN_TEXT) for rad in grupp]


# ---- En insats och en period ------------------------------------------------------------------------------


def _skydda(grupp: Sequence[Utfall], mått: Måttlista, tidigare: Tidigare | None) -> list[Utfall]:
    skrivna: dict[str, Rad] = {rad.kön: rad.tal for rad in grupp}
    tal = hela_tal(skrivna, mått)
    dolda = skyddade(tal, mått, saknade(skrivna, tal, mått))
    if tidigare:
        dolda = _som_tidigare(tal, dolda, tidigare, mått)
    visar_allt = not _något_är_skyddat(skrivna, tal, dolda)
    visa_rättelser = (
        visar_allt and not any(dolda.values()) and not any(döljer_något(rader, mått) for rader in _före_rättelser(grupp))
    )
    return [
        replace(
            rad,
            tal={cell: None if cell in dolda[rad.kön] else value for cell, value in tal[rad.kön].items()},
            snitt={} if POSITIVA in dolda[rad.kön] else rad.snitt,
            rättelser=rad.rättelser if visa_rättelser else (),
            **({} if visar_allt else UTAN_TEXT),
            # Det som följer av de andra talen saknas inte, också när det är dolt.
            saknas=frozenset(
                cell for cell in rad.saknas.union(tal[rad.kön]) if tal[rad.kön].get(cell) is None and cell not in rad.tal
            ),
        )
        for rad in grupp
    ]


def _som_tidigare(
    tal: Mapping[str, Rad], dolda: Mapping[str, set[str]], tidigare: Tidigare, mått: Måttlista
) -> dict[str, set[str]]:
    """Talen som inte får visas när en tidigare version redan har visats.

    Nya tal får komma till när den tidigare versionen inte dolde något och allt den visade står kvar, eller när inget är dolt
    i någon av dem. Annars visas just de tal som redan har visats och inte har ändrats, vad den nya versionen än innehåller.
    """
    känt = räkna_ut(tidigare.visade, mått.samband)
    får_visas = {(kön, cell) for kön, rad in tal.items() for cell in rad if cell not in dolda[kön]}
    inget_dolt = all((kön, cell) in får_visas for kön, rad in tal.items() for cell in rad)
    står_kvar = {(kön, cell) for (kön, cell), antal in känt.items() if tal.get(kön, {}).get(cell) == antal}
    if not tidigare.dolda and (inget_dolt or (får_visas >= känt.keys() == står_kvar)):
        return dict(dolda)
    return {kön: {cell for cell in rad if (kön, cell) not in står_kvar} for kön, rad in tal.items()}


def döljer_något(rader: Mapping[str, Rad], mått: Måttlista) -> bool:
    """Om något tal för en insats och period är skyddat: känt men dolt, eller skyddat redan i filen.

    Ett tal som inte är inlagt är inte skyddat.
    """
    tal = hela_tal(rader, mått)
    return _något_är_skyddat(rader, tal, skyddade(tal, mått, saknade(rader, tal, mått)))


def _något_är_skyddat(skrivna: Mapping[str, Rad], tal: Mapping[str, Rad], dolda: Mapping[str, Set[str]]) -> bool:
    return any(tal[kön][cell] is not None or cell in skrivna.get(kön, ()) for kön, celler in dolda.items() for cell in celler)


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


def skyddade(tal: Mapping[str, Rad], mått: Måttlista, saknas: Set[str] = frozenset()) -> dict[str, set[str]]:
    """Talen som inte får visas, per kön.

    Args:
        tal: alla tal för en insats och en period, None för de okända.
        saknas: talen som inte är inlagda i någon rad.
    """
    könen, alla = [kön for kön in KÖNEN if kön in tal], set(mått.celler)
    if TOTALT not in tal:
        _, visas = _visas([tal[kön] for kön in könen], mått, range(len(ORDNINGAR)), alla, saknas)
        return dict.fromkeys(tal, alla - visas)
    ordning, totalens = _visas([tal[TOTALT]], mått, range(len(ORDNINGAR)), alla, saknas)
    dolda: dict[str, set[str]] = {TOTALT: alla - totalens}
    if könen:
        _, könens = _visas([tal[kön] for kön in könen], mått, KÖNENS[ordning], totalens, saknas)
        dolda |= dict.fromkeys(könen, alla - könens)
    return dolda


def saknade(rader: Mapping[str, Rad], tal: Mapping[str, Rad], mått: Måttlista) -> set[str]:
    """Talen som varken är skrivna eller går att räkna ut, i någon rad. De är inte skyddade, utan okända för alla."""
    return {
        cell
        for cell in mått.celler
        if all(rad[cell] is None for rad in tal.values()) and not any(cell in rad for rad in rader.values())
    }


def _visas(
    rader: Sequence[Rad], mått: Måttlista, ordningar: Iterable[int], högst: set[str], saknas: Set[str]
) -> tuple[int, set[str]]:
    """Ordningen som gäller för raderna, och talen som visas i alla av dem. `högst` är de som får visas."""
    for ordning in ordningar:
        celler = _ordningens(ORDNINGAR[ordning], mått, saknas)
        if celler is not None and _håller(celler, rader, mått):
            break
    visas = set(celler or ())
    for summa in (RÄKNADE, POSITIVA, ÖVRIGA):
        delar = mått.summor[summa]
        if summa in visas and högst.issuperset(delar) and _är_stora(rader, delar):
            visas.update(delar)
    return ordning, visas


def _ordningens(roller: tuple[str, ...], mått: Måttlista, saknas: Set[str]) -> tuple[str, ...] | None:
    """Talen i ordningen. Tal som inte är inlagda hindrar inte de andra. None när inget blir kvar."""
    celler = mått.celler_för(roller)
    if not saknas or not celler or saknas.isdisjoint(celler):
        return celler
    kvar = tuple(cell for cell in celler if cell not in saknas)
    return kvar if kvar and roller != AKTIVA_OCH_RÄKNADE else None


def _håller(celler: tuple[str, ...], rader: Sequence[Rad], mått: Måttlista) -> bool:
    """Om talen i ordningen får visas i varje rad."""
    if not _är_stora(rader, celler):
        return False
    if celler != mått.celler_för(AKTIVA_OCH_RÄKNADE):
        return True
    aktiva, räknade = celler
    return all((rad[aktiva] or 0) - (rad[räknade] or 0) >= 2 * FÅ for rad in rader)


def _är_stora(rader: Iterable[Rad], celler: Collection[str]) -> bool:
    return all((rad[cell] or 0) >= FÅ for rad in rader for cell in celler)


def öppna_rader(rader: Mapping[str, Rad], mått: Måttlista) -> dict[str, dict[str, int | None]]:
    """Talen för en insats och period så som de kan stå i en fil som vem som helst läser, efter kön. None är ett skyddat tal.

    Är något skyddat följer nämnaren och täljaren inte av de andra talen. Då står också de där, så att måluppfyllelsen kan
    visas. Webbplatsen visar samma sak av dessa rader som av de riktiga.

    Args:
        rader: de skrivna talen efter kön. None är ett tal som redan är skyddat.
    """
    tal = hela_tal(rader, mått)
    dolda = skyddade(tal, mått, saknade(rader, tal, mått))
    öppna = {}
    for kön, rad in rader.items():
        skrivna = {cell: None if cell in dolda[kön] else tal[kön][cell] for cell in rad}
        följer = med_summor(skrivna, mått)
        summor = [
            cell for cell in (RÄKNADE, POSITIVA) if cell not in rad and tal[kön][cell] is not None and följer.get(cell) is None
        ]
        öppna[kön] = skrivna | {cell: None if cell in dolda[kön] else tal[kön][cell] for cell in summor}
    return öppna
