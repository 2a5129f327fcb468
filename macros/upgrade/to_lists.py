"""Version 2 till 3: typer av insatser och parter är egna tabeller, och en part är ett objekt med namn och typ.

Budgetmallens rader, rapporterna som alltid krävs och blanketternas regler stod i version 1 i programmet, och är nu
förbundets egna rader. De följer med som de var, så att inget försvinner från webbplatsen.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from macros.read.layers import OTHERS
from macros.upgrade.blocks import Block
from macros.upgrade.work import Work
from macros.write import patch
from macros.write.nodes import spot, start_of
from macros.write.plain import Plain
from macros.write.shape import Shape

TYPES = {"ESF-projekt": "esf-projekt"}  # förut ett ord, nu ett id
BODIES = {"beredningsgruppen": "beredningen"}  # förut ett förbunds ord, nu allas
Change = Callable[[Block, Shape], Block]
BUILT_IN = Path(__file__).with_name("built_in")  # det som stod i programmet
STATE = ("Arbetsförmedlingen", "Försäkringskassan")


def to_lists(work: Work) -> None:
    """Raises: WriteRefused när en fil inte går att läsa."""
    for file in [work.table_file("insatser"), *of_others(work, "insatser")]:
        change_rows(work, file, {"typ": _new_type, "parter": _new_parts}, "typ och parter skrivna på det nya sättet")
    for file in [work.table_file("moten"), *of_others(work, "moten")]:
        change_rows(work, file, {"organ": _new_body}, "organ skrivet på det nya sättet")
    for file in [work.table_file("fragestallningar"), *of_others(work, "fragestallningar")]:
        change_rows(work, file, {"svar": _answer_as_note}, "svar står nu i anmärkning")


def built_in(work: Work) -> None:
    """Det som programmet självt hade i version 1."""
    for path in sorted(BUILT_IN.glob("*.yaml")):
        file = work.table_file(path.stem)
        if path.stem in work.words.tables and work.read(file) is None:
            work.write(
                file, path.read_bytes(), "det som stod i programmet är nu era egna rader. Byt det som inte gäller hos er"
            )


def of_others(work: Work, table: str) -> list[str]:
    """Andra förbunds filer med tabellen."""
    return list(work.files(f"{work.data}/{OTHERS}", f"/{table}.yaml"))


def change_rows(work: Work, file: str, changes: Mapping[str, Change], said: str) -> None:
    """Ändrar raderna som har fältet, var och en för sig. Raises: WriteRefused."""
    found = work.blocks(file)
    if found is None:
        return
    count = 0
    for number, block in enumerate(found.blocks):
        new = block
        for name, change in changes.items():
            new = change(new, found.shape) if name in block.row else new
        found.blocks[number] = new
        count += new != block
    if count:
        work.write(file, found.data(), f"{count} {'rad' if count == 1 else 'rader'}: {said}")


def _new_type(block: Block, shape: Shape) -> Block:
    return _new_word(block, shape, "typ", TYPES)


def _new_body(block: Block, shape: Shape) -> Block:
    return _new_word(block, shape, "organ", BODIES)


def _new_word(block: Block, shape: Shape, field: str, words: Mapping[str, str]) -> Block:
    """Fältets ord utbytt mot det nya, när det har ett."""
    new = words.get(str(block.row[field]))
    if new is None:
        return block
    return replace(block, text=patch.replaced(block.text, (field,), new, shape), row=block.row | {field: new})


def _new_parts(block: Block, shape: Shape) -> Block:
    """Varje part som var en text blir ett objekt. En kommentar på raden är kvar."""
    parts = block.row["parter"]
    if not isinstance(parts, list) or not any(isinstance(part, str) for part in parts):
        return block
    new: list[Plain] = [_part(part) if isinstance(part, str) else part for part in parts]
    text = block.text
    if spot(text, ("parter",)).flow is not None:
        text = patch.replaced(text, ("parter",), new, shape)
    else:
        for number, part in enumerate(new):
            text = _as_object(text, number, part, shape) if isinstance(parts[number], str) else text
    return replace(block, text=text, row=block.row | {"parter": new})


def _as_object(text: str, number: int, part: Plain, shape: Shape) -> str:
    start = start_of(spot(text, ("parter", number)).node)
    text = f"{text[:start]}namn: {text[start:]}"
    kind = part.get("typ") if isinstance(part, dict) else None
    return patch.with_field(text, ("parter", number), "typ", kind, "namn", shape) if kind else text


def _part(name: str) -> Plain:
    """Parten, med sin typ när namnet säger den."""
    kind = ""
    if name in STATE:
        kind = "stat"
    elif name.casefold().endswith((" kommun", "kommunen")):
        kind = "kommun"
    elif name.startswith(("Region ", "Landstinget ")):
        kind = "region"
    part: Plain = {"namn": name, "typ": kind} if kind else {"namn": name}
    return part


def _answer_as_note(block: Block, shape: Shape) -> Block:
    """Svaret i en viss utvärdering är inte längre en del av frågan. Texten är kvar, som anmärkning."""
    answer, note = str(block.row["svar"]), str(block.row.get("anmärkning", ""))
    if not note:
        row = {"anmärkning" if key == "svar" else key: value for key, value in block.row.items()}
        return replace(block, text=patch.renamed(block.text, ("svar",), "anmärkning"), row=row)
    both = f"{note}\n\n{answer}"
    text = patch.replaced(patch.without(block.text, ("svar",), shape), ("anmärkning",), both, shape)
    row = {key: both if key == "anmärkning" else value for key, value in block.row.items() if key != "svar"}
    return replace(block, text=text, row=row)
