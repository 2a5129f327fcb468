"""Vilken sorts fil det är, när den inte är text i UTF-8: ett Word-dokument, en arbetsbok, en bild eller text i en annan kodning."""

EXCEL_IN = "python -m macros excel in"
# Hur filen börjar. Äldre och lösenordsskyddade filer från Office börjar likadant, vilket program de än kommer från.
STARTS = (
    (b"PK\x03\x04", ""),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ett äldre eller lösenordsskyddat dokument från Office"),
    (b"%PDF-", "en PDF"),
    (b"{\\rtf", "ett RTF-dokument"),
    (b"\x89PNG\r\n\x1a\n", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"GIF8", "en bild"),
)
# Namnen på filerna inne i en zip står oförändrade i den, så den behöver inte öppnas.
IN_ZIP = (
    (b"word/document", "ett Word-dokument"),
    (b"xl/workbook", "en arbetsbok från Excel"),
    (b"ppt/presentation", "en presentation från PowerPoint"),
    (b"application/vnd.oasis.opendocument.text", "ett dokument från LibreOffice"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ett kalkylblad från LibreOffice"),
)
SHEETS = {"en arbetsbok från Excel", "ett kalkylblad från LibreOffice"}
WIDE = {b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def other_kind(data: bytes) -> str:
    """Vad filen är i stället för text, till exempel `ett Word-dokument`. Tom text när den inte känns igen."""
    kind = next((kind for start, kind in STARTS if data.startswith(start)), None)
    if kind == "":
        return next((name for inside, name in IN_ZIP if inside in data), "ett zip-arkiv")
    return kind or ""


def wide_encoding(data: bytes) -> str:
    """`UTF-16` eller `UTF-32` när texten har två eller fyra byte per tecken, också utan märke först. Annars tom text."""
    marked = next((name for mark, name in WIDE.items() if data.startswith(mark)), "")
    if marked:
        return marked
    start = data[:200]
    halves = (start[::2], start[1::2])
    return "UTF-16" if len(start) > 3 and (set(halves[0]) == {0}) != (set(halves[1]) == {0}) else ""


def not_a_document(kind: str, file: str) -> str:
    """Vad den som har sparat ett dokument under en datafils namn ska göra."""
    remedy = f"läs in bladet med {EXCEL_IN}" if kind in SHEETS else "skriv uppgifterna i den"
    return f"Filen är {kind} som har fått namnet {file.rpartition('/')[2]}. Hämta tillbaka filen ur git, och {remedy}."
