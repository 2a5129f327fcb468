"""Frågorna i tur och ordning. Det som redan står på kommandoraden frågas inte."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from macros.dictionary.slag import slug
from macros.findings import suggestion
from macros.nytt import answers
from macros.nytt.answers import Answers
from macros.nytt.places import Ort, places, regions_of
from macros.settings import SettingError

Ask = Callable[[str], str]
Values = dict[str, list[str]]
MANY = ("kommun", "region")  # de som kan stå flera gånger
EXAMPLE = (
    "python -m macros nytt-forbund ../exempel --namn 'Samordningsförbundet Exempel' "
    "--kommun Falun --kommun Säter --e-post kansliet@exempel.se"
)


class Question(NamedTuple):
    """En fråga med ett svar. `propose` ger svaret som gäller när inget skrivs, av svaren hittills."""

    option: str
    text: str
    read: Callable[[str], str]
    propose: Callable[[dict[str, str]], str] | None = None


FIRST = (
    Question("namn", "Vad heter förbundet?", answers.name),
    Question(
        "kortnamn", "Kort namn, till tabeller och menyer?", answers.name, lambda known: answers.short_name_of(known["namn"])
    ),
    Question("id", "Id, till adresser och hänvisningar?", answers.id_of, lambda known: slug(known["kortnamn"])[:80].strip("-")),
)
LAST = (
    Question("e-post", "Kansliets gemensamma e-postadress?", answers.e_mail),
    Question("webbplats", "Förbundets webbplats i dag, om det finns en?", answers.website, lambda _: ""),
    Question("adress", "Postadress, med kommatecken mellan raderna (går att fylla i senare)?", answers.address, lambda _: ""),
)
OPTIONS = (*(question.option for question in FIRST), *MANY, *(question.option for question in LAST))


def read_options(arguments: Sequence[str]) -> tuple[str, Values]:
    """Mappen (tom när den inte är skriven) och det som står efter varje --namn. Raises: SettingError."""
    folder, values = "", Values()
    left = iter(arguments)
    for argument in left:
        if not argument.startswith("--"):
            if folder:
                raise SettingError(
                    f"Skriv en mapp, inte två: {folder} och {argument}. Sätt citattecken runt ord med mellanslag."
                )
            folder = argument
            continue
        option, equals, value = argument[2:].partition("=")
        if option not in OPTIONS:
            known = [f"--{name}" for name in OPTIONS]
            raise SettingError(f"--{option} finns inte.{suggestion(argument, known)} De som finns: {', '.join(known)}.")
        value = value if equals else next(left, "")
        if not value or value.startswith("--"):
            raise SettingError(f"Skriv ett värde efter --{option}.")
        if option in values and option not in MANY:
            raise SettingError(f"--{option} står två gånger. Ta bort det ena.")
        values.setdefault(option, []).append(value)
    return folder, values


def gather(given: Values, ask: Ask | None) -> Answers:
    """Svaren. `ask` ställer en fråga, och är None när ingen kan svara. Raises: SettingError."""
    if ask is None and (missing := [name for name in ("namn", "kommun", "e-post") if name not in given]):
        raise SettingError(f"Det saknas: {', '.join(f'--{name}' for name in missing)}. Till exempel:\n\n  {EXAMPLE}")
    known: dict[str, str] = {}
    for question in FIRST:
        known[question.option] = _answer(question, known, given, ask)
    kommuner = _members("kommun", given, ask, ())
    regioner = _members("region", given, ask, regions_of(kommuner))
    for question in LAST:
        known[question.option] = _answer(question, known, given, ask)
    return Answers(
        namn=known["namn"],
        kortnamn=known["kortnamn"],
        id=known["id"],
        kommuner=kommuner,
        regioner=regioner,
        e_post=known["e-post"],
        webbplats=known["webbplats"],
        postadress=known["adress"],
    )


def _answer(question: Question, known: dict[str, str], given: Values, ask: Ask | None) -> str:
    proposed = question.propose(known) if question.propose else ""
    if question.option in given:
        with _said_on_the_line(question.option):
            return question.read(given[question.option][0].strip())
    if ask is None:
        return question.read(proposed)
    while True:
        written = ask(f"{question.text}{f' [{proposed}]' if proposed else ''} ").strip()
        try:
            return question.read(written or proposed)
        except ValueError as error:
            print(f"  {error}")


def _members(huvudman: str, given: Values, ask: Ask | None, proposed: Sequence[Ort]) -> tuple[Ort, ...]:
    if huvudman in given or ask is None:
        with _said_on_the_line(huvudman):
            return answers.members(given.get(huvudman, [ort.kort for ort in proposed]), huvudman)
    with _completed(ort.kort for ort in places(huvudman)):
        return _asked_members(huvudman, ask, proposed)


def _asked_members(huvudman: str, ask: Ask, proposed: Sequence[Ort]) -> tuple[Ort, ...]:
    """Medlemmarna, en i taget. En tom rad betyder att alla är med, eller att förslaget är rätt."""
    found: dict[Ort, None] = {}
    hint = f"Vilka {'kommuner' if huvudman == 'kommun' else 'regioner'} är medlemmar? Skriv början på namnet."
    print(f"{hint} Tryck på Enter när alla är med.")
    while True:
        suggested = f" [{', '.join(ort.namn for ort in proposed)}]" if proposed and not found else ""
        written = ask(f"  {huvudman}{suggested}: ").strip()
        if not written and (found or proposed):
            return tuple(found or proposed)
        try:
            new = answers.members([written], huvudman)
        except ValueError as error:
            print(f"  {error}")
            continue
        found |= dict.fromkeys(new)
        print(f"  Med: {', '.join(ort.namn for ort in found)}")


@contextmanager
def _said_on_the_line(option: str) -> Iterator[None]:
    """Ett fel i det som står på kommandoraden säger var."""
    try:
        yield
    except ValueError as error:
        raise SettingError(f"--{option}: {error}") from error


@contextmanager
def _completed(words: Iterable[str]) -> Iterator[None]:
    """Tabb fyller i ett av orden, där terminalen kan det."""
    choices = sorted(words)

    def choice(start: str, number: int) -> str | None:
        found = [word for word in choices if word.casefold().startswith(start.casefold())]
        return found[number] if number < len(found) else None

    try:
        import readline
    except ImportError:  # Windows
        yield
        return
    readline.set_completer_delims(",")
    readline.set_completer(choice)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)
