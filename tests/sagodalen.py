"""Sagodalen: ett påhittat men troligt förbund, tolv insatser och fyra år, för prov av det som kräver mycket data.

Allt utom utfallen står i `tests/vardar/sagodalen/data/`. Utfallen räknas upp i `utfall.csv` så som de är, också de små, en rad
per insats, period och kön. Här blir de rader så som ett kansli får skriva dem, med de små grupperna skyddade.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from macros.check import examine
from macros.check.utfall_rows import measures
from macros.grouped import grouped
from macros.model.skydd import öppna_rader
from macros.model.utfall import KÖNEN, SKYDDAT, TOTALT, Måttlista
from tests.vardar import HERE, host

FOLDER = HERE / "sagodalen"
TRUE = FOLDER / "utfall.csv"
Tal = dict[str, int]
Group = dict[str, Tal]  # efter kön


def make(folder: Path, today: date) -> Path:
    """Förbundets mapp, med utfallen skrivna. Ger datamappen."""
    data = host("sagodalen", folder)
    found = measures(examine(data, today, pages=()).data)
    assert found, "utfallsmåtten går inte att läsa"
    text = yaml.safe_dump(list(rows(found)), allow_unicode=True, sort_keys=False)
    (data / "utfall.yaml").write_text(f"# Påhittat, för proven.\n\n{text}", "utf8")
    return data


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
