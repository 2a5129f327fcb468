"""Hur breda en tabells kolumner är, så att inget ord behöver delas i onödan och raderna blir låga."""

from macros.dokument.innehall import Tabell

MOST = 110  # tecken: en kolumn vars rader är längre får inte mer plats för det
LONGEST_WORD = 17  # tecken: längre ord får avstavas
AIR = 4  # tecken: luften i rutan
ROOM = 100.0
NARROW = 60  # tecken: en tabell som ryms på så få är inte bredare än den behöver


def kolumnbredder(tabell: Tabell) -> list[float]:
    """Kolumnernas bredd i procent av sidans. Var kolumn får sitt längsta ord, och av resten efter hur långa dess rader är."""
    texts: list[list[str]] = [[] for _ in range(tabell.kolumner)]
    for rad in (tabell.huvud, *tabell.rader):
        if sum(ruta.bredd for ruta in rad) == len(rad) == tabell.kolumner:
            for column, ruta in zip(texts, rad, strict=True):
                column += ruta.text.split("\n")
    longest = [AIR + max(map(len, column), default=1) for column in texts]
    if sum(longest) <= NARROW:
        return [float(one) for one in longest]
    least = [
        AIR + min(max((len(word) for text in column for word in text.split()), default=1), LONGEST_WORD) for column in texts
    ]
    needs = [min((sum(map(len, column)) / max(len(column), 1) + most) / 2, MOST) for column, most in zip(texts, longest)]
    spare = ROOM - sum(least)
    if spare <= 0:
        return [ROOM * low / sum(least) for low in least]
    return [low + spare * need / sum(needs) for low, need in zip(least, needs, strict=True)]
