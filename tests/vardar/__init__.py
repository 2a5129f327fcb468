"""Tre förbund som värdar: mapparna, och vad som kännetecknar vart och ett."""

import shutil
from pathlib import Path

from macros.dictionary.load import DEFAULT, load
from macros.settings import ROOT

HERE = Path(__file__).parent
# Namn, regler, dagar, kontaktuppgifter och belopp som bara är det förbundets. Ur förbundens egna dokument.
MARKS = {
    "stockholm": (
        "Stockholm",
        "Arenavägen",
        "205000-8",
        "TakeCare",
        "FLAI",
        "Jobbtorg",
        "SIP-samordnare",
        "Veta Advisor",
        "fem gånger per år",
        "fyra medlemmar",
        "Fyra villkor",
        "25 000",
    ),
    "goteborg": (
        "Göteborg",
        "Västra Götaland",
        "Gränsgångare",
        "Lex Heller",
        "Välfärdsguiden",
        "Heiti Ernits",
        "§ 94",
        "24 november 2023",
    ),
    "sodra-dalarna": ("Dalarna", "31 augusti", "sista februari", "31 oktober", "10–15 sidor"),
    "uppsala": ("Uppsala", "Hikikomori", "Tierp", "Växthuset", "Romane Buca", "Jobbstudion", "Sweco Strategy"),
}


def host(name: str, folder: Path) -> Path:
    """Ett förbunds mapp, med en tom fil för varje tabell som den inte har. Ger datamappen."""
    if name == "tomt":
        (folder / "data").mkdir(parents=True)
        (folder / "data" / "forbund.yaml").write_text((HERE / "tomt.yaml").read_text("utf8"), "utf8")
    else:
        shutil.copytree(HERE / name, folder)
    for table in load(DEFAULT.parent).tables.values():
        path = folder / "data" / table.file_name
        if not path.exists() and not (DEFAULT.parent / table.file_name).exists():
            path.write_text("[]\n", "utf8")
    return folder / "data"


def own_files() -> str:
    """Allt som projektets eget förbund har skrivit: det får nämna vilka det vill."""
    folders = (ROOT / "data", ROOT / "docs")
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".md")]
    return "\n".join(path.read_text("utf8") for path in paths if "andra" not in path.relative_to(ROOT).parts)
