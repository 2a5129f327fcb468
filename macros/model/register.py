"""Registret: alla tabeller som ett sammanhängande domänobjekt, byggt av kontrollerade rader."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from macros.dictionary.words import Dictionary
from macros.grouped import by_key, grouped
from macros.model.arsresultat import (
    Insatsår,
    SammaInsatser,
    Årspengar,
    Årsresultat,
    insatsår,
    pengar_per_år,
    samma_insatser,
    skiljer_sig,
    årsresultat,
)
from macros.model.atagande import Åtagande, åtaganden
from macros.model.avsnitt import Avsnitt
from macros.model.enkatsvar import Enkätsumma, enkätsummor
from macros.model.flytt import Flytt
from macros.model.forbund import Förbund
from macros.model.guide import Guide
from macros.model.hamtning import Hämtning
from macros.model.insats import Insats
from macros.model.insatsbudget import Årsbudget
from macros.model.kalla import Dokument, Post
from macros.model.kostnad import Periodkostnad, Årskostnad, periodkostnader, årskostnader
from macros.model.ord import Begrepp, Metod, Nyhet, Sökord
from macros.model.plan import Planer
from macros.model.rapport import Bibliotek
from macros.model.rekvisition import Rekvisition
from macros.model.rows import Row
from macros.model.tables import reader
from macros.model.uppfoljning import Uppföljning
from macros.model.utfall import Måttlista, Period, Utfall
from macros.model.utfallssummor import Periodsumma, periodsummor

Rows = Callable[[str], tuple[Any, ...]]  # raderna i en tabell, efter tabellens namn


@dataclass(frozen=True)
class Register:
    """Allt som webbplatsen vet. Förbund och insatser står med värden först, sedan i filens ordning."""

    förbund: tuple[Förbund, ...]
    insatser: tuple[Insats, ...]
    metoder: tuple[Metod, ...]
    begrepp: tuple[Begrepp, ...]
    dokument: tuple[Dokument, ...]
    nyheter: tuple[Nyhet, ...]
    guide: Guide = Guide()
    uppföljning: Uppföljning = Uppföljning()
    avsnitt: tuple[Avsnitt, ...] = ()
    sökord: tuple[Sökord, ...] = ()
    hämtningar: tuple[Hämtning, ...] = ()
    budgetar: tuple[Årsbudget, ...] = ()
    rekvisitioner: tuple[Rekvisition, ...] = ()
    flyttade: tuple[Flytt, ...] = ()
    alla: Mapping[str, tuple[Post, ...]] = field(default_factory=dict, repr=False)  # varje tabells rader, i filens ordning

    @property
    def värd(self) -> Förbund:
        return next(förbund for förbund in self.förbund if förbund.är_värd)

    def rader(self, tabell: str) -> tuple[Post, ...]:
        """En tabells rader så som de får visas. Raises: KeyError när ordboken inte har tabellen."""
        skyddade: dict[str, tuple[Post, ...]] = {"utfall": self.uppföljning.utfall, "enkatsvar": self.uppföljning.enkätsvar}
        return skyddade[tabell] if tabell in skyddade else self.alla[tabell]

    @cached_property
    def insats(self) -> dict[str, Insats]:
        return {insats.id: insats for insats in self.insatser}

    def hämtning(self, insats: Insats) -> Hämtning | None:
        """Hämtningen som insatsen kommer ur. None när den är skriven för hand.

        Varje id i en kopia börjar med förbundets.
        """
        found = self._hämtade.get(insats.förbund.id)
        return found if insats.id.startswith(f"{insats.förbund.id}-") else None

    @cached_property
    def _hämtade(self) -> dict[str, Hämtning]:
        return {one.id: one for one in self.hämtningar if one.kopia}

    @cached_property
    def metod(self) -> dict[str, Metod]:
        return {metod.id: metod for metod in self.metoder}

    @cached_property
    def begreppet(self) -> dict[str, Begrepp]:
        return {begrepp.id: begrepp for begrepp in self.begrepp}

    @cached_property
    def _per_metod(self) -> dict[str, tuple[Insats, ...]]:
        pairs = (
            (metod_id, insats)
            for insats in self.insatser
            for metod_id in dict.fromkeys(val.metod.id for val in insats.metodval)
        )
        return {metod_id: tuple(insatser) for metod_id, insatser in by_key(pairs).items()}

    @cached_property
    def _delar(self) -> dict[str, tuple[Insats, ...]]:
        pairs = ((insats.ingår_i.insats, insats) for insats in self.insatser if insats.ingår_i.insats)
        return {helhet: tuple(delar) for helhet, delar in by_key(pairs).items()}

    @cached_property
    def kostnader(self) -> dict[str, list[Periodkostnad]]:
        """Varje insats kostnader per deltagare och utfall, senaste perioden först, efter insatsens id. Bara de som har några."""
        utfall, mått = self.uppföljning.årsutfall, self.uppföljning.mått
        found = {insats.id: periodkostnader(insats, utfall.get(insats.id, ()), mått) for insats in self.insatser}
        return {id_: kostnader for id_, kostnader in found.items() if kostnader}

    @cached_property
    def årskostnader(self) -> list[Årskostnad]:
        """Värdens insatser tillsammans, senaste året först."""
        return årskostnader((insats, self.kostnader.get(insats.id, ())) for insats in self.insatser_i(self.värd))

    @cached_property
    def värdens_utfall(self) -> dict[Period, list[Utfall]]:
        """Värdens utfall så som de visas, med de uträknade helåren, efter period."""
        egna = {insats.id for insats in self.insatser_i(self.värd)}
        rader = (rad for id_, rader in self.uppföljning.årsutfall.items() if id_ in egna for rad in rader)
        return grouped(rader, lambda rad: rad.gäller[1])

    @cached_property
    def periodsummor(self) -> list[Periodsumma]:
        """Värdens insatser tillsammans, period för period, senaste först."""
        return periodsummor([rad for rader in self.värdens_utfall.values() for rad in rader], self.uppföljning.mått)

    @cached_property
    def enkätsummor(self) -> list[Enkätsumma]:
        """Värdens insatser tillsammans, enkät för enkät och år för år."""
        egna = {insats.id for insats in self.insatser_i(self.värd)}
        return enkätsummor([rad for rad in self.uppföljning.enkätsvar if rad.insats.id in egna])

    def årsresultat(self, dag: date) -> list[Årsresultat]:
        """Värdens insatser år för år, senaste först."""
        return årsresultat(self.insatser_i(self.värd), self.periodsummor, self.årskostnader, dag)

    def pengar_per_år(self, dag: date) -> list[tuple[int, Årspengar]]:
        """Pengarna till värdens insatser, kalenderår för kalenderår, senaste först."""
        return pengar_per_år(self.insatser_i(self.värd), dag)

    def samma_insatser(self, nu: Årsresultat, då: Årsresultat) -> SammaInsatser | None:
        """Två år av värdens insatser, tal för tal av dem som visar talet båda åren. None när det inte ger något nytt."""
        samma = samma_insatser(self._insatsår(nu.period), self._insatsår(då.period))
        return samma if not samma.är_tom and skiljer_sig(samma, [nu, då]) else None

    def _insatsår(self, period: Period) -> Insatsår:
        rader = self.värdens_utfall.get(period, ())
        return insatsår(period, self.insatser_i(self.värd), rader, self.kostnader, self.uppföljning.mått)

    def åtaganden(self, insats: Insats, dag: date) -> list[Åtagande]:
        """Allt som insatsen ska göra och har gjort, i tidsordning. Sidor, kalendrar och mallar frågar alla, så svaret sparas."""
        if (key := (insats.id, dag)) not in self._åtaganden:
            rekvisitioner = self._rekvisitioner.get(insats.id, ())
            self._åtaganden[key] = åtaganden(insats, self.guide, self.uppföljning.bibliotek, dag, rekvisitioner)
        return self._åtaganden[key]

    @cached_property
    def _åtaganden(self) -> dict[tuple[str, date], list[Åtagande]]:
        return {}

    @cached_property
    def _rekvisitioner(self) -> dict[str, list[Rekvisition]]:
        return grouped(self.rekvisitioner, lambda one: one.insats.id)

    def värdens_åtaganden(self, dag: date) -> list[Åtagande]:
        """Allt som värdens insatser ska göra och har gjort, insats för insats."""
        return [one for insats in self.insatser_i(self.värd) for one in self.åtaganden(insats, dag)]

    @cached_property
    def avsnitt_på(self) -> dict[str, list[Avsnitt]]:
        """Förbundens egna avsnitt, efter sidan där de står."""
        return grouped(self.avsnitt, lambda one: one.plats)

    @property
    def andra(self) -> tuple[Förbund, ...]:
        """Referensförbunden."""
        return tuple(förbund for förbund in self.förbund if not förbund.är_värd)

    def insatser_med(self, metod: Metod) -> tuple[Insats, ...]:
        return self._per_metod.get(metod.id, ())

    def insatser_i(self, förbund: Förbund) -> tuple[Insats, ...]:
        return tuple(insats for insats in self.insatser if insats.förbund == förbund)

    def delar_av(self, insats: Insats) -> tuple[Insats, ...]:
        """Insatser som ingår i den här."""
        return self._delar.get(insats.id, ())

    def med_samma_metod(self, insats: Insats, högst: int) -> list[tuple[Metod, list[Insats]]]:
        """Förbundets andra insatser som har valt samma metod, metod för metod."""
        groups = []
        for metod in dict.fromkeys(val.metod for val in insats.metodval):
            same = (other for other in self.insatser_med(metod) if other.förbund.id == insats.förbund.id)
            if others := [other for other in same if other.id != insats.id]:
                groups.append((metod, others[:högst]))
        return groups


def swedish_order(text: str) -> str:
    """Nyckel för svensk bokstavsordning: å, ä och ö sist, é som e."""
    return text.casefold().translate(str.maketrans("åäöéü", "{|}ey"))


def build(words: Dictionary, tables: Mapping[str, Sequence[Row]]) -> Register:
    """Registret av kontrollerade rader (utan `fel`), med nycklar och värden som text."""
    built = reader(words, tables).read()

    def rows(name: str) -> tuple[Any, ...]:
        return tuple(built.get(name, {}).values())

    förbund = sorted(rows("forbund"), key=lambda one: not one.är_värd)
    order = {one.id: number for number, one in enumerate(förbund)}
    return Register(
        förbund=tuple(förbund),
        insatser=tuple(sorted(rows("insatser"), key=lambda insats: order[insats.förbund.id])),
        metoder=rows("metoder"),
        begrepp=tuple(sorted(rows("begrepp"), key=lambda begrepp: swedish_order(begrepp.term))),
        dokument=rows("kallor"),
        nyheter=tuple(sorted(rows("nyheter"), key=lambda nyhet: nyhet.datum, reverse=True)),
        guide=_guide(rows),
        uppföljning=_uppföljning(rows),
        avsnitt=rows("avsnitt"),
        sökord=rows("sokord"),
        hämtningar=rows("hamtas"),
        budgetar=rows("budgetar"),
        rekvisitioner=rows("rekvisitioner"),
        flyttade=rows("flyttade"),
        alla={name: tuple(posts.values()) for name, posts in built.items()},
    )


def _guide(rows: Rows) -> Guide:
    return Guide(
        roller=rows("roller"),
        steg=rows("steg"),
        kriterier=rows("kriterier"),
        provning=rows("provning"),
        insatstyper=rows("insatstyper"),
        blankettfält=rows("blankettfalt"),
        kostnadsslag=rows("kostnadsslag"),
        regler=rows("dokumentregler"),
        frågor=rows("fragor"),
        årshjul=rows("arshjul"),
        rapportkrav=rows("rapportkrav"),
        rapportmallar=rows("rapportmallar"),
        möten=tuple(sorted(rows("moten"), key=lambda möte: möte.datum)),
        källkarta=rows("kallkarta"),
    )


def _uppföljning(rows: Rows) -> Uppföljning:
    return Uppföljning(
        planer=Planer(rows("planer")),
        indikatorgrupper=rows("indikatorer"),
        mätningar=tuple(sorted(rows("matningar"), key=lambda mätning: mätning.år)),
        mål=rows("mal"),
        kedjor=rows("forandringsteori"),
        mått=Måttlista(rows("utfallsmatt")),
        alla_utfall=rows("utfall"),
        publicerat=tuple(one for one in rows("publicerat") if not one.enkät),
        samhällsekonomi=rows("samhallsekonomi"),
        bibliotek=Bibliotek(rows("slutrapporter"), rows("metodhandbocker")),
        implementering=rows("implementering"),
        niofältaren=rows("niofaltaren"),
        frågor=rows("fragestallningar"),
        instrument=rows("enkater"),
        alla_enkätsvar=rows("enkatsvar"),
        publicerade_svar=tuple(one for one in rows("publicerat") if one.enkät),
    )
