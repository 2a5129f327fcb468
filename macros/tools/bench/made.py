"""Påhittade data i önskad mängd: de riktiga insatserna, blandade fält för fält."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from macros.check.kopia_rules import digest
from macros.read.layers import COPIES
from macros.read.version import CURRENT, write_version
from macros.settings import ROOT

PERIODS = [("2023-07-01", "2024-06-30"), ("2024-07-01", "2025-06-30"), ("2025-07-01", "2026-06-30")]
OUTCOMES = ("arbete", "studier", "annan_rehab", "sjukvård", "ersättning", "annat")
BORROWED = ("metodval", "utförare", "projekttid", "redovisning", "syfte", "anmärkning", "parter")
Row = dict[str, Any]


def make_data(folder: Path, count: int, with_outcomes: bool = True) -> None:
    """En datamapp med `count` insatser: de verkliga, och rader blandade ur dem fält för fält och med egna namn.

    De blandade är förbundets egna. Sidorna läggs bredvid datamappen, som hos ett förbund. Varje blandad insats har utfall i tre perioder, totalt och för båda könen, om inte `with_outcomes` är falskt.
    """
    shutil.copytree(ROOT / "data", folder)
    shutil.copytree(ROOT / "docs", folder.parent / "docs", dirs_exist_ok=True)
    path = folder / "insatser.yaml"
    own = read_rows(path)
    rows = own + [row for other in sorted(folder.glob("andra/*/insatser.yaml")) for row in read_rows(other)]
    dice = random.Random(count)
    words = sorted({word for row in rows for word in f"{row['namn']} {row.get('syfte', '')}".split() if word.isalpha()})
    made = [mixed(number, rows, words, dice) for number in range(count - len(rows))]
    write_rows(path, own + made)
    outcome_rows = [row for insats in made for row in outcomes(insats["id"], dice)] if with_outcomes else []
    write_rows(folder / "utfall.yaml", outcome_rows)


def mixed(number: int, rows: list[Row], words: list[str], dice: random.Random) -> Row:
    """En insats med fält från flera andra och ett eget namn."""
    row = dict(dice.choice(rows))
    for key in BORROWED:
        other = dice.choice(rows)
        if key in other:
            row[key] = other[key]
    if row.get("projekttid"):
        row.pop("redovisning", None)  # en blandad rapport kan ligga före en blandad start
    for key in ("föregångare", "efterföljare", "ingår_i", "osäkert"):
        row.pop(key, None)
    row["id"] = f"insats-{number:04}"
    row["namn"] = f"{dice.choice(words).capitalize()} {' '.join(dice.sample(words, 2))} {number}"
    row["syfte"] = f"{row.get('syfte', '')} {' '.join(dice.sample(words, 12)).capitalize()}.".strip()
    return row


def read_rows(path: Path) -> list[Row]:
    return yaml.load(path.read_text("utf8"), Loader=yaml.CBaseLoader) or []


def write_rows(path: Path, rows: list[Row]) -> None:
    rows = json.loads(json.dumps(rows))  # inga delade objekt: de hade blivit alias
    path.write_text(yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110), "utf8")


def outcomes(insats: str, dice: random.Random) -> Iterator[Row]:
    """En insats utfall: tre perioder, kvinnor, män och totalt. Talen stämmer med varandra, och många är små."""
    for number, (start, end) in enumerate(PERIODS):
        groups = {
            kön: {"tidiga_avhopp": dice.randrange(9), "aktiva_nästa": dice.randrange(40)}
            | {name: dice.randrange(18) for name in OUTCOMES}
            for kön in ("kvinnor", "män")
        }
        groups["totalt"] = {name: groups["kvinnor"][name] + groups["män"][name] for name in groups["män"]}
        for kön, counts in groups.items():
            left = counts["tidiga_avhopp"] + sum(counts[name] for name in OUTCOMES)
            numbers = {"aktiva": left + counts["aktiva_nästa"], "avslut": left} | counts
            yield {
                "id": f"{insats}-{number}-{kön.replace('ä', 'a')}",
                "insats": insats,
                "period": {"från": start, "till": end},
                "kön": kön,
                "till_annat": "Flyttade.",
                "källa": [{"dokument": "sodra-dalarna-policy-2020"}],
            } | {name: str(count) for name, count in numbers.items()}


def make_others(folder: Path, count: int, size: int) -> None:
    """En datamapp med de verkliga uppgifterna, och kopior av `count` påhittade förbund med `size` insatser var.

    Varje insats har utfall i tre perioder, som i `make_data`.
    """
    make_data(folder, 0)
    rows = [row for path in sorted(folder.glob("**/insatser.yaml")) for row in read_rows(path)]
    dice = random.Random(count)
    words = sorted({word for row in rows for word in row["namn"].split() if word.isalpha()})
    listed = [copy_of(f"forbund-{number:02}", folder / COPIES, rows, words, size, dice) for number in range(count)]
    write_rows(folder / "hamtas.yaml", listed)


def copy_of(förbund: str, copies: Path, rows: list[Row], words: list[str], size: int, dice: random.Random) -> Row:
    """Skriver ett påhittat förbunds kopia. Ger dess rad i hamtas.yaml."""
    home = copies / förbund
    home.mkdir(parents=True)
    write_version(home, CURRENT)
    name = f"Påhittade {dice.choice(words).capitalize()} {förbund}"
    source = [{"dokument": "sodra-dalarna-policy-2020"}]
    made = [mixed(number, rows, words, dice) for number in range(size)]
    for row in made:
        row["id"] = f"{förbund}-{row['id']}"
    write_rows(home / "forbund.yaml", [{"id": förbund, "namn": name, "kortnamn": name, "källa": source}])
    write_rows(home / "insatser.yaml", made)
    write_rows(home / "utfall.yaml", [row for insats in made for row in outcomes(insats["id"], dice)])
    files = {path.name: path.read_text("utf8") for path in home.glob("*.yaml")}
    address = f"https://{förbund}.exempel.se/data/datapackage.json"
    return {"id": förbund, "adress": address, "kopia": {"datum": "2026-11-22", "sha256": digest(files)}}
