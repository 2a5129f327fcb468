"""Text i en ritad figur. Där bryter ingen webbläsare raderna, så de bryts här."""

from macros.views.avstavning import breaks

FONT, LINE = 16, 21  # teckenstorlek och radavstånd
BOLD = 1.05  # så mycket bredare är rubrikerna
# Tecknens bredd i webbplatsens typsnitt, i tusendelar av teckenstorleken. Provet läser dem ur typsnittet.
GLYPHS = {
    120: "\u202f",
    200: " \xa0",
    240: "|ij',.:;·‘’",
    260: "lI",
    280: "!",
    300: "f()[]{}•",
    320: "-\u2011",
    340: "°tr",
    360: "/\\²",
    420: '*s?z"“”«»',
    440: "x",
    460: "cçvy",
    480: "YJ–L",
    500: "Fkeèéêë#$+0123456789<=>^~§×€−≤≥_agàáäå",
    520: "XVEÉ",
    540: "STZ`oóöøAhuÄÅün",
    560: "bdpqPR",
    580: "CKB",
    600: "&",
    620: "DG←↑→↓↕",
    640: "UÜN",
    660: "HOQÖØ",
    720: "wM",
    780: "æW",
    800: "—½",
    820: "%m",
    840: "@",
    940: "…",
}
WIDTHS = {char: width for width, chars in GLYPHS.items() for char in chars}
OTHER = 1000  # ett tecken som typsnittet saknar


def text_width(text: str) -> float:
    """Textens bredd i figurens enheter. Mallen håller varje rad till den, så att den ryms också i andra typsnitt."""
    return FONT * sum(WIDTHS.get(char, OTHER) for char in text) / 1000


def split(word: str, room: float) -> list[str]:
    """Ordet i delar som ryms. Utan ställe att dela delas det där det tar slut, också då med bindestreck."""
    if text_width(word) <= room:
        return [word]
    fits = [place for place in breaks(word) if text_width(word[:place] + "-") <= room]
    cut = fits[-1] if fits else next((n for n in range(len(word) - 1, 1, -1) if text_width(word[:n] + "-") <= room), 1)
    hyphen = "" if word[cut - 1] in "-–/" else "-"
    return [word[:cut] + hyphen, *split(word[cut:], room)] if cut < len(word) else [word]


def wrap(text: str, room: float) -> tuple[str, ...]:
    """Texten i rader som ryms på bredden. Den bryts vid vanliga mellanslag, inte vid hårda."""
    lines = [""]
    for word in text.split(" "):
        for part in split(word, room):
            joined = f"{lines[-1]} {part}".strip()
            if text_width(joined) <= room and not lines[-1].endswith("-"):
                lines[-1] = joined
            else:
                lines.append(part)
    return tuple(line for line in lines if line)
