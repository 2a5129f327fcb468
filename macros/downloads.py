"""Filerna att ladda ner: var på webbplatsen de ligger, och storleken i ord. Både sidorna och exporterna frågar här."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.model.plan import Plan
    from macros.model.uppfoljning import Instrument

BUDGET = "dokument/budgetmall.xlsx"
SJÄLVVÄRDERING, SLUTRAPPORT, METODHANDBOK = "sjalvvardering", "slutrapport", "metodhandbok"
# Det som styrelsens sida visar år för år, att lägga i en presentation.
FIGUR = (("CSV", "figurer/vad-pengarna-gav.csv"), ("SVG", "figurer/vad-pengarna-gav.svg"))
REPORTS = "kalender/rapporter.ics"
REPORTS_TITLE = "Rapporter som ska lämnas"


def document_name(namn: str) -> str:
    """Ett Worddokuments adress från roten, efter dess namn utan filändelse."""
    return f"dokument/{namn}.docx"


def årsredovisning_name(år: int) -> str:
    """Namnet på underlaget till årsredovisningen, utan filändelse. Kommandot `arsredovisning` skriver en fil som heter likadant."""
    return f"arsredovisning-{år}"


def blankett_name(typ: str) -> str:
    """Blankettens adress från roten, efter id på typen av insats."""
    return document_name(f"ansokan-{typ}-insats")


def instrument_name(instrument: "Instrument") -> str:
    """Enkätens eller intervjuguidens adress från roten."""
    return document_name(f"enkater/{instrument.id}")


def plan_files(plan: "Plan") -> list[tuple[str, str]]:
    """Filerna med planen och dess matris: slaget och adressen från roten. Utan matris finns bara planen."""
    return [(kind, f"data/planer/{plan.id}.{kind.lower()}") for kind in (("CSV", "JSON") if plan.planrader else ("JSON",))]


def size_in_words(size: int) -> str:
    """`812 byte`, `3 kB`, `1,2 MB`."""
    if size < 1000:
        return f"{size} byte"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB".replace(".", ",")
