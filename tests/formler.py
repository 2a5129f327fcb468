"""Räknar Excelformler utan Excel: bara det som budgetmallen använder. Tal, text, celler, områden, blad, namn och funktioner."""

import io
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl

SHEET = r"(?:(?:'[^']+'|[^\W\d]\w*)!)?"
PLACE = r"\$?[A-Z]{1,2}\$?\d+"
TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<tal>\d+(?:\.\d+)?)|'
    rf"(?P<cell>{SHEET}{PLACE}(?::{PLACE})?)(?![\w(])"
    r"|(?P<namn>[^\W\d]\w*)|(?P<tecken><>|<=|>=|[-+*/&=<>(),]))"
)
BLANK = r'\s(?=(?:[^"]*"[^"]*")*[^"]*$)'  # utanför citattecken
LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
EPOCH = date(1899, 12, 30)  # Excels dag 0
Thunk = Callable[[], Any]  # räknas ut först när värdet behövs, som i IF


class Calculator:
    """En arbetsbok, med egna värden i stället för det som står i cellerna. Celler utan blad, som `B8`, står på `sheet`."""

    def __init__(self, content: bytes, sheet: str, inputs: Mapping[str, Any]):
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.sheet = sheet
        self.names = {name: defined.attr_text for name, defined in book.defined_names.items()}
        found = [(f"{page.title}!{one.coordinate}", one) for page in book for row in page.iter_rows() for one in row]
        own = {place if "!" in place else f"{sheet}!{place}": value for place, value in inputs.items()}
        self.cells = {place: in_cell(one.value) for place, one in found} | own
        # En text kan också börja med ett likhetstecken.
        self.counted = {place for place, one in found if one.data_type == "f" and place not in own}
        self.counted |= {place for place, value in own.items() if str(value).startswith("=")}
        self.done: dict[str, Any] = {}

    def formulas(self, sheet: str = "") -> list[str]:
        """Cellerna med formler på ett blad, det första om inget är valt."""
        here = f"{sheet or self.sheet}!"
        return [place.removeprefix(here) for place in self.cells if place in self.counted and place.startswith(here)]

    def value(self, place: str, sheet: str = "") -> Any:
        where = place if "!" in place else f"{sheet or self.sheet}!{place}"
        if where not in self.done:
            written = self.cells.get(where)
            is_formula = where in self.counted
            self.done[where] = Formula(written[1:], self, where.rpartition("!")[0]).result() if is_formula else written
        return self.done[where]

    def area(self, place: str, sheet: str) -> Any:
        """En cells värde, eller listan med värdena i ett område. `sheet` är formelns eget blad."""
        named, _, place = place.replace("$", "").replace("'", "").rpartition("!")
        sheet = named or sheet
        if ":" not in place:
            return self.value(place, sheet)
        first, last = place.split(":")
        box = openpyxl.utils.range_boundaries(f"{first}:{last}")
        return [
            self.value(f"{openpyxl.utils.get_column_letter(column)}{row}", sheet)
            for row in range(box[1], box[3] + 1)
            for column in range(box[0], box[2] + 1)
        ]


def in_cell(value: Any) -> Any:
    """Värdet så som formlerna ser det: en dag är ett tal."""
    return (value.date() - EPOCH).days if isinstance(value, datetime) else value


class Formula:
    """Läser en formel från vänster, svagaste tecknet först."""

    def __init__(self, text: str, book: Calculator, sheet: str):
        self.book, self.sheet, self.position = book, sheet, 0
        self.tokens = [(match.lastgroup, match[match.lastgroup]) for match in TOKEN.finditer(text)]
        assert "".join(token if kind == "text" else re.sub(BLANK, "", token) for kind, token in self.tokens) == re.sub(
            BLANK, "", text
        ), f"oläst: {text}"

    def result(self) -> Any:
        thunk = self.parse()
        assert self.position == len(self.tokens), f"kvar: {self.tokens[self.position :]}"
        return thunk()

    def peek(self) -> str:
        return self.tokens[self.position][1] if self.position < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        self.position += 1
        return self.tokens[self.position - 1]

    def parse(self, level: int = 0) -> Thunk:
        if level == len(LEVELS):
            return self.parse_value()
        left = self.parse(level + 1)
        while self.peek() in LEVELS[level]:
            sign = self.take()[1]
            left = self.combined(sign, left, self.parse(level + 1))
        return left

    @staticmethod
    def combined(sign: str, left: Thunk, right: Thunk) -> Thunk:
        return lambda: OPERATORS[sign](left(), right())

    def parse_value(self) -> Thunk:
        kind, token = self.take()
        if token == "(":
            inner = self.parse()
            assert self.take()[1] == ")"
            return inner
        if kind == "text":
            return lambda: token[1:-1]
        if kind == "tal":
            return lambda: float(token)
        if kind == "cell":
            return lambda: self.book.area(token, self.sheet)
        if self.peek() != "(":
            return lambda: self.book.area(self.book.names[token], self.sheet)
        return self.parse_call(token)

    def parse_call(self, name: str) -> Thunk:
        arguments = []
        while self.take()[1] != ")":  # ( eller ,
            arguments.append(self.parse())
            if self.peek() == ")":
                self.take()
                break
        return lambda: FUNCTIONS[name](*arguments)


def flat(arguments: tuple[Thunk, ...]) -> list[Any]:
    values = [argument() for argument in arguments]
    return [item for value in values for item in (value if isinstance(value, list) else [value])]


def numbers(*arguments: Thunk) -> list[float]:
    """Summor hoppar över text och tomma celler, som i Excel."""
    return [value for value in flat(arguments) if number_like(value)]


def as_text(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def number(value: Any) -> float:
    if isinstance(value, str):
        raise ValueError(f"#VÄRDEFEL: {value!r} är text")
    return float(value or 0)


def equal(left: Any, right: Any) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return as_text(left).casefold() == as_text(right).casefold()
    return number(left) == number(right)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "=": equal,
    "<>": lambda a, b: not equal(a, b),
    "&": lambda a, b: as_text(a) + as_text(b),
    "<": lambda a, b: number(a) < number(b),
    ">": lambda a, b: number(a) > number(b),
    "<=": lambda a, b: number(a) <= number(b),
    ">=": lambda a, b: number(a) >= number(b),
    "+": lambda a, b: number(a) + number(b),
    "-": lambda a, b: number(a) - number(b),
    "*": lambda a, b: number(a) * number(b),
    "/": lambda a, b: number(a) / number(b),
}


def months_later(start: float, months: float) -> int:
    """EDATE för dagar som finns i varje månad."""
    day = EPOCH + timedelta(start)
    year, month = divmod(day.month - 1 + int(months), 12)
    return (day.replace(year=day.year + year, month=month + 1) - EPOCH).days


def meets(value: Any, rule: Any) -> bool:
    """Villkoret i COUNTIF och SUMIF: `"<0"`, eller det som cellen ska vara lika med."""
    if isinstance(rule, str) and rule.startswith("<"):
        return isinstance(value, int | float) and value < float(rule[1:])
    return value is not None and equal(value, rule)


def sum_ifs(sums: Thunk, *pairs: Thunk) -> float:
    """SUMIFS: området som summeras, och sedan ett område och ett villkor i taget."""
    tests = [(flat((area,)), rule()) for area, rule in zip(pairs[::2], pairs[1::2], strict=True)]
    rows = enumerate(flat((sums,)))
    return float(
        sum(value for row, value in rows if number_like(value) and all(meets(area[row], rule) for area, rule in tests))
    )


def number_like(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def half_up(value: float, digits: int) -> float:
    """Halva avrundas från noll i kalkylprogram, men till jämnt i Python."""
    return math.copysign(math.floor(abs(value) * 10**digits + 0.5) / 10**digits, value)


def day_of(year: Thunk, month: Thunk, day: Thunk) -> int:
    """DATE, där månaderna får vara fler än tolv."""
    years, months = divmod(int(number(month())) - 1, 12)
    return (date(int(number(year())) + years, months + 1, int(number(day()))) - EPOCH).days


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *a: float(sum(numbers(*a))),
    "COUNT": lambda *a: len(numbers(*a)),
    "COUNTA": lambda *a: sum(value is not None for value in flat(a)),
    "COUNTIF": lambda area, rule: sum(meets(value, rule()) for value in flat((area,))),
    "SUMIF": lambda area, rule, sums: sum_ifs(sums, area, rule),
    "SUMIFS": sum_ifs,
    "MAX": lambda *a: max(numbers(*a), default=0),
    "MIN": lambda *a: min(numbers(*a), default=0),
    "CHOOSE": lambda place, *a: a[int(place()) - 1](),
    "INDEX": lambda area, row, column: flat((area,))[int(row()) * int(column()) - 1] or 0,
    "DATE": day_of,
    "MONTH": lambda a: (EPOCH + timedelta(number(a()))).month,
    "IF": lambda test, yes, no: yes() if test() else no(),
    "AND": lambda *a: all(test() for test in a),
    "OR": lambda *a: any(test() for test in a),
    "ISNUMBER": lambda a: isinstance(a(), int | float),
    "YEAR": lambda a: (EPOCH + timedelta(number(a()))).year,
    "EDATE": lambda day, months: months_later(number(day()), number(months())),
    "INT": lambda a: math.floor(number(a())),
    "ROUND": lambda a, digits: half_up(number(a()), int(digits())),
    "FIXED": lambda a, _: f"{number(a()):,.0f}".replace(",", "\xa0"),
}
