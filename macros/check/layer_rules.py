"""Reglerna för lagren: vems en rad är, och det som värden alltid måste ha."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.check.run import Rule
from macros.findings import FEL, Finding, Mark, shown
from macros.read.layers import OTHERS, top_of


def ett_eget_förbund(data: Data) -> Iterator[Finding]:
    """Den egna filen har precis ett förbund: det som ger ut webbplatsen."""
    if "forbund" not in data.dictionary.tables or "forbund" in data.incomplete:
        return
    own = [row for row in data.rows("forbund") if data.layer(row).name == "eget"]
    top = top_of(data.files["forbund"])
    if not own and top not in data.bad:
        yield Finding(top, FEL, "Här finns inget förbund. Skriv en rad om förbundet som ger ut webbplatsen.")
    for row in own[1:]:
        id_ = shown(row.get("id", "dess-id"))
        yield Finding(
            row.mark,
            FEL,
            f"Här står bara det förbund som ger ut webbplatsen, {shown(own[0].get('id', 'utan id'))}. "
            f"Flytta raden till {OTHERS}/{id_}/forbund.yaml i datamappen ({data.label('forbund', row)}).",
        )


def mappen_heter_som_förbundet(data: Data) -> Iterator[Finding]:
    """Mappen med ett annat förbunds uppgifter heter som förbundets id, och har en rad om förbundet."""
    if "forbund" not in data.dictionary.tables:
        return
    for file, layer in data.layers.items():
        if layer.name != "andra" or data.table_of[file] != "forbund" or top_of(file) in data.bad:
            continue
        rows = [row for row in data.rows("forbund") if row.mark.file == file]
        wrong = [row for row in rows if (found := data.text(row, "id")) and found != layer.förbund]
        if not rows and "forbund" not in data.incomplete:
            text = f"Mappen {layer.förbund} har ingen rad om förbundet. Skriv en, med id: {layer.förbund}."
            yield Finding(Mark(file, 1, 1), FEL, text)
        for row in wrong:
            yield Finding(
                row.value_mark("id"),
                FEL,
                f"Mappen heter {layer.förbund}, men förbundets id är {shown(str(row['id']))}. "
                "Byt namn på mappen, eller flytta raden till förbundets egen mapp.",
            )


def värden_har_adress(data: Data) -> Iterator[Finding]:
    """Den som besöker webbplatsen ska kunna nå förbundet: värden har en e-postadress."""
    table = data.dictionary.tables.get("forbund")
    if table is None or "e_post" not in table.by_name:
        return
    for row in data.rows("forbund"):
        if data.layer(row).name == "eget" and "e_post" not in row:
            yield Finding(
                row.blank["e_post"].mark if "e_post" in row.blank else row.mark,
                FEL,
                f"Fältet e_post saknas ({data.label('forbund', row)}). Sidorna ber besökaren skriva till kansliet. "
                "Skriv förbundets gemensamma adress, som e_post: kansliet@exempel.se.",
            )


LAYER_RULES: tuple[Rule, ...] = (ett_eget_förbund, mappen_heter_som_förbundet, värden_har_adress)
