"""`make typsnitt`: gör om webbplatsens och figurernas typsnitt ur de öppna familjerna Source Sans 3 och Source Serif 4.

Licensen (OFL) förbehåller namnet Source för originalen. Därför tas namnen bort ur filerna, och i stilmallen och figurerna heter de
något eget.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from macros.settings import ROOT

DRAWN = ROOT / "macros" / "exports" / "typsnitt"  # figurernas, med en fil per vikt: den som ritar PNG läser TTF
WEIGHTS = {400: "Regular", 600: "SemiBold"}
ASSETS = ROOT / "overrides" / "assets"
PACKAGES = ("fonttools==4.68.0", "brotli==1.2.1", "fontpkg-source-sans-3==3.52", "fontpkg-source-serif-4==4.4")
# Filens namn, var originalet ligger bland paketen, och den del av axlarna som behålls.
FONTS = {
    "sans": ("fontpkg_source_sans_3/files/SourceSans3[wght].ttf", ("wght=400:600",)),
    "serif": ("fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf", ("wght=600", "opsz=20")),
}
# Latinets bokstäver med de accenter som svenska namn har, och tecknen som texterna använder.
CHARACTERS = (
    "U+20-7E,U+A0,U+A7,U+AB,U+B0,U+B2,U+B7,U+BB,U+BD,U+C4,U+C5,U+C9,U+D6,U+D7,U+D8,U+DC,U+E0,U+E1,U+E4-EB,U+F3,U+F6,U+F8,U+FC,"
    "U+2011,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026,U+202F,U+20AC,U+2190-2193,U+2195,U+2212,U+2264,U+2265"
)
KEEP = (
    "--layout-features=kern,mark,ccmp,tnum,lnum",
    "--name-IDs=0,13,14",
    "--no-hinting",
    "--desubroutinize",
    "--flavor=woff2",
)


def run() -> int:
    """Skriver filerna och deras namn i stilmallen. Namnet bär innehållets kontrollsumma. Returns: 0 när det gick, annars 1."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        if subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", *PACKAGES]).returncode:
            return 1
        for name, (inside, axes) in FONTS.items():
            [source] = Path(folder).glob(f"**/site-packages/{inside.replace('[', '[[]')}")
            cut, made = Path(folder) / f"{name}.ttf", Path(folder) / f"{name}.woff2"
            subprocess.run(
                [tools / "fonttools", "varLib.instancer", "--quiet", "--no-recalc-timestamp", source, *axes, "-o", cut],
                check=True,
            )
            subprocess.run([tools / "pyftsubset", cut, f"--unicodes={CHARACTERS}", *KEEP, f"--output-file={made}"], check=True)
            _replace(name, made.read_bytes())
        _write_drawn(Path(folder), tools)
    return 0


def _write_drawn(folder: Path, tools: Path) -> None:
    """Figurernas typsnitt: samma tecken som webbplatsens, med ett eget namn, för den som ritar väljer efter namnet."""
    [source] = folder.glob(f"**/site-packages/{FONTS['sans'][0].replace('[', '[[]')}")
    for weight, style in WEIGHTS.items():
        cut, made = folder / f"{weight}.ttf", DRAWN / f"egen-sans-{weight}.ttf"
        subprocess.run(
            [tools / "fonttools", "varLib.instancer", "--quiet", "--no-recalc-timestamp", source, f"wght={weight}", "-o", cut],
            check=True,
        )
        keep = [one for one in KEEP if one != "--flavor=woff2"]
        subprocess.run([tools / "pyftsubset", cut, f"--unicodes={CHARACTERS}", *keep, f"--output-file={made}"], check=True)
        subprocess.run([tools / "python", "-c", RENAME, made, style, str(weight)], check=True)


RENAME = """
import sys
from fontTools.ttLib import TTFont
path, style, weight = sys.argv[1:]
font = TTFont(path, recalcTimestamp=False)
for name, text in ((1, "Egen sans"), (2, style), (4, f"Egen sans {style}"), (6, f"EgenSans-{style}")):
    font["name"].setName(text, name, 3, 1, 0x409)
font["OS/2"].usWeightClass = int(weight)
font.save(path)
"""


def _replace(name: str, content: bytes) -> None:
    """Byter filen och dess namn i stilmallen."""
    for old in ASSETS.glob(f"{name}.*.woff2"):
        old.unlink()
    new = f"{name}.{hashlib.sha256(content).hexdigest()[:8]}.woff2"
    (ASSETS / new).write_bytes(content)
    sheet = ASSETS / "stil.css"
    sheet.write_text(re.sub(rf"\b{name}\.[0-9a-f]{{8}}\.woff2", new, sheet.read_text("utf8")), "utf8")
