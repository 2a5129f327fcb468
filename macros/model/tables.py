"""Vilken dataklass varje tabell blir, och det lilla som byggs på ett eget sätt."""

from collections.abc import Mapping, Sequence
from typing import Any

from macros.dictionary.words import Dictionary, Field
from macros.model import arshjul, guide, implementering, instrument, kedja, listor, ord, plan, rapport, roll, uppfoljning
from macros.model.avsnitt import Avsnitt
from macros.model.enkatsvar import Enkätsvar
from macros.model.flytt import Flytt
from macros.model.forbund import Förbund, Part
from macros.model.hamtning import Hämtning
from macros.model.insats import Insats
from macros.model.insatsbudget import Årsbudget
from macros.model.jamford import Jämförelse
from macros.model.kalla import Dokument
from macros.model.publicerat import Publicering
from macros.model.rekvisition import Rekvisition
from macros.model.rows import Binding, Reader, Row, Special
from macros.model.samhallsekonomi import Beräkning
from macros.model.utfall import POSITIVA, RÄKNADE, Mått, Utfall, antal


def _insats(_: Reader, row: Row) -> dict[str, Any]:
    """Raden som den står i YAML följer med, för öppna data."""
    return {"rad": row}


def _kedja(reader: Reader, row: Row) -> dict[str, Any]:
    """Leden numreras i läsordning. Målen är förbundets eller insatsens, men ett exempel svarar inte mot några."""
    fields = reader.words.tables["forandringsteori"].by_name
    items = [(sort, item) for sort in kedja.LEDEN for item in row.get(sort, ())]
    led = [
        reader.record(kedja.Led, fields[sort].inner, item, sort=sort, nummer=number)
        for number, (sort, item) in enumerate(items, 1)
    ]
    goals = () if row.get("exempel") == "ja" else reader.built.get("mal", {}).values()
    own = [
        goal for goal in goals if goal.förbund.id == row["förbund"] and (goal.insats and goal.insats.id) == row.get("insats")
    ]
    return {"led": tuple(led), "alla_mål": tuple(own)}


def _utfall(reader: Reader, row: Row) -> dict[str, Any]:
    """Talen efter mått. Ett tal som inget mått känner kan inte skyddas, och följer inte med."""
    measures = reader.tables.get("utfallsmatt", ())
    means = [str(one["fält"]) for one in measures if one["roll"] == "bakgrund"]
    counts = [str(one["fält"]) for one in measures if one["roll"] != "bakgrund"]
    return {
        "tal": {name: antal(row[name]) for name in (*counts, POSITIVA, RÄKNADE) if name in row},
        "snitt": {name: float(row[name]) for name in means if name in row},
        "saknas": frozenset(name for name in (*counts, *means) if name not in row),
    }


def is_measured(field: Field) -> bool:
    """Sant för de fält i utfall som måtten står i."""
    return field.slag == "antal" or field.type == "number"


TABLES: dict[str, Binding] = {
    "kallor": Binding(Dokument),
    "metoder": Binding(ord.Metod),
    "begrepp": Binding(ord.Begrepp),
    "sokord": Binding(ord.Sökord),
    "nyheter": Binding(ord.Nyhet),
    "parter": Binding(Part, carried_by="förbund"),
    "forbund": Binding(Förbund),
    "insatstyper": Binding(listor.Insatstyp),
    "parttyper": Binding(listor.Parttyp),
    "insatser": Binding(Insats, special=Special(lambda field: False, _insats, ("rad",))),
    "roller": Binding(roll.Roll),
    "steg": Binding(guide.Steg),
    "kriterier": Binding(guide.Kriterium),
    "provning": Binding(guide.Prövning),
    "blankettfalt": Binding(guide.Blankettfält),
    "kostnadsslag": Binding(guide.Kostnadsslag),
    "dokumentregler": Binding(guide.Dokumentregel),
    "fragor": Binding(guide.FrågaSvar),
    "arshjul": Binding(arshjul.Årsdag),
    "rapportkrav": Binding(arshjul.Rapportkrav),
    "rapportmallar": Binding(arshjul.Rapportmall),
    "moten": Binding(arshjul.Möte),
    "kallkarta": Binding(guide.Källavsnitt),
    "planrader": Binding(plan.Planrad, carried_by="plan"),
    "planer": Binding(plan.Plan),
    "indikatorer": Binding(uppfoljning.Indikatorgrupp),
    "matningar": Binding(uppfoljning.Mätning),
    "mal": Binding(kedja.Mål),
    "forandringsteori": Binding(
        kedja.Kedja, special=Special(lambda field: field.name in kedja.LEDEN, _kedja, ("led", "alla_mål"), kedja.Led)
    ),
    "utfallsmatt": Binding(Mått),
    "utfall": Binding(Utfall, special=Special(is_measured, _utfall, ("tal", "snitt", "saknas", "ur"))),
    "publicerat": Binding(Publicering),
    "budgetar": Binding(Årsbudget),
    "flyttade": Binding(Flytt),
    "rekvisitioner": Binding(Rekvisition),
    "samhallsekonomi": Binding(Beräkning),
    "nyckeltal": Binding(rapport.Nyckeltal, carried_by="rapport"),
    "jamforelser": Binding(Jämförelse, carried_by="rapport"),
    "slutrapporter": Binding(rapport.Rapport),
    "metodhandbocker": Binding(rapport.Metodhandbok),
    "implementering": Binding(implementering.Partsvar),
    "niofaltaren": Binding(uppfoljning.Fält),
    "fragestallningar": Binding(uppfoljning.Utvärderingsfråga),
    "enkater": Binding(instrument.Instrument),
    "enkatsvar": Binding(Enkätsvar),
    "avsnitt": Binding(Avsnitt),
    "hamtas": Binding(Hämtning),
}


def reader(words: Dictionary, tables: Mapping[str, Sequence[Row]]) -> Reader:
    """Läsaren av husets tabeller."""
    return Reader(words, TABLES, tables)
