"""Vad sökningen vet om insatser och begrepp."""

from collections.abc import Iterable, Iterator

from macros.exports.search import SearchDocument, SearchWay
from macros.model.insats import Insats
from macros.model.kalla import Uppgift
from macros.model.ord import Metod
from macros.model.plan import Plan
from macros.model.register import Register

WORD_WEIGHT = 0.8  # en sida om ett ord går inte före sidan där det görs


def own_words(value: object) -> Iterator[str]:
    """Texterna i det som bara ordboken känner om en rad."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Uppgift):
        yield from own_words(value.värde)
    elif isinstance(value, tuple):
        for inner in value:
            yield from own_words(inner)


def sentences(texts: Iterable[str]) -> str:
    """Texterna efter varandra, var och en avslutad som en mening."""
    lines = (" ".join(text.split()) for text in texts)
    return " ".join(line if line.endswith((".", "!", "?")) else f"{line}." for line in lines if line)


def insats_document(insats: Insats) -> SearchDocument:
    methods = [val.text for val in insats.metodval] + [val.metod.namn for val in insats.metodval]
    summary = insats.syfte or ", ".join(
        filter(
            None,
            [
                insats.förbund.kortnamn,
                insats.projekttid.i_ord() if insats.projekttid.år() else "",
                *methods[: len(insats.metodval)],
            ],
        )
    )
    text = sentences(
        [
            insats.syfte,
            insats.målgrupp,
            insats.plats,
            insats.anmärkning,
            insats.projektägare,
            insats.typ.namn if insats.typ else "",
            *(part.namn for part in insats.parter),
            *(part.typ.namn for part in insats.parter if part.typ),
            insats.utförare_läge,
            insats.ingår_i.namn,
            *(r.vad for r in insats.redovisning),
            *own_words(insats.övriga),
        ]
    )
    keywords = (*dict.fromkeys(methods), *insats.utförare, insats.förbund.namn, insats.förbund.kortnamn)
    return SearchDocument(insats.adress, insats.namn, f"Insats › {insats.förbund.kortnamn}", summary, text, keywords)


def plan_document(plan: Plan, title: str, description: str) -> SearchDocument:
    """En plan hittas på sitt namn, sin period och sitt beslut. Insatserna i den har egna sidor."""
    period = plan.period.i_ord() if plan.period else ""
    words = (period, plan.antagen_av, plan.paragraf, "plan", "matris", plan.förbund.namn, plan.förbund.kortnamn)
    return SearchDocument(plan.adress, title, "Plan", description, " ".join(own_words(plan.övriga)), tuple(filter(None, words)))


def begrepp_documents(register: Register) -> list[SearchDocument]:
    """Ett dokument per begrepp. En metods begrepp är metodens egen sida, så att ingen träff kommer två gånger."""
    return [
        SearchDocument(
            f"begrepp/#{begrepp.id}",
            begrepp.term,
            "Begrepp",
            begrepp.betydelse,
            " ".join(own_words(begrepp.övriga)),
            begrepp.andra_ord(),
            weight=WORD_WEIGHT,
        )
        for begrepp in register.begrepp
        if not begrepp.metod or begrepp.metod.id != begrepp.id
    ]


def other_words(register: Register, metod: Metod) -> tuple[str, ...]:
    """Begreppslistans andra ord för metoden."""
    return tuple(word for begrepp in register.begrepp if begrepp.metod is metod for word in begrepp.andra_ord())


def ways(register: Register) -> list[SearchWay]:
    """Sökorden, med sidornas adresser från roten."""
    return [SearchWay(one.ord, tuple(link.lstrip("/") for link in one.sidor), one.svar) for one in register.sökord]


def former_ways(redirects: Iterable[tuple[str, str]]) -> list[SearchWay]:
    """Orden i sidornas tidigare adresser: den som minns vad sidan hette hittar dit. Adresserna räknas från roten."""
    return [SearchWay((old.rstrip("/").rpartition("/")[2].replace("-", " "),), (new,)) for old, new in redirects]


def synonyms(register: Register) -> list[tuple[str, ...]]:
    """Grupper av ord för samma sak, med termen först."""
    return [(begrepp.term, *begrepp.andra_ord()) for begrepp in register.begrepp if begrepp.andra_ord()]
