"""Bladen för kvartalen: en översikt, och ett blad per kvartal som också är specifikationen till fakturan."""

from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.exports.budget_form import NAME, OK, ROW_HEIGHT, SHEET, ÅR, Form, absolute, cell
from macros.exports.budget_look import add_table, set_print, whole_kronor, write_year
from macros.exports.kvartal_egna import OWN, write_own
from macros.exports.kvartal_form import (
    AMOUNT,
    BARRED,
    CHECK_ROW,
    EMPTY,
    FROM,
    GRANTED,
    HEAD,
    HINT,
    INVOICE,
    INVOICED,
    LEFT,
    NAME_ROW,
    NOTE,
    OVERVIEW,
    PAYMENT,
    PERIOD_ROW,
    PLAN,
    QUARTER,
    QUARTER_HEAD,
    QUARTER_TOP,
    SPENT,
    TO,
    TOP,
    UNUSED,
    WHY,
    YEAR_HEAD,
    YEAR_LAST,
    YEAR_MONTHS,
    YEAR_NOTE,
    YEAR_TOP,
    Counted,
    check,
    cost_row,
    label,
    of,
    overview_row,
    quarters,
    sheet_name,
    spent,
    total_row,
    year_row,
)
from macros.model.rekvisition import Kvartal

Formats = dict[str, Format]


def quarter_steps(form: Form) -> list[tuple[str, str]]:
    """Stegen om kvartalen i anvisningen."""
    if not form.antal_kvartal:
        return []
    return [
        ("Skriv det beviljade", f"Bladet {OVERVIEW}: det som förbundet har beviljat varje år. Mallen jämför med budgeten."),
        (
            "Fyll i kvartalet",
            "Ett blad per kvartal. Skriv de faktiska kostnaderna under Utfall, och varför de avviker under Förklaring. Mallen räknar ut "
            "avvikelsen och vad som är kvar av året.",
        ),
        (
            "Följ de egna insatserna",
            f"Bladet {OWN}: skriv vad varje part själv har bidragit med i kvartalet. Mallen räknar ut vad som är kvar.",
        ),
        (
            "Skicka fakturan",
            "Skriv fakturans nummer, datum och belopp på kvartalets blad. Skriv ut bladet när kontrollen stämmer: det är specifikationen till "
            "fakturan.",
        ),
    ]


def write_quarters(book: Workbook, form: Form, förbund: str, formats: Formats) -> None:
    """Översikten, parternas egna insatser och kvartalens blad. Inga blad när boken inte har några kvartal."""
    if not form.antal_kvartal:
        return
    found = list(quarters(form.ifyllt, form.antal_kvartal))
    _write_overview(book.add_worksheet(OVERVIEW), form, found, förbund, formats)
    write_own(book.add_worksheet(OWN), form, found, förbund, formats)
    for number, kvartal in enumerate(found, 1):
        _write_quarter(book.add_worksheet(sheet_name(number)), form, number, kvartal, förbund, formats)


def _name(form: Form) -> Counted:
    """Insatsens namn på de andra bladen."""
    place = f"{SHEET}!{absolute(NAME, 1)}"
    return Counted(f'=IF({place}="","",{place})', form.ifyllt.namn)


# — Bladet Kvartalen —


def _write_overview(sheet: Worksheet, form: Form, found: list[Kvartal | None], förbund: str, formats: Formats) -> None:
    sheet.write_string(0, 0, "Kvartal för kvartal", formats["title"])
    sheet.write_formula(1, 0, _name(form).formula, formats["label"], _name(form).now)
    sheet.write_string(2, 0, "Skriv det beviljade i de gula cellerna. Resten hämtas ur de andra bladen.", formats["plain"])
    header = [
        "År",
        "Insatsens månader",
        "Beviljat",
        "Söks enligt budgeten",
        "Begärt",
        "Betalt",
        "Kvar av det beviljade",
        "Besked",
    ]
    add_table(sheet, YEAR_HEAD, "Pengar_per_år", header, ÅR, formats)
    for year in range(ÅR):
        _write_year(sheet, form, year, len(found), formats)
    rule = whole_kronor("Beviljat", "Det som förbundet har beviljat för året. Hela kronor.")
    sheet.data_validation(YEAR_TOP, GRANTED, YEAR_LAST, GRANTED, rule)
    sheet.write_string(QUARTER_HEAD - 1, 0, "Kvartalen", formats["heading"])
    header = [
        *("Kvartal", "Kalenderår", "Från", "Till", "Kvartalets månader", "Årets månader hittills"),
        *("Enligt budgeten", "Begärt i kvartalet", "Betalt för kvartalet", "Avvikelse", "Kontroll"),
    ]
    add_table(sheet, QUARTER_HEAD, "Kvartalens_pengar", header, len(found), formats)
    for number, kvartal in enumerate(found, 1):
        for column, counted in enumerate(overview_row(form, number, kvartal)):
            style = formats[_overview_style(column)]
            sheet.write_formula(QUARTER_TOP + number - 1, column, counted.formula, style, counted.now)
    last = QUARTER_TOP + len(found) - 1
    _mark(sheet, YEAR_TOP, YEAR_LAST, YEAR_NOTE, formats)
    _mark(sheet, QUARTER_TOP, last, NOTE, formats)
    _set_up(sheet, (28, 12, 15, 15, 15, 15, 16, 26, 15, 15, 66), (YEAR_HEAD, QUARTER_HEAD), YEAR_HEAD + 1, förbund)
    sheet.print_area(0, 0, last, NOTE)


def _write_year(sheet: Worksheet, form: Form, year: int, antal: int, formats: Formats) -> None:
    row = YEAR_TOP + year
    write_year(sheet, row, 0, year, form.ifyllt, formats["row"])
    for column, counted in enumerate(year_row(form, year, antal), 1):
        if column == GRANTED:
            sheet.write(row, column, counted.now, formats["entry_kronor"])
        else:
            style = {YEAR_MONTHS: "counted", YEAR_NOTE: "counted_text"}.get(
                column, "kronor_bold" if column == LEFT else "kronor"
            )
            sheet.write_formula(row, column, counted.formula, formats[style], counted.now)


def _overview_style(column: int) -> str:
    if column in (FROM, TO):
        return "counted_day"
    if column in (QUARTER, NOTE):
        return "row" if column == QUARTER else "counted_text"
    return "kronor" if column >= PLAN else "counted"


# — Bladet för ett kvartal —


def _write_quarter(sheet: Worksheet, form: Form, number: int, kvartal: Kvartal | None, förbund: str, formats: Formats) -> None:
    title = f'="Specifikation till faktura, "&{of(number, QUARTER)}'
    sheet.write_formula(0, 0, title, formats["title"], f"Specifikation till faktura, {label(kvartal)}")
    _write_invoice(sheet, form, number, kvartal, formats)
    header = [
        *("Kostnad", "Årets budget", "Tidigare i år", "Kvartalets budget", "Utfall", "Avvikelse", "Kvar av året"),
        *("Förklaring", "Besked"),
    ]
    add_table(sheet, HEAD, f"Specifikation_{number}", header, len(form.kostnadsslag) + 1, formats)
    amounts, known = spent(form, number), form.ifyllt.rekvisitioner.get(number)
    reasons = {post.kostnad.id: post.förklaring for post in known.kostnader} if known else {}
    for place, one in enumerate(form.kostnadsslag):
        row = TOP + place
        sheet.write_string(row, 0, one.namn, formats["row"])
        for column, counted in cost_row(form, number, place).items():
            sheet.write_formula(
                row, column, counted.formula, formats["counted_text" if column == HINT else "kronor"], counted.now
            )
        sheet.write(row, SPENT, amounts[place] or None, formats["entry_kronor"])
        sheet.write(row, WHY, reasons.get(one.id), formats["entry_wrapped"])
    total = TOP + len(form.kostnadsslag)
    sheet.write_string(total, 0, "Summa att fakturera", formats["row"])
    for column, counted in total_row(form, number).items():
        sheet.write_formula(total, column, counted.formula, formats["kronor_bold"], counted.now)
    sheet.write(total, WHY, " ".join(known.förklaring.split()) if known else None, formats["entry_wrapped"])
    sheet.write_string(
        total + 1,
        0,
        "På summans rad skriver ni det som gäller hela kvartalet. Skriv inget om enskilda personer.",
        formats["plain"],
    )
    sheet.write_blank(total, HINT, None, formats["counted_text"])
    for row in range(TOP, total + 1):  # en förklaring får plats på två rader också på papper
        sheet.set_row(row, 2 * ROW_HEIGHT)
    _limit_quarter(sheet, total)
    _mark(sheet, TOP, total - 1, HINT, formats)
    _set_up(sheet, (32, 15, 15, 15, 15, 15, 15, 46, 14), (HEAD,), TOP, förbund)
    sheet.print_area(0, 0, total + 1, HINT)


def _write_invoice(sheet: Worksheet, form: Form, number: int, kvartal: Kvartal | None, formats: Formats) -> None:
    """Uppgifterna om fakturan, och kontrollen."""
    labels = {
        NAME_ROW: "Insats",
        PERIOD_ROW: "Period, från och till",
        INVOICE: "Fakturans nummer",
        INVOICED: "Fakturans datum",
        AMOUNT: "Fakturans belopp",
        PAYMENT: "Betalt, ifyllt av kansliet",
        CHECK_ROW: "Kontroll",
    }
    for row, text in labels.items():
        sheet.write_string(row, 0, text, formats["label"])
    name = _name(form)
    sheet.write_formula(NAME_ROW, 1, name.formula, formats["label"], name.now)
    known = overview_row(form, number, kvartal)
    for column, place in ((1, FROM), (2, TO)):
        sheet.write_formula(PERIOD_ROW, column, f"={of(number, place)}", formats["counted_day"], known[place].now)
    told = form.ifyllt.rekvisitioner.get(number)
    sheet.write(INVOICE, 1, told.faktura if told else None, formats["entry"])
    sheet.write_blank(INVOICED, 1, None, formats["entry_day"])
    sheet.write(AMOUNT, 1, told.sökt if told else None, formats["entry_kronor"])
    sheet.write(PAYMENT, 1, told.betalt if told else None, formats["entry_kronor"])
    found = check(form, number, kvartal)
    sheet.write_formula(CHECK_ROW, 1, found.formula, formats["check"], found.now)
    for column in range(2, HINT + 1):
        sheet.write_blank(CHECK_ROW, column, None, formats["check"])
    good = {"type": "formula", "criteria": f'={absolute(CHECK_ROW, 1)}="{OK}"', "format": formats["good"]}
    sheet.conditional_format(CHECK_ROW, 1, CHECK_ROW, HINT, good)


def _limit_quarter(sheet: Worksheet, total: int) -> None:
    """Vad som går att skriva i kvartalets celler."""
    sheet.data_validation(TOP, SPENT, total - 1, SPENT, whole_kronor("Utfall", "Kvartalets faktiska kostnad. Hela kronor."))
    amount = whole_kronor("Fakturans belopp", "Samma belopp som på fakturan. Hela kronor.")
    sheet.data_validation(AMOUNT, 1, AMOUNT, 1, amount)
    sheet.data_validation(
        PAYMENT, 1, PAYMENT, 1, whole_kronor("Betalt", "Det som förbundet har betalat. Kansliet fyller i det.")
    )
    day = {"validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31)}
    texts = {
        "input_title": "Fakturans datum",
        "input_message": "Till exempel 2027-04-10.",
        "error_title": "Fel dag",
        "error_message": "Skriv en dag, till exempel 2027-04-10.",
    }
    sheet.data_validation(INVOICED, 1, INVOICED, 1, day | texts)


def _mark(sheet: Worksheet, first: int, last: int, column: int, formats: Formats) -> None:
    """Besked som säger att något inte stämmer blir röda."""
    place, calm = cell(first, column), ",".join(f'{cell(first, column)}="{one}"' for one in ("", OK, EMPTY, UNUSED))
    rule = {"type": "formula", "criteria": f'=AND({place}<>"{BARRED}",OR({calm}))=FALSE', "format": formats["wrong"]}
    sheet.conditional_format(first, column, last, column, rule)


def _set_up(sheet: Worksheet, widths: tuple[float, ...], tall: tuple[int, ...], frozen: int, förbund: str) -> None:
    """Kolumner, lås, frysta rutor och utskrift."""
    sheet.set_default_row(ROW_HEIGHT)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 28)
    for row in tall:
        sheet.set_row(row, 36)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(frozen, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    set_print(sheet, förbund)
