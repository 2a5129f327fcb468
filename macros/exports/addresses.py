"""Var dokumenten ligger på webbplatsen."""

BUDGET = "dokument/budgetmall.xlsx"
TYPER = {"strukturell": "strukturell insats", "individinriktad": "individinriktad insats"}


def blankett_name(typ: str) -> str:
    """Blankettens adress från roten."""
    return f"dokument/ansokan-{typ}-insats.docx"
