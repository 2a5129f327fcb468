"""Bygger uppföljningen av tabellernas rader."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any, get_type_hints

from macros.grouped import by_key
from macros.model.forbund import Förbund
from macros.model.insats import Insats
from macros.model.kalla import Källa
from macros.model.kedja import LEDEN, Antagande, Kedja, Led, Mål
from macros.model.rapport import Bibliotek, Metodhandbok, Nyckeltal, Rapport, Rekommendation, Slutsats
from macros.model.rows import Row, objects, place, plain, when, words
from macros.model.samhallsekonomi import Beräkning, Partsvinst
from macros.model.uppfoljning import (
    Fält,
    Indikatorgrupp,
    Instrument,
    Instrumentdel,
    Mätning,
    Plan,
    Uppföljning,
    Utvärderingsfråga,
)
from macros.model.utfall import POSITIVA, RÄKNADE, Mått, Måttlista, Period, Rättelse, Utfall, antal

Sources = Callable[[Row], tuple[Källa, ...]]


@cache
def number_fields(cls: type) -> dict[str, type]:
    """Dataklassens tal: int eller float efter fält."""
    kinds = get_type_hints(cls)
    return {
        field.name: float if kinds[field.name] in (float, float | None) else int
        for field in fields(cls)
        if kinds[field.name] in (int, float, int | None, float | None)
    }


def numbers(cls: type, row: Row) -> dict[str, int | float]:
    """Talen bland fälten, som dataklassen säger att de är."""
    return {name: kind(row[name]) for name, kind in number_fields(cls).items() if name in row}


class _Builder:
    def __init__(
        self,
        tables: Mapping[str, Sequence[Row]],
        källor: Sources,
        förbund: Mapping[str, Förbund],
        insatser: Mapping[str, Insats],
    ):
        self.tables, self.källor, self.förbund, self.insatser = tables, källor, förbund, insatser
        self.mått = Måttlista(tuple(map(self.ett_mått, self.rows("utfallsmatt"))))
        self.antal = [*(mått.fält for mått in self.mått.antal), POSITIVA, RÄKNADE]
        self.mål = {row["id"]: self.ett_mål(row) for row in self.rows("mal")}

    def rows(self, table: str) -> Iterable[Row]:
        return self.tables.get(table, ())

    def common(self, row: Row, *, with_place: bool = False) -> dict[str, Any]:
        """Det som raderna har gemensamt: källor, och förbund, insats och plats i data när de finns."""
        given: dict[str, Any] = {"källor": self.källor(row)}
        if "förbund" in row:
            given["förbund"] = self.förbund[row["förbund"]]
        if "insats" in row:
            given["insats"] = self.insatser[row["insats"]]
        return given | ({"i_data": place(row)} if with_place else {})

    def plan(self, row: Row) -> Plan:
        return plain(Plan, row, **self.common(row), antagen=when(row, "antagen"), tidigare=words(row, "tidigare"))

    def ett_mål(self, row: Row) -> Mål:
        return plain(Mål, row, **self.common(row, with_place=True))

    def ett_mått(self, row: Row) -> Mått:
        return plain(Mått, row, källor=self.källor(row), positivt=row.get("positivt") == "ja")

    def kedja(self, row: Row) -> Kedja:
        led: list[Led] = []
        for sort in LEDEN:
            for item in row.get(sort, ()):
                led.append(
                    plain(
                        Led,
                        item,
                        sort=sort,
                        nummer=len(led) + 1,
                        leder_till=words(item, "leder_till"),
                        mål=tuple(self.mål[key] for key in words(item, "mål")),
                    )
                )
        common = self.common(row, with_place=True)
        alla_mål = tuple(
            ett for ett in self.mål.values() if ett.förbund is common["förbund"] and ett.insats is common.get("insats")
        )
        exempel = row.get("exempel") == "ja"
        return plain(
            Kedja,
            row,
            **common,
            led=tuple(led),
            exempel=exempel,
            alla_mål=() if exempel else alla_mål,
            antaganden=objects(row, "antaganden", lambda item: plain(Antagande, item)),
        )

    def utfall(self, row: Row) -> Utfall:
        period = row.get("period")
        return plain(
            Utfall,
            row,
            **self.common(row, with_place=True),
            exempel=row.get("exempel") == "ja",
            period=Period(*(date.fromisoformat(period[key]) for key in ("från", "till"))) if period else None,
            tal={fält: antal(row[fält]) for fält in self.antal if fält in row},
            saknas=frozenset(mått.fält for mått in self.mått.alla if mått.fält not in row),
            snitt={mått.fält: float(row[mått.fält]) for mått in self.mått.bakgrund if mått.fält in row},
            rättelser=objects(
                row,
                "rättelser",
                lambda item: Rättelse(
                    str(item["fält"]), date.fromisoformat(item["datum"]), antal(item["tidigare"]), str(item["varför"])
                ),
            ),
        )

    def beräkning(self, row: Row) -> Beräkning:
        return plain(
            Beräkning,
            row,
            **self.common(row, with_place=True),
            **numbers(Beräkning, row),
            inklusive_moms=row.get("inklusive_moms") == "ja",
            parter=objects(row, "parter", lambda item: plain(Partsvinst, item, **numbers(Partsvinst, item))),
        )

    def rapport(self, row: Row, nyckeltal: tuple[Nyckeltal, ...]) -> Rapport:
        return plain(
            Rapport,
            row,
            **self.common(row, with_place=True),
            insatser=self.listed(row),
            datum=when(row, "datum"),
            nyckeltal=nyckeltal,
            slutsatser=objects(
                row,
                "slutsatser",
                lambda item: plain(Slutsats, item, **({"insats": self.insatser[item["insats"]]} if "insats" in item else {})),
            ),
            rekommendationer=objects(row, "rekommendationer", lambda item: plain(Rekommendation, item)),
            **{key: words(row, key) for key in ("utförare", "tidigare_adresser")},
        )

    def listed(self, row: Row) -> tuple[Insats, ...]:
        return tuple(self.insatser[key] for key in words(row, "insatser"))

    def nyckeltal(self, row: Row) -> Nyckeltal:
        return plain(Nyckeltal, row, **self.common(row, with_place=True), **numbers(Nyckeltal, row))

    def handbok(self, row: Row) -> Metodhandbok:
        return plain(
            Metodhandbok,
            row,
            **self.common(row, with_place=True),
            insatser=self.listed(row),
            datum=when(row, "datum"),
            tidigare_adresser=words(row, "tidigare_adresser"),
        )

    def bibliotek(self) -> Bibliotek:
        tal = by_key((row["rapport"], self.nyckeltal(row)) for row in self.rows("nyckeltal"))
        return Bibliotek(
            tuple(self.rapport(row, tuple(tal.get(row["id"], ()))) for row in self.rows("slutrapporter")),
            tuple(map(self.handbok, self.rows("metodhandbocker"))),
        )

    def instrument(self, row: Row) -> Instrument:
        return plain(
            Instrument,
            row,
            källor=self.källor(row),
            delar=objects(
                row, "delar", lambda item: plain(Instrumentdel, item, skala=words(item, "skala"), frågor=words(item, "frågor"))
            ),
        )

    def uppföljning(self) -> Uppföljning:
        return Uppföljning(
            planer=tuple(map(self.plan, self.rows("planer"))),
            indikatorgrupper=tuple(
                plain(Indikatorgrupp, row, källor=self.källor(row), sedan=when(row, "sedan"))
                for row in self.rows("indikatorer")
            ),
            mätningar=tuple(
                sorted(
                    (plain(Mätning, row, källor=self.källor(row), **numbers(Mätning, row)) for row in self.rows("matningar")),
                    key=lambda mätning: mätning.år,
                )
            ),
            mål=tuple(self.mål.values()),
            kedjor=tuple(map(self.kedja, self.rows("forandringsteori"))),
            mått=self.mått,
            alla_utfall=tuple(map(self.utfall, self.rows("utfall"))),
            samhällsekonomi=tuple(map(self.beräkning, self.rows("samhallsekonomi"))),
            bibliotek=self.bibliotek(),
            niofältaren=tuple(
                plain(Fält, row, källor=self.källor(row), frågor=words(row, "frågor"), underlag=words(row, "underlag"))
                for row in self.rows("niofaltaren")
            ),
            frågor=tuple(plain(Utvärderingsfråga, row, källor=self.källor(row)) for row in self.rows("fragestallningar")),
            instrument=tuple(map(self.instrument, self.rows("enkater"))),
        )


def build(
    tables: Mapping[str, Sequence[Row]], källor: Sources, förbund: Mapping[str, Förbund], insatser: Mapping[str, Insats]
) -> Uppföljning:
    """Uppföljningen. `källor` ger en rads källor, `förbund` och `insatser` är de byggda efter id."""
    return _Builder(tables, källor, förbund, insatser).uppföljning()
