"""Budgetmallens utseende: format, tabeller och utskrift, lika på alla blad."""

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.exports.budget_form import KRONOR, PERCENT, unused
from macros.exports.budget_known import Ifyllt

LONGEST_IN_FOOTER = 100  # sidfoten rymmer 255 tecken, och & skrivs dubbelt


def formats_of(book: Workbook) -> dict[str, Format]:
    """Formaten på alla blad, efter namn."""
    base = {"font_name": "Calibri", "font_size": 11, "font_color": "#1D2526", "valign": "vcenter"}
    framed = base | {"border": 1, "border_color": "#8B908C"}
    text = framed | {"indent": 1}
    header = text | {"bold": True, "text_wrap": True, "bg_color": "#0A5A63", "font_color": "#FFFFFF"}
    entry = framed | {"bg_color": "#FFF8DC", "locked": False}
    kronor = {"num_format": KRONOR, "align": "right", "indent": 1}
    counted = framed | {"bg_color": "#EEF1F0"}
    looks = {
        "plain": base,
        "title": base | {"font_size": 18, "bold": True, "font_color": "#0A5A63"},
        "heading": base | {"font_size": 13, "bold": True, "font_color": "#0A5A63"},
        "label": base | {"bold": True},
        "link": base | {"font_color": "#0A5A63", "underline": 1},
        "wrapped": text | {"text_wrap": True},
        "row": text | {"bold": True},
        "message": base | {"indent": 1},
        "header": header,
        "header_even": header | {"bg_color": "#3B6F76"},  # vartannat år, så att åren syns isär
        "year": base | {"bold": True, "font_color": "#0A5A63", "bg_color": "#E3EEEE", "indent": 1},
        "entry": entry | {"indent": 1},
        "entry_day": entry | {"align": "left", "indent": 1, "num_format": "yyyy-mm-dd"},
        "entry_kronor": entry | kronor,
        "entry_share": entry | {"align": "right", "indent": 1, "num_format": PERCENT},
        "entry_number": entry | {"align": "right", "indent": 1},
        "entry_wrapped": entry | {"indent": 1, "text_wrap": True},
        "counted": counted | {"align": "right", "indent": 1},
        "counted_text": counted | {"indent": 1},
        "counted_day": counted | {"align": "left", "indent": 1, "num_format": "yyyy-mm-dd"},
        "kronor": counted | kronor,
        "kronor_bold": counted | kronor | {"bold": True},
        "percent": counted | kronor | {"num_format": PERCENT},
        "check": base | {"bold": True, "font_size": 12, "indent": 1, "bg_color": "#FBF1D6", "font_color": "#6B4A00"},
        "unused": {"bg_color": "#D6D9D7"},
        "wrong": {"font_color": "#7A1409", "bold": True},
        "good": {"bg_color": "#DDEFE3", "font_color": "#0B4A2B"},
        "bad": {"bg_color": "#F8DDD8", "font_color": "#7A1409"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def add_table(sheet: Worksheet, row: int, name: str, header: list[str], rows: int, formats: dict[str, Format]) -> None:
    """Gör området till en Exceltabell, så att skärmläsare läser rubriken för varje cell."""
    sheet.add_table(
        row,
        0,
        row + rows,
        len(header) - 1,
        {"name": name, "autofilter": False, "style": None, "columns": [{"header": text} for text in header]},
    )
    for column, text in enumerate(header):
        sheet.write_string(row, column, text, formats["header"])


def in_words(kinds: list[str]) -> str:
    """`Strukturell eller Individinriktad`, med komma när de är fler än två."""
    return " eller ".join(filter(None, (", ".join(kinds[:-1]), kinds[-1])))


def whole_kronor(title: str, message: str) -> dict[str, object]:
    """Regeln för en cell med ett belopp i hela kronor."""
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "input_title": title,
        "input_message": message,
        "error_title": "Skriv hela kronor",
        "error_message": "Skriv ett belopp i hela kronor med bara siffror, noll eller mer.",
    }


def write_year(sheet: Worksheet, row: int, column: int, year: int, ifyllt: Ifyllt, style: Format) -> None:
    """`År 2: 2028`, `År 2` innan starten är ifylld, och `År 2: används inte` när insatsen är slut före året."""
    name = f"År {year + 1}"
    shown = f'IF({unused(str(year))},"{name}: används inte","{name}: "&YEAR(Börjar)+{year})'
    now = name
    if ifyllt.start:
        is_over = ifyllt.slut is not None and ifyllt.start.year + year > ifyllt.slut.year
        now = f"{name}: används inte" if is_over else f"{name}: {ifyllt.start.year + year}"
    sheet.write_formula(row, column, f'=IF(ISNUMBER(Börjar),{shown},"{name}")', style, now)


def set_print(sheet: Worksheet, förbund: str) -> None:
    """A4 på en sidas bredd, med förbundets namn och sidnummer i sidfoten."""
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    shown = förbund[:LONGEST_IN_FOOTER].replace("&", "&&")
    sheet.set_footer(f"&L{shown}&C&A&RSida &P av &N")
