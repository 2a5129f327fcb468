"""`hämta`: läser de förbunds paket som står i hamtas.yaml och sparar en kopia av vart och ett."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros import check
from macros.check import Examined, display_name
from macros.check.kopia_rules import TABLE
from macros.fetch.adapt import Adapted
from macros.fetch.copy import keep
from macros.fetch.package import read_package
from macros.fetch.transport import Connect, FetchRefused, checked, source_of
from macros.findings import FEL, as_text, suggestion, visible
from macros.read import Record
from macros.read.layers import COPIES
from macros.settings import SettingError
from macros.write import Plain, WriteRefused


def run(arguments: list[str], data: Path, today: date, connect: Connect = checked) -> int:
    """Hämtar förbunden som nämns, eller alla. Returns: 0 när alla gick, annars 1. Raises: SettingError."""
    examined = check.examine(data, today, pages=())
    failed = False
    for row in chosen(examined, arguments):
        try:
            said = fetch(row, data, today, connect)
        except (FetchRefused, WriteRefused, OSError) as error:
            failed, said = True, failure(row, str(error))
        print(visible(said), file=sys.stderr if failed else sys.stdout)
    return 1 if failed else 0


def chosen(examined: Examined, arguments: list[str]) -> list[Record]:
    """Raderna att hämta. Fel i kopiorna hindrar inte: en ny hämtning rättar dem. Raises: SettingError."""
    wrong = [one for one in examined.findings if one.level == FEL and one.rule != "kopian-är-ändrad"]
    if wrong or examined.read is None:
        raise SettingError(f"Rätta felen först:\n{as_text(wrong).rstrip()}")
    rows = examined.data.rows(TABLE)
    known = [str(row["id"]) for row in rows]
    if not rows:
        file = examined.data.files[TABLE]
        raise SettingError(f"Inga förbund står i {file}. Skriv id och adress för dem som ni vill jämföra er med.")
    if strange := next((one for one in arguments if one not in known), None):
        raise SettingError(f"{strange} står inte i {TABLE}.yaml.{suggestion(strange, known)} Där står {', '.join(known)}.")
    return [row for row in rows if not arguments or row["id"] in arguments]


def fetch(row: Record, data: Path, today: date, connect: Connect) -> str:
    """Hämtar ett förbund. Returns: vad som blev gjort. Raises: FetchRefused, WriteRefused, OSError."""
    key, address = str(row["id"]), str(row["adress"])
    examined = check.examine(data, today, pages=())
    package = read_package(source_of(address, data, connect), key, examined.data.dictionary)
    adapted = Adapted(package, examined.data)
    about: dict[str, Plain] = {"datum": str(today), "utgiven": package.dag}
    about |= {"annan_betydelse": list(adapted.means_otherwise)} if adapted.means_otherwise else {}
    is_new = keep(data, key, adapted.tables, about, today)
    if not is_new:
        return f"{key}: inget har ändrats sedan den förra hämtningen."
    where = display_name(data / COPIES, key)
    return "\n".join([f"{key}: {counted(adapted.tables)}. Kopian ligger i {where}. Spara den i git.", *adapted.notes()])


def counted(tables: Mapping[str, list[dict[str, Plain]]]) -> str:
    """`12 insatser, 54 utfall och 6 rapporter är hämtade`."""
    insatser, utfall, rapporter = (len(tables.get(name, ())) for name in ("insatser", "utfall", "slutrapporter"))
    return f"{insatser} insatser, {utfall} rader om utfall och {rapporter} rapporter är hämtade"


def failure(row: Record, why: str) -> str:
    """Vad som hände, och vilken kopia som gäller i stället."""
    copy = row.get("kopia")
    kept = f"Kopian från {copy['datum']} gäller i stället." if isinstance(copy, Record) else "Inget är sparat."
    return f"{row['id']} går inte att hämta: {why.rstrip('.')}. {kept}"
