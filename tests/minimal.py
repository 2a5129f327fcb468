"""En liten felfri datamapp att göra misstag i, för proven av läsaren och kontrollerna."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from _pytest.mark.structures import ParameterSet

from macros import check
from macros.check import Examined
from macros.dictionary.load import DEFAULT, load
from macros.findings import as_text
from macros.read import read_rows

TODAY = date(2026, 11, 22)
DICTIONARY = DEFAULT
INS, F, P, M, B, K, N = (
    f"{name}.yaml" for name in ("insatser", "forbund", "parter", "metoder", "begrepp", "kallor", "nyheter")
)
BETA_F, BETA_INS = f"andra/beta/{F}", f"andra/beta/{INS}"  # referensförbundets filer

FOLDER = {
    "forbund.yaml": """\
- id: alfa
  namn: Samordningsförbundet Alfa
  kortnamn: Alfa
  e_post: kansli@alfa.exempel.se
  källa:
    - dokument: plan
""",
    BETA_F: """\
- id: beta
  namn: Finsam Beta
  kortnamn: Beta
  källa:
    - dokument: plan
""",
    "parter.yaml": """\
- id: alfa-stad
  namn: Alfa stad
  huvudman: kommun
  huvudmannens_andel: 25
  källa:
    - dokument: plan
- id: alfa-region
  namn: Region Alfa
  huvudman: region
  huvudmannens_andel: 25
  källa:
    - dokument: plan
- id: alfa-kassan
  namn: Försäkringskassan
  huvudman: staten
  huvudmannens_andel: 50
  källa:
    - dokument: plan
- id: alfa-formedlingen
  namn: Arbetsförmedlingen
  huvudman: staten
  huvudmannens_andel: 50
  källa:
    - dokument: plan
""",
    "insatstyper.yaml": """\
- id: individinriktad
  namn: individinriktad
  benämning: individinriktad insats
  rubrik: Individinriktade insatser
  följer_deltagare: ja
  källa:
    - dokument: plan
- id: strukturell
  namn: strukturell
  benämning: strukturell insats
  rubrik: Strukturella insatser
  följer_deltagare: nej
  källa:
    - dokument: plan
""",
    "parttyper.yaml": """\
- id: kommun
  namn: kommun
""",
    "insatser.yaml": """\
- id: rosa
  namn: Rosa rummet
  typ: individinriktad
  projekttid:
    start: 2017-05-02
    slut: 2020-03-31
  metodval:
    - metod: summativ-utvardering
  utförare:
    - Veta Advisor AB
  redovisning:
    - vad: Slutrapport
      när: 2019-10
      läge: klar
      länk: /resultat/slutrapporter/
  budget:
    - år: 2019
      belopp: 1500000
  efterföljare:
    - gul
  källa:
    - dokument: plan
      avsnitt: Matrisen, rad 1
  senast_granskad: 2026-11-22
- id: gul
  namn: Gula gården
  projekttid:
    start: våren 2020
    slut: tills vidare
  metodval:
    - metod: foljeforskning
      lydelse: Följeforskning ESF
  utförare:
    - Sweco
  föregångare:
    - rosa
  osäkert:
    - fält: metodval
      varför: Kolumnplacering tolkad
  källa:
    - dokument: plan
  tidigare_adresser:
    - gula-garden
""",
    BETA_INS: """\
- id: bla
  namn: Blå båten
  metodval:
    - metod: summativ-utvardering
  ingår_i:
    insats: gul
  källa:
    - dokument: plan
""",
    "metoder.yaml": """\
- id: summativ-utvardering
  namn: Summativ utvärdering
  grupp: utvärdering
  kort: Svarar på om insatsen nådde sina mål.
  vad: Utvärderaren jämför resultatet med målen.
  när: När insatsen är slut.
  vem: En extern utvärderare.
  källa:
    - dokument: plan
- id: foljeforskning
  namn: Följeforskning
  grupp: utvärdering
  kort: Forskare följer insatsen på nära håll.
  vad: Forskare följer insatsen.
  när: Medan insatsen pågår.
  vem: Forskare.
  källa:
    - dokument: plan
""",
    "begrepp.yaml": """\
- id: insats
  term: insats
  betydelse: Det som förbundet finansierar.
  synonymer:
    - projekt
  se_även:
    - metodval
  källa:
    - dokument: plan
- id: metodval
  term: metodval
  betydelse: Hur en insats följs upp.
  metod: foljeforskning
  källa:
    - dokument: plan
""",
    "kallor.yaml": """\
- id: plan
  titel: Plan 2020
  utgivare: Samordningsförbundet Alfa
  datum: 2019-11
""",
    "nyheter.yaml": """\
- id: start
  datum: 2026-11-22
  rubrik: Webbplatsen är här
  länk: https://exempel.se/nyheter
""",
}


@cache
def common_rows() -> dict[str, list]:
    """Programmets gemensamma rader, tabell för tabell. Tabeller utan sådana är inte med."""
    files = [path for path in DICTIONARY.parent.glob("*.yaml") if path != DICTIONARY]
    found = {path.stem: yaml.load(path.read_text("utf8"), yaml.CBaseLoader) for path in sorted(files)}
    return {name: rows for name, rows in found.items() if rows}


@cache
def empty_tables() -> dict[str, str]:
    """En fil utan rader för varje tabell i ordboken."""
    return {table.file_name: "[]\n" for table in load(DICTIONARY.parent).tables.values()}


def examine(folder: Path, today: date = TODAY) -> Examined:
    """Kontrollerar en datamapp utan sidor, så att inget fynd kommer ur en löpande text."""
    return check.examine(folder, today, pages=())


class Folder:
    """En liten felfri datamapp att göra misstag i. Det gemensamma är tomt, så att inga andra rader är med."""

    def __init__(self, root: Path):
        self.path, self.common = root / "data", root / "gemensamt" / "data"
        self.common.mkdir(parents=True)
        for name, text in (empty_tables() | FOLDER).items():
            self.write(name, text)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def with_program_rows(self) -> "Folder":
        """Mappen med programmets gemensamma rader, som de gemensamma sidorna bygger på: den går att bygga en webbplats av."""
        shutil.rmtree(self.common.parent)
        return self

    def with_own_pages(self) -> "Folder":
        """Mappen med en enda sida, så att ingen annan sida väntar på något."""
        docs = self.common.parent / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("---\ntitle: Start\ndescription: Exempel. En sida.\n---\nText.\n", "utf8")
        return self

    def with_few_common_pages(self) -> "Folder":
        """Mappen med två gemensamma sidor i stället för programmets, som väntar på dess gemensamma rader."""
        docs = self.common.parent / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("---\ntitle: Start\ndescription: Börja här.\n---\nText.\n", "utf8")
        (docs / "begrepp.md").write_text(
            "---\ntitle: Begrepp\ndescription: Orden.\nkräver: [begrepp]\n---\n{{ begreppslista() }}\n", "utf8"
        )
        return self

    def with_tables(self, tables: dict[str, str]) -> "Folder":
        """Mappen med fler tabeller, också den felfri."""
        for name, text in tables.items():
            self.write(name, text)
        assert self.findings() == []
        return self

    def edit(self, name: str, old: str, new: str) -> None:
        """Byter den första förekomsten av en text som ska finnas."""
        text = (self.path / name).read_text("utf8")
        assert old in text, f"{old!r} finns inte i {name}"
        self.write(name, text.replace(old, new, 1))

    def findings(self) -> list[str]:
        return as_text(examine(self.path).findings).splitlines()


def found(content: str | bytes) -> list[str]:
    """Läsarens fynd i en fil, utan filens namn."""
    data = content.encode() if isinstance(content, str) else content
    return [str(finding).removeprefix("data/x.yaml:") for finding in read_rows(data, "data/x.yaml").findings]


def case(rule: str, file: str, old: str, new: str, *findings: str) -> ParameterSet:
    """Regeln, filen, texten som byts, det den byts mot, och fynden som ska komma av just det."""
    return pytest.param(rule, file, old, new, list(findings), id=rule)


def check_case(folder: Folder, rule: str, file: str, old: str, new: str, findings: list[str]) -> None:
    folder.edit(file, old, new)
    found = examine(folder.path).findings
    assert [str(finding) for finding in found] == findings
    assert rule.replace("_", "-") in {finding.rule for finding in found}
