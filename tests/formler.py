"""Räknar Excelformler utan Excel: bara det som budgetmallen använder. Tal, text, celler, områden, namn och tolv funktioner."""

import io
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import openpyxl

TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"]*")|(?P<tal>\d+(?:\.\d+)?)|(?P<cell>\$?[A-Z]{1,2}\$?\d+(?::\$?[A-Z]{1,2}\$?\d+)?)(?![\w(])'
    r"|(?P<namn>[^\W\d]\w*)|(?P<tecken><>|<=|>=|[-+*/&=<>(),]))"
)
LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
EPOCH = date(1899, 12, 30)  # Excels dag 0
Thunk = Callable[[], Any]  # räknas ut först när värdet behövs, som i IF


class Calculator:
    """Ett blad, med egna värden i stället för det som står i cellerna."""

    def __init__(self, content: bytes, sheet: str, inputs: Mapping[str, Any]):
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.names = {name: defined.attr_text.rpartition("!")[2] for name, defined in book.defined_names.items()}
        self.cells = {cell.coordinate: cell.value for row in book[sheet].iter_rows() for cell in row} | dict(inputs)
        self.done: dict[str, Any] = {}

    def formulas(self) -> list[str]:
        return [place for place, value in self.cells.items() if isinstance(value, str) and value.startswith("=")]

    def value(self, place: str) -> Any:
        if place not in self.done:
            written = self.cells.get(place)
            is_formula = isinstance(written, str) and written.startswith("=")
            self.done[place] = Formula(written[1:], self).result() if is_formula else written
        return self.done[place]

    def area(self, place: str) -> Any:
        """En cells värde, eller listan med värdena i ett område."""
        place = place.replace("$", "")
        if ":" not in place:
            return self.value(place)
        first, last = place.split(":")
        box = openpyxl.utils.range_boundaries(f"{first}:{last}")
        return [
            self.value(f"{openpyxl.utils.get_column_letter(column)}{row}")
            for row in range(box[1], box[3] + 1)
            for column in range(box[0], box[2] + 1)
        ]


class Formula:
    """Läser en formel från vänster, svagaste tecknet först."""

    def __init__(self, text: str, sheet: Calculator):
        self.sheet, self.position = sheet, 0
        self.tokens = [(match.lastgroup, match[match.lastgroup]) for match in TOKEN.finditer(text)]
        assert "".join(token for _, token in self.tokens) == re.sub(r'\s(?=(?:[^"]*"[^"]*")*[^"]*$)', "", text), (
            f"oläst: {text}"
        )

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
            return lambda: self.sheet.area(token)
        if self.peek() != "(":
            return lambda: self.sheet.area(self.sheet.names[token])
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
    return [value for value in flat(arguments) if isinstance(value, int | float) and not isinstance(value, bool)]


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


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *a: float(sum(numbers(*a))),
    "COUNT": lambda *a: len(numbers(*a)),
    "COUNTA": lambda *a: sum(value is not None for value in flat(a)),
    "COUNTIF": lambda area, rule: sum(value < float(rule()[1:]) for value in numbers(area)) if rule()[0] == "<" else 1 / 0,
    "IF": lambda test, yes, no: yes() if test() else no(),
    "AND": lambda *a: all(test() for test in a),
    "OR": lambda *a: any(test() for test in a),
    "ISNUMBER": lambda a: isinstance(a(), int | float),
    "YEAR": lambda a: (EPOCH + timedelta(number(a()))).year,
    "EDATE": lambda day, months: months_later(number(day()), number(months())),
    "INT": lambda a: math.floor(number(a())),
    "ROUND": lambda a, digits: round(number(a()), int(digits())),
    "FIXED": lambda a, _: f"{number(a()):,.0f}".replace(",", "\xa0"),
}
