"""Version 3 till 4: en plans period är två tider, och inte en text."""

import re
from dataclasses import replace

from macros.dictionary.slag import TIDPUNKT
from macros.upgrade.blocks import Block
from macros.upgrade.to_lists import change_rows, of_others
from macros.upgrade.work import Work
from macros.write import patch
from macros.write.plain import Plain
from macros.write.shape import Shape

SPAN = re.compile(rf"(?:från )?(?P<from>{TIDPUNKT})(?: och framåt|\s*(?:[–-]|till)\s*(?P<to>{TIDPUNKT}))?")


def to_periods(work: Work) -> None:
    """Raises: WriteRefused när en fil inte går att läsa."""
    for file in [work.table_file("planer"), *of_others(work, "planer")]:
        change_rows(work, file, {"period": _new_period}, "period skriven med från och till")


def _new_period(block: Block, shape: Shape) -> Block:
    """Perioden som två tider. En text som inte går att tolka står kvar som anmärkning."""
    written = block.row["period"]
    if not isinstance(written, str):
        return block
    if found := SPAN.fullmatch(written):
        new: Plain = {"från": found["from"]} | ({"till": found["to"]} if found["to"] else {})
        return replace(block, text=patch.replaced(block.text, ("period",), new, shape), row=block.row | {"period": new})
    note = "\n\n".join(filter(None, (str(block.row.get("anmärkning", "")), f"Perioden: {written}")))
    if "anmärkning" in block.row:
        text = patch.replaced(patch.without(block.text, ("period",), shape), ("anmärkning",), note, shape)
        row = {key: value for key, value in block.row.items() if key != "period"} | {"anmärkning": note}
        return replace(block, text=text, row=row)
    text = patch.renamed(patch.replaced(block.text, ("period",), note, shape), ("period",), "anmärkning")
    return replace(
        block,
        text=text,
        row={
            ("anmärkning" if key == "period" else key): note if key == "period" else value for key, value in block.row.items()
        },
    )
