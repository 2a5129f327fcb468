"""Dokumenten att ladda ner: blanketterna och budgetmallen, efter adress från webbplatsens rot."""

from datetime import date

from macros.exports.addresses import BUDGET, TYPER, blankett_name
from macros.exports.blankett import blankett_docx
from macros.exports.budget import budget_xlsx
from macros.model.register import Register

def document_files(register: Register, today: date) -> dict[str, bytes]:
    """Blanketter för de typer som har frågor, och budgetmallen när det finns en ansökan."""
    guide, förbund = register.guide, register.värd.namn
    criteria = [kriterium.krav for kriterium in guide.kriterier]
    files = {blankett_name(typ): blankett_docx(guide.blankett(typ), typ, förbund, today, criteria)
             for typ in TYPER if guide.blankett(typ)}
    return files | ({BUDGET: budget_xlsx(förbund, today)} if files else {})
