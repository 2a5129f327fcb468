"""Tolv vardagliga ändringar går att publicera, vilka rader kansliet än har: inga fel, bygget går och länkarna håller."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros import check
from macros.adapter import engine
from macros.adapter.site import make
from macros.findings import FEL, VARNING
from macros.publish.kallkarta import lost_facts, reader
from macros.publish.links import SiteLinks
from macros.publish.site import broken_links
from macros.settings import ROOT, folders
from tests import minimal
from tests.conftest import EXAMPLE
from tests.utfallsfiler import TABLES, group

Row = dict[str, Any]
TODAY = date.today()  # kansliet skriver dagens datum


class Copy:
    """En kopia av ett förbunds uppgifter och texter att ändra i, med det gemensamma bredvid."""

    def __init__(self, data: Path, folder: Path):
        self.folder, self.data, self.docs = folder, folder / "data", folder / "docs"
        parts = ("data", "docs", "gemensamt/data", "gemensamt/docs")
        for source, part in zip(folders(data), parts, strict=True):
            if source.is_dir():
                shutil.copytree(source, folder / part)

    def rows(self, table: str) -> list[Row]:
        """Förbundets egna rader."""
        return rows_of(self.data / f"{table}.yaml")

    def known(self, table: str) -> list[Row]:
        """Också de gemensamma raderna, först, och andra förbunds, sist."""
        files = [self.folder / "gemensamt" / "data" / f"{table}.yaml", *self.data.glob(f"andra/*/{table}.yaml")]
        return [*rows_of(files[0]), *self.rows(table), *(row for file in files[1:] for row in rows_of(file))]

    def write(self, table: str, rows: list[Row]) -> None:
        text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=10_000)
        (self.data / f"{table}.yaml").write_text(text, "utf8")

    def add(self, table: str, **fields: Any) -> Row:
        """Lägger en rad sist, med ett id som ingen har, och med den första källan."""
        row = {"id": free("prov", self.known(table), "id", "-"), **fields}
        self.write(table, [*self.rows(table), row])
        return row

    def source(self) -> list[Row]:
        return [{"dokument": self.known("kallor")[0]["id"]}]

    def change_host(self, **fields: str) -> None:
        [host] = self.rows("forbund")
        self.write("forbund", [host | fields])

    def examined(self) -> check.Examined:
        return check.examine(self.data, TODAY)


def rows_of(file: Path) -> list[Row]:
    return yaml.load(file.read_text("utf8"), yaml.BaseLoader) or [] if file.exists() else []


def free(text: str, rows: list[Row], field: str, between: str = " ") -> str:
    """Texten, med en siffra efter när någon rad redan har den."""
    taken = {row.get(field) for row in rows}
    return next(name for name in (text, *(f"{text}{between}{number}" for number in range(2, 1000))) if name not in taken)


# ---- Ändringarna ------------------------------------------------------------------------------------------


def new_insats(copy: Copy) -> None:
    copy.add(
        "insatser",
        namn=free("Aktiviteter för arbete i Årsta", copy.rows("insatser"), "namn"),
        typ="individinriktad",
        projekttid={"start": "2024-01-01", "slut": "2029-12-31"},
        metodval=[{"metod": row["id"]} for row in copy.known("metoder")[:1]],
        källa=copy.source(),
        senast_granskad=TODAY.isoformat(),
    )


def new_end(copy: Copy) -> None:
    """README:s exempel: den första insatsen som har en dag då den slutar får en senare."""
    new_insats(copy)  # om ingen annan har en sådan dag
    rows = copy.rows("insatser")
    row = next(row for row in rows if len(row.get("projekttid", {}).get("slut", "")) == len("2020-06-30"))
    end = date.fromisoformat(row["projekttid"]["slut"]) + timedelta(days=91)
    row["projekttid"]["slut"] = end.isoformat()
    row["senast_granskad"] = TODAY.isoformat()
    copy.write("insatser", rows)


def new_metod(copy: Copy) -> None:
    name = free("Fokusgrupp i Årsta", copy.known("metoder"), "namn")
    texts = {
        "kort": "Flera samtalar om samma frågor.",
        "vad": "Ett samtal.",
        "när": "När ni vill veta mer.",
        "vem": "Insatsen.",
    }
    copy.add("metoder", namn=name, grupp="datainsamling", **texts, källa=copy.source())


def renamed_förbund(copy: Copy) -> None:
    copy.change_host(namn="Samordningsförbundet för Årsta och Öhamn", kortnamn="Årsta och Öhamn")


def removed_rows(copy: Copy) -> None:
    (copy.data / "nyheter.yaml").write_text("# Inga nyheter just nu.\n[]\n", "utf8")


def new_question(copy: Copy) -> None:
    text = free("Kan vi söka i Årsta?", copy.rows("fragor"), "fråga")
    copy.add("fragor", fråga=text, svar="Ja, tillsammans.", länk="/insatser/", länktext="Alla insatser", källa=copy.source())


def new_contact_details(copy: Copy) -> None:
    copy.change_host(e_post="kansliet@exempel.se", webbplats="https://exempel.se/", postadress="Nygatan 1\n123 45 Årsta")


def new_begrepp(copy: Copy) -> None:
    term = free("arbetsprövning i Årsta", copy.known("begrepp"), "term")
    copy.add("begrepp", term=term, betydelse="Att pröva ett arbete innan det börjar.", källa=copy.source())


def new_meeting(copy: Copy) -> None:
    days = {"datum": TODAY + timedelta(days=90), "sista_dag": TODAY + timedelta(days=60)}
    copy.add("moten", organ="styrelsen", **{name: day.isoformat() for name, day in days.items()}, källa=copy.source())


def new_news(copy: Copy) -> None:
    copy.add("nyheter", datum=TODAY.isoformat(), rubrik="Nu finns en insats i Årsta", text="Läs om den.", länk="/insatser/")


def new_outcomes(copy: Copy) -> None:
    """Totalt, kvinnor och män för en ny insats, som ingen annan rad kan krocka med."""
    new_insats(copy)
    insats = copy.rows("insatser")[-1]["id"]
    for row in yaml.load(group("", insats), yaml.BaseLoader):
        copy.add("utfall", **{name: value for name, value in row.items() if name not in ("id", "källa")}, källa=copy.source())


def changed_text(copy: Copy) -> None:
    """Kansliet ändrar en gemensam sida: den egna med samma namn gäller i stället."""
    name = "index.md"  # alltid med, vilka tabeller som än är tomma
    text = next(path for path in (copy.docs / name, copy.folder / "gemensamt/docs" / name) if path.exists()).read_text("utf8")
    copy.docs.mkdir(exist_ok=True)
    (copy.docs / name).write_text(f"{text.rstrip()}\n\nEn ny mening om arbete i Årsta.\n", "utf8")


CHANGES: list[Callable[[Copy], None]] = [
    new_insats,
    new_end,
    new_metod,
    renamed_förbund,
    removed_rows,
    new_question,
    new_contact_details,
    new_begrepp,
    new_meeting,
    new_news,
    new_outcomes,
    changed_text,
]

# ---- Proven -----------------------------------------------------------------------------------------------


@pytest.fixture(params=["kansliets", "påhittade", "små"])
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Copy:
    """Kansliets uppgifter, de påhittade, och en mapp där de flesta tabeller är tomma."""
    (tmp_path / "små").mkdir()
    small = minimal.Folder(tmp_path / "små").with_program_rows()
    small.with_tables({name: text for name, text in TABLES.items() if name != "utfallsmatt.yaml"})  # måtten är gemensamma
    small.edit("insatser.yaml", "      länk: /resultat/slutrapporter/\n", "")
    known = {"kansliets": ROOT / "data", "påhittade": EXAMPLE, "små": small.path}
    return Copy(known[request.param], tmp_path / "kopia")


def errors(examined: check.Examined) -> list[str]:
    return [str(found) for found in examined.findings if found.level == FEL]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_by_itself_has_no_errors(copy: Copy, change: Callable[[Copy], None]) -> None:
    before = contents(copy.folder)
    change(copy)
    assert errors(copy.examined()) == []
    assert contents(copy.folder) != before


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_changes_together_can_be_published(copy: Copy) -> None:
    for change in CHANGES:
        change(copy)
    examined, out = copy.examined(), copy.folder / "site"
    assert errors(examined) == []
    site = make(examined)
    assert engine.build(site, out, "mkdocs") == ""
    assert broken_links(examined, site.left_out, out) == ""
    assert SiteLinks(out).problems() == []
    assert {found.level for found in lost_facts(examined.data.tables.get("kallkarta", []), reader(out))} <= {VARNING}
    shown = " ".join(page.read_text("utf8") for page in out.rglob("*.html"))
    for text in (
        "Aktiviteter för arbete i Årsta",
        "Fokusgrupp i Årsta",
        "kansliet@exempel.se",
        "En ny mening om arbete i Årsta.",
    ):
        assert text in shown
