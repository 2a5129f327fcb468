"""Felfria utfall i den lilla datamappen, att göra misstag i."""

SOURCE = "  källa:\n    - dokument: plan\n"
POSITIVE, OTHER = "utfall\n  positivt: ja", "utfall\n  positivt: nej"
ROLES = {
    "aktiva": "aktiva",
    "avslut": "avslut",
    "tidiga_avhopp": "tidiga avhopp",
    "arbete": POSITIVE,
    "studier": POSITIVE,
    "annan_rehab": POSITIVE,
    "sjukvård": OTHER,
    "ersättning": OTHER,
    "annat": OTHER,
    "aktiva_nästa": "aktiva nästa",
    "genomströmningstid": "bakgrund\n  enhet: månader",
}
MEASURES = "".join(
    f"- id: m{number}\n  fält: {field}\n  namn: Mått {number}\n  betydelse: Vad det är.\n  roll: {role}\n{SOURCE}"
    for number, (field, role) in enumerate(ROLES.items())
)
NUMBERS = {
    "totalt": (132, 87, 11, 15, 11, 12, 15, 13, 10, 45),
    "kvinnor": (70, 45, 5, 8, 6, 7, 9, 5, 5, 25),
    "män": (62, 42, 6, 7, 5, 5, 6, 8, 5, 20),
}
YEAR = "    från: 2024-07-01\n    till: 2025-06-30\n"
EXPLAINED = "  till_annat: Några flyttade.\n"


def numbers(kön: str) -> str:
    return "".join(f"  {field}: {number}\n" for field, number in zip(ROLES, NUMBERS[kön]))


def row(kön: str, name: str = "", insats: str = "rosa", period: str = YEAR) -> str:
    return (
        f"- id: {name}{kön.replace('ä', 'a')}\n  insats: {insats}\n  period:\n{period}  kön: {kön}\n{numbers(kön)}"
        f"{EXPLAINED if kön == 'totalt' else ''}{SOURCE}"
    )


def group(*given: str) -> str:
    return "".join(row(kön, *given) for kön in NUMBERS)


U, M = "utfall.yaml", "utfallsmatt.yaml"
FIELDS = "aktiva, avslut, tidiga_avhopp, arbete, studier, annan_rehab, sjukvård, ersättning, annat, aktiva_nästa"
# Ersättning för kvinnor är skyddat, och allt annat är skrivet.
EXPOSED = (
    ("  sjukvård: 9\n  ersättning: 5", '  sjukvård: 10\n  ersättning: "<5"'),
    ("  sjukvård: 6\n  ersättning: 8", "  sjukvård: 5\n  ersättning: 9"),
)


def corrected(field: str = "arbete", day: str = "2025-10-01", before: str = "16") -> str:
    return f"    - fält: {field}\n      datum: {day}\n      tidigare: {before}\n      varför: Räknat två gånger.\n"


def correction(*items: str) -> tuple[str, str]:
    """Bytet som lägger till rättelser på raden för totalt."""
    return EXPLAINED, EXPLAINED + "  rättelser:\n" + "".join(items)


# Tabellerna i mappen: måtten, och ett år för insatsen rosa.
TABLES = {"utfallsmatt.yaml": MEASURES, "utfall.yaml": group()}
