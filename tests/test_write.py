"""Skrivaren ändrar det den ska, och inget annat: kommentarer, ordning, citattecken, radslut och andra rader är kvar."""

from collections.abc import Callable

import pytest

from macros.dictionary.words import Table
from macros.write import Draft, WriteRefused
from tests.rader import words

TEXT = """\
# Insatserna

- id: gul   # den första
  namn: "Gula gården"   # citattecken
  typ: individinriktad
  # före tiden
  projekttid:   # osäker
    # läst ur planen
    start: 2017
    slut: 2018   # enligt beslut
  metodval:
    - metod: summativ-utvardering
      lydelse: >-
        Summativ
        utvärdering

    - metod: foljeforskning   # valdes sist
      # står i bilagan

  utförare: [Sweco, Veta Advisor AB]
  budget: [{år: 2019, belopp: 100}]
  syfte: |
    Ett stycke.

    Ett till.
  # sist i raden
# före nästa rad

- id: rosa
  namn: 'Rosa rummet'
  anmärkning:
  källa: []
"""

Change = Callable[[Draft], object]


def insatser() -> Table:
    return words().tables["insatser"]


def draft_of(text: str) -> Draft:
    return Draft(text.encode(), "data/insatser.yaml", insatser())


def lines_changed(draft: Draft) -> list[str]:
    """Raderna som försvinner och kommer, utan diffens huvud."""
    return [line for line in draft.diff().splitlines() if line[0] in "-+" and line[:3] not in ("---", "+++")]


CHANGES: list[tuple[str, Change, list[str]]] = [
    (
        "ett annat värde, och kommentaren efter är kvar",
        lambda draft: draft.set("gul", "projekttid.slut", "tills vidare"),
        ["-    slut: 2018   # enligt beslut", "+    slut: tills vidare   # enligt beslut"],
    ),
    (
        "citattecknen är kvar",
        lambda draft: draft.set("gul", "namn", "Gul"),
        ['-  namn: "Gula gården"   # citattecken', '+  namn: "Gul"   # citattecken'],
    ),
    (
        "de andra citattecknen är kvar",
        lambda draft: draft.set("rosa", "namn", "Rosa"),
        ["-  namn: 'Rosa rummet'", "+  namn: 'Rosa'"],
    ),
    (
        "andra citattecken när värdet har sådana i sig",
        lambda draft: draft.set("gul", "namn", '"Gul"'),
        ['-  namn: "Gula gården"   # citattecken', "+  namn: '\"Gul\"'   # citattecken"],
    ),
    (
        "ett nytt fält får ordbokens plats",
        lambda draft: draft.set("gul", "målgrupp", "Unga: 16–25 år"),
        ['+  målgrupp: "Unga: 16–25 år"'],
    ),
    (
        "fält i fält som saknas",
        lambda draft: draft.set("rosa", "projekttid.start", "2019-08-12"),
        ["+  projekttid:", "+    start: 2019-08-12"],
    ),
    (
        "ett fält utan värde får ett",
        lambda draft: draft.set("rosa", "anmärkning", "Ny"),
        ["-  anmärkning:", "+  anmärkning: Ny"],
    ),
    ("ett fält tas bort", lambda draft: draft.remove("gul", "typ"), ["-  typ: individinriktad"]),
    (
        "det som blir tomt försvinner också",
        lambda draft: (draft.remove("gul", "projekttid.start"), draft.remove("gul", "projekttid.slut")),
        ["-  projekttid:   # osäker", "-    # läst ur planen", "-    start: 2017", "-    slut: 2018   # enligt beslut"],
    ),
    (
        "det första fältet tas bort",
        lambda draft: draft.remove("gul", "id"),
        ["-- id: gul   # den första", '-  namn: "Gula gården"   # citattecken', '+- namn: "Gula gården"   # citattecken'],
    ),
    (
        "ett värde till i en lista, efter kommentaren som hör till det förra",
        lambda draft: draft.append("gul", "metodval", {"lydelse": "Enkät: två gånger", "metod": "enkat"}),
        ["+    - metod: enkat", '+      lydelse: "Enkät: två gånger"'],
    ),
    (
        "ett värde i en lista tas bort med sina kommentarer",
        lambda draft: draft.remove("gul", "metodval.1"),
        ["-    - metod: foljeforskning   # valdes sist", "-      # står i bilagan", "-"],
    ),
    (
        "det första värdet i en lista tas bort",
        lambda draft: draft.remove("gul", "metodval.0"),
        ["-    - metod: summativ-utvardering", "-      lydelse: >-", "-        Summativ", "-        utvärdering", "-"],
    ),
    (
        "hakparenteser är kvar, och komma får citattecken",
        lambda draft: draft.append("gul", "utförare", "Ett, två"),
        ["-  utförare: [Sweco, Veta Advisor AB]", '+  utförare: [Sweco, Veta Advisor AB, "Ett, två"]'],
    ),
    (
        "ett värde inne i klamrar",
        lambda draft: draft.set("gul", "budget.0.belopp", "200"),
        ["-  budget: [{år: 2019, belopp: 100}]", "+  budget: [{år: 2019, belopp: 200}]"],
    ),
    (
        "ett fält tas bort inne i klamrar",
        lambda draft: draft.remove("gul", "budget.0.år"),
        ["-  budget: [{år: 2019, belopp: 100}]", "+  budget: [{belopp: 100}]"],
    ),
    (
        "en tom lista får rader",
        lambda draft: draft.append("rosa", "källa", {"dokument": "plan"}),
        ["-  källa: []", "+  källa:", "+    - dokument: plan"],
    ),
    (
        "ett stycke blir kort",
        lambda draft: draft.set("gul", "syfte", "Ett."),
        ["-  syfte: |", "-    Ett stycke.", "-", "-    Ett till.", "+  syfte: Ett."],
    ),
    (
        "flera rader skrivs som de var",
        lambda draft: draft.set("gul", "syfte", "Ett stycke.\n\nEtt annat."),
        ["-    Ett till.", "+    Ett annat."],
    ),
    (
        "en nyckel byter namn i alla rader, också inne i listor",
        lambda draft: draft.rename("metodval.metod", "metoden"),
        [
            "-    - metod: summativ-utvardering",
            "+    - metoden: summativ-utvardering",
            "-    - metod: foljeforskning   # valdes sist",
            "+    - metoden: foljeforskning   # valdes sist",
        ],
    ),
    (
        "bara det som skiljer sig i en hel rad skrivs",
        lambda draft: draft.change(1, draft.rows[1] | {"namn": "Rosa", "plats": "Ånäs"}),
        ["-  namn: 'Rosa rummet'", "+  namn: 'Rosa'", "+  plats: Ånäs"],
    ),
    (
        "en rad till, med fälten i ordning",
        lambda draft: draft.add({"källa": [{"avsnitt": "2.1", "dokument": "plan"}], "namn": "Nya", "id": "vit", "plats": ""}),
        ["+", "+- id: vit", "+  namn: Nya", "+  källa:", "+    - dokument: plan", "+      avsnitt: 2.1"],
    ),
    (
        "den sista raden tas bort",
        lambda draft: draft.remove_row("rosa"),
        ["-", "-- id: rosa", "-  namn: 'Rosa rummet'", "-  anmärkning:", "-  källa: []"],
    ),
]


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
@pytest.mark.parametrize("form", ["unix", "windows", "bom", "utan radslut"])
def test_changes_what_it_should_and_nothing_else(change: Change, expected: list[str], form: str):
    text = {"windows": TEXT.replace("\n", "\r\n"), "bom": f"\ufeff{TEXT}", "utan radslut": TEXT[:-1]}.get(form, TEXT)
    draft = draft_of(text)
    change(draft)
    result = draft.result().decode()
    assert result.startswith("\ufeff") == (form == "bom")
    assert result.count("\n") == result.count("\r\n") or form != "windows"
    if form != "utan radslut":  # den sista raden ser annorlunda ut i skillnaden när den inte har något radslut
        assert lines_changed(draft) == expected
    plain = draft_of(TEXT)
    change(plain)
    assert result.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") == plain.result().decode().rstrip("\n")


VALUES = [
    ("Ånäs", "Ånäs"),
    ("2019-08-12", "2019-08-12"),
    ("2019", "2019"),
    ("1500000", "1500000"),
    ("-2.5", "-2.5"),
    ("<5", '"<5"'),
    (">5", '">5"'),
    ("yes", '"yes"'),
    ("NO", '"NO"'),
    ("null", '"null"'),
    ("~", '"~"'),
    ("0701234567", '"0701234567"'),
    ("007", '"007"'),
    ("1.10", '"1.10"'),
    ("12:30", '"12:30"'),
    ("1e5", '"1e5"'),
    ("+46", '"+46"'),
    ("ja", "ja"),
    ("skyddat", "skyddat"),
    ("§ 94", "§ 94"),
    ("Mål: insatsmål", '"Mål: insatsmål"'),
    ("Tabell #3", "Tabell #3"),
    ("Tabell # 3", '"Tabell # 3"'),
    ("- punkt", '"- punkt"'),
    ("slutar med:", '"slutar med:"'),
    ("@namn", '"@namn"'),
    ("*", '"*"'),
    ("&x", '"&x"'),
    ("!x", '"!x"'),
    ("{x}", '"{x}"'),
    ("[x]", '"[x]"'),
    ("a, b", "a, b"),
    ("100 %", "100 %"),
    ("%", '"%"'),
    ('Hon sa "hej"', 'Hon sa "hej"'),
    ('"hej" sa hon', "'\"hej\" sa hon'"),
    ('it\'s: "x"', "'it''s: \"x\"'"),
    ("a\\b: c", "'a\\b: c'"),
    ("https://exempel.se/a?b=c#d", "https://exempel.se/a?b=c#d"),
    ("två\nrader", "|-\n    två\n    rader"),
    ("ord " * 30 + "slut", ">-\n    " + " ".join(["ord"] * 29) + "\n    ord slut"),
]


@pytest.mark.parametrize(("value", "written"), VALUES, ids=[shown[:20] for shown, _ in VALUES])
def test_quotes_only_where_needed(value: str, written: str):
    draft = draft_of("[]\n")
    draft.add({"id": "ny", "namn": value})
    if value == "Tabell #3":  # läsaren varnar för # utan mellanslag efter
        written = '"Tabell #3"'
    assert draft.result().decode() == f"- id: ny\n  namn: {written}\n"


REFUSED: list[tuple[str, str, Change, str]] = [
    ("raden finns inte", TEXT, lambda draft: draft.set("bla", "namn", "Blå"), "Ingen rad i data/insatser.yaml har id bla."),
    ("fältet finns inte", TEXT, lambda draft: draft.remove("gul", "plats"), "plats finns inte i raden."),
    ("namnet är upptaget", TEXT, lambda draft: draft.rename("namn", "id"), "Fältet id finns redan i raden."),
    (
        "hela raden blir tom",
        "- id: a\n",
        lambda draft: draft.remove("a", "id"),
        "En rad måste ha något fält. Ta bort hela raden i stället.",
    ),
    (
        "ett osynligt tecken",
        TEXT,
        lambda draft: draft.set("gul", "namn", "Gul\u200ba"),
        "Värdet Gul\\u200ba går inte att skriva, för det innehåller tecken som inte får stå i en datafil.",
    ),
    (
        "klamrar på flera rader",
        "- id: a\n  budget: [{år: 2019,\n    belopp: 1}]\n",
        lambda draft: draft.append("a", "budget", {"år": "2020"}),
        "Värdet står inom klamrar på flera rader. Skriv om det på egna rader, utan klamrar, och försök igen.",
    ),
    (
        "raderna står i hakparenteser",
        "[{id: a}]\n",
        lambda draft: draft.set("a", "id", "b"),
        "Raderna i filen står inte var för sig med bindestreck längst till vänster. Skriv om den så, och försök igen.",
    ),
    (
        "ett fält står två gånger",
        "- id: a\n  namn: x\n  namn: y\n",
        lambda draft: draft.set("a", "namn", "z"),
        "Fältet namn står två gånger i samma rad. Ta bort det ena först.",
    ),
    (
        "filen går inte att läsa",
        "- id: a\n\tnamn: x\n",
        lambda draft: draft.set("a", "id", "b"),
        "Filen går inte att ändra förrän den går att läsa. data/insatser.yaml:2:1 fel: Raden innehåller en tabb. "
        "Byt den mot mellanslag.",
    ),
    (
        "radslut av ett gammalt slag",
        "- id: a\r  namn: x\r",
        lambda draft: draft.set("a", "id", "b"),
        "Filen har radslut av ett gammalt slag. Spara om den med radslut för Windows eller Linux, och försök igen.",
    ),
]


@pytest.mark.parametrize(("text", "change", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refuses_what_it_cannot_write(text: str, change: Change, message: str):
    with pytest.raises(WriteRefused) as refused:
        change(draft_of(text))
    assert str(refused.value) == message
