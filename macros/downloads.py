"""Filerna att ladda ner: var på webbplatsen de ligger, och storleken i ord. Både sidorna och exporterna frågar här."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from macros.model.atagande import Åtagande
    from macros.model.beslut import Beslut
    from macros.model.guide import Guide
    from macros.model.insats import Insats
    from macros.model.instrument import Instrument
    from macros.model.plan import Plan
    from macros.model.rapport import Metodhandbok, Rapport
    from macros.model.roll import Roll

BUDGET = "dokument/budgetmall.xlsx"
REKVISITION = "dokument/budget-och-rekvisition.xlsx"
SJÄLVVÄRDERING, SLUTRAPPORT, METODHANDBOK = "sjalvvardering", "slutrapport", "metodhandbok"
# Programmets egna mallar och vad länken till dem säger, efter åtagandets sort eller ordet som dess namn har.
MALLAR = {
    "slutrapport": (SLUTRAPPORT, "Mall för slutrapport"),
    "metodhandbok": (METODHANDBOK, "Mall för metodhandbok"),
    "självvärdering": (SJÄLVVÄRDERING, "Mall för självvärdering"),
}
RESULTATTABELL = "figurer/vad-pengarna-gav.csv"  # det som styrelsens sida visar år för år
FIGURSLAG = ("PNG", "SVG", "CSV")
# Dokumenten som varje insats har medan den pågår, med insatsens uppgifter ifyllda.
INSATSENS = {
    "styrgruppsmote": "Styrgruppsmöte",
    "samarbetsavtal": "Samarbetsavtal",
    "implementeringsplan": "Implementeringsplan",
    "utvarderingsuppdrag": "Underlag för extern utvärdering",
}
# Öppna data, version 1. Adresserna ligger fast: ett program som läser dem ska fungera också efter vår nästa ändring.
DATA = "data/v1/"
ALL_XLSX, ALL_CSV, PACKAGE = f"{DATA}alla-uppgifter.xlsx", f"{DATA}alla-uppgifter-csv.zip", f"{DATA}datapackage.json"
CATALOG = "dcat.rdf", "dcat.ttl"  # datakatalogen, när bygget vet webbplatsens adress
DATASETS = "datamangder.jsonld"  # datamängderna för sökmotorer, när bygget vet webbplatsens adress
FEED = "floden/alla.atom"  # flödet med allt från det egna förbundet
REPORTS = "kalender/rapporter.ics"
REPORTS_TITLE = "Rapporter som ska lämnas"


def document_name(namn: str) -> str:
    """Ett Worddokuments adress från roten, efter dess namn utan filändelse."""
    return f"dokument/{namn}.docx"


def decision_calendar(beslut: "Beslut") -> str:
    """Adressen från roten till kalendern med vägen till ett beslut."""
    return f"kalender/beslut/{beslut.id}.ics"


def figur_name(figur: str, slag: str) -> str:
    """Figurens fil, från roten. `slag` är ett av FIGURSLAG."""
    return f"figurer/{figur}.{slag.lower()}"


def årsredovisning_name(år: int) -> str:
    """Namnet på underlaget till årsredovisningen, utan filändelse. Kommandot `arsredovisning` skriver en fil som heter likadant."""
    return f"arsredovisning-{år}"


def insatsens_kalender(insats: "Insats", roll: "Roll | None" = None) -> str:
    """Kalendern med en insats åtaganden, eller bara dem som en roll har."""
    return f"kalender/insatser/{insats.id}{f'/{roll.id}' if roll else ''}.ics"


def insatsens_dokument(insats: "Insats", namn: str) -> str:
    """En mall med insatsens namn ifyllt, efter mallens namn utan filändelse."""
    return document_name(f"insatser/{insats.id}/{namn}")


def mall_för(åtagande: "Åtagande", guide: "Guide") -> tuple[str, str]:
    """Mallen att skriva i, som dokumentets namn och mallens i ord: förbundets egen, annars programmets. Två tomma när ingen passar."""
    namn = åtagande.vad.casefold()
    for mall in guide.rapportmallar:
        är_till_för = namn in (ett.casefold() for ett in mall.för) or set(mall.sorter) & set(åtagande.sorter)
        if mall.förbund.är_värd and är_till_för:
            return mall.id, mall.namn
    return next((one for ord, one in MALLAR.items() if ord in namn or ord in åtagande.sorter), ("", ""))


def blankett_name(typ: str) -> str:
    """Blankettens adress från roten, efter id på typen av insats."""
    return document_name(f"ansokan-{typ}-insats")


def rekvisition_name(insats: str) -> str:
    """Adressen från roten till insatsens arbetsbok för budget och rekvisition, efter insatsens id."""
    return f"dokument/rekvisition/{insats}.xlsx"


def instrument_name(instrument: "Instrument") -> str:
    """Enkätens eller intervjuguidens adress från roten."""
    return document_name(f"enkater/{instrument.id}")


def plan_files(plan: "Plan") -> list[tuple[str, str]]:
    """Filerna med planen och dess matris: slaget och adressen från roten. Utan matris finns bara planen."""
    return [(kind, f"data/planer/{plan.id}.{kind.lower()}") for kind in (("CSV", "JSON") if plan.planrader else ("JSON",))]


GUIDE, SAMMANFATTNING = "ansokningsguide", "sammanfattning"  # dokumentens namn utan filändelse


def dokumentets_filer(namn: str) -> tuple[str, str]:
    """Samma dokument som PDF och som Word, adresser från roten."""
    return f"dokument/{namn}.pdf", document_name(namn)


def plandokument_name(plan: "Plan") -> str:
    """Plandokumentets namn utan filändelse."""
    return f"planer/{plan.id}"


def insatsens_pdf(insats: "Insats") -> str:
    """Insatsens sida som PDF, adress från roten."""
    return f"dokument/insatser/{insats.id}/{insats.id}.pdf"


def rapportens_pdf(rapport: "Rapport | Metodhandbok") -> str:
    """Rapportens eller handbokens sida som PDF, adress från roten. Adressen följer sidans."""
    return f"dokument/{rapport.adress.removeprefix('resultat/').rstrip('/')}.pdf"


def insats_file(id_: str) -> str:
    """Filen med allt om en insats, efter adress från roten."""
    return f"{DATA}insatser/{id_}.json"


def feed_name(slag: str, namn: str = "") -> str:
    """Ett flödes adress från roten: `floden/insatser/ama.atom`, eller `floden/rapporter.atom` utan namn."""
    return f"floden/{slag}{f'/{namn}' if namn else ''}.atom"


def size_in_words(size: int) -> str:
    """`812 byte`, `3 kB`, `1,2 MB`."""
    if size < 1000:
        return f"{size} byte"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB".replace(".", ",")
