"""Det som libyaml inte kan läsa, i ord som säger vad som ska skrivas i stället."""

import yaml

from macros.findings import FEL, Finding, Mark
from macros.read.characters import end_of

TEXTS = {
    "ankare": "Ett värde kan inte börja med & eller *. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    "tagg": "Ett värde kan inte börja med utropstecken. Sätt raka citattecken runt värdet om tecknet hör till texten.",
    "indrag": "Raden har fel indrag. Börja den lika långt in som raderna den hör ihop med, och en ny rad i listan med "
    "bindestreck och mellanslag.",
    "klammer": "Klammern eller hakparentesen här stängs aldrig. Sätt raka citattecken runt värdet om den hör till texten.",
    "kolon": "Ett kolon följt av mellanslag står mitt i ett värde. Sätt raka citattecken runt hela värdet.",
    "citat": "Det står mer text efter värdet. Sätt raka citattecken runt alltihop, av en annan sort än de som finns i "
    "texten: \"…\" eller '…'.",
    "dokument": "Filen är delad med --- eller en rad med tre punkter. Ta bort den raden.",
}
# Vad libyaml säger (sammanhang och problem), om platsen är där sammanhanget började, och vad som ska skrivas.
SYNTAX_REMEDIES = (
    ("while scanning an alias", True, TEXTS["ankare"]),
    ("while scanning an anchor", True, TEXTS["ankare"]),
    ("tag", True, TEXTS["tagg"]),
    ("escape", False, "Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'."),
    ("hexdecimal", False, "Ett omvänt snedstreck står inom dubbla citattecken. Byt till enkla citattecken: '…'."),
    ("while scanning a quoted scalar", True, "Citattecknet här stängs aldrig. Skriv ett likadant där värdet slutar."),
    ("expected ',' or", True, TEXTS["klammer"]),
    (
        "expected ':'",
        True,
        "Raden saknar ett kolon följt av mellanslag. Skriv fältets namn, kolon, mellanslag och värdet. "
        "Hör raden till texten ovanför: dra in den längre än fältets namn.",
    ),
    ("expected '-' indicator", False, TEXTS["indrag"]),
    (
        "while scanning a block scalar",
        True,
        "Efter | eller > ska texten börja på nästa rad, längre indragen. Sätt raka "
        "citattecken runt värdet om tecknet hör till texten.",
    ),
    (
        "block sequence entries are not allowed",
        False,
        "Ett bindestreck står direkt efter kolonet. Skriv det på nästa rad "
        "om det är en lista, annars sätt raka citattecken runt värdet.",
    ),
    ("<document start>", False, TEXTS["dokument"]),
)
UNREADABLE = "Raden går inte att läsa. Kontrollera indrag, kolon och citattecken på den och på raden ovanför."


def syntax_finding(error: yaml.YAMLError, text: str, file: str, line_offset: int) -> Finding:
    """libyaml säger vad den väntade sig; kansliet behöver veta vad som ska skrivas, och var."""
    problem = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '') or error}"
    sign, at_start, remedy = next((entry for entry in SYNTAX_REMEDIES if entry[0] in problem), ("", False, UNREADABLE))
    mark = getattr(error, "context_mark" if at_start else "problem_mark", None) or getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if not sign and mark and (opened := _never_closed(problem, text, mark.index, file)):
        line, column, remedy = opened.line - 1, opened.column - 1, TEXTS["klammer"]
    elif not sign and mark:
        written = (text.split("\n", line + 1)[line : line + 1] or [""])[0]
        remedy = _remedy_on_line(problem, written[:column], written[column : column + 1])
        column = len(written) - len(written.lstrip(" ")) if remedy == TEXTS["indrag"] else column
    return Finding(Mark(file, line + 1 + line_offset, column + 1), FEL, remedy, "yaml")


def _never_closed(problem: str, text: str, index: int, file: str) -> Mark | None:
    """Platsen för en parentes på en tidigare rad eller sist i filen, när det är den som gör att raden inte går att läsa."""
    opened = max(text.rfind("{", 0, index), text.rfind("[", 0, index))
    before = text[opened:index].rstrip(" ")
    is_left_open = "\n" in before or not text[index:].strip()
    return end_of(text[:opened], file) if "flow node" in problem and opened >= 0 and is_left_open else None


def _remedy_on_line(problem: str, before: str, at: str) -> str:
    """När libyaml säger samma sak om olika fel avgör vad som står före på raden."""
    if "mapping values are not allowed" in problem:
        return TEXTS["kolon"] if ":" in before else TEXTS["indrag"]
    if "expected key" in problem and at != ":":
        return TEXTS["citat"] if before.strip(" -") else TEXTS["indrag"]
    if at and at in "@`%,[]{}?:|>":
        return f"Ett värde eller ett fält kan inte börja med {at}. Sätt raka citattecken runt det."
    return UNREADABLE
