"""Version 4 till 5: det man ska göra efter ett besked i Kan vi söka? är en mening med länkar, och inte bara en text."""

from dataclasses import replace

from macros.upgrade.blocks import Block
from macros.upgrade.to_lists import change_rows
from macros.upgrade.work import Work
from macros.write import patch
from macros.write.plain import Plain
from macros.write.shape import Shape


def to_targets(work: Work) -> None:
    """Raises: WriteRefused när en fil inte går att läsa."""
    change_rows(
        work, work.table_file("provning"), {"gör_nu": _with_room_for_links}, "gör_nu skrivet med vad, så att länkar får plats"
    )


def _with_room_for_links(block: Block, shape: Shape) -> Block:
    """Varje text i listan blir ett objekt med fältet vad. En kommentar vid texten är kvar."""
    written = block.row["gör_nu"]
    if not isinstance(written, list):
        return block
    text, new = block.text, list(written)
    for number, one in enumerate(written):
        if isinstance(one, str):
            new[number] = {"vad": one}
            item: Plain = {"vad": one}
            text = patch.replaced(text, ("gör_nu", number), item, shape)
    return replace(block, text=text, row=block.row | {"gör_nu": new})
