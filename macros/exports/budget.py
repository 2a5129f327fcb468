"""Budgetmallen i Excel: kostnad, år och vem som betalar. Formler räknar summor, andelar och om allt stämmer."""

import io
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from macros.exports.budget_form import (
    ALL_OK,
    AMOUNTS,
    APPLIED,
    BETALARE,
    CHECK,
    END,
    ENDS,
    FIRST,
    GUIDE,
    HEADER,
    KIND,
    KINDS,
    MÅNADER,
    NAME,
    OK,
    PARTER,
    PERSONAL,
    ROW_HEIGHT,
    SCALE,
    SHEET,
    START,
    STARTS,
    TOTAL,
    TOTAL_SHARE,
    YEARS,
    YEARS_ON_PAPER,
    ÅR,
    Form,
    applied_cells,
    cell,
    unused,
)
from macros.exports.budget_guide import write_guide
from macros.exports.budget_known import TOM, Ifyllt
from macros.exports.budget_look import add_table, formats_of, in_words, set_print, whole_kronor, write_year
from macros.exports.budget_personal import staff_cost, write_parter, write_personal
from macros.exports.kvartal import write_quarters
from macros.exports.ooxml import same_bytes
from macros.model.guide import Guide, Kostnadsslag

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255  # Excels gränser för ledtexten vid en cell


def budget_xlsx(guide: Guide, förbund: str, today: date, ifyllt: Ifyllt = TOM, antal_kvartal: int = 0) -> bytes:
    """Budgetmallen, med förbundets kostnadsslag och regler. `förbund` är förbundets namn. Belopp i hela kronor.

    Dagarna som går att skriva räknas från `today`, som också är filens datum. Med kvartal är boken också den som insatsen
    begär ut sina pengar med.
    """
    out, form = io.BytesIO(), Form(guide, ifyllt, antal_kvartal)
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    subject = (
        "Budget, uppföljning och underlag till fakturor" if antal_kvartal else "Bilaga till ansökan om pengar till en insats"
    )
    created = datetime(today.year, today.month, today.day)
    book.set_properties({"title": f"{form.title} för en insats", "subject": subject, "author": förbund, "created": created})
    formats = formats_of(book)
    write_guide(book.add_worksheet(GUIDE), form, förbund, today, formats)
    sheet = book.add_worksheet(SHEET)
    _define_names(book, form)
    if form.personal is not None:
        write_personal(book.add_worksheet(PERSONAL), form, förbund, formats)
    write_parter(book.add_worksheet(PARTER), form, förbund, formats)
    write_quarters(book, form, förbund, formats)
    _write_kinds(book.add_worksheet(KINDS), form.kinds)
    _write_facts(sheet, form, today, formats)
    _write_costs(sheet, form, formats)
    _write_summary(sheet, form, formats)
    _write_checks(sheet, form, formats)
    _set_up(sheet, form, förbund, formats)
    book.close()
    return same_bytes(out.getvalue())


def _define_names(book: Workbook, form: Form) -> None:
    """Namnen som formlerna använder i stället för celladresser."""
    for name, (first_row, first_column, last_row, last_column) in form.names.items():
        place = xl_rowcol_to_cell(first_row, first_column, True, True)
        if (first_row, first_column) != (last_row, last_column):
            place += ":" + xl_rowcol_to_cell(last_row, last_column, True, True)
        book.define_name(name, f"={SHEET}!{place}")


def _write_kinds(sheet: Worksheet, kinds: list[str]) -> None:
    """Typerna att välja mellan, på ett dolt blad: en lista som står i cellens regel får bara ha 255 tecken."""
    sheet.write_column(0, 0, kinds)
    sheet.protect()
    sheet.hide()


# — Bladet Budget —


def _write_facts(sheet: Worksheet, form: Form, today: date, formats: dict[str, Format]) -> None:
    """Uppgifterna överst: namn, typ, start och slut till vänster, summorna ur ansökan till höger."""
    sheet.write_string(0, 0, "Budget för insatsen", formats["title"])
    labels = {NAME: "Insatsens namn", KIND: "Typ av insats", START: STARTS, END: ENDS, CHECK: "Kontroll"}
    for row, label in labels.items():
        sheet.write_string(row, 0, label, formats["label"])
    sheet.write(NAME, 1, form.ifyllt.namn or None, formats["entry"])
    sheet.write(KIND, 1, form.ifyllt.typ or None, formats["entry"])
    sheet.data_validation(
        KIND,
        1,
        KIND,
        1,
        {
            "validate": "list",
            "source": f"={KINDS}!$A$1:$A${len(form.kinds)}",
            "input_title": "Typ av insats",
            "input_message": "Samma typ som i ansökan.",
            "error_title": "Typen finns inte",
            "error_message": cut(f"Välj {in_words(form.kinds)} i listan.", LONGEST_MESSAGE),
        },
    )
    _write_days(sheet, form, today, formats["entry_day"])
    for row, label, what, amount in (
        (NAME, "Hela summan enligt ansökan", "Det insatsen kostar totalt", form.ifyllt.totalt),
        (KIND, "Sökt summa enligt ansökan", "Det ni söker från förbundet", form.ifyllt.sökt),
    ):
        sheet.write_string(row, APPLIED - 2, label, formats["label"])
        sheet.write(row, APPLIED, amount, formats["entry_kronor"])
        sheet.data_validation(row, APPLIED, row, APPLIED, whole_kronor(label, f"{what}, som det står i ansökan. Hela kronor."))


def _write_days(sheet: Worksheet, form: Form, today: date, style: Format) -> None:
    """Insatsens första och sista dag. Kalenderåren i tabellen följer av dem."""
    start_day, end_day = form.ifyllt.start, form.ifyllt.slut
    first, years = min(date(today.year - 1, 1, 1), start_day or today), MÅNADER // 12
    start, last = cell(START, 1), date(today.year + 10, 12, 31)
    rules: dict[int, tuple[str, object, object, str, str]] = {
        START: (
            STARTS,
            first,
            last,
            f"Insatsens första dag, till exempel {today.year + 1}-10-01. Åren i tabellen följer av den.",
            f"Skriv en dag mellan {first} och {last}, till exempel {today.year + 1}-10-01.",
        ),
        END: (
            ENDS,
            f"={start}",
            f"=EDATE({start},{MÅNADER})-1",
            f"Insatsens sista dag, till exempel {today.year + 4}-09-30. Högst {years} år efter starten.",
            f"Skriv en dag efter starten i cell {start}, högst {years} år senare.",
        ),
    }
    for row, (title, minimum, maximum, message, error) in rules.items():
        _write_day(sheet, row, start_day if row == START else end_day, style)
        rule = {"validate": "date", "criteria": "between", "minimum": minimum, "maximum": maximum}
        texts = {"input_title": title, "input_message": message, "error_title": "Fel dag", "error_message": error}
        sheet.data_validation(row, 1, row, 1, rule | texts)


def _write_day(sheet: Worksheet, row: int, day: date | None, style: Format) -> None:
    if day:
        sheet.write_datetime(row, 1, datetime(day.year, day.month, day.day), style)
    else:
        sheet.write_blank(row, 1, None, style)


def _write_costs(sheet: Worksheet, form: Form, formats: dict[str, Format]) -> None:
    header = [f"{payer}, år\xa0{year}" for year in range(1, ÅR + 1) for payer in BETALARE]
    add_table(sheet, HEADER, "Kostnader", ["Kostnad", *header, "Summa", "Andel av allt"], len(form.kostnadsslag) + 2, formats)
    for column in range(1, AMOUNTS + 1):
        year, payer = divmod(column - 1, len(BETALARE))
        if payer == 0:
            write_year(sheet, YEARS, column, year, form.ifyllt, formats["year"])
        else:
            sheet.write_blank(YEARS, column, None, formats["year"])
        if year % 2:
            sheet.write_string(HEADER, column, header[column - 1], formats["header_even"])
    for row, one in enumerate(form.kostnadsslag, FIRST):
        sheet.write_string(row, 0, one.namn, formats["row"])
        for column in range(1, AMOUNTS + 1):
            if row == form.personal:
                year, payer = divmod(column - 1, len(BETALARE))
                sheet.write_formula(row, column, staff_cost(year, list(BETALARE)[payer]), formats["kronor"], 0)
            else:
                sheet.write(row, column, form.amount(row - FIRST, column) or None, formats["entry_kronor"])
        known = sum(form.amount(row - FIRST, column) for column in range(1, AMOUNTS + 1))
        sheet.write_formula(row, TOTAL, f"=SUM({cell(row, 1)}:{cell(row, AMOUNTS)})", formats["kronor"], known)
    # Åren efter insatsens slut blir grå, vilken kolumn som är vilket år räknas ur kolumnens nummer.
    later = f"={unused(f'INT((COLUMN()-2)/{len(BETALARE)})')}"
    sheet.conditional_format(FIRST, 1, form.last, AMOUNTS, {"type": "formula", "criteria": later, "format": formats["unused"]})
    _write_sums(sheet, form, formats)
    _limit_amounts(sheet, form, formats)


def _write_sums(sheet: Worksheet, form: Form, formats: dict[str, Format]) -> None:
    """Summorna och andelarna under och till höger om kostnaderna."""
    sums = [*form.column_sums, sum(form.column_sums)]
    for row in range(FIRST, form.sum + 1):
        known = sums[-1] if row == form.sum else sum(form.amount(row - FIRST, column) for column in range(1, AMOUNTS + 1))
        share = _share_now(known, sums[-1])
        sheet.write_formula(row, TOTAL_SHARE, _share(cell(row, TOTAL), "Alla_kostnader"), formats["percent"], share)
    sheet.write_string(form.sum, 0, "Summa", formats["row"])
    sheet.write_string(form.share, 0, "Andel av allt", formats["row"])
    for column in range(1, TOTAL + 1):
        column_sum = f"=SUM({cell(FIRST, column)}:{cell(form.last, column)})"
        sheet.write_formula(form.sum, column, column_sum, formats["kronor_bold"], sums[column])
        share = _share_now(sums[column], sums[-1])
        sheet.write_formula(form.share, column, _share(cell(form.sum, column), "Alla_kostnader"), formats["percent"], share)
    sheet.write_blank(form.share, TOTAL_SHARE, None, formats["percent"])


def _limit_amounts(sheet: Worksheet, form: Form, formats: dict[str, Format]) -> None:
    """Hela kronor överallt, och inget sökt belopp till det som förbundet inte ersätter i typen."""
    rule = whole_kronor("Belopp", "Hela kronor. Lämna cellen tom om det inte finns någon kostnad.")
    first, special = FIRST, sorted({*form.barred, *filter(None, [form.personal])})
    for row in special:
        if first < row:
            sheet.data_validation(first, 1, row - 1, AMOUNTS, rule)
        if row in form.barred:
            _limit_row(sheet, form, row, form.barred[row], rule, formats["bad"])
        first = row + 1
    if first <= form.last:
        sheet.data_validation(first, 1, form.last, AMOUNTS, rule)


def _limit_row(sheet: Worksheet, form: Form, row: int, one: Kostnadsslag, rule: dict[str, object], bad: Format) -> None:
    """En rad som inte ersätts i alla typer: det som söks prövas mot typen, det som andra betalar som vanligt."""
    barred, kinds = form.is_barred(one), in_words([typ.namn for typ in form.barred_in(one)])
    for column in range(1, AMOUNTS + 1):
        place = cell(row, column)
        if place not in applied_cells(row):
            sheet.data_validation(row, column, row, column, rule)
            continue
        barred_rule = {
            "validate": "custom",
            "value": f"=AND(ISNUMBER({place}),{place}>=0,{place}=INT({place}),{form.is_allowed(one)})",
            "input_title": cut(one.namn, LONGEST_TITLE),
            "input_message": cut(f"Hela kronor. Lämna cellen tom när typen är {kinds}. {one.regel}", LONGEST_MESSAGE),
            "error_title": "Beloppet går inte att söka",
            "error_message": cut(
                f"{one.regel} Är det en annan typ av insats: skriv hela kronor med bara siffror.", LONGEST_MESSAGE
            ),
        }
        sheet.data_validation(row, column, row, column, barred_rule)
        colour = {"type": "formula", "criteria": f"=AND({barred},SUM({place})>0)", "format": bad}
        sheet.conditional_format(row, column, row, column, colour)


def cut(text: str, limit: int) -> str:
    """Texten, kortad till så många tecken som Excel räknar: ett tecken utanför det vanliga planet är två."""
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def _share(part: str, whole: str) -> str:
    return f'=IF({whole}=0,"",{part}/{whole})'


def _share_now(part: int, whole: int) -> object:
    """Det som `_share` ger."""
    return part / whole if whole else ""


def _write_summary(sheet: Worksheet, form: Form, formats: dict[str, Format]) -> None:
    payers, top, last, shared = list(BETALARE), form.summary, form.all_years, len(BETALARE) + 1
    sheet.write_string(top, 0, "Summor per år", formats["heading"])
    header = ["År", *payers, "Summa", *(f"{payer}, andel" for payer in payers)]
    add_table(sheet, top + 1, "Summor_per_år", header, ÅR + 1, formats)
    for row in range(top + 2, last + 1):
        year = row - top - 2
        if row == last:
            sheet.write_string(row, 0, "Alla år", formats["row"])
        else:
            write_year(sheet, row, 0, year, form.ifyllt, formats["row"])
        money = formats["kronor_bold" if row == last else "kronor"]
        known = [
            sum(form.column_sums[column :: len(payers)]) if row == last else form.column_sums[year * len(payers) + column]
            for column in range(1, shared)
        ]
        for column, now in enumerate(known, 1):
            above = f"=SUM({cell(top + 2, column)}:{cell(last - 1, column)})"
            formula = above if row == last else f"={cell(form.sum, year * len(payers) + column)}"
            sheet.write_formula(row, column, formula, money, now)
        sheet.write_formula(row, shared, f"=SUM({cell(row, 1)}:{cell(row, shared - 1)})", money, sum(known))
        for column, now in enumerate(known, 1):
            share = _share(cell(row, column), cell(row, shared))
            sheet.write_formula(row, shared + column, share, formats["percent"], _share_now(now, sum(known)))


def _write_checks(sheet: Worksheet, form: Form, formats: dict[str, Format]) -> None:
    """Alla kontroller i en tabell längst ner, och den första som inte stämmer överst på bladet."""
    rules, first = form.checks(), form.checks_at + 2
    sheet.write_string(form.checks_at, 0, "Kontroller", formats["heading"])
    add_table(sheet, form.checks_at + 1, "Kontroller", ["Det som prövas", "Besked"], len(rules), formats)
    for row, (what, (formula, now)) in enumerate(rules.items(), first):
        sheet.write_string(row, 0, what, formats["row"])
        sheet.write_formula(row, 1, formula, formats["message"], now)
    sheet.conditional_format(
        first,
        1,
        first + len(rules) - 1,
        1,
        {"type": "formula", "criteria": f'={cell(first, 1)}<>"{OK}"', "format": formats["wrong"]},
    )
    nested = f'"{ALL_OK}"'
    for row in reversed(range(first, first + len(rules))):
        nested = f'IF({cell(row, 1)}<>"{OK}",{cell(row, 1)},{nested})'
    top = next((now for _, now in rules.values() if now != OK), ALL_OK)
    sheet.write_formula(CHECK, 1, f"={nested}", formats["check"], top)
    for column in range(2, TOTAL_SHARE + 1):
        sheet.write_blank(CHECK, column, None, formats["check"])
    sheet.conditional_format(
        CHECK, 1, CHECK, TOTAL_SHARE, {"type": "formula", "criteria": f'=$B${CHECK + 1}="{ALL_OK}"', "format": formats["good"]}
    )


def _set_up(sheet: Worksheet, form: Form, förbund: str, formats: dict[str, Format]) -> None:
    """Kolumner, lås, frysta rutor och utskrift."""
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_column(0, 0, 30, formats["plain"])
    sheet.set_column(1, AMOUNTS, 14.5, formats["plain"])
    sheet.set_column(TOTAL, TOTAL, 15, formats["plain"])
    sheet.set_column(TOTAL_SHARE, TOTAL_SHARE, 10, formats["plain"])
    sheet.set_row(0, 28)
    sheet.set_row(CHECK, 24)
    for row in (HEADER, form.summary + 1):
        sheet.set_row(row, 52)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(FIRST, 1)
    # Utan lösenord: låset skyddar mot misstag, och kansliet kan öppna bladet.
    sheet.protect("", {"format_columns": True, "format_rows": True})
    last = form.checks_at + 1 + len(form.checks())
    sheet.print_area(0, 0, last, TOTAL_SHARE)
    sheet.repeat_columns(0, 0)
    sheet.set_landscape()
    set_print(sheet, förbund)
    # Sex år på ett ark blir för smått att läsa: de sista åren och summan kommer på nästa, med kostnadernas namn igen.
    sheet.set_print_scale(SCALE)
    sheet.set_v_pagebreaks([1 + YEARS_ON_PAPER * len(BETALARE)])
