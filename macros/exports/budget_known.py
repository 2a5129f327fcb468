"""Det som är känt om insatsen när dess arbetsbok görs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from macros.model.insatsbudget import Årsbudget
from macros.model.rekvisition import Rekvisition


@dataclass(frozen=True)
class Ifyllt:
    """Det som är känt om insatsen när boken görs. Allt är tomt i mallen som sökande laddar ner. Belopp i hela kronor.

    `beviljat` är förbundets pengar efter kalenderår, `budget` vad varje kostnad får kosta det året. `totalt` och `sökt` är summorna för hela tiden. `rekvisitioner` är det som redan
    är begärt med en specifikation, efter bladets nummer.
    """

    namn: str = ""
    typ: str = ""
    start: date | None = None
    slut: date | None = None
    totalt: int | None = None
    sökt: int | None = None
    beviljat: Mapping[int, int] = field(default_factory=dict)
    budget: Mapping[int, Årsbudget] = field(default_factory=dict)
    parter: tuple[str, ...] = ()
    rekvisitioner: Mapping[int, Rekvisition] = field(default_factory=dict)

    @property
    def tid(self) -> tuple[date, date] | None:
        """Första och sista dagen, när båda är kända."""
        return (self.start, self.slut) if self.start and self.slut else None

    def _året(self, år: int) -> Årsbudget | None:
        return self.budget.get(self.start.year + år) if self.start else None

    def kostnad(self, år: int, kostnad: str) -> tuple[int, int, int]:
        """Vad förbundet, parterna och andra betalar för en kostnad under insatsens år nummer `år`, räknat från 0."""
        budget = self._året(år)
        return next((one.betalare for one in budget.kostnader if one.kostnad.id == kostnad), (0, 0, 0)) if budget else (0, 0, 0)

    def egen_insats(self, år: int, part: str) -> int:
        """Vad en part själv bidrar med under insatsens år nummer `år`, räknat från 0."""
        budget = self._året(år)
        return sum(one.belopp for one in budget.parter if one.part == part) if budget else 0

    def månader(self, år: int) -> int:
        """Kalendermånaderna som insatsen rör under sitt år nummer `år`, räknat från 0."""
        if self.tid is None:
            return 0
        start, slut = self.tid
        året = start.year + år
        första, sista = max(start, date(året, 1, 1)), min(slut, date(året, 12, 31))
        return max(0, (sista.year - året) * 12 + sista.month - första.month + 1)


TOM = Ifyllt()
