"""YAML skriven på alla sätt som någon kan komma på: citattecken, stycken, klamrar, kommentarer, indrag och radslut."""

from random import Random

WORDS = ["a", "Ånäs", "x y", "a: b", "#", "- z", "2020", "it's", '"q"', "[", "}", "yes", "1", "å, ä"]
KEYS = ["namn", "typ", "lista", "obj", "plats", "å k", "x-y"]
PARAGRAPHS = [["rad ett"], ["rad ett", "rad två"], ["ett", "", "två"], ["# ingen kommentar", "- x"]]


class Writer:
    """Skriver en fil. Samma frö ger samma fil."""

    def __init__(self, random: Random):
        self.random = random

    def file(self) -> str:
        rows = "".join(self.row(number) for number in range(self.random.randint(1, 4)))
        text = self.random.choice(["", "# topp\n", "# topp\n\n"]) + rows
        if self.often(0.2):
            text = text.rstrip("\n")
        return text.replace("\n", "\r\n") if self.often(0.2) else text

    def row(self, number: int) -> str:
        after = self.random.choice(["", "\n", "# mellan\n", "  # i raden\n\n"])
        return f"- id: r{number}{self.comment_after()}\n{self.comment(2)}{self.fields(2, 2)}{after}"

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def comment(self, indent: int) -> str:
        """En kommentar, en tom rad eller inget."""
        if self.often(0.12):
            return " " * self.random.choice([0, indent, indent + 2]) + "# kommentar\n"
        return "\n" if self.often(0.1) else ""

    def comment_after(self) -> str:
        return "   # efter" if self.often(0.25) else ""

    def ended(self, text: str) -> str:
        return text + ("\n" if "\n" in text else f"{self.comment_after()}\n")

    def scalar(self, indent: int) -> str:
        choice = self.random.choice(["plain", "plain", "single", "double", "paragraph", "lines", "blank"])
        if choice == "paragraph":
            lines = (" " * indent + line if line else "" for line in self.random.choice(PARAGRAPHS))
            return self.random.choice(["|", "|-", ">", ">-", "|- # k"]) + "\n" + "\n".join(lines)
        return f"flera\n{' ' * indent}rader" if choice == "lines" else self.word(choice)

    def word(self, choice: str) -> str:
        text = self.random.choice(WORDS)
        if choice == "double":
            return '"' + text.replace('"', '\\"') + '"'
        if choice == "single":
            return "'" + text.replace("'", "''") + "'"
        return "" if choice == "blank" else self.random.choice(["abc", "två ord", "2020-01-01", "x"])

    def flow(self, depth: int) -> str:
        choice = self.random.choice(["list", "fields", "word", "word"]) if depth else "word"
        if choice == "list":
            return f"[{', '.join(self.flow(depth - 1) for _ in range(self.random.randint(0, 3)))}]"
        if choice == "fields":
            keys = self.random.sample(["p", "q", "r"], self.random.randint(0, 2))
            return f"{{{', '.join(f'{key}: {self.flow(depth - 1)}' for key in keys)}}}"
        return self.word(self.random.choice(["plain", "single", "double"]))

    def fields(self, indent: int, depth: int, is_first: bool = False) -> str:
        """Några fält. Det första står efter ett bindestreck när `is_first`."""
        lines = []
        for number, key in enumerate(self.random.sample(KEYS, self.random.randint(1, 4))):
            before = "" if is_first and not number else self.comment(indent) + " " * indent
            lines.append(f"{before}{f'{key}' if self.often(0.75) else chr(34) + key + chr(34)}:{self.value(indent, depth)}")
        return "".join(lines)

    def value(self, indent: int, depth: int) -> str:
        """Det som följer på kolonet, med radslut."""
        choice = self.random.choice(["list", "fields", "flow", "scalar", "scalar"] if depth else ["flow", "scalar"])
        if choice == "list":
            return self.comment_after() + "\n" + self.items(indent + self.random.choice([0, 2]), depth)
        if choice == "fields":
            return self.comment_after() + "\n" + self.comment(indent + 2) + self.fields(indent + 2, depth - 1)
        if choice == "flow":
            return f" {self.flow(2)}{self.comment_after()}\n"
        return " " + self.ended(self.scalar(indent + 2))

    def items(self, indent: int, depth: int) -> str:
        lines = []
        for _ in range(self.random.randint(1, 3)):
            inner = self.fields(indent + 2, depth - 1, True) if self.often(0.5) else self.ended(self.scalar(indent + 2))
            lines.append(f"{self.comment(indent)}{' ' * indent}- {inner}")
        return "".join(lines)
