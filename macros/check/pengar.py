"""Det som reglerna om budgetar och rekvisitioner delar: vad förbundet har beviljat, och vad det inte ersätter."""

from macros.check.data import Data
from macros.findings import FEL, Finding, shown
from macros.model.insats import BEVILJAT
from macros.read import Record


def granted(data: Data, insats: Record, year: int) -> int | None:
    """Det som förbundet har beviljat ett år. Ett belopp utan finansiär räknas som förbundets. None när inget är inlagt."""
    names = {str(row["id"]): str(row.get("namn", "")) for row in data.rows("forbund") if "id" in row}
    own = ("", names.get(str(insats.get("förbund")), ""))
    amounts = [
        int(post["belopp"])
        for post in data.records(insats, "budget")
        if data.is_whole(post)
        and post["år"] == str(year)
        and post.get("läge", BEVILJAT) == BEVILJAT
        and post.get("finansiär", "") in own
    ]
    return sum(amounts) if amounts else None


def barred_costs(data: Data, table: str, row: Record, insats: Record, amount: str) -> list[Finding]:
    """Ett fel för varje kostnad med pengar från förbundet som inte ersätts i insatsens typ. `amount` är fältet med pengarna."""
    known = {str(one["id"]): one for one in data.whole_rows("kostnadsslag")}
    paid = [(one, known.get(str(one["kostnad"]))) for one in data.records(row, "kostnader") if int(str(one.get(amount, "0")))]
    return [
        Finding(
            one.value_mark(amount),
            FEL,
            f"{shown(kostnadsslag.get('regel', ''), 200)} Ta bort {one[amount]} på {shown(kostnadsslag['namn'])}, eller rätta "
            f"insatsens typ ({data.label(table, row)}).",
        )
        for one, kostnadsslag in paid
        if kostnadsslag and insats.get("typ") in data.items(kostnadsslag, "ersätts_inte_i")
    ]
