"""Bygger guiden av tabellernas rader."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from macros.model.guide import (
    Blankettfält,
    FrågaSvar,
    Guide,
    Insatsroll,
    Kriterium,
    Källavsnitt,
    Länkat,
    Möte,
    Prövning,
    Roll,
    Steg,
    Svar,
    Årsdag,
)
from macros.model.kalla import Dokument, Källa
from macros.model.rows import Row, objects, plain, when, words

Sources = Callable[[Row], tuple[Källa, ...]]


def _number(row: Row, key: str) -> int | None:
    return int(row[key]) if key in row else None


class _Builder:
    def __init__(self, tables: Mapping[str, Sequence[Row]], källor: Sources, dokument: Mapping[str, Dokument]):
        self.tables, self.källor, self.dokument = tables, källor, dokument
        self.roller = {row["id"]: self.roll(row) for row in self.rows("roller")}

    def rows(self, table: str) -> Iterable[Row]:
        return self.tables.get(table, ())

    def roll(self, row: Row) -> Roll:
        return plain(
            Roll,
            row,
            källor=self.källor(row),
            uppgifter=words(row, "uppgifter"),
            dokument=objects(row, "dokument", lambda item: plain(Länkat, item)),
        )

    def steg(self, row: Row) -> Steg:
        roller = objects(row, "roller", lambda item: Insatsroll(self.roller[item["roll"]], str(item["gör"])))
        return plain(
            Steg,
            row,
            källor=self.källor(row),
            del_=str(row["del"]),
            roller=roller,
            ha_redo=words(row, "ha_redo"),
            exempel_veckor=_number(row, "exempel_veckor"),
        )

    def prövning(self, row: Row) -> Prövning:
        return plain(
            Prövning,
            row,
            källor=self.källor(row),
            gör_nu=words(row, "gör_nu"),
            svar=objects(row, "svar", lambda item: plain(Svar, item)),
        )

    def blankettfält(self, row: Row) -> Blankettfält:
        return plain(
            Blankettfält,
            row,
            källor=self.källor(row),
            krävs=row["krävs"] == "ja",
            gäller=words(row, "gäller"),
            längd=_number(row, "längd"),
        )

    def årsdag(self, row: Row) -> Årsdag:
        return plain(Årsdag, row, källor=self.källor(row), roller=tuple(self.roller[key] for key in words(row, "roller")))

    def möte(self, row: Row) -> Möte:
        return plain(Möte, row, källor=self.källor(row), datum=when(row, "datum"), sista_dag=when(row, "sista_dag"))

    def källavsnitt(self, row: Row) -> Källavsnitt:
        return plain(Källavsnitt, row, dokument=self.dokument[row["dokument"]], fakta=words(row, "fakta"))

    def guide(self) -> Guide:
        return Guide(
            roller=tuple(self.roller.values()),
            steg=tuple(map(self.steg, self.rows("steg"))),
            kriterier=tuple(plain(Kriterium, row, källor=self.källor(row)) for row in self.rows("kriterier")),
            provning=tuple(map(self.prövning, self.rows("provning"))),
            blankettfält=tuple(map(self.blankettfält, self.rows("blankettfalt"))),
            frågor=tuple(plain(FrågaSvar, row, källor=self.källor(row)) for row in self.rows("fragor")),
            årshjul=tuple(map(self.årsdag, self.rows("arshjul"))),
            möten=tuple(sorted(map(self.möte, self.rows("moten")), key=lambda möte: möte.datum)),
            källkarta=tuple(map(self.källavsnitt, self.rows("kallkarta"))),
        )


def build(tables: Mapping[str, Sequence[Row]], källor: Sources, dokument: Mapping[str, Dokument]) -> Guide:
    """Guiden. `källor` ger en rads källor, `dokument` är källdokumenten efter id."""
    return _Builder(tables, källor, dokument).guide()
