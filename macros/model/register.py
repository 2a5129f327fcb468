"""Registret: alla tabeller som ett sammanhängande domänobjekt, byggt av kontrollerade rader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from macros.grouped import by_key
from macros.model import guide_rows, uppfoljning_rows
from macros.model.forbund import Förbund, Part
from macros.model.guide import Guide
from macros.model.insats import Budgetpost, IngårI, Insats, Metodval, Redovisning
from macros.model.kalla import Dokument, Källa
from macros.model.ord import Begrepp, Metod, Nyhet
from macros.model.rows import Row, objects, place, plain, when, words
from macros.model.tid import Projekttid
from macros.model.uppfoljning import Uppföljning


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

    @property
    def värd(self) -> Förbund:
        return next(förbund for förbund in self.förbund if förbund.är_värd)

    @cached_property
    def insats(self) -> dict[str, Insats]:
        return {insats.id: insats for insats in self.insatser}

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

    def insatser_med(self, metod: Metod) -> tuple[Insats, ...]:
        return self._per_metod.get(metod.id, ())

    def insatser_i(self, förbund: Förbund) -> tuple[Insats, ...]:
        return tuple(insats for insats in self.insatser if insats.förbund == förbund)

    def delar_av(self, insats: Insats) -> tuple[Insats, ...]:
        """Insatser som ingår i den här."""
        return self._delar.get(insats.id, ())

    def med_samma_metod(self, insats: Insats, högst: int) -> list[tuple[Metod, list[Insats]]]:
        """Andra insatser som har valt samma metod, metod för metod, det egna förbundets först."""
        groups = []
        for metod in dict.fromkeys(val.metod for val in insats.metodval):
            others = [other for other in self.insatser_med(metod) if other.id != insats.id]
            own = (other for other in others if other.förbund.id == insats.förbund.id)
            rest = (other for other in others if other.förbund.id != insats.förbund.id)
            if others:
                groups.append((metod, list(islice(chain(own, rest), högst))))
        return groups


class _Builder:
    """Bygger registret tabell för tabell. Raderna är kontrollerade: hänvisningar finns, tider går att läsa."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]):
        self.tables = tables
        self.dokument = {row["id"]: plain(Dokument, row, datum=when(row, "datum")) for row in self.rows("kallor")}
        self.metoder = {row["id"]: self.metod(row) for row in self.rows("metoder")}
        self.förbund = {row["id"]: self.ett_förbund(row) for row in self.rows("forbund")}

    def rows(self, table: str) -> Iterable[Row]:
        return self.tables.get(table, ())

    def källor(self, row: Row) -> tuple[Källa, ...]:
        return objects(row, "källa", lambda item: Källa(self.dokument[item["dokument"]], str(item.get("avsnitt", ""))))

    def metod(self, row: Row) -> Metod:
        return plain(
            Metod,
            row,
            källor=self.källor(row),
            i_data=place(row),
            senast_granskad=when(row, "senast_granskad"),
            tidigare_adresser=words(row, "tidigare_adresser"),
        )

    def ett_förbund(self, row: Row) -> Förbund:
        parter = tuple(self.part(part) for part in self.rows("parter") if part["förbund"] == row["id"])
        return plain(
            Förbund,
            row,
            källor=self.källor(row),
            parter=parter,
            bildat=when(row, "bildat"),
            senast_granskad=when(row, "senast_granskad"),
        )

    def part(self, row: Row) -> Part:
        andel = row.get("huvudmannens_andel")
        return plain(
            Part,
            row,
            källor=self.källor(row),
            huvudmannens_andel=float(andel) if andel else None,
            uppföljningssystem=words(row, "uppföljningssystem"),
        )

    def insats(self, row: Row) -> Insats:
        tid = row.get("projekttid", {})
        return plain(
            Insats,
            row,
            rad=row,
            i_data=place(row),
            källor=self.källor(row),
            förbund=self.förbund[row["förbund"]],
            projekttid=Projekttid.av(tid.get("start"), tid.get("slut")),
            metodval=objects(row, "metodval", lambda item: Metodval(self.metoder[item["metod"]], str(item.get("lydelse", "")))),
            redovisning=objects(row, "redovisning", lambda item: plain(Redovisning, item, när=when(item, "när"))),
            budget=objects(row, "budget", lambda item: Budgetpost(int(item["år"]), int(item["belopp"]))),
            ingår_i=plain(IngårI, row.get("ingår_i", {})),
            osäkert=objects(row, "osäkert", lambda item: (str(item["fält"]), str(item["varför"]))),
            senast_granskad=when(row, "senast_granskad"),
            **{key: words(row, key) for key in ("utförare", "parter", "föregångare", "efterföljare", "tidigare_adresser")},
        )

    def begrepp(self, row: Row) -> Begrepp:
        return plain(
            Begrepp,
            row,
            källor=self.källor(row),
            **{key: words(row, key) for key in ("synonymer", "tidigare_namn", "vardagsord", "se_även")},
        )

    def register(self) -> Register:
        order = {key: place for place, key in enumerate(sorted(self.förbund, key=lambda key: not self.förbund[key].är_värd))}
        insatser = sorted((self.insats(row) for row in self.rows("insatser")), key=lambda insats: order[insats.förbund.id])
        nyheter = [plain(Nyhet, row, datum=when(row, "datum")) for row in self.rows("nyheter")]
        return Register(
            förbund=tuple(self.förbund[key] for key in order),
            insatser=tuple(insatser),
            metoder=tuple(self.metoder.values()),
            begrepp=tuple(sorted(map(self.begrepp, self.rows("begrepp")), key=lambda begrepp: swedish_order(begrepp.term))),
            dokument=tuple(self.dokument.values()),
            nyheter=tuple(sorted(nyheter, key=lambda nyhet: nyhet.datum, reverse=True)),
            guide=guide_rows.build(self.tables, self.källor, self.dokument),
            uppföljning=uppfoljning_rows.build(
                self.tables, self.källor, self.förbund, {insats.id: insats for insats in insatser}
            ),
        )


def swedish_order(text: str) -> str:
    """Nyckel för svensk bokstavsordning: å, ä och ö sist, é som e."""
    return text.casefold().translate(str.maketrans("åäöéü", "{|}ey"))


def build(tables: Mapping[str, Sequence[Row]]) -> Register:
    """Registret av kontrollerade rader (utan `fel`), med nycklar och värden som text."""
    return _Builder(tables).register()
