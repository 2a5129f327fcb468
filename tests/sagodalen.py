"""Sagodalen: ett påhittat men troligt förbund, tolv insatser och fyra år, för prov av det som kräver mycket data.

Allt utom utfallen och enkätsvaren står i `tests/vardar/sagodalen/data/`. De räknas upp i `utfall.csv` och `enkatsvar.csv` så som
de är, också de små. Här blir de rader så som ett kansli får skriva dem, med de små grupperna skyddade.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from macros.check import examine
from macros.check.utfall_rows import measures
from macros.exports.enkatsvar import open_values
from macros.grouped import grouped
from macros.model.enkatsvar import Enkätsvar, Frågesvar, Svarsval, graderade
from macros.model.insats import Insats
from macros.model.instrument import Instrument, Instrumentdel
from macros.model.skydd import öppna_rader
from macros.model.skydd_enkat import skyddad
from macros.model.utfall import KÖNEN, SKYDDAT, TOTALT, Måttlista
from tests.minimal import common_rows
from tests.vardar import HERE, host

FOLDER = HERE / "sagodalen"
TRUE, TRUE_ANSWERS = FOLDER / "utfall.csv", FOLDER / "enkatsvar.csv"
Tal = dict[str, int]
Group = dict[str, Tal]  # efter kön


def make(folder: Path, today: date) -> Path:
    """Förbundets mapp, med utfallen skrivna. Ger datamappen."""
    data = host("sagodalen", folder)
    found = measures(examine(data, today, pages=()).data)
    assert found, "utfallsmåtten går inte att läsa"
    write(data / "utfall.yaml", list(rows(found)))
    write(data / "enkatsvar.yaml", list(answer_rows()))
    return data


def write(path: Path, made: list[dict[str, object]]) -> None:
    text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False)
    path.write_text(f"# Påhittat, för proven.\n\n{text}", "utf8")


def true_answers() -> Iterator[Enkätsvar]:
    """Enkätsvaren så som de är, också de små."""
    instrument = {row["id"]: row for row in common_rows()["enkater"]}
    with TRUE_ANSWERS.open(encoding="utf8") as file:
        lines = list(csv.DictReader(file))
    for (insats, år, enkät), found in grouped(lines, lambda line: (line["insats"], line["år"], line["enkät"])).items():
        delar = [
            Instrumentdel(one["rubrik"], *(tuple(one.get(key, ())) for key in ("frågor", "skala", "låga", "höga")))
            for one in instrument[enkät]["delar"]
        ]
        asked = Instrument(enkät, "", "enkät", "", "", "", tuple(delar), ())
        frågor = list(graderade(asked))
        svar = tuple(_answer(frågor[int(one["fråga"]) - 1], one["antal"], graderade(asked)) for one in found)
        counts = [int(found[0][key]) for key in ("tillfrågade", "svarande")]
        yield Enkätsvar(f"{insats}-{år}-{enkät}"[:60], Insats(insats, None, insats, ()), asked, int(år), *counts, svar, ())


def _answer(fråga: str, antal: str, delar: dict[str, Instrumentdel]) -> Frågesvar:
    return Frågesvar(fråga, tuple(map(Svarsval, delar[fråga].skala, map(int, antal.split()))))


def answer_rows() -> Iterator[dict[str, object]]:
    """Raderna i enkatsvar, så som de får stå i en fil som fler kan läsa."""
    for rad in true_answers():
        row: dict[str, object] = {"id": rad.id, "insats": rad.insats.id, "enkät": rad.enkät.id, "år": str(rad.år)}
        yield row | open_values(skyddad(rad)) | {"källa": [{"dokument": "sagodalen-rapporter"}]}


def true_groups() -> Iterator[tuple[str, str, str, Group]]:
    """Insatsen, periodens dagar och de sanna talen, totalt och för båda könen."""
    with TRUE.open(encoding="utf8") as file:
        lines = list(csv.DictReader(file))
    for (insats, from_, to), both in grouped(lines, lambda line: (line["insats"], line["från"], line["till"])).items():
        group = {line["kön"]: {key: int(value) for key, value in line.items() if value.isdecimal()} for line in both}
        group = {TOTALT: {key: sum(group[kön][key] for kön in KÖNEN) for key in group[KÖNEN[0]]}} | group
        yield insats, from_, to, {kön: with_exits(tal) for kön, tal in group.items()}


def with_exits(tal: Tal) -> Tal:
    """Talen tillsammans med avslut och de som är kvar, som följer av de andra."""
    left = sum(tal.values()) - tal["aktiva"]
    return tal | {"avslut": left, "aktiva_nästa": tal["aktiva"] - left}


def rows(mått: Måttlista) -> Iterator[dict[str, object]]:
    """Raderna i utfall, så som de får stå i en fil som fler kan läsa."""
    for insats, from_, to, group in true_groups():
        öppna = öppna_rader(group, mått)
        döljer = any(value is None for tal in öppna.values() for value in tal.values())
        for kön, tal in öppna.items():
            row = {"id": f"{insats}-{from_[:7]}-{kön.replace('ä', 'a')}", "insats": insats}
            row |= {"period": {"från": from_, "till": to}, "kön": kön}
            row |= {key: SKYDDAT if value is None else str(value) for key, value in tal.items()}
            if kön == TOTALT and not döljer:
                row["till_annat"] = "De flesta flyttade från kommunen."
            yield row | {"källa": [{"dokument": "sagodalen-rapporter"}]}
