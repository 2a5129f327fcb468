"""Utskriften: en rad för varje mätning, och målet där det finns ett."""

from dataclasses import dataclass, field


@dataclass
class Report:
    """Raderna som har skrivits. `missed` är de vars mål inte nåddes."""

    missed: list[str] = field(default_factory=list)

    def line(self, label: str, value: float, unit: str = "", at_most: float | None = None, digits: int = 0) -> None:
        """Skriver en rad genast, för en mätning tar tid.

        Args:
            at_most: målet, i samma enhet som värdet.
        """
        shown = f"{swedish(value, digits)} {unit}".rstrip()
        goal = "" if at_most is None else f"   mål: högst {swedish(at_most, digits)} {unit}".rstrip()
        if at_most is not None and value > at_most:
            self.missed.append(label)
            goal += "   MISSAT"
        print(f"{label:<62}{shown:>12}{goal}", flush=True)

    def conclusion(self) -> str:
        if not self.missed:
            return "Alla mål nåddes."
        return f"{len(self.missed)} mål nåddes inte: {'; '.join(self.missed)}."


def swedish(value: float, digits: int) -> str:
    """2500.5 blir 2 500,5 med fasta mellanslag."""
    return f"{value:,.{digits}f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
