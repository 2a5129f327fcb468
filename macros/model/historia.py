"""Vad som har ändrats i värdens egna rader, av versionerna av dem.

Det som har dolts eller tagits bort ska inte komma fram igen av historien. Därför gäller enkla regler:

1. Bara rader som finns i modellen i dag är med, och bara sedan insatsen de handlar om blev publicerad. En borttagen rad och
   en som ännu inte är publicerad nämns inte.
2. Värden visas bara i tabellerna i `MED_VÄRDEN`, och bara för fält utan egna ord och tal: tider, val ur en lista och
   hänvisningar till rader som finns i dag. Om allt annat sägs bara att det är ändrat.
3. Tabeller med antal om människor har inga värden, och inga skäl. En rättelse står vid sitt tal, med skyddet som gäller där.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from macros.dictionary.slag import TILLS_VIDARE
from macros.dictionary.words import Dictionary, Field, Table
from macros.grouped import by_key
from macros.model.handelse import första_id
from macros.model.insats import Insats
from macros.model.kalla import KVITTERAT, Post
from macros.model.register import Register
from macros.model.tid import Tidpunkt

Rad = Mapping[str, Any]
MED_VÄRDEN = frozenset(
    {"insatser", "moten", "planer", "arshjul", "rapportkrav", "slutrapporter", "metodhandbocker", "forandringsteori"}
)
# Tabeller med antal om människor, eller med text om dem.
RÄKNAR = frozenset({"utfall", "enkatsvar", "nyckeltal", "samhallsekonomi", "mal", "jamforelser", "matningar", "implementering"})
# Tabeller som handlar om webbplatsen och inte om förbundet, eller som är liggare.
UTANFÖR = frozenset({"publicerat", "flyttade", "hamtas", "kallkarta", "sokord"})
TIDER = frozenset({"tidpunkt", "slut", "datum"})
NAMN = ("namn", "titel", "rubrik", "term", "vad", "organ")
TYSTA = frozenset({"id", "tidigare_adresser", "senast_granskad", KVITTERAT})  # ändras utan att uppgifterna gör det


class Steg(NamedTuple):
    """En version: i varje tabell raderna som togs bort och de som kom i stället. `ny_form` är omskrivna rader."""

    dag: date
    skäl: str
    ändrat: Mapping[str, tuple[Sequence[Rad], Sequence[Rad]]]
    ny_form: bool = False


@dataclass(frozen=True)
class Fältändring:
    """Ett fält som är ändrat. `före` och `efter` är tomma när värdena inte visas, eller när det inte fanns något."""

    rubrik: str
    före: str = ""
    efter: str = ""
    är_tid: bool = False


@dataclass(frozen=True)
class Ändring:
    """En rad som är ändrad en dag, eller ny. `adress` är från roten, tom när raden inte har en egen sida.

    `rad` är radens id, tomt när raderna om en insats inte nämns var för sig. `nyckel` är tabellen och radens första id: den visas aldrig.
    """

    dag: date
    tabell: str
    rad: str
    namn: str
    adress: str = ""
    insats: Insats | None = None
    är_ny: bool = False
    fält: tuple[Fältändring, ...] = ()
    skäl: str = ""
    nyckel: str = ""


@dataclass(frozen=True)
class Historia:
    """Ändringarna, senast först. `sedan` är dagen för den äldsta kända versionen, None när inget är känt.

    `är_kapad` säger att det finns äldre versioner, och `oläsliga` hur många som inte gick att läsa.
    """

    ändringar: tuple[Ändring, ...] = ()
    sedan: date | None = None
    är_kapad: bool = False
    oläsliga: int = 0

    def om(self, insats: Insats) -> list[Ändring]:
        """Det som har ändrats om en insats, senast först."""
        return self._per_insats.get(insats.id, [])

    @cached_property
    def _per_insats(self) -> dict[str, list[Ändring]]:
        return by_key((one.insats.id, one) for one in self.ändringar if one.insats)


@dataclass(frozen=True)
class Läsare:
    """Jämför versionerna med dagens rader.

    Args:
        egna: id:n för värdens egna rader i varje tabell.
        är_utkast: om en rad i en tabell inte var publicerad i den versionen.
    """

    register: Register
    words: Dictionary
    egna: Mapping[str, Collection[str]]
    är_utkast: Callable[[str, Any], bool]

    def ändringar(self, först: Mapping[str, Sequence[Rad]], steg: Iterable[Steg], dag: date) -> tuple[Ändring, ...]:
        """Ändringarna till och med `dag`, senast först.

        Args:
            först: raderna i den äldsta kända versionen, tabell för tabell.
            steg: versionerna efter den, äldst först.
        """
        publicerade = {self._id("insatser", rad) for rad in först.get("insatser", ()) if self._visades("insatser", rad)}
        found: dict[tuple[object, ...], Ändring] = {}
        for ett in steg:
            for one in self._steget(ett, publicerade):
                if one.dag <= dag and not ett.ny_form:
                    key = (one.dag, one.tabell, one.rad, one.insats and one.insats.id)
                    found[key] = _samman(found[key], one) if key in found else one
        kvar = [one for one in reversed(found.values()) if one.är_ny or one.fält or not one.rad]
        return tuple(sorted(kvar, key=lambda one: one.dag, reverse=True))

    def _steget(self, steg: Steg, publicerade: set[str]) -> Iterator[Ändring]:
        """Insatserna först: de andra raderna är med om deras insats är publicerad."""
        for tabell in sorted(steg.ändrat.keys() & self.egna.keys() - UTANFÖR, key=lambda name: (name != "insatser", name)):
            före, efter = ({self._id(tabell, rad): rad for rad in rader} for rader in steg.ändrat[tabell])
            for id_, rad in efter.items():
                if tabell == "insatser":
                    (publicerade.add if self._visades(tabell, rad) else publicerade.discard)(id_)
                if (post := self._poster.get((tabell, id_))) and _får_nämnas(post, publicerade):
                    gammal = före.get(id_)
                    yield from self._raden(steg, self.words.tables[tabell], post, gammal, rad)

    def _raden(self, steg: Steg, tabell: Table, post: Post, gammal: Rad | None, rad: Rad) -> Iterator[Ändring]:
        är_ny = gammal is None or not self._visades(tabell.name, gammal)
        fält = tuple(self._fälten(tabell.fields, gammal or {}, rad)) if not är_ny else ()
        if är_ny or fält:
            räknar, insats = tabell.name in RÄKNAR, _insats(post)
            namn = "" if räknar or (insats and insats is not post) else _namn(post)
            yield Ändring(
                steg.dag,
                tabell.title,
                "" if räknar or (är_ny and not namn) else self._id(tabell.name, rad),  # nya rader utan namn sägs en gång
                namn,
                getattr(post, "adress", "") or (insats.adress if insats else ""),
                insats,
                är_ny,
                () if räknar else fält if tabell.name in MED_VÄRDEN else tuple(Fältändring(ett.rubrik) for ett in fält),
                "" if räknar else steg.skäl,
                f"{tabell.name}/{första_id(self._id(tabell.name, rad), getattr(post, 'tidigare_adresser', ()))}",
            )

    def _fälten(self, fields: Iterable[Field], före: Rad, efter: Rad, inom: str = "") -> Iterator[Fältändring]:
        for field in fields:
            då, nu = före.get(field.name), efter.get(field.name)
            if då == nu or field.from_folder or (not inom and field.name in TYSTA):
                continue
            rubrik = f"{inom}, {field.title.lower()}" if inom else field.title
            if field.type == "object" and all(isinstance(one, Mapping) for one in (då or {}, nu or {})):
                yield from self._fälten(field.fields, då or {}, nu or {}, rubrik)
            else:
                yield self._värdena(field, rubrik, då, nu)

    def _värdena(self, field: Field, rubrik: str, då: Any, nu: Any) -> Fältändring:
        """Fältet med sina värden när båda får visas, annars bara dess rubrik."""
        orden = [self._i_ord(field, värde) if värde else "" for värde in (då, nu)]
        if None in orden:
            return Fältändring(rubrik)
        return Fältändring(rubrik, orden[0] or "", orden[1] or "", field.slag in TIDER)

    def _i_ord(self, field: Field, värde: Any) -> str | None:
        """Värdet som en läsare vill ha det. None när det inte får visas."""
        if not isinstance(värde, str) or field.type == "array":
            return None
        if field.referens:
            post = self._alla.get((field.referens, str(värde)))
            return _namn(post) or None if post else None
        if field.slag in TIDER:
            try:
                return Tidpunkt.av(värde).i_ord()
            except ValueError:
                return str(värde) if värde == TILLS_VIDARE else None
        return field.heading(str(värde)) if värde in field.choices else None

    def _visades(self, tabell: str, rad: Rad) -> bool:
        return not self.är_utkast(tabell, rad)

    def _id(self, tabell: str, rad: Rad) -> str:
        """Radens id i dag, också när den hade ett annat."""
        skrivet = str(rad.get(self.words.tables[tabell].primary_key, ""))
        return skrivet if (tabell, skrivet) in self._poster else self._bytta.get((tabell, skrivet), skrivet)

    @cached_property
    def _poster(self) -> dict[tuple[str, str], Post]:
        """Värdens egna rader i dag."""
        return {key: post for key, post in self._alla.items() if key[1] in self.egna.get(key[0], ())}

    @cached_property
    def _alla(self) -> dict[tuple[str, str], Post]:
        alla = self.register.alla.items()
        return {(tabell, id_): post for tabell, poster in alla for post in poster if (id_ := getattr(post, "id", ""))}

    @cached_property
    def _bytta(self) -> dict[tuple[str, str], str]:
        return {
            (tabell, tidigare): id_
            for (tabell, id_), post in self._poster.items()
            for tidigare in getattr(post, "tidigare_adresser", ())
        }


def _samman(före: Ändring, efter: Ändring) -> Ändring:
    """Två ändringar av samma rad samma dag som en. Det som ändrades fram och tillbaka är inte ändrat."""
    fälten = {one.rubrik: one for one in före.fält}
    for one in efter.fält:
        första = fälten.get(one.rubrik)
        fälten[one.rubrik] = replace(one, före=första.före) if första and _har_värden(första) and _har_värden(one) else one
    fält = tuple(one for one in fälten.values() if not _har_värden(one) or one.före != one.efter)
    skäl = " ".join(dict.fromkeys(filter(None, (före.skäl, efter.skäl))))
    return replace(efter, är_ny=före.är_ny or efter.är_ny, fält=fält, skäl=skäl)


def _har_värden(fält: Fältändring) -> bool:
    return bool(fält.före or fält.efter)


def _får_nämnas(post: Post, publicerade: set[str]) -> bool:
    insats = _insats(post)
    return insats is None or insats.id in publicerade


def _insats(post: Any) -> Insats | None:
    """Insatsen som raden är eller handlar om."""
    return post if isinstance(post, Insats) else getattr(post, "insats", None)


def _namn(post: Any) -> str:
    return next((str(value) for name in NAMN if (value := getattr(post, name, ""))), "")
