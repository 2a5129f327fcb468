"""Skyddet för små grupper i enkätsvaren: vilka antal som får visas.

Ett antal under fem visas aldrig, och går inte att räkna ut ur dem som visas. Den som vet hur skyddet väljer får inte heller
veta mer än att ett tal är ett av minst fem möjliga. Därför visas svaren i block, och den första ordningen som håller gäller.

1. Är de svarande färre än fem visas inget om enkäten.
2. De tillfrågade visas när minst fem av dem lät bli att svara. Annars säger regeln ensam att de var noll till fyra till.
3. Svaren på en fråga visas i den första av ordningarna där varje del är minst fem: varje lågt och högt svar för sig, de låga
   och de höga, bara de höga, bara de låga, inga. Resten är de andra svaren tillsammans med dem som hoppade över frågan, så
   att ingen ser hur många de var. Resten är också minst fem.

Varför det räcker. Ett block som visas är en summa av antal som inte visas, och den är minst fem: delarna har minst sex möjliga
värden var. Visas bara de höga är resten de låga och de mellan, och minst en av dem är under fem, men inte vilken. Visas bara
de låga är de höga noll till fyra, alltså fem möjliga tal. Frågorna har inga samband med varandra utom de svarande.

Helheter och versioner är som för utfallen: delen visas inte samma år som helheten, och det som redan har visats går före.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from macros.grouped import grouped
from macros.model.enkatsvar import Enkätsvar, Frågesvar, Svarsval, graderade
from macros.model.instrument import Instrumentdel
from macros.model.publicerat import Publicering, Tidigare, Visat, liggare
from macros.model.skydd import skymda
from macros.model.utfall import FÅ, Period

TILLFRÅGADE, SVARANDE, LÅGA, HÖGA = "tillfrågade", "svarande", "låga", "höga"
Celler = dict[str, int | None]


def offentliga_svar(rader: Sequence[Enkätsvar], publicerat: Iterable[Publicering] = ()) -> tuple[Enkätsvar, ...]:
    """Enkätsvaren som de får visas, i samma ordning. Dolda tal är None.

    Args:
        publicerat: liggarens rader om enkäter.
    """
    införda = grouped(publicerat, lambda one: one.enkät.id if one.enkät else "")
    visade: dict[str, Enkätsvar] = {}
    for enkät, egna in grouped(rader, lambda rad: rad.enkät.id).items():
        tidigare = liggare(införda.get(enkät, ()))
        insatser = {one.id: one for one in (*(rad.insats for rad in egna), *(en.insats for en in införda.get(enkät, ())))}
        dolda = skymda([_nyckel(rad) for rad in egna], insatser, tidigare.keys())
        for rad in egna:
            före = tidigare.get(_nyckel(rad))
            visas = utan_tal(rad) if _nyckel(rad) in dolda else _som_tidigare(rad, före) if före else skyddad(rad)
            visade[rad.id] = visas
    return tuple(visade[rad.id] for rad in rader)


def året(år: int) -> Period:
    """Kalenderåret."""
    return Period(date(år, 1, 1), date(år, 12, 31))


def _nyckel(rad: Enkätsvar) -> tuple[str, Period]:
    return rad.insats.id, året(rad.år)


def utan_tal(rad: Enkätsvar) -> Enkätsvar:
    """Raden när inget om den får visas."""
    tomma = tuple(Frågesvar(svar.fråga) for svar in rad.svar)
    return replace(rad, tillfrågade=None, svarande=None, svar=tomma, anmärkning="")


# ---- En rad -----------------------------------------------------------------------------------------------


def skyddad(rad: Enkätsvar) -> Enkätsvar:
    """Raden så som den kan stå i en fil som vem som helst läser. En skyddad rad blir sig själv."""
    if rad.svarande is None or rad.svarande < FÅ:
        return utan_tal(rad)
    delar, svarande = graderade(rad.enkät), rad.svarande
    svar = tuple(_skyddat(one, svarande, delar[one.fråga]) if one.fråga in delar else Frågesvar(one.fråga) for one in rad.svar)
    tillfrågade = rad.tillfrågade if rad.tillfrågade is not None and rad.tillfrågade - svarande >= FÅ else None
    return _utan_text_bredvid_dolda(replace(rad, tillfrågade=tillfrågade, svar=svar))


def _utan_text_bredvid_dolda(rad: Enkätsvar) -> Enkätsvar:
    """Texten kan säga det som ett dolt tal inte säger."""
    visar_allt = rad.tillfrågade is not None and all(one.låga is not None and one.höga is not None for one in rad.svar)
    return rad if visar_allt else replace(rad, anmärkning="")


def _skyddat(svar: Frågesvar, svarande: int, del_: Instrumentdel) -> Frågesvar:
    """Svaren på en fråga, i den första ordningen som håller."""
    svar = med_summor(svar, del_)
    enskilda = (*del_.låga, *del_.höga)
    if _stora(svar.antal(enskilda), svarande):
        return replace(svar, val=tuple(map(Svarsval, enskilda, svar.antal(enskilda))))
    for låga, höga in ((svar.låga, svar.höga), (None, svar.höga), (svar.låga, None)):
        if _stora([tal for tal, visas in ((svar.låga, låga), (svar.höga, höga)) if visas is not None], svarande):
            return Frågesvar(svar.fråga, (), låga, höga)
    return Frågesvar(svar.fråga)


def _stora(delar: Sequence[int | None], svarande: int) -> bool:
    """Om varje del, och resten av de svarande, är minst fem."""
    kända = [tal for tal in delar if tal is not None]
    return 0 < len(delar) == len(kända) and all(tal >= FÅ for tal in (*kända, svarande - sum(kända)))


def med_summor(svar: Frågesvar, del_: Instrumentdel) -> Frågesvar:
    """Svaren med de låga och de höga ihopräknade, när antalen för varje svar är kända."""
    låga, höga = (_summa(svar.antal(vilka)) for vilka in (del_.låga, del_.höga))
    return replace(svar, låga=låga if svar.låga is None else svar.låga, höga=höga if svar.höga is None else svar.höga)


def _summa(delar: Sequence[int | None]) -> int | None:
    kända = [tal for tal in delar if tal is not None]
    return sum(kända) if len(kända) == len(delar) else None


# ---- Versioner --------------------------------------------------------------------------------------------


def celler(rad: Enkätsvar) -> Celler:
    """Radens tal efter namn, så som de står i liggaren."""
    tal: Celler = {TILLFRÅGADE: rad.tillfrågade, SVARANDE: rad.svarande}
    for svar in rad.svar:
        tal |= {f"{LÅGA}: {svar.fråga}": svar.låga, f"{HÖGA}: {svar.fråga}": svar.höga}
        tal |= {f"{one.svar}: {svar.fråga}": one.antal for one in svar.val}
    return tal


def _som_tidigare(rad: Enkätsvar, före: Tidigare) -> Enkätsvar:
    """Raden när en tidigare version har visats. Är något av det som visades ändrat visas inget: den som vet att ett svar kom till
    hade annars sett vilket. Annars visas det som då visades, och frågor som inte fanns då.
    """
    delar = graderade(rad.enkät)
    hel = replace(rad, svar=tuple(med_summor(svar, delar[svar.fråga]) if svar.fråga in delar else svar for svar in rad.svar))
    nu = celler(hel)
    visade = {cell: antal for (_, cell), antal in före.visade.items()}
    if any(nu.get(cell) != antal for cell, antal in visade.items()):
        return utan_tal(rad)
    kända = visade.keys() | {cell for _, cell in före.dolda}
    skydd = skyddad(rad)
    svar = tuple(
        _visat(var, visade) if f"{HÖGA}: {var.fråga}" in kända else nytt for var, nytt in zip(hel.svar, skydd.svar, strict=True)
    )
    return _utan_text_bredvid_dolda(
        replace(skydd, tillfrågade=visade.get(TILLFRÅGADE), svarande=visade.get(SVARANDE), svar=svar)
    )


def _visat(svar: Frågesvar, visade: Mapping[str, int]) -> Frågesvar:
    """Svaret på en fråga med de tal som redan har visats, och inga andra."""
    val = tuple(one for one in svar.val if f"{one.svar}: {svar.fråga}" in visade)
    return Frågesvar(svar.fråga, val, visade.get(f"{LÅGA}: {svar.fråga}"), visade.get(f"{HÖGA}: {svar.fråga}"))


def nya_svar(rad: Enkätsvar, publiceringar: Iterable[Publicering]) -> tuple[Visat, ...]:
    """Det som en skyddad rad visar, när det inte redan är infört i liggaren. Tomt när inget tal visas eller har visats."""
    senast = [one.tal for one in publiceringar if one.enkät and one.enkät.id == rad.enkät.id and one.nyckel == _nyckel(rad)]
    visas = tuple(Visat(cell, antal) for cell, antal in celler(rad).items())
    if not senast and not any(visat.antal is not None for visat in visas):
        return ()
    return visas if not senast or visas != senast[-1] else ()
