"""Reglerna för lagren: vems en rad är, och det som värden alltid måste ha."""

import re
from collections.abc import Iterator

from macros.check.data import Data
from macros.check.run import Rule
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Table
from macros.findings import FEL, Finding, shown
from macros.read import Record, Text
from macros.read.layers import top_of

WHOSE = {"eget": "förbundets egna uppgifter", "andra": "ett annat förbunds uppgifter"}
ID = re.compile(SLAG["id"].mönster or "")


def fel_mapp(data: Data) -> Iterator[Finding]:
    """Mappen säger vems en rad är, och det som står på raden säger inte emot den."""
    for table in data.dictionary.tables.values():
        names = [field.name for field in table.fields if field.from_folder]
        for row in data.rows(table.name) if names else ():
            layer, label = data.layer(row), data.label(table.name, row)
            if layer.name == "gemensamt":
                text = f"Filen är gemensam för alla förbund, men raden hör till ett av dem ({label})."
                home = f"{data.files[table.name]}, eller till förbundets mapp i {data.others}"
                yield Finding(row.mark, FEL, f"{text} Flytta raden till {home}.")
                continue
            for name in names:
                written, right = data.text(row, name), layer.values[name]
                if written and right and written != right:
                    text = f"Raden ligger bland {WHOSE[layer.name]}, så {name} är {right}, men här står {shown(written)} ({label})."
                    yield Finding(written.mark, FEL, f"{text} Ta bort fältet{other_home(data, table, name, row, written)}.")


def other_home(data: Data, table: Table, name: str, row: Record, written: Text) -> str:
    """`, eller flytta raden till …`, när det som står kan vara sant. Annars tomt."""
    if name == "förbund":
        home = data.home(table.name, written) if ID.fullmatch(written) else ""
    else:
        owner = data.text(row, "id")
        homes = {"värd": data.files[table.name], "referens": f"{data.others}/{owner}/{table.file_name}"}
        home = homes.get(written, "") if owner else ""
    return f", eller flytta raden till {home}" if home else ""


def ett_eget_förbund(data: Data) -> Iterator[Finding]:
    """Den egna filen har precis ett förbund: det som ger ut webbplatsen."""
    if "forbund" not in data.dictionary.tables or "forbund" in data.incomplete:
        return
    own = [row for row in data.rows("forbund") if data.layer(row).name == "eget"]
    top = top_of(data.files["forbund"])
    if not own and top not in data.bad:
        yield Finding(top, FEL, "Här finns inget förbund. Skriv en rad om förbundet som ger ut webbplatsen.")
    for row in own[1:]:
        id_ = shown(row.get("id", "förbundets-id"))
        yield Finding(
            row.mark,
            FEL,
            f"Här står bara förbundet som ger ut webbplatsen, och det är {shown(own[0].get('id', 'utan id'))}. "
            f"Flytta raden till {data.others}/{id_}/forbund.yaml ({data.label('forbund', row)}).",
        )


def mappen_heter_som_förbundet(data: Data) -> Iterator[Finding]:
    """Mappen med ett annat förbunds uppgifter heter som förbundets id, och har en rad om förbundet."""
    if "forbund" not in data.dictionary.tables:
        return
    for file, layer in data.layers.items():
        if layer.name == "andra" and data.table_of[file] == "forbund" and top_of(file) not in data.bad:
            yield from wrong_names(data, file, layer.folder.name)


def wrong_names(data: Data, file: str, folder: str) -> list[Finding]:
    """Raderna i ett annat förbunds fil som inte är förbundets, eller att ingen är det."""
    rows = [row for row in data.rows("forbund") if row.mark.file == file]
    if not rows and "forbund" not in data.incomplete and not data.layers[file].is_copy:
        text = f"Mappen {folder} har ingen rad om förbundet. Skriv en i den här filen, med id: {folder}."
        return [Finding(top_of(file), FEL, text)]
    has_own = any(row.get("id") == folder for row in rows)
    strange = [found for row in rows if (found := data.text(row, "id")) and found != folder]
    return [
        Finding(
            found.mark,
            FEL,
            f"Mappen heter {folder}, men förbundets id är {found}. "
            + (
                f"Flytta raden till {data.others}/{found}/forbund.yaml."
                if has_own
                else f"Byt namn på mappen till {found}, eller rätta id:t."
            ),
        )
        for found in strange
    ]


def värden_har_adress(data: Data) -> Iterator[Finding]:
    """Den som besöker webbplatsen ska kunna nå förbundet: värden har en e-postadress."""
    table = data.dictionary.tables.get("forbund")
    if table is None or "e_post" not in table.by_name:
        return
    for row in data.rows("forbund"):
        is_misspelt = not all(data.is_good(key) for key in row)
        if data.layer(row).name == "eget" and "e_post" not in row and not is_misspelt:
            yield Finding(
                row.blank["e_post"].mark if "e_post" in row.blank else row.mark,
                FEL,
                f"Fältet e_post saknas ({data.label('forbund', row)}). Sidorna ber besökaren skriva till kansliet. "
                "Skriv förbundets gemensamma adress, som e_post: kansliet@exempel.se.",
            )


FIRST_RULES: tuple[Rule, ...] = (fel_mapp,)
LAYER_RULES: tuple[Rule, ...] = (ett_eget_förbund, mappen_heter_som_förbundet, värden_har_adress)
